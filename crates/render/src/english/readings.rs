//! What somebody takes something to mean.

use super::articles::Paragraph;
use super::clauses::{Context, Stands, stands};
use super::{English, sentence_case};
use model::{Clause, CountedAs, Reading, ReadingOf, ReadingSays, ScheduleId};

impl English<'_> {
    /// What a reading puts in place of what is read.
    #[must_use]
    pub fn reading(&self, reading: &Reading) -> String {
        match &reading.says {
            ReadingSays::Clauses(clauses) => self.reading_clauses(clauses, reading.rows),
            ReadingSays::Act(duty, clauses) => {
                let said = self.duty(duty);
                let tails = self.reading_clauses(clauses, reading.rows);
                if tails.is_empty() {
                    said
                } else {
                    format!("{said}, {tails}")
                }
            }
            ReadingSays::Power(power) => self.power(power),
            ReadingSays::Quantity(quantity) => format!("the number is {}", self.quantity(quantity)),
            ReadingSays::Moment(moment) => format!("the day is {}", self.moment(moment)),
            ReadingSays::Means(text) => format!("it means “{}”", self.isolated(text)),
            ReadingSays::Covers(nouns) => format!("it covers {}", self.nouns(nouns)),
            ReadingSays::DoesNotCover(nouns) => {
                format!("it does not cover {}", self.nouns(nouns))
            }
            ReadingSays::Is(counted) => format!("the number is {}", counted_as(*counted)),
            ReadingSays::Prevails(text, over) => {
                let over: Vec<String> = over
                    .iter()
                    .map(|id| self.name(model::Element::Text(*id)))
                    .collect();
                format!(
                    "{} prevails over {}",
                    self.name(model::Element::Text(*text)),
                    super::list(&over, "and")
                )
            }
        }
    }

    fn reading_clauses(&self, clauses: &[Clause], rows: Option<ScheduleId>) -> String {
        let context = Context { kept: false, rows };
        let said: Vec<String> = clauses
            .iter()
            .filter(|clause| stands(clause) != Stands::WithSilences)
            .map(|clause| self.clause_in(clause, context))
            .collect();
        said.join("; ")
    }

    /// What is read, in a sentence: `Article 4`, `day 1`, `which text prevails`.
    pub(crate) fn read(&self, of: &ReadingOf) -> String {
        match of {
            ReadingOf::Named(references) => self.references(references, "and"),
            ReadingOf::Day(number) => format!("which day is day {number}"),
            ReadingOf::Texts => "which text prevails".to_owned(),
        }
    }

    /// The sentence of a reading.
    pub(crate) fn reading_paragraph(&self, reading: &Reading) -> Paragraph {
        Paragraph {
            letter: None,
            text: sentence_case(&self.reading(reading)),
        }
    }
}

/// `a ceiling`
pub(crate) fn counted_as(counted: CountedAs) -> &'static str {
    match counted {
        CountedAs::Total => "a total",
        CountedAs::Average => "an average",
        CountedAs::Floor => "a floor",
        CountedAs::Ceiling => "a ceiling",
        CountedAs::Estimate => "an estimate",
    }
}
