//! From a table of commitments to a skeleton of an agreement in the language.
//!
//! Every secretariat has such a table before it has anything else. A row becomes one duty or one
//! ban, its act in quotes, and says exactly as much as the row said: an empty cell becomes no
//! clause. What the language cannot yet be made to say (a remedy in words, a column nobody knows)
//! is kept as prose in the article, so that nothing of the table is lost.

mod actors;
mod columns;
mod commitment;
mod dates;
mod headings;
mod names;
mod table;
mod writer;

use std::fmt;

/// More rows are refused: a table of commitments is read by people.
pub const ROWS_MAX: usize = 20_000;

/// How many faults of a table are printed; the others are counted.
const FAULTS_SHOWN_MAX: usize = 40;

/// Why a table was refused: everything that is wrong with it, not only the first thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, in the order of the table.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row, as a spreadsheet numbers it: the headings are row 1. Nothing: the whole table.
    pub row: Option<usize>,
    /// The heading of the column.
    pub column: Option<String>,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "row {row}, column “{column}”: ")?,
            (Some(row), None) => write!(f, "row {row}: ")?,
            (None, Some(column)) => write!(f, "column “{column}”: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().take(FAULTS_SHOWN_MAX).enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        match self.faults.len().checked_sub(FAULTS_SHOWN_MAX) {
            Some(more) if more > 0 => write!(f, "\nand {more} more like these"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    fn of(message: impl Into<String>) -> Self {
        Self {
            faults: vec![Fault {
                row: None,
                column: None,
                message: message.into(),
            }],
        }
    }
}

/// Turns a table (CSV with commas, semicolons or tabs; the first row names the columns) into the
/// source of an agreement of a given name.
///
/// # Errors
/// When the table cannot be read, has no column that says what is to be done or by whom, or a cell
/// holds a date that is none or two.
pub fn from_csv(bytes: &[u8], name: &str) -> Result<String, Refusal> {
    let table = table::Table::read(bytes)?;
    let columns = columns::Columns::of(&table.header, table.header_row)?;
    let source = writer::write(&table, &columns, name)?;
    syntax::format(&source).map_err(|findings| {
        let first = findings
            .first()
            .map_or("", |finding| finding.message.as_str());
        Refusal::of(format!(
            "this table cannot be laid out as an agreement: {first}"
        ))
    })
}
