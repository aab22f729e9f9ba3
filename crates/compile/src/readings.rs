//! Readings and amendments: what an article may mean instead, and what takes its place.

use findings::Span;
use model::{Amendment, AmendmentId, Change, Element, Reading, ReadingId, ReadingOf, ReadingSays};
use syntax::ast::{self, Held};

use crate::compiler::{Compiler, naming_of};
use crate::names::id_of;
use crate::references::{ACTOR, DUTY, PHASE, Wanted};

/// What may be read two ways.
const READ: Wanted = Wanted {
    what: "article, term or list",
    accept: |element| {
        matches!(
            element,
            Element::Article(_)
                | Element::Term(_)
                | Element::Roll(_)
                | Element::Unit(_)
                | Element::Milestone(_)
                | Element::Phase(_)
                | Element::Place(_)
                | Element::Actor(_)
        )
    },
    ..DUTY
};

impl<'a> Compiler<'a> {
    /// What somebody takes something to mean.
    pub(crate) fn reading(&mut self, reading: &'a ast::Reading, whole: Span) {
        let element = Element::Reading(ReadingId(id_of(self.model.readings.len())));
        self.stands(element, &reading.name, whole);
        let mut naming = naming_of(&reading.name, reading.labels.as_ref());
        naming.cites = self.cites(&reading.cites);
        let of = match &reading.of {
            ast::ReadingOf::Named(duties) => ReadingOf::Named(
                (duties.items.iter())
                    .filter_map(|duty| self.reference_to(duty, READ))
                    .collect(),
            ),
            ast::ReadingOf::Day(number) => ReadingOf::Day(self.day_read(number)),
            ast::ReadingOf::Texts(_) => ReadingOf::Texts,
        };
        let (by, within) = match &reading.held {
            None => (Vec::new(), Vec::new()),
            Some(Held::By(names)) => (self.actors_named(names), Vec::new()),
            Some(Held::In(names)) => (Vec::new(), self.texts_named(names)),
        };
        let says = self.reading_says(&reading.says, element);
        let found = Reading {
            naming,
            of,
            by,
            within,
            rows: self.rows(),
            says,
        };
        self.model.readings.push(found);
    }

    /// Which day of the count is read two ways.
    fn day_read(&mut self, number: &ast::Number) -> i64 {
        let day = self.whole(number, "the number of a day");
        if let Some(first) = self.clock.count.map(|count| count.first)
            && day < first
        {
            self.before_first(number.span, "day", day, first);
        }
        day
    }

    fn reading_says(&mut self, says: &'a ast::ReadingSays, element: Element) -> ReadingSays {
        match says {
            ast::ReadingSays::Clauses(clauses) => {
                ReadingSays::Clauses(self.reading_clauses(clauses, element))
            }
            ast::ReadingSays::Act(act, clauses) => {
                let duty = Box::new(self.act_clause(act, false));
                ReadingSays::Act(duty, self.reading_clauses(clauses, element))
            }
            ast::ReadingSays::Power(subject, act, parts) => {
                for part in parts {
                    self.sources.clause(element, part.span);
                }
                ReadingSays::Power(self.power(subject, act, parts))
            }
            ast::ReadingSays::Quantity(quantity) => ReadingSays::Quantity(self.quantity(quantity)),
            ast::ReadingSays::Moment(moment) => ReadingSays::Moment(self.moment(moment)),
            ast::ReadingSays::Means(quoted) => ReadingSays::Means(quoted.text.clone()),
            ast::ReadingSays::Covers(nouns) => ReadingSays::Covers(self.nouns(nouns)),
            ast::ReadingSays::DoesNotCover(nouns) => ReadingSays::DoesNotCover(self.nouns(nouns)),
            ast::ReadingSays::Is(counted) => ReadingSays::Is(*counted),
            ast::ReadingSays::Prevails(text, over) => match self.text_named(text) {
                Some(text) => ReadingSays::Prevails(text, self.texts_named(over)),
                None => ReadingSays::Clauses(Vec::new()),
            },
        }
    }

    fn reading_clauses(&mut self, clauses: &[ast::Clause], element: Element) -> Vec<model::Clause> {
        let mut found = Vec::with_capacity(clauses.len());
        for clause in clauses {
            self.sources.clause(element, clause.span);
            found.push(self.clause(clause));
        }
        found
    }

    /// A changed text.
    pub(crate) fn amendment(&mut self, amendment: &'a ast::Amendment, whole: Span) {
        let element = Element::Amendment(AmendmentId(id_of(self.model.amendments.len())));
        self.stands(element, &amendment.name, whole);
        let mut naming = naming_of(&amendment.name, Some(&amendment.labels));
        naming.cites = self.cites(&amendment.cites);
        let on = self.whole_day(&amendment.on);
        let by = amendment.by.as_ref();
        let by = by.map_or_else(Vec::new, |by| self.whos(&by.items));
        let mut changes = Vec::with_capacity(amendment.changes.len());
        for (change, at) in &amendment.changes {
            self.sources.clause(element, *at);
            changes.push(self.change(change));
        }
        self.model.amendments.push(Amendment {
            naming,
            how: amendment.how,
            on,
            by,
            changes,
        });
    }

    /// What an amendment changes; nothing is known of a change to what does not exist.
    fn change(&mut self, change: &ast::Change) -> Change {
        match change {
            ast::Change::NowDue(duties, clause) => {
                let duties = self.references(duties);
                Change::NowDue(duties, self.clause(clause))
            }
            ast::Change::ReplacedBy(duties, names) => {
                let duties = self.references(duties);
                Change::ReplacedBy(duties, self.parts_named(names))
            }
            ast::Change::Added(names) => Change::Added(self.parts_named(names)),
            ast::Change::Withdrawn(names) => Change::Withdrawn(self.parts_named(names)),
            ast::Change::ExtendedUntil(name, point) => {
                let phase = self.resolve(name, LASTING);
                let point = self.point(point);
                phase.map_or(Change::NotKnown, |phase| {
                    Change::ExtendedUntil(phase, point)
                })
            }
            ast::Change::ExtendedBy(name, duration) => {
                let phase = self.resolve(name, LASTING);
                let duration = self.duration(duration);
                phase.map_or(Change::NotKnown, |phase| {
                    Change::ExtendedBy(phase, duration)
                })
            }
            ast::Change::Joins(name, role) => self
                .actor_named(name, ACTOR)
                .map_or(Change::NotKnown, |actor| Change::Joins(actor, *role)),
            ast::Change::Leaves(name) => self
                .actor_named(name, ACTOR)
                .map_or(Change::NotKnown, Change::Leaves),
            ast::Change::EarlierBreaches(kept) => Change::EarlierBreaches(*kept),
            ast::Change::NotKnown => Change::NotKnown,
        }
    }
}

/// What lasts, and so may last longer: a phase, an article, a mandate, a milestone's date.
const LASTING: Wanted = Wanted {
    accept: |element| {
        matches!(
            element,
            Element::Phase(_) | Element::Article(_) | Element::Actor(_) | Element::Milestone(_)
        )
    },
    ..PHASE
};
