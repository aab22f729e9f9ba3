//! Articles: every rule with a name.

use findings::{Finding, Span};
use model::{
    Act, ActId, Article, ArticleId, ArticleKind, Duty, Element, Exception, Level, Linkage, Naming,
    Object, Permission, Power, PowerAct, PowerPart, Prohibition, Reach, Reversal, Targets, Verb,
};
use syntax::ast::{self, Head, Heading, PowerKind, PowerPartKind};

use crate::clauses::words_of;
use crate::compiler::{Compiler, naming_of};
use crate::failings::Asks;
use crate::names::id_of;
use crate::prelude;
use crate::references::{PART, PARTY};
use crate::similar;

/// How many acts one sentence may set against each other: each is noted with all the others.
const EXCLUSIVE_MAX: usize = 100;

impl<'a> Compiler<'a> {
    /// Which phase the articles after this belong to.
    pub(crate) fn heading(&mut self, heading: &Heading) {
        self.reach = match heading {
            Heading::Agreement => Reach::Agreement,
            Heading::NoPhase => Reach::Unstated,
            Heading::Phase(name) => self.phase_named(name).map_or(Reach::Unstated, Reach::Phase),
        };
    }

    /// An article.
    pub(crate) fn article(&mut self, article: &'a ast::Article, whole: Span) {
        let id = ArticleId(id_of(self.model.articles.len()));
        let element = Element::Article(id);
        self.stands(element, &article.head.name, whole);
        let mut naming = self.head(&article.head);
        let kind = self.article_kind(&article.kind, element, &mut naming);
        let mut clauses = Vec::with_capacity(article.clauses.len());
        for clause in &article.clauses {
            self.sources.clause(element, clause.span);
            if let ast::ClauseKind::Silent(slots) = &clause.kind {
                naming.silent.extend(words_of(slots));
            }
            self.own_clause(&article.head.name, clause);
            clauses.push(self.clause(clause));
        }
        let compiled = Article {
            naming,
            kind,
            reach: self.reach,
            rows: self.rows(),
            clauses,
            prose: prose(&article.head),
        };
        self.model.articles.push(compiled);
    }

    /// Name, titles and citations.
    pub(crate) fn head(&mut self, head: &Head) -> Naming {
        let mut naming = naming_of(&head.name, head.labels.as_ref());
        naming.cites = self.cites(&head.cites);
        naming
    }

    fn article_kind(
        &mut self,
        kind: &'a ast::ArticleKind,
        element: Element,
        naming: &mut Naming,
    ) -> ArticleKind {
        match kind {
            ast::ArticleKind::Duty { standing, act } => {
                ArticleKind::Duty(self.act_clause(act, *standing))
            }
            ast::ArticleKind::Prohibition {
                subject,
                verb,
                object,
            } => ArticleKind::Prohibition(Prohibition {
                bound: self.banned(subject, PARTY),
                verb: self.verb(verb),
                object: self.object(object.as_ref(), false),
            }),
            ast::ArticleKind::Level {
                subject,
                quantity,
                relations,
            } => ArticleKind::Level(Level {
                obligors: self.panel(subject, PARTY),
                quantity: self.quantity(quantity),
                relations: self.relations(relations),
            }),
            ast::ArticleKind::Permission {
                subject,
                verb,
                object,
            } => ArticleKind::Permission(Permission {
                holders: self.panel(subject, PARTY),
                verb: self.verb(verb),
                object: self.object(object.as_ref(), false),
            }),
            ast::ArticleKind::Exception {
                from,
                subject,
                verb,
                object,
            } => ArticleKind::Exception(Exception {
                from: self.references(from),
                holders: self.panel(subject, PARTY),
                verb: self.verb(verb),
                object: self.object(object.as_ref(), false),
            }),
            ast::ArticleKind::Power {
                subject,
                act,
                parts,
            } => {
                self.power_places(parts, element, naming);
                ArticleKind::Power(self.power(subject, act, parts))
            }
            ast::ArticleKind::Linkage { tracks, condition } => ArticleKind::Linkage(Linkage {
                tracks: self.references(tracks),
                condition: self.condition(condition),
            }),
            ast::ArticleKind::Snapback(snapback) => {
                naming.silent.extend(words_of(&snapback.silent));
                ArticleKind::Snapback(self.snapback(snapback))
            }
            ast::ArticleKind::Ladder(ladder) => {
                naming.silent.extend(words_of(&ladder.silent));
                ArticleKind::Ladder(self.ladder(ladder, element))
            }
        }
    }

