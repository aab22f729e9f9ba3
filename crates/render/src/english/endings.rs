//! Amendments, balances, assurances and endings.

use super::points::is;
use super::things::made_word;
use super::{English, list, number_of};
use model::{
    ActorId, Amendment, Assurance, Balance, Change, Element, EndWhen, Ending, Hypothesis, Property,
    Role, Status,
};

impl English<'_> {
    /// `agreed on 31 August 2017 by …`
    pub(crate) fn amendment_made(&self, amendment: &Amendment) -> String {
        let on = amendment
            .on
            .map_or_else(String::new, |on| format!(" on {}", self.window(on)));
        let by = if amendment.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", self.whos(&amendment.by))
        };
        format!("{}{on}{by}", made_word(amendment.how))
    }

    pub(crate) fn change(&self, change: &Change) -> String {
        match change {
            Change::NowDue(articles, clause) => format!(
                "{} {} now due {}",
                self.references(articles, "and"),
                are(articles.len()),
                self.clause(clause)
            ),
            Change::ReplacedBy(articles, by) => format!(
                "{} {} replaced by {}",
                self.references(articles, "and"),
                are(articles.len()),
                self.names(by)
            ),
            Change::Added(elements) => {
                format!("{} {} added", self.names(elements), are(elements.len()))
            }
            Change::Withdrawn(elements) => {
                format!("{} {} withdrawn", self.names(elements), are(elements.len()))
            }
            Change::ExtendedUntil(element, point) => format!(
                "{} is extended until {}",
                self.name(*element),
                self.last_point(point)
            ),
            Change::ExtendedBy(element, length) => {
                format!(
                    "{} is extended by {}",
                    self.name(*element),
                    self.duration(*length)
                )
            }
            Change::Joins(actor, role) => self.joins(*actor, *role),
            Change::Leaves(actor) => format!("{} leaves", self.name(Element::Actor(*actor))),
            Change::EarlierBreaches(true) => "earlier breaches are kept".to_owned(),
            Change::EarlierBreaches(false) => "earlier breaches are waived".to_owned(),
            Change::NotKnown => "what changes is not known".to_owned(),
        }
    }

    fn joins(&self, actor: ActorId, role: Role) -> String {
        let role = super::super::frame::Frame::of("en").role(model::ActorKind::Role(role));
        format!("{} joins as {role}", self.name(Element::Actor(actor)))
    }

    pub(crate) fn names(&self, elements: &[Element]) -> String {
        let names: Vec<String> = elements.iter().map(|element| self.name(*element)).collect();
        list(&names, "and")
    }

    /// The weights of a balance and its bound.
    pub(crate) fn balance(&self, balance: &Balance) -> Vec<String> {
        let mut all: Vec<String> = balance
            .weights
            .iter()
            .map(|(number, element, weight)| {
                let many = if *number == 1000 {
                    String::new()
                } else {
                    format!("{} ", number_of(*number))
                };
                let what = match element {
                    Element::Unit(id) => self.noun(&model::Noun::Element(Element::Unit(*id))),
                    _ => self.name(*element),
                };
                let verb = if many.is_empty() { "weighs" } else { "weigh" };
                format!("{many}{what} {verb} {}", number_of(*weight))
            })
            .collect();
        all.push(format!(
            "no side is ahead by more than {}",
            number_of(balance.bound)
        ));
        all
    }

    pub(crate) fn assurance(&self, assurance: &Assurance) -> String {
        let under: Vec<String> = assurance
            .hypotheses
            .iter()
            .map(|h| hypothesis(*h))
            .collect();
        let property = self.property(&assurance.property);
        if under.is_empty() {
            property
        } else {
            format!("if {}, then {property}", list(&under, "and"))
        }
    }

    fn property(&self, property: &Property) -> String {
        match property {
            Property::By(reference, status, moment) => format!(
                "{} {} no later than {}",
                self.reference(*reference),
                is(*status),
                self.moment_at(moment, super::dates::Midnight::Ends)
            ),
            Property::Never(reference, status, other) => {
                let other = other.map_or_else(String::new, |(while_, other, status)| {
                    let joint = if while_ { "while" } else { "before" };
                    format!(" {joint} {} {}", self.reference(other), is(status))
                });
                format!(
                    "{} is never {}{other}",
                    self.reference(*reference),
                    status.word()
                )
            }
            Property::Holds(id) => {
                format!("the balance {} holds", self.name(Element::Balance(*id)))
            }
            Property::CanAlwaysEnd => "this agreement can always end".to_owned(),
        }
    }

    pub(crate) fn ending(&self, ending: &Ending) -> String {
        match ending {
            Ending::Ends {
                what,
                completed,
                when,
                unless,
            } => {
                let ends = if *completed { "is completed" } else { "ends" };
                let when = match when {
                    EndWhen::When(condition) => format!("when {}", self.condition(condition)),
                    EndWhen::At(point @ model::Point::Moment(_)) => {
                        format!("on {}", self.last_point(point))
                    }
                    EndWhen::At(point) => format!("at {}", self.last_point(point)),
                };
                let unless = unless.as_ref().map_or_else(String::new, |condition| {
                    format!(", unless {}", self.condition(condition))
                });
                format!("{} {ends} {when}{unless}", self.name(*what))
            }
            Ending::Survives(elements) => {
                let survive = if elements.len() > 1 {
                    "survive"
                } else {
                    "survives"
                };
                format!(
                    "{} {survive} the end of this agreement",
                    self.names(elements)
                )
            }
            Ending::Silent(_) => String::new(),
        }
    }
}

fn are(count: usize) -> &'static str {
    if count > 1 { "are" } else { "is" }
}

fn hypothesis(hypothesis: Hypothesis) -> String {
    match hypothesis {
        Hypothesis::EveryonePerforms => "everyone performs".to_owned(),
        Hypothesis::AtMost(1, status) => format!("at most 1 duty {}", is(status)),
        Hypothesis::AtMost(number, status) => at_most(number, status),
        Hypothesis::AllReadings => "all readings are tried".to_owned(),
    }
}

fn at_most(number: i64, status: Status) -> String {
    format!("at most {number} duties are {}", status.word())
}
