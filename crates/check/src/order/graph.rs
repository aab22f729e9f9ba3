//! Who waits for whom: an AND/OR graph over the instants of a plan, and what in it can ever come.
//!
//! Least fixed point by counting (Dowling and Gallier 1984, "Linear-time algorithms for testing the
//! satisfiability of propositional Horn formulae"): an instant comes once each of its waits has one
//! way that has come. What never comes waits, in the end, for itself.

use std::collections::VecDeque;

use crate::time::{ByNode, Node, Plan};

/// The graph of one plan.
#[derive(Debug)]
pub struct Graph<'a> {
    plan: &'a Plan,
    /// The waits of each instant.
    waits: ByNode,
    /// The ways that lead through each instant, by position in `wait_of`.
    ways: ByNode,
    /// The wait that each way belongs to.
    wait_of: Vec<u32>,
}

/// Instants that each wait for the next, and the last for the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Each instant with the wait by which it waits for the next; nothing where that is the order
    /// of things.
    pub steps: Vec<(Node, Option<u32>)>,
}

impl<'a> Graph<'a> {
    /// The graph of a plan.
    pub fn new(plan: &'a Plan) -> Self {
        let count = plan.nodes.len();
        Self {
            plan,
            waits: ByNode::new(count, plan.waits.iter().map(|wait| wait.target)),
            ways: ByNode::new(count, plan.all_ways().map(|(_, node)| node)),
            wait_of: plan.all_ways().map(|(wait, _)| wait).collect(),
        }
    }

    /// Which instants can come if some never do.
    pub fn reached(&self, never: &[Node]) -> Vec<bool> {
        let count = self.plan.nodes.len();
        let mut met = vec![false; self.plan.waits.len()];
        let mut left: Vec<u32> = (0..)
            .take(count)
            .map(|node| {
                let waits = u32::try_from(self.waits.of(node).len()).unwrap_or(u32::MAX);
                waits + u32::from(self.plan.before(node).is_some())
            })
            .collect();
        for node in never {
            if let Some(left) = left.get_mut(*node as usize) {
                // One wait that nothing meets.
                *left = left.saturating_add(1);
            }
        }
        let mut came = vec![false; count];
        let mut queue: Vec<Node> = (0..)
            .zip(&left)
            .filter(|(_, left)| **left == 0)
            .map(|(node, _)| node)
            .collect();
        while let Some(node) = queue.pop() {
            if let Some(slot) = came.get_mut(node as usize) {
                *slot = true;
            }
            let mut comes = |node: Node, left: &mut Vec<u32>| {
                if let Some(left) = left.get_mut(node as usize) {
                    *left -= 1;
                    if *left == 0 {
                        queue.push(node);
                    }
                }
            };
            for way in self.ways.of(node) {
                let wait = self.wait_of.get(*way as usize).copied().unwrap_or(0);
                let done = met.get_mut(wait as usize);
                if done.is_some_and(|done| !std::mem::replace(done, true))
                    && let Some(wait) = self.plan.waits.get(wait as usize)
                {
                    comes(wait.target, &mut left);
                }
            }
            if let Some(after) = node.checked_add(1)
                && self.plan.before(after) == Some(node)
            {
                comes(after, &mut left);
            }
        }
        came
    }

    /// The circles among what never comes, no instant in two of them. Every instant is walked once.
    pub fn circles(&self, came: &[bool]) -> Vec<Circle> {
        let comes = |node: Node| came.get(node as usize).copied().unwrap_or(true);
        // Which walk has been at each instant; 0: none.
        let mut walked = vec![0_u32; self.plan.nodes.len()];
        let mut found = Vec::new();
        for start in (0..).take(self.plan.nodes.len()) {
            if comes(start) {
                continue;
            }
            let walk = start + 1;
            let mut path: Vec<(Node, Option<u32>)> = Vec::new();
            let mut node = start;
            while let Some(mark) = walked.get_mut(node as usize) {
                if *mark == walk {
                    let first = path.iter().position(|(other, _)| *other == node);
                    found.push(Circle {
                        steps: path.split_off(first.unwrap_or(0)),
                    });
                    break;
                }
                if *mark != 0 {
                    break;
                }
                *mark = walk;
                let Some((wait, next)) = self.blocked_by(node, &comes) else {
                    break;
                };
                path.push((node, wait));
                node = next;
            }
        }
        found
    }

