//! A record replayed day by day.

use kernel::{Answer, Change, Consequence, Observed, Profile, Stage};
use model::{ActorId, Agreement, BalanceId, Instant, Record};
use serde::Serialize;

use crate::events::Timeline;
use crate::say::Say;

/// A record replayed.
#[derive(Clone, Debug)]
pub struct History {
    /// The days on which anything happened, in order.
    pub days: Vec<Day>,
    /// How things stand at the end.
    pub observed: Observed,
    /// The timeline, to ask more of it.
    pub timeline: Timeline,
    /// Rows whose day could not be told, by position.
    pub unplaced: Vec<usize>,
}

/// One day.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Day {
    /// Its date.
    pub date: String,
    /// What the passing of time brought and what was entered, in order.
    pub entries: Vec<Entry>,
    /// What each side has given by its end, where the agreement has balances.
    pub balances: Vec<Balance>,
    /// What each side has owed and done by its end, unweighted.
    pub tallies: Vec<Tally>,
}

/// What one side has owed and done so far: how many times something was owed, each counted once
/// whatever its weight. A party in no side is one by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Which side.
    pub side: String,
    /// How many times something has been owed.
    pub owed: u64,
    /// Of these: told in full, whether or not anybody accepted it.
    pub told: u64,
    /// Of these: accepted in full by those the text names.
    pub accepted: u64,
    /// Of these: not done in full and in time.
    pub breached: u64,
    /// Of these: nothing is told of them in time, which says as much of the record as of the side.
    pub untold: u64,
    /// Standing rules that are broken now.
    pub broken: u64,
}

/// Something that happened on a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// The row of the record, from 1; nothing: by the passing of time.
    pub row: Option<usize>,
    /// When it happened.
    pub at: String,
    /// What was done, in words; empty for the passing of time.
    pub deed: String,
    /// `took effect`, or why it did not.
    pub answer: String,
    /// When it was entered, where that was later than its day.
    pub entered: Option<String>,
    /// The names of its sources.
    pub sources: Vec<String>,
    /// From memory, not read.
    pub unchecked: bool,
    /// What followed.
    pub lines: Vec<Line>,
}

/// Something that followed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What, in words.
    pub what: String,
    /// By which article.
    pub article: String,
    /// By which clause of it, from 1.
    pub clause: Option<u32>,
    /// The paragraph of the signed text that the article cites.
    pub cites: String,
    /// The text does not decide it.
    pub undecided: bool,
}

/// What one side has given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Balance {
    /// Under which balance.
    pub balance: String,
    /// Which side.
    pub side: String,
    /// At least and at most, in thousandths; nothing: no bound is known.
    pub given: (i64, Option<i64>),
}

/// Replays a record until an instant, or to its end.
#[must_use]
pub fn history(
    agreement: &Agreement,
    record: &Record,
    profile: &Profile,
    until: Option<Instant>,
) -> History {
    let say = Say { agreement };
    let mut timeline = Timeline::new(agreement, profile);
    let mut book = Book {
        say,
        days: Vec::new(),
    };
    let mut unplaced = Vec::new();
    for (index, row) in record.rows.iter().enumerate() {
        let Ok(event) = crate::events::event(&timeline.rules, &timeline.state, row) else {
            unplaced.push(index);
            continue;
        };
        if until.is_some_and(|until| event.recorded > until) {
            break;
        }
        let Ok(taken) = timeline.take(row) else {
            continue;
        };
        book.time(&taken.passed);
        let (answer, followed) = match &taken.answer {
            Answer::Step(followed) => (String::new(), followed.as_slice()),
            Answer::Contested(contest, followed) => (say.contest(*contest), followed.as_slice()),
            Answer::Refused(refusal) => (say.refusal(*refusal), &[][..]),
        };
        let own: Vec<Consequence> = followed
            .iter()
            .filter(|consequence| consequence.event.is_some())
            .cloned()
            .collect();
        let by_time: Vec<Consequence> = followed
            .iter()
            .filter(|consequence| consequence.event.is_none())
            .cloned()
            .collect();
        let late = taken.event.recorded > taken.event.at.latest;
        let sources = row.sources.iter().filter_map(|source| {
            let source = record.sources.get(*source as usize);
            source.map(|(name, _)| name.clone())
        });
        book.day(taken.event.at.earliest).entries.push(Entry {
            row: Some(index + 1),
            at: say.window(taken.event.at),
            deed: say.deed(&row.deed),
            answer,
            entered: late.then(|| say.instant(taken.event.recorded)),
            sources: sources.collect(),
            unchecked: row.unchecked,
            lines: own.iter().filter_map(|one| line(&say, one)).collect(),
        });
        let balances = balances(&say, &timeline);
        let day = book.day(taken.event.at.earliest);
        day.balances = balances;
        day.tallies = tallies(agreement, &timeline.state.observe());
        // Timers of the same instant ring after the event.
        book.time(&by_time);
    }
    if let Some(until) = until {
        let passed = timeline.pass(until);
        book.time(&passed);
    }
    let observed = timeline.state.observe();
    History {
        days: book.days,
        observed,
        timeline,
        unplaced,
    }
}

