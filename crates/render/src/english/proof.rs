//! Who says whether it was done, how soon, and what silence means.

use super::English;
use model::{Duration, Failing, IncidentStep, Panel, Who};

impl English<'_> {
    /// What silence means: the words after `failing which`.
    #[must_use]
    pub fn failing(&self, failing: &Failing) -> String {
        match failing {
            Failing::ReportAccepted => "the report is accepted".to_owned(),
            Failing::ReportRejected => "the report is rejected".to_owned(),
            Failing::FindingFinal => "the finding is final".to_owned(),
            Failing::ConsentGiven => "consent is taken as given".to_owned(),
            Failing::ConsentRefused => "consent is taken as refused".to_owned(),
            Failing::IncidentCounts => "the incident counts".to_owned(),
            Failing::IncidentDoesNotCount => "the incident does not count".to_owned(),
            Failing::Decides(who, within) => format!(
                "the decision is with {}{}",
                self.who(*who),
                self.within(*within, "")
            ),
            Failing::Reached => "it is taken as reached".to_owned(),
            Failing::NotReached => "it is taken as not reached".to_owned(),
            Failing::AgreementEnds => "this agreement ends".to_owned(),
        }
    }

    /// `, failing which …`
    pub(crate) fn tail(&self, failing: Option<&Failing>) -> String {
        failing.map_or_else(String::new, |failing| {
            format!(", failing which {}", self.failing(failing))
        })
    }

    /// ` within 6 hours of the report`
    pub(crate) fn within(&self, within: Option<Duration>, of: &str) -> String {
        within.map_or_else(String::new, |within| {
            format!(" within {}{of}", self.duration(within))
        })
    }

    /// `any 2 of the guarantors within 24 hours of the report`
    pub(crate) fn by_within(&self, panel: &Panel, within: Option<Duration>, of: &str) -> String {
        format!("{}{}", self.panel(panel), self.within(within, of))
    }

    /// `with the consent of x within 14 days of the request, failing which …`
    pub(crate) fn consent(
        &self,
        of: &[Who],
        within: Option<Duration>,
        failing: Option<&Failing>,
    ) -> String {
        format!(
            "with the consent of {}{}{}",
            self.whos(of),
            self.within(within, " of the request"),
            self.tail(failing)
        )
    }

    /// `performance is verified by x within 6 hours of the report`
    pub(crate) fn verified(
        &self,
        what: &str,
        panel: &Panel,
        within: Option<Duration>,
        failing: Option<&Failing>,
    ) -> String {
        format!(
            "{what} is verified by {}{}{}",
            self.panel(panel),
            self.within(within, " of the report"),
            self.tail(failing)
        )
    }

    pub(crate) fn incidents(
        &self,
        step: IncidentStep,
        panel: &Panel,
        within: Option<Duration>,
        failing: Option<&Failing>,
    ) -> String {
        let done = match step {
            IncidentStep::Confirmed => "confirmed",
            IncidentStep::Attributed => "attributed",
            IncidentStep::Graded => "graded",
        };
        format!(
            "incidents are {done} by {}{}{}",
            self.panel(panel),
            self.within(within, " of the report"),
            self.tail(failing)
        )
    }

    pub(crate) fn dispute(
        &self,
        panel: &Panel,
        within: Option<Duration>,
        decided: Option<&(Panel, Option<Duration>)>,
        failing: Option<&Failing>,
    ) -> String {
        let decided = decided.map_or_else(String::new, |(by, within)| {
            format!(
                "; the dispute is decided by {}{}",
                self.panel(by),
                self.within(*within, " of the dispute")
            )
        });
        format!(
            "the finding may be disputed by {}{}{decided}{}",
            self.panel(panel),
            self.within(within, " of the finding"),
            self.tail(failing)
        )
    }
}
