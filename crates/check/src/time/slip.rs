//! W0303: a duty may end before it may begin, because its last day stands and its first day slips.

use std::collections::{BTreeMap, BTreeSet};

use model::{ArticleId, Clause, Consequence, DAY_SECONDS, Element, PowerAct, Status};

use super::calendar::{Side, counted};
use super::plan::{Bound, Node, Plan, What};
use super::tell::Teller;
use super::terms::clamped;
use super::touched::Touched;
use super::{Times, build};
use crate::view::join;
use crate::{Draft, View};

/// More than this to spare is no short time in an accord.
const SPARE_MAX: i64 = 30 * DAY_SECONDS;

/// How many of the others are shown.
const PLACES_MAX: usize = 12;

/// What a first day hangs on, and how late it may be before the last day passes.
#[derive(Clone, Debug, PartialEq)]
struct Slip {
    /// What may be late.
    cause: Cause,
    /// The instant that is waited for: of a duty, perhaps its finding.
    until: Node,
    /// So many seconds are left.
    slack: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// Another's duty.
    Duty(u32),
    /// Another's duty, of which the text does not say how long the finding may take.
    Unfound(u32),
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
            Self::Unfound(_) => 1,
            Self::Milestone(_) => 2,
            Self::Extended(..) => 3,
            Self::Never(_) => 4,
        }
    }
}

/// One duty whose first day may slip past its last.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    article: ArticleId,
    occurrence: u32,
    last: Bound,
    slips: Vec<Slip>,
}

/// W0303, folded: the duty with least to spare is told, the others are its places; those known
/// before are not told again. Gives back all of them.
pub fn slips(
    view: &View<'_>,
    times: &Times,
    touched: &Touched,
    known: &[Found],
    out: &mut Vec<Draft>,
) -> Vec<Found> {
    let found = find(view, times, touched, out);
    let new = found.iter().filter(|one| !known.contains(one));
    let new: Vec<Found> = new.cloned().collect();
    out.extend(tell(view, times, &new));
    found
}

