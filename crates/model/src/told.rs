//! What is told of an agreement's life, with every name resolved: deeds, records and stories.

use crate::*;

/// A history: who did, reported, counted, disputed or said what, when, and by which source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Its title.
    pub title: String,
    /// The version of the rules it is read by; nothing: not stated.
    pub semantics: Option<i64>,
    /// Its sources: the name and the titles by language tag (empty for the first).
    pub sources: Vec<(String, Vec<(String, String)>)>,
    /// Its rows, in the order written.
    pub rows: Vec<Row>,
}

/// A test that reads as a tale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// Its title.
    pub title: String,
    /// It is expected to fail.
    pub expected_to_fail: bool,
    /// What happens and what must then hold.
    pub told: Vec<Told>,
}

/// One line of a story.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most of what is told is a row")]
pub enum Told {
    /// Something happens.
    Row(Row),
    /// Something must hold.
    Then {
        /// Under which reading; nothing: under the text alone.
        reading: Option<ReadingId>,
        /// What.
        outcome: Outcome,
        /// Where it is written: a byte of the source.
        at: usize,
    },
}

/// What a story expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// `x is not fulfilled on time` (`late`: true)
    Status {
        /// Of what.
        of: Vec<Reference>,
        /// `not`
        negated: bool,
        /// Which.
        status: Status,
        /// Late (true) or on time; nothing said.
        late: Option<bool>,
    },
    /// `standard has not begun` (true: not)
    Begun(Element, bool),
    /// `state is ahead by 60`, in thousandths
    Ahead(ActorId, i64),
    /// `nothing is overdue`
    Nothing(Status),
    /// `243 arms is accepted in hand_in_arms of first`
    Accepted(Measure, Reference),
    /// `it is refused`: the event before
    Refused,
    /// `it is contested`: the event before
    Contested,
}

/// One thing told.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// When it happened.
    pub when: When,
    /// What happened.
    pub deed: Deed,
    /// When it was entered; nothing said: at once.
    pub recorded: Option<Moment>,
    /// What it relies on.
    pub citing: Vec<Reference>,
    /// Why, in the words of whoever did it.
    pub because: Option<String>,
    /// In which words.
    pub saying: Option<String>,
    /// Positions in `Record::sources`.
    pub sources: Vec<u32>,
    /// From memory, not read.
    pub unchecked: bool,
    /// Where it is written: a byte of the source.
    pub at: usize,
}

/// When something told happened.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// `on M`
    On(Moment),
    /// `between M and N`: once, somewhere between
    Between(Moment, Moment),
    /// `from M until N`: all the while
    From(Moment, Moment),
}

/// How much of what was done, in thousandths: `243 arms so far`.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// `about`, `at least` …
    pub bound: Option<Bound>,
    /// The number, in thousandths.
    pub number: i64,
    /// It is a share in hundredths of what `noun` names.
    pub percent: bool,
    /// Of what; nothing said.
    pub noun: Option<Noun>,
    /// `so far` (true), `more` (false); nothing said.
    pub so_far: Option<bool>,
}

/// `3 incidents of calm graded minor against state`
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// How many.
    pub number: i64,
    /// Against which article.
    pub of: ArticleId,
    /// A position in `Agreement::grades`; nothing said.
    pub grade: Option<u32>,
    /// By whom it is said to be done; empty: not said.
    pub against: Vec<ActorId>,
}

