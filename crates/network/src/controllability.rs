//! Can every deadline be kept, whatever durations nature chooses?
//!
//! Dynamic controllability after Cairo, Hunsberger and Rizzi (2018, "Faster dynamic
//! controllability checking for simple temporal networks with uncertainty", the RUL- rules) in the
//! form of Hunsberger and Posenato (2022, "Speeding up the RUL- dynamic-controllability-checking
//! algorithm", RUL2021): only the length-preserving upper-case rule adds edges.
//!
//! For a link from `A` to `C` of duration `low..=high`, [`Backward`] walks from `C` against the
//! edges and the lower-case edges of other links. Let `d` be the distance found from a node `P` to
//! `C`. If `d >= high - low`, the walk stops at `P`, and all that the link asks of `P` is the
//! *bypass*, an edge from `P` to `A` of weight `d - high`. Else it goes on. It may
//!
//! - meet the activation of a link not yet resolved: that link comes first. If it is already
//!   waiting for this one, each has to be foreseen by the other;
//! - come back to `C`: then a node that it passed may have to come before `C` and yet not before
//!   `C` is known ([`Backward::look_forward`]);
//! - end in bypasses that close a negative cycle with what is there ([`Potential::admit`]).
//!
//! Each of these is a semi-reducible negative cycle (Morris 2006, "A structural characterization
//! of temporal dynamic controllability"), and a network without one is dynamically controllable.
//!
//! Two things differ. The published algorithm suspends a walk that meets another link and resumes
//! it. This one starts it again, which needs no memory for suspended walks; it is rare, since
//! links are taken backwards in time and a walk meets later activations only, save for short
//! reaches. And a walk that meets a link resolved before does not repeat what that link walked
//! (`Backward::cover`): where one phase goes on and on, 1 node in 30 is looked at.

mod backward;
mod forward;
mod graph;
mod potential;

use crate::consistency::fits_32_bits;
use crate::csr::{Arc, Csr, Weight};
use crate::labels::{CyclePlaces, potentials};
use crate::network::{EdgeId, LinkId, Network};
use crate::reason::SemiReducibleCycle;
use crate::step::Step;
use backward::Backward;
use graph::Graph;
use potential::Potential;

/// Decides whether every constraint can be met whatever durations nature chooses for the links,
/// with only the durations that have ended known at any time (dynamic controllability; Vidal and
/// Fargier 1999, Morris, Muscettola and Vidal 2001). A duration that ends now is known now.
///
/// `O(mn + k²n + kn log n)` time for `n` nodes, `m` edges and `k` links if few walks start again,
/// `O(n + m)` memory and that of the bypasses, at most `k` for a node. About `O(n + m)` of both if
/// links reach their neighbourhood only.
///
/// # Errors
///
/// The semi-reducible negative cycle that shows that nature can force a constraint to fail.
pub fn controllable(network: &Network) -> Result<(), SemiReducibleCycle> {
    let times = if fits_32_bits(network) {
        fastest_schedule::<i32>(network)?
    } else {
        fastest_schedule::<i64>(network)?
    };
    let mut order: Vec<u32> = (0..network.links.len() as u32).collect();
    order.sort_by_key(|&link| {
        std::cmp::Reverse(times[network.links[link as usize].activation as usize])
    });
    let mut checker = Checker {
        graph: Graph::new(network),
        potential: Potential::new(times),
        backward: Backward::new(network),
        state: vec![State::New; network.links.len()],
    };
    for link in order {
        if checker.graph.varies(link) {
            checker.resolve(link)?;
        }
    }
    Ok(())
}

/// A timetable for nature at its fastest: every lower-case edge is an ordinary edge.
fn fastest_schedule<W: Weight>(network: &Network) -> Result<Vec<i64>, SemiReducibleCycle> {
    let arcs = fastest_arcs(network);
    let grouped = Csr::<W>::new(network.nodes(), arcs.clone());
    potentials(&grouped).map_err(|CyclePlaces(places)| {
        let positions = grouped.positions(&places, arcs);
        let steps = positions
            .into_iter()
            .map(|position| fastest_step(network, position));
        SemiReducibleCycle::of_steps(network, steps)
    })
}

