//! The state: everything that events and the passing of time have made of an agreement so far.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use model::{ActorId, ArticleId, Element, Instant, MilestoneId, PhaseId, Status, Window};

use crate::observed::{Key, PhaseStage, Range, Release, Stage, Timeliness, Undecided};

/// Twice an instant: the even number is the instant itself, the odd one the time just after it.
/// A deadline `d` has passed just after `d`, and a start `t` is reached at `t`.
pub(crate) type Tick = i64;

/// The tick of an instant.
pub(crate) fn tick_at(at: Instant) -> Tick {
    at.saturating_mul(2)
}

/// The tick just after an instant.
pub(crate) fn tick_after(at: Instant) -> Tick {
    at.saturating_mul(2).saturating_add(1)
}

/// Something that is worked out anew when what it hangs on has changed, or when its time comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    /// Entry into force and the end of the agreement.
    Agreement,
    Phase(PhaseId),
    Milestone(MilestoneId),
    /// Which occurrences an article has.
    Article(ArticleId),
    /// How one occurrence stands.
    Occurrence(u32),
    /// A ladder that was opened.
    Run(u32),
    /// A power that was used.
    Use(u32),
}

/// The last count of each who counted.
pub(crate) type Counts = Vec<(ActorId, Range)>;

/// How an agreement stands.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub(crate) tick: Tick,
    /// Everything has been looked at once.
    pub(crate) looked: bool,
    /// Something has been entered.
    pub(crate) begun: bool,
    pub(crate) events: u64,
    pub(crate) entered: Option<Window>,
    /// The record tells of the entry into force, where the text does not.
    pub(crate) entry_told: bool,
    pub(crate) ended: Option<Window>,
    pub(crate) phases: Vec<PhaseState>,
    pub(crate) milestones: Vec<MilestoneState>,
    pub(crate) articles: Vec<ArticleState>,
    pub(crate) occurrences: Vec<Occurrence>,
    pub(crate) index: BTreeMap<Key, u32>,
    pub(crate) rules: BTreeMap<(ArticleId, Option<ActorId>), Standing>,
    pub(crate) runs: Vec<RunState>,
    /// The last run of each ladder for each cause: no other of them still stands.
    pub(crate) last_runs: BTreeMap<(ArticleId, Cause), u32>,
    pub(crate) uses: Vec<UseState>,
    pub(crate) rolls: Vec<RollState>,
    /// The last count of each who counted, of an article or one of its occurrences.
    pub(crate) counts: BTreeMap<(ArticleId, Option<u32>), Counts>,
    pub(crate) ruled: Vec<(String, bool)>,
    pub(crate) asked: Vec<(ActorId, ArticleId)>,
    pub(crate) consents: BTreeSet<(ActorId, Element)>,
    pub(crate) amended: BTreeSet<u32>,
    pub(crate) left: BTreeSet<ActorId>,
    pub(crate) undecided: BTreeSet<Undecided>,
    pub(crate) contested: u64,
    pub(crate) timers: BTreeSet<(Tick, Node)>,
    pub(crate) wakes: BTreeMap<Node, Tick>,
}

/// How a phase stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PhaseState {
    pub(crate) stage: PhaseStage,
    pub(crate) declared: bool,
    pub(crate) began: Option<Window>,
    pub(crate) over: Option<Window>,
    /// Its end was put off to here.
    pub(crate) until: Option<Window>,
    /// Its end was put off by so many seconds.
    pub(crate) extended_by: i64,
    pub(crate) extended: bool,
    /// An `ending` line or the end of the agreement closed it for good.
    pub(crate) closed: bool,
}

/// How a milestone stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MilestoneState {
    pub(crate) reached: Option<Window>,
    pub(crate) declared: BTreeSet<ActorId>,
    /// Its date passed, and it is said what that means.
    pub(crate) missed: bool,
}

