//! One thing told about an agreement.

use crate::Span;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The text has no meaning, or cannot work.
    Error,
    /// It has a meaning people rarely want, or leaves something open.
    Warning,
    /// Worth knowing.
    Info,
}

/// One thing told about an agreement: a message that stands alone, where it stands, what hangs on
/// it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// `W0204`; every code has a page.
    pub code: &'static str,
    /// How grave it is, in this agreement.
    pub severity: Severity,
    /// One sentence: lower case, no full stop, the reader's own names in backticks.
    pub message: String,
    /// Where to look first.
    pub at: Span,
    /// A few words under the underline; may be empty.
    pub label: String,
    /// The other places, the worst first.
    pub places: Vec<Place>,
    /// The names of the articles it is about, the worst first.
    pub articles: Vec<String>,
    /// What these articles cite, as written: `mou 4.3`.
    pub cites: Vec<String>,
    /// Facts worked out: times, dates, numbers, what hangs on it.
    pub notes: Vec<String>,
    /// What to write, or, of a text as signed, what to ask whom.
    pub help: Vec<String>,
    /// How much hangs on it; the greater, the sooner it is read.
    pub weight: u64,
}

/// Another place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub at: Span,
    /// A few words.
    pub label: String,
}

impl Finding {
    /// A finding with nothing but its code, its place and its sentence. The severity follows the
    /// code's letter: E, W or I.
    #[must_use]
    pub fn new(code: &'static str, at: Span, message: impl Into<String>) -> Self {
        let severity = match code.as_bytes().first() {
            Some(b'E') => Severity::Error,
            Some(b'I') => Severity::Info,
            _ => Severity::Warning,
        };
        Self {
            code,
            severity,
            message: message.into(),
            at,
            label: String::new(),
            places: Vec::new(),
            articles: Vec::new(),
            cites: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            weight: 0,
        }
    }

    /// With words under the underline.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With one more note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With one more piece of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}
