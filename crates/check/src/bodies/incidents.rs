//! Bans on force: who finds, who acts on what is found, whose an incident is.

use std::collections::BTreeMap;

use model::{
    ActorId, Article, ArticleId, ArticleKind, Clause, Consequence, Element, Noun, Object, Question,
    StepAct, Thing, Verb,
};

use crate::{Draft, View, stems, view::join};

/// W0506: those who find an incident have no part in what follows, and those who act are not told
/// to hear them. Answered by a rung in which the finder reports, or by naming the same body twice.
pub fn finders_and_actors(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, article) in view.articles() {
        if !matches!(article.kind, ArticleKind::Prohibition(_)) {
            continue;
        }
        let finders = finders(view, article);
        let Some(ladder) = ladder_of(view, article) else {
            continue;
        };
        let actors = rung_actors(view, ladder);
        let apart = !finders.is_empty()
            && !actors.is_empty()
            && finders
                .iter()
                .all(|finder| !touches(view, *finder, &actors));
        if apart {
            let names =
                |ids: &[ActorId]| join(&ids.iter().map(|id| view.actor(*id)).collect::<Vec<_>>());
            out.push(
                Draft::of(
                    "W0506",
                    Element::Article(id),
                    format!(
                        "incidents of {} are found by {}, and only {} may act on them",
                        view.art(id),
                        names(&finders),
                        names(&actors)
                    ),
                )
                .label("who finds cannot act, who acts cannot find")
                .about([ladder])
                .help(view.answer(
                    "let a rung begin with the report of those who find",
                    "to whom do those who find report, and must those who act take it as found?",
                )),
            );
        }
    }
}

