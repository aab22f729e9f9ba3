//! Civil dates: the instants of the model turned back into days and hours of the agreement's zone.
//!
//! The model has no calendar: it holds the first and the last instant of a day, or one instant for
//! an hour; where no zone is stated these are 26 hours wider (from UTC+14 to UTC−12). Here the
//! same arithmetic runs backwards, with the same zone tables.
//!
//! A day number and a date are two names of one day once the count is declared. In an agreement
//! that was written as a formal annex the number comes first, `day 1 (19 January 2025)`; in the
//! record of a text that others signed the date comes first, `18 February 2025 (day 83)`, because
//! the model does not keep which of the two the text used, and a record must put no count into
//! mouths that never counted.

use super::English;
use crate::line::atom;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use model::{DAY_SECONDS, DayStart, Hours, Instant, MONTHS, Moment, Window};

/// Before UTC: how early a day can begin in a zone that is not stated.
const EARLIEST_ZONE: i64 = 14 * 3600;
/// After UTC: how late it can.
const LATEST_ZONE: i64 = 12 * 3600;

/// What a window is on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Civil {
    /// Whole days, from the first to the last.
    Days(Date, Date),
    /// An hour of a day.
    Hour(DateTime),
    /// From one hour to another.
    Between(DateTime, DateTime),
}

/// Whether midnight is read as the end of a day or as the start of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Midnight {
    /// `24:00`
    Ends,
    /// `00:00`
    Begins,
}

