//! Stories and records: what is told of an agreement's life.

#![expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and shown in its example"
)]

use super::*;

/// A test that reads as a tale.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its title.
    pub title: Quoted,
    /// Of which agreement.
    pub of: Option<Name>,
    /// `, expected to fail`
    pub expected_to_fail: bool,
    /// What happens and what then holds.
    pub told: Vec<Told>,
    /// The whole story.
    pub span: Span,
}

/// One line of a story.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most of what is told is a row")]
pub enum Told {
    /// `on day 1 at 19:00, the movement reports …`
    Row(Row),
    /// `then release_first is fulfilled late`
    Then {
        reading: Option<Name>,
        outcome: Outcome,
        span: Span,
    },
}

/// What a story expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// `x is not fulfilled on time` (true: late)
    Status {
        of: List<DutyRef>,
        negated: bool,
        status: Status,
        late: Option<bool>,
    },
    /// `standard has not begun`
    Begun { name: Name, negated: bool },
    /// `state is ahead by 60`
    Ahead(Ref, Number),
    /// `nothing is overdue`
    Nothing(Status),
    /// `243 arms is accepted in hand_in_arms of first`
    Accepted(Measure, DutyRef),
    /// `it is refused`
    Refused,
    /// `it is contested`
    Contested,
}

/// A history: who did, reported, counted, disputed or said what, when, and with which source.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its title.
    pub title: Quoted,
    /// Of which agreement.
    pub of: Name,
    /// `semantics 1`
    pub semantics: Option<Number>,
    /// Its sources.
    pub sources: Vec<(Name, Labels)>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The whole record.
    pub span: Span,
}

/// One thing told.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// When it happened.
    pub when: When,
    /// What happened.
    pub deed: Deed,
    /// With which source, said how, recorded when.
    pub parts: Vec<RowPart>,
    /// The whole row.
    pub span: Span,
}

/// When something told happened.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// `on M`
    On(Moment),
    /// `between M and N`: once, somewhere between
    Between(Moment, Moment),
    /// `from M until N`: all the while
    During(Moment, Moment),
}

/// What else is told in a row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowPart {
    /// `source s6 and s12`
    Source(List<Name>),
    /// `unchecked`
    Unchecked(Span),
    /// `saying "…"`
    Saying(Quoted),
    /// `because "…"`
    Because(Quoted),
    /// `citing x`
    Citing(List<DutyRef>),
    /// `recorded on M`
    Recorded(Moment),
}

/// `243 arms so far`
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// `about`, `at least` …
    pub bound: Option<Bound>,
    /// The number.
    pub number: Number,
    /// `percent of`
    pub percent: bool,
    /// Of what.
    pub noun: Option<Noun>,
    /// `so far` (true), `more` (false); nothing said.
    pub so_far: Option<bool>,
    /// The whole phrase.
    pub span: Span,
}

/// `3 incidents of calm graded minor against state`
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// How many; one for `an incident`.
    pub number: Option<Number>,
    /// Of which prohibition.
    pub of: Name,
    /// `graded serious`
    pub grade: Option<Name>,
    /// `against state`
    pub against: Option<List<Ref>>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// `a partly reports x with M` (`performs`: told by sources, not claimed)
    Performance {
        who: List<Ref>,
        partly: bool,
        told: bool,
        duty: DutyRef,
        with: Option<Measure>,
    },
    /// `un counts 300 trucks in aid`
    Counts {
        who: Ref,
        measure: Measure,
        duty: DutyRef,
    },
    /// `un plans 300 trucks in aid`
    Plans {
        who: Ref,
        measure: Measure,
        duty: DutyRef,
    },
    /// `icrc receives 3 captives in x`
    Receives {
        who: Ref,
        measure: Measure,
        duty: DutyRef,
    },
    /// `icrc confirms 3 captives in x`
    Confirms {
        who: Ref,
        measure: Option<Measure>,
        duty: DutyRef,
    },
    /// `icrc refuses 3 captives in x`, `icrc refuses x`
    Refuses {
        who: Ref,
        measure: Option<Measure>,
        duty: DutyRef,
    },
    /// `amm holds 32 arms pending in x`
    HoldsPending {
        who: Ref,
        measure: Measure,
        duty: DutyRef,
    },
    /// `amm is unable to verify x`
    Unable { who: Ref, duty: DutyRef },
    /// `amm finds x kept` (`short`, `breached`, `wrongly accepted`)
    Finds {
        who: Ref,
        duty: DutyRef,
        what: Found,
    },
    /// `goi disputes 52 arms in x`
    Disputes {
        who: Ref,
        measure: Option<Measure>,
        duty: DutyRef,
    },
    /// `amm_head rules 233 arms in x`
    RulesMeasure {
        who: Ref,
        measure: Measure,
        duty: DutyRef,
    },
    /// `amm_head rules that x is done`
    RulesFact { who: Ref, fact: Fact },
    /// `un declares opening`
    Declares { who: Ref, name: Name },
    /// `un declares that arms is complete`
    DeclaresComplete { who: Ref, name: Name },
    /// `icrc corrects captives to 34 persons`
    Corrects { who: Ref, name: Name, to: Measure },
    /// `state alleges an incident of calm` (`finds`, `denies`, `counts`)
    Incident {
        who: Ref,
        verb: IncidentVerb,
        incident: Incident,
    },
    /// `state justifies an incident of calm by self_defence`
    Justifies {
        who: Ref,
        incident: Incident,
        by: Name,
    },
    /// `state withholds x with M`
    Withholds {
        who: Ref,
        duty: DutyRef,
        with: Option<Measure>,
    },
    /// `state resumes x with M`
    Resumes {
        who: Ref,
        duty: DutyRef,
        with: Option<Measure>,
    },
    /// `movement uses pause_releases against state`
    Uses {
        who: Ref,
        power: Name,
        against: Option<List<Ref>>,
    },
    /// `a contests the standing of b under power`
    ContestsStanding { who: Ref, of: Ref, under: Name },
    /// `council adopts x by 9 to 2` (`rejects`: false)
    Adopts {
        who: Ref,
        adopts: bool,
        name: Name,
        by: Option<(Number, Number)>,
    },
    /// `a extends x until M`
    ExtendsUntil {
        who: Ref,
        duty: DutyRef,
        until: Moment,
    },
    /// `a extends x by D`
    ExtendsBy {
        who: Ref,
        duty: DutyRef,
        by: Duration,
    },
    /// `a and b consent to x`
    Consents { who: List<Ref>, to: Name },
    /// `a proposes x`
    Proposes { who: Ref, name: Name },
    /// `a refuses consent to x`
    RefusesConsent { who: Ref, name: Name },
    /// `the parties agree on two_agreed by conduct`
    Agree { on: Name, by_conduct: bool },
    /// `a refers x to y`
    Refers { who: Ref, duty: DutyRef, to: Ref },
    /// `a opens disputes`
    Opens { who: Ref, name: Name },
    /// `a accepts x`, `a repudiates the agreement` (no duty: the agreement)
    Acts {
        who: Ref,
        verb: PartyVerb,
        duty: Option<DutyRef>,
    },
    /// `a joins the agreement` (true), `leaves`
    Joins { who: Ref, joins: bool },
    /// `a says "…"` (`announces`: true)
    Says {
        who: List<Ref>,
        announces: bool,
        what: Quoted,
    },
    /// `the agreement enters into force`
    EntersIntoForce,
    /// `time passes`
    TimePasses,
}
