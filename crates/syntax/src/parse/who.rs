//! Texts, actors and groups.

use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

const TEXT_PARTS: Set = Set {
    what: "what is known of the text",
    mark: ",",
    ends: &["."],
    words: &[
        "signed",
        "agreed",
        "made",
        "adopted",
        "announced",
        "published",
        "proposed",
        "not",
        "background",
        "practice",
        "adding",
        "amending",
        "prevailing",
        "in",
        "silent",
    ],
    open: false,
};

const ACTOR_PARTS: Set = Set {
    what: "what is said of an actor",
    mark: ",",
    ends: &["."],
    words: &[
        "answering",
        "chaired",
        "deciding",
        "with",
        "without",
        "formed",
        "from",
        "until",
        "at",
        "silent",
    ],
    open: false,
};

const ROLES: &[(&str, Role)] = &[
    ("party", Role::Party),
    ("mediator", Role::Mediator),
    ("guarantor", Role::Guarantor),
    ("verifier", Role::Verifier),
    ("signatory", Role::Signatory),
    ("body", Role::Body),
    ("outsider", Role::Outsider),
];

const MADE: &[(&str, Made)] = &[
    ("signed", Made::Signed),
    ("agreed", Made::Agreed),
    ("made", Made::Made),
    ("adopted", Made::Adopted),
    ("announced", Made::Announced),
    ("published", Made::Published),
    ("proposed", Made::Proposed),
];

impl Parser<'_> {
    pub(super) fn a_text(&mut self) -> Read<Text> {
        self.expect("text")?;
        let name = self.declared_name("text")?;
        let labels = self.labels()?;
        let parts = self.parts(&TEXT_PARTS, |p| {
            p.spanned(NodeKind::TextPart, Self::text_part)
        });
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            TextPart::InForce(..) => Some("from when it is in force"),
            _ => None,
        });
        Ok(Text {
            name,
            labels,
            parts,
        })
    }

    fn text_part(&mut self) -> Read<TextPart> {
        if let Some(how) = self.eat_one(MADE) {
            let by = if self.eat("by") {
                Some(self.names()?)
            } else {
                None
            };
            let on = if self.eat("on") {
                Some(self.date()?)
            } else {
                None
            };
            return Ok(TextPart::Made { how, by, on });
        }
        match self.key(0) {
            "not" => {
                self.expect("not published")?;
                Ok(TextPart::NotPublished)
            }
            "background" => {
                self.bump();
                Ok(TextPart::Background)
            }
            "practice" => {
                self.bump();
                Ok(TextPart::Practice)
            }
            "adding" => {
                self.expect("adding to")?;
                Ok(TextPart::AddingTo(self.names()?))
            }
            "amending" => {
                self.bump();
                Ok(TextPart::Amending(self.names()?))
            }
            "prevailing" => {
                self.expect("prevailing over")?;
                Ok(TextPart::PrevailingOver(self.names()?))
            }
            "in" => {
                self.expect("in force from")?;
                let from = self.point()?;
                Ok(TextPart::InForce(from, self.maybe_until()?))
            }
            "silent" => Ok(TextPart::Silent(self.silent()?)),
            _ => self.no_part(&TEXT_PARTS),
        }
    }

    pub(super) fn actor(&mut self) -> Read<Actor> {
        let role = self.expect_one("a role", ROLES)?;
        let name = self.declared_name(ROLES.iter().find(|r| r.1 == role).map_or("", |r| r.0))?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        let members = if self.eat("of") {
            Some(self.names()?)
        } else {
            None
        };
        let parts = self.parts(&ACTOR_PARTS, |p| {
            p.spanned(NodeKind::ActorPart, Self::actor_part)
        });
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            ActorPart::ChairedBy(_) => Some("who chairs it"),
            ActorPart::Consensus | ActorPart::Majority | ActorPart::Members(_) => {
                Some("how it decides")
            }
            ActorPart::Power(_) => Some("whether it may decide"),
            ActorPart::FormedBy(_) => Some("what forms it"),
            ActorPart::From(..) => Some("from when it is there"),
            ActorPart::Until(..) => Some("until when it is there"),
            _ => None,
        });
        Ok(Actor {
            role,
            name,
            labels,
            cites,
            members,
            parts,
        })
    }

    fn actor_part(&mut self) -> Read<ActorPart> {
        match self.key(0) {
            "answering" => {
                self.expect("answering for")?;
                Ok(ActorPart::AnsweringFor(self.names()?))
            }
            "chaired" => {
                self.expect("chaired by")?;
                Ok(ActorPart::ChairedBy(self.reference()?))
            }
            "deciding" => self.deciding(),
            "with" | "without" => {
                let power = self.key(0) == "with";
                self.bump();
                self.expect("power to decide")?;
                Ok(ActorPart::Power(power))
            }
            "formed" => {
                self.expect("formed by")?;
                Ok(ActorPart::FormedBy(self.duty_ref()?))
            }
            "from" => {
                self.bump();
                let from = self.point()?;
                Ok(ActorPart::From(from, self.maybe_until()?))
            }
            "until" => {
                self.bump();
                let until = self.point()?;
                let unless = self.eat("unless");
                if unless {
                    self.expect("renewed")?;
                }
                Ok(ActorPart::Until(until, unless))
            }
            "at" => {
                self.expect("at most")?;
                let number = self.number()?;
                self.either_form("verifications", "verification")?;
                let how = [("each day", true), ("at a time", false)];
                let each_day = self.expect_one("`each day` or `at a time`", &how)?;
                Ok(ActorPart::Capacity { number, each_day })
            }
            "silent" => Ok(ActorPart::Silent(self.silent()?)),
            _ => self.no_part(&ACTOR_PARTS),
        }
    }

    fn deciding(&mut self) -> Read<ActorPart> {
        self.expect("deciding by")?;
        if self.eat("consensus") {
            return Ok(ActorPart::Consensus);
        }
        if self.eat("majority") {
            return Ok(ActorPart::Majority);
        }
        if !self.is_number(0) {
            let near = &["consensus", "majority"];
            return self.fail_near("`consensus`, `majority` or a number of members", near);
        }
        let number = self.number()?;
        self.either_form("members", "member")?;
        Ok(ActorPart::Members(number))
    }

    pub(super) fn group(&mut self) -> Read<Group> {
        let side = self.key(0) == "side";
        self.bump();
        let name = self.declared_name(if side { "side" } else { "group" })?;
        let labels = self.maybe_labels()?;
        self.expect("is")?;
        let members = self.names()?;
        let mut fixed = None;
        if !side && self.eat(",") {
            let how = [("as first listed", true), ("while they remain", false)];
            fixed = Some(self.expect_one("`as first listed` or `while they remain`", &how)?);
        }
        self.stop();
        Ok(Group {
            side,
            name,
            labels,
            members,
            fixed,
        })
    }
}
