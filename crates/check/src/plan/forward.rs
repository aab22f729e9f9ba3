//! When everything is by right: if everybody keeps to the text and takes all the time it gives,
//! with what fixes each time, and again with something later than that.

use std::collections::BTreeMap;

use model::ArticleId;

use crate::time::{Bound, ByNode, Choice, FIRST_DAY, Node, Plan, Wait, What, Why, ZERO};

/// What fixes the time of an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing: it is not known.
    Unknown,
    /// It is where times are told from, or there from the start.
    Start,
    /// A bound of the plan, by position: a last day, a length, a window.
    Bound(u32),
    /// It waits for this instant.
    Wait(Node),
    /// It comes with the later (or earlier) of several, of which this one counts.
    Choice(Node),
    /// It was due only then.
    Due(Node),
}

/// The times of one pass.
#[derive(Clone, Debug)]
pub struct ByRight {
    times: Vec<Option<i64>>,
    reasons: Vec<Reason>,
    /// The last time the text gives, also where it has passed before anything was due.
    lasts: Vec<Option<i64>>,
}

impl ByRight {
    /// The time of an instant; nothing where the text promises none.
    #[must_use]
    pub fn of(&self, node: Node) -> Option<i64> {
        self.times.get(node as usize).copied().flatten()
    }

    /// The last time the text gives for an instant.
    #[must_use]
    pub fn last(&self, node: Node) -> Option<i64> {
        self.lasts.get(node as usize).copied().flatten()
    }

    /// What fixes the time of an instant.
    #[must_use]
    pub fn reason(&self, node: Node) -> Reason {
        let reason = self.reasons.get(node as usize).copied();
        reason.unwrap_or(Reason::Unknown)
    }
}

/// What is later than by right.
#[derive(Debug)]
pub struct Later<'a> {
    /// How things were.
    pub base: &'a ByRight,
    /// Which instants are later, by how much.
    pub late: &'a BTreeMap<Node, i64>,
    /// The articles whose dates move with it, by how much.
    pub moved: &'a BTreeMap<ArticleId, i64>,
}

/// The bounds of a plan grouped by what they bound, so that many passes can be made.
#[derive(Debug)]
pub struct Forward {
    caps: ByNode,
    lows: ByNode,
    waits: ByNode,
    choices: ByNode,
}

impl Forward {
    /// Groups the first `own` bounds: those behind them stand for choices, which are read here.
    pub fn new(plan: &Plan, own: usize) -> Self {
        let count = plan.nodes.len();
        let bounds = || plan.bounds.iter().take(own);
        let upper = |choice: &Choice| if choice.upper { choice.target } else { NOWHERE };
        Self {
            caps: ByNode::new(count, bounds().map(cap_target)),
            lows: ByNode::new(count, bounds().map(low_target)),
            waits: ByNode::new(count, plan.waits.iter().map(|wait| wait.target)),
            choices: ByNode::new(count, plan.choices.iter().map(upper)),
        }
    }

    /// One pass, from the instants that are known.
    pub fn pass(&self, plan: &Plan, known: &[(Node, i64)], later: Option<&Later<'_>>) -> ByRight {
        let count = plan.nodes.len();
        let mut work = Work {
            forward: self,
            plan,
            later,
            start: known.first().map_or(ZERO, |(node, _)| *node),
            found: ByRight {
                times: vec![None; count],
                reasons: vec![Reason::Unknown; count],
                lasts: vec![None; count],
            },
            state: vec![State::New; count],
        };
        for node in [ZERO, FIRST_DAY] {
            // Where they are not given nothing tells them, but for the bounds of a first day.
            if node == ZERO && !known.iter().any(|(given, _)| *given == node) {
                work.settle(node, None, Reason::Unknown);
            }
        }
        for (node, time) in known {
            work.settle(*node, Some(*time), Reason::Start);
        }
        for node in (0..).take(count) {
            work.run(node);
        }
        work.found
    }
}

/// A bound that no instant has.
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

/// How far the work on an instant has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Known,
}

struct Work<'a> {
    forward: &'a Forward,
    plan: &'a Plan,
    later: Option<&'a Later<'a>>,
    start: Node,
    found: ByRight,
    state: Vec<State>,
}

impl<'a> Work<'a> {
    fn state(&self, node: Node) -> State {
        let state = self.state.get(node as usize).copied();
        state.unwrap_or(State::Known)
    }

    fn settle(&mut self, node: Node, time: Option<i64>, reason: Reason) {
        let at = node as usize;
        if let Some(slot) = self.found.times.get_mut(at) {
            *slot = time;
        }
        if let Some(slot) = self.found.reasons.get_mut(at) {
            *slot = reason;
        }
        if let Some(slot) = self.state.get_mut(at) {
            *slot = State::Known;
        }
    }

    /// A stack of its own: chains are as long as the text has occurrences. What waits in a circle
    /// is promised to nobody.
    fn run(&mut self, start: Node) {
        let mut stack = vec![start];
        let mut before = Vec::new();
        while let Some(node) = stack.last().copied() {
            match self.state(node) {
                State::Known => {
                    stack.pop();
                }
                State::New => {
                    if let Some(slot) = self.state.get_mut(node as usize) {
                        *slot = State::Open;
                    }
                    before.clear();
                    self.hangs_on(node, &mut before);
                    let new = before.iter().copied();
                    stack.extend(new.filter(|other| self.state(*other) == State::New));
                }
                State::Open => {
                    let (time, reason) = self.time(node);
                    let late = self.later.and_then(|later| later.late.get(&node));
                    let time = time.map(|time| time + late.copied().unwrap_or(0));
                    self.settle(node, time, reason);
                    stack.pop();
                }
            }
        }
    }

