//! 3.6 of the page: which occurrence a deed is about.

use kernel::Key;
use model::{ActorId, ArticleId, Instant, Reference, RowRef, Window};

use crate::claims::sum;
use crate::number::plus;
use crate::occurrences::{apart, new, rows};
use crate::stages::over;
use crate::time::Asking;
use crate::world::World;

/// What kind of deed it is, for the choice among rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Claims, counts, receipts: the round last opened when it was done.
    Claim,
    /// Findings, refusals, disputes, rulings: the earliest round with something unanswered.
    Finding,
}

/// The occurrences a deed of somebody is about, one a row; what does not exist yet is made.
pub(crate) fn about(
    world: &mut World,
    of: Reference,
    who: Option<ActorId>,
    kind: Kind,
    at: Window,
) -> Vec<Key> {
    let Some(id) = of.article() else {
        return Vec::new();
    };
    let rows = rows_meant(world, id, of);
    rows.into_iter()
        .map(|row| in_row(world, (id, row), who, kind, at))
        .collect()
}

/// The rows a deed names; where it names none, the earliest not yet fulfilled or released.
fn rows_meant(world: &World, id: ArticleId, of: Reference) -> Vec<Option<u32>> {
    let Some(article) = world.article(id) else {
        return Vec::new();
    };
    let all = rows(world, article);
    match of.row {
        _ if article.rows.is_none() => all,
        RowRef::Row(row) => vec![Some(row)],
        RowRef::Every => all,
        RowRef::None | RowRef::Same | RowRef::Next | RowRef::Previous => {
            let done = |row: &Option<u32>| {
                let keys = current(world, id, *row);
                let is_over = |key: &Key| {
                    let seen = world.seen.get(key);
                    seen.is_some_and(|seen| over(seen.stage))
                };
                !keys.is_empty() && keys.iter().all(is_over)
            };
            let first = all.iter().find(|row| !done(row)).or(all.last());
            first.copied().into_iter().collect()
        }
    }
}

/// The occurrences of a row that stand: of the last generation.
fn current(world: &World, id: ArticleId, row: Option<u32>) -> Vec<Key> {
    let of = Reference {
        element: model::Element::Article(id),
        row: row.map_or(RowRef::None, RowRef::Row),
    };
    crate::conditions::keys_of(world, of, Asking::row(id, row)).unwrap_or_default()
}

fn in_row(
    world: &mut World,
    (id, row): (ArticleId, Option<u32>),
    who: Option<ActorId>,
    kind: Kind,
    at: Window,
) -> Key {
    let keys = current(world, id, row);
    let own = |key: &&Key| who.is_some() && key.obligor == who;
    let mine: Vec<Key> = keys.iter().filter(own).copied().collect();
    let owners = world
        .article(id)
        .map_or(Vec::new(), |article| apart(world, article));
    let named = who.filter(|who| owners.contains(&Some(*who)));
    let candidates = match (mine.is_empty(), named) {
        (false, _) => mine,
        (true, Some(_)) => Vec::new(),
        (true, None) => first_open(world, &keys, kind, at),
    };
    let obligor = named.or_else(|| owners.first().copied().flatten());
    round(world, &candidates, kind, at).unwrap_or_else(|| {
        let key = Key {
            article: id,
            row,
            round: 0,
            obligor,
            generation: 0,
        };
        let made = new(world, None);
        world.past.made.entry(key).or_insert(made);
        let seen = crate::stages::observation(world, key);
        world.seen.entry(key).or_insert(seen);
        key
    })
}

/// Whether something is claimed and not yet accepted or refused.
fn unanswered(world: &World, key: Key) -> bool {
    let sum = sum(world, key);
    let found = sum.found(world, key.article);
    sum.claimed().low > plus(found.accepted, found.refused).low
}

/// For the deeds of others: the occurrences of the first obligor with something claimed and
/// unanswered; else of the first whose occurrence is open; else of the first.
fn first_open(world: &World, keys: &[Key], kind: Kind, at: Window) -> Vec<Key> {
    let mut obligors: Vec<Option<ActorId>> = Vec::new();
    for key in keys {
        if !obligors.contains(&key.obligor) {
            obligors.push(key.obligor);
        }
    }
    let of = |obligor: Option<ActorId>| -> Vec<Key> {
        let mine = keys.iter().filter(|key| key.obligor == obligor);
        mine.copied().collect()
    };
    let open = |obligor: &&Option<ActorId>| {
        let key = round(world, &of(**obligor), kind, at);
        let seen = key.and_then(|key| world.seen.get(&key));
        seen.is_some_and(|seen| !over(seen.stage))
    };
    let waits = |obligor: &&Option<ActorId>| {
        let mut keys = of(**obligor).into_iter();
        keys.any(|key| unanswered(world, key))
    };
    let first = obligors.iter().find(waits);
    let first = first
        .or_else(|| obligors.iter().find(open))
        .or(obligors.first());
    first.map_or(Vec::new(), |obligor| of(*obligor))
}

/// The round among several.
fn round(world: &World, keys: &[Key], kind: Kind, at: Window) -> Option<Key> {
    let mut keys = keys.to_vec();
    keys.sort_by_key(|key| (key.round, key.generation));
    match kind {
        Kind::Claim => {
            let opened = |key: &&Key| opens(world, **key) <= at.latest;
            let last = keys.iter().rev().find(opened);
            last.or(keys.first()).copied()
        }
        Kind::Finding => {
            let first = keys.iter().find(|key| unanswered(world, **key));
            first.or(keys.last()).copied()
        }
    }
}

/// When a round opened: by the text, or when it was made.
fn opens(world: &World, key: Key) -> Instant {
    let made = world.past.made.get(&key);
    made.map_or(0, |made| made.opening.unwrap_or(made.window.earliest))
}
