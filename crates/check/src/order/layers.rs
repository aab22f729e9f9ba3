//! Layers of one accord: W0904 (two differ and none prevails), W0905 (one changes the duty of
//! somebody who did not make it) and W0906 (one that bears on a duty is unpublished or one-sided).

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, Article, ArticleId, ArticleKind, Change, Clause, Element, Question, ReadingId,
    ReadingOf, ReadingSays, Subject, TextId, Who,
};

use super::readings::{Held, decide};
use crate::time::{clauses_of, same_question};
use crate::view::join;
use crate::{Draft, Spot, View};

/// How many readings of one article are set against each other.
const RIVALS_MAX: usize = 16;

/// W0904: a text that reads an article otherwise than the text the article is from, and no rank
/// between them. One finding for each such text.
pub fn differ(
    view: &View<'_>,
    held: &[Held<'_>],
    told: &mut BTreeSet<ReadingId>,
    out: &mut Vec<Draft>,
) {
    let mut read: BTreeMap<ArticleId, Vec<&Held<'_>>> = BTreeMap::new();
    for one in held {
        for target in &one.targets {
            read.entry(*target).or_default().push(one);
        }
    }
    let mut by_text: Vec<(Vec<TextId>, Vec<&Held<'_>>)> = Vec::new();
    for one in held {
        if one.reading.within.is_empty() || told.contains(&one.id) || !contradicts(view, &read, one)
        {
            continue;
        }
        let texts = one.reading.within.clone();
        match by_text.iter_mut().find(|(other, _)| *other == texts) {
            Some((_, list)) => list.push(one),
            None => by_text.push((texts, vec![one])),
        }
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for (texts, mut list) in by_text {
        told.extend(list.iter().map(|one| one.id));
        list.retain(|one| !join_quarrel(view, &mut drafts, &texts, one));
        let heaviest = |one: &&Held<'_>| one.targets.iter().map(|id| view.weight(*id)).max();
        list.sort_by_key(|one| (std::cmp::Reverse(heaviest(one)), one.id));
        drafts.extend(tell_differ(view, &texts, &list));
    }
    out.append(&mut drafts);
    twice(view, out);
}

/// Adds a reading to the quarrel over the same articles, if another text has been told in it.
fn join_quarrel(view: &View<'_>, drafts: &mut [Draft], texts: &[TextId], one: &Held<'_>) -> bool {
    let same = |draft: &&mut Draft| one.targets.iter().all(|id| draft.articles.contains(id));
    let Some(draft) = drafts
        .iter_mut()
        .find(same)
        .filter(|_| !one.targets.is_empty())
    else {
        return false;
    };
    let text = view.list(texts.iter().map(|id| Element::Text(*id)));
    draft.places.push(Spot {
        at: Subject::of(Element::Reading(one.id)),
        label: format!("and yet another in {text}"),
    });
    true
}

/// Whether a textual reading stands against the text of what it reads, with no rank between them.
fn contradicts(
    view: &View<'_>,
    read: &BTreeMap<ArticleId, Vec<&Held<'_>>>,
    one: &Held<'_>,
) -> bool {
    if one.reading.within.iter().all(|id| practice(view, *id)) {
        // What was done is no rule against what was agreed.
        return false;
    }
    if matches!(one.reading.of, ReadingOf::Texts) {
        return true;
    }
    let own: Vec<TextId> = match &one.reading.of {
        ReadingOf::Named(refs) => refs
            .iter()
            .flat_map(|of| texts_of(view, of.element))
            .collect(),
        _ => Vec::new(),
    };
    let rivals = one.targets.iter().filter_map(|id| read.get(id)).flatten();
    let rivals = rivals.filter(|other| other.id != one.id).take(RIVALS_MAX);
    let rivals: Vec<TextId> = rivals
        .flat_map(|other| other.reading.within.clone())
        .collect();
    let against: Vec<TextId> = own
        .into_iter()
        .chain(rivals)
        .filter(|id| !one.reading.within.contains(id))
        .collect();
    let ranked = |a: TextId, b: TextId| prevails(view, a, b) || prevails(view, b, a);
    let unranked = one
        .reading
        .within
        .iter()
        .any(|a| against.iter().any(|b| !ranked(*a, *b)));
    (unranked || against.is_empty()) && differs(view, one)
}

fn practice(view: &View<'_>, id: TextId) -> bool {
    let text = view.agreement.text(id);
    text.is_some_and(|text| text.practice || text.background)
}

fn texts_of(view: &View<'_>, element: Element) -> Vec<TextId> {
    let naming = view.agreement.naming(element);
    let cites = naming.map_or(&[][..], |naming| &naming.cites);
    cites.iter().filter_map(|cite| cite.text).collect()
}

/// Whether one text says that it amends or prevails over another.
fn prevails(view: &View<'_>, one: TextId, other: TextId) -> bool {
    view.agreement
        .text(one)
        .is_some_and(|text| text.amending.contains(&other) || text.prevailing_over.contains(&other))
}

/// Whether a reading says something else than its article: another start, day, number or sentence;
/// of other questions, only where the article answers them too.
fn differs(view: &View<'_>, one: &Held<'_>) -> bool {
    let Some(clauses) = clauses_of(&one.reading.says) else {
        return !matches!(one.reading.says, ReadingSays::Means(_));
    };
    if matches!(one.reading.says, ReadingSays::Act(..)) {
        return true;
    }
    clauses.iter().any(|clause| match clause.question() {
        Question::Trigger | Question::Deadline | Question::NotBefore | Question::Order => true,
        _ => one
            .targets
            .iter()
            .filter_map(|id| view.agreement.article(*id))
            .flat_map(|article| &article.clauses)
            .any(|own| same_question(own, clause) && own != clause),
    })
}

fn tell_differ(view: &View<'_>, texts: &[TextId], list: &[&Held<'_>]) -> Option<Draft> {
    let (first, rest) = list.split_first()?;
    let target = match &first.reading.of {
        ReadingOf::Named(refs) => view.list(refs.iter().map(|of| of.element)),
        ReadingOf::Day(number) => format!("day {number}"),
        ReadingOf::Texts => "the rank of the texts".to_owned(),
    };
    let text = view.list(texts.iter().map(|id| Element::Text(*id)));
    let has = if texts.len() == 1 { "has" } else { "have" };
    let message = format!("{text} {has} another rule for {target}, and neither prevails");
    let mut draft = Draft::of("W0904", Element::Reading(first.id), message)
        .label("the other rule")
        .about(first.targets.iter().copied());
    for id in &first.targets {
        draft = draft.place(View::head(*id), "the article as it stands");
    }
    for one in rest {
        let names = view.list(one.targets.iter().map(|id| Element::Article(*id)));
        draft = draft
            .place(
                Subject::of(Element::Reading(one.id)),
                format!("another rule for {names} too"),
            )
            .about(one.targets.iter().copied());
    }
    Some(draft.help(if view.agreement.as_signed {
        decide(view, &format!("which of the two holds for {target}?"))
    } else {
        format!("say which text prevails: `prevailing over …` in {text}, or in the other")
    }))
}

/// W0904: two texts each have an article for one act, with other days, and no rank between them.
fn twice(view: &View<'_>, out: &mut Vec<Draft>) {
    let duties: Vec<_> = view
        .duties()
        .filter(|(_, article, _)| article.rows.is_none())
        .collect();
    // Pairs are sought among duties that share their act and what it is done to.
    let mut keyed: Vec<(String, usize)> = duties
        .iter()
        .enumerate()
        .filter(|(_, (id, _, duty))| {
            duty.object.thing.is_some() && !texts_of(view, Element::Article(*id)).is_empty()
        })
        .map(|(at, (_, _, duty))| {
            let what = (&duty.verb, &duty.object, &duty.obligors);
            (format!("{what:?}"), at)
        })
        .collect();
    keyed.sort();
    for pair in keyed.windows(2) {
        let [(a, first), (b, second)] = pair else {
            continue;
        };
        if a != b {
            continue;
        }
        let (Some(one), Some(other)) = (duties.get(*first), duties.get(*second)) else {
            continue;
        };
        if apart(view, one.0, other.0) && days(one.1) != days(other.1) {
            out.push(tell_twice(view, one.0, other.0));
        }
    }
}

/// Whether two articles are from different texts with no rank between them, and neither replaces
/// the other.
fn apart(view: &View<'_>, one: ArticleId, other: ArticleId) -> bool {
    let (a, b) = (
        texts_of(view, Element::Article(one)),
        texts_of(view, Element::Article(other)),
    );
    let disjoint = a.iter().all(|id| !b.contains(id));
    let ranked = a.iter().any(|a| {
        b.iter()
            .any(|b| prevails(view, *a, *b) || prevails(view, *b, *a))
    });
    let replaces = |id: ArticleId, of: ArticleId| {
        view.agreement.article(id).is_some_and(|article| {
            article.clauses.iter().any(|clause| match clause {
                Clause::Replacing(refs) => refs.iter().any(|one| one.article() == Some(of)),
                _ => false,
            })
        })
    };
    disjoint && !ranked && !replaces(one, other) && !replaces(other, one)
}

/// The clauses that say when.
fn days(article: &Article) -> Vec<&Clause> {
    let timing = article.clauses.iter().filter(|clause| {
        matches!(
            clause.question(),
            Question::Deadline | Question::Trigger | Question::NotBefore | Question::Period
        )
    });
    timing.collect()
}

fn tell_twice(view: &View<'_>, one: ArticleId, other: ArticleId) -> Draft {
    let (a, b) = (view.art(one), view.art(other));
    let message =
        format!("{a} and {b} are one act in two texts, at different times, and neither prevails");
    Draft::new("W0904", View::head(one), message)
        .label("in one text")
        .place(View::head(other), "in the other")
        .help(view.answer(
            "say which text prevails, or that one article is `replacing` the other",
            &format!("which holds, {a} or {b}?"),
        ))
}

/// W0905: a layer, or an amendment, changes duties of somebody who did not make it. One finding for
/// each layer.
pub fn not_theirs(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, text) in (0..).map(TextId).zip(&view.agreement.texts) {
        let makers: Vec<ActorId> = text.made.iter().flat_map(|made| made.by.clone()).collect();
        let changes = !text.amending.is_empty() || !text.adding_to.is_empty();
        if makers.is_empty() || !changes {
            continue;
        }
        let makers = opened(view, &makers);
        let bound: Vec<ArticleId> = view
            .articles()
            .filter(|(article, _)| texts_of(view, Element::Article(*article)).contains(&id))
            .filter(|(_, article)| binds_others(view, article, &makers))
            .map(|(article, _)| article)
            .collect();
        out.extend(tell_not_theirs(view, Element::Text(id), &makers, bound));
    }
    let amendments = (0..)
        .map(model::AmendmentId)
        .zip(&view.agreement.amendments);
    for (id, amendment) in amendments {
        let makers: Vec<ActorId> = amendment
            .by
            .iter()
            .filter_map(|who| match who {
                Who::Actor(id) => Some(*id),
                _ => None,
            })
            .collect();
        if makers.len() < amendment.by.len() || makers.is_empty() {
            continue;
        }
        let makers = opened(view, &makers);
        let bound = amendment.changes.iter().flat_map(|change| match change {
            Change::NowDue(refs, _) | Change::ReplacedBy(refs, _) => {
                refs.iter().filter_map(model::Reference::article).collect()
            }
            _ => Vec::new(),
        });
        let bound: Vec<ArticleId> = bound
            .filter(|id| {
                let article = view.agreement.article(*id);
                article.is_some_and(|article| binds_others(view, article, &makers))
            })
            .collect();
        out.extend(tell_not_theirs(
            view,
            Element::Amendment(id),
            &makers,
            bound,
        ));
    }
}

/// Actors with their members, and the parties they are bodies of.
fn opened(view: &View<'_>, actors: &[ActorId]) -> Vec<ActorId> {
    let mut all: Vec<ActorId> = actors.to_vec();
    let mut at = 0;
    while let Some(id) = all.get(at).copied() {
        let members = view
            .agreement
            .actor(id)
            .map_or(&[][..], |actor| &actor.members);
        let new: Vec<ActorId> = members
            .iter()
            .copied()
            .filter(|id| !all.contains(id))
            .collect();
        all.extend(new);
        at += 1;
    }
    all
}

/// Whether an article obliges parties, none of whom is among the makers.
fn binds_others(view: &View<'_>, article: &Article, makers: &[ActorId]) -> bool {
    let owes = matches!(
        article.kind,
        ArticleKind::Duty(_) | ArticleKind::Prohibition(_) | ArticleKind::Level(_)
    );
    let parties: Vec<ActorId> = view
        .holders(article)
        .into_iter()
        .filter(|id| view.is_party(*id))
        .collect();
    owes && !parties.is_empty() && parties.iter().all(|id| !makers.contains(id))
}

fn tell_not_theirs(
    view: &View<'_>,
    layer: Element,
    makers: &[ActorId],
    mut bound: Vec<ArticleId>,
) -> Option<Draft> {
    bound.dedup();
    view.by_weight(&mut bound);
    let first = bound.first()?;
    let article = view.agreement.article(*first)?;
    let owners = view.list(view.holders(article).into_iter().map(Element::Actor));
    let by = view.list(makers.iter().take(3).map(|id| Element::Actor(*id)));
    let message = format!(
        "{} by {by} bears on {} of {owners}, who did not make it",
        view.tick(layer),
        view.art(*first)
    );
    let mut draft = Draft::of("W0905", layer, message).label("made by others");
    for id in &bound {
        draft = draft.place(View::head(*id), "owed by somebody who did not make it");
    }
    Some(draft.help(view.answer(
        &format!(
            "let {owners} sign {}, or say that it binds",
            view.tick(layer)
        ),
        &format!(
            "is {owners} bound by {}, and what else does it change?",
            view.tick(layer)
        ),
    )))
}

/// W0906: an unpublished text, or one made by a single party, bears on what others owe. One finding
/// for each text; a map alone is told elsewhere.
pub fn hidden(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, text) in (0..).map(TextId).zip(&view.agreement.texts) {
        let mut bearing: Vec<ArticleId> = view
            .articles()
            .filter(|(article, _)| texts_of(view, Element::Article(*article)).contains(&id))
            .map(|(article, _)| article)
            .collect();
        if !text.unpublished {
            let Some(maker) = single_party(view, text) else {
                continue;
            };
            let others = |id: &ArticleId| {
                let article = view.agreement.article(*id);
                article.is_some_and(|article| binds_others(view, article, &[maker]))
            };
            bearing.retain(others);
        }
        view.by_weight(&mut bearing);
        let Some(first) = bearing.first() else {
            continue;
        };
        let element = Element::Text(id);
        let names: Vec<String> = bearing.iter().take(3).map(|id| view.art(*id)).collect();
        let why = if text.unpublished {
            "is not published"
        } else {
            "is one side's own"
        };
        let message = format!(
            "{} {why}, and {} rests on it",
            view.tick(element),
            view.art(*first)
        );
        let mut draft = Draft::of("W0906", element, message)
            .label(why)
            .about(bearing.iter().copied());
        if names.len() > 1 {
            draft = draft.note(format!("what cites it: {}", join(&names)));
        }
        out.push(draft.help(view.answer(
            "publish it, or write what it says into the article",
            &format!(
                "what does {} say of {}, and does it bind both?",
                view.tick(element),
                view.art(*first)
            ),
        )));
    }
}

/// The party that alone made a text.
fn single_party(view: &View<'_>, text: &model::Text) -> Option<ActorId> {
    let mut makers = text.made.iter().flat_map(|made| made.by.iter().copied());
    let first = makers.next().filter(|id| view.is_party(*id))?;
    makers.all(|id| id == first).then_some(first)
}
