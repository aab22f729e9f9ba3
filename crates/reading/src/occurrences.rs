//! Section 3 of the page: which occurrences exist, when they are owed, by when, how much.

use std::collections::BTreeSet;

use kernel::Key;
use model::{
    ActorId, Article, ArticleId, Clause, Duration, Event, Instant, Joint, Point, Question,
    Reference, Relation, Thing, TimeUnit, Who, Window,
};

use crate::number::Truth;
use crate::time::{self, Asking, point, reached};
use crate::world::{Fact, Made, World};

/// How many rounds of one duty are written out, at most.
const ROUNDS_MAX: u32 = 5_000;

pub(crate) fn work_out(world: &mut World) {
    for (id, article) in world.agreement.articles() {
        if article.duty().is_some_and(|duty| !duty.standing) {
            exist(world, id, article);
        }
    }
    start(world);
}

/// What makes a duty owed more than once (3.1).
pub(crate) enum Repeats<'a> {
    Every {
        period: Duration,
        from: &'a Point,
        until: Option<&'a Point>,
    },
    BeforeEach(Reference),
    Whenever(&'a model::Condition),
    EachVerification,
    EachRequest(Who),
    Once,
}

/// 3.1: which of the ways it is.
pub(crate) fn repeats(article: &Article) -> Repeats<'_> {
    for clause in &article.clauses {
        match clause {
            Clause::Every {
                period,
                from,
                until,
                ..
            } => {
                return Repeats::Every {
                    period: *period,
                    from,
                    until: until.as_ref(),
                };
            }
            Clause::BeforeEach { of, .. } => return Repeats::BeforeEach(*of),
            Clause::Whenever(condition) => return Repeats::Whenever(condition),
            _ => {}
        }
        match clause_event(clause) {
            Some(Event::EachVerification) => return Repeats::EachVerification,
            Some(Event::EachRequest(who)) => return Repeats::EachRequest(*who),
            _ => {}
        }
    }
    Repeats::Once
}

/// The event a clause of timing counts from.
pub(crate) fn clause_event(clause: &Clause) -> Option<&Event> {
    match clause {
        Clause::Within { after, .. } | Clause::OnDayOf { event: after, .. } => Some(after),
        Clause::AtOnce { after } | Clause::AsSoonAsPossible { after } => after.as_ref(),
        _ => None,
    }
}

/// The rows of an article: those of its schedule, or none.
pub(crate) fn rows(world: &World, article: &Article) -> Vec<Option<u32>> {
    match article.rows.and_then(|id| world.agreement.schedule(id)) {
        Some(schedule) => (0..).map(Some).take(schedule.rows.len()).collect(),
        None => vec![None],
    }
}

/// Those who owe it apart; one nobody where they owe it together, or the text does not say.
pub(crate) fn apart(world: &World, article: &Article) -> Vec<Option<ActorId>> {
    match article.duty() {
        Some(duty) if duty.joint == Some(Joint::Each) => world
            .agreement
            .members(&duty.obligors)
            .into_iter()
            .map(Some)
            .collect(),
        _ => vec![None],
    }
}

/// 3.1: makes what exists now.
fn exist(world: &mut World, id: ArticleId, article: &Article) {
    for row in rows(world, article) {
        match repeats(article) {
            Repeats::Every {
                period,
                from,
                until,
            } => every(world, id, article, row, (period, from, until)),
            Repeats::BeforeEach(of) => before_each(world, id, article, row, of),
            Repeats::Whenever(condition) => whenever(world, id, article, row, condition),
            Repeats::EachVerification => each_verification(world, id, article, row),
            Repeats::EachRequest(who) => each_request(world, id, article, row, who),
            Repeats::Once => make(world, article, (id, row, 0), None, |_| {}),
        }
    }
}

/// Makes one round, for each who owes it apart, unless it exists.
fn make(
    world: &mut World,
    article: &Article,
    (id, row, round): (ArticleId, Option<u32>, u32),
    window: Option<Window>,
    fill: impl Fn(&mut Made),
) {
    for obligor in apart(world, article) {
        let key = Key {
            article: id,
            row,
            round,
            obligor,
            generation: 0,
        };
        let mut made = new(world, window);
        fill(&mut made);
        if let Some(before) = world.past.made.get_mut(&key) {
            // A round told of before it opened was made without its opening.
            before.opening = made.opening;
        } else {
            world.past.made.insert(key, made);
        }
    }
}

