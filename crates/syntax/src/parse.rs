//! From tokens to the typed syntax and the tree, in one pass, whatever the text.
//!
//! One function reads one rule of the grammar. A rule that cannot be read leaves one pending
//! finding and gives up; the nearest sentence, clause or line takes it and goes on after it.

mod articles;
mod clauses;
mod conditions;
mod declared;
mod deeds;
mod faults;
mod heads;
mod later;
mod lists;
mod phrases;
mod points;
mod powers;
mod proof;
mod settings;
mod slots;
mod statements;
mod timing;
mod told;
mod who;

use findings::{Finding, Span};

use crate::ast;
use crate::keywords::{Class, ENGLISH};
use crate::lex::{self, Token, TokenKind};
use crate::position::Lines;
use crate::tree::{Node, NodeKind, Tree};

pub use slots::slot_of;

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// The typed syntax; a sentence that could not be read is missing or marked unreadable.
    pub file: ast::File,
    /// All of the text.
    pub tree: Tree,
    /// What is wrong with the text, in the order of its places.
    pub findings: Vec<Finding>,
}

/// A longer text is refused unread.
pub const SOURCE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A time that is counted from a time that is counted from a time … is refused beyond this depth.
pub const NESTING_MAX: u16 = 32;

/// Reads a text.
#[must_use]
pub fn parse(text: &str) -> Parse {
    if text.len() > SOURCE_BYTES_MAX {
        return too_long(text);
    }
    let (tokens, lexical) = lex::lex(text);
    let mut parser = Parser::new(text, &tokens);
    let mut file = parser.file();
    file.unread = parser.unread_words(&tokens, &lexical);
    let findings = parser.all_findings(lexical);
    let nodes = parser.nodes;
    let source = text.to_owned();
    Parse {
        file,
        tree: Tree {
            source,
            tokens,
            nodes,
        },
        findings,
    }
}

/// Reads bytes; what is no text is replaced by `U+FFFD` and told.
#[must_use]
pub fn parse_bytes(bytes: &[u8]) -> Parse {
    if bytes.len() > SOURCE_BYTES_MAX {
        return too_long("");
    }
    if let Some(encoding) = wide(bytes) {
        let message = format!("this file is in {encoding}, and is not read");
        let help = format!("save it as UTF-8, or run `iconv -f {encoding} -t UTF-8`");
        let finding = Finding::new("E0008", Span::default(), message).help(help);
        return Parse {
            findings: vec![finding],
            ..Parse::default()
        };
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return parse(text),
        Err(error) => error,
    };
    let text = String::from_utf8_lossy(bytes);
    let mut read = parse(&text);
    let at = error.valid_up_to();
    let line = Lines::new(&text).line(lex::span(at, at).start);
    let replaced = lex::span(at, at + '\u{FFFD}'.len_utf8());
    let message = format!("line {line} is not text in UTF-8");
    let finding = Finding::new("E0008", replaced, message);
    read.findings
        .insert(0, finding.help("save the file as UTF-8"));
    read
}

/// How many bytes are looked at for the zeros of a wide encoding.
const WIDE_BYTES: usize = 1024;

/// The encoding of a text of two or four bytes for each character, by its mark or by its zeros.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    let marks: [(&[u8], &str); 4] = [
        (&[0xFF, 0xFE, 0, 0], "UTF-32LE"),
        (&[0, 0, 0xFE, 0xFF], "UTF-32BE"),
        (&[0xFF, 0xFE], "UTF-16LE"),
        (&[0xFE, 0xFF], "UTF-16BE"),
    ];
    if let Some((_, encoding)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(encoding);
    }
    let head = bytes.get(..WIDE_BYTES.min(bytes.len())).unwrap_or(bytes);
    let zeros = |parity: usize| {
        let bytes = head.iter().skip(parity).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    match even.max(odd) {
        // Blanks, stops and digits have a zero beside them in every script.
        most if most < 4 || most * 8 < head.len() || most < 2 * even.min(odd) => None,
        _ if even > odd => Some("UTF-16BE"),
        _ => Some("UTF-16LE"),
    }
}

