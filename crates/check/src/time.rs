//! Can the dates of an agreement be kept, and by whom?
//!
//! | file | what it holds |
//! |---|---|
//! | `text` | the clauses under one way of reading them |
//! | `calendar` | dates and lengths in words |
//! | `terms`, `fixed`, `caps` | what points, events and conditions mean for an instant |
//! | `plan` | instants, what each waits for, how far apart they are |
//! | `build`, `clauses` | the plan of a text |
//! | `promise` | the latest time of everything by right |
//! | `net` | the temporal network of a plan |
//! | `tell` | a contradiction clause by clause |
//! | `touched` | what contradictions and circles keep out of the margins |
//!
//! The others hold one rule each, named after what it finds.

mod build;
mod calendar;
mod caps;
mod choices;
mod clauses;
mod cliff;
mod count;
mod either;
mod fixed;
mod impossible;
mod net;
mod pause;
mod plan;
mod promise;
mod slip;
mod tell;
mod terms;
mod text;
mod times;
mod total;
mod touched;
mod vague;
mod windows;

use model::{Element, Occurrence};

use crate::{Draft, View};
pub use build::plan as plan_of;
pub use calendar::{Calendar, Side, counted, length_words};
pub use plan::{Bound, ByNode, ENTRY, Node, Plan, Wait, What};
pub use promise::Promise;
pub use tell::Teller;
pub use text::{Text, clauses_of, same_question};
pub use times::Times;
pub use touched::Lock;
use touched::Touched;

/// Every finding about time, and what is known of it; nothing of an agreement with too many
/// occurrences.
pub fn time(view: &View<'_>, out: &mut Vec<Draft>) -> Option<Times> {
    let agreement = view.agreement;
    let occurrences: Vec<Occurrence> = match model::occurrences(agreement) {
        Ok(occurrences) => occurrences,
        Err(many) => {
            out.push(too_many(view, many));
            return None;
        }
    };
    let calendar = Calendar::of(agreement);
    let text = Text::plain(agreement);
    let plan = build::plan(&text, &calendar, &occurrences);
    let times = Times::new(view, calendar, plan, out);
    either::day_or_event(view, &times, out);
    pause::pauses(view, &times, out);
    count::counts(view, &times, out);
    cliff::cliffs(view, &times, out);
    total::totals(view, &times, out);
    vague::vague(view, out);
    choices::undecided(view, out);
    Some(times)
}

/// W0302 and W0303: the margins of last days, but for what contradictions and circles touch.
pub fn margins(view: &View<'_>, times: &Times, circles: Vec<Lock>, out: &mut Vec<Draft>) {
    let mut locks = times.outcome.locks.clone();
    locks.extend(circles);
    let touched = Touched::of(view, times, &locks, out);
    windows::windows(view, times, &touched, out);
    slip::slips(view, times, &touched, out);
}

/// W0806: the agreement unrolls to more than can be looked at.
fn too_many(view: &View<'_>, many: model::TooMany) -> Draft {
    let message = format!(
        "more than {} occurrences; times and order are not checked",
        model::OCCURRENCES_MAX
    );
    Draft::of("W0806", Element::Article(many.article), message)
        .label("most of them are here")
        .help(format!(
            "let {} end sooner, or come less often",
            view.art(many.article)
        ))
}
