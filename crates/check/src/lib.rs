//! What an agreement will run into, worked out before anyone signs it.
//!
//! Every rule reads the compiled agreement and says what it found as a [`Draft`]. This crate speaks
//! of identities, never of text: `compile` knows where they are written.

mod bodies;
mod consequences;
mod draft;
mod fold;
mod gaps;
mod languages;
mod order;
pub mod plan;
mod rank;
mod refs;
mod stems;
mod time;
mod view;

pub use draft::{Draft, Spot};
pub use order::time_and_order;
pub use view::View;

use model::Agreement;

/// Everything the rules find, the first to read first.
#[must_use]
pub fn check(agreement: &Agreement) -> Vec<Draft> {
    let view = View::new(agreement);
    let mut drafts = Vec::new();
    bodies::bodies(&view, &mut drafts);
    consequences::consequences(&view, &mut drafts);
    languages::languages(&view, &mut drafts);
    let times = time::time(&view, &mut drafts);
    order::order(&view, &times, &mut drafts);
    let circular = order::circular(&view, &drafts);
    consequences::but_for_circles(&view, &circular, &mut drafts);
    // Last: what is absent is told where nothing more specific has told it.
    gaps::gaps(&view, &circular, &mut drafts);
    rank::ranked(&view, drafts)
}
