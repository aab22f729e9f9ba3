//! Deeds on one occurrence: performance, findings, disputes, admissions.

use model::{
    ActorId, ArticleId, Clause, Deed, Element, Failing, Found, Measure, PartyVerb, Reference,
    Subject,
};

use crate::event::{Change, Contest, Event};
use crate::observed::{Open, Range, Release};
use crate::occurrences::by;
use crate::rules::Rounds;
use crate::state::{Claim, Dispute, Member, Node};
use crate::step::Step;
use crate::which::Kind;

impl Step<'_> {
    /// A claim, or a deed that sources tell of.
    pub(crate) fn perform(&mut self, event: &Event) {
        let Deed::Performance {
            who,
            partly,
            duty,
            with,
            ..
        } = &event.deed
        else {
            return;
        };
        let Some(article) = duty.article().filter(|id| self.rules.owes(*id)) else {
            self.keep(duty.element);
            return;
        };
        let obligors = self.rules.obligors(article);
        let apart: Vec<Option<ActorId>> = if who.iter().any(|who| obligors.contains(who)) {
            who.iter()
                .filter(|who| obligors.contains(who))
                .map(|who| Some(*who))
                .collect()
        } else {
            vec![who.first().copied()]
        };
        let mut done = Vec::new();
        for author in apart {
            for id in self.targets(*duty, author, event.at, Kind::Claim) {
                if done.contains(&id) {
                    continue;
                }
                done.push(id);
                let author = author.or(who.first().copied()).unwrap_or(ActorId(u32::MAX));
                self.claim(id, author, *partly, with.as_ref(), event);
            }
        }
    }

    fn claim(
        &mut self,
        id: u32,
        author: ActorId,
        partly: bool,
        with: Option<&Measure>,
        event: &Event,
    ) {
        let article = self.state.occurrence(id).key.article;
        let worth = with.and_then(|measure| self.rules.worth(self.state, article, measure));
        let required = self
            .rules
            .required(self.state, self.state.occurrence(id))
            .range;
        let it = self.state.occurrence_mut(id);
        let old = it.claims.iter().rev();
        let mut old = old.filter(|claim| claim.author == Some(author));
        let old = old.next();
        let old = old.map_or(Range::default(), |claim| claim.total);
        let total = match (worth, with) {
            (Some(worth), Some(measure)) if measure.so_far == Some(true) => worth,
            (Some(worth), _) => old.plus(worth),
            (None, _) => old.plus(rest(required, it.claimed, partly)),
        };
        it.claims.push(Claim {
            author: Some(author),
            total,
            partly,
            at: event.at,
            about: event.about,
            recorded: event.recorded,
        });
        if it.waiting.is_none() {
            it.waiting = Some(event.recorded);
        }
        // More was claimed than was settled: the rest is open again.
        it.settled = it.settled.filter(|_| total == old);
        self.look(Node::Occurrence(id));
    }

    /// A finding on what is claimed.
    pub(crate) fn find(&mut self, event: &Event) -> Option<Contest> {
        let (who, duty) = finder(&event.deed)?;
        let article = duty.article()?;
        if !self.rules.owes(article) {
            return self.find_rule(event, article);
        }
        let verifiers = &self.rules.verifiers[article.index()];
        let (found, breach) = match &event.deed {
            Deed::Finds { found, .. } => (Some(*found), *found == Found::Breached),
            _ => (None, false),
        };
        if verifiers.is_empty() && !(breach && self.rules.watches(self.state, article, who)) {
            return Some(Contest::NobodyNamed(Subject::of(Element::Article(article))));
        }
        if !self.rules.alive(self.state, who) {
            return Some(Contest::Standing(Subject::of(Element::Actor(who))));
        }
        for id in self.targets(duty, None, event.at, Kind::Finding) {
            if found == Some(Found::Breached) {
                self.state.occurrence_mut(id).found_breached = true;
            }
            if found == Some(Found::Short) {
                self.state.occurrence_mut(id).found_short = true;
            }
            self.state.occurrence_mut(id).found = Some(event.recorded);
            let decides = self.state.occurrence(id).passed_to_decider
                && self.rules.silence_decider(article).contains(&who);
            if decides {
                self.decide(id, event);
            } else {
                self.member(id, who, event);
            }
            self.raise_claim(id, who, event);
            self.look(Node::Occurrence(id));
        }
        None
    }

    /// What one member of the panel finds.
    fn member(&mut self, id: u32, who: ActorId, event: &Event) {
        let article = self.state.occurrence(id).key.article;
        let worth = |measure: &Option<Measure>| {
            let measure = measure.as_ref()?;
            let worth = self.rules.worth(self.state, article, measure)?;
            Some((worth, measure.so_far == Some(true)))
        };
        let it = self.state.occurrence(id);
        let required = self.rules.required(self.state, it).range;
        let member = it.members.iter().find(|member| member.who == who).cloned();
        let mut member = member.unwrap_or(Member {
            who,
            accepted: Range::default(),
            refused: Range::default(),
            pending: Range::default(),
        });
        let all = if it.claimed.high > 0 || !it.claims.is_empty() {
            it.claimed
        } else {
            required.unwrap_or(Range::at_least(1))
        };
        let answered = member.accepted.plus(member.refused);
        let open = open_part(all, answered, member.pending);
        match &event.deed {
            Deed::Confirms { measure, .. } => {
                member.accepted = add(member.accepted, worth(measure), open);
            }
            Deed::Refuses { measure, .. } => {
                let open = open_part(it.claimed, answered, member.pending);
                member.refused = add(member.refused, worth(measure), open);
            }
            Deed::HoldsPending { measure, .. } => {
                member.pending = add(member.pending, worth(&Some(measure.clone())), open);
            }
            Deed::Finds { found, .. } => match found {
                Found::Kept => member.accepted = add(member.accepted, None, open),
                Found::Short => {
                    let rest = open_part(it.claimed, member.accepted, Range::default());
                    member.refused = rest;
                }
                Found::Breached => {
                    member.refused = it.claimed;
                    member.accepted = Range::default();
                }
                Found::WronglyAccepted => {
                    member.refused = member.refused.plus(member.accepted);
                    member.accepted = Range::default();
                }
            },
            _ => {}
        }
        // What is answered is no longer pending.
        let left = all
            .most(member.accepted.plus(member.refused))
            .less(member.accepted.plus(member.refused));
        member.pending = member.pending.least(left);
        let it = self.state.occurrence_mut(id);
        match it.members.iter_mut().find(|other| other.who == who) {
            Some(other) => *other = member,
            None => it.members.push(member),
        }
        it.settled = None;
    }

    /// Whoever decides in place of a silent verifier finds for the whole panel.
    fn decide(&mut self, id: u32, event: &Event) {
        let it = self.state.occurrence(id);
        let article = it.key.article;
        let claimed = it.claimed;
        let of = |measure: &Option<Measure>| {
            measure
                .as_ref()
                .and_then(|measure| self.rules.worth(self.state, article, measure))
        };
        let (accepted, refused) = match &event.deed {
            Deed::Confirms { measure, .. } => {
                let accepted = of(measure).unwrap_or(claimed);
                (accepted, Range::default())
            }
            Deed::Refuses { measure, .. } => {
                let refused = of(measure).unwrap_or(claimed);
                (claimed.less(refused), refused)
            }
            Deed::Finds { found, .. } if *found == Found::Kept => (claimed, Range::default()),
            Deed::Finds { .. } => (Range::default(), claimed),
            _ => return,
        };
        self.settle_by(id, accepted, refused);
    }

    /// A finding of more than is claimed raises the claim to it.
    fn raise_claim(&mut self, id: u32, who: ActorId, event: &Event) {
        let it = self.state.occurrence_mut(id);
        let Some(member) = it.members.iter().find(|member| member.who == who) else {
            return;
        };
        let found = member.accepted.plus(member.refused).plus(member.pending);
        let claimed = crate::stages::claimed(&it.claims, |_| true);
        if found.low > claimed.low {
            let partly = it.claims.last().is_some_and(|claim| claim.partly);
            it.claims.push(Claim {
                author: None,
                total: Range::exactly(found.low),
                partly,
                at: event.at,
                about: event.about,
                recorded: event.recorded,
            });
        }
    }

    /// A verifier could not verify.
    pub(crate) fn unable(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Unable { duty, .. } = &event.deed else {
            return None;
        };
        let article = duty.article()?;
        if !self.rules.owes(article) {
            self.keep(duty.element);
            return None;
        }
        if self.rules.verifiers[article.index()].is_empty() {
            return Some(Contest::NobodyNamed(Subject::of(duty.element)));
        }
        for id in self.targets(*duty, None, event.at, Kind::Finding) {
            self.state.occurrence_mut(id).unverifiable = true;
            self.look(Node::Occurrence(id));
            self.changed(Element::Article(article));
        }
        None
    }

    /// Somebody disputes what was claimed or accepted.
    pub(crate) fn dispute(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Disputes { who, measure, duty } = &event.deed else {
            return None;
        };
        let article = duty.article()?;
        if !self.rules.owes(article) {
            self.allege(article, None);
            return None;
        }
        for id in self.targets(*duty, None, event.at, Kind::Finding) {
            if self.dispute_is_late(id, event) {
                return Some(Contest::TooLate(Subject::of(duty.element)));
            }
            let worth = measure
                .as_ref()
                .and_then(|measure| self.rules.worth(self.state, article, measure));
            let it = self.state.occurrence_mut(id);
            let whole = it.claimed.most(it.accepted);
            let amount = worth.unwrap_or(whole);
            let key = it.key;
            it.disputes.push(Dispute {
                by: *who,
                amount,
                recorded: event.recorded,
                silent: false,
            });
            self.look(Node::Occurrence(id));
            self.changed(Element::Article(article));
            if amount.least(whole).high > 0 && self.rules.decider(article).is_none() {
                let subject = Subject::of(Element::Article(article));
                self.undecided(Open::Decider, subject, Some(key));
            }
        }
        None
    }

    /// Whether the time in which a finding may be disputed is over.
    fn dispute_is_late(&self, id: u32, event: &Event) -> bool {
        let it = self.state.occurrence(id);
        let clauses = self.rules.article(it.key.article).clauses.iter();
        let within = clauses.filter_map(|clause| match clause {
            Clause::DisputeBy { within, .. } => *within,
            _ => None,
        });
        let end = within
            .filter_map(|within| self.rules.shifted_end(it.found?, within))
            .next();
        end.is_some_and(|end| event.recorded > end)
    }

    /// A ruling on how much was done.
    pub(crate) fn rule_measure(&mut self, event: &Event) -> Option<Contest> {
        let Deed::RulesMeasure { measure, duty, .. } = &event.deed else {
            return None;
        };
        let article = duty.article()?;
        if !self.rules.owes(article) || self.rules.decider(article).is_none() {
            return Some(Contest::NobodyNamed(Subject::of(duty.element)));
        }
        for id in self.targets(*duty, None, event.at, Kind::Finding) {
            let Some(worth) = self.rules.worth(self.state, article, measure) else {
                self.keep(duty.element);
                continue;
            };
            let it = self.state.occurrence_mut(id);
            it.disputes.clear();
            let refused = it.claimed.less(worth);
            self.settle_by(id, worth, refused);
        }
        None
    }

    /// A party accepts, waives, discharges, demands, repudiates.
    pub(crate) fn party_act(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Acts { who, verb, duty } = &event.deed else {
            return None;
        };
        let Some(article) = duty.as_ref().and_then(|duty| duty.article()) else {
            self.keep(Element::Agreement);
            return None;
        };
        let reference = duty.as_ref().copied()?;
        if *verb == PartyVerb::Demands {
            self.demand(*who, article);
            return None;
        }
        if *verb == PartyVerb::Repudiates || !self.rules.owes(article) {
            self.keep(reference.element);
            return None;
        }
        if self.rules.owed_to(article).is_empty() {
            return Some(Contest::NobodyNamed(Subject::of(reference.element)));
        }
        for id in self.targets(reference, None, event.at, Kind::Finding) {
            match verb {
                PartyVerb::Accepts => {
                    let it = self.state.occurrence(id);
                    let claimed = it.claimed;
                    self.settle_by(id, claimed, Range::default());
                }
                PartyVerb::Waives => self.release(id, Release::Waived, by(article, None)),
                PartyVerb::Discharges => self.release(id, Release::Discharged, by(article, None)),
                PartyVerb::Demands | PartyVerb::Repudiates => {}
            }
        }
        None
    }

    fn demand(&mut self, who: ActorId, article: ArticleId) {
        if !self.state.asked.contains(&(who, article)) {
            self.state.asked.push((who, article));
        }
        self.look(Node::Article(article));
        if let Rounds::Request(by) = &self.rules.rounds[article.index()]
            && self.rules.actors(by).contains(&who)
        {
            let round = self.state.article(article).round;
            self.make_round(article, round, |_| {});
        } else {
            self.keep(Element::Article(article));
        }
    }

    /// Somebody says that something is withheld, or goes on.
    pub(crate) fn withhold(&mut self, event: &Event) {
        let (duty, who, withheld) = match &event.deed {
            Deed::Withholds { duty, who, .. } => (*duty, *who, true),
            Deed::Resumes { duty, who, .. } => (*duty, *who, false),
            _ => return,
        };
        if !withheld && let Some(article) = duty.article() {
            self.resume(article, who);
        }
        let Some(article) = duty.article().filter(|id| self.rules.owes(*id)) else {
            self.keep(duty.element);
            return;
        };
        for id in self.targets(duty, Some(who), event.at, Kind::Claim) {
            self.state.occurrence_mut(id).withheld = withheld;
            self.look(Node::Occurrence(id));
        }
        self.changed(Element::Article(article));
    }

    /// A deed to which the text ties nothing is kept.
    pub(crate) fn keep(&mut self, element: Element) {
        self.follow(Change::Kept, Subject::of(element));
    }

    /// Plans and receipts are facts, never findings.
    pub(crate) fn tell(&mut self, event: &Event) {
        if let Deed::Plans { duty, .. } | Deed::Receives { duty, .. } = &event.deed {
            self.keep(duty.element);
        }
    }

    /// The one occurrence that a count is of; nothing where it names every row.
    pub(crate) fn counted(&mut self, duty: Reference, event: &Event) -> Option<u32> {
        if duty.row == model::RowRef::Every {
            return None;
        }
        let found = self.targets(duty, None, event.at, Kind::Claim);
        found.first().copied()
    }
}

