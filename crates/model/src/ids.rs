//! Identities of what an agreement declares: positions in its tables, never names.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A party, verifier, body, group, side …: a row of `Agreement::actors`.
    ActorId,
    /// A row of `Agreement::places`.
    PlaceId,
    /// A list or inventory: a row of `Agreement::rolls`.
    RollId,
    /// A row of `Agreement::units`.
    UnitId,
    /// A row of `Agreement::terms`.
    TermId,
    /// A row of `Agreement::acts`.
    ActId,
    /// A row of `Agreement::milestones`.
    MilestoneId,
    /// A row of `Agreement::phases`.
    PhaseId,
    /// A row of `Agreement::schedules`.
    ScheduleId,
    /// A duty, power, ladder …: a row of `Agreement::articles`.
    ArticleId,
    /// A row of `Agreement::readings`.
    ReadingId,
    /// A layer of the accord: a row of `Agreement::texts`.
    TextId,
    /// A row of `Agreement::amendments`.
    AmendmentId,
    /// A row of `Agreement::balances`.
    BalanceId,
    /// A row of `Agreement::assurances`.
    AssuranceId,
}

/// Anything an agreement declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the table its identity points into")]
pub enum Element {
    /// The agreement as a whole.
    Agreement,
    Actor(ActorId),
    Place(PlaceId),
    Roll(RollId),
    Unit(UnitId),
    Term(TermId),
    Act(ActId),
    Milestone(MilestoneId),
    Phase(PhaseId),
    Schedule(ScheduleId),
    Article(ArticleId),
    Reading(ReadingId),
    Text(TextId),
    Amendment(AmendmentId),
    Balance(BalanceId),
    Assurance(AssuranceId),
}

/// What a finding or a consequence points at: something declared, or one clause of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// What.
    pub element: Element,
    /// Which clause (or part, or rung) of it, counted from 0; nothing: its head.
    pub clause: Option<u32>,
}

impl Subject {
    /// The head of something.
    #[must_use]
    pub fn of(element: Element) -> Self {
        Self {
            element,
            clause: None,
        }
    }

    /// One clause of something.
    #[must_use]
    pub fn clause(element: Element, clause: usize) -> Self {
        Self {
            element,
            clause: u32::try_from(clause).ok(),
        }
    }
}
