//! What follows: duties whose breach has no consequence, or that hang on somebody not bound.

use std::collections::BTreeMap;

use model::{
    ActorId, Article, ArticleId, ArticleKind, Clause, Condition, FactKind, PowerAct, PowerPart,
    Question, Reference, SelfRef, StepAct, Targets,
};

use super::index::Index;
use super::taken::Taken;
use super::timetable::failed;
use super::told::{few, folded, worst};
use crate::Draft;
use crate::consequences::General;

/// Which articles anything answers for, if they are not kept.
pub(super) struct Replies {
    /// By article: something follows.
    pub answered: Vec<bool>,
    /// The articles that could have a reply and have none.
    pub without: Vec<ArticleId>,
    /// How many could have one.
    pub eligible: usize,
    /// By article: whether it could have one.
    asked: Vec<bool>,
}

impl Replies {
    /// Looks for what follows in the article itself, in ladders, powers, linkages, returns, and in
    /// what others may hold back.
    pub fn new(index: &Index<'_>) -> Self {
        let mut replies = Self {
            answered: vec![false; index.agreement.articles.len()],
            without: Vec::new(),
            eligible: 0,
            asked: vec![false; index.agreement.articles.len()],
        };
        let mut all = false;
        for (id, article) in index.agreement.articles() {
            if article.clauses.iter().any(own_reply) {
                replies.mark(id);
            }
            for clause in &article.clauses {
                if let Clause::InExchange {
                    for_,
                    right: Some(true),
                } = clause
                {
                    replies.mark_all(for_);
                }
            }
            all |= replies.mark_by_rule(article);
        }
        if all {
            replies.answered.fill(true);
        }
        for (id, article) in index.agreement.articles() {
            if asks_reply(index, id, article) {
                replies.eligible += 1;
                if let Some(asked) = replies.asked.get_mut(id.index()) {
                    *asked = true;
                }
                if !replies.has(id) {
                    replies.without.push(id);
                }
            }
        }
        replies
    }

