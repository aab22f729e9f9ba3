//! E0301: no timetable exists.

use model::Element;

use super::calendar::{Side, length_words};
use super::net::{Cycle, Earliest, timetable};
use super::plan::{Bound, Node, Plan};
use super::tell::{Arc, Meeting, Teller};
use super::touched::Lock;
use crate::Draft;

/// How many contradictions are told; the rest waits until these are mended.
const TOLD_MAX: usize = 12;

/// How many are looked for; beyond it the text has other troubles than its dates.
const LOOKED_MAX: usize = 64;

/// What is known of the time of a plan once contradictions are set aside.
#[derive(Debug)]
pub struct Outcome {
    /// The earliest time of every instant.
    pub earliest: Earliest,
    /// The bounds set aside, by position: those of contradictions found.
    pub left_out: Vec<bool>,
    /// The contradictions.
    pub locks: Vec<Lock>,
}

/// E0301: bounds that no timetable meets, told clause by clause. A contradiction is set aside once
/// found, and another one is told only where it shares no article with those before it.
pub fn impossible(teller: &Teller<'_>, signed: bool, out: &mut Vec<Draft>) -> Outcome {
    let plan = teller.plan;
    let mut left_out = vec![false; plan.bounds.len()];
    let mut told = Vec::new();
    let mut locks = Vec::new();
    for _ in 0..LOOKED_MAX {
        let cycle = match timetable(plan, &left_out) {
            Ok(earliest) => {
                return Outcome {
                    earliest,
                    left_out,
                    locks,
                };
            }
            Err(cycle) => cycle,
        };
        let arcs = arcs(plan, &cycle);
        let articles = teller.articles(&arcs);
        let new = articles.iter().all(|id| !told.contains(id));
        let mut at = None;
        // A circle of waits alone is no matter of dates: E0304 tells it.
        if new
            && told.len() < TOLD_MAX
            && let Some(draft) = tell(teller, signed, &arcs, cycle.weight)
        {
            at = Some(draft.at);
            out.push(draft);
            told.extend(articles);
        }
        let told_last = teller
            .meeting(&arcs)
            .map(|(_, _, meeting)| meeting.deadline);
        let last_day = told_last.or_else(|| last_of(plan, &cycle));
        let Some(last_day) = last_day else { break };
        let mut nodes = set_aside(plan, &last_day, &mut left_out);
        let along = arcs.iter().map(|arc| arc.from);
        nodes.extend(along.filter(|node| plan.occurrence(*node).is_some()));
        let code = "E0301";
        locks.push(Lock { code, at, nodes });
    }
    // Still contradictory: nothing is known of its times, and nothing more is claimed.
    locks.push(Lock {
        code: "E0301",
        at: None,
        nodes: (0..).take(plan.nodes.len()).collect(),
    });
    Outcome {
        earliest: Earliest::unknown(),
        left_out,
        locks,
    }
}

fn arcs(plan: &Plan, cycle: &Cycle) -> Vec<Arc> {
    let bounds = cycle.bounds.iter();
    let arcs = bounds.filter_map(|at| {
        let bound = plan.bounds.get(*at as usize)?;
        Some(Arc {
            from: bound.from,
            to: bound.to,
            weight: bound.weight,
            bound: *at,
            others: false,
        })
    });
    arcs.collect()
}

/// The bound to set aside where none gives a last day: a circle of waits is cut anywhere.
fn last_of(plan: &Plan, cycle: &Cycle) -> Option<Bound> {
    let at = cycle.bounds.last()?;
    plan.bounds.get(*at as usize).copied()
}

/// Sets aside every bound of one clause to the same end: all rounds and rows of it, because they
/// are one mistake. Gives back the instants they bound.
pub fn set_aside(plan: &Plan, found: &Bound, left_out: &mut [bool]) -> Vec<Node> {
    let mut bounded = Vec::new();
    for (other, slot) in plan.bounds.iter().zip(left_out.iter_mut()) {
        if other.at == found.at && other.first == found.first && other.why == found.why {
            *slot = true;
            bounded.push(if other.first { other.from } else { other.to });
        }
    }
    bounded
}

