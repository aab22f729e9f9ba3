//! Bodies of several: who can block, by what rule they decide, whether they judge themselves.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Actor, ActorId, ActorKind, ArticleId, Clause, Deciding, Element, Noun, Panel, Preposition,
    Relation, Subject, Who,
};

use super::uses::{Asked, Role, Uses};
use crate::{Draft, View, view::join};

/// W0503: a finding or decision needs every member, and one of them can block it by silence.
/// Answered by a smaller number, or by `failing which …`.
pub fn blocking(view: &View<'_>, uses: &Uses<'_>, out: &mut Vec<Draft>) {
    for (id, asked) in &uses.by_actor {
        let Some(actor) = view.agreement.actor(*id) else {
            continue;
        };
        let members = actor.members.len();
        if members < 2 {
            continue;
        }
        let places: Vec<&Asked<'_>> = asked
            .iter()
            .filter(|one| !one.silence_answered && needs_all(actor, one.panel, members))
            .collect();
        let Some(first) = places.first() else {
            continue;
        };
        let name = view.actor(*id);
        let how = if actor.deciding_by == Some(Deciding::Consensus) {
            format!("{name} decides by consensus, so any one of its {members} members can block")
        } else {
            format!("{name} needs all of its {members} members, so any one can block by silence")
        };
        let mut draft = Draft::new("W0503", first.at, how)
            .label("all of them are needed")
            .help(view.answer(
                "ask fewer members, or add `failing which …`",
                "what follows if one member does not take part?",
            ));
        for one in places.iter().skip(1) {
            draft = draft.place(one.at, "the same");
        }
        out.push(draft);
    }
}

fn needs_all(actor: &Actor, panel: &Panel, members: usize) -> bool {
    match panel.threshold {
        Some(number) => number as usize == members,
        None => match actor.deciding_by {
            Some(Deciding::Consensus) => true,
            Some(Deciding::Members(number)) => number as usize == members,
            Some(Deciding::Majority) | None => false,
        },
    }
}

/// Whether a body of several is asked to find or decide, and the text states no rule by which it
/// does.
pub fn lacks_rule(view: &View<'_>, id: ActorId, asked: &[Asked<'_>]) -> bool {
    let Some(actor) = view.agreement.actor(id) else {
        return false;
    };
    let places: Vec<&Asked<'_>> = asked
        .iter()
        .filter(|one| one.panel.threshold.is_none())
        .collect();
    if actor.members.len() < 2 || actor.deciding_by.is_some() || places.is_empty() {
        return false;
    }
    // Guarantors who act together are told of by the verb, not by a rule of decision.
    let grouped = matches!(actor.kind, ActorKind::Group | ActorKind::Side);
    !grouped || !sitting_obligors(view, actor, &places).is_empty()
}

/// W0504: a body of several finds or decides, and the text states no rule by which it does. Those
/// who owe what it finds on, and sit in it, are named. Answered by `deciding by …`.
pub fn without_rule(view: &View<'_>, uses: &Uses<'_>, out: &mut Vec<Draft>) {
    for (id, asked) in &uses.by_actor {
        let Some(actor) = view.agreement.actor(*id) else {
            continue;
        };
        if !lacks_rule(view, *id, asked) {
            continue;
        }
        let places: Vec<&Asked<'_>> = asked
            .iter()
            .filter(|one| one.panel.threshold.is_none())
            .collect();
        let Some(first) = places.first() else {
            continue;
        };
        let sitting = sitting_obligors(view, actor, &places);
        let name = view.actor(*id);
        let finds = places
            .iter()
            .any(|one| matches!(one.role, Role::Verifies | Role::FindsIncidents));
        let does = if finds { "finds" } else { "decides" };
        let message = if sitting.is_empty() {
            format!(
                "{name} {does} for its {} members, and nothing says how",
                actor.members.len()
            )
        } else {
            let who: Vec<String> = sitting.iter().map(|id| view.actor(*id)).collect();
            let (owe, sit) = match who.len() {
                1 => ("owes", "sits"),
                _ => ("owe", "sit"),
            };
            let on = if finds { "finds on" } else { "decides" };
            format!(
                "nothing says how {name} {does}, and {}, who {owe} what it {on}, {sit} in it",
                join(&who)
            )
        };
        let mut articles: Vec<ArticleId> = places.iter().map(|one| one.article).collect();
        articles.extend(addressed(view, *id));
        articles.sort_unstable();
        articles.dedup();
        view.by_weight(&mut articles);
        let mut draft = Draft::of("W0504", Element::Actor(*id), message)
            .label(format!("asked in {}", places_of(places.len())))
            .place(first.at, "it is asked here")
            .about(articles)
            .help(view.answer(
                "add `deciding by consensus`, `by majority` or `by N members` to its declaration",
                &format!(
                    "how does {name} decide, may a member block it, are its findings published?"
                ),
            ));
        let silent = places.iter().filter(|one| !one.silence_answered).count();
        if silent > 0 {
            draft = draft.note(format!(
                "nor is anything said of its silence, in {}",
                places_of(silent)
            ));
        }
        if !sitting.is_empty() {
            draft.weight += 30;
        }
        out.push(draft);
    }
}

