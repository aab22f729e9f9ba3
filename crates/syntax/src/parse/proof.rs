//! Who saw it, what silence means, and what follows.

use super::{Parser, Read};
use crate::ast::*;
use crate::tree::NodeKind;

impl Parser<'_> {
    /// `within 6 hours of the report`, or nothing: the last words say from what it counts.
    fn maybe_window(&mut self, of: &'static str) -> Read<Option<Duration>> {
        if !self.eat("within") {
            return Ok(None);
        }
        let duration = self.duration()?;
        self.expect(of)?;
        Ok(Some(duration))
    }

    /// `, failing which …`, or nothing.
    pub(super) fn maybe_failing(&mut self) -> Read<Option<Failing>> {
        if !self.is(", failing") {
            return Ok(None);
        }
        self.bump();
        self.failing().map(Some)
    }

    pub(super) fn verified(&mut self) -> Read<ClauseKind> {
        self.expect("verified by")?;
        let panel = self.panel()?;
        let within = self.maybe_window("of the report")?;
        Ok(ClauseKind::VerifiedBy {
            panel,
            within,
            failing: self.maybe_failing()?,
        })
    }

    pub(super) fn identified(&mut self) -> Read<ClauseKind> {
        self.expect("identified by")?;
        let panel = self.panel()?;
        let within = self.maybe_window("of receipt")?;
        Ok(ClauseKind::IdentifiedBy {
            panel,
            within,
            failing: self.maybe_failing()?,
        })
    }

    pub(super) fn incidents(&mut self) -> Read<ClauseKind> {
        self.expect("incidents")?;
        let steps = [
            ("confirmed", IncidentStep::Confirmed),
            ("attributed", IncidentStep::Attributed),
            ("graded", IncidentStep::Graded),
        ];
        let step = self.expect_one("`confirmed`, `attributed` or `graded`", &steps)?;
        self.expect("by")?;
        let panel = self.panel()?;
        let within = self.maybe_window("of the report")?;
        Ok(ClauseKind::Incidents {
            step,
            panel,
            within,
            failing: self.maybe_failing()?,
        })
    }

    pub(super) fn dispute(&mut self) -> Read<ClauseKind> {
        self.expect("subject to dispute by")?;
        let panel = self.panel()?;
        let within = self.maybe_window("of the finding")?;
        let mut decided = None;
        if self.is(", decided") {
            self.bump();
            self.expect("decided by")?;
            let by = self.panel()?;
            decided = Some((by, self.maybe_window("of the dispute")?));
        }
        let failing = self.maybe_failing()?;
        Ok(ClauseKind::DisputeBy {
            panel,
            within,
            decided,
            failing,
        })
    }

    pub(super) fn seen_by(&mut self) -> Read<ClauseKind> {
        let word = self.key(0);
        self.bump();
        self.expect("by")?;
        let panel = self.panel()?;
        Ok(match word {
            "received" => ClauseKind::ReceivedBy(panel),
            "counted" => ClauseKind::CountedBy(panel),
            "coordinated" => ClauseKind::CoordinatedBy(panel),
            _ => ClauseKind::MonitoredBy(panel),
        })
    }

    /// `with the consent of x within D of the request, failing which consent is given`
    pub(super) fn with_consent(&mut self) -> Read<(List<Ref>, Option<Duration>, Option<Failing>)> {
        self.expect("with the consent of")?;
        let of = self.refs()?;
        let within = self.maybe_window("of the request")?;
        Ok((of, within, self.maybe_failing()?))
    }

    /// `failing which …`
    pub(super) fn failing(&mut self) -> Read<Failing> {
        let start = self.at;
        self.node(NodeKind::Failing, |p| {
            p.expect("failing which")?;
            let phrases = [
                ("the report is accepted", FailingKind::ReportAccepted),
                ("the report is rejected", FailingKind::ReportRejected),
                ("the finding is final", FailingKind::FindingFinal),
                ("consent is given", FailingKind::ConsentGiven),
                ("consent is refused", FailingKind::ConsentRefused),
                ("the incident counts", FailingKind::IncidentCounts),
                (
                    "the incident does not count",
                    FailingKind::IncidentDoesNotCount,
                ),
                ("it is reached", FailingKind::Reached),
                ("it is not reached", FailingKind::NotReached),
                ("the agreement ends", FailingKind::AgreementEnds),
            ];
            if let Some((phrase, kind)) = phrases.into_iter().find(|(phrase, _)| p.is(phrase)) {
                p.expect(phrase)?;
                return Ok(Failing {
                    kind,
                    span: p.since(start),
                });
            }
            if !p.is_name(0) && !matches!(p.key(0), "the" | "each" | "any") {
                return p.fail("what silence means, as in `the report is accepted`");
            }
            let who = p.reference()?;
            if !p.is("decides") {
                return p.fail_near("`decides`, or what silence means", &["decides"]);
            }
            p.expect("decides")?;
            let within = if p.eat("within") {
                Some(p.duration()?)
            } else {
                None
            };
            Ok(Failing {
                kind: FailingKind::Decides(who, within),
                span: p.since(start),
            })
        })
    }

    /// `if breached, …`
    pub(super) fn result(&mut self) -> Read<ClauseKind> {
        self.expect("if")?;
        let status = self.status()?;
        self.expect(",")?;
        Ok(ClauseKind::If {
            status,
            consequence: self.consequence()?,
        })
    }

    fn consequence(&mut self) -> Read<Consequence> {
        let start = self.at;
        self.node(NodeKind::Consequence, |p| {
            let kind = p.consequence_kind()?;
            Ok(Consequence {
                kind,
                span: p.since(start),
            })
        })
    }

    fn consequence_kind(&mut self) -> Read<ConsequenceKind> {
        if self.eat("nothing follows") {
            return Ok(ConsequenceKind::Nothing);
        }
        if self.is_name(0) {
            let name = self.name()?;
            self.expect("falls due")?;
            return Ok(ConsequenceKind::FallsDue(name));
        }
        let ways = [
            ("the steps of", 0_u8),
            ("the duty passes to", 1),
            ("the dates of", 2),
            ("the shortfall is carried over", 3),
            ("the excess counts towards the next", 4),
        ];
        let what = "what follows, as in `the steps of … follow`";
        match self.expect_one(what, &ways)? {
            0 => {
                let ladder = self.name_of("a ladder")?;
                self.expect("follow")?;
                Ok(ConsequenceKind::Ladder(ladder))
            }
            1 => Ok(ConsequenceKind::PassesTo(self.reference()?)),
            2 => {
                let of = self.duty_refs()?;
                self.expect("move by as long")?;
                Ok(ConsequenceKind::DatesMove(of))
            }
            3 if self.eat("for") => Ok(ConsequenceKind::CarriedFor(self.duration()?)),
            3 => {
                self.expect("to the next")?;
                Ok(ConsequenceKind::CarriedToNext(self.name()?))
            }
            _ if self.is_number(0) => Ok(ConsequenceKind::ExcessFor(self.duration()?)),
            _ => Ok(ConsequenceKind::ExcessToNext(self.name()?)),
        }
    }

    pub(super) fn breached_by(&mut self) -> Read<ClauseKind> {
        self.expect("breached by")?;
        let mut limits = vec![self.limit()?];
        while self.eat("or") {
            limits.push(self.limit()?);
        }
        Ok(ClauseKind::BreachedBy(limits))
    }

    fn limit(&mut self) -> Read<Limit> {
        let start = self.at;
        self.node(NodeKind::Limit, |p| {
            if p.eat("any") {
                let grade = if p.is("incident") {
                    None
                } else {
                    Some(p.name_of("a grade")?)
                };
                p.expect("incident")?;
                return Ok(Limit::Any {
                    grade,
                    span: p.since(start),
                });
            }
            if !p.is("more") {
                return p.fail_near("`more than` or `any`", &["more", "any"]);
            }
            p.expect("more than")?;
            let number = p.number()?;
            let grade = if p.is("incidents") || p.is("incident in") {
                None
            } else {
                Some(p.name_of("a grade")?)
            };
            p.either_form("incidents", "incident")?;
            p.expect("in any")?;
            let within = p.duration()?;
            Ok(Limit::MoreThan {
                number,
                grade,
                within,
                span: p.since(start),
            })
        })
    }
}
