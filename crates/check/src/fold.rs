//! One finding for many places that have one gap in common.

use std::collections::BTreeMap;

use model::{ArticleId, Element, Subject};

use crate::{Draft, View};

/// A gap that several articles may have in common.
pub struct Gap<'a> {
    /// The code.
    pub code: &'static str,
    /// The articles that have it, with what to say under each.
    pub places: Vec<(ArticleId, String)>,
    /// How many articles could have it.
    pub eligible: usize,
    /// What to say of one: given its name in backticks.
    pub one: &'a dyn Fn(&str) -> String,
    /// What to say of several: given how many of how many, and the worst by name.
    pub many: &'a dyn Fn(&str, &str) -> String,
    /// What to write, or ask.
    pub help: &'a str,
}

/// How many of the worst a folded sentence names.
pub const NAMED_MAX: usize = 3;

impl Gap<'_> {
    /// One finding for all of them.
    pub fn fold(mut self, view: &View<'_>, out: &mut Vec<Draft>) {
        let mut order: Vec<ArticleId> = self.places.iter().map(|(id, _)| *id).collect();
        view.by_weight(&mut order);
        let rank: BTreeMap<ArticleId, usize> = order.iter().copied().zip(0..).collect();
        self.places.sort_by_key(|(id, _)| rank.get(id).copied());
        let Some((first, label)) = self.places.first() else {
            return;
        };
        let message = if self.places.len() == 1 {
            (self.one)(&view.art(*first))
        } else {
            let named = view.list(order.iter().take(NAMED_MAX).map(|id| Element::Article(*id)));
            (self.many)(
                &format!("{} of {}", self.places.len(), self.eligible),
                &named,
            )
        };
        let mut draft = Draft::of(self.code, Element::Article(*first), message).label(label);
        for (id, label) in self.places.iter().skip(1) {
            draft = draft.place(Subject::of(Element::Article(*id)), label);
        }
        if !self.help.is_empty() {
            draft = draft.help(self.help);
        }
        out.push(draft);
    }
}
