//! What things are called in a sentence.
//!
//! The source writes `the movement`, but the article is grammar there and is not kept. English
//! still wants one before "International Committee of the Red Cross" and none before "Hezbollah",
//! so the printer looks at the title itself, by three rules that can be read off this page. Where
//! none of them fits, no article is printed: a bare title is how contracts name their parties, and
//! cannot be misread.

use super::{English, number, words};
use crate::line::{Direction, atom, holds_other};
use model::{ActorKind, Element, Naming};

/// Titles that begin with these take no article and begin in lower case inside a sentence.
const DETERMINERS: &[&str] = &[
    "a", "all", "an", "any", "between", "both", "each", "every", "no", "several", "some",
];

/// Words that end the title of one definite thing: "the Coastal road", "the Relief cell".
const HEADS: &[&str] = &[
    "agency",
    "area",
    "army",
    "authority",
    "belt",
    "board",
    "border",
    "bridge",
    "cabinet",
    "camp",
    "cell",
    "center",
    "centre",
    "chair",
    "channel",
    "command",
    "commission",
    "committee",
    "container",
    "corridor",
    "council",
    "court",
    "crossing",
    "federation",
    "force",
    "front",
    "government",
    "group",
    "guarantor",
    "head",
    "house",
    "institute",
    "jurisdiction",
    "kingdom",
    "leadership",
    "line",
    "mechanism",
    "minister",
    "ministry",
    "mission",
    "monitor",
    "movement",
    "nation",
    "north",
    "office",
    "parliament",
    "party",
    "perimeter",
    "police",
    "post",
    "region",
    "representative",
    "republic",
    "river",
    "road",
    "room",
    "scheme",
    "secretariat",
    "side",
    "south",
    "state",
    "strip",
    "team",
    "tribunal",
    "union",
    "unit",
    "valley",
    "zone",
];

/// What ends the name in a title and begins what is said of it.
const STOPS: &[&str] = &[
    ", ",
    " as ",
    " at ",
    " with ",
    " from ",
    " along ",
    " to ",
    " in ",
    " through ",
    " that ",
    " which ",
    " (",
];

impl English<'_> {
    /// How something declared is named in a sentence.
    #[must_use]
    pub fn name(&self, element: Element) -> String {
        match element {
            Element::Agreement => "this agreement".to_owned(),
            Element::Article(id) => atom(&format!("{}{}", crate::line::ARTICLE, number(id))),
            Element::Schedule(id) => {
                let number = id.0.saturating_add(1);
                atom(&format!("Schedule {number}"))
            }
            Element::Act(_) => words(self.agreement.name(element)),
            Element::Actor(id) => match self.agreement.actor(id) {
                Some(actor) if matches!(actor.kind, ActorKind::Group | ActorKind::Side) => {
                    self.group_name(&actor.naming)
                }
                Some(actor) => self.title(&actor.naming),
                None => String::new(),
            },
            Element::Place(_) => self
                .agreement
                .naming(element)
                .map_or_else(String::new, |naming| self.title(naming)),
            // The title of a phase may be a sentence: "The corridor is open".
            Element::Phase(_) => format!("the phase {}", self.quoted_label(element)),
            Element::Milestone(_) => format!("the milestone {}", self.quoted_label(element)),
            Element::Term(id) => self.term_name(id),
            _ => self.quoted_label(element),
        }
    }

    /// A group without a title of its own is called by its members' common word.
    fn group_name(&self, naming: &Naming) -> String {
        if naming.label.is_empty() {
            return format!("the {}", words(&naming.name));
        }
        let label = self.label(naming);
        if is_plural_word(&label) {
            format!("the {}", lower_first(&label))
        } else {
            self.title(naming)
        }
    }

    /// A term is said by the word drafters chose for it, unless its title is that word.
    fn term_name(&self, id: model::TermId) -> String {
        let Some(term) = self.agreement.term(id) else {
            return String::new();
        };
        let label = self.label(&term.naming);
        let word = words(&term.naming.name);
        let is_title = label.replace('-', " ").eq_ignore_ascii_case(&word);
        let translated = holds_other(&label, Direction::LeftToRight) || !label.is_ascii();
        let said = match (is_title, translated) {
            (_, true) => self.isolated(&label),
            (true, false) => lower_title(&label),
            (false, false) => word,
        };
        format!("“{said}”")
    }

    /// A list, unit or text: its title, in quotation marks.
    pub(crate) fn quoted_label(&self, element: Element) -> String {
        self.agreement
            .naming(element)
            .map_or_else(String::new, |naming| {
                format!("“{}”", self.isolated(&self.label(naming)))
            })
    }

    /// What a bare name of the source stands for: an article, a phase, a milestone; else its words.
    pub(crate) fn named(&self, name: &str) -> String {
        let agreement = self.agreement;
        let articles = (0..).map(model::ArticleId).zip(&agreement.articles);
        let phases = (0..).map(model::PhaseId).zip(&agreement.phases);
        let milestones = (0..).map(model::MilestoneId).zip(&agreement.milestones);
        let found = articles
            .map(|(id, row)| (Element::Article(id), &row.naming))
            .chain(phases.map(|(id, row)| (Element::Phase(id), &row.naming)))
            .chain(milestones.map(|(id, row)| (Element::Milestone(id), &row.naming)))
            .find(|(_, naming)| naming.name == name);
        found.map_or_else(|| words(name), |(element, _)| self.name(element))
    }

    /// The label in the language asked, else the first title, else the name as words.
    #[must_use]
    pub fn label(&self, naming: &Naming) -> String {
        let asked = naming
            .labels
            .iter()
            .find(|(tag, _)| tag == self.language)
            .map(|(_, label)| label.clone());
        match asked {
            Some(label) => label,
            None if naming.label.is_empty() => words(&naming.name),
            None => naming.label.clone(),
        }
    }

    /// A title inside a sentence, with the article English wants before it.
    pub(crate) fn title(&self, naming: &Naming) -> String {
        let label = self.label(naming);
        if holds_other(&label, Direction::LeftToRight) {
            return atom(&label);
        }
        if naming.label.is_empty() && label.is_ascii() {
            return format!("the {label}");
        }
        with_article(&label)
    }

    /// A label that keeps its own direction inside an English sentence.
    pub(crate) fn isolated(&self, label: &str) -> String {
        if holds_other(label, Direction::LeftToRight) {
            atom(label)
        } else {
            label.to_owned()
        }
    }

    /// Something declared, by its label alone: for headings and tables.
    pub(crate) fn label_of(&self, element: Element) -> String {
        match element {
            Element::Agreement => "this agreement".to_owned(),
            Element::Act(_) => words(self.agreement.name(element)),
            _ => self
                .agreement
                .naming(element)
                .map_or_else(String::new, |naming| self.label(naming)),
        }
    }
}

