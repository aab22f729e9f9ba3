//! Facts about an agreement that many rules need, worked out once.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ActorId, ActorKind, Agreement, Article, ArticleId, ArticleKind, Clause, Element, MilestoneId,
    PhaseId, Point, Question, Reach, Reference, Reversal, Role, Subject, Verb,
};

use crate::refs::{self, Arrow, Use};
use crate::stems::Reader;

/// An agreement with what many rules need to know of it.
#[derive(Debug)]
pub struct View<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// The arrows out of each article.
    pub arrows: Vec<Vec<Arrow>>,
    /// For each article, how many others wait for it, directly or through others, itself not
    /// counted.
    pub behind: Vec<u32>,
    /// The articles that another makes fall due when it is breached.
    by_remedy: BTreeSet<ArticleId>,
    /// The sides of parties that belong to a declared one.
    declared_sides: BTreeMap<ActorId, ActorId>,
    /// Reads what the text says in quotes.
    pub(crate) reader: Reader,
}

impl<'a> View<'a> {
    /// Works the facts out.
    #[must_use]
    pub fn new(agreement: &'a Agreement) -> Self {
        let arrows: Vec<_> = agreement.articles.iter().map(refs::arrows).collect();
        let behind = behind(agreement, &arrows);
        Self {
            agreement,
            arrows,
            behind,
            by_remedy: by_remedy(agreement),
            declared_sides: agreement.declared_sides(),
            reader: Reader::new(agreement),
        }
    }

