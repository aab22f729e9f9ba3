//! Where a byte stands for a reader. The rule lives with the findings, which print it.

pub use findings::position::{Lines, Position};
