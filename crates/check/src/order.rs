//! Who goes first, and can everything come that is promised?
//!
//! | file | what it finds |
//! |---|---|
//! | `graph` | what can ever come, over unrolled rows |
//! | `circle` | circular waits in the text |
//! | `amended` | what new dates of amendments lead to |
//! | `first` | nobody goes first |
//! | `precedence` | what comes before something that does not wait for it |
//! | `gate` | gates in the obligor's own hands, or in those of somebody without a day |
//! | `opening` | what nobody opens, and what holds before the start |
//! | `empty` | places left by one and held by nobody |
//! | `done` | the senses of `done` |
//! | `readings`, `locks` | readings that clash, or lock when mixed |
//! | `meaning` | deeds valid under one reading; who decides; readings proposed |
//! | `layers` | texts that differ, bind others, or are not published |

mod amended;
mod circle;
mod done;
mod empty;
mod first;
mod gate;
mod graph;
mod layers;
mod locks;
mod meaning;
mod opening;
mod precedence;
mod readings;

use std::collections::BTreeSet;

use model::{Agreement, ArticleId, Clause, Element};

use crate::time::{self, Times};
use crate::{Draft, View};
use graph::Graph;

/// The findings about time and order alone, in the order of the rules: what an editor asks again
/// after a change. Linear in the occurrences but for what a contradiction costs.
#[must_use]
pub fn time_and_order(agreement: &Agreement) -> Vec<Draft> {
    let view = View::new(agreement);
    let mut out = Vec::new();
    let times = time::time(&view, &mut out);
    order(&view, &times, &mut out);
    out
}

/// The articles that circles told as E0304 go through, and that have no day but one counted from
/// the circle: what is asked of that day is answered with the circle.
pub fn circular(view: &View<'_>, out: &[Draft]) -> BTreeSet<ArticleId> {
    let circles = out.iter().filter(|draft| draft.code == "E0304");
    let steps = circles.flat_map(|draft| &draft.told);
    let articles = steps.filter_map(|step| match step.at.element {
        Element::Article(id) => Some(id),
        _ => None,
    });
    articles
        .filter(|id| {
            let article = view.agreement.article(*id);
            let clauses = article.map_or(&[][..], |article| &article.clauses);
            let within = |clause: &Clause| matches!(clause, Clause::Within { .. });
            let fixed = |clause: &Clause| {
                matches!(
                    clause,
                    Clause::On { .. } | Clause::By(_) | Clause::Between(..) | Clause::Every { .. }
                )
            };
            clauses.iter().any(within) && !clauses.iter().any(fixed)
        })
        .collect()
}

/// Every finding about order.
pub fn order(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let teller = times.teller(view.agreement);
    let graph = Graph::new(&times.plan);
    let circles = circle::circles(view, &teller, &graph, out);
    let slips = time::margins(view, times, circles, &[], out);
    amended::amended(view, times, &slips, out);
    first::no_first_mover(view, times, &graph, out);
    precedence::one_way(view, times, &graph, out);
    gate::own_hands(view, times, &graph, out);
    gate::slow(view, times, out);
    opening::nobody_opens(view, times, out);
    opening::before_start(view, times, out);
    empty::empty_places(view, out);
    done::senses(view, out);

    let held = readings::held(view);
    let mut told = readings::clashes(view, times, &held, out);
    meaning::valid_or_void(view, times, &held, &mut told, out);
    layers::differ(view, &held, &mut told, out);
    layers::not_theirs(view, out);
    layers::hidden(view, out);
    meaning::nobody_decides(view, &held, &told, out);
    meaning::proposed(view, times, &graph, out);
}