impl English<'_> {
    /// A day, perhaps with an hour.
    #[must_use]
    pub fn moment(&self, moment: &Moment) -> String {
        self.moment_at(moment, Midnight::Begins)
    }

    /// A day, perhaps with an hour; a last instant at midnight is the end of its day.
    pub(crate) fn moment_at(&self, moment: &Moment, midnight: Midnight) -> String {
        match moment {
            Moment::Fixed { window, about } => {
                format!(
                    "{}{}",
                    about_word(*about),
                    self.window_at(*window, midnight)
                )
            }
            Moment::Counted {
                days,
                from,
                to,
                about,
            } => format!(
                "{}{}",
                about_word(*about),
                self.counted_day(*days, *from, *to)
            ),
            Moment::Rows { schedule, moments } => self.rows_moment(*schedule, moments, midnight),
            Moment::Unknown => "a day that cannot be told".to_owned(),
        }
    }

    fn rows_moment(
        &self,
        schedule: model::ScheduleId,
        moments: &[Option<Moment>],
        midnight: Midnight,
    ) -> String {
        match self.row {
            Some((printed, row)) if printed == schedule => match moments.get(row as usize) {
                Some(Some(moment)) => self.moment_at(moment, midnight),
                _ => "a day that the text does not state".to_owned(),
            },
            _ => {
                let name = self.name(model::Element::Schedule(schedule));
                format!("the day stated in {name}")
            }
        }
    }

    /// A day of a count whose first day is not a date.
    fn counted_day(&self, days: i64, from: i64, to: i64) -> String {
        let first = self
            .agreement
            .day_count
            .as_ref()
            .map_or(1, |count| count.first);
        let day = days.saturating_add(first);
        if from == to {
            return format!("{}, {}", atom(&format!("day {day}")), self.hour(from));
        }
        let length = (to - from) / DAY_SECONDS;
        if length > 1 {
            let last = day.saturating_add(length - 1);
            let week = week_of(days, length).map_or_else(
                || format!("days {day} to {last}"),
                |week| format!("week {week} (days {day} to {last})"),
            );
            return atom(&week);
        }
        atom(&format!("day {day}"))
    }

    /// A stretch of instants as days and hours.
    #[must_use]
    pub fn window(&self, window: Window) -> String {
        self.window_at(window, Midnight::Begins)
    }

    pub(crate) fn window_at(&self, window: Window, midnight: Midnight) -> String {
        match self.civil(window) {
            Some(Civil::Days(first, last)) => atom(&self.days(first, last)),
            Some(Civil::Hour(at)) => atom(&self.day_and_hour(at, midnight)),
            Some(Civil::Between(from, to)) => format!(
                "between {} and {}",
                atom(&self.day_and_hour(from, Midnight::Begins)),
                atom(&self.day_and_hour(to, midnight))
            ),
            None => "a day outside the calendar".to_owned(),
        }
    }

    fn days(&self, first: Date, last: Date) -> String {
        if first == last {
            return self.day_and_date(first);
        }
        let dates = format!("{} to {}", date_words(first), date_words(last));
        let length = i64::from((last - first).get_days()) + 1;
        let week = self
            .day_number(first)
            .zip(self.agreement.day_count.as_ref())
            .and_then(|(day, count)| week_of(day - count.first, length));
        match week {
            Some(week) => format!("week {week} ({dates})"),
            None => dates,
        }
    }

    /// `on day 1`, `in week 6`
    pub(crate) fn on_moment(&self, moment: &Moment) -> String {
        let said = self.moment(moment);
        if crate::line::plain(&said).starts_with("week ") {
            format!("in {said}")
        } else {
            format!("on {said}")
        }
    }

    fn day_and_date(&self, date: Date) -> String {
        let words = date_words(date);
        match self.day_number(date) {
            None => words,
            Some(number) if self.agreement.as_signed => format!("{words} (day {number})"),
            Some(number) => format!("day {number} ({words})"),
        }
    }

    fn day_and_hour(&self, at: DateTime, midnight: Midnight) -> String {
        let seconds = seconds_of_day(at);
        match (midnight, seconds) {
            (Midnight::Ends, 0) => {
                let day = at.date().yesterday().unwrap_or(at.date());
                format!("{}, {}", self.day_and_date(day), self.hour(DAY_SECONDS))
            }
            _ => format!("{}, {}", self.day_and_date(at.date()), self.hour(seconds)),
        }
    }

    /// The number of a date in the agreement's count, where that count begins on a date.
    fn day_number(&self, date: Date) -> Option<i64> {
        let count = self.agreement.day_count.as_ref()?;
        let DayStart::On(window) = count.start else {
            return None;
        };
        let start = match self.civil(window)? {
            Civil::Days(first, last) if first == last => first,
            Civil::Hour(at) => at.date(),
            _ => return None,
        };
        let number = i64::from((date - start).get_days()) + count.first;
        // Days before the count begins have no number.
        (number >= count.first).then_some(number)
    }

    /// `16:00, Cairo time`
    pub(crate) fn hour(&self, seconds: i64) -> String {
        format!("{}, {}", clock_words(seconds), self.zone_words())
    }

    /// `Cairo time`, or that no zone is stated.
    pub(crate) fn zone_words(&self) -> String {
        match self.agreement.zone.as_deref() {
            None => "time zone not stated".to_owned(),
            Some("UTC" | "Etc/UTC") => "UTC".to_owned(),
            Some(zone) => {
                let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
                format!("{city} time")
            }
        }
    }

    /// Hours of a day: ` no later than 16:00, Cairo time`, with the space before it.
    pub(crate) fn hours(&self, hours: Option<Hours>) -> String {
        match hours {
            None => String::new(),
            Some(Hours { from: 0, until }) => {
                format!(" no later than {}", atom(&self.hour(until)))
            }
            Some(Hours { from, until }) => format!(
                " between {} and {}",
                atom(&clock_words(from)),
                atom(&self.hour(until))
            ),
        }
    }

    /// What a window is on the calendar of the agreement's zone.
    pub(crate) fn civil(&self, window: Window) -> Option<Civil> {
        let (zone, first, last) = match self.zone() {
            Some(zone) => (zone, window.earliest, window.latest),
            // Without a zone every instant was widened; a narrower window came from elsewhere.
            None if window.latest - window.earliest >= EARLIEST_ZONE + LATEST_ZONE => (
                TimeZone::UTC,
                window.earliest.checked_add(EARLIEST_ZONE)?,
                window.latest.checked_sub(LATEST_ZONE)?,
            ),
            None => (TimeZone::UTC, window.earliest, window.latest),
        };
        let from = civil_in(&zone, first)?;
        let to = civil_in(&zone, last)?;
        let whole = starts_day(&zone, from.date(), first) && starts_day(&zone, to.date(), last);
        if whole && to.date() > from.date() {
            return Some(Civil::Days(from.date(), to.date().yesterday().ok()?));
        }
        // Two instants that bear one hour: clocks went back over it.
        if from == to {
            return Some(Civil::Hour(from));
        }
        Some(Civil::Between(from, to))
    }

    fn zone(&self) -> Option<TimeZone> {
        let name = self.agreement.zone.as_deref()?;
        TimeZone::get(name).ok()
    }
}

