//! The implementation matrix that every secretariat keeps: one row for each commitment.
//!
//! Duties, prohibitions and levels are rows; a tabled article gives one row for each row of its
//! table. What the text does not say is `not stated`, in so many words: an empty cell would leave
//! open whether anybody looked.

mod csv;
mod html;
mod row;
mod xlsx;

use crate::document::Options;
use crate::frame::Frame;
use crate::line::{Direction, Line};
use model::{Agreement, ArticleKind};

pub(crate) use csv::unguarded;
pub use csv::write as csv;
pub use html::write as html;
pub use xlsx::write as xlsx;

/// How many columns a matrix has.
pub const COLUMNS: usize = 14;

/// The columns, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after its heading")]
pub enum Column {
    Number,
    Article,
    Cited,
    Commitment,
    Who,
    ToWhom,
    Quantity,
    ByWhen,
    Condition,
    Verifier,
    SilentVerifier,
    WhatFollows,
    Phase,
    Exchange,
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Self; COLUMNS] = [
        Self::Number,
        Self::Article,
        Self::Cited,
        Self::Commitment,
        Self::Who,
        Self::ToWhom,
        Self::Quantity,
        Self::ByWhen,
        Self::Condition,
        Self::Verifier,
        Self::SilentVerifier,
        Self::WhatFollows,
        Self::Phase,
        Self::Exchange,
    ];
}

/// A matrix before it is written.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The fixed words of its language.
    pub frame: &'static Frame,
    /// The direction in which its columns run.
    pub direction: Direction,
    /// The title of the agreement.
    pub title: Line,
    /// Its headings.
    pub header: Vec<Line>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Line>>,
}

/// Makes the matrix of an agreement, with the labels and headings of a language.
#[must_use]
pub fn matrix(agreement: &Agreement, options: &Options) -> Matrix {
    let language = options.lang.as_str();
    let frame = Frame::of(language);
    let maker = row::Maker::new(agreement, language, frame);
    let mut rows = Vec::new();
    for (id, article) in agreement.articles() {
        let is_commitment = matches!(
            article.kind,
            ArticleKind::Duty(_) | ArticleKind::Prohibition(_) | ArticleKind::Level(_)
        );
        if !is_commitment {
            continue;
        }
        match article.rows {
            None => rows.push(maker.row(id, article)),
            Some(table) => {
                let count = agreement.schedule(table).map_or(0, |t| t.rows.len());
                for at in (0..).take(count) {
                    rows.push(maker.for_row(table, at).row(id, article));
                }
            }
        }
    }
    Matrix {
        frame,
        direction: Direction::of(frame.tag),
        title: maker.title(),
        header: frame
            .columns
            .iter()
            .map(|heading| Line::new(frame.tag, heading))
            .collect(),
        rows,
    }
}
