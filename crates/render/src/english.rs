//! An agreement in careful legal English, from fixed templates: one form of words for each part of
//! the model, never free text.
//!
//! The forms are chosen so that a lawyer cannot misread them: `no party shall`, never "each party
//! shall not"; `the party to whom it is owed`, never "the injured party"; a return to earlier terms
//! `for the future only`. Numbers stay in digits, so that they can be compared in every language.
//! What the text leaves open is said to be open; nothing is supplied.
//!
//! Inside this module a string may hold atoms between isolate marks (see [`crate::line`]). The
//! functions that other crates call give plain strings.

mod actors;
mod articles;
mod clauses;
mod conditions;
mod dates;
mod endings;
mod names;
mod points;
mod powers;
mod proof;
mod quantities;
mod readings;
mod sentences;
mod things;
mod verbs;
mod who;

use crate::line::{FSI, PDI, plain};
use model::{
    Agreement, Article, ArticleId, Clause, Condition, Duration, Element, Event, Failing, Moment,
    Noun, Panel, Point, Power, PowerAct, Quantity, Reading, ScheduleId, Who, Window,
};

pub(crate) use articles::Paragraph;
pub(crate) use dates::date_words;

/// Prints the parts of one agreement.
#[derive(Clone, Copy, Debug)]
pub struct English<'a> {
    pub(crate) agreement: &'a Agreement,
    /// The language whose labels are used where there are any.
    pub(crate) language: &'a str,
    /// The row of a table that a tabled article is printed for.
    pub(crate) row: Option<(ScheduleId, u32)>,
}

impl<'a> English<'a> {
    /// A printer that uses the first title of everything.
    #[must_use]
    pub fn new(agreement: &'a Agreement) -> Self {
        Self::labelled(agreement, "en")
    }

    /// A printer that uses the labels of a language where there are any.
    #[must_use]
    pub fn labelled(agreement: &'a Agreement, language: &'a str) -> Self {
        Self {
            agreement,
            language,
            row: None,
        }
    }

    /// The same printer, for one row of the table that the articles it prints are repeated for.
    #[must_use]
    pub fn for_row(self, schedule: ScheduleId, row: u32) -> Self {
        Self {
            row: Some((schedule, row)),
            ..self
        }
    }
}

macro_rules! plain_functions {
    ($($(#[$doc:meta])* $name:ident($part:ty);)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(agreement: &Agreement, part: $part) -> String {
            plain(&English::new(agreement).$name(part))
        }
    )+};
}

plain_functions! {
    /// How something declared is named in a sentence: `the Coastal road`, `Article 3`.
    name(Element);
    /// `the Movement`, `each party`, `the party to whom it is owed`
    who(Who);
    /// `any 2 of the guarantors`
    panel(&Panel);
    /// `the aid loads`, `displaced persons`
    noun(&Noun);
    /// `at least 600 trucks`
    quantity(&Quantity);
    /// `day 1 (19 January 2025), 16:00, Cairo time`
    moment(&Moment);
    /// `19 January 2025`, from a stretch of instants
    window(Window);
    /// `the end of the First stage`
    point(&Point);
    /// `Article 2 is verified`
    event(&Event);
    /// `12 hours`
    duration(Duration);
    /// `Article 2 is done and Article 3 is verified`
    condition(&Condition);
    /// `the report is accepted`
    failing(&Failing);
    /// One clause: words that end a sentence, or a sentence of its own without its full stop.
    clause(&Clause);
    /// `suspend Article 8`
    power_act(&PowerAct);
    /// `The Movement may suspend Article 8, for at most 7 days`
    power(&Power);
    /// What a reading puts in place of what is read.
    reading(&Reading);
}

/// The first sentence of an article: who shall, shall not or may do what.
#[must_use]
pub fn sentence(agreement: &Agreement, article: &Article) -> String {
    plain(&English::new(agreement).sentence(article))
}

/// An article as its numbered paragraphs: `(1)`, `(2)` …
#[must_use]
pub fn paragraphs(agreement: &Agreement, article: &Article) -> Vec<String> {
    English::new(agreement)
        .paragraphs(article)
        .iter()
        .map(|paragraph| plain(&paragraph.text))
        .collect()
}

/// The number printed for an article: articles are named in the source and numbered here.
#[must_use]
pub fn number(article: ArticleId) -> u32 {
    article.0.saturating_add(1)
}

/// `a`, `a and b`, `a, b and c`
pub(crate) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        // Titles may hold commas of their own.
        [first @ .., end] if first.iter().any(|item| item.contains(", ")) => {
            format!("{}; {last} {end}", first.join("; "))
        }
        // Nor may `and` inside one of them pass for the joint.
        [first @ .., end] if last == "and" && items.iter().any(|item| item.contains(" and ")) => {
            format!("{}, and {end}", first.join(", "))
        }
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// A sentence with a capital and a full stop.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut begun = false;
    for c in text.chars() {
        if begun || matches!(c, FSI | PDI) {
            out.push(c);
        } else {
            out.extend(c.to_uppercase());
            begun = true;
        }
    }
    if !out.trim_end_matches(PDI).ends_with(['.', '!', '?']) {
        out.push('.');
    }
    out
}

/// A name of the source as words: `joint_room` is `joint room`.
pub(crate) fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// A number in thousandths of one.
pub(crate) fn number_of(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let whole = thousandths.unsigned_abs() / 1000;
    let part = thousandths.unsigned_abs() % 1000;
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{part:03}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_thousandths() {
        assert_eq!(number_of(600_000), "600");
        assert_eq!(number_of(2_500), "2.5");
        assert_eq!(number_of(-250), "-0.25");
    }

    #[test]
    fn lists_have_one_joint() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(list(&items, "and"), "a, b and c");
        assert_eq!(list(&items[..2], "or"), "a or b");
        assert_eq!(list(&items[..1], "or"), "a");
        let inside: Vec<String> = ["a and b", "c"].map(str::to_owned).to_vec();
        assert_eq!(list(&inside, "and"), "a and b, and c");
    }

    #[test]
    fn a_sentence_begins_and_ends() {
        assert_eq!(sentence_case("any 2 of them may"), "Any 2 of them may.");
        assert_eq!(sentence_case("he said stop."), "He said stop.");
    }
}
