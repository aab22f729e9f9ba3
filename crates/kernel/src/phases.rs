//! Entry into force, phases, milestones and ends.

use model::{
    ActorId, Deed, Element, EndWhen, Ending, Entry, Failing, MilestoneId, PhaseId, Subject, Window,
};

use crate::conditions::For;
use crate::event::{Change, Contest, Event};
use crate::observed::{Open, PhaseStage, Release, Stage};
use crate::points::{Asker, Time};
use crate::rules::Rules;
use crate::state::{Node, State, Tick, tick_after};
use crate::step::{Step, sooner, start};
use crate::truth::{Truth, instant};

impl Step<'_> {
    /// Entry into force, and the end of the agreement.
    pub(crate) fn look_at_agreement(&mut self) -> Option<Tick> {
        let mut wake = None;
        if self.state.entered.is_none() {
            wake = self.look_at_entry();
        }
        if self.state.entered.is_some() && self.state.ended.is_none() {
            let later = self.look_at_endings();
            wake = sooner(wake, later);
        }
        wake
    }

    fn look_at_entry(&mut self) -> Option<Tick> {
        let rules = self.rules;
        match &rules.agreement.entry {
            Some(Entry::At(point)) => {
                let window = rules.point(self.state, point, Asker::default()).window()?;
                if !self.state.reached(window.earliest) {
                    return start(window.earliest);
                }
                self.enter(window);
            }
            Some(Entry::When(condition)) => {
                let holds = rules.holds(self.state, condition, For::default());
                if holds == Truth::Yes {
                    let cause = self.cause;
                    self.enter(cause);
                }
            }
            None => {
                // The text says nothing of it: it is in force as soon as anything happens under it.
                let first = rules.first_day(self.state);
                let begun = self.state.begun;
                match first {
                    Some(first) if self.state.reached(first) => self.enter(instant(first)),
                    _ if begun => {
                        let cause = self.cause;
                        self.enter(cause);
                    }
                    Some(first) => return start(first),
                    None => {}
                }
            }
        }
        None
    }

    /// The agreement is in force.
    pub(crate) fn enter(&mut self, at: Window) {
        if self.state.entered.is_some() {
            return;
        }
        self.state.entered = Some(at);
        self.follow(Change::Entered, Subject::of(Element::Agreement));
        self.changed(Element::Agreement);
        self.look(Node::Agreement);
        for index in 0..self.state.phases.len() {
            self.look(Node::Phase(PhaseId(id(index))));
        }
    }

    fn look_at_endings(&mut self) -> Option<Tick> {
        let rules = self.rules;
        let mut wake = None;
        for (index, ending) in rules.agreement.endings.iter().enumerate() {
            let Ending::Ends {
                what, when, unless, ..
            } = ending
            else {
                continue;
            };
            let excepted = unless
                .as_ref()
                .is_some_and(|unless| rules.holds(self.state, unless, For::default()) != Truth::No);
            let due = match when {
                EndWhen::When(condition) => {
                    rules.holds(self.state, condition, For::default()) == Truth::Yes
                }
                EndWhen::At(point) => {
                    let end = rules.deadline(self.state, point, Asker::default());
                    match end {
                        Time::At {
                            window,
                            exact: true,
                        } => {
                            let passed = self.state.passed(window.latest);
                            if !passed {
                                wake = sooner(wake, Some(tick_after(window.latest)));
                            }
                            passed
                        }
                        _ => false,
                    }
                }
            };
            if due && !excepted {
                self.end(*what, Subject::clause(Element::Agreement, index));
            }
        }
        wake
    }

    /// Something ends for good.
    pub(crate) fn end(&mut self, what: Element, by: Subject) {
        match what {
            Element::Agreement => {
                if self.state.ended.is_some() {
                    return;
                }
                self.state.ended = Some(self.cause);
                for index in 0..self.rules.agreement.articles.len() {
                    let article = model::ArticleId(id(index));
                    if !self.rules.surviving[index] {
                        self.end_article(article, by);
                    }
                }
                self.changed(Element::Agreement);
            }
            Element::Phase(phase) => {
                let standing = &self.state.phases[phase.index()];
                if standing.stage == PhaseStage::Running || standing.stage == PhaseStage::NotBegun {
                    self.finish(phase, PhaseStage::Ended);
                }
                self.close(phase);
            }
            Element::Article(article) => self.end_article(article, by),
            _ => {}
        }
    }

    /// What is dormant or due under an article is owed no longer.
    fn end_article(&mut self, article: model::ArticleId, by: Subject) {
        for id in self.state.article(article).made.clone() {
            if matches!(
                self.state.occurrence(id).stage,
                Stage::Dormant | Stage::Undetermined | Stage::Due
            ) {
                self.release(id, Release::Ended, by);
            }
        }
        self.state.article_mut(article).closed = true;
        self.changed(Element::Article(article));
    }

    /// How a phase stands; when to look again.
    pub(crate) fn look_at_phase(&mut self, id: PhaseId) -> Option<Tick> {
        let standing = self.state.phases.get(id.index())?;
        match standing.stage {
            PhaseStage::NotBegun => self.look_at_beginning(id),
            PhaseStage::Running => self.look_at_end(id),
            PhaseStage::Ended | PhaseStage::Open => {
                // Its condition may yet come to hold: it is then completed.
                if self.complete(id) == Some(Truth::Yes) {
                    self.finish(id, PhaseStage::Completed);
                }
                None
            }
            PhaseStage::Completed => None,
        }
    }

    fn look_at_beginning(&mut self, id: PhaseId) -> Option<Tick> {
        let rules = self.rules;
        let phase = rules.agreement.phase(id)?;
        if self.state.entered.is_none() || self.state.ended.is_some() {
            return None;
        }
        let declared = self.state.phases[id.index()].declared;
        let needs = phase.declared_by.is_some() || phase.from.is_none();
        if needs && !declared {
            return None;
        }
        let began = match &phase.from {
            Some(from) => {
                let window = rules.point(self.state, from, Asker::default()).window()?;
                if !self.state.reached(window.earliest) {
                    return start(window.earliest);
                }
                if declared {
                    window.max(self.cause)
                } else {
                    window
                }
            }
            None => self.cause,
        };
        let standing = &mut self.state.phases[id.index()];
        standing.stage = PhaseStage::Running;
        standing.began = Some(began);
        self.phase_changed(id);
        self.look(Node::Phase(id));
        None
    }

    fn complete(&self, id: PhaseId) -> Option<Truth> {
        let phase = self.rules.agreement.phase(id)?;
        let condition = phase.completed_when.as_ref()?;
        Some(self.rules.holds(self.state, condition, For::default()))
    }

    fn look_at_end(&mut self, id: PhaseId) -> Option<Tick> {
        if self.complete(id) == Some(Truth::Yes) {
            self.finish(id, PhaseStage::Completed);
            return None;
        }
        let Time::At {
            window,
            exact: true,
        } = self.rules.planned_end(self.state, id)
        else {
            return None;
        };
        if !self.state.passed(window.latest) {
            return Some(tick_after(window.latest));
        }
        let followed = self.rules.followed[id.index()];
        let stage = match (self.complete(id), followed) {
            (None, true) => PhaseStage::Completed,
            (Some(_), true) => PhaseStage::Ended,
            (_, false) => PhaseStage::Open,
        };
        self.finish_at(id, stage, window);
        if stage == PhaseStage::Open {
            let subject = Subject::of(Element::Phase(id));
            self.undecided(Open::Afterwards, subject, None);
        }
        None
    }

    fn finish(&mut self, id: PhaseId, stage: PhaseStage) {
        let cause = self.cause;
        self.finish_at(id, stage, cause);
    }

    fn finish_at(&mut self, id: PhaseId, stage: PhaseStage, at: Window) {
        let standing = &mut self.state.phases[id.index()];
        standing.stage = stage;
        standing.over = standing.over.or(Some(at));
        self.phase_changed(id);
        if self.rules.ended[id.index()] {
            self.close(id);
        }
    }

    /// What is owed only in a phase that ends by the text is owed no longer.
    fn close(&mut self, id: PhaseId) {
        if std::mem::replace(&mut self.state.phases[id.index()].closed, true) {
            return;
        }
        let subject = Subject::of(Element::Phase(id));
        let rules = self.rules;
        for (article, rule) in rules.agreement.articles() {
            if rule.reach == model::Reach::Phase(id) && !rules.surviving[article.index()] {
                self.end_article(article, subject);
            }
        }
    }

    fn phase_changed(&mut self, id: PhaseId) {
        let stage = self.state.phases[id.index()].stage;
        let subject = Subject::of(Element::Phase(id));
        self.follow(Change::Phase(id, stage), subject);
        self.changed(Element::Phase(id));
        self.changed(Element::Agreement);
    }

    /// How a milestone stands; when to look again.
    pub(crate) fn look_at_milestone(&mut self, id: MilestoneId) -> Option<Tick> {
        let rules = self.rules;
        let milestone = rules.agreement.milestone(id)?;
        if self.state.milestones[id.index()].reached.is_some() {
            return None;
        }
        let mut wake = None;
        if let Some(at) = &milestone.at
            && let Some(window) = rules.point(self.state, at, Asker::default()).window()
        {
            if self.state.reached(window.earliest) {
                self.reach(id, window);
                return None;
            }
            wake = start(window.earliest);
        }
        if let Some(when) = &milestone.when
            && rules.holds(self.state, when, For::default()) == Truth::Yes
        {
            let cause = self.cause;
            self.reach(id, cause);
            return None;
        }
        if let Some((point, failing)) = &milestone.by {
            let by = rules.deadline(self.state, point, Asker::default());
            if let Time::At {
                window,
                exact: true,
            } = by
            {
                if self.state.passed(window.latest) {
                    self.milestone_missed(id, failing.as_ref());
                } else {
                    wake = sooner(wake, Some(tick_after(window.latest)));
                }
            }
        }
        wake
    }

    fn milestone_missed(&mut self, id: MilestoneId, failing: Option<&Failing>) {
        if std::mem::replace(&mut self.state.milestones[id.index()].missed, true) {
            return;
        }
        let subject = Subject::of(Element::Milestone(id));
        match failing {
            Some(Failing::Reached) => {
                let cause = self.cause;
                self.reach(id, cause);
            }
            Some(Failing::NotReached | Failing::Decides(..)) => {}
            Some(Failing::AgreementEnds) => self.end(Element::Agreement, subject),
            _ => self.undecided(Open::Milestone, subject, None),
        }
    }

    /// A milestone is reached.
    pub(crate) fn reach(&mut self, id: MilestoneId, at: Window) {
        let standing = &mut self.state.milestones[id.index()];
        if standing.reached.is_some() {
            return;
        }
        standing.reached = Some(at);
        let subject = Subject::of(Element::Milestone(id));
        self.decided(Open::Milestone, subject, None);
        self.follow(Change::Reached(id), subject);
        self.changed(Element::Milestone(id));
        self.changed(Element::Agreement);
    }

    /// Somebody declares a milestone reached, or a phase begun or over.
    pub(crate) fn declare(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Declares { who, what } = &event.deed else {
            return None;
        };
        match what {
            Element::Milestone(id) => {
                if self.rules.agreed_on(*id, *who) {
                    return Some(Contest::NobodyNamed(Subject::of(*what)));
                }
                self.declare_milestone(*id, *who);
            }
            Element::Phase(id) => {
                let phase = self.rules.agreement.phase(*id)?;
                let endless = phase.lasts.is_none()
                    && phase.until.is_none()
                    && phase.completed_when.is_none();
                let standing = &mut self.state.phases[id.index()];
                let over = endless && standing.stage == PhaseStage::Running;
                if !over && phase.declared_by.is_none() && phase.from.is_some() {
                    return Some(Contest::NobodyNamed(Subject::of(*what)));
                }
                if over {
                    self.finish(*id, PhaseStage::Ended);
                    self.close(*id);
                } else {
                    standing.declared = true;
                    self.look(Node::Phase(*id));
                }
            }
            _ => self.keep(*what),
        }
        None
    }

    fn declare_milestone(&mut self, id: MilestoneId, who: ActorId) {
        self.state.milestones[id.index()].declared.insert(who);
        if self.rules.declared(self.state, id) {
            let cause = self.cause;
            self.reach(id, cause);
        }
    }
}