/// An occurrence made now.
pub(crate) fn new(world: &World, window: Option<Window>) -> Made {
    Made {
        window: window.unwrap_or(world.cause),
        since: world.clock.now,
        opening: None,
        found: None,
        before: None,
        redated: None,
        rest: None,
    }
}

/// 3.1: when a round of `every` opens: the start of the day A lies on and so many days; for hours
/// and minutes, A to the second and so many of them.
pub(crate) fn opening(
    world: &World,
    from: Instant,
    period: Duration,
    round: u32,
) -> Option<Instant> {
    let Duration::Stated { low, unit, .. } = period else {
        return None;
    };
    let calendar = &world.agreement.calendar;
    let number = low.checked_mul(i64::from(round))?;
    let day = calendar.day_of(from);
    match unit {
        TimeUnit::Minute => from.checked_add(number.checked_mul(60)?),
        TimeUnit::Hour => from.checked_add(number.checked_mul(3_600)?),
        TimeUnit::Day => Some(calendar.start_of(day.checked_add(number)?)),
        TimeUnit::Week => Some(calendar.start_of(day.checked_add(number.checked_mul(7)?)?)),
        TimeUnit::Month | TimeUnit::Year => {
            let by = Duration::Stated {
                about: false,
                low: number,
                high: number,
                unit,
            };
            let (end, _) = calendar.shift(from, by, true)?;
            Some(calendar.start_of(calendar.day_of(end).saturating_sub(1)))
        }
    }
}

/// The opening of a round of `every` for a row, if it is before the last moment of B.
pub(crate) fn round_opening(
    world: &World,
    asking: Asking,
    (period, from, until): (Duration, &Point, Option<&Point>),
    round: u32,
) -> Option<Instant> {
    let from = point(world, from, asking).window()?.earliest;
    let opening = opening(world, from, period, round)?;
    let until = until.and_then(|until| point(world, until, asking).window());
    until
        .is_none_or(|until| opening < until.latest)
        .then_some(opening)
}

/// 3.1: `every P from A until B`.
fn every(
    world: &mut World,
    id: ArticleId,
    article: &Article,
    row: Option<u32>,
    stated: (Duration, &Point, Option<&Point>),
) {
    if !crate::in_force::article_in_force(world, id) {
        return;
    }
    for round in 0..ROUNDS_MAX {
        let opening = round_opening(world, Asking::row(id, row), stated, round);
        let Some(opening) = opening.filter(|at| world.clock.reached(*at)) else {
            return;
        };
        make(world, article, (id, row, round), None, |made| {
            made.opening = Some(opening);
        });
    }
}

/// 3.1: `before each x`: for rounds of x, a round exists once the one before it has opened; for
/// other occurrences of x, with them.
fn before_each(
    world: &mut World,
    id: ArticleId,
    article: &Article,
    row: Option<u32>,
    of: Reference,
) {
    let other = of.article().and_then(|id| Some((id, world.article(id)?)));
    if let Some((other, x)) = other
        && matches!(repeats(x), Repeats::Every { .. })
    {
        before_rounds(world, (id, article, row), (other, x));
        return;
    }
    let keys = crate::conditions::keys_of(world, of, Asking::row(id, row)).unwrap_or_default();
    for other in keys {
        let mine = |key: &Key| key.article == id && key.row == row;
        let made = || world.past.made.iter().filter(|(key, _)| mine(key));
        if made().any(|(_, made)| made.before == Some(other)) {
            continue;
        }
        // What was told of before it was made waits for the first occurrence of x.
        let waiting: Vec<Key> = made()
            .filter(|(_, made)| made.before.is_none())
            .map(|(key, _)| *key)
            .collect();
        let round = match waiting.first() {
            Some(key) => key.round,
            None => next_round(world, id, row),
        };
        make(world, article, (id, row, round), None, |made| {
            made.before = Some(other);
        });
        for key in waiting {
            if let Some(made) = world.past.made.get_mut(&key) {
                made.before = Some(other);
            }
        }
    }
}

