//! Whether an agreement can be printed in a language, and what of it would be missing.

use crate::frame::Frame;
use model::{Agreement, Naming};
use std::collections::BTreeSet;
use std::fmt;

/// What there is of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The fixed words of a document.
    pub frame: bool,
    /// The name of anything declared.
    pub names: bool,
    /// The prose of an article or a phase.
    pub prose: bool,
}

/// A language of which there is nothing: neither fixed words nor a word of the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The tag asked for.
    pub asked: String,
    /// The languages of the fixed words.
    pub frames: Vec<&'static str>,
    /// The languages in which the agreement names or says something.
    pub spoken: Vec<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "nothing can be printed in “{}”: there are fixed words in {}",
            self.asked,
            self.frames.join(", ")
        )?;
        if self.spoken.is_empty() {
            f.write_str("; the agreement has no names or prose under a language tag")
        } else {
            let spoken = self.spoken.join(", ");
            write!(f, "; the agreement has names or prose in {spoken}")
        }
    }
}

impl std::error::Error for Unknown {}

/// What there is of a language.
///
/// # Errors
/// When there is nothing of it.
pub fn served(agreement: &Agreement, language: &str) -> Result<Served, Unknown> {
    let (names, prose) = (names(agreement), prose(agreement));
    let served = Served {
        frame: Frame::of(language).serves(language),
        names: names.contains(language),
        prose: prose.contains(language),
    };
    if served.frame || served.names || served.prose {
        return Ok(served);
    }
    let spoken: BTreeSet<&str> = names.union(&prose).copied().collect();
    Err(Unknown {
        asked: language.to_owned(),
        frames: Frame::all().map(|frame| frame.tag).collect(),
        spoken: spoken.into_iter().map(str::to_owned).collect(),
    })
}

/// The tags under which anything is named.
pub(crate) fn names(agreement: &Agreement) -> BTreeSet<&str> {
    let mut namings: Vec<&Naming> = vec![&agreement.naming];
    macro_rules! tables {
        ($($table:ident),+) => {$(
            namings.extend(agreement.$table.iter().map(|row| &row.naming));
        )+};
    }
    tables!(
        actors, places, rolls, units, terms, milestones, phases, schedules, articles, readings,
        texts, amendments, balances, assurances
    );
    let labels = namings.into_iter().flat_map(|naming| &naming.labels);
    labels.map(|(tag, _)| tag.as_str()).collect()
}

fn prose(agreement: &Agreement) -> BTreeSet<&str> {
    let articles = agreement.articles.iter().flat_map(|row| &row.prose);
    let phases = agreement.phases.iter().flat_map(|row| &row.prose);
    articles
        .chain(phases)
        .map(|(tag, _)| tag.as_str())
        .collect()
}
