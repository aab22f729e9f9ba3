//! W0308: a day and an event, either may come first, and nothing says which governs.

use std::collections::{BTreeMap, BTreeSet};

use model::{ArticleId, Element, Subject};

use super::Times;
use super::calendar::Side;
use super::plan::{Node, What, Why};
use crate::{Draft, View};

/// A duty on a day of its own that also waits for an event.
struct Found {
    article: ArticleId,
    at: Subject,
    /// The event, and its earliest and latest time by right; nothing: its finding has no last time.
    event: Node,
    window: (i64, Option<i64>),
    /// The start of the day.
    day: i64,
}

/// W0308: one finding for each event. The day must lie between the earliest and the latest time of
/// the event; before and after it, one of the two plainly comes first.
pub fn day_or_event(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let mut seen: BTreeSet<ArticleId> = BTreeSet::new();
    let mut by_event: BTreeMap<Node, Vec<Found>> = BTreeMap::new();
    for at in (0..).take(times.plan.occurrences.len()) {
        if let Some(new) = straddled(times, at)
            && seen.insert(new.article)
        {
            by_event.entry(new.event).or_default().push(new);
        }
    }
    milestones(view, out);
    for same in by_event.into_values() {
        out.extend(tell(view, times, same));
    }
}

fn straddled(times: &Times, at: u32) -> Option<Found> {
    let plan = &times.plan;
    let due = plan.due(at);
    let mut starts = times.lows_of(due);
    let start = starts.find(|low| {
        low.to == times.promise.origin && low.why == Why::NotBefore && times.on_a_day(low.at)
    })?;
    let day = -start.weight;
    let mut last: Option<(Node, i64, Option<i64>)> = None;
    for (node, low) in times.waits_of(due) {
        let before = times.outcome.earliest.of_node(node)? + low;
        let after = times.promise.of_node(node).map(|after| after + low);
        if after.is_none() {
            // A deed with a last day of its own may still be found at any time after it.
            let found = matches!(plan.what(node), What::Verified(_) | What::Final(_));
            let done = plan.occurrence(node).map(|other| plan.performed(other));
            done.filter(|_| found)
                .and_then(|done| times.promise.of_node(done))?;
        }
        let later = |other: Option<i64>| match (after, other) {
            (Some(after), Some(other)) => after > other,
            (after, other) => after.is_none() && other.is_some(),
        };
        if last.is_none_or(|(_, _, other)| later(other)) {
            last = Some((node, before, after));
        }
    }
    let (event, before, after) = last?;
    // What a party does itself comes when it chooses.
    let own = plan.occurrence(event).is_some_and(|other| {
        matches!(plan.what(event), What::Performed(_)) && times.shares_owner(at, other)
    });
    let straddles = before < day && after.is_none_or(|after| day < after) && !own;
    straddles.then(|| Found {
        article: plan.article(due).unwrap_or(ArticleId(0)),
        at: start.at,
        event,
        window: (before, after),
        day,
    })
}

fn tell(view: &View<'_>, times: &Times, mut same: Vec<Found>) -> Option<Draft> {
    same.sort_by_key(|one| (std::cmp::Reverse(view.weight(one.article)), one.article));
    let (first, rest) = same.split_first()?;
    let teller = times.teller(view.agreement);
    let origin = times.promise.origin;
    let day = teller.time(origin, first.day, Side::From);
    let event = teller.happens(first.event);
    let name = view.art(first.article);
    let message = format!(
        "{name} is on {day} and once {event}: either may come first, and nothing says which \
         governs"
    );
    let from = teller.time(origin, first.window.0, Side::From);
    let between = match first.window.1 {
        Some(until) => {
            let until = teller.time(origin, until, Side::Until);
            format!("{event} between {from} and {until}, if everybody keeps to the text")
        }
        None => {
            format!("{event} not before {from}, and nothing says how long the finding may take")
        }
    };
    let mut draft = Draft::new("W0308", first.at, message)
        .label("a day of its own")
        .about([first.article])
        .note(between);
    for other in rest {
        draft = draft.place(other.at, format!("so is {}", view.art(other.article)));
    }
    Some(draft.help(view.answer(
        &format!("say `by the later of {day} and …`, or `by the earlier of …`"),
        &format!("which governs {name}, {day} or the event, if the event is early, or late?"),
    )))
}

/// A milestone that a date makes, and a condition too.
fn milestones(view: &View<'_>, out: &mut Vec<Draft>) {
    let all = (0..)
        .map(model::MilestoneId)
        .zip(&view.agreement.milestones);
    for (id, milestone) in all {
        if milestone.at.is_none() || milestone.when.is_none() {
            continue;
        }
        let name = view.tick(Element::Milestone(id));
        let message =
            format!("{name} is on a day and on a condition, and nothing says which governs");
        out.push(
            Draft::of("W0308", Element::Milestone(id), message)
                .label("either may come first")
                .help(view.answer(
                    "write `at the later of … and …`, or `at the earlier of … and …`",
                    &format!("is {name} reached on its day, or when its condition holds?"),
                )),
        );
    }
}
