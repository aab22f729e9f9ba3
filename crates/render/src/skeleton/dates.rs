//! Dates as tables write them.

use crate::english::date_words;
use jiff::civil::Date;
use model::MONTHS;

/// What a cell says of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A clause of the language: `by 31 March 2006`.
    Clause(String),
    /// Words that are no date.
    Words,
    /// A date that does not exist, or is two: what to write instead.
    Wrong(String),
}

/// Reads a cell. Only a cell that is a date and nothing else becomes a clause.
pub(super) fn read(cell: &str) -> When {
    if cell.trim().eq_ignore_ascii_case("as soon as possible") {
        return When::Clause("as soon as possible".to_owned());
    }
    let lower = cell.trim().trim_end_matches('.').to_lowercase();
    let (word, rest) = leading_word(&lower);
    let (rest, hour) = split_hour(rest);
    let hour = hour.map(|(joint, hour)| format!("{joint} {hour}"));
    let rest = rest.trim();
    match date(rest) {
        Found::Date(date) => When::Clause(clause(word, &date_words(date), hour.as_deref())),
        Found::Day(day) => When::Clause(clause(word, &format!("day {day}"), hour.as_deref())),
        // The message shows the date as the table has it, not in lower case.
        Found::Wrong(message) => When::Wrong(match original(cell, rest) {
            Some(written) => message.replacen(rest, written, 1),
            None => message,
        }),
        Found::Nothing => When::Words,
    }
}

/// The part of a cell that its lower case was read from.
fn original<'c>(cell: &'c str, lower: &str) -> Option<&'c str> {
    let start = cell.to_lowercase().find(lower)?;
    cell.get(start..start + lower.len())
        .filter(|written| written.to_lowercase() == lower)
}

/// `by` or `on`: a bare date in a column of deadlines is a last day.
fn leading_word(text: &str) -> (&'static str, &str) {
    for (said, word) in [("no later than ", "by"), ("by ", "by"), ("on ", "on")] {
        if let Some(rest) = text.strip_prefix(said) {
            return (word, rest);
        }
    }
    ("by", text)
}

fn clause(word: &str, day: &str, hour: Option<&str>) -> String {
    match hour {
        Some(hour) => format!("{word} {day} {hour}"),
        None => format!("{word} {day}"),
    }
}

/// Takes an hour off the end: `, 16:00`, ` at 16:00`, ` no later than 16:00`, with or without the
/// zone that the matrix prints behind it.
fn split_hour(text: &str) -> (&str, Option<(&'static str, String)>) {
    let bare = text
        .rsplit_once(", ")
        .filter(|(_, zone)| zone.ends_with(" time") || *zone == "utc" || *zone == UNSTATED)
        .map_or(text, |(bare, _)| bare);
    for (said, joint) in [(" no later than ", "by"), (" at ", "at"), (", ", "at")] {
        if let Some((day, hour)) = bare.rsplit_once(said)
            && is_hour(hour)
        {
            return (day, Some((joint, hour.to_owned())));
        }
    }
    (text, None)
}

const UNSTATED: &str = "time zone not stated";

fn is_hour(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else {
        return false;
    };
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let number = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
    two(hours)
        && two(minutes)
        && number(minutes) < 60
        && (number(hours) < 24 || (number(hours) == 24 && number(minutes) == 0))
}

enum Found {
    Date(Date),
    Day(u32),
    Nothing,
    Wrong(String),
}

fn date(text: &str) -> Found {
    // The matrix prints a day number beside a date: the date is enough.
    if let Some((outside, inside)) = text.split_once(" (")
        && let Some(inside) = inside.strip_suffix(')')
    {
        let (day, date_in_words) = if outside.starts_with("day ") {
            (outside, inside)
        } else {
            (inside, outside)
        };
        return if day_number(day).is_some() {
            date(date_in_words)
        } else {
            Found::Nothing
        };
    }
    if let Some(day) = day_number(text) {
        return Found::Day(day);
    }
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [day, month, year] if month_number(month).is_some() => {
            checked(text, year, month_number(month), ordinal(day))
        }
        [month, day, year] if month_number(month).is_some() => {
            checked(text, year, month_number(month), ordinal(day))
        }
        [numbers] => numeric(numbers),
        _ => Found::Nothing,
    }
}

