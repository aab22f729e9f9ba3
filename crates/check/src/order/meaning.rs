//! W0902 (a deed valid under one reading, void under another), W0903 (nobody decides meaning) and
//! I0907 (a reading the checker proposes).

use std::collections::BTreeSet;

use model::{Article, ArticleId, Clause, Element, ReadingId, ReadingOf, ReadingSays, Subject};

use super::graph::Graph;
use super::readings::{Held, decide};
use crate::time::{Times, What};
use crate::{Draft, View};

/// How many readings the checker proposes.
const PROPOSED_MAX: usize = 3;

/// How many pairs are looked at.
const ASKED_MAX: usize = 256;

/// W0902: a reading held by a party that moves a day, a number or a power, so that one deed is in
/// time, enough or by right for one side and not for the other. One finding for each reading.
pub fn valid_or_void(
    view: &View<'_>,
    times: &Times,
    held: &[Held<'_>],
    told: &mut BTreeSet<ReadingId>,
    out: &mut Vec<Draft>,
) {
    for one in held
        .iter()
        .filter(|one| one.by_party() && !told.contains(&one.id))
        .collect::<Vec<_>>()
    {
        let Some((what, matters)) = void(view, times, one) else {
            continue;
        };
        told.insert(one.id);
        let by = view.list(one.reading.by.iter().map(|id| Element::Actor(*id)));
        let name = view.tick(Element::Reading(one.id));
        let message = format!("{what} may be {matters} for {by} under {name}, and not for others");
        out.push(
            Draft::of("W0902", Element::Reading(one.id), message)
                .label("one deed, two answers")
                .about(one.targets.iter().copied())
                .help(decide(view, &format!("which of the two holds for {what}?"))),
        );
    }
}

/// What deed is told otherwise by a reading, and in which respect.
fn void(view: &View<'_>, times: &Times, one: &Held<'_>) -> Option<(String, &'static str)> {
    let target = (!one.targets.is_empty())
        .then(|| view.list(one.targets.iter().map(|id| Element::Article(*id))));
    match (&one.reading.of, &one.reading.says) {
        (ReadingOf::Day(number), ReadingSays::Moment(moment)) => {
            let day = match moment {
                model::Moment::Fixed { window, .. } => {
                    let (from, _) = times.calendar.told_from_zero(view.agreement, *window);
                    times.calendar.date_of(from)
                }
                _ => None,
            };
            let day = day.map_or(String::new(), |day| format!(" (read as {day})"));
            Some((format!("a deed told from day {number}{day}"), "in time"))
        }
        (_, ReadingSays::Moment(_)) => {
            let what = target.unwrap_or_else(|| named(view, &one.reading.of));
            Some((format!("a deed told from {what}"), "in time"))
        }
        (_, ReadingSays::Quantity(_) | ReadingSays::Is(_)) => {
            Some((format!("what is done under {}", target?), "enough"))
        }
        (_, ReadingSays::Power(_)) => Some((format!("a use of {}", target?), "by right")),
        _ => None,
    }
}

fn named(view: &View<'_>, of: &ReadingOf) -> String {
    match of {
        ReadingOf::Named(refs) => view.list(refs.iter().map(|of| of.element)),
        ReadingOf::Day(number) => format!("day {number}"),
        ReadingOf::Texts => "the texts".to_owned(),
    }
}

/// W0903, folded: a party reads the text its own way, and nobody decides what it means. Silent
/// where the readings have been told as a clash. Answered by `questions of meaning are decided by`.
pub fn nobody_decides(
    view: &View<'_>,
    held: &[Held<'_>],
    told: &BTreeSet<ReadingId>,
    out: &mut Vec<Draft>,
) {
    if view.agreement.meaning_by.is_some() {
        return;
    }
    let mut open: Vec<&Held<'_>> = held
        .iter()
        .filter(|one| one.by_party() && !told.contains(&one.id))
        // Of nothing that the text declares: that is an error, and told as one.
        .filter(|one| !matches!(&one.reading.of, ReadingOf::Named(refs) if refs.is_empty()))
        .collect();
    let heaviest = |one: &&Held<'_>| one.targets.iter().map(|id| view.weight(*id)).max();
    open.sort_by_key(|one| (std::cmp::Reverse(heaviest(one)), one.id));
    let Some((first, rest)) = open.split_first() else {
        return;
    };
    let by = view.list(first.reading.by.iter().map(|id| Element::Actor(*id)));
    let message = format!(
        "{by} reads {} its own way, and nobody decides what the text means",
        named(view, &first.reading.of)
    );
    let mut draft = Draft::of("W0903", Element::Reading(first.id), message)
        .label("one side's reading")
        .about(first.targets.iter().copied());
    for one in rest {
        let by = view.list(one.reading.by.iter().map(|id| Element::Actor(*id)));
        let label = format!("so does {by}, of {}", named(view, &one.reading.of));
        draft = draft
            .place(Subject::of(Element::Reading(one.id)), label)
            .about(one.targets.iter().copied());
    }
    out.push(draft.help(view.answer(
        "add `questions of meaning are decided by …`",
        "who decides what the text means where the parties differ, and by when?",
    )));
}

/// I0907: one duty waits for another's that has neither day nor start of its own; read as waiting
/// in turn, the two would lock. Silent where a reading already says so, and where either has a day.
pub fn proposed(view: &View<'_>, times: &Times, graph: &Graph<'_>, out: &mut Vec<Draft>) {
    let locked: Vec<Vec<ArticleId>> = out
        .iter()
        .filter(|draft| matches!(draft.code, "W0901" | "W0310" | "W0318" | "E0304"))
        .map(Draft::all_articles)
        .collect();
    let mut found: Vec<(ArticleId, ArticleId, Subject)> = Vec::new();
    let mut asked = 0;
    for (id, article, _) in view.duties() {
        if view.dated(article) {
            continue;
        }
        for arrow in view.arrows.get(id.index()).into_iter().flatten() {
            let Some(on) = arrow
                .to
                .article()
                .filter(|_| arrow.use_ == crate::refs::Use::Waits)
            else {
                continue;
            };
            let at = arrow.clause.map_or(View::head(id), |clause| {
                Subject::clause(Element::Article(id), clause)
            });
            let known = locked
                .iter()
                .any(|articles| articles.contains(&id) && articles.contains(&on));
            asked += 1;
            if asked > ASKED_MAX {
                break;
            }
            let new = !found.iter().any(|(other, _, _)| *other == id);
            if new && !known && loose(view, times, graph, id, on) {
                found.push((id, on, at));
            }
        }
    }
    found.sort_by_key(|(id, _, _)| (std::cmp::Reverse(view.weight(*id)), *id));
    for (id, on, at) in found.into_iter().take(PROPOSED_MAX) {
        let (waits, first) = (view.art(id), view.art(on));
        out.push(
            Draft::of(
                "I0907",
                Element::Article(on),
                format!("{first} could be read as waiting for {waits}, which waits for it"),
            )
            .label("neither a day nor a start of its own")
            .place(at, "this waits for it")
            .help(view.answer(
                &format!(
                    "give {first} a day, or write `independent of {}`",
                    view.agreement.name(Element::Article(id))
                ),
                &format!("is {first} due before {waits}, and by when?"),
            )),
        );
    }
}

/// Whether the second is another side's single act with neither day nor start, and does not come
/// after the first of its own accord.
fn loose(view: &View<'_>, times: &Times, graph: &Graph<'_>, id: ArticleId, on: ArticleId) -> bool {
    let Some(article) = view.agreement.article(on) else {
        return false;
    };
    let plan = &times.plan;
    let (Some(after), Some(before)) = (plan.of(id).next(), plan.of(on).next()) else {
        return false;
    };
    let single = article.duty().is_some_and(|duty| !duty.standing) && article.rows.is_none();
    single
        && view.across(id, on)
        && !view.dated(article)
        && !view.triggered(on)
        && !independent(article, id)
        && matches!(plan.what(plan.due(after)), What::Due(_))
        && !graph.hangs_on(plan.due(before), plan.performed(after))
}

fn independent(article: &Article, of: ArticleId) -> bool {
    article.clauses.iter().any(|clause| match clause {
        Clause::Independent(refs) => refs.iter().any(|one| one.article() == Some(of)),
        _ => false,
    })
}
