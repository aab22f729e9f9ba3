//! Where a byte stands for a reader: line and column, the column counted in grapheme clusters.

use crate::Span;
use unicode_segmentation::UnicodeSegmentation as _;

/// A place as a reader counts it, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column: one more than the grapheme clusters before it on its line.
    pub column: u32,
}

/// Where each line of a text begins; made once for a text.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut starts = vec![0];
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        starts.extend(ends.filter_map(|(at, _)| u32::try_from(at + 1).ok()));
        Self { text, starts }
    }

    /// How many lines there are; a text without a line break has one.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The line of a byte, from 1. A byte past the end counts as the end.
    #[must_use]
    pub fn line(&self, byte: u32) -> u32 {
        let before = self.starts.partition_point(|start| *start <= byte);
        u32::try_from(before).unwrap_or(u32::MAX)
    }

    /// Line and column of a byte. A byte inside a character counts as its beginning.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let line = self.line(byte);
        let start = self.line_start(line);
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(start as usize..end).unwrap_or("");
        let clusters = before.graphemes(true).count();
        Position {
            line,
            column: u32::try_from(clusters + 1).unwrap_or(u32::MAX),
        }
    }

    /// Where a span begins and where it ends (one past its last cluster).
    #[must_use]
    pub fn ends(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end))
    }

    /// A line's own text, without its line break; empty where there is no such line.
    #[must_use]
    pub fn text(&self, line: u32) -> &'t str {
        let start = self.line_start(line) as usize;
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        line.strip_suffix('\r').unwrap_or(line)
    }

    fn line_start(&self, line: u32) -> u32 {
        let place = (line as usize).saturating_sub(1);
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.starts.get(place).copied().unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_clusters_and_not_bytes() {
        let lines = Lines::new("a e\u{301}x\nالدولة b\r\n");
        assert_eq!(lines.position(5), Position { line: 1, column: 4 });
        assert_eq!(lines.position(7), Position { line: 2, column: 1 });
        assert_eq!(lines.position(20), Position { line: 2, column: 8 });
        assert_eq!(lines.text(2), "الدولة b");
        assert_eq!(lines.count(), 3);
        assert_eq!(lines.position(999).line, 3);
    }
}
