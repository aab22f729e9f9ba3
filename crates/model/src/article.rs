//! Articles: every rule with a name that somebody must, must not or may follow.

use crate::*;

/// A rule with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// How it is called, and what it cites.
    pub naming: Naming,
    /// What kind of rule.
    pub kind: ArticleKind,
    /// Where it reaches.
    pub reach: Reach,
    /// The schedule whose rows it is repeated for.
    pub rows: Option<ScheduleId>,
    /// Its clauses after the sentence, in the order written.
    pub clauses: Vec<Clause>,
    /// Prose by language tag.
    pub prose: Vec<(String, String)>,
}

/// The phase an article belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The whole agreement.
    Agreement,
    /// One phase.
    Phase(PhaseId),
    /// `under no phase`: the text does not say.
    Unstated,
}

/// The kinds of articles.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleKind {
    /// Somebody shall do something.
    Duty(Duty),
    /// Somebody shall not do something.
    Prohibition(Prohibition),
    /// Somebody shall keep a quantity above or below a bound.
    Level(Level),
    /// Somebody may do something.
    Permission(Permission),
    /// Something is not forbidden by other articles.
    Exception(Exception),
    /// Somebody may change what others owe.
    Power(Power),
    /// Tracks that go on only while something holds.
    Linkage(Linkage),
    /// A return to earlier terms.
    Snapback(Snapback),
    /// Steps that follow one another.
    Ladder(Ladder),
}

/// An act with its subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// `standing duty`
    pub standing: bool,
    /// Who owes it.
    pub obligors: Panel,
    /// `each` or `together`; nothing where the text says neither.
    pub joint: Option<Joint>,
    /// Best effort: without answering for the result.
    pub endeavour: bool,
    /// What is to be done.
    pub verb: Verb,
    /// `or` what else.
    pub or_verb: Option<Verb>,
    /// To what.
    pub object: Object,
}

/// A verb: a declared act, or words in quotes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// A declared act.
    Act(ActId),
    /// Words in quotes.
    Quoted(String),
}

/// Somebody shall not do something.
#[derive(Clone, Debug, PartialEq)]
pub struct Prohibition {
    /// Whom it binds: `no party` is each party.
    pub bound: Panel,
    /// What is forbidden.
    pub verb: Verb,
    /// Done to what.
    pub object: Object,
}

/// A measured state.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Who keeps it.
    pub obligors: Panel,
    /// The bound.
    pub quantity: Quantity,
    /// Where.
    pub relations: Vec<Relation>,
}

/// Somebody may do something.
#[derive(Clone, Debug, PartialEq)]
pub struct Permission {
    /// Who.
    pub holders: Panel,
    /// What.
    pub verb: Verb,
    /// To what.
    pub object: Object,
}

/// Something is not forbidden by other articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// From which articles.
    pub from: Vec<Reference>,
    /// Whom.
    pub holders: Panel,
    /// What.
    pub verb: Verb,
    /// To what.
    pub object: Object,
}

/// Somebody may change what others owe.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// Who.
    pub holders: Panel,
    /// What.
    pub act: PowerAct,
    /// Under which terms.
    pub parts: Vec<PowerPart>,
}

/// What a power does.
#[derive(Clone, Debug, PartialEq)]
pub enum PowerAct {
    /// `suspend x`
    Suspend(Targets),
    /// `withhold x`
    Withhold(Targets),
    /// `terminate x`
    Terminate(Targets),
    /// `waive x`
    Waive(Targets),
    /// `invoke x`
    Invoke(ArticleId),
    /// `extend one by (at most) 42 days`
    Extend {
        /// What.
        what: Element,
        /// By how much.
        by: Option<Duration>,
        /// At most so much.
        at_most: bool,
    },
    /// `set new dates for x`
    SetDates(Vec<Reference>),
    /// Any other act.
    Act(Verb, Object),
}

/// What a power is used on.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// The agreement.
    Agreement,
    /// The duties given in exchange for what was not performed.
    GivenInExchange,
    /// The holder's own duties; true: in whole or in part.
    Own(bool),
    /// These.
    Duties(Vec<Reference>),
}

/// A term of a power.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and its example"
)]
pub enum PowerPart {
    /// `when C`
    When(Condition),
    /// `while C`
    While(Condition),
    /// `unless C`
    Unless(Condition),
    /// `after 24 hours of notice to joint_room`
    AfterNotice { notice: Duration, to: Vec<Who> },
    /// `for at most 7 days`
    ForAtMost(Duration),
    /// `with clocks stopped` (true), `running` (false)
    Clocks(bool),
    /// `with the consent of x`
    WithConsent {
        of: Vec<Who>,
        within: Option<Duration>,
        failing: Option<Failing>,
    },
    /// `from P until Q`
    From(Point, Option<Point>),
    /// `until P`
    Until(Point),
    /// `silent on …`
    Silent(Vec<String>),
}

