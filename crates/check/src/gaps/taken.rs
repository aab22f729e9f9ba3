//! What has been told already, so that one cause is not told under two codes.

use std::collections::BTreeSet;

use model::{ArticleId, Element};

use crate::Draft;

/// The questions of each article that a more specific rule has answered for.
#[derive(Default)]
pub(super) struct Taken {
    /// Nothing more is said of its start and last day.
    pub date: BTreeSet<ArticleId>,
    /// Nothing more is said of who sees it.
    pub verifier: BTreeSet<ArticleId>,
    /// Nothing more is said of what follows.
    pub remedy: BTreeSet<ArticleId>,
    /// Nothing more is said of how much it asks.
    pub number: BTreeSet<ArticleId>,
    /// Nothing more is said of which of several obligors owes it.
    pub obligor: BTreeSet<ArticleId>,
}

impl Taken {
    /// The articles that findings of one code point at.
    pub fn pointed(out: &[Draft], code: &str) -> BTreeSet<ArticleId> {
        out.iter()
            .filter(|draft| draft.code == code)
            .flat_map(|draft| std::iter::once(draft.at).chain(draft.places.iter().map(|s| s.at)))
            .filter_map(|subject| match subject.element {
                Element::Article(id) => Some(id),
                _ => None,
            })
            .collect()
    }
}
