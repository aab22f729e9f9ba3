//! Section 1 of the page: days, lengths, points, events, and the comparison of a deed with a
//! deadline.

use kernel::{Key, Timeliness};
use model::{
    ArticleId, DAY_SECONDS, DayStart, Duration, Element, Event, Instant, Made, Moment, PhaseId,
    Point, Reference, Status, Window,
};

use crate::number::Truth;
use crate::world::World;

/// An instant as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Known {
    /// It is known.
    At(Spot),
    /// It has not happened: the point is not known yet.
    NotYet,
    /// The text or the record gives too little to tell.
    Unknown,
}

/// A window, and whether it is exact: nothing becomes late by one that is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) window: Window,
    pub(crate) exact: bool,
}

/// Who asks: a point in a row, a round or a sentence means that row, round or sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asking {
    pub(crate) element: Element,
    pub(crate) key: Option<Key>,
    pub(crate) row: Option<u32>,
}

impl Asking {
    pub(crate) fn of(element: Element) -> Self {
        Self {
            element,
            key: None,
            row: None,
        }
    }

    pub(crate) fn row(article: ArticleId, row: Option<u32>) -> Self {
        Self {
            element: Element::Article(article),
            key: None,
            row,
        }
    }

    pub(crate) fn key(key: Key) -> Self {
        Self {
            element: Element::Article(key.article),
            key: Some(key),
            row: key.row,
        }
    }

    pub(crate) fn article(self) -> Option<ArticleId> {
        match self.element {
            Element::Article(id) => Some(id),
            _ => None,
        }
    }
}

fn exact(window: Window) -> Known {
    Known::At(Spot {
        window,
        exact: true,
    })
}

fn known(window: Option<Window>) -> Known {
    window.map_or(Known::NotYet, exact)
}

impl Known {
    /// The window, if it is known.
    pub(crate) fn window(self) -> Option<Window> {
        match self {
            Self::At(spot) => Some(spot.window),
            _ => None,
        }
    }

    /// The window, if it is known and exact: what a deadline may be (1.3).
    pub(crate) fn exactly(self) -> Option<Window> {
        match self {
            Self::At(spot) if spot.exact => Some(spot.window),
            _ => None,
        }
    }
}

/// 1.6: a point used as a start means its earliest moment.
pub(crate) fn reached(world: &World, point: Known) -> Truth {
    match point {
        Known::At(spot) => world.clock.reached(spot.window.earliest).into(),
        Known::NotYet => Truth::No,
        Known::Unknown => Truth::NotKnown,
    }
}

/// 1.5: whether an event has happened.
pub(crate) fn happened(point: Known) -> Truth {
    match point {
        Known::At(_) => Truth::Yes,
        Known::NotYet => Truth::No,
        Known::Unknown => Truth::NotKnown,
    }
}

/// 1.3: a window and a length after it: earliest plus the shortest, latest plus the longest.
pub(crate) fn later(world: &World, from: Window, by: Duration) -> Option<Window> {
    let calendar = &world.agreement.calendar;
    Some(Window {
        earliest: calendar.shift(from.earliest, by, true)?.0,
        latest: calendar.shift(last_day(world, from, by), by, true)?.1,
    })
}

/// 1.3: a window that ends at 24:00 lies on the day it ends: lengths in days count from that day.
fn last_day(world: &World, window: Window, by: Duration) -> Instant {
    let calendar = &world.agreement.calendar;
    let midnight = calendar.start_of(calendar.day_of(window.latest)) == window.latest;
    if by.civil() && midnight && window.earliest < window.latest {
        return window.latest.saturating_sub(1);
    }
    window.latest
}

/// The last moment of a length from an instant; nothing where it is not exact: nothing becomes
/// late by it (1.3).
pub(crate) fn end_of(world: &World, from: Instant, by: Duration) -> Option<Instant> {
    match by {
        Duration::Stated { about: false, .. } => {
            let (_, latest) = world.agreement.calendar.shift(from, by, true)?;
            Some(latest)
        }
        _ => None,
    }
}

/// A length in seconds, at its longest (a month counts 31 days); nothing where it is not exact.
pub(crate) fn seconds(length: Duration) -> Option<i64> {
    match length {
        Duration::Stated { about: false, .. } => length.seconds().map(|(_, longest)| longest),
        _ => None,
    }
}

