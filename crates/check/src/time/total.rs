//! W0317: a total that can be called short only once everything given for it is spent.

use std::collections::BTreeMap;

use model::{
    ActorId, Amount, Article, ArticleId, Clause, DAY_SECONDS, Element, PhaseId, Reach, Subject,
};

use super::Times;
use super::calendar::Side;
use crate::view::join;
use crate::{Draft, View};

/// A total of one side under a phase.
struct Total {
    article: ArticleId,
    phase: PhaseId,
    side: ActorId,
    last: i64,
    /// What the others give that cannot be taken back, all of it by then.
    spent: Vec<ArticleId>,
}

/// W0317: one finding for each side and phase.
pub fn totals(view: &View<'_>, times: &Times, out: &mut Vec<Draft>) {
    let mut found: Vec<Total> = Vec::new();
    let given = given(view);
    for (id, article, _) in view.duties() {
        found.extend(total(view, times, &given, (id, article)));
    }
    while let Some(first) = found.first() {
        let key = (first.side, first.phase);
        let (same, rest): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|total| (total.side, total.phase) == key);
        found = rest;
        out.extend(tell(view, times, &same));
    }
}

/// What each phase holds that cannot be taken back.
type Given = BTreeMap<PhaseId, Vec<ArticleId>>;

fn given(view: &View<'_>) -> Given {
    let mut given = Given::new();
    for (id, article, duty) in view.duties() {
        if let Reach::Phase(phase) = article.reach
            && view.irreversible(&duty.verb)
        {
            given.entry(phase).or_default().push(id);
        }
    }
    given
}

fn total(
    view: &View<'_>,
    times: &Times,
    given: &Given,
    (id, article): (ArticleId, &Article),
) -> Option<Total> {
    let Reach::Phase(phase) = article.reach else {
        return None;
    };
    if !counts_goods(view, article) || in_parts(article) {
        return None;
    }
    let at = times.plan.of(id).next()?;
    let over = times.promise.of_node(times.plan.over(phase));
    let last = match times.fixed_last(at) {
        Some(last) => last.weight,
        None if article.says(model::Question::Deadline) => return None,
        None => over?,
    };
    let first = times
        .outcome
        .earliest
        .of_node(times.plan.due(at))
        .unwrap_or(0);
    if last - first < 3 * DAY_SECONDS {
        return None;
    }
    let sides = view.sides(article);
    let [side] = sides.as_slice() else {
        return None;
    };
    let spent = spent_by(view, times, given.get(&phase)?, *side)?;
    let done = spent.iter().all(|other| {
        let mut all = times.plan.of(*other);
        all.all(|at| {
            let time = times.promise.of_node(times.plan.performed(at));
            time.is_some_and(|time| time <= last)
        })
    });
    done.then_some(Total {
        article: id,
        phase,
        side: *side,
        last,
        spent,
    })
}

/// Whether a duty is a number of goods or places, not of persons, and not undone by its own nature.
fn counts_goods(view: &View<'_>, article: &Article) -> bool {
    let number = article.quantity().is_some_and(
        |quantity| matches!(quantity.amount, Amount::Number(number) if number > 1_000),
    );
    number
        && !view.persons(article)
        && article
            .duty()
            .is_some_and(|duty| !duty.standing && !view.irreversible(&duty.verb))
}

/// Whether it is owed in rounds, rows or matched pieces: then it can be short before the end.
fn in_parts(article: &Article) -> bool {
    article.rows.is_some()
        || article.clauses.iter().any(|clause| {
            matches!(
                clause,
                Clause::Every { .. }
                    | Clause::Whenever(_)
                    | Clause::BeforeEach { .. }
                    | Clause::Matched { .. }
                    | Clause::On { .. }
            )
        })
        || article.object().is_some_and(|object| {
            object
                .relations
                .iter()
                .any(|relation| matches!(relation, model::Relation::ForEach { under: Some(_), .. }))
        })
}

/// What other sides give under the same phase that cannot be taken back; nothing where there is no
/// such thing.
fn spent_by(
    view: &View<'_>,
    times: &Times,
    given: &[ArticleId],
    side: ActorId,
) -> Option<Vec<ArticleId>> {
    let by_others = given.iter().copied().filter(|id| {
        let article = view.agreement.article(*id);
        let sides = article.map_or_else(Vec::new, |article| view.sides(article));
        let open = times.plan.of(*id).any(|at| {
            let one = times.plan.occurrences.get(at as usize);
            one.is_none_or(|one| one.open)
        });
        !sides.is_empty() && !sides.contains(&side) && !open
    });
    let mut spent: Vec<ArticleId> = by_others.collect();
    view.by_weight(&mut spent);
    (!spent.is_empty()).then_some(spent)
}

fn tell(view: &View<'_>, times: &Times, same: &[Total]) -> Option<Draft> {
    let mut order: Vec<ArticleId> = same.iter().map(|total| total.article).collect();
    view.by_weight(&mut order);
    let first = same
        .iter()
        .find(|total| Some(&total.article) == order.first())?;
    let teller = times.teller(view.agreement);
    let day = teller.time(times.promise.origin, first.last, Side::Until);
    let name = view.art(first.article);
    let spent: Vec<String> = first.spent.iter().take(3).map(|id| view.art(*id)).collect();
    let message = format!(
        "{name} cannot be called short before {day}, when {} are spent",
        join(&spent)
    );
    let message = if spent.len() == 1 {
        message.replace(" are spent", " is spent")
    } else {
        message
    };
    let mut draft = Draft::of("W0317", Element::Article(first.article), message)
        .label("one total, due at the end")
        .about([first.article]);
    for id in order.iter().skip(1) {
        draft = draft.place(Subject::of(Element::Article(*id)), "so is this");
    }
    draft = draft.about(first.spent.iter().take(3).copied());
    Some(draft.help(view.answer(
        &format!("give {name} in parts: `every … from … until …`, or a table of stages"),
        &format!("how much of {name} is due by which day?"),
    )))
}
