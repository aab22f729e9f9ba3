//! Conditions: whether something holds, as far as it is known.

use model::{
    ArticleId, ArticleKind, Clause, Condition, Duration, Element, Fact, FactKind, Instant,
    Reference, SelfRef, Status, Who,
};

use crate::observed::{PhaseStage, Release, Stage, Timeliness};
use crate::rules::{Rounds, RowOf, Rules, row_of};
use crate::state::{Cause, Occurrence, State};
use crate::truth::{Truth, join};

/// For whom a condition is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct For {
    /// The article it stands in.
    pub(crate) article: Option<ArticleId>,
    /// The row that asks.
    pub(crate) row: Option<u32>,
    /// What `it` and `the breach` mean.
    pub(crate) cause: Option<Cause>,
}

impl Rules {
    /// Whether a condition holds.
    pub(crate) fn holds(&self, state: &State, condition: &Condition, asker: For) -> Truth {
        let facts = condition.facts.iter();
        join(
            condition.join,
            facts.map(|fact| self.fact(state, fact, asker)),
        )
    }

    fn fact(&self, state: &State, fact: &Fact, asker: For) -> Truth {
        if fact.judged.is_some() && !matches!(fact.kind, FactKind::Quoted(_)) {
            // What somebody is to judge is known once they have ruled.
            return ruled(state, &fact_words(&fact.kind));
        }
        match &fact.kind {
            FactKind::Status {
                of,
                any,
                status,
                times,
                same_place: _,
            } => {
                let how = if *any {
                    model::Join::Or
                } else {
                    model::Join::And
                };
                let each = of.iter().map(|reference| match times {
                    Some((number, within)) => {
                        self.times(state, reference, *status, *number, *within)
                    }
                    None => self.status(state, reference, *status, asker),
                });
                join(how, each)
            }
            FactKind::Itself(SelfRef::AnyDuty, status) => {
                let all = 0..u32::try_from(state.occurrences.len()).unwrap_or(u32::MAX);
                join(
                    model::Join::Or,
                    all.map(|id| self.occurrence_status(state, id, *status)),
                )
            }
            FactKind::Itself(_, status) => match asker.cause {
                Some(Cause::Occurrence(id)) => self.occurrence_status(state, id, *status),
                Some(Cause::Rule(article, _)) => {
                    let reference = Reference {
                        element: Element::Article(article),
                        row: model::RowRef::None,
                    };
                    self.status(state, &reference, *status, asker)
                }
                _ => match asker.article {
                    Some(article) => {
                        let reference = Reference {
                            element: Element::Article(article),
                            row: model::RowRef::Same,
                        };
                        self.status(state, &reference, *status, asker)
                    }
                    None => Truth::NotKnown,
                },
            },
            FactKind::NoIncident(length, articles) => self.no_incident(state, *length, articles),
            FactKind::Alleged(articles) => state
                .rules
                .iter()
                .any(|((of, _), standing)| {
                    (articles.is_empty() || articles.contains(of)) && standing.alleged > 0
                })
                .into(),
            FactKind::Asked(who, _) => self.asked(state, who, asker.article),
            FactKind::Consents(who) => {
                let Some(article) = asker.article else {
                    return Truth::NotKnown;
                };
                let consented = |who: &Who| {
                    self.actors(who).iter().all(|actor| {
                        state
                            .consents
                            .contains(&(*actor, Element::Article(article)))
                    })
                };
                who.iter().all(consented).into()
            }
            FactKind::Quoted(words) => ruled(state, words),
        }
    }

    pub(crate) fn actors(&self, who: &Who) -> Vec<model::ActorId> {
        self.agreement.members(&model::Panel {
            who: vec![*who],
            or: false,
            threshold: None,
        })
    }

    fn asked(&self, state: &State, who: &[Who], article: Option<ArticleId>) -> Truth {
        let Some(article) = article else {
            return Truth::NotKnown;
        };
        let all = who.iter().all(|who| {
            self.actors(who)
                .iter()
                .any(|actor| state.asked.contains(&(*actor, article)))
        });
        all.into()
    }

    /// `3 days pass without an incident of x`
    fn no_incident(&self, state: &State, length: Duration, articles: &[ArticleId]) -> Truth {
        let Some((_, seconds)) = length.seconds() else {
            return Truth::NotKnown;
        };
        let Some(entered) = state.entered else {
            return Truth::No;
        };
        let from = state.now().saturating_sub(seconds);
        if entered.earliest > from {
            return Truth::No;
        }
        let none = state
            .rules
            .iter()
            .filter(|((of, _), _)| articles.is_empty() || articles.contains(of))
            .all(|(_, standing)| standing.last.is_none_or(|last| last <= from));
        none.into()
    }

