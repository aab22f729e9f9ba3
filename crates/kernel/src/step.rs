//! One step: time advances, a deed is entered, and everything that hangs on what changed is worked
//! out anew until nothing changes.

use std::collections::{BTreeMap, BTreeSet};

use model::{Element, Instant, Status, Subject, Window};

use crate::event::{Change, Consequence};
use crate::observed::{Open, Undecided};
use crate::rules::Rules;
use crate::state::{Node, State, Tick, tick_at};
use crate::truth::instant;

/// Nothing that settles needs to be looked at so often at one instant; what does not settle (a
/// condition that undoes itself) is left as it then stands.
const LOOKS_MAX: u32 = 64;

/// What is being worked out.
pub(crate) struct Step<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) state: &'a mut State,
    /// When what follows took place: the window of the event, or the instant of the timer.
    pub(crate) cause: Window,
    /// The event, if one is being applied.
    pub(crate) event: Option<u64>,
    /// What followed.
    pub(crate) followed: Vec<Consequence>,
    pub(crate) dirty: BTreeSet<Node>,
    /// The node looked at next is looked at because its time has come, and for nothing else.
    pub(crate) by_time: bool,
}

impl<'a> Step<'a> {
    pub(crate) fn new(rules: &'a Rules, state: &'a mut State) -> Self {
        Self {
            cause: instant(state.now()),
            rules,
            state,
            event: None,
            followed: Vec::new(),
            dirty: BTreeSet::new(),
            by_time: false,
        }
    }

    /// Rings every timer before a tick, in order, and stands at that tick.
    pub(crate) fn advance(&mut self, until: Tick) {
        while let Some((tick, node)) = self.state.timers.first().copied() {
            if tick >= until {
                break;
            }
            self.ring(tick, node);
        }
        self.state.tick = self.state.tick.max(until);
    }

    /// Rings what is due at the tick the state stands at.
    pub(crate) fn ring_now(&mut self) {
        while let Some((tick, node)) = self.state.timers.first().copied() {
            if tick > self.state.tick {
                break;
            }
            self.ring(tick, node);
        }
    }

    fn ring(&mut self, tick: Tick, node: Node) {
        self.state.tick = self.state.tick.max(tick);
        self.cause = instant(tick.div_euclid(2));
        self.event = None;
        self.dirty.insert(node);
        self.state.timers.remove(&(tick, node));
        self.state.wakes.remove(&node);
        self.by_time = matches!(node, Node::Article(_));
        self.settle();
    }

    /// Works everything out that hangs on what has changed, until nothing changes.
    pub(crate) fn settle(&mut self) {
        let mut looks = Looks::default();
        while let Some(node) = self.dirty.pop_first() {
            if looks.too_many(node) {
                continue;
            }
            let wake = match node {
                Node::Agreement => self.look_at_agreement(),
                Node::Phase(id) => self.look_at_phase(id),
                Node::Milestone(id) => self.look_at_milestone(id),
                Node::Article(id) => self.look_at_article(id),
                Node::Occurrence(id) => self.look_at_occurrence(id),
                Node::Run(id) => self.look_at_run(id),
                Node::Use(id) => self.look_at_use(id),
            };
            self.wake(node, wake);
        }
    }

    /// Sets the one timer of a node.
    fn wake(&mut self, node: Node, at: Option<Tick>) {
        let at = at.filter(|at| *at > self.state.tick);
        let old = self.state.wakes.get(&node).copied();
        if old == at {
            return;
        }
        if let Some(old) = old {
            self.state.timers.remove(&(old, node));
            self.state.wakes.remove(&node);
        }
        if let Some(at) = at {
            self.state.timers.insert((at, node));
            self.state.wakes.insert(node, at);
        }
    }

    /// Something must be looked at again.
    pub(crate) fn look(&mut self, node: Node) {
        self.dirty.insert(node);
    }

    /// Something changed: whatever hangs on it must be looked at again.
    pub(crate) fn changed(&mut self, element: Element) {
        if let Some(nodes) = self.rules.dependents.get(&element) {
            self.dirty.extend(nodes.iter().copied());
        }
        self.dirty.extend(self.rules.watchful.iter().copied());
    }

    /// Something followed.
    pub(crate) fn follow(&mut self, what: Change, by: Subject) {
        self.followed.push(Consequence {
            at: self.cause.latest,
            passed: self.event.is_none() && self.state.tick % 2 != 0,
            what,
            by,
            event: self.event,
        });
    }

    /// A question came up that the text does not decide.
    pub(crate) fn undecided(&mut self, question: Open, of: Subject, key: Option<crate::Key>) {
        let undecided = Undecided { question, of, key };
        if self.state.undecided.insert(undecided) {
            self.follow(Change::Undecided(undecided), of);
        }
    }

    /// A question no longer stands.
    pub(crate) fn decided(&mut self, question: Open, of: Subject, key: Option<crate::Key>) {
        let undecided = Undecided { question, of, key };
        self.state.undecided.remove(&undecided);
    }

    /// An occurrence takes a status, if it has not taken it before.
    pub(crate) fn take(&mut self, id: u32, status: Status) {
        let cause = self.cause;
        let occurrence = self.state.occurrence_mut(id);
        if occurrence.took(status).is_none() {
            occurrence.since.push((status, cause));
        }
    }
}

/// How often each node was looked at.
#[derive(Default)]
struct Looks {
    /// The first looks: before there are so many, none was looked at too often.
    first: Vec<Node>,
    counted: BTreeMap<Node, u32>,
}

impl Looks {
    /// Whether a node is now looked at once too often.
    fn too_many(&mut self, node: Node) -> bool {
        if self.first.len() < LOOKS_MAX as usize {
            self.first.push(node);
            return false;
        }
        if self.counted.is_empty() {
            for node in &self.first {
                *self.counted.entry(*node).or_insert(0) += 1;
            }
        }
        let look = self.counted.entry(node).or_insert(0);
        *look += 1;
        *look > LOOKS_MAX
    }
}

/// The least of two wakes.
pub(crate) fn sooner(one: Option<Tick>, other: Option<Tick>) -> Option<Tick> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The wake for a start.
pub(crate) fn start(at: Instant) -> Option<Tick> {
    Some(tick_at(at))
}
