//! The symbol table: what every name of an agreement stands for, wherever it is declared.
//!
//! Filled in one pass before anything is compiled, so that nothing need be declared before it is
//! used. Verbs live apart: a duty may be called as its act is.

use std::collections::BTreeMap;

use findings::Span;
use model::{
    ActorId, AmendmentId, ArticleId, AssuranceId, BalanceId, Element, MilestoneId, PhaseId,
    PlaceId, ReadingId, Role, RollId, ScheduleId, TermId, TextId, UnitId,
};
use syntax::ast::{self, ArticleKind, Name, Statement, StatementKind};

/// How many names one agreement may declare. Beyond it the rest is not read, and a finding says so.
pub(crate) const NAMES_MAX: usize = 100_000;

/// One thing declared.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    /// What it is in the model.
    pub(crate) element: Element,
    /// Its name as written.
    pub(crate) name: String,
    /// Where its name stands.
    pub(crate) at: Span,
    /// The word it is declared by: `party`, `ladder`.
    pub(crate) word: &'static str,
    /// Something refers to it.
    pub(crate) used: bool,
}

/// A name declared a second time.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    pub(crate) name: String,
    pub(crate) first: Span,
    pub(crate) at: Span,
}

/// What every name stands for.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    symbols: Vec<Symbol>,
    /// Names and the words for one (`captive`), to a position in `symbols`.
    by_name: BTreeMap<&'a str, usize>,
    /// Declarations of names already taken.
    pub(crate) again: Vec<Again>,
    /// Where the first name beyond [`NAMES_MAX`] stands.
    pub(crate) too_many: Option<Span>,
    /// The schedule named by the `for each` around each article.
    pub(crate) article_rows: Vec<Option<&'a Name>>,
    /// The milestones, by identity.
    pub(crate) milestones: Vec<&'a ast::Milestone>,
    /// The phases, by identity.
    pub(crate) phases: Vec<&'a ast::Phase>,
    /// The schedules, by identity.
    pub(crate) schedules: Vec<&'a ast::Schedule>,
    /// How many rows each other table will have.
    counts: Counts,
}

#[derive(Debug, Default)]
struct Counts {
    actors: u32,
    places: u32,
    rolls: u32,
    units: u32,
    terms: u32,
    articles: u32,
    readings: u32,
    texts: u32,
    amendments: u32,
    balances: u32,
    assurances: u32,
}

/// The next identity of a table.
fn next(count: &mut u32) -> u32 {
    let id = *count;
    *count = count.saturating_add(1);
    id
}

