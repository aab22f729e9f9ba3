//! When everything is: the earliest and the latest time of every instant of an agreement, what
//! fixes each, and what moves if something is late. For whoever draws or tells it.
//!
//! Three times are told of an instant. The *earliest* and the *latest* are those that any timetable
//! can give it: one search from the origin each. The time *by right* is the last one others may
//! count on if everybody keeps to the text and takes all the time it gives: it leaves out what the
//! text only allows (a phase that somebody may extend).

mod forward;

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Agreement, ArticleId, Clause, Consequence, DayStart, Element, Event, Instant, MilestoneId,
    Occurrence, PhaseId, Status, Subject,
};
use network::{Network, consistency};

use crate::time::{Arc, Calendar, Plan, Teller, Text, Times, plan_of, tolerance};
pub use crate::time::{ENTRY, FIRST_DAY, Node, Side, What, ZERO, length_words};
use crate::{Draft, View};
pub use forward::{ByRight, Reason};
use forward::{Forward, Later};

/// What times are told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// Dates: every time is an instant.
    Dates,
    /// The start of the first day of a count that hangs on no date.
    FirstDay,
    /// An entry into force that has no date.
    Entry,
}

/// One step of a chain: what fixes the time of an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which instant is fixed.
    pub node: Node,
    /// By which other.
    pub from: Node,
    /// By which clause; nothing where it is a wait the step itself tells.
    pub at: Option<Subject>,
    /// What the clause says, in words.
    pub words: String,
    /// The time by right, from the base.
    pub time: i64,
}

/// A last day that passes before its duty may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The occurrence, by position.
    pub occurrence: u32,
    /// Its last time.
    pub last: i64,
    /// When it is due at the latest by right.
    pub due: i64,
}

/// The times of an agreement.
#[derive(Debug)]
pub struct Timetable<'a> {
    agreement: &'a Agreement,
    times: Times,
    forward: Forward,
    /// How many bounds the text itself gives; those behind them stand for choices.
    own: usize,
    base: Base,
    known: Vec<(Node, i64)>,
    earliest: Vec<Option<i64>>,
    latest: Vec<Option<i64>>,
    by_right: ByRight,
    conflicts: Vec<Draft>,
    cut: Vec<ArticleId>,
}

impl<'a> Timetable<'a> {
    /// Works the times out. Where it is known when the agreement entered into force, times that
    /// hang on it are dated by it.
    #[must_use]
    pub fn of(agreement: &'a Agreement, entered: Option<Instant>) -> Self {
        let view = View::new(agreement);
        let unrolled = model::occurrences(agreement);
        let calendar = Calendar::of(agreement);
        let plan = plan_of(&Text::plain(agreement), &calendar, &unrolled.all);
        let own = plan.bounds.len();
        let mut conflicts = Vec::new();
        let times = Times::new(&view, calendar, plan, &mut conflicts);
        let forward = Forward::new(&times.plan, own);
        let (base, known) = known(agreement, &times, entered);
        let by_right = forward.pass(&times.plan, &known, None);
        let (base, known, by_right) = rebased(&times.plan, &forward, (base, known, by_right));
        let origin = known.first().map_or(ZERO, |(node, _)| *node);
        let (earliest, latest) = reach(&times, &known, origin);
        Self {
            agreement,
            times,
            forward,
            own,
            base,
            known,
            earliest,
            latest,
            by_right,
            conflicts,
            cut: unrolled.cut,
        }
    }

