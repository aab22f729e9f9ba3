//! Wrapping a line of runs at a number of columns.

use crate::line::{Direction, FSI, Line, PDI, Run, holds_other};
use unicode_width::UnicodeWidthStr;

/// A stretch of a word: a word may begin inside an isolate and end outside it.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    /// Which isolate of the line it belongs to.
    isolate: Option<usize>,
}

type Word = Vec<Piece>;

/// The columns a text takes; isolate marks take none.
pub(super) fn width(text: &str) -> usize {
    crate::line::plain(text).width()
}

/// A text with spaces after it, up to a width.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let spaces = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(spaces))
}

/// The lines of a paragraph, none wider than `columns` unless one word is.
pub(super) fn wrap(line: &Line, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current: Vec<Word> = Vec::new();
    let mut used = 0;
    for word in words(line) {
        let length: usize = word.iter().map(|piece| piece.text.width()).sum();
        let space = usize::from(!current.is_empty());
        if used + space + length > columns && !current.is_empty() {
            lines.push(written(&current));
            current.clear();
            used = 0;
        }
        used += usize::from(!current.is_empty()) + length;
        current.push(word);
    }
    if !current.is_empty() {
        lines.push(written(&current));
    }
    lines
}

/// The words of a line. A space ends a word wherever it stands, inside an isolate or outside.
fn words(line: &Line) -> Vec<Word> {
    let mut all = Vec::new();
    let mut word: Word = Vec::new();
    for (number, run) in line.runs.iter().enumerate() {
        let isolate = is_isolated(run, line.direction).then_some(number);
        for (at, text) in run.text().split(' ').enumerate() {
            if at > 0 && !word.is_empty() {
                all.push(std::mem::take(&mut word));
            }
            if !text.is_empty() {
                word.push(Piece {
                    text: text.to_owned(),
                    isolate,
                });
            }
        }
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

/// In a line read from the left, digits and dates need no marks; in one read from the right they
/// do.
fn is_isolated(run: &Run, direction: Direction) -> bool {
    match run {
        Run::Words(_) => false,
        Run::Isolate(text) => direction == Direction::RightToLeft || holds_other(text, direction),
        Run::Article(_) => direction == Direction::RightToLeft,
    }
}

fn written(words: &[Word]) -> String {
    let mut out = String::new();
    let mut open: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        for (nth, piece) in word.iter().enumerate() {
            let spaced = at > 0 && nth == 0;
            if open.is_some() && open != piece.isolate {
                out.push(PDI);
                open = None;
            }
            if spaced {
                out.push(' ');
            }
            if open.is_none() && piece.isolate.is_some() {
                out.push(FSI);
                open = piece.isolate;
            }
            out.push_str(&piece.text);
        }
    }
    if open.is_some() {
        out.push(PDI);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isolate_is_closed_where_a_line_breaks() {
        let line = Line::new("ar", "قبل Joint operations room في");
        let lines = wrap(&line, 12);
        assert_eq!(
            lines,
            [
                "قبل \u{2068}Joint\u{2069}",
                "\u{2068}operations\u{2069}",
                "\u{2068}room\u{2069} في"
            ]
        );
    }

    #[test]
    fn a_full_stop_stays_with_its_date() {
        let line = Line::english("by 19 January 2025.");
        assert_eq!(wrap(&line, 10), ["by 19", "January", "2025."]);
    }
}
