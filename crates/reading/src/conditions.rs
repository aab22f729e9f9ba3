//! Section 8 of the page: conditions, and the statuses they speak of.

use kernel::{Key, Observation, PhaseStage, Range, Stage, Timeliness};
use model::{
    ArticleKind, Condition, Duration, Element, Fact, FactKind, Join, MilestoneId, Panel, PhaseId,
    Reference, RollId, RowRef, SelfRef, Status,
};

use crate::number::{Truth, either, minus};
use crate::occurrences::{Repeats, repeats, round_opening};
use crate::time::{Asking, seconds};
use crate::world::{self, World};

/// Whether a condition holds for one who asks.
pub(crate) fn holds(world: &World, condition: &Condition, asking: Asking) -> Truth {
    let facts = condition
        .facts
        .iter()
        .map(|fact| fact_holds(world, fact, asking));
    match condition.join {
        Join::And => facts.fold(Truth::Yes, Truth::min),
        Join::Or => facts.fold(Truth::No, Truth::max),
        Join::Either => either(&facts.collect::<Vec<_>>()),
    }
}

fn fact_holds(world: &World, fact: &Fact, asking: Asking) -> Truth {
    if let Some(panel) = &fact.judged {
        return ruled(world, &fact.kind, Some(panel));
    }
    match &fact.kind {
        FactKind::Status {
            of,
            any,
            status,
            times,
            ..
        } => {
            let each = of.iter().map(|of| match times {
                Some((number, within)) => often(world, *of, asking, (*status, *number, *within)),
                None => status_of(world, *of, *status, asking),
            });
            if *any {
                each.fold(Truth::No, Truth::max)
            } else {
                each.fold(Truth::Yes, Truth::min)
            }
        }
        FactKind::Itself(which, status) => itself(world, *which, *status, asking),
        FactKind::NoIncident(length, of) => no_incident(world, *length, of),
        FactKind::Alleged(of) => of
            .iter()
            .any(|of| crate::standing::alleged(world, *of))
            .into(),
        FactKind::Asked(who, _) => who
            .iter()
            .all(|who| crate::consent::demanded(world, *who, asking))
            .into(),
        FactKind::Consents(who) => who
            .iter()
            .all(|who| {
                let members = crate::consent::of_who(world, *who);
                members
                    .iter()
                    .all(|who| crate::consent::has_consented(world, *who, asking.element))
            })
            .into(),
        FactKind::Quoted(_) => ruled(world, &fact.kind, None),
    }
}

/// Words in quotes, or anything `as judged by`: as last ruled by whom the text names, by anybody
/// where it names none; else not known.
fn ruled(world: &World, kind: &FactKind, panel: Option<&Panel>) -> Truth {
    let may = |who| panel.is_none_or(|of| crate::consent::members(world, of).contains(&who));
    let ruled = world.told.iter().any(|told| match &told.fact {
        world::Fact::RulesThat { by, kind: of } => of == kind && may(*by),
        _ => false,
    });
    if ruled { Truth::Yes } else { Truth::NotKnown }
}

/// The occurrences a reference means, for one who asks; nothing where it is not of a duty that has
/// occurrences. What another generation stands in place of no longer counts.
pub(crate) fn keys_of(world: &World, of: Reference, asking: Asking) -> Option<Vec<Key>> {
    let keys = every_key(world, of, asking)?;
    let stands = |key: &Key| {
        !world
            .past
            .made
            .range(
                Key {
                    generation: key.generation + 1,
                    obligor: None,
                    ..*key
                }..,
            )
            .take_while(|(other, _)| {
                (other.article, other.row, other.round) == (key.article, key.row, key.round)
            })
            .any(|(other, _)| succeeds(*other, *key))
    };
    Some(keys.into_iter().filter(stands).collect())
}

/// Whether one occurrence stands in the place of another: it is of a later generation, and of the
/// same obligor or passed on.
fn succeeds(later: Key, earlier: Key) -> bool {
    later.generation > earlier.generation
        && (later.obligor == earlier.obligor || later.generation == earlier.generation + 1)
}

