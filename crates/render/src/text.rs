//! A document as plain text, wrapped at 88 columns.
//!
//! Runs of the other direction stand between U+2068 and U+2069, closed and opened again where a
//! line breaks: an isolate ends with its paragraph, and in plain text every line is one.

mod wrap;

use crate::document::{ArticleBlock, Block, Document, Role, Table};
use crate::line::Line;
use wrap::{pad, width, wrap};

/// The widest line.
pub const COLUMNS: usize = 88;

/// The room a paragraph's mark takes, at least: `(1) `.
const MARK: usize = 4;

/// Writes a document as plain text.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    underlined(&mut out, &document.title, '=');
    for subtitle in &document.subtitles {
        block(&mut out, subtitle, "", COLUMNS);
    }
    out.push('\n');
    let mut in_list = false;
    for item in &document.blocks {
        let is_item = matches!(item, Block::Paragraph(Role::Item, _));
        if in_list && !is_item {
            out.push('\n');
        }
        in_list = is_item;
        match item {
            Block::Heading { level: 2, line, .. } => {
                out.push('\n');
                underlined(&mut out, line, '-');
                out.push('\n');
            }
            Block::Heading { line, .. } => {
                underlined(&mut out, line, '~');
                out.push('\n');
            }
            Block::Paragraph(role, line) => paragraph(&mut out, *role, line),
            Block::Article(article) => write_article(&mut out, article),
            Block::Table(table) => write_table(&mut out, table),
        }
    }
    tidy(&out)
}

fn underlined(out: &mut String, line: &Line, rule: char) {
    let lines = wrap(line, COLUMNS);
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
    out.extend(std::iter::repeat_n(rule, widest));
    out.push('\n');
}

/// A line wrapped behind a margin.
fn block(out: &mut String, line: &Line, margin: &str, columns: usize) {
    for line in wrap(line, columns - margin.len()) {
        out.push_str(margin);
        out.push_str(&line);
        out.push('\n');
    }
}

fn paragraph(out: &mut String, role: Role, line: &Line) {
    match role {
        Role::Plain => block(out, line, "", COLUMNS),
        Role::Prose => block(out, line, "  | ", COLUMNS),
        Role::Note => block(out, line, "  ", COLUMNS),
        Role::Item => return marked(out, "*", 2, line),
    }
    out.push('\n');
}

/// A line behind a mark, wrapped under itself: `(1) The Movement shall …`.
fn marked(out: &mut String, mark: &str, margin: usize, line: &Line) {
    let column = (mark.len() + 1).max(MARK);
    let lines = wrap(line, COLUMNS - margin - column);
    for (at, line) in lines.iter().enumerate() {
        let mark = if at == 0 { mark } else { "" };
        out.push_str(&" ".repeat(margin));
        out.push_str(&pad(mark, column));
        out.push_str(line);
        out.push('\n');
    }
}

fn write_article(out: &mut String, article: &ArticleBlock) {
    let mut heading = article.heading.clone();
    heading.push_words(" [");
    heading.runs.extend(article.kind.runs.iter().cloned());
    heading.push_words("]");
    block(out, &heading, "", COLUMNS);
    if let Some(cites) = &article.cites {
        block(out, cites, "  ", COLUMNS);
    }
    for prose in &article.prose {
        block(out, prose, "  | ", COLUMNS);
    }
    for paragraph in &article.rule {
        let margin = if paragraph.step { 6 } else { 2 };
        marked(out, &paragraph.mark, margin, &paragraph.line);
    }
    for note in &article.notes {
        marked(out, "-", 2, note);
    }
    for reading in &article.readings {
        let mut line = reading.heading.clone();
        line.push_words(":");
        block(out, &line, "  ", COLUMNS);
        block(out, &reading.line, "      ", COLUMNS);
    }
    out.push('\n');
}

fn write_table(out: &mut String, table: &Table) {
    let columns = table.header.len();
    let rows: Vec<&Vec<Line>> = std::iter::once(&table.header).chain(&table.rows).collect();
    let widths = widths(&rows, columns);
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| wrap(cell, *width))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::new();
            for (cell, width) in cells.iter().zip(&widths) {
                text.push_str(&pad(cell.get(line).map_or("", String::as_str), *width));
                text.push_str(GAP);
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        if at == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            out.push_str(rule.join(GAP).trim_end());
            out.push('\n');
        }
    }
    out.push('\n');
}

/// What stands between two columns.
const GAP: &str = "  ";

/// The width of each column: what it needs, or a fair share of the line, the last one the rest.
fn widths(rows: &[&Vec<Line>], columns: usize) -> Vec<usize> {
    let mut needed: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| width(&cell.text()))
                .max()
                .unwrap_or(0)
                .max(1)
        })
        .collect();
    let mut room = COLUMNS.saturating_sub(GAP.len() * columns.saturating_sub(1));
    let mut left = columns;
    // Narrow columns get what they need; the others share what is left.
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by_key(|column| needed[*column]);
    for column in order {
        let share = room / left.max(1);
        needed[column] = needed[column].min(share).max(1);
        room = room.saturating_sub(needed[column]);
        left -= 1;
    }
    needed
}

/// No spaces at the end of a line, never two empty lines, one newline at the end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line = line.trim_end();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