fn find(view: &View<'_>, times: &Times, touched: &Touched, out: &[Draft]) -> Vec<Found> {
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
        let lost = touched.has(times.plan.performed(at));
        if known || lost || times.rounds(at) > 1 {
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
    found
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
    let behind = times.behind(plan.due(at));
    for (node, low) in &behind {
        // What waits for a finding waits for as long as the finding may take.
        let (until, low) = found_later(plan, &behind, *node).unwrap_or((*node, *low));
        let left = last.weight - low;
        let waits = (at, occurrence.article);
        if let Some(slip) = slip(view, times, waits, (*node, until), left)
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

/// The finding of a performance, or its end beyond dispute, if that is waited for.
fn found_later(plan: &Plan, behind: &[(Node, i64)], node: Node) -> Option<(Node, i64)> {
    let What::Performed(at) = plan.what(node) else {
        return None;
    };
    let gates = [plan.settled(at), plan.verified(at)].into_iter();
    let mut gates = gates.filter(|gate| *gate != node);
    gates.find_map(|gate| behind.iter().find(|(other, _)| *other == gate).copied())
}

/// What may be late at an instant that a duty waits for, if so much is left after its last day.
fn slip(
    view: &View<'_>,
    times: &Times,
    (at, article): (u32, ArticleId),
    (node, until): (Node, Node),
    left: i64,
) -> Option<Slip> {
    let mut cause = match times.plan.what(node) {
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
            until,
            slack: left,
        });
    };
    let mut slack = left - by_right;
    if let Cause::Duty(other) = cause
        && until != node
    {
        match finding(view, times, until) {
            Some(found) => slack = left - found,
            None => cause = Cause::Unfound(other),
        }
    }
    if let Cause::Duty(other) | Cause::Unfound(other) = cause {
        let day = times.fixed_last(other).map(|last| last.at);
        // On one day, the one after the other: it slips with what it follows.
        let shared = slack < DAY_SECONDS && day.is_some_and(|day| times.on_a_day(day));
        if shared || dates_move(view, times, other, article) {
            return None;
        }
    }
    // An extension too short to matter is none.
    let matters = !matches!(cause, Cause::Extended(_, Some(most)) if most <= slack);
    ((0..SPARE_MAX).contains(&slack) && matters).then_some(Slip {
        cause,
        until,
        slack,
    })
}

/// By when a finding is there by right, the time for the report counted where the text gives it.
fn finding(view: &View<'_>, times: &Times, until: Node) -> Option<i64> {
    let report = view.agreement.reports_within;
    let (_, report) = report.and_then(clamped).unwrap_or_default();
    Some(times.promise.of_node(until)? + report)
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
        "{thing} may end before it may begin: {}",
        condition(view, &teller, times, worst, &last)
    );
    let mut draft = Draft::new("W0303", first.last.at, message)
        .label("this last day stands, whatever happens")
        .about([first.article]);
    for slip in &first.slips {
        draft = draft.note(note(view, &teller, times, slip));
    }
    let causes: Vec<String> = first
        .slips
        .iter()
        .map(|slip| cause(&teller, slip))
        .collect();
    for other in rest.iter().take(PLACES_MAX) {
        let worst = other.slips.first();
        let label = worst.map(|slip| condition(view, &teller, times, slip, "its last day"));
        draft = draft.place(other.last.at, label.unwrap_or_default());
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

/// `if x is 9 days late, day 50 has passed`
fn condition(
    view: &View<'_>,
    teller: &Teller<'_>,
    times: &Times,
    slip: &Slip,
    last: &str,
) -> String {
    let days = slip.slack.div_euclid(DAY_SECONDS) + 1;
    let late = counted(days, "day");
    match slip.cause {
        Cause::Duty(at) => {
            let thing = teller.occurrence(at);
            let found = takes(view, teller, times, at, slip);
            format!("if {thing} is {late} late{found}, {last} has passed")
        }
        Cause::Unfound(at) => {
            let thing = teller.occurrence(at);
            format!("nothing says how long the finding of {thing} may take, and {last} stands")
        }
        Cause::Milestone(node) => {
            format!(
                "if {} is {late} late, {last} has passed",
                teller.thing(node)
            )
        }
        Cause::Extended(node, _) => {
            let thing = teller.thing(node);
            format!("if {thing} is extended by {late}, {last} has passed")
        }
        Cause::Never(node) => {
            format!(
                "if {} is not reached, {last} has passed",
                teller.thing(node)
            )
        }
    }
}

/// ` and its finding takes 2 days`, where so many days late would not be too late without it.
fn takes(view: &View<'_>, teller: &Teller<'_>, times: &Times, at: u32, slip: &Slip) -> String {
    let done = times.promise.of_node(times.plan.performed(at));
    let (Some(done), Some(found)) = (done, finding(view, times, slip.until)) else {
        return String::new();
    };
    let window = found - done;
    let days = |slack: i64| slack.div_euclid(DAY_SECONDS);
    if days(slip.slack + window) == days(slip.slack) {
        return String::new();
    }
    let what = match times.plan.what(slip.until) {
        What::Final(_) => "its finding is beyond dispute only after",
        _ if view.agreement.reports_within.is_some() => "its report and finding take",
        _ => "its finding takes",
    };
    format!(" and {what} {}", teller.by_how_much(window))
}

fn cause(teller: &Teller<'_>, slip: &Slip) -> String {
    match slip.cause {
        Cause::Duty(at) | Cause::Unfound(at) => teller.occurrence(at),
        Cause::Milestone(node) | Cause::Extended(node, _) | Cause::Never(node) => {
            teller.thing(node)
        }
    }
}

/// What is known of one cause: by when it comes by right, how much is left after it.
fn note(view: &View<'_>, teller: &Teller<'_>, times: &Times, slip: &Slip) -> String {
    let spare = teller.by_how_much(slip.slack);
    let until = |time: i64| teller.time(times.promise.origin, time, Side::Until);
    let by_right = |node: Node| until(times.promise.of_node(node).unwrap_or(0));
    match slip.cause {
        Cause::Never(node) => {
            format!("nothing makes anybody say that {}", teller.happens(node))
        }
        Cause::Extended(node, most) => {
            let most = most.map_or("without limit".to_owned(), |most| {
                format!("by as much as {}", teller.by_how_much(most))
            });
            let (happens, when) = (teller.happens(node), by_right(node));
            format!("{happens} by {when} and may be extended {most}; {spare} are to spare")
        }
        Cause::Unfound(at) => {
            let done = times.plan.performed(at);
            let (happens, when) = (teller.happens(done), by_right(done));
            format!(
                "by right {happens} by {when}; {spare} are left for a delay and for the finding"
            )
        }
        Cause::Milestone(node) => {
            let (happens, when) = (teller.happens(node), by_right(node));
            format!("by right {happens} by {when}; {spare} are to spare")
        }
        Cause::Duty(at) => {
            let happens = teller.happens(slip.until);
            let found = slip.until != times.plan.performed(at);
            let when = if found {
                until(finding(view, times, slip.until).unwrap_or(0))
            } else {
                by_right(slip.until)
            };
            let unsaid = found && view.agreement.reports_within.is_none();
            let once = if unsaid {
                ", if it is reported at once"
            } else {
                ""
            };
            format!("by right {happens} by {when}{once}; {spare} are to spare")
        }
    }
}
