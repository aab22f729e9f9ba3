//! What is answered otherwise than by findings: silence, disputes nobody decided, releases.

use model::{Clause, Duration, Element, Failing, Instant, Status, Subject};

use crate::event::Change;
use crate::observed::{Open, Range, Release, Stage};
use crate::occurrences::by;
use crate::rules::Rules;
use crate::state::{Member, Node, Occurrence, Tick, tick_after};
use crate::step::{Step, sooner};

impl Step<'_> {
    /// What the silence of a verifier means, once its time is over.
    pub(crate) fn look_at_silence(&mut self, id: u32) -> Option<Tick> {
        let it = self.state.occurrence(id);
        // Nobody is bound to answer before the agreement is in force.
        let entered = self.state.entered?;
        let waiting = it.waiting?.max(entered.latest);
        let key = it.key;
        let unanswered = it.claimed.low > answered(it);
        if !unanswered || it.settled.is_some() {
            self.state.occurrence_mut(id).waiting = None;
            return None;
        }
        let verifier = self.rules.verifiers[key.article.index()].first()?;
        let (_, longest) = verifier.within?.seconds()?;
        let end = self
            .rules
            .shifted_end(waiting, verifier.within?)
            .unwrap_or(waiting.saturating_add(longest));
        if !self.state.passed(end) {
            return Some(tick_after(end));
        }
        let subject = by(key.article, Some(verifier.clause));
        let (claimed, accepted, refused) = (it.claimed, it.accepted, it.refused);
        match verifier.failing {
            Some(Failing::ReportAccepted) => {
                let rest = claimed.less(refused);
                self.answer_for_all(id, |member| member.accepted = member.accepted.most(rest));
            }
            Some(Failing::ReportRejected) => {
                let rest = claimed.less(accepted);
                self.answer_for_all(id, |member| member.refused = member.refused.most(rest));
            }
            Some(Failing::Decides(..)) => {
                self.state.occurrence_mut(id).passed_to_decider = true;
                self.state.occurrence_mut(id).waiting = None;
            }
            _ => {
                self.state.occurrence_mut(id).waiting = None;
                self.undecided(Open::Silence, subject, Some(key));
            }
        }
        None
    }

    /// Silence answers for every member of every panel, so that what one of them finds later adds
    /// to it and does not undo it.
    fn answer_for_all(&mut self, id: u32, answer: impl Fn(&mut Member)) {
        let now = self.state.now();
        let article = self.state.occurrence(id).key.article;
        for verifier in &self.rules.verifiers[article.index()] {
            let members = self
                .rules
                .members(&verifier.panel, Some(article), &self.state.left);
            let it = self.state.occurrence_mut(id);
            for who in members {
                let place = it.members.iter().position(|member| member.who == who);
                let place = place.unwrap_or_else(|| {
                    it.members.push(Member {
                        who,
                        accepted: Range::default(),
                        refused: Range::default(),
                        pending: Range::default(),
                    });
                    it.members.len() - 1
                });
                answer(&mut it.members[place]);
            }
        }
        let it = self.state.occurrence_mut(id);
        it.waiting = None;
        it.found = Some(now);
        self.look(Node::Occurrence(id));
    }

    /// Its numbers are settled otherwise than by findings.
    pub(crate) fn settle_by(&mut self, id: u32, accepted: Range, refused: Range) {
        let now = self.state.now();
        let it = self.state.occurrence_mut(id);
        it.settled = Some((accepted, refused));
        it.waiting = None;
        it.found = Some(now);
        self.look(Node::Occurrence(id));
    }

    /// Disputes that nobody decided in time; when to look again.
    pub(crate) fn look_at_disputes(&mut self, id: u32) -> Option<Tick> {
        let key = self.state.occurrence(id).key;
        let mut wake = self.final_at(id);
        if self.state.occurrence(id).disputes.is_empty() {
            return wake;
        }
        let clauses = self.rules.article(key.article).clauses.iter().enumerate();
        let found = clauses
            .into_iter()
            .find_map(|(index, clause)| match clause {
                Clause::DisputeBy {
                    decided, failing, ..
                } => Some((
                    index,
                    decided.as_ref().and_then(|(_, within)| *within),
                    failing,
                )),
                _ => None,
            });
        let Some((clause, within, failing)) = found else {
            return wake;
        };
        let Some(within) = within else {
            return wake;
        };
        let mut over = Vec::new();
        for (index, dispute) in self.state.occurrence(id).disputes.iter().enumerate() {
            let Some(end) = self.rules.shifted_end(dispute.recorded, within) else {
                continue;
            };
            if self.state.passed(end) {
                over.push(index);
            } else {
                wake = sooner(wake, Some(tick_after(end)));
            }
        }
        for index in over.into_iter().rev() {
            if *failing == Some(Failing::FindingFinal) {
                self.state.occurrence_mut(id).disputes.remove(index);
                self.look(Node::Occurrence(id));
            } else if let Some(dispute) = self.state.occurrence_mut(id).disputes.get_mut(index)
                && !std::mem::replace(&mut dispute.silent, true)
            {
                self.undecided(Open::Decider, by(key.article, Some(clause)), Some(key));
            }
        }
        wake
    }

    /// When a finding becomes final.
    fn final_at(&self, id: u32) -> Option<Tick> {
        let it = self.state.occurrence(id);
        let found = it.found?;
        let clauses = self.rules.article(it.key.article).clauses.iter();
        let within = clauses.filter_map(|clause| match clause {
            Clause::DisputeBy { within, .. } => *within,
            _ => None,
        });
        let end = within
            .filter_map(|within| within.seconds())
            .map(|(_, longest)| found.saturating_add(longest))
            .next()?;
        (!self.state.passed(end)).then_some(tick_after(end))
    }

    /// Nothing more is owed of an occurrence.
    pub(crate) fn release(&mut self, id: u32, release: Release, by: Subject) {
        let it = self.state.occurrence_mut(id);
        if it.released.is_some() {
            return;
        }
        it.released = Some(release);
        it.stage = Stage::Released(release);
        let key = it.key;
        self.take(id, Status::Released);
        if matches!(release, Release::Waived | Release::Discharged) {
            self.take(id, Status::Waived);
        }
        self.follow(Change::Stage(key, Stage::Released(release)), by);
        let standing = self.state.article_mut(key.article);
        standing.open.retain(|other| *other != id);
        standing.released.push(id);
        self.note_unanswered(id);
        self.note_asleep(id);
        self.look(Node::Occurrence(id));
        self.changed(Element::Article(key.article));
    }
}

impl Rules {
    /// The end of a length from an instant.
    pub(crate) fn shifted_end(&self, from: Instant, length: Duration) -> Option<Instant> {
        let (_, latest) = self.agreement.calendar.shift(from, length, true)?;
        Some(latest)
    }
}

/// How much of what is claimed somebody has answered.
fn answered(it: &Occurrence) -> i64 {
    it.accepted
        .low
        .saturating_add(it.refused.low)
        .saturating_add(it.pending.low)
}
