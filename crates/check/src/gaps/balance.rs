//! Balances: how far one side can run ahead with everyone performing, worked out exactly from the
//! weights and the timetable.

use std::collections::BTreeMap;

use model::{
    ActorId, Article, ArticleId, Balance, BalanceId, Element, Instant, Quantity, Reversal, Subject,
    Verb,
};

use super::index::Index;
use super::quantities::exact;
use super::timetable::Timetable;
use super::told::number;
use crate::Draft;
use crate::view::join;

/// Beyond so many rounds a flow is taken as one sum on its last day.
const ROUNDS_MAX: i64 = 5_000;

/// Something weighed that a side gives.
#[derive(Clone, Debug)]
struct Gift {
    side: ActorId,
    article: ArticleId,
    /// In thousandths of a unit of weight.
    weight: i64,
    at: Option<Instant>,
}

/// What the rules of balances find.
pub(super) fn balances(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    for (id, balance) in (0..).map(BalanceId).zip(&index.agreement.balances) {
        persons_weighed(index, id, balance, out);
        let gifts = gifts(index, table, balance);
        out.extend(exceeded(index, table, id, balance, &gifts));
    }
}

/// E0405: a weight on a list of persons, or on an article that moves them. Not answerable: it
/// belongs in a private file.
fn persons_weighed(index: &Index<'_>, id: BalanceId, balance: &Balance, out: &mut Vec<Draft>) {
    for (_, element, _) in &balance.weights {
        let persons = match element {
            Element::Roll(roll) => index
                .agreement
                .roll(*roll)
                .is_some_and(|roll| !roll.inventory),
            Element::Article(article) => index
                .agreement
                .article(*article)
                .is_some_and(|article| index.view.persons(article)),
            _ => false,
        };
        if !persons {
            continue;
        }
        let name = index.view.tick(*element);
        let message = format!(
            "{name} carries a weight in {}, and persons are counted and never weighed",
            index.view.tick(Element::Balance(id)),
        );
        out.push(
            Draft::of("E0405", Element::Balance(id), message)
                .label("a weight on persons")
                .place(Subject::of(*element), "persons")
                .help("keep such a weight in a private file that never leaves your own machine"),
        );
    }
}

