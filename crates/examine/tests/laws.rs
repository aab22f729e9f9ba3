//! Laws of the whole way from text to findings, tried on real agreements damaged at random.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{fs, path::Path};

/// How many damaged texts each law is tried on.
const TRIES: u64 = 200;

fn corpus() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements");
    let mut texts = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "servanda") {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    texts.sort();
    assert!(texts.len() >= 10, "the agreements were not found");
    texts
}

/// Steele, Lea and Flood's SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % bound.max(1)
    }
}

/// A text with a few words lost, doubled, or put in place of others.
fn damaged(corpus: &[String], seed: u64) -> String {
    let mut dice = Dice(seed);
    let text = &corpus[dice.below(corpus.len())];
    let mut words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    for _ in 0..1 + dice.below(6) {
        if words.is_empty() {
            break;
        }
        let at = dice.below(words.len());
        match dice.below(4) {
            0 => drop(words.remove(at)),
            1 => words.insert(at, words[at]),
            2 => words[at] = words[dice.below(words.len())],
            _ => {
                // A whole stretch lost: sentences grow into each other.
                let end = (at + dice.below(60)).min(words.len());
                words.drain(at..end);
            }
        }
    }
    words.concat()
}

#[test]
fn examining_never_panics_and_points_into_the_text() {
    let corpus = corpus();
    for seed in 0..TRIES {
        let text = damaged(&corpus, seed);
        let examined = examine::examine(&text);
        for finding in &examined.findings {
            let spans = finding
                .places
                .iter()
                .map(|place| place.at)
                .chain([finding.at]);
            for span in spans {
                assert!(text.get(span.range()).is_some(), "seed {seed}: {finding:?}");
            }
            assert!(
                findings::code(finding.code).is_some(),
                "seed {seed}: {}",
                finding.code
            );
        }
    }
}

#[test]
fn the_same_text_gives_the_same_findings() {
    let corpus = corpus();
    for seed in 0..TRIES / 4 {
        let text = damaged(&corpus, seed);
        assert_eq!(
            examine::examine(&text).findings,
            examine::examine(&text).findings
        );
    }
}

#[test]
fn messages_are_one_sentence_for_people() {
    let corpus = corpus();
    let mut seen = 0;
    for seed in 0..TRIES {
        let text = damaged(&corpus, seed);
        for finding in examine::examine(&text).findings {
            let message = &finding.message;
            seen += 1;
            assert!(!message.ends_with('.'), "{}: {message}", finding.code);
            assert!(!message.contains('\n'), "{}: {message}", finding.code);
            let first = message.chars().next().unwrap();
            assert!(
                !first.is_uppercase() || first == 'U',
                "{}: {message}",
                finding.code
            );
            for word in ["None", "Some(", "usize", "Vec<", "unwrap", "AST"] {
                assert!(!message.contains(word), "{}: {message}", finding.code);
            }
        }
    }
    assert!(seen > 0, "no finding was looked at");
}
