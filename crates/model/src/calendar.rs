//! The calendar of an agreement's zone, as a table the compiler made: instants to civil days and
//! back, without a clock.

use crate::{DAY_SECONDS, Duration, Instant, TimeUnit};

/// How far the zone is ahead of UTC, and from when. Where the zone is not stated the table is
/// empty, and days are those of UTC: the text still means one zone, and dates are compared with
/// dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// From which instant the zone is how many seconds ahead of UTC, earliest first; before the
    /// first, as at the first.
    pub offsets: Vec<(Instant, i64)>,
    /// Month ends round up (true) or down; nothing: not stated.
    pub month_ends_up: Option<bool>,
}

impl Calendar {
    fn offset(&self, at: Instant) -> i64 {
        let after = self.offsets.partition_point(|(from, _)| *from <= at);
        self.offsets
            .get(after.saturating_sub(1))
            .map_or(0, |(_, offset)| *offset)
    }

    /// The civil day an instant lies on, counted from 1 January 1970.
    #[must_use]
    pub fn day_of(&self, at: Instant) -> i64 {
        at.saturating_add(self.offset(at)).div_euclid(DAY_SECONDS)
    }

    /// The first instant that bears the date of a civil day.
    #[must_use]
    pub fn start_of(&self, day: i64) -> Instant {
        let midnight = day.saturating_mul(DAY_SECONDS);
        let before = midnight - self.offset(midnight.saturating_sub(DAY_SECONDS));
        let after = midnight - self.offset(midnight.saturating_add(DAY_SECONDS));
        let (early, late) = (before.min(after), before.max(after));
        if self.day_of(early) >= day {
            early
        } else {
            late
        }
    }

    /// The end of the civil day an instant lies on: 24:00, the first instant of the next.
    #[must_use]
    pub fn end_of_day(&self, at: Instant) -> Instant {
        self.start_of(self.day_of(at).saturating_add(1))
    }

    /// The earliest and the latest instant a stated length leads to from an instant, after it or
    /// before it: hours to the second; days and longer to 24:00 of the last day (before: to the
    /// start of the first). Nothing where the length is unstated, or where a month is too short
    /// and no rule says how to round.
    #[must_use]
    pub fn shift(&self, at: Instant, by: Duration, after: bool) -> Option<(Instant, Instant)> {
        let Duration::Stated {
            low, high, unit, ..
        } = by
        else {
            return None;
        };
        let (one, other) = (
            self.shift_by(at, low, unit, after)?,
            self.shift_by(at, high, unit, after)?,
        );
        Some((one.min(other), one.max(other)))
    }

    fn shift_by(&self, at: Instant, number: i64, unit: TimeUnit, after: bool) -> Option<Instant> {
        let number = if after { number } else { number.checked_neg()? };
        let days = match unit {
            TimeUnit::Minute => return at.checked_add(number.checked_mul(60)?),
            TimeUnit::Hour => return at.checked_add(number.checked_mul(3_600)?),
            TimeUnit::Day => number,
            TimeUnit::Week => number.checked_mul(7)?,
            TimeUnit::Month => return self.month_shift(at, number, after),
            TimeUnit::Year => return self.month_shift(at, number.checked_mul(12)?, after),
        };
        Some(self.edge(self.day_of(at).checked_add(days)?, after))
    }

    /// 24:00 of a day that a length leads to, or the start of one it leads back to.
    fn edge(&self, day: i64, after: bool) -> Instant {
        self.start_of(if after { day.saturating_add(1) } else { day })
    }

    fn month_shift(&self, at: Instant, months: i64, after: bool) -> Option<Instant> {
        let (year, month, day) = civil(self.day_of(at));
        let total = year
            .checked_mul(12)?
            .checked_add(month - 1)?
            .checked_add(months)?;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        let first = day_number(year, month, 1);
        let landed = first + day - 1;
        if civil(landed).1 == month {
            return Some(self.edge(landed, after));
        }
        let next = day_number(
            (total + 1).div_euclid(12),
            (total + 1).rem_euclid(12) + 1,
            1,
        );
        let day = if self.month_ends_up? { next } else { next - 1 };
        Some(self.edge(day, after))
    }
}

/// Year, month and day of a day counted from 1 January 1970, by the Gregorian calendar.
#[must_use]
pub fn civil(day: i64) -> (i64, i64, i64) {
    // Years are counted from March, so that the leap day is the last of its year.
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The day, counted from 1 January 1970, of a date of the Gregorian calendar.
#[must_use]
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_day_numbers_are_each_others_inverse() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(day_number(2024, 2, 29), 19_782);
        for day in -800_000..800_000 {
            let (year, month, of_month) = civil(day);
            assert_eq!(day_number(year, month, of_month), day);
        }
    }

    fn days(number: i64, unit: TimeUnit) -> Duration {
        Duration::Stated {
            about: false,
            low: number,
            high: number,
            unit,
        }
    }

    #[test]
    fn days_end_at_midnight_of_the_zone_and_hours_do_not() {
        // Two hours ahead of UTC, three from the tenth day on.
        let calendar = Calendar {
            offsets: vec![(0, 7_200), (10 * DAY_SECONDS, 10_800)],
            month_ends_up: None,
        };
        let noon = 8 * DAY_SECONDS + 10 * 3_600;
        assert_eq!(calendar.day_of(noon), 8);
        let (end, _) = calendar.shift(noon, days(1, TimeUnit::Day), true).unwrap();
        assert_eq!(end, 10 * DAY_SECONDS - 7_200, "24:00 of the ninth");
        let (end, _) = calendar.shift(noon, days(3, TimeUnit::Day), true).unwrap();
        assert_eq!(end, 12 * DAY_SECONDS - 10_800, "24:00 of the eleventh");
        let (end, _) = calendar
            .shift(noon, days(72, TimeUnit::Hour), true)
            .unwrap();
        assert_eq!(end, noon + 72 * 3_600);
        assert_eq!(calendar.end_of_day(noon), 9 * DAY_SECONDS - 7_200);
    }

    #[test]
    fn a_month_too_short_is_rounded_only_as_the_text_says() {
        let at = day_number(2025, 1, 31) * DAY_SECONDS + 5;
        let month = days(1, TimeUnit::Month);
        let ends = |up| {
            let calendar = Calendar {
                offsets: Vec::new(),
                month_ends_up: up,
            };
            let (end, _) = calendar.shift(at, month, true)?;
            Some(civil(end.div_euclid(DAY_SECONDS) - 1))
        };
        assert_eq!(ends(None), None);
        assert_eq!(ends(Some(false)), Some((2025, 2, 28)));
        assert_eq!(ends(Some(true)), Some((2025, 3, 1)));
    }
}
