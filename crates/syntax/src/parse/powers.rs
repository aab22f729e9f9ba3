//! Powers, snapbacks, and ladders with their steps.

use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

const POWER_PARTS: Set = Set {
    what: "a clause word of a power",
    mark: ",",
    ends: &["."],
    words: &[
        "when", "while", "unless", "after", "for", "with", "from", "until", "silent",
    ],
    open: false,
};

const STEPS: Set = Set {
    what: "`first`, `next`, `also`, `instead` or `last`",
    mark: ";",
    ends: &["."],
    words: &[
        "first", "next", "also", "instead", "last", "covering", "stopping", "silent",
    ],
    open: false,
};

const STEP_PARTS: Set = Set {
    what: "a clause word of a step",
    mark: ",",
    ends: &[".", ";"],
    words: &[
        "within", "at", "binding", "advisory", "failing", "extended", "when", "while", "unless",
        "after", "for", "with", "from", "until", "silent",
    ],
    open: false,
};

const SNAPBACK_PARTS: Set = Set {
    what: "`not affecting` or `silent on`",
    mark: ",",
    ends: &["."],
    words: &["not", "silent"],
    open: false,
};

/// One line of a ladder.
enum Rung {
    Step(Box<Step>),
    Covering(List<DutyRef>),
    Stopping(Condition),
    Silent(Vec<Slot>),
}

/// What may end a snapback.
enum SnapbackPart {
    NotAffecting(List<Noun>),
    Silent(Vec<Slot>),
}

