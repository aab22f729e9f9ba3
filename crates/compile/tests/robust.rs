//! Whatever the text: compiling never panics, is the same twice, points into the text, and takes
//! time that grows with the text and not with its square.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its text must fail"
)]

use std::fmt::Write as _;
use std::path::Path;

/// Numbers that only look random, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

fn corpus() -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "servanda") {
                texts.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    texts.sort();
    texts
}

/// Compiles, and checks what must hold of any text.
fn compile(text: &str) {
    let parsed = syntax::parse(text);
    let compiled = compile::compile(&parsed.file, text);
    for finding in &compiled.findings {
        let places = finding.places.iter().map(|place| place.at);
        for at in places.chain([finding.at]) {
            assert!(text.get(at.range()).is_some(), "{finding:?} points outside");
        }
    }
    for (subject, span) in compiled.sources.subjects() {
        assert!(
            text.get(span.range()).is_some(),
            "{subject:?} points outside"
        );
    }
}

#[test]
fn compile_never_panics() {
    let texts = corpus();
    let mut dice = Dice(0x5eed);
    let spare: Vec<&str> = texts.iter().flat_map(|text| text.split(' ')).collect();
    for round in 0..300 {
        let text = &texts[dice.below(texts.len())];
        let mut words: Vec<&str> = text.split(' ').collect();
        for _ in 0..=dice.below(1 + round % 12) {
            let at = dice.below(words.len());
            match dice.below(4) {
                0 => drop(words.remove(at)),
                1 => words.insert(at, spare[dice.below(spare.len())]),
                2 => words[at] = spare[dice.below(spare.len())],
                _ => {
                    let other = dice.below(words.len());
                    words.swap(at, other);
                }
            }
        }
        compile(&words.join(" "));
    }
}

#[test]
fn the_edges_of_the_calendar_are_told_not_crossed() {
    for day in [
        "day 999999999999",
        "31 December 9999",
        "1 January 99999",
        "week 99999999999",
    ] {
        compile(&format!(
            "agreement x \"X\".\nday 1 is 31 December 9999.\nparty p \"P\".\n\
             duty d \"D\": p shall meet, by 9999999999999 months after {day}.\n\
             duty e \"E\": p shall meet, by 999999999999999 years before {day} at 24:00."
        ));
    }
}

#[test]
fn compiling_is_the_same_twice() {
    for text in corpus() {
        let parsed = syntax::parse(&text);
        let once = compile::compile(&parsed.file, &text);
        let twice = compile::compile(&parsed.file, &text);
        assert_eq!(once, twice);
    }
}

/// An agreement of many articles, each with names of its own and an error of its own.
fn large(articles: usize) -> String {
    let mut text = String::from("agreement large \"Large\".\nday 1 is 1 May 2025.\n");
    for n in 0..articles {
        writeln!(
            text,
            "party p{n} \"P\".\nduty d{n} \"D\": q{n} shall meet with p{n}, by day {n}, \
             when e{n} is done.\nduty d{n} \"Again\": p{n} shall met with place{n}."
        )
        .unwrap();
    }
    text
}

#[test]
fn time_grows_with_the_text() {
    let text = large(3_000);
    let parsed = syntax::parse(&text);
    let begun = std::time::Instant::now();
    let compiled = compile::compile(&parsed.file, &text);
    let taken = begun.elapsed();
    assert!(compiled.findings.len() > 3_000);
    assert!(
        taken.as_secs() < 5,
        "took {taken:?}: something is quadratic"
    );
}
