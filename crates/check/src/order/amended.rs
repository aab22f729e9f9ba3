//! What the new dates of amendments lead to: contradictions, circles and margins, a second time.
//!
//! Only amendments that are agreed on, only their `is now due`. Every finding says under which text
//! it arises: what both texts have is told once, what the amended text has is told as that, and
//! what it no longer has is noted.

use std::collections::BTreeSet;

use model::{AmendmentId, ArticleId, Change, Clause, Element, Made};

use super::circle;
use super::graph::Graph;
use crate::time::{self, Found, Text, Times, plan_of};
use crate::{Draft, View};

/// E0301, E0304, W0302 and W0303 of the text as amended.
pub fn amended(view: &View<'_>, before: &Times, slips: &[Found], out: &mut Vec<Draft>) {
    let amendments = in_force(view);
    if amendments.is_empty() || moves_otherwise(view) {
        return;
    }
    let text = Text::amended(view.agreement, &amendments);
    let plan = plan_of(&text, &before.calendar, &before.plan.occurrences);
    let mut found = Vec::new();
    let times = Times::new(view, before.calendar.clone(), plan, &mut found);
    let graph = Graph::new(&times.plan);
    let teller = times.teller(view.agreement);
    let circles = circle::circles(view, &teller, &graph, &mut found);
    let locked = !circles.is_empty() || !times.outcome.locks.is_empty();
    let after = time::margins(view, &times, circles, slips, &mut found);
    let by = view.list(amendments.iter().rev().map(|id| Element::Amendment(*id)));
    // Of what a contradiction touches no margin is known, so none is said to be gone.
    if !locked {
        let slipped = slips.first().is_some_and(|one| after.contains(one));
        for draft in out.iter_mut() {
            let gone = match draft.code {
                "E0301" | "E0304" | "W0302" => !found.iter().any(|other| same(other, draft)),
                "W0303" => !slipped,
                _ => false,
            };
            if gone {
                let note = format!("so it is in the text before {by}; as amended it is not");
                draft.notes.push(note);
            }
        }
    }
    let gone = gone(view, &amendments);
    found.retain(|draft| !out.iter().any(|other| same(other, draft)));
    found.retain(|draft| !draft.all_articles().iter().any(|id| gone.contains(id)));
    for draft in &mut found {
        draft.message = format!("as amended by {by}, {}", draft.message);
    }
    out.extend(found);
}

/// Whether a finding is among those of another: they fold.
fn same(one: &Draft, other: &Draft) -> bool {
    let folded = || other.places.iter().any(|place| place.label == one.message);
    one.code == other.code && (one.message == other.message || folded())
}

/// The amendments that are agreed on and give new dates, the latest first.
fn in_force(view: &View<'_>) -> Vec<AmendmentId> {
    let all = (0..).map(AmendmentId).zip(&view.agreement.amendments);
    let dates = |change: &Change| matches!(change, Change::NowDue(..));
    let agreed = all.filter(|(_, one)| one.how == Made::Agreed && one.changes.iter().any(dates));
    let mut agreed: Vec<_> = agreed
        .map(|(id, one)| (one.on.map(|on| on.earliest), id))
        .collect();
    agreed.sort_unstable();
    agreed.into_iter().rev().map(|(_, id)| id).collect()
}

/// Whether what is agreed on moves dates in a way that is not laid over the text: then the amended
/// dates are not known whole, and nothing is said of them.
fn moves_otherwise(view: &View<'_>) -> bool {
    let agreed = view.agreement.amendments.iter();
    let agreed = agreed.filter(|one| one.how == Made::Agreed);
    agreed.flat_map(|one| &one.changes).any(|change| {
        matches!(
            change,
            Change::ExtendedUntil(Element::Phase(_) | Element::Milestone(_), _)
                | Change::ExtendedBy(Element::Phase(_) | Element::Milestone(_), _)
                | Change::NowDue(_, Clause::Every { .. })
                | Change::NotKnown
        )
    })
}

/// The articles that amendments take away.
fn gone(view: &View<'_>, amendments: &[AmendmentId]) -> BTreeSet<ArticleId> {
    let all = amendments.iter();
    let all = all.filter_map(|id| view.agreement.amendments.get(id.index()));
    let mut gone = BTreeSet::new();
    for change in all.flat_map(|one| &one.changes) {
        match change {
            Change::ReplacedBy(refs, _) => {
                gone.extend(refs.iter().filter_map(model::Reference::article));
            }
            Change::Withdrawn(elements) => {
                gone.extend(elements.iter().filter_map(|element| match element {
                    Element::Article(id) => Some(*id),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    gone
}
