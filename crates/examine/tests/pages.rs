//! What the pages of the codes say is true: their examples are examined, their messages are given.
//!
//! An example stands on its page as it would stand in a file, with two exceptions, because a page
//! is itself a text that people read: `⟨U+202E⟩` stands for a mark that cannot be seen, `⟨byte E9⟩`
//! for a byte that is no text; and a block headed `servanda repeated 70000 times` is that text, so
//! many times.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its page must fail"
)]

use std::collections::BTreeSet;

use examine::{Examined, examine_bytes};
use findings::{CODES, Code, Finding, Severity};

/// The codes whose page is still only its title. A page is written whole or not at all: a code
/// leaves this list in the change that writes its page.
const UNWRITTEN: &[&str] = &[];

/// What a page says, in this order.
const SECTIONS: [&str; 6] = [
    "What it says",
    "Why it matters",
    "Example",
    "Better",
    "What answers it",
    "See also",
];

/// A page cut at its headings.
struct Page<'a> {
    code: &'a Code,
    title: &'a str,
    sections: Vec<(&'a str, &'a str)>,
}

impl<'a> Page<'a> {
    fn of(code: &'a Code) -> Self {
        let mut parts = code.page.split("\n## ");
        let title = parts.next().unwrap_or("").trim();
        let sections = parts
            .map(|part| part.split_once('\n').unwrap_or((part, "")))
            .map(|(heading, text)| (heading.trim(), text.trim()))
            .collect();
        Self {
            code,
            title,
            sections,
        }
    }

    fn section(&self, heading: &str) -> &'a str {
        let found = self.sections.iter().find(|(name, _)| *name == heading);
        found.map_or("", |(_, text)| text)
    }

    /// The agreement in a section, as bytes of a file.
    fn agreement(&self, heading: &str) -> Vec<u8> {
        let block = block(self.section(heading), "servanda");
        let (info, text) = block.unwrap_or_else(|| panic!("{}: no {heading}", self.code.code));
        let times = info
            .split_whitespace()
            .nth(2)
            .map_or(1, |times| times.parse().unwrap());
        unmarked(&format!("{text}\n")).repeat(times)
    }

    fn examined(&self, heading: &str) -> Examined {
        examine_bytes(&self.agreement(heading)).1
    }

    /// The messages that the example is said to give.
    fn quoted(&self) -> Vec<&'a str> {
        let block = block(self.section("Example"), "text");
        block.map_or_else(Vec::new, |(_, text)| text.lines().collect())
    }
}

/// What stands after three backticks and a word, and the text of the block.
fn block<'a>(section: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let mut fences = section.split("```").skip(1).step_by(2);
    fences.find_map(|fence| {
        let (info, text) = fence.split_once('\n')?;
        (info.split_whitespace().next() == Some(word)).then(|| (info, text.trim_end()))
    })
}

/// The bytes that a text with marks in it stands for.
fn unmarked(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (place, part) in text.split(['⟨', '⟩']).enumerate() {
        let code_point = part.strip_prefix("U+").filter(|_| place % 2 == 1);
        let byte = part.strip_prefix("byte ").filter(|_| place % 2 == 1);
        if let Some(hex) = code_point {
            let number = u32::from_str_radix(hex, 16).unwrap();
            let mark = char::from_u32(number).unwrap();
            bytes.extend(mark.to_string().as_bytes());
        } else if let Some(hex) = byte {
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
        } else {
            bytes.extend(part.as_bytes());
        }
    }
    bytes
}

/// A finding as a page quotes it.
fn line(finding: &Finding) -> String {
    format!(
        "{}[{}]: {}",
        finding.severity.word(),
        finding.code,
        finding.message
    )
}

fn lines(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(line).collect()
}

/// The pages that are more than a title.
fn written() -> Vec<Page<'static>> {
    let pages = CODES.iter().map(Page::of);
    pages.filter(|page| !page.sections.is_empty()).collect()
}

#[track_caller]
fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_is_written_or_listed_as_unwritten() {
    let unwritten: BTreeSet<&str> = CODES
        .iter()
        .map(Page::of)
        .filter(|page| page.sections.is_empty())
        .map(|page| page.code.code)
        .collect();
    let listed: BTreeSet<&str> = UNWRITTEN.iter().copied().collect();
    let missing: Vec<_> = unwritten.difference(&listed).collect();
    assert!(
        missing.is_empty(),
        "these pages are only a title: {missing:?}"
    );
    let done: Vec<_> = listed.difference(&unwritten).collect();
    assert!(
        done.is_empty(),
        "take these off UNWRITTEN, they are written: {done:?}"
    );
}

#[test]
fn a_page_begins_with_its_code_and_title() {
    let mut wrong = Vec::new();
    for page in CODES.iter().map(Page::of) {
        let title = format!("# {}: {}", page.code.code, page.code.title);
        if page.title.replace('`', "") != title.replace('`', "") {
            wrong.push(format!("`{}` is not `{title}`", page.title));
        }
    }
    nothing(&wrong);
}

#[test]
fn a_page_has_every_section_in_order() {
    let mut wrong = Vec::new();
    for page in written() {
        let headings: Vec<&str> = page.sections.iter().map(|(heading, _)| *heading).collect();
        if headings != SECTIONS {
            wrong.push(format!("{}: has the sections {headings:?}", page.code.code));
        }
        for (heading, text) in &page.sections {
            if text.is_empty() {
                wrong.push(format!("{}: `{heading}` is empty", page.code.code));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn an_example_gives_its_code_and_the_messages_quoted() {
    let mut wrong = Vec::new();
    for page in written() {
        let code = page.code.code;
        let found = page.examined("Example").findings;
        if !found.iter().any(|finding| finding.code == code) {
            wrong.push(format!(
                "{code}: the example gives only {:#?}",
                lines(&found)
            ));
        }
        let quoted = page.quoted();
        if !quoted
            .iter()
            .any(|quoted| quoted.contains(&format!("[{code}]: ")))
        {
            wrong.push(format!("{code}: no message of its own is quoted"));
        }
        for quoted in quoted {
            if !found.iter().any(|finding| line(finding) == quoted) {
                wrong.push(format!(
                    "{code}: `{quoted}` is not among {:#?}",
                    lines(&found)
                ));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn what_is_better_gives_neither_the_code_nor_an_error() {
    let mut wrong = Vec::new();
    for page in written() {
        for finding in page.examined("Better").findings {
            if finding.code == page.code.code || finding.severity == Severity::Error {
                wrong.push(format!(
                    "{}: better still gives `{}`",
                    page.code.code,
                    line(&finding)
                ));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn see_also_names_other_codes_that_exist() {
    let mut wrong = Vec::new();
    for page in written() {
        for name in page.section("See also").split(',').map(str::trim) {
            let known = CODES.iter().any(|other| other.code == name);
            if !known || name == page.code.code {
                wrong.push(format!("{}: `{name}` is no other code", page.code.code));
            }
        }
    }
    nothing(&wrong);
}
