//! Powers: what they may not touch, where they end, whom they hold, who judges their ground.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, ActorKind, Article, ArticleId, ArticleKind, Clause, Condition, Element, FactKind,
    Panel, PowerAct, PowerPart, Reference, StepAct, StepPart, Subject, Targets, Who,
};

use crate::{Draft, View, refs::condition_refs};

/// One use of a power: an article of its own, or a rung that entitles.
struct Use<'a> {
    at: Subject,
    article: ArticleId,
    holders: &'a Panel,
    act: &'a PowerAct,
    parts: Vec<&'a PowerPart>,
}

fn uses<'a>(view: &View<'a>) -> Vec<Use<'a>> {
    let mut found = Vec::new();
    for (id, article) in view.articles() {
        match &article.kind {
            ArticleKind::Power(power) => found.push(Use {
                at: View::head(id),
                article: id,
                holders: &power.holders,
                act: &power.act,
                parts: power.parts.iter().collect(),
            }),
            ArticleKind::Ladder(ladder) => {
                for (index, step) in ladder.steps.iter().enumerate() {
                    let StepAct::May(holders, act) = &step.act else {
                        continue;
                    };
                    let parts = step.parts.iter().filter_map(|part| match part {
                        StepPart::Power(part) => Some(part),
                        _ => None,
                    });
                    found.push(Use {
                        at: Subject::clause(Element::Article(id), index),
                        article: id,
                        holders,
                        act,
                        parts: parts.collect(),
                    });
                }
            }
            _ => {}
        }
    }
    found
}

/// E0602: a power or a rung suspends what is not to be suspended.
pub fn protected(view: &View<'_>, out: &mut Vec<Draft>) {
    for one in uses(view) {
        let PowerAct::Suspend(Targets::Duties(duties)) = one.act else {
            continue;
        };
        for id in duties.iter().filter_map(Reference::article) {
            let Some(article) = view.agreement.article(id) else {
                continue;
            };
            let Some((index, _)) = article
                .clauses
                .iter()
                .enumerate()
                .find(|(_, clause)| matches!(clause, Clause::NotToBeSuspended))
            else {
                continue;
            };
            out.push(
                Draft::new(
                    "E0602",
                    one.at,
                    format!(
                        "{} suspends {}, which is not to be suspended",
                        view.art(one.article),
                        view.art(id)
                    ),
                )
                .label("suspends it")
                .place(
                    Subject::clause(Element::Article(id), index),
                    "not to be suspended",
                )
                .help(view.answer(
                    "take it out of the power, or take the protection away",
                    "which of the two holds?",
                )),
            );
        }
    }
}

/// W0606: a suspension that nothing ends. Answered by `for at most …`, `until …` or `while …`.
pub fn without_end(view: &View<'_>, out: &mut Vec<Draft>) {
    for one in uses(view) {
        let (PowerAct::Suspend(targets) | PowerAct::Withhold(targets)) = one.act else {
            continue;
        };
        let ends = one.parts.iter().any(|part| {
            matches!(
                part,
                PowerPart::ForAtMost(_)
                    | PowerPart::Until(_)
                    | PowerPart::While(_)
                    | PowerPart::From(_, Some(_))
            )
        });
        // Its own ladder stops it where that says when it stops.
        let stopped = view
            .agreement
            .article(one.article)
            .and_then(Article::ladder)
            .is_some_and(|ladder| ladder.stopping.is_some());
        if ends || stopped {
            continue;
        }
        out.push(
            Draft::new(
                "W0606",
                one.at,
                format!("nothing ends a suspension under {}", view.art(one.article)),
            )
            .label("without an end")
            .about(targeted(targets))
            .help(view.answer(
                "add `for at most …` or `while …`",
                "how long may it last, and what ends it?",
            )),
        );
    }
}

fn targeted(targets: &Targets) -> Vec<ArticleId> {
    match targets {
        Targets::Duties(duties) => duties.iter().filter_map(Reference::article).collect(),
        Targets::Agreement | Targets::GivenInExchange | Targets::Own(_) => Vec::new(),
    }
}

