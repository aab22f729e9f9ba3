//! An agreement on a scale of time: phases, windows, what hangs on what, and over it what happened.
//!
//! | file | what it holds |
//! |---|---|
//! | `chart` | what is drawn: groups, rows, bars, marks |
//! | `build` | the chart of an agreement |
//! | `dates` | times in words, the ticks of a scale |
//! | `life` | what happened, as a record tells it |
//! | `what_if` | what moves if something is late |
//! | `text`, `svg`, `html`, `json` | the four forms |
//!
//! It draws what `check::plan` and the kernel say, and decides nothing. What has no date is shown
//! as having none.

mod build;
mod chart;
mod dates;
mod html;
mod json;
mod life;
mod panels;
mod svg;
mod table;
mod text;
mod what_if;

pub use build::chart;
pub use chart::*;
pub use html::html;
pub use json::json;
pub use life::{Life, Mark, Seen, Timely};
pub use svg::svg;
pub use text::text;
pub use what_if::{Asked, Delay, WhatIf, asked, delay};
