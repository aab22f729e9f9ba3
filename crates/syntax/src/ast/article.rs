//! Articles: duties, prohibitions, powers, ladders and the other rules with a name.

#![expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and shown in its example"
)]

use super::*;

/// What an article (or a phase, or an assurance) begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its name.
    pub name: Name,
    /// Its titles.
    pub labels: Option<Labels>,
    /// The paragraphs of the signed text it formalises.
    pub cites: Vec<Cite>,
    /// `> en: …` lines, in the order written.
    pub prose: Vec<Prose>,
}

/// One `> tag: text` line.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose {
    /// The language tag.
    pub lang: Name,
    /// The text.
    pub text: Quoted,
}

/// Titles: one without a tag, then others by language.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// The first title.
    pub main: Quoted,
    /// `ar "…" he "…"`
    pub others: Vec<(Name, Quoted)>,
}

/// `mou "4.3" unchecked`
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// Which text.
    pub text: Name,
    /// Which paragraph of it.
    pub place: Quoted,
    /// From memory, not read.
    pub unchecked: bool,
}

/// Any rule with a name that somebody must, must not or may follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Name, titles, citations, prose.
    pub head: Head,
    /// What kind of rule, and its sentence.
    pub kind: ArticleKind,
    /// The clauses after the first, in the order written.
    pub clauses: Vec<Clause>,
    /// From the keyword to the full stop.
    pub span: Span,
}

/// The kinds of articles.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleKind {
    /// `duty x: a shall …`; `standing duty`
    Duty { standing: bool, act: ActClause },
    /// `prohibition x: a shall not …`, `no party shall …`
    Prohibition {
        subject: Banned,
        verb: Verb,
        object: Option<Object>,
    },
    /// `level x: a shall keep at most 14700 "soldiers" in aceh`
    Level {
        subject: Subject,
        quantity: Quantity,
        relations: Vec<Relation>,
    },
    /// `permission x: a may …`
    Permission {
        subject: Subject,
        verb: Verb,
        object: Option<Object>,
    },
    /// `exception x: nothing in a or b prevents c from …`
    Exception {
        from: List<DutyRef>,
        subject: Subject,
        verb: Verb,
        object: Option<Object>,
    },
    /// `power x: a may suspend …`
    Power {
        subject: Subject,
        act: PowerAct,
        parts: Vec<PowerPart>,
    },
    /// `linkage x: a and b go on only while c …`
    Linkage {
        tracks: List<DutyRef>,
        condition: Condition,
    },
    /// `snapback x: … may give notice …`
    Snapback(Box<Snapback>),
    /// `ladder x: first, …`
    Ladder(Ladder),
}

/// Whom a prohibition binds.
#[derive(Clone, Debug, PartialEq)]
pub enum Banned {
    /// `gam shall not`
    Subject(Subject),
    /// `no party shall`, `no side shall`, `no watcher shall`
    None(Kind),
}

/// `a shall [each | together] [endeavour to] verb [or verb] object`
#[derive(Clone, Debug, PartialEq)]
pub struct ActClause {
    /// Who.
    pub subject: Subject,
    /// `each` or `together`; nothing where the text says neither.
    pub joint: Option<Joint>,
    /// `endeavour to`
    pub endeavour: bool,
    /// What.
    pub verb: Verb,
    /// `or verb`
    pub or_verb: Option<Verb>,
    /// To what.
    pub object: Option<Object>,
    /// The whole clause.
    pub span: Span,
}

/// What a power allows.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerAct {
    /// What.
    pub kind: PowerKind,
    /// The whole phrase.
    pub span: Span,
}

/// What a power allows.
#[derive(Clone, Debug, PartialEq)]
pub enum PowerKind {
    /// `suspend x`
    Suspend(Targets),
    /// `withhold x`
    Withhold(Targets),
    /// `terminate the agreement`
    Terminate(Targets),
    /// `waive x`
    Waive(Targets),
    /// `invoke return_to_first_stage`
    Invoke(Name),
    /// `extend one by at most 42 days`
    Extend {
        what: Name,
        by: Option<Duration>,
        at_most: bool,
    },
    /// `set new dates for x`
    SetDates(List<DutyRef>),
    /// `convene "a meeting"`: any other act
    Act { verb: Verb, object: Option<Object> },
}

