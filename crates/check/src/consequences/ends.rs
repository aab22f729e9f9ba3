//! How duties and the agreement end: gates that may be passed undone, survivors, no rule at all.

use std::collections::BTreeSet;

use model::{
    ActorId, ArticleId, ArticleKind, Clause, Element, Ending, Point, PowerAct, Question, Status,
    StepAct, Targets,
};

use super::ladders::General;
use crate::{Draft, View};

/// W0608: two sides may each withhold for the other's failure, and nobody finds which failed first.
/// Answered by a verifier of either.
pub fn cleared_by_each_other(view: &View<'_>, out: &mut Vec<Draft>) {
    for (id, article) in view.articles() {
        for other in withheld_for(article) {
            let Some(counter) = view.agreement.article(other) else {
                continue;
            };
            let mutual = withheld_for(counter).contains(&id);
            let found = view.seen(article) || view.seen(counter);
            if mutual && !found && id < other && view.across(id, other) {
                out.push(
                    Draft::of(
                        "W0608",
                        Element::Article(id),
                        format!(
                            "failing in {} frees from {} and the other way round, and nobody finds which failed first",
                            view.art(id),
                            view.art(other)
                        ),
                    )
                    .label("each justifies the other")
                    .place(View::head(other), "the other")
                    .help(view.answer(
                        "add `verified by …` to one of the two",
                        "who finds which of the two was not performed first?",
                    )),
                );
            }
        }
    }
}

fn withheld_for(article: &model::Article) -> Vec<ArticleId> {
    article
        .clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::InExchange {
                for_,
                right: Some(true),
            } => Some(for_),
            _ => None,
        })
        .flatten()
        .filter_map(model::Reference::article)
        .collect()
}

/// How many duties must wait behind a date before its passing is told.
const WAITING_MIN: u32 = 1;

/// W0609: a duty has a last day, other duties wait behind it, and nothing follows if the day
/// passes. A ladder that covers everything is named, and what it does not answer is told. Folded
/// where it is common. Answered by `if breached, …` or `if late, …`. Not told of the
/// articles whose day never comes, because a circle of waits is told of them.
pub fn dated_gates(view: &View<'_>, circular: &BTreeSet<ArticleId>, out: &mut Vec<Draft>) {
    let behind = |id: ArticleId| view.behind.get(id.index()).copied().unwrap_or(0);
    let covered = covered_by_ladders(view);
    let mut places: Vec<(ArticleId, String)> = Vec::new();
    let mut eligible = 0;
    for (id, article, duty) in view.duties() {
        if !view.dated(article) || duty.endeavour || circular.contains(&id) {
            continue;
        }
        eligible += 1;
        let remedied = [
            Status::Breached,
            Status::Late,
            Status::Overdue,
            Status::Short,
        ]
        .into_iter()
        .any(|status| article.says(Question::Remedy(status)));
        if !remedied && !covered.contains(&id) && behind(id) >= WAITING_MIN {
            let waiting = behind(id);
            let word = if waiting == 1 {
                "duty waits"
            } else {
                "duties wait"
            };
            places.push((id, format!("{waiting} {word} behind it")));
        }
    }
    let general = General::new(view);
    let but = general.but();
    let before = out.len();
    crate::fold::Gap {
        code: "W0609",
        places,
        eligible,
        one: &|name| {
            format!(
                "{name} has a last day, others wait for it, and nothing{but} follows if the day \
                 passes"
            )
        },
        many: &|count, named| {
            format!(
                "{count} dated duties may pass their day with nothing{but} to follow, though \
                 others wait: {named}"
            )
        },
        help: &view.answer(
            "add `if breached, …` or `if late, the dates of … move by as long`",
            "what follows if the day passes, and do the dates of what waits move with it?",
        ),
    }
    .fold(view, out);
    if general.sets_dates(view) {
        return;
    }
    for draft in out.drain(before..).collect::<Vec<_>>() {
        let open = "does not say whether the days of what waits move";
        out.push(general.note(view, draft, open));
    }
}

/// The articles some ladder says it covers.
fn covered_by_ladders(view: &View<'_>) -> BTreeSet<ArticleId> {
    let ladders = view
        .agreement
        .articles
        .iter()
        .filter_map(model::Article::ladder);
    ladders
        .flat_map(|ladder| &ladder.covering)
        .filter_map(model::Reference::article)
        .collect()
}

/// W0605: something survives the end, and whoever verifies it does not.
pub fn survivors(view: &View<'_>, out: &mut Vec<Draft>) {
    for ending in &view.agreement.endings {
        let Ending::Survives(elements) = ending else {
            continue;
        };
        for element in elements {
            let Element::Article(id) = element else {
                continue;
            };
            let Some(article) = view.agreement.article(*id) else {
                continue;
            };
            let gone: Vec<ActorId> = view
                .verifiers(article)
                .into_iter()
                .filter(|actor| ends_with_agreement(view, *actor))
                .collect();
            if let Some(verifier) = gone.first() {
                out.push(
                    Draft::of(
                        "W0605",
                        *element,
                        format!(
                            "{} survives, and {}, which verifies it, does not",
                            view.art(*id),
                            view.actor(*verifier)
                        ),
                    )
                    .label("survives without its verifier")
                    .help(view.answer(
                        "let the mandate of the verifier last as long",
                        "who verifies it after the end?",
                    )),
                );
            }
        }
    }
}

fn ends_with_agreement(view: &View<'_>, id: ActorId) -> bool {
    view.agreement.actor(id).is_some_and(|actor| {
        matches!(&actor.until, Some(Point::End(None)))
            || matches!(&actor.until, Some(Point::End(Some(_))))
    })
}

/// W0612: nothing says how the agreement ends, changes, or may be left. Told once.
pub fn no_rule(view: &View<'_>, out: &mut Vec<Draft>) {
    let ends = view.agreement.endings.iter().any(|ending| {
        matches!(
            ending,
            Ending::Ends {
                what: Element::Agreement,
                ..
            }
        )
    });
    let terminated = |act: &PowerAct| matches!(act, PowerAct::Terminate(Targets::Agreement));
    let may_end = view
        .agreement
        .articles
        .iter()
        .any(|article| match &article.kind {
            ArticleKind::Power(power) => terminated(&power.act),
            ArticleKind::Snapback(_) => true,
            ArticleKind::Ladder(ladder) => ladder
                .steps
                .iter()
                .any(|step| matches!(&step.act, StepAct::May(_, act) if terminated(act))),
            _ => false,
        });
    if ends || may_end || view.agreement.articles.is_empty() {
        return;
    }
    // A text of one or two articles is an illustration, not an agreement that has to end.
    const ARTICLES_MIN: usize = 3;
    if view.agreement.articles.len() < ARTICLES_MIN {
        return;
    }
    let mut standing: Vec<ArticleId> = view
        .articles()
        .filter(|(_, article)| match &article.kind {
            ArticleKind::Prohibition(_) | ArticleKind::Level(_) => true,
            ArticleKind::Duty(duty) => duty.standing,
            _ => false,
        })
        .map(|(id, _)| id)
        .collect();
    view.by_weight(&mut standing);
    out.push(
        Draft::of(
            "W0612",
            Element::Agreement,
            format!(
                "nothing says how {} ends, changes, or may be left",
                view.tick(Element::Agreement)
            ),
        )
        .label("no end")
        .about(standing)
        .help(view.answer(
            "add `ending:`, and a power to terminate or to amend",
            "when is it completed, who may end it and how, how is it amended, and what survives?",
        )),
    );
}