    /// Whether something follows if an article is not kept.
    pub fn has(&self, id: ArticleId) -> bool {
        self.answered.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether an article is one whose breach asks for a reply.
    pub fn could_have(&self, id: ArticleId) -> bool {
        self.asked.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether over a third of what could have a reply has none: then the text leaves the question
    /// out, and one finding says so.
    pub fn common(&self) -> bool {
        self.without.len() * 3 > self.eligible
    }

    fn mark(&mut self, id: ArticleId) {
        if let Some(mark) = self.answered.get_mut(id.index()) {
            *mark = true;
        }
    }

    fn mark_all(&mut self, refs: &[Reference]) {
        for id in refs.iter().filter_map(|reference| reference.article()) {
            self.mark(id);
        }
    }

    /// Marks what a rule answers for; true where it answers for every article.
    fn mark_by_rule(&mut self, article: &Article) -> bool {
        match &article.kind {
            ArticleKind::Ladder(ladder) => {
                self.mark_all(&ladder.covering);
                let lever = ladder.steps.iter().any(|step| match &step.act {
                    StepAct::May(_, act) => is_lever(act),
                    StepAct::Shall(_) => false,
                });
                // A ladder that somebody opens of any ground answers for all, if a rung of it does
                // more than talk and rule.
                let general = ladder.covering.is_empty() && ladder.opened_by.is_some();
                general && lever
            }
            ArticleKind::Power(power) if is_lever(&power.act) => {
                power.parts.iter().fold(false, |all, part| match part {
                    PowerPart::When(condition) | PowerPart::While(condition) => {
                        self.condition(condition) || all
                    }
                    _ => all,
                })
            }
            ArticleKind::Linkage(linkage) => {
                for fact in &linkage.condition.facts {
                    if let FactKind::Status { of, .. } = &fact.kind {
                        self.mark_all(of);
                    }
                }
                false
            }
            ArticleKind::Snapback(snapback) => snapback
                .when
                .as_ref()
                .is_some_and(|condition| self.condition(condition)),
            _ => false,
        }
    }

    fn condition(&mut self, condition: &Condition) -> bool {
        let mut all = false;
        for fact in &condition.facts {
            match &fact.kind {
                FactKind::Status { of, status, .. } if failed(*status) => self.mark_all(of),
                FactKind::Itself(SelfRef::AnyDuty, status) => all |= failed(*status),
                _ => {}
            }
        }
        all
    }
}

/// Whether using a power changes what is owed, or ends it.
fn is_lever(act: &PowerAct) -> bool {
    match act {
        PowerAct::Suspend(targets) | PowerAct::Withhold(targets) => {
            !matches!(targets, Targets::Duties(duties) if duties.is_empty())
        }
        PowerAct::Terminate(_) | PowerAct::Invoke(_) => true,
        _ => false,
    }
}

fn own_reply(clause: &Clause) -> bool {
    matches!(clause, Clause::If { status, .. } if failed(*status))
}

/// Whether an article is one whose breach asks for a reply. A duty that falls due on a breach is
/// the reply itself.
fn asks_reply(index: &Index<'_>, id: ArticleId, article: &Article) -> bool {
    let binds = matches!(
        article.kind,
        ArticleKind::Duty(_) | ArticleKind::Prohibition(_) | ArticleKind::Level(_)
    );
    binds && !index.rung(id)
}

/// W0208: done through somebody who owes nothing. Answered by a duty of theirs, by `answering for`,
/// or by `if overdue, …`. That nothing follows if the day passes is part of it.
pub(super) fn through_unbound(
    index: &Index<'_>,
    replies: &Replies,
    taken: &mut Taken,
    out: &mut Vec<Draft>,
) {
    let mut bound = vec![false; index.agreement.actors.len()];
    for (_, article) in index.agreement.articles() {
        if matches!(
            article.kind,
            ArticleKind::Duty(_) | ArticleKind::Prohibition(_)
        ) {
            for id in index.view.holders(article) {
                if let Some(mark) = bound.get_mut(id.index()) {
                    *mark = true;
                }
            }
        }
    }
    for actor in &index.agreement.actors {
        for id in &actor.answering_for {
            if let Some(mark) = bound.get_mut(id.index()) {
                *mark = true;
            }
        }
    }
    let mut by_body: BTreeMap<ActorId, Vec<(ArticleId, String)>> = BTreeMap::new();
    for (id, article) in index.agreement.articles() {
        let obligors = index.view.holders(article);
        for (_, clause) in article.answers(Question::Through) {
            let Clause::Through(panel) = clause else {
                continue;
            };
            for body in index.agreement.members(panel) {
                let free = !bound.get(body.index()).copied().unwrap_or(false)
                    && !index.view.is_party(body)
                    && !index.own(&[body], &obligors);
                if free && !replies.has(id) {
                    taken.remedy.insert(id);
                    by_body
                        .entry(body)
                        .or_default()
                        .push((id, "owed by another".to_owned()));
                }
            }
        }
    }
    for (body, places) in by_body {
        out.extend(unbound(index, body, places));
    }
}

fn unbound(index: &Index<'_>, body: ActorId, places: Vec<(ArticleId, String)>) -> Option<Draft> {
    let name = index.view.actor(body);
    let depend = if places.len() == 1 {
        "depends"
    } else {
        "depend"
    };
    let dated = |(id, _): &(ArticleId, String)| {
        index
            .agreement
            .article(*id)
            .is_some_and(|article| index.view.dated(article))
    };
    let dated = places.iter().any(dated);
    let draft = folded(index.view, "W0208", places, |ids| {
        format!(
            "{} {depend} on {name}, which owes nothing under this text",
            few(index.view, ids)
        )
    })?;
    let draft = if dated {
        draft.note("nothing follows if the date passes")
    } else {
        draft
    };
    Some(draft.help(index.view.answer(
        &format!("write a duty of {name}, or `if overdue, …` in the article"),
        &format!("what follows if {name} does not act, or acts otherwise?"),
    )))
}

/// W0209: an order is fixed, and nothing follows if it is broken. Answered by any `if …` clause of
/// the article.
pub(super) fn order_without_effect(
    index: &Index<'_>,
    replies: &Replies,
    taken: &mut Taken,
    out: &mut Vec<Draft>,
) {
    let mut places = Vec::new();
    for (id, article) in index.agreement.articles() {
        let ordered = article
            .clauses
            .iter()
            .any(|clause| matches!(clause, Clause::InOrder(_)));
        if ordered && !replies.has(id) {
            taken.remedy.insert(id);
            places.push((id, "an order, and then?".to_owned()));
        }
    }
    let general = General::new(index.view);
    let but = general.but();
    let draft = folded(index.view, "W0209", places, |ids| {
        format!(
            "nothing{but} follows if the order in {} is broken",
            few(index.view, ids)
        )
    });
    let open = "does not say whether the other side may hold back until the order is kept";
    out.extend(draft.map(|draft| {
        general
            .note(index.view, draft, open)
            .help(index.view.answer(
            "write `if breached, …`, or `if breached, nothing follows`",
            "what follows if the order is not kept, and may the other side hold back meanwhile?",
        ))
    }));
}

/// W0206: nothing follows. Told once, of what no more specific rule has told. Where most articles
/// have a reply, only what is once done and has none is worth a word: a standing rule goes on being
/// owed. Answered by `if breached, …` (also `nothing follows`), by a ladder that covers it, by a
/// power or linkage that names its breach, by a right to withhold.
pub(super) fn nothing_follows(
    index: &Index<'_>,
    replies: &Replies,
    taken: &Taken,
    out: &mut Vec<Draft>,
) {
    let view = index.view;
    let common = replies.common();
    let places: Vec<(ArticleId, String)> = replies
        .without
        .iter()
        .filter(|id| !taken.remedy.contains(id))
        .filter(|id| {
            let duty = index.agreement.article(**id).and_then(Article::duty);
            common || duty.is_some_and(|duty| !duty.standing)
        })
        .map(|id| (*id, "nothing follows".to_owned()))
        .collect();
    let mut ids: Vec<ArticleId> = places.iter().map(|(id, _)| *id).collect();
    view.by_weight(&mut ids);
    let eligible = replies.eligible;
    let general = General::new(view);
    let but = general.but();
    let draft = folded(view, "W0206", places, |ids| match ids {
        [one] if but.is_empty() => format!(
            "{} what follows a breach of {}",
            index.unsaid_of(*one, "remedy"),
            view.art(*one)
        ),
        [one] => format!("nothing{but} answers a breach of {}", view.art(*one)),
        _ if !but.is_empty() => format!(
            "nothing{but} answers a breach of {} of {eligible} duties and bans, among them {}",
            ids.len(),
            worst(view, ids),
        ),
        _ => format!(
            "nothing is said of what follows a breach of {} of {eligible} duties and bans, among \
             them {}",
            ids.len(),
            worst(view, ids),
        ),
    });
    out.extend(draft.map(|draft| {
        general
            .note(view, draft, "gives no such reply to these")
            .help(index.view.answer(
                "write `if breached, the steps of … follow`, or `if breached, nothing follows`",
                &format!(
                    "what may the other side do, and what not, if {} is not kept?",
                    worst(view, ids.get(..1).unwrap_or_default()),
                ),
            ))
    }));
}