/// What a power is used on.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// `the agreement`
    Agreement,
    /// `the duties given in exchange`
    GivenInExchange,
    /// `its own duties`, `its own duties in whole or in part` (true)
    Own(bool),
    /// `release_weekly`
    Duties(List<DutyRef>),
}

/// A clause of a power.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerPart {
    /// What.
    pub kind: PowerPartKind,
    /// The whole clause.
    pub span: Span,
}

/// A clause of a power.
#[derive(Clone, Debug, PartialEq)]
pub enum PowerPartKind {
    /// `when C`
    When(Condition),
    /// `while C`
    While(Condition),
    /// `unless C`
    Unless(Condition),
    /// `after 24 hours of notice to joint_room`
    AfterNotice {
        notice: Duration,
        to: Option<List<Ref>>,
    },
    /// `for at most 7 days`
    ForAtMost(Duration),
    /// `with clocks stopped` (true), `with clocks running`
    Clocks(bool),
    /// `with the consent of x …`
    WithConsent {
        of: List<Ref>,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `from P until Q`
    From(Point, Option<Point>),
    /// `until P`
    Until(Point),
    /// `silent on …`
    Silent(Vec<Slot>),
}

/// A return to earlier terms on notice, unless somebody resolves otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapback {
    /// Who may give notice.
    pub subject: Subject,
    /// To whom.
    pub to: Option<Ref>,
    /// When it may be given.
    pub when: Option<Condition>,
    /// How long after the notice the terms return.
    pub delay: Duration,
    /// Which terms return.
    pub returns: List<Name>,
    /// Which terms cease.
    pub ceases: Option<List<Name>>,
    /// Who may resolve otherwise.
    pub unless: Subject,
    /// `to keep the terms of x`; nothing: `otherwise`
    pub keeping: Option<List<Name>>,
    /// `not affecting x`
    pub not_affecting: Option<List<Noun>>,
    /// `silent on …`
    pub silent: Vec<Slot>,
}

/// Steps that follow one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// `opened by x when C`
    pub opened_by: Option<(Subject, Option<Condition>)>,
    /// The rungs.
    pub steps: Vec<Step>,
    /// `covering a and b`
    pub covering: Option<List<DutyRef>>,
    /// `stopping when C`
    pub stopping: Option<Condition>,
    /// `silent on …`
    pub silent: Vec<Slot>,
}

/// One rung.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// `first`, `next`, `also`, `instead`, `last`
    pub order: StepOrder,
    /// What is done on it.
    pub act: StepAct,
    /// Its clauses.
    pub parts: Vec<StepPart>,
    /// The whole rung.
    pub span: Span,
}

/// What is done on a rung.
#[derive(Clone, Debug, PartialEq)]
pub enum StepAct {
    /// `the parties shall meet in joint_room`
    Shall(ActClause),
    /// `facilitator may suspend open_road`
    May(Subject, PowerAct),
}

/// A clause of a rung.
#[derive(Clone, Debug, PartialEq)]
pub struct StepPart {
    /// What.
    pub kind: StepPartKind,
    /// The whole clause.
    pub span: Span,
}

/// A clause of a rung.
#[derive(Clone, Debug, PartialEq)]
pub enum StepPartKind {
    /// `within 24 hours`
    Within(Duration),
    /// `at once`
    AtOnce,
    /// `binding on a and b`
    Binding(Option<List<Ref>>),
    /// `advisory`
    Advisory,
    /// `failing which …`
    Failing(Failing),
    /// `extended by consent of x by at most D`
    Extended {
        by: Subject,
        at_most: Option<Duration>,
    },
    /// A clause of a power
    Power(PowerPartKind),
}
