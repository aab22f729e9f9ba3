//! The rules of one agreement under one profile, with what hangs on what worked out once.

use std::collections::BTreeMap;

use model::{
    ActorId, ActorKind, Agreement, Article, ArticleId, Clause, Condition, Consequence, Duration,
    Element, Entry, Event, FactKind, Failing, MilestoneId, Panel, PhaseId, Point, PowerPart,
    Reference, Relation, RowRef, Thing, Who,
};

use crate::event::Profile;
use crate::state::Node;

/// The rules of an agreement under a profile.
#[derive(Clone, Debug)]
pub struct Rules {
    pub(crate) agreement: Agreement,
    /// The verifiers of each article.
    pub(crate) verifiers: Vec<Vec<Verifier>>,
    /// How the occurrences of each article come to be.
    pub(crate) rounds: Vec<Rounds>,
    /// What must be looked at again when something changes.
    pub(crate) dependents: BTreeMap<Element, Vec<Node>>,
    /// What must be looked at again when anything changes.
    pub(crate) watchful: Vec<Node>,
    /// Phases after whose end the text says what follows.
    pub(crate) followed: Vec<bool>,
    /// Phases that an `ending` line names.
    pub(crate) ended: Vec<bool>,
    /// The ladders that open at a breach of each article, though it does not name them.
    pub(crate) covering: Vec<Vec<ArticleId>>,
    /// Articles that survive the end.
    pub(crate) surviving: Vec<bool>,
}

/// A panel whose finding counts.
#[derive(Clone, Debug)]
pub(crate) struct Verifier {
    pub(crate) clause: usize,
    pub(crate) panel: Panel,
    pub(crate) within: Option<Duration>,
    pub(crate) failing: Option<Failing>,
}

/// How the occurrences of a duty come to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rounds {
    /// There is one.
    Once,
    /// One each period: the clause.
    Every(usize),
    /// One before each of another's: the clause, the other.
    Before(usize, ArticleId),
    /// One for each finding on these.
    Verification(Vec<ArticleId>),
    /// One each time a condition comes to hold: the clause.
    Whenever(usize),
    /// One for each request by these.
    Request(Who),
}

impl Rules {
    /// Works out the rules of an agreement under a profile: its readings are put in place of what
    /// they read.
    #[must_use]
    pub fn new(agreement: &Agreement, profile: &Profile) -> Self {
        let agreement = crate::readings::under(agreement, profile);
        let mut rules = Self {
            verifiers: agreement.articles.iter().map(verifiers).collect(),
            rounds: agreement.articles.iter().map(rounds).collect(),
            dependents: BTreeMap::new(),
            watchful: Vec::new(),
            followed: vec![false; agreement.phases.len()],
            ended: vec![false; agreement.phases.len()],
            surviving: vec![false; agreement.articles.len()],
            covering: Vec::new(),
            agreement,
        };
        rules.index();
        rules.covering = rules.coverings();
        rules
    }

    /// The agreement these are the rules of, with the profile's readings in place.
    #[must_use]
    pub fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    pub(crate) fn article(&self, id: ArticleId) -> &Article {
        &self.agreement.articles[id.index()]
    }

    /// The persons and bodies a panel stands for, those who left taken out.
    pub(crate) fn members(
        &self,
        panel: &Panel,
        article: Option<ArticleId>,
        left: &std::collections::BTreeSet<ActorId>,
    ) -> Vec<ActorId> {
        let mut members = self.agreement.members(panel);
        if panel.who.contains(&Who::Owed)
            && let Some(article) = article
        {
            for actor in self.owed_to(article) {
                if !members.contains(&actor) {
                    members.push(actor);
                }
            }
        }
        for who in &panel.who {
            let (Who::Actor(id) | Who::EachOf(id) | Who::AnyOf(id)) = who else {
                continue;
            };
            let group = self.agreement.actor(*id);
            if group.is_some_and(|group| group.while_they_remain == Some(true)) {
                members.retain(|member| !left.contains(member));
            }
        }
        members
    }

