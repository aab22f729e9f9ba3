//! Gates: W0311 (in the obligor's own hands) and W0313 (in another's, who has no day for it).

use std::collections::BTreeMap;

use model::{
    ActorId, ActorKind, Article, ArticleId, Clause, Condition, Element, FactKind, FromEnd,
    Milestone, MilestoneId, Moment, Panel, Point, Subject,
};

use super::graph::Graph;
use crate::time::{Node, Side, Times, What};
use crate::view::join;
use crate::{Draft, View};

/// How many milestones are tried shut.
const GATES_MAX: usize = 64;

/// W0311: by not agreeing, declaring or judging, a side keeps its own duties from falling due. One
/// finding for each gate. Answered by `by …, failing which …`.
pub fn own_hands(view: &View<'_>, times: &Times, graph: &Graph<'_>, out: &mut Vec<Draft>) {
    let open = graph.reached(&[]);
    let milestones = (0..).map(MilestoneId).zip(&view.agreement.milestones);
    let gates = milestones.filter(|(_, milestone)| in_hands(milestone).is_some());
    for (id, milestone) in gates.take(GATES_MAX) {
        let Some((panel, how)) = in_hands(milestone) else {
            continue;
        };
        let shut = graph.reached(&[times.plan.milestone(id)]);
        let element = Element::Milestone(id);
        let kept = kept(view, times, &open, &shut, &holders(view, panel, how));
        if let Some(draft) = tell_gate(view, element, how, &kept) {
            let draft = fold_open_consent(out, element, draft);
            out.push(draft);
        }
    }
    judged(view, out);
}

/// How a gate is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Agreeing,
    Declaring,
}

/// Who opens a milestone, where nothing opens it without them.
fn in_hands(milestone: &Milestone) -> Option<(&Panel, How)> {
    // Even `failing which it is not reached` is an answer: all know what silence means.
    if matches!(&milestone.by, Some((_, Some(_)))) {
        return None;
    }
    if let Some(panel) = &milestone.agreed_by {
        return Some((panel, How::Agreeing));
    }
    let declared = milestone.declared_by.as_ref();
    declared.map(|panel| (panel, How::Declaring))
}

/// The sides that can each keep a gate shut: any of those who must agree, but only all of those who
/// may declare.
fn holders(view: &View<'_>, panel: &Panel, how: How) -> Vec<ActorId> {
    let members = view.agreement.members(panel);
    let mut sides: Vec<ActorId> = members
        .iter()
        .filter_map(|id| only_side(view, *id, 0))
        .collect();
    sides.sort_unstable();
    sides.dedup();
    let all_one = sides.len() == 1 && members.iter().all(|id| only_side(view, *id, 0).is_some());
    match how {
        How::Agreeing if !panel.or && panel.threshold.is_none() => sides,
        _ if all_one => sides,
        _ => Vec::new(),
    }
}

/// The side an actor acts for, if it acts for one only: a party, or a body of one party.
fn only_side(view: &View<'_>, id: ActorId, depth: u8) -> Option<ActorId> {
    if view.is_party(id) {
        return Some(view.side_of(id));
    }
    let actor = view.agreement.actor(id).filter(|_| depth < 6)?;
    if actor.kind == ActorKind::Side {
        return Some(id);
    }
    let mut sides = actor
        .members
        .iter()
        .map(|id| only_side(view, *id, depth + 1));
    let first = sides.next()??;
    sides.all(|side| side == Some(first)).then_some(first)
}

/// The duties of each side that never fall due while a gate of its own is shut.
fn kept(
    view: &View<'_>,
    times: &Times,
    open: &[bool],
    shut: &[bool],
    holders: &[ActorId],
) -> Vec<(ActorId, Vec<ArticleId>)> {
    let comes = |came: &[bool], node: Node| came.get(node as usize).copied().unwrap_or(true);
    let mut kept: Vec<(ActorId, Vec<ArticleId>)> = Vec::new();
    for side in holders {
        let mut duties: Vec<ArticleId> = view
            .duties()
            .filter(|(_, article, _)| view.sides(article).as_slice() == [*side])
            .filter(|(id, _, _)| {
                let at = times.plan.of(*id).next();
                at.is_some_and(|at| {
                    let due = times.plan.due(at);
                    comes(open, due) && !comes(shut, due)
                })
            })
            .map(|(id, _, _)| id)
            .collect();
        if !duties.is_empty() {
            view.by_weight(&mut duties);
            kept.push((*side, duties));
        }
    }
    kept.sort_by_key(|(_, duties)| std::cmp::Reverse(duties.first().map(|id| view.weight(*id))));
    kept
}

fn tell_gate(
    view: &View<'_>,
    gate: Element,
    how: How,
    kept: &[(ActorId, Vec<ArticleId>)],
) -> Option<Draft> {
    let (side, duties) = kept.first()?;
    let duty = duties.first()?;
    let verb = match how {
        How::Agreeing => "agreeing",
        How::Declaring => "declaring",
    };
    let gate_name = view.tick(gate);
    let message = format!(
        "by not {verb} {gate_name}, {} keeps {} from falling due",
        view.actor(*side),
        view.art(*duty)
    );
    let mut draft = Draft::of("W0311", gate, message)
        .label("a gate in the obligor's own hands")
        .about(duties.iter().copied());
    for (side, duties) in kept {
        let names: Vec<String> = duties.iter().take(4).map(|id| view.art(*id)).collect();
        if duties.len() > 1 || kept.len() > 1 {
            draft = draft.note(format!("{} keeps {}", view.actor(*side), join(&names)));
        }
        draft = draft.about(duties.iter().copied());
    }
    Some(draft.help(view.answer(
        "add `by …, failing which … decides within …`",
        &format!("what holds if {gate_name} is never reached, and who says so?"),
    )))
}

