//! One row of a matrix: each cell answers one question from the clauses that answer it.

use crate::english::{English, number, sentence_case};
use crate::frame::Frame;
use crate::line::{Line, atom};
use model::{
    Agreement, Article, ArticleId, ArticleKind, Clause, Element, Noun, Preposition, Question,
    Reach, Relation, ScheduleId, Target,
};

/// Makes rows.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    agreement: &'a Agreement,
    english: English<'a>,
    frame: &'static Frame,
}

impl<'a> Maker<'a> {
    pub(super) fn new(agreement: &'a Agreement, language: &'a str, frame: &'static Frame) -> Self {
        Self {
            agreement,
            english: English::labelled(agreement, language),
            frame,
        }
    }

    /// The same maker for one row of a table.
    pub(super) fn for_row(self, schedule: ScheduleId, row: u32) -> Self {
        Self {
            english: self.english.for_row(schedule, row),
            ..self
        }
    }

    pub(super) fn title(&self) -> Line {
        let naming = &self.agreement.naming;
        let asked = naming
            .labels
            .iter()
            .find(|(tag, _)| tag == self.english.language);
        match asked {
            Some((tag, label)) => Line::new(tag, label),
            None => Line::english(&self.english.label(naming)),
        }
    }

    /// The cells of an article, in the order of [`super::Column`].
    pub(super) fn row(&self, id: ArticleId, article: &Article) -> Vec<Line> {
        vec![
            self.number(id),
            self.article(article),
            self.cited(article),
            self.english_cell(Some(self.commitment(article))),
            self.english_cell(article.holders().map(|panel| self.english.panel(panel))),
            self.english_cell(self.recipient(article)),
            self.english_cell(article.quantity().map(|q| self.english.quantity(q))),
            self.english_cell(self.answers(article, BY_WHEN)),
            self.english_cell(self.answers(article, CONDITION)),
            self.english_cell(self.answers(article, VERIFIER)),
            self.english_cell(self.silent_verifier(article)),
            self.english_cell(self.what_follows(article)),
            self.phase(article),
            self.english_cell(self.answers(article, EXCHANGE)),
        ]
    }

    /// Words of the English templates, or that nothing is stated.
    fn english_cell(&self, said: Option<String>) -> Line {
        match said.filter(|said| !said.is_empty()) {
            Some(said) => Line::english(&said),
            None => Line::new(self.frame.tag, self.frame.not_stated),
        }
    }

    fn number(&self, id: ArticleId) -> Line {
        let article = number(id);
        let number = match self.english.row {
            Some((_, row)) => format!("{article}.{}", row.saturating_add(1)),
            None => article.to_string(),
        };
        Line::new(self.frame.tag, &atom(&number))
    }

    fn article(&self, article: &Article) -> Line {
        let label = self.english.label(&article.naming);
        let row = self
            .english
            .row
            .map_or_else(String::new, |(schedule, row)| {
                let row = crate::line::plain(&self.english.row_named(schedule, row));
                format!(" ({})", row.trim_start_matches(" for the "))
            });
        let tag = article
            .naming
            .labels
            .iter()
            .find(|(tag, _)| tag == self.english.language)
            .map_or("en", |(tag, _)| tag.as_str());
        Line::new(tag, &format!("{label}{row}"))
    }

    fn cited(&self, article: &Article) -> Line {
        let cites: Vec<String> = article
            .naming
            .cites
            .iter()
            .map(|cite| {
                let words = atom(&cite.words);
                if cite.unchecked {
                    format!("{words} ({})", self.frame.articles.unchecked)
                } else {
                    words
                }
            })
            .collect();
        if cites.is_empty() {
            return self.english_cell(None);
        }
        Line::new(self.frame.tag, &cites.join(self.frame.semicolon))
    }

