//! Nobody goes first: W0310 (parallel or matched without pieces, or an irreversible series with no
//! order against the other side's) and W0318 (each may wait for the other, lawfully).

use std::collections::BTreeSet;

use model::{ActorId, Article, ArticleId, ArticleKind, Clause, FactKind, Reference, Subject};

use super::graph::Graph;
use crate::time::Times;
use crate::view::join;
use crate::{Draft, View};

/// How many pairs are looked at.
const PAIRS_MAX: usize = 256;

/// Two duties of different sides that one clause ties together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    one: ArticleId,
    other: ArticleId,
    at: Subject,
    tie: Tie,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    Matched,
    Parallel,
    /// An exchange with a right to withhold.
    Withheld,
    /// An exchange without one, of something irreversible given in several parts.
    Series,
}

/// W0310 and W0318: one finding for each pair of sides and kind.
pub fn no_first_mover(view: &View<'_>, times: &Times, graph: &Graph<'_>, out: &mut Vec<Draft>) {
    let mut pairs: Vec<Pair> = Vec::new();
    for (id, article, _) in view.duties() {
        for (at, clause) in article.clauses.iter().enumerate() {
            let at = Subject::clause(model::Element::Article(id), at);
            ties(view, id, at, clause, &mut pairs);
        }
    }
    let withheld: BTreeSet<(ArticleId, ArticleId)> = pairs
        .iter()
        .filter(|pair| pair.tie == Tie::Withheld)
        .map(|pair| (pair.one, pair.other))
        .collect();
    // A right to withhold locks only where it stands on either side.
    let mutual = |pair: &Pair| withheld.contains(&(pair.other, pair.one));
    pairs.retain(|pair| pair.tie != Tie::Withheld || mutual(pair));
    pairs.truncate(PAIRS_MAX);
    pairs.retain(|pair| unordered(view, times, graph, pair));
    while let Some(first) = pairs.first().copied() {
        let key = key(view, &first);
        let (same, rest) = pairs
            .into_iter()
            .partition(|pair| self::key(view, pair) == key);
        pairs = rest;
        out.extend(tell(view, &same));
    }
    linkages(view, out);
}

fn ties(view: &View<'_>, id: ArticleId, at: Subject, clause: &Clause, into: &mut Vec<Pair>) {
    let mut add = |refs: &[Reference], tie: Tie| {
        for of in refs {
            if let Some(other) = of.article()
                && view.across(id, other)
                && !in_pieces(view, id, of)
            {
                into.push(Pair {
                    one: id,
                    other,
                    at,
                    tie,
                });
            }
        }
    };
    match clause {
        Clause::Matched { manner: None, with } => add(with, Tie::Matched),
        Clause::InParallel(refs) => add(refs, Tie::Parallel),
        Clause::InExchange {
            for_,
            right: Some(true),
        } => add(for_, Tie::Withheld),
        Clause::InExchange { for_, .. } if series(view, id) => add(for_, Tie::Series),
        _ => {}
    }
}

/// Whether both go row by row of one table: then each row is a piece.
fn in_pieces(view: &View<'_>, id: ArticleId, of: &Reference) -> bool {
    let rows = |id: ArticleId| view.agreement.article(id).and_then(|article| article.rows);
    let other = of.article().and_then(rows);
    rows(id).is_some() && rows(id) == other && of.row == model::RowRef::Same
}

/// Whether something that cannot be undone is given in several parts.
fn series(view: &View<'_>, id: ArticleId) -> bool {
    let article = view.agreement.article(id);
    article.is_some_and(|article| {
        let parts = article.rows.is_some()
            || article
                .clauses
                .iter()
                .any(|clause| matches!(clause, Clause::Every { .. }));
        parts
            && article
                .duty()
                .is_some_and(|duty| view.irreversible(&duty.verb))
    })
}

/// Whether neither comes first, by what they wait for or by their days.
fn unordered(view: &View<'_>, times: &Times, graph: &Graph<'_>, pair: &Pair) -> bool {
    let plan = &times.plan;
    let (Some(one), Some(other)) = (plan.of(pair.one).next(), plan.of(pair.other).next()) else {
        return false;
    };
    let waits = |first: u32, second: u32| {
        graph.hangs_on(plan.due(second), plan.performed(first))
            || graph.hangs_on(plan.due(second), plan.due(first))
    };
    if waits(one, other) || waits(other, one) || by_number(view, pair) {
        return false;
    }
    // Each has a last day of its own, whatever the other does: nothing can lock.
    let dated = |id| view.agreement.article(id).is_some_and(|of| view.dated(of));
    let free = matches!(pair.tie, Tie::Parallel | Tie::Series);
    if free && dated(pair.one) && dated(pair.other) {
        return false;
    }
    let before = |first: ArticleId, second: u32| {
        let last = plan.of(first).last()?;
        let by_right = times.promise.of_node(plan.performed(last))?;
        Some(by_right <= times.outcome.earliest.of_node(plan.due(second))?)
    };
    before(pair.one, other) != Some(true) && before(pair.other, one) != Some(true)
}

