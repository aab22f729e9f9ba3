//! A new text in place of the old: what was done stays done, and what is owed is owed by the new.

use std::collections::BTreeMap;

use model::{ActorId, ArticleId, Cell, Element, MilestoneId, PhaseId, RollId, Subject};

use crate::event::Contest;
use crate::observed::{Key, Release, Stage};
use crate::rules::Rules;
use crate::state::{Cause, Node, Occurrence, State};
use crate::step::Step;

/// The hash of a text, by which it is known who consented to which.
pub type TextHash = [u8; 32];

/// A new text, and how it takes the place of the old.
#[derive(Clone, Copy, Debug)]
pub struct NewText<'a> {
    /// Its rules.
    pub rules: &'a Rules,
    /// Its hash.
    pub hash: TextHash,
    /// Old articles that go on under another name; all others go on under their own.
    pub renamed: &'a [(ArticleId, ArticleId)],
    /// Who consented to which text.
    pub consents: &'a [(ActorId, TextHash)],
}

/// What a new text came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Renewed {
    /// How things stand under it.
    pub state: State,
    /// What was owed under articles that the new text has not: it is owed no longer.
    pub dropped: Vec<Key>,
}

/// Puts a new text in place of the old.
///
/// # Errors
///
/// [`Contest::Consent`] while a party to the old text has not consented to the new by its hash.
pub fn renew(old: &Rules, state: &State, text: NewText<'_>) -> Result<Renewed, Contest> {
    let consented = |party: ActorId| text.consents.contains(&(party, text.hash));
    if !old.agreement.parties().all(consented) {
        return Err(Contest::Consent(Subject::of(Element::Agreement)));
    }
    let names = Names::new(old, text);
    let mut renewal = Renewal {
        old,
        new: text.rules,
        names,
        state: State::before(text.rules),
        ids: BTreeMap::new(),
        dropped: Vec::new(),
    };
    renewal.things(state);
    renewal.occurrences(state);
    renewal.standing(state);
    let Renewal {
        mut state, dropped, ..
    } = renewal;
    let mut step = Step::new(text.rules, &mut state);
    step.look_at_all();
    step.settle();
    Ok(Renewed { state, dropped })
}

/// What carries which name in both texts.
struct Names {
    actors: BTreeMap<ActorId, ActorId>,
    articles: BTreeMap<ArticleId, ArticleId>,
    phases: BTreeMap<PhaseId, PhaseId>,
    milestones: BTreeMap<MilestoneId, MilestoneId>,
    rolls: BTreeMap<RollId, RollId>,
}

macro_rules! by_name {
    ($old:expr, $new:expr, $table:ident, $id:ident) => {{
        let new: BTreeMap<&str, $id> = (0..)
            .map($id)
            .zip(&$new.$table)
            .map(|(id, row)| (row.naming.name.as_str(), id))
            .collect();
        (0..)
            .map($id)
            .zip(&$old.$table)
            .filter_map(|(id, row)| Some((id, *new.get(row.naming.name.as_str())?)))
            .collect()
    }};
}

impl Names {
    fn new(old: &Rules, text: NewText<'_>) -> Self {
        let (before, after) = (&old.agreement, &text.rules.agreement);
        let mut articles: BTreeMap<ArticleId, ArticleId> =
            by_name!(before, after, articles, ArticleId);
        for (from, to) in text.renamed {
            articles.insert(*from, *to);
        }
        Self {
            actors: by_name!(before, after, actors, ActorId),
            articles,
            phases: by_name!(before, after, phases, PhaseId),
            milestones: by_name!(before, after, milestones, MilestoneId),
            rolls: by_name!(before, after, rolls, RollId),
        }
    }

    fn element(&self, element: Element) -> Option<Element> {
        Some(match element {
            Element::Agreement => Element::Agreement,
            Element::Actor(id) => Element::Actor(*self.actors.get(&id)?),
            Element::Article(id) => Element::Article(*self.articles.get(&id)?),
            Element::Phase(id) => Element::Phase(*self.phases.get(&id)?),
            Element::Milestone(id) => Element::Milestone(*self.milestones.get(&id)?),
            Element::Roll(id) => Element::Roll(*self.rolls.get(&id)?),
            _ => return None,
        })
    }

