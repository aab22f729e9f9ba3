//! Who goes first, and can everything come that is promised?
//!
//! | file | what it finds |
//! |---|---|
//! | `graph` | what can ever come, over unrolled rows |
//! | `circle` | circular waits in the text |

mod circle;
mod first;
mod gate;
mod graph;
mod opening;
mod precedence;

use crate::time::Times;
use crate::{Draft, View};
use graph::Graph;

/// Every finding about order.
pub fn order(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let teller = times.teller(view.agreement);
    let graph = Graph::new(&times.plan);
    circle::circles(view, &teller, &graph, out);
    first::no_first_mover(view, times, &graph, out);
    precedence::one_way(view, times, &graph, out);
    gate::own_hands(view, times, &graph, out);
    gate::slow(view, times, out);
    opening::nobody_opens(view, times, out);
    opening::before_start(view, times, out);
}