    fn bounds(&self, of: &'a ByNode, node: Node) -> impl Iterator<Item = (u32, &'a Bound)> {
        let plan = self.plan;
        let positions = of.of(node).iter();
        positions.filter_map(move |at| Some((*at, plan.bounds.get(*at as usize)?)))
    }

    fn choices(&self, node: Node) -> impl Iterator<Item = &'a Choice> {
        let plan = self.plan;
        let positions = self.forward.choices.of(node).iter();
        positions.filter_map(move |at| plan.choices.get(*at as usize))
    }

    fn waits(&self, node: Node) -> impl Iterator<Item = &'a Wait> {
        let plan = self.plan;
        let positions = self.forward.waits.of(node).iter();
        positions.filter_map(move |at| plan.waits.get(*at as usize))
    }

    fn capped(&self, node: Node) -> bool {
        !self.forward.caps.of(node).is_empty() || self.choices(node).next().is_some()
    }

    /// What an instant is told from.
    fn hangs_on(&self, node: Node, into: &mut Vec<Node>) {
        if self.capped(node) {
            into.extend(
                self.bounds(&self.forward.caps, node)
                    .map(|(_, cap)| cap.from),
            );
            for choice in self.choices(node) {
                into.extend(choice.ways.iter().map(|(other, _)| *other));
            }
            into.extend(self.due_of(node));
            return;
        }
        if self.gathers(node) {
            into.extend(self.bounds(&self.forward.lows, node).map(|(_, low)| low.to));
            for wait in self.waits(node) {
                into.extend(self.plan.ways(wait).iter().map(|(other, _)| *other));
            }
        }
    }

    /// When the occurrence of a performance is due: asked only where something is later.
    fn due_of(&self, node: Node) -> Option<Node> {
        self.later?;
        match self.plan.what(node) {
            What::Performed(at) => Some(self.plan.due(at)),
            _ => None,
        }
    }

    /// Whether an instant comes by itself once all it waits for has come.
    fn gathers(&self, node: Node) -> bool {
        match self.plan.what(node) {
            What::Due(_) | What::Joint => true,
            // A phase of no stated length ends when what completes it comes, or never.
            What::Over(_) => !self.forward.waits.of(node).is_empty(),
            What::FirstDay | What::Entry | What::End | What::Milestone(_) | What::Begin(_) => {
                !self.forward.waits.of(node).is_empty() || !self.forward.lows.of(node).is_empty()
            }
            _ => false,
        }
    }

    /// By how much a bound moves with what is late: dates move, lengths after an event do not.
    fn moves(&self, node: Node, bound_to: Node) -> i64 {
        let dated = matches!(bound_to, ZERO | FIRST_DAY);
        let moved = self.later.filter(|_| dated).and_then(|later| {
            let article = self.plan.article(node)?;
            later.moved.get(&article).copied()
        });
        moved.unwrap_or(0)
    }

    fn time(&mut self, node: Node) -> (Option<i64>, Reason) {
        if self.capped(node) {
            let (last, reason) = self.last(node);
            if let Some(slot) = self.found.lasts.get_mut(node as usize) {
                *slot = last;
            }
            return self.kept(node, last, reason);
        }
        if self.gathers(node) {
            return self.gathered(node);
        }
        (None, Reason::Unknown)
    }

    /// The first of the last times that are known.
    fn last(&self, node: Node) -> (Option<i64>, Reason) {
        let mut best: (Option<i64>, Reason) = (None, Reason::Unknown);
        let mut take = |time: i64, reason| {
            if best.0.is_none_or(|other| time < other) {
                best = (Some(time), reason);
            }
        };
        for (at, cap) in self.bounds(&self.forward.caps, node) {
            if let Some(from) = self.found.of(cap.from) {
                let time = from + cap.weight - cap.unsure + self.moves(node, cap.from);
                take(time, Reason::Bound(at));
            }
        }
        for choice in self.choices(node) {
            let ways = choice.ways.iter();
            let times: Option<Vec<(i64, Node)>> = ways
                .map(|(other, add)| Some((self.found.of(*other)? + add, *other)))
                .collect();
            if let Some((time, other)) = times.and_then(|times| times.into_iter().max()) {
                take(time, Reason::Choice(other));
            }
        }
        best
    }

    /// The last time, unless what it waits for is later than by right and later than that.
    fn kept(&self, node: Node, last: Option<i64>, reason: Reason) -> (Option<i64>, Reason) {
        if let (Some(later), Some(due)) = (self.later, self.due_of(node))
            && let (Some(now), Some(then)) = (self.found.of(due), later.base.of(due))
            && now > then
            && last.is_some_and(|last| now > last)
        {
            return (Some(now), Reason::Due(due));
        }
        (last, reason)
    }

    fn gathered(&self, node: Node) -> (Option<i64>, Reason) {
        let mut latest: (Option<i64>, Reason) = (None, Reason::Start);
        for (at, low) in self.bounds(&self.forward.lows, node) {
            let Some(from) = self.found.of(low.to) else {
                return (None, Reason::Unknown);
            };
            let time = from - low.weight + self.moves(node, low.to);
            if latest.0.is_none_or(|other| time > other) {
                latest = (Some(time), Reason::Bound(at));
            }
        }
        for wait in self.waits(node) {
            let ways = self.plan.ways(wait).iter();
            let came = ways.filter_map(|(other, low)| {
                Some((self.found.of(*other)? + low.unwrap_or(0), *other))
            });
            let Some((time, other)) = came.min() else {
                return (None, Reason::Unknown);
            };
            if latest.0.is_none_or(|before| time > before) {
                latest = (Some(time), Reason::Wait(other));
            }
        }
        // What waits for nothing is there from the start.
        (latest.0.or_else(|| self.found.of(self.start)), latest.1)
    }
}
