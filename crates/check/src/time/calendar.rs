//! Dates and lengths in a reader's words, and civil days where the text fixes them.
//!
//! The model has no calendar: the compiler works dates out. Each whole day of the text shows where
//! midnight stands in its zone, and the nearest one serves for an instant beside it.

use model::{
    Agreement, Change, Clause, DAY_SECONDS, DayStart, FromEnd, Instant, MONTHS, Moment, Point,
    Window,
};

/// What a time in words is the end or the start of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A first instant: midnight is the start of a day.
    From,
    /// A last instant: midnight is the end of a day, at 24:00.
    Until,
}

/// The dates of an agreement, as seconds from its own zero.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The instant of zero.
    zero: Instant,
    /// Whole days of the text, by their start.
    days: Vec<Window>,
    /// The number of the first day of the count, and its start from zero.
    count: Option<(i64, i64)>,
    /// By how much a civil day may differ from 24 hours here.
    pub slop: i64,
}

impl Calendar {
    /// Reads the dates of an agreement.
    pub fn of(agreement: &Agreement) -> Self {
        let all = windows(agreement);
        let mut days: Vec<Window> = all.iter().copied().filter(whole_day).collect();
        days.sort_unstable();
        days.dedup();
        let first = days.first().map(|day| day.earliest);
        let zero = first.or_else(|| all.iter().map(|window| window.earliest).min());
        let zero = zero.unwrap_or(0);
        // Where all midnights stand alike no clock was changed between them.
        let alike = |day: &Window| (day.earliest - zero).rem_euclid(DAY_SECONDS) == 0;
        let slop = if days.iter().all(alike) { 0 } else { 3_600 };
        let count = agreement.day_count.as_ref();
        let count = count.and_then(|count| match &count.start {
            DayStart::On(window) => {
                let start = agreement.on_one_clock(*window).earliest;
                Some((count.first, start.saturating_sub(zero)))
            }
            _ => None,
        });
        Self {
            zero,
            days,
            count,
            slop,
        }
    }

    /// A window, from zero.
    pub fn told_from_zero(&self, agreement: &Agreement, window: Window) -> (i64, i64) {
        let window = agreement.on_one_clock(window);
        let from = window.earliest.saturating_sub(self.zero);
        (from, window.latest.saturating_sub(self.zero))
    }

    /// The start of the day on which a time lies, as far as the days of the text show it.
    pub fn day_start(&self, time: i64) -> Option<i64> {
        let midnight = self.near(time)?.earliest - self.zero;
        // A day of 23 or 25 hours between them moves midnight by an hour.
        let into = (time - midnight).rem_euclid(DAY_SECONDS);
        if self.slop > 0 && DAY_SECONDS - into <= self.slop {
            return Some(time + DAY_SECONDS - into);
        }
        Some(time - into)
    }

    fn near(&self, time: i64) -> Option<&Window> {
        let after = self
            .days
            .partition_point(|day| day.earliest - self.zero <= time);
        self.days.get(after.saturating_sub(1))
    }

    /// `day 50 at 24:00`, `31 December 2005 at 24:00`; nothing where no day of the text is known.
    pub fn words(&self, time: i64, side: Side) -> Option<String> {
        let near = *self.near(time)?;
        let start = self.day_start(time)?;
        let (start, hour) = shown(start, time - start, side, self.slop);
        let hour = hour_words(hour);
        if let Some((first, count)) = self.count
            && start + self.slop >= count
        {
            let number = first + (start - count + self.slop).div_euclid(DAY_SECONDS);
            return Some(format!("day {number}{hour}"));
        }
        Some(format!("{}{hour}", self.date(near, start)))
    }

    /// How many civil days lie between two times: from 3 to 17 May, 14.
    pub fn days_between(&self, from: i64, until: i64) -> i64 {
        let midnight = |time| self.day_start(time).unwrap_or(time);
        // A day of 23 or 25 hours between them moves midnight by an hour.
        (midnight(until) - midnight(from) + DAY_SECONDS / 2).div_euclid(DAY_SECONDS)
    }

    /// `4 May 2025`, `4 May 2025 at 16:00`, also where the text counts days.
    pub fn date_of(&self, time: i64) -> Option<String> {
        let near = *self.near(time)?;
        let start = self.day_start(time)?;
        let (start, hour) = shown(start, time - start, Side::From, self.slop);
        Some(format!("{}{}", self.date(near, start), hour_words(hour)))
    }

    /// The civil day, counted from 1 January 1970, and the seconds into it; nothing where no day
    /// of the text is known.
    pub fn civil(&self, time: i64, side: Side) -> Option<(i64, i64)> {
        let near = *self.near(time)?;
        let start = self.day_start(time)?;
        let (start, into) = shown(start, time - start, side, self.slop);
        Some((self.day_number(near, start), into))
    }

    /// A time as an instant of everybody's clock.
    pub fn instant(&self, time: i64) -> Instant {
        self.zero.saturating_add(time)
    }

    /// An instant, from zero.
    pub fn since_zero(&self, at: Instant) -> i64 {
        at.saturating_sub(self.zero)
    }

    /// The civil date of a day: the noon of a whole day of the text has it in every zone.
    fn date(&self, near: Window, start: i64) -> String {
        date_words(self.day_number(near, start))
    }