    /// The articles with their identities.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &'a Article)> {
        self.agreement.articles()
    }

    /// The duties (standing ones too) with their identities.
    pub fn duties(&self) -> impl Iterator<Item = (ArticleId, &'a Article, &'a model::Duty)> {
        self.articles()
            .filter_map(|(id, article)| article.duty().map(|duty| (id, article, duty)))
    }

    /// `name` in backticks.
    #[must_use]
    pub fn tick(&self, element: Element) -> String {
        format!("`{}`", self.agreement.name(element))
    }

    /// An article's name in backticks.
    #[must_use]
    pub fn art(&self, id: ArticleId) -> String {
        self.tick(Element::Article(id))
    }

    /// An actor's name in backticks.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> String {
        self.tick(Element::Actor(id))
    }

    /// What to write in a draft; of a text others signed, what to ask the parties.
    #[must_use]
    pub fn answer(&self, write: &str, ask: &str) -> String {
        if self.agreement.as_signed {
            format!("ask the parties: {ask}")
        } else {
            write.to_owned()
        }
    }

    /// Several names in backticks, joined by commas and `and`.
    #[must_use]
    pub fn list(&self, elements: impl IntoIterator<Item = Element>) -> String {
        let names: Vec<String> = elements
            .into_iter()
            .map(|element| self.tick(element))
            .collect();
        join(&names)
    }

    /// The head of an article.
    #[must_use]
    pub fn head(id: ArticleId) -> Subject {
        Subject::of(Element::Article(id))
    }

    /// Everyone bound or entitled by an article; groups are opened.
    #[must_use]
    pub fn holders(&self, article: &Article) -> Vec<ActorId> {
        article
            .holders()
            .map_or_else(Vec::new, |panel| self.agreement.members(panel))
    }

    /// The sides that owe an article, each once.
    #[must_use]
    pub fn sides(&self, article: &Article) -> Vec<ActorId> {
        let mut sides: Vec<_> = self
            .holders(article)
            .into_iter()
            .filter(|id| self.is_party(*id))
            .map(|id| self.side_of(id))
            .collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    /// The side a party belongs to: a declared side, or the party itself.
    #[must_use]
    pub fn side_of(&self, party: ActorId) -> ActorId {
        self.declared_sides.get(&party).copied().unwrap_or(party)
    }

    /// Whether an actor is declared as a party.
    #[must_use]
    pub fn is_party(&self, id: ActorId) -> bool {
        self.agreement
            .actor(id)
            .is_some_and(|actor| actor.kind == ActorKind::Role(Role::Party))
    }

    /// The actors that verify, receive, count or monitor an article, bodies not opened.
    #[must_use]
    pub fn verifiers(&self, article: &Article) -> Vec<ActorId> {
        let panels = article.clauses.iter().filter_map(|clause| match clause {
            Clause::VerifiedBy { panel, .. } => Some(panel),
            _ => None,
        });
        panels
            .flat_map(|panel| self.agreement.members(panel))
            .collect()
    }

    /// Whether anybody at all sees whether it is done: verified, received or monitored.
    #[must_use]
    pub fn seen(&self, article: &Article) -> bool {
        [
            Question::Verifier,
            Question::Receipt,
            Question::Monitor,
            Question::Identification,
        ]
        .into_iter()
        .any(|question| article.says(question))
    }

    /// Whether a clause of it states a last day, an hour or a length: something that can be late.
    #[must_use]
    pub fn dated(&self, article: &Article) -> bool {
        article.clauses.iter().any(|clause| match clause {
            Clause::On { .. }
            | Clause::OnDayOf { .. }
            | Clause::By(_)
            | Clause::Between(..)
            | Clause::Every { .. }
            | Clause::BeforeEach { .. } => true,
            Clause::Within { duration, .. } => duration.seconds().is_some(),
            _ => false,
        })
    }

    /// Whether anything starts it: a condition, an event, a first day, or the article it follows.
    #[must_use]
    pub fn triggered(&self, id: ArticleId) -> bool {
        let Some(article) = self.agreement.article(id) else {
            return false;
        };
        article.says(Question::Trigger)
            || article.clauses.iter().any(starts)
            || self.falls_due_by_remedy(id)
    }

    /// Whether another article makes it fall due when it is breached.
    #[must_use]
    pub fn falls_due_by_remedy(&self, id: ArticleId) -> bool {
        self.by_remedy.contains(&id)
    }

    /// Whether an act, once done, cannot be undone.
    #[must_use]
    pub fn irreversible(&self, verb: &Verb) -> bool {
        match verb {
            Verb::Act(id) => self
                .agreement
                .acts
                .get(id.index())
                .is_some_and(|act| act.nature == Some(Reversal::Irreversible)),
            Verb::Quoted(_) => false,
        }
    }

    /// Whether an article moves persons: its quantity is of a list that is no inventory, or counts
    /// persons.
    #[must_use]
    pub fn persons(&self, article: &Article) -> bool {
        let Some(quantity) = article.quantity() else {
            return false;
        };
        if let Some(roll) = quantity.roll().and_then(|id| self.agreement.roll(id)) {
            return !roll.inventory;
        }
        matches!(&quantity.noun, Some(model::Noun::Common(word)) if word == "persons")
    }

    /// What an article is worth to whom it is owed, before anything that hangs on it: people and
    /// what cannot be undone come first, then what flows every day.
    #[must_use]
    pub fn value(&self, id: ArticleId) -> u64 {
        let Some(article) = self.agreement.article(id) else {
            return 0;
        };
        let mut value: u64 = 10;
        if self.persons(article) {
            value += 12;
        }
        if article
            .duty()
            .is_some_and(|duty| self.irreversible(&duty.verb))
        {
            value += 8;
        }
        if article
            .clauses
            .iter()
            .any(|clause| matches!(clause, Clause::Every { .. }))
        {
            value += 8;
        }
        match &article.kind {
            ArticleKind::Prohibition(_) => value += 4,
            ArticleKind::Duty(_) | ArticleKind::Level(_) => {}
            _ => value = value.saturating_sub(4),
        }
        value
    }

    /// How much hangs on an article: its own value, and what waits behind it.
    #[must_use]
    pub fn weight(&self, id: ArticleId) -> u64 {
        let behind = self.behind.get(id.index()).copied().unwrap_or(0);
        self.value(id) + 4 * u64::from(behind)
    }

    /// Articles, the one with most hanging on it first; ties stay in the order of the text.
    pub fn by_weight(&self, articles: &mut [ArticleId]) {
        articles.sort_by_cached_key(|id| (std::cmp::Reverse(self.weight(*id)), *id));
    }

    /// Whether two articles are owed by different sides.
    #[must_use]
    pub fn across(&self, a: ArticleId, b: ArticleId) -> bool {
        let sides = |id: ArticleId| {
            self.agreement
                .article(id)
                .map_or_else(Vec::new, |article| self.sides(article))
        };
        let (a, b) = (sides(a), sides(b));
        !a.is_empty() && !b.is_empty() && a.iter().all(|side| !b.contains(side))
    }

    /// The articles that hang on something declared: that wait for it or are dated by it, directly
    /// or through milestones and phases. The one with most hanging on it comes first.
    #[must_use]
    pub fn hanging_on(&self, element: Element) -> Vec<ArticleId> {
        let agreement = self.agreement;
        let mut gates = vec![element];
        let mut next = 0;
        while let Some(gate) = gates.get(next).copied() {
            next += 1;
            let names = |refs: Vec<(Reference, model::Status)>| {
                refs.iter().any(|(reference, _)| reference.element == gate)
            };
            let condition = |condition: &Option<model::Condition>| {
                condition
                    .as_ref()
                    .is_some_and(|condition| names(refs::condition_refs(condition)))
            };
            let point = |point: &Option<Point>| {
                point
                    .as_ref()
                    .is_some_and(|point| names(refs::point_refs(point)))
            };
            let milestones = (0..).map(MilestoneId).zip(&agreement.milestones);
            let opened = milestones.filter(|(_, row)| condition(&row.when) || point(&row.at));
            let mut found: Vec<Element> = opened.map(|(id, _)| Element::Milestone(id)).collect();
            let phases = (0..).map(PhaseId).zip(&agreement.phases);
            let begun = phases.filter(|(_, row)| point(&row.from));
            found.extend(begun.map(|(id, _)| Element::Phase(id)));
            for gate in found {
                if !gates.contains(&gate) {
                    gates.push(gate);
                }
            }
        }
        let mut hanging: Vec<ArticleId> = self
            .articles()
            .zip(&self.arrows)
            .filter(|((_, article), arrows)| {
                let under = matches!(article.reach, Reach::Phase(id)
                    if gates.contains(&Element::Phase(id)));
                under || arrows.iter().any(|arrow| gates.contains(&arrow.to.element))
            })
            .map(|((id, _), _)| id)
            .collect();
        self.by_weight(&mut hanging);
        hanging
    }

    /// The phase an article stands under, if it stands under one.
    #[must_use]
    pub fn phase(&self, id: ArticleId) -> Option<PhaseId> {
        match self.agreement.article(id)?.reach {
            Reach::Phase(phase) => Some(phase),
            Reach::Agreement | Reach::Unstated => None,
        }
    }
}

