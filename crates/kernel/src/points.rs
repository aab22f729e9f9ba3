//! Points in time: what the text names, worked out from what has happened.

use model::{DayStart, Duration, Element, Event, Instant, Moment, Point, Status, Window};

use crate::observed::PhaseStage;
use crate::rules::{RowOf, Rules, row_of};
use crate::state::State;

/// A point as far as it can be worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// It lies in this window; `exact`: nothing says `about`.
    At { window: Window, exact: bool },
    /// It hangs on what has not happened.
    NotYet,
    /// The text does not fix it.
    Open,
}

impl Time {
    pub(crate) fn window(self) -> Option<Window> {
        match self {
            Self::At { window, .. } => Some(window),
            Self::NotYet | Self::Open => None,
        }
    }

    /// As a start: the earliest moment.
    pub(crate) fn earliest(self) -> Option<Instant> {
        self.window().map(|window| window.earliest)
    }

    fn exactly(window: Window) -> Self {
        Self::At {
            window,
            exact: true,
        }
    }
}

/// Who asks for a point: an occurrence of an article, for its row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asker {
    pub(crate) row: Option<u32>,
}

impl Rules {
    /// When a point is.
    pub(crate) fn point(&self, state: &State, point: &Point, asker: Asker) -> Time {
        match point {
            Point::Moment(moment) => self.moment(state, moment, asker.row),
            Point::Event(event) => self.event(state, event, asker),
            Point::Start(None) => self.event(state, &Event::EntryIntoForce, asker),
            Point::Start(Some(phase)) => {
                known(state.phases.get(phase.index()).and_then(|p| p.began))
            }
            Point::End(None) => known(state.ended),
            Point::End(Some(phase)) => self.end_of(state, *phase),
            Point::Offset {
                duration,
                after,
                point,
            } => self.shifted(self.point(state, point, asker), *duration, *after),
            Point::Earlier(one, other) => self.either(state, one, other, asker, Instant::min),
            Point::Later(one, other) => self.either(state, one, other, asker, Instant::max),
        }
    }

    fn either(
        &self,
        state: &State,
        one: &Point,
        other: &Point,
        asker: Asker,
        pick: fn(Instant, Instant) -> Instant,
    ) -> Time {
        let (one, other) = (
            self.point(state, one, asker),
            self.point(state, other, asker),
        );
        match (one, other) {
            (
                Time::At {
                    window: a,
                    exact: x,
                },
                Time::At {
                    window: b,
                    exact: y,
                },
            ) => Time::At {
                window: Window {
                    earliest: pick(a.earliest, b.earliest),
                    latest: pick(a.latest, b.latest),
                },
                exact: x && y,
            },
            (Time::Open, _) | (_, Time::Open) => Time::Open,
            _ => Time::NotYet,
        }
    }

    /// A point as a deadline: a moment is met until its end.
    pub(crate) fn deadline(&self, state: &State, point: &Point, asker: Asker) -> Time {
        let time = self.point(state, point, asker);
        if let Point::Event(Event::Milestone(id)) = point
            && let Some(at) = self.agreement.milestone(*id).and_then(|m| m.at.as_ref())
        {
            return self.deadline(state, at, asker);
        }
        match (point, time) {
            (
                Point::Moment(_) | Point::Earlier(..) | Point::Later(..),
                Time::At { window, exact },
            ) => Time::At {
                window: crate::truth::instant(window.latest),
                exact,
            },
            _ => time,
        }
    }

