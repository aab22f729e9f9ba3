//! The book is true: its examples are read, compiled and checked, and give what they are said to
//! give.
//!
//! What stands after three backticks says how a block is taken; `docs/book/README.md` says the same
//! to readers.
//!
//! | block | taken as | what must be annotated |
//! |---|---|---|
//! | `servanda` | a file | errors |
//! | `servanda fragment` | sentences after the preamble of the README | errors |
//! | `servanda whole` | a file | everything |
//! | `servanda step` | sentences that add to the file of the step before | nothing: see below |
//! | `text`, after one of these | the answer; a line `…` stands for any lines of it | |

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its page must fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use examine::{Examined, examine};
use findings::{Finding, Report, Severity, Told, report};
use syntax::keywords::ENGLISH;
use syntax::lex::{TokenKind, lex};

/// The pages that a reader is promised.
const PAGES: [&str; 21] = [
    "README.md",
    "tutorial.md",
    "words-and-names.md",
    "the-agreement.md",
    "who-and-where.md",
    "what-is-counted.md",
    "when.md",
    "articles.md",
    "exchange-and-order.md",
    "proof-and-disputes.md",
    "what-follows.md",
    "schedules.md",
    "readings-and-amendments.md",
    "balance-and-assurances.md",
    "endings.md",
    "stories-and-records.md",
    "semantics.md",
    "timeline.md",
    "from-a-table.md",
    "limits.md",
    "questions.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn page(name: &str) -> String {
    read(&format!("docs/book/{name}"))
}

/// A block of a page.
#[derive(Clone, Debug)]
struct Block {
    page: &'static str,
    /// The line of the page on which its text begins, from 1.
    line: usize,
    /// What stands after the backticks.
    info: String,
    text: String,
}

impl Block {
    fn is(&self, info: &str) -> bool {
        self.info == info
    }

    fn servanda(&self) -> bool {
        self.info.split(' ').next() == Some("servanda")
    }

    /// Where one of its lines stands, for whoever mends the page.
    fn place(&self, line: usize) -> String {
        format!("{}:{}", self.page, self.line + line)
    }

    /// Its findings, told by the lines of the block; what the preamble gives is not told.
    fn findings(&self, preamble: &str) -> Vec<(usize, Finding)> {
        let before = if self.is("servanda fragment") {
            preamble
        } else {
            ""
        };
        let text = format!("{before}{}", self.text);
        let skipped = before.lines().count();
        let line = |finding: &Finding| {
            let start = finding.at.start as usize;
            text[..start].matches('\n').count()
        };
        let mut findings = examine(&text).findings;
        findings.retain(|finding| line(finding) >= skipped || finding.severity == Severity::Error);
        (findings.into_iter())
            .map(|finding| (line(&finding).saturating_sub(skipped), finding))
            .collect()
    }
}

