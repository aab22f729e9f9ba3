//! W0316: the last day of a phase passes with its duties undone, and the text goes no further.

use std::collections::BTreeSet;

use model::{
    ArticleId, ArticleKind, Clause, DAY_SECONDS, Element, PhaseId, PowerAct, Reach, Status,
};

use super::Times;
use super::calendar::Side;
use crate::view::join;
use crate::{Draft, View};

/// A phase that ends, and what can be undone then.
struct Cliff {
    phase: PhaseId,
    over: i64,
    undone: Vec<ArticleId>,
}

/// W0316, folded: one finding for all phases, the one with the heaviest duty told.
pub fn cliffs(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    // What passes its date with something behind it is told with what waits.
    let mut told: BTreeSet<ArticleId> = out
        .iter()
        .filter(|draft| draft.code == "W0609")
        .flat_map(Draft::all_articles)
        .collect();
    // A ladder that covers an article is its follow-up.
    let ladders = view.articles().filter_map(|(_, article)| article.ladder());
    let covered = ladders.flat_map(|ladder| &ladder.covering);
    told.extend(covered.filter_map(model::Reference::article));
    let phases = (0..).map(PhaseId).zip(&view.agreement.phases);
    let mut cliffs: Vec<Cliff> = phases
        .filter(|(_, phase)| phase.extended.is_empty())
        .filter_map(|(id, _)| cliff(view, times, id, &told))
        .collect();
    let heaviest = |cliff: &Cliff| cliff.undone.iter().map(|id| view.weight(*id)).max();
    cliffs.sort_by_key(|cliff| (std::cmp::Reverse(heaviest(cliff)), cliff.phase));
    out.extend(tell(view, times, &cliffs));
}

fn cliff(view: &View<'_>, times: &Times, id: PhaseId, told: &BTreeSet<ArticleId>) -> Option<Cliff> {
    let over = times.promise.of_node(times.plan.over(id))?;
    let mut undone: Vec<ArticleId> = view
        .duties()
        .filter(|(_, article, duty)| article.reach == Reach::Phase(id) && !duty.standing)
        .filter(|(article, rule, _)| !answered(rule) && !told.contains(article))
        .filter(|(article, _, _)| {
            let last = times
                .plan
                .of(*article)
                .last()
                .and_then(|at| times.fixed_last(at));
            last.is_some_and(|last| over - last.weight < DAY_SECONDS)
        })
        .map(|(article, _, _)| article)
        .collect();
    if undone.is_empty() || extended(view, id, &undone) {
        return None;
    }
    view.by_weight(&mut undone);
    Some(Cliff {
        phase: id,
        over,
        undone,
    })
}

/// Whether an article says what follows if it is not done in time.
fn answered(article: &model::Article) -> bool {
    article.clauses.iter().any(|clause| {
        matches!(
            clause,
            Clause::If {
                status: Status::Breached | Status::Overdue | Status::Late | Status::Short,
                ..
            }
        )
    })
}

/// Whether somebody may move the end of a phase, or the dates of what is due by it.
fn extended(view: &View<'_>, phase: PhaseId, duties: &[ArticleId]) -> bool {
    view.articles().any(|(_, article)| match &article.kind {
        ArticleKind::Power(power) => match &power.act {
            PowerAct::Extend { what, .. } => {
                *what == Element::Phase(phase)
                    || duties.iter().any(|id| *what == Element::Article(*id))
            }
            PowerAct::SetDates(refs) => refs
                .iter()
                .filter_map(model::Reference::article)
                .any(|id| duties.contains(&id)),
            _ => false,
        },
        _ => false,
    })
}

fn tell(view: &View<'_>, times: &Times, cliffs: &[Cliff]) -> Option<Draft> {
    let (first, rest) = cliffs.split_first()?;
    let duty = first.undone.first()?;
    let teller = times.teller(view.agreement);
    let day = |time: i64| teller.time(times.promise.origin, time, Side::Until);
    let phase = view.tick(Element::Phase(first.phase));
    let message = format!(
        "{phase} can end on {} with {} undone, and nothing says what comes then",
        day(first.over),
        view.art(*duty)
    );
    let mut draft = Draft::of("W0316", Element::Phase(first.phase), message)
        .label("neither extended nor followed up")
        .about(first.undone.iter().copied());
    if first.undone.len() > 1 {
        let names: Vec<String> = first.undone.iter().map(|id| view.art(*id)).collect();
        draft = draft.note(format!("due by then: {}", join(&names)));
    }
    for cliff in rest {
        let names: Vec<String> = cliff
            .undone
            .iter()
            .take(3)
            .map(|id| view.art(*id))
            .collect();
        let label = format!("ends on {} with {}", day(cliff.over), join(&names));
        draft = draft
            .place(model::Subject::of(Element::Phase(cliff.phase)), label)
            .about(cliff.undone.iter().copied());
    }
    Some(draft.help(view.answer(
        &format!("add `extended …` to {phase}, or `if breached, …` to what is due by its end"),
        &format!(
            "does {phase} go on if {} is undone, who says so, and for how long?",
            view.art(*duty)
        ),
    )))
}