impl crate::Rules {
    /// Who may claim performance of an article: whoever owes it.
    pub(crate) fn obligors(&self, article: ArticleId) -> Vec<ActorId> {
        self.article(article)
            .holders()
            .map(|panel| self.agreement.members(panel))
            .unwrap_or_default()
    }

    /// Who decides where the verifiers are silent.
    pub(crate) fn silence_decider(&self, article: ArticleId) -> Vec<ActorId> {
        let verifiers = self.verifiers[article.index()].iter();
        verifiers
            .filter_map(|verifier| match &verifier.failing {
                Some(Failing::Decides(who, _)) => Some(self.actors(who)),
                _ => None,
            })
            .flatten()
            .collect()
    }

    /// Whether somebody is named to verify, monitor or watch over an article.
    pub(crate) fn watches(&self, state: &crate::State, article: ArticleId, who: ActorId) -> bool {
        let clauses = self.article(article).clauses.iter();
        let mut panels = clauses.filter_map(|clause| match clause {
            Clause::MonitoredBy(panel)
            | Clause::VerifiedBy { panel, .. }
            | Clause::IdentifiedBy { panel, .. } => Some(panel),
            _ => None,
        });
        panels.any(|panel| {
            self.members(panel, Some(article), &state.left)
                .contains(&who)
        })
    }

