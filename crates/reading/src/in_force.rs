//! Section 2 of the page: entry into force, phases, milestones, the end.

use kernel::{Open, PhaseStage, Release, Stage, Undecided};
use model::{
    ArticleId, DayStart, Element, EndWhen, Ending, Entry, Event, Failing, Instant, Milestone,
    MilestoneId, Panel, Phase, PhaseId, Point, Reach, Subject, Who,
};

use crate::number::Truth;
use crate::time::{Asking, end_of, event, first_day, hour_of, point, reached};
use crate::world::{Fact, PutOff, World};

pub(crate) fn work_out(world: &mut World) {
    enters(world);
    phases(world);
    milestones(world);
    endings(world);
    releases(world);
}

/// 2.1: entry into force.
fn enters(world: &mut World) {
    if world.past.entered.is_some() {
        return;
    }
    let told = |fact: &Fact| world.told.iter().any(|told| told.fact == *fact);
    let stated = match &world.agreement.entry {
        Some(Entry::At(at)) => reached(world, point(world, at, Asking::of(Element::Agreement))),
        Some(Entry::When(condition)) => {
            crate::conditions::holds(world, condition, Asking::of(Element::Agreement))
        }
        None if !world.told.is_empty() => Truth::Yes,
        None => day_count_begins(world),
    };
    if told(&Fact::EntersIntoForce) || stated == Truth::Yes {
        // 1.4: the window of the point is that of the event, an hour unsaid staying unsaid.
        let window = match &world.agreement.entry {
            Some(Entry::At(at)) => match point(world, at, Asking::of(Element::Agreement)) {
                crate::time::Known::At(spot) if stated == Truth::Yes => spot.window,
                _ => world.cause,
            },
            _ => world.cause,
        };
        world.past.entered = Some(window);
    }
}

/// 2.1: the start of the day count.
fn day_count_begins(world: &World) -> Truth {
    let count = world.agreement.day_count.as_ref();
    if count.is_none_or(|count| matches!(count.start, DayStart::DayOf(_))) {
        return Truth::No;
    }
    match first_day(world, Asking::of(Element::Agreement)) {
        Ok(day) => world.clock.reached(hour_of(world, day, 0)).into(),
        Err(_) => Truth::NotKnown,
    }
}

/// The agreement is in force.
pub(crate) fn agreement_in_force(world: &World) -> bool {
    world.past.entered.is_some() && world.past.ended.is_none()
}

/// 2.3: whether an article is in force. What was already due is so after it.
pub(crate) fn article_in_force(world: &World, id: ArticleId) -> bool {
    let reach = world.article(id).map(|article| article.reach);
    match reach {
        Some(Reach::Phase(phase)) => {
            agreement_in_force(world) && stage(world, phase) == PhaseStage::Running
        }
        Some(Reach::Agreement | Reach::Unstated) => agreement_in_force(world),
        None => false,
    }
}

/// 2.2: the stage of a phase.
pub(crate) fn stage(world: &World, phase: PhaseId) -> PhaseStage {
    match world.past.phases.get(&phase) {
        Some(life) if life.over.is_some() => life.over.map_or(PhaseStage::Open, |(over, _)| over),
        Some(life) if life.began.is_some() => PhaseStage::Running,
        _ => PhaseStage::NotBegun,
    }
}

fn phases(world: &mut World) {
    for (id, phase) in (0..).map(PhaseId).zip(&world.agreement.phases) {
        match stage(world, id) {
            PhaseStage::NotBegun if begins(world, id, phase) => {
                world.past.phases.entry(id).or_default().began = Some(world.cause);
            }
            PhaseStage::Running => {
                if let Some(over) = over(world, id, phase) {
                    let cause = world.cause;
                    world.past.phases.entry(id).or_default().over = Some((over, cause));
                }
            }
            _ => {}
        }
    }
}

/// How many have declared something, of those who must, against how many it takes (4.2).
fn declared(world: &World, panel: &Panel, what: Element) -> bool {
    let declared = |who| {
        world.told.iter().any(
            |told| matches!(told.fact, Fact::Declares { by, what: of } if by == who && of == what),
        )
    };
    enough(world, panel, declared)
}