fn day_number(text: &str) -> Option<u32> {
    text.strip_prefix("day ")?.parse().ok()
}

fn month_number(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|month| {
        let month = month.to_lowercase();
        month == word || (word.len() >= 3 && month.starts_with(word))
    })?;
    i8::try_from(at + 1).ok()
}

/// `3rd`
fn ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

fn checked(text: &str, year: &str, month: Option<i8>, day: &str) -> Found {
    let (Ok(year), Some(month), Ok(day)) = (year.parse::<i16>(), month, day.parse::<i8>()) else {
        return Found::Nothing;
    };
    match Date::new(year, month, day) {
        Ok(date) => Found::Date(date),
        Err(_) => Found::Wrong(format!("there is no day `{text}`")),
    }
}

/// `2006-03-31`, `31.3.2006`, and `31/03/2006` where only one reading is a date.
fn numeric(text: &str) -> Found {
    for separator in ['-', '/', '.'] {
        let parts: Vec<&str> = text.split(separator).collect();
        let [a, b, c] = parts.as_slice() else {
            continue;
        };
        let (Ok(a), Ok(b), Ok(c)) = (a.parse::<i16>(), b.parse::<i16>(), c.parse::<i16>()) else {
            return Found::Nothing;
        };
        if a >= 1000 {
            return one_of(text, &[(a, b, c)]);
        }
        if c < 1000 {
            return Found::Wrong(format!("`{text}` has no year of four digits"));
        }
        // With points the day comes first everywhere; with strokes it depends on the country.
        return if separator == '.' {
            one_of(text, &[(c, b, a)])
        } else {
            one_of(text, &[(c, b, a), (c, a, b)])
        };
    }
    Found::Nothing
}

fn one_of(text: &str, readings: &[(i16, i16, i16)]) -> Found {
    let mut dates: Vec<Date> = readings
        .iter()
        .filter_map(|(year, month, day)| {
            Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
        })
        .collect();
    dates.dedup();
    match dates.as_slice() {
        [date] => Found::Date(*date),
        [] => Found::Wrong(format!("there is no day `{text}`")),
        [one, other, ..] => Found::Wrong(format!(
            "`{text}` is {} or {}; write the month in letters",
            date_words(*one),
            date_words(*other)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause_of(cell: &str) -> String {
        match read(cell) {
            When::Clause(clause) => clause,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn dates_are_read_in_the_forms_tables_use() {
        for (cell, clause) in [
            ("31 March 2006", "by 31 March 2006"),
            ("by March 31st, 2006", "by 31 March 2006"),
            ("2006-03-31", "by 31 March 2006"),
            ("31/03/2006", "by 31 March 2006"),
            ("3.4.2006", "by 3 April 2006"),
            ("no later than 31 Dec. 2005.", "by 31 December 2005"),
            (
                "on 27 November 2024 at 04:00",
                "on 27 November 2024 at 04:00",
            ),
            ("day 22", "by day 22"),
            (
                "on day 1 (19 January 2025) no later than 16:00, Cairo time",
                "on 19 January 2025 by 16:00",
            ),
            (
                "no later than 18 February 2025 (day 83)",
                "by 18 February 2025",
            ),
            (
                "no later than day 22 (9 February 2025), 24:00, Cairo time",
                "by 9 February 2025 at 24:00",
            ),
        ] {
            assert_eq!(clause_of(cell), clause, "{cell}");
        }
    }

    #[test]
    fn words_stay_words() {
        for cell in [
            "within 12 hours after Article 2 is verified",
            "no later than the milestone “Over” (31 December 2005, day 138)",
            "spring 2026",
        ] {
            assert_eq!(read(cell), When::Words, "{cell}");
        }
    }

    #[test]
    fn a_date_that_is_two_or_none_is_told() {
        assert_eq!(
            read("03/04/2025"),
            When::Wrong(
                "`03/04/2025` is 3 April 2025 or 4 March 2025; write the month in letters"
                    .to_owned()
            )
        );
        assert!(matches!(read("31 February 2025"), When::Wrong(_)));
    }
}
