//! Places, lists, units, terms and acts.

use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

const PLACE_PARTS: Set = Set {
    what: "what is said of a place",
    mark: ",",
    ends: &["."],
    words: &["containing", "shown", "marked", "silent"],
    open: false,
};

const LIST_PARTS: Set = Set {
    what: "what is said of a list",
    mark: ",",
    ends: &["."],
    words: &[
        "held", "named", "of", "part", "counted", "may", "complete", "silent",
    ],
    open: false,
};

const UNIT_PARTS: Set = Set {
    what: "what is said of a unit",
    mark: ",",
    ends: &["."],
    words: &["counted", "as", "including", "excluding", "the", "silent"],
    open: true,
};

const TERM_PARTS: Set = Set {
    what: "what is said of a term",
    mark: ",",
    ends: &["."],
    words: &["means", "not", "as", "covers", "does", "silent"],
    open: false,
};

const COUNTED_AS: &[(&str, CountedAs)] = &[
    ("a total", CountedAs::Total),
    ("an average", CountedAs::Average),
    ("a floor", CountedAs::Floor),
    ("a ceiling", CountedAs::Ceiling),
];

impl Parser<'_> {
    pub(super) fn place(&mut self) -> Read<Place> {
        self.expect("place")?;
        let name = self.declared_name("place")?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        let parts = self.parts(&PLACE_PARTS, |p| {
            p.spanned(NodeKind::PlacePart, Self::place_part)
        });
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            PlacePart::Containing(_) => Some("what it contains"),
            PlacePart::MarkedBy(_) => Some("who marks it"),
            _ => None,
        });
        Ok(Place {
            name,
            labels,
            cites,
            parts,
        })
    }

    fn place_part(&mut self) -> Read<PlacePart> {
        match self.key(0) {
            "containing" => {
                self.bump();
                Ok(PlacePart::Containing(self.names()?))
            }
            "shown" => {
                self.expect("shown on")?;
                Ok(PlacePart::ShownOn(self.name()?))
            }
            "marked" => {
                self.expect("marked by")?;
                Ok(PlacePart::MarkedBy(self.reference()?))
            }
            "silent" => Ok(PlacePart::Silent(self.silent()?)),
            _ => self.no_part(&PLACE_PARTS),
        }
    }

    /// `(captive)`: what one of them is called.
    fn one(&mut self) -> Read<Option<Name>> {
        if !self.eat("(") {
            return Ok(None);
        }
        let one = self.name_of("a name for one of them")?;
        self.expect(")")?;
        Ok(Some(one))
    }

    pub(super) fn roll(&mut self) -> Read<Roll> {
        let inventory = self.key(0) == "inventory";
        self.bump();
        let name = self.declared_name(if inventory { "inventory" } else { "list" })?;
        let one = self.one()?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        self.expect(":")?;
        let quantity = self.quantity()?;
        let parts = self.parts(&LIST_PARTS, |p| {
            p.spanned(NodeKind::ListPart, Self::roll_part)
        });
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            RollPart::HeldBy(_) => Some("who holds them"),
            RollPart::NamedBy(_) => Some("who names them"),
            RollPart::PartOf(_) => Some("what it is part of"),
            RollPart::CountedBy(_) => Some("who counts"),
            RollPart::CountedIn(_) => Some("where it is counted"),
            RollPart::CompleteBy(_) => Some("who declares it complete"),
            _ => None,
        });
        Ok(Roll {
            inventory,
            name,
            one,
            labels,
            cites,
            quantity,
            parts,
        })
    }

    fn roll_part(&mut self) -> Read<RollPart> {
        match self.key(0) {
            "held" => {
                self.expect("held by")?;
                Ok(RollPart::HeldBy(self.reference()?))
            }
            "named" => {
                self.expect("named by")?;
                Ok(RollPart::NamedBy(self.reference()?))
            }
            "of" => {
                self.expect("of which")?;
                Ok(RollPart::OfWhich(self.quantity()?))
            }
            "part" => {
                self.expect("part of")?;
                Ok(RollPart::PartOf(self.name()?))
            }
            "counted" if self.is("counted in") => {
                self.expect("counted in")?;
                Ok(RollPart::CountedIn(self.duty_ref()?))
            }
            "counted" => {
                self.expect("counted by")?;
                Ok(RollPart::CountedBy(self.panel()?))
            }
            "may" if self.is("may grow") => {
                self.expect("may grow")?;
                Ok(RollPart::MayGrow)
            }
            "may" => {
                self.expect("may be corrected by")?;
                Ok(RollPart::CorrectedBy(self.reference()?))
            }
            "complete" => {
                self.expect("complete when declared by")?;
                Ok(RollPart::CompleteBy(self.reference()?))
            }
            "silent" => Ok(RollPart::Silent(self.silent()?)),
            _ => self.no_part(&LIST_PARTS),
        }
    }

    pub(super) fn unit(&mut self) -> Read<Unit> {
        self.expect("unit")?;
        let name = self.declared_name("unit")?;
        let one = self.one()?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        let mut parts = Vec::new();
        if self.eat(":") {
            let read = |p: &mut Self| p.spanned(NodeKind::UnitPart, Self::unit_part);
            parts = self.first_and_parts(&UNIT_PARTS, read);
        }
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            UnitPart::CountedBy(_) => Some("who counts"),
            UnitPart::CountedAt(_) => Some("where it is counted"),
            UnitPart::OverEachDay | UnitPart::Over(_) | UnitPart::OverNamed(_) => {
                Some("over what time it is counted")
            }
            UnitPart::As(_) => Some("what the number stands for"),
            UnitPart::Prevails(_) => Some("whose count prevails"),
            _ => None,
        });
        Ok(Unit {
            name,
            one,
            labels,
            cites,
            parts,
        })
    }

    fn unit_part(&mut self) -> Read<UnitPart> {
        match self.key(0) {
            "counted" => self.counted(),
            "as" => {
                self.bump();
                let what = "`a total`, `an average`, `a floor` or `a ceiling`";
                Ok(UnitPart::As(self.expect_one(what, COUNTED_AS)?))
            }
            "including" => {
                self.bump();
                Ok(UnitPart::Including(self.nouns()?))
            }
            "excluding" => {
                self.bump();
                Ok(UnitPart::Excluding(self.nouns()?))
            }
            "the" => {
                self.expect("the count of")?;
                let of = self.reference()?;
                self.expect("prevails")?;
                Ok(UnitPart::Prevails(of))
            }
            "silent" => Ok(UnitPart::Silent(self.silent()?)),
            _ if self.is_number(0) => {
                let (many, what) = (self.number()?, self.name()?);
                self.either_form("counts", "count")?;
                self.expect("as")?;
                Ok(UnitPart::CountsAs(many, what, self.number()?, self.name()?))
            }
            _ => self.no_part(&UNIT_PARTS),
        }
    }

    fn counted(&mut self) -> Read<UnitPart> {
        self.expect("counted")?;
        let ways = [("by", 0_u8), ("at", 1), ("over", 2)];
        match self.expect_one("`by`, `at` or `over`", &ways)? {
            0 => Ok(UnitPart::CountedBy(self.panel()?)),
            1 => Ok(UnitPart::CountedAt(self.noun()?)),
            _ if self.eat("each day") => Ok(UnitPart::OverEachDay),
            _ if self.is_name(0) => Ok(UnitPart::OverNamed(self.name()?)),
            _ => Ok(UnitPart::Over(self.duration()?)),
        }
    }

    pub(super) fn term(&mut self) -> Read<Term> {
        self.expect("term")?;
        let name = self.declared_name("term")?;
        let one = self.one()?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        let mut parts = Vec::new();
        if self.eat(":") {
            let read = |p: &mut Self| p.spanned(NodeKind::TermPart, Self::term_part);
            parts = self.first_and_parts(&TERM_PARTS, read);
        }
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            TermPart::Means(_) | TermPart::NotDefined => Some("what it means"),
            TermPart::JudgedBy(_) => Some("who judges it"),
            _ => None,
        });
        Ok(Term {
            name,
            one,
            labels,
            cites,
            parts,
        })
    }

    fn term_part(&mut self) -> Read<TermPart> {
        match self.key(0) {
            "means" => {
                self.bump();
                Ok(TermPart::Means(self.string()?))
            }
            "not" => {
                self.expect("not defined")?;
                Ok(TermPart::NotDefined)
            }
            "as" => {
                self.expect("as judged by")?;
                Ok(TermPart::JudgedBy(self.panel()?))
            }
            "covers" => {
                self.bump();
                Ok(TermPart::Covers(self.nouns()?))
            }
            "does" => {
                self.expect("does not cover")?;
                Ok(TermPart::DoesNotCover(self.nouns()?))
            }
            "silent" => Ok(TermPart::Silent(self.silent()?)),
            _ => self.no_part(&TERM_PARTS),
        }
    }

    pub(super) fn acts(&mut self) -> Read<Acts> {
        self.expect("act")?;
        let names = self.names()?;
        self.expect(":")?;
        let nature = match self.key(0) {
            "irreversible" => {
                self.bump();
                Nature::Irreversible
            }
            "reversible" => {
                self.bump();
                let within = if self.eat("within") {
                    Some(self.duration()?)
                } else {
                    None
                };
                Nature::Reversible(within)
            }
            "exclude" => {
                self.expect("exclude each other")?;
                Nature::Exclusive
            }
            _ => {
                let near = &["irreversible", "reversible", "exclude"];
                let what = "`irreversible`, `reversible` or `exclude each other`";
                return self.fail_near(what, near);
            }
        };
        self.stop();
        Ok(Acts { names, nature })
    }
}
