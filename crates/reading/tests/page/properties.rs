//! What must hold of any life.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Event, Profile};
use model::Deed;
use reading::observe;

use crate::common::{day, word};
use crate::random::{Dice, agreement, case};

/// Seeds from here on: one of those before has a hundred occurrences, and takes ten seconds.
const FIRST: u64 = 20;
/// How many lives are told at most until everything has come up.
const LIVES: u64 = 200;

fn passes(at: i64) -> Event {
    Event {
        at: crate::common::at(at),
        lasting: false,
        about: false,
        recorded: at,
        citing: Vec::new(),
        deed: Deed::TimePasses,
    }
}

#[test]
fn looking_in_between_changes_nothing() {
    for seed in FIRST..FIRST + 20 {
        let (_, agreement) = agreement(seed);
        let (source, log) = case(seed);
        let profile = Profile::default();
        let last = log.iter().map(|event| event.recorded).max();
        let now = last.unwrap_or(0) + 3 * 86_400;
        let (_, whole) = observe(&agreement, &profile, &log, now);
        let mut dice = Dice::new(seed);
        let mut broken = Vec::new();
        let mut last = i64::MIN;
        for event in log {
            let between = event.recorded - dice.below(40_000);
            if between >= last {
                broken.push(passes(between));
            }
            last = last.max(event.recorded);
            broken.push(event);
        }
        let (_, parts) = observe(&agreement, &profile, &broken, now);
        assert_eq!(whole, parts, "seed {seed}\n{source}");
    }
}

#[test]
fn random_lives_come_to_everything() {
    let mut verdicts = BTreeMap::new();
    let mut stages = BTreeSet::new();
    let mut questions = BTreeSet::new();
    let mut refused_text = 0;
    for seed in FIRST..FIRST + LIVES {
        if (verdicts.len(), stages.len()) == (10, 14) && questions.len() >= 7 {
            break;
        }
        let source = crate::random::text_of(seed);
        refused_text += u64::from(crate::random::compiled(&source).is_err());
        let (_, agreement) = agreement(seed);
        let (_, log) = case(seed);
        assert!((5..=40).contains(&log.len()));
        let profile = Profile::default();
        for count in [log.len() / 2, log.len()] {
            let log = &log[..count];
            let now = log.last().map_or(day(1, 0), |event| event.recorded);
            let (told, seen) = observe(&agreement, &profile, log, now);
            for verdict in told {
                *verdicts.entry(word(&verdict)).or_insert(0) += 1;
            }
            let seen_stages = seen.occurrences.values();
            stages.extend(seen_stages.map(|of| format!("{:?}", of.stage)));
            questions.extend(seen.undecided.iter().map(|of| format!("{:?}", of.question)));
        }
    }
    assert!(refused_text < LIVES / 2, "too many texts are refused");
    assert_eq!(verdicts.len(), 10, "every answer: {verdicts:?}");
    assert_eq!(stages.len(), 14, "every stage: {stages:?}");
    assert!(questions.len() >= 7, "{questions:?}");
}
