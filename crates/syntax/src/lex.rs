//! From text to tokens: the longest match, nothing left out, every byte in exactly one token.

mod number;
mod script;

use findings::{Finding, Span};
pub(crate) use number::{minutes, thousandths};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization as _;

use crate::position::Lines;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// Blanks, line breaks, U+200E and U+200F.
    Space,
    /// `-- to the end of the line`
    Comment,
    /// `release`, `الشمال`
    Word,
    /// `33`, `60_000`, `2.5`
    Number,
    /// `1/3`
    Fraction,
    /// `16:00`
    Time,
    /// `Africa/Cairo`, `UTC`
    Zone,
    /// `stage.arms`
    Field,
    /// `"The State"`
    String,
    /// `| first | 210 |`
    Row,
    /// `> en: to the end of the line`
    Prose,
    /// `.`
    Stop,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `(`
    Open,
    /// `)`
    Close,
    /// What belongs to no token; a finding says so.
    Unknown,
}

impl TokenKind {
    /// Blanks and comments: what a sentence is read without.
    #[must_use]
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Space | Self::Comment | Self::Unknown)
    }
}

/// A token and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// A number has at most this many digits: more than any count of anything.
pub const NUMBER_DIGITS_MAX: usize = 15;

/// So many mistakes of one text are told, and no more.
pub const FINDINGS_MAX: usize = 200;

/// The tokens of a text, and what is wrong with single tokens.
#[must_use]
pub fn lex(text: &str) -> (Vec<Token>, Vec<Finding>) {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 4 + 1),
        findings: Vec::new(),
        lines: None,
        mixed: script::Seen::default(),
    };
    while lexer.at < text.len() {
        lexer.token();
    }
    (lexer.tokens, lexer.findings)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    findings: Vec<Finding>,
    lines: Option<Lines<'t>>,
    mixed: script::Seen,
}

