//! Rows of a story or record as events of the kernel.

use kernel::{Answer, Consequence, Event, Profile, Rules, State};
use model::{Agreement, Instant, Moment, Row, When, Window};

/// A row whose time cannot be told: its days are counted from a day that has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unplaced;

/// A row as an event, as things stand: `now` is the state the days are counted in.
///
/// # Errors
///
/// [`Unplaced`] where its day is counted from a first day that is not known yet.
pub fn event(rules: &Rules, state: &State, row: &Row) -> Result<Event, Unplaced> {
    let at = |moment: &Moment| {
        let window = kernel::moment(rules, state, moment).ok_or(Unplaced)?;
        Ok(within_its_day(window))
    };
    let (window, lasting) = match &row.when {
        When::On(moment) => (at(moment)?, false),
        When::Between(one, other) => (both(at(one)?, at(other)?), false),
        When::From(one, other) => (both(at(one)?, at(other)?), true),
    };
    let told = match &row.recorded {
        Some(moment) => at(moment)?.latest,
        // Nothing said: it was entered at once, but never before what stands in the record.
        None if state.started() => window.latest.max(state.now()),
        None => window.latest,
    };
    Ok(Event {
        at: window,
        lasting,
        about: about(&row.when),
        recorded: told,
        citing: row.citing.clone(),
        deed: row.deed.clone(),
    })
}

/// A deed told of a day happened after the day before had ended and before the next began: 24:00 is
/// the first instant of the next day and the last of this.
fn within_its_day(window: Window) -> Window {
    if window.latest == window.earliest {
        return window;
    }
    Window {
        earliest: window.earliest + 1,
        latest: window.latest - 1,
    }
}

fn both(one: Window, other: Window) -> Window {
    Window {
        earliest: one.earliest.min(other.earliest),
        latest: one.latest.max(other.latest),
    }
}

fn about(when: &When) -> bool {
    let loose = |moment: &Moment| {
        matches!(
            moment,
            Moment::Fixed { about: true, .. } | Moment::Counted { about: true, .. }
        )
    };
    match when {
        When::On(moment) => loose(moment),
        When::Between(one, other) | When::From(one, other) => loose(one) || loose(other),
    }
}

/// A state that is led along a list of rows.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The rules it follows.
    pub rules: Rules,
    /// How things stand.
    pub state: State,
}

/// What a row came to.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) event: Event,
    /// What the passing of time brought before it.
    pub(crate) passed: Vec<Consequence>,
    pub(crate) answer: Answer,
}

impl Timeline {
    /// Before anything has happened.
    #[must_use]
    pub fn new(agreement: &Agreement, profile: &Profile) -> Self {
        let rules = Rules::new(agreement, profile);
        let state = kernel::start(&rules);
        Self { rules, state }
    }

    /// Enters one row.
    pub(crate) fn take(&mut self, row: &Row) -> Result<Taken, Unplaced> {
        let event = event(&self.rules, &self.state, row)?;
        // A refused event changes nothing, not even the time.
        let passed = match kernel::refusal(&self.rules, &self.state, &event) {
            Some(_) => Vec::new(),
            None => kernel::tick(
                &self.rules,
                &mut self.state,
                event.recorded.saturating_sub(1),
            ),
        };
        let answer = kernel::apply(&self.rules, &mut self.state, &event);
        Ok(Taken {
            event,
            passed,
            answer,
        })
    }

    /// Lets time pass.
    pub fn pass(&mut self, until: Instant) -> Vec<Consequence> {
        kernel::tick(&self.rules, &mut self.state, until)
    }
}
