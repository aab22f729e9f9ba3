//! W0303: a duty may end before it may begin, because its last day stands and its first day slips.

use std::collections::{BTreeMap, BTreeSet};

use model::{ArticleId, Clause, Consequence, DAY_SECONDS, Element, PowerAct, Status};

use super::calendar::{Side, counted};
use super::plan::{Bound, Node, What};
use super::{Times, build};
use crate::view::join;
use crate::{Draft, View};

/// More than this to spare is no short time in an accord.
const SPARE_MAX: i64 = 30 * DAY_SECONDS;

/// How many of the others are shown.
const PLACES_MAX: usize = 12;

/// What a first day hangs on, and how late it may be before the last day passes.
#[derive(Debug)]
struct Slip {
    /// What may be late.
    cause: Cause,
    /// So many seconds are left.
    slack: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// Another's duty.
    Duty(u32),
    /// A milestone.
    Milestone(Node),
    /// A phase that may be extended, by so many seconds at most.
    Extended(Node, Option<i64>),
    /// A milestone that nothing makes anybody reach.
    Never(Node),
}

impl Cause {
    /// What is told first: a deed that may be late is easier to see than a length that may grow.
    fn order(self) -> u8 {
        match self {
            Self::Duty(_) => 0,
            Self::Milestone(_) => 1,
            Self::Extended(..) => 2,
            Self::Never(_) => 3,
        }
    }
}

/// One duty whose first day may slip past its last.
#[derive(Debug)]
struct Found {
    article: ArticleId,
    occurrence: u32,
    last: Bound,
    slips: Vec<Slip>,
}

/// W0303, folded: the duty with least to spare is told, the others are its places.
pub fn slips(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let told: BTreeSet<ArticleId> = out
        .iter()
        .filter(|draft| matches!(draft.code, "E0301" | "W0302" | "W0308"))
        .flat_map(Draft::all_articles)
        .collect();
    let moved = moved(view);
    let mut by_article: BTreeMap<ArticleId, Found> = BTreeMap::new();
    for at in (0..).take(times.plan.occurrences.len()) {
        let article = times
            .plan
            .occurrences
            .get(at as usize)
            .map(|one| one.article);
        let known = article.is_none_or(|id| told.contains(&id) || moved.contains(&id));
        if known || times.rounds(at) > 1 {
            // Of several rounds a missed one is late, and the next comes.
            continue;
        }
        let Some(one) = slipping(view, times, at) else {
            continue;
        };
        match by_article.get(&one.article) {
            Some(other) if least(other) <= least(&one) => {}
            _ => {
                by_article.insert(one.article, one);
            }
        }
    }
    let mut found: Vec<Found> = by_article.into_values().collect();
    found.sort_by_key(|one| (least(one), std::cmp::Reverse(view.weight(one.article))));
    if let Some(draft) = tell(view, times, &found) {
        out.push(draft);
    }
}

fn least(found: &Found) -> i64 {
    found
        .slips
        .iter()
        .map(|slip| slip.slack)
        .min()
        .unwrap_or(i64::MAX)
}

/// A duty with an absolute last day and a first day in others' hands.
fn slipping(view: &View<'_>, times: &Times, at: u32) -> Option<Found> {
    let plan = &times.plan;
    let occurrence = plan.occurrences.get(at as usize)?;
    let article = view.agreement.article(occurrence.article)?;
    if article.duty().is_none_or(|duty| duty.standing) {
        return None;
    }
    let last = times.fixed_last(at)?;
    if times.on_a_day(last.at) {
        // A day of its own, and no last day: whether the day or the event governs is W0308.
        return None;
    }
    let mut slips: Vec<Slip> = Vec::new();
    for (node, low) in times.behind(plan.due(at)) {
        let left = last.weight - low;
        if let Some(slip) = slip(view, times, (at, occurrence.article), node, left)
            && !slips.iter().any(|other| other.cause == slip.cause)
        {
            slips.push(slip);
        }
    }
    // That silence is answered for makes a milestone less than a cause of its own.
    let alone = |slip: &Slip| match slip.cause {
        Cause::Milestone(node) => !answered(view, times, node),
        _ => true,
    };
    if !slips.iter().any(alone) {
        return None;
    }
    slips.sort_by_key(|slip| (slip.cause.order(), slip.slack));
    Some(Found {
        article: occurrence.article,
        occurrence: at,
        last: *last,
        slips,
    })
}

/// What may be late at an instant that a duty waits for, if so much is left after its last day.
fn slip(
    view: &View<'_>,
    times: &Times,
    (at, article): (u32, ArticleId),
    node: Node,
    left: i64,
) -> Option<Slip> {
    let cause = match times.plan.what(node) {
        What::Performed(other) if !times.shares_owner(at, other) => Cause::Duty(other),
        What::Milestone(_) if times.is_agreed(node) => Cause::Milestone(node),
        What::Over(phase) => {
            let extended = &view.agreement.phase(phase)?.extended;
            if extended.is_empty() {
                return None;
            }
            Cause::Extended(node, build::extension(extended))
        }
        _ => return None,
    };
    let Some(by_right) = times.promise.of_node(node) else {
        let open = matches!(cause, Cause::Milestone(_)) && !times.agrees(view, at, node);
        return open.then_some(Slip {
            cause: Cause::Never(node),
            slack: left,
        });
    };
    let slack = left - by_right;
    if let Cause::Duty(other) = cause {
        let day = times.fixed_last(other).map(|last| last.at);
        // On one day, the one after the other: it slips with what it follows.
        let shared = slack < DAY_SECONDS && day.is_some_and(|day| times.on_a_day(day));
        if shared || dates_move(view, times, other, article) {
            return None;
        }
    }
    // An extension too short to matter is none.
    let matters = !matches!(cause, Cause::Extended(_, Some(most)) if most <= slack);
    ((0..SPARE_MAX).contains(&slack) && matters).then_some(Slip { cause, slack })
}

