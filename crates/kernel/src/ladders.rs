//! Ladders: steps that follow one another.

use model::{
    ActorId, ArticleId, Deed, Element, Step as Rung, StepAct, StepOrder, StepPart, Subject,
};

use crate::conditions::For;
use crate::event::{Change, Contest, Event};
use crate::rules::Rules;
use crate::state::{Cause, Node, RunState, Tick, tick_after};
use crate::step::{Step, sooner, start};
use crate::truth::Truth;

impl Rules {
    pub(crate) fn rung(&self, ladder: ArticleId, rung: u32) -> Option<&Rung> {
        self.article(ladder).ladder()?.steps.get(rung as usize)
    }

    /// Whom a rung names.
    pub(crate) fn rung_actors(&self, ladder: ArticleId, rung: u32) -> Vec<ActorId> {
        match self.rung(ladder, rung).map(|rung| &rung.act) {
            Some(StepAct::Shall(duty)) => self.agreement.members(&duty.obligors),
            Some(StepAct::May(panel, _)) => self.agreement.members(panel),
            None => Vec::new(),
        }
    }
}

impl Step<'_> {
    /// A ladder opens, once for each cause.
    pub(crate) fn open_ladder(&mut self, ladder: ArticleId, cause: Cause) {
        let Some(rule) = self.rules.article(ladder).ladder() else {
            return;
        };
        let last = self.state.last_runs.get(&(ladder, cause));
        let stands = last
            .and_then(|id| self.state.runs.get(*id as usize))
            .is_some_and(|run| run.rung.is_some());
        if stands || rule.steps.is_empty() {
            return;
        }
        let id = u32::try_from(self.state.runs.len()).unwrap_or(u32::MAX);
        self.state.last_runs.insert((ladder, cause), id);
        self.state.runs.push(RunState {
            ladder,
            cause,
            rung: Some(0),
            began: self.state.now(),
            exhausted: false,
        });
        let subject = Subject::clause(Element::Article(ladder), 0);
        self.follow(Change::Rung(ladder, Some(0)), subject);
        self.changed(Element::Article(ladder));
        self.look(Node::Run(id));
    }

    /// Where a ladder stands; when to look again.
    pub(crate) fn look_at_run(&mut self, id: u32) -> Option<Tick> {
        let run = self.state.runs.get(id as usize)?.clone();
        let rung = run.rung?;
        let rules = self.rules;
        let ladder = rules.article(run.ladder).ladder()?;
        let mut wake = None;
        if let Some(stopping) = &ladder.stopping {
            let asker = For {
                article: Some(run.ladder),
                row: None,
                cause: Some(run.cause),
            };
            if rules.holds(self.state, stopping, asker) == Truth::Yes {
                self.move_run(id, None);
                return None;
            }
            if let Some(at) = rules.quiet_at(self.state, stopping) {
                wake = start(at);
            }
        }
        if run.exhausted {
            return wake;
        }
        let within = ladder
            .steps
            .get(rung as usize)?
            .parts
            .iter()
            .find_map(|part| match part {
                StepPart::Within(length) => Some(*length),
                _ => None,
            });
        let Some(end) = within.and_then(|within| rules.shifted_end(run.began, within)) else {
            return wake;
        };
        if !self.state.passed(end) {
            return sooner(wake, Some(tick_after(end)));
        }
        self.next_rung(id);
        wake
    }

    /// Goes to the next rung, or is exhausted.
    fn next_rung(&mut self, id: u32) {
        let run = &self.state.runs[id as usize];
        let (ladder, rung) = (run.ladder, run.rung.unwrap_or(0));
        let next = rung.saturating_add(1);
        if self.rules.rung(ladder, next).is_some() {
            self.move_run(id, Some(next));
        } else {
            self.state.runs[id as usize].exhausted = true;
            self.changed(Element::Article(ladder));
        }
    }

    fn move_run(&mut self, id: u32, rung: Option<u32>) {
        let now = self.state.now();
        let run = &mut self.state.runs[id as usize];
        run.rung = rung;
        run.began = now;
        let ladder = run.ladder;
        let subject = match rung {
            Some(rung) => Subject::clause(Element::Article(ladder), rung as usize),
            None => Subject::of(Element::Article(ladder)),
        };
        self.follow(Change::Rung(ladder, rung), subject);
        self.changed(Element::Article(ladder));
        self.look(Node::Run(id));
        // A rung that begins beside the one before it begins with it.
        if let Some(rung) = rung {
            let next = self.rules.rung(ladder, rung.saturating_add(1));
            if next.is_some_and(|next| next.order == StepOrder::Also)
                && !self.state.runs[id as usize].exhausted
            {
                let subject = Subject::clause(Element::Article(ladder), rung as usize + 1);
                self.follow(Change::Rung(ladder, Some(rung.saturating_add(1))), subject);
            }
        }
    }

    /// Somebody named on a rung did what it asks: the ladder moves on.
    pub(crate) fn climb(&mut self, ladder: ArticleId, who: &[ActorId]) -> bool {
        let mut moved = false;
        for id in 0..self.state.runs.len() {
            let run = &self.state.runs[id];
            let Some(rung) = run.rung.filter(|_| run.ladder == ladder) else {
                continue;
            };
            let named = self.rules.rung_actors(ladder, rung);
            if who.iter().any(|who| named.contains(who)) {
                self.next_rung(u32::try_from(id).unwrap_or(u32::MAX));
                moved = true;
            }
        }
        moved
    }

    /// A dispute is referred to somebody: the rung that names them.
    pub(crate) fn refer(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Refers { duty, to, .. } = &event.deed else {
            return None;
        };
        for id in 0..self.state.runs.len() {
            let run = &self.state.runs[id];
            let (ladder, Some(rung)) = (run.ladder, run.rung) else {
                continue;
            };
            let steps = self
                .rules
                .article(ladder)
                .ladder()
                .map_or(0, |l| l.steps.len());
            let steps = u32::try_from(steps).unwrap_or(u32::MAX);
            let next =
                (rung..steps).find(|rung| self.rules.rung_actors(ladder, *rung).contains(to));
            if let Some(next) = next.filter(|next| *next != rung) {
                self.move_run(u32::try_from(id).unwrap_or(u32::MAX), Some(next));
            }
        }
        self.keep(duty.element);
        None
    }

    /// Somebody opens a ladder.
    pub(crate) fn open_by(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Opens { ladder, .. } = &event.deed else {
            return None;
        };
        let rules = self.rules;
        let rule = rules.article(*ladder).ladder()?;
        let subject = Subject::of(Element::Article(*ladder));
        let Some((_, when)) = &rule.opened_by else {
            return Some(Contest::NobodyNamed(subject));
        };
        if let Some(when) = when {
            let asker = For {
                article: Some(*ladder),
                ..For::default()
            };
            if rules.holds(self.state, when, asker) != Truth::Yes {
                return Some(Contest::Condition(subject));
            }
        }
        self.open_ladder(*ladder, Cause::Opened);
        None
    }
}
