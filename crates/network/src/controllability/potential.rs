//! Times that meet every edge so far, kept up as bypasses are added.

use std::collections::BinaryHeap;

use super::graph::{ArcId, Graph};

/// A planned change of one node.
#[derive(Clone, Copy)]
struct Plan {
    /// By how much the node has to move.
    rise: i64,
    /// The edge that makes it move.
    arc: ArcId,
    /// The call that wrote this.
    call: u32,
}

/// A time for every node such that `t_to <= t_from + weight` for every edge.
pub(super) struct Potential {
    times: Vec<i64>,
    plans: Vec<Plan>,
    call: u32,
    heap: BinaryHeap<(i64, u32)>,
}

impl Potential {
    pub(super) fn new(times: Vec<i64>) -> Self {
        let plans = vec![
            Plan {
                rise: 0,
                arc: ArcId(0),
                call: 0
            };
            times.len()
        ];
        Self {
            times,
            plans,
            call: 0,
            heap: BinaryHeap::new(),
        }
    }

    pub(super) fn of(&self, node: u32) -> i64 {
        self.times[node as usize]
    }

    /// Moves nodes later until the bypasses of `link` hold as well.
    ///
    /// All of them lead to its activation, which therefore stays where it is unless they close a
    /// negative cycle; that cycle is the error. Nodes are settled in the order of their rise
    /// (Dijkstra's search on what the edges leave free), so each is looked at once.
    pub(super) fn admit(&mut self, graph: &Graph<'_>, link: u32) -> Result<(), Vec<ArcId>> {
        self.call += 1;
        let fixed = graph.link(link).activation;
        for (from, weight, arc) in graph.bypasses_of(link) {
            self.plan(from, self.of(fixed) - weight, arc);
            if from == fixed {
                return Err(vec![arc]);
            }
        }
        while let Some((rise, node)) = self.heap.pop() {
            let plan = &mut self.plans[node as usize];
            if plan.rise != rise {
                continue;
            }
            // Never planned again: nothing behind it rises further.
            plan.rise = i64::MAX;
            self.times[node as usize] += rise;
            let time = self.times[node as usize];
            let mut closed = None;
            graph.each_into(node, super::graph::ALL, |from, weight, arc| {
                if self.plan(from, time - weight, arc) && from == fixed {
                    closed = Some(arc);
                }
            });
            if closed.is_some() {
                self.heap.clear();
                return Err(self.cycle(graph, fixed));
            }
        }
        Ok(())
    }

    /// Plans that `node` is at `time` at least; whether that moves it.
    fn plan(&mut self, node: u32, time: i64, arc: ArcId) -> bool {
        let rise = time - self.times[node as usize];
        let plan = &mut self.plans[node as usize];
        if rise <= 0 || (plan.call == self.call && rise <= plan.rise) {
            return false;
        }
        *plan = Plan {
            rise,
            arc,
            call: self.call,
        };
        self.heap.push((rise, node));
        true
    }

    /// The edges that make `node` move, back to where they start.
    fn cycle(&self, graph: &Graph<'_>, start: u32) -> Vec<ArcId> {
        let mut arcs = Vec::new();
        let mut node = start;
        loop {
            let arc = self.plans[node as usize].arc;
            arcs.push(arc);
            node = graph.target(arc);
            if node == start {
                return arcs;
            }
        }
    }
}
