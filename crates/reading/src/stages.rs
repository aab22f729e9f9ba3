//! 4.6 to 4.8 of the page: the stage of an occurrence, its deadline as it runs, whether it is over.

use kernel::{Key, Observation, Stage, Timeliness};
use model::{Clause, Consequence, Window};

use crate::claims::{self, settled, sum, timeliness};
use crate::credit::credit;
use crate::number::{Truth, nothing, plus};
use crate::occurrences::starts;
use crate::required::required;
use crate::world::World;

/// How one occurrence stands now.
pub(crate) fn observation(world: &World, key: Key) -> Observation {
    let sum = sum(world, key);
    let found = sum.found(world, key.article);
    let asked = required(world, key);
    let deadline = deadline(world, key);
    let (unverifiable, withheld) = claims::marks(&sum);
    let credit = credit(world, key);
    let mut seen = Observation {
        stage: Stage::Dormant,
        timeliness: timeliness(&sum, asked, deadline),
        deadline,
        required: asked,
        claimed: plus(sum.claimed(), credit),
        accepted: plus(found.accepted, credit),
        refused: found.refused,
        pending: found.pending,
        disputed: sum.in_dispute(),
        breached: world.past.breached.contains_key(&key),
        suspended: crate::powers::suspended(world, key),
        withheld,
        unverifiable,
    };
    seen.stage = stage(world, key, &seen);
    seen
}

/// 4.6: the stage, worked out anew.
fn stage(world: &World, key: Key, seen: &Observation) -> Stage {
    if let Some(why) = world.past.released.get(&key) {
        return Stage::Released(*why);
    }
    if !world.past.due.contains_key(&key) {
        let early = done(world, key, seen);
        return early.unwrap_or(match starts(world, key) {
            Truth::NotKnown => Stage::Undetermined,
            _ => Stage::Dormant,
        });
    }
    if seen.breached
        && !accepted_in_full(world, key, seen)
        && !claims::told_in_time(world, key, seen.deadline)
    {
        return Stage::Breached;
    }
    if let Some(done) = done(world, key, seen) {
        return done;
    }
    let runs = runs_until(world, key);
    if runs.is_some_and(|deadline| world.clock.passed(deadline.latest)) {
        return Stage::Overdue;
    }
    Stage::Due
}

/// 4.6: whether all that is owed is accepted.
fn accepted_in_full(world: &World, key: Key, seen: &Observation) -> bool {
    let accepted = settled(world, key);
    seen.required
        .is_some_and(|asked| accepted.low >= asked.low && (asked.low > 0 || seen.claimed.high > 0))
}

/// 4.6: the stage of what is done, owed or not: accepted, or reported.
fn done(world: &World, key: Key, seen: &Observation) -> Option<Stage> {
    if accepted_in_full(world, key, seen) {
        if !claims::in_effect(world, key) {
            return Some(Stage::Performed);
        }
        let in_time = seen.timeliness == Some(Timeliness::OnTime);
        return Some(if seen.breached && !in_time {
            Stage::Remedied
        } else {
            Stage::Fulfilled
        });
    }
    let reported = match seen.required {
        Some(asked) => {
            let left = seen.claimed.low.saturating_sub(seen.refused.high);
            left >= asked.low && seen.claimed.high > 0
        }
        None => sum(world, key)
            .claims
            .last()
            .is_some_and(|claim| !claim.partly),
    };
    reported.then_some(Stage::Reported)
}

/// 4.8: whether an occurrence is over.
pub(crate) fn over(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Fulfilled | Stage::Remedied | Stage::Released(_)
    )
}

/// 3.3: the deadline as far as it is known, due or not, moved as 5.1 and 6.3 say, and left alone
/// once it is over.
pub(crate) fn deadline(world: &World, key: Key) -> Option<Window> {
    if let Some(seen) = world.seen.get(&key)
        && over(seen.stage)
    {
        return seen.deadline;
    }
    let stated = crate::occurrences::deadline(world, key)?;
    let moved = late_others(world, key).saturating_add(crate::powers::veiled_for(world, key));
    Some(Window {
        earliest: stated.earliest.saturating_add(moved),
        latest: stated.latest.saturating_add(moved),
    })
}

/// 4.6: the deadline by which time makes something overdue: not for best effort, nor where nothing
/// is required, nor under a veil (6.3).
pub(crate) fn runs_until(world: &World, key: Key) -> Option<Window> {
    let duty = world.article(key.article)?.duty()?;
    let asked = required(world, key);
    let timeless =
        duty.endeavour || asked.is_some_and(nothing) || crate::powers::suspended(world, key);
    if timeless { None } else { deadline(world, key) }
}

/// 5.1: `the dates of x move by as long`: how late what moves them was, in seconds.
fn late_others(world: &World, key: Key) -> i64 {
    let mut moved = 0_i64;
    for (id, article) in world.agreement.articles() {
        for clause in &article.clauses {
            let Clause::If {
                status,
                consequence: Consequence::DatesMove(these),
            } = clause
            else {
                continue;
            };
            for (other, seen) in world.seen.range(first_of(id)..) {
                if other.article != id {
                    break;
                }
                let element = model::Element::Article(id);
                let taken = (element, Some(*other), *status);
                let late = lateness(world, *other, seen);
                // What is late does not move its own date: it would no longer be late.
                if late == 0 || *other == key || !world.past.taken.contains_key(&taken) {
                    continue;
                }
                let asking = crate::time::Asking::key(*other);
                let meant = these.iter().any(|of| {
                    let keys = crate::conditions::every_key(world, *of, asking);
                    keys.is_some_and(|keys| keys.contains(&key))
                });
                if meant {
                    moved = moved.saturating_add(late);
                }
            }
        }
    }
    moved
}

/// The least key of an article.
fn first_of(article: model::ArticleId) -> Key {
    Key {
        article,
        row: None,
        round: 0,
        obligor: None,
        generation: 0,
    }
}

/// By how many seconds something was done after its deadline; nothing while it is not done.
fn lateness(world: &World, key: Key, seen: &Observation) -> i64 {
    let Some(deadline) = seen.deadline else {
        return 0;
    };
    if seen.timeliness != Some(Timeliness::Late) {
        return 0;
    }
    let sum = sum(world, key);
    let last = sum.claims.iter().map(|claim| claim.at.latest).max();
    last.map_or(0, |last| last.saturating_sub(deadline.latest).max(0))
}