    /// The sentence, with the quantities and places that belong to it.
    fn commitment(&self, article: &Article) -> String {
        let mut said = self.english.sentence(article);
        for clause in &article.clauses {
            let belongs = matches!(
                clause.question(),
                Question::Place | Question::Parts | Question::Through
            ) || matches!(clause, Clause::Except(_));
            if belongs {
                said.push_str(", ");
                said.push_str(&self.english.clause_of(article, clause));
            }
        }
        sentence_case(&said)
    }

    /// To whom: an actor after `to`, of the sentence alone.
    fn recipient(&self, article: &Article) -> Option<String> {
        let relations = match &article.kind {
            ArticleKind::Level(level) => &level.relations,
            _ => &article.object()?.relations,
        };
        relations.iter().find_map(|relation| match relation {
            Relation::To(Preposition::To, target) if is_somebody(target) => {
                Some(self.english.target(target))
            }
            _ => None,
        })
    }

    /// The clauses that answer any of some questions.
    fn answers(&self, article: &Article, asked: &[Question]) -> Option<String> {
        let said: Vec<String> = article
            .clauses
            .iter()
            .filter(|clause| asked.contains(&clause.question()))
            .filter_map(|clause| {
                if self
                    .english
                    .asks_nothing(self.english.reach_of_clause(clause))
                {
                    return None;
                }
                let said = match clause {
                    Clause::VerifiedBy { panel, within, .. } => {
                        self.english.by_within(panel, *within, " of the report")
                    }
                    _ => self.english.clause_of(article, clause),
                };
                Some(said)
            })
            .collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// What silence of a verifier means, for each clause that says so.
    fn silent_verifier(&self, article: &Article) -> Option<String> {
        let said: Vec<String> = article
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                Clause::VerifiedBy {
                    failing: Some(failing),
                    ..
                }
                | Clause::IdentifiedBy {
                    failing: Some(failing),
                    ..
                }
                | Clause::Incidents {
                    failing: Some(failing),
                    ..
                } => Some(self.english.failing(failing)),
                _ => None,
            })
            .collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    fn what_follows(&self, article: &Article) -> Option<String> {
        let said: Vec<String> = article
            .clauses
            .iter()
            .filter(|clause| {
                matches!(
                    clause.question(),
                    Question::Remedy(_)
                        | Question::Limit
                        | Question::Tolerance
                        | Question::Suspension
                )
            })
            .map(|clause| self.english.clause_of(article, clause))
            .collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    fn phase(&self, article: &Article) -> Line {
        match article.reach {
            Reach::Unstated => self.english_cell(None),
            Reach::Agreement => Line::new(self.frame.tag, self.frame.sections.whole_agreement),
            Reach::Phase(id) => {
                let label = self.english.label_of(Element::Phase(id));
                let tag = self.agreement.phase(id).and_then(|phase| {
                    let labels = phase.naming.labels.iter();
                    labels
                        .map(|(tag, _)| tag.as_str())
                        .find(|tag| *tag == self.english.language)
                });
                Line::new(tag.unwrap_or("en"), &label)
            }
        }
    }
}

fn is_somebody(target: &Target) -> bool {
    match target {
        Target::EachParty | Target::AnyParty | Target::Parties => true,
        Target::Nouns(nouns) => nouns
            .iter()
            .all(|noun| matches!(noun, Noun::Element(Element::Actor(_)))),
        Target::Column(_) => false,
    }
}

const BY_WHEN: &[Question] = &[Question::Deadline, Question::NotBefore, Question::Period];

const CONDITION: &[Question] = &[
    Question::Trigger,
    Question::Effect,
    Question::Exception,
    Question::Consent,
];

const VERIFIER: &[Question] = &[
    Question::Verifier,
    Question::Receipt,
    Question::Identification,
    Question::Counter,
    Question::Monitor,
    Question::Confirmation,
    Question::Attribution,
    Question::Grading,
    Question::Dispute,
    Question::Coordinator,
    Question::Evidence,
];

const EXCHANGE: &[Question] = &[Question::Exchange, Question::Order, Question::Replacement];