impl Rules {
    /// Whether enough of those named have declared or agreed on a milestone.
    pub(crate) fn declared(&self, state: &State, id: MilestoneId) -> bool {
        let (Some(milestone), Some(standing)) = (
            self.agreement.milestone(id),
            state.milestones.get(id.index()),
        ) else {
            return false;
        };
        let enough = |panel: &model::Panel| {
            let members = self.members(panel, None, &state.left);
            let takes = match panel.threshold {
                Some(number) => number as usize,
                None if panel.or => 1,
                None => members.len(),
            };
            let said = members
                .iter()
                .filter(|member| {
                    standing.declared.contains(member)
                        || state.consents.contains(&(**member, Element::Milestone(id)))
                })
                .count();
            said >= takes.max(1)
        };
        if standing.missed
            && let Some((_, Some(Failing::Decides(who, _)))) = &milestone.by
            && self
                .actors(who)
                .iter()
                .any(|actor| standing.declared.contains(actor))
        {
            return true;
        }
        match (&milestone.declared_by, &milestone.agreed_by) {
            (Some(panel), _) | (None, Some(panel)) => enough(panel),
            (None, None) => !standing.declared.is_empty(),
        }
    }

    /// Who may declare a milestone or phase; nothing: anybody.
    /// Whether a milestone is reached by consent, and this one's word alone does not reach it.
    fn agreed_on(&self, id: MilestoneId, who: ActorId) -> bool {
        self.agreement.milestone(id).is_some_and(|milestone| {
            let decides = match &milestone.by {
                Some((_, Some(Failing::Decides(decider, _)))) => {
                    self.actors(decider).contains(&who)
                }
                _ => false,
            };
            milestone.declared_by.is_none() && milestone.agreed_by.is_some() && !decides
        })
    }

    pub(crate) fn declarers(&self, state: &State, what: Element) -> Option<Vec<ActorId>> {
        match what {
            Element::Milestone(id) => {
                let milestone = self.agreement.milestone(id)?;
                let panel = milestone.declared_by.as_ref()?;
                let mut members = self.members(panel, None, &state.left);
                if let Some((_, Some(Failing::Decides(who, _)))) = &milestone.by {
                    members.extend(self.actors(who));
                }
                Some(members)
            }
            Element::Phase(id) => {
                let panel = self.agreement.phase(id)?.declared_by.as_ref()?;
                Some(self.members(panel, None, &state.left))
            }
            _ => None,
        }
    }
}

fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
