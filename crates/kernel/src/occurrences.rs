//! Which occurrences a duty has, when each is owed and by when.

use model::{
    ActorId, ArticleId, Clause, Consequence, Duration, Element, FromEnd, Instant, Joint, Reach,
    Reference, Status, Subject, Window,
};

use crate::conditions::For;
use crate::observed::{Key, PhaseStage, Range, Stage};
use crate::points::{Asker, Time};
use crate::rules::{Rounds, Rules};
use crate::state::{Cause, Node, Occurrence, State, Tick};
use crate::step::{Step, sooner, start};
use crate::truth::Truth;

/// Whether something is owed, when to look again, and by which clause.
pub(crate) struct Start {
    pub(crate) holds: Truth,
    pub(crate) wake: Option<Tick>,
    pub(crate) clause: Option<usize>,
}

impl Rules {
    /// Whether an article is in force.
    pub(crate) fn in_force(&self, state: &State, id: ArticleId) -> bool {
        if state.article(id).gone.is_some() || state.ended.is_some() {
            return false;
        }
        let entered = state.entered.is_some();
        match self.article(id).reach {
            Reach::Agreement | Reach::Unstated => entered,
            Reach::Phase(phase) => state
                .phases
                .get(phase.index())
                .is_some_and(|phase| phase.stage == PhaseStage::Running),
        }
    }

    /// Whether an occurrence is owed.
    pub(crate) fn start(&self, state: &State, it: &Occurrence, id: u32) -> Start {
        let mut start = Start {
            holds: Truth::from(self.in_force(state, it.key.article)),
            wake: None,
            clause: None,
        };
        if let Some(opening) = it.opening {
            start.wait(
                state,
                Time::At {
                    window: crate::truth::instant(opening),
                    exact: true,
                },
            );
        }
        let asker = For {
            article: Some(it.key.article),
            row: it.key.row,
            cause: Some(Cause::Occurrence(id)),
        };
        for (index, clause) in self.article(it.key.article).clauses.iter().enumerate() {
            let before = start.holds;
            self.start_clause(state, it, clause, asker, &mut start);
            if start.holds != before || start.clause.is_none() && starts(clause) {
                start.clause = Some(index);
            }
        }
        start
    }

    fn start_clause(
        &self,
        state: &State,
        it: &Occurrence,
        clause: &Clause,
        asker: For,
        start: &mut Start,
    ) {
        let row = Asker { row: it.key.row };
        match clause {
            Clause::When(condition) | Clause::While(condition) => {
                start.and(self.holds(state, condition, asker));
                if let Some(at) = self.quiet_at(state, condition) {
                    start.wake = sooner(start.wake, crate::step::start(at));
                }
            }
            Clause::Unless(condition) => start.and(match self.holds(state, condition, asker) {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                Truth::NotKnown => Truth::NotKnown,
            }),
            Clause::During(references) => {
                let under = |reference: &Reference| {
                    self.status(state, reference, Status::Due, asker)
                        .max(self.status(state, reference, Status::Reported, asker))
                };
                start.and(references.iter().map(under).min().unwrap_or(Truth::Yes));
            }
            Clause::NotBefore(point) | Clause::Between(point, _) => {
                start.wait(state, self.point(state, point, row));
            }
            Clause::From { start: point, .. } => start.wait(state, self.point(state, point, row)),
            Clause::On { moment, hours } => {
                let time = self.moment(state, moment, it.key.row);
                let from = hours.map_or(0, |hours| hours.from);
                start.wait(state, moved(time, from));
            }
            Clause::OnDayOf { after, event } => {
                let time = self.event(state, event, row);
                start.wait(state, self.day_of(time, *after));
            }
            Clause::Within { after: event, .. }
            | Clause::AtOnce { after: Some(event) }
            | Clause::AsSoonAsPossible { after: Some(event) }
                if self.rounds[it.key.article.index()] == Rounds::Once =>
            {
                start.wait(state, self.event(state, event, row));
            }
            _ => {}
        }
    }

