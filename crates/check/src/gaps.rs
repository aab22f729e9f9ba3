//! Rules that ask what the text does not say: of a word, a list, a day, a witness, a consequence.
//!
//! Every rule reads absence, or what clauses imply; never the mark `silent on`, which only changes
//! the wording. One cause is told once: the rules run from the most specific to the commonest, and
//! what a rule has told of an article it takes away from those that come after it.

use crate::{Draft, View};

/// All rules of absence, the most specific first.
pub fn gaps(view: &View<'_>, out: &mut Vec<Draft>) {
    // Bodies, ends and languages: their own modules.

    // Words, lists, quantities, exchange; then what is common: dates, witnesses, consequences.
    let _ = (view, out);
}