/// Whether a clause says from when something can be done: an event before it, or a first day.
#[must_use]
pub fn starts(clause: &Clause) -> bool {
    matches!(
        clause,
        Clause::Within { .. }
            | Clause::OnDayOf { .. }
            | Clause::AtOnce { after: Some(_) }
            | Clause::AsSoonAsPossible { after: Some(_) }
            | Clause::NotBefore(_)
            | Clause::From { .. }
            | Clause::On { .. }
            | Clause::Between(..)
            | Clause::Every { .. }
    )
}

/// `a, b and c`.
#[must_use]
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Gathered once: every rule on dates asks it of every article.
fn by_remedy(agreement: &Agreement) -> BTreeSet<ArticleId> {
    let clauses = agreement
        .articles
        .iter()
        .flat_map(|article| &article.clauses);
    let due = clauses.filter_map(|clause| match clause {
        Clause::If {
            consequence: model::Consequence::FallsDue(due),
            ..
        } => Some(*due),
        _ => None,
    });
    due.collect()
}

/// Counts what waits behind each article: through triggers, milestones and phases.
fn behind(agreement: &Agreement, arrows: &[Vec<Arrow>]) -> Vec<u32> {
    let waits = waiting(agreement, arrows);
    let reached = |start: ArticleId| {
        let mut seen = vec![false; agreement.articles.len()];
        let mut stack = vec![start];
        let mut count = 0_u32;
        while let Some(id) = stack.pop() {
            for next in waits.get(&id).into_iter().flatten() {
                if let Some(mark) = seen.get_mut(next.index())
                    && !*mark
                    && *next != start
                {
                    *mark = true;
                    count += 1;
                    stack.push(*next);
                }
            }
        }
        count
    };
    // A full closure is quadratic; beyond this many articles direct dependants have to do.
    const CLOSURE_MAX: usize = 2_000;
    if agreement.articles.len() <= CLOSURE_MAX {
        return agreement.articles().map(|(id, _)| reached(id)).collect();
    }
    let direct = |id| waits.get(&id).map_or(0, Vec::len);
    agreement
        .articles()
        .map(|(id, _)| u32::try_from(direct(id)).unwrap_or(u32::MAX))
        .collect()
}

