//! Texts written to break the reader.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says best by failing what is wrong"
)]

use std::time::{Duration, Instant};

use syntax::parse::{NESTING_MAX, SOURCE_BYTES_MAX};
use syntax::{parse, parse_bytes};

/// Long enough for a slow machine, far too short for a square of the length.
const SOON: Duration = Duration::from_secs(4);

fn codes(text: &str) -> Vec<&'static str> {
    parse(text)
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_at_once() {
    let start = Instant::now();
    let text = "a ".repeat(25 * 1024 * 1024);
    assert!(text.len() > SOURCE_BYTES_MAX);
    let read = parse_bytes(text.as_bytes());
    assert_eq!(read.findings.len(), 1);
    assert_eq!(read.findings[0].code, "E0009");
    assert_eq!(read.file, syntax::ast::File::default());
    assert_eq!(codes(&text), ["E0009"]);
    assert!(start.elapsed() < SOON);
}

#[test]
fn deep_times_are_refused_and_no_stack_is_lost() {
    for (open, inner) in [
        ("3 days after ", "x"),
        ("the later of ", "x"),
        ("the earlier of 3 days before ", "x"),
    ] {
        let deep = open.repeat(100_000);
        let text = format!("agreement t \"T\".\nduty y \"Y\": x shall fire, by {deep}{inner}.\n");
        let findings = parse(&text).findings;
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "E0010");
    }
    let either = "either ".repeat(100_000);
    let text = format!("agreement t \"T\".\nduty y \"Y\": x shall fire, at once after {either}.\n");
    assert_eq!(codes(&text), ["E0010"]);
    let allowed = "3 days after ".repeat(usize::from(NESTING_MAX) - 2);
    let text = format!("agreement t \"T\".\nduty y \"Y\": x shall fire, by {allowed}z.\n");
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn numbers_beyond_all_counting_are_refused() {
    let digits = "9".repeat(1_000_000);
    let text = format!("agreement t \"T\".\nlist l \"L\": {digits} persons.\n");
    let findings = parse(&text).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "E0006");
    assert!(findings[0].message.len() < 200);
    for odd in [
        "1_",
        "1__2",
        "0_0",
        "00000000000000000000",
        "1.",
        "1..2",
        "1.2.3",
        "1/",
        "1:2",
    ] {
        let _ = parse(&format!(
            "agreement t \"T\".\nlist l \"L\": {odd} persons.\n"
        ));
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    let read = parse_bytes(b"agreement t \"T\".\nparty x \"\xff\xfe\".\n");
    let first = &read.findings[0];
    assert_eq!(first.code, "E0008");
    assert_eq!(first.message, "line 2 is not text in UTF-8");
    assert_eq!(read.findings.len(), 1);
}

#[test]
fn long_wrong_texts_are_read_in_the_time_of_their_length() {
    let line = "x".repeat(10_000);
    let commas = "x, ".repeat(10_000);
    let words = "verifeid by x, ".repeat(3_000);
    let clauses = "verified by x, ".repeat(3_000);
    let quotes = "\"\n".repeat(10_000);
    let unknown = "?x".repeat(10_000);
    let dashes = "x-".repeat(10_000);
    let rows = format!("schedule s:\n{}", "| a -- b | --\n".repeat(3_000));
    let comments = "-".repeat(5_000);
    let statements = "duty x:\n".repeat(3_000);
    let lists = format!("group g is {}y.", "x and ".repeat(5_000));
    let start = Instant::now();
    for body in [
        line, commas, words, clauses, quotes, unknown, dashes, rows, comments, statements, lists,
    ] {
        let _ = parse(&body);
        let _ = parse(&format!(
            "agreement t \"T\".\nduty y \"Y\": x shall fire, {body}"
        ));
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn a_text_of_nothing_is_nothing() {
    for text in ["", "\n", " \u{200E}\u{FEFF}", "-- only a comment"] {
        let read = parse(text);
        assert!(read.findings.is_empty() && read.file.agreement.is_none());
        assert_eq!(read.tree.text(), text);
    }
}

#[test]
fn direction_controls_are_told_outside_prose_only() {
    let prose = "agreement t \"T\".\nduty x:\n  > ar: \u{202B}text\u{202C}\n  y shall fire.\n";
    assert_eq!(codes(prose), [""; 0]);
    for mark in ['\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}'] {
        assert_eq!(codes(&format!("agreement t \"T{mark}\".\n")), ["E0004"]);
        assert_eq!(codes(&format!("agreement t{mark} \"T\".\n")), ["E0004"]);
        assert_eq!(codes(&format!("agreement t \"T\". -- {mark}\n")), ["E0004"]);
    }
    assert_eq!(codes("agreement t \"\u{2067}T\u{2069}\".\n"), [""; 0]);
    assert_eq!(codes("agreement t \"\u{2069}T\u{2067}\".\n"), ["E0004"]);
}
