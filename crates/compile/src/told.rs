//! Stories and records: the names in them are those of an agreement.

use findings::{Finding, Span};
use model::{ActorId, Deed, Element, Measure, Outcome, Record, Row, Story, Told, When, Who};
use syntax::ast::{self, List, Name, Ref};

use crate::compiler::Compiler;
use crate::phrases::Place;
use crate::references::{ACTOR, DUTY, Wanted};

/// The stories and records of a file, every name resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tales {
    /// The stories, in the order written.
    pub stories: Vec<Story>,
    /// The records, in the order written.
    pub records: Vec<Record>,
    /// What is wrong with their names, numbers and dates.
    pub findings: Vec<Finding>,
}

/// Anything that people may declare, adopt, propose or agree on.
const THING: Wanted = Wanted {
    what: "milestone, phase or amendment",
    accept: |_| true,
    ..DUTY
};

/// Resolves the stories and records of a file by the names of an agreement. `text` is that of the
/// file that `agreement` was read from; `told` may be the same file or another.
#[must_use]
pub fn compile_told(agreement: &ast::File, text: &str, told: &ast::File) -> Tales {
    let Some(mut compiler) = Compiler::of(agreement, text) else {
        return Tales::default();
    };
    compiler.report = crate::report::Report::default();
    let name = compiler.model.naming.name.clone();
    let mut tales = Tales::default();
    for story in &told.stories {
        if story
            .of
            .as_ref()
            .is_some_and(|of| !compiler.of_this(of, &name))
        {
            continue;
        }
        let story = compiler.story(story);
        tales.stories.push(story);
    }
    for record in &told.records {
        if !compiler.of_this(&record.of, &name) {
            continue;
        }
        let record = compiler.record(record);
        tales.records.push(record);
    }
    tales.findings = compiler.report.finish();
    tales
}