/// All occurrences a reference means, of every generation.
pub(crate) fn every_key(world: &World, of: Reference, asking: Asking) -> Option<Vec<Key>> {
    let id = of.article()?;
    let duty = world.article(id)?.duty()?;
    if duty.standing {
        return None;
    }
    let tabled = world.article(id)?.rows.is_some();
    let row = match (of.row, asking.row) {
        _ if !tabled => None,
        (RowRef::None | RowRef::Every, _) | (_, None) => None,
        (RowRef::Row(row), _) => Some(row),
        (RowRef::Same, Some(row)) => Some(row),
        (RowRef::Next, Some(row)) => row.checked_add(1),
        (RowRef::Previous, Some(row)) => row.checked_sub(1),
    };
    let row = match of.row {
        RowRef::Row(row) if tabled => Some(row),
        _ => row,
    };
    let meant = |key: &&Key| key.article == id && row.is_none_or(|row| key.row == Some(row));
    Some(world.past.made.keys().filter(meant).copied().collect())
}

/// 8: `done`, `verified`, `fulfilled`, `performed`, `final` wait for the rounds still to open.
pub(crate) fn more_to_come(world: &World, of: Reference, status: Status) -> bool {
    use Status::{Done, Final, Fulfilled, Performed, Verified};
    if !matches!(status, Done | Final | Fulfilled | Performed | Verified) {
        return false;
    }
    let Some(article) = of.article().and_then(|id| world.article(id)) else {
        return false;
    };
    let Repeats::Every {
        period,
        from,
        until,
    } = repeats(article)
    else {
        return false;
    };
    let Some(id) = of.article() else {
        return false;
    };
    crate::occurrences::rows(world, article)
        .into_iter()
        .any(|row| {
            let made = world.past.made.iter().filter(|(key, made)| {
                key.article == id && key.row == row && made.opening.is_some()
            });
            let next = made.map(|(key, _)| key.round + 1).max().unwrap_or(0);
            let asking = Asking::row(id, row);
            let begun = crate::time::point(world, from, asking).window().is_some();
            !begun || round_opening(world, asking, (period, from, until), next).is_some()
        })
}

/// The first row asks nothing of its previous one.
fn before_the_first(world: &World, of: Reference, asking: Asking) -> bool {
    let tabled = of.article().and_then(|id| world.article(id));
    of.row == RowRef::Previous
        && asking.row == Some(0)
        && tabled.is_some_and(|article| article.rows.is_some())
}

/// 8: the status of what a reference names.
pub(crate) fn status_of(world: &World, of: Reference, status: Status, asking: Asking) -> Truth {
    if before_the_first(world, of, asking) {
        return Truth::Yes;
    }
    match keys_of(world, of, asking) {
        Some(keys) if keys.is_empty() => matches!(status, Status::Kept | Status::Compliant).into(),
        Some(keys) if any_is_enough(status) => keys
            .into_iter()
            .map(|key| key_status(world, key, status))
            .fold(Truth::No, Truth::max),
        Some(_) if more_to_come(world, of, status) => Truth::No,
        Some(keys) => keys
            .into_iter()
            .map(|key| key_status(world, key, status))
            .fold(Truth::Yes, Truth::min),
        None => element_status(world, of.element, status),
    }
}

/// 8: the statuses of which one occurrence that has it is enough.
pub(crate) fn any_is_enough(status: Status) -> bool {
    use Status::{
        Breached, Disputed, Due, Exceeded, Late, Overdue, Short, Suspended, Undetermined,
        Unsettled, Withheld,
    };
    matches!(
        status,
        Due | Late
            | Short
            | Exceeded
            | Overdue
            | Breached
            | Disputed
            | Unsettled
            | Undetermined
            | Withheld
            | Suspended
    )
}

/// 3.2: `during x`: while x is due or reported.
pub(crate) fn during(world: &World, of: Reference, asking: Asking) -> Truth {
    let keys = keys_of(world, of, asking).unwrap_or_default();
    let while_ =
        |key| key_status(world, key, Status::Due).max(stage_is(world, key, Stage::Reported));
    keys.into_iter().map(while_).fold(Truth::No, Truth::max)
}

fn stage_is(world: &World, key: Key, stage: Stage) -> Truth {
    world
        .seen
        .get(&key)
        .is_some_and(|seen| seen.stage == stage)
        .into()
}

/// 8: the status of one occurrence.
pub(crate) fn key_status(world: &World, key: Key, status: Status) -> Truth {
    let Some(seen) = world.seen.get(&key) else {
        return Truth::No;
    };
    // 4.6: A is the settled acceptance.
    let accepted = minus(seen.accepted, seen.disputed);
    if yes(world, key, seen, accepted, status) {
        Truth::Yes
    } else if not_known(world, key, seen, status) {
        Truth::NotKnown
    } else {
        Truth::No
    }
}

