//! Small agreements for the rules of time and order: a head, some articles, what is told of them.

#![allow(
    dead_code,
    clippy::expect_used,
    reason = "each test file uses a part of this, and what is not there fails the test"
)]

use check::Draft;
use model::Agreement;

/// Who and when, so that a test shows only what it is about.
pub const HEAD: &str = r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is 19 January 2025.
entry into force is 19 January 2025 at 08:30.
party north "North".
party south "South".
verifier watch "Watchers".
body room "Joint room" of north and south, with power to decide.
place river "River".
place hills "Hills".
act hand_in: irreversible.
"#;

/// The agreement of a text that has no error of its own.
pub fn compiled(text: &str) -> Agreement {
    let parse = syntax::parse(text);
    let compiled = compile::compile(&parse.file, text);
    for finding in parse.findings.iter().chain(&compiled.findings) {
        assert!(
            !finding.code.starts_with('E'),
            "the test itself is wrong: {}: {}\n{text}",
            finding.code,
            finding.message
        );
    }
    compiled.agreement.expect("an agreement")
}

/// The codes of a text's own errors, and what is found of time and order all the same.
pub fn of_wrong_text(text: &str) -> (Vec<&'static str>, Vec<Draft>) {
    let parse = syntax::parse(text);
    let compiled = compile::compile(&parse.file, text);
    let codes = compiled.findings.iter().map(|finding| finding.code);
    let agreement = compiled.agreement.expect("an agreement");
    (codes.collect(), check::time_and_order(&agreement))
}

/// What is found of time and order in a whole text.
pub fn of_text(text: &str) -> Vec<Draft> {
    check::time_and_order(&compiled(text))
}

/// What is found in the head with these lines after it.
pub fn found(lines: &str) -> Vec<Draft> {
    of_text(&format!("{HEAD}{lines}\n"))
}

/// The findings under one code.
pub fn of_code(code: &str, found: Vec<Draft>) -> Vec<Draft> {
    found
        .into_iter()
        .filter(|draft| draft.code == code)
        .collect()
}

/// The one finding under a code.
pub fn only(code: &str, lines: &str) -> Draft {
    let all = found(lines);
    let codes: Vec<_> = all
        .iter()
        .map(|draft| (draft.code, draft.message.clone()))
        .collect();
    let mut told = of_code(code, all);
    assert_eq!(told.len(), 1, "{code} is told once: {codes:?}");
    told.remove(0)
}

/// Nothing is told under a code.
pub fn quiet(code: &str, lines: &str) {
    let told: Vec<String> = of_code(code, found(lines))
        .into_iter()
        .map(|one| one.message)
        .collect();
    assert_eq!(told, Vec::<String>::new(), "{code}");
}

/// The codes found in a shipped agreement, each once, in order.
pub fn codes(folder: &str, file: &str) -> Vec<&'static str> {
    let mut codes: Vec<_> = shipped(folder, file)
        .iter()
        .map(|draft| draft.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// What is found in a shipped agreement.
pub fn shipped(folder: &str, file: &str) -> Vec<Draft> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../agreements");
    let path = format!("{root}/{folder}/{file}.servanda");
    of_text(&std::fs::read_to_string(path).expect("a shipped agreement"))
}

/// The chain of clauses of a finding, as it is told.
pub fn told(draft: &Draft) -> Vec<&str> {
    draft.told.iter().map(|spot| spot.label.as_str()).collect()
}
