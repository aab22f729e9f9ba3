//! By when: what has no start, no last day, no end.

use std::collections::BTreeMap;

use model::{Article, ArticleId, ArticleKind, Clause, FromEnd, Noun, Question, Reach, Target};

use super::index::{Index, says_how_long};
use super::taken::Taken;
use super::told::{few, folded, noun};
use crate::view::join;
use crate::{Draft, View};

/// W0212: it starts somewhere, and nothing says where and when it is done. Answered by
/// `starting in … and reaching …`.
pub(super) fn starting_in(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let mut by_place: BTreeMap<Vec<Noun>, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article) in index.agreement.articles() {
        for clause in &article.clauses {
            if let Clause::StartingIn {
                target: Target::Nouns(nouns),
                reaching: None,
            } = clause
            {
                let label = "where does it end?".to_owned();
                by_place.entry(nouns.clone()).or_default().push((id, label));
            }
        }
    }
    for (nouns, places) in by_place {
        let names: Vec<String> = nouns.iter().map(|place| noun(index.view, place)).collect();
        let place = join(&names);
        let dated = |(id, _): &(ArticleId, String)| {
            index
                .agreement
                .article(*id)
                .is_some_and(|article| index.view.dated(article))
        };
        let undated = !places.iter().any(dated);
        taken
            .date
            .extend(places.iter().map(|(id, _)| *id).filter(|_| undated));
        let one = places.len() == 1;
        let draft = folded(index.view, "W0212", places, |ids| {
            let start = if one { "starts" } else { "start" };
            let what = if undated {
                "where and by when"
            } else {
                "where"
            };
            let done = if one { "it is" } else { "they are" };
            let names = few(index.view, ids);
            format!("{names} {start} in {place}, and nothing says {what} {done} done")
        });
        out.extend(draft.map(|draft| {
            draft.help(index.view.answer(
                "write `starting in … and reaching …`, and a last day",
                &format!("which places come after {place}, and by when is each of them done?"),
            ))
        }));
    }
}

/// Whether an article promises something that is once done, and not only an effort.
fn to_be_done(article: &Article) -> bool {
    article
        .duty()
        .is_some_and(|duty| !duty.standing && !duty.endeavour)
}

/// Whether a last day, an end, or the pace of something dated binds an article.
fn has_last_day(index: &Index<'_>, id: ArticleId, article: &Article) -> bool {
    own_last_day(index, id, article) || tied_to_dated(index, article)
}

fn own_last_day(index: &Index<'_>, id: ArticleId, article: &Article) -> bool {
    index.bounded_by_phase(article) || index.rung(id) || clause_last_day(index, article)
}

/// Whether a clause of it states a last day or an end.
fn clause_last_day(index: &Index<'_>, article: &Article) -> bool {
    let before_each = |clause: &Clause| matches!(clause, Clause::BeforeEach { .. });
    // Before what has no day itself is no day.
    let dated = index.view.dated(article) && !article.clauses.iter().any(before_each);
    dated
        || article.clauses.iter().any(|clause| {
            matches!(
                clause,
                // How soon `at once` is, is another question (W0220).
                Clause::AtOnce { .. }
                    | Clause::AsSoonAsPossible { .. }
                    | Clause::While(_)
                    | Clause::During(_)
                    | Clause::Until(_)
                    | Clause::Throughout(_)
                    | Clause::From {
                        end: FromEnd::Until(_) | FromEnd::For(_) | FromEnd::Onwards,
                        ..
                    }
            )
        })
}

/// Whether its pace is tied to something that has a last day of its own, or that waits for it in
/// turn: then the two wait for each other, which is told as that.
fn tied_to_dated(index: &Index<'_>, article: &Article) -> bool {
    let tied = article.clauses.iter().filter_map(|clause| match clause {
        Clause::InParallel(refs) | Clause::AtSameTime(refs) => Some(refs.as_slice()),
        Clause::Matched { with, .. } => Some(with.as_slice()),
        Clause::BeforeEach { of, .. } => Some(std::slice::from_ref(of)),
        _ => None,
    });
    let mut tied = tied.flatten().filter_map(|reference| reference.article());
    tied.any(|other| {
        index.agreement.article(other).is_some_and(|other_article| {
            own_last_day(index, other, other_article) || other_article.says(Question::Order)
        })
    })
}

/// Whether anything starts an article.
fn has_start(index: &Index<'_>, id: ArticleId, article: &Article) -> bool {
    article.clauses.iter().any(crate::view::starts)
        || article.says(Question::Trigger)
        || matches!(article.reach, Reach::Phase(phase) if index.phase_begins(phase))
        || index.rung(id)
}

/// W0201 and W0202. W0201: nothing starts it and nothing says by when. W0202: something starts it,
/// and no last day follows. Answered by a last day, by a phase that ends, or by the pace of
/// something dated.
pub(super) fn undated(index: &Index<'_>, taken: &Taken, out: &mut Vec<Draft>) {
    let mut eligible = 0;
    let mut never = Vec::new();
    let mut started = Vec::new();
    for (id, article) in index.agreement.articles() {
        if !to_be_done(article) {
            continue;
        }
        eligible += 1;
        if taken.date.contains(&id) || has_last_day(index, id, article) {
            continue;
        }
        if has_start(index, id, article) {
            started.push((id, waiting(index.view, id, "a start and no last day")));
        } else {
            never.push((id, waiting(index.view, id, "neither start nor last day")));
        }
    }
    let awaited = |id: ArticleId| index.view.behind.get(id.index()).is_some_and(|n| *n > 0);
    // One that nothing waits for is told beside those that nothing starts.
    let beside = match started.as_slice() {
        [(only, _)] if !awaited(*only) && !never.is_empty() => started.pop(),
        _ => None,
    };
    // What no party owes and nothing waits for is a courtesy of the text.
    if !started
        .iter()
        .any(|(id, _)| awaited(*id) || !index.sides_of(*id).is_empty())
    {
        started.clear();
    }
    out.extend(
        without_start(index, never, eligible).map(|draft| match beside {
            Some((id, label)) => {
                let note = format!("{} has a start and no last day", index.view.art(id));
                draft.place(View::head(id), label).note(note)
            }
            None => draft,
        }),
    );
    out.extend(without_last_day(index, started, eligible));
}

