//! The typed syntax of a file: what was written, word by word, before anyone asks what a name
//! refers to.
//!
//! One type for each rule of the grammar (`docs/book/grammar.ebnf`), in the grammar's order and
//! under its names. Everything that a message may point at carries a [`Span`] of bytes.

mod article;
mod clause;
mod phrase;
mod statement;
mod told;

pub use article::*;
pub use clause::*;
pub use phrase::*;
pub use statement::*;
pub use told::*;
pub use words::*;

/// Where something stands in its file, in bytes from the start: `start..end`.
pub use findings::Span;

/// A whole file: at most one agreement, then stories and records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// `agreement truce "…".` and its statements.
    pub agreement: Option<Agreement>,
    /// `story "…" of truce: …`
    pub stories: Vec<Story>,
    /// `record "…" of truce: …`
    pub records: Vec<Record>,
    /// The words of all that could not be read: what they name is not unused, and the article they
    /// stand in is not silent on what they said.
    pub unread: Vec<Name>,
}

/// A word as written (NFC), with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The word itself.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A quoted text, without its quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// What stands between the quotes.
    pub text: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// A number as written: `33`, `60_000`, `2.5`. Kept in thousandths, so that nothing is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The value, in thousandths of one.
    pub thousandths: i64,
    /// Where it stands.
    pub span: Span,
}

impl Number {
    /// The value where it is a whole number.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        (self.thousandths % 1000 == 0).then_some(self.thousandths / 1000)
    }
}
