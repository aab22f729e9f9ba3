//! The phrases sentences are made of: who, what, how much, when, and conditions.

use super::{
    AskVerb, Bound, Counted, Join, Name, Number, Preposition, Quoted, SelfRef, Span, Status,
    TimeUnit,
};

/// `a, b and c`: one or more, joined by one word.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    /// The items, in the order written; never empty in a file without errors.
    pub items: Vec<T>,
    /// `or` instead of `and` before the last item.
    pub any: bool,
    /// The whole list.
    pub span: Span,
}

/// An actor, as a sentence names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Ref {
    /// `the movement`, `icrc`
    Name(Name),
    /// `each party`, `each side`, `each member` (a group's name)
    Each(Kind),
    /// `any party`, `any side`
    Any(Kind),
    /// `the parties`
    Parties(Span),
    /// `the party to whom it is owed`
    Owed(Span),
}

/// What `each` and `any` range over.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `each party`
    Party(Span),
    /// `each side` where no group of that name is declared
    Side(Span),
    /// `each watcher` (a group, or a schedule)
    Name(Name),
}

/// Who owes, may, or finds: `subject` and `panel` of the grammar.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// `egypt and qatar`
    Refs(List<Ref>),
    /// `any 2 of the guarantors`
    AnyOf {
        /// How many.
        number: Number,
        /// Of which group or body.
        group: Name,
        /// The whole phrase.
        span: Span,
    },
}

/// A verb: a declared act, or any other in quotes.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// `release`
    Name(Name),
    /// `"bring into force"`
    Quoted(Quoted),
}

/// A noun: something declared, or anything else in quotes.
#[derive(Clone, Debug, PartialEq)]
pub enum Noun {
    /// `captives`
    Name(Name),
    /// `"fuel trucks"`
    Quoted(Quoted),
}

/// What an act is done to, and whither, whence, with whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// `3 captives`, `"a list of passengers"`; nothing in `withdraw from corridor`.
    pub thing: Option<Thing>,
    /// `to icrc`, `in territory`, `for each captive accepted under x`
    pub relations: Vec<Relation>,
    /// The whole object.
    pub span: Span,
}

/// The direct object.
#[derive(Clone, Debug, PartialEq)]
pub enum Thing {
    /// `at least 600 trucks`
    Quantity(Quantity),
    /// `a list of captives`, `open_road`
    Noun {
        /// The noun.
        noun: Noun,
        /// `of the captives`
        of: Option<Noun>,
        /// The whole phrase.
        span: Span,
    },
    /// `the terms of one`
    TermsOf(Name),
    /// `the parties`
    Parties(Span),
}

/// How much of what.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// `at least`, `about` …; nothing where the number stands bare.
    pub bound: Option<Bound>,
    /// The number itself.
    pub amount: Amount,
    /// `captives`, `soldiers` in `14700 "soldiers"`; the unit or the counted list.
    pub noun: Option<Noun>,
    /// `of fighters` in `3000 of fighters`, `arms` in `stage.arms of arms`
    pub of: Option<Noun>,
    /// The whole phrase.
    pub span: Span,
}

/// A number in a quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// `33`
    Number(Number),
    /// `stage.arms`
    Field(Field),
    /// `all`
    All(Span),
    /// `the remaining`
    Remaining(Span),
    /// `30 percent of arms`
    Percent(Number),
    /// `stage.share percent of arms`
    PercentField(Field),
    /// `1/3 of arms`
    Fraction {
        /// Above the line.
        numerator: u32,
        /// Below the line.
        denominator: u32,
        /// Where it stands.
        span: Span,
    },
    /// `an unstated number of persons`
    Unstated(Span),
    /// `either 30 or 50`
    Either(Number, Number),
    /// `between 3 and 5`
    Between(Number, Number),
}

/// `stage.arms`: the column `arms` of the row named by the schedule's row word `stage`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The row word.
    pub row: Name,
    /// The column.
    pub column: Name,
    /// The whole.
    pub span: Span,
}

/// A preposition and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// `to icrc`, `in territory`
    To {
        /// Which preposition.
        preposition: Preposition,
        /// To whom, where, with what.
        target: Target,
        /// The whole phrase.
        span: Span,
    },
    /// `for each captive accepted under release_first`
    ForEach {
        /// Per what.
        noun: ForEachOf,
        /// `performed`, `accepted`, `done`, and under which duties.
        under: Option<(Counted, List<DutyRef>)>,
        /// The whole phrase.
        span: Span,
    },
    /// `at least 500 metres from the line`
    Distance {
        /// At least, at most …
        bound: Bound,
        /// How far.
        number: Number,
        /// `metres`
        unit: Noun,
        /// From what.
        from: Noun,
        /// The whole phrase.
        span: Span,
    },
    /// `above 30 percent of arms`
    Share {
        /// Above or below.
        bound: Bound,
        /// The share.
        share: Amount,
        /// Of what.
        of: Noun,
        /// The whole phrase.
        span: Span,
    },
}

/// What a ratio counts by.
#[derive(Clone, Debug, PartialEq)]
pub enum ForEachOf {
    /// `for each captive`
    Noun(Noun),
    /// `for each stage.unit`
    Field(Field),
}

/// What follows a preposition.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// `coast_road and corridor`, `the line`
    Nouns(List<Noun>),
    /// `stage.place`
    Field(Field),
    /// `each party`
    EachParty(Span),
    /// `any party`
    AnyParty(Span),
    /// `the parties`
    Parties(Span),
}

