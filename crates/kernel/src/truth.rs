//! Three-valued truth, and numbers and instants as far as they are known.

use model::{Instant, Join, Window};

use crate::observed::{Range, Timeliness};

/// Yes, no, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// No.
    No,
    /// The text or the record gives too little to tell.
    NotKnown,
    /// Yes.
    Yes,
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Joins truths as a sentence does: `and` is the least, `or` the greatest, `either` what all say.
pub(crate) fn join(how: Join, truths: impl Iterator<Item = Truth>) -> Truth {
    match how {
        Join::And => truths.min().unwrap_or(Truth::Yes),
        Join::Or => truths.max().unwrap_or(Truth::No),
        Join::Either => agreed(truths).unwrap_or(Truth::NotKnown),
    }
}

fn agreed(mut truths: impl Iterator<Item = Truth>) -> Option<Truth> {
    let first = truths.next()?;
    truths.all(|truth| truth == first).then_some(first)
}

impl Range {
    /// Nothing is known of it.
    pub const UNKNOWN: Self = Self {
        low: 0,
        high: i64::MAX,
    };

    /// A number that is known.
    #[must_use]
    pub const fn exactly(number: i64) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    /// At least so much.
    #[must_use]
    pub const fn at_least(number: i64) -> Self {
        Self {
            low: number,
            high: i64::MAX,
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
        }
    }

    /// What is left without the other, never below nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        let high = if self.high == i64::MAX {
            i64::MAX
        } else {
            self.high.saturating_sub(other.low)
        };
        Self {
            low: self.low.saturating_sub(other.high).max(0),
            high: high.max(0),
        }
    }

    /// The lesser of each bound.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.min(other.high),
        }
    }

    /// The greater of each bound.
    #[must_use]
    pub fn most(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Nothing at all.
    #[must_use]
    pub fn nothing(self) -> bool {
        self.high == 0
    }
}

/// A window that is one instant.
pub(crate) fn instant(at: Instant) -> Window {
    Window {
        earliest: at,
        latest: at,
    }
}

/// Whether something in a window happened after an instant for certain. A day begins after the
/// 24:00 of the day before, though both are one instant.
pub(crate) fn after(deed: Window, limit: Instant) -> bool {
    deed.earliest > limit || (deed.earliest == limit && deed.latest > limit)
}

/// Whether something in one window was in time for a deadline in another.
pub(crate) fn timeliness(deed: Window, about: bool, deadline: Window) -> Timeliness {
    let deed = if about {
        Window {
            earliest: deed.earliest.saturating_sub(model::DAY_SECONDS),
            latest: deed.latest.saturating_add(model::DAY_SECONDS),
        }
    } else {
        deed
    };
    if deed.latest <= deadline.earliest {
        Timeliness::OnTime
    } else if after(deed, deadline.latest) {
        Timeliness::Late
    } else {
        Timeliness::CannotTell
    }
}
