//! Facts about absence that many rules need, worked out once, so that no rule walks the whole
//! agreement for each of its articles.

use std::collections::BTreeSet;

use model::{
    ActorId, ActorKind, Agreement, Article, ArticleId, ArticleKind, Clause, Consequence, Element,
    Ending, FromEnd, Noun, PhaseId, Reach, Relation, Role, Target, TermId, Thing,
};

use crate::View;

/// A body of bodies of bodies: deeper than this, a member list is a circle.
const DEPTH_MAX: u8 = 6;

/// An agreement with what the rules of absence need to know of it.
pub(super) struct Index<'a> {
    /// What every rule of the checker knows.
    pub view: &'a View<'a>,
    /// The agreement.
    pub agreement: &'a Agreement,
    /// The sides that owe each article.
    pub sides: Vec<Vec<ActorId>>,
    /// Whether an article falls due only when another is breached: it is a rung, not a promise.
    pub falls_due: Vec<bool>,
    /// The articles that name each list.
    pub roll_uses: Vec<Vec<ArticleId>>,
    /// The articles that turn on each term, through a list counted in it too.
    pub term_uses: Vec<Vec<ArticleId>>,
    /// The articles that count in each unit.
    pub unit_uses: Vec<Vec<ArticleId>>,
    /// Whether `ending:` ends or keeps each article by itself.
    pub ended: Vec<bool>,
    /// Who acts through each actor: the parties in a body, the members of a group, or itself.
    pub leaves: Vec<Vec<ActorId>>,
}

impl<'a> Index<'a> {
    /// Works the facts out.
    pub fn new(view: &'a View<'a>) -> Self {
        let agreement = view.agreement;
        let mut index = Self {
            view,
            agreement,
            sides: view
                .articles()
                .map(|(_, article)| view.sides(article))
                .collect(),
            falls_due: vec![false; agreement.articles.len()],
            roll_uses: vec![Vec::new(); agreement.rolls.len()],
            term_uses: vec![Vec::new(); agreement.terms.len()],
            unit_uses: vec![Vec::new(); agreement.units.len()],
            ended: vec![false; agreement.articles.len()],
            leaves: leaves(agreement),
        };
        index.uses();
        index.endings();
        index
    }

    fn uses(&mut self) {
        for (id, article) in self.agreement.articles() {
            for clause in &article.clauses {
                if let Clause::If {
                    consequence: Consequence::FallsDue(due),
                    ..
                } = clause
                    && let Some(mark) = self.falls_due.get_mut(due.index())
                {
                    *mark = true;
                }
            }
            for noun in nouns(article) {
                self.use_of(id, noun);
            }
        }
    }

    fn use_of(&mut self, id: ArticleId, noun: &Noun) {
        match noun {
            Noun::Element(Element::Roll(roll)) => {
                push(self.roll_uses.get_mut(roll.index()), id);
                let counted = self.agreement.roll(*roll).map(|roll| &roll.quantity);
                for noun in counted.into_iter().flat_map(|q| q.noun.iter().chain(&q.of)) {
                    if let Some(term) = noun.term() {
                        push(self.term_uses.get_mut(term.index()), id);
                    }
                }
            }
            Noun::Element(Element::Term(term)) => push(self.term_uses.get_mut(term.index()), id),
            Noun::Element(Element::Unit(unit)) => push(self.unit_uses.get_mut(unit.index()), id),
            _ => {}
        }
    }

    fn endings(&mut self) {
        for ending in &self.agreement.endings {
            let named: &[Element] = match ending {
                Ending::Ends { what, .. } => std::slice::from_ref(what),
                Ending::Survives(what) => what,
                Ending::Silent(_) => &[],
            };
            for element in named {
                if let Element::Article(id) = element
                    && let Some(mark) = self.ended.get_mut(id.index())
                {
                    *mark = true;
                }
            }
        }
    }

    /// The sides of the agreement, in the order declared.
    pub fn all_sides(&self) -> Vec<ActorId> {
        let mut seen = BTreeSet::new();
        let sides = self.agreement.parties();
        let sides = sides.map(|party| self.view.side_of(party));
        sides.filter(|side| seen.insert(*side)).collect()
    }