/// 4.2: whether as many members as it takes have done something.
pub(crate) fn enough(world: &World, panel: &Panel, done: impl Fn(model::ActorId) -> bool) -> bool {
    let members = crate::consent::members(world, panel);
    let count = members.iter().filter(|who| done(**who)).count();
    count > 0 && count >= crate::claims::takes(panel, members.len())
}

/// 2.2: a phase begins.
fn begins(world: &World, id: PhaseId, phase: &Phase) -> bool {
    let element = Element::Phase(id);
    let agreed = || crate::consent::agreed(world, element);
    let from = phase
        .from
        .as_ref()
        .is_none_or(|from| reached(world, point(world, from, Asking::of(element))) == Truth::Yes);
    let declarer = match (&phase.declared_by, &phase.from) {
        (Some(panel), _) => declared(world, panel, element),
        (None, Some(_)) => true,
        (None, None) => {
            let anybody =
                |fact: &Fact| matches!(fact, Fact::Declares { what, .. } if *what == element);
            agreed() || world.told.iter().any(|told| anybody(&told.fact))
        }
    };
    agreement_in_force(world) && from && declarer
}

/// 2.2: whether a running phase is over, and how.
fn over(world: &World, id: PhaseId, phase: &Phase) -> Option<PhaseStage> {
    let asking = Asking::of(Element::Phase(id));
    for ending in &world.agreement.endings {
        let Ending::Ends {
            what,
            completed,
            when,
            unless,
        } = ending
        else {
            continue;
        };
        if *what == Element::Phase(id) && ends(world, *what, when, unless.as_ref()) {
            return Some(if *completed {
                PhaseStage::Completed
            } else {
                PhaseStage::Ended
            });
        }
    }
    let condition = phase.completed_when.as_ref();
    let holds = condition.map(|c| crate::conditions::holds(world, c, asking));
    if holds == Some(Truth::Yes) {
        return Some(PhaseStage::Completed);
    }
    let timed = phase.lasts.is_some() || phase.until.is_some();
    let ended = if timed {
        length_over(world, id, phase)
    } else {
        condition.is_none() && declared_over(world, id, phase)
    };
    let follows = crate::speaks::says_what_follows(world.agreement, id);
    match (ended, condition, follows) {
        (false, ..) => None,
        (true, None, true) => Some(PhaseStage::Completed),
        (true, Some(_), true) => Some(PhaseStage::Ended),
        (true, _, false) => Some(PhaseStage::Open),
    }
}

/// 2.2: the declaration that ends a phase without length and condition.
fn declared_over(world: &World, id: PhaseId, phase: &Phase) -> bool {
    let over = |who| {
        world.told.iter().any(|told| {
            matches!(told.fact, Fact::DeclaresOver { by, phase } if phase == id && by == who)
        })
    };
    match &phase.declared_by {
        Some(panel) => enough(world, panel, over),
        None => world
            .told
            .iter()
            .any(|told| matches!(told.fact, Fact::DeclaresOver { phase, .. } if phase == id)),
    }
}

fn length_over(world: &World, id: PhaseId, phase: &Phase) -> bool {
    last_moment(world, id, phase).is_some_and(|end| world.clock.passed(end))
}

/// 2.2: the last moment of a phase: its first day is the day of its beginning.
fn last_moment(world: &World, id: PhaseId, phase: &Phase) -> Option<Instant> {
    let life = world.past.phases.get(&id)?;
    let calendar = &world.agreement.calendar;
    let day_less = |end: Instant| calendar.start_of(calendar.day_of(end).saturating_sub(1));
    let mut end = match (&phase.until, phase.lasts) {
        (Some(until), _) => {
            point(world, until, Asking::of(Element::Phase(id)))
                .exactly()?
                .latest
        }
        (None, Some(lasts)) => {
            let end = end_of(world, life.began?.latest, lasts)?;
            if lasts.civil() { day_less(end) } else { end }
        }
        (None, None) => return None,
    };
    for put_off in &life.put_off {
        end = match *put_off {
            PutOff::By(length) => {
                let later = end_of(world, end, length)?;
                // An end at 24:00 bears the date of the next day.
                if length.civil() && calendar.start_of(calendar.day_of(end)) == end {
                    day_less(later)
                } else {
                    later
                }
            }
            PutOff::Until(window) => end.max(window.latest),
        };
    }
    Some(end)
}