    /// The day of an event, or the day after.
    fn day_of(&self, time: Time, after: bool) -> Time {
        let Time::At { window, exact } = time else {
            return time;
        };
        let calendar = &self.agreement.calendar;
        let last = window.latest.max(window.earliest.saturating_add(1)) - 1;
        let shift = i64::from(after);
        Time::At {
            window: Window {
                earliest: calendar.start_of(calendar.day_of(window.earliest) + shift),
                latest: calendar.start_of(calendar.day_of(last) + shift + 1),
            },
            exact,
        }
    }

    /// The deadline of an occurrence, as far as it is known, and the clause that sets it.
    pub(crate) fn deadline_of(
        &self,
        state: &State,
        it: &Occurrence,
    ) -> (Option<Window>, Option<usize>) {
        if let Some(window) = it.redated {
            return (Some(window), None);
        }
        let mut least: (Option<Window>, Option<usize>) = (None, None);
        for (index, clause) in self.article(it.key.article).clauses.iter().enumerate() {
            let Time::At {
                window,
                exact: true,
            } = self.deadline_by(state, it, clause)
            else {
                continue;
            };
            if least.0.is_none_or(|least| window.latest < least.latest) {
                least = (Some(window), Some(index));
            }
        }
        if let Some(window) = &mut least.0 {
            window.earliest = window.earliest.saturating_add(it.moved);
            window.latest = window.latest.saturating_add(it.moved);
        }
        least
    }

    fn deadline_by(&self, state: &State, it: &Occurrence, clause: &Clause) -> Time {
        let row = Asker { row: it.key.row };
        match clause {
            Clause::By(point) | Clause::Between(_, point) | Clause::Until(point) => {
                self.deadline(state, point, row)
            }
            Clause::From {
                end: FromEnd::Until(point),
                ..
            } => self.deadline(state, point, row),
            Clause::From {
                start,
                end: FromEnd::For(length),
            } => self.shifted(self.point(state, start, row), *length, true),
            Clause::On { moment, hours } => {
                let time = self.moment(state, moment, it.key.row);
                let Time::At { window, exact } = time else {
                    return time;
                };
                let latest = hours.map_or(window.latest, |hours| {
                    window.earliest.saturating_add(hours.until)
                });
                Time::At {
                    window: crate::truth::instant(latest),
                    exact,
                }
            }
            Clause::OnDayOf { after, event } => {
                let time = self.day_of(self.event(state, event, row), *after);
                let Time::At { window, exact } = time else {
                    return time;
                };
                let calendar = &self.agreement.calendar;
                Time::At {
                    window: Window {
                        earliest: calendar.end_of_day(window.earliest),
                        latest: window.latest,
                    },
                    exact,
                }
            }
            Clause::Within { duration, after } => {
                let from = match self.rounds[it.key.article.index()] {
                    Rounds::Once => self.event(state, after, row),
                    _ => Time::At {
                        window: it.made_at,
                        exact: true,
                    },
                };
                self.shifted(from, *duration, true)
            }
            Clause::Every { period, hours, .. } => {
                let Some(opening) = it.opening else {
                    return Time::NotYet;
                };
                let end = match hours {
                    Some(hours) => self.clock(opening, hours.until),
                    None => self.period_end(opening, *period),
                };
                end.map_or(Time::Open, |end| Time::At {
                    window: crate::truth::instant(end),
                    exact: true,
                })
            }
            Clause::BeforeEach { lead, of } => self.before(state, it, *lead, of),
            _ => Time::NotYet,
        }
    }

