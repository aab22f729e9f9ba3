//! A matrix as CSV (RFC 4180): comma, quotes where needed, lines ending in CR LF, UTF-8 without a
//! mark at its head.

use super::Matrix;

/// Writes a matrix as CSV (RFC 4180).
///
/// # Errors
/// When a row has not as many cells as the header, which no matrix of ours has.
pub fn write(matrix: &Matrix) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in std::iter::once(&matrix.header).chain(&matrix.rows) {
        writer.write_record(row.iter().map(|cell| guarded(&cell.text())))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// Text that a spreadsheet would run as a formula gets an apostrophe before it, and is text.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Takes the apostrophe of [`guarded`] off again.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if guarded(rest) != rest => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text() {
        for formula in ["=1+1", "+1", "-1", "@sum(a)", "\t=1"] {
            let safe = guarded(formula);
            assert!(safe.starts_with('\''));
            assert_eq!(unguarded(&safe), formula);
        }
        assert_eq!(guarded("30 percent"), "30 percent");
        assert_eq!(unguarded("'quoted'"), "'quoted'");
    }
}
