//! Conditions: facts, how they are joined, and who judges them.

use findings::Finding;

use super::lists::Items;
use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

/// A list whose kind shows only by the verb after it: articles that are so, or actors who ask.
enum Named {
    Duty(DutyRef),
    Ref(Ref),
}

impl Parser<'_> {
    pub(super) fn condition(&mut self) -> Read<Condition> {
        let start = self.at;
        self.node(NodeKind::Condition, |p| {
            if p.is("either") {
                p.bump();
                let one = p.fact()?;
                p.expect("or")?;
                let facts = vec![one, p.fact()?];
                return Ok(Condition {
                    join: Join::Either,
                    facts,
                    span: p.since(start),
                });
            }
            let mut facts = vec![p.fact()?];
            let mut join = Join::And;
            let mut told = false;
            while p.is("or") || p.is("and") && p.begins_fact(1) {
                let next = if p.is("or") { Join::Or } else { Join::And };
                if facts.len() > 1 && next != join && !told {
                    told = true;
                    let message = "this condition mixes `and` and `or`";
                    let finding = Finding::new("E0007", p.word(0).span, message);
                    p.tell(finding.help("make a milestone of one of the two"));
                }
                join = next;
                p.bump();
                facts.push(p.fact()?);
            }
            Ok(Condition {
                join,
                facts,
                span: p.since(start),
            })
        })
    }

    /// Whether a fact may begin there, so that `and 72 hours later` is left to a snapback.
    fn begins_fact(&self, ahead: usize) -> bool {
        let word = self.key(ahead);
        self.is_name(ahead)
            || self.is_string(ahead)
            || self.is_duration(ahead)
            || matches!(
                word,
                "it" | "the" | "any" | "an" | "each" | "every" | "about"
            )
    }

    pub(super) fn fact(&mut self) -> Read<Fact> {
        let start = self.at;
        self.node(NodeKind::Fact, |p| {
            let kind = p.fact_kind()?;
            let judgeable = matches!(kind, FactKind::Status { .. } | FactKind::Quoted(_));
            let judged = if judgeable { p.maybe_judged()? } else { None };
            Ok(Fact {
                kind,
                judged,
                span: p.since(start),
            })
        })
    }

    fn maybe_judged(&mut self) -> Read<Option<Subject>> {
        if !self.is("as") {
            return Ok(None);
        }
        self.expect("as judged by")?;
        self.fact_tail(Self::panel).map(Some)
    }

    /// Reads the end of a fact, after which `and` may begin another.
    fn fact_tail<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let around = std::mem::replace(&mut self.in_fact_tail, true);
        let value = read(self);
        self.in_fact_tail = around;
        value
    }

    fn fact_kind(&mut self) -> Read<FactKind> {
        if self.is_string(0) {
            return Ok(FactKind::Quoted(self.string()?));
        }
        let of_itself = [
            ("it is", SelfRef::It),
            ("the breach is", SelfRef::Breach),
            ("any duty is", SelfRef::AnyDuty),
        ];
        if let Some(which) = self.eat_one(&of_itself) {
            return Ok(FactKind::Self_ {
                which,
                status: self.status()?,
            });
        }
        if self.eat("any of") {
            let of = self.duty_refs()?;
            self.expect("is")?;
            return Ok(FactKind::AnyOf {
                of,
                status: self.status()?,
            });
        }
        if self.is_duration(0) {
            return self.no_incident();
        }
        if self.eat("an incident of") {
            let names = self.names()?;
            self.expect("is alleged")?;
            return Ok(FactKind::Alleged(names));
        }
        self.named_fact()
    }

    fn no_incident(&mut self) -> Read<FactKind> {
        let duration = self.duration()?;
        if !self.eat("passes") {
            self.expect("pass")?;
        }
        self.expect("without an incident")?;
        let mut of = None;
        if self.eat("of") {
            of = Some(self.fact_tail(Self::names)?);
        }
        Ok(FactKind::NoIncident { duration, of })
    }

    /// A fact that begins with names: `a and b are done`, `the movement requests it`.
    fn named_fact(&mut self) -> Read<FactKind> {
        let refs_only = matches!(self.key(0), "the" | "each" | "any");
        if !refs_only && !self.is_name(0) && self.key(0) != "every" {
            return self.fail("a condition");
        }
        let named = self.list(Items::Facts, |p| {
            if matches!(p.key(0), "the" | "each" | "any") {
                return Ok(Named::Ref(p.reference()?));
            }
            Ok(Named::Duty(p.duty_ref()?))
        })?;
        if !refs_only && (self.eat("is") || self.eat("are")) {
            return self.status_of(named);
        }
        let asks = [
            ("requests it", AskVerb::Requests),
            ("request it", AskVerb::Requests),
            ("orders it", AskVerb::Orders),
            ("order it", AskVerb::Orders),
            ("permits it", AskVerb::Permits),
            ("permit it", AskVerb::Permits),
        ];
        if let Some(verb) = self.eat_one(&asks) {
            return Ok(FactKind::Asked {
                who: self.as_refs(named)?,
                verb,
            });
        }
        if self.eat("consents") || self.eat("consent") {
            return Ok(FactKind::Consents(self.as_refs(named)?));
        }
        if refs_only {
            let near = &["consents", "consent", "requests", "orders", "permits"];
            return self.fail_near(
                "`consents`, `requests it`, `orders it` or `permits it`",
                near,
            );
        }
        self.fail_near("`is` or `are`", &["is", "are", "consents", "requests"])
    }

    fn status_of(&mut self, named: List<Named>) -> Read<FactKind> {
        let of = self.as_duties(named)?;
        let status = self.status()?;
        let mut times = None;
        if self.is_number(0) {
            let number = self.number()?;
            self.either_form("times", "time")?;
            self.expect("in any")?;
            times = Some((number, self.duration()?));
        }
        let same_place = self.is("in the same");
        if same_place {
            self.expect("in the same place")?;
        }
        Ok(FactKind::Status {
            of,
            status,
            times,
            same_place,
        })
    }

    fn as_duties(&mut self, named: List<Named>) -> Read<List<DutyRef>> {
        let mut items = Vec::with_capacity(named.items.len());
        for item in named.items {
            match item {
                Named::Duty(duty) => items.push(duty),
                Named::Ref(_) => return self.fail("`consents` or `requests it`"),
            }
        }
        Ok(List {
            items,
            any: named.any,
            span: named.span,
        })
    }

    fn as_refs(&mut self, named: List<Named>) -> Read<List<Ref>> {
        let mut items = Vec::with_capacity(named.items.len());
        for item in named.items {
            match item {
                Named::Ref(one) => items.push(one),
                Named::Duty(DutyRef {
                    name,
                    row: RowRef::Bare,
                    ..
                }) => {
                    items.push(Ref::Name(name));
                }
                Named::Duty(_) => return self.fail("an actor before the verb"),
            }
        }
        Ok(List {
            items,
            any: named.any,
            span: named.span,
        })
    }

    pub(super) fn status(&mut self) -> Read<Status> {
        if let Some(found) = Status::WORDS.iter().find(|(word, _)| *word == self.key(0)) {
            self.bump();
            return Ok(found.1);
        }
        let near: Vec<&'static str> = Status::WORDS.iter().map(|(word, _)| *word).collect();
        self.fail_near("how it stands, as in `done` or `verified`", &near)
    }
}
