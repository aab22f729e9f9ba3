//! The walk of one link: from its contingent node against the edges.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{ArcId, COVERED, Graph, Walked};
use super::potential::Potential;
use crate::network::{Link, Network};

/// What the walk knows of a node.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// The distance to the contingent node.
    pub(super) distance: i64,
    /// The first edge on the way there.
    pub(super) arc: ArcId,
    /// The walk that wrote this, an even number; one more once it went on from there.
    pub(super) walk: u32,
}

/// The latest walk, in arrays that all walks share.
pub(super) struct Backward {
    pub(super) marks: Vec<Mark>,
    pub(super) walk: u32,
    heap: BinaryHeap<(Reverse<i64>, u32)>,
    /// Scratch space of `look_forward`: the numbers of the nodes it looks at.
    pub(super) numbers: Vec<u32>,
    /// Every node with a mark of this walk, the contingent node first.
    pub(super) reached: Vec<u32>,
    /// The links not yet resolved whose activation it went on from.
    pub(super) met: Vec<u32>,
    /// Whether it came back to the contingent node.
    pub(super) came_back: bool,
}

impl Backward {
    pub(super) fn new(network: &Network) -> Self {
        Self {
            marks: vec![
                Mark {
                    distance: 0,
                    arc: ArcId(0),
                    walk: 0
                };
                network.nodes()
            ],
            walk: 0,
            heap: BinaryHeap::new(),
            numbers: vec![0; network.nodes()],
            reached: Vec::new(),
            met: Vec::new(),
            came_back: false,
        }
    }

    /// Walks from the contingent node of `link` as far as distances stay below `high - low`.
    ///
    /// Dijkstra's search on weights made non-negative by the potential. Only nodes to go on from
    /// are ever put in order.
    pub(super) fn walk(&mut self, graph: &Graph<'_>, potential: &Potential, link: u32) {
        let Link {
            contingent,
            low,
            high,
            ..
        } = graph.link(link);
        self.walk += 2;
        self.reached.clear();
        self.met.clear();
        self.came_back = false;
        let (walk, range) = (self.walk, high - low);
        self.marks[contingent as usize] = Mark {
            distance: 0,
            arc: graph.upper(link),
            walk,
        };
        self.reached.push(contingent);
        self.heap
            .push((Reverse(potential.of(contingent)), contingent));
        while let Some((Reverse(key), node)) = self.heap.pop() {
            let distance = self.marks[node as usize].distance;
            if distance + potential.of(node) != key {
                continue;
            }
            self.marks[node as usize].walk = self.walk + 1;
            for other in graph.links_from(node) {
                match graph.walked(other) {
                    Some(walked) => self.cover(graph, link, distance, other, walked),
                    None if graph.varies(other) => self.met.push(other),
                    None => {}
                }
            }
            let Self {
                marks,
                heap,
                reached,
                came_back,
                ..
            } = self;
            graph.each_into(node, link, |from, weight, arc| {
                let longer = distance + weight;
                let mark = &mut marks[from as usize];
                if from == contingent {
                    *came_back |= longer < range;
                } else if mark.walk < walk {
                    reached.push(from);
                } else if longer >= mark.distance {
                    return;
                }
                if from == contingent {
                    return;
                }
                *mark = Mark {
                    distance: longer,
                    arc,
                    walk,
                };
                if longer < range {
                    heap.push((Reverse(longer + potential.of(from)), from));
                }
            });
        }
    }

