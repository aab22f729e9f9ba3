//! The closed vocabularies of the language: every word that stands for itself, whoever reads it.
//!
//! Syntax and model both speak these words; neither repeats them. This crate knows no grammar and
//! no agreement.

/// The months in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The word that loosens or bounds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// `at least 600`
    AtLeast,
    /// `at most 3`
    AtMost,
    /// `about 35`
    About,
    /// `more than 1`
    MoreThan,
    /// `above 5`
    Above,
    /// `below 5`
    Below,
}

/// Which of the numbers of a duty a ratio counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// `performed under`
    Performed,
    /// `accepted under`
    Accepted,
    /// `done under`
    Done,
}

/// A word of place or direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preposition {
    /// `from`
    From,
    /// `to`
    To,
    /// `in`
    In,
    /// `into`
    Into,
    /// `with`
    With,
    /// `against`
    Against,
    /// `along`
    Along,
    /// `behind`
    Behind,
}

/// How facts, or points, are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Join {
    /// All of them (also: there is only one).
    And,
    /// Any of them.
    Or,
    /// `either A or B`: one of them, and the text does not say which.
    Either,
}

/// What `is` without a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SelfRef {
    /// `it`
    It,
    /// `the breach`
    Breach,
    /// `any duty`
    AnyDuty,
}

/// Requests, orders, permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskVerb {
    /// `requests it`
    Requests,
    /// `orders it`
    Orders,
    /// `permits it`
    Permits,
}

/// A word for how something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is the word itself, explained in the reference"
)]
pub enum Status {
    Done,
    Due,
    Reported,
    Performed,
    Verified,
    Final,
    Fulfilled,
    Late,
    Short,
    Exceeded,
    Overdue,
    Breached,
    Remedied,
    Disputed,
    Unsettled,
    Undetermined,
    Withheld,
    Suspended,
    Kept,
    Compliant,
    Running,
    Completed,
    Reached,
    Declared,
    Extended,
    Ended,
    Exhausted,
    Waived,
    Released,
}

impl Status {
    /// Every status with its word, in the grammar's order.
    pub const WORDS: &'static [(&'static str, Status)] = &[
        ("done", Self::Done),
        ("due", Self::Due),
        ("reported", Self::Reported),
        ("performed", Self::Performed),
        ("verified", Self::Verified),
        ("final", Self::Final),
        ("fulfilled", Self::Fulfilled),
        ("late", Self::Late),
        ("short", Self::Short),
        ("exceeded", Self::Exceeded),
        ("overdue", Self::Overdue),
        ("breached", Self::Breached),
        ("remedied", Self::Remedied),
        ("disputed", Self::Disputed),
        ("unsettled", Self::Unsettled),
        ("undetermined", Self::Undetermined),
        ("withheld", Self::Withheld),
        ("suspended", Self::Suspended),
        ("kept", Self::Kept),
        ("compliant", Self::Compliant),
        ("running", Self::Running),
        ("completed", Self::Completed),
        ("reached", Self::Reached),
        ("declared", Self::Declared),
        ("extended", Self::Extended),
        ("ended", Self::Ended),
        ("exhausted", Self::Exhausted),
        ("waived", Self::Waived),
        ("released", Self::Released),
    ];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, s)| *s == self)
            .map_or("", |(word, _)| word)
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// A civil day.
    Day,
    /// Seven civil days.
    Week,
    /// The same day of a later month.
    Month,
    /// The same day of a later year.
    Year,
}

/// Piece by piece of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matching {
    /// `place by place`
    Place,
    /// `share by share`
    Share,
    /// `stage by stage`
    Stage,
}

/// Which step in the life of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IncidentStep {
    /// `confirmed`
    Confirmed,
    /// `attributed`
    Attributed,
    /// `graded`
    Graded,
}

/// Joint or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joint {
    /// `shall each`
    Each,
    /// `shall together`
    Together,
}

/// Where a rung stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepOrder {
    /// `first`
    First,
    /// `next`
    Next,
    /// `also`: beside the previous one
    Also,
    /// `instead`: in place of the previous one
    Instead,
    /// `last`
    Last,
}

/// How a text came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum Made {
    Signed,
    Agreed,
    Made,
    Adopted,
    Announced,
    Published,
    Proposed,
}

/// The word an actor is declared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is the word itself, explained in the reference"
)]
pub enum Role {
    Party,
    Mediator,
    Guarantor,
    Verifier,
    Signatory,
    Body,
    Outsider,
}

/// What a count is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum CountedAs {
    Total,
    Average,
    Floor,
    Ceiling,
    /// Only in a reading: `is an estimate`.
    Estimate,
}

/// What a finding says of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum Found {
    Kept,
    Short,
    Breached,
    WronglyAccepted,
}

/// What is done with an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum IncidentVerb {
    Alleges,
    Finds,
    Denies,
    Counts,
}

/// What a party does with a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum PartyVerb {
    Accepts,
    Waives,
    Demands,
    Discharges,
    Repudiates,
}

/// The questions that `silent on` may name: the closed list of rule `slot`.
pub const SLOTS: &[&str] = &[
    "amendment",
    "attribution",
    "base",
    "consent",
    "convenor",
    "counter",
    "deadline",
    "decision",
    "definition",
    "dispute",
    "division",
    "end",
    "identification",
    "judge",
    "limit",
    "manner",
    "meaning",
    "members",
    "order",
    "period",
    "place",
    "quantity",
    "remedy",
    "self_defence",
    "start",
    "suspension",
    "termination",
    "trigger",
    "unit",
    "verifier",
    "window",
    "withdrawal",
];
