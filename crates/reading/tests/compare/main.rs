//! The kernel and the second reading of the page, held against each other over random lives.
//!
//! `cargo test -p reading --test compare` looks at a sample; with `RUNS=1000000 FROM=0` and
//! `-- --ignored --nocapture` at as many lives as are asked for.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    reason = "helpers of tests fail as tests do, and those of the page are more than are used here"
)]

#[path = "../page/common.rs"]
mod common;
mod coverage;
mod difference;
#[path = "../page/random/mod.rs"]
mod random;
mod shrink;

use std::collections::BTreeMap;

use coverage::Coverage;
use difference::compare;

/// Lives looked at whenever the tests run.
const SAMPLE: u64 = 300;
/// So many of them differ as yet, at most: this number only goes down, to none.
const DIFFER_MAX: usize = 278;

/// So many states of these lives are the same before the first that differs, at least: this number
/// only goes up.
const STATES_MIN: u64 = 1_906;

/// Looks at lives from one seed on: how many differ, by what differs first.
fn look(from: u64, runs: u64) -> (BTreeMap<String, Vec<u64>>, Coverage) {
    let mut differ: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut coverage = Coverage::default();
    for seed in from..from.saturating_add(runs) {
        let (source, agreement) = random::agreement(seed);
        let (_, log) = random::case(seed);
        let log = early(log);
        coverage.text(&source, &agreement);
        if let Some(difference) = compare(&agreement, &log, &mut coverage) {
            differ
                .entry(difference.signature(&log))
                .or_default()
                .push(seed);
        }
    }
    (differ, coverage)
}

/// What was entered by the last day: later nothing new comes, and more rounds of the same.
fn early(mut log: Vec<kernel::Event>) -> Vec<kernel::Event> {
    log.retain(|event| event.recorded <= common::day(difference::LAST_DAY, 0));
    log
}

/// The smallest life that still differs, told.
fn tell(seed: u64) -> String {
    let (source, log) = random::case(seed);
    let log = early(log);
    let (source, log, difference) = shrink::shrink(&source, &log);
    let events: Vec<String> = log.iter().map(difference::event_line).collect();
    format!("seed {seed}\n{source}\n{}\n{difference}", events.join("\n"))
}

#[test]
fn the_kernel_and_the_second_reading_agree() {
    let (differ, coverage) = look(0, SAMPLE);
    assert!(coverage.states >= STATES_MIN, "{} states", coverage.states);
    let count: usize = differ.values().map(Vec::len).sum();
    if let Some(seeds) = differ.values().next()
        && count > DIFFER_MAX
    {
        panic!("{count} of {SAMPLE} differ; the first:\n{}", tell(seeds[0]));
    }
}

fn number(name: &str, unless: u64) -> u64 {
    std::env::var(name).map_or(unless, |text| text.parse().expect("a number"))
}

#[test]
#[ignore = "as many runs as RUNS says, from the seed FROM on"]
fn many_runs() {
    let (from, runs) = (number("FROM", 0), number("RUNS", 20_000));
    let (differ, coverage) = look(from, runs);
    let mut by_count: Vec<_> = differ.iter().collect();
    by_count.sort_by_key(|(_, seeds)| std::cmp::Reverse(seeds.len()));
    let count: usize = differ.values().map(Vec::len).sum();
    println!("{coverage}\n{count} of {runs} lives differ");
    for (signature, seeds) in &by_count {
        let some: Vec<_> = seeds.iter().take(4).collect();
        println!("{:>6}  {signature}  {some:?}", seeds.len());
    }
    let told = usize::try_from(number("TELL", 3)).expect("a number");
    for (_, seeds) in by_count.iter().take(told) {
        println!("\n---- {}", tell(seeds[0]));
    }
    assert_eq!(count, 0, "lives differ");
}
