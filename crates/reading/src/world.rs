//! What is known at one instant: the agreement, the facts told so far, and the history of what
//! has once been so. Everything else is worked out from these anew.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use kernel::{Key, Observation, PhaseStage, Profile, Range, Release};
use model::{
    ActorId, Agreement, Article, ArticleId, Clause, Duration, Element, FactKind, Incident,
    IncidentVerb, Instant, MilestoneId, PhaseId, RollId, Status, Window,
};

use crate::number::Truth;

/// Where in time we are. Whatever instant a rule compares with, and that has not come, is noted:
/// these are the timers (1.2).
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    pub(crate) now: Instant,
    /// A timer of this instant has rung: it is a moment past.
    pub(crate) past: bool,
    timers: RefCell<BTreeSet<Instant>>,
}

impl Clock {
    /// Before anything.
    pub(crate) fn start() -> Self {
        Self {
            now: Instant::MIN / 4,
            past: false,
            timers: RefCell::default(),
        }
    }

    /// A start at `at` has come: now ≥ `at`.
    pub(crate) fn reached(&self, at: Instant) -> bool {
        self.watch(at);
        self.now >= at
    }

    /// A deadline `at` is over: now > `at`.
    pub(crate) fn passed(&self, at: Instant) -> bool {
        self.watch(at);
        self.now > at || (self.now == at && self.past)
    }

    fn watch(&self, at: Instant) {
        if at > self.now || (at == self.now && !self.past) {
            self.timers.borrow_mut().insert(at);
        }
    }

    /// The next timer before an instant.
    pub(crate) fn next(&self, before: Instant) -> Option<Instant> {
        let timers = self.timers.borrow();
        let mut ahead = timers
            .iter()
            .filter(|at| **at > self.now || (**at == self.now && !self.past));
        ahead.next().copied().filter(|at| *at < before)
    }
}

/// A deed as the record keeps it, its number worked out at the event (3.5).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fact {
    /// The record has begun, or goes on: an event without another fact.
    Kept,
    EntersIntoForce,
    /// A claim: by whom, how much; `so far` sets the total of its author.
    Claim {
        key: Key,
        by: Vec<ActorId>,
        amount: Range,
        so_far: bool,
        partly: bool,
    },
    /// A member accepts.
    Accepts {
        key: Key,
        by: ActorId,
        amount: Range,
        so_far: bool,
    },
    /// A member refuses.
    Refuses {
        key: Key,
        by: ActorId,
        amount: Range,
        so_far: bool,
    },
    /// A member holds pending.
    Pending {
        key: Key,
        by: ActorId,
        amount: Range,
        so_far: bool,
    },
    /// A member's acceptance was wrong.
    Wrong {
        key: Key,
        by: ActorId,
    },
    /// Accepted as a whole panel would (a clause), or as all would: by silence, by whoever decides
    /// in its place, by the party to whom it is owed.
    Whole {
        key: Key,
        clause: Option<usize>,
        amount: Range,
    },
    /// Refused as a whole panel would.
    WholeRefused {
        key: Key,
        clause: Option<usize>,
        amount: Range,
    },
    Unable {
        key: Key,
    },
    FoundShort {
        key: Key,
    },
    FoundBreached {
        key: Key,
    },
    Disputes {
        key: Key,
        amount: Range,
    },
    DisputeOver {
        key: Key,
    },
    Rules {
        key: Key,
        amount: Range,
        claimed: Range,
    },
    /// `rules that …`
    RulesThat {
        by: ActorId,
        kind: FactKind,
    },
    Declares {
        by: ActorId,
        what: Element,
    },
    /// Somebody declares that what is running is over.
    DeclaresOver {
        by: ActorId,
        phase: PhaseId,
    },
    Complete {
        roll: RollId,
    },
    Corrects {
        roll: RollId,
        to: Range,
    },
    Incident {
        by: ActorId,
        verb: IncidentVerb,
        incident: Incident,
    },
    /// A rule that stands is found kept or breached.
    RuleFound {
        article: ArticleId,
        broken: bool,
    },
    Withholds {
        key: Key,
    },
    Resumes {
        by: ActorId,
        article: ArticleId,
        key: Option<Key>,
    },
    Uses {
        by: ActorId,
        power: ArticleId,
        rung: Option<u32>,
    },
    Adopts {
        by: ActorId,
        what: Element,
        yes: bool,
    },
    Extends {
        by: ActorId,
        phase: PhaseId,
        how: PutOff,
    },
    /// Consent; `agree` stands for that of every party.
    Consents {
        by: Vec<ActorId>,
        to: Element,
        agree: bool,
    },
    Refers {
        to: ActorId,
        article: ArticleId,
    },
    Opens {
        by: ActorId,
        ladder: ArticleId,
    },
    /// Somebody acts on a rung of a ladder.
    Steps {
        by: Vec<ActorId>,
        ladder: ArticleId,
    },
    Demands {
        by: ActorId,
        article: Option<ArticleId>,
    },
    Releases {
        key: Key,
        why: Release,
    },
    Joins {
        who: ActorId,
        joins: bool,
    },
}

