//! Stories and records: rows, deeds, measures, and what a story expects.

use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

const TOLD: Set = Set {
    what: "`on`, `between`, `from` or `then`",
    mark: ";",
    ends: &["."],
    words: &["on", "between", "from", "then"],
    open: false,
};

const ENTRIES: Set = Set {
    what: "`source`, `on`, `between` or `from`",
    mark: ";",
    ends: &["."],
    words: &["source", "on", "between", "from"],
    open: false,
};

const ROW_PARTS: Set = Set {
    what: "`source`, `unchecked`, `saying`, `because`, `citing` or `recorded on`",
    mark: ",",
    ends: &[".", ";"],
    words: &[
        "source",
        "unchecked",
        "saying",
        "because",
        "citing",
        "recorded",
    ],
    open: false,
};

/// One line of a record.
enum Entry {
    Source(Name, Labels),
    Row(Box<Row>),
}

impl Parser<'_> {
    pub(super) fn story(&mut self) -> Read<Story> {
        let start = self.at;
        self.node(NodeKind::Story, |p| {
            p.expect("story")?;
            let title = p.string()?;
            let of = if p.eat("of") { Some(p.name()?) } else { None };
            let expected_to_fail = p.eat(",");
            if expected_to_fail {
                p.expect("expected to fail")?;
            }
            p.colon()?;
            let told = p.first_and_parts(&TOLD, |p| p.node(NodeKind::Told, Self::told));
            p.stop();
            Ok(Story {
                title,
                of,
                expected_to_fail,
                told,
                span: p.since(start),
            })
        })
    }

    fn told(&mut self) -> Read<Told> {
        let start = self.at;
        if !self.eat("then") {
            return Ok(Told::Row(self.row()?));
        }
        let mut reading = None;
        if self.eat("on reading") {
            reading = Some(self.name_of("a reading")?);
            self.expect(",")?;
        }
        let outcome = self.node(NodeKind::Outcome, Self::outcome)?;
        Ok(Told::Then {
            reading,
            outcome,
            span: self.since(start),
        })
    }

    fn outcome(&mut self) -> Read<Outcome> {
        if self.is("it is") {
            self.expect("it is")?;
            let ways = [
                ("refused", Outcome::Refused),
                ("contested", Outcome::Contested),
            ];
            let found = ways.into_iter().find(|(word, _)| self.is(word));
            let Some((_, outcome)) = found else {
                return self.fail_near("`refused` or `contested`", &["refused", "contested"]);
            };
            self.bump();
            return Ok(outcome);
        }
        if self.eat("nothing is") {
            return Ok(Outcome::Nothing(self.status()?));
        }
        if self.begins_measure() {
            let measure = self.measure()?;
            if !self.eat("are") {
                self.expect("is")?;
            }
            self.expect("accepted in")?;
            return Ok(Outcome::Accepted(measure, self.duty_ref()?));
        }
        if matches!(self.key(0), "the" | "each" | "any") {
            let who = self.reference()?;
            return self.ahead(who);
        }
        let of = self.duty_refs()?;
        if self.is("is ahead")
            && let [
                DutyRef {
                    name,
                    row: RowRef::Bare,
                    ..
                },
            ] = of.items.as_slice()
        {
            return self.ahead(Ref::Name(name.clone()));
        }
        self.outcome_of(of)
    }

    fn ahead(&mut self, who: Ref) -> Read<Outcome> {
        self.expect("is ahead by")?;
        Ok(Outcome::Ahead(who, self.number()?))
    }

    fn outcome_of(&mut self, of: List<DutyRef>) -> Read<Outcome> {
        if self.is("has")
            && let [
                DutyRef {
                    name,
                    row: RowRef::Bare,
                    ..
                },
            ] = of.items.as_slice()
        {
            let name = name.clone();
            self.bump();
            let negated = self.eat("not");
            self.expect("begun")?;
            return Ok(Outcome::Begun { name, negated });
        }
        if !self.eat("is") && !self.eat("are") {
            return self.fail_near("`is`, `are` or `has begun`", &["is", "are", "has"]);
        }
        let negated = self.eat("not");
        let status = self.status()?;
        let late = self.eat_one(&[("on time", false), ("late", true)]);
        Ok(Outcome::Status {
            of,
            negated,
            status,
            late,
        })
    }

    pub(super) fn record(&mut self) -> Read<Record> {
        let start = self.at;
        self.node(NodeKind::Record, |p| {
            p.expect("record")?;
            let title = p.string()?;
            p.expect("of")?;
            let of = p.name_of("an agreement")?;
            let mut semantics = None;
            if p.eat(",") {
                p.expect("semantics")?;
                semantics = Some(p.number()?);
            }
            p.colon()?;
            let (mut sources, mut rows) = (Vec::new(), Vec::new());
            for entry in p.first_and_parts(&ENTRIES, |p| p.node(NodeKind::Entry, Self::entry)) {
                match entry {
                    Entry::Source(name, labels) => sources.push((name, labels)),
                    Entry::Row(row) => rows.push(*row),
                }
            }
            p.stop();
            Ok(Record {
                title,
                of,
                semantics,
                sources,
                rows,
                span: p.since(start),
            })
        })
    }

    fn entry(&mut self) -> Read<Entry> {
        if self.eat("source") {
            let name = self.name_of("a name for the source")?;
            return Ok(Entry::Source(name, self.labels()?));
        }
        if !matches!(self.key(0), "on" | "between" | "from") {
            return self.no_part(&ENTRIES);
        }
        Ok(Entry::Row(Box::new(self.row()?)))
    }

    fn row(&mut self) -> Read<Row> {
        let start = self.at;
        self.node(NodeKind::Row, |p| {
            let when = p.when()?;
            p.expect(",")?;
            let deed = p.node(NodeKind::Deed, Self::deed)?;
            let parts = p.parts(&ROW_PARTS, |p| p.node(NodeKind::RowPart, Self::row_part));
            Ok(Row {
                when,
                deed,
                parts,
                span: p.since(start),
            })
        })
    }

    fn when(&mut self) -> Read<When> {
        match self.key(0) {
            "on" => {
                self.bump();
                Ok(When::On(self.moment()?))
            }
            "between" => {
                self.bump();
                let from = self.moment()?;
                self.expect("and")?;
                Ok(When::Between(from, self.moment()?))
            }
            "from" => {
                self.bump();
                let from = self.moment()?;
                self.expect("until")?;
                Ok(When::During(from, self.moment()?))
            }
            _ => self.no_part(&TOLD),
        }
    }

    fn row_part(&mut self) -> Read<RowPart> {
        match self.key(0) {
            "source" => {
                self.bump();
                Ok(RowPart::Source(self.names()?))
            }
            "unchecked" => Ok(RowPart::Unchecked(self.bump())),
            "saying" => {
                self.bump();
                Ok(RowPart::Saying(self.string()?))
            }
            "because" => {
                self.bump();
                Ok(RowPart::Because(self.string()?))
            }
            "citing" => {
                self.bump();
                Ok(RowPart::Citing(self.duty_refs()?))
            }
            "recorded" => {
                self.expect("recorded on")?;
                Ok(RowPart::Recorded(self.moment()?))
            }
            _ => self.no_part(&ROW_PARTS),
        }
    }

    pub(super) fn begins_measure(&self) -> bool {
        let bounded = matches!(self.key(0), "about" | "above" | "below")
            || self.is("at least")
            || self.is("at most")
            || self.is("more than");
        bounded || self.is_number(0)
    }

    pub(super) fn measure(&mut self) -> Read<Measure> {
        let start = self.at;
        self.node(NodeKind::Measure, |p| {
            let bound = p.eat_one(&[
                ("at least", Bound::AtLeast),
                ("at most", Bound::AtMost),
                ("about", Bound::About),
                ("more than", Bound::MoreThan),
                ("above", Bound::Above),
                ("below", Bound::Below),
            ]);
            let number = p.number()?;
            let percent = p.eat("percent");
            if percent {
                p.expect("of")?;
            }
            let none = !percent && (p.is("so far") || p.is("pending in"));
            let is_noun = p.is_string(0) || p.is_name(0);
            let noun = if percent || is_noun && !none {
                Some(p.noun()?)
            } else {
                None
            };
            let so_far = p.eat_one(&[("so far", true), ("more", false)]);
            Ok(Measure {
                bound,
                number,
                percent,
                noun,
                so_far,
                span: p.since(start),
            })
        })
    }

    pub(super) fn begins_incident(&self) -> bool {
        self.is("an incident") || self.is_number(0) && self.key(1) == "incidents"
    }

    pub(super) fn incident(&mut self) -> Read<Incident> {
        self.node(NodeKind::Incident, |p| {
            let number = if p.is_number(0) {
                let number = p.number()?;
                p.expect("incidents")?;
                Some(number)
            } else {
                p.expect("an incident")?;
                None
            };
            p.expect("of")?;
            let of = p.name_of("a prohibition")?;
            let grade = if p.eat("graded") {
                Some(p.name_of("a grade")?)
            } else {
                None
            };
            let against = if p.eat("against") {
                Some(p.refs()?)
            } else {
                None
            };
            Ok(Incident {
                number,
                of,
                grade,
                against,
            })
        })
    }
}
