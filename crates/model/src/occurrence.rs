//! Occurrences: each time a duty is owed, as far as the text fixes how often.

use crate::*;

/// How many occurrences an agreement may have after unrolling; beyond it the checker refuses.
pub const OCCURRENCES_MAX: usize = 250_000;

/// One time a duty is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Which article.
    pub article: ArticleId,
    /// Which row of its schedule, from 0.
    pub row: Option<u32>,
    /// Which round of `every …`, from 0.
    pub round: u32,
    /// Who owes it, where each of several owes it apart.
    pub obligor: Option<ActorId>,
}
