//! Statements: everything an agreement declares besides its articles.

#![expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and shown in its example"
)]

use super::*;

/// `agreement truce "…", as signed.` and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Labels,
    /// The record of a text others signed: messages say what to ask, never what to write.
    pub as_signed: bool,
    /// The statements, in the order written.
    pub statements: Vec<Statement>,
    /// The first sentence.
    pub span: Span,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it declares.
    pub kind: StatementKind,
    /// From its first word to its full stop.
    pub span: Span,
}

/// What a statement declares.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `time zone Africa/Cairo.`
    Setting(Setting),
    /// `text mou "…", signed on ….`
    Text(Text),
    /// `party state "The State".`
    Actor(Actor),
    /// `group guarantors is a, b and c.`, `side x "…" is a and b.`
    Group(Group),
    /// `place north "The north".`
    Place(Place),
    /// `list captives (captive) "…": 33 persons, held by movement.`
    Roll(Roll),
    /// `unit trucks (truck) "…": counted by un_aid.`
    Unit(Unit),
    /// `term arm "Arm": not defined.`
    Term(Term),
    /// `act release, free and hand_over: irreversible.`
    Acts(Acts),
    /// `milestone fin "…": on 31 December 2005.`
    Milestone(Milestone),
    /// `phase one "…": from day 1, for 42 days.`
    Phase(Phase),
    /// `under one:`
    Heading(Heading),
    /// `schedule stages "…": | stage | … |`
    Schedule(Schedule),
    /// `for each stage of stages: … end`
    Rows(Rows),
    /// `duty …`, `power …`, `ladder …`
    Article(Box<Article>),
    /// `reading r of x by y: ….`
    Reading(Box<Reading>),
    /// `amendment …`
    Amendment(Amendment),
    /// `balance …`
    Balance(Balance),
    /// `assurance …`
    Assurance(Assurance),
    /// `ending: ….`
    Ending(Vec<EndLine>),
    /// A sentence that could not be read; its findings say why.
    Unreadable,
}

/// Something said once for the whole agreement.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// `authentic texts en, ar and he; en prevails.`
    Authentic {
        langs: List<Name>,
        prevails: Option<Name>,
    },
    /// `time zone Africa/Cairo.`; nothing: `is not stated`
    TimeZone(Option<Quoted>),
    /// `day 1 is 19 January 2025.`
    DayCount { number: Number, is: DayIs },
    /// `month ends round down.` (true: up)
    MonthEnds { up: bool },
    /// `grades minor, serious and grave.`
    Grades(List<Name>),
    /// `reports within 12 hours.`
    ReportsWithin(Duration),
    /// `signed by a and b on 26 November 2024.` (`announced`)
    Made {
        announced: bool,
        by: List<Name>,
        on: Date,
    },
    /// `entry into force is day 1 at 08:30.`
    EntryIs(Point),
    /// `entry into force when C.`
    EntryWhen(Condition),
    /// `questions of meaning are decided by x.`
    MeaningBy(Subject),
    /// `no text prevails.`
    NoTextPrevails,
    /// `silent on amendment.`
    Silent(Vec<Slot>),
}

/// Which day the count starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum DayIs {
    /// `day 1 is 19 January 2025`
    Moment(Moment),
    /// `day 1 is the day of entry into force`
    DayOf(Event),
    /// `day 1 is not settled`
    NotSettled,
}

/// A layer of the accord.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Labels,
    /// What is known of it.
    pub parts: Vec<(TextPart, Span)>,
}

/// What is known of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum TextPart {
    /// `signed by a and b on …`
    Made {
        how: Made,
        by: Option<List<Name>>,
        on: Option<Date>,
    },
    /// `not published`
    NotPublished,
    /// `background`
    Background,
    /// `practice`
    Practice,
    /// `adding to x`
    AddingTo(List<Name>),
    /// `amending x`
    Amending(List<Name>),
    /// `prevailing over x`
    PrevailingOver(List<Name>),
    /// `in force from P until Q`
    InForce(Point, Option<Point>),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// Somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// In which role.
    pub role: Role,
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Labels,
    /// Where the text names it.
    pub cites: Vec<Cite>,
    /// `of egypt, qatar and usa`
    pub members: Option<List<Name>>,
    /// What else is said of it.
    pub parts: Vec<(ActorPart, Span)>,
}