/// What an article has made so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ArticleState {
    /// Occurrences in the order made.
    pub(crate) made: Vec<u32>,
    /// Those that are not over.
    pub(crate) open: Vec<u32>,
    /// Those that wait for a condition, to be owed or to take effect.
    pub(crate) asleep: Vec<u32>,
    /// Those that were released.
    pub(crate) released: Vec<u32>,
    /// Those of which something claimed is unanswered, in the order made.
    pub(crate) unanswered: Vec<u32>,
    /// Who owes any of them apart.
    pub(crate) apart: Vec<ActorId>,
    /// When the round of the last one made opened that has an opening.
    pub(crate) opened: Option<Instant>,
    /// They were not made in the order in which their rounds opened.
    pub(crate) out_of_order: bool,
    /// The next round to open, for each row and obligor alike.
    pub(crate) round: u32,
    /// No further round will open.
    pub(crate) closed: bool,
    /// The rounds made so far were opened by these events, times or rows.
    pub(crate) seen: usize,
    /// `whenever`: its condition held when last looked at.
    pub(crate) held: bool,
    /// It has been replaced, withdrawn or released for good.
    pub(crate) gone: Option<Release>,
    /// Somebody has suspended it; those made later are suspended as well.
    pub(crate) veils: u32,
}

/// One time a duty is owed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Occurrence {
    pub(crate) key: Key,
    pub(crate) stage: Stage,
    /// When its round opens.
    pub(crate) opening: Option<Instant>,
    /// The finding it was made by: of which occurrence, and how much it accepted.
    pub(crate) finding: Option<(u32, Range)>,
    /// The event it was made by.
    pub(crate) made_at: Window,
    pub(crate) owed: bool,
    pub(crate) forced: bool,
    pub(crate) claims: Vec<Claim>,
    pub(crate) members: Vec<Member>,
    /// What was accepted or refused by admission, by silence or by a ruling, in place of findings.
    pub(crate) settled: Option<(Range, Range)>,
    pub(crate) disputes: Vec<Dispute>,
    /// The first claim that nobody has answered was entered then.
    pub(crate) waiting: Option<Instant>,
    /// The last finding was entered then.
    pub(crate) found: Option<Instant>,
    /// Silence passed the finding on to somebody else.
    pub(crate) passed_to_decider: bool,
    /// Credited from what others had in excess.
    pub(crate) credited: i64,
    /// Given to others out of its own excess.
    pub(crate) given: i64,
    /// Its dates were moved by so many seconds.
    pub(crate) moved: i64,
    /// Its date was set anew.
    pub(crate) redated: Option<Window>,
    pub(crate) required: Option<Range>,
    pub(crate) claimed: Range,
    pub(crate) accepted: Range,
    pub(crate) refused: Range,
    pub(crate) pending: Range,
    pub(crate) disputed: Range,
    pub(crate) deadline: Option<Window>,
    pub(crate) timeliness: Option<Timeliness>,
    pub(crate) breached: Option<Window>,
    pub(crate) found_breached: bool,
    pub(crate) found_short: bool,
    pub(crate) veils: u32,
    pub(crate) veiled_since: Option<Instant>,
    pub(crate) withheld: bool,
    pub(crate) unverifiable: bool,
    pub(crate) released: Option<Release>,
    /// When it first took a status.
    pub(crate) since: Vec<(Status, Window)>,
    /// Consequences that have followed, by clause.
    pub(crate) followed: Vec<u32>,
}

/// One claim: its author's total after it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claim {
    /// Nobody: a finding of more than was claimed, and so much in all.
    pub(crate) author: Option<ActorId>,
    pub(crate) total: Range,
    /// It says itself that it is not all.
    pub(crate) partly: bool,
    pub(crate) at: Window,
    pub(crate) about: bool,
    pub(crate) recorded: Instant,
}

/// What one member of a panel has found so far.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) who: ActorId,
    pub(crate) accepted: Range,
    pub(crate) refused: Range,
    pub(crate) pending: Range,
}

/// One dispute that stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dispute {
    pub(crate) by: ActorId,
    pub(crate) amount: Range,
    pub(crate) recorded: Instant,
    pub(crate) silent: bool,
}