    /// The sides that owe an article.
    pub fn sides_of(&self, id: ArticleId) -> &[ActorId] {
        self.sides.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The one side that owes an article, where only one does.
    pub fn side(&self, id: ArticleId) -> Option<ActorId> {
        match self.sides_of(id) {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Whether an article falls due only when another is breached.
    pub fn rung(&self, id: ArticleId) -> bool {
        self.falls_due.get(id.index()).copied().unwrap_or(false)
    }

    /// Who acts through some actors: parties in their bodies, members of their groups.
    pub fn behind_actors(&self, actors: &[ActorId]) -> BTreeSet<ActorId> {
        actors
            .iter()
            .flat_map(|id| self.leaves.get(id.index()).into_iter().flatten())
            .copied()
            .collect()
    }

    /// Whether everyone behind `whose` stands behind `of` too: then they judge their own.
    pub fn own(&self, whose: &[ActorId], of: &[ActorId]) -> bool {
        let of = self.behind_actors(of);
        let whose = self.behind_actors(whose);
        !whose.is_empty() && whose.iter().all(|id| of.contains(id))
    }

    /// Whether an actor is declared as an outsider.
    pub fn outsider(&self, id: ActorId) -> bool {
        self.agreement
            .actor(id)
            .is_some_and(|actor| actor.kind == ActorKind::Role(Role::Outsider))
    }

    /// Whether a phase says when it begins, or who says so.
    pub fn phase_begins(&self, id: PhaseId) -> bool {
        self.agreement
            .phase(id)
            .is_some_and(|phase| phase.from.is_some() || phase.declared_by.is_some())
    }

    /// Whether a phase says how long it lasts or when it ends.
    pub fn phase_ends(&self, id: PhaseId) -> bool {
        self.agreement
            .phase(id)
            .is_some_and(|phase| phase.lasts.is_some() || phase.until.is_some())
    }

    /// Whether an article stands under a phase that ends.
    pub fn bounded_by_phase(&self, article: &Article) -> bool {
        matches!(article.reach, Reach::Phase(id) if self.phase_ends(id))
    }

    /// Whether the text was looked at for a question, and found silent.
    pub fn marked(&self, article: &Article, slot: &str) -> bool {
        let in_clauses = article.clauses.iter().any(|clause| {
            matches!(clause, Clause::Silent(slots) if slots.iter().any(|named| named == slot))
        });
        in_clauses || article.naming.silent.iter().any(|named| named == slot)
    }

    /// `nothing is said of`; `the text is silent on` where the text was looked at for the question.
    pub fn unsaid_of(&self, id: ArticleId, slot: &str) -> &'static str {
        let article = self.agreement.article(id);
        if article.is_some_and(|article| self.marked(article, slot)) {
            "the text is silent on"
        } else {
            "nothing is said of"
        }
    }

    /// Whether somebody, sitting or not, is named to say what a term means.
    pub fn term_decided(&self, id: TermId) -> bool {
        self.agreement.meaning_by.is_some()
            || self.agreement.term(id).is_some_and(|term| {
                term.means.is_some()
                    || term.judged_by.is_some()
                    || !term.covers.is_empty()
                    || !term.does_not_cover.is_empty()
            })
    }
}

/// Whether a clause says how long an article stands, or that it stands without end.
pub(super) fn says_how_long(article: &Article) -> bool {
    article.clauses.iter().any(|clause| match clause {
        Clause::From { end, .. } => *end != FromEnd::Unsaid,
        Clause::Every { until, .. } => until.is_some(),
        Clause::Until(_)
        | Clause::Throughout(_)
        | Clause::While(_)
        | Clause::During(_)
        | Clause::By(_)
        | Clause::Between(..) => true,
        _ => false,
    })
}

/// Every noun in an article's sentence and in the clauses that say what and where.
pub(super) fn nouns(article: &Article) -> Vec<&Noun> {
    let mut found = Vec::new();
    if let Some(object) = article.object() {
        match &object.thing {
            Some(Thing::Quantity(quantity)) => {
                found.extend(quantity.noun.iter().chain(&quantity.of));
            }
            Some(Thing::Noun(noun, of)) => {
                found.push(noun);
                found.extend(of);
            }
            _ => {}
        }
        relation_nouns(&object.relations, &mut found);
    }
    if let ArticleKind::Level(level) = &article.kind {
        found.extend(level.quantity.noun.iter().chain(&level.quantity.of));
        relation_nouns(&level.relations, &mut found);
    }
    for clause in &article.clauses {
        match clause {
            Clause::In(target) => found.extend(target.nouns()),
            Clause::StartingIn { target, reaching } => {
                found.extend(target.nouns());
                found.extend(reaching.iter().flat_map(Target::nouns));
            }
            Clause::OfWhich {
                quantity,
                relations,
            } => {
                found.extend(quantity.noun.iter().chain(&quantity.of));
                relation_nouns(relations, &mut found);
            }
            Clause::Except(nouns) => found.extend(nouns),
            _ => {}
        }
    }
    found
}

fn relation_nouns<'a>(relations: &'a [Relation], found: &mut Vec<&'a Noun>) {
    for relation in relations {
        match relation {
            Relation::To(_, target) => found.extend(target.nouns()),
            Relation::ForEach { noun, .. } | Relation::Share(_, _, noun) => found.push(noun),
            Relation::Distance(_, _, unit, from) => found.extend([unit, from]),
            Relation::ForEachColumn(_) => {}
        }
    }
}

fn push(list: Option<&mut Vec<ArticleId>>, id: ArticleId) {
    if let Some(list) = list
        && list.last() != Some(&id)
    {
        list.push(id);
    }
}

fn leaves(agreement: &Agreement) -> Vec<Vec<ActorId>> {
    (0..)
        .map(ActorId)
        .zip(&agreement.actors)
        .map(|(id, _)| {
            let mut found = Vec::new();
            open(agreement, id, DEPTH_MAX, &mut found);
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

fn open(agreement: &Agreement, id: ActorId, depth: u8, into: &mut Vec<ActorId>) {
    match agreement.actor(id) {
        Some(actor) if !actor.members.is_empty() && depth > 0 => {
            for member in &actor.members {
                open(agreement, *member, depth - 1, into);
            }
        }
        _ => into.push(id),
    }
}