    /// A circle that begins with one wait that is in vain, if there is one: the shortest way from
    /// what it waits for back to what waits.
    pub fn circle_through(&self, came: &[bool], wait: u32) -> Option<Circle> {
        let comes = |node: Node| came.get(node as usize).copied().unwrap_or(true);
        let target = self.plan.waits.get(wait as usize)?.target;
        // How each instant was reached: from where, and by which wait.
        let mut from: Vec<Option<(Node, Option<u32>)>> = vec![None; self.plan.nodes.len()];
        let mut queue = VecDeque::new();
        let enter = |next: Node, step, from: &mut Vec<_>, queue: &mut VecDeque<Node>| {
            let slot = from.get_mut(next as usize);
            if let Some(slot) = slot.filter(|slot: &&mut Option<_>| slot.is_none()) {
                *slot = Some(step);
                queue.push_back(next);
            }
        };
        for next in self.vain(wait, &comes) {
            enter(next, (target, Some(wait)), &mut from, &mut queue);
        }
        while let Some(node) = queue.pop_front().filter(|node| *node != target) {
            for at in self.waits.of(node) {
                for next in self.vain(*at, &comes) {
                    enter(next, (node, Some(*at)), &mut from, &mut queue);
                }
            }
            if let Some(before) = self.plan.before(node).filter(|node| !comes(*node)) {
                enter(before, (node, None), &mut from, &mut queue);
            }
        }
        let mut steps = Vec::new();
        let mut node = target;
        loop {
            let step = from.get(node as usize).copied().flatten()?;
            steps.push(step);
            node = step.0;
            if node == target {
                break;
            }
        }
        steps.reverse();
        Some(Circle { steps })
    }

    /// Every wait for which some instants wait in vain, directly or through others.
    pub fn in_vain(&self, came: &[bool], from: Vec<Node>) -> Vec<u32> {
        let comes = |node: Node| came.get(node as usize).copied().unwrap_or(true);
        let mut seen = vec![false; self.plan.nodes.len()];
        let mut stack = from;
        let mut found = Vec::new();
        while let Some(node) = stack.pop() {
            let new = seen.get_mut(node as usize);
            if new.is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            for at in self.waits.of(node) {
                let before = stack.len();
                stack.extend(self.vain(*at, &comes));
                if stack.len() > before {
                    found.push(*at);
                }
            }
            stack.extend(self.plan.before(node).filter(|node| !comes(*node)));
        }
        found
    }

    /// Whom a wait waits for in vain; nobody, if one of its ways comes.
    fn vain(&self, wait: u32, comes: &dyn Fn(Node) -> bool) -> impl Iterator<Item = Node> {
        let wait = self.plan.waits.get(wait as usize);
        let ways = wait.map_or(&[][..], |wait| self.plan.ways(wait));
        let in_vain = ways.iter().all(|(node, _)| !comes(*node));
        let ways = ways.iter().filter(move |_| in_vain);
        ways.map(|(node, _)| *node)
    }

    /// The instants that never come because those of a circle do not.
    pub fn behind(&self, came: &[bool], circle: &Circle) -> Vec<Node> {
        let mut seen = vec![false; self.plan.nodes.len()];
        let mut stack: Vec<Node> = circle.steps.iter().map(|(node, _)| *node).collect();
        let mut behind = Vec::new();
        while let Some(node) = stack.pop() {
            let never = !came.get(node as usize).copied().unwrap_or(true);
            let new = seen.get_mut(node as usize);
            if !never || new.is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            behind.push(node);
            let waits = self.ways.of(node).iter();
            let waits = waits.filter_map(|way| self.wait_of.get(*way as usize));
            let waits = waits.filter_map(|wait| self.plan.waits.get(*wait as usize));
            stack.extend(waits.map(|wait| wait.target));
            let after = node.checked_add(1);
            stack.extend(after.filter(|after| self.plan.before(*after) == Some(node)));
        }
        behind
    }

    /// What an instant waits for in vain.
    fn blocked_by(&self, node: Node, comes: &dyn Fn(Node) -> bool) -> Option<(Option<u32>, Node)> {
        let mut waits = self.waits.of(node).iter();
        let by_wait = waits.find_map(|at| {
            let wait = self.plan.waits.get(*at as usize)?;
            let ways = self.plan.ways(wait);
            if ways.iter().any(|(node, _)| comes(*node)) {
                return None;
            }
            Some((Some(*at), ways.first()?.0))
        });
        by_wait.or_else(|| {
            let before = self.plan.before(node)?;
            (!comes(before)).then_some((None, before))
        })
    }