    /// When a moment is: `row` is that of whoever asks.
    pub(crate) fn moment(&self, state: &State, moment: &Moment, row: Option<u32>) -> Time {
        match moment {
            Moment::Fixed { window, about } => Time::At {
                window: self.agreement.on_one_clock(*window),
                exact: !about,
            },
            Moment::Counted {
                days,
                from,
                to,
                about,
            } => {
                let Some(first) = self.first_day(state) else {
                    return self.day_count_time();
                };
                let calendar = &self.agreement.calendar;
                let day = calendar.day_of(first).saturating_add(*days);
                let start = calendar.start_of(day);
                let end = |seconds: i64| {
                    let (whole, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
                    calendar
                        .start_of(day.saturating_add(whole))
                        .saturating_add(rest)
                };
                Time::At {
                    window: Window {
                        earliest: if *from == 0 { start } else { end(*from) },
                        latest: end(*to),
                    },
                    exact: !about,
                }
            }
            Moment::Rows { moments, .. } => {
                let own = row.and_then(|row| moments.get(row as usize));
                match own {
                    Some(Some(moment)) => self.moment(state, moment, None),
                    _ => Time::Open,
                }
            }
            Moment::Unknown => Time::Open,
        }
    }

    /// Whether the first day may yet come to be known.
    fn day_count_time(&self) -> Time {
        match self.agreement.day_count.as_ref().map(|count| &count.start) {
            Some(DayStart::DayOf(_)) => Time::NotYet,
            _ => Time::Open,
        }
    }

    /// The start of the first day of the day count.
    pub(crate) fn first_day(&self, state: &State) -> Option<Instant> {
        let calendar = &self.agreement.calendar;
        match &self.agreement.day_count.as_ref()?.start {
            DayStart::On(window) => Some(self.agreement.on_one_clock(*window).earliest),
            DayStart::DayOf(event) => {
                let window = self.event(state, event, Asker::default()).window()?;
                let day = calendar.day_of(window.earliest);
                let last = window.latest.max(window.earliest.saturating_add(1)) - 1;
                (calendar.day_of(last.max(window.earliest)) == day).then(|| calendar.start_of(day))
            }
            DayStart::NotSettled | DayStart::Unknown => None,
        }
    }

    /// When something happened.
    pub(crate) fn event(&self, state: &State, event: &Event, asker: Asker) -> Time {
        match event {
            Event::EntryIntoForce => match (&self.agreement.entry, state.entered) {
                (None, Some(_)) if !state.entry_told => Time::Open,
                (_, Some(entered)) => Time::exactly(entered),
                (Some(model::Entry::At(point)), None) => self.point(state, point, asker),
                (Some(model::Entry::When(_)), None) => Time::NotYet,
                (None, None) => Time::Open,
            },
            Event::Signature => {
                let made = self.agreement.made.iter().filter_map(|made| made.on);
                let first = made.min();
                first.map_or(Time::Open, |window| {
                    Time::exactly(self.agreement.on_one_clock(window))
                })
            }
            Event::Milestone(id) => known(state.milestones.get(id.index()).and_then(|m| m.reached)),
            Event::Being(reference, status) => match reference.element {
                Element::Article(article) => {
                    let row = row_of(reference.row, asker.row);
                    self.being(state, article, row, *status)
                }
                Element::Phase(phase) => self.phase_being(state, phase, *status),
                Element::Milestone(id) => self.milestone(state, id, asker),
                _ => Time::NotYet,
            },
            Event::Beginning(Element::Phase(phase)) => {
                known(state.phases.get(phase.index()).and_then(|p| p.began))
            }
            Event::Ending(Element::Phase(phase)) => {
                known(state.phases.get(phase.index()).and_then(|p| p.over))
            }
            Event::Beginning(Element::Agreement) => known(state.entered),
            Event::Ending(Element::Agreement) => known(state.ended),
            Event::Beginning(Element::Article(article)) => {
                self.being(state, *article, RowOf::All, Status::Due)
            }
            Event::Ending(Element::Article(article)) => {
                self.being(state, *article, RowOf::All, Status::Fulfilled)
            }
            Event::Beginning(Element::Milestone(id)) => {
                known(state.milestones.get(id.index()).and_then(|m| m.reached))
            }
            Event::Beginning(_) | Event::Ending(_) => Time::NotYet,
            Event::EachVerification | Event::EachRequest(_) => Time::NotYet,
            Event::Either(one, other) => {
                match (
                    self.event(state, one, asker),
                    self.event(state, other, asker),
                ) {
                    (one @ Time::At { .. }, other) if one == other => one,
                    (Time::At { .. }, Time::At { .. }) | (Time::Open, _) | (_, Time::Open) => {
                        Time::Open
                    }
                    _ => Time::NotYet,
                }
            }
        }
    }

    /// When a milestone was reached; one that is a date is known before it comes.
    fn milestone(&self, state: &State, id: model::MilestoneId, asker: Asker) -> Time {
        let reached = state.milestones.get(id.index()).and_then(|m| m.reached);
        let at = self.agreement.milestone(id).and_then(|m| m.at.as_ref());
        match (reached, at) {
            (Some(reached), _) => Time::exactly(reached),
            (None, Some(at)) => self.point(state, at, asker),
            (None, None) => Time::NotYet,
        }
    }

    /// When occurrences took a status: the last of them.
    fn being(&self, state: &State, article: model::ArticleId, row: RowOf, status: Status) -> Time {
        if let RowOf::Nothing = row {
            return known(state.entered);
        }
        if !self.owes(article) {
            return self.rule_being(state, article, status);
        }
        let made = &state.article(article).made;
        let mut latest: Option<Window> = None;
        let last_word = matches!(status, Status::Breached | Status::Late | Status::Overdue);
        for id in made {
            let occurrence = state.occurrence(*id);
            if matches!(row, RowOf::Row(row) if occurrence.key.row != Some(row)) {
                continue;
            }
            match occurrence.took(status) {
                Some(taken) => {
                    latest = Some(latest.map_or(taken, |latest| latest.max(taken)));
                }
                None if last_word => {}
                None => return Time::NotYet,
            }
        }
        known(latest)
    }

    /// When a rule that stands was broken.
    fn rule_being(&self, state: &State, article: model::ArticleId, status: Status) -> Time {
        if status != Status::Breached {
            return Time::NotYet;
        }
        let broken = state
            .rules
            .range((article, None)..)
            .take_while(|((of, _), _)| *of == article)
            .filter_map(|(_, standing)| standing.first);
        known(broken.min())
    }

    fn phase_being(&self, state: &State, phase: model::PhaseId, status: Status) -> Time {
        let Some(standing) = state.phases.get(phase.index()) else {
            return Time::NotYet;
        };
        match status {
            Status::Running => known(standing.began),
            Status::Completed if standing.stage != PhaseStage::Completed => Time::NotYet,
            _ => known(standing.over),
        }
    }

    /// The end of a phase: when it was over, else when its length will be over as things stand.
    pub(crate) fn end_of(&self, state: &State, phase: model::PhaseId) -> Time {
        let over = state.phases.get(phase.index()).and_then(|p| p.over);
        over.map_or_else(|| self.planned_end(state, phase), Time::exactly)
    }

    /// When the length of a phase is over, extensions counted.
    pub(crate) fn planned_end(&self, state: &State, id: model::PhaseId) -> Time {
        let (Some(phase), Some(standing)) =
            (self.agreement.phase(id), state.phases.get(id.index()))
        else {
            return Time::Open;
        };
        if let Some(until) = standing.until {
            return Time::exactly(until);
        }
        let end = match (&phase.until, phase.lasts) {
            (Some(until), _) => match self.deadline(state, until, Asker::default()) {
                Time::At { window, exact } => Time::At { window, exact },
                other => other,
            },
            (None, Some(length)) => {
                let Some(began) = standing.began else {
                    return Time::NotYet;
                };
                self.phase_length(began, length)
            }
            (None, None) => Time::NotYet,
        };
        match end {
            Time::At { window, exact } => Time::At {
                window: Window {
                    earliest: window.earliest.saturating_add(standing.extended_by),
                    latest: window.latest.saturating_add(standing.extended_by),
                },
                exact,
            },
            other => other,
        }
    }

    /// The end of a phase that lasts so long: the day of its beginning is its first.
    fn phase_length(&self, began: Window, length: Duration) -> Time {
        let calendar = &self.agreement.calendar;
        let base = if length.civil() {
            // A day early, so that the first day counts.
            let back = |at: Instant| {
                let day = calendar.day_of(at);
                calendar.start_of(day.saturating_sub(1))
            };
            Window {
                earliest: back(began.earliest),
                latest: back(began.latest),
            }
        } else {
            began
        };
        self.shifted(Time::exactly(base), length, true)
    }

    /// A point moved by a length.
    pub(crate) fn shifted(&self, time: Time, by: Duration, after: bool) -> Time {
        let Time::At { window, exact } = time else {
            return time;
        };
        let calendar = &self.agreement.calendar;
        // A day's window ends with the first instant of the next: that is still this day.
        let last = window.latest.max(window.earliest.saturating_add(1)) - 1;
        let (base, last) = if window.latest > window.earliest && by.civil() {
            (window.earliest, last)
        } else {
            (window.earliest, window.latest)
        };
        let ends = (
            calendar.shift(base, by, after),
            calendar.shift(last, by, after),
        );
        let (Some((a, b)), Some((c, d))) = ends else {
            return Time::Open;
        };
        let about = matches!(by, Duration::Stated { about: true, .. });
        Time::At {
            window: Window {
                earliest: a.min(b).min(c).min(d),
                latest: a.max(b).max(c).max(d),
            },
            exact: exact && !about,
        }
    }

    /// Whether an article is a duty whose performances are counted one by one.
    pub(crate) fn owes(&self, article: model::ArticleId) -> bool {
        self.article(article)
            .duty()
            .is_some_and(|duty| !duty.standing)
    }
}

const DAY: i64 = model::DAY_SECONDS;

fn known(window: Option<Window>) -> Time {
    window.map_or(Time::NotYet, Time::exactly)
}