/// A milestone still to be agreed is one cause: what is told of it in general becomes a note.
fn fold_open_consent(out: &mut Vec<Draft>, gate: Element, mut draft: Draft) -> Draft {
    let same = |other: &Draft| other.code == "W0513" && other.at.element == gate;
    if let Some(at) = out.iter().position(same) {
        let general = out.remove(at);
        draft = draft.about(general.all_articles()).note(general.message);
    }
    draft
}

/// W0311: a duty that hangs on a fact which its own obligor judges, or on its own consent.
fn judged(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, article, _) in view.duties() {
        let sides = view.sides(article);
        let [side] = sides.as_slice() else { continue };
        for (at, clause) in article.clauses.iter().enumerate() {
            let (Clause::When(condition) | Clause::While(condition)) = clause else {
                continue;
            };
            if !own_judgement(view, condition, *side) {
                continue;
            }
            let (name, who) = (view.art(id), view.actor(*side));
            let at = Subject::clause(Element::Article(id), at);
            out.push(
                Draft::new(
                    "W0311",
                    at,
                    format!("{who} alone judges what its own {name} waits for"),
                )
                .label("a gate in the obligor's own hands")
                .help(view.answer(
                    "write `as judged by` somebody who does not owe it",
                    &format!("who else may say that what {name} waits for has come?"),
                )),
            );
        }
    }
}

fn own_judgement(view: &View<'_>, condition: &Condition, side: ActorId) -> bool {
    let own = |members: Vec<ActorId>| {
        !members.is_empty()
            && members
                .iter()
                .all(|id| only_side(view, *id, 0) == Some(side))
    };
    condition.facts.iter().any(|fact| {
        if let Some(panel) = &fact.judged {
            return own(view.agreement.members(panel));
        }
        match &fact.kind {
            FactKind::Consents(who) => own(view.agreement.members(&Panel {
                who: who.clone(),
                ..Panel::default()
            })),
            _ => false,
        }
    })
}

/// W0313: a duty with a last day waits for another's that has none. One finding for each gate.
/// Answered by a last day for what comes first.
pub fn slow(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let mut gates: BTreeMap<ArticleId, Vec<u32>> = BTreeMap::new();
    for at in (0..).take(times.plan.occurrences.len()) {
        if times.fixed_last(at).is_none() || standing(view, times, at) {
            continue;
        }
        for (node, _) in times.behind(times.plan.due(at)) {
            let What::Performed(other) = times.plan.what(node) else {
                continue;
            };
            let Some(gate) = times.plan.article(node) else {
                continue;
            };
            if times.shares_owner(at, other)
                || times.capped(node)
                || standing(view, times, other)
                || unread(view, gate)
            {
                continue;
            }
            gates.entry(gate).or_default().push(at);
        }
    }
    for (gate, behind) in gates {
        out.extend(tell_slow(view, times, gate, &behind));
    }
}

/// Whether a day of an article cannot be told, because the text names one that does not exist: that
/// is the mistake, and it has been told.
fn unread(view: &View<'_>, id: ArticleId) -> bool {
    let article = view.agreement.article(id);
    let clauses = article.map_or(&[][..], |article| &article.clauses);
    clauses.iter().any(|clause| match clause {
        Clause::On { moment, .. } => *moment == Moment::Unknown,
        Clause::By(point) | Clause::Until(point) | Clause::Between(_, point) => unread_point(point),
        Clause::Every { until, .. } => until.as_ref().is_some_and(unread_point),
        Clause::From {
            end: FromEnd::Until(point),
            ..
        } => unread_point(point),
        _ => false,
    })
}

fn unread_point(point: &Point) -> bool {
    match point {
        Point::Moment(moment) => *moment == Moment::Unknown,
        Point::Offset { point, .. } => unread_point(point),
        Point::Earlier(one, other) | Point::Later(one, other) => {
            unread_point(one) || unread_point(other)
        }
        Point::Event(_) | Point::Start(_) | Point::End(_) => false,
    }
}

fn standing(view: &View<'_>, times: &Times, at: u32) -> bool {
    let article = times
        .plan
        .occurrences
        .get(at as usize)
        .map(|one| one.article);
    let duty = article
        .and_then(|id| view.agreement.article(id))
        .and_then(Article::duty);
    duty.is_none_or(|duty| duty.standing)
}

fn tell_slow(view: &View<'_>, times: &Times, gate: ArticleId, behind: &[u32]) -> Option<Draft> {
    let last = |at: &u32| times.fixed_last(*at).map(|bound| bound.weight);
    let first = behind.iter().min_by_key(|at| last(at))?;
    let bound = times.fixed_last(*first)?;
    let teller = times.teller(view.agreement);
    let (name, thing) = (view.art(gate), teller.occurrence(*first));
    let day = teller.time(times.promise.origin, bound.weight, Side::Until);
    let message = format!("{name} has no last day; {thing}, which waits for it, is due by {day}");
    let mut articles: Vec<ArticleId> = behind
        .iter()
        .filter_map(|at| times.plan.occurrences.get(*at as usize))
        .map(|one| one.article)
        .collect();
    articles.dedup();
    let draft = Draft::of("W0313", Element::Article(gate), message)
        .label("no last day, and a dated duty behind it")
        .place(
            bound.at,
            format!("due by {day}, whatever becomes of {name}"),
        )
        .about(articles);
    Some(draft.help(view.answer(
        &format!("give {name} a last day before {day}, or let the dates of {thing} move"),
        &format!("by when is {name} to be done, and do the dates of {thing} move if it is not?"),
    )))
}