    fn day_number(&self, near: Window, start: i64) -> i64 {
        let noon = near.earliest + (near.latest - near.earliest) / 2;
        let apart = (start + self.zero - near.earliest + DAY_SECONDS / 2).div_euclid(DAY_SECONDS);
        noon.div_euclid(DAY_SECONDS) + apart
    }

    /// `day 50 at 24:00` of a count whose first day is not a date.
    pub fn count_words(agreement: &Agreement, time: i64, side: Side) -> String {
        let first = agreement.day_count.as_ref().map_or(1, |count| count.first);
        let start = time - time.rem_euclid(DAY_SECONDS);
        let (start, hour) = shown(start, time - start, side, 0);
        format!("day {}{}", first + start / DAY_SECONDS, hour_words(hour))
    }
}

/// Midnight belongs to the day that ends with it, where an end is meant.
fn shown(start: i64, into: i64, side: Side, slop: i64) -> (i64, i64) {
    match side {
        Side::Until if into <= slop => (start - DAY_SECONDS, DAY_SECONDS),
        _ => (start, into),
    }
}

/// ` at 16:00`; nothing at the start of a day.
fn hour_words(into: i64) -> String {
    match into {
        0..60 => String::new(),
        _ => format!(" at {:02}:{:02}", into / 3_600, into % 3_600 / 60),
    }
}

/// `2 days`, `1 day and 6 hours`, `30 minutes`.
pub fn length_words(seconds: i64) -> String {
    let (days, rest) = (seconds / DAY_SECONDS, seconds % DAY_SECONDS);
    let parts = [
        (days, "day"),
        (rest / 3_600, "hour"),
        (rest % 3_600 / 60, "minute"),
    ];
    let mut said: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number != 0)
        .map(|(number, word)| counted(*number, word))
        .collect();
    said.truncate(2);
    match said.as_slice() {
        [] if seconds > 0 => "less than a minute".to_owned(),
        [] => "0 hours".to_owned(),
        _ => crate::view::join(&said),
    }
}

/// `1 day`, `2 days`.
pub fn counted(number: i64, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

/// A day counted from 1 January 1970 as a date (Hinnant 2013, "chrono-compatible low-level date
/// algorithms", `civil_from_days`).
fn date_words(days: i64) -> String {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year + era * 400 + i64::from(month < 2);
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default();
    format!("{day} {name} {year}")
}

fn whole_day(window: &Window) -> bool {
    (DAY_SECONDS - 3_600..=DAY_SECONDS + 3_600).contains(&(window.latest - window.earliest))
}

/// Every fixed window of the text, as clocks in one place show it.
fn windows(agreement: &Agreement) -> Vec<Window> {
    let mut found = Vec::new();
    if let Some(count) = &agreement.day_count
        && let DayStart::On(window) = &count.start
    {
        found.push(*window);
    }
    if let Some(model::Entry::At(point)) = &agreement.entry {
        of_point(point, &mut found);
    }
    found.extend(agreement.made.iter().filter_map(|made| made.on));
    for milestone in &agreement.milestones {
        let by = milestone.by.iter().map(|(point, _)| point);
        for point in milestone.at.iter().chain(by) {
            of_point(point, &mut found);
        }
    }
    for phase in &agreement.phases {
        for point in phase.from.iter().chain(&phase.until) {
            of_point(point, &mut found);
        }
    }
    for article in &agreement.articles {
        of_clauses(&article.clauses, &mut found);
    }
    for change in agreement.amendments.iter().flat_map(|one| &one.changes) {
        if let Change::NowDue(_, clause) = change {
            of_clauses(std::slice::from_ref(clause), &mut found);
        }
    }
    for window in &mut found {
        *window = agreement.on_one_clock(*window);
    }
    found
}

fn of_clauses(clauses: &[Clause], into: &mut Vec<Window>) {
    for clause in clauses {
        match clause {
            Clause::On { moment, .. } => of_moment(moment, into),
            Clause::By(point) | Clause::NotBefore(point) | Clause::Until(point) => {
                of_point(point, into);
            }
            Clause::Between(from, until) => {
                of_point(from, into);
                of_point(until, into);
            }
            Clause::From { start, end } => {
                of_point(start, into);
                if let FromEnd::Until(point) = end {
                    of_point(point, into);
                }
            }
            Clause::Every { from, until, .. } => {
                of_point(from, into);
                if let Some(point) = until {
                    of_point(point, into);
                }
            }
            _ => {}
        }
    }
}

fn of_point(point: &Point, into: &mut Vec<Window>) {
    match point {
        Point::Moment(moment) => of_moment(moment, into),
        Point::Offset { point, .. } => of_point(point, into),
        Point::Earlier(one, other) | Point::Later(one, other) => {
            of_point(one, into);
            of_point(other, into);
        }
        Point::Event(_) | Point::Start(_) | Point::End(_) => {}
    }
}

fn of_moment(moment: &Moment, into: &mut Vec<Window>) {
    match moment {
        Moment::Fixed { window, .. } => into.push(*window),
        Moment::Rows { moments, .. } => {
            for moment in moments.iter().flatten() {
                of_moment(moment, into);
            }
        }
        Moment::Counted { .. } | Moment::Unknown => {}
    }
}