impl<'t> Lexer<'t> {
    /// After enough mistakes one more teaches nothing, and a hostile text must not fill the memory.
    fn tell(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn first(&self) -> char {
        self.rest().chars().next().unwrap_or('\0')
    }

    fn token(&mut self) {
        let start = self.at;
        let kind = match self.first() {
            '-' if self.rest().starts_with("--") => self.comment(),
            '"' => self.string(),
            '|' => self.row(),
            '>' => self.line(TokenKind::Prose),
            '.' => self.mark(TokenKind::Stop),
            ',' => self.mark(TokenKind::Comma),
            ';' => self.mark(TokenKind::Semicolon),
            ':' => self.mark(TokenKind::Colon),
            '(' => self.mark(TokenKind::Open),
            ')' => self.mark(TokenKind::Close),
            c if is_space(c) => self.space(),
            c if c.is_ascii_digit() => self.number(),
            c if is_xid_start(c) => self.word(),
            _ => self.unknown(),
        };
        // INVARIANT: every token takes at least one byte, so reading ends.
        debug_assert!(self.at > start);
        let span = self.span(start);
        self.tokens.push(Token { kind, span });
    }

    fn span(&self, start: usize) -> Span {
        span(start, self.at)
    }

    fn mark(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn space(&mut self) -> TokenKind {
        self.take(is_space);
        TokenKind::Space
    }

    /// Takes characters as long as they are wanted.
    fn take(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        let end = rest.char_indices().find(|(_, c)| !wanted(*c));
        self.at += end.map_or(rest.len(), |(at, _)| at);
    }

    fn comment(&mut self) -> TokenKind {
        let start = self.at;
        self.line(TokenKind::Comment);
        self.directions("the comment", start);
        TokenKind::Comment
    }

    fn line(&mut self, kind: TokenKind) -> TokenKind {
        let rest = self.rest();
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        self.at += line.trim_end().len().max(1);
        kind
    }

    /// A row ends at its last `|`; a comment may follow it.
    fn row(&mut self) -> TokenKind {
        let start = self.at;
        let rest = self.rest();
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let mut row = line.trim_end();
        while let Some(dashes) = row.rfind("--") {
            let before = row[..dashes].trim_end();
            if !before.ends_with('|') || before.len() < 2 {
                break;
            }
            row = before;
        }
        self.at += row.len().max(1);
        if row.len() < 2 || !row.ends_with('|') {
            let message = "this row has no closing `|`";
            self.tell(Finding::new("E0001", self.span(start), message));
        }
        self.directions("the row", start);
        TokenKind::Row
    }

    /// A quoted text ends on its own line, so that a lost quote spoils one sentence only.
    fn string(&mut self) -> TokenKind {
        let start = self.at;
        self.at += 1;
        self.take(|c| c != '"' && c != '\n');
        if self.rest().starts_with('"') {
            self.at += 1;
        } else {
            let taken = self.text.get(start..self.at).unwrap_or("");
            // A mark at the end of the line most likely ends the clause or the sentence.
            let words = taken.trim_end();
            let words = words.strip_suffix(['.', ',', ';', ':']).unwrap_or(words);
            self.at -= taken.len() - words.len();
            let message = "this quoted text is never closed";
            let finding = Finding::new("E0001", self.span(start), message);
            self.tell(finding.help("put `\"` at its end, on the same line"));
        }
        self.directions("the quoted text", start);
        TokenKind::String
    }

    fn word(&mut self) -> TokenKind {
        let start = self.at;
        self.word_chars();
        let rest = self.rest();
        let next = rest.chars().nth(1).unwrap_or(' ');
        match self.first() {
            '.' if is_xid_start(next) => {
                self.at += 1;
                self.word_chars();
                self.words_within(start);
                return TokenKind::Field;
            }
            '/' if is_xid_start(next) => {
                self.take(|c| is_xid_continue(c) || matches!(c, '/' | '+' | '-'));
                return TokenKind::Zone;
            }
            '-' | '\'' | '’' if is_xid_start(next) => self.joined_word(start),
            _ => {}
        }
        self.words_within(start);
        // The one zone without an area.
        match self.text.get(start..self.at) {
            Some("UTC") => TokenKind::Zone,
            _ => TokenKind::Word,
        }
    }

    /// The rest of a word. Invisible marks stuck in it are kept, so that one finding tells of them.
    fn word_chars(&mut self) {
        self.take(|c| is_xid_continue(c) || (is_invisible(c) && !is_space(c)));
    }

    /// `cease-fire`, `don't`: one wrong word, not three.
    fn joined_word(&mut self, start: usize) {
        while matches!(self.first(), '-' | '\'' | '’')
            && self.rest().chars().nth(1).is_some_and(is_xid_start)
        {
            self.at += self.first().len_utf8();
            self.word_chars();
        }
        let word = self.text.get(start..self.at).unwrap_or("");
        let plain: String = word
            .chars()
            .map(|c| if is_xid_continue(c) { c } else { '_' })
            .collect();
        let message = format!("expected one word, found `{word}`");
        let finding = Finding::new("E0001", self.span(start), message);
        self.tell(finding.help(format!("write `{plain}`, or put it in quotes")));
    }

    /// What is wrong with the letters of a word.
    fn words_within(&mut self, start: usize) {
        let word = self.text.get(start..self.at).unwrap_or("");
        if word.is_ascii() {
            return;
        }
        let found = self.findings.len();
        self.directions("the name", start);
        let span = self.span(start);
        if self.findings.len() == found
            && let Some(hidden) = word.chars().find(|c| is_invisible(*c))
        {
            let message = format!(
                "the name `{}` contains the invisible {}",
                seen(word),
                code(hidden)
            );
            let finding = Finding::new("E0001", span, message);
            self.tell(finding.help("write the name without it"));
        }
        script::mixed(word, span, &mut self.mixed, &mut self.findings);
    }

    fn number(&mut self) -> TokenKind {
        let start = self.at;
        let read = number::read(self.rest());
        self.at += read.length;
        let span = self.span(start);
        if let Some((code, message, help)) = read.wrong {
            let mut finding = Finding::new(code, span, message);
            finding.help.extend(help);
            self.tell(finding);
        } else if is_xid_start(self.first()) {
            let digits = self.text.get(start..self.at).unwrap_or("");
            let rest = self.rest();
            let end = rest
                .find(|c: char| !is_xid_continue(c))
                .unwrap_or(rest.len());
            let word = rest.get(..end).unwrap_or("");
            if let "am" | "pm" = word.to_lowercase().as_str() {
                let message = format!("expected an hour and minutes, found `{digits}{word}`");
                let finding = Finding::new("E0001", span, message);
                self.tell(finding.help("write hours from `00:00` to `24:00`"));
                return read.kind;
            }
            let message = format!("expected a blank between `{digits}` and `{word}`");
            let finding = Finding::new("E0001", span, message);
            self.tell(finding.help(match word {
                "st" | "nd" | "rd" | "th" => {
                    format!("write `{digits} May 2025`, `day {digits}` or `{digits} days after …`")
                }
                _ => format!("write `{digits} {word}`"),
            }));
        }
        read.kind
    }

    /// A run of characters that begin nothing: one finding.
    fn unknown(&mut self) -> TokenKind {
        let start = self.at;
        let first = self.first();
        if let '“' | '”' | '«' | '„' | '»' = first {
            return self.curly(start);
        }
        if let Some((mark, kind)) = instead(first) {
            self.at += first.len_utf8();
            let message = format!("expected `{mark}`, found `{first}`");
            let finding = Finding::new("E0001", self.span(start), message);
            self.tell(finding.help(format!("write `{mark}`")));
            return kind;
        }
        self.take(begins_nothing);
        // The first character belongs to the run, whatever it is (a lone `-`, an `_`).
        self.at = self.at.max(start + first.len_utf8());
        let run = self.text.get(start..self.at).unwrap_or("");
        let found = self.findings.len();
        self.directions("the text", start);
        if self.findings.len() > found {
            return TokenKind::Unknown;
        }
        let message = format!("expected a word, a number or a mark, found `{}`", seen(run));
        let mut finding = Finding::new("E0001", self.span(start), message);
        let after_digit = self
            .text
            .get(..start)
            .is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit()));
        finding
            .help
            .extend(in_words(run, after_digit).map(str::to_owned));
        self.tell(finding);
        TokenKind::Unknown
    }

