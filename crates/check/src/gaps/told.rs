//! How a gap is told: names, numbers, one finding for many places, what to write or whom to ask.

use std::cmp::Reverse;

use model::{Amount, ArticleId, Bound, Element, Noun, Quantity, Subject, Verb};

use crate::view::join;
use crate::{Draft, View};

/// How many names a sentence carries before it says `more`.
const NAMED_MAX: usize = 3;

/// One finding for all articles that have one gap in common, the one with most behind it first.
/// The sentence is made of the articles in that order.
pub(super) fn folded(
    view: &View<'_>,
    code: &'static str,
    mut places: Vec<(ArticleId, String)>,
    message: impl FnOnce(&[ArticleId]) -> String,
) -> Option<Draft> {
    places.sort_by_cached_key(|(id, _)| (Reverse(view.weight(*id)), *id));
    let ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    let mut places = places.into_iter();
    let (first, label) = places.next()?;
    let mut draft = Draft::of(code, Element::Article(first), message(&ids)).label(label);
    for (id, label) in places {
        draft = draft.place(Subject::of(Element::Article(id)), label);
    }
    Some(draft)
}

/// The names of the first few articles: `a`, `b` and `c`, or `a`, `b`, `c` and 4 more.
pub(crate) fn few(view: &View<'_>, ids: &[ArticleId]) -> String {
    few_of(ids.iter().map(|id| view.art(*id)))
}

/// The first few of some names.
pub(crate) fn few_of(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    if names.len() > NAMED_MAX {
        let more = format!("{} more", names.len() - NAMED_MAX);
        names.truncate(NAMED_MAX);
        names.push(more);
    }
    join(&names)
}

/// The names of the first three articles, for a sentence that has told how many there are.
pub(super) fn worst(view: &View<'_>, ids: &[ArticleId]) -> String {
    let names: Vec<String> = ids.iter().take(NAMED_MAX).map(|id| view.art(*id)).collect();
    join(&names)
}

/// `1 duty`, `3 duties`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A number in thousandths, as people write it: `1,900`, `0.5`.
pub(crate) fn number(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let whole = thousandths.unsigned_abs() / 1_000;
    let rest = thousandths.unsigned_abs() % 1_000;
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest == 0 {
        return format!("{sign}{grouped}");
    }
    let tail = format!("{rest:03}");
    format!("{sign}{grouped}.{}", tail.trim_end_matches('0'))
}

/// A noun: declared names in backticks, quoted words in quotes.
pub(super) fn noun(view: &View<'_>, noun: &Noun) -> String {
    match noun {
        Noun::Element(element) => view.tick(*element),
        Noun::Common(word) => word.clone(),
        Noun::Quoted(words) => format!("\"{words}\""),
    }
}

/// A verb as the article writes it, without quotes.
pub(super) fn verb(view: &View<'_>, verb: &Verb) -> String {
    match verb {
        Verb::Act(id) => view.agreement.name(Element::Act(*id)).to_owned(),
        Verb::Quoted(words) => words.clone(),
    }
}

/// A quantity as the article writes it, as far as it states a number: `at least 50 captives`.
pub(super) fn quantity(view: &View<'_>, of: &Quantity) -> String {
    let mut words = Vec::new();
    let bound = match of.bound {
        Some(Bound::AtLeast) => "at least",
        Some(Bound::AtMost) => "at most",
        Some(Bound::About) => "about",
        Some(Bound::MoreThan) => "more than",
        Some(Bound::Above) => "above",
        Some(Bound::Below) => "below",
        None => "",
    };
    let amount = match &of.amount {
        Amount::Number(number_) => number(*number_),
        Amount::All => "all".to_owned(),
        Amount::Remaining => "the remaining".to_owned(),
        Amount::Percent(share) => format!("{} percent", number(*share)),
        Amount::Fraction(over, under) => format!("{over}/{under}"),
        Amount::Either(a, b) => format!("either {} or {}", number(*a), number(*b)),
        Amount::Between(a, b) => format!("between {} and {}", number(*a), number(*b)),
        Amount::Unstated => "an unstated number of".to_owned(),
        Amount::Column(_) => "the tabled number of".to_owned(),
        Amount::PercentColumn(_) => "the tabled share".to_owned(),
    };
    for word in [bound, amount.as_str()] {
        if !word.is_empty() {
            words.push(word.to_owned());
        }
    }
    let of_what = of.of.as_ref().map(|noun_| noun(view, noun_));
    words.extend(of.noun.as_ref().map(|noun_| noun(view, noun_)));
    words.extend(of_what.map(|what| format!("of {what}")));
    words.join(" ")
}
