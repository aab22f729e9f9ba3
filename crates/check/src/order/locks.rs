//! W0901: readings by which nobody can go first.
//!
//! One mixture of readings shows where readings lock. Each reading on such a circle, and all that
//! one party holds of them, is then laid over the text alone: what is said to lock by itself has
//! been seen to, and only the rest is said to lock when each acts on its own reading.

use std::collections::BTreeSet;

use model::{ActorId, Element, ReadingId, Subject};

use super::circle;
use super::graph::{Circle, Graph};
use super::readings::decide;
use crate::time::{Node, Plan, Promise, Teller, Text, Times, Wait, plan_of};
use crate::{Draft, View};

/// How many circles are told, and tried reading by reading.
const TRIED_MAX: usize = 8;

/// The plan of some readings over the text, and what of it can come.
struct Tried {
    readings: Vec<ReadingId>,
    plan: Plan,
    origin: Node,
    came: Vec<bool>,
}

impl Tried {
    fn new(view: &View<'_>, times: &Times, readings: &[ReadingId]) -> Self {
        let text = Text::under(view.agreement, readings);
        let plan = plan_of(&text, &times.calendar, &times.plan.occurrences);
        let came = Graph::new(&plan).reached(&[]);
        Self {
            readings: readings.to_vec(),
            origin: Promise::of(&plan).origin,
            plan,
            came,
        }
    }

    fn teller<'a>(&'a self, view: &'a View<'_>, times: &'a Times) -> Teller<'a> {
        Teller {
            agreement: view.agreement,
            plan: &self.plan,
            calendar: &times.calendar,
            origin: self.origin,
        }
    }

    /// A circle through one of some readings, by which one of some elements waits.
    fn circle(
        &self,
        graph: &Graph<'_>,
        of: &[ReadingId],
        within: Option<&[Element]>,
    ) -> Option<Circle> {
        let within = |wait: &Wait| {
            let element = circle::element(&self.plan, wait.target);
            within.is_none_or(|within| element.is_some_and(|one| within.contains(&one)))
        };
        let vain = |wait: &Wait| {
            let by = matches!(wait.at.element, Element::Reading(id) if of.contains(&id));
            let comes = self.came.get(wait.target as usize);
            by && comes == Some(&false) && within(wait)
        };
        let waits = (0..).zip(&self.plan.waits);
        let mut waits = waits.filter(|(_, wait)| vain(wait)).take(TRIED_MAX);
        waits.find_map(|(at, _)| graph.circle_through(&self.came, at))
    }
}

/// Circles that go through readings.
pub fn locks(
    view: &View<'_>,
    times: &Times,
    mixture: &[ReadingId],
    told: &mut BTreeSet<ReadingId>,
    out: &mut Vec<Draft>,
) {
    let mixed = Tried::new(view, times, mixture);
    if mixed.came.iter().all(|came| *came) {
        return;
    }
    let graph = Graph::new(&mixed.plan);
    let mut seen: BTreeSet<Vec<Element>> = BTreeSet::new();
    for found in circles(&mixed, &graph) {
        let mut through = through(&mixed.plan, &found);
        let elements = elements(&mixed.plan, &found);
        if through.is_empty() || seen.len() >= TRIED_MAX || !seen.insert(elements.clone()) {
            continue;
        }
        let alone = alone(view, times, &through, &elements);
        if matches!(alone, Alone::Moves) && through.len() == 1 {
            // Other readings bar the other ways.
            let steps = found.steps.iter().map(|(node, _)| *node);
            let waits = graph.in_vain(&mixed.came, steps.collect());
            push_readings(&mixed.plan, waits, &mut through);
        }
        told.extend(through.iter().copied());
        let (tried, found) = match &alone {
            Alone::Locks(tried, circle) => (tried.as_ref(), circle),
            Alone::Moves | Alone::Untried => (&mixed, &found),
        };
        let teller = tried.teller(view, times);
        let mut draft = tell_lock(view, &teller, found, &through, &alone);
        let behind = Graph::new(&tried.plan).behind(&tried.came, found);
        let elements = self::elements(&tried.plan, found);
        draft = circle::behind(view, &tried.plan, draft, &behind, &elements);
        out.retain(|other| !absorbed(other, &elements));
        out.push(draft);
    }
}

/// The circles that the walks meet, and for each reading on none of them one that it is on: a walk
/// ends in the first circle it meets.
fn circles(mixed: &Tried, graph: &Graph<'_>) -> Vec<Circle> {
    let mut found = graph.circles(&mixed.came);
    let mut met: BTreeSet<ReadingId> = BTreeSet::new();
    for circle in &found {
        met.extend(through(&mixed.plan, circle));
    }
    let mut asked = 0;
    for id in &mixed.readings {
        if asked < TRIED_MAX && !met.contains(id) {
            asked += 1;
            let circle = mixed.circle(graph, &[*id], None);
            if let Some(circle) = circle {
                met.extend(through(&mixed.plan, &circle));
                found.push(circle);
            }
        }
    }
    found
}

/// What a circle goes through, each once, in order of identity.
fn elements(plan: &Plan, circle: &Circle) -> Vec<Element> {
    let mut elements = circle::elements(plan, circle);
    elements.sort_unstable();
    elements.dedup();
    elements
}

