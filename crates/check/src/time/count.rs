//! W0314: the days of a text are counted in two ways.

use model::{
    ArticleId, Clause, DAY_SECONDS, DayStart, Element, Moment, PhaseId, Point, Reach, ReadingOf,
    ReadingSays, Subject,
};

use super::Times;
use super::calendar::{Side, counted};
use super::plan::FIRST_DAY;
use crate::{Draft, View};

/// W0314, once for the first day and once for each phase: which day the count starts on is open, or
/// a length and a day number differ by one.
pub fn counts(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    out.extend(first_day(view, times));
    for (id, phase) in (0..).map(PhaseId).zip(&view.agreement.phases) {
        if phase.lasts.is_some_and(model::Duration::civil) && phase.until.is_none() {
            out.extend(differ_by_one(view, times, id));
        }
    }
}

/// The first day is not settled, or a text reads it otherwise.
fn first_day(view: &View<'_>, times: &Times) -> Option<Draft> {
    let count = view.agreement.day_count.as_ref()?;
    let rivals = (0..)
        .map(model::ReadingId)
        .zip(&view.agreement.readings)
        .filter(|(_, reading)| matches!(reading.of, ReadingOf::Day(_)) && reading.by.is_empty());
    let rivals: Vec<_> = rivals.collect();
    let open = count.start == DayStart::NotSettled || !rivals.is_empty();
    if !open || count.start == DayStart::Unknown {
        return None;
    }
    let told: Vec<ArticleId> = counted_from(view, times);
    if told.is_empty() {
        return None;
    }
    let what = format!("day {}", count.first);
    let message = format!(
        "which day is {what} is not settled, and {} {} on it",
        counted(i64::try_from(told.len()).unwrap_or(i64::MAX), "article"),
        if told.len() == 1 { "hangs" } else { "hang" }
    );
    let mut draft = Draft::of("W0314", Element::Agreement, message).about(told);
    for (id, reading) in rivals {
        let label = match &reading.says {
            ReadingSays::Moment(Moment::Fixed { window, .. }) => {
                let (from, _) = times.calendar.told_from_zero(view.agreement, *window);
                let day = times.calendar.words(from, Side::From);
                day.map_or_else(|| "another day".to_owned(), |day| format!("it is {day}"))
            }
            _ => "another day".to_owned(),
        };
        draft = draft.place(Subject::of(Element::Reading(id)), label);
    }
    Some(draft.help(view.answer(
        &format!("write `{what} is …` with a date"),
        &format!("which date is {what}, and is it counted or not?"),
    )))
}

/// The articles told by day numbers: by the count itself where its start is no date, else by every
/// day that the text numbers.
fn counted_from(view: &View<'_>, times: &Times) -> Vec<ArticleId> {
    let mut found = Vec::new();
    for bound in &times.plan.bounds {
        let node = if bound.from == FIRST_DAY {
            bound.to
        } else {
            bound.from
        };
        if (bound.from == FIRST_DAY || bound.to == FIRST_DAY)
            && let Some(id) = times.plan.article(node)
            && found.last() != Some(&id)
        {
            found.push(id);
        }
    }
    if found.is_empty() {
        let dated = view.duties().filter(|(_, article, _)| view.dated(article));
        found.extend(dated.map(|(id, _, _)| id));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A phase of so many days, and a duty under it on the day after the last of them.
fn differ_by_one(view: &View<'_>, times: &Times, id: PhaseId) -> Option<Draft> {
    // Only where the days of the phase are those of the calendar.
    let over = times.plan.over(id);
    let fixed = times
        .caps_of(over)
        .any(|cap| cap.from == times.promise.origin);
    let over = times.promise.of_node(over).filter(|_| fixed)?;
    let under = view
        .duties()
        .filter(|(_, article, _)| article.reach == Reach::Phase(id));
    let beyond: Vec<(ArticleId, Subject)> = under
        .filter_map(|(article, rule, _)| {
            let at = times.plan.of(article).last()?;
            let last = times.fixed_last(at)?;
            let one_more = (last.weight - over - DAY_SECONDS).abs() <= times.calendar.slop;
            (one_more && by_number(rule)).then_some((article, last.at))
        })
        .collect();
    let (first, rest) = beyond.split_first()?;
    let teller = times.teller(view.agreement);
    let day = |time: i64| teller.time(times.promise.origin, time, Side::Until);
    let name = view.tick(Element::Phase(id));
    let message = format!(
        "{name} ends on {}, one day before the last day of {} under it",
        day(over),
        view.art(first.0)
    );
    let mut draft = Draft::of("W0314", Element::Phase(id), message)
        .label("the day of its beginning is its first")
        .place(first.1, format!("this is {}", day(over + DAY_SECONDS)));
    for (article, at) in rest {
        draft = draft.place(*at, format!("so is the last day of {}", view.art(*article)));
    }
    let ends = day(over);
    Some(draft.help(view.answer(
        &format!("end {name} on a day (`until …`), or end what is under it on {ends}"),
        &format!("is the day on which {name} begins its first day, or the day before it?"),
    )))
}

/// Whether a clause gives a day by its number or date.
fn by_number(article: &model::Article) -> bool {
    article.clauses.iter().any(|clause| {
        matches!(
            clause,
            Clause::On { .. } | Clause::By(Point::Moment(_)) | Clause::Between(_, Point::Moment(_))
        )
    })
}