/// A duty (or other article, or ladder) as a sentence names it.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRef {
    /// The article; for `every NAME` the article as well.
    pub name: Name,
    /// Which row of a tabled duty.
    pub row: RowRef,
    /// The whole reference.
    pub span: Span,
}

/// Which row of a tabled duty is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRef {
    /// Bare: the duty, or the same row inside its own `for each`.
    Bare,
    /// `of the same stage`
    Same(Name),
    /// `of the next stage`
    Next(Name),
    /// `of the previous stage`
    Previous(Name),
    /// `of first`
    Row(Name),
    /// `every hand_in_arms`
    Every,
}

/// `when a is done and b is verified`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// How the facts are joined.
    pub join: Join,
    /// The facts, never empty in a file without errors.
    pub facts: Vec<Fact>,
    /// The whole condition.
    pub span: Span,
}

/// One thing that holds or does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What.
    pub kind: FactKind,
    /// `as judged by X`
    pub judged: Option<Subject>,
    /// The whole fact.
    pub span: Span,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// `x is verified`, `aid is breached 3 times in any 7 days`, `x is done in the same place`
    Status {
        /// Of what: duties, phases, milestones, lists, ladders.
        of: List<DutyRef>,
        /// What they are.
        status: Status,
        /// `3 times in any 7 days`
        times: Option<(Number, Duration)>,
        /// `in the same place`
        same_place: bool,
    },
    /// `any of a and b is done`
    AnyOf {
        /// Of which.
        of: List<DutyRef>,
        /// What one of them is.
        status: Status,
    },
    /// `it is …`, `the breach is …`, `any duty is …`
    Self_ {
        /// Which of the three.
        which: SelfRef,
        /// What it is.
        status: Status,
    },
    /// `3 days pass without an incident of calm`
    NoIncident {
        /// How long.
        duration: Duration,
        /// Of which prohibitions; of any where nothing is said.
        of: Option<List<Name>>,
    },
    /// `an incident of calm is alleged`
    Alleged(List<Name>),
    /// `facilitator requests it`
    Asked {
        /// Who.
        who: List<Ref>,
        /// `requests`, `orders` or `permits`
        verb: AskVerb,
    },
    /// `qatar consents`
    Consents(List<Ref>),
    /// `"talks on the second stage go on"`
    Quoted(Quoted),
}

/// Something that happens once.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// The whole phrase.
    pub span: Span,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// `entry into force`
    EntryIntoForce,
    /// `signature`
    Signature,
    /// `two_agreed`: a milestone, or a duty being done
    Name(Name),
    /// `release_first being verified`
    Being(DutyRef, Status),
    /// `two beginning`
    Beginning(Name),
    /// `one ending`
    Ending(Name),
    /// `each verification`
    EachVerification,
    /// `each request by relief`
    EachRequest(Ref),
    /// `either A or B`
    Either(Box<Event>, Box<Event>),
}

/// A point in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Which.
    pub kind: PointKind,
    /// The whole phrase.
    pub span: Span,
}

/// Which point.
#[derive(Clone, Debug, PartialEq)]
pub enum PointKind {
    /// `day 22 at 24:00`
    Moment(Moment),
    /// `leave_coast_road being verified`
    Event(Event),
    /// `the start of two`; nothing named: of the agreement
    Start(Option<Name>),
    /// `the end of one`; nothing named: of the agreement
    End(Option<Name>),
    /// `3 days after P`, `3 days before P`
    Offset {
        /// How long.
        duration: Duration,
        /// After (or before).
        after: bool,
        /// From where it counts.
        point: Box<Point>,
    },
    /// `the earlier of A and B`
    Earlier(Box<Point>, Box<Point>),
    /// `the later of A and B`
    Later(Box<Point>, Box<Point>),
}

/// A day, perhaps with an hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// `about` before the day.
    pub about: bool,
    /// Which day.
    pub day: Day,
    /// `at 16:00`, `at about 16:00` (true)
    pub time: Option<(Time, bool)>,
    /// The whole phrase.
    pub span: Span,
}

/// Which day.
#[derive(Clone, Debug, PartialEq)]
pub enum Day {
    /// `day 22`
    Day(Number),
    /// `week 3`
    Week(Number),
    /// `19 January 2025`
    Date(Date),
    /// `stage.date`
    Field(Field),
}

/// `19 January 2025`; not yet known to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month as written; may be out of range (a finding of the compiler).
    pub day: u32,
    /// Where it stands.
    pub span: Span,
}

/// `16:00`, in minutes from midnight; `24:00` is 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Minutes from midnight, 0 to 1440.
    pub minutes: u16,
    /// Where it stands.
    pub span: Span,
}

/// `by 16:00`, `between 08:00 and 14:00`
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hours {
    /// `by 16:00`
    By(Time),
    /// `between 08:00 and 14:00`
    Between(Time, Time),
}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// How long.
    pub kind: DurationKind,
    /// The whole phrase.
    pub span: Span,
}

/// How long.
#[derive(Clone, Debug, PartialEq)]
pub enum DurationKind {
    /// `about 3 to 5 days`
    Stated {
        /// `about`
        about: bool,
        /// The number, or the lower of two.
        number: Number,
        /// `to 5`
        to: Option<Number>,
        /// The unit.
        unit: TimeUnit,
    },
    /// `an unstated time`
    Unstated,
}
