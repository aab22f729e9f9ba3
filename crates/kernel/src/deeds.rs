//! Which rule each deed comes under.

use model::{Deed, Element, Subject};

use crate::conditions::fact_words;
use crate::event::{Change, Contest, Event};
use crate::quantities::bounded;
use crate::state::Node;
use crate::step::Step;

impl Step<'_> {
    /// Enters a deed; why it has no effect that the text can tell, if so.
    pub(crate) fn enter_deed(&mut self, event: &Event) -> Option<Contest> {
        match &event.deed {
            Deed::Performance { duty, who, .. } => {
                let ladder = duty
                    .article()
                    .filter(|id| self.rules.article(*id).ladder().is_some());
                match ladder {
                    Some(ladder) => {
                        self.climb(ladder, who);
                    }
                    None => self.perform(event),
                }
                None
            }
            Deed::Counts { .. } => {
                self.count_told(event);
                None
            }
            Deed::Plans { .. } | Deed::Receives { .. } => {
                self.tell(event);
                None
            }
            Deed::Confirms { .. }
            | Deed::Refuses { .. }
            | Deed::HoldsPending { .. }
            | Deed::Finds { .. } => self.find(event),
            Deed::Unable { .. } => self.unable(event),
            Deed::Disputes { .. } => self.dispute(event),
            Deed::RulesMeasure { .. } => self.rule_measure(event),
            Deed::RulesFact { fact, .. } => {
                self.state.ruled.push((fact_words(&fact.kind), true));
                self.look_everywhere();
                None
            }
            Deed::Declares { .. } => self.declare(event),
            Deed::DeclaresComplete { roll, .. } | Deed::Corrects { roll, .. }
                if self.rules.of_roll(*roll, &event.deed).is_none() =>
            {
                Some(Contest::NobodyNamed(Subject::of(Element::Roll(*roll))))
            }
            Deed::DeclaresComplete { roll, .. } => {
                self.state.rolls[roll.index()].complete = true;
                self.changed(Element::Roll(*roll));
                self.keep(Element::Roll(*roll));
                None
            }
            Deed::Corrects { roll, to, .. } => {
                let number = bounded(to.bound, to.number);
                self.state.rolls[roll.index()].corrected = Some(number);
                self.changed(Element::Roll(*roll));
                self.keep(Element::Roll(*roll));
                None
            }
            Deed::Incident { .. } => self.incident(event),
            Deed::Justifies { incident, .. } => {
                self.keep(Element::Article(incident.of));
                None
            }
            Deed::Withholds { .. } | Deed::Resumes { .. } => {
                self.withhold(event);
                None
            }
            Deed::Uses { .. } => self.use_power(event),
            Deed::ContestsStanding { under, .. } => {
                self.keep(Element::Article(*under));
                None
            }
            Deed::Refers { .. } => self.refer(event),
            Deed::Opens { .. } => self.open_by(event),
            Deed::Acts { .. } => self.party_act(event),
            Deed::Joins { who, joins } => {
                self.join_or_leave(*who, *joins);
                None
            }
            Deed::EntersIntoForce => {
                let at = event.at;
                self.state.entry_told = true;
                self.enter(at);
                self.changed(Element::Agreement);
                None
            }
            Deed::TimePasses => None,
            _ => self.enter_consent(event),
        }
    }

    /// Deeds by which people agree, or do not.
    fn enter_consent(&mut self, event: &Event) -> Option<Contest> {
        match &event.deed {
            Deed::ExtendsUntil { .. } | Deed::ExtendsBy { .. } => self.extend(event),
            Deed::Consents { who, to } => self.consent(who, *to),
            Deed::Proposes { who, what } => self.consent(&[*who], *what),
            Deed::Agree { on, .. } => self.agree(*on),
            Deed::Adopts {
                who, adopts, what, ..
            } => {
                if *adopts {
                    return self.consent(&[*who], *what);
                }
                self.keep(*what);
                None
            }
            Deed::RefusesConsent { to, .. } => {
                self.keep(*to);
                None
            }
            _ => {
                self.follow(Change::Kept, Subject::of(Element::Agreement));
                None
            }
        }
    }

    /// A ruling may bear on anything.
    fn look_everywhere(&mut self) {
        self.look(Node::Agreement);
        self.changed(Element::Agreement);
        for (id, _) in self.rules.agreement.articles() {
            self.look(Node::Article(id));
        }
        for index in 0..self.state.phases.len() {
            let id = model::PhaseId(u32::try_from(index).unwrap_or(u32::MAX));
            self.look(Node::Phase(id));
        }
        for index in 0..self.state.milestones.len() {
            let id = model::MilestoneId(u32::try_from(index).unwrap_or(u32::MAX));
            self.look(Node::Milestone(id));
        }
    }
}
