//! In which order the search looks at nodes.

use std::collections::VecDeque;

/// Nodes waiting to be looked at, those whose label fell furthest first.
///
/// A label that fell far is most likely to be on a negative cycle, and will make everything
/// behind it fall as well, so looking elsewhere first would be wasted work. Nodes that were only
/// just reached come last: the front moves on when everything behind it is settled. Falls are
/// compared by their binary length, which makes the order a matter of one bit scan.
///
/// The order helps in practice but promises nothing, so after a number of nodes proportional to
/// the network the queue becomes first in, first out, which keeps the bound of Bellman and Ford.
pub(crate) struct FallQueue {
    by_length: [VecDeque<u32>; 64],
    /// Bit `i` is set if `by_length[i]` may hold something.
    filled: u64,
    /// How many more nodes are ordered by their fall.
    budget: usize,
}

/// How many times over the whole network may be looked at in the order of falls.
const PASSES: usize = 4;

impl FallQueue {
    pub(crate) fn new(nodes: usize) -> Self {
        let by_length = std::array::from_fn(|_| VecDeque::new());
        Self {
            by_length,
            filled: 0,
            budget: PASSES * nodes + 64,
        }
    }

    /// Adds a node whose label fell by `fall`; 0 for a node just reached.
    pub(crate) fn push(&mut self, node: u32, fall: i64) {
        let length = if self.budget == 0 {
            0
        } else {
            64 - fall.leading_zeros() as usize
        };
        self.by_length[length].push_back(node);
        self.filled |= 1 << length;
    }

    pub(crate) fn pop(&mut self) -> Option<u32> {
        while self.filled != 0 {
            let length = 63 - self.filled.leading_zeros() as usize;
            if let Some(node) = self.by_length[length].pop_front() {
                self.budget = self.budget.saturating_sub(1);
                return Some(node);
            }
            self.filled &= !(1 << length);
        }
        None
    }
}
