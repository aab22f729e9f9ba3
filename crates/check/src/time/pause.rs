//! W0307: a pause with clocks stopped carries a date past another that stands still.

use model::{
    ArticleId, ArticleKind, Clause, Consequence, Element, PowerAct, PowerPart, Reach, StepAct,
    StepPart, Subject, Targets,
};

use super::Times;
use super::calendar::{Side, length_words};
use super::terms::clamped;
use crate::{Draft, View};

/// Something that stops clocks.
struct Pause<'a> {
    article: ArticleId,
    at: Subject,
    targets: &'a Targets,
    most: i64,
}

/// A date that a pause carries past another.
struct Carried {
    duty: ArticleId,
    moved: i64,
    past: String,
    stands: i64,
    at: Subject,
}

/// W0307: one finding for each power or rung.
pub fn pauses(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    for pause in all(view) {
        let duties = paused(view, &pause);
        let carried: Vec<Carried> = duties
            .iter()
            .filter_map(|duty| carried(view, times, &pause, *duty, &duties))
            .collect();
        out.extend(tell(view, times, &pause, &carried));
    }
}

fn all<'a>(view: &View<'a>) -> Vec<Pause<'a>> {
    let mut found = Vec::new();
    for (article, rule) in view.articles() {
        match &rule.kind {
            ArticleKind::Power(power) => {
                if let PowerAct::Suspend(targets) = &power.act {
                    let at = Subject::of(Element::Article(article));
                    found.extend(pause(article, at, targets, power.parts.iter()));
                }
            }
            ArticleKind::Ladder(ladder) => {
                for (position, step) in ladder.steps.iter().enumerate() {
                    if let StepAct::May(_, PowerAct::Suspend(targets)) = &step.act {
                        let at = Subject::clause(Element::Article(article), position);
                        let parts = step.parts.iter().filter_map(|part| match part {
                            StepPart::Power(part) => Some(part),
                            _ => None,
                        });
                        found.extend(pause(article, at, targets, parts));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn pause<'a>(
    article: ArticleId,
    at: Subject,
    targets: &'a Targets,
    parts: impl Iterator<Item = &'a PowerPart> + Clone,
) -> Option<Pause<'a>> {
    let stopped = parts
        .clone()
        .any(|part| matches!(part, PowerPart::Clocks(true)));
    let length = parts.clone().find_map(|part| match part {
        PowerPart::ForAtMost(length) => Some(*length),
        _ => None,
    });
    let most = stopped.then_some(length?)?;
    let (_, most) = clamped(most)?;
    Some(Pause {
        article,
        at,
        targets,
        most,
    })
}

/// The duties whose clocks a pause stops.
fn paused(view: &View<'_>, pause: &Pause<'_>) -> Vec<ArticleId> {
    match pause.targets {
        Targets::Duties(refs) => refs.iter().filter_map(model::Reference::article).collect(),
        Targets::Agreement => view.duties().map(|(id, _, _)| id).collect(),
        Targets::Own(_) => {
            let holder = view.agreement.article(pause.article);
            let sides = holder.map_or_else(Vec::new, |article| view.sides(article));
            let own = view.duties().filter(|(_, article, _)| {
                let owed = view.sides(article);
                !owed.is_empty() && owed.iter().all(|side| sides.contains(side))
            });
            own.map(|(id, _, _)| id).collect()
        }
        Targets::GivenInExchange => given_in_exchange(view, pause.article),
    }
}

/// What is given in exchange for duties whose breach leads to this ladder.
fn given_in_exchange(view: &View<'_>, ladder: ArticleId) -> Vec<ArticleId> {
    let leads = |id: ArticleId| {
        let article = view.agreement.article(id);
        article.is_some_and(|article| {
            article.clauses.iter().any(|clause| {
                let Clause::If { consequence, .. } = clause else {
                    return false;
                };
                *consequence == Consequence::Ladder(ladder)
            })
        })
    };
    let given = view.duties().filter(|(_, article, _)| {
        article.clauses.iter().any(|clause| match clause {
            Clause::InExchange { for_, .. } => {
                for_.iter().filter_map(model::Reference::article).any(leads)
            }
            _ => false,
        })
    });
    given.map(|(id, _, _)| id).collect()
}

/// Whether a pause carries a duty past the last day of what waits for it, or past its phase.
fn carried(
    view: &View<'_>,
    times: &Times,
    pause: &Pause<'_>,
    duty: ArticleId,
    paused: &[ArticleId],
) -> Option<Carried> {
    let occurrence = times.plan.of(duty).last()?;
    let last = times.fixed_last(occurrence)?;
    let moved = last.weight + pause.most;
    let mut past: Option<(String, i64)> = None;
    for waiter in times.waiters_of(duty) {
        let article = times
            .plan
            .occurrences
            .get(waiter as usize)
            .map(|one| one.article);
        // What the same pause stops moves with it.
        if !article.is_some_and(|id| paused.contains(&id))
            && let Some(cap) = times.fixed_last(waiter)
            && last.weight <= cap.weight
            && cap.weight < moved
            && past.as_ref().is_none_or(|(_, other)| cap.weight < *other)
        {
            let teller = times.teller(view.agreement);
            past = Some((
                format!("the last day of {}", teller.occurrence(waiter)),
                cap.weight,
            ));
        }
    }
    if past.is_none()
        && let Some(Reach::Phase(phase)) = view.agreement.article(duty).map(|article| article.reach)
        && view
            .agreement
            .phase(phase)
            .is_some_and(|phase| phase.extended.is_empty())
        && let Some(over) = times.promise.of_node(times.plan.over(phase))
        && last.weight <= over
        && over < moved
    {
        past = Some((
            format!("the end of {}", view.tick(Element::Phase(phase))),
            over,
        ));
    }
    let (past, stands) = past?;
    Some(Carried {
        duty,
        moved,
        past,
        stands,
        at: last.at,
    })
}

fn tell(view: &View<'_>, times: &Times, pause: &Pause<'_>, carried: &[Carried]) -> Option<Draft> {
    let (first, rest) = carried.split_first()?;
    let teller = times.teller(view.agreement);
    let day = |time: i64| teller.time(times.promise.origin, time, Side::Until);
    let message = format!(
        "a pause under {} carries {} to {}, past {}",
        view.art(pause.article),
        view.art(first.duty),
        day(first.moved),
        first.past
    );
    let mut draft = Draft::new("W0307", pause.at, message)
        .label(format!("stops clocks for {}", length_words(pause.most)))
        .place(first.at, "this day moves")
        .note(format!(
            "{} is {}, and does not move",
            first.past,
            day(first.stands)
        ));
    for other in rest {
        let label = format!("carried to {}, past {}", day(other.moved), other.past);
        draft = draft.place(other.at, label);
    }
    let name = view.art(first.duty);
    Some(draft.help(view.answer(
        &format!("write `with clocks running`, or let what comes after {name} move by as long"),
        &format!("does {} move too when a pause moves {name}?", first.past),
    )))
}
