//! The back of a document: other readings, schedules, amendments, balances, endings, and how all
//! of it is to be read.

use super::{Block, Builder, Role, Table};
use crate::english::{sentence_case, words};
use crate::line::Line;
use model::{DayStart, Ending, FactKind, ReadingOf, ScheduleId, Status};

impl Builder<'_> {
    pub(super) fn back(&mut self) {
        self.other_readings();
        self.schedules();
        self.amendments();
        self.balances();
        self.assurances();
        self.endings();
        self.reading_rules();
    }

    /// Readings of terms, lists, dates and texts: those of articles stand next to them.
    fn other_readings(&mut self) {
        let agreement = self.agreement;
        let others: Vec<_> = agreement
            .readings
            .iter()
            .filter(|reading| match &reading.of {
                ReadingOf::Named(references) => references.iter().all(|r| r.article().is_none()),
                _ => true,
            })
            .collect();
        if others.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("readings", frame.sections.other_readings);
        for reading in others {
            let block = self.reading(reading);
            let of = self.english.read(&reading.of);
            self.paragraph(Role::Plain, block.heading);
            let said = format!("On {of}: {}", self.english.reading(reading));
            self.paragraph(Role::Item, Line::english(&sentence_case(&said)));
        }
    }

    fn schedules(&mut self) {
        let agreement = self.agreement;
        if agreement.schedules.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("schedules", frame.sections.schedules);
        for (id, schedule) in (0..).map(ScheduleId).zip(&agreement.schedules) {
            let heading = self.schedule_heading(id, &schedule.naming);
            self.heading(3, &Self::anchor(model::Element::Schedule(id)), heading);
            let remarks = self.remarks(&schedule.naming);
            if !remarks.is_empty() {
                let line = Line::english(&sentence_case(&remarks.join("; ")));
                self.paragraph(Role::Note, line);
            }
            let header = schedule
                .columns
                .iter()
                .map(|column| Line::english(&words(column)))
                .collect();
            let rows = schedule
                .rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|cell| match cell {
                            Some(cell) => Line::english(&self.english.cell_words(cell)),
                            None => self.not_stated(),
                        })
                        .collect()
                })
                .collect();
            self.blocks.push(Block::Table(Table { header, rows }));
        }
    }

    fn amendments(&mut self) {
        let agreement = self.agreement;
        if agreement.amendments.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("amendments", frame.sections.amendments);
        for amendment in &agreement.amendments {
            let label = self.label_line(&amendment.naming);
            self.paragraph(Role::Plain, label);
            let mut said = vec![self.english.amendment_made(amendment)];
            said.extend(self.remarks(&amendment.naming));
            self.items(said);
            let changes = amendment
                .changes
                .iter()
                .map(|change| self.english.change(change));
            let changes = changes.collect();
            self.items(changes);
        }
    }

    fn balances(&mut self) {
        let agreement = self.agreement;
        if agreement.balances.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("balances", frame.sections.balances);
        for balance in &agreement.balances {
            let label = self.label_line(&balance.naming);
            self.paragraph(Role::Plain, label);
            let said = self.english.balance(balance);
            self.items(said);
        }
    }

    fn assurances(&mut self) {
        let agreement = self.agreement;
        if agreement.assurances.is_empty() {
            return;
        }
        let frame = self.frame;
        self.section("assurances", frame.sections.assurances);
        for assurance in &agreement.assurances {
            let label = self.label_line(&assurance.naming);
            self.paragraph(Role::Plain, label);
            let said = self.english.assurance(assurance);
            self.items(vec![said]);
        }
    }

    fn items(&mut self, said: Vec<String>) {
        for item in said {
            self.paragraph(Role::Item, Line::english(&sentence_case(&item)));
        }
    }

    fn endings(&mut self) {
        let frame = self.frame;
        let agreement = self.agreement;
        self.section("ending", frame.sections.ending);
        let mut any = false;
        for ending in &agreement.endings {
            any = true;
            if let Ending::Silent(slots) = ending {
                let slots = frame.slots(slots);
                let line = self.framed(&format!("{} {slots}.", frame.articles.silent_on));
                self.paragraph(Role::Note, line);
            } else {
                let said = sentence_case(&self.english.ending(ending));
                self.paragraph(Role::Plain, Line::english(&said));
            }
        }
        if !any {
            let line = self.not_stated();
            self.paragraph(Role::Note, line);
        }
    }

    /// How the annex uses its own words: grammar only, no term of the parties.
    fn reading_rules(&mut self) {
        let frame = self.frame;
        self.section("reading", frame.sections.reading_rules);
        let mut rules = vec![
            "“Not stated” means that the text is silent, not that the answer is no; nothing is \
             supplied in its place.",
            "Words in quotation marks are the titles of lists, terms, phases, milestones and \
             texts set out in this annex.",
            "A date without an hour is the whole of that day.",
        ];
        if self.counts_days() {
            rules.push(
                "A day number in brackets after a date is counted by this annex from the day \
                 stated under “Count of days”; the text may not have counted it.",
            );
        }
        if self.speaks_of_done() {
            rules.push(
                "“Done” means performed, verified or final, where the text does not tell which.",
            );
        }
        for rule in rules {
            self.paragraph(Role::Item, Line::english(rule));
        }
    }

    fn counts_days(&self) -> bool {
        let on_a_date = |count: &model::DayCount| matches!(count.start, DayStart::On(_));
        self.agreement.as_signed && self.agreement.day_count.as_ref().is_some_and(on_a_date)
    }

    fn speaks_of_done(&self) -> bool {
        let done = |condition: &model::Condition| {
            condition.facts.iter().any(|fact| {
                matches!(
                    fact.kind,
                    FactKind::Status {
                        status: Status::Done,
                        ..
                    }
                )
            })
        };
        let clauses = self.agreement.articles.iter().flat_map(|a| &a.clauses);
        let in_clauses = clauses.into_iter().any(|clause| match clause {
            model::Clause::When(condition)
            | model::Clause::Whenever(condition)
            | model::Clause::While(condition)
            | model::Clause::Unless(condition)
            | model::Clause::TakingEffect(condition) => done(condition),
            _ => false,
        });
        let readings = self.agreement.readings.iter();
        let in_readings = readings.into_iter().any(|reading| match &reading.says {
            model::ReadingSays::Clauses(clauses) | model::ReadingSays::Act(_, clauses) => {
                clauses.iter().any(|clause| match clause {
                    model::Clause::When(condition) => done(condition),
                    _ => false,
                })
            }
            _ => false,
        });
        in_clauses || in_readings
    }
}
