//! The shapes of what happened, and the legend: told apart by shape alone, in black and white.

use std::fmt::Write as _;

use super::{WIDTH, text};
use crate::chart::Chart;
use crate::life::{Mark, Timely};

/// Hatching, crosses, dots and an arrow head, for every drawing.
pub(crate) const DEFS: &str = r##"<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><line x1="0" y1="0" x2="0" y2="5" stroke="#35536f" stroke-width="2"/></pattern><pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><path d="M0 0L6 6M6 0L0 6" stroke="#12202c" stroke-width="1"/></pattern><pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#eef2f6"/><circle cx="2" cy="2" r="1" fill="#6d93b5"/></pattern><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="#12202c"/></marker></defs>"##;

/// Draws a mark at a place; small ones stand in strips.
pub(crate) fn mark(out: &mut String, (x, y): (i64, i64), mark: Mark, timely: Timely, small: bool) {
    let scale = if small { "0.62" } else { "1" };
    let _ = write!(out, "<g transform=\"translate({x},{y}) scale({scale})\">");
    out.push_str(shape(mark));
    match timely {
        Timely::Late => out.push_str("<path class=\"mark\" d=\"M-6 9H6\"/>"),
        Timely::CannotTell => {
            out.push_str("<path class=\"mark\" stroke-dasharray=\"2 2\" d=\"M-6 9H6\"/>");
        }
        Timely::InTime | Timely::Unsaid => {}
    }
    out.push_str("</g>");
}

fn shape(mark: Mark) -> &'static str {
    match mark {
        Mark::Waiting => "",
        Mark::Owed => r#"<circle class="mark hollow" r="4.5"/>"#,
        Mark::Claimed => r#"<path class="mark hollow" d="M0-6.5L6.5 0L0 6.5L-6.5 0z"/>"#,
        Mark::Partly => {
            r#"<circle class="mark hollow" r="5.5"/><path class="mark" d="M0-5.5A5.5 5.5 0 0 0 0 5.5z"/>"#
        }
        Mark::Verified => r#"<circle class="halo" r="6"/><circle class="mark" r="5.5"/>"#,
        Mark::Disputed => {
            r#"<rect class="mark hollow" x="-6" y="-6" width="12" height="12"/><path class="mark" d="M-6 6L6-6V6z"/>"#
        }
        Mark::Unable => {
            r#"<path class="mark hollow" d="M0-7L7.5 6H-7.5z"/><text class="question" y="5">?</text>"#
        }
        Mark::Overdue => r#"<path class="mark" d="M-5-6H5L-5 6H5z"/>"#,
        Mark::Breached => {
            r#"<path class="halo" d="M-5-5L5 5M5-5L-5 5"/><path class="mark" stroke-width="3" d="M-5-5L5 5M5-5L-5 5"/>"#
        }
        Mark::Undetermined => {
            r#"<circle class="mark hollow" stroke-dasharray="2 2" r="6.5"/><text class="question" y="3.2">?</text>"#
        }
        Mark::Released => {
            r#"<path class="halo" d="M-7 0H7"/><path class="mark" stroke-width="3" d="M-7 0H7"/>"#
        }
    }
}

/// The legend, and its height.
pub(crate) fn legend(chart: &Chart, top: i64) -> (String, i64) {
    let mut items: Vec<(String, &str)> = PLANNED
        .iter()
        .map(|(drawn, words)| ((*drawn).to_owned(), *words))
        .collect();
    if chart.what_if.is_some() {
        items.extend(
            SHIFTED
                .iter()
                .map(|(drawn, words)| ((*drawn).to_owned(), *words)),
        );
    }
    if chart.as_of.is_some() {
        let line = r#"<line class="now" x1="22" x2="22" y1="-9" y2="9"/>"#;
        items.push((line.to_owned(), "as of"));
    }
    if chart.lived {
        for kind in Mark::ALL.into_iter().filter(|mark| *mark != Mark::Waiting) {
            let mut drawn = String::new();
            mark(&mut drawn, (22, 0), kind, Timely::Unsaid, false);
            items.push((drawn, kind.words()));
        }
        for (timely, words) in [
            (Timely::Late, "underlined: late"),
            (Timely::CannotTell, "dotted: whether in time cannot be told"),
        ] {
            let mut drawn = String::new();
            mark(&mut drawn, (22, 0), Mark::Verified, timely, false);
            items.push((drawn, words));
        }
    }
    let columns = 4;
    let mut out = String::new();
    let mut height = 0;
    for (at, (drawn, words)) in (0_i64..).zip(&items) {
        let (x, y) = (
            12 + at % columns * (WIDTH / columns),
            top + 16 + at / columns * 24,
        );
        let _ = write!(out, "<g transform=\"translate({x},{y})\">{drawn}</g>");
        text(&mut out, (x + 50, y + 4), "last", words);
        height = y + 16 - top;
    }
    (out, height)
}

/// What is planned, as it is drawn.
const PLANNED: [(&str, &str); 10] = [
    (
        r#"<rect class="window" x="4" y="-5" width="36" height="10"/><line class="end" x1="40" x2="40" y1="-8" y2="8"/>"#,
        "from its first day until its last",
    ),
    (
        r#"<rect class="open" x="4" y="-5" width="36" height="10"/><line class="end" x1="40" x2="40" y1="-8" y2="8"/>"#,
        "no first or no last day stated",
    ),
    (
        r#"<rect class="sooner" x="4" y="-2" width="22" height="4"/><rect class="window" x="26" y="-5" width="14" height="10"/><line class="end" x1="40" x2="40" y1="-8" y2="8"/>"#,
        "thin: if what it waits for comes sooner",
    ),
    (
        r#"<g class="critical"><rect class="window" x="4" y="-5" width="36" height="10"/></g>"#,
        "★ fixes the last day of all",
    ),
    (
        r#"<rect class="round" x="4" y="-5" width="6" height="10"/><rect class="round" x="18" y="-5" width="6" height="10"/><rect class="round" x="32" y="-5" width="6" height="10"/>"#,
        "rounds of one duty",
    ),
    (
        r#"<rect class="tolerated" x="4" y="-5" width="36" height="10"/>"#,
        "late, and no breach",
    ),
    (
        r#"<rect class="finding" x="4" y="-4" width="36" height="8"/>"#,
        "the verifier decides within this",
    ),
    (
        r#"<path class="latest" d="M4 0H38M40-5V5"/>"#,
        "at the latest, if it is extended",
    ),
    (
        r#"<path class="arrow" marker-end="url(#head)" d="M6-6V3H40"/>"#,
        "waits for (others: point at a line)",
    ),
    (
        r#"<rect class="undated" x="4" y="-7" width="36" height="14"/>"#,
        "no date stated",
    ),
];

/// What would be if something were late.
const SHIFTED: [(&str, &str); 2] = [
    (
        r#"<rect class="moved" x="4" y="-4" width="36" height="8"/>"#,
        "if it were late",
    ),
    (
        r#"<rect class="missed" x="4" y="-4" width="36" height="8"/>"#,
        "its last day passes before it may begin",
    ),
];
