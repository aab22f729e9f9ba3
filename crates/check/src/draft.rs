//! A finding before it is given its places in the text.

use std::collections::BTreeSet;

use model::{ArticleId, Element, Subject};

/// A finding in terms of what the agreement declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// `W0204`
    pub code: &'static str,
    /// One sentence: lower case, no full stop, the reader's own names in backticks.
    pub message: String,
    /// What it points at first.
    pub at: Subject,
    /// A few words under the underline; may be empty.
    pub label: String,
    /// The other places, the worst first.
    pub places: Vec<Spot>,
    /// The articles it is about, the worst first. The articles of `at` and `places` belong to it
    /// without being named here.
    pub articles: Vec<ArticleId>,
    /// Facts worked out, each a sentence.
    pub notes: Vec<String>,
    /// A chain of clauses that tells a conflict, in order: each with what it does.
    pub told: Vec<Spot>,
    /// What to write (a draft), or what to ask whom (a text as signed).
    pub help: Vec<String>,
    /// How much hangs on it; the greater, the sooner it is read.
    pub weight: u64,
}

/// A place in terms of what the agreement declares, with a few words.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where.
    pub at: Subject,
    /// A few words.
    pub label: String,
}

impl Draft {
    /// A finding with its code, its place and its sentence.
    #[must_use]
    pub fn new(code: &'static str, at: Subject, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            at,
            label: String::new(),
            places: Vec::new(),
            articles: Vec::new(),
            notes: Vec::new(),
            told: Vec::new(),
            help: Vec::new(),
            weight: 0,
        }
    }

    /// A finding at the head of something declared.
    #[must_use]
    pub fn of(code: &'static str, element: Element, message: impl Into<String>) -> Self {
        Self::new(code, Subject::of(element), message)
    }

    /// With words under the underline.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With one more place.
    #[must_use]
    pub fn place(mut self, at: Subject, label: impl Into<String>) -> Self {
        self.places.push(Spot {
            at,
            label: label.into(),
        });
        self
    }

    /// About these articles too.
    #[must_use]
    pub fn about(mut self, articles: impl IntoIterator<Item = ArticleId>) -> Self {
        let mut seen: BTreeSet<ArticleId> = self.articles.iter().copied().collect();
        self.articles
            .extend(articles.into_iter().filter(|id| seen.insert(*id)));
        self
    }

    /// With one more note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With one more step of the chain of clauses.
    #[must_use]
    pub fn tell(mut self, at: Subject, label: impl Into<String>) -> Self {
        self.told.push(Spot {
            at,
            label: label.into(),
        });
        self
    }

    /// With one more piece of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Every article it is about: of `at`, of `places`, and those named, each once.
    #[must_use]
    pub fn all_articles(&self) -> Vec<ArticleId> {
        // A folded finding may have ten thousand places: a set, not a search, tells what is new.
        let mut seen = BTreeSet::new();
        let pointed = std::iter::once(&self.at)
            .chain(self.places.iter().map(|spot| &spot.at))
            .filter_map(|subject| match subject.element {
                Element::Article(id) => Some(id),
                _ => None,
            });
        let named = self.articles.iter().copied();
        let mut all: Vec<ArticleId> = pointed.chain(named).collect();
        all.retain(|id| seen.insert(*id));
        all
    }
}
