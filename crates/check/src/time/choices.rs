//! Where the text leaves open which of several events governs, a bound holds only as far as all of
//! them agree: not before the earliest of them can come, not after the latest of them must.

use model::{ArticleKind, Clause, Element, Event, FromEnd, Join, Point, Subject};
use network::{Network, consistency};

use super::plan::{Node, Plan};
use crate::{Draft, View};

/// What a choice leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Start,
    LastDay,
}

impl Open {
    fn words(self) -> &'static str {
        match self {
            Self::Start => "which of the two starts it",
            Self::LastDay => "which of the two sets its last day",
        }
    }
}

/// I0807, once: the text says `either … or …` of a start or a last day, and not which of the two.
/// Answered by one of them, or by `the earlier of … and …`, `the later of … and …`.
pub fn undecided(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places: Vec<(Subject, Open)> = Vec::new();
    for (id, article) in view.articles() {
        let binds = matches!(
            article.kind,
            ArticleKind::Duty(_) | ArticleKind::Prohibition(_) | ArticleKind::Level(_)
        );
        for (at, clause) in article.clauses.iter().enumerate().filter(|_| binds) {
            if let Some(open) = either(clause) {
                places.push((Subject::clause(Element::Article(id), at), open));
            }
        }
    }
    let Some(((first, open), rest)) = places.split_first() else {
        return;
    };
    let message = format!(
        "the text does not say {}; times are told for the widest",
        open.words()
    );
    let mut draft = Draft::new("I0807", *first, message).label("`either … or …`");
    for (at, other) in rest {
        let label = match other == open {
            true => "nor here".to_owned(),
            false => format!("nor here {}", other.words()),
        };
        draft = draft.place(*at, label);
    }
    out.push(draft.help(view.answer(
        "name one of the two, or write `the earlier of … and …`, `the later of … and …`",
        "which of the two is meant, the first to come or the last?",
    )));
}

/// What a clause leaves open by naming two events of which one counts.
fn either(clause: &Clause) -> Option<Open> {
    let starts = |open: bool| open.then_some(Open::Start);
    let ends = |point: &Point| open_point(point).then_some(Open::LastDay);
    match clause {
        Clause::When(condition) | Clause::Whenever(condition) | Clause::While(condition) => {
            starts(condition.join == Join::Either)
        }
        Clause::Within { after, .. } | Clause::OnDayOf { event: after, .. } => {
            starts(open_event(after))
        }
        Clause::AtOnce { after: Some(after) } | Clause::AsSoonAsPossible { after: Some(after) } => {
            starts(open_event(after))
        }
        Clause::NotBefore(point) => starts(open_point(point)),
        Clause::By(point) | Clause::Until(point) => ends(point),
        Clause::Between(from, until) => starts(open_point(from)).or_else(|| ends(until)),
        Clause::From { start, end } => starts(open_point(start)).or_else(|| match end {
            FromEnd::Until(point) => ends(point),
            _ => None,
        }),
        Clause::Every { from, until, .. } => {
            starts(open_point(from)).or_else(|| until.as_ref().and_then(ends))
        }
        _ => None,
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
