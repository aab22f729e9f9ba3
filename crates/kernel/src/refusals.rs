//! What has no meaning here: unknown things, wrong authors, time going back.

use model::{
    ActorId, ArticleId, ArticleKind, Clause, Deed, Element, Found, PartyVerb, Reference, Subject,
};

use crate::event::{Event, Refusal};
use crate::rules::Rules;
use crate::state::{State, tick_at};
use crate::truth::Truth;

/// No record reaches farther than this from 1970, in seconds: some three hundred years.
const FARTHEST: i64 = 10_000_000_000;

/// Why an event is refused; nothing: it is not.
pub(crate) fn refusal(rules: &Rules, state: &State, event: &Event) -> Option<Refusal> {
    if state.looked && tick_at(event.recorded) < state.tick.div_euclid(2).saturating_mul(2) {
        return Some(Refusal::Back { now: state.now() });
    }
    if event.recorded.checked_abs().is_none_or(|at| at > FARTHEST) {
        // No calendar has it.
        return Some(Refusal::Future);
    }
    if event.at.earliest > event.recorded || event.at.latest < event.at.earliest {
        return Some(Refusal::Future);
    }
    let check = Check { rules, state };
    check
        .named(&event.deed)
        .or_else(|| check.author(&event.deed))
}

struct Check<'a> {
    rules: &'a Rules,
    state: &'a State,
}