    /// Takes over what the walk of `other` found, if the walk of `link`, which has just gone on
    /// from its activation `A` at `distance`, would find nothing else there.
    ///
    /// Let `P` be a node that the walk of `other` went on from, at distance `d` from its contingent
    /// node `C`, and `Q` a node with an edge to `P`. The walk of `other` has got to `Q` too, and
    /// either went on or left a bypass to `A`. So with `distance - high + d` as the distance of
    /// `P`, no edge to such a `P` shortens anything: not from a `Q` with a bypass, which is scanned
    /// now, and not from one that was gone on from, whose distance is set likewise. That may be
    /// shorter than any way there is. It serves as a bound: those nodes are *covered*, nobody looks
    /// at their edges, unless a way turns up that is shorter still. This saves nearly all of the
    /// walk where links follow each other.
    ///
    /// Two things have to be kept in order. All those nodes must be in range by ways that there
    /// are, from `C` to `A` at `-low`, or they would need bypasses. And `C` itself must not get
    /// below `-low`, or its lower-case edge would bring `A` below `distance`: it counts as
    /// `high - low`, and nodes that are reached from it are raised by as much as it takes
    /// ([`Backward::look_forward`]). The end of `link` itself is never among those nodes.
    ///
    /// In all, what later walks rely on is this: whenever an edge of weight `w` leads from `Q` to a
    /// node `P` in range, the distance of `Q` is at most `w` more than that of `P`, be they covered
    /// or not, or a bypass of `Q` says as much. It holds for a plain walk, taking over keeps it
    /// (each side moves by `distance - high`), and so does raising, since what is raised by are
    /// distances themselves. Therefore the marks outside are those of a walk that covers nothing;
    /// and inside, only whether a node is in range matters, which the ways that there are decide.
    fn cover(
        &mut self,
        graph: &Graph<'_>,
        link: u32,
        distance: i64,
        other: u32,
        walked: Walked<'_>,
    ) {
        let (own, covered) = (graph.link(link), graph.link(other));
        let base = distance - covered.high;
        let furthest = distance - covered.low + (covered.high - covered.low);
        if furthest > own.high - own.low || graph.was_walked(link) {
            return;
        }
        // The edge from `A` to `C` goes unseen, and is a way back if the walk started at `A`.
        self.came_back |= covered.activation == own.contingent;
        let first = (covered.contingent, covered.high - covered.low);
        let rest = walked
            .nodes
            .iter()
            .copied()
            .zip(walked.distances.iter().copied());
        for (node, behind) in std::iter::once(first).chain(rest) {
            let mark = &mut self.marks[node as usize];
            if mark.walk < self.walk {
                self.reached.push(node);
            } else if mark.walk != self.walk || base + behind >= mark.distance {
                continue;
            }
            *mark = Mark {
                distance: base + behind,
                arc: COVERED,
                walk: self.walk,
            };
        }
    }

    /// The edges from a node that the walk reached to the contingent node.
    pub(super) fn path(&self, graph: &Graph<'_>, start: u32) -> Vec<ArcId> {
        let end = self.reached[0];
        let mut node = start;
        let mut arcs = Vec::new();
        while node != end {
            let arc = self.marks[node as usize].arc;
            arcs.push(arc);
            node = graph.target(arc);
        }
        arcs
    }

    /// Adds to the graph what the walk of `link` found.
    pub(super) fn add_bypasses(&self, graph: &mut Graph<'_>, link: u32) {
        let Link {
            activation,
            contingent,
            low,
            high,
        } = graph.link(link);
        let found = |&node: &u32| {
            let Mark { distance, arc, .. } = self.marks[node as usize];
            (node, arc, distance)
        };
        let nodes = || self.reached.iter().map(found);
        let in_range =
            || nodes().filter(|&(node, _, distance)| distance < high - low && node != contingent);
        let covered = in_range().filter(|&(_, arc, _)| arc == COVERED);
        let own = in_range().filter(|&(_, arc, _)| arc != COVERED);
        let walked = own.chain(covered.take(graph.room()));
        let bypasses = nodes().filter_map(|(node, arc, distance)| {
            let weight = distance - high;
            let says_something = node != activation || weight < 0;
            (distance >= high - low && says_something).then_some((node, arc, weight))
        });
        graph.add(link, walked, bypasses);
    }
}
