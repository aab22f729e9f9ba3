//! What happened, as a record tells it, at one moment of it.

use std::collections::BTreeMap;

use kernel::{
    Answer, Change, Consequence, Key, Observation, Observed, PhaseStage, Profile, Range, Stage,
    Timeliness,
};
use model::{Agreement, Instant, Record};

use crate::chart::At;

/// How one time a duty is owed stands, as it is drawn: each has a shape of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not yet owed.
    Waiting,
    /// Owed, and nothing was said of it.
    Owed,
    /// Claimed or told, and accepted by nobody the text names.
    Claimed,
    /// A part is accepted.
    Partly,
    /// Accepted in full.
    Verified,
    /// In dispute.
    Disputed,
    /// A verifier was unable to verify it.
    Unable,
    /// Past its last day, and still no breach.
    Overdue,
    /// Not done in time, on the record as it stands.
    Breached,
    /// The text leaves open whether it is owed.
    Undetermined,
    /// No longer owed.
    Released,
}

impl Mark {
    /// Every mark, in the order of a legend.
    pub const ALL: [Self; 11] = [
        Self::Waiting,
        Self::Owed,
        Self::Claimed,
        Self::Partly,
        Self::Verified,
        Self::Disputed,
        Self::Unable,
        Self::Overdue,
        Self::Breached,
        Self::Undetermined,
        Self::Released,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "not yet owed",
            Self::Owed => "owed",
            Self::Claimed => "claimed, not verified",
            Self::Partly => "accepted in part",
            Self::Verified => "accepted in full",
            Self::Disputed => "disputed",
            Self::Unable => "unable to verify",
            Self::Overdue => "past its last day",
            Self::Breached => "not done in time",
            Self::Undetermined => "open whether owed",
            Self::Released => "no longer owed",
        }
    }

    /// One character of a terminal.
    #[must_use]
    pub fn symbol(self) -> char {
        match self {
            Self::Waiting => '·',
            Self::Owed => '○',
            Self::Claimed => '◇',
            Self::Partly => '◐',
            Self::Verified => '●',
            Self::Disputed => '◫',
            Self::Unable => '△',
            Self::Overdue => '!',
            Self::Breached => '×',
            Self::Undetermined => '?',
            Self::Released => '–',
        }
    }

    /// In one word, for other programs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Owed => "owed",
            Self::Claimed => "claimed",
            Self::Partly => "partly",
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::Unable => "unable",
            Self::Overdue => "overdue",
            Self::Breached => "breached",
            Self::Undetermined => "undetermined",
            Self::Released => "released",
        }
    }

    fn of(it: &Observation) -> Self {
        let accepted = matches!(
            it.stage,
            Stage::Fulfilled | Stage::Performed | Stage::Remedied
        );
        match it.stage {
            Stage::Released(_) => Self::Released,
            _ if it.disputed.high > 0 => Self::Disputed,
            _ if accepted => Self::Verified,
            _ if it.unverifiable => Self::Unable,
            Stage::Breached => Self::Breached,
            Stage::Overdue => Self::Overdue,
            Stage::Undetermined => Self::Undetermined,
            Stage::Reported => Self::Claimed,
            _ if it.accepted.low > 0 => Self::Partly,
            _ if it.claimed.high > 0 => Self::Claimed,
            Stage::Dormant => Self::Waiting,
            _ => Self::Owed,
        }
    }
}

/// Whether what was done was done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timely {
    /// Nothing was done, or no date is stated.
    Unsaid,
    /// In time.
    InTime,
    /// Late.
    Late,
    /// The record or the text gives too little to tell.
    CannotTell,
}

impl Timely {
    pub(crate) fn of(timeliness: Option<Timeliness>) -> Self {
        match timeliness {
            None => Self::Unsaid,
            Some(Timeliness::OnTime) => Self::InTime,
            Some(Timeliness::Late) => Self::Late,
            Some(Timeliness::CannotTell) => Self::CannotTell,
        }
    }
}

/// What is known of one time a duty is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it stands.
    pub mark: Mark,
    /// Whether it was done in time.
    pub timely: Timely,
    /// The same in words, with what is known besides.
    pub words: String,
    /// Since when.
    pub at: Option<At>,
    /// Its last day as things stand.
    pub last: Option<At>,
}

/// What a record tells, at one moment of it.
#[derive(Clone, Debug)]
pub struct Life {
    /// How everything stands.
    pub observed: Observed,
    /// The moment.
    pub as_of: Instant,
    /// Since when each stands as it stands.
    since: BTreeMap<Key, Instant>,
    marks: BTreeMap<Key, Mark>,
    /// The rows of the record whose day is not known, counted from 1.
    pub unplaced: Vec<usize>,
    /// The rows that the rules refuse, counted from 1.
    pub refused: Vec<usize>,
}