/// 1.4: points.
pub(crate) fn point(world: &World, of: &Point, asking: Asking) -> Known {
    match of {
        Point::Moment(of) => moment(world, of, asking),
        Point::Event(of) => event(world, of, asking),
        Point::Start(None) => event(world, &Event::EntryIntoForce, asking),
        Point::Start(Some(phase)) => beginning(world, *phase),
        Point::End(None) => known(world.past.ended),
        Point::End(Some(phase)) => ending(world, *phase),
        Point::Offset {
            duration,
            after,
            point: of,
        } => offset(world, point(world, of, asking), *duration, *after),
        Point::Earlier(one, other) => both(
            (point(world, one, asking), point(world, other, asking)),
            |a, b| a.min(b),
        ),
        Point::Later(one, other) => both(
            (point(world, one, asking), point(world, other, asking)),
            |a, b| a.max(b),
        ),
    }
}

/// 1.3: `3 days after P`, `2 days before P`.
fn offset(world: &World, from: Known, by: Duration, after: bool) -> Known {
    let Known::At(spot) = from else {
        return from;
    };
    let calendar = &world.agreement.calendar;
    let one = calendar.shift(spot.window.earliest, by, after);
    let other = calendar.shift(last_day(world, spot.window, by), by, after);
    let (Some((earliest, _)), Some((_, latest)), Duration::Stated { about, .. }) = (one, other, by)
    else {
        return Known::Unknown;
    };
    Known::At(Spot {
        window: Window { earliest, latest },
        exact: spot.exact && !about,
    })
}

/// 1.4: the earlier or the later of two points is known when both are.
fn both(points: (Known, Known), pick: fn(Instant, Instant) -> Instant) -> Known {
    match points {
        (Known::At(one), Known::At(other)) => Known::At(Spot {
            window: Window {
                earliest: pick(one.window.earliest, other.window.earliest),
                latest: pick(one.window.latest, other.window.latest),
            },
            exact: one.exact && other.exact,
        }),
        (Known::NotYet, _) | (_, Known::NotYet) => Known::NotYet,
        _ => Known::Unknown,
    }
}

/// 1.4: a date or hour is its window; `day n` is counted from the first day of the day count.
pub(crate) fn moment(world: &World, of: &Moment, asking: Asking) -> Known {
    match of {
        Moment::Fixed { window, about } => Known::At(Spot {
            window: world.agreement.on_one_clock(*window),
            exact: !about,
        }),
        Moment::Counted {
            days,
            from,
            to,
            about,
        } => {
            let first = match first_day(world, asking) {
                Ok(first) => first,
                Err(unknown) => return unknown,
            };
            let day = first.saturating_add(*days);
            Known::At(Spot {
                window: Window {
                    earliest: hour_of(world, day, *from),
                    latest: hour_of(world, day, *to),
                },
                exact: !about,
            })
        }
        Moment::Rows { moments, .. } => {
            let row = asking.row.and_then(|row| moments.get(row as usize));
            match row {
                Some(Some(of)) => moment(world, of, asking),
                _ => Known::Unknown,
            }
        }
        Moment::Unknown => Known::Unknown,
    }
}

/// An hour of a civil day, in seconds from midnight; 24:00 is the first instant of the next (1.3).
pub(crate) fn hour_of(world: &World, day: i64, seconds: i64) -> Instant {
    let calendar = &world.agreement.calendar;
    if seconds >= DAY_SECONDS {
        return calendar.start_of(day.saturating_add(1));
    }
    calendar.start_of(day).saturating_add(seconds)
}

/// 1.4: the civil day from which days are counted.
pub(crate) fn first_day(world: &World, asking: Asking) -> Result<i64, Known> {
    let calendar = &world.agreement.calendar;
    let chosen = || {
        let day = world.profile.first_day.map(|at| calendar.day_of(at));
        day.ok_or(Known::Unknown)
    };
    match world.agreement.day_count.as_ref().map(|count| &count.start) {
        Some(DayStart::On(window)) => {
            Ok(calendar.day_of(world.agreement.on_one_clock(*window).earliest))
        }
        Some(DayStart::DayOf(of)) => match event(world, of, asking) {
            Known::At(spot) => {
                let day = calendar.day_of(spot.window.earliest);
                // 24:00 of a day still bounds that day.
                let same = spot.window.latest <= calendar.end_of_day(spot.window.earliest);
                if same { Ok(day) } else { Err(Known::Unknown) }
            }
            unknown => Err(unknown),
        },
        Some(DayStart::NotSettled) | None => chosen(),
        Some(DayStart::Unknown) => Err(Known::Unknown),
    }
}

