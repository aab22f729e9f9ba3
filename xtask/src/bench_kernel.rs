//! How fast the kernel replays a large mission, and what it holds while it does.

use std::process::ExitCode;

use kernel::{Answer, Profile, Rules};

use crate::mission::{Mission, text};

/// How many of the last events are told apart, to show whether history makes them dearer.
const LAST: usize = 100_000;

/// What one replay came to.
struct Replay {
    events: usize,
    refused: usize,
    contested: usize,
    followed: usize,
    seconds: f64,
    last: f64,
}

/// Replays missions of several sizes and prints a table.
pub fn run(seed: u64, duties: Option<usize>, events: Option<usize>) -> ExitCode {
    println!("| duties | events | events/s | last 100,000, events/s | most memory, MB |");
    println!("|---|---|---|---|---|");
    let sizes = [
        (100, 10_000),
        (100, 100_000),
        (100, 200_000),
        (1_000, 10_000),
        (1_000, 100_000),
        (1_000, 1_000_000),
        (1_000, 2_000_000),
    ];
    let sizes = match (duties, events) {
        (None, None) => sizes.to_vec(),
        (duties, events) => vec![(duties.unwrap_or(1_000), events.unwrap_or(2_000_000))],
    };
    for (duties, events) in sizes {
        let Some(replay) = replay(duties, events, seed) else {
            eprintln!("the mission does not compile");
            return ExitCode::FAILURE;
        };
        if replay.refused > 0 || replay.contested > 0 {
            eprintln!("{} refused, {} contested", replay.refused, replay.contested);
            return ExitCode::FAILURE;
        }
        println!(
            "| {duties} | {} | {:.0} | {:.0} | {} |",
            replay.events,
            rate(replay.events, replay.seconds),
            rate(replay.events.min(LAST), replay.last),
            peak().map_or("not known".to_owned(), |megabytes| megabytes.to_string()),
        );
        eprintln!("{} followed", replay.followed);
    }
    ExitCode::SUCCESS
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn rate(events: usize, seconds: f64) -> f64 {
    events as f64 / seconds
}

fn replay(duties: usize, events: usize, seed: u64) -> Option<Replay> {
    let examined = examine::examine(&text(duties));
    let mut found = examined.findings.iter();
    if found.any(|finding| finding.severity == findings::Severity::Error) {
        return None;
    }
    let agreement = examined.agreement?;
    let rules = Rules::new(&agreement, &Profile::default());
    let mut mission = Mission::new(&agreement, duties, seed)?;
    let mut state = kernel::start(&rules);
    let mut done = Replay {
        events: 0,
        refused: 0,
        contested: 0,
        followed: 0,
        seconds: 0.0,
        last: 0.0,
    };
    let mut told = Vec::new();
    // Only the kernel is timed: the stream is made a day at a time, between.
    while done.events < events {
        mission.next_day(&mut told);
        if told.is_empty() {
            break;
        }
        told.truncate(events - done.events);
        let began = processor();
        for event in &told {
            match kernel::apply(&rules, &mut state, event) {
                Answer::Step(followed) => done.followed += followed.len(),
                Answer::Contested(..) => done.contested += 1,
                Answer::Refused(_) => done.refused += 1,
            }
        }
        let took = processor() - began;
        done.seconds += took;
        if done.events + LAST >= events {
            done.last += took;
        }
        done.events += told.len();
    }
    Some(done)
}

/// How long this thread has had a processor, in seconds: on a busy machine the time that passes
/// tells of the others. No number where the system does not say.
pub(crate) fn processor() -> f64 {
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or(f64::NAN, |nanoseconds| nanoseconds / 1e9)
}

/// The most memory this process has held so far, in megabytes, where the system tells.
pub(crate) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1000)
}

#[cfg(test)]
mod tests {
    use super::replay;

    #[test]
    fn everything_told_of_a_mission_has_a_meaning() {
        let done = replay(50, 3_000, 7).unwrap();
        assert_eq!((done.events, done.refused, done.contested), (3_000, 0, 0));
        assert!(done.followed > 1_000);
    }
}
