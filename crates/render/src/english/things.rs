//! Particulars of what is declared besides actors and articles: lists, units, terms, places,
//! milestones, phases, layers.

use super::readings::counted_as;
use super::{English, list, number_of, words};
use model::{
    Act, DayCount, DayStart, Element, Entry, Extension, Made, Milestone, Over, Phase, Place,
    PlaceId, Reversal, Roll, Term, Text, TextId, TextMade, Unit,
};

impl English<'_> {
    /// How many of what, who holds them, who says who is on it.
    pub(crate) fn roll_particulars(&self, roll: &Roll) -> Vec<String> {
        let mut all = vec![self.quantity(&roll.quantity)];
        if !roll.one.is_empty() {
            all.push(format!("one of them is called “{}”", words(&roll.one)));
        }
        let mut by = |said: &str, who: Option<String>| {
            if let Some(who) = who {
                all.push(format!("{said} {who}"));
            }
        };
        by("held by", roll.held_by.map(|who| self.who(who)));
        by("named by", roll.named_by.map(|who| self.who(who)));
        by(
            "counted by",
            roll.counted_by.as_ref().map(|panel| self.panel(panel)),
        );
        by(
            "counted in",
            roll.counted_in.map(|duty| self.reference(duty)),
        );
        by(
            "may be corrected by",
            roll.corrected_by.map(|who| self.who(who)),
        );
        by(
            "complete when declared by",
            roll.complete_by.map(|who| self.who(who)),
        );
        by(
            "part of",
            roll.part_of.map(|id| self.name(Element::Roll(id))),
        );
        for part in &roll.of_which {
            all.push(format!("of which {}", self.quantity(part)));
        }
        if roll.may_grow {
            all.push("may grow".to_owned());
        }
        all
    }

    /// The counting rule of a unit.
    pub(crate) fn unit_particulars(&self, unit: &Unit) -> Vec<String> {
        let mut all = Vec::new();
        if !unit.one.is_empty() {
            all.push(format!("one of them is called “{}”", words(&unit.one)));
        }
        if let Some(panel) = &unit.counted_by {
            all.push(format!("counted by {}", self.panel(panel)));
        }
        if let Some(noun) = &unit.counted_at {
            all.push(format!("counted at {}", self.noun(noun)));
        }
        if let Some(over) = &unit.counted_over {
            let over = match over {
                Over::EachDay => "each day".to_owned(),
                Over::Duration(length) => self.duration(*length),
                Over::Phase(id) => self.name(Element::Phase(*id)),
            };
            all.push(format!("counted over {over}"));
        }
        if let Some(counted) = unit.counted_as {
            all.push(format!("as {}", counted_as(counted)));
        }
        if !unit.including.is_empty() {
            all.push(format!("including {}", self.nouns(&unit.including)));
        }
        if !unit.excluding.is_empty() {
            all.push(format!("excluding {}", self.nouns(&unit.excluding)));
        }
        if let Some(who) = unit.prevails {
            all.push(format!("the count of {} prevails", self.who(who)));
        }
        for (number, what, counts, of) in &unit.counts_as {
            all.push(format!(
                "{} {} counts as {} {}",
                number_of(*number),
                words(what),
                number_of(*counts),
                words(of)
            ));
        }
        all
    }

    /// The meaning of a word of the text.
    pub(crate) fn term_particulars(&self, term: &Term) -> Vec<String> {
        let mut all = Vec::new();
        if !term.one.is_empty() {
            all.push(format!("one of them is called “{}”", words(&term.one)));
        }
        if let Some(means) = &term.means {
            all.push(format!("means “{}”", self.isolated(means)));
        }
        if term.not_defined {
            all.push("not defined in the text".to_owned());
        }
        if let Some(panel) = &term.judged_by {
            all.push(format!("as judged by {}", self.panel(panel)));
        }
        if !term.covers.is_empty() {
            all.push(format!("covers {}", self.nouns(&term.covers)));
        }
        if !term.does_not_cover.is_empty() {
            all.push(format!(
                "does not cover {}",
                self.nouns(&term.does_not_cover)
            ));
        }
        all
    }

    /// Whether an act can be undone; nothing where nothing is said.
    pub(crate) fn act_particulars(&self, act: &Act) -> Vec<String> {
        let mut all = Vec::new();
        match act.nature {
            Some(Reversal::Irreversible) => all.push("cannot be undone".to_owned()),
            Some(Reversal::Reversible(None)) => all.push("can be undone".to_owned()),
            Some(Reversal::Reversible(Some(length))) => {
                all.push(format!("can be undone within {}", self.duration(length)));
            }
            None => {}
        }
        if !act.excludes.is_empty() {
            let others: Vec<String> = act
                .excludes
                .iter()
                .map(|id| format!("“{}”", self.name(Element::Act(*id))))
                .collect();
            all.push(format!("excludes {}", list(&others, "and")));
        }
        all
    }

    pub(crate) fn place_particulars(&self, place: &Place) -> Vec<String> {
        let mut all = Vec::new();
        if !place.containing.is_empty() {
            all.push(format!("contains {}", self.places(&place.containing)));
        }
        if let Some(map) = place.shown_on {
            all.push(format!("shown on {}", self.name(Element::Text(map))));
        }
        if let Some(who) = place.marked_by {
            all.push(format!("marked by {}", self.who(who)));
        }
        all
    }

    fn places(&self, ids: &[PlaceId]) -> String {
        let names: Vec<String> = ids
            .iter()
            .map(|id| self.name(Element::Place(*id)))
            .collect();
        list(&names, "and")
    }

    pub(crate) fn milestone_particulars(&self, milestone: &Milestone) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(at) = &milestone.at {
            all.push(self.point(at));
        }
        if let Some(when) = &milestone.when {
            all.push(format!("when {}", self.condition(when)));
        }
        if let Some(panel) = &milestone.declared_by {
            all.push(format!("declared by {}", self.panel(panel)));
        }
        if let Some(panel) = &milestone.agreed_by {
            all.push(format!("to be agreed by {}", self.panel(panel)));
        }
        if let Some((point, failing)) = &milestone.by {
            all.push(format!(
                "no later than {}{}",
                self.last_point(point),
                self.tail(failing.as_ref())
            ));
        }
        all
    }

    /// How a phase begins, lasts, may be extended, is completed and ends.
    pub(crate) fn phase_particulars(&self, phase: &Phase) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(from) = &phase.from {
            all.push(format!("begins: {}", self.point(from)));
        }
        if let Some(panel) = &phase.declared_by {
            all.push(format!(
                "its beginning is declared by {}",
                self.panel(panel)
            ));
        }
        if let Some(lasts) = phase.lasts {
            all.push(format!("lasts {}", self.duration(lasts)));
        }
        if let Some(until) = &phase.until {
            all.push(format!("ends: {}", self.last_point(until)));
        }
        all.extend(
            phase
                .extended
                .iter()
                .map(|extension| self.extension(extension)),
        );
        if let Some(when) = &phase.completed_when {
            all.push(format!("completed when {}", self.condition(when)));
        }
        all
    }

    fn extension(&self, extension: &Extension) -> String {
        let at_most = extension.at_most.map_or_else(String::new, |at_most| {
            format!(", by at most {},", self.duration(at_most))
        });
        let while_ = extension
            .while_
            .as_ref()
            .map_or_else(String::new, |condition| {
                format!(" while {}", self.condition(condition))
            });
        let consent = extension
            .consent_of
            .as_ref()
            .map_or_else(String::new, |panel| {
                format!(" with the consent of {}", self.panel(panel))
            });
        format!("extended{at_most}{while_}{consent}")
    }

    pub(crate) fn text_particulars(&self, text: &Text) -> Vec<String> {
        let mut all: Vec<String> = text.made.iter().map(|made| self.made(made)).collect();
        for (holds, said) in [
            (text.unpublished, "not published"),
            (text.background, "background"),
            (text.practice, "practice, not text"),
        ] {
            if holds {
                all.push(said.to_owned());
            }
        }
        for (said, over) in [
            ("adds to", &text.adding_to),
            ("amends", &text.amending),
            ("prevails over", &text.prevailing_over),
        ] {
            if !over.is_empty() {
                all.push(format!("{said} {}", self.texts(over)));
            }
        }
        if let Some(from) = &text.from {
            all.push(format!("in force from {}", self.point(from)));
        }
        if let Some(until) = &text.until {
            all.push(format!("in force until {}", self.last_point(until)));
        }
        all
    }

    pub(crate) fn texts(&self, ids: &[TextId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name(Element::Text(*id))).collect();
        list(&names, "and")
    }

    /// `signed by gam and goi on 15 August 2005`
    pub(crate) fn made(&self, made: &TextMade) -> String {
        let how = made_word(made.how);
        let by = if made.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", self.actors(&made.by))
        };
        let on = made
            .on
            .map_or_else(String::new, |on| format!(" on {}", self.window(on)));
        format!("{how}{by}{on}")
    }

    /// Which day the count of days begins on.
    pub(crate) fn day_count(&self, count: &DayCount) -> String {
        let first = count.first;
        match &count.start {
            // The date alone: its own day number would only repeat what is defined here.
            DayStart::On(window) => {
                let date = match self.civil(*window) {
                    Some(super::dates::Civil::Days(day, last)) if day == last => {
                        super::dates::date_words(day)
                    }
                    _ => crate::line::plain(&self.window(*window)),
                };
                format!("day {first} is {}", crate::line::atom(&date))
            }
            DayStart::DayOf(event) => {
                format!("day {first} is the day of {}", self.event_as_noun(event))
            }
            DayStart::NotSettled => format!("which day is day {first} is not settled"),
            DayStart::Unknown => format!("day {first} is a day that cannot be told"),
        }
    }

    pub(crate) fn entry(&self, entry: &Entry) -> String {
        match entry {
            Entry::At(point) => self.point(point),
            Entry::When(condition) => format!("when {}", self.condition(condition)),
        }
    }
}

pub(crate) fn made_word(made: Made) -> &'static str {
    match made {
        Made::Signed => "signed",
        Made::Agreed => "agreed",
        Made::Made => "made",
        Made::Adopted => "adopted",
        Made::Announced => "announced",
        Made::Published => "published",
        Made::Proposed => "proposed",
    }
}
