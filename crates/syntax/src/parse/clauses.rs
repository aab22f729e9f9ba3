//! The clauses of an article: each answers one legal question and begins with a reserved word.

use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

/// The clauses after the first sentence of an article.
pub(super) const CLAUSES: Set = Set {
    what: "a clause word",
    mark: ",",
    ends: &["."],
    words: &[
        "verified",
        "within",
        "by",
        "on",
        "if",
        "when",
        "whenever",
        "while",
        "from",
        "until",
        "between",
        "not",
        "at",
        "as",
        "before",
        "throughout",
        "every",
        "for",
        "during",
        "taking",
        "late",
        "in",
        "independent",
        "matched",
        "received",
        "counted",
        "coordinated",
        "monitored",
        "evidenced",
        "identified",
        "incidents",
        "subject",
        "breached",
        "starting",
        "of",
        "through",
        "except",
        "unless",
        "with",
        "replacing",
        "silent",
    ],
    open: false,
};

impl Parser<'_> {
    pub(super) fn clauses(&mut self) -> Vec<Clause> {
        self.parts(&CLAUSES, Self::clause)
    }

    pub(super) fn clause(&mut self) -> Read<Clause> {
        let start = self.at;
        self.node(NodeKind::Clause, |p| {
            let kind = p.clause_kind()?;
            Ok(Clause {
                kind,
                span: p.since(start),
            })
        })
    }

    fn clause_kind(&mut self) -> Read<ClauseKind> {
        match self.key(0) {
            "on" | "by" | "between" | "within" | "at" | "as" | "before" | "when" | "whenever"
            | "while" | "from" | "until" | "throughout" | "every" | "for" | "during" | "taking"
            | "late" => self.timing(),
            "not" => self.not_clause(),
            "in" => self.in_clause(),
            "independent" => {
                self.expect("independent of")?;
                Ok(ClauseKind::Independent(self.duty_refs()?))
            }
            "matched" => self.matched(),
            "verified" => self.verified(),
            "identified" => self.identified(),
            "incidents" => self.incidents(),
            "subject" => self.dispute(),
            "received" | "counted" | "coordinated" | "monitored" => self.seen_by(),
            "evidenced" => {
                self.expect("evidenced by")?;
                Ok(ClauseKind::EvidencedBy(self.string()?))
            }
            "if" => self.result(),
            "breached" => self.breached_by(),
            "starting" => self.starting_in(),
            "of" => {
                self.expect("of which")?;
                let quantity = self.quantity()?;
                Ok(ClauseKind::OfWhich {
                    quantity,
                    relations: self.relations()?,
                })
            }
            "through" => {
                self.bump();
                Ok(ClauseKind::Through(self.panel()?))
            }
            "except" => {
                self.bump();
                Ok(ClauseKind::Except(self.nouns()?))
            }
            "unless" => self.unless(),
            "with" => {
                let (of, within, failing) = self.with_consent()?;
                Ok(ClauseKind::WithConsent {
                    of,
                    within,
                    failing,
                })
            }
            "replacing" => {
                self.bump();
                Ok(ClauseKind::Replacing(self.duty_refs()?))
            }
            "silent" => Ok(ClauseKind::Silent(self.silent()?)),
            _ => self.no_part(&CLAUSES),
        }
    }

    /// The clauses that say when.
    pub(super) fn timing(&mut self) -> Read<ClauseKind> {
        match self.key(0) {
            "on" => self.on_clause(),
            "by" => {
                self.bump();
                Ok(ClauseKind::By(self.point()?))
            }
            "between" => {
                self.bump();
                let from = self.point()?;
                self.expect("and")?;
                Ok(ClauseKind::Between(from, self.point()?))
            }
            "within" => {
                self.bump();
                let duration = self.duration()?;
                if self.clause_ends() {
                    return self.fail("what it is counted from, as in `after signature`");
                }
                self.expect("after")?;
                Ok(ClauseKind::Within {
                    duration,
                    after: self.event()?,
                })
            }
            "at" => self.at_clause(),
            "as" => {
                self.expect("as soon as possible")?;
                Ok(ClauseKind::AsSoonAsPossible {
                    after: self.maybe_after()?,
                })
            }
            "before" => self.before_each(None),
            "when" | "whenever" | "while" => {
                let word = self.key(0);
                self.bump();
                let condition = self.condition()?;
                Ok(match word {
                    "when" => ClauseKind::When(condition),
                    "whenever" => ClauseKind::Whenever(condition),
                    _ => ClauseKind::While(condition),
                })
            }
            "not" => {
                self.expect("not before")?;
                Ok(ClauseKind::NotBefore(self.point()?))
            }
            _ => self.lasting(),
        }
    }

    /// The clauses that say how long, or how often.
    fn lasting(&mut self) -> Read<ClauseKind> {
        match self.key(0) {
            "from" => self.span_clause(),
            "until" => {
                self.bump();
                Ok(ClauseKind::Until(self.point()?))
            }
            "throughout" => {
                self.bump();
                if self.eat("the") {
                    self.expect("agreement")?;
                    return Ok(ClauseKind::Throughout(None));
                }
                Ok(ClauseKind::Throughout(Some(self.name_of("a phase")?)))
            }
            "every" => self.every(),
            "for" => {
                self.bump();
                let duration = self.duration()?;
                if self.clause_ends() {
                    return self.fail("`of each day`, or `from …` before the `for`");
                }
                self.expect("of each day")?;
                let of = if self.eat("of") {
                    Some(self.names()?)
                } else {
                    None
                };
                Ok(ClauseKind::ForOfEachDay { duration, of })
            }
            "during" => {
                self.bump();
                Ok(ClauseKind::During(self.duty_refs()?))
            }
            "taking" => {
                self.expect("taking effect when")?;
                Ok(ClauseKind::TakingEffect(self.condition()?))
            }
            "late" => {
                self.expect("late by at most")?;
                let by = self.duration()?;
                self.expect("is no breach")?;
                Ok(ClauseKind::LateBy(by))
            }
            _ => self.fail_near("when, as in `by day 3`", CLAUSES.words),
        }
    }

    fn clause_ends(&self) -> bool {
        matches!(self.key(0), "," | ".")
    }

    fn on_clause(&mut self) -> Read<ClauseKind> {
        self.expect("on")?;
        if self.is("the day") {
            self.expect("the day")?;
            let ways = [("of", false), ("after", true)];
            let after = self.expect_one("`of` or `after`", &ways)?;
            return Ok(ClauseKind::OnDayOf {
                after,
                event: self.event()?,
            });
        }
        let moment = self.moment()?;
        Ok(ClauseKind::On {
            moment,
            hours: self.maybe_hours()?,
        })
    }

    fn at_clause(&mut self) -> Read<ClauseKind> {
        if self.eat("at once") {
            return Ok(ClauseKind::AtOnce {
                after: self.maybe_after()?,
            });
        }
        if self.eat("at least") {
            let lead = self.duration()?;
            return self.before_each(Some(lead));
        }
        if self.is("at the") {
            self.expect("at the same time as")?;
            return Ok(ClauseKind::AtSameTime(self.duty_refs()?));
        }
        self.expect("at")?;
        self.fail_near("`once`, `least` or `the same time as`", &["once", "least"])
    }

    fn maybe_after(&mut self) -> Read<Option<Event>> {
        if self.eat("after") {
            self.event().map(Some)
        } else {
            Ok(None)
        }
    }

    fn before_each(&mut self, lead: Option<Duration>) -> Read<ClauseKind> {
        self.expect("before each")?;
        let of = self.name_of("an article")?;
        Ok(ClauseKind::BeforeEach { lead, of })
    }

    fn span_clause(&mut self) -> Read<ClauseKind> {
        self.expect("from")?;
        let start = self.point()?;
        let end = match self.key(0) {
            "until" => {
                self.bump();
                FromEnd::Until(self.point()?)
            }
            "for" => {
                self.bump();
                FromEnd::For(self.duration()?)
            }
            "onwards" => {
                self.bump();
                FromEnd::Onwards
            }
            _ => FromEnd::Unsaid,
        };
        Ok(ClauseKind::From { start, end })
    }

    fn every(&mut self) -> Read<ClauseKind> {
        self.expect("every")?;
        let period = if self.is("day") {
            Period::Day(self.bump())
        } else {
            Period::Every(self.duration()?)
        };
        let hours = self.maybe_hours()?;
        self.expect("from")?;
        let from = self.point()?;
        Ok(ClauseKind::Every {
            period,
            hours,
            from,
            until: self.maybe_until()?,
        })
    }

    fn not_clause(&mut self) -> Read<ClauseKind> {
        if self.is_ahead(1, "to") {
            self.expect("not to be suspended")?;
            return Ok(ClauseKind::NotToBeSuspended);
        }
        self.expect("not before")?;
        Ok(ClauseKind::NotBefore(self.point()?))
    }

    fn in_clause(&mut self) -> Read<ClauseKind> {
        if self.is("in exchange for") {
            self.expect("in exchange for")?;
            let for_ = self.duty_refs()?;
            let right = self.eat_one(&[("with", true), ("without", false)]);
            if right.is_some() {
                self.expect("a right to withhold")?;
            }
            return Ok(ClauseKind::InExchange { for_, right });
        }
        if self.is("in parallel") {
            self.expect("in parallel with")?;
            return Ok(ClauseKind::InParallel(self.duty_refs()?));
        }
        if self.eat("in the order") {
            return Ok(ClauseKind::InOrder(self.nouns()?));
        }
        self.expect("in")?;
        Ok(ClauseKind::In(self.target()?))
    }

    fn matched(&mut self) -> Read<ClauseKind> {
        self.expect("matched")?;
        let manner = self.eat_one(&[
            ("place by place", Matching::Place),
            ("share by share", Matching::Share),
            ("stage by stage", Matching::Stage),
        ]);
        self.expect("with")?;
        Ok(ClauseKind::Matched {
            manner,
            with: self.duty_refs()?,
        })
    }

    fn starting_in(&mut self) -> Read<ClauseKind> {
        self.expect("starting in")?;
        let target = self.target()?;
        let reaching = if self.eat("and reaching") {
            Some(self.target()?)
        } else {
            None
        };
        Ok(ClauseKind::StartingIn { target, reaching })
    }

    fn unless(&mut self) -> Read<ClauseKind> {
        self.expect("unless")?;
        if !self.is("notice is") {
            return Ok(ClauseKind::Unless(self.condition()?));
        }
        self.expect("notice is given to")?;
        let to = self.reference()?;
        let mut before = None;
        if self.is_duration(0) {
            before = Some(self.duration()?);
            self.expect("before")?;
        }
        Ok(ClauseKind::UnlessNotice { to, before })
    }
}
