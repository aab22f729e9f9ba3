//! How much is owed, and how much a claim or a finding is worth.

use model::{Agreement, Amount, ArticleId, Bound, Measure, Noun, Quantity, Relation, RollId};

use crate::observed::Range;
use crate::rules::{Rounds, RowOf, Rules, counted_under};
use crate::state::{Occurrence, State};

/// One whole act, for sentences without a number.
pub(crate) const ONE: i64 = 1000;

/// What is owed, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Required {
    /// How much; nothing: not known.
    pub(crate) range: Option<Range>,
    /// `about`: nobody can say at which number it is short.
    pub(crate) about: bool,
}

impl Rules {
    /// How much an occurrence owes.
    pub(crate) fn required(&self, state: &State, it: &Occurrence) -> Required {
        let article = self.article(it.key.article);
        let Some(quantity) = article.quantity() else {
            return exactly(Range::exactly(ONE));
        };
        if matches!(quantity.bound, Some(Bound::AtMost | Bound::Below)) {
            return exactly(Range::default());
        }
        let about = quantity.bound == Some(Bound::About);
        let base = self.amount(state, it, quantity);
        let range = base.map(|range| self.for_each(state, it, range));
        let range = range
            .flatten()
            .map(|range| if about { Range::at_least(1) } else { range });
        Required { range, about }
    }

    fn amount(&self, state: &State, it: &Occurrence, quantity: &Quantity) -> Option<Range> {
        match &quantity.amount {
            Amount::Number(number) => Some(Range::exactly(*number)),
            Amount::Column(column) => self
                .cell(column.schedule, column.column, it.key.row)
                .map(Range::exactly),
            Amount::Between(low, high) => Some(Range {
                low: *low,
                high: *high,
            }),
            Amount::All => self.roll(state, quantity.roll()?),
            Amount::Remaining => {
                let roll = quantity.roll()?;
                let all = self.roll(state, roll)?;
                let others = self.drawn(state, roll, it);
                Some(all.less(others))
            }
            Amount::Percent(hundredths) => self.share(state, quantity, *hundredths, 100 * ONE),
            Amount::PercentColumn(column) => {
                let percent = self.cell(column.schedule, column.column, it.key.row)?;
                self.share(state, quantity, percent, 100 * ONE)
            }
            Amount::Fraction(above, below) => {
                self.share(state, quantity, i64::from(*above), i64::from(*below))
            }
            Amount::Unstated | Amount::Either(..) => None,
        }
    }

    fn share(&self, state: &State, quantity: &Quantity, above: i64, below: i64) -> Option<Range> {
        let all = self.roll(state, quantity.roll()?)?;
        part(all, above, below)
    }

    /// `for each captive accepted under x`
    fn for_each(&self, state: &State, it: &Occurrence, range: Range) -> Option<Range> {
        let article = self.article(it.key.article);
        let relations = article.object().map_or(&[][..], |object| &object.relations);
        let mut range = range;
        for relation in relations {
            match relation {
                Relation::ForEach { under: Some(_), .. } => {
                    let accepted = match (&it.finding, &self.rounds[it.key.article.index()]) {
                        (Some((_, accepted)), Rounds::Verification(_)) => *accepted,
                        _ => self.accepted_under(state, &counted_under(article))?,
                    };
                    range = times(range, accepted);
                }
                Relation::ForEach { under: None, .. } => return None,
                Relation::ForEachColumn(column) => {
                    let number = self.cell(column.schedule, column.column, it.key.row)?;
                    range = times(range, Range::exactly(number));
                }
                _ => {}
            }
        }
        Some(range)
    }

    /// What is accepted under some articles; nothing where something is told of one that nobody
    /// is named to accept.
    fn accepted_under(&self, state: &State, articles: &[ArticleId]) -> Option<Range> {
        let mut all = Range::default();
        for article in articles {
            for id in &state.article(*article).made {
                let it = state.occurrence(*id);
                let accepted = settled(it);
                if self.verifiers[article.index()].is_empty() && it.claimed.high > accepted.high {
                    return None;
                }
                all = all.plus(accepted);
            }
        }
        Some(all)
    }

    /// The number of a list, with corrections.
    pub(crate) fn roll(&self, state: &State, roll: RollId) -> Option<Range> {
        if let Some(corrected) = state.rolls.get(roll.index()).and_then(|r| r.corrected) {
            return Some(corrected);
        }
        let quantity = &self.agreement.roll(roll)?.quantity;
        match (&quantity.amount, quantity.bound) {
            (Amount::Number(number), None) => Some(Range::exactly(*number)),
            (Amount::Number(number), Some(Bound::AtLeast | Bound::MoreThan | Bound::Above)) => {
                Some(Range::at_least(*number))
            }
            (Amount::Number(number), Some(Bound::AtMost | Bound::Below)) => Some(Range {
                low: 0,
                high: *number,
            }),
            (Amount::Between(low, high), _) => Some(Range {
                low: *low,
                high: *high,
            }),
            _ => None,
        }
    }