/// For each article, the articles that cannot begin before it: milestones and phases are looked
/// through.
fn waiting(agreement: &Agreement, arrows: &[Vec<Arrow>]) -> BTreeMap<ArticleId, Vec<ArticleId>> {
    let mut waits: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    let gates = Gates { agreement };
    let phases: Vec<Vec<ArticleId>> = (0..)
        .map(PhaseId)
        .zip(&agreement.phases)
        .map(|(id, _)| gates.of_phase(id, 0))
        .collect();
    for ((id, article), arrows) in agreement.articles().zip(arrows) {
        let mut before: Vec<ArticleId> = arrows
            .iter()
            .filter(|arrow| matches!(arrow.use_, Use::Waits | Use::Quantity | Use::Exchange))
            .flat_map(|arrow| gates.of(arrow.to, 0))
            .collect();
        if let Reach::Phase(phase) = article.reach {
            before.extend(phases.get(phase.index()).into_iter().flatten());
        }
        before.sort_unstable();
        before.dedup();
        for other in before {
            if other != id {
                waits.entry(other).or_default().push(id);
            }
        }
    }
    waits
}

/// Looks through milestones and phases to the articles that open them.
struct Gates<'a> {
    agreement: &'a Agreement,
}

impl Gates<'_> {
    /// Milestones and phases may name each other; a chain longer than this is a circle.
    const DEPTH_MAX: u8 = 8;

    fn of(&self, reference: Reference, depth: u8) -> Vec<ArticleId> {
        if depth > Self::DEPTH_MAX {
            return Vec::new();
        }
        match reference.element {
            Element::Article(id) => vec![id],
            Element::Milestone(id) => self.of_milestone(id, depth),
            Element::Phase(id) => self.of_phase(id, depth),
            _ => Vec::new(),
        }
    }

    fn of_milestone(&self, id: MilestoneId, depth: u8) -> Vec<ArticleId> {
        let Some(milestone) = self.agreement.milestone(id) else {
            return Vec::new();
        };
        let mut refs = milestone
            .when
            .as_ref()
            .map_or_else(Vec::new, refs::condition_refs);
        refs.extend(
            milestone
                .at
                .as_ref()
                .map_or_else(Vec::new, refs::point_refs),
        );
        refs.into_iter()
            .flat_map(|(reference, _)| self.of(reference, depth + 1))
            .collect()
    }

    fn of_phase(&self, id: PhaseId, depth: u8) -> Vec<ArticleId> {
        let Some(phase) = self.agreement.phase(id) else {
            return Vec::new();
        };
        let from = phase.from.as_ref();
        from.map_or_else(Vec::new, |point| self.of_point(point, depth))
    }

    fn of_point(&self, point: &Point, depth: u8) -> Vec<ArticleId> {
        refs::point_refs(point)
            .into_iter()
            .flat_map(|(reference, _)| match reference.element {
                // A phase that follows another waits for what completes it.
                Element::Phase(id) => self.completing(id, depth + 1),
                _ => self.of(reference, depth + 1),
            })
            .collect()
    }

    fn completing(&self, id: PhaseId, depth: u8) -> Vec<ArticleId> {
        if depth > Self::DEPTH_MAX {
            return Vec::new();
        }
        let Some(phase) = self.agreement.phase(id) else {
            return Vec::new();
        };
        let mut refs = phase
            .completed_when
            .as_ref()
            .map_or_else(Vec::new, refs::condition_refs);
        refs.extend(phase.until.as_ref().map_or_else(Vec::new, refs::point_refs));
        refs.into_iter()
            .flat_map(|(reference, _)| self.of(reference, depth + 1))
            .collect()
    }
}
