//! Who, where and what: actors, groups, places, lists, units, terms, texts; milestones, phases.

use findings::Span;
use model::{
    Actor, ActorId, ActorKind, Cite, Deciding, Element, Extension, Milestone, MilestoneId, Naming,
    Over, Phase, PhaseId, Place, PlaceId, Roll, RollId, Term, TermId, Text, TextId, TextMade, Unit,
    UnitId,
};
use syntax::ast::{
    self, ActorPart, MilestonePart, PhasePart, PlacePart, RollPart, TermPart, TextPart, UnitPart,
};

use crate::articles::prose;
use crate::clauses::words_of;
use crate::compiler::{Compiler, naming_of};
use crate::failings::Asks;
use crate::names::id_of;
use crate::phrases;
use crate::prelude;
use crate::references::{ACTOR, TEXT, Wanted};

/// A list that another is part of.
const LIST: Wanted = Wanted {
    code: "E0107",
    what: "list",
    accept: |element| matches!(element, Element::Roll(_)),
};

/// A place.
const PLACE: Wanted = Wanted {
    code: "E0107",
    what: "place",
    accept: |element| matches!(element, Element::Place(_)),
};

impl<'a> Compiler<'a> {
    /// Citations. A text that is not declared is told where the agreement declares any.
    pub(crate) fn cites(&mut self, cites: &[ast::Cite]) -> Vec<Cite> {
        let mut found = Vec::with_capacity(cites.len());
        for cite in cites {
            let known = self.names.peek(&cite.text.text).is_some();
            let text = if known || self.names.has_texts() {
                match self.resolve(&cite.text, TEXT) {
                    Some(Element::Text(id)) => Some(id),
                    _ => None,
                }
            } else {
                None
            };
            found.push(Cite {
                text,
                words: format!("{} {}", cite.text.text, cite.place.text),
                unchecked: cite.unchecked,
            });
        }
        found
    }

    /// A layer of the accord.
    pub(crate) fn text(&mut self, text: &'a ast::Text, whole: Span) {
        let element = Element::Text(TextId(id_of(self.model.texts.len())));
        self.stands(element, &text.name, whole);
        let mut found = Text {
            naming: naming_of(&text.name, Some(&text.labels)),
            made: Vec::new(),
            unpublished: false,
            background: false,
            practice: false,
            adding_to: Vec::new(),
            amending: Vec::new(),
            prevailing_over: Vec::new(),
            from: None,
            until: None,
        };
        for (part, at) in &text.parts {
            self.sources.clause(element, *at);
            match part {
                TextPart::Made { how, by, on } => found.made.push(TextMade {
                    how: *how,
                    by: (by.as_ref()).map_or_else(Vec::new, |by| self.actors_named(by)),
                    on: on.as_ref().and_then(|on| self.whole_day(on)),
                }),
                TextPart::NotPublished => found.unpublished = true,
                TextPart::Background => found.background = true,
                TextPart::Practice => found.practice = true,
                TextPart::AddingTo(names) => {
                    self.own_name(&text.name, names, "adds to itself");
                    found.adding_to = self.texts_named(names);
                }
                TextPart::Amending(names) => {
                    self.own_name(&text.name, names, "amends itself");
                    found.amending = self.texts_named(names);
                }
                TextPart::PrevailingOver(names) => {
                    self.own_name(&text.name, names, "prevails over itself");
                    found.prevailing_over = self.texts_named(names);
                }
                TextPart::InForce(from, until) => {
                    found.from = Some(self.point(from));
                    found.until = until.as_ref().map(|until| self.point(until));
                }
                TextPart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
            }
        }
        self.model.texts.push(found);
    }

    /// Somebody.
    pub(crate) fn actor(&mut self, actor: &'a ast::Actor, whole: Span) {
        let element = Element::Actor(ActorId(id_of(self.model.actors.len())));
        self.stands(element, &actor.name, whole);
        let mut naming = naming_of(&actor.name, Some(&actor.labels));
        naming.cites = self.cites(&actor.cites);
        let mut found = nobody(naming, ActorKind::Role(actor.role));
        if let Some(members) = &actor.members {
            found.members = self.actors_named(members);
        }
        for (part, at) in &actor.parts {
            self.sources.clause(element, *at);
            if let ActorPart::AnsweringFor(names) = part {
                self.own_name(&actor.name, names, "answers for itself");
            }
            self.actor_part(&mut found, part);
        }
        self.model.actors.push(found);
    }

