//! Each clause, in the one form it is printed in.

use super::conditions::Reach;
use super::points::is;
use super::{English, list};
use model::{
    Article, ArticleKind, Clause, Consequence, Event, FromEnd, Limit, Matching, Noun, Preposition,
    Reference, ScheduleId, Status,
};

/// Where a clause stands in the printed article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// It ends the first sentence, without a comma: `by day 22`.
    Close,
    /// It ends the first sentence, after a comma: `when Article 2 is done`.
    AfterComma,
    /// It is a sentence of its own.
    Alone,
    /// It is printed with what the article leaves unsaid.
    WithSilences,
}

/// What the clauses of an article speak of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context {
    /// It is kept, not performed: a ban, a level, a standing duty.
    pub(crate) kept: bool,
    /// The table it is repeated for.
    pub(crate) rows: Option<ScheduleId>,
}

impl Context {
    pub(crate) fn of(article: &Article) -> Self {
        let kept = match &article.kind {
            ArticleKind::Duty(duty) => duty.standing,
            ArticleKind::Prohibition(_) | ArticleKind::Level(_) => true,
            _ => false,
        };
        Self {
            kept,
            rows: article.rows,
        }
    }

    fn what(self) -> &'static str {
        if self.kept {
            "compliance"
        } else {
            "performance"
        }
    }
}

/// Where a clause stands.
pub(crate) fn stands(clause: &Clause) -> Stands {
    match clause {
        Clause::On { .. }
        | Clause::OnDayOf { .. }
        | Clause::By(_)
        | Clause::Between(..)
        | Clause::NotBefore(_)
        | Clause::Within { .. }
        | Clause::AtOnce { .. }
        | Clause::AsSoonAsPossible { .. }
        | Clause::From { .. }
        | Clause::Until(_)
        | Clause::Throughout(_)
        | Clause::Every { .. }
        | Clause::ForOfEachDay { .. } => Stands::Close,
        Clause::BeforeEach { .. }
        | Clause::When(_)
        | Clause::Whenever(_)
        | Clause::While(_)
        | Clause::During(_)
        | Clause::AtSameTime(_)
        | Clause::In(_)
        | Clause::StartingIn { .. }
        | Clause::OfWhich { .. }
        | Clause::Through(_)
        | Clause::Except(_)
        | Clause::Unless(_)
        | Clause::UnlessNotice { .. }
        | Clause::WithConsent { .. } => Stands::AfterComma,
        Clause::Silent(_) => Stands::WithSilences,
        _ => Stands::Alone,
    }
}

