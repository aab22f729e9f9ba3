//! What points and events of the text mean for an instant that must come before them.

use model::{DAY_SECONDS, Duration, Element, Event, Point, Reference, Status};

use super::plan::{END, ENTRY, FIRST_DAY, Node, Plan, SIGNATURE, ZERO};
use super::terms::{Here, Rows, Terms, clamped, counted, last_round, rows_of, whole};

/// What an instant must come before.
#[derive(Clone, Debug, PartialEq)]
pub enum Cap {
    /// A node, with what is added to it, and how much of that is not sure.
    At(Node, i64, i64),
    /// A fixed time, the last so many seconds of it perhaps not given.
    Time(i64, i64),
    /// All of these.
    Least(Vec<Cap>),
    /// The latest of these.
    Most(Vec<Cap>),
    /// Nothing.
    Free,
}

impl Terms<'_> {
    /// What something that is by a point must come before.
    pub fn cap(&self, plan: &Plan, point: &Point, here: Here) -> Cap {
        if let Some(fixed) = self.fixed(point, here, 0) {
            return Cap::Time(fixed.to, 0);
        }
        match point {
            Point::Moment(moment) => {
                counted(moment, here).map_or(Cap::Free, |(_, to)| Cap::At(FIRST_DAY, to, 0))
            }
            Point::Event(event) => self.cap_event(plan, event, here),
            Point::Start(None) => Cap::At(ENTRY, 0, 0),
            Point::Start(Some(phase)) => Cap::At(plan.begin(*phase), 0, 0),
            Point::End(None) => Cap::At(END, 0, 0),
            Point::End(Some(phase)) => Cap::At(plan.over(*phase), 0, 0),
            Point::Offset {
                duration,
                after,
                point,
            } => {
                let cap = self.cap(plan, point, here);
                self.cap_later(cap, *duration, *after, whole(point))
            }
            Point::Earlier(one, other) => {
                Cap::Least(vec![self.cap(plan, one, here), self.cap(plan, other, here)])
            }
            Point::Later(one, other) => {
                Cap::Most(vec![self.cap(plan, one, here), self.cap(plan, other, here)])
            }
        }
    }

    /// What something that follows an event at once must come before.
    pub fn cap_event(&self, plan: &Plan, event: &Event, here: Here) -> Cap {
        if let Some(fixed) = self.fixed_event(event, here, 0) {
            return Cap::Time(fixed.to, 0);
        }
        match event {
            Event::EntryIntoForce => Cap::At(ENTRY, 0, 0),
            Event::Signature => Cap::At(SIGNATURE, 0, 0),
            Event::Milestone(id) => Cap::At(plan.milestone(*id), 0, 0),
            Event::Beginning(Element::Phase(phase)) => Cap::At(plan.begin(*phase), 0, 0),
            Event::Ending(Element::Phase(phase)) => Cap::At(plan.over(*phase), 0, 0),
            Event::Being(reference, status) => self.cap_status(plan, *reference, *status, here),
            Event::Either(one, other) => Cap::Most(vec![
                self.cap_event(plan, one, here),
                self.cap_event(plan, other, here),
            ]),
            _ => Cap::Free,
        }
    }

    fn cap_status(&self, plan: &Plan, of: Reference, status: Status, here: Here) -> Cap {
        match of.element {
            Element::Phase(phase) => match status {
                Status::Completed | Status::Ended => Cap::At(plan.over(phase), 0, 0),
                Status::Running => Cap::At(plan.begin(phase), 0, 0),
                _ => Cap::Free,
            },
            Element::Milestone(id) => Cap::At(plan.milestone(id), 0, 0),
            Element::Article(id) => match rows_of(plan, id, of.row, here) {
                Rows::One(range) => Cap::Most(
                    last_round(plan, range)
                        .map(|at| last_node(plan, at, status))
                        .collect(),
                ),
                Rows::NothingAsked | Rows::All => Cap::Free,
            },
            _ => Cap::Free,
        }
    }

    /// A cap some time after, or before.
    pub fn cap_later(&self, cap: Cap, length: Duration, after: bool, whole: bool) -> Cap {
        let Some((high, unsure)) = upper(length, after, whole) else {
            return Cap::Free;
        };
        let (high, unsure) = (high + self.slop(length), unsure + self.slop(length));
        match cap {
            Cap::At(node, add, not_sure) => Cap::At(node, add + high, not_sure + unsure),
            Cap::Time(time, not_sure) => Cap::Time(time + high, not_sure + unsure),
            Cap::Least(caps) => Cap::Least(self.each_later(caps, length, after, whole)),
            Cap::Most(caps) => Cap::Most(self.each_later(caps, length, after, whole)),
            Cap::Free => Cap::Free,
        }
    }

    fn each_later(&self, caps: Vec<Cap>, length: Duration, after: bool, whole: bool) -> Vec<Cap> {
        let caps = caps.into_iter();
        caps.map(|cap| self.cap_later(cap, length, after, whole))
            .collect()
    }

    /// `within D after E`: the last time, with the end of a civil day where the day is known.
    pub fn cap_within(&self, plan: &Plan, event: &Event, length: Duration, here: Here) -> Cap {
        if let Some(fixed) = self.fixed_event(event, here, 0) {
            return self
                .shifted(fixed, length, true)
                .map_or(Cap::Free, |fixed| Cap::Time(fixed.to, 0));
        }
        self.cap_later(self.cap_event(plan, event, here), length, true, false)
    }
}

/// The last instant at which an occurrence may come to a status.
fn last_node(plan: &Plan, at: u32, status: Status) -> Cap {
    match status {
        Status::Due => Cap::At(plan.due(at), 0, 0),
        Status::Reported | Status::Performed => Cap::At(plan.performed(at), 0, 0),
        Status::Verified | Status::Fulfilled => Cap::At(plan.verified(at), 0, 0),
        Status::Done | Status::Final | Status::Completed | Status::Ended => {
            Cap::At(plan.settled(at), 0, 0)
        }
        _ => Cap::Free,
    }
}

/// How far after an instant something is at most, and how much of that is the end of a day.
pub fn upper(length: Duration, after: bool, whole: bool) -> Option<(i64, i64)> {
    let (low, high) = clamped(length)?;
    let shift = if after { high } else { -low };
    let day = if length.civil() && !whole {
        DAY_SECONDS
    } else {
        0
    };
    Some((shift + day, day))
}

impl Cap {
    /// The same, some seconds later.
    pub fn more(self, add: i64) -> Self {
        match self {
            Self::At(node, high, unsure) => Self::At(node, high + add, unsure),
            Self::Time(time, unsure) => Self::Time(time + add, unsure),
            Self::Least(caps) => Self::Least(caps.into_iter().map(|cap| cap.more(add)).collect()),
            Self::Most(caps) => Self::Most(caps.into_iter().map(|cap| cap.more(add)).collect()),
            Self::Free => Self::Free,
        }
    }

    /// The one node it is told from.
    pub fn single(&self) -> Option<(Node, i64)> {
        match self {
            Self::At(node, high, _) => Some((*node, *high)),
            Self::Time(time, _) => Some((ZERO, *time)),
            _ => None,
        }
    }
}