/// What is said of an actor.
#[derive(Clone, Debug, PartialEq)]
pub enum ActorPart {
    /// `answering for allies`
    AnsweringFor(List<Name>),
    /// `chaired by egypt`
    ChairedBy(Ref),
    /// `deciding by consensus`
    Consensus,
    /// `deciding by majority`
    Majority,
    /// `deciding by 2 members`
    Members(Number),
    /// `with power to decide` (true), `without power to decide`
    Power(bool),
    /// `formed by x`
    FormedBy(DutyRef),
    /// `from P until Q`
    From(Point, Option<Point>),
    /// `until P unless renewed` (true)
    Until(Point, bool),
    /// `at most 2 verifications at a time` (`each day`: true)
    Capacity { number: Number, each_day: bool },
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// Several actors under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// `side` (parties that stand together) instead of `group`.
    pub side: bool,
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Option<Labels>,
    /// Who.
    pub members: List<Name>,
    /// `as first listed` (true), `while they remain` (false); nothing said.
    pub fixed: Option<bool>,
}

/// Somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Labels,
    /// Where the text names it.
    pub cites: Vec<Cite>,
    /// `containing a and b`
    pub parts: Vec<(PlacePart, Span)>,
}

/// What is said of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum PlacePart {
    /// `containing a and b`
    Containing(List<Name>),
    /// `shown on map`
    ShownOn(Name),
    /// `marked by x`
    MarkedBy(Ref),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// Persons or things that are counted one by one: `list` and `inventory`.
#[derive(Clone, Debug, PartialEq)]
pub struct Roll {
    /// `inventory` (things) instead of `list`.
    pub inventory: bool,
    /// Its name.
    pub name: Name,
    /// `(captive)`: one of them.
    pub one: Option<Name>,
    /// Its titles.
    pub labels: Labels,
    /// Where the text names it.
    pub cites: Vec<Cite>,
    /// How many of what.
    pub quantity: Quantity,
    /// What else is said of it.
    pub parts: Vec<(RollPart, Span)>,
}

/// What is said of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum RollPart {
    /// `held by movement`
    HeldBy(Ref),
    /// `named by movement`
    NamedBy(Ref),
    /// `of which 5 persons`
    OfWhich(Quantity),
    /// `part of captives`
    PartOf(Name),
    /// `counted by icrc`
    CountedBy(Subject),
    /// `counted in registration`
    CountedIn(DutyRef),
    /// `may grow`
    MayGrow,
    /// `may be corrected by icrc`
    CorrectedBy(Ref),
    /// `complete when declared by icrc`
    CompleteBy(Ref),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// Something counted, with its counting rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its name.
    pub name: Name,
    /// `(truck)`: one of them.
    pub one: Option<Name>,
    /// Its titles.
    pub labels: Labels,
    /// Where the text names it.
    pub cites: Vec<Cite>,
    /// The counting rule.
    pub parts: Vec<(UnitPart, Span)>,
}

/// A part of a counting rule.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitPart {
    /// `counted by un_aid`
    CountedBy(Subject),
    /// `counted at "the crossing"`
    CountedAt(Noun),
    /// `counted over each day`
    OverEachDay,
    /// `counted over 7 days`
    Over(Duration),
    /// `counted over one` (a phase)
    OverNamed(Name),
    /// `as a floor`
    As(CountedAs),
    /// `including "fuel"`
    Including(List<Noun>),
    /// `excluding "fuel"`
    Excluding(List<Noun>),
    /// `the count of un_aid prevails`
    Prevails(Ref),
    /// `1 trailer counts as 2 trucks`
    CountsAs(Number, Name, Number, Name),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// A word of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its name.
    pub name: Name,
    /// `(arm)`: one of them.
    pub one: Option<Name>,
    /// Its titles.
    pub labels: Labels,
    /// Where the text uses it.
    pub cites: Vec<Cite>,
    /// What is said of it.
    pub parts: Vec<(TermPart, Span)>,
}