    fn actor_part(&mut self, found: &mut Actor, part: &ActorPart) {
        match part {
            ActorPart::AnsweringFor(names) => {
                found.answering_for = self.actors_named(names);
            }
            ActorPart::ChairedBy(who) => found.chaired_by = self.who(who, ACTOR),
            ActorPart::Consensus => found.deciding_by = Some(Deciding::Consensus),
            ActorPart::Majority => found.deciding_by = Some(Deciding::Majority),
            ActorPart::Members(number) => {
                let members = self.small(number, "a number of members");
                found.deciding_by = Some(Deciding::Members(members));
            }
            ActorPart::Power(power) => found.power_to_decide = Some(*power),
            ActorPart::FormedBy(duty) => found.formed_by = self.reference(duty),
            ActorPart::From(from, until) => {
                found.from = Some(self.point(from));
                if let Some(until) = until {
                    found.until = Some(self.point(until));
                }
            }
            ActorPart::Until(until, renewed) => {
                found.until = Some(self.point(until));
                found.unless_renewed = *renewed;
            }
            ActorPart::Capacity { number, each_day } => {
                let number = self.whole(number, "a number of verifications");
                found.capacity = Some((number, *each_day));
            }
            ActorPart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
        }
    }

    /// Several actors under one name.
    pub(crate) fn group(&mut self, group: &'a ast::Group, whole: Span) {
        let element = Element::Actor(ActorId(id_of(self.model.actors.len())));
        self.stands(element, &group.name, whole);
        let naming = naming_of(&group.name, group.labels.as_ref());
        let kind = if group.side {
            ActorKind::Side
        } else {
            ActorKind::Group
        };
        let mut found = nobody(naming, kind);
        found.members = self.actors_named(&group.members);
        found.while_they_remain = group.fixed.map(|fixed| !fixed);
        self.model.actors.push(found);
    }

    /// Somewhere.
    pub(crate) fn place(&mut self, place: &'a ast::Place, whole: Span) {
        let element = Element::Place(PlaceId(id_of(self.model.places.len())));
        self.stands(element, &place.name, whole);
        let mut naming = naming_of(&place.name, Some(&place.labels));
        naming.cites = self.cites(&place.cites);
        let mut found = Place {
            naming,
            containing: Vec::new(),
            shown_on: None,
            marked_by: None,
        };
        for (part, at) in &place.parts {
            self.sources.clause(element, *at);
            match part {
                PlacePart::Containing(names) => {
                    for name in &names.items {
                        if let Some(Element::Place(id)) = self.resolve(name, PLACE) {
                            found.containing.push(id);
                        }
                    }
                }
                PlacePart::ShownOn(name) => found.shown_on = self.text_named(name),
                PlacePart::MarkedBy(who) => found.marked_by = self.who(who, ACTOR),
                PlacePart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
            }
        }
        self.model.places.push(found);
    }

    /// Persons or things that are counted one by one.
    pub(crate) fn roll(&mut self, roll: &'a ast::Roll, whole: Span) {
        let element = Element::Roll(RollId(id_of(self.model.rolls.len())));
        self.stands(element, &roll.name, whole);
        let mut naming = naming_of(&roll.name, Some(&roll.labels));
        naming.cites = self.cites(&roll.cites);
        let mut found = Roll {
            naming,
            one: roll
                .one
                .as_ref()
                .map_or_else(String::new, |one| one.text.clone()),
            inventory: roll.inventory,
            quantity: self.quantity(&roll.quantity),
            held_by: None,
            named_by: None,
            of_which: Vec::new(),
            part_of: None,
            counted_by: None,
            counted_in: None,
            may_grow: false,
            corrected_by: None,
            complete_by: None,
        };
        for (part, at) in &roll.parts {
            self.sources.clause(element, *at);
            match part {
                RollPart::HeldBy(who) => found.held_by = self.who(who, ACTOR),
                RollPart::NamedBy(who) => found.named_by = self.who(who, ACTOR),
                RollPart::OfWhich(quantity) => found.of_which.push(self.quantity(quantity)),
                RollPart::PartOf(name) => {
                    found.part_of = match self.resolve(name, LIST) {
                        Some(Element::Roll(id)) => Some(id),
                        _ => None,
                    }
                }
                RollPart::CountedBy(panel) => {
                    found.counted_by = Some(self.panel(panel, ACTOR));
                }
                RollPart::CountedIn(duty) => found.counted_in = self.reference(duty),
                RollPart::MayGrow => found.may_grow = true,
                RollPart::CorrectedBy(who) => found.corrected_by = self.who(who, ACTOR),
                RollPart::CompleteBy(who) => found.complete_by = self.who(who, ACTOR),
                RollPart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
            }
        }
        self.model.rolls.push(found);
    }

