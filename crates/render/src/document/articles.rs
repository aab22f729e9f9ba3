//! The articles in the order of the text, under the headings of their phases.

use super::{ArticleBlock, Block, Builder, Numbered, ReadingBlock, Role};
use crate::english::{Paragraph, number, sentence_case};
use crate::line::{Line, atom};
use crate::silences::silences;
use model::{
    Article, ArticleId, Clause, Element, PhaseId, Power, PowerPart, Reach, Reading, ReadingOf,
};

impl Builder<'_> {
    pub(super) fn articles(&mut self) {
        let frame = self.frame;
        self.section("articles", frame.sections.articles);
        let agreement = self.agreement;
        let mut reach = None;
        let mut told: Vec<PhaseId> = Vec::new();
        for (id, article) in agreement.articles() {
            if reach != Some(article.reach) {
                reach = Some(article.reach);
                self.reach_heading(id, article.reach, &mut told);
            }
            let block = self.article(id, article);
            self.blocks.push(Block::Article(Box::new(block)));
        }
        // A phase in which nothing is owed is still a phase.
        for phase in (0..).map(PhaseId).take(agreement.phases.len()) {
            if !told.contains(&phase) {
                self.phase_heading(Self::anchor(Element::Phase(phase)), phase);
                self.phase(phase);
            }
        }
    }

    /// The heading of a run of articles; a phase is described where it comes first.
    fn reach_heading(&mut self, first: ArticleId, reach: Reach, told: &mut Vec<PhaseId>) {
        let sections = &self.frame.sections;
        let anchor = format!("part-{}", number(first));
        match reach {
            Reach::Agreement => {
                let line = self.framed(sections.whole_agreement);
                self.heading(3, &anchor, line);
            }
            Reach::Unstated => {
                let line = self.framed(sections.no_phase);
                self.heading(3, &anchor, line);
            }
            Reach::Phase(id) if told.contains(&id) => self.phase_heading(anchor, id),
            Reach::Phase(id) => {
                told.push(id);
                self.phase_heading(Self::anchor(Element::Phase(id)), id);
                self.phase(id);
            }
        }
    }

    fn phase_heading(&mut self, anchor: String, id: PhaseId) {
        let label = self.label_in_frame(&self.english.label_of(Element::Phase(id)));
        let line = self.framed(&format!("{}: {label}", self.frame.phase));
        self.heading(3, &anchor, line);
    }

    fn phase(&mut self, id: PhaseId) {
        let Some(phase) = self.agreement.phase(id) else {
            return;
        };
        for (tag, prose) in &phase.prose {
            if self.prints(tag) {
                self.paragraph(Role::Prose, Line::new(tag, prose));
            }
        }
        let mut said = self.english.phase_particulars(phase);
        said.extend(self.remarks(&phase.naming));
        let line = if said.is_empty() {
            self.not_stated()
        } else {
            Line::english(&sentence_case(&said.join("; ")))
        };
        self.paragraph(Role::Plain, line);
    }

    fn article(&self, id: ArticleId, article: &Article) -> ArticleBlock {
        let frame = self.frame;
        let label = self.label_in_frame(&self.english.label(&article.naming));
        let digits = atom(&number(id).to_string());
        let cites = (!article.naming.cites.is_empty()).then(|| {
            let cited = self.cited(&article.naming, frame);
            self.framed(&format!("{} {cited}", frame.articles.formalises))
        });
        ArticleBlock {
            number: number(id),
            anchor: Self::anchor(Element::Article(id)),
            heading: self.framed(&format!("{} {digits}. {label}", frame.article)),
            kind: self.framed(frame.kind(&article.kind)),
            cites,
            prose: self.prose(article),
            rule: numbered(self.english.paragraphs(article)),
            notes: self.notes(article),
            readings: self.readings_of(id),
        }
    }

    fn prose(&self, article: &Article) -> Vec<Line> {
        article
            .prose
            .iter()
            .filter(|(tag, _)| self.prints(tag))
            .map(|(tag, prose)| Line::new(tag, prose))
            .collect()
    }

    /// The table an article is repeated for, the prose it lacks, and what its text leaves unsaid.
    fn notes(&self, article: &Article) -> Vec<Line> {
        let frame = self.frame;
        let mut notes = Vec::new();
        if let Some(rows) = article.rows {
            let word = self.english.row_word(rows);
            let table = self.english.name(Element::Schedule(rows));
            notes.push(Line::english(&format!(
                "Repeated for every {word} of {table}."
            )));
        }
        let lacks_prose = !article.prose.iter().any(|(tag, _)| *tag == self.lang);
        // Where nobody wrote prose in the language of the rules, one line at the front says so.
        if lacks_prose && (self.has_prose() || self.lang != "en") {
            notes.push(self.framed(&self.no_prose()));
        }
        if let Some(line) = frame.silences(&silences(self.agreement, article)) {
            notes.push(self.framed(&line));
        }
        let asked = asked_in_vain(article);
        if !asked.is_empty() {
            let slots = frame.slots(&asked);
            notes.push(self.framed(&format!("{} {slots}.", frame.articles.silent_on)));
        }
        notes
    }

    fn no_prose(&self) -> String {
        if self.frame.serves(self.lang) {
            self.frame.articles.no_prose.to_owned()
        } else {
            let language = self.lang;
            format!("There is no text of this article in “{language}”.")
        }
    }

    /// The readings of an article, in the order declared: no side comes first by rank.
    fn readings_of(&self, id: ArticleId) -> Vec<ReadingBlock> {
        self.agreement
            .readings
            .iter()
            .filter(|reading| match &reading.of {
                ReadingOf::Named(references) => references.iter().any(|r| r.article() == Some(id)),
                _ => false,
            })
            .map(|reading| self.reading(reading))
            .collect()
    }

    pub(super) fn reading(&self, reading: &Reading) -> ReadingBlock {
        let frame = self.frame;
        let label = self.label_in_frame(&self.english.label(&reading.naming));
        let mut heading = format!("{} “{label}”", frame.articles.reading);
        if !reading.by.is_empty() {
            heading.push_str(frame.comma);
            heading.push_str(&self.held_by(&reading.by, frame));
        }
        if !reading.within.is_empty() {
            let texts: Vec<String> = reading
                .within
                .iter()
                .map(|id| atom(&self.english.label_of(Element::Text(*id))))
                .collect();
            let joined = texts.join(frame.comma);
            heading.push_str(frame.comma);
            heading.push_str(&format!("{} {joined}", frame.articles.found_in));
        }
        if !reading.naming.cites.is_empty() {
            heading.push_str(&format!(" ({})", self.cited(&reading.naming, frame)));
        }
        ReadingBlock {
            heading: self.framed(&heading),
            line: Line::english(&self.english.reading_paragraph(reading).text),
        }
    }
}

/// `(1)`, `(2)`, and `(a)`, `(b)` for the steps of a ladder.
fn numbered(paragraphs: Vec<Paragraph>) -> Vec<Numbered> {
    let mut count = 0;
    paragraphs
        .into_iter()
        .map(|paragraph| {
            let step = paragraph.letter.is_some();
            let mark = paragraph.letter.unwrap_or_else(|| {
                count += 1;
                count.to_string()
            });
            Numbered {
                mark: format!("({mark})"),
                step,
                line: Line::english(&paragraph.text),
            }
        })
        .collect()
}

/// The questions the source says the text was read for.
fn asked_in_vain(article: &Article) -> Vec<String> {
    let mut all = article.naming.silent.clone();
    for clause in &article.clauses {
        if let Clause::Silent(slots) = clause {
            all.extend(slots.iter().cloned());
        }
    }
    if let model::ArticleKind::Power(Power { parts, .. }) = &article.kind {
        for part in parts {
            if let PowerPart::Silent(slots) = part {
                all.extend(slots.iter().cloned());
            }
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for slot in all {
        if !seen.contains(&slot) {
            seen.push(slot);
        }
    }
    seen
}
