//! The instants an agreement speaks of, what each waits for, and how far apart they may be.
//!
//! | part | what it says |
//! |---|---|
//! | [`What`] | which instant a node stands for |
//! | [`Wait`] | this instant comes after one of those: an AND of ORs for each node |
//! | [`Bound`] | `t_to - t_from <= weight`, with the clause that says so |
//!
//! One plan serves the temporal network (bounds) and the graph of who waits for whom (waits).

use std::ops::Range;

use model::{ArticleId, MilestoneId, Occurrence, PhaseId, Subject};

/// An instant, by its position in the nodes of its plan.
pub type Node = u32;

/// Which instant a node stands for. An occurrence is named by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The fixed instant that dates are told from.
    Zero,
    /// The start of the first day of a day count.
    FirstDay,
    /// Entry into force.
    Entry,
    /// Signature.
    Signature,
    /// The end of the agreement.
    End,
    /// A phase begins.
    Begin(PhaseId),
    /// A phase is over.
    Over(PhaseId),
    /// A milestone is reached.
    Milestone(MilestoneId),
    /// An occurrence is due.
    Due(u32),
    /// It is performed (of a standing duty: it ends).
    Performed(u32),
    /// Its performance is found.
    Verified(u32),
    /// Nobody can dispute the finding any more.
    Final(u32),
    /// Several instants have all come.
    Joint,
}

/// Where the fixed nodes stand.
pub const ZERO: Node = 0;
/// The start of the first day of the count.
pub const FIRST_DAY: Node = 1;
/// Entry into force.
pub const ENTRY: Node = 2;
/// Signature.
pub const SIGNATURE: Node = 3;
/// The end of the agreement.
pub const END: Node = 4;

/// Why a constraint is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A condition or an event starts it.
    Waits,
    /// A first day.
    NotBefore,
    /// It stands under a phase.
    Reach,
    /// A last day.
    Deadline,
    /// A length after an event.
    Within,
    /// A finding comes after what it finds, and within the verifier's window.
    Finding,
    /// A dispute and its decision come after the finding, within their windows.
    Dispute,
    /// What makes a phase, a milestone or the entry into force.
    Defined,
    /// The length of a phase.
    Length,
    /// Joint acts are one event.
    Joined,
    /// Of the order of things itself: due before performed.
    Order,
}

/// This instant comes after one of those (all but one of many are told by an `or`).
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// Which instant waits.
    pub target: Node,
    /// By which clause.
    pub at: Subject,
    first: u32,
    count: u32,
}

/// `t_to - t_from <= weight`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// From which instant.
    pub from: Node,
    /// To which instant.
    pub to: Node,
    /// At most so many seconds.
    pub weight: i64,
    /// How much of that the text may not give: the day at the end of a civil length.
    pub unsure: i64,
    /// It says that `from` comes after `to`, and not that `to` is over before long.
    pub first: bool,
    /// It ends with a day. The midnight that ends a day begins the next, so `by day 4` and `not
    /// before day 5` meet in one instant; nobody can act in no time, so the network takes a second.
    pub day_end: bool,
    /// By which clause.
    pub at: Subject,
    /// Why.
    pub why: Why,
}

/// Instants of which the text does not say which governs: a bound only where all agree.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is bounded.
    pub target: Node,
    /// By one of these instants, with what is added to each.
    pub ways: Vec<(Node, i64)>,
    /// It is a last time, not a first one.
    pub upper: bool,
    /// By which clause.
    pub at: Subject,
    /// Why.
    pub why: Why,
}

/// The plan of an agreement under one way of reading it.
#[derive(Debug, Default)]
pub struct Plan {
    /// What happens how often.
    pub occurrences: Vec<Occurrence>,
    /// The occurrences of each article.
    pub of_article: Vec<Range<u32>>,
    /// Which instants there are.
    pub nodes: Vec<What>,
    /// The node at which each occurrence is due; performed, verified and final follow it.
    pub due: Vec<Node>,
    /// What waits for what.
    pub waits: Vec<Wait>,
    /// What the waits are for, with the least number of seconds between, where that is known.
    alternatives: Vec<(Node, Option<i64>)>,
    /// How far apart instants may be.
    pub bounds: Vec<Bound>,
    /// Where the text leaves open which instant governs.
    pub choices: Vec<Choice>,
    /// The node at which each phase begins; its end follows it.
    pub phases: Vec<Node>,
    /// The node of each milestone.
    pub milestones: Vec<Node>,
}

impl Plan {
    /// What one wait is for.
    pub fn ways(&self, wait: &Wait) -> &[(Node, Option<i64>)] {
        let first = wait.first as usize;
        self.alternatives
            .get(first..first + wait.count as usize)
            .unwrap_or_default()
    }

    /// Every way of every wait: the wait, by position, and the node it is for.
    pub fn all_ways(&self) -> impl Iterator<Item = (u32, Node)> + Clone {
        (0_u32..).zip(&self.waits).flat_map(|(at, wait)| {
            let ways = self.ways(wait).iter();
            ways.map(move |(node, _)| (at, *node))
        })
    }

