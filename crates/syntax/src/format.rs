//! One layout for every text: a clause on each line, tables aligned, comments and prose kept.
//!
//! Where a line may or must break follows from the tree alone, never from the breaks of the text,
//! so that formatting twice gives what formatting once gave. Nothing is reordered.

mod breaks;
mod table;

use findings::Finding;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::lex::{Token, TokenKind};
use crate::parse::parse;
use crate::tree::{NodeKind, Tree};
use breaks::{Break, Piece};

/// A longer line is broken where it may be.
const COLUMNS_MAX: usize = 100;

/// Formats a text. A text with mistakes is refused, with its findings.
///
/// # Errors
///
/// The findings of the parser, if one of them is an error.
pub fn format(text: &str) -> Result<String, Vec<Finding>> {
    let read = parse(text);
    if read
        .findings
        .iter()
        .any(|finding| finding.code.starts_with('E'))
    {
        return Err(read.findings);
    }
    let pieces = breaks::pieces(&read.tree);
    let mut writer = Writer {
        tree: &read.tree,
        out: String::with_capacity(text.len()),
        column: 0,
        next_token: 0,
    };
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let length = rest
            .iter()
            .skip(1)
            .position(|piece| piece.begins)
            .map_or(rest.len(), |n| n + 1);
        let (statement, after) = rest.split_at(length);
        writer.statement(first.kind, statement);
        rest = after;
    }
    writer.last_comments();
    Ok(writer.out)
}

struct Writer<'t> {
    tree: &'t Tree,
    out: String,
    /// How much of the last line is written.
    column: usize,
    /// The first token not yet written.
    next_token: usize,
}

/// A comment and how it stood.
struct Comment<'t> {
    text: &'t str,
    own_line: bool,
    blank_before: bool,
}

impl<'t> Writer<'t> {
    fn statement(&mut self, kind: NodeKind, pieces: &[Piece]) {
        let texts = self.texts(pieces);
        let broken = !self.fits(pieces, &texts);
        let labels_broken = broken && self.labels_too_long(pieces, &texts);
        for (place, piece) in pieces.iter().enumerate() {
            let mut before = match piece.before {
                Break::Group(indent) if broken => Break::Hard(indent),
                Break::Label(indent) if labels_broken => Break::Hard(indent),
                Break::Group(_) | Break::Label(_) => Break::Space,
                other => other,
            };
            if let Break::Soft(indent, _) = before {
                let width = chunk_width(self.tree, pieces, &texts, place);
                let fits = self.column + 1 + width <= COLUMNS_MAX;
                before = if fits || !broken {
                    Break::Space
                } else {
                    Break::Hard(indent)
                };
            }
            let blank_wanted = place == 0 && stands_apart(kind);
            let blank_kept = place == 0 || kept_blank(kind, before);
            self.trivia(piece, before, blank_wanted, blank_kept);
            let text = texts.get(place).map_or("", String::as_str);
            self.out.push_str(text);
            self.column += width(text);
            self.next_token = piece.token + 1;
        }
    }

    /// What each piece is written as.
    fn texts(&self, pieces: &[Piece]) -> Vec<String> {
        let written = |piece: &Piece| {
            let token = self.tree.tokens.get(piece.token);
            token.map_or("", |token| self.tree.token_text(token))
        };
        let mut texts: Vec<String> = pieces
            .iter()
            .map(|piece| match piece.token_kind {
                TokenKind::Prose => prose(written(piece)),
                _ => written(piece).to_owned(),
            })
            .collect();
        table::align(pieces, &mut texts);
        texts
    }

    /// Whether a statement that need not be broken fits on one line.
    fn fits(&self, pieces: &[Piece], texts: &[String]) -> bool {
        let mut total = 0;
        for (place, (piece, text)) in pieces.iter().zip(texts).enumerate() {
            let must = place > 0 && matches!(piece.before, Break::Hard(_));
            let comment = place > 0 && has_comment(self.tree, pieces, place);
            total += width(text) + usize::from(piece.before.is_space() && place > 0);
            if must || comment || total + piece.indent > COLUMNS_MAX {
                return false;
            }
        }
        true
    }

    /// Whether the titles of a statement do not fit on its first line.
    fn labels_too_long(&self, pieces: &[Piece], texts: &[String]) -> bool {
        let last = pieces
            .iter()
            .rposition(|piece| matches!(piece.before, Break::Label(_)));
        let Some(last) = last else { return false };
        let mut total = pieces.first().map_or(0, |piece| piece.indent);
        for (place, (piece, text)) in pieces.iter().zip(texts).enumerate() {
            let ends = place > last + 1 && !matches!(piece.before, Break::Glue);
            if ends {
                break;
            }
            total += width(text) + usize::from(piece.before.is_space());
        }
        total > COLUMNS_MAX
    }

