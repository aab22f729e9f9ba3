//! Where the text leaves open which of several events governs, a bound holds only as far as all of
//! them agree: not before the earliest of them can come, not after the latest of them must.

use model::{Clause, Condition, Element, Event, Join, Point, Subject};
use network::{Network, consistency};

use super::plan::{Node, Plan};
use crate::{Draft, View};

/// I0807, once: the text says `either … or …` of a start or a last day, and not which of the two.
/// Answered by one of them, or by `the earlier of … and …`, `the later of … and …`.
pub fn undecided(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places: Vec<Subject> = Vec::new();
    for (id, _, _) in view.duties() {
        let clauses = view
            .agreement
            .article(id)
            .map_or(&[][..], |article| &article.clauses);
        for (at, clause) in clauses.iter().enumerate() {
            if either(clause) {
                places.push(Subject::clause(Element::Article(id), at));
            }
        }
    }
    let Some((first, rest)) = places.split_first() else {
        return;
    };
    let message = "the text does not say which of the two starts it; times are told for the widest";
    let mut draft = Draft::new("I0807", *first, message).label("`either … or …`");
    for at in rest {
        draft = draft.place(*at, "nor here");
    }
    out.push(draft.help(view.answer(
        "name one of the two, or write `the earlier of … and …`, `the later of … and …`",
        "which of the two is meant, the first to come or the last?",
    )));
}

/// Whether a clause leaves open which of two events counts.
fn either(clause: &Clause) -> bool {
    let open = |condition: &Condition| condition.join == Join::Either;
    match clause {
        Clause::When(condition) | Clause::Whenever(condition) | Clause::While(condition) => {
            open(condition)
        }
        Clause::Within { after, .. } | Clause::OnDayOf { event: after, .. } => open_event(after),
        Clause::AtOnce { after: Some(after) } | Clause::AsSoonAsPossible { after: Some(after) } => {
            open_event(after)
        }
        Clause::By(point) | Clause::NotBefore(point) | Clause::Until(point) => open_point(point),
        Clause::Between(one, other) => open_point(one) || open_point(other),
        Clause::From { start, .. } => open_point(start),
        Clause::Every { from, .. } => open_point(from),
        _ => false,
    }
}

fn open_event(event: &Event) -> bool {
    matches!(event, Event::Either(..))
}

fn open_point(point: &Point) -> bool {
    match point {
        Point::Event(event) => open_event(event),
        Point::Offset { point, .. } => open_point(point),
        Point::Earlier(one, other) | Point::Later(one, other) => {
            open_point(one) || open_point(other)
        }
        Point::Moment(_) | Point::Start(_) | Point::End(_) => false,
    }
}

/// Turns choices into bounds, each as wide as the widest of its ways. One pass: a choice behind a
/// choice may stay wider than it could be, never narrower. Says whether any was added.
pub fn settle(plan: &mut Plan, origin: Node) -> bool {
    if plan.choices.is_empty() {
        return false;
    }
    let Some((earliest, latest)) = reach(plan, origin) else {
        return false;
    };
    let choices = std::mem::take(&mut plan.choices);
    let mut any = false;
    for choice in &choices {
        let times = if choice.upper { &latest } else { &earliest };
        let ways: Option<Vec<i64>> = choice
            .ways
            .iter()
            .map(|(node, add)| Some(times.get(*node as usize).copied().flatten()? + add))
            .collect();
        let Some(ways) = ways else { continue };
        if choice.upper {
            if let Some(last) = ways.iter().max() {
                plan.not_after(choice.target, (origin, *last, 0), choice.at, choice.why);
                any = true;
            }
        } else if let Some(first) = ways.iter().min() {
            plan.not_before(choice.target, origin, *first, choice.at, choice.why);
            any = true;
        }
    }
    plan.choices = choices;
    any
}

type Reach = (Vec<Option<i64>>, Vec<Option<i64>>);

/// Earliest and latest times, if there is a timetable.
fn reach(plan: &Plan, origin: Node) -> Option<Reach> {
    let mut network = Network::new(plan.nodes.len()).ok()?;
    for bound in &plan.bounds {
        // A bound too long for a network bounds nothing.
        let _ = network.add(bound.from as usize, bound.to as usize, bound.weight);
    }
    let schedule = consistency(&network).ok()?;
    let earliest = schedule.earliest(origin as usize).ok()?;
    let latest = schedule.latest(origin as usize).ok()?;
    Some((earliest, latest))
}