impl Check<'_> {
    /// Whether everything named exists and is of the kind it is taken for.
    fn named(&self, deed: &Deed) -> Option<Refusal> {
        let agreement = &self.rules.agreement;
        let unknown = |element: Element| -> Option<Refusal> {
            let known = match element {
                Element::Agreement => true,
                Element::Act(id) => agreement.acts.get(id.index()).is_some(),
                other => agreement.naming(other).is_some(),
            };
            (!known).then_some(Refusal::Unknown(element))
        };
        for who in authors(deed) {
            if let Some(refusal) = unknown(Element::Actor(who)) {
                return Some(refusal);
            }
        }
        if let Some(duty) = deed.duty() {
            return self.duty(duty);
        }
        match deed {
            Deed::Incident { incident, .. } => self.rule(incident.of),
            Deed::Justifies { incident, by, .. } => self
                .rule(incident.of)
                .or_else(|| unknown(Element::Article(*by))),
            Deed::Uses { power, .. } => self.power(*power),
            Deed::ContestsStanding { of, under, .. } => {
                unknown(Element::Actor(*of)).or_else(|| unknown(Element::Article(*under)))
            }
            Deed::Opens { ladder, .. } => match self.article(*ladder) {
                Some(ArticleKind::Ladder(_)) => None,
                _ => Some(Refusal::Unknown(Element::Article(*ladder))),
            },
            Deed::Declares { what, .. }
            | Deed::Adopts { what, .. }
            | Deed::Proposes { what, .. } => unknown(*what),
            Deed::Consents { to, .. } | Deed::RefusesConsent { to, .. } => unknown(*to),
            Deed::Agree { on, .. } => unknown(*on),
            Deed::ExtendsUntil { what, .. } | Deed::ExtendsBy { what, .. } => unknown(what.element),
            Deed::DeclaresComplete { roll, .. } | Deed::Corrects { roll, .. } => {
                unknown(Element::Roll(*roll))
            }
            // Those that name a duty were looked at above; the rest names nothing.
            _ => None,
        }
    }

    fn article(&self, id: ArticleId) -> Option<&ArticleKind> {
        self.rules
            .agreement
            .article(id)
            .map(|article| &article.kind)
    }

    /// A duty, rule or ladder, and a row that it has.
    fn duty(&self, duty: Reference) -> Option<Refusal> {
        let unknown = Some(Refusal::Unknown(duty.element));
        let Some(id) = duty.article() else {
            return unknown;
        };
        if self.article(id).is_none() {
            return unknown;
        }
        if let model::RowRef::Row(row) = duty.row {
            let rows = self.rules.rows(id, crate::rules::RowOf::All);
            if !rows.contains(&Some(row)) {
                return unknown;
            }
        }
        None
    }

    /// Something that incidents may break.
    fn rule(&self, id: ArticleId) -> Option<Refusal> {
        match self.article(id) {
            Some(ArticleKind::Prohibition(_) | ArticleKind::Level(_)) => None,
            Some(ArticleKind::Duty(duty)) if duty.standing => None,
            _ => Some(Refusal::Unknown(Element::Article(id))),
        }
    }

    fn power(&self, id: ArticleId) -> Option<Refusal> {
        match self.article(id) {
            Some(
                ArticleKind::Power(_)
                | ArticleKind::Snapback(_)
                | ArticleKind::Ladder(_)
                | ArticleKind::Permission(_)
                | ArticleKind::Exception(_),
            ) => None,
            _ => Some(Refusal::Unknown(Element::Article(id))),
        }
    }

    /// Whether the author is whom the text names for this.
    fn author(&self, deed: &Deed) -> Option<Refusal> {
        match deed {
            Deed::Performance {
                who,
                told: false,
                duty,
                ..
            } => {
                let article = duty.article()?;
                let all = who.iter();
                all.filter(|who| !self.may_report(article, **who))
                    .map(|who| stands(*who, article))
                    .next()
            }
            Deed::Confirms { who, duty, .. }
            | Deed::Refuses { who, duty, .. }
            | Deed::HoldsPending { who, duty, .. }
            | Deed::Unable { who, duty } => self.finder(*who, duty.article()?, false),
            Deed::Finds { who, duty, found } => {
                self.finder(*who, duty.article()?, *found == Found::Breached)
            }
            Deed::Disputes { who, duty, .. } => {
                let article = duty.article()?;
                let named = self
                    .rules
                    .article(article)
                    .clauses
                    .iter()
                    .find_map(|clause| match clause {
                        Clause::DisputeBy { panel, .. } => Some(panel),
                        _ => None,
                    });
                self.named_in(*who, named?, article)
            }
            Deed::RulesMeasure { who, duty, .. } => {
                let article = duty.article()?;
                let (_, panel) = self.rules.decider(article)?;
                self.named_in(*who, panel, article)
            }
            Deed::Acts {
                who,
                verb: PartyVerb::Accepts | PartyVerb::Waives | PartyVerb::Discharges,
                duty: Some(duty),
            } => {
                let article = duty.article()?;
                let owed = self.rules.owed_to(article);
                let owes = self.rules.owes(article);
                (owes && !owed.is_empty() && !owed.contains(who)).then(|| stands(*who, article))
            }
            other => self.other_author(other),
        }
    }

    /// Those who find incidents, use powers, declare and open.
    fn other_author(&self, deed: &Deed) -> Option<Refusal> {
        match deed {
            Deed::Incident {
                who,
                verb: model::IncidentVerb::Finds,
                incident,
            } => {
                let named = self.rules.attributors(incident.of);
                let attributes = named.is_some_and(|panel| {
                    let named = self
                        .rules
                        .members(panel, Some(incident.of), &self.state.left);
                    named.contains(who)
                });
                let (_, panel) = self.rules.confirmers(incident.of)?;
                if attributes {
                    return None;
                }
                self.named_in(*who, panel, incident.of)
            }
            Deed::Uses { who, power, .. } => self.user(*who, *power),
            Deed::Declares { who, what } => {
                let named = self.rules.declarers(self.state, *what)?;
                (!named.contains(who)).then_some(Refusal::Stands {
                    who: *who,
                    under: Subject::of(*what),
                })
            }
            Deed::DeclaresComplete { who, roll } | Deed::Corrects { who, roll, .. } => {
                let named = self.rules.of_roll(*roll, deed)?;
                (!named.contains(who)).then_some(Refusal::Stands {
                    who: *who,
                    under: Subject::of(Element::Roll(*roll)),
                })
            }
            Deed::Opens { who, ladder } => {
                let rule = self.rules.article(*ladder).ladder()?;
                let (panel, _) = rule.opened_by.as_ref()?;
                self.named_in(*who, panel, *ladder)
            }
            _ => None,
        }
    }

    /// Whoever owes it, and whoever acts for them.
    fn may_report(&self, article: ArticleId, who: ActorId) -> bool {
        let agreement = &self.rules.agreement;
        let rule = self.rules.article(article);
        if let ArticleKind::Ladder(_) = &rule.kind {
            // Only the steps on which it stands ask anything of anybody.
            let mut runs = self.state.runs.iter().filter(|run| run.ladder == article);
            return runs.any(|run| {
                let rung = run.rung.filter(|_| !run.exhausted);
                rung.is_some_and(|rung| self.rules.rung_actors(article, rung).contains(&who))
            });
        }
        let mut obligors = self.rules.obligors(article);
        if obligors.contains(&who) {
            return true;
        }
        // Whom the duty has passed to owes it now.
        let made = self.state.article(article).made.iter();
        obligors.extend(made.filter_map(|id| self.state.occurrence(*id).key.obligor));
        if obligors.contains(&who) {
            return true;
        }
        let of = |id: &ActorId| agreement.actor(*id);
        let acts_for = of(&who)
            .is_some_and(|actor| actor.members.iter().any(|member| obligors.contains(member)));
        let answered_for = obligors
            .iter()
            .filter_map(of)
            .any(|obligor| obligor.answering_for.contains(&who));
        let member = obligors
            .iter()
            .filter_map(of)
            .any(|obligor| obligor.members.contains(&who));
        let through = rule.clauses.iter().any(|clause| match clause {
            Clause::Through(panel) => agreement.members(panel).contains(&who),
            _ => false,
        });
        acts_for || answered_for || member || through
    }

    /// Who may find: whom the text names to verify; of a breach, also who watches.
    fn finder(&self, who: ActorId, article: ArticleId, breach: bool) -> Option<Refusal> {
        if !self.rules.owes(article) {
            let (_, panel) = self.rules.confirmers(article)?;
            return self.named_in(who, panel, article);
        }
        let verifiers = &self.rules.verifiers[article.index()];
        if verifiers.is_empty() {
            return None;
        }
        let named = verifiers.iter().any(|verifier| {
            let members = self
                .rules
                .members(&verifier.panel, Some(article), &self.state.left);
            members.contains(&who)
        });
        let decides = self.rules.silence_decider(article).contains(&who);
        let watches = breach && self.rules.watches(self.state, article, who);
        (!named && !decides && !watches).then(|| stands(who, article))
    }

    fn named_in(&self, who: ActorId, panel: &model::Panel, article: ArticleId) -> Option<Refusal> {
        let members = self.rules.members(panel, Some(article), &self.state.left);
        (!members.contains(&who)).then(|| stands(who, article))
    }

    /// Whether somebody may use a power by now.
    fn user(&self, who: ActorId, power: ArticleId) -> Option<Refusal> {
        let holders = match self.article(power) {
            Some(ArticleKind::Permission(rule)) => Some(&rule.holders),
            Some(ArticleKind::Exception(rule)) => Some(&rule.holders),
            _ => None,
        };
        if let Some(panel) = holders {
            return self.named_in(who, panel, power);
        }
        let subject = Subject::of(Element::Article(power));
        let Some(used) = self.rules.power(self.state, power) else {
            return Some(Refusal::TooEarly(subject));
        };
        if let Some(refusal) = self.named_in(who, used.holders, power) {
            return Some(refusal);
        }
        let holds = self.rules.enabled(self.state, power, &used);
        (holds == Truth::No).then_some(Refusal::TooEarly(subject))
    }
}

