//! What a contradiction of dates or a circle of waits touches: its instants, and all that comes
//! after them. No margin is told of these; of the rest every margin holds, because nothing of it is
//! counted from what is touched.

use std::collections::BTreeSet;

use model::{ArticleId, Element, Subject};

use super::Times;
use super::plan::{ByNode, Node, Plan};
use crate::{Draft, View};

/// How many articles a note names.
const NAMED_MAX: usize = 5;

/// Where a plan locks: a contradiction (E0301) or a circle (E0304).
#[derive(Clone, Debug)]
pub struct Lock {
    /// The code it is told under.
    pub code: &'static str,
    /// Where it is told, if it is told by itself.
    pub at: Option<Subject>,
    /// Its instants.
    pub nodes: Vec<Node>,
}

/// Under which code and where a lock is told, if it is.
type Told = Option<(&'static str, Subject)>;

/// The instants that locks touch.
#[derive(Debug)]
pub struct Touched {
    nodes: Vec<bool>,
}

impl Touched {
    /// Whether an instant is touched.
    pub fn has(&self, node: Node) -> bool {
        self.nodes.get(node as usize).copied().unwrap_or(false)
    }

    /// Works them out, and notes with each lock the articles whose margins are not told for it.
    pub fn of(view: &View<'_>, times: &Times, locks: &[Lock], out: &mut [Draft]) -> Self {
        let plan = &times.plan;
        let mut touched = Self {
            nodes: vec![false; plan.nodes.len()],
        };
        if locks.is_empty() {
            return touched;
        }
        let after = After::new(plan);
        // What is told under no place of its own is noted with the first that is.
        let any = locks.iter().find_map(|lock| Some((lock.code, lock.at?)));
        let mut left: Vec<(Told, BTreeSet<ArticleId>)> = Vec::new();
        for lock in locks {
            let place = lock.at.map(|at| (lock.code, at)).or(any);
            let new = touched.spread(plan, &after, &lock.nodes);
            let dated = |node: &Node| {
                let at = plan.occurrence(*node)?;
                let last = times
                    .capped(plan.performed(at))
                    .then(|| plan.article(*node));
                last.flatten()
            };
            let articles: BTreeSet<ArticleId> = new.iter().filter_map(dated).collect();
            match left.iter_mut().find(|(other, _)| *other == place) {
                Some((_, all)) => all.extend(articles),
                None => left.push((place, articles)),
            }
        }
        for (place, articles) in left {
            note(view, place, &articles, out);
        }
        touched
    }

    /// Touches some instants and what comes after them; gives back those that are new.
    fn spread(&mut self, plan: &Plan, after: &After, from: &[Node]) -> Vec<Node> {
        let mut new = Vec::new();
        let mut stack = from.to_vec();
        while let Some(node) = stack.pop() {
            let slot = self.nodes.get_mut(node as usize);
            if slot.is_none_or(|slot| std::mem::replace(slot, true)) {
                continue;
            }
            new.push(node);
            after.push(plan, node, &mut stack);
        }
        new
    }
}

/// What is counted from each instant.
struct After {
    ways: ByNode,
    /// The instant that waits, for each way of each wait.
    waiting: Vec<Node>,
    bounds: ByNode,
}

impl After {
    fn new(plan: &Plan) -> Self {
        let count = plan.nodes.len();
        let target = |at: u32| plan.waits.get(at as usize).map(|wait| wait.target);
        // A first time is told from `to`, a last one from `from`.
        let bounds = plan.bounds.iter();
        let base = bounds.map(|bound| if bound.first { bound.to } else { bound.from });
        Self {
            ways: ByNode::new(count, plan.all_ways().map(|(_, node)| node)),
            waiting: plan.all_ways().filter_map(|(at, _)| target(at)).collect(),
            bounds: ByNode::new(count, base),
        }
    }

    fn push(&self, plan: &Plan, node: Node, into: &mut Vec<Node>) {
        let ways = self.ways.of(node).iter();
        into.extend(ways.filter_map(|way| self.waiting.get(*way as usize)));
        let bounds = self.bounds.of(node).iter();
        let bounds = bounds.filter_map(|at| plan.bounds.get(*at as usize));
        into.extend(bounds.map(|bound| if bound.first { bound.from } else { bound.to }));
        let next = node.checked_add(1);
        into.extend(next.filter(|next| plan.before(*next) == Some(node)));
    }
}

/// Says of which last days no margin is told.
fn note(view: &View<'_>, place: Told, articles: &BTreeSet<ArticleId>, out: &mut [Draft]) {
    let told = |draft: &&mut Draft| place == Some((draft.code, draft.at));
    let Some(draft) = out.iter_mut().find(told) else {
        return;
    };
    // Of what the finding itself is about nobody expects one.
    let own: Vec<Element> = draft.told.iter().map(|step| step.at.element).collect();
    let within = |id: &&ArticleId| {
        let element = Element::Article(**id);
        !own.contains(&element) && draft.at.element != element
    };
    let mut left: Vec<ArticleId> = articles.iter().filter(within).copied().collect();
    view.by_weight(&mut left);
    if left.is_empty() {
        return;
    }
    let named = view.list(left.iter().take(NAMED_MAX).map(|id| Element::Article(*id)));
    let more = match left.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(", and of {more} more"),
    };
    let note = format!("while this stands, no margin is worked out of {named}{more}");
    draft.notes.push(note);
}
