//! Text to typed, lossless syntax, and back: lexer, parser, formatter, keyword table.
//!
//! This crate never knows what a name refers to.

pub mod ast;
pub mod format;
pub mod keywords;
pub mod lex;
pub mod parse;
pub mod position;
pub mod tree;

pub use format::format;
pub use parse::{Parse, SOURCE_BYTES_MAX, parse, parse_bytes, slot_of};