fn too_long(text: &str) -> Parse {
    let mib = SOURCE_BYTES_MAX / (1024 * 1024);
    let message = format!("this file is larger than {mib} MiB, and is not read");
    let finding = Finding::new("E0009", Span::default(), message);
    let token = Token {
        kind: TokenKind::Unknown,
        span: lex::span(0, text.len()),
    };
    let tokens = if text.is_empty() {
        Vec::new()
    } else {
        vec![token]
    };
    let tree = Tree {
        source: text.to_owned(),
        tokens,
        nodes: Vec::new(),
    };
    Parse {
        file: ast::File::default(),
        tree,
        findings: vec![finding],
    }
}

/// A rule that could not be read; the finding is pending.
struct Fault;

type Read<T> = Result<T, Fault>;

/// A token that is not a blank or a comment.
#[derive(Clone, Copy)]
struct Word {
    /// Its place among all tokens.
    token: u32,
    kind: TokenKind,
    /// What it stands for in the table of words, or its mark; empty for any other token.
    key: &'static str,
    class: Option<Class>,
    span: Span,
    first_on_line: bool,
}

struct Parser<'t> {
    text: &'t str,
    words: Vec<Word>,
    at: usize,
    /// Where the sentence being read began.
    sentence: usize,
    nodes: Vec<Node>,
    depth: u16,
    nesting: u16,
    /// The finding of the rule that gave up last.
    pending: Option<Finding>,
    /// Findings, each with the stretch of text that was given up with it.
    faults: Vec<(Finding, Span)>,
    /// Stretches of the text that could not be read.
    unread: Vec<Span>,
    /// Where reading went on after the last fault: nothing new is wrong there.
    recovered: usize,
    /// Where a part began whose mark is lost.
    unmarked: Option<usize>,
    /// What may follow a comma in the sentence being read.
    set: &'static lists::Set,
    /// In the tail of a fact `and NAME is` begins the next fact.
    in_fact_tail: bool,
    /// Words that may still be compared with the table for a suggestion.
    suggestions_left: u32,
}

const END: Word = Word {
    token: 0,
    kind: TokenKind::Space,
    key: "",
    class: None,
    span: Span { start: 0, end: 0 },
    first_on_line: true,
};

impl<'t> Parser<'t> {
    fn new(text: &'t str, tokens: &[Token]) -> Self {
        let mut words = Vec::with_capacity(tokens.len() / 2 + 1);
        let mut first_on_line = true;
        for (place, token) in tokens.iter().enumerate() {
            let written = text.get(token.span.range()).unwrap_or("");
            if token.kind.is_trivia() {
                first_on_line |= written.contains('\n');
                continue;
            }
            let (key, class) = key_of(token.kind, written);
            let token_place = u32::try_from(place).unwrap_or(u32::MAX);
            words.push(Word {
                token: token_place,
                kind: token.kind,
                key,
                class,
                span: token.span,
                first_on_line,
            });
            first_on_line = false;
        }
        Self {
            text,
            words,
            at: 0,
            sentence: 0,
            nodes: Vec::new(),
            depth: 0,
            nesting: 0,
            pending: None,
            faults: Vec::new(),
            unread: Vec::new(),
            recovered: usize::MAX,
            unmarked: None,
            set: &lists::NOTHING,
            in_fact_tail: false,
            suggestions_left: 20_000,
        }
    }

    fn word(&self, ahead: usize) -> Word {
        self.words.get(self.at + ahead).copied().unwrap_or(END)
    }

