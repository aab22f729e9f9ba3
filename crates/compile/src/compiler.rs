//! What is known while an agreement is compiled, and the order in which it becomes known.

use std::collections::{BTreeMap, BTreeSet};

use findings::{Finding, Place, Span};
use model::{ActId, Agreement, Column, Element, Naming, Reach, ScheduleId};
use syntax::ast::{self, Labels, Name, StatementKind};

use crate::names::{NAMES_MAX, Names};
use crate::report::Report;
use crate::rows::{Table, Tabled};
use crate::source_map::SourceMap;
use crate::times::Clock;

/// An agreement compiled, where everything in it stands, and what was found on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// The agreement; nothing where the file declares none.
    pub agreement: Option<Agreement>,
    /// Where everything in it stands.
    pub sources: SourceMap,
    /// What is wrong with its names, nouns and dates, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Compiles the agreement of a file. `text` is the text that `file` was read from.
#[must_use]
pub fn compile(file: &ast::File, text: &str) -> Compiled {
    let Some(mut compiler) = Compiler::of(file, text) else {
        return Compiled::default();
    };
    compiler.unused(&file.unread);
    Compiled {
        agreement: Some(compiler.model),
        sources: compiler.sources,
        findings: compiler.report.finish(),
    }
}

/// What is known while an agreement is compiled.
pub(crate) struct Compiler<'a> {
    pub(crate) names: Names<'a>,
    pub(crate) report: Report,
    pub(crate) sources: SourceMap,
    pub(crate) model: Agreement,
    pub(crate) clock: Clock,
    /// The tables with their cells worked out, by identity.
    pub(crate) tables: Vec<Table<'a>>,
    /// The table of the `for each` around each article.
    pub(crate) article_rows: Vec<Tabled>,
    /// Verbs already in the model's table.
    pub(crate) acts: BTreeMap<&'a str, ActId>,
    /// What readings and amendments are about: its dates may yet change.
    pub(crate) contested: BTreeSet<&'a str>,
    /// The phase that articles now belong to.
    pub(crate) reach: Reach,
    /// The `for each` we are in: its row word, its table.
    pub(crate) block: Option<(&'a Name, Option<ScheduleId>)>,
    /// `entry into force is …`
    pub(crate) entry: Option<&'a ast::Point>,
    /// How deep points and events are nested here.
    pub(crate) depth: usize,
    /// Columns whose cells were looked at, and what they had to be.
    pub(crate) columns_seen: BTreeSet<(Column, &'static str)>,
    /// Where `ending:` stands.
    pub(crate) ending_at: Option<Span>,
    /// How many dates clauses have taken from tables.
    pub(crate) row_dates: usize,
}

impl<'a> Compiler<'a> {
    fn new(agreement: &'a ast::Agreement) -> Self {
        let model = Agreement {
            naming: naming_of(&agreement.name, Some(&agreement.labels)),
            as_signed: agreement.as_signed,
            ..Agreement::default()
        };
        let mut sources = SourceMap::default();
        sources.add(Element::Agreement, agreement.name.span, agreement.span);
        Self {
            names: Names::of(&agreement.statements),
            report: Report::default(),
            sources,
            model,
            clock: Clock::default(),
            tables: Vec::new(),
            article_rows: Vec::new(),
            acts: BTreeMap::new(),
            contested: contested(&agreement.statements),
            reach: Reach::Agreement,
            block: None,
            entry: None,
            depth: 0,
            columns_seen: BTreeSet::new(),
            ending_at: None,
            row_dates: 0,
        }
    }

    /// Everything an agreement declares, compiled; nothing where the file declares none.
    pub(crate) fn of(file: &'a ast::File, text: &str) -> Option<Self> {
        let agreement = file.agreement.as_ref()?;
        let mut compiler = Self::new(agreement);
        compiler.declared_twice(text);
        compiler.index_tables();
        compiler.settings(&agreement.statements);
        compiler.model.calendar = compiler.clock.calendar();
        compiler.fill_tables();
        compiler.acts(&agreement.statements);
        compiler.statements(&agreement.statements);
        compiler.circles();
        Some(compiler)
    }

    /// E0102, one for each name; and the limit on names.
    fn declared_twice(&mut self, text: &str) {
        let again = std::mem::take(&mut self.names.again);
        let lines = Lines::of(if again.is_empty() { "" } else { text });
        for twice in again {
            let (first, second) = (lines.line(twice.first), lines.line(twice.at));
            self.report.fold("E0102", &twice.name, twice.at, || {
                let message = if first == second {
                    format!("`{}` is declared twice on line {first}", twice.name)
                } else {
                    let name = &twice.name;
                    format!("`{name}` is declared on lines {first} and {second}")
                };
                let mut finding = Finding::new("E0102", twice.at, message)
                    .label("declared again")
                    .help("give one of them another name");
                finding.places.push(Place {
                    at: twice.first,
                    label: "first declared here".to_owned(),
                });
                finding
            });
        }
        if let Some(at) = self.names.too_many {
            let message = format!("more than {NAMES_MAX} names are declared; the rest is not read");
            self.report.push(Finding::new("E0009", at, message));
        }
    }

    fn statements(&mut self, statements: &'a [ast::Statement]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a ast::Statement) {
        let whole = statement.span;
        match &statement.kind {
            StatementKind::Text(text) => self.text(text, whole),
            StatementKind::Actor(actor) => self.actor(actor, whole),
            StatementKind::Group(group) => self.group(group, whole),
            StatementKind::Place(place) => self.place(place, whole),
            StatementKind::Roll(roll) => self.roll(roll, whole),
            StatementKind::Unit(unit) => self.unit(unit, whole),
            StatementKind::Term(term) => self.term(term, whole),
            StatementKind::Milestone(milestone) => self.milestone(milestone, whole),
            StatementKind::Phase(phase) => self.phase(phase, whole),
            StatementKind::Heading(heading) => self.heading(heading),
            StatementKind::Schedule(schedule) => self.schedule(schedule, whole),
            StatementKind::Rows(rows) => {
                let outer = self.enter(rows);
                self.statements(&rows.statements);
                self.block = outer;
            }
            StatementKind::Article(article) => self.article(article, whole),
            StatementKind::Reading(reading) => self.reading(reading, whole),
            StatementKind::Amendment(amendment) => self.amendment(amendment, whole),
            StatementKind::Balance(balance) => self.balance(balance, whole),
            StatementKind::Assurance(assurance) => self.assurance(assurance, whole),
            StatementKind::Ending(lines) => self.ending(lines, whole),
            StatementKind::Setting(_) | StatementKind::Acts(_) | StatementKind::Unreadable => {}
        }
    }

    /// The table of the `for each` we are in.
    pub(crate) fn rows(&self) -> Option<ScheduleId> {
        self.block.and_then(|(_, schedule)| schedule)
    }

    /// Notes where a declaration stands.
    pub(crate) fn stands(&mut self, element: Element, name: &Name, whole: Span) {
        self.sources.add(element, name.span, whole);
    }
}

/// How something is called.
pub(crate) fn naming_of(name: &Name, labels: Option<&Labels>) -> Naming {
    Naming {
        name: name.text.clone(),
        label: labels.map_or_else(String::new, |labels| labels.main.text.clone()),
        labels: labels.map_or_else(Vec::new, |labels| {
            let others = labels.others.iter();
            others
                .map(|(lang, text)| (lang.text.clone(), text.text.clone()))
                .collect()
        }),
        ..Naming::default()
    }
}

/// The names that readings and amendments are about.
fn contested(statements: &[ast::Statement]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for statement in statements {
        match &statement.kind {
            StatementKind::Rows(rows) => names.extend(contested(&rows.statements)),
            StatementKind::Reading(reading) => {
                if let ast::ReadingOf::Named(of) = &reading.of {
                    names.extend(of.items.iter().map(|item| item.name.text.as_str()));
                }
            }
            StatementKind::Amendment(amendment) => {
                for (change, _) in &amendment.changes {
                    if let ast::Change::NowDue(of, _) | ast::Change::ReplacedBy(of, _) = change {
                        names.extend(of.items.iter().map(|item| item.name.text.as_str()));
                    }
                }
            }
            _ => {}
        }
    }
    names
}

/// Where the lines of a text begin; made only when a message names a line.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn line(&self, at: Span) -> usize {
        self.0.partition_point(|end| *end < at.start as usize) + 1
    }
}
