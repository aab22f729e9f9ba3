//! Lines, identities and counts: what nobody can point at, recognise or count alike.

use std::collections::BTreeMap;

use model::{
    ActorId, Article, ArticleId, Clause, Element, Noun, PlaceId, Question, Relation, Roll, Target,
    TextId, UnitId, Verb, Who,
};

use crate::{Draft, View, stems};

/// W0507: a place shown only on a map that is not published, or marked on the ground by whoever
/// owes what happens there. Told once for each place.
pub fn unpublished_lines(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut used: BTreeMap<PlaceId, Vec<ArticleId>> = BTreeMap::new();
    for (id, article) in view.articles() {
        for place in places(view, article) {
            let list = used.entry(place).or_default();
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }
    let mut by_map: BTreeMap<TextId, Vec<(PlaceId, Vec<ArticleId>)>> = BTreeMap::new();
    for (id, articles) in used {
        let Some(place) = view.agreement.place(id) else {
            continue;
        };
        let map = place.shown_on.filter(|text| {
            view.agreement
                .text(*text)
                .is_some_and(|text| text.unpublished)
        });
        if let Some(map) = map {
            by_map.entry(map).or_default().push((id, articles));
        } else if let Some(Who::Actor(marker)) = place.marked_by {
            marked_by_obligor(view, id, marker, articles, out);
        }
    }
    for (map, places) in by_map {
        unpublished_map(view, map, &places, out);
    }
}

fn unpublished_map(
    view: &View<'_>,
    map: TextId,
    places: &[(PlaceId, Vec<ArticleId>)],
    out: &mut Vec<Draft>,
) {
    let Some((first, _)) = places.first() else {
        return;
    };
    let mut articles: Vec<ArticleId> = places.iter().flat_map(|(_, ids)| ids.clone()).collect();
    articles.sort_unstable();
    articles.dedup();
    view.by_weight(&mut articles);
    let names = view.list(places.iter().map(|(id, _)| Element::Place(*id)));
    let map = view.tick(Element::Text(map));
    let message = if places.len() == 1 {
        format!("where {names} runs is shown only on {map}, which is not published")
    } else {
        format!("where {names} run is shown only on {map}, which is not published")
    };
    let mut draft = Draft::of("W0507", Element::Place(*first), message)
        .label("where it runs cannot be checked")
        .about(articles)
        .help(view.answer(
            "name a published map (`shown on …`) and who marks it (`marked by …`)",
            "which map counts, who may see it, who marks the line, and who decides a doubt?",
        ));
    for (id, _) in places.iter().skip(1) {
        draft = draft.place(model::Subject::of(Element::Place(*id)), "the same");
    }
    for (id, _) in places {
        if let Some(Who::Actor(marker)) = view.agreement.place(*id).and_then(|row| row.marked_by) {
            draft = draft.note(format!(
                "{} is marked on the ground by {}",
                view.tick(Element::Place(*id)),
                view.actor(marker)
            ));
        }
    }
    out.push(draft);
}

fn marked_by_obligor(
    view: &View<'_>,
    id: PlaceId,
    marker: ActorId,
    mut articles: Vec<ArticleId>,
    out: &mut Vec<Draft>,
) {
    let bound = articles.iter().any(|article| {
        view.agreement
            .article(*article)
            .is_some_and(|row| view.holders(row).contains(&marker))
    });
    if !bound {
        return;
    }
    view.by_weight(&mut articles);
    let element = Element::Place(id);
    out.push(
        Draft::of(
            "W0507",
            element,
            format!(
                "{} is marked on the ground by {}, who is bound by it",
                view.tick(element),
                view.actor(marker)
            ),
        )
        .label("marked by whoever is bound")
        .about(articles)
        .help(view.answer(
            "let somebody else mark it, or name a published map (`shown on …`)",
            "who checks the marks, and who decides a doubt?",
        )),
    );
}

/// The places an article names, terms that stand for places looked through.
fn places(view: &View<'_>, article: &Article) -> Vec<PlaceId> {
    let mut found = Vec::new();
    let mut add = |noun: &Noun| {
        if let Some(place) = noun.place() {
            found.push(place);
        }
        let term = noun.term().and_then(|id| view.agreement.term(id));
        found.extend(
            term.into_iter()
                .flat_map(|term| &term.covers)
                .filter_map(Noun::place),
        );
    };
    let relations = match &article.kind {
        model::ArticleKind::Level(level) => &level.relations[..],
        _ => article.object().map_or(&[][..], |object| &object.relations),
    };
    for relation in relations {
        match relation {
            Relation::To(_, target) => target.nouns().iter().for_each(&mut add),
            Relation::Distance(_, _, _, from) => add(from),
            _ => {}
        }
    }
    if let Some(model::Thing::Noun(noun, of)) =
        article.object().and_then(|object| object.thing.as_ref())
    {
        add(noun);
        of.iter().for_each(&mut add);
    }
    for clause in &article.clauses {
        match clause {
            Clause::In(target) => target.nouns().iter().for_each(&mut add),
            Clause::StartingIn { target, reaching } => {
                target.nouns().iter().for_each(&mut add);
                reaching.iter().flat_map(Target::nouns).for_each(&mut add);
            }
            _ => {}
        }
    }
    found
}

/// W0508, once: persons or remains are handed over, no list names them, and nobody is named to say
/// who they are. Answered by `identified by …`, or a list with `named by …` or `may be corrected
/// by …`.
pub fn identity_open(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut by_roll: BTreeMap<model::RollId, Vec<ArticleId>> = BTreeMap::new();
    for (id, article, duty) in view.duties() {
        let words = match &duty.verb {
            Verb::Act(act) => view.agreement.name(Element::Act(*act)),
            Verb::Quoted(words) => words,
        };
        let Some(roll) = article.quantity().and_then(model::Quantity::roll) else {
            continue;
        };
        let row = view.agreement.roll(roll);
        // Of the living it is the list that says who they are; the dead have to be known again.
        let handed = words == "hand_over"
            || view
                .reader
                .verb_begins(view.agreement, &duty.verb, stems::HANDING)
                && row.is_some_and(|row| of_the_dead(view, row) || some_dead(view, article));
        // Whoever else may correct a list says who is on it.
        let corrected = |row: &Roll| row.corrected_by.is_some() && row.corrected_by != row.held_by;
        let known = row.is_none_or(|row| row.inventory || row.named_by.is_some() || corrected(row));
        if handed && !known && !article.says(Question::Identification) {
            by_roll.entry(roll).or_default().push(id);
        }
    }
    out.extend(told_identity(view, by_roll));
}

/// One finding for all lists, the one with most hanging on it first.
fn told_identity(
    view: &View<'_>,
    by_roll: BTreeMap<model::RollId, Vec<ArticleId>>,
) -> Option<Draft> {
    let mut lists: Vec<(model::RollId, Vec<ArticleId>)> = by_roll.into_iter().collect();
    for (_, articles) in &mut lists {
        view.by_weight(articles);
    }
    let heaviest = |articles: &[ArticleId]| articles.first().map(|id| view.weight(*id));
    lists.sort_by_key(|(roll, articles)| (std::cmp::Reverse(heaviest(articles)), *roll));
    let mut all = lists.iter().flat_map(|(_, articles)| articles).copied();
    let first = all.next()?;
    let rest: Vec<ArticleId> = all.collect();
    let names = view.list(lists.iter().map(|(roll, _)| Element::Roll(*roll)));
    let under: Vec<ArticleId> = std::iter::once(first).chain(rest.iter().copied()).collect();
    let mut draft = Draft::of(
        "W0508",
        Element::Article(first),
        format!(
            "{names} are handed over under {}, and nobody is named to say who they are",
            crate::gaps::few(view, &under)
        ),
    )
    .label("identity is left open");
    for id in rest {
        draft = draft.place(View::head(id), "the same");
    }
    Some(draft.help(view.answer(
        "add `identified by … within … of receipt, failing which …`",
        "who identifies them, by what test, within what time, and what follows a mistake?",
    )))
}

/// Whether some of those whom an article hands over are dead, by its own words.
fn some_dead(view: &View<'_>, article: &Article) -> bool {
    let counted = article
        .quantity()
        .and_then(|quantity| quantity.noun.as_ref());
    let ordered = article.clauses.iter().flat_map(|clause| match clause {
        Clause::InOrder(nouns) => nouns.as_slice(),
        _ => &[],
    });
    counted.into_iter().chain(ordered).any(|noun| match noun {
        Noun::Quoted(words) => view.reader.begins(words, stems::REMAINS),
        _ => false,
    })
}

/// Whether a list is of the dead, by its title, its name or what it counts.
fn of_the_dead(view: &View<'_>, roll: &Roll) -> bool {
    let noun = match &roll.quantity.noun {
        Some(Noun::Quoted(words) | Noun::Common(words)) => words.as_str(),
        Some(Noun::Element(element)) => view.agreement.name(*element),
        None => "",
    };
    [noun, &roll.naming.label, &roll.naming.name]
        .iter()
        .any(|text| view.reader.begins(text, stems::REMAINS))
}

/// W0509: a unit in which something is owed has no counter, no place of counting or no period. Told
/// once for each unit. Answered by `counted by`, `counted at`, `counted over`.
pub fn uncounted_units(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut used: BTreeMap<UnitId, Vec<ArticleId>> = BTreeMap::new();
    for (id, article) in view.articles() {
        if let Some(unit) = article.quantity().and_then(model::Quantity::unit) {
            used.entry(unit).or_default().push(id);
        }
    }
    for (id, mut articles) in used {
        let Some(unit) = view.agreement.unit(id) else {
            continue;
        };
        let counted_here = articles.iter().all(|article| {
            view.agreement
                .article(*article)
                .is_some_and(|a| a.says(Question::Counter))
        });
        let mut missing = Vec::new();
        if unit.counted_by.is_none() && unit.prevails.is_none() && !counted_here {
            missing.push("by whom".to_owned());
        }
        if unit.counted_at.is_none() {
            missing.push("where".to_owned());
        }
        if unit.counted_over.is_none() {
            missing.push("over which period".to_owned());
        }
        if missing.is_empty() {
            continue;
        }
        view.by_weight(&mut articles);
        let name = view.tick(Element::Unit(id));
        let mut draft = Draft::of(
            "W0509",
            Element::Unit(id),
            format!(
                "{name} are counted, and nothing says {}",
                crate::view::join(&missing)
            ),
        )
        .label("several counts may all be right")
        .about(articles)
        .help(view.answer(
            "add `counted by …, counted at …, counted over …` to the unit",
            &format!(
                "who counts {name}, at which point, over which period, and whose count binds?"
            ),
        ));
        draft.weight += 20;
        out.push(draft);
    }
}
