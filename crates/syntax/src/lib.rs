//! Text to typed, lossless syntax, and back: lexer, parser, formatter, keyword table.
//!
//! This crate never knows what a name refers to.

pub mod ast;