/// Tracks that go on only while something holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Linkage {
    /// Which articles.
    pub tracks: Vec<Reference>,
    /// While what holds.
    pub condition: Condition,
}

/// A return to earlier terms on notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapback {
    /// Who may give notice.
    pub holders: Panel,
    /// To whom.
    pub to: Option<Who>,
    /// When it may be given.
    pub when: Option<Condition>,
    /// How long after the notice the terms return.
    pub delay: Duration,
    /// Which terms return: texts, phases, articles.
    pub returns: Vec<Element>,
    /// Which terms cease.
    pub ceases: Vec<Element>,
    /// Who may resolve otherwise.
    pub unless: Panel,
    /// To keep the terms of what; empty: otherwise.
    pub keeping: Vec<Element>,
    /// What it does not affect.
    pub not_affecting: Vec<Noun>,
}

/// Steps that follow one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// Who opens it, when; nothing: a breach does.
    pub opened_by: Option<(Panel, Option<Condition>)>,
    /// The rungs.
    pub steps: Vec<Step>,
    /// The articles it covers; empty: those that name it.
    pub covering: Vec<Reference>,
    /// When it stops.
    pub stopping: Option<Condition>,
}

/// One rung.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where it stands.
    pub order: StepOrder,
    /// What is done on it.
    pub act: StepAct,
    /// Its clauses.
    pub parts: Vec<StepPart>,
}

/// What is done on a rung.
#[derive(Clone, Debug, PartialEq)]
pub enum StepAct {
    /// Somebody shall do something.
    Shall(Duty),
    /// Somebody may use a power.
    May(Panel, PowerAct),
}

/// A clause of a rung.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    missing_docs,
    reason = "the fields of a variant are named by the grammar and its example"
)]
pub enum StepPart {
    /// `within 24 hours`
    Within(Duration),
    /// `at once`
    AtOnce,
    /// `binding on a and b`; empty: on all
    Binding(Vec<Who>),
    /// `advisory`
    Advisory,
    /// `failing which …`
    Failing(Failing),
    /// `extended by consent of x by at most D`
    Extended {
        by: Panel,
        at_most: Option<Duration>,
    },
    /// A term of a power.
    Power(PowerPart),
}

impl Article {
    /// The sentence of a duty, if this is one.
    #[must_use]
    pub fn duty(&self) -> Option<&Duty> {
        match &self.kind {
            ArticleKind::Duty(duty) => Some(duty),
            _ => None,
        }
    }

    /// The rungs, if this is a ladder.
    #[must_use]
    pub fn ladder(&self) -> Option<&Ladder> {
        match &self.kind {
            ArticleKind::Ladder(ladder) => Some(ladder),
            _ => None,
        }
    }

    /// Who is bound or entitled by it; nobody by a linkage or a ladder.
    #[must_use]
    pub fn holders(&self) -> Option<&Panel> {
        match &self.kind {
            ArticleKind::Duty(duty) => Some(&duty.obligors),
            ArticleKind::Prohibition(rule) => Some(&rule.bound),
            ArticleKind::Level(rule) => Some(&rule.obligors),
            ArticleKind::Permission(rule) => Some(&rule.holders),
            ArticleKind::Exception(rule) => Some(&rule.holders),
            ArticleKind::Power(rule) => Some(&rule.holders),
            ArticleKind::Snapback(rule) => Some(&rule.holders),
            ArticleKind::Linkage(_) | ArticleKind::Ladder(_) => None,
        }
    }

    /// What its act is done to, where it has one.
    #[must_use]
    pub fn object(&self) -> Option<&Object> {
        match &self.kind {
            ArticleKind::Duty(duty) => Some(&duty.object),
            ArticleKind::Prohibition(rule) => Some(&rule.object),
            ArticleKind::Permission(rule) => Some(&rule.object),
            ArticleKind::Exception(rule) => Some(&rule.object),
            _ => None,
        }
    }

    /// How much of what it asks, where it asks a quantity.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.kind {
            ArticleKind::Level(level) => Some(&level.quantity),
            _ => match self.object()?.thing.as_ref()? {
                Thing::Quantity(quantity) => Some(quantity),
                _ => None,
            },
        }
    }

    /// The clauses that answer one question, with their positions.
    pub fn answers(&self, question: Question) -> impl Iterator<Item = (usize, &Clause)> {
        self.clauses
            .iter()
            .enumerate()
            .filter(move |(_, clause)| clause.question() == question)
    }

    /// Whether any clause answers a question.
    #[must_use]
    pub fn says(&self, question: Question) -> bool {
        self.answers(question).next().is_some()
    }
}
