//! What hindsight may not do: marks of silence and claimed readings make and unmake no finding.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{fs, path::Path};

use model::{Agreement, Clause, PowerPart};

fn accords() -> Vec<(String, Agreement)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements");
    let mut found = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(folder.join(format!("{name}.servanda"))).unwrap();
        found.push((name, examine::examine(&text).agreement.unwrap()));
    }
    assert!(found.len() >= 8, "the agreements were not found");
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Code and articles of every finding, in rank order.
fn told(agreement: &Agreement) -> Vec<(&'static str, Vec<model::ArticleId>)> {
    let drafts = check::check(agreement);
    drafts
        .iter()
        .map(|draft| (draft.code, draft.all_articles()))
        .collect()
}

#[test]
fn marks_of_silence_change_no_finding() {
    let mut marked = 0;
    for (name, mut agreement) in accords() {
        let before = told(&agreement);
        for article in &mut agreement.articles {
            for clause in &mut article.clauses {
                if let Clause::Silent(slots) = clause {
                    marked += slots.len();
                    slots.clear();
                }
            }
            if let model::ArticleKind::Power(power) = &mut article.kind {
                power
                    .parts
                    .retain(|part| !matches!(part, PowerPart::Silent(_)));
            }
            article.naming.silent.clear();
        }
        for phase in &mut agreement.phases {
            phase.naming.silent.clear();
        }
        for actor in &mut agreement.actors {
            actor.naming.silent.clear();
        }
        for roll in &mut agreement.rolls {
            roll.naming.silent.clear();
        }
        agreement.naming.silent.clear();
        assert_eq!(told(&agreement), before, "{name}");
    }
    assert!(marked > 0, "no mark was taken away, so nothing was tried");
}

#[test]
fn claimed_readings_make_no_finding_outside_their_family() {
    let outside = |agreement: &Agreement| {
        let mut all: Vec<_> = told(agreement)
            .into_iter()
            .filter(|(code, _)| !code.contains("09"))
            .map(|(code, _)| code)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let mut claimed = 0;
    for (name, mut agreement) in accords() {
        let before = outside(&agreement);
        let readings = agreement.readings.len();
        agreement.readings.retain(|reading| reading.by.is_empty());
        claimed += readings - agreement.readings.len();
        let after = outside(&agreement);
        let made: Vec<_> = before.iter().filter(|code| !after.contains(code)).collect();
        assert!(
            made.is_empty(),
            "{name}: only a claimed reading makes {made:?}"
        );
    }
    assert!(
        claimed > 0,
        "no reading was taken away, so nothing was tried"
    );
}
