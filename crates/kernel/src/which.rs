//! Which occurrence a deed is about.
//!
//! A series of rounds grows as long as the agreement lives, so nothing here looks through all that
//! were ever made where the last ones, or those that still wait, answer as well.

use model::{ActorId, ArticleId, Reference, Window};

use crate::observed::{Key, Release, Stage};
use crate::rules::{RowOf, row_of};
use crate::state::Occurrence;
use crate::step::Step;

/// What a deed does to an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Claim,
    Finding,
}

/// Those of an article that a deed may be about: of one row, and of one who owes it apart.
#[derive(Clone, Copy)]
struct Own {
    article: ArticleId,
    row: Option<u32>,
    obligor: Option<ActorId>,
}

impl Own {
    fn holds(self, it: &Occurrence) -> bool {
        let replaced = matches!(it.released, Some(Release::Replaced | Release::PassedOn));
        it.key.row == self.row
            && !replaced
            && (self.obligor.is_none() || it.key.obligor == self.obligor)
    }
}

impl Step<'_> {
    /// The occurrences that a deed is about; one is made where none exists yet.
    pub(crate) fn targets(
        &mut self,
        duty: Reference,
        who: Option<ActorId>,
        at: Window,
        kind: Kind,
    ) -> Vec<u32> {
        let Some(article) = duty.article() else {
            return Vec::new();
        };
        let rows = match row_of(duty.row, None) {
            RowOf::Row(row) => vec![Some(row)],
            _ if duty.row == model::RowRef::Every => self.rules.rows(article, RowOf::All),
            _ => vec![self.first_open_row(article)],
        };
        rows.into_iter()
            .map(|row| self.target(article, row, who, at, kind))
            .collect()
    }

    /// The earliest row that is not over.
    fn first_open_row(&self, article: ArticleId) -> Option<u32> {
        // Without a schedule there is no row to look for.
        self.rules.article(article).rows?;
        let rows = self.rules.rows(article, RowOf::All);
        let standing = self.state.article(article);
        let of_row = |ids: &[u32], row: Option<u32>, open: bool| {
            ids.iter()
                .map(|id| self.state.occurrence(*id))
                .any(|it| it.key.row == row && !(open && it.over()))
        };
        let open = rows.iter().find(|row| {
            of_row(&standing.open, **row, true) || !of_row(&standing.made, **row, false)
        });
        open.or(rows.last()).copied().flatten()
    }

    fn target(
        &mut self,
        article: ArticleId,
        row: Option<u32>,
        who: Option<ActorId>,
        at: Window,
        kind: Kind,
    ) -> u32 {
        let all = Own {
            article,
            row,
            obligor: None,
        };
        let apart = who.filter(|who| self.state.article(article).apart.contains(who));
        let apart = Own {
            obligor: apart,
            ..all
        };
        let own = if self.last(apart).is_some() {
            apart
        } else {
            all
        };
        let found = match kind {
            Kind::Claim => self.claimable(own, at),
            Kind::Finding => self.findable(own),
        };
        if let Some(found) = found {
            return found;
        }
        let apart = self.rules.apart(article);
        let mut own = apart.iter().copied();
        let own = own.find(|own| own.is_some() && *own == who);
        let key = Key {
            article,
            row,
            round: 0,
            obligor: own.or(apart.first().copied()).flatten(),
            generation: 0,
        };
        if let Some(there) = self.state.index.get(&key) {
            // It was replaced or passed on: what is told of it is kept and changes nothing.
            return *there;
        }
        let early = Occurrence::new(key, at);
        self.add(early)
    }

    /// The last one made.
    fn last(&self, own: Own) -> Option<u32> {
        let made = self.state.article(own.article).made.iter().rev();
        made.copied()
            .find(|id| own.holds(self.state.occurrence(*id)))
    }

    /// The one whose round opened last before a deed; rounds without an opening: the first still
    /// open.
    fn claimable(&self, own: Own, at: Window) -> Option<u32> {
        let standing = self.state.article(own.article);
        let of = |id: u32| self.state.occurrence(id);
        let holds = |id: &u32| own.holds(of(*id));
        if standing.opened.is_some() {
            let before = |id: &u32| of(*id).opening.is_some_and(|opening| opening <= at.latest);
            if !standing.out_of_order {
                let mut made = standing.made.iter().rev();
                let found = made.find(|id| before(id) && holds(id));
                if let Some(found) = found {
                    return Some(*found);
                }
            }
            let mut made = standing.made.iter().copied().filter(holds);
            let opened = made.clone().filter(before).max_by_key(|id| of(*id).opening);
            if made.clone().any(|id| of(id).opening.is_some()) {
                return opened.or(made.next());
            }
        }
        let open = || {
            let open = standing.open.iter().copied();
            open.filter(|id| holds(id) && !of(*id).over())
        };
        let short = open().filter(|id| {
            let it = of(*id);
            it.required
                .is_none_or(|required| it.claimed.low < required.low)
        });
        short.min().or(open().min()).or_else(|| self.last(own))
    }

    /// The earliest that has something claimed and unanswered, else the last.
    fn findable(&self, own: Own) -> Option<u32> {
        let mut waiting = self.state.article(own.article).unanswered.iter().copied();
        waiting
            .find(|id| own.holds(self.state.occurrence(*id)))
            .or_else(|| self.last(own))
    }

    /// Notes whether something claimed of an occurrence is unanswered.
    pub(crate) fn note_unanswered(&mut self, id: u32) {
        let it = self.state.occurrence(id);
        let answered = it.accepted.low.saturating_add(it.refused.low);
        let waits = it.claimed.low > answered && it.released.is_none();
        let article = it.key.article;
        let waiting = &mut self.state.article_mut(article).unanswered;
        match (waiting.binary_search(&id), waits) {
            (Ok(place), false) => {
                waiting.remove(place);
            }
            (Err(place), true) => waiting.insert(place, id),
            _ => {}
        }
    }

    /// Notes whether an occurrence waits for a condition: to be owed, or to take effect.
    pub(crate) fn note_asleep(&mut self, id: u32) {
        let it = self.state.occurrence(id);
        let asleep = !it.over() && (!it.owed || it.stage == Stage::Performed);
        let article = it.key.article;
        let asleep_of = &mut self.state.article_mut(article).asleep;
        match (asleep_of.iter().position(|other| *other == id), asleep) {
            (Some(place), false) => {
                asleep_of.remove(place);
            }
            (None, true) => asleep_of.push(id),
            _ => {}
        }
    }

    /// Notes what a series needs to be told of an occurrence that joins it.
    pub(crate) fn note_made(&mut self, id: u32) {
        let it = self.state.occurrence(id);
        let (key, opening) = (it.key, it.opening);
        let standing = self.state.article_mut(key.article);
        if let Some(obligor) = key.obligor
            && !standing.apart.contains(&obligor)
        {
            standing.apart.push(obligor);
        }
        if let Some(opening) = opening {
            standing.out_of_order |= standing.opened.is_some_and(|last| opening < last);
            standing.opened = Some(opening);
        }
        self.note_unanswered(id);
        self.note_asleep(id);
    }
}
