//! Writing the skeleton: declarations first, then the articles in the order of the table.

use super::actors::Actors;
use super::columns::Columns;
use super::commitment;
use super::dates::{self, When};
use super::names::{Names, quoted};
use super::table::Table;
use super::{Fault, Refusal};
use crate::frame::Frame;
use crate::matrix::Column;

/// Writes the source; nothing of it is laid out yet.
pub(super) fn write(table: &Table, columns: &Columns, name: &str) -> Result<String, Refusal> {
    let mut writer = Writer {
        columns,
        names: Names::default(),
        actors: Actors::default(),
        texts: Vec::new(),
        phases: Vec::new(),
        counts_days: false,
        under: None,
        articles: String::new(),
        faults: Vec::new(),
    };
    let agreement = writer.names.make(name, "table");
    let who = table
        .rows
        .iter()
        .filter_map(|(_, row)| columns.cell(row, Column::Who));
    writer.actors.learn(who);
    for (number, row) in &table.rows {
        writer.row(*number, row);
    }
    if !writer.faults.is_empty() {
        return Err(Refusal {
            faults: writer.faults,
        });
    }
    Ok(writer.source(&agreement, name))
}

struct Writer<'a> {
    columns: &'a Columns,
    names: Names,
    actors: Actors,
    /// Texts that are cited: what the table calls them, and their names.
    texts: Vec<(String, String)>,
    /// Phases: their titles and names.
    phases: Vec<(String, String)>,
    counts_days: bool,
    /// The heading the last article stands under.
    under: Option<String>,
    articles: String,
    faults: Vec<Fault>,
}

