//! The phrases of an article with their names resolved: who, what, how much, under which condition.

use crate::*;

/// An actor, as a sentence names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// `the movement`, `guarantors` (a group stands for its members)
    Actor(ActorId),
    /// `each party`
    EachParty,
    /// `any party`
    AnyParty,
    /// `each side`
    EachSide,
    /// `any side`
    AnySide,
    /// `each watcher`: every member of a group
    EachOf(ActorId),
    /// `any watcher`
    AnyOf(ActorId),
    /// `the parties`
    Parties,
    /// `the party to whom it is owed`
    Owed,
}

/// Several actors in one role: obligors, holders of a power, a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Panel {
    /// Who, in the order written.
    pub who: Vec<Who>,
    /// Joined by `or`.
    pub or: bool,
    /// `any 2 of the guarantors`: how many it takes; nothing: the text states no number.
    pub threshold: Option<u32>,
}

/// A noun.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noun {
    /// Something declared: a list, unit, term, place, actor, article, phase …
    Element(Element),
    /// A common noun of the prelude: `persons`.
    Common(String),
    /// An opaque phrase in quotes.
    Quoted(String),
}

impl Noun {
    /// The list it names, if it names one.
    #[must_use]
    pub fn roll(&self) -> Option<RollId> {
        match self {
            Self::Element(Element::Roll(id)) => Some(*id),
            _ => None,
        }
    }

    /// The unit it names, if it names one.
    #[must_use]
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Element(Element::Unit(id)) => Some(*id),
            _ => None,
        }
    }

    /// The term it names, if it names one.
    #[must_use]
    pub fn term(&self) -> Option<TermId> {
        match self {
            Self::Element(Element::Term(id)) => Some(*id),
            _ => None,
        }
    }

    /// The place it names, if it names one.
    #[must_use]
    pub fn place(&self) -> Option<PlaceId> {
        match self {
            Self::Element(Element::Place(id)) => Some(*id),
            _ => None,
        }
    }
}

/// A column of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Of which schedule.
    pub schedule: ScheduleId,
    /// Which column, from 0.
    pub column: u32,
}

/// How much of what. Numbers are in thousandths of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// `at least`, `about` …
    pub bound: Option<Bound>,
    /// The number.
    pub amount: Amount,
    /// The unit or counted list.
    pub noun: Option<Noun>,
    /// `of fighters`
    pub of: Option<Noun>,
}

impl Quantity {
    /// The list it counts against, whether named directly or after `of`.
    #[must_use]
    pub fn roll(&self) -> Option<RollId> {
        self.of
            .as_ref()
            .and_then(Noun::roll)
            .or_else(|| self.noun.as_ref().and_then(Noun::roll))
    }

    /// The unit it is counted in.
    #[must_use]
    pub fn unit(&self) -> Option<UnitId> {
        self.noun
            .as_ref()
            .and_then(Noun::unit)
            .or_else(|| self.of.as_ref().and_then(Noun::unit))
    }
}

/// A number in a quantity, in thousandths of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `33`
    Number(i64),
    /// `stage.arms`
    Column(Column),
    /// `all`
    All,
    /// `the remaining`
    Remaining,
    /// `30 percent`
    Percent(i64),
    /// `stage.share percent`
    PercentColumn(Column),
    /// `1/3`
    Fraction(u32, u32),
    /// `an unstated number of`
    Unstated,
    /// `either 30 or 50`
    Either(i64, i64),
    /// `between 3 and 5`
    Between(i64, i64),
}

impl Amount {
    /// Whether it is a share of something else.
    #[must_use]
    pub fn share(&self) -> bool {
        matches!(
            self,
            Self::Percent(_) | Self::PercentColumn(_) | Self::Fraction(..)
        )
    }
}

/// What an act is done to, and whither, whence, with whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The direct object.
    pub thing: Option<Thing>,
    /// The prepositions.
    pub relations: Vec<Relation>,
}

/// The direct object.
#[derive(Clone, Debug, PartialEq)]
pub enum Thing {
    /// `at least 600 trucks`
    Quantity(Quantity),
    /// `"a list" of captives`
    Noun(Noun, Option<Noun>),
    /// `the terms of one`
    TermsOf(Element),
    /// `the parties`
    Parties,
}

/// A preposition and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// `to icrc`, `in territory`
    To(Preposition, Target),
    /// `for each captive accepted under x`
    ForEach {
        /// Per what.
        noun: Noun,
        /// Which number of which duties.
        under: Option<(Counted, Vec<Reference>)>,
    },
    /// `for each stage.unit`
    ForEachColumn(Column),
    /// `at least 500 metres from the line`
    Distance(Bound, i64, Noun, Noun),
    /// `above 30 percent of arms`
    Share(Bound, Amount, Noun),
}

/// What follows a preposition.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// `coast_road and corridor`
    Nouns(Vec<Noun>),
    /// `stage.place`
    Column(Column),
    /// `each party`
    EachParty,
    /// `any party`
    AnyParty,
    /// `the parties`
    Parties,
}

impl Target {
    /// The nouns in it.
    #[must_use]
    pub fn nouns(&self) -> &[Noun] {
        match self {
            Self::Nouns(nouns) => nouns,
            _ => &[],
        }
    }
}

/// Something that has a status: an article (and which row of it), phase, milestone, list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// What.
    pub element: Element,
    /// Which row.
    pub row: RowRef,
}

impl Reference {
    /// The article it names, if it names one.
    #[must_use]
    pub fn article(&self) -> Option<ArticleId> {
        match self.element {
            Element::Article(id) => Some(id),
            _ => None,
        }
    }
}

/// Which row of a tabled duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowRef {
    /// It has no rows.
    None,
    /// The same row as the article that names it.
    Same,
    /// The row after it.
    Next,
    /// The row before it; the first row is asked nothing.
    Previous,
    /// One row, from 0.
    Row(u32),
    /// Every row.
    Every,
}

/// `when a is done and b is verified`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// How the facts are joined.
    pub join: Join,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// One thing that holds or does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What.
    pub kind: FactKind,
    /// `as judged by X`
    pub judged: Option<Panel>,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// `x is verified`, `x is breached 3 times in any 7 days`, `x is done in the same place`
    Status {
        /// Of what.
        of: Vec<Reference>,
        /// Joined by `or`: one of them is enough.
        any: bool,
        /// What they are.
        status: Status,
        /// How often, in which window.
        times: Option<(i64, Duration)>,
        /// Place by place.
        same_place: bool,
    },
    /// `it is …`, `the breach is …`, `any duty is …`
    Itself(SelfRef, Status),
    /// `3 days pass without an incident of calm`; nothing named: of any
    NoIncident(Duration, Vec<ArticleId>),
    /// `an incident of calm is alleged`
    Alleged(Vec<ArticleId>),
    /// `facilitator requests it`
    Asked(Vec<Who>, AskVerb),
    /// `qatar consents`
    Consents(Vec<Who>),
    /// Opaque words.
    Quoted(String),
}
