//! What an agreement declares besides its articles.

use crate::*;

/// How something is called, and what it cites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// The name in the source.
    pub name: String,
    /// The first title; empty where none is given.
    pub label: String,
    /// Titles by language tag.
    pub labels: Vec<(String, String)>,
    /// The paragraphs of the signed text it formalises.
    pub cites: Vec<Cite>,
    /// Questions that the text was looked at for, and is silent on.
    pub silent: Vec<String>,
}

/// `mou "4.3"`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Which text; nothing where it is not declared.
    pub text: Option<TextId>,
    /// As written: `mou 4.3`.
    pub words: String,
    /// From memory, not read.
    pub unchecked: bool,
}

/// Somebody, or several under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// How it is called.
    pub naming: Naming,
    /// In which role.
    pub kind: ActorKind,
    /// Its members, where it has any.
    pub members: Vec<ActorId>,
    /// `while they remain` (true) or `as first listed` (false); nothing said.
    pub while_they_remain: Option<bool>,
    /// Whose acts are entered against it.
    pub answering_for: Vec<ActorId>,
    /// Who chairs it.
    pub chaired_by: Option<Who>,
    /// How it decides.
    pub deciding_by: Option<Deciding>,
    /// With or without power to decide; nothing said.
    pub power_to_decide: Option<bool>,
    /// The duty that forms it.
    pub formed_by: Option<Reference>,
    /// From when it acts.
    pub from: Option<Point>,
    /// Until when it acts.
    pub until: Option<Point>,
    /// `until P unless renewed`
    pub unless_renewed: bool,
    /// How many verifications it can do, and whether each day (else at a time).
    pub capacity: Option<(i64, bool)>,
}

/// In which role an actor is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// Declared by a role word.
    Role(Role),
    /// `group`
    Group,
    /// `side`: parties that stand together.
    Side,
}

/// How a body decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deciding {
    /// All of them.
    Consensus,
    /// More than half of them.
    Majority,
    /// So many members.
    Members(u32),
}

/// Somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// How it is called.
    pub naming: Naming,
    /// What lies in it.
    pub containing: Vec<PlaceId>,
    /// The text (a map) it is shown on.
    pub shown_on: Option<TextId>,
    /// Who marks it on the ground.
    pub marked_by: Option<Who>,
}

/// Persons or things that are counted one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Roll {
    /// How it is called.
    pub naming: Naming,
    /// `captive`: one of them; empty where not given.
    pub one: String,
    /// Things instead of persons.
    pub inventory: bool,
    /// How many of what.
    pub quantity: Quantity,
    /// Who holds them.
    pub held_by: Option<Who>,
    /// Who says who is on it.
    pub named_by: Option<Who>,
    /// Parts of it.
    pub of_which: Vec<Quantity>,
    /// The list it is part of.
    pub part_of: Option<RollId>,
    /// Who counts it.
    pub counted_by: Option<Panel>,
    /// The duty by which it is counted.
    pub counted_in: Option<Reference>,
    /// It may grow.
    pub may_grow: bool,
    /// Who may correct it.
    pub corrected_by: Option<Who>,
    /// Who declares it complete.
    pub complete_by: Option<Who>,
}

/// Something counted, with its counting rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// How it is called.
    pub naming: Naming,
    /// `truck`: one of them; empty where not given.
    pub one: String,
    /// Who counts.
    pub counted_by: Option<Panel>,
    /// Where it is counted.
    pub counted_at: Option<Noun>,
    /// Over which period.
    pub counted_over: Option<Over>,
    /// What the count is compared as.
    pub counted_as: Option<CountedAs>,
    /// What it includes.
    pub including: Vec<Noun>,
    /// What it excludes.
    pub excluding: Vec<Noun>,
    /// Whose count prevails.
    pub prevails: Option<Who>,
    /// `1 trailer counts as 2 trucks`, in thousandths.
    pub counts_as: Vec<(i64, String, i64, String)>,
}

/// Over which period something is counted.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// `counted over each day`
    EachDay,
    /// `counted over 7 days`
    Duration(Duration),
    /// `counted over one`
    Phase(PhaseId),
}

/// A word of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// How it is called.
    pub naming: Naming,
    /// `arm`: one of them; empty where not given.
    pub one: String,
    /// Its meaning.
    pub means: Option<String>,
    /// The text says nothing of its meaning, and the source says so.
    pub not_defined: bool,
    /// Who judges what falls under it.
    pub judged_by: Option<Panel>,
    /// What it covers.
    pub covers: Vec<Noun>,
    /// What it does not cover.
    pub does_not_cover: Vec<Noun>,
}

/// A verb.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The word.
    pub name: String,
    /// Whether and how it can be undone; nothing said.
    pub nature: Option<Reversal>,
    /// Acts that exclude this one.
    pub excludes: Vec<ActId>,
    /// It comes from the prelude, not from the agreement.
    pub prelude: bool,
}

/// Whether an act can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reversal {
    /// It cannot.
    Irreversible,
    /// It can, within so long where that is stated.
    Reversible(Option<Duration>),
}

/// A named instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// How it is called.
    pub naming: Naming,
    /// When it is, where a date or point makes it.
    pub at: Option<Point>,
    /// What makes it.
    pub when: Option<Condition>,
    /// Who declares it.
    pub declared_by: Option<Panel>,
    /// Who must agree on it.
    pub agreed_by: Option<Panel>,
    /// By when, and what silence then means.
    pub by: Option<(Point, Option<Failing>)>,
}

/// A stretch of the agreement's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// How it is called.
    pub naming: Naming,
    /// When it begins.
    pub from: Option<Point>,
    /// How long it lasts.
    pub lasts: Option<Duration>,
    /// When it ends.
    pub until: Option<Point>,
    /// Who declares that it begins.
    pub declared_by: Option<Panel>,
    /// When it is completed.
    pub completed_when: Option<Condition>,
    /// How it may be extended.
    pub extended: Vec<Extension>,
    /// Prose by language tag.
    pub prose: Vec<(String, String)>,
}

/// How a phase may be extended.
#[derive(Clone, Debug, PartialEq)]
pub struct Extension {
    /// While what holds.
    pub while_: Option<Condition>,
    /// By whose consent.
    pub consent_of: Option<Panel>,
    /// By how much at most.
    pub at_most: Option<Duration>,
}

/// A table of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// How it is called.
    pub naming: Naming,
    /// The word for one row: the name of its first column.
    pub row_word: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The cells of each row; nothing where not stated.
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number, in thousandths.
    Number(i64),
    /// A date.
    Moment(Moment),
    /// Something declared.
    Element(Element),
    /// Any other words (the first column: the name of the row).
    Words(String),
}

/// A layer of the accord.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// How it is called.
    pub naming: Naming,
    /// How it came to be, by whom and when.
    pub made: Vec<TextMade>,
    /// It is not published.
    pub unpublished: bool,
    /// It is background.
    pub background: bool,
    /// It is practice, not text.
    pub practice: bool,
    /// The texts it adds to.
    pub adding_to: Vec<TextId>,
    /// The texts it amends.
    pub amending: Vec<TextId>,
    /// The texts it prevails over.
    pub prevailing_over: Vec<TextId>,
    /// From when it is in force.
    pub from: Option<Point>,
    /// Until when it is in force.
    pub until: Option<Point>,
}

/// How a text came to be.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMade {
    /// Signed, announced, adopted …
    pub how: Made,
    /// By whom; empty where not stated.
    pub by: Vec<ActorId>,
    /// On which day.
    pub on: Option<Window>,
}