    /// Comments and blanks before a piece, and the break that it asks for.
    fn trivia(&mut self, piece: &Piece, before: Break, blank_wanted: bool, blank_kept: bool) {
        let (mut comments, mut blank) = self.comments(piece.token);
        let any_blank = blank || comments.iter().any(|comment| comment.blank_before);
        if blank_wanted && !any_blank && !self.out.is_empty() {
            match comments.iter_mut().find(|comment| comment.own_line) {
                Some(first) => first.blank_before = true,
                None => blank = true,
            }
        }
        let (indent, on_new_line) = match before {
            Break::Hard(indent) => (indent, true),
            Break::Soft(indent, _) => (indent, !comments.is_empty()),
            _ => (piece.indent + 4, !comments.is_empty()),
        };
        for comment in &comments {
            self.comment(comment, indent, blank_kept);
        }
        if on_new_line || self.out.is_empty() {
            self.new_line(blank && blank_kept);
            self.indent(indent);
        } else if before.is_space() {
            self.out.push(' ');
            self.column += 1;
        }
    }

    fn comment(&mut self, comment: &Comment<'_>, indent: usize, blank_kept: bool) {
        if comment.own_line || self.out.is_empty() {
            self.new_line(comment.blank_before && blank_kept);
            self.indent(indent);
        } else {
            self.out.push(' ');
        }
        self.out.push_str(comment.text);
        // Nothing may follow a comment on its line.
        self.column = COLUMNS_MAX;
    }

    /// The comments before a token, and whether a blank line stands right before the token.
    fn comments(&self, token: usize) -> (Vec<Comment<'t>>, bool) {
        let between = self.tree.tokens.get(self.next_token..token).unwrap_or(&[]);
        comments_in(self.tree, between, self.next_token == 0)
    }

    fn new_line(&mut self, blank: bool) {
        if !self.out.is_empty() {
            self.out.push_str(if blank { "\n\n" } else { "\n" });
        }
        self.column = 0;
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn last_comments(&mut self) {
        let (comments, _) = self.comments(self.tree.tokens.len());
        for comment in &comments {
            self.comment(comment, 0, true);
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }
}

fn comments_in<'t>(tree: &'t Tree, tokens: &[Token], at_start: bool) -> (Vec<Comment<'t>>, bool) {
    let (mut comments, mut lines) = (Vec::new(), usize::from(at_start));
    for token in tokens {
        let text = tree.token_text(token);
        if token.kind == TokenKind::Comment {
            let (own_line, blank_before) = (lines > 0, lines > 1);
            comments.push(Comment {
                text,
                own_line,
                blank_before,
            });
            lines = 0;
        } else {
            lines += text.bytes().filter(|byte| *byte == b'\n').count();
        }
    }
    (comments, lines > 1)
}

/// Whether a comment stands between a piece and the one before it.
fn has_comment(tree: &Tree, pieces: &[Piece], place: usize) -> bool {
    let token = |place: usize| pieces.get(place).map_or(0, |piece| piece.token);
    let (from, to) = (token(place.saturating_sub(1)), token(place));
    let between = tree.tokens.get(from..to).unwrap_or(&[]);
    between.iter().any(|token| token.kind == TokenKind::Comment)
}

/// How wide a piece is with all that follows it up to the next place where a line may break.
fn chunk_width(tree: &Tree, pieces: &[Piece], texts: &[String], start: usize) -> usize {
    let level = |piece: &Piece| match piece.before {
        Break::Soft(_, level) => level,
        _ => 0,
    };
    let own = pieces.get(start).map_or(0, level);
    let mut total = 0;
    for (place, piece) in pieces.iter().enumerate().skip(start) {
        let inner = matches!(piece.before, Break::Soft(..)) && level(piece) > own;
        let stays = inner || matches!(piece.before, Break::Glue | Break::Space);
        if place > start && (!stays || has_comment(tree, pieces, place)) {
            break;
        }
        let space = usize::from(place > start && piece.before.is_space());
        total += space + texts.get(place).map_or(0, |text| width(text));
        if total > COLUMNS_MAX {
            break;
        }
    }
    total
}

/// Statements with a blank line before them.
fn stands_apart(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Heading | NodeKind::Story | NodeKind::Record)
}

/// Within stories and records a blank line between two rows is kept: it groups them.
fn kept_blank(kind: NodeKind, before: Break) -> bool {
    let told = matches!(kind, NodeKind::Story | NodeKind::Record);
    told && before == Break::Hard(2)
}

/// `> en: …` with its blanks in order.
fn prose(written: &str) -> String {
    let inner = written.strip_prefix('>').unwrap_or(written);
    let (tag, text) = inner.split_once(':').unwrap_or(("", inner));
    format!("> {}: {}", tag.trim(), text.trim())
        .trim_end()
        .to_owned()
}

/// How many columns a text takes.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).count()
    }
}