    /// Where the terms of a power stand, and what they are silent on.
    fn power_places(&mut self, parts: &[ast::PowerPart], element: Element, naming: &mut Naming) {
        for part in parts {
            self.sources.clause(element, part.span);
            if let PowerPartKind::Silent(slots) = &part.kind {
                naming.silent.extend(words_of(slots));
            }
        }
    }

    /// `a shall …`
    pub(crate) fn act_clause(&mut self, act: &'a ast::ActClause, standing: bool) -> Duty {
        Duty {
            standing,
            obligors: self.panel(&act.subject, PARTY),
            joint: act.joint,
            endeavour: act.endeavour,
            verb: self.verb(&act.verb),
            or_verb: act.or_verb.as_ref().map(|verb| self.verb(verb)),
            object: self.object(act.object.as_ref(), true),
        }
    }

    /// A verb: declared, of the prelude, or its own words.
    pub(crate) fn verb(&mut self, verb: &'a ast::Verb) -> Verb {
        let name = match verb {
            ast::Verb::Quoted(quoted) => return Verb::Quoted(quoted.text.clone()),
            ast::Verb::Name(name) => name,
        };
        if let Some(id) = self.acts.get(name.text.as_str()) {
            return Verb::Act(*id);
        }
        if let Some(irreversible) = prelude::irreversible(&name.text) {
            let id = self.add_act(&name.text, true);
            if let Some(act) = self.model.acts.get_mut(id.index()).filter(|_| irreversible) {
                act.nature = Some(Reversal::Irreversible);
            }
            return Verb::Act(id);
        }
        self.unknown_verb(name);
        Verb::Quoted(name.text.clone())
    }

    /// E0104.
    fn unknown_verb(&mut self, name: &ast::Name) {
        if self.report.again("E0104", &name.text, name.span) {
            return;
        }
        let text = &name.text;
        let mut message = format!("`{text}` is not a declared act");
        if self.report.may_suggest() {
            let verbs = prelude::verbs().map(|verb| -> &str { verb });
            let declared = verbs.chain(self.acts.keys().copied());
            if let Some(similar) = similar::nearest(text, declared) {
                message.push_str(&format!("; `{similar}` is"));
            }
        }
        let words = text.replace('_', " ");
        let help = format!("quote it, `\"{words}\"`, or declare it: `act {text}: reversible.`");
        let finding = Finding::new("E0104", name.span, message).help(help);
        self.report.fold("E0104", text, name.span, || finding);
    }

    /// A verb in the model's table.
    fn add_act(&mut self, name: &'a str, prelude: bool) -> ActId {
        let id = ActId(id_of(self.model.acts.len()));
        self.model.acts.push(Act {
            name: name.to_owned(),
            nature: None,
            excludes: Vec::new(),
            prelude,
        });
        self.acts.insert(name, id);
        id
    }

    /// All declared verbs, before anything uses one. Where an agreement says nothing of the nature
    /// of a verb of the prelude, the prelude's word stands.
    pub(crate) fn acts(&mut self, statements: &'a [ast::Statement]) {
        for statement in statements {
            if let ast::StatementKind::Acts(acts) = &statement.kind {
                self.declare_acts(acts, statement.span);
            }
        }
        for act in &mut self.model.acts {
            if act.nature.is_none() && prelude::irreversible(&act.name) == Some(true) {
                act.nature = Some(Reversal::Irreversible);
            }
        }
    }

    fn declare_acts(&mut self, acts: &'a ast::Acts, whole: Span) {
        if let (ast::Nature::Exclusive, Some(name)) =
            (&acts.nature, acts.names.items.get(EXCLUSIVE_MAX))
        {
            let message = format!("more than {EXCLUSIVE_MAX} acts exclude each other");
            self.report.push(Finding::new("E0009", name.span, message));
            return;
        }
        let mut ids = Vec::with_capacity(acts.names.items.len());
        for name in &acts.names.items {
            let known = self.acts.get(name.text.as_str()).copied();
            let id = known.unwrap_or_else(|| {
                let id = self.add_act(&name.text, false);
                self.sources.add(Element::Act(id), name.span, whole);
                id
            });
            ids.push(id);
        }
        let nature = match &acts.nature {
            ast::Nature::Irreversible => Some(Reversal::Irreversible),
            ast::Nature::Reversible(within) => {
                let within = within.as_ref().map(|within| self.duration(within));
                Some(Reversal::Reversible(within))
            }
            ast::Nature::Exclusive => None,
        };
        for (id, name) in ids.iter().zip(&acts.names.items) {
            let Some(act) = self.model.acts.get_mut(id.index()) else {
                continue;
            };
            match nature {
                None => {
                    let others = ids.iter().filter(|other| *other != id);
                    act.excludes.extend(others.copied());
                }
                Some(_) if act.nature.is_some() => {
                    let message = format!("what kind of act `{}` is, is declared twice", act.name);
                    self.report.push(Finding::new("E0102", name.span, message));
                }
                Some(_) => act.nature = nature,
            }
        }
    }

