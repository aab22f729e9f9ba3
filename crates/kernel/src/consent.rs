//! Consent: extensions, amendments, agreements, joining and leaving.

use model::{
    ActorId, AmendmentId, Change as Changed, Clause, Deed, Duration, Element, Made, PhaseId,
    PowerAct, Reference, Subject, Window,
};

use crate::event::{Contest, Event};
use crate::observed::{Key, Release};
use crate::points::{Asker, Time};
use crate::rules::{RowOf, Rules, row_of};
use crate::state::{Node, Occurrence};
use crate::step::Step;

impl Rules {
    /// By whose consent something is extended; nothing: the text names nobody.
    fn extenders(&self, what: Element) -> Option<Vec<ActorId>> {
        let by_clause = match what {
            Element::Phase(phase) => self.agreement.phase(phase).and_then(|phase| {
                let mut extensions = phase.extended.iter();
                extensions.find_map(|extension| extension.consent_of.as_ref())
            }),
            _ => None,
        };
        let by_power = || {
            self.agreement.articles.iter().find_map(|article| {
                let model::ArticleKind::Power(power) = &article.kind else {
                    return None;
                };
                match &power.act {
                    PowerAct::Extend { what: own, .. } if *own == what => Some(&power.holders),
                    PowerAct::SetDates(references)
                        if references.iter().any(|named| named.element == what) =>
                    {
                        Some(&power.holders)
                    }
                    _ => None,
                }
            })
        };
        let panel = by_clause.or_else(by_power)?;
        Some(self.agreement.members(panel))
    }

    /// Whose consent an amendment needs.
    fn amenders(&self, id: AmendmentId) -> Vec<ActorId> {
        let amendment = self.agreement.amendment(id);
        let by = amendment.map_or(&[][..], |amendment| &amendment.by);
        let agreed = amendment.is_some_and(|amendment| amendment.how == Made::Agreed);
        // What one side proposed or made is not yet a change of what all have signed.
        if by.is_empty() || !agreed {
            return self.agreement.parties().collect();
        }
        by.iter().flat_map(|who| self.actors(who)).collect()
    }
}