    /// `“The State”`: a quoted text in the wrong quotes is still read as one.
    fn curly(&mut self, start: usize) -> TokenKind {
        self.at += self.first().len_utf8();
        self.take(|c| !matches!(c, '“' | '”' | '«' | '»' | '"' | '\n'));
        let closed = !self.rest().is_empty() && !self.rest().starts_with('\n');
        self.at += if closed { self.first().len_utf8() } else { 0 };
        let message = "expected straight quotes around a quoted text";
        let finding = Finding::new("E0001", self.span(start), message);
        self.tell(finding.help("write `\"` before and after it"));
        TokenKind::String
    }

    /// Marks that turn the direction of what follows: a reader would not see what is written.
    fn directions(&mut self, what: &str, start: usize) {
        let taken = self.text.get(start..self.at).unwrap_or("");
        // A tab may be seen; other control characters hide as well as marks of direction do.
        let hidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if taken.is_ascii() && !taken.contains(hidden) {
            return;
        }
        let within_quotes = taken.starts_with('"');
        let mut open = Vec::new();
        let mut wrong = None;
        for c in taken.chars() {
            match c {
                '\u{202A}'..='\u{202E}' => wrong = wrong.or(Some(c)),
                _ if hidden(c) => wrong = wrong.or(Some(c)),
                '\u{2066}'..='\u{2069}' if !within_quotes => wrong = wrong.or(Some(c)),
                '\u{2066}'..='\u{2068}' => open.push(c),
                '\u{2069}' if open.pop().is_none() => wrong = wrong.or(Some(c)),
                _ => {}
            }
        }
        let Some(wrong) = wrong.or(open.last().copied()) else {
            return;
        };
        let text = self.text;
        let first = self.span(start).start;
        let line = self
            .lines
            .get_or_insert_with(|| Lines::new(text))
            .line(first);
        let message = format!("{what} on line {line} contains {}", code(wrong));
        let help = match wrong {
            '\u{2066}'..='\u{2069}' if within_quotes => "close it with U+2069 in the same quotes",
            _ if hidden(wrong) => "write it without this character, which nobody can see",
            _ => "write it without this mark, which turns the direction of what follows",
        };
        self.tell(Finding::new("E0004", self.span(start), message).help(help));
    }
}

/// A span of bytes; what is longer than a span can say was refused before.
pub(crate) fn span(start: usize, end: usize) -> Span {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(byte(start), byte(end))
}

/// A word in the form in which words are compared: composed, and without the marks of direction
/// that E0004 tells of.
pub(crate) fn composed(word: &str) -> String {
    if word.is_ascii() {
        word.to_owned()
    } else {
        word.chars().filter(|c| !turns(*c)).nfc().collect()
    }
}

/// Whether a character turns the direction of what follows.
fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\t' | '\r' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
    ) || (!c.is_ascii() && c.is_whitespace())
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
}

/// What the language says in words where drafters use a sign.
fn in_words(sign: &str, after_digit: bool) -> Option<&'static str> {
    match sign {
        "/" | "-" if after_digit => Some("write a day with the name of its month: `5 May 2025`"),
        "%" => Some("write `percent of …`"),
        "$" | "€" | "£" | "¥" | "₪" => {
            Some("name the unit after the number, in a word or quotes")
        }
        _ => None,
    }
}

fn begins_nothing(c: char) -> bool {
    !(is_space(c)
        || is_xid_start(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '"' | '|' | '>' | '.' | ',' | ';' | ':' | '(' | ')')
        || matches!(c, '“' | '”' | '«' | '»' | '„'))
}

/// A character as a message can show it.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A run of characters as a message can show it: short, and nothing invisible in it.
pub(crate) fn seen(run: &str) -> String {
    const SHOWN_MAX: usize = 40;
    let mut shown = String::new();
    for (place, c) in run.chars().enumerate() {
        if place == SHOWN_MAX {
            shown.push('…');
            break;
        }
        match c {
            '`' => shown.push('\''),
            c if c.is_control() || is_invisible(c) || is_space(c) && c != ' ' => {
                shown += &format!("<{}>", code(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

/// The mark that somebody who typed this one meant.
fn instead(c: char) -> Option<(&'static str, TokenKind)> {
    Some(match c {
        '،' | '、' | '，' => (",", TokenKind::Comma),
        '؛' | '；' => (";", TokenKind::Semicolon),
        '。' | '۔' => (".", TokenKind::Stop),
        '：' => (":", TokenKind::Colon),
        '–' | '—' => ("--", TokenKind::Unknown),
        '[' | '{' => ("(", TokenKind::Open),
        ']' | '}' => (")", TokenKind::Close),
        _ => return None,
    })
}

/// A span between two bytes.
pub(crate) fn span_of(start: u32, end: u32) -> Span {
    Span::new(start, end)
}