/// 2.4: milestones.
fn milestones(world: &mut World) {
    for (id, milestone) in (0..).map(MilestoneId).zip(&world.agreement.milestones) {
        if world.past.reached.contains_key(&id) || world.past.never.contains(&id) {
            continue;
        }
        if is_reached(world, id, milestone) {
            let of = Asking::of(Element::Milestone(id));
            let at = milestone.at.as_ref().map(|at| point(world, at, of));
            let window = match at {
                Some(at @ crate::time::Known::At(spot)) if reached(world, at) == Truth::Yes => {
                    spot.window
                }
                _ => world.cause,
            };
            world.past.reached.insert(id, window);
        } else if date_passed(world, id, milestone) {
            unreached(world, id, milestone);
        }
    }
}

fn is_reached(world: &World, id: MilestoneId, milestone: &Milestone) -> bool {
    let element = Element::Milestone(id);
    let asking = Asking::of(element);
    let at = milestone.at.as_ref();
    let when = milestone.when.as_ref();
    at.is_some_and(|at| reached(world, point(world, at, asking)) == Truth::Yes)
        || when.is_some_and(|c| crate::conditions::holds(world, c, asking) == Truth::Yes)
        || declared_reached(world, id, milestone)
        || milestone.agreed_by.as_ref().is_some_and(|panel| {
            enough(world, panel, |who| {
                crate::consent::has_consented(world, who, element)
            })
        })
        || crate::consent::agreed(world, element)
}

fn declared_reached(world: &World, id: MilestoneId, milestone: &Milestone) -> bool {
    let element = Element::Milestone(id);
    if let Some(panel) = &milestone.declared_by
        && declared(world, panel, element)
    {
        return true;
    }
    // Others were refused or contested when they declared it: what is kept here is a declaration
    // by somebody who may.
    let named = |by| {
        let panel = milestone.declared_by.as_ref();
        panel.is_some_and(|panel| crate::consent::members(world, panel).contains(&by))
    };
    world.told.iter().any(
        |told| matches!(told.fact, Fact::Declares { by, what } if what == element && !named(by)),
    )
}

/// 2.4: the date of a milestone has passed.
pub(crate) fn date_passed(world: &World, id: MilestoneId, milestone: &Milestone) -> bool {
    let Some((by, _)) = &milestone.by else {
        return false;
    };
    let by = point(world, by, Asking::of(Element::Milestone(id))).exactly();
    by.is_some_and(|by| world.clock.passed(by.latest))
}

/// 2.4: whoever decides after the date.
pub(crate) fn decider(world: &World, id: MilestoneId, milestone: &Milestone) -> Option<Who> {
    match &milestone.by {
        Some((_, Some(Failing::Decides(who, _)))) if date_passed(world, id, milestone) => {
            Some(*who)
        }
        _ => None,
    }
}

fn unreached(world: &mut World, id: MilestoneId, milestone: &Milestone) {
    let failing = milestone
        .by
        .as_ref()
        .and_then(|(_, failing)| failing.as_ref());
    match failing {
        Some(Failing::Reached) => {
            world.past.reached.insert(id, world.cause);
        }
        Some(Failing::NotReached) => {
            world.past.never.insert(id);
        }
        Some(Failing::AgreementEnds) => end(world),
        Some(_) | None => {}
    }
}

/// 2.5: the agreement ends.
pub(crate) fn end(world: &mut World) {
    if world.past.ended.is_none() {
        world.past.ended = Some(world.cause);
    }
}

/// Whether an `ending` line holds now.
fn ends(world: &World, what: Element, when: &EndWhen, unless: Option<&model::Condition>) -> bool {
    let asking = Asking::of(what);
    let is = |condition| crate::conditions::holds(world, condition, asking);
    let now = match when {
        EndWhen::When(condition) => is(condition) == Truth::Yes,
        EndWhen::At(at) => {
            let at = point(world, at, asking).exactly();
            at.is_some_and(|at| world.clock.reached(at.latest))
        }
    };
    now && unless.is_none_or(|condition| is(condition) == Truth::No)
}

