//! E0304: a circular wait in the text.

use model::{ArticleId, Element, Subject};

use super::graph::{Circle, Graph};
use crate::time::{Lock, Node, Plan, Teller, What};
use crate::{Draft, View};

/// How many things of a circle the sentence names, and how many of its steps are told.
const NAMES_MAX: usize = 6;
const STEPS_MAX: usize = 24;

/// How many articles a finding says it is about.
const ARTICLES_MAX: usize = 200;

/// How many circles are told.
const TOLD_MAX: usize = 12;

/// E0304: instants that wait for each other, with no way in from outside, told step by step. Gives
/// back every circle there is.
pub fn circles(
    view: &View<'_>,
    teller: &Teller<'_>,
    graph: &Graph<'_>,
    out: &mut Vec<Draft>,
) -> Vec<Lock> {
    let came = graph.reached(&[]);
    if came.iter().all(|came| *came) {
        return Vec::new();
    }
    let mut locks = Vec::new();
    let mut told: Vec<Vec<Element>> = Vec::new();
    for circle in graph.circles(&came) {
        let mut lock = Lock {
            code: "E0304",
            at: None,
            nodes: circle.steps.iter().map(|(node, _)| *node).collect(),
        };
        let mut elements = elements(teller.plan, &circle);
        elements.sort_unstable();
        elements.dedup();
        // The same articles in another row or round are the same mistake.
        if told.contains(&elements) || told.len() >= TOLD_MAX {
            locks.push(lock);
            continue;
        }
        told.push(elements);
        let within = told.last().cloned().unwrap_or_default();
        let behind = graph.behind(&came, &circle);
        let draft = tell(view, teller, &circle);
        lock.at = draft.as_ref().map(|draft| draft.at);
        locks.push(lock);
        out.extend(draft.map(|draft| self::behind(view, teller.plan, draft, &behind, &within)));
    }
    locks
}

/// What a circle goes through.
pub fn elements(plan: &Plan, circle: &Circle) -> Vec<Element> {
    let nodes = circle.steps.iter().map(|(node, _)| *node);
    nodes.filter_map(|node| element(plan, node)).collect()
}

/// What an instant belongs to.
pub fn element(plan: &Plan, node: Node) -> Option<Element> {
    match plan.what(node) {
        What::Begin(id) | What::Over(id) => Some(Element::Phase(id)),
        What::Milestone(id) => Some(Element::Milestone(id)),
        What::Entry | What::End | What::FirstDay => Some(Element::Agreement),
        _ => plan.article(node).map(Element::Article),
    }
}

/// Says what never comes because a circle does not.
pub fn behind(
    view: &View<'_>,
    plan: &Plan,
    draft: Draft,
    nodes: &[Node],
    within: &[Element],
) -> Draft {
    let mut behind: Vec<ArticleId> = nodes
        .iter()
        .filter_map(|node| plan.article(*node))
        .filter(|id| !within.contains(&Element::Article(*id)))
        .collect();
    behind.sort_unstable();
    behind.dedup();
    view.by_weight(&mut behind);
    if behind.is_empty() {
        return draft;
    }
    let named = view.list(behind.iter().take(5).map(|id| Element::Article(*id)));
    let more = behind.len().saturating_sub(5);
    let more = if more > 0 {
        format!(", and {more} more")
    } else {
        String::new()
    };
    draft
        .note(format!("behind it: {named}{more}"))
        .about(behind)
}

fn tell(view: &View<'_>, teller: &Teller<'_>, circle: &Circle) -> Option<Draft> {
    let (at, message) = message(teller, circle)?;
    let mut draft = Draft::new("E0304", at, message).label("waits in a circle");
    draft = steps(draft, teller, circle);
    Some(draft.help(view.answer(
        "let one of them go first: take a `when` away, or name a day for it",
        "which of them comes first?",
    )))
}

/// Where a circle is told, and the sentence that tells it.
fn message(teller: &Teller<'_>, circle: &Circle) -> Option<(Subject, String)> {
    let names = names(teller, circle);
    let first = names.first()?;
    let at = circle.steps.iter().find_map(|(_, wait)| {
        let wait = teller.plan.waits.get((*wait)? as usize)?;
        Some(wait.at)
    });
    let message = if names.len() == 1 {
        format!("{first} waits for itself")
    } else {
        format!("nobody can go first: {}", round(&names))
    };
    Some((at?, message))
}

/// `a` → `b` → `a`; of a long circle the beginning.
pub fn round(names: &[String]) -> String {
    let Some(first) = names.first() else {
        return String::new();
    };
    let shown: Vec<&str> = names.iter().take(NAMES_MAX).map(String::as_str).collect();
    let more = match names.len() - shown.len() {
        0 => String::new(),
        more => format!(" → {more} more"),
    };
    format!("{}{more} → {first}", shown.join(" → "))
}

/// The things a circle goes through, each once.
pub fn names(teller: &Teller<'_>, circle: &Circle) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (node, _) in &circle.steps {
        if teller.plan.what(*node) == What::Joint {
            continue;
        }
        let name = teller.thing(*node);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Tells a circle step by step.
pub fn steps(mut draft: Draft, teller: &Teller<'_>, circle: &Circle) -> Draft {
    let nodes = circle.steps.iter().map(|(node, _)| *node);
    let next: Vec<Node> = nodes.cycle().skip(1).take(circle.steps.len()).collect();
    for ((node, wait), next) in circle.steps.iter().zip(next) {
        if draft.told.len() >= STEPS_MAX {
            break;
        }
        let Some(wait) = wait.and_then(|at| teller.plan.waits.get(at as usize)) else {
            continue;
        };
        if teller.plan.what(*node) == What::Joint {
            continue;
        }
        let words = format!(
            "{} waits until {}",
            teller.thing(*node),
            teller.happens(next)
        );
        draft = draft.tell(wait.at, words);
    }
    let along = circle.steps.iter().take(ARTICLES_MAX);
    draft.about(along.filter_map(|(node, _)| teller.plan.article(*node)))
}