/// Whether the number of one is told by the other: it follows piece by piece.
fn by_number(view: &View<'_>, pair: &Pair) -> bool {
    let counted = |id: ArticleId, by: ArticleId| {
        let article = view.agreement.article(id);
        let relations = article
            .and_then(Article::object)
            .map(|object| &object.relations);
        relations
            .into_iter()
            .flatten()
            .any(|relation| match relation {
                model::Relation::ForEach {
                    under: Some((_, refs)),
                    ..
                } => refs.iter().any(|of| of.article() == Some(by)),
                _ => false,
            })
    };
    counted(pair.one, pair.other) || counted(pair.other, pair.one)
}

/// Which sides, and which finding.
fn key(view: &View<'_>, pair: &Pair) -> (bool, Vec<ActorId>) {
    let sides = |id: ArticleId| {
        let article = view.agreement.article(id);
        article.map_or_else(Vec::new, |article| view.sides(article))
    };
    let mut both = sides(pair.one);
    both.extend(sides(pair.other));
    both.sort_unstable();
    both.dedup();
    (pair.tie == Tie::Withheld, both)
}

fn tell(view: &View<'_>, same: &[Pair]) -> Option<Draft> {
    let heaviest = |pair: &&Pair| view.weight(pair.one).max(view.weight(pair.other));
    let first = same.iter().rev().max_by_key(heaviest)?;
    let (one, other) = (view.art(first.one), view.art(first.other));
    let (code, message) = match first.tie {
        Tie::Withheld => (
            "W0318",
            format!(
                "{one} and {other} may each be held back for the other, and neither comes first"
            ),
        ),
        Tie::Matched => (
            "W0310",
            format!("{one} and {other} each wait for the whole of the other"),
        ),
        Tie::Parallel => (
            "W0310",
            format!("{one} and {other} go in parallel, and nothing says which moves first"),
        ),
        Tie::Series => (
            "W0310",
            format!("{one} cannot be undone, and nothing says when {other} comes in return"),
        ),
    };
    let label = match first.tie {
        Tie::Withheld => "a right on either side",
        Tie::Matched => "no pieces are named",
        Tie::Parallel => "neither waits, and neither leads",
        Tie::Series => "in parts, without an order against the other side's",
    };
    let mut draft = Draft::new(code, first.at, message)
        .label(label)
        .about([first.one, first.other]);
    let mut told = vec![(first.one, first.other), (first.other, first.one)];
    for pair in same {
        if told.contains(&(pair.one, pair.other)) {
            if pair.at != first.at {
                draft = draft.place(pair.at, "and here, the other way round");
            }
            continue;
        }
        told.extend([(pair.one, pair.other), (pair.other, pair.one)]);
        let label = format!(
            "the same of {} and {}",
            view.art(pair.one),
            view.art(pair.other)
        );
        draft = draft.place(pair.at, label).about([pair.one, pair.other]);
    }
    Some(draft.help(view.answer(
        "name who begins (`when … is done`), or the pieces (`matched place by place with …`)",
        &format!("which part of {one} or {other} comes first, and who says that it is done?"),
    )))
}

/// W0318: tracks of several sides that go on only while everything is kept, with nobody first.
fn linkages(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, article) in view.articles() {
        let ArticleKind::Linkage(linkage) = &article.kind else {
            continue;
        };
        let mut judged = linkage
            .condition
            .facts
            .iter()
            .map(|fact| fact.judged.is_some());
        if judged.all(|judged| judged) {
            continue;
        }
        let kept = linkage
            .condition
            .facts
            .iter()
            .flat_map(|fact| match &fact.kind {
                FactKind::Status { of, .. } => of.as_slice(),
                _ => &[],
            });
        let (tracks, kept) = (sides(view, linkage.tracks.iter()), sides(view, kept));
        if tracks.len() < 2 || kept.len() < 2 {
            continue;
        }
        let names: Vec<String> = tracks.iter().map(|side| view.actor(*side)).collect();
        let message = format!(
            "under {} each of {} may stop when anything is not kept, and nobody comes first",
            view.art(id),
            join(&names)
        );
        let refs = linkage.tracks.iter().filter_map(Reference::article);
        out.push(
            Draft::new("W0318", View::head(id), message)
                .label("all for all")
                .about(refs)
                .help(view.answer(
                    "say `as judged by …`, and what goes on whatever becomes of the rest",
                    "who says that something is not kept, and which step may then be held back?",
                )),
        );
    }
}

fn sides<'a>(view: &View<'_>, refs: impl Iterator<Item = &'a Reference>) -> Vec<ActorId> {
    let mut sides: Vec<ActorId> = refs
        .filter_map(Reference::article)
        .filter_map(|id| view.agreement.article(id))
        .flat_map(|article| view.sides(article))
        .collect();
    sides.sort_unstable();
    sides.dedup();
    sides
}
