//! Points in time, events and lengths.

use super::English;
use super::dates::Midnight;
use crate::line::atom;
use model::{Duration, Element, Event, PhaseId, Point, Status, TimeUnit, Who};

impl English<'_> {
    /// A length of time: `12 hours`, `about 3 to 5 days`.
    #[must_use]
    pub fn duration(&self, duration: Duration) -> String {
        let Duration::Stated {
            about,
            low,
            high,
            unit,
        } = duration
        else {
            return "an unstated time".to_owned();
        };
        let about = if about { "about " } else { "" };
        let word = unit_word(unit, high);
        if low == high {
            format!("{about}{low} {word}")
        } else {
            format!("{about}{low} to {high} {word}")
        }
    }

    /// How often: `every day`, `every 7 days`.
    pub(crate) fn period(&self, period: Duration) -> String {
        match period {
            Duration::Stated {
                about: false,
                low: 1,
                high: 1,
                unit,
            } => format!("every {}", unit_word(unit, 1)),
            _ => format!("every {}", self.duration(period)),
        }
    }

    /// A point in time, as a noun.
    #[must_use]
    pub fn point(&self, point: &Point) -> String {
        self.point_at(point, Midnight::Begins)
    }

    /// A point in time that ends something: midnight is the end of a day.
    pub(crate) fn last_point(&self, point: &Point) -> String {
        self.point_at(point, Midnight::Ends)
    }

    fn point_at(&self, point: &Point, midnight: Midnight) -> String {
        match point {
            Point::Moment(moment) => self.moment_at(moment, midnight),
            Point::Event(event) => self.event_as_noun(event),
            Point::Start(phase) => format!("the start of {}", self.phase_or_agreement(*phase)),
            Point::End(phase) => format!("the end of {}", self.phase_or_agreement(*phase)),
            Point::Offset {
                duration,
                after,
                point,
            } => {
                let side = if *after { "after" } else { "before" };
                let length = self.duration(*duration);
                match point.as_ref() {
                    Point::Event(event) => format!("{length} {side} {}", self.event(event)),
                    _ => format!("{length} {side} {}", self.point_at(point, midnight)),
                }
            }
            Point::Earlier(a, b) => format!(
                "the earlier of {} and {}",
                self.point_at(a, midnight),
                self.point_at(b, midnight)
            ),
            Point::Later(a, b) => format!(
                "the later of {} and {}",
                self.point_at(a, midnight),
                self.point_at(b, midnight)
            ),
        }
    }

    pub(crate) fn phase_or_agreement(&self, phase: Option<PhaseId>) -> String {
        phase.map_or_else(
            || "this agreement".to_owned(),
            |id| self.name(Element::Phase(id)),
        )
    }

    /// Something that happens once, as it stands after `after`: `Article 2 is verified`.
    #[must_use]
    pub fn event(&self, event: &Event) -> String {
        match event {
            Event::Being(reference, status) => {
                format!("{} {}", self.reference(*reference), is(*status))
            }
            Event::Either(a, b) => format!(
                "either {} or {} (the text does not say which)",
                self.event(a),
                self.event(b)
            ),
            Event::Beginning(element) => format!("the beginning of {}", self.name(*element)),
            Event::Ending(element) => format!("the end of {}", self.name(*element)),
            Event::EntryIntoForce => "entry into force".to_owned(),
            Event::Signature => "signature".to_owned(),
            Event::Milestone(_) => self.event_as_noun(event),
            Event::EachVerification => "each verification of what is counted".to_owned(),
            Event::EachRequest(who) => self.each_request(*who),
        }
    }

    fn each_request(&self, who: Who) -> String {
        format!("each request by {}", self.who(who))
    }

    /// The same as a noun: `the moment when Article 2 is verified`.
    pub(crate) fn event_as_noun(&self, event: &Event) -> String {
        match event {
            Event::Being(..) => format!("the moment when {}", self.event(event)),
            Event::Either(a, b) => format!(
                "either {} or {} (the text does not say which)",
                self.event_as_noun(a),
                self.event_as_noun(b)
            ),
            Event::Milestone(id) => self.milestone_with_date(*id),
            _ => self.event(event),
        }
    }

    /// A milestone by its title, with its date where it has one.
    fn milestone_with_date(&self, id: model::MilestoneId) -> String {
        let Some(milestone) = self.agreement.milestone(id) else {
            return String::new();
        };
        let title = self.name(Element::Milestone(id));
        match &milestone.at {
            Some(Point::Moment(moment)) => {
                // Brackets inside brackets help nobody: the day number stands in the table.
                let day = crate::line::plain(&self.moment(moment));
                let day = day.replace(" (", ", ").replace(')', "");
                format!("{title} ({})", atom(&day))
            }
            _ => title,
        }
    }
}

/// `is done`
pub(crate) fn is(status: Status) -> String {
    format!("is {}", status.word())
}

fn unit_word(unit: TimeUnit, number: i64) -> &'static str {
    match (unit, number == 1) {
        (TimeUnit::Minute, true) => "minute",
        (TimeUnit::Minute, false) => "minutes",
        (TimeUnit::Hour, true) => "hour",
        (TimeUnit::Hour, false) => "hours",
        (TimeUnit::Day, true) => "day",
        (TimeUnit::Day, false) => "days",
        (TimeUnit::Week, true) => "week",
        (TimeUnit::Week, false) => "weeks",
        (TimeUnit::Month, true) => "month",
        (TimeUnit::Month, false) => "months",
        (TimeUnit::Year, true) => "year",
        (TimeUnit::Year, false) => "years",
    }
}