    fn key(&self, ahead: usize) -> &'static str {
        self.word(ahead).key
    }

    fn kind(&self, ahead: usize) -> TokenKind {
        self.word(ahead).kind
    }

    fn at_end(&self) -> bool {
        self.at >= self.words.len()
    }

    fn written(&self, word: Word) -> &'t str {
        self.text.get(word.span.range()).unwrap_or("")
    }

    fn bump(&mut self) -> Span {
        let span = self.word(0).span;
        self.at = (self.at + 1).min(self.words.len());
        span
    }

    /// Whether the words of a phrase stand here.
    fn is(&self, phrase: &'static str) -> bool {
        self.is_ahead(0, phrase)
    }

    fn is_ahead(&self, ahead: usize, phrase: &'static str) -> bool {
        phrase
            .split(' ')
            .enumerate()
            .all(|(place, word)| self.key(ahead + place) == word)
    }

    fn eat(&mut self, phrase: &'static str) -> bool {
        let found = self.is(phrase);
        if found {
            self.at += phrase.split(' ').count();
        }
        found
    }

    /// Reads the words of a phrase, one after the other.
    fn expect(&mut self, phrase: &'static str) -> Read<()> {
        for word in phrase.split(' ') {
            if self.key(0) == word {
                self.at += 1;
            } else {
                self.fail_word(word)?;
            }
        }
        Ok(())
    }

    /// The words for several, or for one: `2 members`, `1 member`.
    fn either_form(&mut self, several: &'static str, one: &'static str) -> Read<()> {
        if self.eat(one) {
            Ok(())
        } else {
            self.expect(several)
        }
    }

    /// The first of several phrases that stands here, read.
    fn eat_one<T: Copy>(&mut self, phrases: &[(&'static str, T)]) -> Option<T> {
        let found = phrases.iter().find(|(phrase, _)| self.is(phrase))?;
        self.at += found.0.split(' ').count();
        Some(found.1)
    }

    /// One of several phrases, or a finding that names what was expected.
    fn expect_one<T: Copy>(&mut self, what: &str, phrases: &[(&'static str, T)]) -> Read<T> {
        if let Some(found) = self.eat_one(phrases) {
            return Ok(found);
        }
        let near: Vec<&'static str> = phrases.iter().map(|(phrase, _)| *phrase).collect();
        self.fail_near(what, &near)
    }

    /// From where a rule began to the last word read.
    fn since(&self, start: usize) -> Span {
        let first = self.words.get(start).copied().unwrap_or(END).span;
        let last = self.at.checked_sub(1).and_then(|last| self.words.get(last));
        match last {
            Some(last) if self.at > start => first.to(last.span),
            _ => Span::new(first.start, first.start),
        }
    }

    /// Reads a rule as a node of the tree.
    fn node<T>(&mut self, kind: NodeKind, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let place = self.nodes.len();
        let first = self.word(0).token;
        let start = self.at;
        self.nodes.push(Node {
            kind,
            first,
            end: first,
            depth: self.depth,
        });
        self.depth = self.depth.saturating_add(1);
        let value = read(self);
        self.depth = self.depth.saturating_sub(1);
        if self.at == start {
            self.nodes.truncate(place);
        } else if let Some(last) = self.words.get(self.at - 1).map(|word| word.token)
            && let Some(node) = self.nodes.get_mut(place)
        {
            node.end = last + 1;
        }
        value
    }

    /// A node whose kind shows only once it is read.
    fn rename(&mut self, place: usize, kind: NodeKind) {
        if let Some(node) = self.nodes.get_mut(place) {
            node.kind = kind;
        }
    }

    /// Reads a rule that may hold itself, to a bounded depth.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.nesting == NESTING_MAX {
            let message = format!("this time is counted from more than {NESTING_MAX} others");
            let finding = Finding::new("E0010", self.word(0).span, message);
            self.pending = Some(finding.help("name a point on the way with `milestone`"));
            return Err(Fault);
        }
        self.nesting += 1;
        let value = read(self);
        self.nesting -= 1;
        value
    }
}

fn key_of(kind: TokenKind, written: &str) -> (&'static str, Option<Class>) {
    let mark = match kind {
        TokenKind::Word => match ENGLISH.look_up(written) {
            Some((key, class)) => return (key, Some(class)),
            None => "",
        },
        TokenKind::Stop => ".",
        TokenKind::Comma => ",",
        TokenKind::Semicolon => ";",
        TokenKind::Colon => ":",
        TokenKind::Open => "(",
        TokenKind::Close => ")",
        _ => "",
    };
    (mark, None)
}