    /// The instant that comes right before another by the order of things: a duty is due before it
    /// is done, done before it is found; a phase begins before it is over.
    pub fn before(&self, node: Node) -> Option<Node> {
        match self.what(node) {
            What::Performed(_) | What::Verified(_) | What::Final(_) | What::Over(_) => {
                node.checked_sub(1)
            }
            _ => None,
        }
    }

    /// One more instant.
    pub fn node(&mut self, what: What) -> Node {
        let node = Node::try_from(self.nodes.len()).unwrap_or(Node::MAX);
        self.nodes.push(what);
        node
    }

    /// `target` comes after one of `ways`.
    pub fn wait(&mut self, target: Node, ways: &[(Node, Option<i64>)], at: Subject) {
        let first = u32::try_from(self.alternatives.len()).unwrap_or(u32::MAX);
        let count = u32::try_from(ways.len()).unwrap_or(0);
        self.alternatives.extend_from_slice(ways);
        self.waits.push(Wait {
            target,
            at,
            first,
            count,
        });
    }

    /// `node` is at most `high` seconds after `base`, the last `unsure` of them perhaps not.
    pub fn not_after(
        &mut self,
        node: Node,
        (base, high, unsure): (Node, i64, i64),
        at: Subject,
        why: Why,
    ) {
        self.bounds.push(Bound {
            from: base,
            to: node,
            weight: high,
            unsure,
            first: false,
            day_end: false,
            at,
            why,
        });
    }

    /// `node` is at least `low` seconds after `base`.
    pub fn not_before(&mut self, node: Node, base: Node, low: i64, at: Subject, why: Why) {
        self.bounds.push(Bound {
            from: node,
            to: base,
            weight: -low,
            unsure: 0,
            first: true,
            day_end: false,
            at,
            why,
        });
    }

    /// Which instant.
    pub fn what(&self, node: Node) -> What {
        self.nodes
            .get(node as usize)
            .copied()
            .unwrap_or(What::Joint)
    }

    /// The occurrence an instant belongs to.
    pub fn occurrence(&self, node: Node) -> Option<u32> {
        match self.what(node) {
            What::Due(at) | What::Performed(at) | What::Verified(at) | What::Final(at) => Some(at),
            _ => None,
        }
    }

    /// The article an instant belongs to.
    pub fn article(&self, node: Node) -> Option<ArticleId> {
        let occurrence = self.occurrences.get(self.occurrence(node)? as usize)?;
        Some(occurrence.article)
    }

    /// The occurrences of an article.
    pub fn of(&self, article: ArticleId) -> Range<u32> {
        self.of_article
            .get(article.index())
            .cloned()
            .unwrap_or_default()
    }

    /// The node at which an occurrence is due.
    pub fn due(&self, occurrence: u32) -> Node {
        self.due.get(occurrence as usize).copied().unwrap_or(ZERO)
    }

    /// The node at which an occurrence is performed.
    pub fn performed(&self, occurrence: u32) -> Node {
        self.due(occurrence) + 1
    }

    /// The node at which a performance is found, or the performance where nobody finds it.
    pub fn verified(&self, occurrence: u32) -> Node {
        let after = self.performed(occurrence) + 1;
        match self.what(after) {
            What::Verified(other) if other == occurrence => after,
            _ => self.performed(occurrence),
        }
    }

    /// The last node of an occurrence: final, verified or performed.
    pub fn settled(&self, occurrence: u32) -> Node {
        let after = self.verified(occurrence) + 1;
        match self.what(after) {
            What::Final(other) if other == occurrence => after,
            _ => self.verified(occurrence),
        }
    }

    /// The node at which a phase begins.
    pub fn begin(&self, phase: PhaseId) -> Node {
        self.phases.get(phase.index()).copied().unwrap_or(ZERO)
    }

    /// The node at which a phase is over.
    pub fn over(&self, phase: PhaseId) -> Node {
        self.begin(phase) + 1
    }

    /// The node of a milestone.
    pub fn milestone(&self, id: MilestoneId) -> Node {
        self.milestones.get(id.index()).copied().unwrap_or(ZERO)
    }
}

/// Positions in a list, grouped by node.
#[derive(Debug, Default)]
pub struct ByNode {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl ByNode {
    /// Groups the positions `0..` of `nodes` by the node there.
    pub fn new(count: usize, nodes: impl Iterator<Item = Node> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for node in nodes.clone() {
            if let Some(slot) = starts.get_mut(node as usize + 1) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut starts {
            sum += *slot;
            *slot = sum;
        }
        let mut next = starts.clone();
        let mut items = vec![0_u32; sum as usize];
        for (position, node) in (0_u32..).zip(nodes) {
            if let Some(at) = next.get_mut(node as usize)
                && let Some(item) = items.get_mut(*at as usize)
            {
                *item = position;
                *at += 1;
            }
        }
        Self { starts, items }
    }

    /// The positions of one node.
    pub fn of(&self, node: Node) -> &[u32] {
        let at = node as usize;
        let (Some(start), Some(end)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return &[];
        };
        self.items
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }
}