/// The column `Yes` of the table.
fn yes(world: &World, key: Key, seen: &Observation, accepted: Range, status: Status) -> bool {
    let stage = seen.stage;
    let fulfilled = matches!(stage, Stage::Fulfilled | Stage::Remedied);
    let overdue = matches!(stage, Stage::Overdue | Stage::Breached);
    let asked = seen.required;
    match status {
        Status::Due => stage == Stage::Due || overdue,
        Status::Reported => seen.claimed.high > 0 || seen.accepted.high > 0,
        Status::Verified | Status::Fulfilled | Status::Kept | Status::Compliant => fulfilled,
        Status::Performed | Status::Done => fulfilled || stage == Stage::Performed,
        Status::Final => fulfilled && dispute_window_over(world, key),
        Status::Late => {
            seen.timeliness == Some(Timeliness::Late)
                || stage == Stage::Overdue
                || stage == Stage::Breached && seen.claimed.high <= 0
        }
        Status::Short => {
            let passed = seen.deadline.is_some_and(|d| world.clock.passed(d.latest));
            let due = passed || crate::claims::found_short(world, key);
            due && asked.is_some_and(|asked| accepted.high < asked.low)
        }
        Status::Exceeded => asked.is_some_and(|asked| accepted.low > asked.high),
        Status::Overdue => overdue,
        Status::Breached => seen.breached,
        Status::Remedied => stage == Stage::Remedied,
        Status::Suspended => seen.suspended,
        Status::Withheld => seen.withheld,
        Status::Disputed => seen.disputed.high > 0,
        Status::Released => matches!(stage, Stage::Released(_)),
        Status::Waived => matches!(
            stage,
            Stage::Released(kernel::Release::Waived | kernel::Release::Discharged)
        ),
        Status::Unsettled => {
            seen.disputed.high > 0 && crate::claims::decided_by(world, key.article).is_none()
        }
        Status::Undetermined => stage == Stage::Undetermined,
        Status::Running
        | Status::Completed
        | Status::Reached
        | Status::Declared
        | Status::Extended
        | Status::Ended
        | Status::Exhausted => false,
    }
}

/// The column `Not known` of the table.
fn not_known(world: &World, key: Key, seen: &Observation, status: Status) -> bool {
    let stage = seen.stage;
    let fulfilled = matches!(stage, Stage::Fulfilled | Stage::Remedied);
    let disputed = seen.disputed.high > 0;
    let left = seen.claimed.low.saturating_sub(seen.refused.high);
    let told = stage == Stage::Reported
        || stage == Stage::Breached
            && seen
                .required
                .is_some_and(|asked| asked.low > 0 && left >= asked.low);
    let accepted = crate::claims::settled(world, key);
    let perhaps = seen
        .required
        .is_some_and(|asked| accepted.high > 0 && accepted.high >= asked.low);
    let unverified = told && crate::claims::verifiers(world, key.article).is_empty();
    match status {
        Status::Due => stage == Stage::Undetermined,
        Status::Performed | Status::Fulfilled => unverified || disputed || perhaps,
        Status::Verified => disputed || perhaps,
        Status::Kept | Status::Compliant => disputed,
        Status::Done => told || disputed || perhaps,
        Status::Final => fulfilled,
        Status::Late => seen.timeliness == Some(Timeliness::CannotTell),
        Status::Short | Status::Exceeded => seen.required.is_none(),
        _ => false,
    }
}

/// 8, final: its dispute window, from the `recorded` of the last finding, is over or none is
/// stated.
fn dispute_window_over(world: &World, key: Key) -> bool {
    let Some((_, model::Clause::DisputeBy { within, .. })) =
        crate::claims::dispute_clause(world, key.article)
    else {
        return true;
    };
    let (Some(within), Some(finding)) = (within, crate::claims::sum(world, key).finding) else {
        return true;
    };
    let end = crate::time::end_of(world, finding, *within);
    end.is_some_and(|end| world.clock.passed(end))
}

