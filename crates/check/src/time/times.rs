//! What is known of the times of an agreement, for rules that ask.

use model::{ActorId, Agreement, AmendmentId, ArticleId, Change, Clause, Element, Subject};

use super::calendar::Calendar;
use super::impossible::{Outcome, impossible};
use super::plan::{Bound, ByNode, Node, Plan, What, Why};
use super::promise::Promise;
use super::tell::Teller;
use crate::{Draft, View};

/// What is known of the times of an agreement.
#[derive(Debug)]
pub struct Times {
    /// Its dates.
    pub calendar: Calendar,
    /// Its instants.
    pub plan: Plan,
    /// The latest times by right.
    pub promise: Promise,
    /// The earliest times there are, and what was set aside to find them.
    pub outcome: Outcome,
    /// Which milestones somebody agrees on or declares.
    pub agreed: Vec<bool>,
    /// Who owes each article: its sides, or others where no party owes it.
    owners: Vec<Vec<ActorId>>,
    /// The clauses that name whole days.
    days: Vec<Subject>,
    caps: ByNode,
    lows: ByNode,
    waits: ByNode,
    /// The occurrences that wait for each.
    waiting: Vec<Vec<u32>>,
}

impl Times {
    /// Works them out; E0301 is told on the way.
    pub fn new(view: &View<'_>, calendar: Calendar, plan: Plan, out: &mut Vec<Draft>) -> Self {
        let agreement = view.agreement;
        let mut plan = plan;
        let mut promise = Promise::of(&plan);
        if super::choices::settle(&mut plan, promise.origin) {
            promise = Promise::of(&plan);
        }
        let teller = Teller {
            agreement,
            plan: &plan,
            calendar: &calendar,
            origin: promise.origin,
        };
        let outcome = impossible(&teller, agreement.as_signed, out);
        let nowhere = Node::MAX;
        let caps = plan
            .bounds
            .iter()
            .map(|bound| if bound.first { nowhere } else { bound.to });
        let lows = plan
            .bounds
            .iter()
            .map(|bound| if bound.first { bound.from } else { nowhere });
        let milestones = agreement.milestones.iter();
        Self {
            caps: ByNode::new(plan.nodes.len(), caps),
            lows: ByNode::new(plan.nodes.len(), lows),
            waits: ByNode::new(plan.nodes.len(), plan.waits.iter().map(|wait| wait.target)),
            owners: view
                .articles()
                .map(|(_, article)| owners(view, article))
                .collect(),
            agreed: milestones
                .map(|one| one.agreed_by.is_some() || one.declared_by.is_some())
                .collect(),
            waiting: waiting(&plan),
            days: days(agreement),
            calendar,
            plan,
            promise,
            outcome,
        }
    }

    /// Names instants and times.
    pub fn teller<'a>(&'a self, agreement: &'a Agreement) -> Teller<'a> {
        Teller {
            agreement,
            plan: &self.plan,
            calendar: &self.calendar,
            origin: self.promise.origin,
        }
    }

    /// How many rounds the row of an occurrence has.
    pub fn rounds(&self, at: u32) -> u32 {
        let one = self.plan.occurrences.get(at as usize);
        let Some(one) = one else { return 0 };
        let last = self.plan.of(one.article).end.checked_sub(1);
        let last = last.and_then(|last| self.plan.occurrences.get(last as usize));
        last.map_or(0, |last| last.round + 1)
    }