/// The duties with no start and no last day, and those with a start only, before any rule takes
/// some away; for the rule of contrast, which leaves the first to their own.
pub(super) fn nothing_starts(index: &Index<'_>, id: ArticleId) -> bool {
    index.agreement.article(id).is_some_and(|article| {
        to_be_done(article) && !has_last_day(index, id, article) && !has_start(index, id, article)
    })
}

/// Whether a duty that is once done has a last day; nothing for what is no such duty.
pub(super) fn last_day(index: &Index<'_>, id: ArticleId) -> Option<bool> {
    let article = index.agreement.article(id)?;
    to_be_done(article).then(|| has_last_day(index, id, article))
}

/// Whether a clause of a duty that is once done, or its tie to another, states its last day,
/// whatever the phase says; nothing for what is no such duty.
pub(super) fn day_of_its_own(index: &Index<'_>, id: ArticleId) -> Option<bool> {
    let article = index.agreement.article(id)?;
    to_be_done(article)
        .then(|| clause_last_day(index, article) || tied_to_dated(index, article) || index.rung(id))
}

fn waiting(view: &View<'_>, id: ArticleId, open: &str) -> String {
    match view.behind.get(id.index()) {
        Some(1) => format!("{open}; 1 article waits"),
        Some(behind) if *behind > 1 => format!("{open}; {behind} articles wait"),
        _ => open.to_owned(),
    }
}

fn wait_note(view: &View<'_>, ids: &[ArticleId], draft: Draft) -> Draft {
    let waited: Vec<String> = ids
        .iter()
        .filter_map(|id| {
            let behind = view.behind.get(id.index()).copied().unwrap_or(0);
            (behind > 0).then(|| format!("{behind} for {}", view.art(*id)))
        })
        .take(3)
        .collect();
    if waited.is_empty() {
        return draft;
    }
    draft.note(format!("other articles wait: {}", join(&waited)))
}

fn without_start(
    index: &Index<'_>,
    places: Vec<(ArticleId, String)>,
    eligible: usize,
) -> Option<Draft> {
    let view = index.view;
    let mut ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    view.by_weight(&mut ids);
    let draft = folded(view, "W0201", places, |ids| match ids {
        [one] => format!(
            "nothing says what starts {}, nor by when it is due",
            view.art(*one)
        ),
        _ => format!(
            "nothing says what starts {} of {eligible} duties, nor by when they are due: {}",
            ids.len(),
            few(view, ids),
        ),
    })?;
    Some(wait_note(view, &ids, draft).help(index.view.answer(
        "write `when …`, `within … after …` or `by …`",
        &format!(
            "what starts each of {}, and by when is it due?",
            few(view, &ids)
        ),
    )))
}

fn without_last_day(
    index: &Index<'_>,
    places: Vec<(ArticleId, String)>,
    eligible: usize,
) -> Option<Draft> {
    let view = index.view;
    let mut ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    view.by_weight(&mut ids);
    let draft = folded(view, "W0202", places, |ids| match ids {
        [one] => format!("{} has a start and no last day", view.art(*one)),
        _ => format!(
            "{} of {eligible} duties have a start and no last day: {}",
            ids.len(),
            few(view, ids),
        ),
    })?;
    Some(wait_note(view, &ids, draft).help(index.view.answer(
        "write `by …` or `within … after …`",
        &format!("by when is each of {} to be done?", few(view, &ids)),
    )))
}

/// W0203: what stands, or comes again and again, and nothing says how long. Answered by `until …`,
/// `throughout …`, `onwards`, by a phase that ends, or by a line of `ending:`.
pub(super) fn endless(index: &Index<'_>, taken: &Taken, out: &mut Vec<Draft>) {
    let mut eligible = 0;
    let mut places = Vec::new();
    for (id, article) in index.agreement.articles() {
        if !stands(article) {
            continue;
        }
        eligible += 1;
        // Under the agreement it ends as the agreement does; how that ends is asked once (W0612).
        let bounded = says_how_long(article)
            || article.reach == Reach::Agreement
            || index.bounded_by_phase(article)
            || index.ended.get(id.index()).copied().unwrap_or(false);
        if !bounded && !taken.date.contains(&id) {
            places.push((id, "until when?".to_owned()));
        }
    }
    let view = index.view;
    let draft = folded(view, "W0203", places, |ids| match ids {
        [one] => format!("nothing says how long {} stands", view.art(*one)),
        _ => format!(
            "nothing says how long {} of {eligible} standing rules stand: {}",
            ids.len(),
            few(view, ids),
        ),
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `until …`, `throughout …` or `onwards`",
            "until when does each of these stand, and what ends it?",
        ))
    }));
}

/// Whether an article binds over time: a standing duty, a flow, a ban, a level.
fn stands(article: &Article) -> bool {
    match &article.kind {
        ArticleKind::Duty(duty) => {
            duty.standing
                || article
                    .clauses
                    .iter()
                    .any(|clause| matches!(clause, Clause::Every { .. }))
        }
        ArticleKind::Prohibition(_) | ArticleKind::Level(_) => true,
        _ => false,
    }
}
