//! Rules on who finds and who decides: bodies without a rule, silent ones, ones that judge
//! themselves.

mod incidents;
mod mandates;
mod members;
mod places;
mod silence;
mod uses;

use crate::{Draft, View};

/// All rules of the family 05, and those on what is counted by whom.
pub fn bodies(view: &View<'_>, out: &mut Vec<Draft>) {
    let uses = uses::Uses::new(view);
    silence::one_silent_body(view, &uses, out);
    silence::disputes_without_end(view, out);
    silence::consent_without_answer(view, out);
    members::blocking(view, &uses, out);
    members::without_rule(view, &uses, out);
    members::own_judge(view, out);
    incidents::finders_and_actors(view, out);
    incidents::mirrored_bans(view, out);
    places::unpublished_lines(view, out);
    places::identity_open(view, out);
    places::uncounted_units(view, out);
    mandates::outlived(view, &uses, out);
    mandates::not_yet_formed(view, &uses, out);
    mandates::over_capacity(view, &uses, out);
}
