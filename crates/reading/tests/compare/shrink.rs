//! A life that differs, made as small as it gets while it still differs.

use kernel::Event;
use model::Agreement;

use crate::coverage::Coverage;
use crate::difference::{Difference, compare};
use crate::random::compiled;

/// How many elements of each kind there are: the log names them by their places.
fn sizes(agreement: &Agreement) -> [usize; 6] {
    [
        agreement.actors.len(),
        agreement.articles.len(),
        agreement.phases.len(),
        agreement.milestones.len(),
        agreement.rolls.len(),
        agreement.amendments.len(),
    ]
}

fn differs(agreement: &Agreement, log: &[Event]) -> Option<Difference> {
    compare(agreement, log, &mut Coverage::default())
}

/// The smallest life found, and how it differs.
pub fn shrink(source: &str, log: &[Event]) -> (String, Vec<Event>, Difference) {
    let mut agreement = compiled(source).expect("it compiled");
    let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
    let mut log = log.to_vec();
    let mut found = differs(&agreement, &log).expect("it differs");
    for _ in 0..4 {
        let before = (lines.clone(), log.len());
        // What comes after the difference says nothing about it.
        log.truncate(found.after + 1);
        let mut at = log.len();
        while at > 0 {
            at -= 1;
            let mut fewer = log.clone();
            fewer.remove(at);
            if let Some(difference) = differs(&agreement, &fewer) {
                (log, found) = (fewer, difference);
                log.truncate(found.after + 1);
                at = at.min(log.len());
            }
        }
        for line in 0..lines.len() {
            for less in lesser(&lines[line]) {
                let mut fewer = lines.clone();
                fewer[line] = less;
                let Ok(other) = compiled(&fewer.join("\n")) else {
                    continue;
                };
                if sizes(&other) != sizes(&agreement) {
                    continue;
                }
                if let Some(difference) = differs(&other, &log) {
                    (lines, found, agreement) = (fewer, difference, other);
                    break;
                }
            }
        }
        if before == (lines.clone(), log.len()) {
            break;
        }
    }
    lines.retain(|line| !line.is_empty());
    (lines.join("\n"), log, found)
}

/// Shorter lines in the place of one, the shortest first.
fn lesser(line: &str) -> Vec<String> {
    let mut lesser = vec![String::new()];
    let Some(body) = line.strip_suffix('.') else {
        return lesser;
    };
    if let Some((head, _)) = body.split_once(": ") {
        let least = match head.split(' ').next() {
            Some("duty") => ": north shall leave.",
            Some("phase") => ": declared by un.",
            Some("milestone") => ": declared by un.",
            Some("prohibition") => ": no party shall \"shoot\", throughout the agreement.",
            Some("ladder") => ": first, un shall open.",
            Some("power") => ": usa may end the agreement.",
            _ => ".",
        };
        lesser.push(format!("{head}{least}"));
    }
    let parts: Vec<&str> = body.split(", ").collect();
    for left_out in (1..parts.len()).rev() {
        let rest = parts.iter().enumerate();
        let rest: Vec<&str> = rest
            .filter(|(at, _)| *at != left_out)
            .map(|(_, part)| *part)
            .collect();
        lesser.push(format!("{}.", rest.join(", ")));
    }
    for left_out in 1..parts.len().saturating_sub(1) {
        let mut rest = parts.clone();
        rest.drain(left_out..left_out + 2);
        lesser.push(format!("{}.", rest.join(", ")));
    }
    lesser.retain(|less| less != line && less.len() < line.len() || less.is_empty());
    lesser
}
