//! 3.4 and 3.5 of the page: how much is required, how much a measure says.

use kernel::{Key, Range};
use model::{
    Amount, Article, ArticleId, Bound, Cell, Column, Measure, Noun, Quantity, Relation, RollId,
};

use crate::number::{NOTHING, UNBOUNDED, WHOLE, exactly, minus, plus, range, thousandths};
use crate::occurrences::quantity;
use crate::time::Asking;
use crate::world::{Fact, World};

/// 3.4: how much is required; nothing where it is not known.
pub(crate) fn required(world: &World, key: Key) -> Option<Range> {
    let made = world.past.made.get(&key);
    if let Some(rest) = made.and_then(|made| made.rest) {
        return Some(rest);
    }
    let article = world.article(key.article)?;
    let Some(asked) = quantity(article) else {
        return Some(exactly(WHOLE));
    };
    let number = stated(world, key, asked)?;
    let for_each = article
        .object()
        .into_iter()
        .flat_map(|object| &object.relations);
    for relation in for_each {
        match relation {
            Relation::ForEach { under: Some(_), .. } => {
                return Some(times(number, counted(world, article, key)?));
            }
            Relation::ForEach { under: None, .. } | Relation::ForEachColumn(_) => return None,
            _ => {}
        }
    }
    Some(number)
}

/// A number for each of something.
fn times(number: Range, of: Range) -> Range {
    range(
        thousandths(exactly(of.low), number.low).low,
        match (number.high, of.high) {
            (UNBOUNDED, _) | (_, UNBOUNDED) => UNBOUNDED,
            (number, of) => thousandths(exactly(of), number).high,
        },
    )
}

/// 3.4: what is accepted in what the duty counts; for `each verification`, in that finding.
fn counted(world: &World, article: &Article, key: Key) -> Option<Range> {
    if let Some(found) = world.past.made.get(&key).and_then(|made| made.found) {
        return Some(found);
    }
    let keys = crate::occurrences::counted(world, article, Asking::key(key));
    let mut all = NOTHING;
    for key in keys {
        let accepted = crate::claims::accepted(world, key);
        let told = crate::claims::sum(world, key).claimed();
        let nobody = crate::claims::verifiers(world, key.article).is_empty();
        if nobody && told.high > accepted.high {
            return None;
        }
        all = plus(all, accepted);
    }
    Some(all)
}

fn stated(world: &World, key: Key, asked: &Quantity) -> Option<Range> {
    let list = asked.roll().map(|roll| number_of(world, roll));
    let share = |hundredths: i64| Some(percent(list??, hundredths));
    let number = match &asked.amount {
        Amount::Number(number) => *number,
        Amount::Column(column) => cell(world, *column, key)?,
        Amount::Between(low, high) => return Some(range(*low, *high)),
        Amount::All => return list?,
        Amount::Remaining => return remaining(world, key, asked.roll()?),
        Amount::Percent(percent) => return share(*percent),
        Amount::PercentColumn(column) => return share(cell(world, *column, key)?),
        Amount::Fraction(over, under) => {
            let part = i64::from(*over).saturating_mul(100_000);
            return share(part.checked_div(i64::from(*under))?);
        }
        Amount::Unstated | Amount::Either(..) => return None,
    };
    Some(match asked.bound {
        None | Some(Bound::AtLeast | Bound::MoreThan | Bound::Above) => exactly(number),
        Some(Bound::About) => range(1, UNBOUNDED),
        Some(Bound::AtMost | Bound::Below) => NOTHING,
    })
}

/// So many hundredths of something, in thousandths of one.
fn percent(of: Range, percent: i64) -> Range {
    let part = |whole: i64| match whole {
        UNBOUNDED => UNBOUNDED,
        whole => {
            i64::try_from(i128::from(whole) * i128::from(percent) / 100_000).unwrap_or(UNBOUNDED)
        }
    };
    range(part(of.low), part(of.high))
}

/// The number in a cell of the row.
fn cell(world: &World, column: Column, key: Key) -> Option<i64> {
    let schedule = world.agreement.schedule(column.schedule)?;
    match schedule
        .rows
        .get(key.row? as usize)?
        .get(column.column as usize)?
    {
        Some(Cell::Number(number)) => Some(*number),
        _ => None,
    }
}

/// 3.4: the number of a list, with corrections.
pub(crate) fn number_of(world: &World, roll: RollId) -> Option<Range> {
    let corrected = world.told.iter().rev().find_map(|told| match told.fact {
        Fact::Corrects { roll: of, to } if of == roll => Some(to),
        _ => None,
    });
    if corrected.is_some() {
        return corrected;
    }
    let asked = &world.agreement.roll(roll)?.quantity;
    let number = match asked.amount {
        Amount::Number(number) => number,
        Amount::Between(low, high) => return Some(range(low, high)),
        _ => return None,
    };
    Some(match asked.bound {
        None => exactly(number),
        Some(Bound::AtLeast | Bound::MoreThan | Bound::Above) => range(number, UNBOUNDED),
        Some(Bound::About) => range(1, UNBOUNDED),
        Some(Bound::AtMost | Bound::Below) => range(0, number),
    })
}

/// 3.4: the number of the list less what is accepted in every other occurrence that draws on it.
fn remaining(world: &World, key: Key, roll: RollId) -> Option<Range> {
    let draws = |id: ArticleId| {
        let asked = world.article(id).and_then(quantity);
        asked.and_then(Quantity::roll) == Some(roll)
    };
    let others = world
        .past
        .made
        .keys()
        .filter(|other| **other != key && draws(other.article));
    let gone = others
        .map(|other| crate::claims::accepted(world, *other))
        .fold(NOTHING, plus);
    Some(minus(number_of(world, roll)?, gone))
}

/// 3.4: `about n`, which leaves open from how many on it is kept.
pub(crate) fn about(world: &World, article: ArticleId) -> Option<i64> {
    let asked = world.article(article).and_then(quantity)?;
    match (asked.bound, &asked.amount) {
        (Some(Bound::About), Amount::Number(number)) => Some(*number),
        _ => None,
    }
}

/// 3.5: the number of a measure, where it is credited to the duty; nothing: its number is a fact
/// of its own.
pub(crate) fn measured(world: &World, key: Key, measure: &Measure) -> Option<Range> {
    let asked = world.article(key.article).and_then(quantity)?;
    let same = |noun: &Noun| {
        asked.noun.as_ref() == Some(noun)
            || asked.of.as_ref() == Some(noun)
            || noun.roll().is_some_and(|roll| asked.roll() == Some(roll))
    };
    if !measure.noun.as_ref().is_none_or(same) {
        return None;
    }
    if measure.percent {
        let roll = measure.noun.as_ref().and_then(Noun::roll);
        let list = roll.and_then(|roll| number_of(world, roll));
        return Some(list.map_or(range(1, UNBOUNDED), |list| percent(list, measure.number)));
    }
    let all = required(world, key) == Some(exactly(measure.number));
    Some(bounded(measure.bound, measure.number, all))
}

/// 3.5: the number of a measure that is of nothing else.
pub(crate) fn bounded(bound: Option<Bound>, number: i64, all: bool) -> Range {
    match bound {
        None => exactly(number),
        Some(Bound::About) if all => exactly(number),
        Some(Bound::About) => range(1, UNBOUNDED),
        Some(Bound::AtLeast | Bound::MoreThan | Bound::Above) => range(number, UNBOUNDED),
        Some(Bound::AtMost | Bound::Below) => range(0, number),
    }
}
