//! Which finding is read first: by how much hangs on it, not by where it stands.

use std::collections::BTreeMap;

use crate::{Draft, View};

/// How much less each further finding of one kind counts.
const AGAIN: u64 = 25;

/// How grave a kind of finding is by itself, before asking what hangs on it.
fn gravity(code: &str) -> u64 {
    match code.as_bytes().first() {
        Some(b'E') => return 1_000,
        Some(b'I') => return 0,
        _ => {}
    }
    match code {
        // Nothing of time and order was checked: whoever reads on must know that first.
        "W0806" => 100_000,
        // What locks, or cannot be kept: the agreement stops by itself.
        "W0901" | "W0310" | "W0318" | "W0302" | "W0303" | "W0311" => 120,
        // What two clauses, texts or sides do to each other: seen only by whoever holds both.
        "W0210" | "W0308" | "W0313" | "W0316" | "W0317" | "W0401" | "W0402" | "W0404" | "W0406"
        | "W0407" | "W0604" | "W0608" | "W0904" => 100,
        _ if common(code) => 60,
        // Told once, and rarely the cause of a quarrel.
        "W0005" | "W0008" | "W0106" | "W0701" | "W0702" => 10,
        _ => 80,
    }
}

/// Gaps that most texts have in most of their articles, and that are told in one finding.
fn common(code: &str) -> bool {
    matches!(code, "W0204" | "W0206" | "W0216" | "W0305" | "W0612")
}

/// The findings, the first to read first.
pub fn ranked(view: &View<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for draft in &mut drafts {
        let articles = draft.all_articles();
        let heaviest = articles
            .iter()
            .map(|id| view.weight(*id))
            .max()
            .unwrap_or(0);
        // More places count, but less and less: a hundred small gaps do not outweigh one lock.
        let spread = u64::from(articles.len().max(1).ilog2());
        draft.weight += gravity(draft.code) + heaviest + 4 * spread;
    }
    sort(&mut drafts);
    // A second finding of a kind tells a reader less than the first of another: whoever reads a
    // dozen should have seen each kind of risk once. An error keeps its place.
    let mut seen: BTreeMap<&'static str, u64> = BTreeMap::new();
    for draft in drafts
        .iter_mut()
        .filter(|draft| !draft.code.starts_with('E'))
    {
        let before = seen.entry(draft.code).or_default();
        draft.weight = draft.weight.saturating_sub(AGAIN * *before);
        *before += 1;
    }
    sort(&mut drafts);
    drafts
}

fn sort(drafts: &mut [Draft]) {
    drafts.sort_by(|a, b| {
        b.weight
            .cmp(&a.weight)
            .then_with(|| a.code.cmp(b.code))
            .then_with(|| a.at.cmp(&b.at))
    });
}