/// W0604: two powers of different holders, each of which suspends what the other waits for.
pub fn holding_each_other(view: &View<'_>, out: &mut Vec<Draft>) {
    let all: Vec<(Use<'_>, BTreeSet<ArticleId>, BTreeSet<ArticleId>)> = uses(view)
        .into_iter()
        .filter_map(|one| {
            let PowerAct::Suspend(targets) = one.act else {
                return None;
            };
            let suspended: BTreeSet<ArticleId> = targeted(targets).into_iter().collect();
            let grounds: BTreeSet<ArticleId> = one
                .parts
                .iter()
                .filter_map(|part| match part {
                    PowerPart::When(condition) | PowerPart::While(condition) => Some(condition),
                    _ => None,
                })
                .flat_map(condition_refs)
                .filter_map(|(reference, _)| reference.article())
                .collect();
            Some((one, suspended, grounds))
        })
        .collect();
    // By what each suspends, so that no pair is looked at that cannot meet.
    let mut by_suspended: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
    for (index, (_, suspended, _)) in all.iter().enumerate() {
        for id in suspended {
            by_suspended.entry(*id).or_default().push(index);
        }
    }
    let mut told = BTreeSet::new();
    for (a, (one, suspended, grounds)) in all.iter().enumerate() {
        let others = grounds
            .iter()
            .flat_map(|id| by_suspended.get(id).into_iter().flatten());
        for b in others {
            let Some((other, _, other_grounds)) = all.get(*b) else {
                continue;
            };
            let meets = !other_grounds.is_disjoint(suspended) && one.holders != other.holders;
            if a < *b && meets && told.insert((a, *b)) {
                out.push(
                    Draft::new(
                        "W0604",
                        one.at,
                        format!(
                            "{} and {} can hold each other: each suspends what the other waits for",
                            view.art(one.article),
                            view.art(other.article)
                        ),
                    )
                    .label("one of two")
                    .place(other.at, "the other")
                    .about(suspended.iter().copied())
                    .help(view.answer(
                        "let one of the two end by itself: `for at most …, with clocks running`",
                        "which of the two gives way, and after how long?",
                    )),
                );
            }
        }
    }
}

/// W0607: whoever may end, or call back, what cannot be given back is also the only judge of the
/// ground. Answered by `as judged by …` with somebody else.
pub fn own_judge(view: &View<'_>, out: &mut Vec<Draft>) {
    for one in uses(view) {
        if !matches!(one.act, PowerAct::Terminate(_) | PowerAct::Invoke(_)) {
            continue;
        }
        for part in &one.parts {
            if let PowerPart::When(condition) = part {
                judged_by_holder(view, one.at, one.article, one.holders, condition, out);
            }
        }
    }
    for (id, article) in view.articles() {
        if let ArticleKind::Snapback(snapback) = &article.kind
            && let Some(condition) = &snapback.when
        {
            judged_by_holder(view, View::head(id), id, &snapback.holders, condition, out);
        }
    }
}

fn judged_by_holder(
    view: &View<'_>,
    at: Subject,
    article: ArticleId,
    holders: &Panel,
    condition: &Condition,
    out: &mut Vec<Draft>,
) {
    let holders = view.agreement.members(holders);
    let own = condition
        .facts
        .iter()
        .any(|fact| match (&fact.kind, &fact.judged) {
            (_, Some(judge)) => view
                .agreement
                .members(judge)
                .iter()
                .all(|id| holders.contains(id)),
            (FactKind::Quoted(_), None) => true,
            _ => false,
        });
    if own {
        out.push(
            Draft::new(
                "W0607",
                at,
                format!(
                    "whoever uses {} is the only judge of its ground",
                    view.art(article)
                ),
            )
            .label("judges the ground alone")
            .help(view.answer(
                "add `as judged by …` with somebody else",
                "who says that the ground exists?",
            )),
        );
    }
}

/// W0118: the members of a group hold a power, and nothing says whether one who has left still
/// does. Answered by `while they remain` or `as first listed`.
pub fn leavers(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut held: BTreeMap<ActorId, Vec<ArticleId>> = BTreeMap::new();
    let mut note = |panel: &Panel, article: ArticleId| {
        for who in &panel.who {
            if let Who::Actor(id) | Who::EachOf(id) | Who::AnyOf(id) = who {
                let open = view.agreement.actor(*id).is_some_and(|actor| {
                    actor.kind == ActorKind::Group && actor.while_they_remain.is_none()
                });
                if open {
                    held.entry(*id).or_default().push(article);
                }
            }
        }
    };
    for one in uses(view) {
        note(one.holders, one.article);
    }
    for (id, article) in view.articles() {
        if let ArticleKind::Snapback(snapback) = &article.kind {
            note(&snapback.holders, id);
            note(&snapback.unless, id);
        }
    }
    for (group, mut articles) in held {
        articles.dedup();
        view.by_weight(&mut articles);
        let name = view.actor(group);
        let Some(first) = articles.first() else {
            continue;
        };
        out.push(
            Draft::of(
                "W0118",
                Element::Actor(group),
                format!(
                    "nothing says whether one who has left {name} may still use {}",
                    view.art(*first)
                ),
            )
            .label("its members hold a power")
            .about(articles.clone())
            .help(view.answer(
                "add `while they remain` or `as first listed`",
                &format!("does a member that leaves {name} keep its voice in this?"),
            )),
        );
    }
}
