//! Clauses of an article with their names resolved.

use crate::*;

/// One clause.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and its example"
)]
pub enum Clause {
    // -- timing --
    /// `on day 1 by 16:00`
    On {
        moment: Moment,
        hours: Option<Hours>,
    },
    /// `on the day of E`, `on the day after E` (`after`)
    OnDayOf { after: bool, event: Event },
    /// `by day 22 at 24:00`
    By(Point),
    /// `between day 16 and day 35`
    Between(Point, Point),
    /// `not before P`
    NotBefore(Point),
    /// `within 24 hours after E`
    Within { duration: Duration, after: Event },
    /// `at once after E`
    AtOnce { after: Option<Event> },
    /// `as soon as possible after E`
    AsSoonAsPossible { after: Option<Event> },
    /// `at least 24 hours before each convoys`
    BeforeEach {
        lead: Option<Duration>,
        of: Reference,
    },
    /// `when C`
    When(Condition),
    /// `whenever C`
    Whenever(Condition),
    /// `while C`
    While(Condition),
    /// `from P until Q`
    From { start: Point, end: FromEnd },
    /// `until P`
    Until(Point),
    /// `throughout one`; nothing named: the agreement
    Throughout(Option<PhaseId>),
    /// `every day between 08:00 and 14:00 from day 1 until the end of one`
    Every {
        period: Duration,
        hours: Option<Hours>,
        from: Point,
        until: Option<Point>,
    },
    /// `for 10 hours of each day`
    ForOfEachDay { duration: Duration, of: Vec<String> },
    /// `during x`
    During(Vec<Reference>),
    /// `at the same time as x`
    AtSameTime(Vec<Reference>),
    /// `taking effect when C`
    TakingEffect(Condition),
    /// `late by at most 12 hours is no breach`
    LateBy(Duration),
    // -- order --
    /// `in exchange for x with a right to withhold`
    InExchange {
        for_: Vec<Reference>,
        right: Option<bool>,
    },
    /// `in parallel with x`
    InParallel(Vec<Reference>),
    /// `independent of x`
    Independent(Vec<Reference>),
    /// `matched place by place with x`
    Matched {
        manner: Option<Matching>,
        with: Vec<Reference>,
    },
    /// `in the order a, b and c`
    InOrder(Vec<Noun>),
    // -- proof --
    /// `verified by icrc within 6 hours of the report, failing which the report is accepted`
    VerifiedBy {
        panel: Panel,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `received by icrc`
    ReceivedBy(Panel),
    /// `counted by un_aid`
    CountedBy(Panel),
    /// `coordinated by cell`
    CoordinatedBy(Panel),
    /// `monitored by joint_room`
    MonitoredBy(Panel),
    /// `evidenced by "photographs"`
    EvidencedBy(String),
    /// `identified by icrc within 14 days of receipt`
    IdentifiedBy {
        panel: Panel,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `incidents confirmed by x within D of the report`
    Incidents {
        step: IncidentStep,
        panel: Panel,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `subject to dispute by x within D of the finding, decided by y within D of the dispute`
    DisputeBy {
        panel: Panel,
        within: Option<Duration>,
        decided: Option<(Panel, Option<Duration>)>,
        failing: Option<Failing>,
    },
    // -- result --
    /// `if breached, the steps of standard follow`
    If {
        status: Status,
        consequence: Consequence,
    },
    /// `breached by more than 3 minor incidents in any 7 days or any serious incident`
    BreachedBy(Vec<Limit>),
    // -- scope --
    /// `in zone`
    In(Target),
    /// `starting in south and reaching north`
    StartingIn {
        target: Target,
        reaching: Option<Target>,
    },
    /// `of which at least 50 "fuel trucks"`
    OfWhich {
        quantity: Quantity,
        relations: Vec<Relation>,
    },
    /// `through house`
    Through(Panel),
    /// `except "officers"`
    Except(Vec<Noun>),
    /// `unless C`
    Unless(Condition),
    /// `unless notice is given to amm_head 2 days before`
    UnlessNotice { to: Who, before: Option<Duration> },
    /// `with the consent of x within D of the request, failing which consent is given`
    WithConsent {
        of: Vec<Who>,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `not to be suspended`
    NotToBeSuspended,
    /// `replacing x`
    Replacing(Vec<Reference>),
    /// `silent on verifier and remedy`
    Silent(Vec<String>),
}

/// How a `from` clause ends.
#[derive(Clone, Debug, PartialEq)]
pub enum FromEnd {
    /// Nothing said.
    Unsaid,
    /// `until Q`
    Until(Point),
    /// `for D`
    For(Duration),
    /// `onwards`
    Onwards,
}

/// What silence means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is the phrase after `failing which`")]
pub enum Failing {
    ReportAccepted,
    ReportRejected,
    FindingFinal,
    ConsentGiven,
    ConsentRefused,
    IncidentCounts,
    IncidentDoesNotCount,
    /// `joint_room decides within 24 hours`
    Decides(Who, Option<Duration>),
    Reached,
    NotReached,
    AgreementEnds,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Consequence {
    /// `the steps of standard follow`
    Ladder(ArticleId),
    /// `convene falls due`
    FallsDue(ArticleId),
    /// `the duty passes to egypt`
    PassesTo(Who),
    /// `nothing follows`
    Nothing,
    /// `the dates of x move by as long`
    DatesMove(Vec<Reference>),
    /// `the shortfall is carried over for 3 days`
    CarriedFor(Duration),
    /// `the shortfall is carried over to the next stage`
    CarriedToNext,
    /// `the excess counts towards the next stage`
    ExcessToNext,
    /// `the excess counts towards the next 3 days`
    ExcessFor(Duration),
}

/// When incidents make a breach. Grades are positions in `Agreement::grades`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `more than 3 minor incidents in any 7 days`
    MoreThan {
        /// More than how many.
        number: i64,
        /// Of which grade; of any where nothing is said.
        grade: Option<u32>,
        /// In any stretch of so long.
        within: Duration,
    },
    /// `any serious incident`
    Any(Option<u32>),
}

/// The legal question a clause answers. A reading replaces the clauses of the same question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is explained by the clauses in `Clause::question`"
)]
pub enum Question {
    /// By when (`by`, `within`, `on`, `between`, `every`, `at once` …).
    Deadline,
    /// What starts it (`when`, `whenever`, `while`, `during`, `before each`).
    Trigger,
    /// `not before`
    NotBefore,
    /// From when until when it stands.
    Period,
    Tolerance,
    Effect,
    Exchange,
    /// `in parallel`, `matched`, `independent`, `at the same time`, `in the order`
    Order,
    Verifier,
    Receipt,
    Counter,
    Coordinator,
    Monitor,
    Evidence,
    Identification,
    Confirmation,
    Attribution,
    Grading,
    Dispute,
    /// `if breached`, `if late` …: one question for each status.
    Remedy(Status),
    Limit,
    Place,
    Parts,
    Through,
    Exception,
    Consent,
    Suspension,
    Replacement,
    Silence,
}

impl Clause {
    /// The legal question it answers.
    #[must_use]
    pub fn question(&self) -> Question {
        match self {
            Self::On { .. }
            | Self::OnDayOf { .. }
            | Self::By(_)
            | Self::Between(..)
            | Self::Within { .. }
            | Self::AtOnce { .. }
            | Self::AsSoonAsPossible { .. }
            | Self::Every { .. } => Question::Deadline,
            Self::When(_)
            | Self::Whenever(_)
            | Self::While(_)
            | Self::During(_)
            | Self::BeforeEach { .. } => Question::Trigger,
            Self::NotBefore(_) => Question::NotBefore,
            Self::From { .. }
            | Self::Until(_)
            | Self::Throughout(_)
            | Self::ForOfEachDay { .. } => Question::Period,
            Self::TakingEffect(_) => Question::Effect,
            Self::LateBy(_) => Question::Tolerance,
            Self::InExchange { .. } => Question::Exchange,
            Self::InParallel(_)
            | Self::Independent(_)
            | Self::Matched { .. }
            | Self::AtSameTime(_)
            | Self::InOrder(_) => Question::Order,
            Self::VerifiedBy { .. } => Question::Verifier,
            Self::ReceivedBy(_) => Question::Receipt,
            Self::CountedBy(_) => Question::Counter,
            Self::CoordinatedBy(_) => Question::Coordinator,
            Self::MonitoredBy(_) => Question::Monitor,
            Self::EvidencedBy(_) => Question::Evidence,
            Self::IdentifiedBy { .. } => Question::Identification,
            Self::Incidents {
                step: IncidentStep::Confirmed,
                ..
            } => Question::Confirmation,
            Self::Incidents {
                step: IncidentStep::Attributed,
                ..
            } => Question::Attribution,
            Self::Incidents {
                step: IncidentStep::Graded,
                ..
            } => Question::Grading,
            Self::DisputeBy { .. } => Question::Dispute,
            Self::If { status, .. } => Question::Remedy(*status),
            Self::BreachedBy(_) => Question::Limit,
            Self::In(_) | Self::StartingIn { .. } => Question::Place,
            Self::OfWhich { .. } => Question::Parts,
            Self::Through(_) => Question::Through,
            Self::Except(_) | Self::Unless(_) | Self::UnlessNotice { .. } => Question::Exception,
            Self::WithConsent { .. } => Question::Consent,
            Self::NotToBeSuspended => Question::Suspension,
            Self::Replacing(_) => Question::Replacement,
            Self::Silent(_) => Question::Silence,
        }
    }
}
