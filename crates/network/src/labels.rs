//! Shortest path labels in the presence of negative weights, or a negative cycle.
//!
//! Bellman, Ford and Moore's label correcting search with Tarjan's subtree disassembly ("Shortest
//! paths", technical report, 1981; called BFCT by Cherkassky and Goldberg 1999, "Negative-cycle
//! detection algorithms"). The search keeps the tree of best paths as a list in preorder. When the
//! label of a node falls, all that hangs below it in the tree is stale and leaves the tree; if the
//! node that caused the fall hangs there, the tree path and the arc between them are a simple
//! negative cycle. So a cycle is found when it closes, not after `n` passes.
//!
//! Three things are ours. The search runs from one root at a time over what that root reaches and
//! no earlier root did; arcs only lead from later such *regions* to earlier ones, so a region is
//! lifted as a whole afterwards and never looked at again. Within a region [`FallQueue`] decides
//! who comes next. And a node is one 32-byte record, since waiting for memory is all the cost.

use crate::csr::{Csr, Weight};
use crate::queue::FallQueue;
use crate::sweep::{leads_far, sweep};

const NONE: u32 = u32::MAX;

/// The node has a label.
const LABELLED: u32 = 1;
/// The node is in the tree, so its label is the length of its tree path.
const IN_TREE: u32 = 2;
/// The node waits in the queue.
const WAITING: u32 = 4;
/// The node belongs to an earlier region.
const FINAL: u32 = 8;

#[derive(Clone, Copy)]
struct Node {
    label: i64,
    parent: u32,
    /// The place of the arc from the parent.
    arc: u32,
    /// The tree in preorder, as a ring.
    before: u32,
    after: u32,
    children: u32,
    state: u32,
}

/// A search over one graph.
pub(crate) struct Search<'a, W> {
    arcs: &'a Csr<W>,
    nodes: Vec<Node>,
    queue: FallQueue,
    /// The nodes of the current region.
    region: Vec<u32>,
}

/// A negative cycle: places of its arcs, in walking order.
#[derive(Debug)]
pub(crate) struct CyclePlaces(pub(crate) Vec<u32>);

/// Labels `h` with `h(to) <= h(from) + weight` for every arc, or a simple negative cycle.
pub(crate) fn potentials<W: Weight>(arcs: &Csr<W>) -> Result<Vec<i64>, CyclePlaces> {
    let swept = if leads_far(arcs) { sweep(arcs)? } else { None };
    labelled(arcs, swept)
}

/// The search, from labels that most arcs agree with if there are some.
fn labelled<W: Weight>(arcs: &Csr<W>, swept: Option<Vec<i64>>) -> Result<Vec<i64>, CyclePlaces> {
    let mut search = Search::new(arcs);
    if let Some(labels) = swept {
        search.lower(&labels)?;
    } else {
        search.label_all()?;
    }
    Ok(search.nodes.iter().map(|node| node.label).collect())
}

impl<'a, W: Weight> Search<'a, W> {
    pub(crate) fn new(arcs: &'a Csr<W>) -> Self {
        let blank = Node {
            label: 0,
            parent: NONE,
            arc: NONE,
            before: 0,
            after: 0,
            children: 0,
            state: 0,
        };
        let nodes = vec![blank; arcs.nodes()];
        Self {
            arcs,
            nodes,
            queue: FallQueue::new(arcs.nodes()),
            region: Vec::new(),
        }
    }

    /// Labels every node, one region after another.
    fn label_all(&mut self) -> Result<(), CyclePlaces> {
        for root in 0..self.arcs.nodes() as u32 {
            if self.nodes[root as usize].state == 0 {
                self.label_from(root)?;
                self.lift();
            }
        }
        Ok(())
    }

    /// Lowers `labels` until every arc holds: distances from outside, as if an arc of that weight
    /// led to each node.
    fn lower(&mut self, labels: &[i64]) -> Result<(), CyclePlaces> {
        for (number, &label) in (0..).zip(labels) {
            let node = &mut self.nodes[number as usize];
            (node.label, node.before, node.after) = (label, number, number);
            node.state = LABELLED | IN_TREE;
            let fall = |&(to, weight): &(u32, W)| labels[to as usize] - label - weight.into();
            let fall = self.arcs.row(number).1.iter().map(fall).max();
            if let Some(fall @ 1..) = fall {
                node.state |= WAITING;
                self.queue.push(number, fall);
            }
        }
        self.work_off()
    }

    /// Labels every node that `root` reaches without entering an earlier region with the length
    /// of a shortest path from `root`.
    pub(crate) fn label_from(&mut self, root: u32) -> Result<(), CyclePlaces> {
        self.region.clear();
        self.region.push(root);
        let node = &mut self.nodes[root as usize];
        (node.before, node.after) = (root, root);
        node.state = LABELLED | IN_TREE | WAITING;
        self.queue.push(root, 0);
        self.work_off()
    }

    /// Looks at waiting nodes until there are none.
    fn work_off(&mut self) -> Result<(), CyclePlaces> {
        while let Some(from) = self.queue.pop() {
            let node = &mut self.nodes[from as usize];
            node.state &= !WAITING;
            // A node that left the tree has a stale label; it comes back when it is reached.
            if node.state & IN_TREE != 0 {
                self.relax(from)?;
            }
        }
        Ok(())
    }

    /// The label of a node and the place of the last arc of its path, if it was reached.
    pub(crate) fn reached(&self, node: u32) -> Option<(i64, u32)> {
        let node = &self.nodes[node as usize];
        (node.state & LABELLED != 0).then_some((node.label, node.arc))
    }

