//! What goes into the kernel, and what it answers.

use model::{
    ArticleId, Deed, Instant, MilestoneId, PhaseId, ReadingId, Reference, Subject, Window,
};

use crate::observed::{Key, PhaseStage, Stage, Undecided};

/// The version of the rules this kernel follows, named in every record.
pub const SEMANTICS: i64 = 1;

/// One event: a deed, when it happened and when it was entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When it happened: an interval where the record gives no hour.
    pub at: Window,
    /// It lasted all the while, and did not happen once somewhere in `at`.
    pub lasting: bool,
    /// `about`: it may lie outside `at`.
    pub about: bool,
    /// When it was entered. It never decreases; `at` does not end after it.
    pub recorded: Instant,
    /// What it relies on.
    pub citing: Vec<Reference>,
    /// What was done, and by whom.
    pub deed: Deed,
}

/// The answers chosen for the questions that the text leaves open, for one computation of the
/// state. The kernel never chooses one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The readings the state is computed under; empty: the text alone.
    pub readings: Vec<ReadingId>,
    /// The first day of the day count, where the agreement leaves it unsettled: an instant of it.
    pub first_day: Option<Instant>,
}

/// What an event did.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It took effect; what followed, in order.
    Step(Vec<Consequence>),
    /// It is kept in the record and listed in the state. It has no other effect: the text does not
    /// say whether it has one.
    Contested(Contest, Vec<Consequence>),
    /// It has no meaning here. The state is as it was.
    Refused(Refusal),
}

/// One thing that followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// When it took effect.
    pub at: Instant,
    /// It took effect just after that: a deadline or a window passed.
    pub passed: bool,
    /// What.
    pub what: Change,
    /// By which article and clause.
    pub by: Subject,
    /// By which event, counted from 0 in the order applied; nothing: by the passing of time.
    pub event: Option<u64>,
}

/// A change of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The agreement entered into force.
    Entered,
    /// An occurrence took a stage.
    Stage(Key, Stage),
    /// So much of an occurrence was accepted in all, at least and at most, in thousandths.
    Accepted(Key, i64, i64),
    /// An occurrence was breached, on the record as it stands: a fact, whoever's fault it was.
    /// Whether anything had been told of it by then.
    Breached(Key, bool),
    /// A phase took a stage.
    Phase(PhaseId, PhaseStage),
    /// A milestone was reached.
    Reached(MilestoneId),
    /// A rule that is kept or broken: whom it binds, and whether it is now broken.
    Broken(ArticleId, Option<model::ActorId>, bool),
    /// A ladder began, or went to a rung (from 0), or stopped (nothing).
    Rung(ArticleId, Option<u32>),
    /// Something was suspended (true) or went on.
    Suspended(Key, bool),
    /// A power was used; the end of its notice.
    Used(ArticleId, Instant),
    /// What was used took effect.
    Effect(ArticleId),
    /// The text does not decide a question that has come up.
    Undecided(Undecided),
    /// A deed was kept as a fact: the text ties nothing to it.
    Kept,
}

/// Why an event has no effect that the text can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contest {
    /// The text names nobody to do this: to verify, decide, confirm, declare, extend.
    NobodyNamed(Subject),
    /// Whether its author may do this hangs on something that is not known.
    Standing(Subject),
    /// Its author stands, but the condition of the power is not known to hold.
    Condition(Subject),
    /// The time in which it may be done is over, and the text does not say whether that bars it.
    TooLate(Subject),
    /// It needs a consent that has not been given, or whose is not said.
    Consent(Subject),
}

/// Why an event has no meaning here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It was entered before one already in the record.
    Back {
        /// When the record stands.
        now: Instant,
    },
    /// It is said to happen after it was entered.
    Future,
    /// Something it names does not exist, or is not of the kind it is taken for.
    Unknown(model::Element),
    /// Its author is not who the text names for this.
    Stands {
        /// Who did it.
        who: model::ActorId,
        /// Under what.
        under: Subject,
    },
    /// A power used before its condition holds.
    TooEarly(Subject),
}
