//! Readings and amendments; balances, assurances and ends.

use super::clauses::CLAUSES;
use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::lex::TokenKind;
use crate::tree::NodeKind;

const CHANGES: Set = Set {
    what: "what changes",
    mark: ";",
    ends: &["."],
    words: &["earlier", "the"],
    open: false,
};

const END_LINES: Set = Set {
    what: "what ends, or what survives",
    mark: ";",
    ends: &["."],
    words: &["the", "silent"],
    open: false,
};

const WEIGHTS: Set = Set {
    what: "what weighs how much",
    mark: ",",
    ends: &["."],
    words: &["no"],
    open: true,
};

/// One part of a balance.
enum WeightOrBound {
    Weight(Weight),
    Bound(Number),
}

impl Parser<'_> {
    pub(super) fn reading(&mut self) -> Read<Reading> {
        self.expect("reading")?;
        let name = self.declared_name("reading")?;
        let labels = self.maybe_labels()?;
        let cites = self.cites()?;
        self.expect("of")?;
        let of = self.reading_of()?;
        let held = match self.key(0) {
            "by" => {
                self.bump();
                Some(Held::By(self.names()?))
            }
            "in" => {
                self.bump();
                Some(Held::In(self.names()?))
            }
            _ => None,
        };
        self.colon()?;
        let says = self.reading_says(&name.text)?;
        self.stop();
        Ok(Reading {
            name,
            labels,
            cites,
            of,
            held,
            says,
        })
    }

    fn reading_of(&mut self) -> Read<ReadingOf> {
        let start = self.at;
        if self.eat("day") {
            return Ok(ReadingOf::Day(self.number()?));
        }
        if self.eat("the texts") {
            return Ok(ReadingOf::Texts(self.since(start)));
        }
        Ok(ReadingOf::Named(self.duty_refs()?))
    }

    fn reading_says(&mut self, name: &str) -> Read<ReadingSays> {
        match self.key(0) {
            "means" => {
                self.bump();
                return Ok(ReadingSays::Means(self.string()?));
            }
            "covers" => {
                self.bump();
                return Ok(ReadingSays::Covers(self.nouns()?));
            }
            "does" => {
                self.expect("does not cover")?;
                return Ok(ReadingSays::DoesNotCover(self.nouns()?));
            }
            "is" => {
                self.bump();
                let ways = [
                    ("a ceiling", CountedAs::Ceiling),
                    ("a floor", CountedAs::Floor),
                    ("an average", CountedAs::Average),
                    ("an estimate", CountedAs::Estimate),
                    ("a total", CountedAs::Total),
                ];
                let what = "`a ceiling`, `a floor`, `an average` or `an estimate`";
                return Ok(ReadingSays::Is(self.expect_one(what, &ways)?));
            }
            _ => {}
        }
        if self.is_moment(0) && !self.is_field_quantity() {
            return Ok(ReadingSays::Moment(self.moment()?));
        }
        let lead = self.is("at least") && self.is_duration(2);
        if self.begins_quantity() && !lead {
            return Ok(ReadingSays::Quantity(self.quantity()?));
        }
        if CLAUSES.words.contains(&self.key(0)) || self.is_misspelt_clause() {
            let clauses = self.first_and_parts(&CLAUSES, Self::clause);
            self.clauses_once(name, &clauses);
            return Ok(ReadingSays::Clauses(clauses));
        }
        if self.is_name(0) && self.is_ahead(1, "prevails over") {
            let text = self.name()?;
            self.expect("prevails over")?;
            return Ok(ReadingSays::Prevails(text, self.names()?));
        }
        self.reading_sentence(name)
    }

    /// `stage.arms` stands for a number, and for a day only with an hour after it.
    fn is_field_quantity(&self) -> bool {
        self.kind(0) == TokenKind::Field && self.key(1) != "at"
    }

    fn is_misspelt_clause(&mut self) -> bool {
        let sentence = matches!(self.key(1), "shall" | "may" | "," | "and" | "or");
        self.is_name(0) && !sentence && self.suggestion(0, CLAUSES.words).is_some()
    }

    fn reading_sentence(&mut self, name: &str) -> Read<ReadingSays> {
        let start = self.at;
        if !self.is_name(0) && !matches!(self.key(0), "the" | "each" | "any") {
            return self.fail_near("what the reading says", CLAUSES.words);
        }
        let subject = self.subject()?;
        if self.eat("may") {
            let act = self.power_act()?;
            return Ok(ReadingSays::Power(subject, act, self.power_parts()));
        }
        let act = self.act_of(subject, start)?;
        let clauses = self.clauses();
        self.clauses_once(name, &clauses);
        Ok(ReadingSays::Act(act, clauses))
    }

    pub(super) fn amendment(&mut self) -> Read<Amendment> {
        self.expect("amendment")?;
        let name = self.declared_name("amendment")?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        self.expect(",")?;
        let ways = [
            ("agreed", Made::Agreed),
            ("proposed", Made::Proposed),
            ("made", Made::Made),
        ];
        let how = self.expect_one("`agreed`, `proposed` or `made`", &ways)?;
        self.expect("on")?;
        let on = self.date()?;
        let by = if self.eat("by") {
            Some(self.refs()?)
        } else {
            None
        };
        self.colon()?;
        let read = |p: &mut Self| p.spanned(NodeKind::Change, Self::change);
        let changes = self.first_and_parts(&CHANGES, read);
        self.stop();
        Ok(Amendment {
            name,
            labels,
            cites,
            how,
            on,
            by,
            changes,
        })
    }

    fn change(&mut self) -> Read<Change> {
        if self.eat("earlier breaches are") {
            let ways = [("kept", true), ("waived", false)];
            return Ok(Change::EarlierBreaches(
                self.expect_one("`kept` or `waived`", &ways)?,
            ));
        }
        if self.is("the") {
            self.expect("the changes are not known")?;
            return Ok(Change::NotKnown);
        }
        if !self.is_name(0) && self.key(0) != "every" {
            return self.no_part(&CHANGES);
        }
        let of = self.duty_refs()?;
        if self.eat("leaves") {
            return Ok(Change::Leaves(self.only_name(of)?));
        }
        if self.eat("joins as") {
            let roles = [
                ("party", Role::Party),
                ("guarantor", Role::Guarantor),
                ("verifier", Role::Verifier),
            ];
            let role = self.expect_one("`party`, `guarantor` or `verifier`", &roles)?;
            return Ok(Change::Joins(self.only_name(of)?, role));
        }
        if !self.eat("are") && !self.eat("is") {
            let near = &["is", "are", "leaves", "joins"];
            return self.fail_near("`is`, `are`, `joins as` or `leaves`", near);
        }
        self.changed(of)
    }

    fn changed(&mut self, of: List<DutyRef>) -> Read<Change> {
        match self.key(0) {
            "now" => {
                self.expect("now due")?;
                let start = self.at;
                let clause = self.node(NodeKind::Clause, |p| {
                    let kind = p.timing()?;
                    Ok(Clause {
                        kind,
                        span: p.since(start),
                    })
                })?;
                Ok(Change::NowDue(of, clause))
            }
            "replaced" => {
                self.expect("replaced by")?;
                Ok(Change::ReplacedBy(of, self.names()?))
            }
            "added" => {
                self.bump();
                Ok(Change::Added(self.only_names(of)?))
            }
            "withdrawn" => {
                self.bump();
                Ok(Change::Withdrawn(self.only_names(of)?))
            }
            "extended" => {
                self.bump();
                let name = self.only_name(of)?;
                if self.eat("until") {
                    return Ok(Change::ExtendedUntil(name, self.point()?));
                }
                self.expect("by")?;
                Ok(Change::ExtendedBy(name, self.duration()?))
            }
            _ => {
                let near = &["now", "replaced", "added", "withdrawn", "extended"];
                let what = "`now due`, `replaced by`, `added`, `withdrawn` or `extended`";
                self.fail_near(what, near)
            }
        }
    }

    fn only_names(&mut self, of: List<DutyRef>) -> Read<List<Name>> {
        if of
            .items
            .iter()
            .any(|duty| !matches!(duty.row, RowRef::Bare))
        {
            return self.fail("a whole article before this, not one of its rows");
        }
        let items = of.items.into_iter().map(|duty| duty.name).collect();
        Ok(List {
            items,
            any: of.any,
            span: of.span,
        })
    }

    fn only_name(&mut self, of: List<DutyRef>) -> Read<Name> {
        let names = self.only_names(of)?;
        match <[Name; 1]>::try_from(names.items) {
            Ok([name]) => Ok(name),
            Err(_) => self.fail("one name before this"),
        }
    }

    pub(super) fn balance(&mut self) -> Read<Balance> {
        self.expect("balance")?;
        let name = self.declared_name("balance")?;
        let labels = self.maybe_labels()?;
        self.colon()?;
        let mut weights = Vec::new();
        let mut bound = None;
        for part in self.first_and_parts(&WEIGHTS, Self::weight_or_bound) {
            match part {
                WeightOrBound::Weight(weight) => weights.push(weight),
                WeightOrBound::Bound(number) => bound = Some(number),
            }
        }
        let Some(bound) = bound else {
            return self.fail("`no side ahead by more than …` at its end");
        };
        self.stop();
        Ok(Balance {
            name,
            labels,
            weights,
            bound,
        })
    }

    fn weight_or_bound(&mut self) -> Read<WeightOrBound> {
        if self.eat("no") {
            self.expect("side ahead by more than")?;
            return Ok(WeightOrBound::Bound(self.number()?));
        }
        let start = self.at;
        self.node(NodeKind::Weight, |p| {
            let number = if p.is_number(0) {
                Some(p.number()?)
            } else {
                None
            };
            let name = p.name_of("what weighs")?;
            p.expect("weighs")?;
            let weighs = p.number()?;
            let weight = Weight {
                number,
                name,
                weighs,
                span: p.since(start),
            };
            Ok(WeightOrBound::Weight(weight))
        })
    }

    pub(super) fn assurance(&mut self) -> Read<Assurance> {
        self.expect("assurance")?;
        let head = self.head("assurance")?;
        let mut hypotheses = Vec::new();
        if self.eat("if") {
            hypotheses.push(self.node(NodeKind::Hypothesis, Self::hypothesis)?);
            while self.eat("and") {
                hypotheses.push(self.node(NodeKind::Hypothesis, Self::hypothesis)?);
            }
            self.expect(", then")?;
        }
        let property = self.node(NodeKind::Property, Self::property)?;
        self.stop();
        Ok(Assurance {
            head,
            hypotheses,
            property,
        })
    }

    fn hypothesis(&mut self) -> Read<Hypothesis> {
        let ways = [
            ("everyone performs", 0_u8),
            ("at most", 1),
            ("all readings are tried", 2),
        ];
        let what = "`everyone performs`, `at most` or `all readings are tried`";
        match self.expect_one(what, &ways)? {
            0 => Ok(Hypothesis::EveryonePerforms),
            1 => {
                let number = self.number()?;
                let forms = [("duty is", ()), ("duties are", ())];
                self.expect_one("`duty is` or `duties are`", &forms)?;
                Ok(Hypothesis::AtMost(number, self.status()?))
            }
            _ => Ok(Hypothesis::AllReadings),
        }
    }

    fn property(&mut self) -> Read<Property> {
        if self.is("the") {
            self.expect("the agreement can always end")?;
            return Ok(Property::CanAlwaysEnd);
        }
        if self.is_name(0) && self.is_ahead(1, "holds") {
            let name = self.name()?;
            self.expect("holds")?;
            return Ok(Property::Holds(name));
        }
        let duty = self.duty_ref()?;
        if !self.is("is") {
            return self.fail_near("`is`, `is never` or `holds`", &["is", "holds"]);
        }
        self.bump();
        if !self.eat("never") {
            let status = self.status()?;
            self.expect("by")?;
            return Ok(Property::By(duty, status, self.moment()?));
        }
        let status = self.status()?;
        let Some(while_) = self.eat_one(&[("before", false), ("while", true)]) else {
            return Ok(Property::Never(duty, status, None));
        };
        let other = self.duty_ref()?;
        self.expect("is")?;
        let then = (while_, other, self.status()?);
        Ok(Property::Never(duty, status, Some(then)))
    }

    pub(super) fn ending(&mut self) -> Read<Vec<EndLine>> {
        self.expect("ending")?;
        self.colon()?;
        let lines = self.first_and_parts(&END_LINES, |p| {
            let start = p.at;
            p.node(NodeKind::EndLine, |p| {
                let kind = p.end_line()?;
                Ok(EndLine {
                    kind,
                    span: p.since(start),
                })
            })
        });
        self.stop();
        Ok(lines)
    }

    fn end_line(&mut self) -> Read<EndLineKind> {
        if self.is("silent") {
            return Ok(EndLineKind::Silent(self.silent()?));
        }
        if self.eat("the") {
            self.expect("agreement")?;
            return self.ends(None);
        }
        if !self.is_name(0) {
            return self.no_part(&END_LINES);
        }
        let names = self.names()?;
        if self.eat("survives") || self.eat("survive") {
            return Ok(EndLineKind::Survives(names));
        }
        let near = &["survives", "survive", "is", "ends"];
        match <[Name; 1]>::try_from(names.items) {
            Ok([name]) if self.is("is") || self.is("ends") => self.ends(Some(name)),
            _ => self.fail_near("`survives`, `is completed` or `ends`", near),
        }
    }

    fn ends(&mut self, what: Option<Name>) -> Read<EndLineKind> {
        let ways = [("is completed", true), ("ends", false)];
        let completed = self.expect_one("`is completed` or `ends`", &ways)?;
        let ways = [("when", 0_u8), ("on", 1), ("at", 2)];
        let when = match self.expect_one("`when`, `on` or `at`", &ways)? {
            0 => EndWhen::When(self.condition()?),
            1 => EndWhen::On(self.moment()?),
            _ => EndWhen::At(self.point()?),
        };
        let unless = if self.eat("unless") {
            Some(self.condition()?)
        } else {
            None
        };
        Ok(EndLineKind::Ends {
            what,
            completed,
            when,
            unless,
        })
    }
}
