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

use model::{ArticleId, Element, Subject};

use crate::{Draft, View};
pub use build::plan as plan_of;
pub use calendar::{Calendar, Side, counted, length_words};
pub use clauses::tolerance;
pub use plan::{Bound, ByNode, Choice, ENTRY, FIRST_DAY, Node, Plan, Wait, What, Why, ZERO};
pub use promise::Promise;
pub use slip::Found;
pub use tell::{Arc, Teller};
pub use text::{Text, clauses_of, same_question};
pub use times::Times;
pub use touched::Lock;
use touched::Touched;

/// Every finding about time, and what is known of it.
pub fn time(view: &View<'_>, out: &mut Vec<Draft>) -> Times {
    let agreement = view.agreement;
    let unrolled = model::occurrences(agreement);
    out.extend(too_many(view, &unrolled.cut));
    let calendar = Calendar::of(agreement);
    let text = Text::plain(agreement);
    let plan = build::plan(&text, &calendar, &unrolled.all);
    let times = Times::new(view, calendar, plan, out);
    either::day_or_event(view, &times, out);
    pause::pauses(view, &times, out);
    count::counts(view, &times, out);
    cliff::cliffs(view, &times, out);
    total::totals(view, &times, out);
    vague::vague(view, out);
    choices::undecided(view, out);
    times
}

/// W0302 and W0303: the margins of last days, but for what contradictions and circles touch. Gives
/// back the short ones; those known before are not told again.
pub fn margins(
    view: &View<'_>,
    times: &Times,
    circles: Vec<Lock>,
    known: &[Found],
    out: &mut Vec<Draft>,
) -> Vec<Found> {
    let mut locks = times.outcome.locks.clone();
    locks.extend(circles);
    let touched = Touched::of(view, times, &locks, out);
    windows::windows(view, times, &touched, out);
    slip::slips(view, times, &touched, known, out)
}

/// How many of the duties that are cut down are named.
const NAMED_MAX: usize = 3;

/// W0806: the agreement unrolls to more than can be looked at.
fn too_many(view: &View<'_>, cut: &[ArticleId]) -> Option<Draft> {
    let (first, rest) = cut.split_first()?;
    let named = view.list(cut.iter().take(NAMED_MAX).map(|id| Element::Article(*id)));
    let more = match cut.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(", and of {more} more,"),
    };
    let message = format!(
        "more than {} occurrences: of {named}{more} only the beginning is checked in time and order",
        model::OCCURRENCES_MAX
    );
    let mut draft = Draft::of("W0806", Element::Article(*first), message)
        .label("most of them are here")
        .note("every other duty is checked whole, and who waits for whom of these too");
    for id in rest {
        draft = draft.place(Subject::of(Element::Article(*id)), "and many here");
    }
    let name = view.art(*first);
    Some(draft.help(view.answer(
        &format!("let {name} end sooner, or come less often"),
        &format!("is {name} really owed so often, and until when?"),
    )))
}
