//! Powers: what somebody may do to what others owe.

use model::{
    ActorId, ArticleId, ArticleKind, Clause, Condition, Deed, Duration, Element, Panel, PowerAct,
    PowerPart, StepAct, StepPart, Subject, Targets,
};

use crate::conditions::For;
use crate::event::{Change, Contest, Event};
use crate::observed::{Open, Release};
use crate::rules::Rules;
use crate::state::{Cause, Node, State, Tick, UseState, tick_after, tick_at};
use crate::step::Step;
use crate::truth::Truth;

/// A power as it is used: its own article, or a rung of a ladder that stands.
pub(crate) struct Use<'a> {
    pub(crate) holders: &'a Panel,
    pub(crate) parts: Vec<&'a PowerPart>,
    pub(crate) delay: Option<Duration>,
    pub(crate) rung: Option<(u32, u32)>,
    pub(crate) cause: Option<Cause>,
}

impl Rules {
    /// The power that an article gives by now.
    pub(crate) fn power<'a>(&'a self, state: &State, id: ArticleId) -> Option<Use<'a>> {
        match &self.article(id).kind {
            ArticleKind::Power(power) => Some(Use {
                holders: &power.holders,
                parts: power.parts.iter().collect(),
                delay: None,
                rung: None,
                cause: None,
            }),
            ArticleKind::Snapback(snapback) => Some(Use {
                holders: &snapback.holders,
                parts: Vec::new(),
                delay: Some(snapback.delay),
                rung: None,
                cause: None,
            }),
            ArticleKind::Ladder(ladder) => {
                let runs = state.runs.iter().enumerate();
                runs.filter(|(_, run)| run.ladder == id)
                    .find_map(|(index, run)| {
                        let rung = run.rung?;
                        let step = ladder.steps.get(rung as usize)?;
                        let StepAct::May(holders, _) = &step.act else {
                            return None;
                        };
                        let parts = step.parts.iter().filter_map(|part| match part {
                            StepPart::Power(part) => Some(part),
                            _ => None,
                        });
                        Some(Use {
                            holders,
                            parts: parts.collect(),
                            delay: None,
                            rung: Some((u32::try_from(index).ok()?, rung)),
                            cause: Some(run.cause),
                        })
                    })
            }
            _ => None,
        }
    }

    /// Whether the condition of a power holds.
    pub(crate) fn enabled(&self, state: &State, id: ArticleId, used: &Use) -> Truth {
        let asker = For {
            article: Some(id),
            row: None,
            cause: used.cause,
        };
        let holds = |condition: &Condition| self.holds(state, condition, asker);
        let mut truth = Truth::Yes;
        for part in &used.parts {
            truth = truth.min(match part {
                PowerPart::When(condition) | PowerPart::While(condition) => holds(condition),
                PowerPart::Unless(condition) => match holds(condition) {
                    Truth::Yes => Truth::No,
                    Truth::No => Truth::Yes,
                    Truth::NotKnown => Truth::NotKnown,
                },
                _ => Truth::Yes,
            });
        }
        if let ArticleKind::Snapback(snapback) = &self.article(id).kind
            && let Some(when) = &snapback.when
        {
            truth = truth.min(holds(when));
        }
        truth
    }

    /// How many holders must use a power.
    fn holders_needed(&self, holders: &Panel) -> usize {
        holders.threshold.map_or(1, |number| number as usize)
    }
}

