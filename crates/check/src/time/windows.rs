//! W0302: one party's dates fall to others' windows.
//!
//! For each party the network is read as one in which everybody else takes all the time the text
//! gives: a finding the whole of its window, another's duty its last moment. A length that another
//! chooses is a contingent link. A last day that another has is fixed at that day: how long the
//! other may take after its own first day depends on when that comes, so no link would be exact,
//! and an early performance by others takes no time away from anybody. Whether the party can keep
//! its own dates against all that is dynamic controllability.

use std::collections::BTreeMap;

use model::{ActorId, ArticleId, Element};
use network::{Hop, LinkId, Network, NetworkError, SemiReducibleCycle, Step, controllable};

use super::Times;
use super::impossible::set_aside;
use super::plan::{Bound, Node, Plan, What, Why};
use super::tell::{Arc, Teller};
use super::touched::Touched;
use crate::gaps::few_of;
use crate::{Draft, View};

/// How many parties are looked at, those with most dates first.
const PARTIES_MAX: usize = 8;

/// How many contradictions are sought for one party.
const SOUGHT_MAX: usize = 5;

/// Longer walks are told without the stretches that repeat.
const STEPS_MAX: usize = 200;

/// Nobody can act in no time: what waits for another comes at least a second later.
const MOMENT: i64 = 1;

/// W0302: one finding for each party, with the heaviest of its duties told clause by clause.
pub fn windows(view: &View<'_>, times: &Times, touched: &Touched, out: &mut Vec<Draft>) {
    let mut by_party: BTreeMap<ActorId, usize> = BTreeMap::new();
    for at in (0..).take(times.plan.occurrences.len()) {
        if !touched.has(times.plan.performed(at)) && pressed(times, at) {
            for owner in times.owners_of(at) {
                *by_party.entry(*owner).or_default() += 1;
            }
        }
    }
    let mut parties: Vec<_> = by_party.into_iter().collect();
    parties.sort_by_key(|(party, count)| (std::cmp::Reverse(*count), *party));
    let left = parties.split_off(parties.len().min(PARTIES_MAX));
    out.extend(too_many(view, &left));
    let mut told: Vec<ArticleId> = Vec::new();
    for (party, pressed) in parties {
        let found = sought(view, times, touched, party, &told);
        told.extend(found.iter().map(|(id, _)| *id));
        let all = found.len() >= SOUGHT_MAX;
        if let Some(draft) = folded(view, found) {
            let more = format!("{pressed} of its last days are close to what they wait for");
            out.push(if all { draft.note(more) } else { draft });
        }
    }
}

/// W0806: more parties' last days are close to what they wait for than can be looked at.
fn too_many(view: &View<'_>, left: &[(ActorId, usize)]) -> Option<Draft> {
    let (first, _) = left.first()?;
    let names = few_of(left.iter().map(|(party, _)| view.actor(*party)));
    let message = format!(
        "the last days of more than {PARTIES_MAX} parties are close to what they wait for: \
         those of {names} are not held against the time that others may take"
    );
    let draft = Draft::of("W0806", Element::Actor(*first), message);
    Some(
        draft
            .label("its last days are not looked at so")
            .help(view.answer(
            "check the texts of a few parties by themselves, or leave more time before last days",
            &format!("what else may take its whole time before the last days of {names}?"),
        )),
    )
}

/// Whether everybody else's time by right could leave an occurrence none: what has time left in the
/// worst case needs no network.
fn pressed(times: &Times, at: u32) -> bool {
    let plan = &times.plan;
    let (due, performed) = (plan.due(at), plan.performed(at));
    let mut caps = times
        .caps_of(performed)
        .filter(|cap| times.counts(cap))
        .peekable();
    if caps.peek().is_none() {
        return false;
    }
    let Some(worst) = times.promise.of_node(due) else {
        return false;
    };
    caps.any(|cap| {
        // Both on one day, the one after the other: the day is theirs to share.
        if cap.weight == worst && times.on_a_day(cap.at) {
            return false;
        }
        let from = if cap.from == times.promise.origin {
            Some(0)
        } else {
            times.outcome.earliest.of_node(cap.from)
        };
        from.is_some_and(|from| from + cap.weight <= worst)
    })
}

