//! What an article refers to, and to what end: the arrows of the agreement.

use model::{
    Article, ArticleKind, Clause, Condition, Event, FactKind, FromEnd, Point, Reference, Relation,
    Status, Thing,
};

/// To what end one article names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// It cannot fall due before the other has the status named.
    Waits,
    /// Its last day, or its end, is told from the other.
    Dated,
    /// It is given in exchange for the other.
    Exchange,
    /// Its order or pace is tied to the other.
    Order,
    /// Its quantity depends on the other.
    Quantity,
    /// An exception or a power hangs on the other.
    Exception,
}

/// One arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What is named.
    pub to: Reference,
    /// Which status of it, where one is named.
    pub status: Option<Status>,
    /// To what end.
    pub use_: Use,
    /// By which clause of the article; nothing: by its sentence.
    pub clause: Option<usize>,
}

/// Every arrow out of an article, by its sentence first, then clause by clause.
#[must_use]
pub fn arrows(article: &Article) -> Vec<Arrow> {
    let mut found = Vec::new();
    let mut sink = Sink {
        clause: None,
        found: &mut found,
    };
    sentence(article, &mut sink);
    for (index, clause) in article.clauses.iter().enumerate() {
        sink.clause = Some(index);
        clause_arrows(clause, &mut sink);
    }
    found
}

struct Sink<'a> {
    clause: Option<usize>,
    found: &'a mut Vec<Arrow>,
}

impl Sink<'_> {
    fn add(&mut self, to: Reference, status: Option<Status>, use_: Use) {
        self.found.push(Arrow {
            to,
            status,
            use_,
            clause: self.clause,
        });
    }

    fn all(&mut self, refs: &[Reference], use_: Use) {
        for reference in refs {
            self.add(*reference, None, use_);
        }
    }

    fn condition(&mut self, condition: &Condition, use_: Use) {
        for (reference, status) in condition_refs(condition) {
            self.add(reference, Some(status), use_);
        }
    }

    fn point(&mut self, point: &Point, use_: Use) {
        for (reference, status) in point_refs(point) {
            self.add(reference, Some(status), use_);
        }
    }

    fn event(&mut self, event: &Event, use_: Use) {
        for (reference, status) in event_refs(event) {
            self.add(reference, Some(status), use_);
        }
    }
}

fn sentence(article: &Article, sink: &mut Sink<'_>) {
    match &article.kind {
        ArticleKind::Duty(duty) => {
            if let Some(Thing::Noun(model::Noun::Element(element), _)) = &duty.object.thing {
                sink.add(
                    Reference {
                        element: *element,
                        row: model::RowRef::None,
                    },
                    None,
                    Use::Quantity,
                );
            }
            relations(&duty.object.relations, sink);
        }
        ArticleKind::Level(level) => relations(&level.relations, sink),
        ArticleKind::Linkage(linkage) => {
            sink.all(&linkage.tracks, Use::Exception);
            sink.condition(&linkage.condition, Use::Exception);
        }
        ArticleKind::Exception(exception) => sink.all(&exception.from, Use::Exception),
        _ => {}
    }
}

fn relations(relations: &[Relation], sink: &mut Sink<'_>) {
    for relation in relations {
        if let Relation::ForEach {
            under: Some((_, duties)),
            ..
        } = relation
        {
            sink.all(duties, Use::Quantity);
        }
    }
}

fn clause_arrows(clause: &Clause, sink: &mut Sink<'_>) {
    match clause {
        Clause::OnDayOf { event, .. } | Clause::Within { after: event, .. } => {
            sink.event(event, Use::Waits);
        }
        Clause::AtOnce { after } | Clause::AsSoonAsPossible { after } => {
            if let Some(event) = after {
                sink.event(event, Use::Waits);
            }
        }
        Clause::By(point) | Clause::Until(point) => sink.point(point, Use::Dated),
        Clause::NotBefore(point) => sink.point(point, Use::Waits),
        Clause::Between(from, until) => {
            sink.point(from, Use::Waits);
            sink.point(until, Use::Dated);
        }
        Clause::BeforeEach { of, .. } => sink.add(*of, None, Use::Dated),
        Clause::When(condition) | Clause::Whenever(condition) | Clause::While(condition) => {
            sink.condition(condition, Use::Waits);
        }
        Clause::From { start, end } => {
            sink.point(start, Use::Waits);
            if let FromEnd::Until(point) = end {
                sink.point(point, Use::Dated);
            }
        }
        Clause::Every { from, until, .. } => {
            sink.point(from, Use::Waits);
            if let Some(point) = until {
                sink.point(point, Use::Dated);
            }
        }
        Clause::During(refs) => sink.all(refs, Use::Waits),
        Clause::AtSameTime(refs) | Clause::InParallel(refs) => sink.all(refs, Use::Order),
        Clause::Matched { with, .. } => sink.all(with, Use::Order),
        Clause::InExchange { for_, .. } => sink.all(for_, Use::Exchange),
        Clause::Unless(condition) | Clause::TakingEffect(condition) => {
            sink.condition(condition, Use::Exception);
        }
        _ => {}
    }
}

/// What a condition refers to, with the status it asks.
#[must_use]
pub fn condition_refs(condition: &Condition) -> Vec<(Reference, Status)> {
    let mut refs = Vec::new();
    for fact in &condition.facts {
        if let FactKind::Status { of, status, .. } = &fact.kind {
            refs.extend(of.iter().map(|reference| (*reference, *status)));
        }
    }
    refs
}

/// What a point in time refers to, with the status it waits for.
#[must_use]
pub fn point_refs(point: &Point) -> Vec<(Reference, Status)> {
    match point {
        Point::Event(event) => event_refs(event),
        Point::Offset { point, .. } => point_refs(point),
        Point::Start(Some(phase)) => vec![(phase_ref(*phase), Status::Running)],
        Point::End(Some(phase)) => vec![(phase_ref(*phase), Status::Ended)],
        Point::Earlier(a, b) | Point::Later(a, b) => {
            let mut refs = point_refs(a);
            refs.extend(point_refs(b));
            refs
        }
        Point::Moment(_) | Point::Start(None) | Point::End(None) => Vec::new(),
    }
}

/// What an event refers to, with the status it is.
#[must_use]
pub fn event_refs(event: &Event) -> Vec<(Reference, Status)> {
    let plain = |element| Reference {
        element,
        row: model::RowRef::None,
    };
    match event {
        Event::Milestone(id) => vec![(plain(model::Element::Milestone(*id)), Status::Reached)],
        Event::Being(reference, status) => vec![(*reference, *status)],
        Event::Beginning(element) => vec![(plain(*element), Status::Running)],
        Event::Ending(element) => vec![(plain(*element), Status::Ended)],
        Event::Either(a, b) => {
            let mut refs = event_refs(a);
            refs.extend(event_refs(b));
            refs
        }
        Event::EntryIntoForce
        | Event::Signature
        | Event::EachVerification
        | Event::EachRequest(_) => Vec::new(),
    }
}

fn phase_ref(phase: model::PhaseId) -> Reference {
    Reference {
        element: model::Element::Phase(phase),
        row: model::RowRef::None,
    }
}
