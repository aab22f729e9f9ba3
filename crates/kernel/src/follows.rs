//! What follows when something takes a status, by the text.

use std::collections::BTreeSet;

use model::{ActorId, ArticleId, Clause, Consequence, Element, Status, Who};

use crate::observed::{Key, Open, Release, Stage};
use crate::occurrences::by;
use crate::rules::Rules;
use crate::state::{Cause, Node, Occurrence};
use crate::step::Step;

impl Rules {
    /// For each article, the ladders that open at its breach, though it does not name them.
    pub(crate) fn coverings(&self) -> Vec<Vec<ArticleId>> {
        // A ladder that some article's own clause names is for those that name it.
        let named: BTreeSet<ArticleId> = self
            .agreement
            .articles
            .iter()
            .flat_map(|rule| &rule.clauses)
            .filter_map(|clause| match clause {
                Clause::If {
                    consequence: Consequence::Ladder(ladder),
                    ..
                } => Some(*ladder),
                _ => None,
            })
            .collect();
        let ladders: Vec<ArticleId> = self
            .agreement
            .articles()
            .filter(|(_, rule)| rule.ladder().is_some())
            .map(|(id, _)| id)
            .collect();
        let for_any = |id: &ArticleId| {
            self.article(*id).ladder().is_some_and(|ladder| {
                ladder.covering.is_empty() && ladder.opened_by.is_none() && !named.contains(id)
            })
        };
        let covering = |article: ArticleId| {
            let ladders = ladders.iter().copied();
            ladders
                .filter(|id| self.covers(*id, article) || for_any(id))
                .collect()
        };
        self.agreement
            .articles()
            .map(|(id, _)| covering(id))
            .collect()
    }

    fn covers(&self, ladder: ArticleId, article: ArticleId) -> bool {
        self.article(ladder).ladder().is_some_and(|ladder| {
            let mut covered = ladder.covering.iter();
            covered.any(|reference| reference.article() == Some(article))
        })
    }
}