/// The contradictions of one party, each with the article whose last day falls.
fn sought(
    view: &View<'_>,
    times: &Times,
    touched: &Touched,
    party: ActorId,
    told: &[ArticleId],
) -> Vec<(ArticleId, Draft)> {
    let mut left_out = times.outcome.left_out.clone();
    for (bound, slot) in times.plan.bounds.iter().zip(&mut left_out) {
        *slot |= touched.has(bound.from) || touched.has(bound.to);
    }
    let mut found: Vec<(ArticleId, Draft)> = Vec::new();
    let teller = times.teller(view.agreement);
    for _ in 0..SOUGHT_MAX {
        let Ok(net) = PartyNet::new(times, party, &left_out) else {
            break;
        };
        let Err(cycle) = controllable(&net.network) else {
            break;
        };
        let arcs = net.arcs(&cycle);
        let Some((lows, caps, meeting)) = teller.meeting(&arcs) else {
            break;
        };
        set_aside(&times.plan, &meeting.deadline, &mut left_out);
        let shared = teller.worst(&meeting, &times.promise) == Some(0)
            && (times.on_a_day(meeting.deadline.at) || lows.iter().any(|arc| on_a_day(times, arc)));
        let Some(article) = times.plan.article(meeting.node) else {
            continue;
        };
        let own = times.owns(party, meeting.node);
        let others = arcs.iter().any(|arc| arc.others);
        if own
            && others
            && !shared
            && !told.contains(&article)
            && !found.iter().any(|(id, _)| *id == article)
        {
            let short = teller
                .worst(&meeting, &times.promise)
                .unwrap_or(-cycle.weight());
            let draft = tell(view, &teller, party, &lows, short);
            let draft = draft.map(|draft| teller.chain(draft, &lows, &caps, meeting.base));
            found.extend(draft.map(|draft| (article, draft)));
        }
    }
    found
}

/// Whether others have that one day: it is theirs and the party's to share.
fn on_a_day(times: &Times, arc: &Arc) -> bool {
    let bound = times.plan.bounds.get(arc.bound as usize);
    arc.others && bound.is_some_and(|bound| times.on_a_day(bound.at))
}

fn tell(
    view: &View<'_>,
    teller: &Teller<'_>,
    party: ActorId,
    lows: &[Arc],
    short: i64,
) -> Option<Draft> {
    let arc = lows.iter().rfind(|arc| arc.others)?;
    let bound = teller.plan.bounds.get(arc.bound as usize)?;
    let last = lows.last()?;
    let thing = teller.thing(last.from);
    let what = match bound.why {
        Why::Finding => {
            let found = teller.plan.occurrence(bound.to)?;
            format!("a finding of {} in its last hour", teller.occurrence(found))
        }
        Why::Dispute => format!("a dispute of {} to the end", teller.thing(bound.to)),
        _ => format!("{} on its last day", teller.thing(bound.to)),
    };
    let who = view.actor(party);
    let message = if short <= 60 {
        format!("{what} leaves {who} 0 hours for {thing}")
    } else {
        let short = teller.by_how_much(short - short % 60);
        format!("{what} comes {short} too late for {who} to keep the last day of {thing}")
    };
    let clause = teller
        .plan
        .bounds
        .get(last.bound as usize)
        .map(|bound| bound.at)?;
    let draft = Draft::new("W0302", clause, message)
        .label("the last day hangs on others")
        .about(teller.articles(lows))
        .note("each of the others keeps to the text; an absolute last day is taken as that day");
    Some(draft.help(view.answer(
        &format!("tell the last day of {thing} from what it waits for (`within … after …`)"),
        &format!("how long has {who} for {thing} if what it waits for comes on its last day?"),
    )))
}

/// One finding for all that a party may lose.
fn folded(view: &View<'_>, mut found: Vec<(ArticleId, Draft)>) -> Option<Draft> {
    found.sort_by_key(|(id, _)| (std::cmp::Reverse(view.weight(*id)), *id));
    let mut found = found.into_iter();
    let (_, mut draft) = found.next()?;
    for (_, other) in found {
        let articles = other.articles.clone();
        draft = draft.place(other.at, other.message).about(articles);
    }
    Some(draft)
}

