//! Definitions, places and milestones.

use super::Builder;
use crate::english::words;
use crate::line::Line;
use model::Naming;

impl Builder<'_> {
    pub(super) fn definitions(&mut self) {
        self.words();
        self.places();
        self.milestones();
    }

    /// Terms, units and lists in one table: what a reader looks a word up in.
    fn words(&mut self) {
        let agreement = self.agreement;
        let english = self.english;
        let mut rows = Vec::new();
        for term in &agreement.terms {
            let said = english.term_particulars(term);
            rows.push(self.defined(&term.naming, said));
        }
        for unit in &agreement.units {
            let said = english.unit_particulars(unit);
            rows.push(self.defined(&unit.naming, said));
        }
        for roll in &agreement.rolls {
            let said = english.roll_particulars(roll);
            rows.push(self.defined(&roll.naming, said));
        }
        for act in agreement.acts.iter().filter(|act| !act.prelude) {
            let said = english.act_particulars(act);
            let word = Line::english(&format!("“{}”", words(&act.name)));
            rows.push(vec![word, self.phrases(&said)]);
        }
        if rows.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("definitions", frame.sections.definitions);
        self.table(&[frame.facts.word, frame.facts.meaning_of_word], rows);
    }

    /// A word in the form sentences use it, then its title.
    fn defined(&self, naming: &Naming, mut said: Vec<String>) -> Vec<Line> {
        let word = words(&naming.name);
        let label = self.label_line(naming);
        let titled = label.text().replace('-', " ");
        if !naming.label.is_empty() && !titled.eq_ignore_ascii_case(&word) {
            said.insert(0, format!("in sentences: “{word}”"));
        }
        said.extend(self.remarks(naming));
        vec![label, self.phrases(&said)]
    }

    fn places(&mut self) {
        let rows: Vec<Vec<Line>> = self
            .agreement
            .places
            .iter()
            .map(|place| {
                let mut said = self.english.place_particulars(place);
                said.extend(self.remarks(&place.naming));
                let said = if said.is_empty() {
                    self.framed("")
                } else {
                    self.phrases(&said)
                };
                vec![self.label_line(&place.naming), said]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("places", frame.sections.places);
        self.table(&[frame.facts.name, frame.facts.particulars], rows);
    }

    fn milestones(&mut self) {
        let rows: Vec<Vec<Line>> = self
            .agreement
            .milestones
            .iter()
            .map(|milestone| {
                let mut said = self.english.milestone_particulars(milestone);
                said.extend(self.remarks(&milestone.naming));
                vec![self.label_line(&milestone.naming), self.phrases(&said)]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("milestones", frame.sections.milestones);
        self.table(&[frame.facts.name, frame.facts.instant], rows);
    }

    /// The label of something with its table number: `Schedule 1. The four stages`.
    pub(super) fn schedule_heading(&self, id: model::ScheduleId, naming: &Naming) -> Line {
        let number = crate::line::atom(&id.0.saturating_add(1).to_string());
        let label = self.label_in_frame(&self.english.label(naming));
        self.framed(&format!("{} {number}. {label}", self.frame.schedule))
    }
}
