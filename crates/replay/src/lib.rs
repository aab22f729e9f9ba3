//! Stories and records run on the kernel, and what they come to told in words.
//!
//! No rule of an agreement is decided here: events go in, the kernel answers, and the answer is
//! told.

mod due;
mod events;
mod history;
mod say;
mod story;

pub use due::{Due, Item, due};
pub use events::{Timeline, Unplaced, event};
pub use history::{Balance, Day, Entry, History, Line, Tally, history, tallies};
pub use say::Say;
pub use story::{Failure, Outcome, run};
