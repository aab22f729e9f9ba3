//! What one side could hold back if another fails, where the text gives it no lawful answer.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Article, ArticleId, ArticleKind, Clause, Element, Noun, Panel, PowerAct, StepAct,
    Targets, Thing, Who,
};

use super::deadlines::last_day;
use super::index::Index;
use super::remedies::Replies;
use super::told::{few, few_of, folded, verb};
use crate::{Draft, View};

/// How many failing sides have a note each.
const NOTES_MAX: usize = 12;

/// A side of which most is without a reply, with what is.
type Failing = (ActorId, Vec<ArticleId>);

/// A side without a power, with what it has in hand.
type Holder = (ActorId, Vec<(ArticleId, String)>);

/// W0407, once: if one side fails, the text gives the other no reply, and the other has something
/// in hand that it could hold back. Answered by a reply: `if breached, …`, a right to withhold, a
/// power; or by `not to be suspended` on what is in hand.
pub(super) fn levers(index: &Index<'_>, replies: &Replies, out: &mut Vec<Draft>) {
    let sides = index.all_sides();
    let failing = failing(index, replies, &sides);
    let holders = holders(index, &sides);
    // Nobody holds back from itself.
    let mut fails = failing.clone();
    fails.retain(|(side, _)| another(*side, &holders));
    let mut holds = holders;
    holds.retain(|(side, _)| another(*side, &failing));
    out.extend(told(index.view, &fails, &holds));
}

fn another<T>(side: ActorId, of: &[(ActorId, T)]) -> bool {
    of.iter().any(|(other, _)| *other != side)
}

fn failing(index: &Index<'_>, replies: &Replies, sides: &[ActorId]) -> Vec<Failing> {
    let mut owed: BTreeMap<ActorId, Vec<ArticleId>> = BTreeMap::new();
    for (id, ..) in index.view.duties() {
        if let Some(side) = index.side(id)
            && !index.rung(id)
        {
            owed.entry(side).or_default().push(id);
        }
    }
    let dated = |id: &ArticleId| last_day(index, *id) == Some(true);
    let failing = sides.iter().filter_map(|side| {
        let owed = owed.get(side)?;
        let mut open = owed.clone();
        open.retain(|id| !replies.has(*id));
        // Where most of what a side owes has a reply, the text has one.
        if open.len() * 3 < owed.len() * 2 || !open.iter().any(dated) {
            return None;
        }
        index.view.by_weight(&mut open);
        Some((*side, open))
    });
    failing.collect()
}

fn holders(index: &Index<'_>, sides: &[ActorId]) -> Vec<Holder> {
    let with_power = with_power(index, sides);
    let mut in_hand = in_hand(index);
    let without = sides.iter().filter(|side| !with_power.contains(side));
    without
        .filter_map(|side| Some((*side, in_hand.remove(side)?)))
        .collect()
}

fn told(view: &View<'_>, fails: &[Failing], holds: &[Holder]) -> Option<Draft> {
    let (first_failing, first_open) = fails.first()?;
    let (holder, _) = holds.iter().find(|(side, _)| side != first_failing)?;
    let places = holds.iter().flat_map(|(_, in_hand)| in_hand).cloned();
    let holder = view.actor(*holder);
    let mut draft = folded(view, "W0407", places.collect(), |ids| {
        if let [_] = holds {
            let names: Vec<String> = fails.iter().map(|(side, _)| view.actor(*side)).collect();
            return format!(
                "if {} fails, the text gives {holder} no reply, and {holder} has {} in hand",
                names.join(" or "),
                few(view, ids),
            );
        }
        let mut by_id: Vec<&Holder> = holds.iter().collect();
        by_id.sort_by_key(|(side, _)| *side);
        let each = by_id.iter().map(|(side, in_hand)| {
            let mut ids: Vec<ArticleId> = in_hand.iter().map(|(id, _)| *id).collect();
            view.by_weight(&mut ids);
            format!("{} has {}", view.actor(*side), few(view, &ids))
        });
        format!(
            "if one side fails, the text gives the others no reply, and some have something in \
             hand: {}",
            few_of(each)
        )
    })?;
    for (side, open) in fails.iter().take(NOTES_MAX) {
        draft = draft.note(format!(
            "of what {} owes, without a reply if not kept: {}",
            view.actor(*side),
            few(view, open)
        ));
    }
    if let Some(more) = fails.len().checked_sub(NOTES_MAX).filter(|more| *more > 0) {
        draft = draft.note(format!("the same of {more} more sides"));
    }
    let ask = format!(
        "what may {holder} do if {} is not kept, and what not?",
        few(view, first_open)
    );
    Some(draft.help(view.answer(
        "write what may follow: `if breached, …`, a power to suspend, or `not to be suspended`",
        &ask,
    )))
}

