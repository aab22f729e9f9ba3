//! Who says so: duties that nobody verifies, or that the obligor would verify itself, and people
//! handed over without a manner.

use std::collections::BTreeMap;

use model::{
    ActorId, Article, ArticleId, ArticleKind, Clause, Duty, Element, Joint, Noun, Preposition,
    Quantity, Question, Relation, Status,
};

use super::index::{Index, nouns};
use super::remedies::Replies;
use super::taken::Taken;
use super::told::{few, folded, verb, worst};
use crate::consequences::General;
use crate::{Draft, stems};

/// Whether anybody sees whether an article is kept.
fn seen(index: &Index<'_>, article: &Article) -> bool {
    let counted = matches!(article.kind, ArticleKind::Level(_)) && article.says(Question::Counter);
    counted
        || index.view.seen(article)
        || article.says(Question::Confirmation)
        || article.says(Question::Attribution)
}

/// Whether an article is one that somebody might have to verify. What all parties do together they
/// see themselves; what falls due on a breach is itself a step of the reply.
fn could_be_verified(index: &Index<'_>, id: ArticleId, article: &Article) -> bool {
    match &article.kind {
        ArticleKind::Duty(duty) => !together(index, duty) && !index.rung(id),
        ArticleKind::Prohibition(_) | ArticleKind::Level(_) => true,
        _ => false,
    }
}

/// Whether several do it together, in words or because they meet: a meeting sees itself.
fn together(index: &Index<'_>, duty: &Duty) -> bool {
    match duty.joint {
        Some(joint) => joint == Joint::Together,
        None => {
            let meets = verb(index.view, &duty.verb) == "meet" && duty.object.thing.is_none();
            meets && index.agreement.members(&duty.obligors).len() > 1
        }
    }
}

/// Whether an article that could be verified is; nothing for others.
pub(super) fn verified(index: &Index<'_>, id: ArticleId) -> Option<bool> {
    let article = index.agreement.article(id)?;
    could_be_verified(index, id, article).then(|| seen(index, article))
}

/// W0204: nobody verifies, receives, monitors or confirms. Where few articles lack a reply, a
/// missing reply to one of these is told here. Answered by `verified by`, `monitored by`, `received
/// by`, `incidents confirmed by`.
pub(super) fn nobody(
    index: &Index<'_>,
    replies: &Replies,
    taken: &mut Taken,
    out: &mut Vec<Draft>,
) {
    let view = index.view;
    let mut eligible = 0;
    let mut places = Vec::new();
    let mut unanswered = 0;
    for (id, article) in index.agreement.articles() {
        if !could_be_verified(index, id, article) {
            continue;
        }
        eligible += 1;
        if seen(index, article) || taken.verifier.contains(&id) {
            continue;
        }
        // Nobody can find a breach of it, so what follows a breach is the lesser question.
        if !replies.common() && !replies.has(id) && taken.remedy.insert(id) {
            unanswered += 1;
        }
        places.push((id, "who says that it is done?".to_owned()));
    }
    let ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    let marked = ids.first().is_some_and(|id| {
        index
            .agreement
            .article(*id)
            .is_some_and(|article| index.marked(article, "verifier"))
    });
    let general = General::new(view);
    let but = general.but();
    let draft = folded(view, "W0204", places, |ids| {
        let rest = match (unanswered, ids.len()) {
            (0, _) => String::new(),
            (_, 1) => format!(", and nothing{but} says what follows if it fails"),
            (lacking, _) => {
                format!(", and for {lacking} of them nothing{but} says what follows")
            }
        };
        match ids {
            [one] if marked => {
                format!(
                    "the text is silent on who verifies {}{rest}",
                    view.art(*one)
                )
            }
            [one] => format!("nobody is named to verify {}{rest}", view.art(*one)),
            _ => format!(
                "nobody is named to verify {} of {eligible} duties and bans{rest}, among them {}",
                ids.len(),
                worst(view, ids),
            ),
        }
    });
    let open = "does not say who finds that these are not done";
    out.extend(draft.map(|draft| {
        general.note(view, draft, open).help(view.answer(
            "write `verified by … within … of the report`, or `monitored by …`",
            "who says that these are done, within how long, and what does silence mean?",
        ))
    }));
}