/// What is said of a term.
#[derive(Clone, Debug, PartialEq)]
pub enum TermPart {
    /// `means "…"`
    Means(Quoted),
    /// `not defined`
    NotDefined,
    /// `as judged by x`
    JudgedBy(Subject),
    /// `covers a and b`
    Covers(List<Noun>),
    /// `does not cover a`
    DoesNotCover(List<Noun>),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// `act release, free and hand_over: irreversible.`
#[derive(Clone, Debug, PartialEq)]
pub struct Acts {
    /// Which verbs.
    pub names: List<Name>,
    /// What they are.
    pub nature: Nature,
}

/// What kind of act.
#[derive(Clone, Debug, PartialEq)]
pub enum Nature {
    /// `irreversible`
    Irreversible,
    /// `reversible within 48 hours`
    Reversible(Option<Duration>),
    /// `exclude each other`
    Exclusive,
}

/// A named instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Labels,
    /// Where the text names it.
    pub cites: Vec<Cite>,
    /// What makes it.
    pub parts: Vec<(MilestonePart, Span)>,
}

/// What makes a milestone.
#[derive(Clone, Debug, PartialEq)]
pub enum MilestonePart {
    /// `on 31 December 2005`
    On(Moment),
    /// `at P`
    At(Point),
    /// `when C`
    When(Condition),
    /// `declared by x`
    DeclaredBy(Subject),
    /// `to be agreed by the parties`
    AgreedBy(Subject),
    /// `by day 35, failing which …`
    By(Point, Option<Failing>),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// A stretch of the agreement's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Name, titles, citations, prose.
    pub head: Head,
    /// When it runs.
    pub parts: Vec<(PhasePart, Span)>,
}

/// When a phase runs.
#[derive(Clone, Debug, PartialEq)]
pub enum PhasePart {
    /// `from P`
    From(Point),
    /// `for 42 days`
    For(Duration),
    /// `until P`
    Until(Point),
    /// `declared by x`
    DeclaredBy(Subject),
    /// `completed when C`
    CompletedWhen(Condition),
    /// `extended while C by at most D`
    ExtendedWhile(Condition, Option<Duration>),
    /// `extended by consent of x by at most D`
    ExtendedBy(Subject, Option<Duration>),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// `under …:`: which phase the articles after it belong to.
#[derive(Clone, Debug, PartialEq)]
pub enum Heading {
    /// `under the agreement:`
    Agreement,
    /// `under no phase:`: the text does not say
    NoPhase,
    /// `under one:`
    Phase(Name),
}

/// A table of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Option<Labels>,
    /// Where the text has it.
    pub cites: Vec<Cite>,
    /// The names of the columns.
    pub columns: Vec<Quoted>,
    /// The cells of each row, as written; `-` is "not stated".
    pub rows: Vec<Vec<Quoted>>,
}

/// `for each stage of stages: … end`
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The row word.
    pub row: Name,
    /// The schedule.
    pub schedule: Name,
    /// Articles and readings of each row.
    pub statements: Vec<Statement>,
}

/// What somebody takes an article to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Option<Labels>,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// Of what.
    pub of: ReadingOf,
    /// Who holds it, or which text has it.
    pub held: Option<Held>,
    /// What it says.
    pub says: ReadingSays,
}

/// What is read two ways.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingOf {
    /// `of relocate_troops`: articles, terms, lists, units, milestones, phases
    Named(List<DutyRef>),
    /// `of day 1`
    Day(Number),
    /// `of the texts`
    Texts(Span),
}

/// Whose reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// `by israel`: a claim
    By(List<Name>),
    /// `in l2`: textual
    In(List<Name>),
}

