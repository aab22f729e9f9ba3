//! A whole article as its numbered paragraphs.

use super::clauses::{Context, Stands, stands};
use super::{English, sentence_case};
use model::{Article, ArticleKind, Clause};

/// One paragraph of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// What stands before it: nothing, or the letter of a step.
    pub(crate) letter: Option<String>,
    /// Its sentence.
    pub(crate) text: String,
}

impl Paragraph {
    /// A paragraph of its own.
    pub(crate) fn numbered(text: String) -> Self {
        Self {
            letter: None,
            text: sentence_case(&text),
        }
    }

    /// A step of a ladder.
    pub(crate) fn step(at: usize, text: String) -> Self {
        let letter = u32::try_from(at)
            .ok()
            .and_then(|at| char::from_digit(at.saturating_add(10), 36))
            .map_or_else(|| (at + 1).to_string(), String::from);
        Self {
            letter: Some(letter),
            text,
        }
    }
}

impl English<'_> {
    /// The paragraphs of an article, in the order a lawyer looks for them: who shall do what and
    /// when; who says so; what follows.
    pub(crate) fn paragraphs(&self, article: &Article) -> Vec<Paragraph> {
        let first = self.with_tails(&self.sentence(article), article);
        let mut all = vec![Paragraph::numbered(first)];
        match &article.kind {
            ArticleKind::Snapback(snapback) => {
                let more = self.snapback_paragraphs(snapback);
                all.extend(more.into_iter().map(Paragraph::numbered));
            }
            ArticleKind::Ladder(ladder) => all.extend(self.rungs(ladder)),
            _ => {}
        }
        let context = Context::of(article);
        all.extend(
            article
                .clauses
                .iter()
                .filter(|clause| stands(clause) == Stands::Alone)
                .map(|clause| Paragraph::numbered(self.clause_in(clause, context))),
        );
        all
    }

    /// The first sentence with the clauses that end it: when and how often before the rest.
    fn with_tails(&self, sentence: &str, article: &Article) -> String {
        let mut said = sentence.to_owned();
        let context = Context::of(article);
        let tails = |wanted: Stands| {
            article
                .clauses
                .iter()
                .filter(move |clause| self.position(clause) == wanted)
        };
        // `of which` belongs to the quantity, before any date.
        for clause in tails(Stands::AfterComma).filter(|clause| part_of_quantity(clause)) {
            said.push_str(", ");
            said.push_str(&self.clause_in(clause, context));
        }
        // After a condition, a date without a comma would seem to belong to it.
        let parted = said.len() > sentence.len()
            || matches!(
                article.kind,
                ArticleKind::Linkage(_) | ArticleKind::Power(_)
            );
        for (at, clause) in tails(Stands::Close).enumerate() {
            said.push_str(if at > 0 || parted { ", " } else { " " });
            said.push_str(&self.clause_in(clause, context));
        }
        for clause in tails(Stands::AfterComma).filter(|clause| !part_of_quantity(clause)) {
            said.push_str(", ");
            said.push_str(&self.clause_in(clause, context));
        }
        said
    }
}

fn part_of_quantity(clause: &Clause) -> bool {
    matches!(clause, Clause::OfWhich { .. })
}