impl Step<'_> {
    /// Somebody uses a power.
    pub(crate) fn use_power(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Uses { who, power, .. } = &event.deed else {
            return None;
        };
        let rules = self.rules;
        let subject = Subject::of(Element::Article(*power));
        let Some(used) = rules.power(self.state, *power) else {
            self.keep(Element::Article(*power));
            return None;
        };
        if rules.enabled(self.state, *power, &used) == Truth::NotKnown {
            return Some(Contest::Condition(subject));
        }
        let needed = rules.holders_needed(used.holders);
        let notice = used.parts.iter().find_map(|part| match part {
            PowerPart::AfterNotice { notice, .. } => Some(*notice),
            _ => None,
        });
        let notice = notice.or(used.delay);
        let consent = used.parts.iter().any(|part| {
            let PowerPart::WithConsent { of, .. } = part else {
                return false;
            };
            let given = |who: &model::Who| {
                rules.actors(who).iter().all(|actor| {
                    let to = (*actor, Element::Article(*power));
                    self.state.consents.contains(&to)
                })
            };
            !of.iter().all(given)
        });
        if consent {
            return Some(Contest::Consent(subject));
        }
        let open =
            self.state.uses.iter().position(|other| {
                other.power == *power && !other.complete && other.rung == used.rung
            });
        let index = open.unwrap_or(self.state.uses.len());
        if open.is_none() {
            self.state.uses.push(UseState {
                power: *power,
                rung: used.rung,
                by: Vec::new(),
                complete: false,
                notice: None,
                effect: None,
                over: false,
                veiled: Vec::new(),
            });
        }
        let using = &mut self.state.uses[index];
        if !using.by.contains(who) {
            using.by.push(*who);
        }
        if using.by.len() < needed {
            self.keep(Element::Article(*power));
            return None;
        }
        using.complete = true;
        let end = notice.and_then(|length| rules.shifted_end(event.recorded, length));
        let end = end.unwrap_or(event.recorded);
        self.state.uses[index].notice = Some(end);
        self.follow(Change::Used(*power, end), subject);
        let id = u32::try_from(index).unwrap_or(u32::MAX);
        if notice.is_none() {
            self.effect(id);
        }
        self.look(Node::Use(id));
        if used.rung.is_some() && notice.is_none() {
            self.climb(*power, &[*who]);
        }
        None
    }

    /// How a power that was used stands; when to look again.
    pub(crate) fn look_at_use(&mut self, id: u32) -> Option<Tick> {
        let using = self.state.uses.get(id as usize)?.clone();
        if using.over || !using.complete {
            return None;
        }
        if using.effect.is_none() {
            let notice = using.notice?;
            if !self.state.reached(notice) {
                return Some(tick_at(notice));
            }
            let rules = self.rules;
            let used = rules.power(self.state, using.power);
            let holds =
                used.is_some_and(|used| rules.enabled(self.state, using.power, &used) != Truth::No);
            if !holds {
                self.state.uses[id as usize].over = true;
                return None;
            }
            self.effect(id);
        }
        let effect = self.state.uses[id as usize].effect?;
        let limit = self.limit(id)?;
        let end = self.rules.shifted_end(effect, limit)?;
        if !self.state.passed(end) {
            return Some(tick_after(end));
        }
        self.lift(id);
        None
    }

    /// For how long at most what a power does may last.
    fn limit(&self, id: u32) -> Option<Duration> {
        let using = &self.state.uses[id as usize];
        let find = |parts: &[&PowerPart]| {
            parts.iter().find_map(|part| match part {
                PowerPart::ForAtMost(length) => Some(*length),
                _ => None,
            })
        };
        match (&self.rules.article(using.power).kind, using.rung) {
            (ArticleKind::Ladder(ladder), Some((_, rung))) => {
                let step = ladder.steps.get(rung as usize)?;
                let parts: Vec<&PowerPart> = step
                    .parts
                    .iter()
                    .filter_map(|part| match part {
                        StepPart::Power(part) => Some(part),
                        _ => None,
                    })
                    .collect();
                find(&parts)
            }
            (ArticleKind::Power(power), _) => {
                let parts: Vec<&PowerPart> = power.parts.iter().collect();
                find(&parts)
            }
            _ => None,
        }
    }

    fn act(&self, id: u32) -> Option<PowerAct> {
        let using = &self.state.uses[id as usize];
        match (&self.rules.article(using.power).kind, using.rung) {
            (ArticleKind::Ladder(ladder), Some((_, rung))) => {
                match &ladder.steps.get(rung as usize)?.act {
                    StepAct::May(_, act) => Some(act.clone()),
                    StepAct::Shall(_) => None,
                }
            }
            (ArticleKind::Power(power), _) => Some(power.act.clone()),
            _ => None,
        }
    }

    /// What was used takes effect.
    fn effect(&mut self, id: u32) {
        let now = self.state.now();
        let using = &mut self.state.uses[id as usize];
        if using.effect.replace(now).is_some() {
            return;
        }
        let power = using.power;
        let by = using.by.clone();
        let subject = Subject::of(Element::Article(power));
        self.follow(Change::Effect(power), subject);
        self.changed(Element::Article(power));
        if let ArticleKind::Snapback(snapback) = &self.rules.article(power).kind {
            for ceases in snapback.ceases.clone() {
                self.cease(ceases, subject);
            }
            return;
        }
        let Some(act) = self.act(id) else {
            return;
        };
        match act {
            PowerAct::Suspend(targets) => self.suspend(id, &targets, &by),
            PowerAct::Withhold(targets) => {
                for article in self.on(&targets, &by, id) {
                    for made in self.state.article(article).open.clone() {
                        self.state.occurrence_mut(made).withheld = true;
                        self.look(Node::Occurrence(made));
                    }
                }
            }
            PowerAct::Terminate(Targets::Agreement) => self.end(Element::Agreement, subject),
            PowerAct::Terminate(targets) => {
                for article in self.on(&targets, &by, id) {
                    self.release_article(article, Release::Ended, subject);
                }
            }
            PowerAct::Waive(targets) => {
                for article in self.on(&targets, &by, id) {
                    self.release_article(article, Release::Waived, subject);
                }
            }
            PowerAct::Invoke(article) => self.open_ladder(article, Cause::Opened),
            PowerAct::Extend {
                what: Element::Phase(phase),
                by: Some(length),
                ..
            } => self.extend_by(phase, length),
            PowerAct::Extend { .. } | PowerAct::SetDates(_) | PowerAct::Act(..) => {}
        }
    }

    /// What a snapback makes cease.
    fn cease(&mut self, what: Element, by: Subject) {
        match what {
            Element::Article(article) => self.release_article(article, Release::Ended, by),
            Element::Text(text) => {
                let rules = self.rules;
                for (id, article) in rules.agreement.articles() {
                    let cites = &article.naming.cites;
                    if !cites.is_empty() && cites.iter().all(|cite| cite.text == Some(text)) {
                        self.release_article(id, Release::Ended, by);
                    }
                }
            }
            other => self.end(other, by),
        }
    }

    /// The articles that a power is used on.
    fn on(&self, targets: &Targets, by: &[ActorId], id: u32) -> Vec<ArticleId> {
        let rules = self.rules;
        match targets {
            Targets::Agreement => rules.agreement.articles().map(|(id, _)| id).collect(),
            Targets::Duties(references) => references
                .iter()
                .filter_map(|named| named.article())
                .collect(),
            Targets::Own(_) => rules
                .agreement
                .articles()
                .map(|(id, _)| id)
                .filter(|article| {
                    let owes = rules.obligors(*article);
                    rules.article(*article).duty().is_some()
                        && owes.iter().any(|who| by.contains(who))
                })
                .collect(),
            Targets::GivenInExchange => {
                let using = &self.state.uses[id as usize];
                let cause = using
                    .rung
                    .and_then(|(run, _)| self.state.runs.get(run as usize).map(|run| run.cause));
                let failed = match cause {
                    Some(Cause::Occurrence(id)) => Some(self.state.occurrence(id).key.article),
                    Some(Cause::Rule(article, _)) => Some(article),
                    _ => None,
                };
                let given = |clause: &Clause| {
                    let Clause::InExchange { for_, .. } = clause else {
                        return false;
                    };
                    for_.iter()
                        .any(|named| failed.is_none_or(|failed| named.article() == Some(failed)))
                };
                rules
                    .agreement
                    .articles()
                    .filter(|(_, article)| article.clauses.iter().any(given))
                    .map(|(id, _)| id)
                    .collect()
            }
        }
    }

    fn suspend(&mut self, id: u32, targets: &Targets, by: &[ActorId]) {
        for article in self.on(targets, by, id) {
            let clauses = &self.rules.article(article).clauses;
            if clauses.contains(&Clause::NotToBeSuspended) {
                continue;
            }
            self.state.uses[id as usize].veiled.push(article);
            self.veil(article, true, None);
        }
    }

    /// A veil is put on an article, or taken off.
    fn veil(&mut self, article: ArticleId, on: bool, clocks: Option<bool>) {
        let now = self.state.now();
        let standing = self.state.article_mut(article);
        standing.veils = if on {
            standing.veils.saturating_add(1)
        } else {
            standing.veils.saturating_sub(1)
        };
        for made in self.state.article(article).made.clone() {
            let it = self.state.occurrence_mut(made);
            let key = it.key;
            if on {
                it.veils = it.veils.saturating_add(1);
                it.veiled_since = it.veiled_since.or(Some(now));
            } else {
                it.veils = it.veils.saturating_sub(1);
                if it.veils == 0
                    && let Some(since) = it.veiled_since.take()
                    && clocks == Some(true)
                {
                    it.moved = it.moved.saturating_add(now.saturating_sub(since));
                }
            }
            if it.veils == u32::from(on) {
                let subject = Subject::of(Element::Article(article));
                self.follow(Change::Suspended(key, on), subject);
                if on {
                    self.take(made, model::Status::Suspended);
                }
            }
            self.look(Node::Occurrence(made));
        }
        self.changed(Element::Article(article));
    }

    /// What a power did is over.
    fn lift(&mut self, id: u32) {
        if std::mem::replace(&mut self.state.uses[id as usize].over, true) {
            return;
        }
        let clocks = self.clocks(id);
        let power = self.state.uses[id as usize].power;
        let veiled = std::mem::take(&mut self.state.uses[id as usize].veiled);
        if clocks.is_none() && !veiled.is_empty() {
            let subject = Subject::of(Element::Article(power));
            self.undecided(Open::Clocks, subject, None);
        }
        for article in veiled {
            self.veil(article, false, clocks);
        }
    }

    fn clocks(&self, id: u32) -> Option<bool> {
        let using = &self.state.uses[id as usize];
        let of = |part: &PowerPart| match part {
            PowerPart::Clocks(stopped) => Some(*stopped),
            _ => None,
        };
        match (&self.rules.article(using.power).kind, using.rung) {
            (ArticleKind::Ladder(ladder), Some((_, rung))) => {
                let step = ladder.steps.get(rung as usize)?;
                step.parts.iter().find_map(|part| match part {
                    StepPart::Power(part) => of(part),
                    _ => None,
                })
            }
            (ArticleKind::Power(power), _) => power.parts.iter().find_map(of),
            _ => None,
        }
    }

    /// A holder goes on with what it had suspended.
    pub(crate) fn resume(&mut self, article: ArticleId, who: ActorId) {
        for id in 0..self.state.uses.len() {
            let using = &self.state.uses[id];
            if !using.over && using.by.contains(&who) && using.veiled.contains(&article) {
                self.lift(u32::try_from(id).unwrap_or(u32::MAX));
            }
        }
    }
}
