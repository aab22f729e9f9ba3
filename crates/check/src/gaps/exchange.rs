//! Exchange: who gives first, what may be held back, what secures what cannot be undone.

use std::collections::BTreeMap;

use model::{
    ActorId, Article, ArticleId, ArticleKind, Clause, Consequence, DAY_SECONDS, Element, Instant,
    PowerAct, Question, Reference, Reversal, StepAct, Subject, Targets, Verb,
};

use super::index::Index;
use super::timetable::Timetable;
use super::told::{few, folded, verb, worst};
use crate::Draft;

/// What the rules of exchange find.
pub(super) fn exchange(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    gives_first(index, table, out);
    withholding_unsaid(index, out);
    weak_security(index, table, out);
}

/// What a side owes, with its sides and its first day.
struct Owed {
    id: ArticleId,
    from: Instant,
    /// The last instant, where the text states one and no first: `by …`.
    by: Option<Instant>,
    sides: Vec<ActorId>,
}

/// W0401: one side gives what cannot be undone before the other owes anything. What both owe
/// together is nothing in return. Answered by `independent of`, by `in exchange for … without a
/// right to withhold`, or by an earlier day for the other side.
fn gives_first(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    let mut gifts: BTreeMap<ActorId, Vec<(ArticleId, Instant)>> = BTreeMap::new();
    let mut owed: Vec<Owed> = Vec::new();
    for (id, article, duty) in index.view.duties() {
        let Some(due) = table.due(id) else {
            continue;
        };
        owed.push(Owed {
            id,
            from: due.from,
            by: (due.from == due.to).then_some(due.to),
            sides: index.sides_of(id).to_vec(),
        });
        let valued = article.quantity().is_some()
            || matches!(verb(index.view, &duty.verb).as_str(), "release" | "free");
        if let Some(side) = index.side(id)
            && index.view.irreversible(&duty.verb)
            && valued
            && !accepted(article)
            && !index.rung(id)
        {
            gifts.entry(side).or_default().push((id, due.to));
        }
    }
    for (side, gifts) in &gifts {
        let others = owed.iter().filter(|one| !one.sides.contains(side));
        let others = others.filter(|one| !one.sides.is_empty());
        let Some(first) = others.min_by_key(|one| one.from) else {
            continue;
        };
        let Some(other) = first.sides.first() else {
            continue;
        };
        let early: Vec<(ArticleId, String)> = gifts
            .iter()
            .filter(|(_, due)| due.saturating_add(DAY_SECONDS) <= first.from)
            .map(|(id, due)| {
                let by = table
                    .last_day(*due)
                    .map(|day| format!("by {day}, and cannot be undone"));
                (*id, by.unwrap_or_else(|| "cannot be undone".to_owned()))
            })
            .collect();
        let anything = before_what(index, table, *other, first.from);
        out.extend(gift(index, table, *side, early, (*other, first, anything)));
    }
}

/// What a side owes nothing of before a day: bans in force and duties without a day, or shared with
/// the giver, are owed all the while.
fn before_what(
    index: &Index<'_>,
    table: &mut Timetable<'_>,
    side: ActorId,
    from: Instant,
) -> &'static str {
    let mut words = "owes anything";
    for (id, article) in index.agreement.articles() {
        if !index.sides_of(id).contains(&side) || index.rung(id) {
            continue;
        }
        match &article.kind {
            ArticleKind::Prohibition(_) | ArticleKind::Level(_) => words = "owes any act",
            ArticleKind::Duty(_) => match table.due(id) {
                None => return "owes any dated act of its own",
                Some(due) if due.from < from => return "owes any dated act of its own",
                Some(_) => {}
            },
            _ => {}
        }
    }
    words
}

/// Whether the text says that an article is owed whatever becomes of the other side's.
fn accepted(article: &Article) -> bool {
    article.clauses.iter().any(|clause| {
        matches!(
            clause,
            Clause::Independent(_)
                | Clause::InExchange {
                    right: Some(false),
                    ..
                }
        )
    })
}

fn gift(
    index: &Index<'_>,
    table: &Timetable<'_>,
    side: ActorId,
    early: Vec<(ArticleId, String)>,
    (other, owed, anything): (ActorId, &Owed, &str),
) -> Option<Draft> {
    let view = index.view;
    let (giver, taker) = (view.actor(side), view.actor(other));
    let when = match owed.by {
        Some(last) => table.last_day(last).map(|day| format!(", by {day}")),
        None => table
            .first_day(owed.from)
            .map(|day| format!(", from {day}")),
    };
    let when = when.unwrap_or_default();
    let ids: Vec<ArticleId> = early.iter().map(|(id, _)| *id).collect();
    let first_name = view.art(owed.id);
    let draft = folded(view, "W0401", early, |ids| {
        format!(
            "{giver} gives what cannot be undone in {} before {taker} {anything}: the first is \
             {first_name}{when}",
            few(view, ids),
        )
    })?;
    Some(
        draft
            .place(
                Subject::of(Element::Article(owed.id)),
                "the first thing owed in return",
            )
            .help(index.view.answer(
                "give the other side an earlier day, or write `independent of …`",
                &format!("what does {taker} owe by the day of {}?", few(view, &ids)),
            )),
    )
}