impl English<'_> {
    /// Where a clause stands, when it asks something of some rows only: such words want commas.
    pub(crate) fn position(&self, clause: &Clause) -> Stands {
        match stands(clause) {
            Stands::Close if self.reach_of_clause(clause) != Reach::Everywhere => {
                Stands::AfterComma
            }
            other => other,
        }
    }

    /// One clause: words that end a sentence, or a sentence of its own without its full stop.
    #[must_use]
    pub fn clause(&self, clause: &Clause) -> String {
        self.clause_in(clause, Context::default())
    }

    /// The same, said of an article: what is kept has compliance, what is done performance.
    pub(crate) fn clause_of(&self, article: &Article, clause: &Clause) -> String {
        self.clause_in(clause, Context::of(article))
    }

    pub(crate) fn clause_in(&self, clause: &Clause, context: Context) -> String {
        match stands(clause) {
            Stands::Close => {
                let reach = self.reach_words(self.reach_of_clause(clause), context.rows);
                format!("{reach}{}", self.timing(clause))
            }
            Stands::AfterComma => self.after_comma(clause, context),
            Stands::Alone => self.alone(clause, context),
            Stands::WithSilences => String::new(),
        }
    }

    fn timing(&self, clause: &Clause) -> String {
        match clause {
            Clause::On { moment, hours } => {
                format!("{}{}", self.on_moment(moment), self.hours(*hours))
            }
            Clause::OnDayOf { after, event } => {
                let day = if *after {
                    "on the day after"
                } else {
                    "on the day of"
                };
                format!("{day} {}", self.event_as_noun(event))
            }
            Clause::By(point) => format!("no later than {}", self.last_point(point)),
            Clause::Between(from, to) => {
                format!("between {} and {}", self.point(from), self.last_point(to))
            }
            Clause::NotBefore(point) => format!("not before {}", self.point(point)),
            Clause::Within { duration, after } => {
                format!(
                    "within {} after {}",
                    self.duration(*duration),
                    self.event(after)
                )
            }
            Clause::AtOnce { after } => format!("at once{}", self.if_after(after.as_ref())),
            Clause::AsSoonAsPossible { after } => {
                format!("as soon as possible{}", self.if_after(after.as_ref()))
            }
            Clause::From { start, end } => {
                format!("from {}{}", self.point(start), self.until_words(end))
            }
            Clause::Until(point) => format!("until {}", self.last_point(point)),
            Clause::Throughout(phase) => {
                format!("throughout {}", self.phase_or_agreement(*phase))
            }
            Clause::Every {
                period,
                hours,
                from,
                until,
            } => {
                let until = until.as_ref().map_or_else(String::new, |until| {
                    format!(" until {}", self.last_point(until))
                });
                let comma = if hours.is_some() { "," } else { "" };
                format!(
                    "{}{}{comma} from {}{until}",
                    self.period(*period),
                    self.hours(*hours),
                    self.point(from)
                )
            }
            Clause::ForOfEachDay { duration, of } => {
                let of = if of.is_empty() {
                    String::new()
                } else {
                    let days: Vec<String> = of.iter().map(|name| self.named(name)).collect();
                    format!(" of {}", list(&days, "and"))
                };
                format!("for {} of each day{of}", self.duration(*duration))
            }
            _ => String::new(),
        }
    }

    fn if_after(&self, event: Option<&Event>) -> String {
        event.map_or_else(String::new, |event| format!(" after {}", self.event(event)))
    }

    fn until_words(&self, end: &FromEnd) -> String {
        match end {
            FromEnd::Unsaid => String::new(),
            FromEnd::Until(point) => format!(" until {}", self.last_point(point)),
            FromEnd::For(length) => format!(" for {}", self.duration(*length)),
            FromEnd::Onwards => " onwards".to_owned(),
        }
    }

    fn after_comma(&self, clause: &Clause, context: Context) -> String {
        match clause {
            Clause::BeforeEach { lead, of } => {
                let lead = lead.map_or_else(String::new, |lead| {
                    format!("at least {} ", self.duration(lead))
                });
                format!("{lead}before each performance of {}", self.reference(*of))
            }
            Clause::When(condition) => {
                let reach = self.reach_words(self.reach_of_condition(condition), context.rows);
                format!("{reach}when {}", self.condition(condition))
            }
            Clause::Whenever(condition) => format!("whenever {}", self.condition(condition)),
            Clause::While(condition) => format!("while {}", self.condition(condition)),
            Clause::During(articles) => {
                format!(
                    "during the performance of {}",
                    self.references(articles, "and")
                )
            }
            Clause::AtSameTime(articles) => {
                format!("at the same time as {}", self.references(articles, "and"))
            }
            Clause::In(target) => self.whither(Preposition::In, target),
            Clause::StartingIn { target, reaching } => {
                let reaching = reaching.as_ref().map_or_else(String::new, |reaching| {
                    format!(" and reaching {}", self.target(reaching))
                });
                format!("starting in {}{reaching}", self.target(target))
            }
            Clause::OfWhich {
                quantity,
                relations,
            } => format!(
                "of which {}{}",
                self.quantity(quantity),
                self.relations(relations)
            ),
            Clause::Through(panel) => format!("acting through {}", self.panel(panel)),
            Clause::Except(nouns) => format!("except {}", self.nouns(nouns)),
            Clause::Unless(condition) => format!("unless {}", self.condition(condition)),
            Clause::UnlessNotice { to, before } => {
                let before = before.map_or_else(String::new, |before| {
                    format!(" {} before", self.duration(before))
                });
                format!("unless notice is given to {}{before}", self.who(*to))
            }
            Clause::WithConsent {
                of,
                within,
                failing,
            } => self.consent(of, *within, failing.as_ref()),
            _ => String::new(),
        }
    }

    fn alone(&self, clause: &Clause, context: Context) -> String {
        match clause {
            Clause::TakingEffect(condition) => {
                format!(
                    "performance takes effect when {}",
                    self.condition(condition)
                )
            }
            Clause::LateBy(length) => format!(
                "performance within {} after it was due is late, and is not a breach",
                self.duration(*length)
            ),
            Clause::NotToBeSuspended => "this is not to be suspended".to_owned(),
            Clause::Replacing(articles) => {
                format!("this replaces {}", self.references(articles, "and"))
            }
            Clause::If {
                status,
                consequence,
            } => format!(
                "{} {}",
                in_case(*status),
                self.consequence(consequence, context)
            ),
            Clause::BreachedBy(limits) => self.limits(limits),
            Clause::InExchange { .. }
            | Clause::InParallel(_)
            | Clause::Independent(_)
            | Clause::Matched { .. }
            | Clause::InOrder(_) => self.order(clause, context),
            _ => self.proof(clause, context),
        }
    }

    fn order(&self, clause: &Clause, context: Context) -> String {
        match clause {
            Clause::InExchange { for_, right } => {
                let right = match right {
                    Some(true) => ", with a right to withhold it",
                    Some(false) => ", without a right to withhold it",
                    None => "",
                };
                format!(
                    "this is given in exchange for the performance of {}{right}",
                    self.references(for_, "and")
                )
            }
            Clause::InParallel(articles) => {
                let reach = self.reach_words(self.reach_of(articles), context.rows);
                format!(
                    "{reach}this runs in parallel with {}",
                    self.references(articles, "and")
                )
            }
            Clause::Independent(articles) => format!(
                "this is owed independently of {}",
                self.references(articles, "and")
            ),
            Clause::Matched { manner, with } => self.matched(*manner, with),
            Clause::InOrder(nouns) => format!("the order is: {}", self.in_order(nouns)),
            _ => String::new(),
        }
    }

    fn matched(&self, manner: Option<Matching>, with: &[Reference]) -> String {
        let manner = match manner {
            Some(Matching::Place) => " place by place",
            Some(Matching::Share) => " share by share",
            Some(Matching::Stage) => " stage by stage",
            None => "",
        };
        format!(
            "this is matched{manner} with {}",
            self.references(with, "and")
        )
    }

    fn in_order(&self, nouns: &[Noun]) -> String {
        let names: Vec<String> = nouns.iter().map(|noun| self.noun(noun)).collect();
        list(&names, "and then")
    }

    fn proof(&self, clause: &Clause, context: Context) -> String {
        match clause {
            Clause::VerifiedBy {
                panel,
                within,
                failing,
            } => self.verified(context.what(), panel, *within, failing.as_ref()),
            Clause::ReceivedBy(panel) => {
                format!("what is handed over is received by {}", self.panel(panel))
            }
            Clause::CountedBy(panel) => format!("the count is made by {}", self.panel(panel)),
            Clause::CoordinatedBy(panel) => {
                format!("{} is coordinated by {}", context.what(), self.panel(panel))
            }
            Clause::MonitoredBy(panel) => {
                format!("{} is monitored by {}", context.what(), self.panel(panel))
            }
            Clause::EvidencedBy(text) => {
                format!("{} is evidenced by {}", context.what(), self.isolated(text))
            }
            Clause::IdentifiedBy {
                panel,
                within,
                failing,
            } => format!(
                "identity is established by {}{}{}",
                self.panel(panel),
                self.within(*within, " of receipt"),
                self.tail(failing.as_ref())
            ),
            Clause::Incidents {
                step,
                panel,
                within,
                failing,
            } => self.incidents(*step, panel, *within, failing.as_ref()),
            Clause::DisputeBy {
                panel,
                within,
                decided,
                failing,
            } => self.dispute(panel, *within, decided.as_ref(), failing.as_ref()),
            _ => String::new(),
        }
    }

    /// What follows.
    pub(crate) fn consequence(&self, consequence: &Consequence, context: Context) -> String {
        let next = context
            .rows
            .map_or_else(|| "round".to_owned(), |rows| self.row_word(rows));
        match consequence {
            Consequence::Ladder(id) => {
                format!(
                    "the steps of {} follow",
                    self.name(model::Element::Article(*id))
                )
            }
            Consequence::FallsDue(id) => {
                format!("{} falls due", self.name(model::Element::Article(*id)))
            }
            Consequence::PassesTo(who) => format!("the duty passes to {}", self.who(*who)),
            Consequence::Nothing => "nothing follows".to_owned(),
            Consequence::DatesMove(articles) => format!(
                "the dates of {} move by as long",
                self.references(articles, "and")
            ),
            Consequence::CarriedFor(length) => {
                format!(
                    "the shortfall is carried over for {}",
                    self.duration(*length)
                )
            }
            Consequence::CarriedToNext => {
                format!("the shortfall is carried over to the next {next}")
            }
            Consequence::ExcessToNext => {
                format!("the excess counts towards the next {next}")
            }
            Consequence::ExcessFor(length) => {
                format!(
                    "the excess counts towards the next {}",
                    self.duration(*length)
                )
            }
        }
    }

    fn limits(&self, limits: &[Limit]) -> String {
        let all: Vec<String> = limits.iter().map(|limit| self.limit(*limit)).collect();
        format!("this is breached by {}", list(&all, "or by"))
    }

    fn limit(&self, limit: Limit) -> String {
        match limit {
            Limit::MoreThan {
                number,
                grade,
                within,
            } => format!(
                "more than {number}{} incidents in any {}",
                self.grade(grade),
                self.duration(within)
            ),
            Limit::Any(grade) => format!("any{} incident", self.grade(grade)),
        }
    }

    fn grade(&self, grade: Option<u32>) -> String {
        grade
            .and_then(|at| self.agreement.grades.get(at as usize))
            .map_or_else(String::new, |grade| format!(" {}", super::words(grade)))
    }

    /// Which rows of its table a clause asks something of.
    pub(crate) fn reach_of_clause(&self, clause: &Clause) -> Reach {
        match clause {
            Clause::When(condition) => self.reach_of_condition(condition),
            Clause::InParallel(articles) => self.reach_of(articles),
            Clause::AtOnce {
                after: Some(Event::Being(reference, _)),
            }
            | Clause::AsSoonAsPossible {
                after: Some(Event::Being(reference, _)),
            }
            | Clause::Within {
                after: Event::Being(reference, _),
                ..
            } => self.reach_of(&[*reference]),
            _ => Reach::Everywhere,
        }
    }
}

/// `in case of breach`
fn in_case(status: Status) -> String {
    match status {
        Status::Breached => "in case of breach".to_owned(),
        Status::Short => "in case of a shortfall".to_owned(),
        Status::Exceeded => "in case of an excess".to_owned(),
        Status::Late => "in case of late performance".to_owned(),
        _ => format!("if it {},", is(status)),
    }
}