    /// Whether an instant surely comes after another: it cannot come if the other never does.
    pub fn hangs_on(&self, node: Node, other: Node) -> bool {
        let mut seen = vec![false; self.plan.nodes.len()];
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            if node == other {
                return true;
            }
            let Some(mark) = seen.get_mut(node as usize) else {
                continue;
            };
            if std::mem::replace(mark, true) {
                continue;
            }
            stack.extend(self.plan.before(node));
            for at in self.waits.of(node) {
                if let Some(wait) = self.plan.waits.get(*at as usize)
                    && let [(way, _)] = self.plan.ways(wait)
                {
                    stack.push(*way);
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use model::{Element, Subject};

    use super::*;
    use crate::time::What;

    /// A random plan of instants that wait for one of up to three others.
    fn random(seed: u64) -> Plan {
        let mut state = seed;
        let mut below = |bound: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u32::try_from(state % u64::from(bound)).unwrap()
        };
        let mut plan = Plan::default();
        let count = 2 + below(9);
        for _ in 0..count {
            plan.node(What::Joint);
        }
        for _ in 0..below(14) {
            let target = below(count);
            let ways: Vec<_> = (0..1 + below(3)).map(|_| (below(count), None)).collect();
            plan.wait(target, &ways, Subject::of(Element::Agreement));
        }
        plan
    }

    /// What can come, by asking again and again.
    fn by_hand(plan: &Plan) -> Vec<bool> {
        let mut came = vec![false; plan.nodes.len()];
        loop {
            let before = came.clone();
            for (node, came) in came.iter_mut().enumerate() {
                let mut waits = plan
                    .waits
                    .iter()
                    .filter(|wait| wait.target as usize == node);
                *came =
                    waits.all(|wait| plan.ways(wait).iter().any(|(way, _)| before[*way as usize]));
            }
            if came == before {
                return came;
            }
        }
    }

    #[test]
    fn what_comes_is_the_least_fixed_point() {
        for seed in 1..500 {
            let plan = random(seed * 0x9e37_79b9);
            assert_eq!(Graph::new(&plan).reached(&[]), by_hand(&plan), "{seed}");
        }
    }

    #[test]
    fn circles_wait_for_themselves_and_share_nothing() {
        let mut all = 0;
        for seed in 1..500 {
            let plan = random(seed * 0x9e37_79b9);
            let graph = Graph::new(&plan);
            let came = graph.reached(&[]);
            let circles = graph.circles(&came);
            all += circles.len();
            assert_eq!(circles.is_empty(), came.iter().all(|came| *came));
            let mut seen = Vec::new();
            for circle in &circles {
                let next = circle.steps.iter().cycle().skip(1);
                for ((node, wait), (next, _)) in circle.steps.iter().zip(next) {
                    assert!(!came[*node as usize]);
                    assert!(!seen.contains(node));
                    seen.push(*node);
                    let wait = plan.waits[wait.unwrap() as usize];
                    assert_eq!(wait.target, *node);
                    assert!(plan.ways(&wait).iter().any(|(way, _)| way == next));
                }
            }
        }
        assert!(all > 50, "the cases are too tame: {all}");
    }

    #[test]
    fn a_circle_is_found_through_each_wait_that_is_on_one() {
        let mut all = 0;
        for seed in 1..500 {
            let plan = random(seed * 0x9e37_79b9);
            let graph = Graph::new(&plan);
            let came = graph.reached(&[]);
            for circle in graph.circles(&came) {
                for (node, wait) in &circle.steps {
                    let found = graph.circle_through(&came, wait.unwrap()).unwrap();
                    assert!(found.steps.len() <= circle.steps.len());
                    assert_eq!(found.steps[0], (*node, *wait));
                    let next = found.steps.iter().cycle().skip(1);
                    for ((node, wait), (next, _)) in found.steps.iter().zip(next) {
                        let wait = plan.waits[wait.unwrap() as usize];
                        assert_eq!(wait.target, *node);
                        assert!(plan.ways(&wait).iter().any(|(way, _)| way == next));
                        all += 1;
                    }
                }
            }
            for (at, wait) in (0..).zip(&plan.waits) {
                if came[wait.target as usize] {
                    assert_eq!(graph.circle_through(&came, at), None);
                }
            }
        }
        assert!(all > 50, "the cases are too tame: {all}");
    }

    #[test]
    fn a_gate_that_never_opens_keeps_what_waits_for_it() {
        let mut plan = Plan::default();
        let (gate, then, free) = (
            plan.node(What::Joint),
            plan.node(What::Joint),
            plan.node(What::Joint),
        );
        plan.wait(then, &[(gate, None)], Subject::of(Element::Agreement));
        let graph = Graph::new(&plan);
        assert_eq!(graph.reached(&[]), [true, true, true]);
        assert_eq!(graph.reached(&[gate]), [false, false, true]);
        assert!(graph.hangs_on(then, gate));
        assert!(!graph.hangs_on(free, gate));
    }
}
