//! W0320: a place left by one, closed to another, and held by nobody.

use model::{
    ActorId, Article, ArticleId, ArticleKind, Element, Object, PlaceId, Preposition, Relation, Verb,
};

use crate::{Draft, View};

/// Acts that leave a place.
const LEAVING: &[&str] = &["withdraw", "relocate", "leave", "redeploy", "evacuate"];

/// Words of acts that take a place, or are forbidden in it to keep it empty.
const TAKING: &[&str] = &[
    "deploy",
    "station",
    "enter",
    "move",
    "go",
    "return",
    "presence",
    "present",
    "patrol",
    "hold",
    "secure",
    "control",
    "establish",
];

/// W0320: one finding for each place. Answered by a duty or permission to deploy there.
pub fn empty_places(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut told: Vec<PlaceId> = Vec::new();
    for (id, article, duty) in view.duties() {
        if !says(view, &duty.verb, LEAVING) {
            continue;
        }
        for place in places(&duty.object, &[Preposition::From]) {
            if told.contains(&place) || held(view, place) {
                continue;
            }
            let leavers = view.sides(article);
            if let Some(ban) = closed(view, place, &leavers) {
                told.push(place);
                out.push(tell(view, place, id, ban));
            }
        }
    }
}

/// A ban that keeps another side out of a place.
fn closed(view: &View<'_>, place: PlaceId, leavers: &[ActorId]) -> Option<ArticleId> {
    view.articles().find_map(|(id, article)| {
        let ArticleKind::Prohibition(ban) = &article.kind else {
            return None;
        };
        let others = view
            .sides(article)
            .iter()
            .any(|side| !leavers.contains(side));
        let here = reaches(view, &ban.object, place);
        (others && here && says(view, &ban.verb, TAKING)).then_some(id)
    })
}

/// Whether anybody is to be, or may be, in a place.
fn held(view: &View<'_>, place: PlaceId) -> bool {
    view.articles().any(|(_, article)| {
        let (verb, object) = match &article.kind {
            ArticleKind::Duty(duty) => (&duty.verb, &duty.object),
            ArticleKind::Permission(permission) => (&permission.verb, &permission.object),
            _ => return false,
        };
        says(view, verb, TAKING)
            && (reaches(view, object, place) || in_clause(view, article, place))
    })
}

/// Whether a clause says that the act is in a place.
fn in_clause(view: &View<'_>, article: &Article, place: PlaceId) -> bool {
    article.clauses.iter().any(|clause| match clause {
        model::Clause::In(target) => target
            .nouns()
            .iter()
            .filter_map(model::Noun::place)
            .any(|other| covers(view, other, place)),
        _ => false,
    })
}

fn reaches(view: &View<'_>, object: &Object, place: PlaceId) -> bool {
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
    let named = places(object, THERE).into_iter().chain(direct);
    named.into_iter().any(|other| covers(view, other, place))
}

/// Whether one place is another, or holds it.
fn covers(view: &View<'_>, outer: PlaceId, inner: PlaceId) -> bool {
    outer == inner
        || view
            .agreement
            .place(outer)
            .is_some_and(|place| place.containing.contains(&inner))
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

fn says(view: &View<'_>, verb: &Verb, words: &[&str]) -> bool {
    let said = match verb {
        Verb::Act(id) => view.agreement.name(Element::Act(*id)),
        Verb::Quoted(said) => said.as_str(),
    };
    said.split(|letter: char| !letter.is_alphanumeric())
        .any(|word| words.contains(&word))
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
