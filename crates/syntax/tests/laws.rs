//! Laws that hold for every text, good or bad, tried on many that nobody wrote.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says best by failing what is wrong"
)]

mod common;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use syntax::keywords::ENGLISH;
use syntax::lex::TokenKind;

/// Words, marks and odd characters to make texts of.
const SOUP: &[&str] = &[
    "agreement",
    "party",
    "duty",
    "standing",
    "ladder",
    "power",
    "snapback",
    "reading",
    "story",
    "record",
    "schedule",
    "for each",
    "of",
    "end",
    "under",
    "x",
    "icrc",
    "the",
    "a",
    "shall",
    "may",
    "not",
    "no",
    "each",
    "any",
    "and",
    "or",
    "either",
    "by",
    "within",
    "from",
    "until",
    "between",
    "when",
    "while",
    "if",
    "breached",
    "failing which",
    "decided by",
    "verified by",
    "in exchange for",
    "in",
    "on",
    "day",
    "1",
    "60,000",
    "2.5",
    "1/3",
    "16:00",
    "25:00",
    "hours",
    "3 days after",
    "the later of",
    "January",
    "2025",
    "stage.arms",
    "Africa/Cairo",
    "\"text\"",
    "\"open",
    "| a | b |",
    "| a",
    "> en: prose",
    "> x",
    "-- comment\n",
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    "\n",
    "\n\n",
    "is",
    "are",
    "done",
    "silent on",
    "deadline",
    "first",
    "next",
    "last",
    "\u{202E}",
    "\u{2067}",
    "\u{200E}",
    "\u{200B}",
    "الشمال",
    "הדרום",
    "іcrc",
    "“",
    "”",
    "،",
    "?",
    "-",
    "_",
    "`",
    "\0",
    "\r\n",
    "\u{FEFF}",
    "e\u{301}",
    "everything",
    "agreement t \"T\".\n",
    "duty x \"X\":\n  a1 shall fire,\n  ",
    "party y \"Y\".\n",
];

fn soup() -> impl Strategy<Value = String> {
    let word = (select(SOUP), select(&["", " ", " ", " ", "\n"][..]));
    proptest::collection::vec(word, 0..60)
        .prop_map(|words| words.iter().flat_map(|(word, gap)| [*word, *gap]).collect())
}

/// A good text with a few bytes cut out, put in, or moved.
fn mutated() -> impl Strategy<Value = String> {
    let texts: Vec<String> = common::good()
        .into_iter()
        .map(|sample| sample.text)
        .collect();
    let cuts = proptest::collection::vec((any::<Index>(), 0..12_usize, select(SOUP)), 1..6);
    (select(texts), any::<Index>(), cuts).prop_map(|(text, start, cuts)| {
        let mut chars: Vec<char> = text.chars().collect();
        // A window of the text is enough, and keeps the trial short.
        let from = start.index(chars.len());
        chars = chars.into_iter().skip(from).take(1500).collect();
        for (at, length, put) in cuts {
            let at = at.index(chars.len().max(1)).min(chars.len());
            let end = (at + length).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        chars.into_iter().collect()
    })
}

/// A good text with its breaks moved, asides put in, and its names and quoted texts replaced by
/// longer and shorter ones: all lines are filled otherwise, and the text stays good.
fn respaced() -> impl Strategy<Value = String> {
    let texts: Vec<String> = common::good()
        .into_iter()
        .map(|sample| sample.text)
        .collect();
    let gaps = proptest::collection::vec(select(GAPS), 64);
    let names = proptest::collection::vec(select(NAMES), 61);
    (select(texts), gaps, names).prop_map(|(text, gaps, names)| {
        let (tokens, _) = syntax::lex::lex(&text);
        let mut out = String::new();
        for (place, token) in tokens.iter().enumerate() {
            let written = &text[token.span.range()];
            let fixed = written.contains('\n') && ends_line(&out);
            let name = names[place % names.len()];
            // A short word may be the tag of a language.
            let free = ENGLISH.look_up(written).is_none() && written.chars().count() > 3;
            match token.kind {
                TokenKind::Space if !fixed => out += gaps[place % gaps.len()],
                TokenKind::Word if free && !name.is_empty() => out += name,
                TokenKind::String => out += &format!("\"{}\"", name.repeat(place % 5)),
                _ => out += written,
            }
        }
        out
    })
}

const GAPS: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "   ",
    "\n\n\n",
    " -- aside\n",
    "\n-- above\n  ",
];