/// 1.5: the window at which an event happened.
pub(crate) fn event(world: &World, of: &Event, asking: Asking) -> Known {
    match of {
        Event::EntryIntoForce | Event::Beginning(Element::Agreement) => entry(world),
        Event::Signature => world
            .agreement
            .made
            .iter()
            .filter(|line| matches!(line.how, Made::Signed | Made::Announced))
            .find_map(|line| line.on)
            .map_or(Known::Unknown, |on| exact(world.agreement.on_one_clock(on))),
        Event::Milestone(id) => known(world.past.reached.get(id).copied()),
        Event::Being(reference, status) => being(world, *reference, *status, asking),
        Event::Beginning(Element::Phase(phase)) => beginning(world, *phase),
        Event::Ending(Element::Phase(phase)) => ending(world, *phase),
        Event::Ending(Element::Agreement) => known(world.past.ended),
        Event::Beginning(_) | Event::Ending(_) => Known::Unknown,
        Event::EachVerification | Event::EachRequest(_) => {
            let made = asking.key.and_then(|key| world.past.made.get(&key));
            known(made.map(|made| made.window))
        }
        Event::Either(one, other) => {
            let one = event(world, one, asking);
            match one {
                Known::At(_) if one == event(world, other, asking) => one,
                _ => Known::Unknown,
            }
        }
    }
}

/// 2.1: where the text says nothing of entry into force, the point is not known, unless the
/// record tells it.
fn entry(world: &World) -> Known {
    let told = world
        .told
        .iter()
        .any(|told| told.fact == crate::world::Fact::EntersIntoForce);
    if world.agreement.entry.is_none() && !told {
        return Known::Unknown;
    }
    known(world.past.entered)
}

fn beginning(world: &World, phase: PhaseId) -> Known {
    known(world.past.phases.get(&phase).and_then(|life| life.began))
}

fn ending(world: &World, phase: PhaseId) -> Known {
    let over = world.past.phases.get(&phase).and_then(|life| life.over);
    known(over.map(|(_, window)| window))
}

/// 1.5: `x being s`: for several occurrences, the last; the first, where one that has the status is
/// enough (8). For `done`: performed. A status lost and taken again counts from the first time.
fn being(world: &World, of: Reference, status: Status, asking: Asking) -> Known {
    let status = match status {
        Status::Done => Status::Performed,
        other => other,
    };
    let taken = |key| {
        let since = world.past.taken.get(&(of.element, key, status));
        since.map(|since| since.window)
    };
    let Some(keys) = crate::conditions::keys_of(world, of, asking) else {
        return known(taken(None));
    };
    if keys.is_empty() || crate::conditions::more_to_come(world, of, status) {
        return Known::NotYet;
    }
    if crate::conditions::any_is_enough(status) {
        let windows = keys.into_iter().filter_map(|key| taken(Some(key)));
        return known(windows.min_by_key(|window| (window.latest, window.earliest)));
    }
    let mut last = None;
    for key in keys {
        let Some(window) = taken(Some(key)) else {
            return Known::NotYet;
        };
        let later = |one: Window| (one.latest, one.earliest) > (window.latest, window.earliest);
        if !last.is_some_and(later) {
            last = Some(window);
        }
    }
    known(last)
}

/// 1.7: a deed in a window against a deadline.
pub(crate) fn compare(deed: Window, about: bool, deadline: Window) -> Timeliness {
    let slack = if about { DAY_SECONDS } else { 0 };
    if deed.latest.saturating_add(slack) <= deadline.earliest {
        Timeliness::OnTime
    } else if after(deed, slack, deadline.latest) {
        Timeliness::Late
    } else {
        Timeliness::CannotTell
    }
}

/// 1.7: a day begins after the 24:00 of the day before.
fn after(deed: Window, slack: i64, limit: Instant) -> bool {
    let earliest = deed.earliest.saturating_sub(slack);
    let latest = deed.latest.saturating_add(slack);
    earliest > limit || (earliest == limit && latest > limit)
}