impl Writer<'_> {
    fn source(&self, agreement: &str, title: &str) -> String {
        let mut out = format!("agreement {agreement} {}.\n", quoted(title));
        if self.counts_days {
            out.push_str("day 1 is not settled.\n");
        }
        out.push('\n');
        for (called, name) in &self.texts {
            out.push_str(&format!("text {name} {}.\n", quoted(called)));
        }
        out.push_str(&self.actors.declared());
        for (title, name) in &self.phases {
            out.push_str(&format!(
                "\nphase {name} {}:\n  silent on start and end.\n",
                quoted(title)
            ));
        }
        out.push_str(&self.articles);
        out
    }

    fn row(&mut self, number: usize, row: &[String]) {
        let columns = self.columns;
        let Some(who) = columns.cell(row, Column::Who) else {
            self.fault(
                number,
                Column::Who,
                "nobody is named; name somebody, or `the parties`",
            );
            return;
        };
        let title = columns.cell(row, Column::Article);
        let Some(text) = columns.cell(row, Column::Commitment).or(title) else {
            self.fault(number, Column::Commitment, "nothing is to be done");
            return;
        };
        self.heading(row);
        let commitment = commitment::read(text, who);
        let subject = self.actors.subject(who, true, &mut self.names);
        let mut prose = Vec::new();
        let mut clauses = Vec::new();
        self.when(number, row, &mut clauses, &mut prose);
        self.condition(row, &mut clauses, &mut prose);
        self.verifier(row, &mut clauses, &mut prose);
        self.kept_as_prose(row, &mut prose);
        let title = title.map_or_else(|| first_words(text), str::to_owned);
        let name = self.names.make(&title, "article");
        let cites = self.cites(row);
        let object = self.object(row, &commitment.act, &mut prose);
        let sentence = match (commitment.kind, subject.as_str()) {
            ("prohibition", "each party") => {
                format!("no party shall {}{object}", quoted(&commitment.act))
            }
            ("prohibition", "each side") => {
                format!("no side shall {}{object}", quoted(&commitment.act))
            }
            _ => format!(
                "{subject} {} {}{object}",
                commitment.shall,
                quoted(&commitment.act)
            ),
        };
        self.articles.push_str(&format!(
            "{} {name} {}{cites}:\n",
            commitment.kind,
            quoted(&title)
        ));
        for line in prose {
            let tag = language_of(&line);
            self.articles.push_str(&format!("  > {tag}: {line}\n"));
        }
        self.articles.push_str(&format!("  {sentence}"));
        for clause in clauses {
            self.articles.push_str(&format!(",\n  {clause}"));
        }
        self.articles.push_str(".\n");
    }

    fn fault(&mut self, row: usize, column: Column, message: &str) {
        self.faults.push(Fault {
            row: Some(row),
            column: self.columns.heading(column),
            message: message.to_owned(),
        });
    }

    /// The phase a row stands under; a table without phases says nothing of them.
    fn heading(&mut self, row: &[String]) {
        if !self.columns.has(Column::Phase) {
            return;
        }
        let under = match self.columns.cell(row, Column::Phase) {
            None => "no phase".to_owned(),
            Some(title) if is_whole(title) => "the agreement".to_owned(),
            Some(title) => self.phase(title),
        };
        if self.under.as_ref() != Some(&under) {
            self.articles.push_str(&format!("\nunder {under}:\n\n"));
            self.under = Some(under);
        }
    }

    fn phase(&mut self, title: &str) -> String {
        if let Some((_, name)) = self.phases.iter().find(|(known, _)| known == title) {
            return name.clone();
        }
        let name = self.names.make(title, "phase");
        self.phases.push((title.to_owned(), name.clone()));
        name
    }

    fn when(
        &mut self,
        number: usize,
        row: &[String],
        clauses: &mut Vec<String>,
        prose: &mut Vec<String>,
    ) {
        let Some(cell) = self.columns.cell(row, Column::ByWhen) else {
            return;
        };
        match dates::read(cell) {
            When::Clause(clause) => {
                self.counts_days |= clause.contains(" day ");
                clauses.push(clause);
            }
            When::Words => prose.push(self.labelled(Column::ByWhen, cell)),
            When::Wrong(message) => self.fault(number, Column::ByWhen, &message),
        }
    }

    /// A condition in words is one the language can hold in quotes.
    fn condition(&self, row: &[String], clauses: &mut Vec<String>, prose: &mut Vec<String>) {
        let Some(cell) = self.columns.cell(row, Column::Condition) else {
            return;
        };
        if cell.contains(';') {
            prose.push(self.labelled(Column::Condition, cell));
            return;
        }
        let cell = cell.trim_end_matches('.');
        for word in ["whenever", "when", "while", "unless", "if"] {
            let rest = cell
                .strip_prefix(word)
                .and_then(|rest| rest.strip_prefix(' '));
            if let Some(rest) = rest {
                let word = if word == "if" { "when" } else { word };
                clauses.push(format!("{word} {}", quoted(rest)));
                return;
            }
        }
        clauses.push(format!("when {}", quoted(cell)));
    }

    fn verifier(&mut self, row: &[String], clauses: &mut Vec<String>, prose: &mut Vec<String>) {
        let Some(cell) = self.columns.cell(row, Column::Verifier) else {
            return;
        };
        let (head, within) = without_window(cell.trim_end_matches('.'));
        let (verb, who) = match head.split_once(" is monitored by ") {
            Some((_, who)) => ("monitored by", who),
            None => ("verified by", head),
        };
        // A number of members, a dispute, a second body: more than a name, so kept in words.
        let is_name = !who.contains(';') && !who.starts_with("any ") && !who.contains(" by ");
        if !is_name {
            prose.push(self.labelled(Column::Verifier, cell));
            return;
        }
        let who = self.actors.subject(who, false, &mut self.names);
        let within = if verb == "verified by" { within } else { "" };
        let silence = match self.columns.cell(row, Column::SilentVerifier) {
            Some(said @ ("the report is accepted" | "the report is rejected"))
                if verb == "verified by" =>
            {
                format!(", failing which {said}")
            }
            _ => String::new(),
        };
        clauses.push(format!("{verb} {who}{within}{silence}"));
    }

    /// Whatever the language cannot be made to say yet, under its own heading.
    fn kept_as_prose(&self, row: &[String], prose: &mut Vec<String>) {
        for column in [
            Column::SilentVerifier,
            Column::WhatFollows,
            Column::Exchange,
        ] {
            if let Some(cell) = self.columns.cell(row, column) {
                prose.push(self.labelled(column, cell));
            }
        }
        if let Some(number) = self.columns.cell(row, Column::Number)
            && !number.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            prose.push(self.labelled(Column::Number, number));
        }
        for (at, cell) in row.iter().enumerate() {
            let known = self.columns.known.get(at).copied().flatten();
            if known.is_none() && !super::table::is_silent(cell) {
                let heading = self.columns.headings.get(at).map_or("", String::as_str);
                prose.push(said_under(heading, cell));
            }
        }
    }

    fn labelled(&self, column: Column, cell: &str) -> String {
        said_under(&self.columns.heading(column).unwrap_or_default(), cell)
    }

    /// How much and to whom, where the act does not say so itself.
    fn object(&mut self, row: &[String], act: &str, prose: &mut Vec<String>) -> String {
        let act = act.to_lowercase();
        let mut object = String::new();
        if let Some(quantity) = self.columns.cell(row, Column::Quantity)
            && !act.contains(&quantity.to_lowercase())
        {
            match counted(quantity) {
                Some(words) => object.push_str(&format!(" {words}")),
                None => prose.push(self.labelled(Column::Quantity, quantity)),
            }
        }
        if let Some(whom) = self.columns.cell(row, Column::ToWhom)
            && !act.contains(&super::actors::key(whom))
        {
            match self.actors.known(whom) {
                Some(name) => object.push_str(&format!(" to {name}")),
                None => object.push_str(&format!(" to {}", quoted(whom))),
            }
        }
        object
    }

    fn cites(&mut self, row: &[String]) -> String {
        let Some(cell) = self.columns.cell(row, Column::Cited) else {
            return String::new();
        };
        let mut cites = Vec::new();
        for cite in cell
            .split([';', '؛'])
            .map(str::trim)
            .filter(|cite| !cite.is_empty())
        {
            let (cite, unchecked) = checked(cite);
            let (called, paragraph) = text_of(cite);
            let name = self.text(called);
            let unchecked = if unchecked { " unchecked" } else { "" };
            cites.push(format!("{name} {}{unchecked}", quoted(paragraph)));
        }
        format!(" cites {}", cites.join(" and "))
    }

    fn text(&mut self, called: &str) -> String {
        if let Some((_, name)) = self.texts.iter().find(|(known, _)| known == called) {
            return name.clone();
        }
        let name = self.names.make(called, "text");
        self.texts.push((called.to_owned(), name.clone()));
        name
    }
}

