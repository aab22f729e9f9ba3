//! W0106: what is declared and never used.

use findings::{Finding, Place};
use model::{Article, Element, Who};

use syntax::ast::Name;

use crate::compiler::Compiler;
use crate::report::quoted_list;

/// How many unused names a message spells out.
const NAMED_MAX: usize = 3;

impl Compiler<'_> {
    /// W0106: one finding for the file.
    pub(crate) fn unused(&mut self, unread: &[Name]) {
        for name in unread {
            self.names.find(&name.text);
        }
        let parties_bound = self.parties_bound();
        let unused: Vec<_> = (self.names.symbols().iter())
            .filter(|symbol| !symbol.used && counts(symbol.element))
            .filter(|symbol| !(self.model.as_signed && has_signed(symbol.word)))
            .filter(|symbol| !(parties_bound && matches!(symbol.word, "party" | "side")))
            .filter(|symbol| {
                // The second of two declarations is told as such.
                let bound = self.names.peek(&symbol.name);
                bound.is_some_and(|bound| bound.element == symbol.element)
            })
            .collect();
        let Some((first, others)) = unused.split_first() else {
            return;
        };
        let named = quoted_list(
            unused.iter().take(NAMED_MAX).map(|s| s.name.as_str()),
            "and",
        );
        let message = match (first.element, others.len()) {
            (Element::Actor(_), 0) => format!("{named} is never bound, entitled or asked anything"),
            (_, 0) => format!("{named} is declared and never used"),
            (_, n) if n < NAMED_MAX => format!("{named} are declared and never used"),
            (_, n) => {
                let names = unused.iter().take(NAMED_MAX);
                let names: Vec<String> = names.map(|s| format!("`{}`", s.name)).collect();
                let more = n + 1 - NAMED_MAX;
                format!(
                    "{} and {more} more are declared and never used",
                    names.join(", ")
                )
            }
        };
        let mut finding = Finding::new("W0106", first.at, message)
            .label(format!("this {}", first.word))
            .help(if self.model.as_signed {
                "ask the parties: what do they owe, may they do, or are they counted for?"
            } else {
                "say what they owe, may do or are counted for, or leave them out"
            });
        finding.places = (others.iter())
            .map(|symbol| Place {
                at: symbol.at,
                label: format!("and this {}", symbol.word),
            })
            .collect();
        self.report.push(finding);
    }

    /// Whether some article binds the parties without naming them: `no party`, `each party`.
    fn parties_bound(&self) -> bool {
        let all = |who: &Who| {
            let everyone = [Who::EachParty, Who::AnyParty, Who::Parties];
            everyone.contains(who) || matches!(who, Who::EachSide | Who::AnySide)
        };
        let mut panels = self.model.articles.iter().filter_map(Article::holders);
        panels.any(|panel| panel.who.iter().any(all))
    }
}

/// Whether somebody has done its part by signing: nobody asks what it owes besides.
fn has_signed(word: &str) -> bool {
    matches!(word, "guarantor" | "mediator")
}

/// Whether something is of a kind that nobody declares for its own sake.
fn counts(element: Element) -> bool {
    matches!(
        element,
        Element::Actor(_)
            | Element::Place(_)
            | Element::Roll(_)
            | Element::Unit(_)
            | Element::Term(_)
            | Element::Milestone(_)
    )
}