/// The blocks of a page, in order.
fn blocks_of(name: &'static str) -> Vec<Block> {
    let text = page(name);
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (line, number) in text.lines().zip(1..) {
        match (open.as_mut(), line.strip_prefix("```")) {
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(info)) => {
                open = Some(Block {
                    page: name,
                    line: number + 1,
                    info: info.to_owned(),
                    text: String::new(),
                });
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{name}: a block is never closed");
    blocks
}

fn blocks() -> Vec<Block> {
    PAGES.iter().flat_map(|page| blocks_of(page)).collect()
}

/// What every fragment may use.
fn preamble() -> String {
    let mut blocks = blocks_of("README.md").into_iter();
    let found = blocks.find(|block| block.is("servanda preamble"));
    found.unwrap().text
}

/// A finding that a comment announces.
#[derive(Debug)]
struct Announced {
    line: usize,
    severity: Severity,
    code: String,
    words: String,
}

impl Announced {
    fn fits(&self, line: usize, finding: &Finding) -> bool {
        self.line == line
            && self.code == finding.code
            && self.severity == finding.severity
            && finding.message.contains(&self.words)
    }
}

/// `-- warning: W0204 "nobody"`
fn announcement(line: &str) -> Option<(Severity, String, String)> {
    let (_, comment) = line.split_once("-- ")?;
    let (severity, rest) = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .find_map(|severity| {
            let rest = comment.strip_prefix(severity.word())?;
            Some((severity, rest.strip_prefix(": ")?))
        })?;
    let (code, words) = rest.split_once(' ').unwrap_or((rest, ""));
    let words = words.trim().trim_matches('"');
    Some((severity, code.trim().to_owned(), words.to_owned()))
}

/// What the comments of a block announce: of their own line, or of the next that is none.
fn announced(block: &Block) -> Vec<Announced> {
    let lines: Vec<&str> = block.text.lines().collect();
    let alone = |line: &str| line.trim_start().starts_with("--") && announcement(line).is_some();
    let mut all = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let Some((severity, code, words)) = announcement(line) else {
            continue;
        };
        let below = lines.iter().skip(place).take_while(|line| alone(line));
        all.push(Announced {
            line: place + below.count(),
            severity,
            code,
            words,
        });
    }
    all
}

fn told(finding: &Finding) -> String {
    let (word, code) = (finding.severity.word(), finding.code);
    format!("{word}: {code} \"{}\"", finding.message)
}

#[track_caller]
fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_leads_to_every_page() {
    let contents = page("README.md");
    let mut wrong = Vec::new();
    for name in PAGES.iter().skip(1) {
        if !contents.contains(&format!("]({name})")) {
            wrong.push(format!("README.md does not lead to {name}"));
        }
    }
    for entry in fs::read_dir(root().join("docs/book")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") && !PAGES.contains(&name.as_str()) {
            wrong.push(format!("{name} is no page that this test reads"));
        }
    }
    nothing(&wrong);
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut wrong = Vec::new();
    for name in PAGES {
        for link in page(name).split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or("");
            let path = root().join("docs/book").join(target);
            if !target.is_empty() && !path.exists() {
                wrong.push(format!("{name}: there is no {target}"));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn every_code_named_exists() {
    let mut wrong = Vec::new();
    for name in PAGES {
        let text = page(name);
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            let digits = word.len() == 5 && word[1..].bytes().all(|b| b.is_ascii_digit());
            if digits && word.starts_with(['E', 'W', 'I']) && findings::code(word).is_none() {
                wrong.push(format!("{name}: there is no {word}"));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn an_example_gives_what_its_comments_announce_and_no_other_error() {
    let preamble = preamble();
    let mut wrong = Vec::new();
    for block in blocks().iter().filter(|block| block.servanda()) {
        let everything = block.is("servanda whole") || block.is("servanda preamble");
        let known = ["", " fragment", " whole", " step", " preamble"];
        if !known.contains(&&block.info["servanda".len()..]) {
            wrong.push(format!("{}: what is `{}`?", block.place(0), block.info));
        }
        if block.is("servanda step") {
            continue;
        }
        let announced = announced(block);
        let found = block.findings(&preamble);
        for one in &announced {
            if !found.iter().any(|(line, finding)| one.fits(*line, finding)) {
                let place = block.place(one.line);
                let found: Vec<String> = (found.iter())
                    .map(|(line, finding)| format!("  {}: {}", block.place(*line), told(finding)))
                    .collect();
                let (code, words, found) = (&one.code, &one.words, found.join("\n"));
                wrong.push(format!("{place}: no {code} `{words}`, only\n{found}"));
            }
        }
        for (line, finding) in &found {
            let counts = everything || finding.severity == Severity::Error;
            if counts && !announced.iter().any(|one| one.fits(*line, finding)) {
                wrong.push(format!("{}: {}", block.place(*line), told(finding)));
            }
        }
    }
    nothing(&wrong);
}

/// The sentences of a text, each with the two words it begins with. A sentence begins on a line
/// that is not indented; a comment belongs to what follows it.
fn sentences(text: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut held = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with("--") {
            held.push_str(line);
            held.push('\n');
            continue;
        }
        let goes_on = line.starts_with([' ', '|']) || line == "end";
        if let Some((_, last)) = all.last_mut().filter(|_| goes_on) {
            last.push_str(&format!("{held}{line}\n"));
        } else {
            let words: Vec<&str> = line.split_whitespace().take(2).collect();
            all.push((words.join(" "), format!("{held}{line}\n")));
        }
        held.clear();
    }
    all
}

/// The words that begin a rule, or the end: what is declared stands above these.
const RULES: &str =
    "duty standing prohibition level permission exception linkage power snapback ladder ending:";

fn is_rule(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    RULES.split(' ').any(|word| word == first)
}

/// The file of the tutorial after one more step.
fn stepped(file: &str, step: &str) -> String {
    let mut all = sentences(file);
    for (words, sentence) in sentences(step) {
        if let Some((_, known)) = all.iter_mut().find(|(known, _)| *known == words) {
            *known = sentence;
            continue;
        }
        let rule = is_rule(&words);
        let first = all.iter().position(|(known, _)| is_rule(known) && !rule);
        all.insert(first.unwrap_or(all.len()), (words, sentence));
    }
    all.into_iter().map(|(_, sentence)| sentence).collect()
}

fn answer(text: &str, examined: &Examined) -> String {
    let name = examined.name();
    let file = format!("{}.servanda", if name.is_empty() { "draft" } else { name });
    let told = Told {
        agreement: name,
        file: &file,
        text,
        findings: &examined.findings,
    };
    report(&told, Report::default())
}

/// Whether an answer is what a page shows, where a line `…` stands for any lines.
fn shows(page: &str, answer: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    };
    let (page, answer) = (lines(page), lines(answer));
    let mut parts = page.split(|line| line == "…");
    let first = parts.next().unwrap_or(&[]);
    if !answer.starts_with(first) {
        return false;
    }
    let mut rest = &answer[first.len()..];
    let parts: Vec<&[String]> = parts.collect();
    for (place, part) in parts.iter().enumerate() {
        let found = if place + 1 == parts.len() {
            rest.ends_with(part).then(|| rest.len() - part.len())
        } else {
            (0..=rest.len().saturating_sub(part.len())).find(|at| rest[*at..].starts_with(part))
        };
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.is_empty()
}

#[test]
fn the_answers_shown_are_the_answers_given() {
    let mut wrong = Vec::new();
    let mut file = String::new();
    let all = blocks();
    for (block, next) in all.iter().zip(all.iter().skip(1)) {
        let step = block.is("servanda step");
        let text = if step {
            file = stepped(&file, &block.text);
            &file
        } else {
            &block.text
        };
        let answers = next.is("text") && next.page == block.page && block.servanda();
        if step && !answers {
            wrong.push(format!("{}: no answer follows", block.place(0)));
        }
        if !answers || block.is("servanda fragment") {
            continue;
        }
        let answer = answer(text, &examine(text));
        if !shows(&next.text, &answer) {
            let place = next.place(0);
            wrong.push(format!("{place}: the answer to\n{text}\nis\n{answer}"));
        }
    }
    nothing(&wrong);
}

/// A text as its words, one blank between them: what is quoted, told or tabled is no word of it.
fn words_of(text: &str) -> String {
    let (tokens, _) = lex(text);
    let mut words = String::from(" ");
    for token in tokens.iter().filter(|token| !token.kind.is_trivia()) {
        match token.kind {
            TokenKind::String | TokenKind::Prose | TokenKind::Row => words.push('"'),
            _ => words.push_str(&text[token.span.range()]),
        }
        words.push(' ');
    }
    words
}

/// The phrases in quotes of the grammar.
fn phrases() -> BTreeSet<String> {
    let grammar = read("docs/book/grammar.ebnf");
    let mut rules = String::new();
    for part in grammar.split("(*") {
        rules.push_str(part.split_once("*)").map_or(part, |(_, rest)| rest));
    }
    let quoted = rules.split('"').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_phrase_of_the_grammar_has_an_example_without_an_error() {
    let preamble = preamble();
    let mut tried = String::new();
    for block in blocks().iter().filter(|block| block.servanda()) {
        let step = block.is("servanda step");
        let errors = |finding: &(usize, Finding)| finding.1.severity == Severity::Error;
        if step || !block.findings(&preamble).iter().any(errors) {
            tried.push_str(&words_of(&block.text));
        }
    }
    let untried = |phrase: &&String| !tried.contains(&format!(" {phrase} "));
    let phrases = phrases();
    let missing: Vec<&String> = phrases.iter().filter(untried).collect();
    assert!(phrases.len() > 300, "the grammar was not read");
    assert!(missing.is_empty(), "no example has {missing:?}");
}

#[test]
fn the_reserved_words_are_those_of_the_parser() {
    let all = blocks_of("words-and-names.md");
    let listed = all.iter().find(|block| block.is("reserved")).unwrap();
    let listed: Vec<&str> = listed.text.split_whitespace().collect();
    let reserved: Vec<&str> = ENGLISH.reserved.iter().map(|(word, _)| *word).collect();
    assert_eq!(listed, reserved);
}

#[test]
fn the_common_words_are_those_of_the_compiler() {
    let prelude = read("crates/compile/src/prelude.rs");
    let all = blocks_of("what-is-counted.md");
    for (table, info) in [("const ACTS", "acts"), ("const NOUNS", "nouns")] {
        let (_, table) = prelude.split_once(table).unwrap();
        let (table, _) = table.split_once("];").unwrap();
        let words: BTreeSet<&str> = table.split('"').skip(1).step_by(2).collect();
        let listed = all.iter().find(|block| block.is(info)).unwrap();
        let listed: BTreeSet<&str> = listed.text.split_whitespace().collect();
        assert_eq!(listed, words, "{info}");
    }
}

/// The rules of the grammar whose every phrase the table of questions names.
const ANSWERING: [&str; 15] = [
    "text_part",
    "actor_part",
    "list_part",
    "unit_part",
    "term_part",
    "ms",
    "phase_part",
    "step_part",
    "timing",
    "order",
    "proof",
    "consequence",
    "limit",
    "scope",
    "power_part",
];

#[test]
fn the_table_of_questions_names_every_clause() {
    let grammar = read("docs/book/grammar.ebnf");
    let questions = page("questions.md");
    let mut missing = Vec::new();
    for rule in ANSWERING {
        let start = grammar
            .lines()
            .position(|line| line.starts_with(&format!("{rule} ")))
            .unwrap();
        let body = grammar.lines().skip(start);
        let body = body
            .enumerate()
            .take_while(|(at, line)| *at == 0 || line.starts_with(' '));
        for phrase in body.flat_map(|(_, line)| line.split('"').skip(1).step_by(2)) {
            if !questions.contains(phrase) {
                missing.push(format!("{rule}: {phrase}"));
            }
        }
    }
    nothing(&missing);
}

/// The rows of a table, cut into cells.
fn table_rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = text.lines().filter(|line| line.starts_with("| "));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
}

#[test]
fn the_limits_are_those_of_the_sources() {
    let text = page("limits.md");
    let mut seen = 0;
    let mut wrong = Vec::new();
    for row in table_rows(&text) {
        let Some((file, rest)) = row.last().and_then(|cell| {
            let (file, constant) = cell.strip_prefix('`')?.strip_suffix('`')?.split_once(' ')?;
            Some((file, constant))
        }) else {
            continue;
        };
        let Some((name, value)) = rest.split_once(" = ") else {
            continue;
        };
        seen += 1;
        let source = read(&format!("crates/{file}"));
        let held = source.lines().any(|line| {
            line.contains(&format!("const {name}: ")) && line.ends_with(&format!("= {value};"))
        });
        if !held {
            wrong.push(format!(
                "limits.md has {name} = {value}, and {file} has not"
            ));
        }
    }
    nothing(&wrong);
    assert!(seen >= 10, "only {seen} limits were read");
}