/// Whether the text says what holds if a milestone is not reached by its day.
fn answered(view: &View<'_>, times: &Times, node: Node) -> bool {
    let What::Milestone(id) = times.plan.what(node) else {
        return false;
    };
    let by = view.agreement.milestone(id).and_then(|one| one.by.as_ref());
    by.is_some_and(|(_, failing)| failing.is_some())
}

/// The articles whose dates the text lets somebody set anew.
fn moved(view: &View<'_>) -> BTreeSet<ArticleId> {
    let mut moved = BTreeSet::new();
    for (_, article) in view.articles() {
        if let model::ArticleKind::Power(power) = &article.kind {
            match &power.act {
                PowerAct::SetDates(refs) => {
                    moved.extend(refs.iter().filter_map(model::Reference::article));
                }
                PowerAct::Extend {
                    what: Element::Article(id),
                    ..
                } => {
                    moved.insert(*id);
                }
                _ => {}
            }
        }
    }
    moved
}

/// Whether one duty moves the dates of another when it is late.
fn dates_move(view: &View<'_>, times: &Times, late: u32, moved: ArticleId) -> bool {
    let occurrence = times.plan.occurrences.get(late as usize);
    let article = occurrence.and_then(|one| view.agreement.article(one.article));
    let clauses = article.map_or(&[][..], |article| &article.clauses);
    clauses.iter().any(|clause| {
        matches!(clause, Clause::If {
            status: Status::Late | Status::Overdue | Status::Breached,
            consequence: Consequence::DatesMove(refs),
        } if refs.iter().any(|of| of.article() == Some(moved)))
    })
}

fn tell(view: &View<'_>, times: &Times, found: &[Found]) -> Option<Draft> {
    let (first, rest) = found.split_first()?;
    let teller = times.teller(view.agreement);
    let thing = teller.occurrence(first.occurrence);
    let last = teller.time(times.promise.origin, first.last.weight, Side::Until);
    let worst = first.slips.first()?;
    let message = format!(
        "{thing} may end before it may begin: {}, {last} has passed",
        condition(&teller, worst)
    );
    let mut draft = Draft::new("W0303", first.last.at, message)
        .label("this last day stands, whatever happens")
        .about([first.article]);
    for slip in &first.slips {
        draft = note(draft, &teller, times, slip);
    }
    let causes: Vec<String> = first
        .slips
        .iter()
        .map(|slip| cause(&teller, slip))
        .collect();
    for other in rest.iter().take(PLACES_MAX) {
        let worst = other.slips.first().map(|slip| condition(&teller, slip));
        let label = worst.map_or(String::new(), |worst| {
            format!("{worst}, its last day has passed")
        });
        draft = draft.place(other.last.at, label);
    }
    if let Some(more) = rest.len().checked_sub(PLACES_MAX).filter(|more| *more > 0) {
        draft = draft.note(format!("the same of {more} more"));
    }
    let causes = join(&causes);
    Some(draft.help(view.answer(
        &format!("tell its last day from {causes} (`within … after …`), or let it move"),
        &format!("do the dates of {thing} move if {causes} comes late?"),
    )))
}

/// `if x is 9 days late`
fn condition(teller: &super::tell::Teller<'_>, slip: &Slip) -> String {
    let days = slip.slack.div_euclid(DAY_SECONDS) + 1;
    match slip.cause {
        Cause::Duty(at) => {
            format!(
                "if {} is {} late",
                teller.occurrence(at),
                counted(days, "day")
            )
        }
        Cause::Milestone(node) => {
            format!("if {} is {} late", teller.thing(node), counted(days, "day"))
        }
        Cause::Extended(node, _) => {
            format!(
                "if {} is extended by {}",
                teller.thing(node),
                counted(days, "day")
            )
        }
        Cause::Never(node) => format!("if {} is not reached", teller.thing(node)),
    }
}

fn cause(teller: &super::tell::Teller<'_>, slip: &Slip) -> String {
    match slip.cause {
        Cause::Duty(at) => teller.occurrence(at),
        Cause::Milestone(node) | Cause::Extended(node, _) | Cause::Never(node) => {
            teller.thing(node)
        }
    }
}

/// What is known of one cause: by when it comes by right, how much is left after it.
fn note(draft: Draft, teller: &super::tell::Teller<'_>, times: &Times, slip: &Slip) -> Draft {
    let spare = teller.by_how_much(slip.slack);
    let node = match slip.cause {
        Cause::Duty(at) => times.plan.performed(at),
        Cause::Milestone(node) | Cause::Extended(node, _) | Cause::Never(node) => node,
    };
    let by_right = times.promise.of_node(node).unwrap_or(0);
    let when = teller.time(times.promise.origin, by_right, Side::Until);
    let happens = teller.happens(node);
    let text = match slip.cause {
        Cause::Never(_) => format!("nothing makes anybody say that {happens}"),
        Cause::Extended(_, most) => {
            let most = most.map_or("without limit".to_owned(), |most| {
                format!("by as much as {}", teller.by_how_much(most))
            });
            format!("{happens} by {when} and may be extended {most}; {spare} are to spare")
        }
        _ => format!("by right {happens} by {when}; {spare} are to spare"),
    };
    draft.note(text)
}
