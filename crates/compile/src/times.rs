//! The calendar: civil days and hours in the agreement's zone to instants.

use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use model::{DAY_SECONDS, Instant, Window};
use syntax::ast;

/// Where the zone is not stated, an hour may be that of any zone: from UTC+14, which comes first,
/// to UTC−12.
const EASTMOST: i64 = 14 * 3600;
/// See [`EASTMOST`].
const WESTMOST: i64 = 12 * 3600;

/// Changes of clocks are tabled until 1 January 2100; nobody knows those of later years.
const LAST_CHANGE: Instant = 4_102_444_800;

/// Minutes in a civil day.
pub(crate) const DAY_MINUTES: u16 = 1440;

/// What the agreement says of its calendar.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// The zone; nothing: not stated.
    pub(crate) zone: Option<TimeZone>,
    /// How day numbers turn into dates, where the agreement says so.
    pub(crate) count: Option<Count>,
    /// Month ends round up (true) or down; nothing: not stated.
    pub(crate) month_ends_up: Option<bool>,
    /// The date of signature.
    pub(crate) signed: Option<civil::Date>,
}

/// How day numbers turn into dates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    /// The number of the first day.
    pub(crate) first: i64,
    /// The first day, and whether `about` stood before it; nothing: it hangs on an event.
    pub(crate) start: Option<(civil::Date, bool)>,
}

/// An hour on the clock that the clock skips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// By how many minutes clocks go forward.
    pub(crate) minutes: i32,
}

/// Where a date some months away falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Landing {
    /// On the same day of its month.
    Day(civil::Date),
    /// That month is too short: its last day, and the first of the next.
    Short(civil::Date, civil::Date),
}

impl Clock {
    /// The instants of a whole day, or of an hour of it (in minutes); with the hour, whether
    /// clocks skip it. Nothing at the edge of the calendar.
    pub(crate) fn window(
        &self,
        date: civil::Date,
        minutes: Option<u16>,
    ) -> Option<(Window, Option<Skipped>)> {
        let Some(minutes) = minutes else {
            let (start, _) = self.instants(date, 0)?;
            let (end, _) = self.instants(days_later(date, 1)?, 0)?;
            let window = Window {
                earliest: start.earliest,
                latest: end.latest,
            };
            return Some((window, None));
        };
        if minutes >= DAY_MINUTES {
            let (window, _) = self.instants(days_later(date, 1)?, 0)?;
            return Some((window, None));
        }
        self.instants(date, minutes)
    }

    /// The days of the zone as a table of instants, for those who have no calendar.
    pub(crate) fn calendar(&self) -> model::Calendar {
        let mut offsets = Vec::new();
        if let Some(zone) = &self.zone {
            let from = jiff::Timestamp::UNIX_EPOCH;
            offsets.push((i64::MIN, i64::from(zone.to_offset(from).seconds())));
            let changes = zone.following(from);
            let until = changes.take_while(|change| change.timestamp().as_second() < LAST_CHANGE);
            offsets.extend(until.map(|change| {
                let at = change.timestamp().as_second();
                (at, i64::from(change.offset().seconds()))
            }));
        }
        model::Calendar {
            offsets,
            month_ends_up: self.month_ends_up,
        }
    }

    fn instants(&self, date: civil::Date, minutes: u16) -> Option<(Window, Option<Skipped>)> {
        let hour = i8::try_from(minutes / 60).ok()?;
        let minute = i8::try_from(minutes % 60).ok()?;
        let time = civil::Time::new(hour, minute, 0, 0).ok()?;
        let civil = date.to_datetime(time);
        let Some(zone) = &self.zone else {
            let utc = instant(civil, Offset::UTC)?;
            let window = Window {
                earliest: utc - EASTMOST,
                latest: utc + WESTMOST,
            };
            return Some((window, None));
        };
        // At midnight a day begins whatever clocks do: at the first instant that bears its date.
        let (earliest, latest, skipped) = match zone.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => {
                let at = instant(civil, offset)?;
                (at, at, None)
            }
            AmbiguousOffset::Gap { before, after } => {
                let at = instant(civil, before)?;
                let minutes = (after.seconds() - before.seconds()) / 60;
                (at, at, Some(Skipped { minutes }))
            }
            AmbiguousOffset::Fold { before, .. } if minutes == 0 => {
                let at = instant(civil, before)?;
                (at, at, None)
            }
            AmbiguousOffset::Fold { before, after } => {
                (instant(civil, before)?, instant(civil, after)?, None)
            }
        };
        Some((Window { earliest, latest }, skipped))
    }

    /// The date some months after (or before) another.
    pub(crate) fn months_later(date: civil::Date, months: i64) -> Option<Landing> {
        let span = jiff::Span::new().try_months(months).ok()?;
        let landed = date.checked_add(span).ok()?;
        if landed.day() == date.day() {
            Some(Landing::Day(landed))
        } else {
            Some(Landing::Short(landed, days_later(landed, 1)?))
        }
    }
}

