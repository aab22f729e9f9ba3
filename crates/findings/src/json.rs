//! Findings as JSON: an array with one object for each agreement. Other tools build on this shape.

use serde::Serialize;

use crate::{Finding, Severity, Span, Told, position::Lines};

#[derive(Serialize)]
struct Agreement<'a> {
    agreement: &'a str,
    file: &'a str,
    findings: Vec<Object<'a>>,
}

#[derive(Serialize)]
struct Object<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    at: At<'a>,
    label: &'a str,
    places: Vec<Labelled<'a>>,
    articles: &'a [String],
    cites: &'a [String],
    notes: &'a [String],
    help: &'a [String],
    rank: usize,
}

/// Lines and columns count from 1; a column counts grapheme clusters; the end is one past the last.
#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Labelled<'a> {
    #[serde(flatten)]
    at: At<'a>,
    label: &'a str,
}

impl Severity {
    /// `error`, `warning` or `info`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Prints the findings of several files as one JSON array, in the order given.
///
/// # Errors
/// None in practice: every part is text or a number.
pub fn json(told: &[Told<'_>]) -> serde_json::Result<String> {
    let agreements: Vec<_> = told.iter().map(agreement).collect();
    serde_json::to_string_pretty(&agreements)
}

fn agreement<'a>(told: &Told<'a>) -> Agreement<'a> {
    let lines = Lines::new(told.text);
    let findings = told
        .findings
        .iter()
        .zip(1..)
        .map(|(finding, rank)| object(told.file, &lines, finding, rank));
    Agreement {
        agreement: told.agreement,
        file: told.file,
        findings: findings.collect(),
    }
}

fn object<'a>(file: &'a str, lines: &Lines<'_>, finding: &'a Finding, rank: usize) -> Object<'a> {
    let places = finding.places.iter().map(|place| Labelled {
        at: at(file, lines, place.at),
        label: &place.label,
    });
    Object {
        code: finding.code,
        severity: finding.severity.word(),
        message: &finding.message,
        at: at(file, lines, finding.at),
        label: &finding.label,
        places: places.collect(),
        articles: &finding.articles,
        cites: &finding.cites,
        notes: &finding.notes,
        help: &finding.help,
        rank,
    }
}

fn at<'a>(file: &'a str, lines: &Lines<'_>, span: Span) -> At<'a> {
    let (start, end) = lines.ends(span);
    At {
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
