//! The whole compiled agreement: tables of what is declared.

use std::collections::{BTreeMap, BTreeSet};

use crate::*;

/// A compiled agreement. It does not change; events change a state beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Its name and titles.
    pub naming: Naming,
    /// The record of a text others signed.
    pub as_signed: bool,
    /// The language tags of its authentic texts.
    pub authentic: Vec<String>,
    /// The language that prevails.
    pub prevailing_language: Option<String>,
    /// The time zone by name; nothing: not stated.
    pub zone: Option<String>,
    /// The days of that zone as instants.
    pub calendar: Calendar,
    /// How day numbers turn into dates; nothing: not stated.
    pub day_count: Option<DayCount>,
    /// Month ends round up (true) or down; nothing: not stated.
    pub month_ends_up: Option<bool>,
    /// Grades of incidents, from the least.
    pub grades: Vec<String>,
    /// How soon an obligor reports what it did.
    pub reports_within: Option<Duration>,
    /// Signed or announced, by whom, on which day.
    pub made: Vec<TextMade>,
    /// How it enters into force; nothing: not stated.
    pub entry: Option<Entry>,
    /// Who decides questions of meaning.
    pub meaning_by: Option<Panel>,
    /// No text prevails over another, and the text says so.
    pub no_text_prevails: bool,
    /// Its actors, groups and sides, in the order declared.
    pub actors: Vec<Actor>,
    /// Its places.
    pub places: Vec<Place>,
    /// Its lists and inventories.
    pub rolls: Vec<Roll>,
    /// Its units.
    pub units: Vec<Unit>,
    /// Its terms.
    pub terms: Vec<Term>,
    /// The acts it uses, those of the prelude among them.
    pub acts: Vec<Act>,
    /// Its milestones.
    pub milestones: Vec<Milestone>,
    /// Its phases.
    pub phases: Vec<Phase>,
    /// Its tables.
    pub schedules: Vec<Schedule>,
    /// Its articles.
    pub articles: Vec<Article>,
    /// Its readings.
    pub readings: Vec<Reading>,
    /// Its layers.
    pub texts: Vec<Text>,
    /// Its amendments.
    pub amendments: Vec<Amendment>,
    /// Its balances.
    pub balances: Vec<Balance>,
    /// Its assurances.
    pub assurances: Vec<Assurance>,
    /// When it and its parts end, and what survives.
    pub endings: Vec<Ending>,
    /// `ending:` was written at all.
    pub has_ending: bool,
}

/// What somebody takes something to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// How it is called.
    pub naming: Naming,
    /// Of what.
    pub of: ReadingOf,
    /// Who holds it; empty for a textual one.
    pub by: Vec<ActorId>,
    /// Which texts have it; empty where a party holds it.
    pub within: Vec<TextId>,
    /// The schedule whose rows it is repeated for.
    pub rows: Option<ScheduleId>,
    /// What it says.
    pub says: ReadingSays,
}

/// What is read two ways.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingOf {
    /// Something declared.
    Named(Vec<Reference>),
    /// Which day is day 1 (or 0).
    Day(i64),
    /// Which text prevails.
    Texts,
}

/// What a reading puts in place of what is read.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingSays {
    /// Clauses, each in place of those that answer the same question.
    Clauses(Vec<Clause>),
    /// Another sentence.
    Act(Box<Duty>, Vec<Clause>),
    /// A power.
    Power(Power),
    /// Another number.
    Quantity(Quantity),
    /// Another day.
    Moment(Moment),
    /// Another meaning.
    Means(String),
    /// It covers these.
    Covers(Vec<Noun>),
    /// It does not cover these.
    DoesNotCover(Vec<Noun>),
    /// A ceiling, a floor, an average, an estimate.
    Is(CountedAs),
    /// One text prevails over others.
    Prevails(TextId, Vec<TextId>),
}

/// A changed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// How it is called.
    pub naming: Naming,
    /// Agreed, proposed or made.
    pub how: Made,
    /// When.
    pub on: Option<Window>,
    /// By whom.
    pub by: Vec<Who>,
    /// What changes.
    pub changes: Vec<Change>,
}

/// What an amendment changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// New dates.
    NowDue(Vec<Reference>, Clause),
    /// Articles in place of others.
    ReplacedBy(Vec<Reference>, Vec<Element>),
    /// New articles.
    Added(Vec<Element>),
    /// Articles that fall away.
    Withdrawn(Vec<Element>),
    /// A phase is extended until.
    ExtendedUntil(Element, Point),
    /// A phase is extended by.
    ExtendedBy(Element, Duration),
    /// Somebody joins.
    Joins(ActorId, Role),
    /// Somebody leaves.
    Leaves(ActorId),
    /// Earlier breaches are kept (true) or waived.
    EarlierBreaches(bool),
    /// What changes is not known.
    NotKnown,
}

/// How far one side may run ahead. Weights in thousandths.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// How it is called.
    pub naming: Naming,
    /// Of how many, of what, how much.
    pub weights: Vec<(i64, Element, i64)>,
    /// The bound.
    pub bound: i64,
}

/// Something that must always hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Assurance {
    /// How it is called.
    pub naming: Naming,
    /// Under what.
    pub hypotheses: Vec<Hypothesis>,
    /// What.
    pub property: Property,
}

/// Under what an assurance must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hypothesis {
    /// Everyone performs.
    EveryonePerforms,
    /// At most so many duties take a status.
    AtMost(i64, Status),
    /// All readings are tried.
    AllReadings,
}