    fn before(
        &self,
        state: &State,
        it: &Occurrence,
        lead: Option<Duration>,
        of: &Reference,
    ) -> Time {
        let Some(other) = of.article() else {
            return Time::Open;
        };
        let base = if let Rounds::Every(clause) = self.rounds[other.index()] {
            self.opening(state, other, clause, it.key.round, it.key.row)
        } else {
            let made = state.article(other).made.iter();
            let same = made
                .map(|id| state.occurrence(*id))
                .find(|found| found.key.round == it.key.round && found.key.row == it.key.row);
            same.and_then(|found| found.deadline).map(|d| d.latest)
        };
        let Some(base) = base else {
            return Time::NotYet;
        };
        let time = Time::At {
            window: crate::truth::instant(base),
            exact: true,
        };
        match lead {
            None => time,
            Some(lead) => self.shifted(time, lead, false),
        }
    }

    /// When a round opens; nothing: not known yet.
    pub(crate) fn opening(
        &self,
        state: &State,
        article: ArticleId,
        clause: usize,
        round: u32,
        row: Option<u32>,
    ) -> Option<Instant> {
        let Some(Clause::Every { period, from, .. }) = self.article(article).clauses.get(clause)
        else {
            return None;
        };
        let first = self.point(state, from, Asker { row }).earliest()?;
        let Duration::Stated { low, unit, .. } = *period else {
            return None;
        };
        let number = low.checked_mul(i64::from(round))?;
        let calendar = &self.agreement.calendar;
        if !period.civil() {
            let each = period.seconds()?.0;
            return first.checked_add(each.checked_mul(i64::from(round))?);
        }
        if round == 0 {
            return Some(calendar.start_of(calendar.day_of(first)));
        }
        let length = Duration::Stated {
            about: false,
            low: number,
            high: number,
            unit,
        };
        let (end, _) = calendar.shift(first, length, true)?;
        // The length ends at 24:00 of its last day: the round opens with that day.
        Some(calendar.start_of(calendar.day_of(end.saturating_sub(1))))
    }

    /// An hour of the day that an instant lies on.
    fn clock(&self, at: Instant, seconds: i64) -> Option<Instant> {
        let calendar = &self.agreement.calendar;
        let day = calendar.day_of(at);
        if seconds >= model::DAY_SECONDS {
            return Some(calendar.start_of(day + 1));
        }
        calendar.start_of(day).checked_add(seconds)
    }

    fn period_end(&self, opening: Instant, period: Duration) -> Option<Instant> {
        let (seconds, _) = period.seconds()?;
        if !period.civil() {
            return opening.checked_add(seconds);
        }
        let calendar = &self.agreement.calendar;
        let in_days = matches!(
            period,
            Duration::Stated {
                unit: model::TimeUnit::Day,
                ..
            }
        );
        if in_days {
            // `every 7 days from day 14` is owed on those days, not in the weeks after them.
            return Some(calendar.end_of_day(opening));
        }
        let before = calendar.start_of(calendar.day_of(opening) - 1);
        calendar.shift(before, period, true).map(|(end, _)| end)
    }

    /// Who owes an article apart; one nobody for all together.
    pub(crate) fn apart(&self, article: ArticleId) -> Vec<Option<ActorId>> {
        let duty = self.article(article).duty();
        match duty.filter(|duty| duty.joint == Some(Joint::Each)) {
            Some(duty) => {
                let members = self.agreement.members(&duty.obligors);
                members.into_iter().map(Some).collect()
            }
            None => vec![None],
        }
    }
}

impl Start {
    fn and(&mut self, truth: Truth) {
        self.holds = self.holds.min(truth);
    }

    /// Waits for the earliest moment of a point.
    fn wait(&mut self, state: &State, time: Time) {
        match time {
            Time::At { window, .. } => {
                let reached = state.reached(window.earliest);
                self.and(reached.into());
                if !reached {
                    self.wake = sooner(self.wake, start(window.earliest));
                }
            }
            Time::NotYet => self.and(Truth::No),
            Time::Open => self.and(Truth::NotKnown),
        }
    }
}