/// What a table without names of texts cites.
const SIGNED_TEXT: &str = "Signed text";

/// The text and the paragraph of a citation: the matrix writes `mou 4.3`, others only `4.3`.
fn text_of(cite: &str) -> (&str, &str) {
    const NO_TEXT: &[&str] = &[
        "annex",
        "art",
        "article",
        "chapter",
        "clause",
        "no",
        "para",
        "paragraph",
        "point",
        "section",
    ];
    match cite.split_once(' ') {
        Some((first, rest))
            if !NO_TEXT.contains(&first)
                && first
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
                && first.starts_with(|c: char| c.is_ascii_lowercase()) =>
        {
            (first, rest.trim())
        }
        _ => (SIGNED_TEXT, cite),
    }
}

/// A citation without the remark that it was not checked.
fn checked(cite: &str) -> (&str, bool) {
    for frame in Frame::all() {
        let remark = format!("({})", frame.articles.unchecked);
        if let Some(bare) = cite.strip_suffix(remark.as_str()) {
            return (bare.trim(), true);
        }
    }
    (cite, false)
}

/// `600 "trucks"`, where a cell is a number and a word for what is counted.
fn counted(cell: &str) -> Option<String> {
    let (bound, rest) = ["at least ", "at most ", "about "]
        .iter()
        .find_map(|bound| cell.strip_prefix(bound).map(|rest| (*bound, rest)))
        .unwrap_or(("", cell));
    let (number, noun) = rest.split_once(' ')?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (is_number && number.len() < 12).then(|| format!("{bound}{number} {}", quoted(noun)))
}

/// The window of a verifier: ` within 6 hours of the report`.
fn without_window(cell: &str) -> (&str, &str) {
    let Some(at) = cell.find(" within ") else {
        return (cell, "");
    };
    let (head, window) = cell.split_at(at);
    let words: Vec<&str> = window.split_whitespace().collect();
    match words.as_slice() {
        ["within", number, unit, "of", "the", "report"]
            if number.parse::<u32>().is_ok() && UNITS.contains(unit) =>
        {
            (head, window)
        }
        _ => (cell, ""),
    }
}

const UNITS: &[&str] = &[
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
];

/// Whether a cell under “phase” means the agreement as a whole.
fn is_whole(title: &str) -> bool {
    let lower = title.to_lowercase();
    matches!(
        lower.as_str(),
        "all" | "whole agreement" | "the whole agreement" | "throughout"
    ) || Frame::all().any(|frame| frame.sections.whole_agreement.to_lowercase() == lower)
}

/// A title for a row that has none.
fn first_words(text: &str) -> String {
    const WORDS: usize = 8;
    text.trim_end_matches('.')
        .split(' ')
        .take(WORDS)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The language of a line, as far as its script tells: a table does not name it.
fn language_of(line: &str) -> &'static str {
    match line.chars().rev().find(|c| c.is_alphabetic()) {
        Some('\u{0590}'..='\u{05FF}') => "he",
        Some(c) if crate::line::is_right_to_left(c) => "ar",
        _ => "en",
    }
}

fn said_under(heading: &str, cell: &str) -> String {
    if heading.is_empty() {
        cell.to_owned()
    } else {
        format!("{}: {cell}", heading.trim_end_matches([':', '.']))
    }
}