const NAMES: &[&str] = &[
    "",
    "",
    "",
    "x123",
    "middling_name",
    "a_name_so_long_that_no_line_holds_two_of_it",
    "الشمال",
];

/// Whether the last line must end where it ends.
fn ends_line(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or("").trim_start();
    line.contains("--") || line.contains('>') || line.contains('|')
}

fn check_whole(text: &str) {
    let read = syntax::parse(text);
    assert_eq!(read.tree.text(), text);
    let mut end = 0;
    for token in read.tree.tokens() {
        assert_eq!(token.span.start, end);
        assert!(token.span.end > end);
        end = token.span.end;
    }
    for node in read.tree.nodes() {
        assert!(node.first < node.end && node.end as usize <= read.tree.tokens().len());
    }
    for finding in &read.findings {
        let range = finding.at.range();
        assert!(text.get(range).is_some(), "{finding:?}");
    }
}

fn check_format(text: &str) {
    let Ok(once) = syntax::format(text) else {
        return;
    };
    let twice = syntax::format(&once);
    assert_eq!(twice.as_ref(), Ok(&once), "formatting twice changes {once}");
    assert_eq!(meaning(&once), meaning(text));
    assert_eq!(words(&once), words(text));
}

/// The typed syntax without its places.
fn meaning(text: &str) -> String {
    let written = format!("{:?}", syntax::parse(text).file);
    let mut out = String::new();
    let mut parts = written.split("Span { ");
    out += parts.next().unwrap_or("");
    for part in parts {
        out += part.split_once('}').map_or("", |(_, rest)| rest);
    }
    out
}

/// All tokens but blanks; the blanks within rows and prose are not looked at.
fn words(text: &str) -> Vec<String> {
    let (tokens, _) = syntax::lex::lex(text);
    let written = tokens.iter().filter(|token| token.kind != TokenKind::Space);
    written
        .map(|token| {
            let text = &text[token.span.range()];
            if matches!(token.kind, TokenKind::Row | TokenKind::Prose) {
                text.split_whitespace().collect()
            } else {
                text.to_owned()
            }
        })
        .collect()
}

fn trials(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..Default::default()
    }
}

/// Any text at all.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,200}", soup(), mutated()]
}

proptest! {
    #![proptest_config(trials(256))]

    #[test]
    fn parse_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let read = syntax::parse_bytes(&bytes);
        // Bytes in another encoding are told of, and not read.
        prop_assume!(read.findings.iter().all(|one| !one.message.contains("is not read")));
        prop_assert_eq!(read.tree.text(), String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn tree_gives_back_the_text(text in text()) {
        check_whole(&text);
    }

    #[test]
    fn format_is_idempotent_on_any_text_it_accepts(text in text()) {
        check_format(&text);
    }
}

proptest! {
    #![proptest_config(trials(48))]

    #[test]
    fn format_is_idempotent(text in respaced()) {
        let once = syntax::format(&text).map_err(|findings| format!("{findings:?}\n{text}"));
        let once = once.unwrap();
        prop_assert_eq!(syntax::format(&once), Ok(once));
    }

    #[test]
    fn format_keeps_meaning(text in respaced()) {
        let formatted = syntax::format(&text).unwrap();
        prop_assert_eq!(meaning(&formatted), meaning(&text));
        prop_assert_eq!(words(&formatted), words(&text));
    }
}

#[test]
fn format_keeps_meaning_of_every_good_text() {
    common::good()
        .iter()
        .for_each(|sample| check_format(&sample.text));
}

#[test]
fn format_keeps_comments_in_order() {
    let comments = |text: &str| -> Vec<String> {
        let (tokens, _) = syntax::lex::lex(text);
        let comments = tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Comment);
        comments
            .map(|token| text[token.span.range()].to_owned())
            .collect()
    };
    for sample in common::good() {
        let formatted = syntax::format(&sample.text).unwrap();
        assert_eq!(
            comments(&formatted),
            comments(&sample.text),
            "{}",
            sample.name
        );
    }
}

#[test]
fn format_of_wrong_texts_is_refused() {
    for sample in common::corpus("err") {
        assert!(syntax::format(&sample.text).is_err(), "{}", sample.name);
    }
}
