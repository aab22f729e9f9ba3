//! What an event does to the state of an agreement.
//!
//! One pure kernel decides; everything that lives (stories, replay, the plan of what is due,
//! simulation, the server) runs on it. It knows no clock, file, network, chance or text. The rules
//! it follows are written down in `docs/book/semantics.md`.

mod answers;
mod balance;
mod claims;
mod conditions;
mod consent;
mod counts;
mod deeds;
mod event;
mod follows;
mod ladders;
mod moves;
mod observe;
mod observed;
mod occurrences;
mod phases;
mod points;
mod powers;
mod quantities;
mod readings;
mod refusals;
mod renew;
mod rules;
mod stages;
mod standing;
mod state;
mod step;
mod truth;
mod which;

pub use balance::given;
pub use event::*;
pub use moves::{Move, moves};
pub use observed::*;
pub use readings::under;
pub use renew::{NewText, Renewed, TextHash, renew};
pub use rules::Rules;
pub use state::State;
pub use truth::Truth;

use model::{Deed, Instant, Moment, Reference, Status, Window};
use state::{Node, tick_at};
use step::Step;

/// The state before anything has happened.
#[must_use]
pub fn start(rules: &Rules) -> State {
    let mut state = State::before(rules);
    Step::new(rules, &mut state).begin();
    state
}

/// Why an event would be refused; nothing: it would not.
#[must_use]
pub fn refusal(rules: &Rules, state: &State, event: &Event) -> Option<Refusal> {
    if matches!(event.deed, Deed::Uses { .. }) && state.now() < event.recorded {
        // Whether a power may be used by then hangs on what time brings until then.
        let mut then = state.clone();
        let mut step = Step::new(rules, &mut then);
        step.begin();
        step.advance(tick_at(event.recorded));
        return refusals::refusal(rules, &then, event);
    }
    refusals::refusal(rules, state, event)
}

/// Applies one event. A refused event leaves the state as it was.
pub fn apply(rules: &Rules, state: &mut State, event: &Event) -> Answer {
    if let Some(refusal) = refusal(rules, state, event) {
        return Answer::Refused(refusal);
    }
    let narrowed;
    let event = if event.at.latest > event.recorded {
        let latest = event.recorded;
        narrowed = Event {
            at: Window { latest, ..event.at },
            ..event.clone()
        };
        &narrowed
    } else {
        event
    };
    let mut step = Step::new(rules, state);
    step.begin();
    step.advance(tick_at(event.recorded));
    step.first_event();
    step.cause = event.at;
    step.event = Some(step.state.events);
    let contest = step.enter_deed(event);
    step.settle();
    step.ring_now();
    let followed = step.followed;
    state.events = state.events.saturating_add(1);
    match contest {
        Some(contest) => {
            state.contested = state.contested.saturating_add(1);
            Answer::Contested(contest, followed)
        }
        None => Answer::Step(followed),
    }
}

/// Lets time pass to an instant; what followed.
pub fn tick(rules: &Rules, state: &mut State, now: Instant) -> Vec<Consequence> {
    if state.looked && now < state.now() {
        return Vec::new();
    }
    let mut step = Step::new(rules, state);
    step.begin();
    step.advance(tick_at(now));
    step.ring_now();
    step.followed
}

/// The next instant at which something will happen by itself.
#[must_use]
pub fn wakeup(state: &State) -> Option<Instant> {
    let (tick, _) = state.timers.first()?;
    // What happens just after an instant has happened by the next.
    Some(tick.saturating_add(1).div_euclid(2))
}

/// Whether something named has a status.
#[must_use]
pub fn status(rules: &Rules, state: &State, of: &Reference, status: Status) -> Truth {
    rules.status(state, of, status, conditions::For::default())
}

/// When a moment of a record is, as far as the state can tell.
#[must_use]
pub fn moment(rules: &Rules, state: &State, moment: &Moment) -> Option<Window> {
    rules.moment(state, moment, None).window()
}

impl Step<'_> {
    /// Before anything happens everything is looked at once, as it stands at the dawn of time.
    fn begin(&mut self) {
        if std::mem::replace(&mut self.state.looked, true) {
            return;
        }
        self.look_at_declared();
        self.settle();
    }

    /// Everything that is declared is to be looked at.
    pub(crate) fn look_at_declared(&mut self) {
        self.look(Node::Agreement);
        for index in 0..self.state.phases.len() {
            let id = u32::try_from(index).unwrap_or(u32::MAX);
            self.look(Node::Phase(model::PhaseId(id)));
        }
        for index in 0..self.state.milestones.len() {
            let id = u32::try_from(index).unwrap_or(u32::MAX);
            self.look(Node::Milestone(model::MilestoneId(id)));
        }
        for (id, _) in self.rules.agreement.articles() {
            self.look(Node::Article(id));
        }
    }

    /// The first event is what a text silent on its entry into force is in force from.
    fn first_event(&mut self) {
        if !std::mem::replace(&mut self.state.begun, true) {
            self.look(Node::Agreement);
        }
    }
}