impl Step<'_> {
    /// Somebody extends a phase or a date.
    pub(crate) fn extend(&mut self, event: &Event) -> Option<Contest> {
        let (who, what) = match &event.deed {
            Deed::ExtendsUntil { who, what, .. } | Deed::ExtendsBy { who, what, .. } => {
                (*who, *what)
            }
            _ => return None,
        };
        let subject = Subject::of(what.element);
        self.state.consents.insert((who, what.element));
        let Some(needed) = self.rules.extenders(what.element) else {
            return Some(Contest::Consent(subject));
        };
        let all = needed
            .iter()
            .all(|actor| self.state.consents.contains(&(*actor, what.element)));
        if !all {
            return Some(Contest::Consent(subject));
        }
        match (what.element, &event.deed) {
            (Element::Phase(phase), Deed::ExtendsUntil { until, .. }) => {
                let until = self.rules.moment(self.state, until, None);
                if let Some(window) = until.window() {
                    self.extend_until(phase, crate::truth::instant(window.latest));
                }
            }
            (Element::Phase(phase), Deed::ExtendsBy { by, .. }) => self.extend_by(phase, *by),
            (_, Deed::ExtendsUntil { until, .. }) => {
                let point = model::Point::Moment(until.clone());
                self.redate(what, &Clause::By(point), subject);
            }
            (Element::Article(article), Deed::ExtendsBy { by, .. }) => {
                for id in self.state.article(article).made.clone() {
                    let it = self.state.occurrence(id);
                    let later = it.deadline.and_then(|deadline| {
                        self.rules
                            .shifted_end(deadline.latest.saturating_sub(1), *by)
                    });
                    if let Some(later) = later.filter(|_| !it.over()) {
                        let window = crate::truth::instant(later);
                        self.next_generation(id, Some(window), subject);
                    }
                }
            }
            _ => {}
        }
        // The next extension needs consent of its own.
        for actor in needed {
            self.state.consents.remove(&(actor, what.element));
        }
        None
    }

    fn extend_until(&mut self, phase: PhaseId, until: Window) {
        let standing = &mut self.state.phases[phase.index()];
        standing.until = Some(until);
        self.extended(phase);
    }

    pub(crate) fn extend_by(&mut self, phase: PhaseId, by: Duration) {
        let end = self.rules.planned_end(self.state, phase);
        let Time::At { window, .. } = end else {
            return;
        };
        if let Some(later) = self.rules.shifted_end(window.latest.saturating_sub(1), by) {
            let standing = &mut self.state.phases[phase.index()];
            standing.until = Some(crate::truth::instant(later));
            self.extended(phase);
        }
    }

    fn extended(&mut self, phase: PhaseId) {
        use crate::observed::{Open, PhaseStage};
        let standing = &mut self.state.phases[phase.index()];
        standing.extended = true;
        if matches!(standing.stage, PhaseStage::Ended | PhaseStage::Open) && !standing.closed {
            standing.stage = PhaseStage::Running;
            standing.over = None;
            let subject = Subject::of(Element::Phase(phase));
            self.decided(Open::Afterwards, subject, None);
        }
        self.look(Node::Phase(phase));
        self.changed(Element::Phase(phase));
    }

    /// Consents to something.
    pub(crate) fn consent(&mut self, who: &[ActorId], to: Element) -> Option<Contest> {
        for actor in who {
            self.state.consents.insert((*actor, to));
        }
        self.consented(to)
    }

    /// What a consent brings about, once all have given it.
    fn consented(&mut self, to: Element) -> Option<Contest> {
        match to {
            Element::Milestone(id) => {
                if self.rules.declared(self.state, id) {
                    let cause = self.cause;
                    self.reach(id, cause);
                }
            }
            Element::Amendment(id) => {
                let needed = self.rules.amenders(id);
                let all = needed
                    .iter()
                    .all(|actor| self.state.consents.contains(&(*actor, to)));
                if all {
                    self.amend(id);
                }
            }
            other => {
                self.changed(other);
                if let Element::Article(article) = other {
                    self.look(Node::Article(article));
                }
                self.keep(other);
            }
        }
        None
    }

    /// The parties agree on something.
    pub(crate) fn agree(&mut self, on: Element) -> Option<Contest> {
        let parties: Vec<ActorId> = self.rules.agreement.parties().collect();
        for actor in parties {
            self.state.consents.insert((actor, on));
        }
        match on {
            Element::Milestone(id) => {
                let cause = self.cause;
                self.reach(id, cause);
            }
            Element::Amendment(id) => self.amend(id),
            Element::Phase(id) => {
                self.state.phases[id.index()].declared = true;
                self.look(Node::Phase(id));
            }
            other => {
                self.changed(other);
                self.keep(other);
            }
        }
        None
    }

    /// An amendment takes effect.
    pub(crate) fn amend(&mut self, id: AmendmentId) {
        if !self.state.amended.insert(id.0) {
            return;
        }
        let rules = self.rules;
        let Some(amendment) = rules.agreement.amendment(id) else {
            return;
        };
        let subject = Subject::of(Element::Amendment(id));
        for change in &amendment.changes {
            match change {
                Changed::NowDue(references, clause) => {
                    for reference in references {
                        self.redate(*reference, clause, subject);
                    }
                }
                Changed::ReplacedBy(references, _) => {
                    for article in references.iter().filter_map(|old| old.article()) {
                        self.release_article(article, Release::Replaced, subject);
                    }
                }
                Changed::Withdrawn(elements) => {
                    for element in elements {
                        if let Element::Article(article) = element {
                            self.release_article(*article, Release::Replaced, subject);
                        }
                    }
                }
                Changed::ExtendedUntil(Element::Phase(phase), point) => {
                    let until = rules.deadline(self.state, point, Asker::default());
                    if let Some(window) = until.window() {
                        self.extend_until(*phase, window);
                    }
                }
                Changed::ExtendedBy(Element::Phase(phase), by) => self.extend_by(*phase, *by),
                Changed::Leaves(actor) => {
                    self.state.left.insert(*actor);
                }
                Changed::Joins(actor, _) => {
                    self.state.left.remove(actor);
                }
                Changed::Added(_)
                | Changed::ExtendedUntil(..)
                | Changed::ExtendedBy(..)
                | Changed::EarlierBreaches(_)
                | Changed::NotKnown => {}
            }
        }
        self.changed(Element::Amendment(id));
    }

    /// A duty gets a new date: its generation closes as it stands, and the next opens.
    fn redate(&mut self, reference: Reference, clause: &Clause, subject: Subject) {
        let Some(article) = reference.article().filter(|id| self.rules.owes(*id)) else {
            return;
        };
        let row = row_of(reference.row, None);
        for id in self.state.article(article).made.clone() {
            let it = self.state.occurrence(id);
            let fits =
                matches!(row, RowOf::All) || row == it.key.row.map_or(RowOf::All, RowOf::Row);
            if it.over() || !fits {
                continue;
            }
            let asker = Asker { row: it.key.row };
            let date = match clause {
                Clause::By(point) | Clause::Until(point) | Clause::Between(_, point) => {
                    self.rules.deadline(self.state, point, asker)
                }
                Clause::On { moment, .. } => self.rules.moment(self.state, moment, asker.row),
                Clause::Within { duration, after } => {
                    let from = self.rules.event(self.state, after, asker);
                    self.rules.shifted(from, *duration, true)
                }
                _ => Time::Open,
            };
            let date = date
                .window()
                .map(|window| crate::truth::instant(window.latest));
            self.next_generation(id, date, subject);
        }
    }

    /// A generation closes as it stands, and the next opens with its own date. What was done stays
    /// done; a breach stays a fact of the one it was.
    fn next_generation(&mut self, id: u32, date: Option<Window>, subject: Subject) {
        let it = self.state.occurrence(id);
        let made = Occurrence {
            key: Key {
                generation: it.key.generation.saturating_add(1),
                ..it.key
            },
            redated: date,
            breached: None,
            found_breached: false,
            since: Vec::new(),
            ..it.clone()
        };
        self.release(id, Release::Replaced, subject);
        self.add(made);
    }

    /// Somebody joins or leaves.
    pub(crate) fn join_or_leave(&mut self, who: ActorId, joins: bool) {
        if joins {
            self.state.left.remove(&who);
        } else {
            self.state.left.insert(who);
        }
        self.changed(Element::Agreement);
        self.keep(Element::Actor(who));
    }
}