/// By how much, or until when, a phase is put off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PutOff {
    By(Duration),
    Until(Window),
}

/// A fact with its times.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) at: Window,
    pub(crate) about: bool,
    pub(crate) recorded: Instant,
    pub(crate) fact: Fact,
}

/// The life of a phase.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Life {
    pub(crate) began: Option<Window>,
    pub(crate) over: Option<(PhaseStage, Window)>,
    pub(crate) put_off: Vec<PutOff>,
}

/// How an occurrence came about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Made {
    /// The window of what made it: the E of `each verification`, `each request`, `whenever`.
    pub(crate) window: Window,
    /// When it was made.
    pub(crate) since: Instant,
    /// When its round opens, where it has one.
    pub(crate) opening: Option<Instant>,
    /// The finding it answers to: how much that accepted.
    pub(crate) found: Option<Range>,
    /// The occurrence it comes before.
    pub(crate) before: Option<Key>,
    /// The date an amendment gave it.
    pub(crate) redated: Option<Clause>,
    /// What is required, where that is the rest of another.
    pub(crate) rest: Option<Range>,
}

/// When something first was so: the window of the event, or the instant of the timer (1.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Since {
    pub(crate) window: Window,
    pub(crate) instant: Instant,
}

/// A ladder that was opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Climb {
    pub(crate) ladder: ArticleId,
    pub(crate) cause: Option<Key>,
    /// The rung, from 0; nothing: it has stopped or is exhausted.
    pub(crate) rung: Option<u32>,
    pub(crate) exhausted: bool,
    /// When the rung began.
    pub(crate) since: Instant,
    /// How many facts had been told when the rung began.
    pub(crate) heard: usize,
}

/// A power in use.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Use {
    pub(crate) power: ArticleId,
    /// The rung, where it is one of a ladder.
    pub(crate) rung: Option<u32>,
    pub(crate) by: ActorId,
    pub(crate) given: Instant,
    /// It took effect, or never will.
    pub(crate) done: bool,
}

/// A suspension in effect.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Veil {
    pub(crate) use_of: usize,
    pub(crate) from: Instant,
    /// The articles it lies on.
    pub(crate) articles: BTreeSet<ArticleId>,
    /// When it was lifted from everything.
    pub(crate) until: Option<Instant>,
    /// When it was lifted from some articles by `resumes`.
    pub(crate) lifted: BTreeMap<ArticleId, Instant>,
}

