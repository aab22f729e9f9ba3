//! What is told to a reader: findings, their codes and pages, and their printed forms.

mod codes;
mod finding;
mod isolate;
mod json;
pub mod position;
mod report;
mod sarif;
mod span;

pub use codes::{CODES, Code, Kind, code};
pub use finding::{Finding, Place, Severity};
pub use json::json;
pub use report::{Report, report};
pub use sarif::sarif;
pub use span::Span;

/// The findings on one file, with what is needed to print them.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The name of the agreement; empty where the file has none.
    pub agreement: &'a str,
    /// The file as the caller named it.
    pub file: &'a str,
    /// The text of the file.
    pub text: &'a str,
    /// The findings, the first to read first.
    pub findings: &'a [Finding],
}
