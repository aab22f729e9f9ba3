//! Ladders: rungs that nothing leaves, ladders that come back for ever, and what the ladders that
//! cover everything do not answer.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Article, ArticleId, Clause, Consequence, Element, Ladder, PowerAct, PowerPart, Step, StepAct,
    StepOrder, StepPart, Subject,
};

use crate::{Draft, View};

/// W0610: nothing moves a ladder from one rung to the next, or a rung can be extended without
/// limit. Told once for each ladder. Answered by `within …`, `at once`, `failing which …`.
pub fn stuck(view: &View<'_>, out: &mut Vec<Draft>) {
    let naming = naming(view);
    for (id, article) in view.articles() {
        let Some(ladder) = article.ladder() else {
            continue;
        };
        let stuck: Vec<usize> = ladder
            .steps
            .iter()
            .enumerate()
            .filter(|(index, _)| index + 1 < ladder.steps.len() && is_stuck(ladder, *index))
            .map(|(index, _)| index)
            .collect();
        let Some(first) = stuck.first() else { continue };
        let element = Element::Article(id);
        let message = if stuck.len() == 1 {
            format!(
                "nothing leads on from rung {} of {}",
                first + 1,
                view.art(id)
            )
        } else {
            format!(
                "nothing leads on from {} of the {} rungs of {}",
                stuck.len(),
                ladder.steps.len(),
                view.art(id)
            )
        };
        let mut draft = Draft::new("W0610", Subject::clause(element, *first), message)
            .label("no time, and no meaning of silence")
            .about(covered(view, ladder, naming.get(&id)))
            .help(view.answer(
                "add `within …` to the rung, or `failing which …`",
                "how long may each rung take, and what leads to the next?",
            ));
        for index in stuck.iter().skip(1) {
            draft = draft.place(Subject::clause(element, *index), "the same");
        }
        out.push(draft);
    }
}

/// Whether a rung can last for ever: no time, and no act of its own that ends it.
fn is_stuck(ladder: &Ladder, index: usize) -> bool {
    let Some(step) = ladder.steps.get(index) else {
        return false;
    };
    let beside = ladder
        .steps
        .get(index + 1)
        .is_some_and(|next| matches!(next.order, StepOrder::Also | StepOrder::Instead));
    let timed = is_timed(step) || beside_a_timed(ladder, index);
    let unlimited = step
        .parts
        .iter()
        .any(|part| matches!(part, StepPart::Extended { at_most: None, .. }));
    (!timed && !beside) || unlimited
}

/// Whether a rung ends by itself: a time, a meaning of silence, or a limit of its own.
fn is_timed(step: &Step) -> bool {
    step.parts.iter().any(|part| {
        matches!(
            part,
            StepPart::Within(_)
                | StepPart::AtOnce
                | StepPart::Failing(_)
                | StepPart::Power(
                    PowerPart::ForAtMost(_)
                        | PowerPart::AfterNotice { .. }
                        | PowerPart::Until(_)
                        | PowerPart::From(_, Some(_))
                )
        )
    })
}

/// Whether a rung stands `also` or `instead` beside an earlier one that ends by itself: that one
/// leads on.
fn beside_a_timed(ladder: &Ladder, index: usize) -> bool {
    for at in (1..=index).rev() {
        let stands_beside = ladder
            .steps
            .get(at)
            .is_some_and(|step| matches!(step.order, StepOrder::Also | StepOrder::Instead));
        if !stands_beside {
            return false;
        }
        if ladder.steps.get(at - 1).is_some_and(is_timed) {
            return true;
        }
    }
    false
}

/// W0601: a ladder that suspends, ends on no decision, and can start again without limit. Answered
/// by a last rung that decides or ends.
pub fn endless(view: &View<'_>, out: &mut Vec<Draft>) {
    let naming = naming(view);
    for (id, article) in view.articles() {
        let Some(ladder) = article.ladder() else {
            continue;
        };
        let suspends = ladder
            .steps
            .iter()
            .any(|step| matches!(&step.act, StepAct::May(_, PowerAct::Suspend(_))));
        let closes = ladder.steps.iter().any(|step| {
            let decides = step
                .parts
                .iter()
                .any(|part| matches!(part, StepPart::Binding(_)));
            let ends = matches!(
                &step.act,
                StepAct::May(_, PowerAct::Terminate(_) | PowerAct::Invoke(_))
            );
            decides || ends
        });
        if suspends && !closes {
            out.push(
                Draft::of(
                    "W0601",
                    Element::Article(id),
                    format!(
                        "{} suspends, decides nothing, and can start again for ever",
                        view.art(id)
                    ),
                )
                .label("no rung decides or ends")
                .about(covered(view, ladder, naming.get(&id)))
                .help(view.answer(
                    "let the last rung decide (`binding`) or end something",
                    "what follows when the ladder has been climbed more than once?",
                )),
            );
        }
    }
}