/// The edges, then for each link the lower-case edge and the ordinary edge back.
fn fastest_arcs(network: &Network) -> impl Iterator<Item = Arc> + Clone {
    let edges = network
        .edges
        .iter()
        .map(|edge| (edge.from, edge.to, edge.weight));
    let links = network.links.iter().flat_map(|link| {
        [
            (link.activation, link.contingent, link.low),
            (link.contingent, link.activation, -link.low),
        ]
    });
    edges.chain(links)
}

/// The step behind a position in [`fastest_arcs`].
fn fastest_step(network: &Network, position: usize) -> Step {
    match position.checked_sub(network.edges.len()) {
        None => Step::Edge(EdgeId(position as u32)),
        Some(bound) if bound % 2 == 0 => Step::Lower(LinkId((bound / 2) as u32)),
        Some(bound) => Step::AtLeast(LinkId((bound / 2) as u32)),
    }
}

/// How far a link has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// Its walk met links that come first. Open links wait for each other in stack order.
    Open,
    Resolved,
}

struct Checker<'a> {
    graph: Graph<'a>,
    potential: Potential,
    backward: Backward,
    state: Vec<State>,
}

impl Checker<'_> {
    /// Adds the bypasses of `link`, and before them those of every link it waits for.
    fn resolve(&mut self, link: u32) -> Result<(), SemiReducibleCycle> {
        // A link may be on the stack several times, but is open at one place of it only.
        let mut stack = vec![link];
        while let Some(&link) = stack.last() {
            if self.state[link as usize] == State::Resolved {
                stack.pop();
                continue;
            }
            self.backward.walk(&self.graph, &self.potential, link);
            self.state[link as usize] = State::Open;
            let is_open = |&&other: &&u32| self.state[other as usize] == State::Open;
            if let Some(&other) = self.backward.met.iter().find(is_open) {
                return Err(self.mutual_wait(&stack, other));
            }
            if self.backward.met.is_empty() {
                self.finish(link)?;
            } else {
                stack.extend(&self.backward.met);
            }
        }
        Ok(())
    }

    /// Adds the bypasses of a link whose walk met no link that comes first.
    fn finish(&mut self, link: u32) -> Result<(), SemiReducibleCycle> {
        self.backward.add_bypasses(&mut self.graph, link);
        if self.backward.came_back {
            let looked = self.backward.look_forward(&mut self.graph, link);
            looked.map_err(|hops| self.graph.reason(hops))?;
        }
        self.state[link as usize] = State::Resolved;
        let admitted = self.potential.admit(&self.graph, link);
        admitted.map_err(|hops| self.graph.reason(hops))
    }

    /// The cycle of open links on the stack that starts and ends with `link`: the walk of each met
    /// the activation of the next, and that of the last met the activation of `link`.
    fn mutual_wait(&mut self, stack: &[u32], link: u32) -> SemiReducibleCycle {
        let mut waiting = Vec::new();
        for &other in stack.iter().rev() {
            // Closed again, since the stack may hold it twice and the upper one counts.
            if std::mem::replace(&mut self.state[other as usize], State::New) == State::Open {
                waiting.push(other);
            }
            if other == link {
                break;
            }
        }
        // From the activation of each to the one before it in the stack, against the waiting.
        let mut hops = Vec::new();
        let mut met = link;
        for other in waiting {
            self.backward.walk(&self.graph, &self.potential, other);
            let start = self.graph.link(met).activation;
            hops.extend(self.backward.path(&self.graph, start));
            hops.push(self.graph.upper(other));
            met = other;
        }
        self.graph.reason(hops)
    }
}
