//! A second, naive reading of `docs/book/semantics.md`: slow and obvious, recomputed from the
//! whole log. It is compared with the kernel and used by nothing else.
//!
//! It keeps what has been told and what has once been so, and works everything else out anew at
//! each event and each timer, rule after rule in the order of the page, until nothing changes. One
//! module a section; where a rule can be read in more than one way, `AMBIGUITIES.md` says which way
//! was taken.

mod claims;
mod conditions;
mod consent;
mod credit;
mod deeds;
mod follows;
mod in_force;
mod ladders;
mod number;
mod occurrences;
mod powers;
mod required;
mod rights;
mod speaks;
mod stages;
mod standing;
mod time;
mod which;
mod world;

use std::collections::BTreeSet;

use kernel::{Contest, Event, Observed, Profile, Refusal};
use model::{Agreement, Element, Instant, MilestoneId, PhaseId, Window};

use crate::world::{Fact, Told, World};

/// What became of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It took effect.
    Stepped,
    /// It is kept; the text does not say whether it has an effect.
    Contested(Contest),
    /// It has no meaning here.
    Refused(Refusal),
}

/// What becomes of each event of a log, and how everything stands after them at `now`.
///
/// The agreement is given with the readings of the profile already applied.
#[must_use]
pub fn observe(
    agreement: &Agreement,
    profile: &Profile,
    log: &[Event],
    now: Instant,
) -> (Vec<Verdict>, Observed) {
    let mut world = World::new(agreement, profile);
    let mut verdicts = Vec::new();
    let mut last = None;
    for event in log {
        let verdict = match early(event, last) {
            Some(refusal) => Verdict::Refused(refusal),
            None => apply(&mut world, event),
        };
        if !matches!(verdict, Verdict::Refused(_)) {
            last = Some(event.recorded);
        }
        verdicts.push(verdict);
    }
    if now > world.clock.now {
        world.advance(now);
        world.cause = world::at(now);
    }
    world.settle();
    (verdicts, seen(&world))
}

/// What becomes of each event of a log, and how everything stands after it; at the end, how
/// everything stands at `now`. It goes on for as long as `more` says so.
pub fn each(
    agreement: &Agreement,
    profile: &Profile,
    log: &[Event],
    now: Instant,
    mut more: impl FnMut(Verdict, Observed) -> bool,
) {
    let mut world = World::new(agreement, profile);
    let mut last = None;
    for event in log {
        let verdict = match early(event, last) {
            Some(refusal) => Verdict::Refused(refusal),
            None => apply(&mut world, event),
        };
        if !matches!(verdict, Verdict::Refused(_)) {
            last = Some(event.recorded);
        }
        let mut then = world.clone();
        then.settle();
        if !more(verdict, seen(&then)) {
            return;
        }
    }
    if now > world.clock.now {
        world.advance(now);
        world.cause = world::at(now);
    }
    world.settle();
    more(Verdict::Stepped, seen(&world));
}

/// 1.1: what is refused whatever it says: it goes back, or it is of the future.
fn early(event: &Event, last: Option<Instant>) -> Option<Refusal> {
    match last {
        Some(now) if event.recorded < now => Some(Refusal::Back { now }),
        _ if event.at.earliest > event.recorded => Some(Refusal::Future),
        _ => None,
    }
}

/// 1.2: time advances to the event; the event is applied; what it makes true is worked out. A
/// refused event changes nothing, not even the time.
fn apply(world: &mut World, event: &Event) -> Verdict {
    let mut then = world.clone();
    then.advance(event.recorded);
    let at = Window {
        earliest: event.at.earliest,
        latest: event.at.latest.min(event.recorded),
    };
    then.cause = at;
    let (facts, contest) = match deeds::judge(&mut then, &event.deed, at) {
        Ok(judged) => judged,
        Err(refusal) => return Verdict::Refused(refusal),
    };
    then.told.extend(facts.into_iter().map(|fact| Told {
        at,
        about: event.about,
        recorded: event.recorded,
        fact,
    }));
    then.settle();
    *world = then;
    contest.map_or(Verdict::Stepped, Verdict::Contested)
}

/// What can be seen of the world.
fn seen(world: &World) -> Observed {
    let phases = (0..).map(PhaseId).take(world.agreement.phases.len());
    let milestones = (0..)
        .map(MilestoneId)
        .take(world.agreement.milestones.len());
    let articles = world.agreement.articles();
    let complete = world.told.iter().filter_map(|told| match told.fact {
        Fact::Complete { roll } => Some(Element::Roll(roll)),
        _ => None,
    });
    let mut undecided: BTreeSet<_> = in_force::undecided(world).into_iter().collect();
    for (key, seen) in &world.seen {
        undecided.extend(claims::undecided(world, *key, seen));
    }
    undecided.extend(follows::undecided(world));
    undecided.extend(powers::undecided(world));
    Observed {
        now: world.clock.now,
        entered: world.past.entered,
        ended: world.past.ended.is_some(),
        phases: phases.map(|id| in_force::stage(world, id)).collect(),
        milestones: milestones
            .map(|id| world.past.reached.get(&id).copied())
            .collect(),
        occurrences: world.seen.clone(),
        broken: articles
            .flat_map(|(id, _)| standing::broken_now(world, id))
            .collect(),
        runs: ladders::runs(world),
        undecided,
        complete: complete.collect(),
    }
}