fn endings(world: &mut World) {
    for ending in &world.agreement.endings {
        let Ending::Ends {
            what, when, unless, ..
        } = ending
        else {
            continue;
        };
        if !agreement_in_force(world) || !ends(world, *what, when, unless.as_ref()) {
            continue;
        }
        match what {
            Element::Agreement => end(world),
            Element::Article(id) => release_article(world, *id, Release::Ended),
            _ => {}
        }
    }
}

/// Releases what is open of an article: dormant, undetermined or due.
pub(crate) fn release_article(world: &mut World, id: ArticleId, why: Release) {
    let waiting = |stage| matches!(stage, Stage::Dormant | Stage::Undetermined | Stage::Due);
    let keys: Vec<_> = world
        .seen
        .iter()
        .filter(|(key, seen)| key.article == id && waiting(seen.stage))
        .map(|(key, _)| *key)
        .collect();
    for key in keys {
        world.past.released.entry(key).or_insert(why);
    }
}

/// 2.3: what the end of a phase or of the agreement releases.
fn releases(world: &mut World) {
    let agreement = world.agreement;
    let named = |phase: PhaseId| {
        agreement
            .endings
            .iter()
            .any(|line| matches!(line, Ending::Ends { what, .. } if *what == Element::Phase(phase)))
    };
    for (id, article) in agreement.articles() {
        let survives = agreement.endings.iter().any(|line| match line {
            Ending::Survives(these) => these.iter().any(|element| match element {
                Element::Article(other) => *other == id,
                Element::Phase(phase) => article.reach == Reach::Phase(*phase),
                _ => false,
            }),
            _ => false,
        });
        let over = match article.reach {
            Reach::Phase(phase) => {
                let stage = stage(world, phase);
                named(phase) && matches!(stage, PhaseStage::Completed | PhaseStage::Ended)
            }
            _ => false,
        };
        if (over || world.past.ended.is_some()) && !survives {
            release_article(world, id, Release::Ended);
        }
    }
}

/// Questions that phases and milestones leave open (2.2, 2.4).
pub(crate) fn undecided(world: &World) -> Vec<Undecided> {
    let mut open = Vec::new();
    for (id, _) in (0..).map(PhaseId).zip(&world.agreement.phases) {
        if stage(world, id) == PhaseStage::Open {
            open.push(question(Open::Afterwards, Element::Phase(id)));
        }
    }
    for (id, milestone) in (0..).map(MilestoneId).zip(&world.agreement.milestones) {
        let unsaid = matches!(milestone.by, Some((_, None)));
        let reached = world.past.reached.contains_key(&id);
        if unsaid && !reached && date_passed(world, id, milestone) {
            open.push(question(Open::Milestone, Element::Milestone(id)));
        }
    }
    open
}

fn question(question: Open, of: Element) -> Undecided {
    Undecided {
        question,
        of: Subject::of(of),
        key: None,
    }
}

/// Whether a point or an event is the end of a phase.
pub(crate) fn is_end_of(point: &Point, phase: PhaseId) -> bool {
    match point {
        Point::End(Some(of)) => *of == phase,
        Point::Event(of) => event_is_end_of(of, phase),
        Point::Offset { point, .. } => is_end_of(point, phase),
        Point::Earlier(one, other) | Point::Later(one, other) => {
            is_end_of(one, phase) || is_end_of(other, phase)
        }
        Point::Start(_) | Point::End(None) | Point::Moment(_) => false,
    }
}

/// Whether an event is the end of a phase.
pub(crate) fn event_is_end_of(of: &Event, phase: PhaseId) -> bool {
    use model::Status::{Completed, Ended};
    match of {
        Event::Ending(element) => *element == Element::Phase(phase),
        Event::Being(reference, Completed | Ended) => reference.element == Element::Phase(phase),
        Event::Either(one, other) => event_is_end_of(one, phase) || event_is_end_of(other, phase),
        _ => false,
    }
}

/// Whether an event of the text has happened, for one who asks.
pub(crate) fn has_happened(world: &World, of: &Event, asking: Asking) -> Truth {
    crate::time::happened(event(world, of, asking))
}