/// What has once been so. A history is only ever added to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Past {
    pub(crate) entered: Option<Window>,
    pub(crate) ended: Option<Window>,
    pub(crate) phases: BTreeMap<PhaseId, Life>,
    pub(crate) reached: BTreeMap<MilestoneId, Window>,
    pub(crate) never: BTreeSet<MilestoneId>,
    pub(crate) made: BTreeMap<Key, Made>,
    pub(crate) due: BTreeMap<Key, Since>,
    pub(crate) released: BTreeMap<Key, Release>,
    pub(crate) breached: BTreeMap<Key, Since>,
    /// The first time something took a status.
    pub(crate) taken: BTreeMap<(Element, Option<Key>, Status), Since>,
    /// What `whenever C` last was, by article and row.
    pub(crate) whenever: BTreeMap<(ArticleId, Option<u32>), Truth>,
    /// What was newly accepted, in order.
    pub(crate) accepted: Vec<(Key, Range, Window)>,
    /// Consequences that have followed: the occurrence (or rule), the status, the clause.
    pub(crate) followed: BTreeSet<(ArticleId, Option<Key>, usize)>,
    pub(crate) climbs: Vec<Climb>,
    pub(crate) uses: Vec<Use>,
    pub(crate) veils: Vec<Veil>,
    /// Amendments that took effect.
    pub(crate) amended: BTreeSet<u32>,
    /// When a rule was broken (true) or mended, by whom.
    pub(crate) broken: Vec<Break>,
    /// How many of these breaks have been answered by what follows them.
    pub(crate) answered: usize,
    /// The facts that have had the effect they have once: openings, uses, extensions.
    pub(crate) acted: BTreeSet<usize>,
}

/// A rule was broken or mended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Break {
    pub(crate) article: ArticleId,
    pub(crate) by: Option<ActorId>,
    pub(crate) broken: bool,
    /// The position of what did it among the facts.
    pub(crate) fact: usize,
    pub(crate) instant: Instant,
}

/// Everything known at one instant.
#[derive(Clone, Debug)]
pub(crate) struct World<'a> {
    pub(crate) agreement: &'a Agreement,
    pub(crate) profile: &'a Profile,
    pub(crate) clock: Clock,
    /// The window of the event, or the instant of the timer, at which we are.
    pub(crate) cause: Window,
    pub(crate) told: Vec<Told>,
    pub(crate) past: Past,
    /// Every occurrence as last worked out.
    pub(crate) seen: BTreeMap<Key, Observation>,
}

/// How often all the rules are gone through at one instant, at most: a circle of rules that never
/// comes to rest is left there.
const TURNS_MAX: usize = 60;

impl<'a> World<'a> {
    pub(crate) fn new(agreement: &'a Agreement, profile: &'a Profile) -> Self {
        let clock = Clock::start();
        let cause = at(clock.now);
        Self {
            agreement,
            profile,
            clock,
            cause,
            told: Vec::new(),
            past: Past::default(),
            seen: BTreeMap::new(),
        }
    }

    /// Works out all that is true, until nothing changes (1.2).
    pub(crate) fn settle(&mut self) {
        for _ in 0..TURNS_MAX {
            let before = (self.past.clone(), self.seen.clone(), self.told.len());
            crate::in_force::work_out(self);
            crate::occurrences::work_out(self);
            crate::claims::work_out(self);
            crate::follows::work_out(self);
            crate::ladders::work_out(self);
            crate::powers::work_out(self);
            crate::standing::work_out(self);
            crate::consent::work_out(self);
            crate::conditions::remember(self);
            if before == (self.past.clone(), self.seen.clone(), self.told.len()) {
                return;
            }
        }
    }

    /// Lets time pass: every timer before `until` rings, in order; then it is `until` (1.2).
    pub(crate) fn advance(&mut self, until: Instant) {
        self.settle();
        while let Some(timer) = self.clock.next(until) {
            self.clock.now = timer;
            self.clock.past = true;
            self.cause = at(timer);
            self.settle();
        }
        if until > self.clock.now {
            self.clock.now = until;
            self.clock.past = false;
        }
    }

    /// Keeps a fact that follows by itself, now.
    pub(crate) fn tell(&mut self, fact: Fact) {
        self.told.push(Told {
            at: self.cause,
            about: false,
            recorded: self.clock.now,
            fact,
        });
    }

    /// Now, as a moment at which something becomes so.
    pub(crate) fn since(&self) -> Since {
        Since {
            window: self.cause,
            instant: self.clock.now,
        }
    }

    pub(crate) fn article(&self, id: ArticleId) -> Option<&'a Article> {
        self.agreement.article(id)
    }

    /// The clauses of the article of an occurrence, with their positions.
    pub(crate) fn clauses(&self, id: ArticleId) -> &'a [Clause] {
        self.article(id).map_or(&[], |article| &article.clauses)
    }
}

/// The window of one instant.
pub(crate) fn at(instant: Instant) -> Window {
    Window {
        earliest: instant,
        latest: instant,
    }
}
