//! What silence means: `failing which …` must answer what its clause asks for.

use findings::Finding;
use model::Failing;
use syntax::ast::{self, FailingKind};

use crate::compiler::Compiler;
use crate::references::ACTOR;

/// What a clause asks for, so what its `failing which` may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// A finding on what an obligor reported.
    Report,
    /// A finding on an incident.
    Incident,
    /// A ruling on a dispute: of a report, an incident or a consent.
    Ruling,
    /// A consent.
    Consent,
    /// That a milestone is reached.
    Milestone,
    /// A step of a ladder, whatever it owes.
    Step,
}

impl Compiler<'_> {
    /// What silence means, where it is said.
    pub(crate) fn maybe_failing(
        &mut self,
        failing: Option<&ast::Failing>,
        asks: Asks,
    ) -> Option<Failing> {
        failing.and_then(|failing| self.failing(failing, asks))
    }

    /// What silence means. An answer to something else is told, and stands as it is written.
    pub(crate) fn failing(&mut self, failing: &ast::Failing, asks: Asks) -> Option<Failing> {
        if let Some(said) = misfit(&failing.kind, asks) {
            let message = format!(
                "this clause asks for {}, and `{said}` does not answer that",
                asks.what()
            );
            let help = format!("write {} or `… decides`", asks.answers());
            let finding = Finding::new("E0105", failing.span, message).help(help);
            self.report.push(finding);
        }
        Some(match &failing.kind {
            FailingKind::ReportAccepted => Failing::ReportAccepted,
            FailingKind::ReportRejected => Failing::ReportRejected,
            FailingKind::FindingFinal => Failing::FindingFinal,
            FailingKind::ConsentGiven => Failing::ConsentGiven,
            FailingKind::ConsentRefused => Failing::ConsentRefused,
            FailingKind::IncidentCounts => Failing::IncidentCounts,
            FailingKind::IncidentDoesNotCount => Failing::IncidentDoesNotCount,
            FailingKind::Reached => Failing::Reached,
            FailingKind::NotReached => Failing::NotReached,
            FailingKind::AgreementEnds => Failing::AgreementEnds,
            FailingKind::Decides(who, within) => {
                let who = self.who(who, ACTOR)?;
                Failing::Decides(who, self.maybe_duration(within.as_ref()))
            }
        })
    }
}

impl Asks {
    fn what(self) -> &'static str {
        match self {
            Self::Report => "a finding on a report",
            Self::Incident => "a finding on an incident",
            Self::Ruling => "a ruling on a dispute",
            Self::Consent => "consent",
            Self::Milestone => "a milestone to be reached",
            Self::Step => "a step",
        }
    }

    fn answers(self) -> &'static str {
        match self {
            Self::Report => "`the report is accepted`, `the report is rejected`",
            Self::Incident => "`the incident counts`, `the incident does not count`",
            Self::Ruling | Self::Step => "`the finding is final`",
            Self::Consent => "`consent is given`, `consent is refused`",
            Self::Milestone => "`it is reached`, `it is not reached`",
        }
    }
}

/// The words of an answer that is none to what a clause asks for.
fn misfit(kind: &FailingKind, asks: Asks) -> Option<&'static str> {
    let (said, answers): (_, &[Asks]) = match kind {
        FailingKind::ReportAccepted => ("the report is accepted", &[Asks::Report, Asks::Ruling]),
        FailingKind::ReportRejected => ("the report is rejected", &[Asks::Report, Asks::Ruling]),
        FailingKind::FindingFinal => ("the finding is final", &[Asks::Ruling]),
        FailingKind::ConsentGiven => ("consent is given", &[Asks::Consent, Asks::Ruling]),
        FailingKind::ConsentRefused => ("consent is refused", &[Asks::Consent, Asks::Ruling]),
        FailingKind::IncidentCounts => ("the incident counts", &[Asks::Incident, Asks::Ruling]),
        FailingKind::IncidentDoesNotCount => (
            "the incident does not count",
            &[Asks::Incident, Asks::Ruling],
        ),
        FailingKind::Reached => ("it is reached", &[Asks::Milestone]),
        FailingKind::NotReached => ("it is not reached", &[Asks::Milestone]),
        FailingKind::Decides(..) | FailingKind::AgreementEnds => return None,
    };
    // What a step owes may be any of these, in words of its own.
    (asks != Asks::Step && !answers.contains(&asks)).then_some(said)
}
