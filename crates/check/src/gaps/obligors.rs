//! Who owes it: joint acts nobody calls, several obligors without a word on how they owe.

use std::collections::BTreeSet;

use model::{
    Article, ArticleId, Clause, Duty, Element, Joint, Noun, Question, Relation, Thing, Who,
};

use super::index::Index;
use super::taken::Taken;
use super::told::{few, folded, noun, worst};
use crate::{Draft, stems};

/// W0211: an act needs several, and nobody is named to bring them together. Answered by `through`,
/// `coordinated by`, by a duty that falls due when it fails, or by another's duty to convene.
pub(super) fn unconvened(index: &Index<'_>, taken: &mut Taken, out: &mut Vec<Draft>) {
    let convened = convened(index);
    let mut places = Vec::new();
    for (id, article, duty) in index.view.duties() {
        let obligors = index.view.holders(article);
        let parties = obligors
            .iter()
            .filter(|id| index.view.is_party(**id))
            .count();
        if parties < 2 || !meets(index, duty) || convened.contains(&id) {
            continue;
        }
        let called = article.says(Question::Through)
            || article.says(Question::Coordinator)
            || article.clauses.iter().any(falls_due);
        if !called {
            taken.obligor.insert(id);
            places.push((id, "who calls it?".to_owned()));
        }
    }
    let view = index.view;
    let mut ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    view.by_weight(&mut ids);
    let draft = folded(view, "W0211", places, |ids| match ids {
        [one] => {
            let owing = index
                .agreement
                .article(*one)
                .map(|article| view.holders(article));
            let owing = owing.unwrap_or_default().into_iter().map(Element::Actor);
            format!(
                "{} needs {}, and nobody is named to call it",
                view.art(*one),
                view.list(owing)
            )
        }
        _ => format!(
            "{} need several, and nobody is named to call them",
            few(view, ids)
        ),
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `coordinated by …`, or a duty of another to convene, due `if breached`",
            &format!(
                "who calls {}, where, and what if one does not come?",
                few(view, &ids)
            ),
        ))
    }));
}

/// Whether a duty is one that its obligors can only do with each other.
fn meets(index: &Index<'_>, duty: &Duty) -> bool {
    if duty.joint == Some(Joint::Together) {
        return true;
    }
    if duty.joint == Some(Joint::Each) {
        return false;
    }
    let reader = &index.view.reader;
    let thing = match &duty.object.thing {
        Some(Thing::Noun(Noun::Quoted(words), _)) => reader.begins(words, stems::MEETING),
        Some(Thing::Noun(what, _)) => reader.begins(&noun(index.view, what), stems::MEETING),
        _ => false,
    };
    thing || reader.verb_begins(index.agreement, &duty.verb, stems::MEETING)
}

fn falls_due(clause: &Clause) -> bool {
    matches!(
        clause,
        Clause::If {
            consequence: model::Consequence::FallsDue(_),
            ..
        }
    )
}

/// The duties that somebody else's duty to convene refers to.
fn convened(index: &Index<'_>) -> BTreeSet<ArticleId> {
    let mut found = BTreeSet::new();
    for (id, _, duty) in index.view.duties() {
        let calls = index
            .view
            .reader
            .verb_may_begin(index.agreement, &duty.verb, stems::CALLING);
        if calls {
            let arrows = index.view.arrows.get(id.index()).into_iter().flatten();
            found.extend(arrows.filter_map(|arrow| arrow.to.article()));
        }
    }
    found
}

/// W0216: several owe one duty, and nothing says whether each owes it or all together. Answered by
/// `shall each` or `shall together`.
pub(super) fn several(index: &Index<'_>, taken: &Taken, out: &mut Vec<Draft>) {
    let mut eligible = 0;
    let mut places = Vec::new();
    for (id, article, duty) in index.view.duties() {
        if !owed_by_several(index, article, duty) {
            continue;
        }
        // Each plainly does its own part.
        if each_by_itself(index, article, duty) {
            continue;
        }
        eligible += 1;
        if duty.joint.is_none() && !taken.obligor.contains(&id) {
            places.push((id, "together, or each?".to_owned()));
        }
    }
    let view = index.view;
    let mut ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    view.by_weight(&mut ids);
    let draft = folded(view, "W0216", places, |ids| match ids {
        [one] => {
            let owing = index
                .agreement
                .article(*one)
                .map(|article| view.holders(article));
            let owing = owing.unwrap_or_default().into_iter().map(Element::Actor);
            format!(
                "nothing says whether {} owe {} together or each of them",
                view.list(owing),
                view.art(*one),
            )
        }
        _ => format!(
            "nothing says whether those who owe {} of {eligible} duties of several owe them \
             together or each: {}",
            ids.len(),
            few(view, ids),
        ),
    });
    out.extend(draft.map(|draft| {
        draft.help(index.view.answer(
            "write `shall each` or `shall together`",
            &format!(
                "if one does its part of {}, is it free, and if one fails, does the other answer?",
                worst(view, ids.get(..1).unwrap_or_default()),
            ),
        ))
    }));
}

/// Whether each obligor performs by itself: it keeps from an act, or does something to, or for, the
/// other obligors.
fn each_by_itself(index: &Index<'_>, article: &Article, duty: &Duty) -> bool {
    let begins = |stems| {
        index
            .view
            .reader
            .verb_begins(index.agreement, &duty.verb, stems)
    };
    if begins(stems::FORBEARANCE) && duty.or_verb.is_none() {
        return true;
    }
    let obligors = index.view.holders(article);
    let object = &duty.object;
    let direct = match &object.thing {
        Some(Thing::Noun(noun, of)) => std::iter::once(noun).chain(of).collect(),
        _ => Vec::new(),
    };
    let related = object.relations.iter().flat_map(|relation| match relation {
        Relation::To(_, target) => target.nouns(),
        _ => &[],
    });
    // A meeting `with` the others is one act, and is told as such.
    let joint = begins(stems::MEETING);
    !joint
        && direct
            .into_iter()
            .chain(related)
            .any(|noun| matches!(noun, Noun::Element(Element::Actor(id)) if obligors.contains(id)))
}

fn owed_by_several(index: &Index<'_>, article: &Article, duty: &Duty) -> bool {
    let each = |who: &Who| matches!(who, Who::EachParty | Who::EachSide | Who::EachOf(_));
    let named_each = !duty.obligors.who.is_empty() && duty.obligors.who.iter().all(each);
    duty.obligors.threshold.is_none() && !named_each && index.view.holders(article).len() > 1
}
