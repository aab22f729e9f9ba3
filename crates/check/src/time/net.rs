//! The temporal network of a plan, and what a contradiction in it goes through.

use network::{Network, NetworkError, Step, consistency};

use super::plan::{Node, Plan};
use super::promise::origin;

/// The earliest time of every instant, if there is a timetable.
#[derive(Debug)]
pub struct Earliest {
    times: Vec<Option<i64>>,
}

impl Earliest {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Self { times: Vec::new() }
    }

    /// The earliest time of an instant; nothing where nothing holds it back.
    pub fn of_node(&self, node: Node) -> Option<i64> {
        self.times.get(node as usize).copied().flatten()
    }
}

/// Bounds that contradict each other.
#[derive(Debug)]
pub struct Cycle {
    /// Their positions in the plan, in walking order: each starts where the one before it ends.
    pub bounds: Vec<u32>,
    /// By how much they miss each other: always negative.
    pub weight: i64,
}

/// Finds whether a timetable meets all bounds but those left out.
///
/// # Errors
///
/// The bounds that exclude every timetable.
pub fn timetable(plan: &Plan, left_out: &[bool]) -> Result<Earliest, Cycle> {
    let Ok((network, kept)) = network(plan, left_out) else {
        // Larger than any network may be: nothing is known, and nothing is claimed.
        return Ok(Earliest::unknown());
    };
    match consistency(&network) {
        Ok(schedule) => Ok(Earliest {
            times: schedule.earliest(origin(plan) as usize).unwrap_or_default(),
        }),
        Err(cycle) => {
            let steps = cycle.steps().iter();
            let bounds = steps.filter_map(|step| match step {
                Step::Edge(id) => kept.get(id.index()).copied(),
                _ => None,
            });
            Err(Cycle {
                bounds: bounds.collect(),
                weight: cycle.weight(),
            })
        }
    }
}

/// The network, and for each of its edges the bound behind it. A bound too long for a network is
/// left out: what bounds nothing proves nothing.
fn network(plan: &Plan, left_out: &[bool]) -> Result<(Network, Vec<u32>), NetworkError> {
    let mut network = Network::new(plan.nodes.len())?;
    let mut kept = Vec::with_capacity(plan.bounds.len());
    for (at, bound) in (0_u32..).zip(&plan.bounds) {
        if left_out.get(at as usize).copied().unwrap_or(false) {
            continue;
        }
        let weight = bound.weight - i64::from(bound.day_end);
        let added = network.add(bound.from as usize, bound.to as usize, weight);
        if added.is_ok() {
            kept.push(at);
        }
    }
    Ok((network, kept))
}