/// The articles that each ladder is climbed for because they name it.
fn naming(view: &View<'_>) -> BTreeMap<ArticleId, Vec<ArticleId>> {
    let mut naming: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    for (id, article) in view.articles() {
        for clause in &article.clauses {
            if let Clause::If {
                consequence: Consequence::Ladder(ladder),
                ..
            } = clause
            {
                naming.entry(*ladder).or_default().push(id);
            }
        }
    }
    naming
}

/// The articles a ladder is climbed for: those it covers, and those that name it.
fn covered(view: &View<'_>, ladder: &Ladder, naming: Option<&Vec<ArticleId>>) -> Vec<ArticleId> {
    let covering = ladder.covering.iter();
    let mut covered: Vec<ArticleId> = covering.filter_map(model::Reference::article).collect();
    covered.extend(naming.into_iter().flatten());
    view.by_weight(&mut covered);
    covered
}

/// The ladders that name no article: whatever is not kept may be brought before them. A rule that
/// says that nothing follows must name them, and say what they leave open.
pub(crate) struct General {
    ladders: Vec<ArticleId>,
    names: String,
}

impl General {
    /// Gathers them.
    pub(crate) fn new(view: &View<'_>) -> Self {
        let clauses = view
            .agreement
            .articles
            .iter()
            .flat_map(|article| &article.clauses);
        let named: BTreeSet<ArticleId> = clauses
            .filter_map(|clause| match clause {
                Clause::If {
                    consequence: Consequence::Ladder(id),
                    ..
                } => Some(*id),
                _ => None,
            })
            .collect();
        let general = |id: ArticleId, article: &Article| {
            let ladder = article.ladder();
            ladder.is_some_and(|ladder| {
                ladder.covering.is_empty() && (ladder.opened_by.is_some() || !named.contains(&id))
            })
        };
        let all = view.agreement.articles();
        let ladders: Vec<ArticleId> = all
            .filter(|(id, article)| general(*id, article))
            .map(|(id, _)| id)
            .collect();
        let names = crate::gaps::few(view, &ladders);
        Self { ladders, names }
    }

    /// ` but the ladder …`: what is said of everything is not said of this, and is not nothing.
    pub(crate) fn but(&self) -> String {
        match self.ladders.as_slice() {
            [] => String::new(),
            [_] => format!(" but the ladder {}", self.names),
            _ => format!(" but the ladders {}", self.names),
        }
    }

    /// A ladder of talk and rulings is a way, and no reply: told with what it leaves open, so that
    /// nobody thinks it was missed. What it leaves open is told of one: `gives no …`.
    pub(crate) fn note(&self, view: &View<'_>, draft: Draft, open: &str) -> Draft {
        if self.ladders.is_empty() {
            return draft;
        }
        let rungs: usize = self
            .ladders
            .iter()
            .filter_map(|id| view.agreement.article(*id)?.ladder())
            .map(|ladder| ladder.steps.len())
            .sum();
        let step = if rungs == 1 { "step" } else { "steps" };
        let lead = if self.ladders.len() == 1 {
            format!("{} leads through", self.names)
        } else {
            format!("each of {} leads through some of", self.names)
        };
        draft.note(format!("{lead} {rungs} {step} and {open}"))
    }

    /// Whether one of them may set other dates.
    pub(crate) fn sets_dates(&self, view: &View<'_>) -> bool {
        let ladders = self
            .ladders
            .iter()
            .filter_map(|id| view.agreement.article(*id)?.ladder());
        ladders.flat_map(|ladder| &ladder.steps).any(|step| {
            matches!(
                &step.act,
                StepAct::May(_, PowerAct::SetDates(_) | PowerAct::Extend { .. })
            )
        })
    }
}
