//! What is told to a reader: findings, their codes, their pages, and their printed forms.

mod finding;
mod span;

pub use finding::{Finding, Place, Severity};
pub use span::Span;