/// How a rule that stands is kept by one whom it binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Standing {
    pub(crate) broken: bool,
    /// When it was first broken.
    pub(crate) first: Option<Window>,
    /// By when each breach was at the latest, in order.
    pub(crate) times: Vec<Instant>,
    pub(crate) alleged: u64,
    /// Counted incidents that lie within the longest window: when, and of which grade.
    pub(crate) counted: VecDeque<(Instant, Option<u32>)>,
    /// The last counted incident, even where the window has started afresh.
    pub(crate) last: Option<Instant>,
    /// Findings not yet of enough members: who found, how many, of which grade.
    pub(crate) found: Vec<(ActorId, i64, Option<u32>)>,
    /// Confirmed, and not attributed yet by whom the text names: when, of which grade.
    pub(crate) confirmed: Vec<(Instant, Option<u32>)>,
    /// Attributed, and not confirmed yet.
    pub(crate) attributed: i64,
}

/// A ladder that was opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RunState {
    pub(crate) ladder: ArticleId,
    pub(crate) cause: Cause,
    /// On which rung; nothing: it has stopped.
    pub(crate) rung: Option<u32>,
    pub(crate) began: Instant,
    pub(crate) exhausted: bool,
}

/// What opened a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    Occurrence(u32),
    Rule(ArticleId, Option<ActorId>),
    Opened,
}

/// A power that was used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UseState {
    pub(crate) power: ArticleId,
    /// The rung it stands on, where a ladder gives it.
    pub(crate) rung: Option<(u32, u32)>,
    pub(crate) by: Vec<ActorId>,
    /// Enough holders have used it.
    pub(crate) complete: bool,
    pub(crate) notice: Option<Instant>,
    pub(crate) effect: Option<Instant>,
    pub(crate) over: bool,
    /// What it suspended: articles and occurrences.
    pub(crate) veiled: Vec<ArticleId>,
}

/// How a list stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RollState {
    /// Its number, where somebody corrected it.
    pub(crate) corrected: Option<Range>,
    pub(crate) complete: bool,
}

impl Occurrence {
    pub(crate) fn new(key: Key, made_at: Window) -> Self {
        Self {
            key,
            stage: Stage::Dormant,
            opening: None,
            finding: None,
            made_at,
            owed: false,
            forced: false,
            claims: Vec::new(),
            members: Vec::new(),
            settled: None,
            disputes: Vec::new(),
            waiting: None,
            found: None,
            passed_to_decider: false,
            credited: 0,
            given: 0,
            moved: 0,
            redated: None,
            required: None,
            claimed: Range::default(),
            accepted: Range::default(),
            refused: Range::default(),
            pending: Range::default(),
            disputed: Range::default(),
            deadline: None,
            timeliness: None,
            breached: None,
            found_breached: false,
            found_short: false,
            veils: 0,
            veiled_since: None,
            withheld: false,
            unverifiable: false,
            released: None,
            since: Vec::new(),
            followed: Vec::new(),
        }
    }

    /// Nothing more is expected of it.
    pub(crate) fn over(&self) -> bool {
        matches!(
            self.stage,
            Stage::Fulfilled | Stage::Remedied | Stage::Released(_)
        )
    }

    /// When it first took a status.
    pub(crate) fn took(&self, status: Status) -> Option<Window> {
        let found = self.since.iter().find(|(taken, _)| *taken == status);
        found.map(|(_, at)| *at)
    }
}

impl State {
    /// The last instant the record has reached.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.tick.div_euclid(2)
    }

    /// Whether anything has been entered, or time has begun to pass.
    #[must_use]
    pub fn started(&self) -> bool {
        self.looked
    }

    /// Whether an instant is reached.
    pub(crate) fn reached(&self, at: Instant) -> bool {
        self.tick >= tick_at(at)
    }

    /// Whether a deadline has passed.
    pub(crate) fn passed(&self, deadline: Instant) -> bool {
        self.tick >= tick_after(deadline)
    }

    pub(crate) fn occurrence(&self, id: u32) -> &Occurrence {
        &self.occurrences[id as usize]
    }

    pub(crate) fn occurrence_mut(&mut self, id: u32) -> &mut Occurrence {
        &mut self.occurrences[id as usize]
    }

    pub(crate) fn article(&self, id: ArticleId) -> &ArticleState {
        &self.articles[id.index()]
    }

    pub(crate) fn article_mut(&mut self, id: ArticleId) -> &mut ArticleState {
        &mut self.articles[id.index()]
    }
}
