//! Reading a table: its bytes, its separator, its rows.

use super::{ROWS_MAX, Refusal};
use crate::frame::Frame;
use crate::matrix::unguarded;

/// A table of words.
#[derive(Debug)]
pub(super) struct Table {
    /// The headings.
    pub(super) header: Vec<String>,
    /// The rows that are not empty, each with its number in a spreadsheet.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Refusal::of("this table is not UTF-8; save it as “CSV UTF-8”"))?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator(text))
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let header: Vec<String> = match records.next() {
            Some(Ok(record)) => record.iter().map(tidy).collect(),
            _ => return Err(Refusal::of("this table has no rows")),
        };
        let mut rows = Vec::new();
        for (number, record) in (2..).zip(records) {
            let record = record
                .map_err(|error| Refusal::of(format!("row {number} cannot be read: {error}")))?;
            let cells: Vec<String> = record.iter().map(tidy).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push((number, cells));
            }
            if rows.len() > ROWS_MAX {
                return Err(Refusal::of(format!(
                    "this table has more than {ROWS_MAX} rows"
                )));
            }
        }
        if rows.is_empty() {
            return Err(Refusal::of("this table has headings and no rows"));
        }
        Ok(Self { header, rows })
    }
}

/// The separator that the first line has most of, outside quotes.
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
    let mut best = counts[0];
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    best.0
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