/// What a reading puts in place of what is read.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingSays {
    /// `when x is done`
    Clauses(Vec<Clause>),
    /// `a shall …`
    Act(ActClause, Vec<Clause>),
    /// `a may suspend …`
    Power(Subject, PowerAct, Vec<PowerPart>),
    /// `3000 persons`
    Quantity(Quantity),
    /// `20 January 2025`
    Moment(Moment),
    /// `means "…"`
    Means(Quoted),
    /// `covers a`
    Covers(List<Noun>),
    /// `does not cover a`
    DoesNotCover(List<Noun>),
    /// `is a ceiling`
    Is(CountedAs),
    /// `mou prevails over custom`
    Prevails(Name, List<Name>),
}

/// A changed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Labels,
    /// Where it stands.
    pub cites: Vec<Cite>,
    /// Agreed, proposed or made.
    pub how: Made,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<List<Ref>>,
    /// What changes.
    pub changes: Vec<(Change, Span)>,
}

/// What an amendment changes.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "changes are few")]
pub enum Change {
    /// `x is now due by P`
    NowDue(List<DutyRef>, Clause),
    /// `x is replaced by y`
    ReplacedBy(List<DutyRef>, List<Name>),
    /// `x and y are added`
    Added(List<Name>),
    /// `x is withdrawn`
    Withdrawn(List<Name>),
    /// `one is extended until P`
    ExtendedUntil(Name, Point),
    /// `one is extended by D`
    ExtendedBy(Name, Duration),
    /// `x joins as guarantor`
    Joins(Name, Role),
    /// `x leaves`
    Leaves(Name),
    /// `earlier breaches are kept` (true), `waived`
    EarlierBreaches(bool),
    /// `the changes are not known`
    NotKnown,
}

/// How far one side may run ahead of the others, in ground and goods.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Option<Labels>,
    /// `100 trucks weighs 1`
    pub weights: Vec<Weight>,
    /// The bound.
    pub bound: Number,
}

/// `100 trucks weighs 1`
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// Of how many; one where nothing is said.
    pub number: Option<Number>,
    /// Of what: a duty, a unit, a list.
    pub name: Name,
    /// How much.
    pub weighs: Number,
    /// The whole phrase.
    pub span: Span,
}

/// Something that must always hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Assurance {
    /// Name, titles, citations, prose.
    pub head: Head,
    /// Under what.
    pub hypotheses: Vec<Hypothesis>,
    /// What.
    pub property: Property,
}

/// Under what an assurance must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Hypothesis {
    /// `everyone performs`
    EveryonePerforms,
    /// `at most 1 duty is breached`
    AtMost(Number, Status),
    /// `all readings are tried`
    AllReadings,
}

/// What an assurance says.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// `x is fulfilled by M`
    By(DutyRef, Status, Moment),
    /// `x is never due while y is suspended`; `before`: false, `while`: true
    Never(DutyRef, Status, Option<(bool, DutyRef, Status)>),
    /// `ground_and_goods holds`
    Holds(Name),
    /// `the agreement can always end`
    CanAlwaysEnd,
}

/// One line of `ending:`.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLine {
    /// What it says.
    pub kind: EndLineKind,
    /// The whole line.
    pub span: Span,
}

/// What ends, and when; what survives.
#[derive(Clone, Debug, PartialEq)]
pub enum EndLineKind {
    /// `the agreement is completed when C`, `one ends on M unless C`
    Ends {
        /// What; nothing: the agreement.
        what: Option<Name>,
        /// `is completed` instead of `ends`.
        completed: bool,
        /// When.
        when: EndWhen,
        /// `unless C`
        unless: Option<Condition>,
    },
    /// `return_remains survives`
    Survives(List<Name>),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// When something ends.
#[derive(Clone, Debug, PartialEq)]
pub enum EndWhen {
    /// `when C`
    When(Condition),
    /// `on M`
    On(Moment),
    /// `at P`
    At(Point),
}
