//! How things stand: what can be seen of a state.

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, ArticleId, Element, Instant, Subject, Window};

/// One time a duty is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Under which article.
    pub article: ArticleId,
    /// Which row of its schedule, from 0.
    pub row: Option<u32>,
    /// Which round of `every …`, which request or verification, from 0.
    pub round: u32,
    /// Who owes it, where each of several owes it apart.
    pub obligor: Option<ActorId>,
    /// From 0; re-dating or reopening closes one and opens the next.
    pub generation: u32,
}

/// A number in thousandths, as far as it is known: at least `low`, at most `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// At least.
    pub low: i64,
    /// At most; `i64::MAX`: no bound is known.
    pub high: i64,
}

/// The stages of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not yet owed.
    Dormant,
    /// Whether it is owed hangs on something the text leaves open.
    Undetermined,
    /// Owed.
    Due,
    /// Claimed in full, or told; not accepted by anyone the text names.
    Reported,
    /// Accepted in full; its effect waits for a condition of its own.
    Performed,
    /// Accepted in full and in effect.
    Fulfilled,
    /// Its deadline has passed, and the tolerated lateness has not.
    Overdue,
    /// Not done in time, on the record as it stands.
    Breached,
    /// Done, after it was breached.
    Remedied,
    /// No longer owed.
    Released(Release),
}

/// Why something is no longer owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// Waived.
    Waived,
    /// Discharged by the party to whom it was owed.
    Discharged,
    /// Passed to somebody else.
    PassedOn,
    /// Another article or generation stands in its place.
    Replaced,
    /// What it belongs to has ended.
    Ended,
}

/// Whether something was done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timeliness {
    /// In time.
    OnTime,
    /// Late.
    Late,
    /// The record or the text gives too little to tell.
    CannotTell,
}

/// The stages of a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhaseStage {
    /// Not begun.
    #[default]
    NotBegun,
    /// Running, perhaps extended.
    Running,
    /// Its condition of completion is met.
    Completed,
    /// Its length is over, and the text says what follows.
    Ended,
    /// Its length is over, and the text does not say what follows.
    Open,
}

/// How one occurrence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Its stage.
    pub stage: Stage,
    /// Whether what was done was done in time; nothing: nothing was done, or no date is stated.
    pub timeliness: Option<Timeliness>,
    /// Its deadline; nothing: none stated, or not yet known.
    pub deadline: Option<Window>,
    /// How much is owed; nothing: the text does not say, or it is not yet known.
    pub required: Option<Range>,
    /// How much is claimed or told.
    pub claimed: Range,
    /// How much is accepted by those who verify it.
    pub accepted: Range,
    /// How much is refused.
    pub refused: Range,
    /// How much is held pending.
    pub pending: Range,
    /// How much is in dispute.
    pub disputed: Range,
    /// It has been breached; this stays true when it is remedied.
    pub breached: bool,
    /// A veil lies on it.
    pub suspended: bool,
    /// Somebody says it is withheld.
    pub withheld: bool,
    /// A verifier was unable to verify it.
    pub unverifiable: bool,
}

/// How one ladder stands that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// Which ladder.
    pub ladder: ArticleId,
    /// What opened it: an occurrence, or nothing (somebody opened it, or a rule was broken).
    pub cause: Option<Key>,
    /// On which rung it stands, from 0; nothing: it has stopped.
    pub rung: Option<u32>,
    /// Its last rung is over.
    pub exhausted: bool,
}

/// A question that has come up and that the text does not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    /// Which question.
    pub question: Open,
    /// Of which article, phase or milestone.
    pub of: Subject,
    /// Of which occurrence, where it is of one.
    pub key: Option<Key>,
}

/// The questions a text may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    /// Whether it is owed: what it waits for is not known to hold.
    Start,
    /// By when.
    Deadline,
    /// How much.
    Quantity,
    /// Who verifies: a report stands and nobody is named.
    Verifier,
    /// What the silence of a verifier means.
    Silence,
    /// What counts where members of a panel differ.
    Split,
    /// Who decides a dispute.
    Decider,
    /// Who confirms, attributes or grades an incident.
    Incident,
    /// What follows a breach.
    Remedy,
    /// What follows the end of a phase.
    Afterwards,
    /// What follows where a milestone is not reached by its date.
    Milestone,
    /// Whose count binds.
    Count,
    /// Whether clocks run during a suspension.
    Clocks,
    /// Whether earlier breaches are kept when a date is changed.
    EarlierBreaches,
}

/// How everything stands at one instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    /// When.
    pub now: Instant,
    /// When the agreement entered into force.
    pub entered: Option<Window>,
    /// It has ended.
    pub ended: bool,
    /// The phases, in the order declared.
    pub phases: Vec<PhaseStage>,
    /// When each milestone was reached, in the order declared.
    pub milestones: Vec<Option<Window>>,
    /// Every occurrence that exists.
    pub occurrences: BTreeMap<Key, Observation>,
    /// Prohibitions, standing duties and levels somebody broke, with whom they bind (nothing: not
    /// attributed) and whether they are broken now.
    pub broken: BTreeMap<(ArticleId, Option<ActorId>), bool>,
    /// The ladders that were opened, in the order opened.
    pub runs: Vec<Run>,
    /// What the text does not decide.
    pub undecided: BTreeSet<Undecided>,
    /// Lists that somebody declared complete.
    pub complete: BTreeSet<Element>,
}