/// 3.1: round r exists once the round before it has opened; round 0 once the article is in force.
fn before_rounds(
    world: &mut World,
    (id, article, row): (ArticleId, &Article, Option<u32>),
    (other, x): (ArticleId, &Article),
) {
    let meant = rows(world, x).into_iter().find(|of| *of == row);
    let meant = meant.unwrap_or_else(|| rows(world, x).first().copied().flatten());
    for round in 0..ROUNDS_MAX {
        let of = |round| Key {
            article: other,
            row: meant,
            round,
            obligor: None,
            generation: 0,
        };
        let exists = match round.checked_sub(1) {
            None => crate::in_force::article_in_force(world, id),
            Some(before) => {
                let next = opening_of(world, x, of(round)).is_some();
                let before = opening_of(world, x, of(before));
                next && before.is_some_and(|opens| world.clock.reached(opens))
            }
        };
        if !exists
            && !world
                .past
                .made
                .keys()
                .any(|key| key.article == id && key.round == round)
        {
            return;
        }
        if exists {
            make(world, article, (id, row, round), None, |_| {});
        }
    }
}

fn next_round(world: &World, id: ArticleId, row: Option<u32>) -> u32 {
    let rounds = world
        .past
        .made
        .keys()
        .filter(|key| key.article == id && key.row == row)
        .map(|key| key.round);
    rounds.max().map_or(0, |last| last.saturating_add(1))
}

/// 3.1: one each time C becomes yes, having been something else before, or at the first look.
fn whenever(
    world: &mut World,
    id: ArticleId,
    article: &Article,
    row: Option<u32>,
    condition: &model::Condition,
) {
    if !crate::in_force::article_in_force(world, id) {
        return;
    }
    let now = crate::conditions::holds(world, condition, Asking::row(id, row));
    let before = world.past.whenever.insert((id, row), now);
    if now == Truth::Yes && before != Some(Truth::Yes) {
        let round = next_round(world, id, row);
        make(world, article, (id, row, round), None, |_| {});
    }
}

/// The duties an article counts, for the row that asks: `for each u accepted under x`.
pub(crate) fn counted(world: &World, article: &Article, asking: Asking) -> Vec<Key> {
    let relations = article.object().map_or(&[][..], |object| &object.relations);
    let mut keys = Vec::new();
    for relation in relations {
        if let Relation::ForEach {
            under: Some((_, under)),
            ..
        } = relation
        {
            for of in under {
                let of = crate::conditions::every_key(world, *of, asking);
                keys.extend(of.unwrap_or_default());
            }
        }
    }
    keys
}

/// 3.1: one for each finding that accepts something in what the duty counts, in order.
fn each_verification(world: &mut World, id: ArticleId, article: &Article, row: Option<u32>) {
    let counted: BTreeSet<Key> = counted(world, article, Asking::row(id, row))
        .into_iter()
        .collect();
    let found = world.past.accepted.clone();
    let found = found.into_iter().filter(|(key, ..)| counted.contains(key));
    for (round, (_, amount, window)) in (0..).zip(found) {
        make(world, article, (id, row, round), Some(window), |made| {
            made.found = Some(amount);
        });
    }
}

/// 3.1: one for each demand of the duty by w.
fn each_request(world: &mut World, id: ArticleId, article: &Article, row: Option<u32>, who: Who) {
    let members = crate::consent::of_who(world, who);
    let told = world.told.clone();
    let requests = told.iter().filter(|told| match told.fact {
        Fact::Demands { by, article } => article == Some(id) && members.contains(&by),
        _ => false,
    });
    for (round, request) in (0..).zip(requests) {
        make(world, article, (id, row, round), Some(request.at), |_| {});
    }
}

