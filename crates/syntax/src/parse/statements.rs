//! Files and statements; what is said once of the whole agreement; texts, actors, groups.

use findings::{Finding, Span};

use super::{Parser, Read};
use crate::ast::*;
use crate::lex::TokenKind;
use crate::tree::NodeKind;

/// The words a sentence of an agreement may begin with.
pub(super) const SENTENCES: &[&str] = &[
    "act",
    "agreement",
    "amendment",
    "announced",
    "assurance",
    "authentic",
    "balance",
    "body",
    "day",
    "duty",
    "ending",
    "entry",
    "exception",
    "for",
    "grades",
    "group",
    "guarantor",
    "inventory",
    "ladder",
    "level",
    "linkage",
    "list",
    "mediator",
    "milestone",
    "month",
    "no",
    "outsider",
    "party",
    "permission",
    "phase",
    "place",
    "power",
    "prohibition",
    "questions",
    "reading",
    "record",
    "reports",
    "schedule",
    "side",
    "signatory",
    "signed",
    "silent",
    "snapback",
    "standing",
    "story",
    "term",
    "text",
    "time",
    "under",
    "unit",
    "verifier",
];

impl Parser<'_> {
    pub(super) fn file(&mut self) -> File {
        let mut file = File::default();
        let read = self.node(NodeKind::File, |p| {
            p.sentences(&mut file);
            Ok(())
        });
        debug_assert!(read.is_ok());
        file
    }

    fn sentences(&mut self, file: &mut File) {
        let mut told_order = false;
        while !self.at_end() {
            self.sentence = self.at;
            self.recovered = usize::MAX;
            let start = self.at;
            let key = self.sentence_key();
            match key {
                "agreement" if file.agreement.is_none() => match self.agreement() {
                    Ok(agreement) => file.agreement = Some(agreement),
                    Err(_) => {
                        self.skip_sentence();
                        self.settle(start);
                        file.agreement.get_or_insert_with(nameless);
                    }
                },
                "story" => match self.story() {
                    Ok(story) => file.stories.push(story),
                    Err(_) => self.give_up(start),
                },
                "record" => match self.record() {
                    Ok(record) => file.records.push(record),
                    Err(_) => self.give_up(start),
                },
                _ => {
                    let late = !file.stories.is_empty() || !file.records.is_empty();
                    if key == "agreement" || !told_order && SENTENCES.contains(&key) {
                        told_order = self.out_of_order(late, file.agreement.is_some(), key);
                    }
                    let statement = self.statement(key);
                    let agreement = file.agreement.get_or_insert_with(nameless);
                    agreement.statements.push(statement);
                }
            }
            if self.at == start {
                self.bump();
            }
        }
    }

    /// A sentence stands where it may not: told once for a file.
    fn out_of_order(&mut self, late: bool, headed: bool, key: &str) -> bool {
        let span = self.word(0).span;
        let (message, help) = if key == "agreement" {
            (
                "expected one agreement in a file, found a second",
                "give it a file of its own",
            )
        } else if late {
            (
                "expected `story` or `record` here",
                "put the agreement before its stories",
            )
        } else if !headed {
            (
                "expected `agreement` first",
                "begin with `agreement name \"Title\".`",
            )
        } else {
            return false;
        };
        self.tell(Finding::new("E0001", span, message).help(help));
        true
    }

    fn give_up(&mut self, start: usize) {
        self.skip_sentence();
        self.settle(start);
    }

    /// The word a sentence begins with. A near miss is told, and the sentence read as meant.
    pub(super) fn sentence_key(&mut self) -> &'static str {
        let key = self.key(0);
        if SENTENCES.contains(&key) || super::clauses::CLAUSES.words.contains(&key) {
            return key;
        }
        let sentence_like = self.is_name(1)
            || self.is_string(1)
            || matches!(
                self.key(1),
                "duty" | "the" | "each" | ":" | "on" | "by" | "no"
            );
        let Some(meant) = self.suggestion(0, SENTENCES).filter(|_| sentence_like) else {
            return key;
        };
        let here = self.word(0);
        let found = self.written(here);
        let message = format!("expected the beginning of a sentence, found `{found}`");
        let finding = Finding::new("E0001", here.span, message);
        self.tell(finding.help(format!("did you mean `{meant}`?")));
        if let Some(word) = self.words.get_mut(self.at) {
            word.key = meant;
        }
        meant
    }

    /// Whether another sentence begins here: at the beginning of a line, in the shape of one.
    pub(super) fn new_sentence(&self) -> bool {
        if self.at_end() {
            return true;
        }
        self.word(0).first_on_line && self.at > self.sentence && self.has_sentence_shape()
    }

    fn has_sentence_shape(&self) -> bool {
        let after_comma = self
            .at
            .checked_sub(1)
            .is_some_and(|last| self.words.get(last).is_some_and(|word| word.key == ","));
        match self.key(0) {
            "standing" => self.is("standing duty"),
            "under" => {
                let length = if self.is_ahead(1, "the") || self.is_ahead(1, "no") {
                    3
                } else {
                    2
                };
                self.key(length) == ":"
            }
            "for" => self.is("for each") && self.key(3) == "of" && self.key(5) == ":",
            "end" => self.word(1).first_on_line,
            "ending" => self.key(1) == ":",
            "story" | "record" => self.is_string(1),
            "day" => self.is_number(1) && self.key(2) == "is",
            "time" => self.is("time zone"),
            "authentic" => self.is("authentic texts"),
            "entry" => self.is("entry into force is") || self.is("entry into force when"),
            "no" => self.is("no text prevails"),
            "questions" => self.is("questions of meaning"),
            "reports" => self.is("reports within"),
            "month" => self.is("month ends round"),
            "signed" | "announced" => !after_comma && self.key(1) == "by",
            "grades" | "act" => !after_comma && self.is_name(1),
            "silent" => !after_comma && self.is("silent on"),
            key => {
                let declares = SENTENCES.contains(&key) && self.is_name(1);
                let next = self.word(2);
                let named = matches!(next.key, ":" | "of" | "cites" | "is" | "(");
                declares && (next.kind == TokenKind::String || named)
            }
        }
    }

    pub(super) fn statement(&mut self, key: &'static str) -> Statement {
        let start = self.at;
        self.sentence = start;
        let node = self.nodes.len();
        let read = self.node(NodeKind::Unreadable, |p| p.statement_of(key, node));
        let kind = read.unwrap_or_else(|_| {
            self.rename(node, NodeKind::Unreadable);
            self.skip_sentence();
            self.settle(start);
            StatementKind::Unreadable
        });
        Statement {
            kind,
            span: self.since(start),
        }
    }

    fn statement_of(&mut self, key: &'static str, node: usize) -> Read<StatementKind> {
        let (kind, statement) = match key {
            "text" => (NodeKind::Text, StatementKind::Text(self.a_text()?)),
            "party" | "mediator" | "guarantor" | "verifier" | "signatory" | "body" | "outsider" => {
                (NodeKind::Actor, StatementKind::Actor(self.actor()?))
            }
            "group" | "side" => (NodeKind::Group, StatementKind::Group(self.group()?)),
            "place" => (NodeKind::Place, StatementKind::Place(self.place()?)),
            "list" | "inventory" => (NodeKind::List, StatementKind::Roll(self.roll()?)),
            "unit" => (NodeKind::Unit, StatementKind::Unit(self.unit()?)),
            "term" => (NodeKind::Term, StatementKind::Term(self.term()?)),
            "act" => (NodeKind::Acts, StatementKind::Acts(self.acts()?)),
            "milestone" => (
                NodeKind::Milestone,
                StatementKind::Milestone(self.milestone()?),
            ),
            "phase" => (NodeKind::Phase, StatementKind::Phase(self.phase()?)),
            "under" => (NodeKind::Heading, StatementKind::Heading(self.heading()?)),
            "schedule" => (
                NodeKind::Schedule,
                StatementKind::Schedule(self.schedule()?),
            ),
            "for" => (NodeKind::Rows, StatementKind::Rows(self.rows()?)),
            "reading" => (
                NodeKind::Reading,
                StatementKind::Reading(Box::new(self.reading()?)),
            ),
            "amendment" => (
                NodeKind::Amendment,
                StatementKind::Amendment(self.amendment()?),
            ),
            "balance" => (NodeKind::Balance, StatementKind::Balance(self.balance()?)),
            "assurance" => (
                NodeKind::Assurance,
                StatementKind::Assurance(self.assurance()?),
            ),
            "ending" => (NodeKind::Ending, StatementKind::Ending(self.ending()?)),
            "authentic" | "time" | "day" | "month" | "grades" | "reports" | "signed"
            | "announced" | "entry" | "questions" | "no" | "silent" => {
                let setting = self.setting()?;
                self.stop();
                (NodeKind::Setting, StatementKind::Setting(setting))
            }
            "duty" | "standing" | "prohibition" | "level" | "permission" | "exception"
            | "power" | "linkage" | "snapback" | "ladder" => {
                let article = self.article(node)?;
                return Ok(StatementKind::Article(Box::new(article)));
            }
            _ => return self.no_sentence(),
        };
        self.rename(node, kind);
        Ok(statement)
    }

    fn no_sentence<T>(&mut self) -> Read<T> {
        if self.key(0) == "agreement" {
            // A second agreement was told of when its place was.
            return Err(super::Fault);
        }
        let after_stop = super::clauses::CLAUSES.words.contains(&self.key(0));
        let key = self.key(0);
        let read = self.fail_near("the beginning of a sentence", SENTENCES);
        if let Some(finding) = &mut self.pending {
            if key == "end" {
                finding.help = vec!["`end` closes a `for each … of …:`".to_owned()];
            } else if after_stop {
                finding.help = vec![format!(
                    "put a comma before `{key}` in place of the full stop"
                )];
            }
        }
        read
    }

    fn agreement(&mut self) -> Read<Agreement> {
        let start = self.at;
        self.node(NodeKind::Agreement, |p| {
            p.expect("agreement")?;
            let name = p.declared_name("agreement")?;
            let labels = p.labels()?;
            let as_signed = p.eat(",");
            if as_signed {
                p.expect("as signed")?;
            }
            p.stop();
            let span = p.since(start);
            Ok(Agreement {
                name,
                labels,
                as_signed,
                statements: Vec::new(),
                span,
            })
        })
    }

    /// A part and its place.
    pub(super) fn spanned<T>(
        &mut self,
        kind: NodeKind,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<(T, Span)> {
        let start = self.at;
        let part = self.node(kind, read)?;
        Ok((part, self.since(start)))
    }
}

/// Sentences without an agreement before them are kept under one without a name.
fn nameless() -> Agreement {
    let empty = Span::default();
    Agreement {
        name: Name {
            text: String::new(),
            span: empty,
        },
        labels: Labels {
            main: Quoted {
                text: String::new(),
                span: empty,
            },
            others: Vec::new(),
        },
        as_signed: false,
        statements: Vec::new(),
        span: empty,
    }
}