/// A civil time as an instant.
fn instant(civil: civil::DateTime, offset: Offset) -> Option<Instant> {
    Some(offset.to_timestamp(civil).ok()?.as_second())
}

/// The date some days after (or before) another.
pub(crate) fn days_later(date: civil::Date, days: i64) -> Option<civil::Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    date.checked_add(span).ok()
}

/// A date that exists.
pub(crate) fn date_of(date: &ast::Date) -> Option<civil::Date> {
    let year = i16::try_from(date.year).ok()?;
    let month = i8::try_from(date.month).ok()?;
    let day = i8::try_from(date.day).ok()?;
    civil::Date::new(year, month, day).ok()
}

/// The English name of a month, as the grammar has it.
pub(crate) fn month_name(month: u8) -> &'static str {
    words::MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or("month")
}

/// The number of a month named in English.
pub(crate) fn month_number(name: &str) -> Option<u8> {
    (1..=12).find(|month| month_name(*month) == name)
}

/// `31 January 2025`
pub(crate) fn date_words(date: civil::Date) -> String {
    let month = month_name(u8::try_from(date.month()).unwrap_or(0));
    format!("{} {month} {}", date.day(), date.year())
}

/// `16:00`
pub(crate) fn time_words(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Hours of a day, in seconds.
pub(crate) fn hours_of(hours: &ast::Hours) -> model::Hours {
    let seconds = |time: ast::Time| i64::from(time.minutes) * 60;
    match *hours {
        ast::Hours::By(until) => model::Hours {
            from: 0,
            until: seconds(until),
        },
        ast::Hours::Between(from, until) => model::Hours {
            from: seconds(from),
            until: seconds(until),
        },
    }
}

/// `every day`
pub(crate) const EACH_DAY: model::Duration = model::Duration::Stated {
    about: false,
    low: 1,
    high: 1,
    unit: words::TimeUnit::Day,
};

/// Seconds of an hour within its day.
pub(crate) fn seconds_of(minutes: Option<u16>, days: i64) -> (i64, i64) {
    match minutes {
        Some(minutes) => {
            let at = i64::from(minutes) * 60;
            (
                at,
                at.saturating_add((days - 1).saturating_mul(DAY_SECONDS)),
            )
        }
        None => (0, days.saturating_mul(DAY_SECONDS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: &str) -> Clock {
        Clock {
            zone: TimeZone::get(zone).ok(),
            ..Clock::default()
        }
    }

    #[test]
    fn a_day_in_cairo_is_two_hours_ahead() {
        let (day, skipped) = clock("Africa/Cairo")
            .window(civil::date(2025, 1, 19), None)
            .unwrap();
        assert_eq!(skipped, None);
        assert_eq!(day.latest - day.earliest, DAY_SECONDS);
        assert_eq!(day.earliest, 1_737_237_600, "18 January 2025, 22:00 UTC");
    }

    #[test]
    fn without_a_zone_a_day_is_26_hours_wider() {
        let (day, _) = Clock::default()
            .window(civil::date(2005, 12, 31), None)
            .unwrap();
        assert_eq!(day.latest - day.earliest, DAY_SECONDS + 26 * 3600);
        let (hour, _) = Clock::default()
            .window(civil::date(2005, 12, 31), Some(960))
            .unwrap();
        assert_eq!(hour.latest - hour.earliest, 26 * 3600);
    }

    #[test]
    fn clocks_skip_hours_and_repeat_them() {
        let jerusalem = clock("Asia/Jerusalem");
        let (_, skipped) = jerusalem
            .window(civil::date(2025, 3, 28), Some(150))
            .unwrap();
        assert_eq!(
            skipped,
            Some(Skipped { minutes: 60 }),
            "02:30 on 28 March 2025"
        );
        let (twice, skipped) = jerusalem
            .window(civil::date(2025, 10, 26), Some(90))
            .unwrap();
        assert_eq!(skipped, None);
        assert_eq!(twice.latest - twice.earliest, 3600, "01:30 comes twice");
        let (day, skipped) = clock("Asia/Beirut")
            .window(civil::date(2025, 3, 30), None)
            .unwrap();
        assert_eq!(skipped, None, "a day that begins at 01:00 exists");
        assert_eq!(day.latest - day.earliest, 23 * 3600);
    }

    #[test]
    fn the_end_of_a_day_is_the_start_of_the_next() {
        let cairo = clock("Africa/Cairo");
        let (end, _) = cairo
            .window(civil::date(2025, 2, 9), Some(DAY_MINUTES))
            .unwrap();
        let (next, _) = cairo.window(civil::date(2025, 2, 10), Some(0)).unwrap();
        assert_eq!(end, next);
    }

    #[test]
    fn a_month_may_be_too_short() {
        assert_eq!(
            Clock::months_later(civil::date(2025, 1, 31), 1),
            Some(Landing::Short(
                civil::date(2025, 2, 28),
                civil::date(2025, 3, 1)
            ))
        );
        assert_eq!(
            Clock::months_later(civil::date(2025, 1, 31), 2),
            Some(Landing::Day(civil::date(2025, 3, 31)))
        );
    }
}
