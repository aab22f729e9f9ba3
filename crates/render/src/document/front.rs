//! The front of a document: which text prevails, facts about the whole, layers, actors.

use super::{Builder, Role};
use crate::frame::Frame;
use crate::line::{Line, atom};
use model::{ActorId, Element};

impl Builder<'_> {
    pub(super) fn front(&mut self) {
        self.opening();
        self.facts();
        self.texts();
        self.actors();
    }

    fn opening(&mut self) {
        let frame = self.frame;
        let prevails = if self.manner.annex_prevails {
            frame.annex_prevails
        } else {
            frame.signed_text_prevails
        };
        self.note(prevails);
        if self.agreement.as_signed {
            self.note(frame.as_signed);
        }
        if !frame.serves(self.lang) {
            self.note(frame.no_frame);
        }
        self.note(frame.rules_in_english);
        if frame.tag != "en" && frame.serves(self.lang) && !self.has_names() {
            self.note(frame.articles.no_names);
        }
        if !self.has_prose() {
            self.note(&self.no_prose_at_all());
        }
    }

    fn note(&mut self, words: &str) {
        if !words.is_empty() {
            let line = self.framed(words);
            self.paragraph(Role::Note, line);
        }
    }

    /// Whether anything is named in the language of this document.
    fn has_names(&self) -> bool {
        crate::languages::names(self.agreement).contains(self.lang)
    }

    /// Whether any article has prose that this document would print.
    pub(super) fn has_prose(&self) -> bool {
        self.agreement
            .articles
            .iter()
            .any(|article| article.prose.iter().any(|(tag, _)| self.prints(tag)))
    }

    /// Whether prose of a language is printed.
    pub(super) fn prints(&self, tag: &str) -> bool {
        self.manner.all_prose || tag == self.lang
    }

    fn no_prose_at_all(&self) -> String {
        if self.frame.serves(self.lang) {
            self.frame.articles.no_prose_at_all.to_owned()
        } else {
            let language = self.lang;
            format!("No article of this agreement has a text in “{language}” here.")
        }
    }

    fn facts(&mut self) {
        let frame = self.frame;
        self.section("agreement", frame.sections.agreement);
        let agreement = self.agreement;
        let english = self.english;
        let facts = &frame.facts;
        let mut rows: Vec<(&str, Option<String>)> = Vec::new();
        let made: Vec<String> = agreement
            .made
            .iter()
            .map(|made| english.made(made))
            .collect();
        let authentic = (!agreement.authentic.is_empty()).then(|| agreement.authentic.join(", "));
        rows.push((facts.made, (!made.is_empty()).then(|| made.join("; "))));
        rows.push((
            facts.entry,
            agreement.entry.as_ref().map(|entry| english.entry(entry)),
        ));
        rows.push((facts.authentic, authentic));
        if agreement.authentic.len() > 1 || agreement.prevailing_language.is_some() {
            rows.push((facts.prevailing, agreement.prevailing_language.clone()));
        }
        rows.push((facts.zone, agreement.zone.clone()));
        rows.push((
            facts.day_count,
            agreement
                .day_count
                .as_ref()
                .map(|count| english.day_count(count)),
        ));
        rows.push((
            facts.meaning,
            agreement
                .meaning_by
                .as_ref()
                .map(|panel| format!("decided by {}", english.panel(panel))),
        ));
        self.optional_facts(&mut rows);
        let rows = rows
            .into_iter()
            .map(|(name, said)| {
                let said = said.map_or_else(|| self.not_stated(), |said| Line::english(&said));
                vec![self.framed(name), said]
            })
            .collect();
        self.table(&[facts.name, facts.particulars], rows);
        let silent = frame.slots(&agreement.naming.silent);
        if !silent.is_empty() {
            self.note(&format!("{} {silent}.", frame.articles.silent_on));
        }
    }

    /// Facts whose absence says nothing.
    fn optional_facts(&self, rows: &mut Vec<(&'static str, Option<String>)>) {
        let agreement = self.agreement;
        let facts = &self.frame.facts;
        if let Some(up) = agreement.month_ends_up {
            let way = if up { "round up" } else { "round down" };
            rows.push((facts.month_ends, Some(way.to_owned())));
        }
        if let Some(within) = agreement.reports_within {
            let within = format!("within {}", self.english.duration(within));
            rows.push((facts.reports, Some(within)));
        }
        if !agreement.grades.is_empty() {
            rows.push((facts.grades, Some(agreement.grades.join(", "))));
        }
        if agreement.no_text_prevails {
            rows.push((facts.rank, Some("no text prevails over another".to_owned())));
        }
    }

    /// The layers, by the short names that citations use.
    fn texts(&mut self) {
        let frame = self.frame;
        let rows: Vec<Vec<Line>> = self
            .agreement
            .texts
            .iter()
            .map(|text| {
                let mut said = self.english.text_particulars(text);
                said.extend(self.remarks(&text.naming));
                vec![
                    self.framed(&atom(&text.naming.name)),
                    self.label_line(&text.naming),
                    self.phrases(&said),
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.section("texts", frame.sections.texts);
        let facts = &frame.facts;
        self.table(&["", facts.name, facts.particulars], rows);
    }

    fn actors(&mut self) {
        let frame = self.frame;
        let rows: Vec<Vec<Line>> = self
            .agreement
            .actors
            .iter()
            .map(|actor| {
                let mut said = self.english.actor_particulars(actor);
                said.extend(self.remarks(&actor.naming));
                let said = if said.is_empty() {
                    self.framed("")
                } else {
                    self.phrases(&said)
                };
                vec![
                    self.label_line(&actor.naming),
                    self.framed(frame.role(actor.kind)),
                    said,
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.section("actors", frame.sections.actors);
        let facts = &frame.facts;
        self.table(&[facts.name, facts.role, facts.particulars], rows);
    }

    /// Who holds a reading, in the words of the frame and the labels of the language.
    pub(super) fn held_by(&self, ids: &[ActorId], frame: &Frame) -> String {
        let names: Vec<String> = ids
            .iter()
            .map(|id| atom(&self.english.label_of(Element::Actor(*id))))
            .collect();
        format!("{} {}", frame.articles.held_by, names.join(frame.comma))
    }
}