    fn actors(&self, actors: impl IntoIterator<Item = ActorId>) -> Vec<ActorId> {
        let known = actors.into_iter().filter_map(|id| self.actors.get(&id));
        known.copied().collect()
    }
}

struct Renewal<'a> {
    old: &'a Rules,
    new: &'a Rules,
    names: Names,
    state: State,
    /// Old occurrences and what they have become.
    ids: BTreeMap<u32, u32>,
    dropped: Vec<Key>,
}

impl Renewal<'_> {
    /// Time, phases, milestones, lists, consents.
    fn things(&mut self, from: &State) {
        let (state, names) = (&mut self.state, &self.names);
        state.tick = from.tick;
        state.looked = from.looked;
        state.begun = from.begun;
        state.events = from.events;
        state.entered = from.entered;
        state.entry_told = from.entry_told;
        state.ended = from.ended;
        state.contested = from.contested;
        state.ruled.clone_from(&from.ruled);
        for (old, new) in &names.phases {
            state.phases[new.index()] = from.phases[old.index()].clone();
        }
        for (old, new) in &names.milestones {
            let mut milestone = from.milestones[old.index()].clone();
            let declared = std::mem::take(&mut milestone.declared);
            milestone.declared = names.actors(declared).into_iter().collect();
            state.milestones[new.index()] = milestone;
        }
        for (old, new) in &names.rolls {
            state.rolls[new.index()] = from.rolls[old.index()].clone();
        }
        state.left = names
            .actors(from.left.iter().copied())
            .into_iter()
            .collect();
        for (actor, element) in &from.consents {
            if let (Some(actor), Some(element)) = (names.actors.get(actor), names.element(*element))
            {
                state.consents.insert((*actor, element));
            }
        }
        for (actor, article) in &from.asked {
            if let (Some(actor), Some(article)) =
                (names.actors.get(actor), names.articles.get(article))
            {
                state.asked.push((*actor, *article));
            }
        }
    }

    /// What was owed, claimed, found and done.
    fn occurrences(&mut self, from: &State) {
        for (old, new) in &self.names.articles {
            let (before, after) = (from.article(*old), self.state.article_mut(*new));
            after.round = before.round;
            after.closed = before.closed;
            after.held = before.held;
            after.veils = before.veils;
            after.gone = before.gone;
        }
        for (id, it) in (0..).zip(&from.occurrences) {
            let Some(key) = self.key(it.key) else {
                if !it.over() {
                    self.dropped.push(it.key);
                }
                continue;
            };
            let changed = self.changed(it.key.article, key.article);
            let mut made = self.carried(it, key);
            if changed && !it.over() {
                // The old generation closes as it stands; the new one is dated by the new text.
                let next = Occurrence {
                    key: Key {
                        generation: key.generation.saturating_add(1),
                        ..key
                    },
                    redated: None,
                    moved: 0,
                    breached: None,
                    found_breached: false,
                    since: Vec::new(),
                    followed: Vec::new(),
                    ..made.clone()
                };
                made.released = Some(Release::Replaced);
                made.stage = Stage::Released(Release::Replaced);
                self.add(made);
                let new = self.add(next);
                self.ids.insert(id, new);
            } else {
                let new = self.add(made);
                self.ids.insert(id, new);
            }
        }
    }

    /// An occurrence with the actors of the new text.
    fn carried(&self, it: &Occurrence, key: Key) -> Occurrence {
        let mut made = Occurrence { key, ..it.clone() };
        let actors = &self.names.actors;
        for claim in &mut made.claims {
            // What somebody claimed who is no longer named was claimed all the same.
            claim.author = claim.author.and_then(|author| actors.get(&author).copied());
        }
        made.members
            .retain_mut(|member| match actors.get(&member.who) {
                Some(who) => {
                    member.who = *who;
                    true
                }
                None => false,
            });
        made.disputes
            .retain_mut(|dispute| match actors.get(&dispute.by) {
                Some(by) => {
                    dispute.by = *by;
                    true
                }
                None => false,
            });
        made.finding = it
            .finding
            .and_then(|(of, accepted)| Some((*self.ids.get(&of)?, accepted)));
        if it.over() && it.settled.is_none() {
            // What was found by those the old text named stays found.
            made.settled = Some((it.accepted, it.refused));
        }
        made
    }

    fn add(&mut self, made: Occurrence) -> u32 {
        let id = u32::try_from(self.state.occurrences.len()).unwrap_or(u32::MAX);
        let over = made.over();
        let article = self.state.article_mut(made.key.article);
        article.made.push(id);
        if !over {
            article.open.push(id);
        }
        self.state.index.insert(made.key, id);
        self.state.occurrences.push(made);
        id
    }

    /// The same time something is owed, by the new text.
    fn key(&self, key: Key) -> Option<Key> {
        let article = *self.names.articles.get(&key.article)?;
        let obligor = match key.obligor {
            Some(obligor) => Some(*self.names.actors.get(&obligor)?),
            None => None,
        };
        let row = match key.row {
            Some(row) => Some(self.row(key.article, article, row)?),
            None => None,
        };
        Some(Key {
            article,
            row,
            obligor,
            ..key
        })
    }

    /// The row of the same name.
    fn row(&self, old: ArticleId, new: ArticleId, row: u32) -> Option<u32> {
        let name = row_name(self.old, old, row)?;
        let rows = self.new.rows(new, crate::rules::RowOf::All);
        rows.into_iter()
            .flatten()
            .find(|row| row_name(self.new, new, *row) == Some(name))
    }

    /// Whether an article says something else now. Its words are compared as they are written in
    /// both texts; where names were declared in another order that shows as a change.
    fn changed(&self, old: ArticleId, new: ArticleId) -> bool {
        let (old, new) = (self.old.article(old), self.new.article(new));
        old.kind != new.kind || old.clauses != new.clauses || old.rows != new.rows
    }

    /// Rules that were broken, ladders, powers in use, counts.
    fn standing(&mut self, from: &State) {
        for ((article, party), standing) in &from.rules {
            let party = match party {
                Some(party) => self.names.actors.get(party).copied().map(Some),
                None => Some(None),
            };
            if let (Some(article), Some(party)) = (self.names.articles.get(article), party) {
                self.state.rules.insert((*article, party), standing.clone());
            }
        }
        for run in &from.runs {
            let cause = match run.cause {
                Cause::Occurrence(id) => self.ids.get(&id).map(|id| Cause::Occurrence(*id)),
                Cause::Rule(article, party) => {
                    let article = self.names.articles.get(&article);
                    let party = party.and_then(|party| self.names.actors.get(&party).copied());
                    article.map(|article| Cause::Rule(*article, party))
                }
                Cause::Opened => Some(Cause::Opened),
            };
            if let (Some(ladder), Some(cause)) = (self.names.articles.get(&run.ladder), cause) {
                let mut run = run.clone();
                run.ladder = *ladder;
                run.cause = cause;
                self.state.runs.push(run);
            }
        }
        for used in &from.uses {
            // A power given by a step of a ladder is bound to that step: it ends with the old text.
            if let (Some(power), None) = (self.names.articles.get(&used.power), used.rung) {
                let mut used = used.clone();
                used.power = *power;
                used.by = self.names.actors(used.by);
                let veiled = used.veiled.iter();
                used.veiled = veiled
                    .filter_map(|article| self.names.articles.get(article).copied())
                    .collect();
                self.state.uses.push(used);
            }
        }
        for ((article, id), counts) in &from.counts {
            let id = match id {
                Some(id) => self.ids.get(id).copied().map(Some),
                None => Some(None),
            };
            if let (Some(article), Some(id)) = (self.names.articles.get(article), id) {
                let known = counts.iter().filter_map(|(who, range)| {
                    self.names.actors.get(who).map(|who| (*who, *range))
                });
                self.state.counts.insert((*article, id), known.collect());
            }
        }
    }
}

/// The name of a row: its first cell.
fn row_name(rules: &Rules, article: ArticleId, row: u32) -> Option<&Cell> {
    let schedule = rules.article(article).rows?;
    let table = rules.agreement.schedule(schedule)?;
    table.rows.get(row as usize)?.first()?.as_ref()
}

impl Step<'_> {
    /// Looks at everything once.
    fn look_at_all(&mut self) {
        self.look_at_declared();
        for id in (0..).take(self.state.occurrences.len()) {
            self.look(Node::Occurrence(id));
        }
        for id in (0..).take(self.state.runs.len()) {
            self.look(Node::Run(id));
        }
        for id in (0..).take(self.state.uses.len()) {
            self.look(Node::Use(id));
        }
    }
}
