//! The walk of one link: from its contingent node against the edges.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{ArcId, Graph};
use super::potential::Potential;
use crate::csr::Csr;
use crate::labels::Search;
use crate::network::{Link, Network};

/// What the walk knows of a node.
#[derive(Clone, Copy)]
struct Mark {
    /// The distance to the contingent node.
    distance: i64,
    /// The first edge on the way there.
    arc: ArcId,
    /// The walk that wrote this.
    walk: u32,
}

/// The latest walk, in arrays that all walks share.
pub(super) struct Backward {
    marks: Vec<Mark>,
    walk: u32,
    heap: BinaryHeap<(Reverse<i64>, u32)>,
    /// Scratch space of `foreseen`: the numbers of the nodes it looks at.
    numbers: Vec<u32>,
    /// Every node with a mark of this walk, the contingent node first.
    reached: Vec<u32>,
    /// The nodes it went on from that activate links.
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
        self.walk += 1;
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
            if distance < range && graph.links_from(node).next().is_some() {
                self.met.push(node);
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
                } else if mark.walk != walk {
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
        let walked =
            nodes().filter(|&(node, _, distance)| distance < high - low && node != contingent);
        let bypasses = nodes().filter_map(|(node, arc, distance)| {
            let weight = distance - high;
            let says_something = node != activation || weight < 0;
            (distance >= high - low && says_something).then_some((node, arc, weight))
        });
        graph.add(link, walked.map(|(node, arc, _)| (node, arc)), bypasses);
    }

    /// After a walk that came back to its start: a cycle through a node that has to come before
    /// the contingent node and yet not before the end of the duration is known.
    ///
    /// For such a node `P` the distance from `C` to `P` is negative, so the lower-case edge of the
    /// link reduces, and that from `P` to `C` is in range, so the upper-case edge does. Paths that
    /// leave the walked nodes need no look: their bypasses close a negative cycle.
    pub(super) fn foreseen(
        &mut self,
        graph: &Graph<'_>,
        potential: &Potential,
        link: u32,
    ) -> Option<Vec<ArcId>> {
        let Link {
            contingent,
            low,
            high,
            ..
        } = graph.link(link);
        let walked = |mark: &Mark| mark.walk == self.walk && mark.distance < high - low;
        let is_walked = |&node: &u32| walked(&self.marks[node as usize]);
        let nodes: Vec<u32> = self.reached.iter().copied().filter(is_walked).collect();
        // The potential bounds the distance from below.
        let start = potential.of(contingent);
        if nodes.iter().all(|&node| potential.of(node) >= start) {
            return None;
        }
        for (number, &node) in (0..).zip(&nodes) {
            self.numbers[node as usize] = number;
        }
        let (mut arcs, mut ids) = (Vec::new(), Vec::new());
        for (number, &node) in (0..).zip(&nodes) {
            graph.each_into(node, link, |from, weight, arc| {
                if is_walked(&from) {
                    arcs.push((self.numbers[from as usize], number, weight));
                    ids.push(arc);
                }
            });
        }
        let grouped = Csr::<i64>::new(nodes.len(), arcs.iter().copied());
        let mut search = Search::new(&grouped);
        search.label_from(0).ok()?;
        let before = |&number: &u32| search.reached(number).is_some_and(|(label, _)| label < 0);
        let early = (0..nodes.len() as u32).find(before)?;
        let mut places = Vec::new();
        let mut number = early;
        while number != 0 {
            let (_, place) = search.reached(number)?;
            places.push(place);
            number = grouped.owner(place);
        }
        let positions = grouped.positions(&places, arcs.into_iter());
        let forth = positions.into_iter().rev().map(|position| ids[position]);
        let mut cycle = vec![graph.lower(link)];
        cycle.extend(forth);
        cycle.extend(self.path(graph, nodes[early as usize]));
        cycle.push(graph.upper(link));
        Some(cycle)
    }
}
