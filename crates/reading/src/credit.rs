//! 5.1 and 5.2 of the page: what is accepted beyond what one occurrence requires, and makes up for
//! another of the same duty.

use kernel::{Key, Range};
use model::{Clause, Consequence, Instant};

use crate::claims::accepted;
use crate::number::{NOTHING, lesser, minus, nothing, plus};
use crate::required::required;
use crate::time::seconds;
use crate::world::World;

/// The consequences an article states, whatever they follow.
fn consequences<'a>(
    world: &World<'a>,
    key: Key,
) -> impl Iterator<Item = &'a Consequence> + use<'a> {
    let clauses = world.clauses(key.article).iter();
    clauses.filter_map(|clause| match clause {
        Clause::If { consequence, .. } => Some(consequence),
        _ => None,
    })
}

/// Whether what is accepted in one occurrence, beyond what it requires, may make up for another.
fn makes_up(world: &World, from: Key, to: Key) -> bool {
    let same_row = from.row == to.row;
    let same_round = from.round == to.round;
    consequences(world, from).any(|consequence| match consequence {
        Consequence::CarriedFor(length) => {
            let within = |end| opening(world, from).is_some_and(|opens| opens < end);
            same_row && from.round > to.round && until(world, to, *length).is_some_and(within)
        }
        Consequence::ExcessFor(length) => {
            let within = |end| opening(world, to).is_some_and(|opens| opens < end);
            same_row && to.round > from.round && until(world, from, *length).is_some_and(within)
        }
        Consequence::CarriedToNext => same_round && next_row(to) == from.row,
        Consequence::ExcessToNext => same_round && to.row > from.row,
        _ => false,
    })
}

fn next_row(key: Key) -> Option<u32> {
    key.row.map(|row| row.saturating_add(1))
}

fn opening(world: &World, key: Key) -> Option<Instant> {
    world.past.made.get(&key).and_then(|made| made.opening)
}

/// So long after the deadline of an occurrence.
fn until(world: &World, key: Key, length: model::Duration) -> Option<Instant> {
    let deadline = crate::occurrences::deadline(world, key)?;
    Some(deadline.latest.saturating_add(seconds(length)?))
}

/// The occurrences of the same duty and obligor, by row and round.
fn family(world: &World, key: Key) -> Vec<Key> {
    let same = |other: &&Key| {
        (other.article, other.obligor, other.generation)
            == (key.article, key.obligor, key.generation)
    };
    world.past.made.keys().filter(same).copied().collect()
}

/// 5.1, 5.2: what is credited to an occurrence: the excess of each goes to the earliest that is
/// still short.
pub(crate) fn credit(world: &World, key: Key) -> Range {
    let shares = consequences(world, key).any(|consequence| {
        matches!(
            consequence,
            Consequence::CarriedFor(_)
                | Consequence::CarriedToNext
                | Consequence::ExcessToNext
                | Consequence::ExcessFor(_)
        )
    });
    if !shares {
        return NOTHING;
    }
    let family = family(world, key);
    let mut credited: Vec<(Key, Range)> = Vec::new();
    for from in &family {
        let Some(asked) = required(world, *from) else {
            continue;
        };
        let mut excess = minus(accepted(world, *from), asked);
        if nothing(excess) {
            continue;
        }
        for to in family.iter().filter(|to| makes_up(world, *from, **to)) {
            let Some(asked) = required(world, *to) else {
                continue;
            };
            let before = credited.iter().filter(|(of, _)| of == to);
            let before = before.map(|(_, credit)| *credit).fold(NOTHING, plus);
            let short = minus(asked, plus(accepted(world, *to), before));
            let given = lesser(short, excess);
            if !nothing(given) {
                credited.push((*to, given));
                excess = minus(excess, given);
            }
        }
    }
    let mine = credited.iter().filter(|(of, _)| *of == key);
    mine.map(|(_, credit)| *credit).fold(NOTHING, plus)
}

/// 5.1: until when a shortfall may be made up, before which there is no breach: the deadline of the
/// last round (the next row) in which it may. `Err`: it is not known yet.
pub(crate) fn made_up_until(world: &World, key: Key) -> Result<Option<Instant>, ()> {
    let mut last = None;
    for consequence in consequences(world, key) {
        let until = match consequence {
            Consequence::CarriedFor(length) => last_round(world, key, *length),
            Consequence::CarriedToNext => {
                let next = Key {
                    row: next_row(key),
                    ..key
                };
                if key.row.is_none() || !world.past.made.contains_key(&next) {
                    continue;
                }
                let deadline = crate::occurrences::deadline(world, next);
                Some(deadline.ok_or(())?.latest)
            }
            _ => None,
        };
        last = last.max(until);
    }
    Ok(last)
}

/// The deadline of the last round that opens so long after that of another.
fn last_round(world: &World, key: Key, length: model::Duration) -> Option<Instant> {
    let end = until(world, key, length)?;
    let article = world.article(key.article)?;
    let mut last = None;
    for round in key.round.saturating_add(1)..key.round.saturating_add(1_000) {
        let next = Key { round, ..key };
        let opens = crate::occurrences::opening_of(world, article, next);
        let Some(opens) = opens.filter(|opens| *opens < end) else {
            break;
        };
        last = crate::occurrences::round_deadline(world, article, opens);
    }
    last
}
