//! Syntax to model: every name resolved, every date worked out, and what could not be, said.
//!
//! [`compile`] always returns what it could make. A name that resolves to nothing leaves a
//! placeholder behind, so that one mistake is told once.

mod articles;
mod clauses;
mod compiler;
mod dates;
mod endings;
mod failings;
mod ladders;
mod moments;
mod names;
mod phrases;
mod points;
mod prelude;
mod quantities;
mod readings;
mod references;
mod report;
mod rows;
mod selves;
mod settings;
mod similar;
mod source_map;
mod things;
mod times;
mod told;
mod unused;

pub use compiler::{Compiled, compile};
pub use report::regrade;
pub use similar::nearest;
pub use source_map::SourceMap;
pub use told::{Tales, compile_told};
