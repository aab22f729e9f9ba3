//! Rules on what follows: ladders, powers, returns, and how the agreement ends.

mod ends;
mod facts;
mod ladders;
mod powers;

use crate::{Draft, View};

/// All rules of the family 06, and W0118.
pub fn consequences(view: &View<'_>, out: &mut Vec<Draft>) {
    powers::protected(view, out);
    powers::without_end(view, out);
    powers::holding_each_other(view, out);
    powers::own_judge(view, out);
    powers::leavers(view, out);
    ladders::stuck(view, out);
    ladders::endless(view, out);
    ends::cleared_by_each_other(view, out);
    ends::dated_gates(view, out);
    ends::survivors(view, out);
    facts::nobody_finds(view, out);
    ends::no_rule(view, out);
}