fn starts(clause: &Clause) -> bool {
    matches!(
        clause,
        Clause::When(_)
            | Clause::While(_)
            | Clause::Whenever(_)
            | Clause::NotBefore(_)
            | Clause::Between(..)
            | Clause::On { .. }
            | Clause::Within { .. }
            | Clause::Every { .. }
    )
}

fn moved(time: Time, by: i64) -> Time {
    match time {
        Time::At { window, exact } => Time::At {
            window: Window {
                earliest: window.earliest.saturating_add(by),
                latest: window.latest,
            },
            exact,
        },
        other => other,
    }
}

impl Step<'_> {
    /// Which occurrences an article has by now.
    pub(crate) fn look_at_article(&mut self, id: ArticleId) -> Option<Tick> {
        if !self.rules.owes(id) {
            return None;
        }
        let mut wake = None;
        if self.state.article(id).gone.is_none() && !self.state.article(id).closed {
            wake = match self.rules.rounds[id.index()].clone() {
                Rounds::Once => {
                    self.make_round(id, 0, |_| {});
                    self.state.article_mut(id).closed = true;
                    None
                }
                Rounds::Every(clause) => self.open_rounds(id, clause),
                Rounds::Before(_, other) => self.make_before(id, other),
                Rounds::Whenever(clause) => {
                    self.make_whenever(id, clause);
                    None
                }
                Rounds::Verification(_) | Rounds::Request(_) => None,
            };
        }
        // What is owed keeps its own time; only what waits for a condition hangs on this look.
        let by_time = std::mem::take(&mut self.by_time);
        let standing = &self.state.articles[id.index()];
        let looked = if by_time {
            &standing.asleep
        } else {
            &standing.open
        };
        self.dirty
            .extend(looked.iter().map(|open| Node::Occurrence(*open)));
        wake
    }

    /// Makes the occurrences of one round, a row and an obligor each.
    pub(crate) fn make_round(
        &mut self,
        article: ArticleId,
        round: u32,
        set: impl Fn(&mut Occurrence),
    ) {
        let rows = self.rules.rows(article, crate::rules::RowOf::All);
        for row in rows {
            for obligor in self.rules.apart(article) {
                let key = Key {
                    article,
                    row,
                    round,
                    obligor,
                    generation: 0,
                };
                if self.state.index.contains_key(&key) {
                    continue;
                }
                let mut made = Occurrence::new(key, self.cause);
                set(&mut made);
                self.add(made);
            }
        }
        let standing = self.state.article_mut(article);
        standing.round = standing.round.max(round.saturating_add(1));
    }

    /// Adds an occurrence.
    pub(crate) fn add(&mut self, mut made: Occurrence) -> u32 {
        let id = u32::try_from(self.state.occurrences.len()).unwrap_or(u32::MAX);
        let article = self.state.article_mut(made.key.article);
        made.veils = article.veils;
        article.made.push(id);
        article.open.push(id);
        if made.veils > 0 {
            made.veiled_since = Some(self.state.tick.div_euclid(2));
        }
        self.state.index.insert(made.key, id);
        self.state.occurrences.push(made);
        self.note_made(id);
        self.look(Node::Occurrence(id));
        id
    }

    /// Opens the rounds whose time has come; when the next one opens.
    fn open_rounds(&mut self, id: ArticleId, clause: usize) -> Option<Tick> {
        if !self.rules.in_force(self.state, id) {
            return None;
        }
        loop {
            let round = self.state.article(id).round;
            let rules = self.rules;
            let opening = rules.opening(self.state, id, clause, round, None)?;
            if rules.last_round_over(self.state, id, clause, opening) {
                self.state.article_mut(id).closed = true;
                self.changed(Element::Article(id));
                return None;
            }
            if !self.state.reached(opening) {
                return start(opening);
            }
            self.make_round(id, round, |made| made.opening = Some(opening));
            if round > 0 {
                continue;
            }
            // The first was told of before it opened.
            for made in self.state.article(id).made.clone() {
                let occurrence = self.state.occurrence_mut(made);
                if occurrence.key.round == round && occurrence.opening.is_none() {
                    occurrence.opening = Some(opening);
                    self.state.article_mut(id).opened = Some(opening);
                    self.look(Node::Occurrence(made));
                }
            }
        }
    }

    fn make_before(&mut self, id: ArticleId, other: ArticleId) -> Option<Tick> {
        if !self.rules.in_force(self.state, id) {
            return None;
        }
        if matches!(self.rules.rounds[other.index()], Rounds::Every(_)) {
            // One is owed before the first round, and one after each round that has opened.
            let opened = self.state.article(other).round;
            let last = self.state.article(other).closed;
            let upto = if last {
                opened
            } else {
                opened.saturating_add(1)
            };
            for round in self.state.article(id).round..upto {
                self.make_round(id, round, |_| {});
            }
            return None;
        }
        let rounds = self.state.article(other).round;
        for round in self.state.article(id).round..rounds {
            self.make_round(id, round, |_| {});
        }
        None
    }

    fn make_whenever(&mut self, id: ArticleId, clause: usize) {
        let Some(Clause::Whenever(condition)) = self.rules.article(id).clauses.get(clause) else {
            return;
        };
        let asker = For {
            article: Some(id),
            ..For::default()
        };
        let holds = self.rules.in_force(self.state, id)
            && self.rules.holds(self.state, condition, asker) == Truth::Yes;
        let held = std::mem::replace(&mut self.state.article_mut(id).held, holds);
        if holds && !held {
            let round = self.state.article(id).round;
            self.make_round(id, round, |_| {});
        }
    }

    /// Something was accepted: duties owed for each verification are owed once more.
    pub(crate) fn verified(&mut self, id: u32, accepted: Range) {
        let article = self.state.occurrence(id).key.article;
        let dependents = self.rules.dependents.get(&Element::Article(article));
        let owed: Vec<ArticleId> = dependents
            .into_iter()
            .flatten()
            .filter_map(|node| match node {
                Node::Article(other) => match &self.rules.rounds[other.index()] {
                    Rounds::Verification(of) if of.contains(&article) => Some(*other),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        for other in owed {
            let round = self.state.article(other).round;
            self.make_round(other, round, |made| made.finding = Some((id, accepted)));
        }
    }

    /// What is owed becomes due.
    pub(crate) fn start_owing(&mut self, id: u32, clause: Option<usize>) {
        self.state.occurrence_mut(id).owed = true;
        self.take(id, Status::Due);
        // What was done before it was owed stays done.
        if matches!(
            self.state.occurrence(id).stage,
            Stage::Dormant | Stage::Undetermined
        ) {
            self.set_stage(id, Stage::Due, clause);
        }
    }
}

impl Rules {
    /// Whether a round would open after the last moment of its series.
    pub(crate) fn last_round_over(
        &self,
        state: &State,
        article: ArticleId,
        clause: usize,
        opening: Instant,
    ) -> bool {
        let Some(Clause::Every {
            until: Some(until), ..
        }) = self.article(article).clauses.get(clause)
        else {
            return false;
        };
        let end = self.deadline(state, until, Asker::default());
        end.window().is_some_and(|end| opening >= end.latest)
    }

    /// The last round whose deadline may still make up a shortfall of this one.
    pub(crate) fn carried_for(&self, article: ArticleId) -> Option<Option<Duration>> {
        self.article(article)
            .clauses
            .iter()
            .find_map(|clause| match clause {
                Clause::If {
                    consequence: Consequence::CarriedFor(length),
                    ..
                } => Some(Some(*length)),
                Clause::If {
                    consequence: Consequence::CarriedToNext,
                    ..
                } => Some(None),
                _ => None,
            })
    }
}

/// A clause of an article, or its head.
pub(crate) fn by(article: ArticleId, clause: Option<usize>) -> Subject {
    match clause {
        Some(clause) => Subject::clause(Element::Article(article), clause),
        None => Subject::of(Element::Article(article)),
    }
}
