//! The latest time of every instant if everybody keeps to the text and uses all the time it gives.
//!
//! This is what others may count on. Where nothing bounds an instant, nobody may count on it.

use super::plan::{Bound, ByNode, FIRST_DAY, Node, Plan, What, Why, ZERO};

/// The latest times by right.
#[derive(Debug)]
pub struct Promise {
    times: Vec<Option<i64>>,
    /// The node that times are told from: zero, or the first day of a count that hangs on no date.
    pub origin: Node,
}

/// How far the work on a node has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Known,
}

impl Promise {
    /// Works them out, each from those it hangs on. What waits in a circle is promised to nobody.
    pub fn of(plan: &Plan) -> Self {
        let count = plan.nodes.len();
        let caps = ByNode::new(count, plan.bounds.iter().map(cap_target));
        let lows = ByNode::new(count, plan.bounds.iter().map(low_target));
        let waits = ByNode::new(count, plan.waits.iter().map(|wait| wait.target));
        let origin = origin(plan);
        let mut work = Work {
            plan,
            caps: &caps,
            lows: &lows,
            waits: &waits,
            times: vec![None; count],
            state: vec![State::New; count],
        };
        work.settle(ZERO, (origin == ZERO).then_some(0));
        if origin == FIRST_DAY {
            work.settle(FIRST_DAY, Some(0));
        }
        for node in (0..).take(count) {
            work.run(node);
        }
        Self {
            times: work.times,
            origin,
        }
    }

    /// The latest time of an instant by right.
    pub fn of_node(&self, node: Node) -> Option<i64> {
        self.times.get(node as usize).copied().flatten()
    }
}

/// Where the only day count of a text hangs on no date, its first day stands for zero.
pub fn origin(plan: &Plan) -> Node {
    let touches = |node: Node| {
        plan.bounds
            .iter()
            .any(|bound| bound.from == node || bound.to == node)
    };
    let dated = touches(ZERO);
    if !dated && touches(FIRST_DAY) {
        FIRST_DAY
    } else {
        ZERO
    }
}

/// A bound that no node has.
const NOWHERE: Node = Node::MAX;

fn cap_target(bound: &Bound) -> Node {
    if bound.first || bound.why == Why::Joined {
        NOWHERE
    } else {
        bound.to
    }
}

fn low_target(bound: &Bound) -> Node {
    if bound.first { bound.from } else { NOWHERE }
}

struct Work<'a> {
    plan: &'a Plan,
    caps: &'a ByNode,
    lows: &'a ByNode,
    waits: &'a ByNode,
    times: Vec<Option<i64>>,
    state: Vec<State>,
}

impl Work<'_> {
    fn state(&self, node: Node) -> State {
        self.state
            .get(node as usize)
            .copied()
            .unwrap_or(State::Known)
    }

    fn settle(&mut self, node: Node, time: Option<i64>) {
        if let Some(slot) = self.times.get_mut(node as usize) {
            *slot = time;
        }
        if let Some(slot) = self.state.get_mut(node as usize) {
            *slot = State::Known;
        }
    }

    /// A stack of its own: chains are as long as the text has occurrences.
    fn run(&mut self, start: Node) {
        let mut stack = vec![start];
        let mut found = Vec::new();
        while let Some(node) = stack.last().copied() {
            match self.state(node) {
                State::Known => {
                    stack.pop();
                }
                State::New => {
                    if let Some(slot) = self.state.get_mut(node as usize) {
                        *slot = State::Open;
                    }
                    found.clear();
                    self.hangs_on(node, &mut found);
                    stack.extend(
                        found
                            .iter()
                            .filter(|other| self.state(**other) == State::New),
                    );
                }
                State::Open => {
                    let time = self.time(node);
                    self.settle(node, time);
                    stack.pop();
                }
            }
        }
    }

    /// What an instant is told from.
    fn hangs_on(&self, node: Node, into: &mut Vec<Node>) {
        let caps = self.caps.of(node);
        let bounds = |at: &u32| self.plan.bounds.get(*at as usize);
        into.extend(caps.iter().filter_map(bounds).map(|bound| bound.from));
        if caps.is_empty() && self.gathers(node) {
            let lows = self.lows.of(node).iter();
            into.extend(lows.filter_map(bounds).map(|bound| bound.to));
            for wait in self.waits_of(node) {
                into.extend(self.plan.ways(wait).iter().map(|(other, _)| *other));
            }
        }
    }

    fn waits_of(&self, node: Node) -> impl Iterator<Item = &super::plan::Wait> {
        self.waits
            .of(node)
            .iter()
            .filter_map(|at| self.plan.waits.get(*at as usize))
    }

    /// Whether an instant comes by itself once all it waits for has come.
    fn gathers(&self, node: Node) -> bool {
        match self.plan.what(node) {
            What::Due(_) | What::Joint => true,
            // A phase of no stated length ends when what completes it comes, or never.
            What::Over(_) => !self.waits.of(node).is_empty(),
            What::Entry | What::End | What::Milestone(_) | What::Begin(_) => {
                !self.waits.of(node).is_empty() || !self.lows.of(node).is_empty()
            }
            _ => false,
        }
    }

    fn time(&self, node: Node) -> Option<i64> {
        let known = |node: Node| self.times.get(node as usize).copied().flatten();
        let bounds = |at: &u32| self.plan.bounds.get(*at as usize);
        let caps = self.caps.of(node);
        if !caps.is_empty() {
            let caps = caps.iter().filter_map(bounds);
            return caps
                .filter_map(|cap| Some(known(cap.from)? + cap.weight - cap.unsure))
                .min();
        }
        if !self.gathers(node) {
            return None;
        }
        let mut latest = None;
        for low in self.lows.of(node).iter().filter_map(bounds) {
            latest = latest.max(Some(known(low.to)? - low.weight));
        }
        for wait in self.waits_of(node) {
            let ways = self.plan.ways(wait).iter();
            let came = ways.filter_map(|(other, low)| Some(known(*other)? + low.unwrap_or(0)));
            latest = latest.max(Some(came.min()?));
        }
        // What waits for nothing is there from the start.
        latest.or_else(|| known(ZERO))
    }
}
