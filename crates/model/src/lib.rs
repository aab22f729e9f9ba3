//! What an agreement is: actors, places, lists, articles and their clauses, with every name
//! resolved.
//!
//! This crate knows no text, span, clock, file, language or network.

mod agreement;
mod article;
mod calendar;
mod clause;
mod ids;
mod occurrence;
mod phrase;
mod things;
mod time;
mod told;

pub use agreement::*;
pub use article::*;
pub use calendar::*;
pub use clause::*;
pub use ids::*;
pub use occurrence::*;
pub use phrase::*;
pub use things::*;
pub use time::*;
pub use told::*;
pub use words::*;
