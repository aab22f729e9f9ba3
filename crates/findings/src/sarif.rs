//! Findings as SARIF 2.1.0, the format that code review tools read.

use serde_json::{Value, json};

use crate::{Finding, Severity, Span, Told, code, position::Lines};

/// Prints the findings of several files as one SARIF log with one run.
///
/// # Errors
/// None in practice: every part is text or a number.
pub fn sarif(told: &[Told<'_>]) -> serde_json::Result<String> {
    let mut codes: Vec<&str> = told
        .iter()
        .flat_map(|one| one.findings)
        .map(|finding| finding.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|name| rule(name)).collect();
    let results: Vec<Value> = told.iter().flat_map(|one| results(one, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "servanda",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log)
}

fn rule(name: &str) -> Value {
    let title = code(name).map_or("", |entry| entry.title);
    json!({ "id": name, "shortDescription": { "text": if title.is_empty() { name } else { title } } })
}

fn results(told: &Told<'_>, codes: &[&str]) -> Vec<Value> {
    let lines = Lines::new(told.text);
    let uri = uri(told.file);
    let places = Places {
        lines: &lines,
        text: told.text,
        uri: &uri,
    };
    let all = told.findings.iter().zip(1..);
    all.map(|(finding, rank)| result(&places, finding, rank, codes))
        .collect()
}

fn result(places: &Places<'_>, finding: &Finding, rank: u32, codes: &[&str]) -> Value {
    let related: Vec<Value> = finding
        .places
        .iter()
        .zip(1..)
        .map(|(place, id)| {
            let mut value = places.location(place.at);
            value["id"] = json!(id);
            value["message"] = json!({ "text": place.label });
            value
        })
        .collect();
    json!({
        "ruleId": finding.code,
        "ruleIndex": codes.iter().position(|name| *name == finding.code),
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "locations": [places.location(finding.at)],
        "relatedLocations": related,
        "properties": {
            "articles": finding.articles,
            "cites": finding.cites,
            "servandaRank": rank,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The message with its notes and help: a SARIF viewer shows nothing else.
fn message(finding: &Finding) -> String {
    let notes = finding.notes.iter().map(|note| format!("\nnote: {note}"));
    let help = finding.help.iter().map(|help| format!("\nhelp: {help}"));
    std::iter::once(finding.message.clone())
        .chain(notes)
        .chain(help)
        .collect()
}

struct Places<'a> {
    lines: &'a Lines<'a>,
    text: &'a str,
    uri: &'a str,
}

impl Places<'_> {
    fn location(&self, span: Span) -> Value {
        let (start_line, start_column) = self.code_points(span.start);
        let (end_line, end_column) = self.code_points(span.end);
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": self.uri },
            "region": {
                "startLine": start_line,
                "startColumn": start_column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        }})
    }

    /// Line and column from 1; SARIF knows code points, not grapheme clusters.
    fn code_points(&self, byte: u32) -> (u32, usize) {
        let line = self.lines.line(byte);
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(..end).unwrap_or("");
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// A file's name as a relative URI reference: everything but unreserved characters and `/` is
/// escaped.
fn uri(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
