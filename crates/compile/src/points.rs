//! Points and events with their names resolved.

use findings::Span;
use model::{Element, Event, Moment, Point};
use syntax::ast::{self, EventKind, Name, PointKind};
use words::Status;

use crate::compiler::Compiler;
use crate::references::{ACTOR, DUTY, Wanted};

/// How deep `either … or …` and `3 days after 3 days after …` may be nested.
const DEPTH_MAX: usize = 100;

/// What makes an instant.
const MILESTONE: Wanted = Wanted {
    what: "milestone",
    accept: |element| matches!(element, Element::Milestone(_) | Element::Article(_)),
    ..DUTY
};

impl Compiler<'_> {
    /// A point in time.
    pub(crate) fn point(&mut self, point: &ast::Point) -> Point {
        if self.depth >= DEPTH_MAX {
            return Point::Moment(Moment::Unknown);
        }
        self.depth += 1;
        let found = self.point_inside(point);
        self.depth -= 1;
        found
    }

    fn point_inside(&mut self, point: &ast::Point) -> Point {
        let unknown = Point::Moment(Moment::Unknown);
        match &point.kind {
            PointKind::Moment(moment) => Point::Moment(self.moment(moment)),
            PointKind::Event(event) => self.event(event).map_or(unknown, Point::Event),
            PointKind::Start(None) => Point::Start(None),
            PointKind::End(None) => Point::End(None),
            PointKind::Start(Some(name)) => self
                .phase_named(name)
                .map_or(unknown, |id| Point::Start(Some(id))),
            PointKind::End(Some(name)) => self
                .phase_named(name)
                .map_or(unknown, |id| Point::End(Some(id))),
            PointKind::Offset {
                duration,
                after,
                point: base,
            } => self.offset(duration, *after, base, point.span),
            PointKind::Earlier(one, other) => {
                let one = Box::new(self.point(one));
                Point::Earlier(one, Box::new(self.point(other)))
            }
            PointKind::Later(one, other) => {
                let one = Box::new(self.point(one));
                Point::Later(one, Box::new(self.point(other)))
            }
        }
    }

    /// `3 days after P`: a date where P is one and nobody reads it otherwise, because the model
    /// has no calendar; else the length and P.
    fn offset(
        &mut self,
        length: &ast::Duration,
        after: bool,
        base: &ast::Point,
        at: Span,
    ) -> Point {
        let duration = self.duration(length);
        let start = self.date_at(base, 0);
        if let Some((start, _)) = start {
            self.month_that_ends_not(start, duration, after, at);
        }
        let inner = self.point(base);
        if let Some((start, settled)) = start
            && let Some(window) = self.shifted(start, settled, duration, after)
        {
            let about = matches!(inner, Point::Moment(Moment::Fixed { about: true, .. }));
            return Point::Moment(Moment::Fixed { window, about });
        }
        Point::Offset {
            duration,
            after,
            point: Box::new(inner),
        }
    }

    /// Something that happens once; nothing where its name stands for nothing.
    pub(crate) fn event(&mut self, event: &ast::Event) -> Option<Event> {
        if self.depth >= DEPTH_MAX {
            return None;
        }
        self.depth += 1;
        let found = self.event_inside(event);
        self.depth -= 1;
        found
    }

    fn event_inside(&mut self, event: &ast::Event) -> Option<Event> {
        match &event.kind {
            EventKind::EntryIntoForce => Some(Event::EntryIntoForce),
            EventKind::Signature => Some(Event::Signature),
            EventKind::Name(name) => self.named_event(name),
            EventKind::Being(duty, status) => Some(Event::Being(self.reference(duty)?, *status)),
            EventKind::Beginning(name) => Some(Event::Beginning(self.lasting(name)?)),
            EventKind::Ending(name) => Some(Event::Ending(self.lasting(name)?)),
            EventKind::EachVerification => Some(Event::EachVerification),
            EventKind::EachRequest(by) => Some(Event::EachRequest(self.who(by, ACTOR)?)),
            EventKind::Either(one, other) => {
                let (one, other) = (self.event(one), self.event(other));
                match (one, other) {
                    (Some(one), Some(other)) => Some(Event::Either(Box::new(one), Box::new(other))),
                    (one, other) => one.or(other),
                }
            }
        }
    }

    /// What begins and ends: a phase, an article.
    fn lasting(&mut self, name: &Name) -> Option<Element> {
        let wanted = Wanted {
            what: "phase",
            accept: |element| matches!(element, Element::Phase(_) | Element::Article(_)),
            ..DUTY
        };
        self.resolve(name, wanted)
    }

    /// A milestone, or an article being done.
    fn named_event(&mut self, name: &Name) -> Option<Event> {
        let element = self.names.peek(&name.text).map(|symbol| symbol.element);
        if let Some(Element::Phase(_)) = element {
            self.names.find(&name.text);
            let text = &name.text;
            let message = format!("`{text}` is a phase; a moment is wanted here");
            let help = format!("write `{text} beginning` or `{text} ending`");
            self.wrong(name, message, help);
            return None;
        }
        match self.resolve(name, MILESTONE)? {
            Element::Milestone(id) => Some(Event::Milestone(id)),
            _ => {
                let duty = ast::DutyRef {
                    name: name.clone(),
                    row: ast::RowRef::Bare,
                    span: name.span,
                };
                let reference = self.reference(&duty)?;
                Some(Event::Being(reference, Status::Done))
            }
        }
    }
}
