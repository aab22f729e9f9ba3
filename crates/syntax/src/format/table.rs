//! The rows of a schedule, with their columns under one another.

use super::breaks::Piece;
use super::width;
use crate::lex::TokenKind;

/// Gives the rows among the pieces of a statement equal columns.
pub(super) fn align(pieces: &[Piece], texts: &mut [String]) {
    let mut widths: Vec<usize> = Vec::new();
    for (piece, text) in pieces.iter().zip(texts.iter()) {
        if piece.token_kind != TokenKind::Row {
            continue;
        }
        for (column, cell) in cells(text).enumerate() {
            match widths.get_mut(column) {
                Some(widest) => *widest = (*widest).max(width(cell)),
                None => widths.push(width(cell)),
            }
        }
    }
    for (piece, text) in pieces.iter().zip(texts.iter_mut()) {
        if piece.token_kind == TokenKind::Row {
            *text = row(text, &widths);
        }
    }
}

fn row(text: &str, widths: &[usize]) -> String {
    let mut row = String::from("|");
    for (cell, widest) in cells(text).zip(widths) {
        row.push(' ');
        row.push_str(cell);
        row.extend(std::iter::repeat_n(' ', widest - width(cell)));
        row.push_str(" |");
    }
    row
}

fn cells(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(str::trim)
}
