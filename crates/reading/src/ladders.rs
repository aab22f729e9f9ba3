//! 6.1 of the page: ladders.

use kernel::{Key, Run};
use model::{
    ActorId, ArticleId, Duration, Element, Ladder, Status, Step, StepAct, StepOrder, StepPart,
};

use crate::number::Truth;
use crate::time::{Asking, end_of};
use crate::world::{Climb, Fact, World};

pub(crate) fn work_out(world: &mut World) {
    opened(world);
    for climb in 0..world.past.climbs.len() {
        go_on(world, climb);
    }
}

fn ladder<'a>(world: &World<'a>, id: ArticleId) -> Option<&'a Ladder> {
    world.article(id)?.ladder()
}

/// 6.1: opens a ladder at rung 0, unless a run of it with the same cause stands.
pub(crate) fn open(world: &mut World, id: ArticleId, cause: Option<Key>) {
    let stands = |climb: &Climb| climb.ladder == id && climb.cause == cause && climb.rung.is_some();
    if ladder(world, id).is_none() || world.past.climbs.iter().any(stands) {
        return;
    }
    world.past.climbs.push(Climb {
        ladder: id,
        cause,
        rung: Some(0),
        exhausted: false,
        since: world.clock.now,
        heard: world.told.len(),
    });
}

/// 6.1: ladders that somebody opened.
fn opened(world: &mut World) {
    for (index, ladder) in opens(world) {
        let panel = self::ladder(world, ladder).and_then(|of| of.opened_by.as_ref());
        let takes = panel.and_then(|(panel, _)| panel.threshold).unwrap_or(1) as usize;
        let waiting: Vec<(usize, ActorId)> = world
            .told
            .iter()
            .enumerate()
            .filter_map(|(index, told)| match told.fact {
                Fact::Opens { by, ladder: of } if of == ladder => Some((index, by)),
                _ => None,
            })
            .filter(|(index, _)| !world.past.acted.contains(index))
            .collect();
        let mut authors: Vec<ActorId> = waiting.iter().map(|(_, by)| *by).collect();
        authors.sort_unstable();
        authors.dedup();
        if world.past.acted.contains(&index) || authors.len() < takes {
            continue;
        }
        world
            .past
            .acted
            .extend(waiting.iter().map(|(index, _)| *index));
        open(world, ladder, None);
    }
}

fn opens(world: &World) -> Vec<(usize, ArticleId)> {
    let told = world.told.iter().enumerate();
    told.filter_map(|(index, told)| match told.fact {
        Fact::Opens { ladder, .. } => Some((index, ladder)),
        _ => None,
    })
    .collect()
}

/// The rung a run stands on.
fn rung<'a>(world: &World<'a>, climb: &Climb) -> Option<&'a Step> {
    ladder(world, climb.ladder)?.steps.get(climb.rung? as usize)
}

/// The rungs a run stands on: its rung, and each `also` that began with it.
pub(crate) fn standing_on<'a>(world: &World<'a>, climb: &Climb) -> Vec<(u32, &'a Step)> {
    let (Some(of), Some(rung)) = (ladder(world, climb.ladder), climb.rung) else {
        return Vec::new();
    };
    let steps = (0..).zip(&of.steps).skip(rung as usize);
    steps
        .enumerate()
        .take_while(|(after, (_, step))| *after == 0 || step.order == StepOrder::Also)
        .map(|(_, step)| step)
        .collect()
}

/// Those a rung names.
pub(crate) fn named(world: &World, step: &Step) -> Vec<ActorId> {
    match &step.act {
        StepAct::Shall(duty) => crate::consent::members(world, &duty.obligors),
        StepAct::May(panel, _) => crate::consent::members(world, panel),
    }
}

fn within(step: &Step) -> Option<Duration> {
    step.parts.iter().find_map(|part| match part {
        StepPart::Within(length) => Some(*length),
        _ => None,
    })
}

/// 6.1: a rung is over when its time has passed, or, where none is stated, when its act is done.
fn over(world: &World, climb: &Climb) -> bool {
    let Some(step) = rung(world, climb) else {
        return false;
    };
    match within(step) {
        Some(length) => {
            let end = end_of(world, climb.since, length);
            end.is_some_and(|end| world.clock.passed(end))
        }
        None => done(world, climb, step),
    }
}

/// 6.1: a deed since the rung began that does its act.
fn done(world: &World, climb: &Climb, step: &Step) -> bool {
    let actors = named(world, step);
    world
        .told
        .iter()
        .skip(climb.heard)
        .any(|told| match &told.fact {
            Fact::Steps { by, ladder } => {
                *ladder == climb.ladder && by.iter().any(|by| actors.contains(by))
            }
            Fact::Refers { to, article } => {
                let about = Some(*article) == climb.cause.map(|key| key.article);
                (about || *article == climb.ladder) && actors.contains(to)
            }
            Fact::Uses { by, power, .. } => *power == climb.ladder && actors.contains(by),
            _ => false,
        })
}

fn go_on(world: &mut World, index: usize) {
    let Some(climb) = world.past.climbs.get(index).cloned() else {
        return;
    };
    let (Some(of), Some(rung)) = (ladder(world, climb.ladder), climb.rung) else {
        return;
    };
    let asking = Asking {
        element: Element::Article(climb.ladder),
        key: climb.cause,
        row: climb.cause.and_then(|key| key.row),
    };
    let stops = of
        .stopping
        .as_ref()
        .is_some_and(|condition| crate::conditions::holds(world, condition, asking) == Truth::Yes);
    let over = over(world, &climb);
    let (now, heard) = (world.clock.now, world.told.len());
    let next = (rung.saturating_add(1)..).zip(of.steps.iter().skip(rung as usize + 1));
    let next = next
        .filter(|(_, step)| step.order != StepOrder::Also)
        .map(|(rung, _)| rung)
        .next();
    let Some(climb) = world.past.climbs.get_mut(index) else {
        return;
    };
    if stops {
        climb.rung = None;
    } else if over {
        climb.exhausted = next.is_none();
        climb.rung = next;
        climb.since = now;
        climb.heard = heard;
    }
}

/// 8: the status of a ladder.
pub(crate) fn status(world: &World, id: ArticleId, status: Status) -> Truth {
    let mut runs = world.past.climbs.iter().filter(|climb| climb.ladder == id);
    match status {
        Status::Running => runs.any(|climb| climb.rung.is_some()).into(),
        Status::Exhausted => runs.any(|climb| climb.exhausted).into(),
        _ => Truth::No,
    }
}

/// The runs, in the order opened.
pub(crate) fn runs(world: &World) -> Vec<Run> {
    let runs = world.past.climbs.iter().map(|climb| Run {
        ladder: climb.ladder,
        cause: climb.cause,
        rung: climb.rung,
        exhausted: climb.exhausted,
    });
    runs.collect()
}