    /// Something counted, with its counting rule.
    pub(crate) fn unit(&mut self, unit: &'a ast::Unit, whole: Span) {
        let element = Element::Unit(UnitId(id_of(self.model.units.len())));
        self.stands(element, &unit.name, whole);
        let mut naming = naming_of(&unit.name, Some(&unit.labels));
        naming.cites = self.cites(&unit.cites);
        let mut found = Unit {
            naming,
            one: unit
                .one
                .as_ref()
                .map_or_else(String::new, |one| one.text.clone()),
            counted_by: None,
            counted_at: None,
            counted_over: None,
            counted_as: None,
            including: Vec::new(),
            excluding: Vec::new(),
            prevails: None,
            counts_as: Vec::new(),
        };
        for (part, at) in &unit.parts {
            self.sources.clause(element, *at);
            self.unit_part(&mut found, part);
        }
        self.model.units.push(found);
    }

    fn unit_part(&mut self, found: &mut Unit, part: &UnitPart) {
        match part {
            UnitPart::CountedBy(panel) => found.counted_by = Some(self.panel(panel, ACTOR)),
            UnitPart::CountedAt(noun) => {
                found.counted_at = Some(self.noun(noun, phrases::Place::Any));
            }
            UnitPart::OverEachDay => found.counted_over = Some(Over::EachDay),
            UnitPart::Over(duration) => {
                found.counted_over = Some(Over::Duration(self.duration(duration)));
            }
            UnitPart::OverNamed(name) => {
                found.counted_over = self.phase_named(name).map(Over::Phase);
            }
            UnitPart::As(counted) => found.counted_as = Some(*counted),
            UnitPart::Including(nouns) => found.including = self.nouns(nouns),
            UnitPart::Excluding(nouns) => found.excluding = self.nouns(nouns),
            UnitPart::Prevails(who) => found.prevails = self.who(who, ACTOR),
            UnitPart::CountsAs(number, name, as_number, as_name) => {
                self.counted_word(name);
                self.counted_word(as_name);
                found.counts_as.push((
                    number.thousandths,
                    name.text.clone(),
                    as_number.thousandths,
                    as_name.text.clone(),
                ));
            }
            UnitPart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
        }
    }

    /// A word that is counted, and so declared or common.
    fn counted_word(&mut self, name: &ast::Name) {
        if self.names.peek(&name.text).is_some() || prelude::has_noun(&name.text) {
            self.noun(&ast::Noun::Name(name.clone()), phrases::Place::Counted);
        } else {
            self.undeclared_word(
                name,
                &[],
                &format!("declare it: `unit {} \"…\".`", name.text),
            );
        }
    }

    /// A word of the text.
    pub(crate) fn term(&mut self, term: &'a ast::Term, whole: Span) {
        let element = Element::Term(TermId(id_of(self.model.terms.len())));
        self.stands(element, &term.name, whole);
        let mut naming = naming_of(&term.name, Some(&term.labels));
        naming.cites = self.cites(&term.cites);
        let mut found = Term {
            naming,
            one: term
                .one
                .as_ref()
                .map_or_else(String::new, |one| one.text.clone()),
            means: None,
            not_defined: false,
            judged_by: None,
            covers: Vec::new(),
            does_not_cover: Vec::new(),
        };
        for (part, at) in &term.parts {
            self.sources.clause(element, *at);
            match part {
                TermPart::Means(quoted) => found.means = Some(quoted.text.clone()),
                TermPart::NotDefined => found.not_defined = true,
                TermPart::JudgedBy(panel) => found.judged_by = Some(self.panel(panel, ACTOR)),
                TermPart::Covers(nouns) => found.covers = self.nouns(nouns),
                TermPart::DoesNotCover(nouns) => found.does_not_cover = self.nouns(nouns),
                TermPart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
            }
        }
        self.model.terms.push(found);
    }