/// The clauses of an occurrence: those of its article, or with the date an amendment gave it.
pub(crate) fn clauses<'w>(world: &'w World, key: Key) -> Vec<&'w Clause> {
    let redated = world
        .past
        .made
        .get(&key)
        .and_then(|made| made.redated.as_ref());
    let kept = |clause: &&'w Clause| redated.is_none() || clause.question() != Question::Deadline;
    let own = world.clauses(key.article).iter().filter(kept);
    own.chain(redated).collect()
}

/// 3.2: what has come to be owed.
fn start(world: &mut World) {
    let waiting: Vec<Key> = world
        .past
        .made
        .keys()
        .filter(|key| !world.past.due.contains_key(key) && !world.past.released.contains_key(key))
        .copied()
        .collect();
    for key in waiting {
        if starts(world, key) == Truth::Yes {
            let since = world.since();
            world.past.due.insert(key, since);
        }
    }
}

/// 3.2: whether an occurrence is owed: all that it waits for.
pub(crate) fn starts(world: &World, key: Key) -> Truth {
    let in_force = Truth::from(crate::in_force::article_in_force(world, key.article));
    let clauses = clauses(world, key);
    let parts = clauses
        .iter()
        .map(|clause| clause_starts(world, key, clause));
    parts.fold(in_force, Truth::min)
}

fn clause_starts(world: &World, key: Key, clause: &Clause) -> Truth {
    let asking = Asking::key(key);
    let at = |of: &Point| reached(world, point(world, of, asking));
    let holds = |of| crate::conditions::holds(world, of, asking);
    match clause {
        Clause::When(of) | Clause::While(of) => holds(of),
        Clause::NotBefore(of) | Clause::Between(of, _) => at(of),
        Clause::From { start, .. } => at(start),
        Clause::On { moment, hours } => {
            let day = time::moment(world, moment, asking);
            match (day.window(), hours) {
                (Some(window), Some(hours)) => {
                    let day = world.agreement.calendar.day_of(window.earliest);
                    let from = time::hour_of(world, day, hours.from);
                    world.clock.reached(from).into()
                }
                _ => reached(world, day),
            }
        }
        Clause::Every { .. } => {
            let made = world.past.made.get(&key);
            made.is_some_and(|made| made.opening.is_some()).into()
        }
        Clause::BeforeEach { of, .. } => {
            let x = of.article().and_then(|id| world.article(id));
            let rounds = x.is_some_and(|x| matches!(repeats(x), Repeats::Every { .. }));
            let made = world.past.made.get(&key);
            (rounds || made.is_some_and(|made| made.before.is_some())).into()
        }
        Clause::Whenever(_) => has_round(world, key).into(),
        Clause::During(of) => of
            .iter()
            .map(|of| crate::conditions::during(world, *of, asking))
            .fold(Truth::Yes, Truth::min),
        _ => match clause_event(clause) {
            Some(event) => crate::in_force::has_happened(world, event, asking),
            None => Truth::Yes,
        },
    }
}

/// A round of `whenever` was made by its condition, and not by being told of.
fn has_round(world: &World, key: Key) -> bool {
    world.past.whenever.contains_key(&(key.article, key.row))
}

/// 3.3: the deadline, as the text states it: the window with the least latest instant.
pub(crate) fn deadline(world: &World, key: Key) -> Option<Window> {
    let clauses = clauses(world, key);
    let windows = clauses
        .iter()
        .filter_map(|of| clause_deadline(world, key, of));
    windows.min_by_key(|window| (window.latest, window.earliest))
}