/// What each side gives that carries a weight, with the last hour for it.
fn gifts(index: &Index<'_>, table: &mut Timetable<'_>, balance: &Balance) -> Vec<Gift> {
    let mut gifts = Vec::new();
    for (of, element, weight) in &balance.weights {
        let articles: Vec<ArticleId> = match element {
            Element::Article(id) => vec![*id],
            Element::Unit(unit) => index
                .unit_uses
                .get(unit.index())
                .cloned()
                .unwrap_or_default(),
            Element::Roll(roll) => index
                .roll_uses
                .get(roll.index())
                .cloned()
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        for id in articles {
            let (Some(article), Some(side)) = (index.agreement.article(id), index.side(id)) else {
                continue;
            };
            let each = match element {
                Element::Article(_) => *weight,
                _ => match counted(article, *element) {
                    Some(amount) if *of > 0 => share(amount, *weight, *of),
                    _ => continue,
                },
            };
            spread(table, id, article, side, each, &mut gifts);
        }
    }
    gifts
}

/// `amount × weight ÷ of`, all in thousandths, without overflow.
fn share(amount: i64, weight: i64, of: i64) -> i64 {
    let product = i128::from(amount) * i128::from(weight) / i128::from(of);
    i64::try_from(product).unwrap_or(i64::MAX)
}

/// How many of something weighed an article gives at least, in thousandths.
fn counted(article: &Article, element: Element) -> Option<i64> {
    let asked = article.duty().and(article.quantity())?;
    let same = match element {
        Element::Unit(unit) => asked.unit() == Some(unit),
        Element::Roll(roll) => asked.roll() == Some(roll),
        _ => false,
    };
    let stated = Quantity {
        bound: None,
        ..asked.clone()
    };
    same.then(|| exact(&stated)).flatten()
}

/// One gift for each round of a flow, at the end of its day.
fn spread(
    table: &mut Timetable<'_>,
    id: ArticleId,
    article: &Article,
    side: ActorId,
    weight: i64,
    gifts: &mut Vec<Gift>,
) {
    let due = table.due(id);
    let period = article.clauses.iter().find_map(|clause| match clause {
        model::Clause::Every { period, .. } => period.seconds().map(|(short, _)| short),
        _ => None,
    });
    let gift = |weight, at| Gift {
        side,
        article: id,
        weight,
        at,
    };
    let (Some(due), Some(period), Some(rounds)) = (due, period, table.rounds(id)) else {
        gifts.push(gift(weight, due.map(|due| due.to)));
        return;
    };
    if rounds > ROUNDS_MAX {
        let last = due.to.saturating_add(period.saturating_mul(rounds - 1));
        gifts.push(gift(weight.saturating_mul(rounds), Some(last)));
        return;
    }
    for round in 0..rounds {
        gifts.push(gift(weight, Some(due.to + period * round)));
    }
}

/// The furthest that one side runs ahead.
struct Lead {
    side: ActorId,
    lead: i64,
    given: i64,
    at: Option<Instant>,
    /// The article given last.
    last: ArticleId,
}

/// W0402: with everyone performing at the last hour, one side runs further ahead than the balance
/// allows. Answered by another bound, other weights or other dates.
fn exceeded(
    index: &Index<'_>,
    table: &Timetable<'_>,
    id: BalanceId,
    balance: &Balance,
    gifts: &[Gift],
) -> Option<Draft> {
    let lead = furthest(gifts)?;
    if lead.lead <= balance.bound {
        return None;
    }
    let view = index.view;
    let (name, side) = (view.tick(Element::Balance(id)), view.actor(lead.side));
    let by = lead
        .at
        .and_then(|at| table.last_day(at))
        .unwrap_or_else(|| format!("the last day of {}", view.art(lead.last)));
    let one_sided = gifts.iter().all(|gift| gift.side == lead.side);
    let ahead = if lead.lead == lead.given {
        format!("{side} has given {}", number(lead.given))
    } else {
        format!("{side} is ahead by {}", number(lead.lead))
    };
    let mut message = format!(
        "by {by} {ahead} in {name}, above the bound of {}, with everyone performing",
        number(balance.bound),
    );
    if one_sided {
        let others = index.agreement.parties().map(|id| index.view.side_of(id));
        let mut others: Vec<ActorId> = others.filter(|id| *id != lead.side).collect();
        others.dedup();
        let others = view.list(others.into_iter().map(Element::Actor));
        message.push_str(&format!(", and no act of {others} carries a weight"));
    }
    let mut draft = Draft::of("W0402", Element::Balance(id), message)
        .label(format!("can reach {}", number(lead.lead)));
    let sums = sums(gifts, &lead);
    for (article, _) in &sums {
        draft = draft.place(Subject::of(Element::Article(*article)), "weighed in it");
    }
    let parts: Vec<String> = sums
        .iter()
        .map(|(article, weight)| format!("{} in {}", number(*weight), view.art(*article)))
        .collect();
    draft = draft.note(format!("{side} gives {}", join(&parts)));
    draft = undoing(index, &sums, draft);
    Some(draft.help(index.view.answer(
        "raise the bound, weigh what the other side gives, or move a date",
        &format!("how far ahead may {side} be, and what of the other side is weighed against it?"),
    )))
}

/// What a side has given by its furthest lead, article by article.
fn sums(gifts: &[Gift], lead: &Lead) -> Vec<(ArticleId, i64)> {
    let mut order = Vec::new();
    let mut sums: BTreeMap<ArticleId, i64> = BTreeMap::new();
    for gift in gifts {
        let given = match (gift.at, lead.at) {
            (Some(at), Some(until)) => at <= until,
            _ => true,
        };
        if gift.side == lead.side && given {
            if !sums.contains_key(&gift.article) {
                order.push(gift.article);
            }
            *sums.entry(gift.article).or_default() += gift.weight;
        }
    }
    order
        .into_iter()
        .filter_map(|id| Some((id, *sums.get(&id)?)))
        .collect()
}

/// What of it can be undone: it counts for the giver only when that time is over.
fn undoing(index: &Index<'_>, sums: &[(ArticleId, i64)], mut draft: Draft) -> Draft {
    for (id, weight) in sums {
        let Some(Verb::Act(act)) = index
            .agreement
            .article(*id)
            .and_then(|article| Some(&article.duty()?.verb))
        else {
            continue;
        };
        let nature = index
            .agreement
            .acts
            .get(act.index())
            .and_then(|act| act.nature);
        if nature == Some(Reversal::Reversible(None)) {
            let name = index.view.art(*id);
            draft = draft.note(format!(
                "{} of it, in {name}, can be undone",
                number(*weight)
            ));
        }
    }
    draft
}

/// Goes through the gifts in the order of their last hours. At one hour, each side may give before
/// the others do, so its lead is measured against what they had given before.
fn furthest(gifts: &[Gift]) -> Option<Lead> {
    let mut order: Vec<&Gift> = gifts.iter().collect();
    // What has no date may come last.
    order.sort_by_key(|gift| (gift.at.is_none(), gift.at));
    let mut given: BTreeMap<ActorId, i64> = BTreeMap::new();
    let mut best: Option<Lead> = None;
    let same = |a: &&Gift, b: &&Gift| a.at == b.at && a.at.is_some();
    for hour in order.chunk_by(|a, b| same(a, b)) {
        let before = given.clone();
        for gift in hour {
            let own = given.entry(gift.side).or_default();
            *own = own.saturating_add(gift.weight);
            let own = *own;
            let others = before.iter().filter(|(side, _)| **side != gift.side);
            let others = others.map(|(_, given)| *given).max().unwrap_or(0);
            let lead = own.saturating_sub(others);
            if best.as_ref().is_none_or(|best| lead > best.lead) {
                best = Some(Lead {
                    side: gift.side,
                    lead,
                    given: own,
                    at: gift.at,
                    last: gift.article,
                });
            }
        }
    }
    best
}