impl Life {
    /// Before anything is told.
    fn new() -> Self {
        Self {
            observed: Observed::default(),
            as_of: i64::MIN / 4,
            since: BTreeMap::new(),
            marks: BTreeMap::new(),
            unplaced: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// A record of an agreement, until a moment of it or to its end.
    #[must_use]
    pub fn of(
        agreement: &Agreement,
        record: &Record,
        profile: &Profile,
        until: Option<Instant>,
    ) -> Self {
        let mut life = Self::new();
        let mut line = replay::Timeline::new(agreement, profile);
        for (row, number) in record.rows.iter().zip(1..) {
            let Ok(event) = replay::event(&line.rules, &line.state, row) else {
                life.unplaced.push(number);
                continue;
            };
            if until.is_some_and(|until| event.recorded > until) {
                break;
            }
            let before = event.recorded.saturating_sub(1);
            let mut then = line.state.clone();
            let passed = kernel::tick(&line.rules, &mut then, before);
            let waited = (!passed.is_empty()).then(|| then.observe());
            let (Answer::Step(followed) | Answer::Contested(_, followed)) =
                kernel::apply(&line.rules, &mut then, &event)
            else {
                life.refused.push(number);
                continue;
            };
            line.state = then;
            if let Some(observed) = waited {
                life.note(observed, before, &passed);
            }
            life.note(line.state.observe(), event.at.latest, &followed);
        }
        if let Some(until) = until {
            let passed = line.pass(until);
            life.note(line.state.observe(), until, &passed);
        }
        life
    }

    /// Takes note of how things stand after something happened or time passed.
    fn note(&mut self, observed: Observed, at: Instant, followed: &[Consequence]) {
        let mut when: BTreeMap<Key, Instant> = BTreeMap::new();
        for one in followed {
            if let Change::Stage(key, _) | Change::Breached(key, _) | Change::Accepted(key, ..) =
                one.what
            {
                when.insert(key, one.at);
            }
        }
        for (key, it) in &observed.occurrences {
            let mark = Mark::of(it);
            if self.marks.get(key) != Some(&mark) {
                self.marks.insert(*key, mark);
                let time = when.get(key).copied().unwrap_or(at);
                self.since.insert(*key, time);
            }
        }
        self.as_of = self.as_of.max(at);
        self.observed = observed;
    }

    /// When the agreement entered into force.
    #[must_use]
    pub fn entered(&self) -> Option<Instant> {
        self.observed.entered.map(|window| window.earliest)
    }

    /// How a phase stands.
    #[must_use]
    pub fn phase(&self, id: model::PhaseId) -> Option<&'static str> {
        Some(match self.observed.phases.get(id.index())? {
            PhaseStage::NotBegun => "not begun",
            PhaseStage::Running => "running",
            PhaseStage::Completed => "completed",
            PhaseStage::Ended => "ended",
            PhaseStage::Open => "its length is over, and the text does not say what follows",
        })
    }

    /// The last generation of an occurrence.
    pub(crate) fn last_of(&self, of: Key) -> Option<(Key, Observation)> {
        let last = Key {
            generation: u32::MAX,
            ..of
        };
        let first = Key {
            generation: 0,
            ..of
        };
        let mut range = self.observed.occurrences.range(first..=last);
        range
            .next_back()
            .map(|(key, it)| (*key, *it))
            .filter(|(key, _)| key.obligor == of.obligor && key.round == of.round)
    }

    /// How an occurrence stands, and since when: without words for times, which the chart gives.
    pub(crate) fn mark(&self, key: Key, it: &Observation) -> (Mark, String, Option<Instant>) {
        let mark = Mark::of(it);
        let since = self.since.get(&key).copied();
        let told = !matches!(mark, Mark::Waiting | Mark::Owed | Mark::Undetermined);
        (mark, words(mark, it), since.filter(|_| told))
    }
}

/// `accepted in full, late`
fn words(mark: Mark, it: &Observation) -> String {
    let mut said = vec![mark.words().to_owned()];
    match it.timeliness {
        Some(Timeliness::Late) => said.push("late".to_owned()),
        Some(Timeliness::OnTime) => said.push("in time".to_owned()),
        Some(Timeliness::CannotTell) => said.push("whether in time cannot be told".to_owned()),
        None => {}
    }
    if it.breached && mark != Mark::Breached {
        said.push("was not done in time before".to_owned());
    }
    if mark == Mark::Claimed && it.breached {
        said.push("claimed after its last day".to_owned());
    }
    if it.withheld {
        said.push("withheld".to_owned());
    }
    if it.suspended {
        said.push("suspended".to_owned());
    }
    if mark != Mark::Unable && it.unverifiable {
        said.push("a verifier was unable to verify it".to_owned());
    }
    said.extend(amounts(mark, it));
    said.join(", ")
}

fn amounts(mark: Mark, it: &Observation) -> Vec<String> {
    let one = Range {
        low: 1_000,
        high: 1_000,
    };
    let whole =
        matches!(mark, Mark::Verified | Mark::Waiting | Mark::Owed) || it.required == Some(one);
    if whole {
        return Vec::new();
    }
    let named = [
        ("claimed", it.claimed),
        ("accepted", it.accepted),
        ("refused", it.refused),
        ("held pending", it.pending),
        ("in dispute", it.disputed),
    ];
    let some = named.iter().filter(|(_, range)| range.high > 0);
    let mut said: Vec<String> = some
        .filter_map(|(word, range)| Some(format!("{} {word}", number(*range)?)))
        .collect();
    if let Some(required) = it.required.and_then(number)
        && !said.is_empty()
    {
        said.push(format!("of {required}"));
    }
    said
}

/// A number in thousandths, where it says more than "all of it".
fn number(range: Range) -> Option<String> {
    let one = |value: i64| {
        let (whole, rest) = (value / 1_000, value % 1_000);
        match rest {
            0 => format!("{whole}"),
            _ => format!("{whole}.{rest:03}")
                .trim_end_matches('0')
                .to_owned(),
        }
    };
    match (range.low, range.high) {
        (low, high) if low == high && low > 0 => Some(one(low)),
        (low, i64::MAX) if low > 0 => Some(format!("at least {}", one(low))),
        (_, i64::MAX) => None,
        (low, high) if high > 0 => Some(format!("{} to {}", one(low), one(high))),
        _ => None,
    }
}
