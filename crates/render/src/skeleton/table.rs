//! Reading a table: its bytes, its separator, its rows.

use super::columns::Columns;
use super::{ROWS_MAX, Refusal};
use crate::frame::Frame;
use crate::matrix::unguarded;

/// A table of words.
#[derive(Debug)]
pub(super) struct Table {
    /// The headings.
    pub(super) header: Vec<String>,
    /// The number of the row of headings in a spreadsheet.
    pub(super) header_row: usize,
    /// The rows below it that are not empty, each with its number in a spreadsheet.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// How many rows above the headings are looked at: a title, a date, an empty row.
const ABOVE_HEADINGS_MAX: usize = 10;

impl Table {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, &error))?;
        let (text, said) = declared_separator(text);
        let mut all = rows(text, said.unwrap_or_else(|| separator(text)))?;
        if all.is_empty() {
            return Err(Refusal::of("this table has no rows"));
        }
        let above = all
            .iter()
            .take(ABOVE_HEADINGS_MAX)
            .position(|(_, row)| Columns::are_in(row))
            .unwrap_or(0);
        let rows = all.split_off(above + 1);
        if rows.is_empty() {
            return Err(Refusal::of("this table has headings and no rows"));
        }
        let (header_row, header) = all.pop().unwrap_or_default();
        Ok(Self {
            header,
            header_row,
            rows,
        })
    }
}

/// The rows that are not empty, with their numbers.
fn rows(text: &str, separator: u8) -> Result<Vec<(usize, Vec<String>)>, Refusal> {
    let numbers = row_numbers(text, separator)?;
    let mut all = Vec::new();
    for (number, record) in numbers.into_iter().zip(reader(text, separator).records()) {
        let record =
            record.map_err(|error| Refusal::of(format!("row {number} cannot be read: {error}")))?;
        let cells: Vec<String> = record.iter().map(tidy).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            all.push((number, cells));
        }
        if all.len() > ROWS_MAX {
            let message = format!("this table has more than {ROWS_MAX} rows");
            return Err(Refusal::of(message));
        }
    }
    Ok(all)
}

/// The numbers of the rows that a reader of tables gives back, as a spreadsheet counts them: a
/// quotation may run over lines, and a line without anything is a row too, though it is not read.
fn row_numbers(text: &str, separator: u8) -> Result<Vec<usize>, Refusal> {
    let mut numbers = Vec::new();
    let (mut row, mut opened) = (1, 1);
    let (mut quoted, mut begins, mut empty) = (false, true, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            quoted = byte != b'"' || bytes.next_if_eq(&b'"').is_some();
            continue;
        }
        if matches!(byte, b'\n' | b'\r') {
            if byte == b'\r' {
                bytes.next_if_eq(&b'\n');
            }
            numbers.extend((!empty).then_some(row));
            row += 1;
            (begins, empty) = (true, true);
            continue;
        }
        if begins && byte == b'"' {
            (quoted, opened) = (true, row);
        }
        begins = byte == separator;
        empty = false;
    }
    if quoted {
        // A reader of tables takes all that follows for one cell, and says nothing.
        return Err(Refusal::of(format!(
            "row {opened}: a quotation mark opens a cell and none closes it, so the rest of the \
             table would be one cell"
        )));
    }
    numbers.extend((!empty).then_some(row));
    Ok(numbers)
}

fn not_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> Refusal {
    let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    Refusal::of(format!(
        "this table is not UTF-8 (line {line}); save it as “CSV UTF-8”"
    ))
}

/// The line `sep=;` that some spreadsheets write above a table is no row of it.
fn declared_separator(text: &str) -> (&str, Option<u8>) {
    let said = text
        .get(..4)
        .filter(|said| said.eq_ignore_ascii_case("sep="));
    let declared = said.and_then(|_| text.get(4..)?.split_once('\n'));
    match declared {
        Some((separator, rest)) => match separator.trim_end_matches('\r').as_bytes() {
            [one @ (b',' | b';' | b'\t')] => (rest, Some(*one)),
            _ => (text, None),
        },
        None => (text, None),
    }
}

/// The separator by which headings are found, or else that which the first line has most of,
/// outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => {
                for (separator, count) in &mut counts {
                    *count += usize::from(byte == *separator);
                }
            }
            _ => {}
        }
    }
    // The most frequent first; of equals, the one named first above.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let [most, ..] = counts;
    let finds_headings = |separator: u8| {
        reader(text, separator)
            .records()
            .take(ABOVE_HEADINGS_MAX)
            .filter_map(Result::ok)
            .any(|row| Columns::are_in(&row.iter().map(tidy).collect::<Vec<_>>()))
    };
    counts
        .iter()
        .map(|(separator, _)| *separator)
        .find(|separator| finds_headings(*separator))
        .unwrap_or(most.0)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// One line of words: no direction controls, no line breaks, no double spaces, no guard against
/// formulas.
fn tidy(cell: &str) -> String {
    let visible: String = unguarded(cell.trim())
        .chars()
        .filter(|c| !is_direction_control(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_direction_control(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}')
}

/// Whether a cell says that nothing is said.
pub(super) fn is_silent(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let lower = lower.trim_end_matches('.');
    matches!(
        lower,
        "" | "-" | "–" | "—" | "n/a" | "none stated" | "not stated" | "unstated"
    ) || Frame::all().any(|frame| frame.not_stated == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_outside_quotes() {
        assert_eq!(separator("a,b,c\n1;2;3;4"), b',');
        assert_eq!(separator("\"a,b,c\";d\n"), b';');
        assert_eq!(separator("a\tb"), b'\t');
    }

    #[test]
    fn silence_is_known_in_every_language() {
        for cell in ["", "-", "Not stated", "none stated", "غير مذكور", "לא צוין"] {
            assert!(is_silent(cell), "{cell}");
        }
        assert!(!is_silent("none of them"));
    }
}
