//! Which column says what: by its heading, in English synonyms or the headings of the matrix.

use super::headings::SYNONYMS;
use super::{Fault, Refusal};
use crate::frame::Frame;
use crate::matrix::Column;

/// What each column of a table says.
#[derive(Debug)]
pub(super) struct Columns {
    /// One for each column; nothing where the heading is not known.
    pub(super) known: Vec<Option<Column>>,
    /// The headings as written.
    pub(super) headings: Vec<String>,
}

impl Columns {
    /// Whether a row reads as headings: it says what is to be done and who is to do it.
    pub(super) fn are_in(row: &[String]) -> bool {
        let known: Vec<Column> = row.iter().filter_map(|cell| recognise(cell)).collect();
        let what = known.contains(&Column::Commitment) || known.contains(&Column::Article);
        what && known.contains(&Column::Who)
    }

    /// Reads the headings, which stand in a row of the table.
    pub(super) fn of(header: &[String], at: usize) -> Result<Self, Refusal> {
        let mut known: Vec<Option<Column>> = Vec::new();
        let mut faults = Vec::new();
        for heading in header {
            let column = recognise(heading);
            if let Some(column) = column
                && let Some(other) = known.iter().position(|found| *found == Some(column))
            {
                faults.push(Fault {
                    row: Some(at),
                    column: Some(heading.clone()),
                    message: format!(
                        "says the same as column “{}”; rename one of them",
                        header[other]
                    ),
                });
            }
            known.push(column);
        }
        let has = |column| known.contains(&Some(column));
        if !has(Column::Commitment) && !has(Column::Article) {
            faults.push(missing(header, at, "what is to be done", "commitment"));
        }
        if !has(Column::Who) {
            faults.push(missing(header, at, "who is to do it", "who"));
        }
        if faults.is_empty() {
            Ok(Self {
                known,
                headings: header.to_vec(),
            })
        } else {
            Err(Refusal { faults })
        }
    }

    /// The cell of a row that answers a question, and the heading it stands under.
    pub(super) fn cell<'a>(&self, row: &'a [String], column: Column) -> Option<&'a str> {
        let at = self.known.iter().position(|known| *known == Some(column))?;
        let cell = row.get(at)?;
        (!super::table::is_silent(cell)).then_some(cell.as_str())
    }

    /// The heading of a column.
    pub(super) fn heading(&self, column: Column) -> Option<String> {
        let at = self.known.iter().position(|known| *known == Some(column))?;
        self.headings.get(at).cloned()
    }

    /// Whether the table has a column for something.
    pub(super) fn has(&self, column: Column) -> bool {
        self.known.contains(&Some(column))
    }
}

fn missing(header: &[String], at: usize, what: &str, name: &str) -> Fault {
    let found: Vec<String> = header
        .iter()
        .filter(|heading| !heading.is_empty())
        .map(|heading| format!("“{heading}”"))
        .collect();
    Fault {
        row: Some(at),
        column: None,
        message: format!(
            "no column says {what}; name one `{name}` (the headings are {})",
            found.join(", ")
        ),
    }
}

fn recognise(heading: &str) -> Option<Column> {
    let lower = heading.to_lowercase();
    let lower = lower.trim_end_matches([':', '?']).trim().replace('_', " ");
    let by_synonym = SYNONYMS
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()))
        .map(|(column, _)| *column);
    by_synonym.or_else(|| {
        Frame::all().find_map(|frame| {
            let at = frame
                .columns
                .iter()
                .position(|name| name.to_lowercase() == lower)?;
            Column::ALL.get(at).copied()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_matrix_is_known_in_every_language() {
        for frame in Frame::all() {
            for (heading, column) in frame.columns.iter().zip(Column::ALL) {
                assert_eq!(recognise(heading), Some(column), "{heading}");
            }
        }
    }

    #[test]
    fn no_heading_means_two_things() {
        let mut all: Vec<&str> = SYNONYMS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn two_columns_for_one_question_are_refused() {
        let header = ["Who", "Action", "Responsible"].map(str::to_owned);
        let refusal = Columns::of(&header, 1).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "row 1, column “Responsible”: says the same as column “Who”; rename one of them"
        );
    }
}