impl Rules {
    /// Whom the text names to declare a list complete, or to correct it.
    pub(crate) fn of_roll(&self, roll: model::RollId, deed: &Deed) -> Option<Vec<ActorId>> {
        let of = self.agreement.roll(roll)?;
        let named = match deed {
            Deed::Corrects { .. } => of.corrected_by,
            _ => of.complete_by,
        };
        named.map(|who| self.actors(&who))
    }
}

fn stands(who: ActorId, article: ArticleId) -> Refusal {
    Refusal::Stands {
        who,
        under: Subject::of(Element::Article(article)),
    }
}

/// Whoever did it.
pub(crate) fn authors(deed: &Deed) -> Vec<ActorId> {
    match deed {
        Deed::Performance { who, .. } | Deed::Consents { who, .. } | Deed::Says { who, .. } => {
            who.clone()
        }
        Deed::Counts { who, .. }
        | Deed::Plans { who, .. }
        | Deed::Receives { who, .. }
        | Deed::Confirms { who, .. }
        | Deed::Refuses { who, .. }
        | Deed::HoldsPending { who, .. }
        | Deed::Unable { who, .. }
        | Deed::Finds { who, .. }
        | Deed::Disputes { who, .. }
        | Deed::RulesMeasure { who, .. }
        | Deed::RulesFact { who, .. }
        | Deed::Declares { who, .. }
        | Deed::DeclaresComplete { who, .. }
        | Deed::Corrects { who, .. }
        | Deed::Incident { who, .. }
        | Deed::Justifies { who, .. }
        | Deed::Withholds { who, .. }
        | Deed::Resumes { who, .. }
        | Deed::Uses { who, .. }
        | Deed::ContestsStanding { who, .. }
        | Deed::Adopts { who, .. }
        | Deed::ExtendsUntil { who, .. }
        | Deed::ExtendsBy { who, .. }
        | Deed::Proposes { who, .. }
        | Deed::RefusesConsent { who, .. }
        | Deed::Refers { who, .. }
        | Deed::Opens { who, .. }
        | Deed::Acts { who, .. }
        | Deed::Joins { who, .. } => vec![*who],
        Deed::Agree { .. } | Deed::EntersIntoForce | Deed::TimePasses => Vec::new(),
    }
}