/// How much what waits for a finding that nobody makes is read before what merely nobody verifies.
const AWAITED: u64 = 40;

/// W0204, of its own: something waits until an article is verified, and nobody is named to verify
/// it. Receipt or watching is no finding. Answered by `verified by`.
pub(super) fn awaited(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let view = index.view;
    let mut waiting: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    for ((id, _), arrows) in index.agreement.articles().zip(&view.arrows) {
        for arrow in arrows {
            let finding = matches!(arrow.status, Some(Status::Verified | Status::Final));
            let Some(on) = arrow.to.article().filter(|_| finding) else {
                continue;
            };
            let unverified = index.agreement.article(on).is_some_and(|article| {
                article.duty().is_some() && !article.says(Question::Verifier)
            });
            if unverified && on != id {
                waiting.entry(on).or_default().push(id);
            }
        }
    }
    taken.verifier.extend(waiting.keys());
    let mut ids: Vec<ArticleId> = waiting.values().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    view.by_weight(&mut ids);
    let wait = if ids.len() == 1 { "waits" } else { "wait" };
    let places = waiting
        .keys()
        .map(|id| (*id, "a finding is awaited, and nobody makes it".to_owned()))
        .collect();
    let draft = folded(view, "W0204", places, |of| {
        let is = if of.len() == 1 { "it is" } else { "they are" };
        format!(
            "nobody is named to verify {}, and {} {wait} until {is} verified",
            few(view, of),
            few(view, &ids)
        )
    });
    out.extend(draft.map(|mut draft| {
        draft.weight += AWAITED;
        let open: Vec<ArticleId> = waiting.keys().copied().collect();
        draft.about(ids.iter().copied()).help(view.answer(
            "write `verified by …`, or let it start when the other is done",
            &format!(
                "who finds that {} is done, and within how long?",
                few(view, &open)
            ),
        ))
    }));
}

/// W0205: who verifies is the one who owes it, or stands behind it alone. Answered by another
/// verifier, or by a panel in which others sit.
pub(super) fn interested(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut by_verifier: BTreeMap<Vec<ActorId>, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article) in index.agreement.articles() {
        let verifiers = index.view.verifiers(article);
        let obligors = index.view.holders(article);
        if index.own(&verifiers, &obligors) && !each_by_another(index, article, &verifiers) {
            let label = "judged by the one who owes it".to_owned();
            by_verifier.entry(verifiers).or_default().push((id, label));
        }
    }
    for (verifiers, places) in by_verifier {
        let view = index.view;
        let names = view.list(verifiers.iter().map(|id| Element::Actor(*id)));
        let draft = folded(view, "W0205", places, |ids| {
            let owing = ids.first().and_then(|id| index.agreement.article(*id));
            let owing = owing
                .map(|article| view.holders(article))
                .unwrap_or_default();
            let articles = few(view, ids);
            let (owed, part) = match verifiers.as_slice() {
                [_] => ("it owes itself", "it is a part of"),
                _ => ("they owe themselves", "they are a part of"),
            };
            if verifiers.iter().all(|id| owing.contains(id)) {
                return format!("{names} would verify {articles}, which {owed}");
            }
            let owing = view.list(owing.into_iter().map(Element::Actor));
            format!("{names} would verify {articles}, owed by {owing}, which {part}")
        });
        out.extend(draft.map(|draft| {
            draft.help(index.view.answer(
                "name a verifier in which others than the obligor sit",
                &format!("who beside {names} may find that these are not kept?"),
            ))
        }));
    }
}

