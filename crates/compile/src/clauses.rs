//! Clauses. One whose names stand for nothing leaves a clause that answers the same question, so
//! that its absence is not told as a gap.

use findings::{Finding, Span};
use model::{
    Clause, Condition, Consequence, Fact, FactKind, FromEnd, Limit, Moment, Point, Reference,
    RowRef,
};
use syntax::ast::{self, ClauseKind, ConsequenceKind, Name};
use words::Join;

use crate::compiler::Compiler;
use crate::failings::Asks;
use crate::names::article_before;
use crate::references::{ACTOR, ARTICLE, VERIFIER};
use crate::rows::Tabled;
use crate::similar;
use crate::times::{EACH_DAY, hours_of};

/// The days of the week, which need no declaration.
const WEEK: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl Compiler<'_> {
    /// A clause.
    pub(crate) fn clause(&mut self, clause: &ast::Clause) -> Clause {
        match self.timing(&clause.kind, clause.span) {
            Some(found) => found,
            None => match self.proof(&clause.kind) {
                Some(found) => found,
                None => self.order_or_scope(&clause.kind, clause.span),
            },
        }
    }

    fn timing(&mut self, kind: &ClauseKind, at: Span) -> Option<Clause> {
        Some(match kind {
            ClauseKind::On { moment, hours } => {
                if let Some(hours) = hours {
                    self.hours_exist(moment, hours);
                }
                let moment = self.moment(moment);
                let hours = hours.as_ref().map(hours_of);
                Clause::On { moment, hours }
            }
            ClauseKind::OnDayOf { after, event } => match self.event(event) {
                Some(event) => Clause::OnDayOf {
                    after: *after,
                    event,
                },
                None => unknown_day(),
            },
            ClauseKind::By(point) => Clause::By(self.point(point)),
            ClauseKind::Between(one, other) => {
                let one = self.point(one);
                Clause::Between(one, self.point(other))
            }
            ClauseKind::NotBefore(point) => Clause::NotBefore(self.point(point)),
            ClauseKind::Within { duration, after } => self.within(duration, after, at),
            ClauseKind::AtOnce { after } => Clause::AtOnce {
                after: after.as_ref().and_then(|event| self.event(event)),
            },
            ClauseKind::AsSoonAsPossible { after } => Clause::AsSoonAsPossible {
                after: after.as_ref().and_then(|event| self.event(event)),
            },
            ClauseKind::BeforeEach { lead, of } => {
                let lead = lead.as_ref().map(|lead| self.duration(lead));
                match self.each(of) {
                    Some(of) => Clause::BeforeEach { lead, of },
                    None => Clause::When(opaque(of)),
                }
            }
            ClauseKind::When(condition) => Clause::When(self.condition(condition)),
            ClauseKind::Whenever(condition) => Clause::Whenever(self.condition(condition)),
            ClauseKind::While(condition) => Clause::While(self.condition(condition)),
            _ => return self.period(kind),
        })
    }

    fn within(&mut self, duration: &ast::Duration, after: &ast::Event, at: Span) -> Clause {
        let length = self.duration(duration);
        if let Some((start, _)) = self.date_of_event(after, 0) {
            self.month_that_ends_not(start, length, true, at);
        }
        match self.event(after) {
            Some(after) => Clause::Within {
                duration: length,
                after,
            },
            None => unknown_day(),
        }
    }

    /// Every round of something.
    fn each(&mut self, name: &Name) -> Option<Reference> {
        let duty = ast::DutyRef {
            name: name.clone(),
            row: ast::RowRef::Every,
            span: name.span,
        };
        let mut of = self.reference_to(&duty, ARTICLE)?;
        let here = self.rows().map(Tabled::By);
        if of.row == RowRef::Every && here == Some(self.tabled(of.element)) {
            of.row = RowRef::Same;
        }
        Some(of)
    }

    fn period(&mut self, kind: &ClauseKind) -> Option<Clause> {
        Some(match kind {
            ClauseKind::From { start, end } => {
                let point = self.point(start);
                let end = match end {
                    ast::FromEnd::Unsaid => FromEnd::Unsaid,
                    ast::FromEnd::Onwards => FromEnd::Onwards,
                    ast::FromEnd::Until(point) => FromEnd::Until(self.point(point)),
                    ast::FromEnd::For(duration) => {
                        let length = self.duration(duration);
                        if let Some((start, _)) = self.date_at(start, 0) {
                            self.month_that_ends_not(start, length, true, duration.span);
                        }
                        FromEnd::For(length)
                    }
                };
                Clause::From { start: point, end }
            }
            ClauseKind::Until(point) => Clause::Until(self.point(point)),
            ClauseKind::Throughout(None) => Clause::Throughout(None),
            ClauseKind::Throughout(Some(name)) => match self.phase_named(name) {
                Some(phase) => Clause::Throughout(Some(phase)),
                None => Clause::Until(Point::Moment(Moment::Unknown)),
            },
            ClauseKind::Every {
                period,
                hours,
                from,
                until,
            } => Clause::Every {
                period: match period {
                    ast::Period::Day(_) => EACH_DAY,
                    ast::Period::Every(duration) => self.duration(duration),
                },
                hours: hours.as_ref().map(hours_of),
                from: self.point(from),
                until: until.as_ref().map(|until| self.point(until)),
            },
            ClauseKind::ForOfEachDay { duration, of } => Clause::ForOfEachDay {
                duration: self.duration(duration),
                of: of.as_ref().map_or_else(Vec::new, |names| {
                    let names = names.items.iter();
                    names.map(|name| self.days_called(name)).collect()
                }),
            },
            ClauseKind::During(duties) => Clause::During(self.references(duties)),
            ClauseKind::AtSameTime(duties) => Clause::AtSameTime(self.references(duties)),
            ClauseKind::TakingEffect(condition) => Clause::TakingEffect(self.condition(condition)),
            ClauseKind::LateBy(duration) => Clause::LateBy(self.duration(duration)),
            _ => return None,
        })
    }

    fn proof(&mut self, kind: &ClauseKind) -> Option<Clause> {
        Some(match kind {
            ClauseKind::VerifiedBy {
                panel,
                within,
                failing,
            } => Clause::VerifiedBy {
                panel: self.panel(panel, VERIFIER),
                within: self.maybe_duration(within.as_ref()),
                failing: self.maybe_failing(failing.as_ref(), Asks::Report),
            },
            ClauseKind::ReceivedBy(panel) => Clause::ReceivedBy(self.panel(panel, ACTOR)),
            ClauseKind::CountedBy(panel) => Clause::CountedBy(self.panel(panel, ACTOR)),
            ClauseKind::CoordinatedBy(panel) => Clause::CoordinatedBy(self.panel(panel, ACTOR)),
            ClauseKind::MonitoredBy(panel) => Clause::MonitoredBy(self.panel(panel, ACTOR)),
            ClauseKind::EvidencedBy(quoted) => Clause::EvidencedBy(quoted.text.clone()),
            ClauseKind::IdentifiedBy {
                panel,
                within,
                failing,
            } => Clause::IdentifiedBy {
                panel: self.panel(panel, ACTOR),
                within: self.maybe_duration(within.as_ref()),
                failing: self.maybe_failing(failing.as_ref(), Asks::Report),
            },
            ClauseKind::Incidents {
                step,
                panel,
                within,
                failing,
            } => Clause::Incidents {
                step: *step,
                panel: self.panel(panel, ACTOR),
                within: self.maybe_duration(within.as_ref()),
                failing: self.maybe_failing(failing.as_ref(), Asks::Incident),
            },
            ClauseKind::DisputeBy {
                panel,
                within,
                decided,
                failing,
            } => Clause::DisputeBy {
                panel: self.panel(panel, ACTOR),
                within: self.maybe_duration(within.as_ref()),
                decided: decided.as_ref().map(|(panel, within)| {
                    let panel = self.panel(panel, ACTOR);
                    (panel, self.maybe_duration(within.as_ref()))
                }),
                failing: self.maybe_failing(failing.as_ref(), Asks::Ruling),
            },
            ClauseKind::If {
                status,
                consequence,
            } => Clause::If {
                status: *status,
                consequence: self.consequence(consequence),
            },
            ClauseKind::BreachedBy(limits) => {
                Clause::BreachedBy(limits.iter().map(|limit| self.limit(limit)).collect())
            }
            _ => return None,
        })
    }

    fn order_or_scope(&mut self, kind: &ClauseKind, at: Span) -> Clause {
        match kind {
            ClauseKind::InExchange { for_, right } => Clause::InExchange {
                for_: self.references(for_),
                right: *right,
            },
            ClauseKind::InParallel(duties) => Clause::InParallel(self.references(duties)),
            ClauseKind::Independent(duties) => Clause::Independent(self.references(duties)),
            ClauseKind::Matched { manner, with } => Clause::Matched {
                manner: *manner,
                with: self.references(with),
            },
            ClauseKind::InOrder(nouns) => Clause::InOrder(self.nouns(nouns)),
            ClauseKind::In(target) => Clause::In(self.target_in(target, at)),
            ClauseKind::StartingIn { target, reaching } => Clause::StartingIn {
                target: self.target_in(target, at),
                reaching: reaching.as_ref().map(|target| self.target_in(target, at)),
            },
            ClauseKind::OfWhich {
                quantity,
                relations,
            } => Clause::OfWhich {
                quantity: self.quantity(quantity),
                relations: self.relations(relations),
            },
            ClauseKind::Through(panel) => Clause::Through(self.panel(panel, ACTOR)),
            ClauseKind::Except(nouns) => Clause::Except(self.nouns(nouns)),
            ClauseKind::Unless(condition) => Clause::Unless(self.condition(condition)),
            ClauseKind::UnlessNotice { to, before } => match self.who(to, ACTOR) {
                Some(to) => Clause::UnlessNotice {
                    to,
                    before: self.maybe_duration(before.as_ref()),
                },
                None => Clause::Unless(opaque_words("notice is given")),
            },
            ClauseKind::WithConsent {
                of,
                within,
                failing,
            } => Clause::WithConsent {
                of: self.whos(&of.items),
                within: self.maybe_duration(within.as_ref()),
                failing: self.maybe_failing(failing.as_ref(), Asks::Consent),
            },
            ClauseKind::NotToBeSuspended => Clause::NotToBeSuspended,
            ClauseKind::Replacing(duties) => Clause::Replacing(self.references(duties)),
            ClauseKind::Silent(slots) => Clause::Silent(words_of(slots)),
            // Timing and proof were tried first; nothing else is left.
            _ => Clause::Silent(Vec::new()),
        }
    }

    /// A length of time, where one is said.
    pub(crate) fn maybe_duration(
        &mut self,
        duration: Option<&ast::Duration>,
    ) -> Option<model::Duration> {
        duration.map(|duration| self.duration(duration))
    }

    fn consequence(&mut self, consequence: &ast::Consequence) -> Consequence {
        match &consequence.kind {
            ConsequenceKind::Ladder(name) => self.ladder_named(name),
            ConsequenceKind::FallsDue(name) => self
                .article_named(name)
                .map_or(Consequence::Nothing, Consequence::FallsDue),
            ConsequenceKind::PassesTo(who) => self
                .who(who, ACTOR)
                .map_or(Consequence::Nothing, Consequence::PassesTo),
            ConsequenceKind::Nothing => Consequence::Nothing,
            ConsequenceKind::DatesMove(duties) => Consequence::DatesMove(self.references(duties)),
            ConsequenceKind::CarriedFor(duration) => {
                Consequence::CarriedFor(self.duration(duration))
            }
            ConsequenceKind::CarriedToNext(word) => {
                self.row_word(word);
                Consequence::CarriedToNext
            }
            ConsequenceKind::ExcessToNext(word) => {
                self.row_word(word);
                Consequence::ExcessToNext
            }
            ConsequenceKind::ExcessFor(duration) => Consequence::ExcessFor(self.duration(duration)),
        }
    }

    /// What days are called: a day of the week, or something declared.
    fn days_called(&mut self, name: &Name) -> String {
        if !WEEK.contains(&name.text.as_str()) && self.names.find(&name.text).is_none() {
            let text = &name.text;
            let help = format!("name a day of the week, or declare it: `term {text} \"…\".`");
            self.undeclared_word(name, &WEEK, &help);
        }
        name.text.clone()
    }

    /// The ladder whose steps follow.
    fn ladder_named(&mut self, name: &Name) -> Consequence {
        let word = self.names.peek(&name.text).map(|symbol| symbol.word);
        match (self.article_named(name), word) {
            (Some(id), Some("ladder")) => Consequence::Ladder(id),
            (Some(_), Some(word)) => {
                let (text, before) = (&name.text, article_before(word));
                let message = format!("`{text}` is {before} {word}; only a ladder has steps");
                self.wrong(name, message, format!("write `{text} falls due`"));
                Consequence::Nothing
            }
            _ => Consequence::Nothing,
        }
    }

    fn limit(&mut self, limit: &ast::Limit) -> Limit {
        match limit {
            ast::Limit::MoreThan {
                number,
                grade,
                within,
                ..
            } => Limit::MoreThan {
                number: self.whole(number, "a number of incidents"),
                grade: grade.as_ref().and_then(|grade| self.grade(grade)),
                within: self.duration(within),
            },
            ast::Limit::Any { grade, .. } => {
                Limit::Any(grade.as_ref().and_then(|grade| self.grade(grade)))
            }
        }
    }

    /// A grade of incidents, by its place in the setting.
    pub(crate) fn grade(&mut self, name: &Name) -> Option<u32> {
        let grades = &self.model.grades;
        if let Some(index) = grades.iter().position(|grade| *grade == name.text) {
            return u32::try_from(index).ok();
        }
        let may = self.report.may_suggest();
        let grades = grades.iter().map(String::as_str).filter(|_| may);
        let similar = similar::nearest(&name.text, grades);
        let mut message = format!("there is no grade called `{}`", name.text);
        if let Some(similar) = similar {
            message.push_str(&format!("; did you mean `{similar}`?"));
        }
        let help = "declare it: `grades minor and serious.`";
        self.report.fold("E0103", &name.text, name.span, || {
            Finding::new("E0103", name.span, message).help(help)
        });
        None
    }
}

/// A clause with a last day that is not known.
fn unknown_day() -> Clause {
    Clause::By(Point::Moment(Moment::Unknown))
}

/// A condition over a name that stands for nothing.
fn opaque(name: &Name) -> Condition {
    opaque_words(&name.text)
}

fn opaque_words(words: &str) -> Condition {
    Condition {
        join: Join::And,
        facts: vec![Fact {
            kind: FactKind::Quoted(words.to_owned()),
            judged: None,
        }],
    }
}

/// The questions that `silent on` names.
pub(crate) fn words_of(slots: &[ast::Slot]) -> Vec<String> {
    slots.iter().map(|slot| slot.word.clone()).collect()
}
