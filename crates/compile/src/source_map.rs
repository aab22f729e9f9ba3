//! Where everything in the model stands in the text.

use std::collections::BTreeMap;

use findings::Span;
use model::{Element, Subject};

/// Where everything in the model stands in the text.
///
/// The clauses of an element, counted from 0 in the order written, are: the clauses of an article
/// or reading, the terms of a power, the rungs of a ladder, the parts of an actor, place, list,
/// unit, term, text, milestone or phase, the rows of a schedule, the changes of an amendment, the
/// weights of a balance. Those of the agreement itself are the lines of `ending:`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceMap {
    places: BTreeMap<Element, Places>,
}

/// Where one element stands.
#[derive(Clone, Debug, Default, PartialEq)]
struct Places {
    name: Span,
    whole: Span,
    clauses: Vec<Span>,
}

impl SourceMap {
    /// Where a head (its name) or a clause stands; the name where a clause is not known.
    #[must_use]
    pub fn span(&self, subject: Subject) -> Span {
        let Some(places) = self.places.get(&subject.element) else {
            return Span::default();
        };
        subject
            .clause
            .and_then(|clause| places.clauses.get(clause as usize).copied())
            .unwrap_or(places.name)
    }

    /// The whole sentence that declares something.
    #[must_use]
    pub fn whole(&self, element: Element) -> Span {
        self.places
            .get(&element)
            .map_or_else(Span::default, |places| places.whole)
    }

    /// Everything that stands somewhere: each element, then its clauses.
    pub fn subjects(&self) -> impl Iterator<Item = (Subject, Span)> {
        self.places.iter().flat_map(|(element, places)| {
            let clauses = places
                .clauses
                .iter()
                .enumerate()
                .map(|(index, span)| (Subject::clause(*element, index), *span));
            std::iter::once((Subject::of(*element), places.name)).chain(clauses)
        })
    }

    /// Notes where something stands.
    pub(crate) fn add(&mut self, element: Element, name: Span, whole: Span) {
        let places = self.places.entry(element).or_default();
        places.name = name;
        places.whole = whole;
    }

    /// Notes where the next clause of something stands.
    pub(crate) fn clause(&mut self, element: Element, at: Span) {
        self.places.entry(element).or_default().clauses.push(at);
    }
}