    /// When `3 days pass without an incident` may next come to hold.
    pub(crate) fn quiet_at(&self, state: &State, condition: &Condition) -> Option<Instant> {
        let mut soonest: Option<Instant> = None;
        for fact in &condition.facts {
            let FactKind::NoIncident(length, articles) = &fact.kind else {
                continue;
            };
            let (Some((_, seconds)), Some(entered)) = (length.seconds(), state.entered) else {
                continue;
            };
            let last = state
                .rules
                .iter()
                .filter(|((of, _), _)| articles.is_empty() || articles.contains(of))
                .filter_map(|(_, standing)| standing.last)
                .fold(entered.earliest, Instant::max);
            let at = last.saturating_add(seconds);
            if at > state.now() {
                soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            }
        }
        soonest
    }

    /// Whether something named has a status.
    pub(crate) fn status(
        &self,
        state: &State,
        reference: &Reference,
        status: Status,
        asker: For,
    ) -> Truth {
        match reference.element {
            Element::Article(article) => {
                let row = row_of(reference.row, asker.row);
                self.article_status(state, article, row, status)
            }
            Element::Phase(phase) => self.phase_status(state, phase, status),
            Element::Milestone(id) => state
                .milestones
                .get(id.index())
                .is_some_and(|milestone| milestone.reached.is_some())
                .into(),
            Element::Roll(roll) => state
                .rolls
                .get(roll.index())
                .is_some_and(|roll| roll.complete)
                .into(),
            Element::Amendment(id) => state.amended.contains(&id.0).into(),
            Element::Agreement => match status {
                Status::Running => (state.entered.is_some() && state.ended.is_none()).into(),
                Status::Ended | Status::Completed => state.ended.is_some().into(),
                _ => Truth::NotKnown,
            },
            _ => Truth::NotKnown,
        }
    }

    fn phase_status(&self, state: &State, phase: model::PhaseId, status: Status) -> Truth {
        let Some(standing) = state.phases.get(phase.index()) else {
            return Truth::NotKnown;
        };
        let over = matches!(
            standing.stage,
            PhaseStage::Completed | PhaseStage::Ended | PhaseStage::Open
        );
        match status {
            Status::Running => (standing.stage == PhaseStage::Running).into(),
            Status::Completed | Status::Fulfilled => {
                (standing.stage == PhaseStage::Completed).into()
            }
            Status::Ended | Status::Done => over.into(),
            Status::Extended => standing.extended.into(),
            Status::Declared => standing.declared.into(),
            Status::Reached => standing.began.is_some().into(),
            _ => Truth::NotKnown,
        }
    }

    fn article_status(
        &self,
        state: &State,
        article: ArticleId,
        row: RowOf,
        status: Status,
    ) -> Truth {
        if row == RowOf::Nothing {
            return Truth::Yes;
        }
        if self.owes(article) {
            return self.duty_status(state, article, row, status);
        }
        match &self.article(article).kind {
            ArticleKind::Ladder(_) => {
                let mut runs = state.runs.iter().filter(|run| run.ladder == article);
                match status {
                    Status::Exhausted => runs.any(|run| run.exhausted).into(),
                    Status::Ended => {
                        let (mut any, mut stopped) = (false, true);
                        for run in runs {
                            any = true;
                            stopped &= run.rung.is_none();
                        }
                        (any && stopped).into()
                    }
                    _ => runs.any(|run| run.rung.is_some()).into(),
                }
            }
            ArticleKind::Power(_) | ArticleKind::Snapback(_) => state
                .uses
                .iter()
                .any(|used| used.power == article && used.effect.is_some())
                .into(),
            _ => self.rule_status(state, article, status),
        }
    }