/// What the readings of a circle do without each other.
enum Alone {
    /// These lock by themselves, over the text: one of them, or all that one party holds.
    Locks(Box<Tried>, Circle),
    /// Each of them leaves an order.
    Moves,
    /// There are too many to try.
    Untried,
}

fn alone(view: &View<'_>, times: &Times, through: &[ReadingId], elements: &[Element]) -> Alone {
    if through.len() > TRIED_MAX {
        return Alone::Untried;
    }
    let mut sets: Vec<Vec<ReadingId>> = through.iter().map(|id| vec![*id]).collect();
    let by = |id: &ReadingId| view.agreement.reading(*id).map_or(&[][..], |one| &one.by);
    let holders: BTreeSet<ActorId> = through.iter().flat_map(by).copied().collect();
    for holder in holders {
        let held = through.iter().filter(|id| by(id).contains(&holder));
        let held: Vec<ReadingId> = held.copied().collect();
        if held.len() > 1 {
            sets.push(held);
        }
    }
    let mut tried = sets.iter().map(|set| Tried::new(view, times, set));
    let locks = tried.find_map(|tried| {
        let graph = Graph::new(&tried.plan);
        let circle = tried.circle(&graph, &tried.readings, Some(elements))?;
        Some((circle, tried))
    });
    locks.map_or(Alone::Moves, |(circle, tried)| {
        Alone::Locks(Box::new(tried), circle)
    })
}

/// What the text alone says of the same two duties is the same cause.
fn absorbed(other: &Draft, elements: &[Element]) -> bool {
    other.code == "W0310"
        && other
            .all_articles()
            .iter()
            .all(|id| elements.contains(&Element::Article(*id)))
}

/// The readings by which the instants of a circle wait.
fn through(plan: &Plan, circle: &Circle) -> Vec<ReadingId> {
    let mut found = Vec::new();
    let waits = circle.steps.iter().filter_map(|(_, wait)| *wait);
    push_readings(plan, waits, &mut found);
    found
}

/// The readings that some waits are by, each once.
fn push_readings(plan: &Plan, waits: impl IntoIterator<Item = u32>, into: &mut Vec<ReadingId>) {
    for at in waits {
        let wait = plan.waits.get(at as usize);
        if let Some(Element::Reading(id)) = wait.map(|wait| wait.at.element)
            && !into.contains(&id)
        {
            into.push(id);
        }
    }
}

fn tell_lock(
    view: &View<'_>,
    teller: &Teller<'_>,
    circle: &Circle,
    through: &[ReadingId],
    alone: &Alone,
) -> Draft {
    let names = circle::names(teller, circle);
    let round = match names.first() {
        Some(_) if names.len() > 1 => circle::round(&names),
        Some(first) => format!("{first} waits for itself"),
        None => String::new(),
    };
    let of = match alone {
        Alone::Locks(tried, _) => tried.readings.as_slice(),
        Alone::Moves | Alone::Untried => through,
    };
    let first = of.first().copied().unwrap_or(ReadingId(0));
    let (message, label) = if matches!(alone, Alone::Locks(..)) {
        let name = view.list(of.iter().map(|id| Element::Reading(*id)));
        let by = holder(view, of);
        let label = if of.len() == 1 {
            "the reading"
        } else {
            "one of its readings"
        };
        (
            format!("under {name}{by} nobody can go first: {round}"),
            label,
        )
    } else {
        let each = if of.iter().all(|id| by_parties(view, *id)) {
            "each party"
        } else {
            "each"
        };
        let message = format!("with {each} on its own reading nobody moves: {round}");
        (message, "one of the readings")
    };
    let mut draft = Draft::of("W0901", Element::Reading(first), message).label(label);
    for id in of.iter().filter(|id| **id != first).take(TRIED_MAX) {
        let by = holder(view, &[*id]);
        let label = format!("the other{}", by.trim_end_matches(','));
        draft = draft.place(Subject::of(Element::Reading(*id)), label);
    }
    draft = circle::steps(draft, teller, circle);
    if matches!(alone, Alone::Moves) {
        draft = draft.note("each of the readings alone leaves an order");
    }
    draft.help(decide(
        view,
        "which of them goes first, or which part of which?",
    ))
}

/// Whether all who hold a reading are parties.
fn by_parties(view: &View<'_>, id: ReadingId) -> bool {
    let reading = view.agreement.reading(id);
    reading.is_some_and(|reading| {
        let by = &reading.by;
        !by.is_empty() && by.iter().all(|id| view.is_party(*id))
    })
}

/// `, held by x,`: by whoever holds all of them.
fn holder(view: &View<'_>, ids: &[ReadingId]) -> String {
    let by = |id: &ReadingId| view.agreement.reading(*id).map_or(&[][..], |one| &one.by);
    let mut held = ids.first().map_or_else(Vec::new, |id| by(id).to_vec());
    held.retain(|actor| ids.iter().all(|id| by(id).contains(actor)));
    if held.is_empty() {
        return String::new();
    }
    format!(
        ", held by {},",
        view.list(held.into_iter().map(Element::Actor))
    )
}