    /// Who owes an occurrence.
    pub fn owners_of(&self, at: u32) -> &[ActorId] {
        let one = self.plan.occurrences.get(at as usize);
        one.and_then(|one| self.owners.get(one.article.index()))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a party owes the occurrence an instant belongs to.
    pub fn owns(&self, party: ActorId, node: Node) -> bool {
        self.plan
            .occurrence(node)
            .is_some_and(|at| self.owners_of(at).contains(&party))
    }

    /// Whether somebody owes both.
    pub fn shares_owner(&self, one: u32, other: u32) -> bool {
        let owners = self.owners_of(other);
        self.owners_of(one)
            .iter()
            .any(|owner| owners.contains(owner))
    }

    /// The bounds that say the last time of an instant.
    pub fn caps_of(&self, node: Node) -> impl Iterator<Item = &Bound> {
        self.caps
            .of(node)
            .iter()
            .filter_map(|at| self.plan.bounds.get(*at as usize))
    }

    /// The bounds that say the first time of an instant.
    pub fn lows_of(&self, node: Node) -> impl Iterator<Item = &Bound> {
        self.lows
            .of(node)
            .iter()
            .filter_map(|at| self.plan.bounds.get(*at as usize))
    }

    /// What an instant waits for directly and surely, with the seconds between.
    pub fn waits_of(&self, node: Node) -> impl Iterator<Item = (Node, i64)> {
        self.waits.of(node).iter().filter_map(|at| {
            let wait = self.plan.waits.get(*at as usize)?;
            match self.plan.ways(wait) {
                [(other, low)] => Some((*other, low.unwrap_or(0))),
                _ => None,
            }
        })
    }

    /// The absolute last time of an occurrence, if it has one.
    pub fn fixed_last(&self, at: u32) -> Option<&Bound> {
        let caps = self.caps_of(self.plan.performed(at));
        caps.filter(|cap| cap.from == self.promise.origin && self.counts(cap))
            .min_by_key(|cap| cap.weight)
    }

    /// The occurrences that wait directly for an article.
    pub fn waiters_of(&self, article: ArticleId) -> Vec<u32> {
        let range = self.plan.of(article);
        let mut found: Vec<u32> = range
            .flat_map(|at| self.waiting.get(at as usize).into_iter().flatten().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether anything bounds an instant from above.
    pub fn capped(&self, node: Node) -> bool {
        self.caps_of(node).any(|cap| self.counts(cap))
    }

    /// Whether a bound is a last time that somebody keeps to, and not a definition.
    pub fn counts(&self, cap: &Bound) -> bool {
        matches!(
            cap.why,
            Why::Deadline | Why::Within | Why::Finding | Why::Dispute
        )
    }

    /// Whether a clause names whole days, from first to last: `on day 7`.
    pub fn on_a_day(&self, at: Subject) -> bool {
        self.days.binary_search(&at).is_ok()
    }

    /// Whether a milestone is in somebody's hands.
    pub fn is_agreed(&self, node: Node) -> bool {
        match self.plan.what(node) {
            What::Milestone(id) => self.agreed.get(id.index()).copied().unwrap_or(false),
            _ => false,
        }
    }

    /// Whether an owner of an occurrence is one of those who agree on a milestone: then the gate
    /// is in its own hands, and another rule tells it.
    pub fn agrees(&self, view: &View<'_>, at: u32, node: Node) -> bool {
        let What::Milestone(id) = self.plan.what(node) else {
            return false;
        };
        let milestone = view.agreement.milestone(id);
        let panel = milestone.and_then(|one| one.agreed_by.as_ref().or(one.declared_by.as_ref()));
        let members = panel.map_or_else(Vec::new, |panel| view.agreement.members(panel));
        let owners = self.owners_of(at);
        members
            .iter()
            .any(|member| owners.contains(&view.side_of(*member)))
    }

    /// What an instant waits for, directly or through phases, milestones and findings, each with
    /// the least number of seconds between. Of several ways none is certain, so none is followed.
    pub fn behind(&self, node: Node) -> Vec<(Node, i64)> {
        let mut found: Vec<(Node, i64)> = Vec::new();
        let mut stack = vec![(node, 0_i64)];
        while let Some((node, low)) = stack.pop() {
            if found.len() >= BEHIND_MAX {
                break;
            }
            for at in self.waits.of(node) {
                let Some(wait) = self.plan.waits.get(*at as usize) else {
                    continue;
                };
                if let [(other, more)] = self.plan.ways(wait) {
                    self.pass(*other, low + more.unwrap_or(0), &mut stack, &mut found);
                }
            }
            let before = self.plan.before(node);
            if let Some(before) = before {
                self.pass(before, low, &mut stack, &mut found);
            }
        }
        found
    }

    /// Goes on through what is nobody's own act.
    fn pass(
        &self,
        node: Node,
        low: i64,
        stack: &mut Vec<(Node, i64)>,
        found: &mut Vec<(Node, i64)>,
    ) {
        if found.iter().any(|(other, _)| *other == node) {
            return;
        }
        found.push((node, low));
        let own = matches!(self.plan.what(node), What::Performed(_) | What::Due(_));
        if !own {
            stack.push((node, low));
        }
    }
}

/// How many instants behind one are followed: the nearest are what a reader can act on.
const BEHIND_MAX: usize = 40;

/// Who owes an article: its sides, or others where no party owes it.
fn owners(view: &View<'_>, article: &model::Article) -> Vec<ActorId> {
    let sides = view.sides(article);
    if sides.is_empty() {
        view.holders(article)
    } else {
        sides
    }
}

/// For each occurrence those that surely wait for it directly.
fn waiting(plan: &Plan) -> Vec<Vec<u32>> {
    let mut waiting = vec![Vec::new(); plan.occurrences.len()];
    for wait in &plan.waits {
        if let [(before, _)] = plan.ways(wait)
            && let Some(before) = plan.occurrence(*before)
            && let Some(after) = plan.occurrence(wait.target)
            && let Some(list) = waiting.get_mut(before as usize)
        {
            list.push(after);
        }
    }
    waiting
}

/// The clauses that name whole days, in order.
fn days(agreement: &Agreement) -> Vec<Subject> {
    let own = agreement.articles().flat_map(|(id, article)| {
        let clauses = article.clauses.iter().enumerate();
        clauses.map(move |(at, clause)| (Subject::clause(Element::Article(id), at), clause))
    });
    let amendments = (0..).map(AmendmentId).zip(&agreement.amendments);
    let redated = amendments.flat_map(|(id, amendment)| {
        let changes = amendment.changes.iter().enumerate();
        changes.filter_map(move |(at, change)| match change {
            Change::NowDue(_, clause) => {
                Some((Subject::clause(Element::Amendment(id), at), clause))
            }
            _ => None,
        })
    });
    let names_a_day = |clause: &Clause| match clause {
        Clause::On {
            moment,
            hours: None,
        } => whole(moment),
        Clause::OnDayOf { .. } => true,
        _ => false,
    };
    let all = own.chain(redated);
    let all = all.filter(|(_, clause)| names_a_day(clause));
    let mut found: Vec<Subject> = all.map(|(at, _)| at).collect();
    found.sort_unstable();
    found
}

fn whole(moment: &model::Moment) -> bool {
    match moment {
        model::Moment::Fixed { window, .. } => {
            window.latest - window.earliest >= model::DAY_SECONDS - 3_600
        }
        model::Moment::Counted { from, to, .. } => to - from >= model::DAY_SECONDS,
        model::Moment::Rows { moments, .. } => moments.iter().flatten().all(whole),
        model::Moment::Unknown => false,
    }
}