    /// The agreement.
    #[must_use]
    pub fn agreement(&self) -> &'a Agreement {
        self.agreement
    }

    /// What times are told from.
    #[must_use]
    pub fn base(&self) -> Base {
        self.base
    }

    /// Every occurrence, by article, row, round and obligor.
    #[must_use]
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.times.plan.occurrences
    }

    /// The articles of which only the beginning is here, because there is too much of them.
    #[must_use]
    pub fn cut(&self) -> &[ArticleId] {
        &self.cut
    }

    /// The dates that contradict each other: no timetable keeps them all.
    #[must_use]
    pub fn conflicts(&self) -> &[Draft] {
        &self.conflicts
    }

    /// The articles whose instants a contradiction goes through.
    #[must_use]
    pub fn contradicted(&self) -> BTreeSet<ArticleId> {
        let locks = self.times.outcome.locks.iter();
        let nodes = locks.flat_map(|lock| &lock.nodes);
        nodes
            .filter_map(|node| self.times.plan.article(*node))
            .collect()
    }

    /// When an occurrence is due.
    #[must_use]
    pub fn due(&self, occurrence: u32) -> Node {
        self.times.plan.due(occurrence)
    }

    /// When an occurrence is performed.
    #[must_use]
    pub fn performed(&self, occurrence: u32) -> Node {
        self.times.plan.performed(occurrence)
    }

    /// When its performance is found; the performance itself where nobody finds it.
    #[must_use]
    pub fn verified(&self, occurrence: u32) -> Node {
        self.times.plan.verified(occurrence)
    }

    /// The last instant of an occurrence.
    #[must_use]
    pub fn settled(&self, occurrence: u32) -> Node {
        self.times.plan.settled(occurrence)
    }

    /// When a phase begins, and when it is over.
    #[must_use]
    pub fn phase(&self, id: PhaseId) -> (Node, Node) {
        (self.times.plan.begin(id), self.times.plan.over(id))
    }

    /// When a milestone is reached.
    #[must_use]
    pub fn milestone(&self, id: MilestoneId) -> Node {
        self.times.plan.milestone(id)
    }

    /// The occurrence an instant belongs to.
    #[must_use]
    pub fn occurrence(&self, node: Node) -> Option<u32> {
        self.times.plan.occurrence(node)
    }

    /// The earliest time of an instant; nothing where nothing holds it back.
    #[must_use]
    pub fn earliest(&self, node: Node) -> Option<i64> {
        self.earliest.get(node as usize).copied().flatten()
    }

    /// The latest time any timetable gives an instant; nothing where nothing bounds it.
    #[must_use]
    pub fn latest(&self, node: Node) -> Option<i64> {
        self.latest.get(node as usize).copied().flatten()
    }

    /// The times by right.
    #[must_use]
    pub fn by_right(&self) -> &ByRight {
        &self.by_right
    }

    /// How late is no breach of an occurrence, in seconds: part of its time by right.
    #[must_use]
    pub fn tolerance(&self, occurrence: u32) -> i64 {
        let Some(one) = self.occurrences().get(occurrence as usize) else {
            return 0;
        };
        tolerance(&Text::plain(self.agreement).clauses(one.article, one.row))
    }

    /// A time as an instant, where times are dates.
    #[must_use]
    pub fn instant(&self, time: i64) -> Option<Instant> {
        (self.base == Base::Dates).then(|| self.times.calendar.instant(time))
    }

    /// An instant as a time from the base, where times are dates.
    #[must_use]
    pub fn time_of(&self, at: Instant) -> Option<i64> {
        (self.base == Base::Dates).then(|| self.times.calendar.since_zero(at))
    }

    /// The civil day of a time and the seconds into it: counted from 1 January 1970 where times
    /// are dates, else from the first day. Midnight that ends a day belongs to it.
    #[must_use]
    pub fn civil(&self, time: i64, side: Side) -> (i64, i64) {
        let dated = self.base == Base::Dates;
        if dated && let Some(civil) = self.times.calendar.civil(time, side) {
            return civil;
        }
        let calendar = &self.agreement.calendar;
        let (day, into) = match self.instant(time) {
            Some(at) => {
                let day = calendar.day_of(at);
                (day, at - calendar.start_of(day))
            }
            None => (
                time.div_euclid(model::DAY_SECONDS),
                time.rem_euclid(model::DAY_SECONDS),
            ),
        };
        match side {
            Side::Until if into == 0 => (day - 1, model::DAY_SECONDS),
            _ => (day, into),
        }
    }

    /// What an instant belongs to: `x`, `two`, round 3 of `x`.
    #[must_use]
    pub fn thing(&self, node: Node) -> String {
        self.times.teller(self.agreement).thing(node)
    }

    /// What happens at an instant: `x` is verified.
    #[must_use]
    pub fn happens(&self, node: Node) -> String {
        self.times.teller(self.agreement).happens(node)
    }

    /// What fixes the time of an instant by right.
    #[must_use]
    pub fn because(&self, by_right: &ByRight, node: Node) -> Option<Step> {
        let time = by_right.of(node)?;
        let teller = self.times.teller(self.agreement);
        let (from, at, words) = match by_right.reason(node) {
            Reason::Unknown | Reason::Start => return None,
            Reason::Bound(at) => self.bound_step(&teller, at)?,
            Reason::Wait(other) => {
                let (thing, happens) = (teller.thing(node), teller.happens(other));
                (other, None, format!("{thing} waits until {happens}"))
            }
            Reason::Choice(other) => {
                let (happens, cause) = (teller.happens(node), teller.happens(other));
                (other, None, format!("{happens} when {cause}, of several"))
            }
            Reason::Due(other) => {
                let thing = teller.thing(node);
                (other, None, format!("{thing} may begin only then"))
            }
        };
        Some(Step {
            node,
            from,
            at,
            words,
            time,
        })
    }

    fn bound_step(&self, teller: &Teller<'_>, at: u32) -> Option<(Node, Option<Subject>, String)> {
        let bound = self.times.plan.bounds.get(at as usize)?;
        let arc = Arc {
            from: bound.from,
            to: bound.to,
            weight: bound.weight,
            bound: at,
            others: false,
        };
        let from = if bound.first { bound.to } else { bound.from };
        let sure = crate::time::Bound {
            weight: bound.weight - bound.unsure,
            ..*bound
        };
        let words = teller.says(&arc, &sure).unwrap_or_default();
        Some((from, Some(bound.at), words))
    }

    /// The chain of what fixes the time of an instant, from its first cause on.
    #[must_use]
    pub fn chain(&self, by_right: &ByRight, node: Node) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut seen = BTreeSet::new();
        let mut at = node;
        while seen.insert(at) {
            let Some(step) = self.because(by_right, at) else {
                break;
            };
            at = step.from;
            steps.push(step);
        }
        steps.reverse();
        steps
    }

    /// The last instant of the last duty by right; of equals the last one written.
    #[must_use]
    pub fn last(&self, by_right: &ByRight) -> Option<Node> {
        let count = u32::try_from(self.occurrences().len()).unwrap_or(u32::MAX);
        let ends = (0..count).map(|at| self.last_known(by_right, at));
        let dated = ends.flatten();
        dated.max_by_key(|node| (by_right.of(*node), *node))
    }

    /// The last instant of an occurrence whose time is known.
    fn last_known(&self, by_right: &ByRight, at: u32) -> Option<Node> {
        let nodes = [self.settled(at), self.verified(at), self.performed(at)];
        nodes.into_iter().find(|node| by_right.of(*node).is_some())
    }

    /// The times by right if these instants are later by so many seconds.
    #[must_use]
    pub fn later(&self, late: &[Node], by: i64) -> ByRight {
        let mut nodes: BTreeMap<Node, i64> = late.iter().map(|node| (*node, by)).collect();
        let mut moved = BTreeMap::new();
        for node in late {
            for other in self.joined(*node) {
                nodes.entry(other).or_insert(by);
            }
            for id in self.dates_move(*node) {
                moved.insert(id, by);
            }
        }
        let later = Later {
            base: &self.by_right,
            late: &nodes,
            moved: &moved,
        };
        self.forward
            .pass(&self.times.plan, &self.known, Some(&later))
    }

    /// What is to be done at the same time.
    fn joined(&self, node: Node) -> Vec<Node> {
        let bounds = self.times.plan.bounds.iter().take(self.own);
        let joined = bounds.filter(|bound| {
            bound.why == crate::time::Why::Joined && bound.from == node && bound.to != node
        });
        joined.map(|bound| bound.to).collect()
    }

    /// The articles whose dates the text moves when this is late.
    fn dates_move(&self, node: Node) -> Vec<ArticleId> {
        let article = self.times.plan.article(node);
        let article = article.and_then(|id| self.agreement.article(id));
        let mut moved = Vec::new();
        for clause in article.map_or(&[][..], |article| &article.clauses) {
            if let Clause::If {
                status: Status::Late | Status::Overdue | Status::Breached,
                consequence: Consequence::DatesMove(refs),
            } = clause
            {
                moved.extend(refs.iter().filter_map(|of| of.article()));
            }
        }
        moved
    }

    /// The last days that pass before their duty may begin, and did not before something was late.
    #[must_use]
    pub fn missed(&self, later: &ByRight) -> Vec<Missed> {
        let count = u32::try_from(self.occurrences().len()).unwrap_or(u32::MAX);
        let missed = (0..count).filter_map(|at| {
            let (due, performed) = (self.due(at), self.performed(at));
            let (due_then, due) = (self.by_right.of(due), later.of(due)?);
            let last = later.last(performed)?;
            let new = due_then.is_none_or(|then| then < due);
            let already = due_then
                .zip(self.by_right.last(performed))
                .is_some_and(|(then, last)| then > last);
            (new && due > last && !already).then_some(Missed {
                occurrence: at,
                last,
                due,
            })
        });
        missed.collect()
    }

    /// The heads of what a step is about, for whoever links to it.
    #[must_use]
    pub fn element(&self, node: Node) -> Option<Element> {
        match self.times.plan.what(node) {
            What::Begin(id) | What::Over(id) => Some(Element::Phase(id)),
            What::Milestone(id) => Some(Element::Milestone(id)),
            _ => self.times.plan.article(node).map(Element::Article),
        }
    }

    /// Which instant a node stands for.
    #[must_use]
    pub fn what(&self, node: Node) -> What {
        self.times.plan.what(node)
    }

    /// What an occurrence surely waits for, or is told from: other instants of the text.
    #[must_use]
    pub fn waits_for(&self, occurrence: u32) -> Vec<Node> {
        let (due, performed) = (self.due(occurrence), self.performed(occurrence));
        let waits = self.times.waits_of(due).map(|(node, _)| node);
        let caps = self.times.caps_of(performed).map(|cap| cap.from);
        let fixed = |node: &Node| !matches!(self.what(*node), What::Zero | What::FirstDay);
        let mut found: Vec<Node> = waits
            .chain(caps)
            .filter(fixed)
            .filter(|node| self.occurrence(*node) != Some(occurrence))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What is known from the start, the origin first.
fn known(
    agreement: &Agreement,
    times: &Times,
    entered: Option<Instant>,
) -> (Base, Vec<(Node, i64)>) {
    let counted_from_entry = agreement
        .day_count
        .as_ref()
        .is_some_and(|count| count.start == DayStart::DayOf(Event::EntryIntoForce));
    if let Some(at) = entered {
        let time = times.calendar.since_zero(at);
        let mut known = vec![(ZERO, 0), (ENTRY, time)];
        if counted_from_entry {
            let day = agreement.calendar.start_of(agreement.calendar.day_of(at));
            known.push((FIRST_DAY, times.calendar.since_zero(day)));
        }
        return (Base::Dates, known);
    }
    if times.promise.origin == FIRST_DAY {
        let mut known = vec![(FIRST_DAY, 0)];
        if counted_from_entry {
            known.push((ENTRY, 0));
        }
        return (Base::FirstDay, known);
    }
    (Base::Dates, vec![(ZERO, 0)])
}

type Pass = (Base, Vec<(Node, i64)>, ByRight);

/// Where no occurrence can be dated, times are told from the entry into force or from the first
/// day of the count.
fn rebased(plan: &Plan, forward: &Forward, pass: Pass) -> Pass {
    let dated = |by_right: &ByRight| {
        let count = u32::try_from(plan.occurrences.len()).unwrap_or(u32::MAX);
        (0..count)
            .filter(|at| by_right.last(plan.performed(*at)).is_some())
            .count()
    };
    let (base, known, by_right) = pass;
    if base != Base::Dates || dated(&by_right) > 0 {
        return (base, known, by_right);
    }
    for (base, node) in [(Base::FirstDay, FIRST_DAY), (Base::Entry, ENTRY)] {
        let known = vec![(node, 0)];
        let other = forward.pass(plan, &known, None);
        if dated(&other) > 0 {
            return (base, known, other);
        }
    }
    (base, known, by_right)
}

/// The earliest and the latest time of every instant, once what contradicts is set aside: one
/// search against the arcs and one along them.
fn reach(
    times: &Times,
    known: &[(Node, i64)],
    origin: Node,
) -> (Vec<Option<i64>>, Vec<Option<i64>>) {
    let plan = &times.plan;
    let Ok(mut network) = Network::new(plan.nodes.len()) else {
        return (Vec::new(), Vec::new());
    };
    for (at, bound) in plan.bounds.iter().enumerate() {
        let aside = times.outcome.left_out.get(at).copied().unwrap_or(false);
        if !aside {
            // A bound too long for a network bounds nothing.
            let _ = network.add(bound.from as usize, bound.to as usize, bound.weight);
        }
    }
    for (node, time) in known.iter().filter(|(node, _)| *node != origin) {
        let (from, to) = (origin as usize, *node as usize);
        let _ = network.add(from, to, *time);
        let _ = network.add(to, from, -time);
    }
    let Ok(schedule) = consistency(&network) else {
        return (Vec::new(), Vec::new());
    };
    let earliest = schedule.earliest(origin as usize).unwrap_or_default();
    let latest = schedule.latest(origin as usize).unwrap_or_default();
    (earliest, latest)
}
