//! Numbers that cannot add up: more promised than a list holds, more votes asked than members sit.

use std::collections::BTreeSet;

use model::{
    ActorId, ActorKind, Agreement, Amount, Article, ArticleId, Bound, Cell, Clause, Condition,
    Deciding, Element, FactKind, Noun, Panel, PowerPart, Relation, RollId, StepAct, StepPart,
    Subject, TextId, Who,
};

use super::index::Index;
use super::quantities::exact;
use super::timetable::{Timetable, failed};
use super::told::{count, few, number};
use crate::Draft;

/// What the rules of sums find.
pub(super) fn sums(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    promised(index, table, out);
    thresholds(index, out);
}

/// E0217: more is promised of a list, by acts that cannot be undone, than it holds. Not asked where
/// the list may grow or be corrected.
fn promised(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    let later = amending_texts(index.agreement);
    for (id, roll) in (0..).map(RollId).zip(&index.agreement.rolls) {
        let (Some(holds), None, false) = (exact(&roll.quantity), roll.corrected_by, roll.may_grow)
        else {
            continue;
        };
        let mut sum: i64 = 0;
        let mut taking = Vec::new();
        for used in index.roll_uses.get(id.index()).into_iter().flatten() {
            let Some(article) = index.agreement.article(*used) else {
                continue;
            };
            if !takes(index, *used, article, &later) {
                continue;
            }
            if let Some(taken) = amount(index, table, *used, article, id, 0) {
                sum = sum.saturating_add(taken);
                taking.push((*used, taken));
            }
        }
        if sum > holds {
            out.push(over(index, id, holds, sum, &taking));
        }
    }
}

fn over(
    index: &Index<'_>,
    roll: RollId,
    holds: i64,
    sum: i64,
    taking: &[(ArticleId, i64)],
) -> Draft {
    let name = index.view.tick(Element::Roll(roll));
    let message = format!(
        "{} of {name} are promised, and it holds {}",
        number(sum),
        number(holds)
    );
    let mut draft =
        Draft::of("E0217", Element::Roll(roll), message).label(format!("holds {}", number(holds)));
    for (id, taken) in taking {
        draft = draft.place(
            Subject::of(Element::Article(*id)),
            format!("promises {}", number(*taken)),
        );
    }
    draft.help(index.view.answer(
        "mend the numbers, or write `may grow` after the list",
        &format!("which of these numbers is right, and how many are on {name}?"),
    ))
}

/// Texts that amend others: their articles stand in place of earlier ones, so nothing adds up.
fn amending_texts(agreement: &Agreement) -> BTreeSet<TextId> {
    (0..)
        .map(TextId)
        .zip(&agreement.texts)
        .filter(|(_, text)| !text.amending.is_empty())
        .map(|(id, _)| id)
        .collect()
}

/// Whether an article surely takes from a list, once and for all.
fn takes(index: &Index<'_>, id: ArticleId, article: &Article, later: &BTreeSet<TextId>) -> bool {
    let Some(duty) = article.duty() else {
        return false;
    };
    let amended = article
        .naming
        .cites
        .iter()
        .any(|cite| cite.text.is_some_and(|text| later.contains(&text)));
    // What falls due only when something else fails may stand in its place.
    let conditional = article.clauses.iter().any(|clause| match clause {
        Clause::When(condition) | Clause::Whenever(condition) | Clause::While(condition) => {
            !certain(condition)
        }
        Clause::Replacing(_) | Clause::Unless(_) => true,
        _ => false,
    });
    index.view.irreversible(&duty.verb)
        && duty.or_verb.is_none()
        && !duty.endeavour
        && !amended
        && !conditional
        && !index.rung(id)
}

fn certain(condition: &Condition) -> bool {
    condition.facts.iter().all(|fact| match &fact.kind {
        FactKind::Status { status, .. } => !failed(*status),
        _ => false,
    })
}

/// How many of a list an article takes, as far as the text states it, in thousandths. `all` and
/// `the remaining` take what the others leave.
fn amount(
    index: &Index<'_>,
    table: &mut Timetable<'_>,
    id: ArticleId,
    article: &Article,
    roll: RollId,
    depth: u8,
) -> Option<i64> {
    let asked = article
        .quantity()
        .filter(|asked| asked.roll() == Some(roll) || depth > 0)?;
    let once = match (&asked.amount, asked.bound) {
        (Amount::Number(once), None | Some(Bound::AtLeast)) => *once,
        (Amount::Column(column), None) => {
            let table = index.agreement.schedule(column.schedule)?;
            let cells = table
                .rows
                .iter()
                .filter_map(|row| row.get(column.column as usize));
            cells.fold(0_i64, |sum, cell| match cell {
                Some(Cell::Number(cell)) => sum.saturating_add(*cell),
                _ => sum,
            })
        }
        _ => return None,
    };
    let rounds = table.rounds(id)?;
    let mut total = once.saturating_mul(rounds);
    for relation in article
        .object()
        .map(|object| object.relations.as_slice())
        .unwrap_or_default()
    {
        match relation {
            Relation::ForEach {
                noun,
                under: Some((_, duties)),
            } if depth == 0 => {
                let mut each: i64 = 0;
                for duty in duties {
                    let other = duty.article()?;
                    let per = index.agreement.article(other)?;
                    // A class in words may be any part of them: nothing of it is certain.
                    if !whole_class(noun, per) {
                        return None;
                    }
                    each = each.saturating_add(amount(index, table, other, per, roll, depth + 1)?);
                }
                total = total.saturating_mul(each) / 1_000;
            }
            Relation::ForEach { .. } | Relation::ForEachColumn(_) => return None,
            _ => {}
        }
    }
    Some(total)
}

/// Whether a ratio is told by everything that a duty counts, and not by a class among it.
fn whole_class(class: &Noun, per: &Article) -> bool {
    let Some(counted) = per.quantity() else {
        return false;
    };
    match class {
        Noun::Element(Element::Roll(roll)) => counted.roll() == Some(*roll),
        Noun::Element(_) => counted.noun.as_ref() == Some(class),
        Noun::Common(word) => {
            let named =
                |noun: &Noun| matches!(noun, Noun::Common(all) if all.starts_with(word.as_str()));
            counted.roll().is_some() || counted.noun.as_ref().is_some_and(named)
        }
        // `tank` of `tanks`, but not `light tank`.
        Noun::Quoted(words) => {
            matches!(&counted.noun, Some(Noun::Quoted(all)) if all.starts_with(words.as_str()))
        }
    }
}

/// E0219: a number of votes that a group or body can never reach, because it has fewer members.
fn thresholds(index: &Index<'_>, out: &mut Vec<Draft>) {
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