impl Parser<'_> {
    pub(super) fn power(&mut self) -> Read<ArticleKind> {
        let subject = self.subject()?;
        self.expect("may")?;
        let act = self.power_act()?;
        let parts = self.power_parts();
        Ok(ArticleKind::Power {
            subject,
            act,
            parts,
        })
    }

    pub(super) fn power_parts(&mut self) -> Vec<PowerPart> {
        self.parts(&POWER_PARTS, |p| {
            let start = p.at;
            p.node(NodeKind::PowerPart, |p| {
                let kind = p.power_part()?;
                Ok(PowerPart {
                    kind,
                    span: p.since(start),
                })
            })
        })
    }

    pub(super) fn power_act(&mut self) -> Read<PowerAct> {
        let start = self.at;
        self.node(NodeKind::PowerAct, |p| {
            let kind = p.power_kind()?;
            Ok(PowerAct {
                kind,
                span: p.since(start),
            })
        })
    }

    fn power_kind(&mut self) -> Read<PowerKind> {
        match self.key(0) {
            "suspend" => {
                self.bump();
                Ok(PowerKind::Suspend(self.targets()?))
            }
            "withhold" => {
                self.bump();
                Ok(PowerKind::Withhold(self.targets()?))
            }
            "terminate" => {
                self.bump();
                Ok(PowerKind::Terminate(self.targets()?))
            }
            "waive" => {
                self.bump();
                Ok(PowerKind::Waive(self.targets()?))
            }
            "invoke" => {
                self.bump();
                Ok(PowerKind::Invoke(self.name()?))
            }
            "extend" => self.extend(),
            "set" if self.is("set new dates") => {
                self.expect("set new dates for")?;
                Ok(PowerKind::SetDates(self.duty_refs()?))
            }
            _ => {
                let verb = self.verb()?;
                Ok(PowerKind::Act {
                    verb,
                    object: self.maybe_object()?,
                })
            }
        }
    }

    fn extend(&mut self) -> Read<PowerKind> {
        self.expect("extend")?;
        let what = self.name()?;
        if !self.eat("by") {
            return Ok(PowerKind::Extend {
                what,
                by: None,
                at_most: false,
            });
        }
        let at_most = self.eat("at most");
        Ok(PowerKind::Extend {
            what,
            by: Some(self.duration()?),
            at_most,
        })
    }

    fn targets(&mut self) -> Read<Targets> {
        self.node(NodeKind::Targets, |p| {
            if p.eat("the agreement") {
                return Ok(Targets::Agreement);
            }
            if p.is("the") {
                p.expect("the duties given in exchange")?;
                return Ok(Targets::GivenInExchange);
            }
            if p.is("its own") {
                p.expect("its own duties")?;
                let in_part = p.is("in whole");
                if in_part {
                    p.expect("in whole or in part")?;
                }
                return Ok(Targets::Own(in_part));
            }
            Ok(Targets::Duties(p.duty_refs()?))
        })
    }

    fn power_part(&mut self) -> Read<PowerPartKind> {
        match self.key(0) {
            "when" | "while" | "unless" => {
                let word = self.key(0);
                self.bump();
                let condition = self.condition()?;
                Ok(match word {
                    "when" => PowerPartKind::When(condition),
                    "while" => PowerPartKind::While(condition),
                    _ => PowerPartKind::Unless(condition),
                })
            }
            "after" => {
                self.bump();
                let notice = self.duration()?;
                self.expect("of notice")?;
                let to = if self.eat("to") {
                    Some(self.refs()?)
                } else {
                    None
                };
                Ok(PowerPartKind::AfterNotice { notice, to })
            }
            "for" => {
                self.expect("for at most")?;
                Ok(PowerPartKind::ForAtMost(self.duration()?))
            }
            "with" if self.is("with clocks") => {
                self.expect("with clocks")?;
                let ways = [("stopped", true), ("running", false)];
                Ok(PowerPartKind::Clocks(
                    self.expect_one("`stopped` or `running`", &ways)?,
                ))
            }
            "with" => {
                let (of, within, failing) = self.with_consent()?;
                Ok(PowerPartKind::WithConsent {
                    of,
                    within,
                    failing,
                })
            }
            "from" => {
                self.bump();
                let from = self.point()?;
                Ok(PowerPartKind::From(from, self.maybe_until()?))
            }
            "until" => {
                self.bump();
                Ok(PowerPartKind::Until(self.point()?))
            }
            "silent" => Ok(PowerPartKind::Silent(self.silent()?)),
            _ => self.no_part(&POWER_PARTS),
        }
    }

    pub(super) fn snapback(&mut self, name: &str) -> Read<Snapback> {
        let subject = self.subject()?;
        self.expect("may give notice")?;
        let to = if self.eat("to") {
            Some(self.reference()?)
        } else {
            None
        };
        let when = if self.eat("when") {
            Some(self.condition()?)
        } else {
            None
        };
        self.expect(", and")?;
        let delay = self.duration()?;
        self.expect("later the terms of")?;
        let returns = self.names()?;
        self.expect("return")?;
        let mut ceases = None;
        if self.eat("and the terms of") {
            ceases = Some(self.names()?);
            self.expect("cease")?;
        }
        self.expect(", unless")?;
        let unless = self.subject()?;
        if !self.eat("resolves") {
            self.expect("resolve")?;
        }
        let mut keeping = None;
        if !self.eat("otherwise") {
            self.expect("to keep the terms of")?;
            keeping = Some(self.names()?);
        }
        let (mut not_affecting, mut silent) = (None, Vec::new());
        let parts = self.parts(&SNAPBACK_PARTS, |p| {
            p.spanned(NodeKind::PowerPart, Self::snapback_part)
        });
        self.once(name, &parts, |part| match part {
            SnapbackPart::NotAffecting(_) => Some("what it does not affect"),
            SnapbackPart::Silent(_) => None,
        });
        for (part, _) in parts {
            match part {
                SnapbackPart::NotAffecting(nouns) => not_affecting = Some(nouns),
                SnapbackPart::Silent(slots) => silent.extend(slots),
            }
        }
        Ok(Snapback {
            subject,
            to,
            when,
            delay,
            returns,
            ceases,
            unless,
            keeping,
            not_affecting,
            silent,
        })
    }

    fn snapback_part(&mut self) -> Read<SnapbackPart> {
        match self.key(0) {
            "not" => {
                self.expect("not affecting")?;
                Ok(SnapbackPart::NotAffecting(self.nouns()?))
            }
            "silent" => Ok(SnapbackPart::Silent(self.silent()?)),
            _ => self.no_part(&SNAPBACK_PARTS),
        }
    }

    pub(super) fn ladder(&mut self) -> Read<Ladder> {
        let mut ladder = Ladder {
            opened_by: None,
            steps: Vec::new(),
            covering: None,
            stopping: None,
            silent: Vec::new(),
        };
        if self.is("opened by") {
            self.expect("opened by")?;
            let by = self.subject()?;
            let when = if self.eat("when") {
                Some(self.condition()?)
            } else {
                None
            };
            ladder.opened_by = Some((by, when));
            self.expect(";")?;
        }
        for rung in self.first_and_parts(&STEPS, Self::rung) {
            match rung {
                Rung::Step(step) => ladder.steps.push(*step),
                Rung::Covering(duties) => ladder.covering = Some(duties),
                Rung::Stopping(condition) => ladder.stopping = Some(condition),
                Rung::Silent(slots) => ladder.silent.extend(slots),
            }
        }
        Ok(ladder)
    }

    fn rung(&mut self) -> Read<Rung> {
        match self.key(0) {
            "covering" => {
                self.bump();
                Ok(Rung::Covering(self.duty_refs()?))
            }
            "stopping" => {
                self.expect("stopping when")?;
                Ok(Rung::Stopping(self.condition()?))
            }
            "silent" => Ok(Rung::Silent(self.silent()?)),
            _ => Ok(Rung::Step(Box::new(self.step()?))),
        }
    }

    fn step(&mut self) -> Read<Step> {
        let orders = [
            ("first", StepOrder::First),
            ("next", StepOrder::Next),
            ("also", StepOrder::Also),
            ("instead", StepOrder::Instead),
            ("last", StepOrder::Last),
        ];
        let start = self.at;
        self.node(NodeKind::Step, |p| {
            let Some(order) = p.eat_one(&orders) else {
                return p.no_part(&STEPS);
            };
            p.expect(",")?;
            let begun = p.at;
            let subject = p.subject()?;
            let act = if p.eat("may") {
                StepAct::May(subject, p.power_act()?)
            } else {
                StepAct::Shall(p.act_of(subject, begun)?)
            };
            let parts = p.parts(&STEP_PARTS, |p| {
                let start = p.at;
                p.node(NodeKind::StepPart, |p| {
                    let kind = p.step_part()?;
                    Ok(StepPart {
                        kind,
                        span: p.since(start),
                    })
                })
            });
            Ok(Step {
                order,
                act,
                parts,
                span: p.since(start),
            })
        })
    }

    fn step_part(&mut self) -> Read<StepPartKind> {
        match self.key(0) {
            "within" => {
                self.bump();
                Ok(StepPartKind::Within(self.duration()?))
            }
            "at" => {
                self.expect("at once")?;
                Ok(StepPartKind::AtOnce)
            }
            "binding" => {
                self.bump();
                let on = if self.eat("on") {
                    Some(self.refs()?)
                } else {
                    None
                };
                Ok(StepPartKind::Binding(on))
            }
            "advisory" => {
                self.bump();
                Ok(StepPartKind::Advisory)
            }
            "failing" => Ok(StepPartKind::Failing(self.failing()?)),
            "extended" => {
                self.expect("extended by consent of")?;
                let by = self.subject()?;
                Ok(StepPartKind::Extended {
                    by,
                    at_most: self.maybe_at_most()?,
                })
            }
            key if POWER_PARTS.words.contains(&key) => Ok(StepPartKind::Power(self.power_part()?)),
            _ => self.no_part(&STEP_PARTS),
        }
    }
}