    /// What is accepted of a list in every other occurrence that draws on it.
    fn drawn(&self, state: &State, roll: RollId, it: &Occurrence) -> Range {
        let mut drawn = Range::default();
        for (id, article) in self.agreement.articles() {
            if article.quantity().and_then(Quantity::roll) != Some(roll) {
                continue;
            }
            for made in &state.article(id).made {
                let other = state.occurrence(*made);
                if other.key != it.key {
                    drawn = drawn.plus(settled(other));
                }
            }
        }
        drawn
    }

    pub(crate) fn cell(
        &self,
        schedule: model::ScheduleId,
        column: u32,
        row: Option<u32>,
    ) -> Option<i64> {
        let table = self.agreement.schedule(schedule)?;
        match table.rows.get(row? as usize)?.get(column as usize)? {
            Some(model::Cell::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// What a measure is worth to a duty; nothing: it counts something else, and is kept as a
    /// fact.
    pub(crate) fn worth(
        &self,
        state: &State,
        article: ArticleId,
        measure: &Measure,
    ) -> Option<Range> {
        let quantity = self.article(article).quantity()?;
        let fits = match &measure.noun {
            None => true,
            Some(noun) if measure.percent => {
                let roll = noun.roll().or_else(|| quantity.roll())?;
                let all = self.roll(state, roll)?;
                let range = bounded(measure.bound, measure.number);
                let low = part(all, range.low, 100 * ONE)?;
                let high = if range.high == i64::MAX {
                    Range::UNKNOWN
                } else {
                    part(all, range.high, 100 * ONE)?
                };
                return Some(Range {
                    low: low.low,
                    high: high.high,
                });
            }
            Some(noun) => same(&self.agreement, noun, quantity),
        };
        fits.then(|| bounded(measure.bound, measure.number))
    }

    /// Which rows a bare reference to a tabled duty may mean.
    pub(crate) fn rows(&self, article: ArticleId, row: RowOf) -> Vec<Option<u32>> {
        let table = self
            .article(article)
            .rows
            .and_then(|id| self.agreement.schedule(id));
        match (table, row) {
            (_, RowOf::Row(row)) => vec![Some(row)],
            (None, _) => vec![None],
            (Some(table), _) => {
                let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
                (0..rows).map(Some).collect()
            }
        }
    }
}

/// What is accepted and not in dispute.
pub(crate) fn settled(it: &Occurrence) -> Range {
    it.accepted.less(it.disputed)
}

fn exactly(range: Range) -> Required {
    Required {
        range: Some(range),
        about: false,
    }
}

/// A number with the word before it.
pub(crate) fn bounded(bound: Option<Bound>, number: i64) -> Range {
    match bound {
        None => Range::exactly(number),
        Some(Bound::AtLeast) => Range::at_least(number),
        Some(Bound::MoreThan | Bound::Above) => Range::at_least(number.saturating_add(1)),
        Some(Bound::AtMost) => Range {
            low: 0,
            high: number,
        },
        Some(Bound::Below) => Range {
            low: 0,
            high: number.saturating_sub(1).max(0),
        },
        Some(Bound::About) => Range::at_least(1),
    }
}

fn part(all: Range, above: i64, below: i64) -> Option<Range> {
    let of = |number: i64| {
        if number == i64::MAX {
            return Some(i64::MAX);
        }
        let product = i128::from(number) * i128::from(above);
        let below = i128::from(below);
        // What is owed of things counted one by one is rounded up to a whole thousandth.
        i64::try_from((product + below - 1).checked_div(below)?).ok()
    };
    Some(Range {
        low: of(all.low)?,
        high: of(all.high)?,
    })
}

fn times(one: Range, other: Range) -> Range {
    let product = |a: i64, b: i64| {
        if a == i64::MAX || b == i64::MAX {
            return if a == 0 || b == 0 { 0 } else { i64::MAX };
        }
        let product = i128::from(a) * i128::from(b) / i128::from(ONE);
        i64::try_from(product).unwrap_or(i64::MAX)
    };
    Range {
        low: product(one.low, other.low),
        high: product(one.high, other.high),
    }
}

/// Whether a measure counts what a duty counts.
fn same(agreement: &Agreement, noun: &Noun, quantity: &Quantity) -> bool {
    let mut counted = quantity.noun.iter().chain(quantity.of.iter());
    let list = quantity.roll().and_then(|roll| agreement.roll(roll));
    // `5 persons` of a list of persons.
    let by_list = list.is_some_and(|list| list.quantity.noun.as_ref() == Some(noun));
    by_list || counted.any(|own| own == noun || part_of(agreement, noun, own))
}

/// A list that is part of another is counted with it.
fn part_of(agreement: &Agreement, noun: &Noun, whole: &Noun) -> bool {
    let (Some(part), Some(whole)) = (noun.roll(), whole.roll()) else {
        return false;
    };
    agreement
        .roll(part)
        .is_some_and(|roll| roll.part_of == Some(whole))
}
