//! Times in words, and the ticks of a scale.

use check::plan::{Base, FIRST_DAY, Side, Timetable};
use model::{DAY_SECONDS, MONTHS, civil};

use crate::chart::{At, Scale};

/// `1 March 2025`
fn date(day: i64) -> String {
    let (year, month, of_month) = civil(day);
    format!("{of_month} {} {year}", month_name(month))
}

fn month_name(month: i64) -> &'static str {
    let index = usize::try_from(month - 1).unwrap_or(0);
    MONTHS.get(index).copied().unwrap_or_default()
}

/// The scale of a timetable.
pub(crate) fn scale(table: &Timetable<'_>) -> Scale {
    let count = table.agreement().day_count.as_ref();
    let first = table.by_right().of(FIRST_DAY);
    let count = count.zip(first).map(|(count, first)| {
        let (day, _) = table.civil(first, Side::From);
        (count.first, day)
    });
    Scale {
        dated: table.base() == Base::Dates,
        zero: table.civil(0, Side::From),
        count,
        since: match table.base() {
            Base::Dates => String::new(),
            Base::FirstDay => "the first day".to_owned(),
            Base::Entry => "entry into force".to_owned(),
        },
    }
}

/// A time with its words.
pub(crate) fn at(table: &Timetable<'_>, scale: &Scale, time: i64, side: Side) -> At {
    let (day, into) = table.civil(time, side);
    // The last second of a day without an hour is its end.
    let into = match side {
        Side::Until if into == DAY_SECONDS - 1 => DAY_SECONDS,
        _ => into,
    };
    let hour = match (side, into) {
        (Side::From, 0..60) => String::new(),
        _ => format!(", {:02}:{:02}", into / 3_600, into % 3_600 / 60),
    };
    At {
        time,
        words: format!("{}{hour}", scale.day(day)),
    }
}

impl Scale {
    /// `day 42 (1 March 2025)`
    pub(crate) fn day(&self, day: i64) -> String {
        match (self.number(day), self.dated) {
            (Some(number), true) => format!("day {number} ({})", date(day)),
            (Some(number), false) => format!("day {number}"),
            (None, true) => date(day),
            (None, false) => match day {
                0 => format!("the day of {}", self.since),
                1 => format!("1 day after {}", self.since),
                days => format!("{days} days after {}", self.since),
            },
        }
    }

    /// The number of a civil day, in a count.
    pub(crate) fn number(&self, day: i64) -> Option<i64> {
        let (first, start) = self.count?;
        (day >= start).then(|| first + day - start)
    }

    /// The civil day a time lies on, as nearly as a drawing needs.
    pub(crate) fn civil(&self, time: i64) -> i64 {
        let (day, into) = self.zero;
        day + (time + into).div_euclid(DAY_SECONDS)
    }

    /// The time at which a civil day begins, as nearly as a drawing needs.
    pub(crate) fn start(&self, day: i64) -> i64 {
        let (zero, into) = self.zero;
        (day - zero) * DAY_SECONDS - into
    }

    /// The ticks between two times: when, and two lines of words (a date, a number of the count).
    pub(crate) fn ticks(&self, from: i64, to: i64, most: usize) -> Vec<Tick> {
        let (first, last) = (self.civil(from), self.civil(to - 1));
        let days = (last - first + 1).max(1);
        let most = i64::try_from(most.max(1)).unwrap_or(1);
        let mut ticks = Vec::new();
        let step = STEPS.into_iter().find(|step| days / step < most);
        match step {
            Some(step) => {
                let start = self.count.map_or(first, |(_, start)| start);
                let mut day = first + (start - first).rem_euclid(step);
                while day <= last {
                    ticks.push(self.tick(day));
                    day += step;
                }
            }
            None => self.yearly(first, last, most, &mut ticks),
        }
        ticks
    }

    /// Years, where even quarters are too many.
    fn yearly(&self, first: i64, last: i64, most: i64, into: &mut Vec<Tick>) {
        let (from, until) = (civil(first).0, civil(last).0);
        let each = ((until - from) / most + 1).max(1);
        let mut year = from + 1;
        while year <= until {
            into.push(self.tick(model::day_number(year, 1, 1)));
            year += each;
        }
    }

    fn tick(&self, day: i64) -> Tick {
        let number = self.number(day);
        let date = self.dated.then(|| {
            let (year, month, of_month) = civil(day);
            let short: String = month_name(month).chars().take(3).collect();
            format!("{of_month} {short} {year}")
        });
        let plain = match (&date, number) {
            (None, None) => Some(format!("{day}")),
            _ => None,
        };
        Tick {
            time: self.start(day),
            date: date.or(plain).unwrap_or_default(),
            number: number.map(|number| format!("day {number}")),
        }
    }
}

/// How many days lie between ticks.
const STEPS: [i64; 8] = [1, 2, 7, 14, 28, 56, 91, 182];

/// A tick of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    /// When.
    pub(crate) time: i64,
    /// `19 Jan 2025`; a number where times are no dates.
    pub(crate) date: String,
    /// `day 15`
    pub(crate) number: Option<String>,
}

/// `2 days`, `1 day and 6 hours`; a second less than a day is that day.
pub(crate) fn length(seconds: i64) -> String {
    check::plan::length_words(seconds)
}

/// `41 d`, `7 h`
pub(crate) fn short_length(seconds: i64) -> String {
    match seconds {
        0..3_600 => format!("{} min", seconds / 60),
        3_600..DAY_SECONDS => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / DAY_SECONDS),
    }
}

/// A text between isolates, so that it is never reordered with what stands beside it.
pub(crate) fn isolated(text: &str) -> String {
    let plain = text.chars().filter(|c| !is_mark(*c));
    let mut out = String::from('\u{2068}');
    out.extend(plain);
    out.push('\u{2069}');
    out
}

/// Isolated where it holds letters read from the right; else as it is.
pub(crate) fn shielded(text: &str) -> String {
    if text.chars().any(|c| is_right_to_left(c) || is_mark(c)) {
        isolated(text)
    } else {
        text.to_owned()
    }
}

fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The blocks of Hebrew, Arabic and their kin.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}
