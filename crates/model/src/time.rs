//! Time as an agreement speaks of it. The kernel has no calendar: the compiler works dates out.

use crate::{
    Condition, Element, MilestoneId, PhaseId, Reference, ScheduleId, Status, TimeUnit, Who,
};

/// Seconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// Seconds in a civil day, where no zone says otherwise.
pub const DAY_SECONDS: i64 = 86_400;

/// A closed interval of instants: a day without an hour, an `about`, an hour in an unknown zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first instant it may be.
    pub earliest: Instant,
    /// The last instant it may be.
    pub latest: Instant,
}

/// How day numbers turn into dates.
#[derive(Clone, Debug, PartialEq)]
pub struct DayCount {
    /// The number of the first day: 0 or 1.
    pub first: i64,
    /// Which day that is.
    pub start: DayStart,
}

/// Which day the count starts on.
#[derive(Clone, Debug, PartialEq)]
pub enum DayStart {
    /// A date: the first and last instants of that day (or hour).
    On(Window),
    /// The day of an event.
    DayOf(Event),
    /// Rival candidates, or nothing said.
    NotSettled,
    /// What the text names is no day: a mistake, told as that.
    Unknown,
}

/// A day, perhaps with an hour.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// A date.
    Fixed {
        /// When.
        window: Window,
        /// `about` stood before it: its width is not known.
        about: bool,
    },
    /// A day of a count whose start is not a date.
    Counted {
        /// Days after the first day of the count: `day 1` of a day-1 count is 0.
        days: i64,
        /// The first second of that day it may be (its hour, or 0).
        from: i64,
        /// The last second of that day it may be (its hour, or 86,400 for the end of the day).
        to: i64,
        /// `about` stood before it.
        about: bool,
    },
    /// A cell of the row: the compiler works it out for each row.
    Rows {
        /// Of which schedule.
        schedule: ScheduleId,
        /// One moment a row; nothing where the cell is not stated.
        moments: Vec<Option<Moment>>,
    },
    /// A date that does not exist, or a day of a count never declared: the compiler has said so.
    Unknown,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// `about 3 to 5 days`
    Stated {
        /// `about` stood before it.
        about: bool,
        /// The lower number.
        low: i64,
        /// The higher number; the same where one number stands.
        high: i64,
        /// Of what.
        unit: TimeUnit,
    },
    /// `an unstated time`
    Unstated,
}

impl Duration {
    /// Whether its unit is civil (days and longer), so that it ends with a day.
    #[must_use]
    pub fn civil(self) -> bool {
        matches!(
            self,
            Self::Stated {
                unit: TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year,
                ..
            }
        )
    }

    /// The shortest and the longest it may be, in seconds; months of 28 to 31 days, years of 365 or
    /// 366. Nothing where it is unstated.
    #[must_use]
    pub fn seconds(self) -> Option<(i64, i64)> {
        let Self::Stated {
            low, high, unit, ..
        } = self
        else {
            return None;
        };
        let (short, long) = match unit {
            TimeUnit::Minute => (60, 60),
            TimeUnit::Hour => (3600, 3600),
            TimeUnit::Day => (DAY_SECONDS, DAY_SECONDS),
            TimeUnit::Week => (7 * DAY_SECONDS, 7 * DAY_SECONDS),
            TimeUnit::Month => (28 * DAY_SECONDS, 31 * DAY_SECONDS),
            TimeUnit::Year => (365 * DAY_SECONDS, 366 * DAY_SECONDS),
        };
        Some((low.saturating_mul(short), high.saturating_mul(long)))
    }
}

/// A point in time.
#[derive(Clone, Debug, PartialEq)]
pub enum Point {
    /// `day 22 at 24:00`
    Moment(Moment),
    /// `x being verified`
    Event(Event),
    /// `the start of one`; nothing named: of the agreement
    Start(Option<PhaseId>),
    /// `the end of one`; nothing named: of the agreement
    End(Option<PhaseId>),
    /// `3 days after P` (before: `after` is false)
    Offset {
        /// How long.
        duration: Duration,
        /// After it, not before.
        after: bool,
        /// From where.
        point: Box<Point>,
    },
    /// `the earlier of A and B`
    Earlier(Box<Point>, Box<Point>),
    /// `the later of A and B`
    Later(Box<Point>, Box<Point>),
}

/// Something that happens once.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `entry into force`
    EntryIntoForce,
    /// `signature`
    Signature,
    /// A milestone is reached.
    Milestone(MilestoneId),
    /// An article, phase or list takes a status; a bare article name means `done`.
    Being(Reference, Status),
    /// `one beginning`
    Beginning(Element),
    /// `one ending`
    Ending(Element),
    /// `each verification` of what is counted.
    EachVerification,
    /// `each request by relief`
    EachRequest(Who),
    /// `either A or B`: one of them, and the text does not say which.
    Either(Box<Event>, Box<Event>),
}

/// Hours of a day, in seconds from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From when; 0 where only an end is stated.
    pub from: i64,
    /// Until when.
    pub until: i64,
}

/// How an agreement enters into force.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// At a point in time.
    At(Point),
    /// When something holds.
    When(Condition),
}
