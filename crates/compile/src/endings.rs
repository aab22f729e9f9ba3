//! Balances, assurances, and how it all ends.

use findings::{Finding, Place, Span};
use model::{
    Assurance, AssuranceId, Balance, BalanceId, Element, EndWhen, Ending, Hypothesis, Point,
    Property,
};
use syntax::ast::{self, EndLineKind};

use crate::clauses::words_of;
use crate::compiler::{Compiler, naming_of};
use crate::names::id_of;
use crate::references::{DUTY, PART, Wanted};

/// What may carry a weight.
const WEIGHED: Wanted = Wanted {
    what: "article, unit or list",
    accept: |element| {
        matches!(
            element,
            Element::Article(_) | Element::Unit(_) | Element::Roll(_) | Element::Term(_)
        )
    },
    ..DUTY
};

/// A balance.
const BALANCE: Wanted = Wanted {
    what: "balance",
    accept: |element| matches!(element, Element::Balance(_)),
    ..DUTY
};

/// One of nothing said, in thousandths.
const ONE: i64 = 1000;

impl<'a> Compiler<'a> {
    /// How far one side may run ahead.
    pub(crate) fn balance(&mut self, balance: &'a ast::Balance, whole: Span) {
        let element = Element::Balance(BalanceId(id_of(self.model.balances.len())));
        self.stands(element, &balance.name, whole);
        let mut weights = Vec::with_capacity(balance.weights.len());
        for weight in &balance.weights {
            self.sources.clause(element, weight.span);
            if let Some(of) = self.resolve(&weight.name, WEIGHED) {
                let number = weight.number.map_or(ONE, |number| number.thousandths);
                weights.push((number, of, weight.weighs.thousandths));
            }
        }
        self.model.balances.push(Balance {
            naming: naming_of(&balance.name, balance.labels.as_ref()),
            weights,
            bound: balance.bound.thousandths,
        });
    }

    /// Something that must always hold.
    pub(crate) fn assurance(&mut self, assurance: &'a ast::Assurance, whole: Span) {
        let element = Element::Assurance(AssuranceId(id_of(self.model.assurances.len())));
        self.stands(element, &assurance.head.name, whole);
        let naming = self.head(&assurance.head);
        let hypotheses = assurance.hypotheses.iter();
        let hypotheses = hypotheses.map(|hypothesis| match hypothesis {
            ast::Hypothesis::EveryonePerforms => Hypothesis::EveryonePerforms,
            ast::Hypothesis::AtMost(number, status) => {
                Hypothesis::AtMost(self.whole(number, "a number of duties"), *status)
            }
            ast::Hypothesis::AllReadings => Hypothesis::AllReadings,
        });
        let hypotheses = hypotheses.collect();
        let property = self.property(&assurance.property);
        self.model.assurances.push(Assurance {
            naming,
            hypotheses,
            // Where it speaks of what does not exist, the mildest property stands in its place.
            property: property.unwrap_or(Property::CanAlwaysEnd),
        });
    }

    fn property(&mut self, property: &ast::Property) -> Option<Property> {
        Some(match property {
            ast::Property::By(duty, status, moment) => {
                let duty = self.reference(duty);
                let moment = self.moment(moment);
                Property::By(duty?, *status, moment)
            }
            ast::Property::Never(duty, status, beside) => {
                let duty = self.reference(duty);
                let beside = match beside {
                    Some((while_, other, status)) => {
                        Some((*while_, self.reference(other)?, *status))
                    }
                    None => None,
                };
                Property::Never(duty?, *status, beside)
            }
            ast::Property::Holds(name) => match self.resolve(name, BALANCE)? {
                Element::Balance(id) => Property::Holds(id),
                _ => return None,
            },
            ast::Property::CanAlwaysEnd => Property::CanAlwaysEnd,
        })
    }

    /// When the agreement and its parts end, and what survives.
    pub(crate) fn ending(&mut self, lines: &'a [ast::EndLine], whole: Span) {
        if let Some(first) = self.ending_at {
            let mut finding = Finding::new("E0102", whole, "how it all ends is said twice");
            finding.places.push(Place {
                at: first,
                label: "said here".to_owned(),
            });
            let help = "move these lines into the first `ending:`";
            self.report.push(finding.help(help));
        }
        self.ending_at.get_or_insert(whole);
        self.model.has_ending = true;
        for line in lines {
            let Some(ending) = self.end_line(&line.kind) else {
                continue;
            };
            self.sources.clause(Element::Agreement, line.span);
            self.model.endings.push(ending);
        }
    }

    fn end_line(&mut self, line: &EndLineKind) -> Option<Ending> {
        match line {
            EndLineKind::Ends {
                what,
                completed,
                when,
                unless,
            } => {
                let what = match what {
                    None => Some(Element::Agreement),
                    Some(name) => self.resolve(name, PART),
                };
                let when = match when {
                    ast::EndWhen::When(condition) => EndWhen::When(self.condition(condition)),
                    ast::EndWhen::On(moment) => EndWhen::At(Point::Moment(self.moment(moment))),
                    ast::EndWhen::At(point) => EndWhen::At(self.point(point)),
                };
                let unless = unless.as_ref().map(|unless| self.condition(unless));
                Some(Ending::Ends {
                    what: what?,
                    completed: *completed,
                    when,
                    unless,
                })
            }
            EndLineKind::Survives(names) => Some(Ending::Survives(self.parts_named(names))),
            EndLineKind::Silent(slots) => Some(Ending::Silent(words_of(slots))),
        }
    }
}