impl Step<'_> {
    /// What follows when an occurrence first takes a status.
    pub(crate) fn follow_status(&mut self, id: u32, status: Status) {
        let article = self.state.occurrence(id).key.article;
        let clauses = self.consequences(article, status);
        for (clause, consequence) in &clauses {
            self.consequence(Some(id), *clause, consequence);
        }
        if status != Status::Breached {
            return;
        }
        let mut answered = !clauses.is_empty() || self.answered_otherwise(article);
        for ladder in &self.rules.covering[article.index()] {
            answered = true;
            self.open_ladder(*ladder, Cause::Occurrence(id));
        }
        if !answered {
            let key = self.state.occurrence(id).key;
            self.undecided(Open::Remedy, by(article, None), Some(key));
        }
    }

    /// What follows when a rule that stands is broken.
    pub(crate) fn follow_broken(&mut self, article: ArticleId, party: Option<ActorId>) {
        let clauses = self.consequences(article, Status::Breached);
        for (clause, consequence) in &clauses {
            match consequence {
                Consequence::Ladder(ladder) => {
                    self.open_ladder(*ladder, Cause::Rule(article, party));
                }
                other => self.consequence(None, *clause, other),
            }
        }
        let mut answered = !clauses.is_empty();
        for ladder in &self.rules.covering[article.index()] {
            answered = true;
            self.open_ladder(*ladder, Cause::Rule(article, party));
        }
        if !answered {
            self.undecided(Open::Remedy, by(article, None), None);
        }
    }

    fn consequences(&self, article: ArticleId, status: Status) -> Vec<(usize, Consequence)> {
        let clauses = self.rules.article(article).clauses.iter().enumerate();
        clauses
            .filter_map(|(index, clause)| match clause {
                Clause::If {
                    status: when,
                    consequence,
                } if *when == status => Some((index, consequence.clone())),
                _ => None,
            })
            .collect()
    }

    /// Whether the text answers the way it failed: late, short, overdue.
    fn answered_otherwise(&self, article: ArticleId) -> bool {
        self.rules.article(article).clauses.iter().any(|clause| {
            matches!(
                clause,
                Clause::If {
                    status: Status::Late | Status::Short | Status::Overdue,
                    ..
                }
            )
        })
    }

    fn consequence(&mut self, id: Option<u32>, clause: usize, consequence: &Consequence) {
        match consequence {
            Consequence::Ladder(ladder) => {
                let cause = id.map_or(Cause::Opened, Cause::Occurrence);
                self.open_ladder(*ladder, cause);
            }
            Consequence::FallsDue(other) => self.fall_due(*other),
            Consequence::PassesTo(who) => {
                if let Some(id) = id {
                    self.pass_to(id, who, clause);
                }
            }
            Consequence::DatesMove(references) => {
                let Some(late) = id.and_then(|id| self.lateness(id)) else {
                    return;
                };
                for reference in references {
                    let Some(other) = reference.article() else {
                        continue;
                    };
                    for made in self.state.article(other).made.clone() {
                        self.state.occurrence_mut(made).moved += late;
                        self.look(Node::Occurrence(made));
                    }
                }
            }
            Consequence::Nothing
            | Consequence::CarriedFor(_)
            | Consequence::CarriedToNext
            | Consequence::ExcessToNext
            | Consequence::ExcessFor(_) => {
                if let Some(id) = id {
                    self.look(Node::Occurrence(id));
                }
            }
        }
    }

    /// How late something is by now, in seconds.
    fn lateness(&self, id: u32) -> Option<i64> {
        let it = self.state.occurrence(id);
        let deadline = it.deadline?.latest;
        let done = it
            .claims
            .last()
            .map_or(self.cause.latest, |claim| claim.at.latest);
        Some(done.saturating_sub(deadline).max(0))
    }

    /// Something falls due now.
    fn fall_due(&mut self, other: ArticleId) {
        if !self.rules.owes(other) {
            return;
        }
        if self.state.article(other).made.is_empty() {
            self.make_round(other, 0, |_| {});
        }
        for made in self.state.article(other).made.clone() {
            let it = self.state.occurrence_mut(made);
            if matches!(it.stage, Stage::Dormant | Stage::Undetermined) {
                it.forced = true;
                self.look(Node::Occurrence(made));
            }
        }
    }

    /// The duty passes to somebody else: a new generation holds the rest. It does not pass again to
    /// one who has held it.
    fn pass_to(&mut self, id: u32, who: &Who, clause: usize) {
        let key = self.state.occurrence(id).key;
        let held = |obligor: ActorId| {
            let mut made = self.state.article(key.article).made.iter();
            made.any(|made| {
                let other = self.state.occurrence(*made).key;
                (other.row, other.round) == (key.row, key.round) && other.obligor == Some(obligor)
            })
        };
        let next: Vec<ActorId> = self
            .rules
            .actors(who)
            .into_iter()
            .filter(|obligor| !held(*obligor))
            .collect();
        if next.is_empty() {
            return;
        }
        let it = self.state.occurrence(id);
        let dates = (it.opening, it.redated, it.moved);
        self.release(id, Release::PassedOn, by(key.article, Some(clause)));
        for obligor in next {
            let next = Key {
                obligor: Some(obligor),
                generation: key.generation.saturating_add(1),
                ..key
            };
            let mut made = Occurrence::new(next, self.cause);
            made.forced = true;
            // It passes with its dates.
            (made.opening, made.redated, made.moved) = dates;
            self.add(made);
        }
    }

    /// Whatever hangs on a whole article is released.
    pub(crate) fn release_article(
        &mut self,
        article: ArticleId,
        release: Release,
        by: model::Subject,
    ) {
        self.state.article_mut(article).gone = Some(release);
        for id in self.state.article(article).made.clone() {
            if !self.state.occurrence(id).over() {
                self.release(id, release, by);
            }
        }
        self.changed(Element::Article(article));
    }
}