    /// Looks at every arc that leaves `from`.
    fn relax(&mut self, from: u32) -> Result<(), CyclePlaces> {
        let arcs = self.arcs;
        let (start, row) = arcs.row(from);
        let base = self.nodes[from as usize].label;
        // The loop below decides on every node before it asks for the next. Asking for all of them
        // first lets the memory answer at once, which is worth a third of the time.
        let touch = |state, &(to, _): &(u32, W)| state | self.nodes[to as usize].state;
        std::hint::black_box(row.iter().fold(0, touch));
        for (place, &(to, weight)) in (start..).zip(row) {
            let label = base + weight.into();
            let node = &self.nodes[to as usize];
            let (state, old) = (node.state, node.label);
            let fall = if state & LABELLED == 0 {
                self.region.push(to);
                0
            } else if label >= old || state & FINAL != 0 {
                continue;
            } else {
                if state & IN_TREE != 0 {
                    self.detach(to, from, place)?;
                }
                old - label
            };
            self.attach(to, from, place);
            let node = &mut self.nodes[to as usize];
            node.label = label;
            if state & WAITING == 0 {
                self.queue.push(to, fall);
            }
            node.state = LABELLED | IN_TREE | WAITING;
        }
        Ok(())
    }

    /// Takes `node` and all below it out of the tree, because the arc at `place` from `cause` made
    /// its label fall. If `cause` is there too, the cycle has closed.
    fn detach(&mut self, node: u32, cause: u32, place: u32) -> Result<(), CyclePlaces> {
        if node == cause {
            return Err(CyclePlaces(vec![place]));
        }
        let Node {
            parent,
            before,
            mut after,
            mut children,
            ..
        } = self.nodes[node as usize];
        if parent != NONE {
            self.nodes[parent as usize].children -= 1;
        }
        // `children` counts the nodes still to come in this subtree's part of the preorder.
        while children > 0 {
            if after == cause {
                return Err(self.cycle(node, cause, place));
            }
            let below = &mut self.nodes[after as usize];
            children = children - 1 + below.children;
            below.children = 0;
            below.state &= !IN_TREE;
            after = below.after;
        }
        self.nodes[before as usize].after = after;
        self.nodes[after as usize].before = before;
        Ok(())
    }

    /// Hangs `node` below `parent` as its first child.
    fn attach(&mut self, node: u32, parent: u32, place: u32) {
        let above = &mut self.nodes[parent as usize];
        let after = std::mem::replace(&mut above.after, node);
        above.children += 1;
        self.nodes[after as usize].before = node;
        let below = &mut self.nodes[node as usize];
        (below.parent, below.arc, below.children) = (parent, place, 0);
        (below.before, below.after) = (parent, after);
    }

    /// The tree path from `top` down to `bottom` and the arc at `place` back.
    fn cycle(&self, top: u32, bottom: u32, place: u32) -> CyclePlaces {
        let mut places = vec![place];
        let mut node = bottom;
        while node != top {
            places.push(self.nodes[node as usize].arc);
            node = self.nodes[node as usize].parent;
        }
        places.reverse();
        CyclePlaces(places)
    }

    /// Raises the region until its arcs into earlier regions hold, and closes it.
    fn lift(&mut self) {
        let mut by = 0;
        for &from in &self.region {
            let base = self.nodes[from as usize].label;
            for &(to, weight) in self.arcs.row(from).1 {
                let node = &self.nodes[to as usize];
                if node.state & FINAL != 0 {
                    by = by.max(node.label - weight.into() - base);
                }
            }
        }
        for &node in &self.region {
            let node = &mut self.nodes[node as usize];
            node.label += by;
            node.state |= FINAL;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csr::Arc;
    use proptest::prelude::*;

    /// Whether labels were found, after what was found is checked.
    fn checked(
        arcs: &[Arc],
        grouped: &Csr<i64>,
        found: Result<Vec<i64>, CyclePlaces>,
    ) -> Result<bool, TestCaseError> {
        match found {
            Ok(labels) => {
                for &(from, to, weight) in arcs {
                    prop_assert!(labels[to as usize] <= labels[from as usize] + weight);
                }
                Ok(true)
            }
            Err(CyclePlaces(places)) => {
                let positions = grouped.positions(&places, arcs.iter().copied());
                let cycle: Vec<Arc> = positions.iter().map(|&position| arcs[position]).collect();
                let next = cycle.iter().cycle().skip(1);
                prop_assert!(cycle.iter().zip(next).all(|(arc, next)| arc.1 == next.0));
                prop_assert!(cycle.iter().map(|arc| arc.2).sum::<i64>() < 0);
                let mut starts: Vec<u32> = cycle.iter().map(|arc| arc.0).collect();
                starts.sort_unstable();
                starts.dedup();
                prop_assert_eq!(starts.len(), cycle.len());
                Ok(false)
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// Small networks never lead far, so what is done with those that do is asked for here.
        #[test]
        fn sweeping_first_changes_no_verdict(
            nodes in 1u32..40,
            arcs in prop::collection::vec((0u32..64, 0u32..64, -6i64..20), 0..120),
        ) {
            let arcs: Vec<Arc> = arcs
                .iter()
                .map(|&(from, to, weight)| (from % nodes, to % nodes, weight))
                .collect();
            let grouped = Csr::<i64>::new(nodes as usize, arcs.iter().copied());
            let plain = checked(&arcs, &grouped, labelled(&grouped, None))?;
            let swept = sweep(&grouped).and_then(|swept| labelled(&grouped, swept));
            prop_assert_eq!(checked(&arcs, &grouped, swept)?, plain);
        }
    }
}
