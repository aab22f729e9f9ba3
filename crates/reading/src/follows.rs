//! Section 5 of the page: what follows.

use kernel::{Key, Open, Release, Stage, Undecided};
use model::{ArticleId, Clause, Consequence, Element, Status, Subject, Who};

use crate::number::minus;
use crate::world::{Made, World};

pub(crate) fn work_out(world: &mut World) {
    for (id, article) in world.agreement.articles() {
        for (position, clause) in article.clauses.iter().enumerate() {
            if let Clause::If {
                status,
                consequence,
            } = clause
            {
                follow(world, id, (position, *status), consequence);
            }
        }
    }
    covered(world);
    rules_broken(world);
}

/// 5.1: a consequence of each occurrence that has taken the status, once.
fn follow(
    world: &mut World,
    id: ArticleId,
    (position, status): (usize, Status),
    consequence: &Consequence,
) {
    let keys: Vec<Key> = world.past.made.keys().copied().collect();
    for key in keys.into_iter().filter(|key| key.article == id) {
        let taken = (Element::Article(id), Some(key), status);
        let once = (id, Some(key), position);
        if world.past.taken.contains_key(&taken) && world.past.followed.insert(once) {
            take(world, Some(key), consequence);
        }
    }
}

fn take(world: &mut World, cause: Option<Key>, consequence: &Consequence) {
    match (consequence, cause) {
        (Consequence::Ladder(ladder), _) => crate::ladders::open(world, *ladder, cause),
        (Consequence::FallsDue(article), _) => falls_due(world, *article),
        (Consequence::PassesTo(who), Some(key)) => passes(world, key, *who),
        // What is carried, credited or moved is worked out where it counts; nothing follows.
        _ => {}
    }
}

/// 5.1: `x falls due`: what of x is dormant is due now.
fn falls_due(world: &mut World, article: ArticleId) {
    let since = world.since();
    let keys: Vec<Key> = world.past.made.keys().copied().collect();
    for key in keys.into_iter().filter(|key| key.article == article) {
        let stage = world.seen.get(&key).map(|seen| seen.stage);
        if stage == Some(Stage::Dormant) {
            world.past.due.entry(key).or_insert(since);
        }
    }
}

/// 5.1: `the duty passes to w`: a new occurrence holds the rest.
fn passes(world: &mut World, key: Key, who: Who) {
    let Some(obligor) = crate::consent::of_who(world, who).first().copied() else {
        return;
    };
    if key.obligor == Some(obligor) {
        return;
    }
    let asked = crate::required::required(world, key);
    let rest = asked.map(|asked| minus(asked, crate::claims::settled(world, key)));
    world.past.released.entry(key).or_insert(Release::PassedOn);
    let next = Key {
        obligor: Some(obligor),
        generation: key.generation.saturating_add(1),
        ..key
    };
    let before = world.past.made.get(&key).cloned();
    let made = Made {
        rest,
        since: world.clock.now,
        ..before.unwrap_or_else(|| crate::occurrences::new(world, None))
    };
    world.past.made.entry(next).or_insert(made);
}

/// 5.1: whether a ladder covers an article: it says so, or it covers everything because it names
/// none and nobody opens it.
fn covers(world: &World, ladder: ArticleId, article: ArticleId) -> bool {
    let Some(of) = world.article(ladder).and_then(model::Article::ladder) else {
        return false;
    };
    if of.covering.is_empty() {
        return of.opened_by.is_none() && !opened_elsewhere(world, ladder);
    }
    let element = Element::Article(article);
    of.covering
        .iter()
        .any(|reference| reference.element == element)
}

/// Whether some article opens a ladder by name.
fn opened_elsewhere(world: &World, ladder: ArticleId) -> bool {
    let opens = |clause: &Clause| match clause {
        Clause::If { consequence, .. } => *consequence == Consequence::Ladder(ladder),
        _ => false,
    };
    let mut clauses = world
        .agreement
        .articles
        .iter()
        .flat_map(|article| &article.clauses);
    clauses.any(opens)
}

fn ladders_covering(world: &World, article: ArticleId) -> Vec<ArticleId> {
    let all = world.agreement.articles().map(|(id, _)| id);
    all.filter(|ladder| covers(world, *ladder, article))
        .collect()
}

/// 5.1: a ladder that covers an article opens at its breach.
fn covered(world: &mut World) {
    let breached: Vec<Key> = world.past.breached.keys().copied().collect();
    for key in breached {
        for ladder in ladders_covering(world, key.article) {
            if world.past.followed.insert((ladder, Some(key), usize::MAX)) {
                crate::ladders::open(world, ladder, Some(key));
            }
        }
    }
}

/// 7.3: `if breached` follows each time a rule is broken.
fn rules_broken(world: &mut World) {
    while let Some(broken) = world.past.broken.get(world.past.answered).cloned() {
        world.past.answered += 1;
        if !broken.broken {
            continue;
        }
        for clause in world.clauses(broken.article) {
            if let Clause::If {
                status: Status::Breached,
                consequence,
            } = clause
            {
                take(world, None, consequence);
            }
        }
        for ladder in ladders_covering(world, broken.article) {
            crate::ladders::open(world, ladder, None);
        }
    }
}

/// 5.1: a breach whose text says nothing of what follows.
pub(crate) fn undecided(world: &World) -> Vec<Undecided> {
    let mut open = Vec::new();
    let says = |article: ArticleId, failed: &dyn Fn(Status) -> bool| {
        let clauses = world.clauses(article).iter();
        let mut statuses = clauses.filter_map(|clause| match clause {
            Clause::If { status, .. } => Some(*status),
            _ => None,
        });
        statuses.any(|status| status == Status::Breached || failed(status))
            || !ladders_covering(world, article).is_empty()
    };
    let mut ask = |article, key| {
        open.push(Undecided {
            question: Open::Remedy,
            of: Subject::of(Element::Article(article)),
            key,
        });
    };
    for key in world.past.breached.keys() {
        let element = Element::Article(key.article);
        let failed = |status| {
            world
                .past
                .taken
                .contains_key(&(element, Some(*key), status))
        };
        if !says(key.article, &failed) {
            ask(key.article, Some(*key));
        }
    }
    for broken in world.past.broken.iter().filter(|broken| broken.broken) {
        if !says(broken.article, &|_| false) {
            ask(broken.article, None);
        }
    }
    open
}