/// The number of the week that begins so many days after the first, if it is a week of the count.
fn week_of(days: i64, length: i64) -> Option<i64> {
    (length == 7 && days >= 0 && days % 7 == 0).then_some(days / 7 + 1)
}

fn civil_in(zone: &TimeZone, instant: Instant) -> Option<DateTime> {
    let at = Timestamp::from_second(instant).ok()?;
    Some(zone.to_datetime(at))
}

fn starts_day(zone: &TimeZone, date: Date, instant: Instant) -> bool {
    date.to_zoned(zone.clone())
        .is_ok_and(|start| start.timestamp().as_second() == instant)
}

fn seconds_of_day(at: DateTime) -> i64 {
    i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second())
}

fn about_word(about: bool) -> &'static str {
    if about { "about " } else { "" }
}

/// `19 January 2025`
pub(crate) fn date_words(date: Date) -> String {
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// `16:00`
fn clock_words(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Agreement, DayCount};

    const CAIRO_19_JANUARY: i64 = 1_737_237_600;

    fn cairo() -> Agreement {
        Agreement {
            zone: Some("Africa/Cairo".to_owned()),
            day_count: Some(DayCount {
                first: 1,
                start: DayStart::On(day(CAIRO_19_JANUARY)),
            }),
            ..Agreement::default()
        }
    }

    fn day(start: i64) -> Window {
        Window {
            earliest: start,
            latest: start + DAY_SECONDS,
        }
    }

    fn at(instant: i64) -> Window {
        Window {
            earliest: instant,
            latest: instant,
        }
    }

    #[test]
    fn a_day_has_a_number_and_a_date() {
        let agreement = cairo();
        let english = English::new(&agreement);
        let said = |window| crate::line::plain(&english.window(window));
        assert_eq!(said(day(CAIRO_19_JANUARY)), "day 1 (19 January 2025)");
        assert_eq!(
            said(at(CAIRO_19_JANUARY + 16 * 3600)),
            "day 1 (19 January 2025), 16:00, Cairo time"
        );
        assert_eq!(said(day(CAIRO_19_JANUARY - DAY_SECONDS)), "18 January 2025");
    }

    #[test]
    fn a_last_instant_at_midnight_ends_its_day() {
        let agreement = cairo();
        let english = English::new(&agreement);
        let midnight = at(CAIRO_19_JANUARY + 22 * DAY_SECONDS);
        assert_eq!(
            crate::line::plain(&english.window_at(midnight, Midnight::Ends)),
            "day 22 (9 February 2025), 24:00, Cairo time"
        );
        assert_eq!(
            crate::line::plain(&english.window_at(midnight, Midnight::Begins)),
            "day 23 (10 February 2025), 00:00, Cairo time"
        );
    }

    #[test]
    fn a_record_puts_the_date_first() {
        let agreement = Agreement {
            as_signed: true,
            ..cairo()
        };
        let english = English::new(&agreement);
        assert_eq!(
            crate::line::plain(&english.window(day(CAIRO_19_JANUARY + 30 * DAY_SECONDS))),
            "18 February 2025 (day 31)"
        );
    }

    #[test]
    fn without_a_zone_the_wide_window_is_still_one_day() {
        let agreement = Agreement::default();
        let english = English::new(&agreement);
        let utc = 1_135_987_200; // 31 December 2005, 00:00 UTC
        let wide = Window {
            earliest: utc - EARLIEST_ZONE,
            latest: utc + DAY_SECONDS + LATEST_ZONE,
        };
        assert_eq!(
            crate::line::plain(&english.window(wide)),
            "31 December 2005"
        );
        let hour = Window {
            earliest: utc + 4 * 3600 - EARLIEST_ZONE,
            latest: utc + 4 * 3600 + LATEST_ZONE,
        };
        assert_eq!(
            crate::line::plain(&english.window(hour)),
            "31 December 2005, 04:00, time zone not stated"
        );
    }
}