/// `1 place`, `3 places`.
fn places_of(number: usize) -> String {
    match number {
        1 => "1 place".to_owned(),
        many => format!("{many} places"),
    }
}

/// The articles by which something is brought before a body: reported to it, given to it.
fn addressed(view: &View<'_>, body: ActorId) -> impl Iterator<Item = ArticleId> {
    let named = move |relation: &Relation| {
        let Relation::To(Preposition::To, target) = relation else {
            return false;
        };
        target
            .nouns()
            .contains(&Noun::Element(Element::Actor(body)))
    };
    let asking = view
        .duties()
        .filter(move |(_, _, duty)| duty.object.relations.iter().any(named));
    asking.map(|(id, _, _)| id)
}

/// The members of a body, opened, who owe what it finds on.
fn sitting_obligors(view: &View<'_>, actor: &Actor, places: &[&Asked<'_>]) -> Vec<ActorId> {
    let members: BTreeSet<ActorId> = actor.members.iter().copied().collect();
    let mut sitting = BTreeSet::new();
    for one in places {
        let Some(article) = view.agreement.article(one.article) else {
            continue;
        };
        sitting.extend(
            view.holders(article)
                .into_iter()
                .filter(|id| members.contains(id)),
        );
    }
    sitting.into_iter().collect()
}

/// W0505: whoever hears a dispute over a finding sits with whoever made it. Folded by the pair.
pub fn own_judge(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut pairs: BTreeMap<(ActorId, ActorId), Vec<Subject>> = BTreeMap::new();
    for (id, article) in view.articles() {
        let finders = view.verifiers(article);
        for (index, clause) in article.clauses.iter().enumerate() {
            let Clause::DisputeBy {
                decided: Some((panel, _)),
                ..
            } = clause
            else {
                continue;
            };
            for who in &panel.who {
                let Who::Actor(judge) = who else { continue };
                let own = finders
                    .iter()
                    .find(|finder| related(view, *judge, **finder));
                if let Some(finder) = own {
                    let at = Subject::clause(Element::Article(id), index);
                    pairs.entry((*finder, *judge)).or_default().push(at);
                }
            }
        }
    }
    for ((finder, judge), places) in pairs {
        let Some((first, rest)) = places.split_first() else {
            continue;
        };
        let message = if finder == judge {
            format!(
                "{} makes the finding and hears the dispute over it",
                view.actor(finder)
            )
        } else {
            let (finder, judge) = (view.actor(finder), view.actor(judge));
            format!("{finder} makes the finding and {judge}, who sits with it, hears the dispute")
        };
        let mut draft = Draft::new("W0505", *first, message)
            .label("judges its own finding")
            .help(view.answer(
                "name a decider outside the body that made the finding",
                "who outside the body that made the finding may hear a dispute over it?",
            ));
        for at in rest {
            draft = draft.place(*at, "the same");
        }
        out.push(draft);
    }
}

/// Whether two are the same, or one is the only member of the other. A joint body of several in
/// which the finder is one of many is another judge.
fn related(view: &View<'_>, judge: ActorId, finder: ActorId) -> bool {
    let sole = |a: ActorId, b: ActorId| {
        view.agreement
            .actor(a)
            .is_some_and(|actor| actor.members == [b])
    };
    judge == finder || sole(judge, finder) || sole(finder, judge)
}