/// What was done. `who` is the author of the deed.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and shown in its example"
)]
pub enum Deed {
    /// `a partly reports x with M`; `performs`: told by sources, not claimed (`told`)
    Performance {
        who: Vec<ActorId>,
        partly: bool,
        told: bool,
        duty: Reference,
        with: Option<Measure>,
    },
    /// `un counts 300 trucks in aid`
    Counts {
        who: ActorId,
        measure: Measure,
        duty: Reference,
    },
    /// `un plans 300 trucks in aid`
    Plans {
        who: ActorId,
        measure: Measure,
        duty: Reference,
    },
    /// `icrc receives 3 captives in x`
    Receives {
        who: ActorId,
        measure: Measure,
        duty: Reference,
    },
    /// `icrc confirms 3 captives in x`; no measure: the whole
    Confirms {
        who: ActorId,
        measure: Option<Measure>,
        duty: Reference,
    },
    /// `icrc refuses 3 captives in x`; no measure: the whole
    Refuses {
        who: ActorId,
        measure: Option<Measure>,
        duty: Reference,
    },
    /// `amm holds 32 arms pending in x`
    HoldsPending {
        who: ActorId,
        measure: Measure,
        duty: Reference,
    },
    /// `amm is unable to verify x`
    Unable { who: ActorId, duty: Reference },
    /// `amm finds x kept` (`short`, `breached`, `wrongly accepted`)
    Finds {
        who: ActorId,
        duty: Reference,
        found: Found,
    },
    /// `goi disputes 52 arms in x`; no measure: the whole
    Disputes {
        who: ActorId,
        measure: Option<Measure>,
        duty: Reference,
    },
    /// `amm_head rules 233 arms in x`
    RulesMeasure {
        who: ActorId,
        measure: Measure,
        duty: Reference,
    },
    /// `amm_head rules that x is done`
    RulesFact { who: ActorId, fact: Fact },
    /// `un declares opening`
    Declares { who: ActorId, what: Element },
    /// `un declares that arms is complete`
    DeclaresComplete { who: ActorId, roll: RollId },
    /// `icrc corrects captives to 34 persons`
    Corrects {
        who: ActorId,
        roll: RollId,
        to: Measure,
    },
    /// `state alleges an incident of calm` (`finds`, `denies`, `counts`)
    Incident {
        who: ActorId,
        verb: IncidentVerb,
        incident: Incident,
    },
    /// `state justifies an incident of calm by self_defence`
    Justifies {
        who: ActorId,
        incident: Incident,
        by: ArticleId,
    },
    /// `state withholds x with M`
    Withholds {
        who: ActorId,
        duty: Reference,
        with: Option<Measure>,
    },
    /// `state resumes x with M`
    Resumes {
        who: ActorId,
        duty: Reference,
        with: Option<Measure>,
    },
    /// `movement uses pause_releases against state`
    Uses {
        who: ActorId,
        power: ArticleId,
        against: Vec<ActorId>,
    },
    /// `a contests the standing of b under power`
    ContestsStanding {
        who: ActorId,
        of: ActorId,
        under: ArticleId,
    },
    /// `council adopts x by 9 to 2` (`rejects`: false)
    Adopts {
        who: ActorId,
        adopts: bool,
        what: Element,
        votes: Option<(i64, i64)>,
    },
    /// `a extends x until M`
    ExtendsUntil {
        who: ActorId,
        what: Reference,
        until: Moment,
    },
    /// `a extends x by D`
    ExtendsBy {
        who: ActorId,
        what: Reference,
        by: Duration,
    },
    /// `a and b consent to x`
    Consents { who: Vec<ActorId>, to: Element },
    /// `a proposes x`
    Proposes { who: ActorId, what: Element },
    /// `a refuses consent to x`
    RefusesConsent { who: ActorId, to: Element },
    /// `the parties agree on two_agreed by conduct`
    Agree { on: Element, by_conduct: bool },
    /// `a refers x to y`
    Refers {
        who: ActorId,
        duty: Reference,
        to: ActorId,
    },
    /// `a opens disputes`
    Opens { who: ActorId, ladder: ArticleId },
    /// `a accepts x`, `a repudiates the agreement` (no duty: the agreement)
    Acts {
        who: ActorId,
        verb: PartyVerb,
        duty: Option<Reference>,
    },
    /// `a joins the agreement` (true), `leaves`
    Joins { who: ActorId, joins: bool },
    /// `a says "…"` (`announces`: true)
    Says {
        who: Vec<ActorId>,
        announces: bool,
        words: String,
    },
    /// `the agreement enters into force`
    EntersIntoForce,
    /// `time passes`
    TimePasses,
}

impl Deed {
    /// The duty, rule or ladder that a deed names as its object; nothing where it names none, or
    /// something else.
    #[must_use]
    pub fn duty(&self) -> Option<Reference> {
        match self {
            Self::Performance { duty, .. }
            | Self::Counts { duty, .. }
            | Self::Plans { duty, .. }
            | Self::Receives { duty, .. }
            | Self::Confirms { duty, .. }
            | Self::Refuses { duty, .. }
            | Self::HoldsPending { duty, .. }
            | Self::Unable { duty, .. }
            | Self::Finds { duty, .. }
            | Self::Disputes { duty, .. }
            | Self::RulesMeasure { duty, .. }
            | Self::Withholds { duty, .. }
            | Self::Resumes { duty, .. }
            | Self::Refers { duty, .. } => Some(*duty),
            Self::Acts { duty, .. } => *duty,
            _ => None,
        }
    }
}