    /// Whom a duty is owed to: the parties its sentence names, else the other of two sides.
    pub(crate) fn owed_to(&self, article: ArticleId) -> Vec<ActorId> {
        let rule = self.article(article);
        let mut named = Vec::new();
        for relation in rule.object().map_or(&[][..], |object| &object.relations) {
            if let Relation::To(_, target) = relation {
                for noun in target.nouns() {
                    if let model::Noun::Element(Element::Actor(id)) = noun
                        && self.party(*id)
                    {
                        named.push(*id);
                    }
                }
            }
        }
        if !named.is_empty() {
            return named;
        }
        let obligors = rule
            .holders()
            .map(|panel| self.agreement.members(panel))
            .unwrap_or_default();
        let mut sides: Vec<ActorId> = Vec::new();
        for party in self.agreement.parties() {
            let side = self.agreement.side_of(party);
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
        if sides.len() != 2 {
            return Vec::new();
        }
        let own: Vec<ActorId> = obligors
            .iter()
            .map(|actor| self.agreement.side_of(*actor))
            .collect();
        self.agreement
            .parties()
            .filter(|party| !own.contains(&self.agreement.side_of(*party)))
            .collect()
    }

    pub(crate) fn party(&self, id: ActorId) -> bool {
        let actor = self.agreement.actor(id);
        actor.is_some_and(|actor| actor.kind == ActorKind::Role(model::Role::Party))
    }

    fn index(&mut self) {
        let mut hang: Vec<(Element, Node)> = Vec::new();
        let agreement = &self.agreement;
        for (id, article) in agreement.articles() {
            let mut seen = Mentions::default();
            seen.article(article);
            if let model::Reach::Phase(phase) = article.reach {
                seen.elements.push(Element::Phase(phase));
            }
            seen.elements.push(Element::Agreement);
            for element in &seen.elements {
                hang.push((*element, Node::Article(id)));
            }
            if seen.anything {
                self.watchful.push(Node::Article(id));
            }
        }
        for (index, phase) in agreement.phases.iter().enumerate() {
            let id = PhaseId(u32::try_from(index).unwrap_or(u32::MAX));
            let mut seen = Mentions::default();
            phase.from.iter().for_each(|point| seen.point(point));
            phase.until.iter().for_each(|point| seen.point(point));
            let conditions = phase.completed_when.iter();
            conditions.for_each(|condition| seen.condition(condition));
            seen.elements.push(Element::Agreement);
            hang.extend(seen.elements.iter().map(|what| (*what, Node::Phase(id))));
        }
        for (index, milestone) in agreement.milestones.iter().enumerate() {
            let id = MilestoneId(u32::try_from(index).unwrap_or(u32::MAX));
            let mut seen = Mentions::default();
            milestone.at.iter().for_each(|point| seen.point(point));
            milestone.by.iter().for_each(|(point, _)| seen.point(point));
            let conditions = milestone.when.iter();
            conditions.for_each(|condition| seen.condition(condition));
            hang.extend(
                seen.elements
                    .iter()
                    .map(|what| (*what, Node::Milestone(id))),
            );
        }
        let mut seen = Mentions::default();
        match &agreement.entry {
            Some(Entry::At(point)) => seen.point(point),
            Some(Entry::When(condition)) => seen.condition(condition),
            None => {}
        }
        seen.endings(agreement);
        hang.extend(seen.elements.iter().map(|what| (*what, Node::Agreement)));
        for (element, node) in hang {
            let nodes = self.dependents.entry(element).or_default();
            if !nodes.contains(&node) {
                nodes.push(node);
            }
        }
        self.what_follows();
    }

    /// Which phases' ends the text speaks of, and which articles survive.
    fn what_follows(&mut self) {
        let agreement = &self.agreement;
        for ending in &agreement.endings {
            match ending {
                model::Ending::Ends { what, .. } => {
                    if let Element::Phase(id) = what {
                        self.ended[id.index()] = true;
                        self.followed[id.index()] = true;
                    }
                }
                model::Ending::Survives(elements) => {
                    for element in elements {
                        if let Element::Article(id) = element {
                            self.surviving[id.index()] = true;
                        }
                    }
                }
                model::Ending::Silent(_) => {}
            }
        }
        let mut ends = Mentions::default();
        agreement
            .articles
            .iter()
            .for_each(|rule| ends.article(rule));
        for phase in &agreement.phases {
            phase.from.iter().for_each(|point| ends.point(point));
        }
        for milestone in &agreement.milestones {
            milestone.at.iter().for_each(|point| ends.point(point));
            milestone.when.iter().for_each(|when| ends.condition(when));
        }
        for phase in ends.phase_ends {
            self.followed[phase.index()] = true;
        }
    }
}

fn verifiers(article: &Article) -> Vec<Verifier> {
    let clauses = article.clauses.iter().enumerate();
    clauses
        .filter_map(|(clause, written)| match written {
            Clause::VerifiedBy {
                panel,
                within,
                failing,
            }
            | Clause::IdentifiedBy {
                panel,
                within,
                failing,
            } => Some(Verifier {
                clause,
                panel: panel.clone(),
                within: *within,
                failing: failing.clone(),
            }),
            _ => None,
        })
        .collect()
}

fn rounds(article: &Article) -> Rounds {
    for (clause, written) in article.clauses.iter().enumerate() {
        match written {
            Clause::Every { .. } => return Rounds::Every(clause),
            Clause::BeforeEach { of, .. } => {
                if let Some(other) = of.article() {
                    return Rounds::Before(clause, other);
                }
            }
            Clause::Whenever(_) => return Rounds::Whenever(clause),
            Clause::Within { after, .. }
            | Clause::OnDayOf { event: after, .. }
            | Clause::AtOnce { after: Some(after) }
            | Clause::AsSoonAsPossible { after: Some(after) } => match after {
                Event::EachVerification => return Rounds::Verification(counted_under(article)),
                Event::EachRequest(who) => return Rounds::Request(*who),
                _ => {}
            },
            _ => {}
        }
    }
    Rounds::Once
}

/// The articles whose acceptance a duty's ratio counts.
pub(crate) fn counted_under(article: &Article) -> Vec<ArticleId> {
    let relations = article.object().map_or(&[][..], |object| &object.relations);
    let mut under = Vec::new();
    for relation in relations {
        if let Relation::ForEach {
            under: Some((_, references)),
            ..
        } = relation
        {
            under.extend(
                references
                    .iter()
                    .filter_map(|reference| reference.article()),
            );
        }
    }
    under
}

/// Whatever an article, a condition or a point speaks of.
#[derive(Default)]
struct Mentions {
    elements: Vec<Element>,
    phase_ends: Vec<PhaseId>,
    anything: bool,
}

impl Mentions {
    fn article(&mut self, article: &Article) {
        for clause in &article.clauses {
            self.clause(clause);
        }
        if let Some(object) = article.object() {
            for relation in &object.relations {
                if let Relation::ForEach {
                    under: Some((_, references)),
                    ..
                } = relation
                {
                    self.references(references);
                }
            }
            if let Some(Thing::Quantity(quantity)) = &object.thing
                && let Some(roll) = quantity.roll()
            {
                self.elements.push(Element::Roll(roll));
            }
        }
        match &article.kind {
            model::ArticleKind::Power(power) => {
                for part in &power.parts {
                    if let PowerPart::When(condition)
                    | PowerPart::While(condition)
                    | PowerPart::Unless(condition) = part
                    {
                        self.condition(condition);
                    }
                }
            }
            model::ArticleKind::Ladder(ladder) => {
                ladder.stopping.iter().for_each(|when| self.condition(when));
            }
            _ => {}
        }
    }

    fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::OnDayOf { event, .. } | Clause::Within { after: event, .. } => {
                self.event(event);
            }
            Clause::AtOnce { after } | Clause::AsSoonAsPossible { after } => {
                after.iter().for_each(|event| self.event(event));
            }
            Clause::By(point) | Clause::NotBefore(point) | Clause::Until(point) => {
                self.point(point);
            }
            Clause::Between(one, other) => {
                self.point(one);
                self.point(other);
            }
            Clause::BeforeEach { of, .. } => self.references(std::slice::from_ref(of)),
            Clause::When(condition)
            | Clause::Whenever(condition)
            | Clause::While(condition)
            | Clause::TakingEffect(condition)
            | Clause::Unless(condition) => self.condition(condition),
            Clause::From { start, end } => {
                self.point(start);
                if let model::FromEnd::Until(point) = end {
                    self.point(point);
                }
            }
            Clause::Every { from, until, .. } => {
                self.point(from);
                until.iter().for_each(|point| self.point(point));
            }
            Clause::During(references)
            | Clause::AtSameTime(references)
            | Clause::Matched {
                with: references, ..
            } => self.references(references),
            Clause::If {
                consequence: Consequence::DatesMove(references),
                ..
            } => self.references(references),
            _ => {}
        }
    }

    fn references(&mut self, references: &[Reference]) {
        let named = references.iter().map(|reference| reference.element);
        self.elements.extend(named);
    }

    fn point(&mut self, point: &Point) {
        match point {
            Point::Moment(moment) => {
                if matches!(moment, model::Moment::Counted { .. }) {
                    self.elements.push(Element::Agreement);
                }
            }
            Point::Event(event) => self.event(event),
            Point::Start(phase) => self.phase(*phase),
            Point::End(phase) => {
                self.phase(*phase);
                self.phase_ends.extend(*phase);
            }
            Point::Offset { point, .. } => self.point(point),
            Point::Earlier(one, other) | Point::Later(one, other) => {
                self.point(one);
                self.point(other);
            }
        }
    }

    fn phase(&mut self, phase: Option<PhaseId>) {
        self.elements
            .push(phase.map_or(Element::Agreement, Element::Phase));
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::EntryIntoForce | Event::Signature => self.elements.push(Element::Agreement),
            Event::Milestone(id) => self.elements.push(Element::Milestone(*id)),
            Event::Being(reference, status) => {
                self.elements.push(reference.element);
                self.ends(reference.element, *status);
            }
            Event::Beginning(element) => self.elements.push(*element),
            Event::Ending(element) => {
                self.elements.push(*element);
                self.ends(*element, model::Status::Ended);
            }
            Event::Either(one, other) => {
                self.event(one);
                self.event(other);
            }
            Event::EachVerification | Event::EachRequest(_) => {}
        }
    }

    fn ends(&mut self, element: Element, status: model::Status) {
        if let Element::Phase(phase) = element
            && matches!(status, model::Status::Ended | model::Status::Completed)
        {
            self.phase_ends.push(phase);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        for fact in &condition.facts {
            match &fact.kind {
                FactKind::Status { of, status, .. } => {
                    self.references(of);
                    for reference in of {
                        self.ends(reference.element, *status);
                    }
                }
                FactKind::Itself(..) => self.anything = true,
                FactKind::NoIncident(_, articles) | FactKind::Alleged(articles) => {
                    let named = articles.iter().map(|id| Element::Article(*id));
                    self.elements.extend(named);
                    self.anything |= articles.is_empty();
                }
                FactKind::Asked(..) | FactKind::Consents(_) | FactKind::Quoted(_) => {
                    self.anything = true;
                }
            }
        }
    }

    fn endings(&mut self, agreement: &Agreement) {
        for ending in &agreement.endings {
            if let model::Ending::Ends { when, unless, .. } = ending {
                match when {
                    model::EndWhen::When(condition) => self.condition(condition),
                    model::EndWhen::At(point) => self.point(point),
                }
                unless
                    .iter()
                    .for_each(|condition| self.condition(condition));
            }
        }
    }
}

/// The row a reference means when it is named from a row.
pub(crate) fn row_of(row: RowRef, own: Option<u32>) -> RowOf {
    match (row, own) {
        (RowRef::Row(row), _) => RowOf::Row(row),
        (RowRef::Same, Some(own)) => RowOf::Row(own),
        (RowRef::Next, Some(own)) => RowOf::Row(own.saturating_add(1)),
        (RowRef::Previous, Some(own)) => own.checked_sub(1).map_or(RowOf::Nothing, RowOf::Row),
        (RowRef::None | RowRef::Every | RowRef::Same | RowRef::Next | RowRef::Previous, _) => {
            RowOf::All
        }
    }
}

/// Which rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowOf {
    /// Every one.
    All,
    /// One.
    Row(u32),
    /// The one before the first: nothing is asked.
    Nothing,
}
