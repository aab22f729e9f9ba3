//! The laws that hold of any agreement and any life of it, whatever the text says.
//!
//! The agreements and logs are the random ones that the kernel and the second reading are compared
//! on. Each test is named after its law.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    reason = "helpers of tests fail as tests do, and the random lives are made for other tests too"
)]

#[path = "../common/mod.rs"]
mod written;

mod common {
    //! What the random lives ask for.

    use model::{DAY_SECONDS, Instant};

    /// An hour of a day; day 1 is 1 January 2025, in UTC.
    pub fn day(day: i64, hour: i64) -> Instant {
        20_089 * DAY_SECONDS + (day - 1) * DAY_SECONDS + hour * 3_600
    }
}
mod events;
mod moves;
#[path = "../../../reading/tests/page/random/mod.rs"]
mod random;
mod texts;
mod time;
mod wild;

use kernel::{Answer, Event, Profile, Rules, State};
use model::Agreement;

/// So many random lives are lived in each test.
const LIVES: u64 = 120;

/// A random life.
struct Life {
    seed: u64,
    source: String,
    agreement: Agreement,
    rules: Rules,
    log: Vec<Event>,
}

fn life(seed: u64) -> Life {
    let (source, agreement) = random::agreement(seed);
    let (_, log) = random::case(seed);
    let rules = Rules::new(&agreement, &Profile::default());
    Life {
        seed,
        source,
        agreement,
        rules,
        log,
    }
}

fn lives() -> impl Iterator<Item = Life> {
    (0..LIVES).map(life)
}

impl Life {
    /// The state after the whole log.
    fn lived(&self) -> State {
        lived(&self.rules, &self.log)
    }

    /// Says which life it is, where a law is broken.
    fn told(&self) -> String {
        format!("seed {}\n{}", self.seed, self.source)
    }
}

fn lived(rules: &Rules, log: &[Event]) -> State {
    let mut state = kernel::start(rules);
    for event in log {
        kernel::apply(rules, &mut state, event);
    }
    state
}

/// An event of one instant.
fn at(now: i64, deed: model::Deed) -> Event {
    Event {
        at: model::Window {
            earliest: now,
            latest: now,
        },
        lasting: false,
        about: false,
        recorded: now,
        citing: Vec::new(),
        deed,
    }
}

fn refused(answer: &Answer) -> bool {
    matches!(answer, Answer::Refused(_))
}