/// What an assurance says.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// Something takes a status by a moment.
    By(Reference, Status, Moment),
    /// Something never takes a status, before or while (true) another has one.
    Never(Reference, Status, Option<(bool, Reference, Status)>),
    /// A balance holds.
    Holds(BalanceId),
    /// There is always a way to the end.
    CanAlwaysEnd,
}

/// One line of `ending:`.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// Something ends.
    Ends {
        /// What.
        what: Element,
        /// Completed, not merely ended.
        completed: bool,
        /// When.
        when: EndWhen,
        /// Unless.
        unless: Option<Condition>,
    },
    /// These survive.
    Survives(Vec<Element>),
    /// The text is silent on these questions.
    Silent(Vec<String>),
}

/// When something ends.
#[derive(Clone, Debug, PartialEq)]
pub enum EndWhen {
    /// When something holds.
    When(Condition),
    /// At a point.
    At(Point),
}

macro_rules! tables {
    ($($get:ident, $table:ident, $id:ident, $row:ident, $element:ident;)+) => {
        impl Agreement {$(
            /// The row of its table, for an identity of this agreement.
            #[must_use]
            pub fn $get(&self, id: $id) -> Option<&$row> {
                self.$table.get(id.index())
            }
        )+
            /// How something is called.
            #[must_use]
            pub fn naming(&self, element: Element) -> Option<&Naming> {
                match element {
                    Element::Agreement => Some(&self.naming),
                    Element::Act(_) => None,
                    $(Element::$element(id) => self.$get(id).map(|row| &row.naming),)+
                }
            }
        }
    };
}

tables! {
    actor, actors, ActorId, Actor, Actor;
    place, places, PlaceId, Place, Place;
    roll, rolls, RollId, Roll, Roll;
    unit, units, UnitId, Unit, Unit;
    term, terms, TermId, Term, Term;
    milestone, milestones, MilestoneId, Milestone, Milestone;
    phase, phases, PhaseId, Phase, Phase;
    schedule, schedules, ScheduleId, Schedule, Schedule;
    article, articles, ArticleId, Article, Article;
    reading, readings, ReadingId, Reading, Reading;
    text, texts, TextId, Text, Text;
    amendment, amendments, AmendmentId, Amendment, Amendment;
    balance, balances, BalanceId, Balance, Balance;
    assurance, assurances, AssuranceId, Assurance, Assurance;
}

impl Agreement {
    /// The name of something, as the reader wrote it.
    #[must_use]
    pub fn name(&self, element: Element) -> &str {
        match element {
            Element::Act(id) => self
                .acts
                .get(id.index())
                .map_or("", |act| act.name.as_str()),
            _ => self
                .naming(element)
                .map_or("", |naming| naming.name.as_str()),
        }
    }

    /// The articles with their identities.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Article)> {
        (0..).map(ArticleId).zip(&self.articles)
    }

    /// The actors declared as parties, in the order declared.
    pub fn parties(&self) -> impl Iterator<Item = ActorId> {
        (0..)
            .map(ActorId)
            .zip(&self.actors)
            .filter(|(_, actor)| actor.kind == ActorKind::Role(Role::Party))
            .map(|(id, _)| id)
    }

    /// The persons and bodies a panel stands for: groups are opened, `each party` is every party.
    /// A body stays one. `the party to whom it is owed` is nobody here.
    #[must_use]
    pub fn members(&self, panel: &Panel) -> Vec<ActorId> {
        let mut members = Members::default();
        for who in &panel.who {
            match who {
                Who::Actor(id) | Who::EachOf(id) | Who::AnyOf(id) => self.open(*id, &mut members),
                Who::EachParty | Who::AnyParty | Who::EachSide | Who::AnySide | Who::Parties => {
                    for party in self.parties() {
                        members.push(party);
                    }
                }
                Who::Owed => {}
            }
        }
        members.list
    }

    fn open(&self, id: ActorId, into: &mut Members) {
        match self.actor(id) {
            Some(actor) if matches!(actor.kind, ActorKind::Group | ActorKind::Side) => {
                for member in &actor.members {
                    into.push(*member);
                }
            }
            _ => into.push(id),
        }
    }

    /// The side of every party that belongs to a declared one: for whoever asks for many.
    #[must_use]
    pub fn declared_sides(&self) -> BTreeMap<ActorId, ActorId> {
        let mut sides = BTreeMap::new();
        for (side, actor) in (0..).map(ActorId).zip(&self.actors) {
            if actor.kind == ActorKind::Side {
                for party in &actor.members {
                    sides.entry(*party).or_insert(side);
                }
            }
        }
        sides
    }

    /// The side a party belongs to: a declared side, or the party itself.
    #[must_use]
    pub fn side_of(&self, party: ActorId) -> ActorId {
        (0..)
            .map(ActorId)
            .zip(&self.actors)
            .find(|(_, actor)| actor.kind == ActorKind::Side && actor.members.contains(&party))
            .map_or(party, |(id, _)| id)
    }
}

/// Actors in the order found, each once.
#[derive(Default)]
struct Members {
    list: Vec<ActorId>,
    /// Those of a long list; a short one is quicker looked through.
    seen: BTreeSet<ActorId>,
}

/// How long a list is looked through from its beginning.
const LOOKED_THROUGH_MAX: usize = 16;

impl Members {
    fn push(&mut self, id: ActorId) {
        if self.list.len() <= LOOKED_THROUGH_MAX {
            if self.list.contains(&id) {
                return;
            }
            if self.list.len() == LOOKED_THROUGH_MAX {
                self.seen.extend(self.list.iter().copied());
                self.seen.insert(id);
            }
            self.list.push(id);
        } else if self.seen.insert(id) {
            self.list.push(id);
        }
    }
}
