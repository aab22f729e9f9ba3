//! More votes asked than members sit.

use std::collections::BTreeSet;

use model::{
    ActorId, ActorKind, Agreement, ArticleId, Clause, Deciding, Element, Panel, PowerPart, StepAct,
    StepPart, Subject, Who,
};

use super::index::Index;
use super::told::{count, few};
use crate::Draft;

/// E0219: a number of votes that a group or body can never reach, because it has fewer members.
pub(super) fn thresholds(index: &Index<'_>, out: &mut Vec<Draft>) {
    let agreement = index.agreement;
    let mut seen: BTreeSet<(ActorId, u32)> = BTreeSet::new();
    let mut found: Vec<(ActorId, u32, usize, Vec<ArticleId>)> = Vec::new();
    for (panel, article) in panels(agreement) {
        let (Some(needed), [Who::Actor(id) | Who::AnyOf(id) | Who::EachOf(id)]) =
            (panel.threshold, panel.who.as_slice())
        else {
            continue;
        };
        let Some(size) = members(agreement, *id).filter(|size| (*size as u64) < u64::from(needed))
        else {
            continue;
        };
        if seen.insert((*id, needed)) {
            found.push((*id, needed, size, Vec::new()));
        }
        if let (Some(article), Some(entry)) = (
            article,
            found
                .iter_mut()
                .find(|entry| (entry.0, entry.1) == (*id, needed)),
        ) {
            entry.3.push(article);
        }
    }
    for (id, actor) in (0..).map(ActorId).zip(&agreement.actors) {
        if let (Some(Deciding::Members(needed)), Some(size)) =
            (actor.deciding_by, members(agreement, id))
            && (size as u64) < u64::from(needed)
        {
            found.push((id, needed, size, Vec::new()));
        }
    }
    for (id, needed, size, mut articles) in found {
        let name = index.view.actor(id);
        let has = count(size, "member", "members");
        let message = format!("{needed} of {name} can never agree, because it has {has}");
        let mut draft = Draft::of("E0219", Element::Actor(id), message).label(has);
        articles.dedup();
        for article in &articles {
            draft = draft.place(
                Subject::of(Element::Article(*article)),
                format!("asks {needed}"),
            );
        }
        if !articles.is_empty() {
            draft = draft.note(format!("asked by {}", few(index.view, &articles)));
        }
        out.push(draft.help(index.view.answer(
            &format!("write a number up to {size}, or name more members"),
            &format!("how many members of {name} does it take?"),
        )));
    }
}

/// How many sit in a group or body; nothing where its members are not named.
fn members(agreement: &Agreement, id: ActorId) -> Option<usize> {
    let actor = agreement.actor(id)?;
    match actor.kind {
        ActorKind::Group | ActorKind::Side => Some(actor.members.len()),
        ActorKind::Role(_) => (actor.members.len() > 1).then_some(actor.members.len()),
    }
}

/// Every panel the agreement names, with the article it stands in.
fn panels(agreement: &Agreement) -> Vec<(&Panel, Option<ArticleId>)> {
    let mut found: Vec<(&Panel, Option<ArticleId>)> = Vec::new();
    for (id, article) in agreement.articles() {
        let mut here: Vec<&Panel> = article.holders().into_iter().collect();
        for clause in &article.clauses {
            clause_panels(clause, &mut here);
        }
        if let Some(ladder) = article.ladder() {
            here.extend(ladder.opened_by.iter().map(|(panel, _)| panel));
            for step in &ladder.steps {
                match &step.act {
                    StepAct::Shall(duty) => here.push(&duty.obligors),
                    StepAct::May(panel, _) => here.push(panel),
                }
                for part in &step.parts {
                    match part {
                        StepPart::Extended { by, .. } => here.push(by),
                        StepPart::Power(part) => part_panels(part, &mut here),
                        _ => {}
                    }
                }
            }
        }
        if let model::ArticleKind::Snapback(snapback) = &article.kind {
            here.push(&snapback.unless);
        }
        found.extend(here.into_iter().map(|panel| (panel, Some(id))));
    }
    let declared = agreement
        .milestones
        .iter()
        .flat_map(|milestone| milestone.declared_by.iter().chain(&milestone.agreed_by))
        .chain(
            agreement
                .phases
                .iter()
                .filter_map(|phase| phase.declared_by.as_ref()),
        )
        .chain(
            agreement
                .rolls
                .iter()
                .filter_map(|roll| roll.counted_by.as_ref()),
        )
        .chain(
            agreement
                .units
                .iter()
                .filter_map(|unit| unit.counted_by.as_ref()),
        )
        .chain(
            agreement
                .terms
                .iter()
                .filter_map(|term| term.judged_by.as_ref()),
        )
        .chain(&agreement.meaning_by);
    found.extend(declared.map(|panel| (panel, None)));
    found
}

fn part_panels<'a>(part: &'a PowerPart, into: &mut Vec<&'a Panel>) {
    if let PowerPart::When(condition) | PowerPart::While(condition) | PowerPart::Unless(condition) =
        part
    {
        into.extend(
            condition
                .facts
                .iter()
                .filter_map(|fact| fact.judged.as_ref()),
        );
    }
}

fn clause_panels<'a>(clause: &'a Clause, into: &mut Vec<&'a Panel>) {
    match clause {
        Clause::VerifiedBy { panel, .. }
        | Clause::ReceivedBy(panel)
        | Clause::CountedBy(panel)
        | Clause::CoordinatedBy(panel)
        | Clause::MonitoredBy(panel)
        | Clause::IdentifiedBy { panel, .. }
        | Clause::Incidents { panel, .. }
        | Clause::Through(panel) => into.push(panel),
        Clause::DisputeBy { panel, decided, .. } => {
            into.push(panel);
            into.extend(decided.iter().map(|(panel, _)| panel));
        }
        Clause::When(condition)
        | Clause::Whenever(condition)
        | Clause::While(condition)
        | Clause::Unless(condition)
        | Clause::TakingEffect(condition) => {
            into.extend(
                condition
                    .facts
                    .iter()
                    .filter_map(|fact| fact.judged.as_ref()),
            );
        }
        _ => {}
    }
}
