//! W0319: something is to come before a duty that does not wait for it.

use model::{ActorId, Article, ArticleId, Clause, Element, Event, Point, Status, Subject};

use super::graph::Graph;
use crate::time::{Bound, Node, Times};
use crate::{Draft, View};

/// How many pairs are looked at.
const ASKED_MAX: usize = 256;

/// One duty that is to come before another.
struct Ahead {
    first: ArticleId,
    then: ArticleId,
    at: Subject,
}

/// W0319: one finding for each side that has to be ahead of duties that do not wait.
pub fn one_way(view: &View<'_>, times: &Times, graph: &Graph<'_>, out: &mut Vec<Draft>) {
    let mut found: Vec<(Vec<ActorId>, Ahead)> = Vec::new();
    let mut asked = 0;
    for (first, article, _) in view.duties() {
        if answered(article) {
            continue;
        }
        for (at, clause) in article.clauses.iter().enumerate() {
            let at = Subject::clause(Element::Article(first), at);
            for then in followed_by(clause) {
                let ahead = Ahead { first, then, at };
                asked += 1;
                if then != first && asked <= ASKED_MAX && !waits(view, times, graph, &ahead) {
                    found.push((view.sides(article), ahead));
                }
            }
        }
    }
    while let Some(sides) = found.first().map(|(sides, _)| sides.clone()) {
        let (same, rest): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(other, _)| *other == sides);
        found = rest;
        out.extend(tell(view, &same));
    }
}

/// Whether the text says what follows if what should be ahead is not.
fn answered(article: &Article) -> bool {
    article.clauses.iter().any(|clause| {
        matches!(
            clause,
            Clause::If {
                status: Status::Late | Status::Overdue | Status::Breached,
                ..
            }
        )
    })
}

/// The duties a clause puts after the article it stands in.
fn followed_by(clause: &Clause) -> Vec<ArticleId> {
    match clause {
        Clause::BeforeEach { of, .. } => of.article().into_iter().collect(),
        Clause::By(point) | Clause::Between(_, point) => before(point),
        _ => Vec::new(),
    }
}

fn before(point: &Point) -> Vec<ArticleId> {
    match point {
        Point::Event(Event::Being(of, status)) if starts_or_does(*status) => {
            of.article().into_iter().collect()
        }
        Point::Event(Event::Beginning(Element::Article(id))) => vec![*id],
        Point::Offset {
            after: false,
            point,
            ..
        } => before(point),
        _ => Vec::new(),
    }
}

fn starts_or_does(status: Status) -> bool {
    matches!(
        status,
        Status::Due | Status::Done | Status::Performed | Status::Reported | Status::Running
    )
}

/// Whether the second waits for the first after all, by what it waits for or by its days.
fn waits(view: &View<'_>, times: &Times, graph: &Graph<'_>, ahead: &Ahead) -> bool {
    let plan = &times.plan;
    let standing = view
        .agreement
        .article(ahead.then)
        .and_then(model::Article::duty)
        .is_none_or(|duty| duty.standing);
    let (Some(first), Some(then)) = (plan.of(ahead.first).next(), plan.of(ahead.then).next())
    else {
        return true;
    };
    standing || graph.hangs_on(plan.due(then), plan.performed(first)) || {
        let last = widest(times, plan.performed(first), 0);
        let begins = times.outcome.earliest.of_node(plan.due(then));
        last.zip(begins).is_some_and(|(last, first)| last <= first)
    }
}

/// Last days are told from last days; a longer chain of them bounds nothing here.
const DEPTH_MAX: u8 = 6;

/// The last time of an instant if the text is read as widely as it can be: `every 7 days` may be
/// the last of the seven.
fn widest(times: &Times, node: Node, depth: u8) -> Option<i64> {
    if depth > DEPTH_MAX {
        return None;
    }
    let caps = times.caps_of(node).filter(|cap| times.counts(cap));
    let last = |cap: &Bound| {
        if cap.from == times.promise.origin {
            return Some(cap.weight);
        }
        Some(widest(times, cap.from, depth + 1)? + cap.weight)
    };
    caps.filter_map(last).min()
}

fn tell(view: &View<'_>, same: &[(Vec<ActorId>, Ahead)]) -> Option<Draft> {
    let heaviest = |(_, ahead): &&(Vec<ActorId>, Ahead)| view.weight(ahead.then);
    let (_, first) = same.iter().rev().max_by_key(heaviest)?;
    let (ahead, then) = (view.art(first.first), view.art(first.then));
    let mut draft = Draft::new(
        "W0319",
        first.at,
        format!("{ahead} comes before {then}, which does not wait for it"),
    )
    .label("before something that does not wait")
    .about([first.first, first.then]);
    for (_, other) in same {
        if other.at != first.at {
            let label = format!("{} does not wait either", view.art(other.then));
            draft = draft
                .place(other.at, label)
                .about([other.first, other.then]);
        }
    }
    Some(draft.help(view.answer(
        &format!(
            "add `when {} is done` to {then}, or `independent of {}`",
            view.agreement.name(Element::Article(first.first)),
            view.agreement.name(Element::Article(first.first))
        ),
        &format!("may {then} be held back until {ahead} is done?"),
    )))
}