    /// `a may …`
    pub(crate) fn power(
        &mut self,
        subject: &ast::Subject,
        act: &'a ast::PowerAct,
        parts: &[ast::PowerPart],
    ) -> Power {
        Power {
            holders: self.panel(subject, PARTY),
            act: self.power_act(act),
            parts: (parts.iter())
                .map(|part| self.power_part(&part.kind))
                .collect(),
        }
    }

    /// What a power does.
    pub(crate) fn power_act(&mut self, act: &'a ast::PowerAct) -> PowerAct {
        match &act.kind {
            PowerKind::Suspend(targets) => PowerAct::Suspend(self.targets(targets)),
            PowerKind::Withhold(targets) => PowerAct::Withhold(self.targets(targets)),
            PowerKind::Terminate(targets) => PowerAct::Terminate(self.targets(targets)),
            PowerKind::Waive(targets) => PowerAct::Waive(self.targets(targets)),
            PowerKind::Invoke(name) => match self.article_named(name) {
                Some(id) => PowerAct::Invoke(id),
                None => other_act("invoke"),
            },
            PowerKind::Extend { what, by, at_most } => match self.resolve(what, PART) {
                Some(what) => PowerAct::Extend {
                    what,
                    by: self.maybe_duration(by.as_ref()),
                    at_most: *at_most,
                },
                None => other_act("extend"),
            },
            PowerKind::SetDates(duties) => PowerAct::SetDates(self.references(duties)),
            PowerKind::Act { verb, object } => {
                let verb = self.verb(verb);
                PowerAct::Act(verb, self.object(object.as_ref(), false))
            }
        }
    }

    fn targets(&mut self, targets: &ast::Targets) -> Targets {
        match targets {
            ast::Targets::Agreement => Targets::Agreement,
            ast::Targets::GivenInExchange => Targets::GivenInExchange,
            ast::Targets::Own(part) => Targets::Own(*part),
            ast::Targets::Duties(duties) => Targets::Duties(self.references(duties)),
        }
    }

    /// A term of a power.
    pub(crate) fn power_part(&mut self, part: &PowerPartKind) -> PowerPart {
        match part {
            PowerPartKind::When(condition) => PowerPart::When(self.condition(condition)),
            PowerPartKind::While(condition) => PowerPart::While(self.condition(condition)),
            PowerPartKind::Unless(condition) => PowerPart::Unless(self.condition(condition)),
            PowerPartKind::AfterNotice { notice, to } => PowerPart::AfterNotice {
                notice: self.duration(notice),
                to: to.as_ref().map_or_else(Vec::new, |to| self.whos(&to.items)),
            },
            PowerPartKind::ForAtMost(duration) => PowerPart::ForAtMost(self.duration(duration)),
            PowerPartKind::Clocks(stopped) => PowerPart::Clocks(*stopped),
            PowerPartKind::WithConsent {
                of,
                within,
                failing,
            } => PowerPart::WithConsent {
                of: self.whos(&of.items),
                within: self.maybe_duration(within.as_ref()),
                failing: self.maybe_failing(failing.as_ref(), Asks::Consent),
            },
            PowerPartKind::From(from, until) => {
                let from = self.point(from);
                PowerPart::From(from, until.as_ref().map(|until| self.point(until)))
            }
            PowerPartKind::Until(point) => PowerPart::Until(self.point(point)),
            PowerPartKind::Silent(slots) => PowerPart::Silent(words_of(slots)),
        }
    }
}

/// What stands for a power over something that does not exist.
fn other_act(verb: &str) -> PowerAct {
    PowerAct::Act(Verb::Quoted(verb.to_owned()), Object::default())
}

/// Prose by language tag.
pub(crate) fn prose(head: &Head) -> Vec<(String, String)> {
    let lines = head.prose.iter();
    lines
        .map(|line| (line.lang.text.clone(), line.text.text.clone()))
        .collect()
}
