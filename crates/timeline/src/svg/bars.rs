//! The bars of one row, what it waits for, and what happened.

use std::fmt::Write as _;

use model::DAY_SECONDS;

use super::{BARS, NAMES, Place, ROW, WIDTH, height_of, marks, text};
use crate::chart::{Bar, Row, Shift, cut};
use crate::dates::shielded;
use crate::life::Mark;
use crate::table;
use render::html::escape::escape;

/// Draws a row.
pub(super) fn row(out: &mut String, place: &Place<'_>, row: &Row, y: i64) {
    let class = if row.critical { "row critical" } else { "row" };
    let _ = write!(
        out,
        "<g class=\"{class}\" tabindex=\"0\" role=\"img\"><title>{}</title><desc>{}</desc>\
         <rect class=\"hit\" x=\"8\" y=\"{y}\" width=\"{}\" height=\"{}\"/>",
        escape(&shielded(&heading(row))),
        escape(&words(row)),
        WIDTH - 16,
        height_of(row)
    );
    let middle = y + ROW / 2;
    let star = match (row.contradicted, row.critical) {
        (true, _) => "⚠ ",
        (_, true) => "★ ",
        _ => "",
    };
    let label = format!("{star}{}", shielded(&row.called(42)));
    text(out, (22, middle + 4), "name", &label);
    let several = row.bars.len() > 1;
    for bar in &row.bars {
        planned(out, place, bar, several, middle);
    }
    arrows(out, place, row, middle);
    for bar in &row.bars {
        if let Some(shift) = &bar.moved {
            shifted(out, place, bar, shift, middle + 15);
        }
    }
    for bar in &row.bars {
        happened(out, place, bar, several, middle);
    }
    text(out, (NAMES + BARS + 12, middle + 4), "last", &last(row));
    out.push_str("</g>");
}

/// Draws a row that has no date.
pub(super) fn undated(out: &mut String, row: &Row, y: i64) {
    let _ = write!(
        out,
        "<g class=\"row\" tabindex=\"0\" role=\"img\"><title>{}</title><desc>{}</desc>\
         <rect class=\"hit\" x=\"10\" y=\"{y}\" width=\"{}\" height=\"{ROW}\"/>",
        escape(&shielded(&heading(row))),
        escape(&words(row)),
        WIDTH - 20
    );
    text(out, (22, y + 15), "name", &shielded(&row.called(42)));
    let seen = row.bars.iter().rev().find_map(|bar| bar.seen.as_ref());
    let mut told = table::undated(row);
    if let Some(seen) = seen.filter(|seen| seen.mark != Mark::Waiting) {
        let at = (NAMES + 10, y + ROW / 2);
        marks::mark(out, at, seen.mark, seen.timely, false);
        told = format!("{told}; {}", seen.words);
    }
    text(
        out,
        (NAMES + 28, y + 15),
        "last",
        &shielded(&cut(&told, 140)),
    );
    out.push_str("</g>");
}

fn heading(row: &Row) -> String {
    match row.title.is_empty() {
        true => row.name.clone(),
        false => format!("{} ({})", row.called(200), row.name),
    }
}

/// Everything that is drawn of a row, in words.
fn words(row: &Row) -> String {
    let mut said = Vec::new();
    if !row.who.is_empty() {
        said.push(format!("By {}.", shielded(&row.who.join(" and "))));
    }
    for line in table::lines(row).iter().take(8) {
        let round = match line.round.is_empty() {
            true => String::new(),
            false => format!("{}: ", line.round),
        };
        let from = match line.from.is_empty() {
            true => "no first day stated".to_owned(),
            false => format!("from {}", line.from),
        };
        let found = match line.found.is_empty() {
            true => String::new(),
            false => format!("; found by {}", line.found),
        };
        let stands = match line.stands.is_empty() {
            true => String::new(),
            false => format!("; {}", line.stands),
        };
        said.push(format!(
            "{round}{from}; last day {}{found}{stands}.",
            line.last
        ));
    }
    let waits: Vec<&str> = row.waits.iter().map(|wait| wait.words.as_str()).collect();
    if !waits.is_empty() {
        said.push(format!("Told from: {}.", waits.join("; ")));
    }
    said.join(" ")
}

/// The last words on a line.
fn last(row: &Row) -> String {
    let last = row.bars.iter().rev().find_map(|bar| bar.last.as_ref());
    let words = last.map_or("no last day stated".to_owned(), |at| at.words.clone());
    match row.bars.len() {
        0 | 1 => words,
        rounds => format!("{rounds} rounds, {}", table::compact(&words)),
    }
}

fn rect(out: &mut String, class: &str, (from, to): (i64, i64), middle: i64, height: i64) {
    let _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"{height}\"/>",
        middle - height / 2,
        (to - from).max(2)
    );
}

