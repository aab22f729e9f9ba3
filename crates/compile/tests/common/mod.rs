//! What tests of findings share: a text to stand in, and what is said of it.

#![allow(dead_code, reason = "not every test uses all of it")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its text must fail"
)]

use std::fmt::Write as _;

use findings::{Finding, Span};

/// What most of the texts below need around them.
pub const HEAD: &str = r#"agreement test "A test".
time zone Africa/Cairo.
day 1 is 19 January 2025.
party state "The State".
party movement "The Movement".
verifier icrc "The Red Cross".
place corridor "Corridor".
list captives (captive) "Captives": 33 persons, held by movement, named by state.
milestone opening "Opening": on 1 February 2025.
phase one "One": from day 1, for 42 days.
duty leave "Leaving": state shall withdraw from corridor, by opening.
duty release "Release": movement shall release 3 captives to icrc, by the end of one,
  verified by icrc.
"#;

/// A text parsed and compiled.
pub fn compiled(text: &str) -> (Vec<Finding>, compile::Compiled) {
    let parsed = syntax::parse(text);
    let compiled = compile::compile(&parsed.file, text);
    (parsed.findings, compiled)
}

/// Everything said of a text, one finding on a line.
pub fn said(text: &str) -> String {
    let (syntax, compiled) = compiled(text);
    let words = |span: Span| text.get(span.range()).unwrap_or("?").to_owned();
    let mut said = String::new();
    for finding in syntax.iter().chain(&compiled.findings) {
        let at = words(finding.at);
        write!(said, "{} at {at}: {}", finding.code, finding.message).unwrap();
        for place in &finding.places {
            write!(said, " + {}: {}", words(place.at), place.label).unwrap();
        }
        for note in &finding.notes {
            write!(said, " = {note}").unwrap();
        }
        for help in &finding.help {
            write!(said, " ? {help}").unwrap();
        }
        said.push('\n');
    }
    said
}

/// A text after the common head says just this.
#[track_caller]
pub fn check(body: &str, expected: &str) {
    let text = format!("{HEAD}{body}");
    assert_eq!(said(&text).trim_end(), expected, "in:\n{body}");
}

/// A whole text says just this.
#[track_caller]
pub fn check_whole(text: &str, expected: &str) {
    assert_eq!(said(text).trim_end(), expected, "in:\n{text}");
}
