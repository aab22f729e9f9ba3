//! Rules on what follows: ladders, powers, returns, and how the agreement ends.

mod ends;
mod facts;
mod ladders;
mod powers;

pub(crate) use ladders::General;

use std::collections::BTreeSet;

use model::ArticleId;

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
    ends::dated_gates(view, &BTreeSet::new(), out);
    ends::survivors(view, out);
    facts::nobody_finds(view, out);
    ends::no_rule(view, out);
}

/// Once circles of waits are told: the articles in them have no day that could pass, so W0609 is
/// told again without them.
pub fn but_for_circles(view: &View<'_>, circular: &BTreeSet<ArticleId>, out: &mut Vec<Draft>) {
    if circular.is_empty() {
        return;
    }
    out.retain(|draft| draft.code != "W0609");
    ends::dated_gates(view, circular, out);
}
