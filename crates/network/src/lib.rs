//! Temporal networks: can a set of deadlines be met, and if not, why not?
//!
//! Pure mathematics. Nothing here knows what an agreement is: a caller numbers its points in
//! time, adds constraints, keeps the ids it is given, and maps a reason back through them.
//!
//! | file | what it holds |
//! |---|---|
//! | `network` | [`Network`], its ids, its limits, [`NetworkError`] |
//! | `step` | [`Step`]: a use of an edge or of a link's bound, what every reason is made of |
//! | `consistency` | [`consistency()`]: a timetable, or a [`NegativeCycle`] |
//! | `labels` | the shortest path search behind it |
//! | `sweep` | what comes before it where arcs lead far |
//! | `queue` | in which order that search looks at nodes |
//! | `csr` | arcs grouped by node, in packed arrays |
//! | `schedule` | [`Schedule`]: one timetable, and earliest and latest times |
//! | `controllability` | [`controllable`]: may nature choose the contingent durations? |
//! | `reason` | [`SemiReducibleCycle`]: why it may not |
//!
//! # Units and shapes
//!
//! Weights and times are whole numbers of one unit that the caller picks. Nodes are `0..n`. Every
//! vector of times is indexed by node. A network with `m` edges and `k` links takes `O(n + m + k)`
//! memory, and so does [`consistency()`].
//!
//! # Example
//!
//! ```
//! use network::{Network, Step, consistency};
//!
//! let mut net = Network::new(2)?;
//! let soon = net.add(0, 1, 5)?; // node 1 at most 5 after node 0
//! let late = net.add(1, 0, -7)?; // node 1 at least 7 after node 0
//! let cycle = consistency(&net).err().ok_or("the two cannot both hold")?;
//! assert_eq!(cycle.weight(), -2);
//! assert!(cycle.steps().contains(&Step::Edge(soon)));
//! assert!(cycle.steps().contains(&Step::Edge(late)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod consistency;
mod controllability;
mod csr;
mod labels;
mod network;
mod queue;
mod reason;
mod schedule;
mod step;
mod sweep;

pub use consistency::{NegativeCycle, consistency};
pub use controllability::controllable;
pub use network::{Edge, EdgeId, Link, LinkId, MAX_NODES, MAX_WEIGHT, Network, NetworkError};
pub use reason::{Hop, SemiReducibleCycle};
pub use schedule::Schedule;
pub use step::Step;