    /// Whether a body exists by now, and still.
    pub(crate) fn alive(&self, state: &crate::State, who: ActorId) -> bool {
        let Some(actor) = self.agreement.actor(who) else {
            return false;
        };
        let asker = crate::points::Asker::default();
        let begun = actor.from.as_ref().is_none_or(|from| {
            let from = self.point(state, from, asker).earliest();
            from.is_some_and(|from| state.reached(from))
        });
        let over = actor.until.as_ref().is_some_and(|until| {
            let until = self.deadline(state, until, asker).window();
            !actor.unless_renewed && until.is_some_and(|until| state.passed(until.latest))
        });
        begun && !over
    }
}

/// Who finds, and on which duty.
pub(crate) fn finder(deed: &Deed) -> Option<(ActorId, Reference)> {
    match deed {
        Deed::Confirms { who, duty, .. }
        | Deed::Refuses { who, duty, .. }
        | Deed::HoldsPending { who, duty, .. }
        | Deed::Finds { who, duty, .. } => Some((*who, *duty)),
        _ => None,
    }
}

/// What a claim without a number claims: all that is owed and not yet claimed, or a part of it.
fn rest(required: Option<Range>, claimed: Range, partly: bool) -> Range {
    let Some(required) = required else {
        return Range::at_least(1);
    };
    let rest = required.low.saturating_sub(claimed.low).max(0);
    if partly {
        Range {
            low: rest.min(1),
            high: rest.saturating_sub(1).max(rest.min(1)),
        }
    } else {
        Range::exactly(rest)
    }
}

fn open_part(all: Range, answered: Range, pending: Range) -> Range {
    let taken = answered.low.saturating_add(pending.low);
    Range {
        low: all.low.saturating_sub(taken).max(0),
        high: if all.high == i64::MAX {
            i64::MAX
        } else {
            all.high.saturating_sub(taken).max(0)
        },
    }
}

/// A member's total after a finding: `so far` sets it, a number adds to it, and no number takes
/// all that is open.
fn add(total: Range, worth: Option<(Range, bool)>, open: Range) -> Range {
    match worth {
        Some((worth, true)) => worth,
        Some((worth, false)) => total.plus(worth),
        None => total.plus(open),
    }
}
