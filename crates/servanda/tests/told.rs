//! Every story in `agreements/` goes as it is marked, and every record there replays whole.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{fs, path::PathBuf};

const ACCORDS: [&str; 5] = [
    "aceh",
    "colombia",
    "gaza-2025-01",
    "gaza-2025-10",
    "lebanon",
];

fn folder(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("../../agreements").join(name)
}

fn tales(accord: &str, told: &str) -> examine::Tales {
    let text = fs::read_to_string(folder(accord).join(format!("{accord}.servanda"))).unwrap();
    let told = fs::read_to_string(folder(accord).join(told)).unwrap();
    let tales = examine::tales(&text, &told).unwrap();
    assert!(tales.findings.is_empty(), "{:?}", tales.findings);
    tales
}

#[test]
fn every_story_goes_as_it_is_marked() {
    let mut seen = 0;
    for entry in fs::read_dir(folder("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let file = format!("{name}.stories.servanda");
        if !folder(&name).join(&file).exists() {
            continue;
        }
        let tales = tales(&name, &file);
        for story in &tales.stories {
            seen += 1;
            let outcome = replay::run(&tales.agreement, story);
            assert_eq!(
                !outcome.failures.is_empty(),
                story.expected_to_fail,
                "{name}: {}: {:?}",
                story.title,
                outcome.failures
            );
        }
    }
    assert!(seen >= 40, "{seen} stories");
}

#[test]
fn every_entry_of_a_record_is_placed_and_none_is_refused() {
    for accord in ACCORDS {
        let tales = tales(accord, "history.servanda");
        for record in &tales.records {
            let profile = kernel::Profile::default();
            let history = replay::history(&tales.agreement, record, &profile, None);
            assert!(
                history.unplaced.is_empty(),
                "{accord}: {:?}",
                history.unplaced
            );
            let entries = history.days.iter().flat_map(|day| &day.entries);
            let entered = entries.filter(|entry| entry.row.is_some()).count();
            assert_eq!(entered, record.rows.len(), "{accord}");
            let mut timeline = replay::Timeline::new(&tales.agreement, &profile);
            for row in &record.rows {
                let event = replay::event(&timeline.rules, &timeline.state, row).unwrap();
                let answer = kernel::apply(&timeline.rules, &mut timeline.state, &event);
                let refused = matches!(answer, kernel::Answer::Refused(_));
                assert!(!refused, "{accord}: {answer:?} to {:?}", row.deed);
            }
        }
    }
}

#[test]
fn every_record_is_printed_for_programs() {
    for accord in ACCORDS {
        for (verb, asked) in [("replay", &[][..]), ("due", &["--as-of", "2026-01-01"])] {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_servanda"))
                .arg(verb)
                .arg(folder(accord).join(format!("{accord}.servanda")))
                .arg(folder(accord).join("history.servanda"))
                .args(["--format", "json"])
                .args(asked)
                .output()
                .unwrap();
            assert!(output.status.success(), "{verb} {accord}: {output:?}");
            let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert!(!shown.is_null(), "{verb} {accord}");
        }
    }
}