impl Compiler<'_> {
    /// Whether a story or record is of this agreement; E0101 where it is not, and nothing more: its
    /// names are not those of this one.
    fn of_this(&mut self, of: &Name, name: &str) -> bool {
        if of.text != name {
            let message = format!(
                "this is told of `{}`, and the agreement is `{name}`",
                of.text
            );
            let finding = Finding::new("E0101", of.span, message)
                .help("give the agreement it is told of, or correct the name");
            self.report.push(finding);
        }
        of.text == name
    }

    fn story(&mut self, story: &ast::Story) -> Story {
        let mut told = Vec::with_capacity(story.told.len());
        for line in &story.told {
            match line {
                ast::Told::Row(row) => told.extend(self.row(row, &[]).map(Told::Row)),
                ast::Told::Then {
                    reading,
                    outcome,
                    span,
                } => {
                    let reading = reading.as_ref().and_then(|name| self.reading_named(name));
                    if let Some(outcome) = self.outcome(outcome) {
                        told.push(Told::Then {
                            reading,
                            outcome,
                            at: span.start as usize,
                        });
                    }
                }
            }
        }
        Story {
            title: story.title.text.clone(),
            expected_to_fail: story.expected_to_fail,
            told,
        }
    }

    fn reading_named(&mut self, name: &Name) -> Option<model::ReadingId> {
        let wanted = Wanted {
            what: "reading",
            accept: |element| matches!(element, Element::Reading(_)),
            ..DUTY
        };
        match self.resolve(name, wanted)? {
            Element::Reading(id) => Some(id),
            _ => None,
        }
    }

    fn outcome(&mut self, outcome: &ast::Outcome) -> Option<Outcome> {
        Some(match outcome {
            ast::Outcome::Status {
                of,
                negated,
                status,
                late,
            } => {
                let of = self.references(of);
                if of.is_empty() {
                    return None;
                }
                Outcome::Status {
                    of,
                    negated: *negated,
                    status: *status,
                    late: *late,
                }
            }
            ast::Outcome::Begun { name, negated } => {
                Outcome::Begun(self.resolve(name, DUTY)?, *negated)
            }
            ast::Outcome::Ahead(who, number) => {
                Outcome::Ahead(self.somebody(who)?, number.thousandths)
            }
            ast::Outcome::Nothing(status) => Outcome::Nothing(*status),
            ast::Outcome::Accepted(measure, duty) => {
                Outcome::Accepted(self.measure(measure), self.reference(duty)?)
            }
            ast::Outcome::Refused => Outcome::Refused,
            ast::Outcome::Contested => Outcome::Contested,
        })
    }

    fn record(&mut self, record: &ast::Record) -> Record {
        let names: Vec<&str> = record
            .sources
            .iter()
            .map(|(name, _)| name.text.as_str())
            .collect();
        let sources = record.sources.iter().map(|(name, labels)| {
            let main = (String::new(), labels.main.text.clone());
            let others = labels.others.iter();
            let others = others.map(|(tag, text)| (tag.text.clone(), text.text.clone()));
            let titles = std::iter::once(main).chain(others).collect();
            (name.text.clone(), titles)
        });
        Record {
            title: record.title.text.clone(),
            semantics: record
                .semantics
                .as_ref()
                .map(|number| number.thousandths / 1000),
            sources: sources.collect(),
            rows: record
                .rows
                .iter()
                .filter_map(|row| self.row(row, &names))
                .collect(),
        }
    }

    /// One row. It is left out where a name in it stands for nothing, and that has been told.
    fn row(&mut self, row: &ast::Row, sources: &[&str]) -> Option<Row> {
        let when = match &row.when {
            ast::When::On(moment) => When::On(self.moment(moment)),
            ast::When::Between(one, other) => When::Between(self.moment(one), self.moment(other)),
            ast::When::During(one, other) => When::From(self.moment(one), self.moment(other)),
        };
        let deed = self.deed(&row.deed, row.span);
        let mut made = Row {
            when,
            deed: Deed::TimePasses,
            recorded: None,
            citing: Vec::new(),
            because: None,
            saying: None,
            sources: Vec::new(),
            unchecked: false,
            at: row.span.start as usize,
        };
        for part in &row.parts {
            match part {
                ast::RowPart::Source(names) => self.sources_of(names, sources, &mut made),
                ast::RowPart::Unchecked(_) => made.unchecked = true,
                ast::RowPart::Saying(words) => made.saying = Some(words.text.clone()),
                ast::RowPart::Because(words) => made.because = Some(words.text.clone()),
                ast::RowPart::Citing(duties) => {
                    let citing = duties.items.iter();
                    made.citing = citing
                        .filter_map(|duty| self.reference_to(duty, THING))
                        .collect();
                }
                ast::RowPart::Recorded(moment) => made.recorded = Some(self.moment(moment)),
            }
        }
        made.deed = deed?;
        Some(made)
    }

    fn sources_of(&mut self, names: &List<Name>, sources: &[&str], row: &mut Row) {
        for name in &names.items {
            match sources.iter().position(|source| *source == name.text) {
                Some(place) => row.sources.push(u32::try_from(place).unwrap_or(u32::MAX)),
                None => {
                    let message = format!("the record has no source called `{}`", name.text);
                    let finding = Finding::new("E0101", name.span, message)
                        .help("declare it at the head of the record: `source NAME \"…\";`");
                    self.report.push(finding);
                }
            }
        }
    }

    /// One actor who did something.
    fn somebody(&mut self, who: &Ref) -> Option<ActorId> {
        match who {
            Ref::Name(name) => self.actor_named(name, ACTOR),
            Ref::Parties(span) | Ref::Owed(span) => {
                self.who_exactly(*span);
                None
            }
            Ref::Each(_) | Ref::Any(_) => {
                let who = self.who(who, ACTOR)?;
                self.opened(who).first().copied()
            }
        }
    }

    /// E0105: a deed has an author.
    fn who_exactly(&mut self, at: Span) {
        let message = "who did this is not said";
        let finding = Finding::new("E0105", at, message).help("name one actor for each row");
        self.report.push(finding);
    }

    /// Several who did something; a group stands for its members.
    fn people(&mut self, who: &List<Ref>) -> Vec<ActorId> {
        let mut people = Vec::new();
        for who in self.whos(&who.items) {
            for actor in self.opened(who) {
                if !people.contains(&actor) {
                    people.push(actor);
                }
            }
        }
        people
    }

    fn opened(&self, who: Who) -> Vec<ActorId> {
        self.model.members(&model::Panel {
            who: vec![who],
            or: false,
            threshold: None,
        })
    }

    fn measure(&mut self, measure: &ast::Measure) -> Measure {
        Measure {
            bound: measure.bound,
            number: measure.number.thousandths,
            percent: measure.percent,
            noun: measure
                .noun
                .as_ref()
                .map(|noun| self.noun(noun, Place::Counted)),
            so_far: measure.so_far,
        }
    }

    fn measured(&mut self, measure: Option<&ast::Measure>) -> Option<Measure> {
        measure.map(|measure| self.measure(measure))
    }

    fn roll_named(&mut self, name: &Name) -> Option<model::RollId> {
        let wanted = Wanted {
            what: "list",
            accept: |element| matches!(element, Element::Roll(_)),
            ..DUTY
        };
        match self.resolve(name, wanted)? {
            Element::Roll(id) => Some(id),
            _ => None,
        }
    }

    fn incident(&mut self, incident: &ast::Incident) -> Option<model::Incident> {
        let number = incident.number.as_ref();
        let number = number.map_or(1, |number| self.whole(number, "a number of incidents"));
        let grade = incident.grade.as_ref().and_then(|name| self.grade(name));
        let against = incident.against.as_ref();
        let against = against.map(|who| self.people(who)).unwrap_or_default();
        Some(model::Incident {
            number,
            of: self.article_named(&incident.of)?,
            grade,
            against,
        })
    }

    fn deed(&mut self, deed: &ast::Deed, at: Span) -> Option<Deed> {
        Some(match deed {
            ast::Deed::Performance {
                who,
                partly,
                told,
                duty,
                with,
            } => {
                let who = self.people(who);
                if who.is_empty() {
                    return None;
                }
                Deed::Performance {
                    who,
                    partly: *partly,
                    told: *told,
                    duty: self.reference(duty)?,
                    with: self.measured(with.as_ref()),
                }
            }
            ast::Deed::Counts { who, measure, duty } => Deed::Counts {
                who: self.somebody(who)?,
                measure: self.measure(measure),
                duty: self.reference(duty)?,
            },
            ast::Deed::Plans { who, measure, duty } => Deed::Plans {
                who: self.somebody(who)?,
                measure: self.measure(measure),
                duty: self.reference(duty)?,
            },
            ast::Deed::Receives { who, measure, duty } => Deed::Receives {
                who: self.somebody(who)?,
                measure: self.measure(measure),
                duty: self.reference(duty)?,
            },
            ast::Deed::Withholds { who, duty, with } => Deed::Withholds {
                who: self.somebody(who)?,
                duty: self.reference(duty)?,
                with: self.measured(with.as_ref()),
            },
            ast::Deed::Resumes { who, duty, with } => Deed::Resumes {
                who: self.somebody(who)?,
                duty: self.reference(duty)?,
                with: self.measured(with.as_ref()),
            },
            ast::Deed::EntersIntoForce => Deed::EntersIntoForce,
            ast::Deed::TimePasses => Deed::TimePasses,
            other => return self.finding_deed(other, at),
        })
    }

    /// What verifiers, monitors and deciders do.
    fn finding_deed(&mut self, deed: &ast::Deed, at: Span) -> Option<Deed> {
        Some(match deed {
            ast::Deed::Confirms { who, measure, duty } => Deed::Confirms {
                who: self.somebody(who)?,
                measure: self.measured(measure.as_ref()),
                duty: self.reference(duty)?,
            },
            ast::Deed::Refuses { who, measure, duty } => Deed::Refuses {
                who: self.somebody(who)?,
                measure: self.measured(measure.as_ref()),
                duty: self.reference(duty)?,
            },
            ast::Deed::HoldsPending { who, measure, duty } => Deed::HoldsPending {
                who: self.somebody(who)?,
                measure: self.measure(measure),
                duty: self.reference(duty)?,
            },
            ast::Deed::Unable { who, duty } => Deed::Unable {
                who: self.somebody(who)?,
                duty: self.reference(duty)?,
            },
            ast::Deed::Finds { who, duty, what } => Deed::Finds {
                who: self.somebody(who)?,
                duty: self.reference(duty)?,
                found: *what,
            },
            ast::Deed::Disputes { who, measure, duty } => Deed::Disputes {
                who: self.somebody(who)?,
                measure: self.measured(measure.as_ref()),
                duty: self.reference(duty)?,
            },
            ast::Deed::RulesMeasure { who, measure, duty } => Deed::RulesMeasure {
                who: self.somebody(who)?,
                measure: self.measure(measure),
                duty: self.reference(duty)?,
            },
            ast::Deed::RulesFact { who, fact } => Deed::RulesFact {
                who: self.somebody(who)?,
                fact: self.fact(fact),
            },
            ast::Deed::Incident {
                who,
                verb,
                incident,
            } => Deed::Incident {
                who: self.somebody(who)?,
                verb: *verb,
                incident: self.incident(incident)?,
            },
            ast::Deed::Justifies { who, incident, by } => Deed::Justifies {
                who: self.somebody(who)?,
                incident: self.incident(incident)?,
                by: self.article_named(by)?,
            },
            other => return self.agreeing_deed(other, at),
        })
    }

    /// What those do who declare, use powers, agree and object.
    fn agreeing_deed(&mut self, deed: &ast::Deed, at: Span) -> Option<Deed> {
        Some(match deed {
            ast::Deed::Declares { who, name } => Deed::Declares {
                who: self.somebody(who)?,
                what: self.resolve(name, THING)?,
            },
            ast::Deed::DeclaresComplete { who, name } => Deed::DeclaresComplete {
                who: self.somebody(who)?,
                roll: self.roll_named(name)?,
            },
            ast::Deed::Corrects { who, name, to } => Deed::Corrects {
                who: self.somebody(who)?,
                roll: self.roll_named(name)?,
                to: self.measure(to),
            },
            ast::Deed::Uses {
                who,
                power,
                against,
            } => Deed::Uses {
                who: self.somebody(who)?,
                power: self.article_named(power)?,
                against: against
                    .as_ref()
                    .map(|who| self.people(who))
                    .unwrap_or_default(),
            },
            ast::Deed::ContestsStanding { who, of, under } => Deed::ContestsStanding {
                who: self.somebody(who)?,
                of: self.somebody(of)?,
                under: self.article_named(under)?,
            },
            ast::Deed::Adopts {
                who,
                adopts,
                name,
                by,
            } => Deed::Adopts {
                who: self.somebody(who)?,
                adopts: *adopts,
                what: self.resolve(name, THING)?,
                votes: by.map(|(yes, no)| (yes.thousandths / 1000, no.thousandths / 1000)),
            },
            ast::Deed::Refers { who, duty, to } => Deed::Refers {
                who: self.somebody(who)?,
                duty: self.reference_to(duty, THING)?,
                to: self.somebody(to)?,
            },
            ast::Deed::Opens { who, name } => Deed::Opens {
                who: self.somebody(who)?,
                ladder: self.article_named(name)?,
            },
            ast::Deed::Acts { who, verb, duty } => Deed::Acts {
                who: self.somebody(who)?,
                verb: *verb,
                duty: match duty {
                    Some(duty) => Some(self.reference(duty)?),
                    None => None,
                },
            },
            other => return self.consenting_deed(other, at),
        })
    }

    /// Consents, extensions and words.
    fn consenting_deed(&mut self, deed: &ast::Deed, at: Span) -> Option<Deed> {
        Some(match deed {
            ast::Deed::ExtendsUntil { who, duty, until } => Deed::ExtendsUntil {
                who: self.somebody(who)?,
                what: self.reference_to(duty, THING)?,
                until: self.moment(until),
            },
            ast::Deed::ExtendsBy { who, duty, by } => Deed::ExtendsBy {
                who: self.somebody(who)?,
                what: self.reference_to(duty, THING)?,
                by: self.duration(by),
            },
            ast::Deed::Consents { who, to } => Deed::Consents {
                who: self.people(who),
                to: self.resolve(to, THING)?,
            },
            ast::Deed::Proposes { who, name } => Deed::Proposes {
                who: self.somebody(who)?,
                what: self.resolve(name, THING)?,
            },
            ast::Deed::RefusesConsent { who, name } => Deed::RefusesConsent {
                who: self.somebody(who)?,
                to: self.resolve(name, THING)?,
            },
            ast::Deed::Agree { on, by_conduct } => Deed::Agree {
                on: self.resolve(on, THING)?,
                by_conduct: *by_conduct,
            },
            ast::Deed::Joins { who, joins } => Deed::Joins {
                who: self.somebody(who)?,
                joins: *joins,
            },
            ast::Deed::Says {
                who,
                announces,
                what,
            } => Deed::Says {
                who: self.people(who),
                announces: *announces,
                words: what.text.clone(),
            },
            _ => {
                self.who_exactly(at);
                return None;
            }
        })
    }
}
