//! Parts: in another unit than their whole, or more than it.

use model::{Amount, Bound, Clause, Element, Quantity, Question, RollId, Subject};

use super::index::Index;
use super::quantities::exact;
use super::told::{number, quantity};
use crate::Draft;

/// E0218: a part in another unit than its whole, which cannot be compared with it; and E0217: parts
/// that are more than their whole.
pub(super) fn parts(index: &Index<'_>, out: &mut Vec<Draft>) {
    for (id, article) in index.agreement.articles() {
        let Some(whole) = article.quantity() else {
            continue;
        };
        let mut sum: i64 = 0;
        for (at, clause) in article.answers(Question::Parts) {
            let Clause::OfWhich { quantity: part, .. } = clause else {
                continue;
            };
            let subject = Subject::clause(Element::Article(id), at);
            if other_kind(index, whole, part) {
                out.push(incomparable(index, subject, whole, part));
            } else if let (Amount::Number(part), None | Some(Bound::AtLeast)) =
                (&part.amount, part.bound)
            {
                sum = sum.saturating_add(*part);
            }
        }
        let ceiling = match (&whole.amount, whole.bound) {
            (Amount::Number(ceiling), None | Some(Bound::AtMost)) => *ceiling,
            _ => continue,
        };
        if sum > ceiling {
            let message = format!(
                "the parts of {} come to {}, more than the {} it asks",
                index.view.art(id),
                number(sum),
                number(ceiling),
            );
            out.push(
                Draft::of("E0217", Element::Article(id), message)
                    .label("the whole")
                    .help(index.view.answer(
                        "mend the parts or the whole",
                        "which of these numbers is right?",
                    )),
            );
        }
    }
    roll_parts(index, out);
}

/// Whether a part is counted in something declared that is not of the kind of its whole.
fn other_kind(index: &Index<'_>, whole: &Quantity, part: &Quantity) -> bool {
    let kind = |of: &Quantity| {
        let roll = of.roll().map(Element::Roll);
        roll.or_else(|| of.unit().map(Element::Unit))
    };
    let (Some(whole), Some(part)) = (kind(whole), kind(part)) else {
        return false;
    };
    let within = |roll: RollId| {
        index
            .agreement
            .roll(roll)
            .and_then(|roll| roll.part_of)
            .map(Element::Roll)
    };
    let convertible = |unit: &Element| match unit {
        Element::Unit(id) => index
            .agreement
            .unit(*id)
            .is_some_and(|unit| !unit.counts_as.is_empty()),
        _ => false,
    };
    let nested = match (whole, part) {
        (Element::Roll(whole), Element::Roll(part)) => {
            within(part) == Some(Element::Roll(whole)) || within(whole) == Some(Element::Roll(part))
        }
        _ => false,
    };
    whole != part && !nested && !convertible(&whole) && !convertible(&part)
}

fn incomparable(index: &Index<'_>, at: Subject, whole: &Quantity, part: &Quantity) -> Draft {
    let message = format!(
        "{} cannot be a part of {}: they are not counted in the same unit",
        quantity(index.view, part),
        quantity(index.view, whole),
    );
    Draft::new("E0218", at, message)
        .label("counted in another unit")
        .help(index.view.answer(
            "write the part in the unit of the whole, or say in the unit what `counts as` what",
            "in which unit is the part counted?",
        ))
}

/// Parts of a declared list.
fn roll_parts(index: &Index<'_>, out: &mut Vec<Draft>) {
    for (id, roll) in (0..).map(RollId).zip(&index.agreement.rolls) {
        let (Some(whole), false) = (exact(&roll.quantity), roll.may_grow) else {
            continue;
        };
        if let Some(parent) = roll.part_of {
            sublist(index, (id, whole), parent, out);
        }
        let parts: i64 = roll.of_which.iter().filter_map(exact).sum();
        if parts > whole {
            let name = index.view.tick(Element::Roll(id));
            let message = format!(
                "the parts of {name} come to {}, and it holds {}",
                number(parts),
                number(whole),
            );
            out.push(
                Draft::of("E0217", Element::Roll(id), message)
                    .label("the whole")
                    .help(index.view.answer(
                        "mend the parts or the whole",
                        "which of these numbers is right?",
                    )),
            );
        }
    }
}

/// A list that holds more than the list it is part of.
fn sublist(index: &Index<'_>, part: (RollId, i64), parent: RollId, out: &mut Vec<Draft>) {
    let closed = index.agreement.roll(parent).filter(|roll| !roll.may_grow);
    let Some(holds) = closed.and_then(|roll| exact(&roll.quantity)) else {
        return;
    };
    if part.1 <= holds {
        return;
    }
    let message = format!(
        "{} is part of {} and holds {}, more than its {}",
        index.view.tick(Element::Roll(part.0)),
        index.view.tick(Element::Roll(parent)),
        number(part.1),
        number(holds),
    );
    out.push(
        Draft::of("E0217", Element::Roll(part.0), message)
            .label("the part")
            .place(Subject::of(Element::Roll(parent)), "the whole")
            .help(index.view.answer(
                "mend the part or the whole",
                "which of these numbers is right?",
            )),
    );
}