fn tell(teller: &Teller<'_>, signed: bool, arcs: &[Arc], weight: i64) -> Option<Draft> {
    let (lows, caps, meeting) = teller.meeting(arcs)?;
    let thing = teller.thing(meeting.node);
    let Meeting {
        base, last, first, ..
    } = meeting;
    let message = if base == teller.origin {
        let (until, from) = (
            teller.time(base, last, Side::Until),
            teller.time(base, first, Side::From),
        );
        format!("{thing} has to be done by {until}, and cannot be before {from}")
    } else {
        let event = teller.happens(base);
        format!(
            "{thing} has to be done within {} after {event}, and cannot be for {}",
            length_words(last.max(0)),
            length_words(first.max(0)),
        )
    };
    // Less than a minute is the midnight between two days.
    let (missed, early) = if -weight < 60 {
        (
            "a day".to_owned(),
            "the last day ends where the first begins".to_owned(),
        )
    } else {
        let missed = teller.by_how_much(-weight);
        let early = format!("the last day comes {missed} too early, whatever anybody does");
        (missed, early)
    };
    let mut draft = Draft::new("E0301", meeting.deadline.at, message)
        .label("this last day cannot be kept")
        .about(teller.articles(arcs))
        .note(early);
    draft = teller.chain(draft, &lows, &caps, base);
    if !teller.plan.choices.is_empty() {
        draft = draft
            .note("where the text leaves open which event counts, the widest reading is taken");
    }
    let subject = match meeting.deadline.at.element {
        Element::Phase(_) | Element::Milestone(_) => "date",
        _ => "last day",
    };
    Some(draft.help(if signed {
        format!(
            "ask the parties: which holds, the {subject} of {thing} or what it has to wait for?"
        )
    } else {
        format!("move the {subject} of {thing} by {missed}, or let it wait for less")
    }))
}

#[cfg(test)]
mod tests {
    use super::super::plan::{What, ZERO};
    use super::super::*;
    use super::*;

    const TEXT: &str = r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is 19 January 2025.
party north "North".
party south "South".
verifier watch "Watch".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 20, verified by watch.
duty enter "Enter": south shall deploy "its army" in river, when leave is verified, by day 12.
duty stay "Stay": south shall begin "talks", when enter is done, not before day 9, by day 5."#;

    #[test]
    fn a_contradiction_is_a_closed_walk_below_zero() {
        let parse = syntax::parse(TEXT);
        let agreement = compile::compile(&parse.file, TEXT).agreement.unwrap();
        let occurrences = model::occurrences(&agreement).all;
        let calendar = Calendar::of(&agreement);
        let plan = build::plan(&Text::plain(&agreement), &calendar, &occurrences);
        let mut left_out = vec![false; plan.bounds.len()];
        let mut cycles = 0;
        while let Err(cycle) = timetable(&plan, &left_out) {
            cycles += 1;
            let arcs = arcs(&plan, &cycle);
            let next = arcs.iter().cycle().skip(1);
            for (arc, next) in arcs.iter().zip(next) {
                assert_eq!(arc.to, next.from, "the walk is closed");
            }
            // A bound that ends with a day weighs a second less in the network.
            let ends = cycle
                .bounds
                .iter()
                .filter(|at| plan.bounds[**at as usize].day_end);
            let ends = i64::try_from(ends.count()).unwrap();
            let sum: i64 = arcs.iter().map(|arc| arc.weight).sum();
            assert_eq!(sum - ends, cycle.weight);
            assert!(cycle.weight < 0);
            assert_eq!(plan.what(ZERO), What::Zero);
            left_out[cycle.bounds[0] as usize] = true;
        }
        assert!(cycles >= 2, "{cycles}");
    }
}
