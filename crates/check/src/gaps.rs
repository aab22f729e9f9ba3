//! Rules that ask what the text does not say: of a word, a list, a day, a witness, a consequence.
//!
//! Every rule reads absence, or what clauses imply; never the mark `silent on`, which only changes
//! the wording. One cause is told once: the rules run from the most specific to the commonest, and
//! what a rule has told of an article it takes away from those that come after it.

mod balance;
mod contrast;
mod deadlines;
mod exchange;
mod index;
mod levers;
mod lists;
mod obligors;
mod parts;
mod promised;
mod quantities;
mod remedies;
mod taken;
mod terms;
mod timetable;
mod told;
mod verifiers;
mod votes;

use std::collections::BTreeSet;

use model::ArticleId;

use crate::{Draft, View};

use index::Index;
use remedies::Replies;
use taken::Taken;
use timetable::Timetable;
pub(crate) use told::{few, few_of, number};

/// All rules of absence: words, lists, quantities, exchange; then contrast; then what is common:
/// dates, witnesses, consequences.
pub fn gaps(view: &View<'_>, circular: &BTreeSet<ArticleId>, out: &mut Vec<Draft>) {
    let index = Index::new(view);
    let mut table = Timetable::new(&index);
    let replies = Replies::new(&index);
    let mut taken = Taken::default();
    // What passes its date, or its phase, with nothing to follow is told with what waits for it.
    taken.remedy.extend(Taken::pointed(out, "W0609"));
    taken.remedy.extend(Taken::pointed(out, "W0316"));
    // So is what has no day and holds up what has one.
    taken.date.extend(Taken::pointed(out, "W0313"));
    // And what waits for itself.
    taken.date.extend(circular);

    terms::terms(&index, out);
    quantities::quantities(&index, &mut table, &mut taken, out);
    lists::lists(&index, &mut taken, out);
    promised::promised(&index, &mut table, out);
    votes::thresholds(&index, out);
    exchange::exchange(&index, &mut table, out);
    balance::balances(&index, &mut table, out);
    remedies::through_unbound(&index, &replies, &mut taken, out);
    remedies::order_without_effect(&index, &replies, &mut taken, out);
    deadlines::starting_in(&index, &mut taken, out);
    obligors::unconvened(&index, &mut taken, out);
    verifiers::interested(&index, out);
    verifiers::awaited(&index, &mut taken, out);
    verifiers::manner(&index, out);

    contrast::one_sided(&index, &replies, &mut taken, out);
    contrast::one_phase(&index, &mut taken, out);
    levers::levers(&index, &replies, out);

    deadlines::undated(&index, &taken, out);
    deadlines::endless(&index, &taken, out);
    verifiers::nobody(&index, &replies, &mut taken, out);
    remedies::nothing_follows(&index, &replies, &taken, out);
    obligors::several(&index, &taken, out);
}
