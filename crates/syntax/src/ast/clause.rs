//! Clauses: each answers one legal question about the article it stands in.

#![expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and shown in its example"
)]

use super::*;

/// One clause, between two commas.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// The whole clause, without its comma; a `failing which` is part of the clause it answers.
    pub span: Span,
}

/// What a clause says.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
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
    BeforeEach { lead: Option<Duration>, of: Name },
    /// `when C`
    When(Condition),
    /// `whenever C`
    Whenever(Condition),
    /// `while C`
    While(Condition),
    /// `from P until Q`, `from P for D`, `from P onwards`, `from P`
    From { start: Point, end: FromEnd },
    /// `until P`
    Until(Point),
    /// `throughout the agreement` (nothing named), `throughout one`
    Throughout(Option<Name>),
    /// `every day between 08:00 and 14:00 from day 1 until the end of one`
    Every {
        period: Period,
        hours: Option<Hours>,
        from: Point,
        until: Option<Point>,
    },
    /// `for 10 hours of each day of monday`
    ForOfEachDay {
        duration: Duration,
        of: Option<List<Name>>,
    },
    /// `during x`
    During(List<DutyRef>),
    /// `at the same time as x`
    AtSameTime(List<DutyRef>),
    /// `taking effect when C`
    TakingEffect(Condition),
    /// `late by at most 12 hours is no breach`
    LateBy(Duration),
    // -- order --
    /// `in exchange for x with a right to withhold`
    InExchange {
        for_: List<DutyRef>,
        right: Option<bool>,
    },
    /// `in parallel with x`
    InParallel(List<DutyRef>),
    /// `independent of x`
    Independent(List<DutyRef>),
    /// `matched place by place with x`
    Matched {
        manner: Option<Matching>,
        with: List<DutyRef>,
    },
    /// `in the order a, b and c`
    InOrder(List<Noun>),
    // -- proof --
    /// `verified by icrc within 6 hours of the report, failing which the report is accepted`
    VerifiedBy {
        panel: Subject,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `received by icrc`
    ReceivedBy(Subject),
    /// `counted by un_aid`
    CountedBy(Subject),
    /// `coordinated by cell`
    CoordinatedBy(Subject),
    /// `monitored by joint_room`
    MonitoredBy(Subject),
    /// `evidenced by "photographs"`
    EvidencedBy(Quoted),
    /// `identified by icrc within 14 days of receipt, failing which …`
    IdentifiedBy {
        panel: Subject,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `incidents confirmed by any 2 of the guarantors within 48 hours of the report, failing …`
    Incidents {
        step: IncidentStep,
        panel: Subject,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `subject to dispute by x within D of the finding, decided by y within D of the dispute`
    DisputeBy {
        panel: Subject,
        within: Option<Duration>,
        decided: Option<(Subject, Option<Duration>)>,
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
    Through(Subject),
    /// `except "officers"`
    Except(List<Noun>),
    /// `unless C`
    Unless(Condition),
    /// `unless notice is given to amm_head 2 days before`
    UnlessNotice { to: Ref, before: Option<Duration> },
    /// `with the consent of x within D of the request, failing which consent is given`
    WithConsent {
        of: List<Ref>,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `not to be suspended`
    NotToBeSuspended,
    /// `replacing x`
    Replacing(List<DutyRef>),
    /// `silent on verifier and remedy`
    Silent(Vec<Slot>),
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

/// `every day`, `every 7 days`
#[derive(Clone, Debug, PartialEq)]
pub enum Period {
    /// `every day`
    Day(Span),
    /// `every 7 days`
    Every(Duration),
}

/// `failing which …`: what an unanswered clause means.
#[derive(Clone, Debug, PartialEq)]
pub struct Failing {
    /// What.
    pub kind: FailingKind,
    /// From `failing` on.
    pub span: Span,
}

/// What silence means.
#[derive(Clone, Debug, PartialEq)]
pub enum FailingKind {
    /// `the report is accepted`
    ReportAccepted,
    /// `the report is rejected`
    ReportRejected,
    /// `the finding is final`
    FindingFinal,
    /// `consent is given`
    ConsentGiven,
    /// `consent is refused`
    ConsentRefused,
    /// `the incident counts`
    IncidentCounts,
    /// `the incident does not count`
    IncidentDoesNotCount,
    /// `joint_room decides within 24 hours`
    Decides(Ref, Option<Duration>),
    /// `it is reached`
    Reached,
    /// `it is not reached`
    NotReached,
    /// `the agreement ends`
    AgreementEnds,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// What.
    pub kind: ConsequenceKind,
    /// After `if …,`.
    pub span: Span,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub enum ConsequenceKind {
    /// `the steps of standard follow`
    Ladder(Name),
    /// `convene falls due`
    FallsDue(Name),
    /// `the duty passes to egypt`
    PassesTo(Ref),
    /// `nothing follows`
    Nothing,
    /// `the dates of x move by as long`
    DatesMove(List<DutyRef>),
    /// `the shortfall is carried over for 3 days`
    CarriedFor(Duration),
    /// `the shortfall is carried over to the next stage`
    CarriedToNext(Name),
    /// `the excess counts towards the next stage`
    ExcessToNext(Name),
    /// `the excess counts towards the next 3 days`
    ExcessFor(Duration),
}

/// When incidents make a breach.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// `more than 3 minor incidents in any 7 days`
    MoreThan {
        number: Number,
        grade: Option<Name>,
        within: Duration,
        span: Span,
    },
    /// `any serious incident`
    Any { grade: Option<Name>, span: Span },
}

/// A question that `silent on` says was looked for and not answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The word: one of [`SLOTS`].
    pub word: String,
    /// Where it stands.
    pub span: Span,
}
