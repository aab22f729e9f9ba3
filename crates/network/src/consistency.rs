//! Is there any timetable at all?

use crate::csr::{Arc, Csr, Weight};
use crate::labels::{CyclePlaces, potentials};
use crate::network::{EdgeId, LinkId, Network};
use crate::schedule::Schedule;
use crate::step::Step;

/// Constraints that contradict each other: a closed walk, no node twice, of negative weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NegativeCycle {
    steps: Vec<Step>,
    weight: i64,
}

impl NegativeCycle {
    /// The steps in walking order: each starts where the one before it ends, the first where the
    /// last ends. They are [`Step::Edge`], [`Step::AtMost`] and [`Step::AtLeast`] only.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The sum of the weights, always negative: by how much the constraints miss each other.
    pub fn weight(&self) -> i64 {
        self.weight
    }
}

/// Finds a timetable that meets every edge and every link, or constraints that exclude one.
///
/// Links count as ordinary constraints here: their durations are ours to choose. Whether nature
/// may choose them is the question of [`crate::controllable`].
///
/// A network has a timetable if and only if it has no negative cycle (Dechter, Meiri and Pearl
/// 1991, theorem 3.1). `O(nm)` time at worst for `n` nodes and `m` edges, close to `O(n + m)` on
/// networks whose long paths run mostly forward, or whose paths are short; `O(n + m)` memory.
///
/// # Errors
///
/// The simple negative cycle that shows that there is no timetable.
pub fn consistency(network: &Network) -> Result<Schedule<'_>, NegativeCycle> {
    let arcs = arcs(network);
    let times = if fits_32_bits(network) {
        solve::<i32>(network.nodes(), arcs.clone())
    } else {
        solve::<i64>(network.nodes(), arcs.clone())
    };
    match times {
        Ok(times) => Ok(Schedule::new(network, times)),
        Err(positions) => Err(cycle(network, &positions)),
    }
}

/// The constraints of a network as arcs: the edges, then two for each link.
pub(crate) fn arcs(network: &Network) -> impl Iterator<Item = Arc> + Clone {
    let edges = network
        .edges
        .iter()
        .map(|edge| (edge.from, edge.to, edge.weight));
    let links = network.links.iter().flat_map(|link| {
        [
            (link.activation, link.contingent, link.high),
            (link.contingent, link.activation, -link.low),
        ]
    });
    edges.chain(links)
}

/// Whether every weight can be stored in half the space.
pub(crate) fn fits_32_bits(network: &Network) -> bool {
    let fits = |weight: i64| i32::try_from(weight).is_ok();
    network.edges.iter().all(|edge| fits(edge.weight))
        && network.links.iter().all(|link| fits(link.high))
}

/// Potentials, or the positions of the arcs of a negative cycle.
fn solve<W: Weight>(
    nodes: usize,
    arcs: impl Iterator<Item = Arc> + Clone,
) -> Result<Vec<i64>, Vec<usize>> {
    let grouped = Csr::<W>::new(nodes, arcs.clone());
    potentials(&grouped).map_err(|CyclePlaces(places)| grouped.positions(&places, arcs))
}

fn cycle(network: &Network, positions: &[usize]) -> NegativeCycle {
    let steps: Vec<Step> = positions
        .iter()
        .map(|&position| step(network, position))
        .collect();
    let weights = steps.iter().filter_map(|step| step.arc(network));
    NegativeCycle {
        weight: weights.map(|(_, _, weight)| weight).sum(),
        steps,
    }
}

/// The step behind a position in [`arcs`].
fn step(network: &Network, position: usize) -> Step {
    match position.checked_sub(network.edges.len()) {
        None => Step::Edge(EdgeId(position as u32)),
        Some(bound) if bound % 2 == 0 => Step::AtMost(LinkId((bound / 2) as u32)),
        Some(bound) => Step::AtLeast(LinkId((bound / 2) as u32)),
    }
}
