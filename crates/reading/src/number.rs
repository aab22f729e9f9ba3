//! Ranges and truth: the head of the page.

use kernel::Range;

/// No bound is known.
pub(crate) const UNBOUNDED: i64 = i64::MAX;
/// One whole act, in thousandths.
pub(crate) const WHOLE: i64 = 1_000;
/// Nothing of it.
pub(crate) const NOTHING: Range = Range { low: 0, high: 0 };

/// Truth has three values. The order is that of the page: no < not known < yes, so that `and` is
/// `min` and `or` is `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    No,
    NotKnown,
    Yes,
}

impl Truth {
    pub(crate) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::NotKnown => Self::NotKnown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// `either` is yes where all agree on yes, no where all agree on no, else not known.
pub(crate) fn either(facts: &[Truth]) -> Truth {
    match facts {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => *first,
        _ => Truth::NotKnown,
    }
}

pub(crate) fn range(low: i64, high: i64) -> Range {
    Range { low, high }
}

pub(crate) fn exactly(number: i64) -> Range {
    range(number, number)
}

/// Whether nothing of it is there, for certain.
pub(crate) fn nothing(of: Range) -> bool {
    of.high <= 0
}

pub(crate) fn plus(one: Range, other: Range) -> Range {
    range(
        one.low.saturating_add(other.low),
        one.high.saturating_add(other.high),
    )
}

/// What is left of one without the other; never below nothing.
pub(crate) fn minus(one: Range, other: Range) -> Range {
    let high = match one.high {
        UNBOUNDED => UNBOUNDED,
        high => high.saturating_sub(other.low).max(0),
    };
    range(one.low.saturating_sub(other.high).max(0), high)
}

/// The lesser of two, lows and highs apart.
pub(crate) fn lesser(one: Range, other: Range) -> Range {
    range(one.low.min(other.low), one.high.min(other.high))
}

/// The greater of two, lows and highs apart.
pub(crate) fn greater(one: Range, other: Range) -> Range {
    range(one.low.max(other.low), one.high.max(other.high))
}

/// So many thousandths of something.
pub(crate) fn thousandths(of: Range, number: i64) -> Range {
    let part = |whole: i64| match whole {
        UNBOUNDED => UNBOUNDED,
        whole => i64::try_from(i128::from(whole) * i128::from(number) / 1_000).unwrap_or(UNBOUNDED),
    };
    range(part(of.low), part(of.high))
}

/// The k-th greatest, lows and highs apart (k from 1).
pub(crate) fn kth_greatest(of: &[Range], k: usize) -> Range {
    let pick = |mut numbers: Vec<i64>| {
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        numbers.get(k.saturating_sub(1)).copied().unwrap_or(0)
    };
    range(
        pick(of.iter().map(|one| one.low).collect()),
        pick(of.iter().map(|one| one.high).collect()),
    )
}