/// Those who monitor it or confirm its incidents.
fn finders(view: &View<'_>, article: &Article) -> Vec<ActorId> {
    let mut found = Vec::new();
    for clause in &article.clauses {
        let panel = match clause {
            Clause::MonitoredBy(panel) => panel,
            Clause::Incidents { panel, .. } => panel,
            _ => continue,
        };
        for id in view.agreement.members(panel) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

fn ladder_of(view: &View<'_>, article: &Article) -> Option<ArticleId> {
    article.clauses.iter().find_map(|clause| match clause {
        Clause::If {
            consequence: Consequence::Ladder(id),
            ..
        } => view
            .agreement
            .article(*id)
            .and_then(Article::ladder)
            .map(|_| *id),
        _ => None,
    })
}

fn rung_actors(view: &View<'_>, ladder: ArticleId) -> Vec<ActorId> {
    let mut actors = Vec::new();
    let steps = view
        .agreement
        .article(ladder)
        .and_then(Article::ladder)
        .map(|l| &l.steps);
    for step in steps.into_iter().flatten() {
        let panel = match &step.act {
            StepAct::Shall(duty) => &duty.obligors,
            StepAct::May(panel, _) => panel,
        };
        for id in view.agreement.members(panel) {
            if !actors.contains(&id) {
                actors.push(id);
            }
        }
    }
    actors
}

/// Whether somebody is one of these, or sits with one of them.
fn touches(view: &View<'_>, id: ActorId, others: &[ActorId]) -> bool {
    let members = |id: ActorId| {
        view.agreement
            .actor(id)
            .map_or(&[][..], |actor| actor.members.as_slice())
    };
    others.iter().any(|other| {
        *other == id
            || members(*other).contains(&id)
            || members(id).contains(other)
            || members(id)
                .iter()
                .any(|member| members(*other).contains(member))
    })
}

/// Whether a ban is on force, harm or danger, by its verb or its object in words.
fn force_like(view: &View<'_>, verb: &Verb, object: &Object) -> bool {
    let thing = match &object.thing {
        Some(Thing::Noun(Noun::Quoted(words), _)) => words.as_str(),
        Some(Thing::Noun(Noun::Element(element @ Element::Term(_)), _)) => {
            view.agreement.name(*element)
        }
        _ => "",
    };
    let reader = &view.reader;
    reader.verb_begins(view.agreement, verb, stems::BLOWS) || reader.begins(thing, stems::BLOWS)
}

/// Whether a ban has incidents to speak of: somebody watches for breaches, and their author is not
/// known by the act itself.
fn watched(view: &View<'_>, article: &Article, verb: &Verb) -> bool {
    let asked = [
        Question::Monitor,
        Question::Confirmation,
        Question::Grading,
        Question::Limit,
    ];
    !view
        .reader
        .verb_begins(view.agreement, verb, stems::AUTHORED)
        && asked.into_iter().any(|question| article.says(question))
}

/// What makes two bans on one side each a ban on both: force of any kind, or the same verb.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'a> {
    Force,
    Act(&'a Verb),
}

/// One ban on both sides, or one of each side.
fn bound_alike(view: &View<'_>, first: ArticleId, all: &[ArticleId], names: &str) -> String {
    let across = all.iter().find(|id| view.across(first, **id));
    let own = view.agreement.article(first).map(|of| view.sides(of).len());
    let name = view.art(first);
    match across.filter(|_| own == Some(1)) {
        Some(other) => format!(
            "{name} and {} bind {names} alike, and nobody is named to find who broke them",
            view.art(*other)
        ),
        None => format!("{name} binds {names} alike, and nobody is named to find who broke it"),
    }
}

/// W0512: the same is forbidden to both sides, and nobody is named to say whose an incident is.
/// Told once for all bans of the same sides. Answered by `incidents attributed by …`.
pub fn mirrored_bans(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut bans: BTreeMap<Vec<ActorId>, Vec<ArticleId>> = BTreeMap::new();
    let mut single: BTreeMap<Kind<'_>, Vec<(ArticleId, Vec<ActorId>)>> = BTreeMap::new();
    for (id, article) in view.articles() {
        let ArticleKind::Prohibition(ban) = &article.kind else {
            continue;
        };
        let force = force_like(view, &ban.verb, &ban.object);
        let asked = force || watched(view, article, &ban.verb);
        if article.says(Question::Attribution) || !asked {
            continue;
        }
        let sides = view.sides(article);
        if sides.len() >= 2 {
            bans.entry(sides).or_default().push(id);
        } else {
            let kind = if force {
                Kind::Force
            } else {
                Kind::Act(&ban.verb)
            };
            single.entry(kind).or_default().push((id, sides));
        }
    }
    // One ban for each side, on force or with the same verb, is a ban on both.
    for group in single.values() {
        let mut sides: Vec<ActorId> = group.iter().flat_map(|(_, sides)| sides.clone()).collect();
        sides.sort_unstable();
        sides.dedup();
        if sides.len() >= 2 {
            bans.entry(sides)
                .or_default()
                .extend(group.iter().map(|(id, _)| *id));
        }
    }
    for (sides, mut articles) in bans {
        view.by_weight(&mut articles);
        // A ban on both says it best.
        let one_sided = |id: &ArticleId| {
            let article = view.agreement.article(*id);
            article.is_some_and(|article| view.sides(article).len() < 2)
        };
        articles.sort_by_key(one_sided);
        let Some(first) = articles.first().copied() else {
            continue;
        };
        let names = join(&sides.iter().map(|id| view.actor(*id)).collect::<Vec<_>>());
        let mut draft = Draft::of(
            "W0512",
            Element::Article(first),
            bound_alike(view, first, &articles, &names),
        )
        .label("whose an incident is, nobody says")
        .help(view.answer(
            "add `incidents attributed by …`, and an `exception` if a reply is allowed",
            "who finds whose an incident is, and what reply is allowed before that?",
        ));
        for id in articles.iter().skip(1) {
            draft = draft.place(View::head(*id), "the same");
        }
        draft.weight += 20;
        out.push(draft);
    }
}
