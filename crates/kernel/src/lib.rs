//! What an event does to the state of an agreement.
//!
//! One pure kernel decides; everything that lives (stories, replay, the plan of what is due,
//! simulation, the server) runs on it. It knows no clock, file, network, chance or text. The rules
//! it follows are written down in `docs/book/semantics.md`.

mod event;
mod observed;

pub use event::*;
pub use observed::*;