    /// A named instant.
    pub(crate) fn milestone(&mut self, milestone: &'a ast::Milestone, whole: Span) {
        let element = Element::Milestone(MilestoneId(id_of(self.model.milestones.len())));
        self.stands(element, &milestone.name, whole);
        let mut naming = naming_of(&milestone.name, Some(&milestone.labels));
        naming.cites = self.cites(&milestone.cites);
        let mut found = Milestone {
            naming,
            at: None,
            when: None,
            declared_by: None,
            agreed_by: None,
            by: None,
        };
        for (part, at) in &milestone.parts {
            self.sources.clause(element, *at);
            match part {
                MilestonePart::On(moment) => {
                    found.at = Some(model::Point::Moment(self.moment(moment)));
                }
                MilestonePart::At(point) => found.at = Some(self.point(point)),
                MilestonePart::When(condition) => found.when = Some(self.condition(condition)),
                MilestonePart::DeclaredBy(panel) => {
                    found.declared_by = Some(self.panel(panel, ACTOR));
                }
                MilestonePart::AgreedBy(panel) => {
                    found.agreed_by = Some(self.panel(panel, ACTOR));
                }
                MilestonePart::By(point, failing) => {
                    let point = self.point(point);
                    found.by = Some((point, self.maybe_failing(failing.as_ref(), Asks::Milestone)));
                }
                MilestonePart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
            }
        }
        self.model.milestones.push(found);
    }

    /// A stretch of the agreement's life.
    pub(crate) fn phase(&mut self, phase: &'a ast::Phase, whole: Span) {
        let element = Element::Phase(PhaseId(id_of(self.model.phases.len())));
        self.stands(element, &phase.head.name, whole);
        let mut found = Phase {
            naming: self.head(&phase.head),
            from: None,
            lasts: None,
            until: None,
            declared_by: None,
            completed_when: None,
            extended: Vec::new(),
            prose: prose(&phase.head),
        };
        let start = phase.parts.iter().find_map(|(part, _)| match part {
            PhasePart::From(point) => self.date_at(point, 0),
            _ => None,
        });
        for (part, at) in &phase.parts {
            self.sources.clause(element, *at);
            if let (PhasePart::For(duration), Some((start, _))) = (part, start) {
                let length = self.duration(duration);
                self.month_that_ends_not(start, length, true, *at);
            }
            self.phase_part(&mut found, part);
        }
        self.model.phases.push(found);
    }

    fn phase_part(&mut self, found: &mut Phase, part: &PhasePart) {
        match part {
            PhasePart::From(point) => found.from = Some(self.point(point)),
            PhasePart::For(duration) => found.lasts = Some(self.duration(duration)),
            PhasePart::Until(point) => found.until = Some(self.point(point)),
            PhasePart::DeclaredBy(panel) => {
                found.declared_by = Some(self.panel(panel, ACTOR));
            }
            PhasePart::CompletedWhen(condition) => {
                found.completed_when = Some(self.condition(condition));
            }
            PhasePart::ExtendedWhile(condition, at_most) => {
                let while_ = Some(self.condition(condition));
                found.extended.push(Extension {
                    while_,
                    consent_of: None,
                    at_most: self.maybe_duration(at_most.as_ref()),
                });
            }
            PhasePart::ExtendedBy(panel, at_most) => {
                let consent_of = Some(self.panel(panel, ACTOR));
                found.extended.push(Extension {
                    while_: None,
                    consent_of,
                    at_most: self.maybe_duration(at_most.as_ref()),
                });
            }
            PhasePart::Silent(slots) => found.naming.silent.extend(words_of(slots)),
        }
    }
}

/// An actor of whom nothing is said yet.
fn nobody(naming: Naming, kind: ActorKind) -> Actor {
    Actor {
        naming,
        kind,
        members: Vec::new(),
        while_they_remain: None,
        answering_for: Vec::new(),
        chaired_by: None,
        deciding_by: None,
        power_to_decide: None,
        formed_by: None,
        from: None,
        until: None,
        unless_renewed: false,
        capacity: None,
    }
}