/// The network of one party.
struct PartyNet {
    network: Network,
    edges: Vec<Arc>,
    links: Vec<Arc>,
}

impl PartyNet {
    fn new(times: &Times, party: ActorId, left_out: &[bool]) -> Result<Self, NetworkError> {
        let plan = &times.plan;
        let mut net = Self {
            network: Network::new(plan.nodes.len())?,
            edges: Vec::with_capacity(plan.bounds.len()),
            links: Vec::new(),
        };
        for (at, bound) in (0_u32..).zip(&plan.bounds) {
            if !left_out.get(at as usize).copied().unwrap_or(false) {
                net.bound(times, party, at, bound);
            }
        }
        Ok(net)
    }

    fn bound(&mut self, times: &Times, party: ActorId, at: u32, bound: &Bound) {
        let plan = &times.plan;
        match bound.why {
            Why::Finding | Why::Dispute if !bound.first => {
                self.link(bound.from, bound.to, bound.weight - bound.unsure, at);
                return;
            }
            // The link says as much.
            Why::Finding | Why::Dispute if times.capped(bound.from) => return,
            _ => {}
        }
        let others = |node: Node| others_choose(times, plan, party, node);
        if bound.first {
            if others(bound.from) && times.capped(bound.from) {
                return;
            }
            let mine = matches!(plan.what(bound.from), What::Due(_)) && !others(bound.from);
            let waits = mine && bound.to != times.promise.origin && !times.owns(party, bound.to);
            let least = if waits { MOMENT } else { 0 };
            self.edge(bound.from, bound.to, bound.weight - least, at, false);
            return;
        }
        if others(bound.to) && times.counts(bound) && bound.weight >= 0 {
            let last = bound.weight - bound.unsure;
            self.edge(bound.from, bound.to, last, at, true);
            self.edge(bound.to, bound.from, -last, at, true);
            return;
        }
        self.edge(bound.from, bound.to, bound.weight, at, false);
    }

    fn edge(&mut self, from: Node, to: Node, weight: i64, bound: u32, others: bool) {
        if self.network.add(from as usize, to as usize, weight).is_ok() {
            self.edges.push(Arc {
                from,
                to,
                weight,
                bound,
                others,
            });
        }
    }

    fn link(&mut self, from: Node, to: Node, high: i64, bound: u32) {
        let high = high.max(0);
        let (start, end) = (from as usize, to as usize);
        if self.network.add_contingent(start, end, 0, high).is_ok() {
            self.links.push(Arc {
                from,
                to,
                weight: high,
                bound,
                others: true,
            });
        }
    }

    /// The steps of a cycle as arcs; a stretch that repeats is left out where the walk is long.
    fn arcs(&self, cycle: &SemiReducibleCycle) -> Vec<Arc> {
        let steps = cycle.steps(STEPS_MAX).unwrap_or_else(|| {
            let hops = cycle.hops().iter();
            let steps = hops.filter_map(|hop| match hop {
                Hop::Step(step) => Some(*step),
                Hop::Bypass(_) => None,
            });
            steps.collect()
        });
        steps.iter().filter_map(|step| self.arc(*step)).collect()
    }

    fn arc(&self, step: Step) -> Option<Arc> {
        let link = |id: LinkId| self.links.get(id.index()).copied();
        match step {
            Step::Edge(id) => self.edges.get(id.index()).copied(),
            // Told at its longest: the contradiction is there even when others are quick.
            Step::Upper(id) | Step::AtLeast(id) => link(id).map(|arc| Arc {
                from: arc.to,
                to: arc.from,
                weight: -arc.weight,
                ..arc
            }),
            Step::AtMost(id) => link(id),
            Step::Lower(id) => link(id).map(|arc| Arc { weight: 0, ..arc }),
        }
    }
}

/// Whether somebody else chooses when an instant comes.
fn others_choose(times: &Times, plan: &Plan, party: ActorId, node: Node) -> bool {
    match plan.what(node) {
        What::Performed(_) => !times.owns(party, node),
        What::Milestone(id) => times.agreed.get(id.index()).copied().unwrap_or(false),
        _ => false,
    }
}
