//! An agreement as people read it: legal English, a document in several formats, a table of
//! commitments; and back from such a table to a skeleton of an agreement.
//!
//! This crate reads a compiled agreement and prints it. It never checks one, and never reads a
//! file.

pub mod document;
pub mod docx;
pub mod english;
pub mod frame;
pub mod html;
pub mod languages;
pub mod line;
pub mod matrix;
pub mod silences;
pub mod skeleton;
pub mod text;

pub use document::{Document, Manner, Options, render, render_in};
pub use matrix::matrix;