fn with_article(label: &str) -> String {
    let first = label.split(' ').next().unwrap_or("");
    let lower = first.to_lowercase();
    if lower == "the" || DETERMINERS.contains(&lower.as_str()) {
        return lower_first(label);
    }
    if is_definite(label) {
        format!("the {label}")
    } else {
        label.to_owned()
    }
}

/// Whether a title names one definite thing: `X of Y`, or a title that ends in one of [`HEADS`].
fn is_definite(label: &str) -> bool {
    let head = STOPS
        .iter()
        .filter_map(|stop| label.find(stop))
        .min()
        .map_or(label, |end| &label[..end]);
    if head.contains(" of ") {
        return true;
    }
    let last = head.split(' ').next_back().unwrap_or("").to_lowercase();
    // `Monitoring and Verification Mechanism` is one thing; `Roads and bridges` are several.
    if head.contains(" and ") {
        return HEADS.contains(&last.as_str());
    }
    HEADS.iter().any(|word| {
        last == *word || last.strip_suffix('s') == Some(word) || plural_in_ies(&last, word)
    })
}

fn plural_in_ies(last: &str, word: &str) -> bool {
    match (last.strip_suffix("ies"), word.strip_suffix('y')) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn is_plural_word(label: &str) -> bool {
    !label.contains(' ') && label.ends_with('s')
}

/// A title in sentence case loses its capital; one with proper names in it keeps them all.
fn lower_title(label: &str) -> String {
    let proper = label
        .split(' ')
        .skip(1)
        .any(|word| word.starts_with(char::is_uppercase));
    if proper {
        label.to_owned()
    } else {
        lower_first(label)
    }
}

fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::with_article;

    #[test]
    fn titles_take_the_article_they_need() {
        for (label, said) in [
            ("The Movement", "the Movement"),
            (
                "International Committee of the Red Cross",
                "the International Committee of the Red Cross",
            ),
            ("Government of Israel", "the Government of Israel"),
            ("Joint operations room", "the Joint operations room"),
            (
                "European Union with five states",
                "the European Union with five states",
            ),
            ("Road monitors", "the Road monitors"),
            ("All borders", "all borders"),
            ("Hezbollah", "Hezbollah"),
            ("South Lebanon", "South Lebanon"),
            ("FARC-EP", "FARC-EP"),
        ] {
            assert_eq!(with_article(label), said);
        }
    }
}