struct Book<'a> {
    say: Say<'a>,
    days: Vec<Day>,
}

impl Book<'_> {
    /// The day something belongs to. A late entry stands where it was entered.
    fn day(&mut self, at: Instant) -> &mut Day {
        let date = self.say.date(at);
        if self.days.last().is_none_or(|day| day.date != date) {
            self.days.push(Day {
                date,
                ..Day::default()
            });
        }
        let last = self.days.len() - 1;
        &mut self.days[last]
    }

    /// What the passing of time brought.
    fn time(&mut self, passed: &[Consequence]) {
        // What passes at 24:00 of a day is told before what begins at 00:00 of the next.
        let calendar = &self.say.agreement.calendar;
        let mut passed: Vec<&Consequence> = passed.iter().collect();
        passed.sort_by_key(|one| calendar.day_of(one.at - i64::from(one.passed)));
        for consequence in passed {
            let Some(line) = line(&self.say, consequence) else {
                continue;
            };
            // A deadline of 24:00 belongs to the day it ends.
            let at = self.say.took_effect(consequence);
            let day = self.day(consequence.at - i64::from(consequence.passed));
            match day.entries.last_mut() {
                Some(entry) if entry.row.is_none() && entry.at == at => entry.lines.push(line),
                _ => day.entries.push(Entry {
                    at,
                    lines: vec![line],
                    ..Entry::default()
                }),
            }
        }
    }
}

fn line(say: &Say, consequence: &Consequence) -> Option<Line> {
    let what = say.change(&consequence.what)?;
    Some(Line {
        what,
        article: say.agreement.name(consequence.by.element).to_owned(),
        clause: consequence.by.clause.map(|clause| clause.saturating_add(1)),
        cites: say.cites(consequence.by),
        undecided: matches!(consequence.what, Change::Undecided(_)),
    })
}

/// What each side has owed and done by now, in the order the sides are declared.
#[must_use]
pub fn tallies(agreement: &Agreement, observed: &Observed) -> Vec<Tally> {
    let mut tallies: Vec<(ActorId, Tally)> = Vec::new();
    for party in agreement.parties() {
        let side = agreement.side_of(party);
        if !tallies.iter().any(|(known, _)| *known == side) {
            let name = agreement.name(model::Element::Actor(side)).to_owned();
            let tally = Tally {
                side: name,
                ..Tally::default()
            };
            tallies.push((side, tally));
        }
    }
    for (key, it) in &observed.occurrences {
        if matches!(it.stage, Stage::Dormant | Stage::Undetermined) {
            continue;
        }
        let article = agreement.article(key.article);
        let obligors = article.and_then(model::Article::holders);
        let obligors = match key.obligor {
            Some(obligor) => vec![obligor],
            None => obligors.map_or_else(Vec::new, |panel| agreement.members(panel)),
        };
        let sides: Vec<ActorId> = obligors
            .into_iter()
            .map(|obligor| agreement.side_of(obligor))
            .collect();
        for (side, tally) in &mut tallies {
            if !sides.contains(side) {
                continue;
            }
            let accepted = matches!(
                it.stage,
                Stage::Performed | Stage::Fulfilled | Stage::Remedied
            );
            tally.owed += 1;
            tally.told += u64::from(accepted || it.stage == Stage::Reported);
            tally.accepted += u64::from(accepted);
            let told = it.claimed.high > 0 || it.refused.high > 0;
            tally.breached += u64::from(it.breached && told);
            tally.untold += u64::from(it.breached && !told);
        }
    }
    for ((_, party), broken) in &observed.broken {
        let Some(side) = party.filter(|_| *broken).map(|who| agreement.side_of(who)) else {
            continue;
        };
        if let Some((_, tally)) = tallies.iter_mut().find(|(known, _)| *known == side) {
            tally.broken += 1;
        }
    }
    tallies.into_iter().map(|(_, tally)| tally).collect()
}

/// What each side has given by now.
fn balances(say: &Say, timeline: &Timeline) -> Vec<Balance> {
    let count = u32::try_from(say.agreement.balances.len()).unwrap_or(0);
    let mut all = Vec::new();
    for id in (0..count).map(BalanceId) {
        let name = say.agreement.name(model::Element::Balance(id)).to_owned();
        let given: Vec<(ActorId, kernel::Range)> =
            kernel::given(&timeline.rules, &timeline.state, id);
        for (side, given) in given {
            all.push(Balance {
                balance: name.clone(),
                side: say.actor(Some(side)).to_owned(),
                given: (given.low, (given.high != i64::MAX).then_some(given.high)),
            });
        }
    }
    all
}
