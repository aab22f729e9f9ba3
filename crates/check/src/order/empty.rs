//! W0320: a place left by one, closed to another, and held by nobody.

use std::collections::BTreeSet;

use model::{
    ActorId, Article, ArticleId, ArticleKind, Element, Object, PlaceId, Preposition, Relation,
};

use crate::stems::{LEAVING, TAKING};
use crate::{Draft, View};

/// W0320: one finding for each place. Answered by a duty or permission to deploy there.
pub fn empty_places(view: &View<'_>, out: &mut Vec<Draft>) {
    let bans = bans(view);
    if bans.is_empty() {
        return;
    }
    let held = held(view);
    let mut told: BTreeSet<PlaceId> = BTreeSet::new();
    for (id, article, duty) in view.duties() {
        if !view.reader.verb_begins(view.agreement, &duty.verb, LEAVING) {
            continue;
        }
        let leavers = view.sides(article);
        for place in places(&duty.object, &[Preposition::From]) {
            if told.contains(&place) || held.contains(&place) {
                continue;
            }
            let closed = bans.iter().find(|ban| {
                let others = ban.sides.iter().any(|side| !leavers.contains(side));
                others && ban.places.contains(&place)
            });
            if let Some(ban) = closed {
                told.insert(place);
                out.push(tell(view, place, id, ban.article));
            }
        }
    }
}

/// A ban that keeps sides out of places.
struct Ban {
    article: ArticleId,
    sides: Vec<ActorId>,
    places: BTreeSet<PlaceId>,
}

fn bans(view: &View<'_>) -> Vec<Ban> {
    let mut bans = Vec::new();
    for (article, rule) in view.articles() {
        if let ArticleKind::Prohibition(ban) = &rule.kind
            && view.reader.verb_begins(view.agreement, &ban.verb, TAKING)
        {
            bans.push(Ban {
                article,
                sides: view.sides(rule),
                places: reached(view, &ban.object, rule),
            });
        }
    }
    bans
}

/// The places in which anybody is to be, or may be.
fn held(view: &View<'_>) -> BTreeSet<PlaceId> {
    let mut held = BTreeSet::new();
    for (_, article) in view.articles() {
        let (verb, object) = match &article.kind {
            ArticleKind::Duty(duty) => (&duty.verb, &duty.object),
            ArticleKind::Permission(permission) => (&permission.verb, &permission.object),
            _ => continue,
        };
        // Words that cannot be read may hold it.
        if view.reader.verb_may_begin(view.agreement, verb, TAKING) {
            held.extend(reached(view, object, article));
        }
    }
    held
}

/// The places an act is done in or to, with what lies in them.
fn reached(view: &View<'_>, object: &Object, article: &Article) -> BTreeSet<PlaceId> {
    const THERE: &[Preposition] = &[
        Preposition::In,
        Preposition::Into,
        Preposition::To,
        Preposition::Along,
    ];
    let direct = match &object.thing {
        Some(model::Thing::Noun(noun, _)) => noun.place(),
        _ => None,
    };
    let clauses = article.clauses.iter().filter_map(|clause| match clause {
        model::Clause::In(target) => Some(target),
        _ => None,
    });
    let clauses = clauses
        .flat_map(|target| target.nouns())
        .filter_map(model::Noun::place);
    let mut all: BTreeSet<PlaceId> = BTreeSet::new();
    for place in places(object, THERE)
        .into_iter()
        .chain(direct)
        .chain(clauses)
    {
        all.insert(place);
        let inner = view.agreement.place(place).map(|place| &place.containing);
        all.extend(inner.into_iter().flatten());
    }
    all
}

fn places(object: &Object, prepositions: &[Preposition]) -> Vec<PlaceId> {
    let relations = object.relations.iter();
    let targets = relations.filter_map(|relation| match relation {
        Relation::To(preposition, target) if prepositions.contains(preposition) => Some(target),
        _ => None,
    });
    targets
        .flat_map(|target| target.nouns())
        .filter_map(model::Noun::place)
        .collect()
}

fn tell(view: &View<'_>, place: PlaceId, left: ArticleId, ban: ArticleId) -> Draft {
    let name = view.tick(Element::Place(place));
    let message = format!(
        "{name} is left under {}, closed under {}, and held by nobody",
        view.art(left),
        view.art(ban)
    );
    Draft::of("W0320", Element::Place(place), message)
        .label("empty once it is left")
        .place(View::head(left), "left here")
        .place(View::head(ban), "closed here")
        .help(view.answer(
            &format!("say who is in {name} then: a duty or a permission to deploy there"),
            &format!("who keeps order in {name} once it is left?"),
        ))
}
