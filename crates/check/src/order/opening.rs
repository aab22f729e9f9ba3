//! Who opens what: W0312 (a phase, a milestone, the agreement or compliance, which nobody opens or
//! declares) and W0315 (nothing binds between signature and start).

use model::{
    Article, ArticleId, ArticleKind, Clause, Condition, DayStart, Element, Entry, Event, FactKind,
    MilestoneId, Moment, PhaseId, Point, Question, Reach, Status, Subject,
};

use crate::time::{ENTRY, Side, Times, counted};
use crate::{Draft, View};

/// W0312: phases, milestones and the entry into force that nothing makes, folded by kind.
pub fn nobody_opens(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    phases(view, out);
    milestones(view, out);
    entry(view, times, out);
    compliance(view, out);
}

fn phases(view: &View<'_>, out: &mut Vec<Draft>) {
    let all = (0..).map(PhaseId).zip(&view.agreement.phases);
    let mut shut: Vec<(PhaseId, Vec<ArticleId>)> = all
        .filter(|(_, phase)| phase.from.is_none() && phase.declared_by.is_none())
        .map(|(id, _)| (id, under(view, id)))
        .collect();
    shut.sort_by_key(|(id, under)| (std::cmp::Reverse(under.len()), *id));
    let Some(((first, articles), rest)) = shut.split_first() else {
        return;
    };
    let element = Element::Phase(*first);
    let name = view.tick(element);
    let message = format!("nothing says when {name} begins, nor who says so");
    let mut draft = Draft::of("W0312", element, message)
        .label(format!("{} under it", number(articles)))
        .about(articles.iter().copied());
    for (id, under) in rest {
        let element = Element::Phase(*id);
        draft = draft
            .place(
                Subject::of(element),
                format!("nor when {} does", view.tick(element)),
            )
            .about(under.iter().copied());
    }
    out.push(draft.help(view.answer(
        "add `from …` (a day, an event), or `declared by …`",
        &format!("what has to be done before {name} begins, and who says that it has begun?"),
    )));
}

fn under(view: &View<'_>, phase: PhaseId) -> Vec<ArticleId> {
    let under = view
        .articles()
        .filter(|(_, article)| article.reach == Reach::Phase(phase));
    under.map(|(id, _)| id).collect()
}

fn milestones(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, milestone) in (0..).map(MilestoneId).zip(&view.agreement.milestones) {
        let opened = milestone.at.is_some()
            || milestone.when.is_some()
            || milestone.declared_by.is_some()
            || milestone.agreed_by.is_some();
        if opened {
            continue;
        }
        let element = Element::Milestone(id);
        let name = view.tick(element);
        let waiting: Vec<ArticleId> = view
            .articles()
            .filter(|(id, _)| {
                let arrows = view.arrows.get(id.index());
                arrows.is_some_and(|arrows| arrows.iter().any(|arrow| arrow.to.element == element))
            })
            .map(|(id, _)| id)
            .collect();
        out.push(
            Draft::of(
                "W0312",
                element,
                format!("nothing says what makes {name}, nor who declares it"),
            )
            .label(format!("{} name it", number(&waiting)))
            .about(waiting)
            .help(view.answer(
                "add `on …`, `when …` or `declared by …`",
                &format!("what makes {name}, and who says that it is reached?"),
            )),
        );
    }
}

/// The entry into force is used, and nothing says when it comes.
fn entry(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    if view.agreement.entry.is_some() {
        return;
    }
    let mut by_bound = times.plan.bounds.iter();
    let by_bound = by_bound.any(|bound| bound.from == ENTRY || bound.to == ENTRY);
    if !by_bound {
        return;
    }
    let mut hanging: Vec<ArticleId> = view
        .articles()
        .filter(|(_, article)| matches!(article.reach, Reach::Phase(_)))
        .map(|(id, _)| id)
        .collect();
    view.by_weight(&mut hanging);
    let message = "days are told from entry into force, and nothing says when that is";
    out.push(
        Draft::of("W0312", Element::Agreement, message)
            .label("no entry into force")
            .about(hanging)
            .help(view.answer(
                "write `entry into force is …`, or `entry into force when …`",
                "when does it enter into force, and who says so?",
            )),
    );
}

/// A condition that something is kept, where nobody watches whether it is. One finding for each
/// article that must be kept.
fn compliance(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut found: Vec<(ArticleId, Vec<(Subject, ArticleId)>)> = Vec::new();
    for (id, article) in view.articles() {
        for (at, clause) in article.clauses.iter().enumerate() {
            let (Clause::When(condition) | Clause::Whenever(condition) | Clause::While(condition)) =
                clause
            else {
                continue;
            };
            let at = Subject::clause(Element::Article(id), at);
            for kept in unwatched(view, condition) {
                match found.iter_mut().find(|(other, _)| *other == kept) {
                    Some((_, places)) => places.push((at, id)),
                    None => found.push((kept, vec![(at, id)])),
                }
            }
        }
    }
    for (kept, places) in found {
        let Some(((at, first), rest)) = places.split_first() else {
            continue;
        };
        let name = view.art(kept);
        let message = format!(
            "{} goes on whether {name} is kept, and nobody says whether it is",
            view.art(*first)
        );
        let mut draft = Draft::new("W0312", *at, message)
            .label("nobody watches it")
            .about([*first, kept]);
        for (at, id) in rest {
            draft = draft.place(*at, format!("so does {}", view.art(*id)));
        }
        out.push(draft.help(view.answer(
            "add `monitored by …`, or `as judged by …`",
            &format!("who says whether {name} is kept?"),
        )));
    }
}