/// 8: the status of what has no occurrences.
pub(crate) fn element_status(world: &World, of: Element, status: Status) -> Truth {
    match of {
        Element::Phase(id) => {
            let stage = crate::in_force::stage(world, id);
            let extended = || {
                let life = world.past.phases.get(&id);
                life.is_some_and(|life| !life.put_off.is_empty())
            };
            match status {
                Status::Running => stage == PhaseStage::Running,
                Status::Completed => stage == PhaseStage::Completed,
                Status::Ended => matches!(
                    stage,
                    PhaseStage::Ended | PhaseStage::Open | PhaseStage::Completed
                ),
                Status::Extended => extended(),
                _ => false,
            }
            .into()
        }
        Element::Milestone(id) => {
            let named = matches!(status, Status::Reached | Status::Declared);
            (named && world.past.reached.contains_key(&id)).into()
        }
        Element::Roll(id) => {
            let named = matches!(status, Status::Reached | Status::Declared);
            let told = |told: &world::Told| told.fact == world::Fact::Complete { roll: id };
            (named && world.told.iter().any(told)).into()
        }
        Element::Agreement => match status {
            Status::Running => crate::in_force::agreement_in_force(world).into(),
            Status::Ended => world.past.ended.is_some().into(),
            _ => Truth::No,
        },
        Element::Article(id) => match world.article(id).map(|article| &article.kind) {
            Some(ArticleKind::Ladder(_)) => crate::ladders::status(world, id, status),
            Some(ArticleKind::Prohibition(_) | ArticleKind::Level(_) | ArticleKind::Duty(_)) => {
                crate::standing::status(world, id, status)
            }
            _ => Truth::No,
        },
        _ => Truth::No,
    }
}

/// 8: `it`, `the breach`: the cause of the ladder, or the occurrence itself; `any duty`: some.
fn itself(world: &World, which: SelfRef, status: Status, asking: Asking) -> Truth {
    match (which, asking.key) {
        (SelfRef::AnyDuty, _) => world
            .past
            .made
            .keys()
            .map(|key| key_status(world, *key, status))
            .fold(Truth::No, Truth::max),
        (_, Some(key)) => key_status(world, key, status),
        (_, None) => {
            let of = Reference {
                element: asking.element,
                row: RowRef::Same,
            };
            status_of(world, of, status, asking)
        }
    }
}

/// 8: `s n times in any D`: at least n of them within the window.
fn often(
    world: &World,
    of: Reference,
    asking: Asking,
    (status, number, within): (Status, i64, Duration),
) -> Truth {
    let Some(length) = within.seconds().map(|(_, longest)| longest) else {
        return Truth::NotKnown;
    };
    let mut times: Vec<i64> = match every_key(world, of, asking) {
        Some(keys) => keys
            .iter()
            .filter_map(|key| world.past.taken.get(&(of.element, Some(*key), status)))
            .map(|since| since.window.latest)
            .collect(),
        None => crate::standing::times_broken(world, of.element),
    };
    times.sort_unstable();
    let within = |end: &i64| {
        let inside = |at: &&i64| **at > end.saturating_sub(length) && *at <= end;
        times.iter().filter(inside).count()
    };
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    times.iter().any(|end| within(end) >= number).into()
}

/// 8: `D pass without an incident of x`: none counted in (now − D, now], and in force for D.
fn no_incident(world: &World, length: Duration, of: &[model::ArticleId]) -> Truth {
    let (Some(length), Some(entered)) = (seconds(length), world.past.entered) else {
        return Truth::No;
    };
    let mut since = vec![entered.latest];
    since.extend(crate::standing::counted_at(world, of));
    // Each is asked, so that each becomes a timer.
    let over = since
        .iter()
        .filter(|at| world.clock.reached(at.saturating_add(length)));
    (over.count() == since.len()).into()
}

/// Notes each status the first time it is taken (1.5).
pub(crate) fn remember(world: &mut World) {
    let since = world.since();
    let mut taken = Vec::new();
    let mut look = |element, key, truth: &dyn Fn(Status) -> Truth| {
        for (_, status) in Status::WORDS {
            let at = (element, key, *status);
            if !world.past.taken.contains_key(&at) && truth(*status) == Truth::Yes {
                taken.push(at);
            }
        }
    };
    for key in world.past.made.keys() {
        let element = Element::Article(key.article);
        look(element, Some(*key), &|status| {
            key_status(world, *key, status)
        });
    }
    let phases = (0..).take(world.agreement.phases.len());
    let milestones = (0..).take(world.agreement.milestones.len());
    let rolls = (0..).take(world.agreement.rolls.len());
    let articles = world
        .agreement
        .articles()
        .filter(|(_, article)| article.duty().is_none_or(|duty| duty.standing));
    let elements = phases
        .map(|id| Element::Phase(PhaseId(id)))
        .chain(milestones.map(|id| Element::Milestone(MilestoneId(id))))
        .chain(rolls.map(|id| Element::Roll(RollId(id))))
        .chain(articles.map(|(id, _)| Element::Article(id)));
    for element in elements {
        look(element, None, &|status| {
            element_status(world, element, status)
        });
    }
    for at in taken {
        world.past.taken.insert(at, since);
    }
}