/// The length of a table as an identity.
pub(crate) fn id_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'a> Names<'a> {
    /// The names that statements declare.
    pub(crate) fn of(statements: &'a [Statement]) -> Self {
        let mut names = Self::default();
        for statement in statements {
            names.statement(statement, None);
        }
        names
    }

    fn statement(&mut self, statement: &'a Statement, rows: Option<&'a Name>) {
        match &statement.kind {
            StatementKind::Article(article) => self.article(article, rows),
            StatementKind::Rows(block) => {
                for inner in &block.statements {
                    self.statement(inner, Some(&block.schedule));
                }
            }
            StatementKind::Milestone(milestone) => {
                let id = MilestoneId(id_of(self.milestones.len()));
                self.milestones.push(milestone);
                self.add(&milestone.name, Element::Milestone(id), "milestone");
            }
            StatementKind::Phase(phase) => {
                let id = PhaseId(id_of(self.phases.len()));
                self.phases.push(phase);
                self.add(&phase.head.name, Element::Phase(id), "phase");
            }
            StatementKind::Schedule(schedule) => {
                let id = ScheduleId(id_of(self.schedules.len()));
                self.schedules.push(schedule);
                self.add(&schedule.name, Element::Schedule(id), "schedule");
            }
            StatementKind::Reading(reading) => {
                let id = ReadingId(next(&mut self.counts.readings));
                self.add(&reading.name, Element::Reading(id), "reading");
            }
            StatementKind::Amendment(amendment) => {
                let id = AmendmentId(next(&mut self.counts.amendments));
                self.add(&amendment.name, Element::Amendment(id), "amendment");
            }
            StatementKind::Balance(balance) => {
                let id = BalanceId(next(&mut self.counts.balances));
                self.add(&balance.name, Element::Balance(id), "balance");
            }
            StatementKind::Assurance(assurance) => {
                let id = AssuranceId(next(&mut self.counts.assurances));
                self.add(&assurance.head.name, Element::Assurance(id), "assurance");
            }
            other => self.thing(other),
        }
    }

    /// Who, where and what: everything that is neither a time nor a rule.
    fn thing(&mut self, kind: &'a StatementKind) {
        match kind {
            StatementKind::Text(text) => {
                let id = TextId(next(&mut self.counts.texts));
                self.add(&text.name, Element::Text(id), "text");
            }
            StatementKind::Actor(actor) => {
                let id = ActorId(next(&mut self.counts.actors));
                self.add(&actor.name, Element::Actor(id), role_word(actor.role));
            }
            StatementKind::Group(group) => {
                let id = ActorId(next(&mut self.counts.actors));
                let word = if group.side { "side" } else { "group" };
                self.add(&group.name, Element::Actor(id), word);
            }
            StatementKind::Place(place) => {
                let id = PlaceId(next(&mut self.counts.places));
                self.add(&place.name, Element::Place(id), "place");
            }
            StatementKind::Roll(roll) => {
                let element = Element::Roll(RollId(next(&mut self.counts.rolls)));
                let word = if roll.inventory { "inventory" } else { "list" };
                self.add_with_one(&roll.name, roll.one.as_ref(), element, word);
            }
            StatementKind::Unit(unit) => {
                let element = Element::Unit(UnitId(next(&mut self.counts.units)));
                self.add_with_one(&unit.name, unit.one.as_ref(), element, "unit");
            }
            StatementKind::Term(term) => {
                let element = Element::Term(TermId(next(&mut self.counts.terms)));
                self.add_with_one(&term.name, term.one.as_ref(), element, "term");
            }
            _ => {}
        }
    }

    fn article(&mut self, article: &'a ast::Article, rows: Option<&'a Name>) {
        let id = ArticleId(next(&mut self.counts.articles));
        self.article_rows.push(rows);
        let word = match &article.kind {
            ArticleKind::Duty { .. } => "duty",
            ArticleKind::Prohibition { .. } => "prohibition",
            ArticleKind::Level { .. } => "level",
            ArticleKind::Permission { .. } => "permission",
            ArticleKind::Exception { .. } => "exception",
            ArticleKind::Power { .. } => "power",
            ArticleKind::Linkage { .. } => "linkage",
            ArticleKind::Snapback(_) => "snapback",
            ArticleKind::Ladder(_) => "ladder",
        };
        self.add(&article.head.name, Element::Article(id), word);
    }

    fn add(&mut self, name: &'a Name, element: Element, word: &'static str) {
        let symbol = Symbol {
            element,
            name: name.text.clone(),
            at: name.span,
            word,
            used: false,
        };
        let index = self.symbols.len();
        self.symbols.push(symbol);
        self.bind(name, index);
    }

    fn add_with_one(
        &mut self,
        name: &'a Name,
        one: Option<&'a Name>,
        element: Element,
        word: &'static str,
    ) {
        self.add(name, element, word);
        if let Some(one) = one.filter(|one| one.text != name.text) {
            self.bind(one, self.symbols.len() - 1);
        }
    }

    /// Makes a name stand for a symbol, if it is free and there is room.
    fn bind(&mut self, name: &'a Name, index: usize) {
        let taken = self.by_name.get(name.text.as_str()).copied();
        if let Some(symbol) = taken.and_then(|index| self.symbols.get(index)) {
            self.again.push(Again {
                name: name.text.clone(),
                first: symbol.at,
                at: name.span,
            });
        } else if self.by_name.len() >= NAMES_MAX {
            self.too_many.get_or_insert(name.span);
        } else {
            self.by_name.insert(&name.text, index);
        }
    }

    /// What a name stands for; it counts as used from now on.
    pub(crate) fn find(&mut self, name: &str) -> Option<&Symbol> {
        let index = *self.by_name.get(name)?;
        let symbol = self.symbols.get_mut(index)?;
        symbol.used = true;
        Some(symbol)
    }

    /// What a name stands for, without using it.
    pub(crate) fn peek(&self, name: &str) -> Option<&Symbol> {
        self.symbols.get(*self.by_name.get(name)?)
    }

    /// Every name with what it stands for, the words for one among them, in the order of names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'a str, &Symbol)> {
        self.by_name
            .iter()
            .filter_map(|(name, index)| Some((*name, self.symbols.get(*index)?)))
    }

    /// Whether any text is declared.
    pub(crate) fn has_texts(&self) -> bool {
        self.counts.texts > 0
    }

    /// Everything declared, in the order of the text.
    pub(crate) fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }
}

/// The word an actor is declared by.
fn role_word(role: Role) -> &'static str {
    match role {
        Role::Party => "party",
        Role::Mediator => "mediator",
        Role::Guarantor => "guarantor",
        Role::Verifier => "verifier",
        Role::Signatory => "signatory",
        Role::Body => "body",
        Role::Outsider => "outsider",
    }
}

/// `a` or `an` before a word of this crate's messages.
pub(crate) fn article_before(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) && !word.starts_with("uni") {
        "an"
    } else {
        "a"
    }
}