/// W0403: given in exchange, and nothing says whether it may be held back. One finding for a pair
/// of sides. Answered by `with a right to withhold`, by `without a right to withhold`, or by a
/// ladder of the other part that suspends what is given in exchange.
fn withholding_unsaid(index: &Index<'_>, out: &mut Vec<Draft>) {
    let mut by_pair: BTreeMap<Vec<ActorId>, Vec<(ArticleId, String)>> = BTreeMap::new();
    let mut first_for: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
    for (id, article) in index.agreement.articles() {
        for (_, clause) in article.answers(Question::Exchange) {
            let Clause::InExchange { for_, right: None } = clause else {
                continue;
            };
            let Some(counter) = for_.iter().find_map(|reference| reference.article()) else {
                continue;
            };
            if may_suspend_counterpart(index, counter) {
                continue;
            }
            let mut pair = [index.sides_of(id), index.sides_of(counter)].concat();
            pair.sort_unstable();
            pair.dedup();
            first_for.entry(id).or_insert(counter);
            let label = format!("in exchange for {}", index.view.art(counter));
            by_pair.entry(pair).or_default().push((id, label));
        }
    }
    for places in by_pair.into_values() {
        let view = index.view;
        let mut ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
        view.by_weight(&mut ids);
        let counter = ids.first().and_then(|id| first_for.get(id)).copied();
        let against = counter.map_or_else(String::new, |id| view.art(id));
        let draft = folded(view, "W0403", places, |ids| match ids {
            [one] => format!(
                "nothing says whether {} may be held back if {against} is not kept",
                view.art(*one),
            ),
            _ => format!(
                "nothing says whether what is given in exchange may be held back if the other part \
                 is not kept: {}",
                few(view, ids),
            ),
        });
        out.extend(draft.map(|draft| {
            draft.help(index.view.answer(
                "write `with a right to withhold` or `without a right to withhold`",
                &format!(
                    "may {} be held back if {against} fails?",
                    worst(view, ids.get(..1).unwrap_or_default()),
                ),
            ))
        }));
    }
}

/// Whether a breach of an article leads to a rung that suspends what is given in exchange for it.
fn may_suspend_counterpart(index: &Index<'_>, id: ArticleId) -> bool {
    let suspends = |act: &PowerAct| {
        matches!(
            act,
            PowerAct::Suspend(Targets::GivenInExchange)
                | PowerAct::Withhold(Targets::GivenInExchange)
        )
    };
    let article = index.agreement.article(id);
    let mut clauses = article.into_iter().flat_map(|article| &article.clauses);
    clauses.any(|clause| {
        let Clause::If {
            consequence: Consequence::Ladder(ladder),
            ..
        } = clause
        else {
            return false;
        };
        let ladder = index.agreement.article(*ladder).and_then(Article::ladder);
        ladder.is_some_and(|ladder| {
            ladder
                .steps
                .iter()
                .any(|step| matches!(&step.act, StepAct::May(_, act) if suspends(act)))
        })
    })
}

/// W0404: what cannot be undone is given in exchange only for what can. One finding for what one
/// act secures. Answered by a security that cannot be undone, or by a day late enough for the time
/// to undo it to be over.
fn weak_security(index: &Index<'_>, table: &mut Timetable<'_>, out: &mut Vec<Draft>) {
    let mut by_security: BTreeMap<Vec<ArticleId>, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article, duty) in index.view.duties() {
        if !index.view.irreversible(&duty.verb) {
            continue;
        }
        let counters: Vec<Reference> = article
            .answers(Question::Exchange)
            .filter_map(|(_, clause)| match clause {
                Clause::InExchange { for_, .. } => Some(for_.iter().copied()),
                _ => None,
            })
            .flatten()
            .collect();
        let mut undone = Vec::new();
        for reference in &counters {
            if let Some(counter) = reference.article()
                && let Some(within) = can_be_undone(index, table, id, counter)
            {
                undone.push((counter, within));
            }
        }
        // One security that stays is security.
        if undone.is_empty() || undone.len() < counters.len() {
            continue;
        }
        let within = undone
            .first()
            .map_or_else(String::new, |(_, within)| within.clone());
        let mut securities: Vec<ArticleId> = undone.iter().map(|(id, _)| *id).collect();
        securities.sort_unstable();
        securities.dedup();
        by_security
            .entry(securities)
            .or_default()
            .push((id, within));
    }
    for (securities, secured) in by_security {
        out.extend(weak(index, &securities, secured));
    }
}

/// How a counter-duty can still be undone when the other falls due; nothing where it cannot.
fn can_be_undone(
    index: &Index<'_>,
    table: &mut Timetable<'_>,
    id: ArticleId,
    counter: ArticleId,
) -> Option<String> {
    let Verb::Act(act) = &index.agreement.article(counter)?.duty()?.verb else {
        return None;
    };
    match index.agreement.acts.get(act.index())?.nature? {
        Reversal::Irreversible => None,
        Reversal::Reversible(None) => Some("at any time".to_owned()),
        Reversal::Reversible(Some(within)) => {
            let (_, seconds) = within.seconds()?;
            let given = table.due(counter)?.to;
            let due = table.due(id)?.to;
            let hours = seconds / 3_600;
            (due < given.saturating_add(seconds)).then(|| format!("within {hours} hours"))
        }
    }
}

fn weak(
    index: &Index<'_>,
    securities: &[ArticleId],
    secured: Vec<(ArticleId, String)>,
) -> Option<Draft> {
    let view = index.view;
    let (_, within) = secured.first()?;
    let (within, names) = (within.clone(), few(view, securities));
    let label = |(id, _): (ArticleId, String)| (id, "cannot be undone once given".to_owned());
    let mut draft = folded(
        view,
        "W0404",
        secured.into_iter().map(label).collect(),
        |ids| {
            let secures = if ids.len() == 1 {
                "secures it"
            } else {
                "secures them"
            };
            let given = few(view, ids);
            format!("{given} cannot be undone, and what {secures}, {names}, can be undone {within}")
        },
    )?;
    for security in securities {
        draft = draft.place(Subject::of(Element::Article(*security)), "can be undone");
    }
    Some(draft.help(view.answer(
        "add a security that stays, or a later day",
        &format!("what is left to the giver if {names} is undone afterwards?"),
    )))
}