/// What each side owes that could be held back.
fn in_hand(index: &Index<'_>) -> BTreeMap<ActorId, Vec<(ArticleId, String)>> {
    let mut in_hand: BTreeMap<ActorId, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article) in index.agreement.articles() {
        let Some(side) = index.side(id).filter(|_| goes_on(index, article)) else {
            continue;
        };
        let lasting = article.duty().is_some_and(|duty| duty.standing)
            || article.clauses.iter().any(|clause| {
                matches!(
                    clause,
                    Clause::Every { .. } | Clause::From { .. } | Clause::Throughout(_)
                )
            });
        let label = if lasting {
            "can be held back from day to day"
        } else {
            "can be held back when its day comes"
        };
        in_hand
            .entry(side)
            .or_default()
            .push((id, label.to_owned()));
    }
    in_hand
}

/// Acts of the language that let somebody have, or pass, for as long as the actor will.
const GOING_ON: &[&str] = &["admit", "open", "allow", "supply", "provide", "let"];

/// Whether an article asks something useful to the other side that could be held back.
fn goes_on(index: &Index<'_>, article: &Article) -> bool {
    let Some(duty) = article.duty() else {
        return false;
    };
    let kept = article
        .clauses
        .iter()
        .any(|clause| matches!(clause, Clause::NotToBeSuspended));
    let daily = article
        .clauses
        .iter()
        .any(|clause| matches!(clause, Clause::Every { .. }));
    let act = verb(index.view, &duty.verb);
    let flows = GOING_ON.iter().any(|word| act == *word);
    let to_body = matches!(
        duty.object.thing,
        Some(Thing::Noun(Noun::Element(Element::Actor(_)), _))
    );
    let useful = daily && article.quantity().is_some() || flows;
    useful && !kept && !duty.endeavour && !to_body
}

/// The sides that may suspend, withhold, end or return anything by themselves.
fn with_power(index: &Index<'_>, sides: &[ActorId]) -> BTreeSet<ActorId> {
    let mut found = BTreeSet::new();
    let mut held = |panel: &Panel| {
        if panel.who.contains(&Who::Owed) {
            found.extend(sides);
        }
        let members = index.agreement.members(panel);
        found.extend(members.into_iter().map(|id| index.view.side_of(id)));
    };
    for article in &index.agreement.articles {
        match &article.kind {
            ArticleKind::Power(power) if stops(&power.act) => held(&power.holders),
            ArticleKind::Snapback(snapback) => held(&snapback.holders),
            ArticleKind::Ladder(ladder) => {
                for step in &ladder.steps {
                    match &step.act {
                        StepAct::May(panel, act) if stops(act) => held(panel),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn stops(act: &PowerAct) -> bool {
    match act {
        PowerAct::Suspend(_) | PowerAct::Withhold(_) | PowerAct::Invoke(_) => true,
        PowerAct::Terminate(targets) => {
            !matches!(targets, Targets::Duties(duties) if duties.is_empty())
        }
        _ => false,
    }
}