/// The articles that a condition asks to be kept, and that nobody watches.
fn unwatched(view: &View<'_>, condition: &Condition) -> Vec<ArticleId> {
    let facts = condition.facts.iter().filter(|fact| fact.judged.is_none());
    let refs = facts.filter_map(|fact| match &fact.kind {
        FactKind::Status {
            of,
            status: Status::Kept | Status::Compliant,
            ..
        } => Some(of),
        _ => None,
    });
    refs.flatten()
        .filter_map(model::Reference::article)
        .filter(|id| {
            view.agreement
                .article(*id)
                .is_some_and(|article| !view.seen(article) && !article.says(Question::Confirmation))
        })
        .collect()
}

/// W0315: the text is signed, its start is later or in others' hands, and no article binds until
/// then.
pub fn before_start(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let agreement = view.agreement;
    let signed = agreement.made.iter().filter_map(|made| made.on).max();
    let start = match (&agreement.entry, agreement.day_count.as_ref()) {
        (Some(Entry::At(point)), _) => Start::of(point),
        (Some(Entry::When(_)), _) => Some(Start::Event),
        (None, Some(count)) => match &count.start {
            DayStart::DayOf(event) => Start::of(&Point::Event(event.clone())),
            DayStart::On(window) => Some(Start::On(*window)),
            DayStart::NotSettled | DayStart::Unknown => None,
        },
        (None, None) => None,
    };
    let Some(start) = start else { return };
    if binds_before(view) {
        return;
    }
    let message = match start {
        Start::On(window) => {
            let Some(signed) = signed else { return };
            let (from, _) = times.calendar.told_from_zero(agreement, window);
            let (signed, _) = times.calendar.told_from_zero(agreement, signed);
            let days = times.calendar.days_between(signed, from);
            if days < 2 {
                return;
            }
            let day = times.calendar.words(from, Side::From).unwrap_or_default();
            let days = counted(days, "day");
            format!("nothing binds between signature and {day}, {days} later")
        }
        // Who says when an event comes is told elsewhere, where nobody does.
        Start::Event if agreement.made.is_empty() => return,
        Start::Event => {
            "nothing binds between signature and the start, which is in others' hands".to_owned()
        }
    };
    out.push(
        Draft::of("W0315", Element::Agreement, message)
            .label("no article reaches before the start")
            .about(first_bans(view))
            .help(view.answer(
                "let what must hold at once run `from signature onwards`",
                "what holds between signature and the start, and what if the start does not come?",
            )),
    );
}

/// When everything starts.
#[derive(Clone, Copy)]
enum Start {
    On(model::Window),
    Event,
}

impl Start {
    fn of(point: &Point) -> Option<Self> {
        match point {
            Point::Moment(model::Moment::Fixed { window, .. }) => Some(Self::On(*window)),
            Point::Event(Event::Signature) => None,
            Point::Event(_) | Point::Start(_) | Point::Offset { .. } => Some(Self::Event),
            _ => None,
        }
    }
}

/// Whether any article is told from signature.
fn binds_before(view: &View<'_>) -> bool {
    view.articles().any(|(_, article)| {
        article.clauses.iter().any(|clause| match clause {
            Clause::From { start, .. } => from_signature(view, start),
            Clause::Within { after, .. } | Clause::OnDayOf { event: after, .. } => {
                signature(view, after)
            }
            Clause::AtOnce { after: Some(after) } => signature(view, after),
            Clause::Between(from, _) | Clause::NotBefore(from) => from_signature(view, from),
            _ => false,
        })
    })
}

fn from_signature(view: &View<'_>, point: &Point) -> bool {
    match point {
        Point::Event(event) => signature(view, event),
        _ => false,
    }
}

fn signature(view: &View<'_>, event: &Event) -> bool {
    match event {
        Event::Signature => true,
        Event::Milestone(id) => view
            .agreement
            .milestone(*id)
            .is_some_and(|milestone| matches!(&milestone.at, Some(Point::Event(Event::Signature)))),
        _ => false,
    }
}

/// What one would expect to hold from the first hour: bans, and what is due on the first day.
fn first_bans(view: &View<'_>) -> Vec<ArticleId> {
    let first_day = |clause: &Clause| match clause {
        Clause::On {
            moment: Moment::Counted { days, .. },
            ..
        } => *days <= 0,
        Clause::On {
            moment: Moment::Fixed { window, .. },
            ..
        } => {
            let start = view.agreement.day_count.as_ref().map(|count| &count.start);
            matches!(start, Some(DayStart::On(first)) if window.earliest <= first.latest)
        }
        _ => false,
    };
    let first = view
        .articles()
        .filter(|(_, article): &(ArticleId, &Article)| {
            matches!(article.kind, ArticleKind::Prohibition(_))
                || article.clauses.iter().any(first_day)
        });
    let mut first: Vec<ArticleId> = first.map(|(id, _)| id).collect();
    view.by_weight(&mut first);
    first
}

fn number(articles: &[ArticleId]) -> String {
    counted(i64::try_from(articles.len()).unwrap_or(i64::MAX), "article")
}
