//! Where the text leaves open which of several events governs, a bound holds only as far as all of
//! them agree: not before the earliest of them can come, not after the latest of them must.

use network::{Network, consistency};

use super::plan::{Node, Plan};

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