    /// The status of a prohibition, standing duty or level.
    fn rule_status(&self, state: &State, article: ArticleId, status: Status) -> Truth {
        let mut broken = false;
        let mut ever = false;
        let mut alleged = false;
        for ((of, _), standing) in state.rules.range((article, None)..) {
            if *of != article {
                break;
            }
            broken |= standing.broken;
            ever |= standing.first.is_some();
            alleged |= standing.alleged > 0;
        }
        let nobody = self.confirmers(article).is_none();
        match status {
            Status::Breached if !broken && alleged && nobody => Truth::NotKnown,
            Status::Breached => broken.into(),
            Status::Remedied => (ever && !broken).into(),
            Status::Kept | Status::Compliant | Status::Done | Status::Fulfilled => {
                if broken {
                    Truth::No
                } else if alleged && nobody {
                    Truth::NotKnown
                } else {
                    Truth::Yes
                }
            }
            Status::Disputed => alleged.into(),
            Status::Suspended => (state.article(article).veils > 0).into(),
            _ => Truth::NotKnown,
        }
    }

    fn duty_status(&self, state: &State, article: ArticleId, row: RowOf, status: Status) -> Truth {
        let standing = state.article(article);
        let ids = standing.made.iter().copied().filter(|id| match row {
            RowOf::Row(row) => state.occurrence(*id).key.row == Some(row),
            _ => true,
        });
        // A generation that was replaced says nothing of what is owed now.
        let ids: Vec<u32> = ids
            .filter(|id| {
                state.occurrence(*id).released != Some(Release::Replaced)
                    || status == Status::Released
            })
            .collect();
        if ids.is_empty() {
            return match status {
                Status::Released => standing.gone.is_some().into(),
                Status::Kept | Status::Compliant => Truth::Yes,
                _ => Truth::No,
            };
        }
        let more_to_come = !standing.closed && self.rounds[article.index()] != Rounds::Once;
        if more_to_come
            && matches!(
                status,
                Status::Done
                    | Status::Verified
                    | Status::Fulfilled
                    | Status::Performed
                    | Status::Final
            )
        {
            return Truth::No;
        }
        let how = match status {
            // These are facts of one: one of several rounds is enough.
            Status::Late
            | Status::Short
            | Status::Exceeded
            | Status::Overdue
            | Status::Breached
            | Status::Disputed
            | Status::Unsettled
            | Status::Undetermined
            | Status::Withheld
            | Status::Suspended
            | Status::Due => model::Join::Or,
            _ => model::Join::And,
        };
        join(
            how,
            ids.iter()
                .map(|id| self.occurrence_status(state, *id, status)),
        )
    }

    /// Whether one occurrence has a status: the table of section 8.
    pub(crate) fn occurrence_status(&self, state: &State, id: u32, status: Status) -> Truth {
        let it = state.occurrence(id);
        let done = matches!(it.stage, Stage::Fulfilled | Stage::Remedied);
        let nobody = self.verifiers[it.key.article.index()].is_empty();
        let in_dispute = it.disputed.high > 0;
        // Told in full, in time or not.
        let reported = it.stage == Stage::Reported
            || (it.stage == Stage::Breached && crate::stages::reported(it));
        let accepted = crate::quantities::settled(it);
        let perhaps = it
            .required
            .is_some_and(|required| accepted.high > 0 && accepted.high >= required.low);
        match status {
            Status::Due => match it.stage {
                Stage::Due | Stage::Overdue => Truth::Yes,
                Stage::Breached => (it.released.is_none()).into(),
                Stage::Undetermined => Truth::NotKnown,
                _ => Truth::No,
            },
            Status::Reported => (!it.claims.is_empty() || it.accepted.high > 0).into(),
            Status::Verified if !done && perhaps => Truth::NotKnown,
            Status::Verified => done.into(),
            Status::Performed | Status::Fulfilled | Status::Done => {
                let yes = done || (status != Status::Fulfilled && it.stage == Stage::Performed);
                let claim = reported && (nobody || status == Status::Done);
                if yes {
                    Truth::Yes
                } else if claim || in_dispute || perhaps {
                    Truth::NotKnown
                } else {
                    Truth::No
                }
            }
            Status::Final => self.final_status(state, it, done, reported && nobody),
            Status::Late => late(it),
            Status::Short => self.short(state, it),
            Status::Exceeded => match it.required {
                Some(required) => (it.accepted.low > required.high).into(),
                None if it.accepted.high > 0 => Truth::NotKnown,
                None => Truth::No,
            },
            Status::Overdue => (matches!(it.stage, Stage::Overdue | Stage::Breached)).into(),
            Status::Breached => it.breached.is_some().into(),
            Status::Remedied => (it.stage == Stage::Remedied).into(),
            Status::Disputed => in_dispute.into(),
            Status::Unsettled => (in_dispute && self.decider(it.key.article).is_none()).into(),
            Status::Undetermined => (it.stage == Stage::Undetermined).into(),
            Status::Withheld => it.withheld.into(),
            Status::Suspended => (it.veils > 0).into(),
            Status::Kept | Status::Compliant => {
                if it.breached.is_some() {
                    Truth::No
                } else {
                    self.occurrence_status(state, id, Status::Fulfilled)
                }
            }
            Status::Waived => {
                matches!(it.released, Some(Release::Waived | Release::Discharged)).into()
            }
            Status::Released | Status::Ended => it.released.is_some().into(),
            Status::Extended => it.redated.is_some().into(),
            Status::Running => it.owed.into(),
            Status::Completed | Status::Reached => done.into(),
            Status::Declared | Status::Exhausted => Truth::No,
        }
    }

