//! What each side has given, by the weights of a balance: ground and goods, never persons.

use model::{ActorId, ArticleId, BalanceId, Element, Noun};

use crate::observed::Range;
use crate::quantities::settled;
use crate::rules::Rules;
use crate::state::State;

/// What each side has given by now under a balance, in thousandths, in the order in which the
/// sides are declared; a party in no side is one by itself.
#[must_use]
pub fn given(rules: &Rules, state: &State, balance: BalanceId) -> Vec<(ActorId, Range)> {
    let agreement = rules.agreement();
    let Some(balance) = agreement.balance(balance) else {
        return Vec::new();
    };
    let mut sides: Vec<(ActorId, Range)> = Vec::new();
    for party in agreement.parties() {
        let side = agreement.side_of(party);
        if !sides.iter().any(|(known, _)| *known == side) {
            sides.push((side, Range::default()));
        }
    }
    for (number, what, weight) in &balance.weights {
        for (id, _) in agreement.articles() {
            if !rules.owes(id) || !weighs(rules, id, *what) {
                continue;
            }
            let mut all = Range::default();
            for made in &state.article(id).made {
                all = all.plus(settled(state.occurrence(*made)));
            }
            let given = scaled(all, *weight, *number);
            let Some(side) = rules
                .obligors(id)
                .first()
                .map(|actor| agreement.side_of(*actor))
            else {
                continue;
            };
            if let Some((_, total)) = sides.iter_mut().find(|(known, _)| *known == side) {
                *total = total.plus(given);
            }
        }
    }
    sides
}

/// Whether an article gives what a weight is of.
fn weighs(rules: &Rules, article: ArticleId, what: Element) -> bool {
    if what == Element::Article(article) {
        return true;
    }
    let quantity = rules.article(article).quantity();
    let Some(quantity) = quantity else {
        return false;
    };
    let mut nouns = quantity.noun.iter().chain(quantity.of.iter());
    nouns.any(|noun| *noun == Noun::Element(what))
}

/// So much of what weighs `weight` for each `number`.
fn scaled(all: Range, weight: i64, number: i64) -> Range {
    let scale = |value: i64| {
        if value == i64::MAX {
            return i64::MAX;
        }
        let product = i128::from(value) * i128::from(weight);
        let scaled = product.checked_div(i128::from(number.max(1))).unwrap_or(0);
        i64::try_from(scaled).unwrap_or(i64::MAX)
    };
    Range {
        low: scale(all.low),
        high: scale(all.high),
    }
}