fn clause_deadline(world: &World, key: Key, clause: &Clause) -> Option<Window> {
    let asking = Asking::key(key);
    let at = |of: &Point| point(world, of, asking).exactly();
    let calendar = &world.agreement.calendar;
    let day = |day: i64| Window {
        earliest: calendar.start_of(day),
        latest: calendar.start_of(day.saturating_add(1)),
    };
    match clause {
        Clause::By(of) | Clause::Between(_, of) | Clause::Until(of) => last(at(of)?),
        Clause::From {
            end: model::FromEnd::Until(of),
            ..
        } => last(at(of)?),
        Clause::On { moment, hours } => {
            let window = time::moment(world, moment, asking).exactly()?;
            match hours {
                Some(hours) => {
                    let day = calendar.day_of(window.earliest);
                    Some(crate::world::at(time::hour_of(world, day, hours.until)))
                }
                None => last(window),
            }
        }
        Clause::Within { duration, after } => {
            let Duration::Stated { about: false, .. } = duration else {
                return None;
            };
            let from = time::event(world, after, asking).exactly()?;
            time::later(world, from, *duration)
        }
        Clause::OnDayOf { after, event } => {
            let of = time::event(world, event, asking).exactly()?;
            let more = i64::from(*after);
            Some(Window {
                earliest: day(calendar.day_of(of.earliest) + more).latest,
                latest: day(calendar.day_of(of.latest) + more).latest,
            })
        }
        Clause::Every { .. } => {
            let opening = world.past.made.get(&key)?.opening?;
            let article = world.article(key.article)?;
            round_deadline(world, article, opening).map(crate::world::at)
        }
        Clause::BeforeEach { lead, of } => before(world, key, *lead, *of),
        _ => None,
    }
}

/// 1.6: a point used as a deadline means its latest moment.
fn last(window: Window) -> Option<Window> {
    Some(crate::world::at(window.latest))
}

/// 3.1: the deadline of a round that opens at an instant: the `until` hour of its day; else 24:00
/// of that day for a period in days, and the end of the period for others: when the next would
/// open.
pub(crate) fn round_deadline(world: &World, article: &Article, opens: Instant) -> Option<Instant> {
    let every = article.clauses.iter().find_map(|clause| match clause {
        Clause::Every { period, hours, .. } => Some((*period, *hours)),
        _ => None,
    });
    let calendar = &world.agreement.calendar;
    match every? {
        (_, Some(hours)) => Some(time::hour_of(world, calendar.day_of(opens), hours.until)),
        (
            Duration::Stated {
                unit: TimeUnit::Day,
                ..
            },
            None,
        ) => Some(calendar.end_of_day(opens)),
        (period @ Duration::Stated { about: false, .. }, None) => opening(world, opens, period, 1),
        _ => None,
    }
}

/// 3.1: the opening of a round of `every`, whether or not it exists yet.
pub(crate) fn opening_of(world: &World, article: &Article, key: Key) -> Option<Instant> {
    match repeats(article) {
        Repeats::Every {
            period,
            from,
            until,
        } => {
            let asking = Asking::row(key.article, key.row);
            round_opening(world, asking, (period, from, until), key.round)
        }
        _ => None,
    }
}

/// 3.1: the deadline of what comes before each x: the opening of the same round of x, or the
/// deadline of its occurrence, minus the lead.
fn before(world: &World, key: Key, lead: Option<Duration>, of: Reference) -> Option<Window> {
    let id = of.article()?;
    let article = world.article(id)?;
    let of = match repeats(article) {
        Repeats::Every { .. } => {
            let row = rows(world, article).into_iter().find(|row| *row == key.row);
            let row = row.unwrap_or_else(|| rows(world, article).first().copied().flatten());
            let round = Key {
                article: id,
                row,
                ..key
            };
            crate::world::at(opening_of(world, article, round)?)
        }
        _ if circle(world, key) => return None,
        _ => deadline(world, world.past.made.get(&key)?.before?)?,
    };
    match lead {
        None => Some(of),
        Some(lead @ Duration::Stated { about: false, .. }) => Some(Window {
            earliest: world.agreement.calendar.shift(of.earliest, lead, false)?.0,
            latest: world.agreement.calendar.shift(of.latest, lead, false)?.1,
        }),
        Some(_) => None,
    }
}

/// Whether what an occurrence comes before comes, in the end, before itself.
fn circle(world: &World, key: Key) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = Some(key);
    while let Some(key) = at {
        if !seen.insert(key) {
            return true;
        }
        at = world.past.made.get(&key).and_then(|made| made.before);
    }
    false
}

/// 3.4: what an article asks a number of, if it asks one.
pub(crate) fn quantity(article: &Article) -> Option<&model::Quantity> {
    match article.object()?.thing.as_ref()? {
        Thing::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}