    fn final_status(&self, state: &State, it: &Occurrence, done: bool, claim: bool) -> Truth {
        if !done {
            return if claim || it.disputed.high > 0 {
                Truth::NotKnown
            } else {
                Truth::No
            };
        }
        let window = self
            .article(it.key.article)
            .clauses
            .iter()
            .find_map(|clause| {
                let Clause::DisputeBy { within, .. } = clause else {
                    return None;
                };
                Some(within.and_then(Duration::seconds))
            });
        match (window, it.found) {
            (None, _) => Truth::Yes,
            // A dispute may be raised without end: it is never final.
            (Some(None), _) => Truth::No,
            (Some(Some((_, seconds))), Some(found)) => {
                state.passed(found.saturating_add(seconds)).into()
            }
            (Some(Some(_)), None) => Truth::No,
        }
    }

    fn short(&self, state: &State, it: &Occurrence) -> Truth {
        let due = it.found_short
            || it
                .deadline
                .is_some_and(|deadline| state.passed(deadline.latest));
        if !due {
            return Truth::No;
        }
        let accepted = it.accepted.plus(crate::Range::exactly(it.credited));
        match it.required {
            Some(required) if accepted.high < required.low => Truth::Yes,
            Some(required) if accepted.low >= required.low => Truth::No,
            _ => Truth::NotKnown,
        }
    }

    /// Who decides a dispute: the clause that names them.
    pub(crate) fn decider(&self, article: ArticleId) -> Option<(usize, &model::Panel)> {
        let clauses = self.article(article).clauses.iter().enumerate();
        clauses
            .into_iter()
            .find_map(|(index, clause)| match clause {
                Clause::DisputeBy {
                    decided: Some((panel, _)),
                    ..
                } => Some((index, panel)),
                _ => None,
            })
    }

    /// `x is breached 3 times in any 7 days`
    fn times(
        &self,
        state: &State,
        reference: &Reference,
        status: Status,
        number: i64,
        within: Duration,
    ) -> Truth {
        let (Some((_, seconds)), Element::Article(article)) = (within.seconds(), reference.element)
        else {
            return Truth::NotKnown;
        };
        let from = state.now().saturating_sub(seconds);
        let rules: usize = state
            .rules
            .range((article, None)..)
            .take_while(|((of, _), _)| *of == article)
            .map(|(_, standing)| {
                let before = standing.times.partition_point(|at| *at <= from);
                standing.times.len() - before
            })
            .sum();
        let taken = state
            .article(article)
            .made
            .iter()
            .filter_map(|id| state.occurrence(*id).took(status));
        let count = rules + taken.filter(|window| window.latest > from).count();
        (i64::try_from(count).unwrap_or(i64::MAX) >= number).into()
    }
}

fn late(it: &Occurrence) -> Truth {
    match it.timeliness {
        Some(Timeliness::Late) => Truth::Yes,
        Some(Timeliness::CannotTell) => Truth::NotKnown,
        _ => (matches!(it.stage, Stage::Overdue | Stage::Breached)
            || (it.breached.is_some() && it.claims.is_empty()))
        .into(),
    }
}

fn ruled(state: &State, words: &str) -> Truth {
    let found = state.ruled.iter().rev().find(|(ruled, _)| ruled == words);
    found.map_or(Truth::NotKnown, |(_, holds)| (*holds).into())
}

/// The words under which a ruling on a fact is kept.
pub(crate) fn fact_words(kind: &FactKind) -> String {
    match kind {
        FactKind::Quoted(words) => words.clone(),
        other => format!("{other:?}"),
    }
}