/// Whether each of several obligors has its own act judged by another of them: `north and south
/// shall each …, verified by north and south`.
fn each_by_another(index: &Index<'_>, article: &Article, verifiers: &[ActorId]) -> bool {
    let each = article
        .duty()
        .is_some_and(|duty| duty.joint == Some(Joint::Each));
    each && index.behind_actors(verifiers).len() > 1
}

/// W0215, once: people or remains are handed over, and for most of them nothing says how. Answered
/// by `to` a receiver, a place, `coordinated by`, `through`, `evidenced by`. Not by `received by`,
/// which proves that they were handed over and nothing of how.
pub(super) fn manner(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut eligible = 0;
    let mut received = 0;
    let mut places = Vec::new();
    for (id, article) in index.agreement.articles() {
        if !hands_over(index, article) {
            continue;
        }
        eligible += 1;
        if !has_manner(article) && !regulated_elsewhere(index, id, article) {
            // Receipt proves that they were handed over, and nothing of how.
            let receipt = article.says(Question::Receipt);
            received += usize::from(receipt);
            let label = if receipt {
                "how and where?"
            } else {
                "how, where, to whom?"
            };
            places.push((id, label.to_owned()));
        }
    }
    let but = match received {
        0 => "",
        all if all == places.len() => " but who receives them",
        _ => " but, of some, who receives them",
    };
    if places.len() * 3 <= eligible {
        return;
    }
    let view = index.view;
    let draft = folded(view, "W0215", places, |ids| match ids {
        [one] if but.is_empty() => format!(
            "{} how people are handed over in {}",
            index.unsaid_of(*one, "manner"),
            view.art(*one),
        ),
        [one] => format!(
            "nothing{but} is said of how people are handed over in {}",
            view.art(*one),
        ),
        _ => format!(
            "nothing{but} is said of how people are handed over in {} of {eligible} duties: {}",
            ids.len(),
            few(view, ids),
        ),
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `to …`, `in …`, `through …`, `coordinated by …` or `evidenced by \"…\"`",
            "who receives them, where, at what hour, in whose sight, and what may not be done?",
        ))
    }));
}

/// Whether an article sets people free or hands them, or their remains, over.
fn hands_over(index: &Index<'_>, article: &Article) -> bool {
    let Some(duty) = article.duty() else {
        return false;
    };
    // Who they are comes first: people under a phrase without a number are another gap (W0113).
    index.view.irreversible(&duty.verb) && index.view.persons(article)
}

/// Whether another article says how those of the same list are handed over: its verb or its object
/// speaks of a hand-over, an exchange or a ceremony.
fn regulated_elsewhere(index: &Index<'_>, id: ArticleId, article: &Article) -> bool {
    let Some(roll) = article.quantity().and_then(Quantity::roll) else {
        return false;
    };
    let reader = &index.view.reader;
    let uses = index.roll_uses.get(roll.index()).into_iter().flatten();
    uses.filter(|other| **other != id)
        .filter_map(|other| index.agreement.article(*other))
        .any(|other| {
            let verb_ = match &other.kind {
                ArticleKind::Prohibition(ban) => &ban.verb,
                ArticleKind::Duty(duty) => &duty.verb,
                _ => return false,
            };
            // To hand them over is the deed again, and says nothing of its manner.
            let words = !index.view.irreversible(verb_)
                && reader.verb_may_begin(index.agreement, verb_, stems::CEREMONY);
            words
                || nouns(other).into_iter().any(|noun| match noun {
                    Noun::Quoted(words) => reader.may_begin(words, stems::CEREMONY),
                    _ => false,
                })
        })
}

fn has_manner(article: &Article) -> bool {
    let placed = article.object().is_some_and(|object| {
        object
            .relations
            .iter()
            .any(|relation| matches!(relation, Relation::To(p, _) if *p != Preposition::From))
    });
    placed
        || [
            Question::Coordinator,
            Question::Through,
            Question::Evidence,
            Question::Identification,
            Question::Place,
        ]
        .into_iter()
        .any(|question| article.says(question))
        || article
            .clauses
            .iter()
            .any(|clause| matches!(clause, Clause::During(_)))
}
