//! Deeds: what a row of a story or of a record says was done.

use super::{Parser, Read};
use crate::ast::*;

/// The verbs of rows, for suggestions.
const VERBS: &[&str] = &[
    "reports",
    "performs",
    "partly",
    "counts",
    "plans",
    "receives",
    "confirms",
    "refuses",
    "holds",
    "is",
    "finds",
    "disputes",
    "rules",
    "declares",
    "corrects",
    "alleges",
    "denies",
    "justifies",
    "withholds",
    "resumes",
    "uses",
    "contests",
    "adopts",
    "rejects",
    "extends",
    "consents",
    "proposes",
    "refers",
    "opens",
    "accepts",
    "waives",
    "demands",
    "discharges",
    "repudiates",
    "joins",
    "leaves",
    "says",
    "announces",
];

const PARTY_VERBS: &[(&str, PartyVerb)] = &[
    ("accepts", PartyVerb::Accepts),
    ("waives", PartyVerb::Waives),
    ("demands", PartyVerb::Demands),
    ("discharges", PartyVerb::Discharges),
    ("repudiates", PartyVerb::Repudiates),
];

impl Parser<'_> {
    pub(super) fn deed(&mut self) -> Read<Deed> {
        if self.is("the agreement") {
            self.expect("the agreement enters into force")?;
            return Ok(Deed::EntersIntoForce);
        }
        if self.eat("time passes") {
            return Ok(Deed::TimePasses);
        }
        if self.eat("the parties agree on") {
            let on = self.name()?;
            let by_conduct = self.eat("by conduct");
            return Ok(Deed::Agree { on, by_conduct });
        }
        let who = self.refs()?;
        if let Some(deed) = self.deed_of_several(&who)? {
            return Ok(deed);
        }
        match <[Ref; 1]>::try_from(who.items) {
            Ok([who]) => self.deed_of_one(who),
            Err(_) => {
                let near = &["report", "perform", "partly", "consent", "say", "announce"];
                self.fail_near("`report`, `perform`, `consent`, `say` or `announce`", near)
            }
        }
    }

    /// What several may do together.
    fn deed_of_several(&mut self, who: &List<Ref>) -> Read<Option<Deed>> {
        let partly = self.eat("partly");
        let ways = [
            ("reports", false),
            ("report", false),
            ("performs", true),
            ("perform", true),
        ];
        if let Some(told) = self.eat_one(&ways) {
            let duty = self.duty_ref()?;
            let with = self.maybe_with()?;
            return Ok(Some(Deed::Performance {
                who: who.clone(),
                partly,
                told,
                duty,
                with,
            }));
        }
        if partly {
            return self.fail_near("`reports` or `performs`", &["reports", "performs"]);
        }
        if self.eat("consents") || self.eat("consent") {
            self.expect("to")?;
            return Ok(Some(Deed::Consents {
                who: who.clone(),
                to: self.name()?,
            }));
        }
        let ways = [
            ("says", false),
            ("say", false),
            ("announces", true),
            ("announce", true),
        ];
        let Some(announces) = self.eat_one(&ways) else {
            return Ok(None);
        };
        Ok(Some(Deed::Says {
            who: who.clone(),
            announces,
            what: self.string()?,
        }))
    }

    fn maybe_with(&mut self) -> Read<Option<Measure>> {
        if self.eat("with") {
            self.measure().map(Some)
        } else {
            Ok(None)
        }
    }

    /// `M in x`
    fn measured(&mut self) -> Read<(Measure, DutyRef)> {
        let measure = self.measure()?;
        self.expect("in")?;
        Ok((measure, self.duty_ref()?))
    }

    /// `M in x`, or `x` alone.
    fn maybe_measured(&mut self) -> Read<(Option<Measure>, DutyRef)> {
        if self.begins_measure() {
            let (measure, duty) = self.measured()?;
            return Ok((Some(measure), duty));
        }
        Ok((None, self.duty_ref()?))
    }

    fn deed_of_one(&mut self, who: Ref) -> Read<Deed> {
        match self.key(0) {
            "counts" | "finds" | "alleges" | "denies" => self.found(who),
            "plans" | "receives" | "confirms" | "refuses" | "holds" | "disputes" => {
                self.counted_deed(who)
            }
            "is" => {
                self.expect("is unable to verify")?;
                Ok(Deed::Unable {
                    who,
                    duty: self.duty_ref()?,
                })
            }
            "rules" => self.ruling(who),
            "declares" => self.declaration(who),
            "corrects" => {
                self.bump();
                let name = self.name()?;
                self.expect("to")?;
                Ok(Deed::Corrects {
                    who,
                    name,
                    to: self.measure()?,
                })
            }
            "justifies" => {
                self.bump();
                let incident = self.incident()?;
                self.expect("by")?;
                Ok(Deed::Justifies {
                    who,
                    incident,
                    by: self.name()?,
                })
            }
            "withholds" | "resumes" => {
                let withholds = self.is("withholds");
                self.bump();
                let duty = self.duty_ref()?;
                let with = self.maybe_with()?;
                Ok(if withholds {
                    Deed::Withholds { who, duty, with }
                } else {
                    Deed::Resumes { who, duty, with }
                })
            }
            _ => self.act_of_one(who),
        }
    }

    fn found(&mut self, who: Ref) -> Read<Deed> {
        let verb = match self.key(0) {
            "alleges" => IncidentVerb::Alleges,
            "finds" => IncidentVerb::Finds,
            "denies" => IncidentVerb::Denies,
            _ => IncidentVerb::Counts,
        };
        self.bump();
        if self.begins_incident() || matches!(verb, IncidentVerb::Alleges | IncidentVerb::Denies) {
            return Ok(Deed::Incident {
                who,
                verb,
                incident: self.incident()?,
            });
        }
        if verb == IncidentVerb::Counts {
            let (measure, duty) = self.measured()?;
            return Ok(Deed::Counts { who, measure, duty });
        }
        let duty = self.duty_ref()?;
        let ways = [
            ("kept", Found::Kept),
            ("short", Found::Short),
            ("breached", Found::Breached),
            ("wrongly accepted", Found::WronglyAccepted),
        ];
        let what = "`kept`, `short`, `breached` or `wrongly accepted`";
        Ok(Deed::Finds {
            who,
            duty,
            what: self.expect_one(what, &ways)?,
        })
    }

    fn counted_deed(&mut self, who: Ref) -> Read<Deed> {
        let verb = self.key(0);
        self.bump();
        match verb {
            "plans" => {
                let (measure, duty) = self.measured()?;
                Ok(Deed::Plans { who, measure, duty })
            }
            "receives" => {
                let (measure, duty) = self.measured()?;
                Ok(Deed::Receives { who, measure, duty })
            }
            "confirms" => {
                let measure = if self.is("in") {
                    None
                } else {
                    Some(self.measure()?)
                };
                self.expect("in")?;
                Ok(Deed::Confirms {
                    who,
                    measure,
                    duty: self.duty_ref()?,
                })
            }
            "refuses" if self.is("consent") => {
                self.expect("consent to")?;
                Ok(Deed::RefusesConsent {
                    who,
                    name: self.name()?,
                })
            }
            "refuses" => {
                let (measure, duty) = self.maybe_measured()?;
                Ok(Deed::Refuses { who, measure, duty })
            }
            "disputes" => {
                let (measure, duty) = self.maybe_measured()?;
                Ok(Deed::Disputes { who, measure, duty })
            }
            _ => {
                let measure = self.measure()?;
                self.expect("pending in")?;
                Ok(Deed::HoldsPending {
                    who,
                    measure,
                    duty: self.duty_ref()?,
                })
            }
        }
    }

    fn ruling(&mut self, who: Ref) -> Read<Deed> {
        self.expect("rules")?;
        if self.eat("that") {
            return Ok(Deed::RulesFact {
                who,
                fact: self.fact()?,
            });
        }
        let (measure, duty) = self.measured()?;
        Ok(Deed::RulesMeasure { who, measure, duty })
    }

    fn declaration(&mut self, who: Ref) -> Read<Deed> {
        self.expect("declares")?;
        if !self.eat("that") {
            return Ok(Deed::Declares {
                who,
                name: self.name()?,
            });
        }
        let name = self.name()?;
        self.expect("is complete")?;
        Ok(Deed::DeclaresComplete { who, name })
    }

    fn act_of_one(&mut self, who: Ref) -> Read<Deed> {
        if let Some(verb) = self.eat_one(PARTY_VERBS) {
            let whole = self.eat("the agreement");
            let duty = if whole { None } else { Some(self.duty_ref()?) };
            return Ok(Deed::Acts { who, verb, duty });
        }
        match self.key(0) {
            "uses" => {
                self.bump();
                let power = self.name()?;
                let mut against = None;
                if self.eat("against") {
                    against = Some(self.refs()?);
                }
                Ok(Deed::Uses {
                    who,
                    power,
                    against,
                })
            }
            "contests" => {
                self.expect("contests the standing of")?;
                let of = self.reference()?;
                self.expect("under")?;
                let under = self.name()?;
                Ok(Deed::ContestsStanding { who, of, under })
            }
            "adopts" | "rejects" => self.vote(who),
            "extends" => self.extension(who),
            "proposes" => {
                self.bump();
                let name = self.name()?;
                Ok(Deed::Proposes { who, name })
            }
            "refers" => {
                self.bump();
                let duty = self.duty_ref()?;
                self.expect("to")?;
                let to = self.reference()?;
                Ok(Deed::Refers { who, duty, to })
            }
            "opens" => {
                self.bump();
                let name = self.name()?;
                Ok(Deed::Opens { who, name })
            }
            "joins" | "leaves" => {
                let joins = self.is("joins");
                self.bump();
                self.expect("the agreement")?;
                Ok(Deed::Joins { who, joins })
            }
            _ => self.fail_near("a verb of a record, as in `reports` or `confirms`", VERBS),
        }
    }

    fn vote(&mut self, who: Ref) -> Read<Deed> {
        let adopts = self.is("adopts");
        self.bump();
        let name = self.name()?;
        let mut by = None;
        if self.eat("by") {
            let votes = self.number()?;
            self.expect("to")?;
            by = Some((votes, self.number()?));
        }
        Ok(Deed::Adopts {
            who,
            adopts,
            name,
            by,
        })
    }

    fn extension(&mut self, who: Ref) -> Read<Deed> {
        self.expect("extends")?;
        let duty = self.duty_ref()?;
        if self.eat("until") {
            let until = self.moment()?;
            return Ok(Deed::ExtendsUntil { who, duty, until });
        }
        self.expect("by")?;
        let by = self.duration()?;
        Ok(Deed::ExtendsBy { who, duty, by })
    }
}
