//! Small agreements for the rules of absence: a head, some articles, and what is told of them.

#![allow(
    dead_code,
    clippy::expect_used,
    reason = "each test file uses a part of this, and what is not there fails the test"
)]

use check::Draft;

/// Who and when, so that a test shows only what it is about.
pub const HEAD: &str = r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is 19 January 2025.
entry into force is 19 January 2025 at 08:30.
party north "North".
party south "South".
guarantor one "First guarantor".
guarantor two "Second guarantor".
verifier watch "Watchers".
group guarantors is one and two.
place river "River".
place hills "Hills".
under the agreement:
"#;

/// Everything the checker finds in a text that has no error of its own.
pub fn check_text(text: &str) -> Vec<Draft> {
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
    check::check(&compiled.agreement.expect("an agreement"))
}

/// Everything found in the head with these lines after it.
pub fn check_lines(lines: &str) -> Vec<Draft> {
    check_text(&format!("{HEAD}{lines}\n"))
}

/// The messages under one code, of the head with these lines after it.
pub fn told(code: &str, lines: &str) -> Vec<String> {
    let found = check_lines(lines);
    let of_code = found.into_iter().filter(|draft| draft.code == code);
    of_code.map(|draft| draft.message).collect()
}

/// The one message under a code.
pub fn only(code: &str, lines: &str) -> String {
    let mut told = told(code, lines);
    assert_eq!(told.len(), 1, "{code} is told once: {told:?}");
    told.remove(0)
}

/// Nothing is told under a code.
pub fn quiet(code: &str, lines: &str) {
    assert_eq!(told(code, lines), Vec::<String>::new(), "{code}");
}

/// An agreement of the repository by its folder.
pub fn shipped(name: &str) -> Vec<Draft> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../agreements");
    let path = format!("{root}/{name}/{name}.servanda");
    check_text(&std::fs::read_to_string(path).expect("a shipped agreement"))
}

/// The codes of the families that ask what duties leave open: 01, 02 and 04.
pub fn of_duties(found: &[Draft]) -> Vec<(&'static str, usize)> {
    found
        .iter()
        .filter(|draft| ["01", "02", "04"].contains(&&draft.code[1..3]))
        // Who leaves a group, and how exact `about` is, are rules of others.
        .filter(|draft| !["W0118", "W0220"].contains(&draft.code))
        .map(|draft| (draft.code, draft.places.len() + 1))
        .collect()
}