fn planned(out: &mut String, place: &Place<'_>, bar: &Bar, several: bool, middle: i64) {
    let from = bar.from.as_ref().map(|at| at.time);
    let Some(last) = &bar.last else {
        if let Some(from) = from.filter(|_| several) {
            // A round of which only the first hour has a date.
            let (start, day) = (place.x(from), place.x(from + DAY_SECONDS));
            rect(
                out,
                "open",
                (start, start + (day - start - 1).clamp(2, 12)),
                middle,
                10,
            );
        } else if let Some(from) = from {
            let ends = (place.x(from), NAMES + BARS);
            rect(out, "open", ends, middle, 10);
        }
        return;
    };
    let end = place.x(last.time);
    if several {
        let day = place.x(last.time - DAY_SECONDS);
        // Rounds stand apart, also where a day is narrow.
        let width = (end - day - 1).clamp(2, 12);
        rect(out, "round", (end - width, end), middle, 10);
        return;
    }
    let class = if from.is_some() { "window" } else { "open" };
    let start = place.x(from.unwrap_or(place.from).min(last.time));
    let begins = bar.begins.as_ref().map(|at| place.x(at.time));
    match begins.filter(|begins| (start..=end).contains(begins)) {
        Some(begins) => {
            rect(out, "sooner", (start, begins), middle, 4);
            rect(out, class, (begins, end), middle, 10);
        }
        None => rect(out, class, (start, end), middle, 10),
    }
    let mut after = end;
    if let Some(late) = &bar.tolerated {
        after = place.x(late.time);
        if after > end + 1 {
            rect(out, "tolerated", (end, after), middle, 10);
        }
    }
    if let Some(found) = bar.found.as_ref().map(|at| place.x(at.time))
        && found > after + 1
    {
        rect(out, "finding", (after, found), middle, 8);
        after = found;
    }
    if let Some(latest) = bar.latest.as_ref().map(|at| place.x(at.time))
        && latest > after + 3
    {
        let _ = write!(
            out,
            "<path class=\"latest\" d=\"M{after} {middle}H{latest}M{latest} {}v10\"/>",
            middle - 5
        );
    }
    let _ = write!(
        out,
        "<line class=\"end\" x1=\"{end}\" x2=\"{end}\" y1=\"{}\" y2=\"{}\"/>",
        middle - 8,
        middle + 8
    );
}

fn shifted(out: &mut String, place: &Place<'_>, bar: &Bar, shift: &Shift, middle: i64) {
    let before = bar.tolerated.as_ref().or(bar.last.as_ref());
    let from = match shift.cause {
        true => before.map(|at| at.time),
        false => shift.from.as_ref().or(bar.from.as_ref()).map(|at| at.time),
    };
    let last = shift.last.as_ref().map(|at| at.time);
    let (Some(from), Some(last)) = (from.or(last), last.or(from)) else {
        return;
    };
    let ends = (place.x(from.min(last)), place.x(from.max(last)));
    let class = if shift.missed { "missed" } else { "moved" };
    rect(out, class, ends, middle, 8);
}

/// What happened, where it happened: on its last day where the record gives no time.
fn happened(out: &mut String, place: &Place<'_>, bar: &Bar, several: bool, middle: i64) {
    let Some(seen) = &bar.seen else { return };
    if seen.mark == Mark::Waiting || (several && seen.mark == Mark::Owed) {
        return;
    }
    let planned = bar.last.as_ref().or(seen.last.as_ref());
    let Some(at) = seen.at.as_ref().or(planned) else {
        return;
    };
    let x = place.x(at.time).clamp(NAMES + 4, NAMES + BARS - 4);
    marks::mark(out, (x, middle), seen.mark, seen.timely, several);
}

/// What it waits for: the chain always, the others while it is pointed at.
fn arrows(out: &mut String, place: &Place<'_>, row: &Row, middle: i64) {
    let first = row.bars.first();
    let start = first.and_then(|bar| {
        let begins = bar.begins.as_ref().or(bar.from.as_ref());
        begins.or(bar.last.as_ref())
    });
    let Some(start) = start else { return };
    let end = place.x(start.time);
    for wait in &row.waits {
        let Some(time) = wait.time.filter(|time| place.holds(*time)) else {
            continue;
        };
        let (top, known) = match wait.row {
            Some(other) => (place.middle(other), true),
            None => (Some(place.strip), false),
        };
        let Some(top) = top.filter(|_| known || wait.critical) else {
            continue;
        };
        let class = if wait.critical { "arrow" } else { "arrow dep" };
        let x = place.x(time);
        let down = middle > top;
        let path = if x + 8 < end {
            format!("M{x} {top}V{middle}H{}", end - 1)
        } else if down {
            format!("M{x} {top}V{}", middle - 6)
        } else {
            format!("M{x} {top}V{}", middle + 6)
        };
        let _ = write!(
            out,
            "<path class=\"{class}\" marker-end=\"url(#head)\" d=\"{path}\"/>"
        );
    }
}
