//! The table twin of a chart: what is drawn, in words.

use crate::chart::{At, Bar, Row};
use crate::life::Mark;

/// One line of the table.
pub(crate) struct Line<'a> {
    /// What.
    pub(crate) row: &'a Row,
    /// Its round, or a stretch of rounds: `round 3`, `rounds 1 to 42`.
    pub(crate) round: String,
    /// From when.
    pub(crate) from: String,
    /// By when.
    pub(crate) last: String,
    /// By when its finding is there.
    pub(crate) found: String,
    /// The time between.
    pub(crate) slack: String,
    /// How it stands.
    pub(crate) stands: String,
    /// The same as a shape.
    pub(crate) mark: Option<Mark>,
}

/// What the text says of a last day that is no date.
pub(crate) fn undated(row: &Row) -> String {
    match row.told.is_empty() {
        true => "the text states no last day".to_owned(),
        false => row.told.join("; "),
    }
}

/// `day 42, 24:00`: without the date where there is a number.
pub(crate) fn compact(words: &str) -> String {
    match (words.find(" ("), words.find(')')) {
        (Some(open), Some(close)) if open < close => {
            let (before, after) = (words.get(..open), words.get(close + 1..));
            format!(
                "{}{}",
                before.unwrap_or_default(),
                after.unwrap_or_default()
            )
        }
        _ => words.to_owned(),
    }
}

/// More rounds than this are told together where they stand alike.
const ROUNDS_TOLD: usize = 6;

/// The lines of a row: one for each round, or for a stretch of rounds that stand alike.
pub(crate) fn lines(row: &Row) -> Vec<Line<'_>> {
    let many = row.bars.len() > ROUNDS_TOLD;
    let mut lines = Vec::new();
    let mut rest = row.bars.as_slice();
    while let Some((first, _)) = rest.split_first() {
        let alike = |bar: &&Bar| stands(bar) == stands(first);
        let count = match many {
            true => rest.iter().take_while(alike).count().max(1),
            false => 1,
        };
        let (these, after) = rest.split_at(count);
        rest = after;
        lines.push(line(row, these));
    }
    lines
}

fn stands(bar: &Bar) -> String {
    let seen = bar.seen.as_ref();
    seen.map(|seen| seen.words.clone()).unwrap_or_default()
}

fn line<'a>(row: &'a Row, bars: &[Bar]) -> Line<'a> {
    let words = |at: Option<&At>| at.map(|at| at.words.clone());
    let first = bars.first();
    let last = bars.last();
    let round = match (
        first.and_then(|bar| bar.round),
        last.and_then(|bar| bar.round),
    ) {
        (Some(one), Some(other)) if one != other => format!("rounds {one} to {other}"),
        (Some(one), _) => format!("round {one}"),
        _ => String::new(),
    };
    let until = last.and_then(|bar| bar.last.as_ref());
    let mut by = words(until).unwrap_or_else(|| undated(row));
    let one = bars.len() == 1;
    if let Some(late) = first.filter(|_| one).and_then(|bar| bar.tolerated.as_ref()) {
        by = format!("{by}; late and no breach until {}", late.words);
    }
    if let Some(latest) = last.and_then(|bar| bar.latest.as_ref()) {
        by = format!("{by}; at the latest {}", latest.words);
    }
    if last.is_some_and(|bar| bar.squeezed) {
        by = format!("{by}; by right it may begin only after that");
    }
    if row.contradicted {
        by = format!("{by}; no timetable keeps it");
    }
    if let Some(shift) = last.and_then(|bar| bar.moved.as_ref()) {
        by = format!("{by}; {}", shifted(shift));
    }
    let mut from = words(first.and_then(|bar| bar.from.as_ref())).unwrap_or_default();
    if let Some(begins) = first.and_then(|bar| bar.begins.as_ref()) {
        from = format!("{from}; by right {}", begins.words);
    }
    Line {
        row,
        round,
        from,
        last: by,
        found: words(last.and_then(|bar| bar.found.as_ref())).unwrap_or_default(),
        slack: first
            .filter(|_| one)
            .and_then(|bar| bar.slack)
            .filter(|slack| *slack >= 0)
            .map(crate::dates::length)
            .unwrap_or_default(),
        stands: told(first, one),
        mark: first
            .and_then(|bar| bar.seen.as_ref())
            .map(|seen| seen.mark),
    }
}

fn told(bar: Option<&Bar>, one: bool) -> String {
    let Some(seen) = bar.and_then(|bar| bar.seen.as_ref()) else {
        return String::new();
    };
    let mut told = seen.words.clone();
    if let Some(at) = seen.at.as_ref().filter(|_| one) {
        told = format!("{told}, since {}", at.words);
    }
    let planned = bar.and_then(|bar| bar.last.as_ref());
    if let Some(last) = seen.last.as_ref().filter(|_| one)
        && planned.is_none_or(|planned| (planned.time - last.time).abs() > 3_600)
    {
        told = format!("{told}; as things stand due by {}", last.words);
    }
    told
}

/// How a bar moves.
pub(crate) fn shifted(shift: &crate::chart::Shift) -> String {
    let from = shift.from.as_ref().map(|at| at.words.as_str());
    let last = shift.last.as_ref().map(|at| at.words.as_str());
    match (shift.cause, shift.missed, from, last) {
        (true, _, _, Some(last)) => format!("if late: {last}"),
        (_, true, Some(from), Some(last)) => {
            format!("then it may begin on {from}, after its last day {last}")
        }
        (_, _, Some(from), Some(last)) => format!("then from {from}, by {last}"),
        (_, _, Some(from), None) => format!("then from {from}"),
        (_, _, None, Some(last)) => format!("then by {last}"),
        _ => "it moves".to_owned(),
    }
}
