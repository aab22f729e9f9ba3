//! Rules that stand: prohibitions, standing duties and levels, and the incidents under them.

use model::{
    ActorId, ArticleId, Clause, Deed, Element, Found, Incident, IncidentStep, IncidentVerb, Limit,
    Panel, Subject,
};

use crate::event::{Change, Contest, Event};
use crate::occurrences::by;
use crate::rules::Rules;
use crate::state::State;
use crate::step::Step;

/// One finding counts no more incidents than this: beyond it the number is no count.
const INCIDENTS_MAX: i64 = 100_000;

impl Rules {
    /// Who confirms incidents under an article; where no such clause stands, who monitors or
    /// verifies it.
    pub(crate) fn confirmers(&self, article: ArticleId) -> Option<(usize, &Panel)> {
        let clauses = &self.article(article).clauses;
        let named = clauses
            .iter()
            .enumerate()
            .find_map(|(index, clause)| match clause {
                Clause::Incidents {
                    step: IncidentStep::Confirmed,
                    panel,
                    ..
                } => Some((index, panel)),
                _ => None,
            });
        named.or_else(|| {
            clauses
                .iter()
                .enumerate()
                .find_map(|(index, clause)| match clause {
                    Clause::MonitoredBy(panel) | Clause::VerifiedBy { panel, .. } => {
                        Some((index, panel))
                    }
                    _ => None,
                })
        })
    }

    /// Who attributes incidents, where the text says so.
    pub(crate) fn attributors(&self, article: ArticleId) -> Option<&Panel> {
        self.article(article)
            .clauses
            .iter()
            .find_map(|clause| match clause {
                Clause::Incidents {
                    step: IncidentStep::Attributed,
                    panel,
                    ..
                } => Some(panel),
                _ => None,
            })
    }

    /// The limits an article sets, the longest of their windows first told, in seconds.
    fn limits(&self, article: ArticleId) -> (Vec<Limit>, i64) {
        let clauses = self.article(article).clauses.iter();
        let limits: Vec<Limit> = clauses
            .filter_map(|clause| match clause {
                Clause::BreachedBy(limits) => Some(limits.iter().copied()),
                _ => None,
            })
            .flatten()
            .collect();
        let longest = limits
            .iter()
            .filter_map(|limit| match limit {
                Limit::MoreThan { within, .. } => within.seconds().map(|(_, longest)| longest),
                Limit::Any(_) => None,
            })
            .max();
        (limits, longest.unwrap_or(0))
    }

    /// Whom what somebody did is entered against: itself if the rule binds it, else whoever
    /// answers for it.
    fn answering(&self, article: ArticleId, who: ActorId) -> ActorId {
        let bound = self.obligors(article);
        if bound.contains(&who) {
            return who;
        }
        let mut actors = (0..).map(ActorId).zip(&self.agreement.actors);
        let answers = actors.find(|(id, actor)| {
            bound.contains(id)
                && (actor.answering_for.contains(&who)
                    || self
                        .agreement
                        .actor(who)
                        .is_some_and(|own| own.members.contains(id)))
        });
        answers.map_or(who, |(id, _)| id)
    }
}

impl Step<'_> {
    /// Somebody alleges, finds, denies or counts incidents.
    pub(crate) fn incident(&mut self, event: &Event) -> Option<Contest> {
        let Deed::Incident {
            who,
            verb,
            incident,
        } = &event.deed
        else {
            return None;
        };
        match verb {
            IncidentVerb::Alleges => {
                let party = incident.against.first().copied();
                self.allege(incident.of, party);
                None
            }
            IncidentVerb::Denies | IncidentVerb::Counts => {
                self.keep(Element::Article(incident.of));
                None
            }
            IncidentVerb::Finds => self.find_incident(*who, incident, event),
        }
    }

    /// An incident is alleged.
    pub(crate) fn allege(&mut self, article: ArticleId, party: Option<ActorId>) {
        let party = party.map(|party| self.rules.answering(article, party));
        let standing = self.state.rules.entry((article, party)).or_default();
        standing.alleged = standing.alleged.saturating_add(1);
        self.keep(Element::Article(article));
        self.changed(Element::Article(article));
    }

    fn find_incident(
        &mut self,
        who: ActorId,
        incident: &Incident,
        event: &Event,
    ) -> Option<Contest> {
        let article = incident.of;
        let Some((clause, panel)) = self.rules.confirmers(article) else {
            return Some(Contest::NobodyNamed(Subject::of(Element::Article(article))));
        };
        let members = self.rules.members(panel, Some(article), &self.state.left);
        let takes = match panel.threshold {
            Some(number) => number as usize,
            None if panel.or || members.len() <= 1 => 1,
            None => members.len(),
        };
        let answers = incident.against.iter();
        let parties: Vec<Option<ActorId>> = answers
            .map(|party| Some(self.rules.answering(article, *party)))
            .collect();
        let attributors = self.rules.attributors(article);
        let attributors =
            attributors.map(|panel| self.rules.members(panel, Some(article), &self.state.left));
        let Some(attributors) = attributors else {
            // Nobody is named to attribute: the findings that confirm say whose it is.
            let parties = if parties.is_empty() {
                vec![None]
            } else {
                parties
            };
            for party in parties {
                if self.confirm(who, incident, party, takes) {
                    for _ in 0..incident.number.clamp(1, INCIDENTS_MAX) {
                        let at = event.at.latest;
                        self.count_incident(article, party, incident.grade, at, clause);
                    }
                }
            }
            return None;
        };
        if members.contains(&who) && self.confirm(who, incident, None, takes) {
            let standing = self.state.rules.entry((article, None)).or_default();
            for _ in 0..incident.number.clamp(1, INCIDENTS_MAX) {
                let confirmed = (event.at.latest, incident.grade);
                standing.confirmed.push(confirmed);
            }
        }
        if attributors.contains(&who) {
            for party in parties.into_iter().flatten() {
                let standing = self.state.rules.entry((article, Some(party))).or_default();
                standing.attributed += incident.number.clamp(1, INCIDENTS_MAX);
            }
        }
        self.count_attributed(article, clause);
        None
    }

    /// Whether so many members have now found the same.
    fn confirm(
        &mut self,
        who: ActorId,
        incident: &Incident,
        party: Option<ActorId>,
        takes: usize,
    ) -> bool {
        let standing = self.state.rules.entry((incident.of, party)).or_default();
        standing.found.retain(|(finder, ..)| *finder != who);
        standing.found.push((who, incident.number, incident.grade));
        let enough = standing.found.len() >= takes;
        if enough {
            standing.found.clear();
        }
        enough
    }

    /// Incidents that are both confirmed and attributed count, the earliest confirmed first.
    fn count_attributed(&mut self, article: ArticleId, clause: usize) {
        loop {
            let mut parties = self
                .state
                .rules
                .range((article, None)..)
                .take_while(|((of, _), _)| *of == article);
            let party = parties.find(|(_, standing)| standing.attributed > 0);
            let Some(party) = party.and_then(|((_, party), _)| *party) else {
                return;
            };
            let standing = self.state.rules.entry((article, None)).or_default();
            if standing.confirmed.is_empty() {
                return;
            }
            let (at, grade) = standing.confirmed.remove(0);
            let standing = self.state.rules.entry((article, Some(party))).or_default();
            standing.attributed -= 1;
            self.count_incident(article, Some(party), grade, at, clause);
        }
    }

    /// A confirmed incident counts.
    fn count_incident(
        &mut self,
        article: ArticleId,
        party: Option<ActorId>,
        grade: Option<u32>,
        at: model::Instant,
        clause: usize,
    ) {
        let (limits, longest) = self.rules.limits(article);
        let standing = self.state.rules.entry((article, party)).or_default();
        standing.last = Some(standing.last.map_or(at, |last| last.max(at)));
        // Late entries may lie before earlier ones: the window is kept in order of time.
        let place = standing.counted.partition_point(|(other, _)| *other <= at);
        standing.counted.insert(place, (at, grade));
        let newest = standing.counted.back().map_or(at, |(newest, _)| *newest);
        let horizon = newest.saturating_sub(longest.saturating_mul(2));
        while standing
            .counted
            .front()
            .is_some_and(|(first, _)| *first <= horizon)
        {
            standing.counted.pop_front();
        }
        let breaks = if limits.is_empty() {
            true
        } else {
            limits
                .iter()
                .any(|limit| exceeded(limit, &standing.counted, at, grade))
        };
        self.changed(Element::Article(article));
        if breaks {
            let standing = self.state.rules.entry((article, party)).or_default();
            standing.counted.clear();
            self.break_rule(article, party, by(article, Some(clause)));
        }
    }

    /// A rule is broken: a fact, attributed or not.
    pub(crate) fn break_rule(&mut self, article: ArticleId, party: Option<ActorId>, by: Subject) {
        let cause = self.cause;
        let standing = self.state.rules.entry((article, party)).or_default();
        standing.broken = true;
        standing.first = standing.first.or(Some(cause));
        // Late entries may lie before earlier ones.
        let place = standing.times.partition_point(|at| *at <= cause.latest);
        standing.times.insert(place, cause.latest);
        self.follow(Change::Broken(article, party, true), by);
        self.changed(Element::Article(article));
        self.follow_broken(article, party);
    }

    /// A finding on a rule that stands: broken, or kept.
    pub(crate) fn find_rule(&mut self, event: &Event, article: ArticleId) -> Option<Contest> {
        let who = crate::claims::finder(&event.deed)?.0;
        let Some((clause, _)) = self.rules.confirmers(article) else {
            return Some(Contest::NobodyNamed(Subject::of(Element::Article(article))));
        };
        if !self.rules.alive(self.state, who) {
            return Some(Contest::Standing(Subject::of(Element::Actor(who))));
        }
        let subject = by(article, Some(clause));
        let breaks = match &event.deed {
            Deed::Finds { found, .. } => *found != Found::Kept,
            Deed::Refuses { .. } => true,
            _ => false,
        };
        let obligors = self.rules.obligors(article);
        // Where it binds one, what breaks it is that one's; else nobody has said whose it is.
        let party = match obligors.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        if breaks {
            self.break_rule(article, party, subject);
            return None;
        }
        let broken: Vec<Option<ActorId>> = self
            .state
            .rules
            .range((article, None)..)
            .take_while(|((of, _), _)| *of == article)
            .filter(|(_, standing)| standing.broken)
            .map(|((_, party), _)| *party)
            .collect();
        for party in broken {
            let standing = self.state.rules.entry((article, party)).or_default();
            standing.broken = false;
            self.follow(Change::Broken(article, party, false), subject);
        }
        self.changed(Element::Article(article));
        None
    }
}

/// Whether the newest incident takes the counted ones beyond a limit.
fn exceeded(
    limit: &Limit,
    counted: &std::collections::VecDeque<(i64, Option<u32>)>,
    at: i64,
    grade: Option<u32>,
) -> bool {
    match limit {
        Limit::Any(of) => of.is_none() || *of == grade,
        Limit::MoreThan {
            number,
            grade: of,
            within,
        } => {
            let Some((_, seconds)) = within.seconds() else {
                return false;
            };
            let fits = |other: Option<u32>| of.is_none() || *of == other;
            if !fits(grade) {
                return false;
            }
            // Any window that holds the new one may be the one that is too full.
            let around = counted
                .iter()
                .filter(|(other, of)| fits(*of) && *other > at - seconds && *other < at + seconds)
                .map(|(other, _)| *other);
            let times: Vec<i64> = around.collect();
            let least = usize::try_from(*number).unwrap_or(usize::MAX);
            times.windows(least.saturating_add(1)).any(|window| {
                match (window.first(), window.last()) {
                    (Some(first), Some(last)) => last - first < seconds,
                    _ => false,
                }
            })
        }
    }
}

/// The rules that a party has broken and not mended, for each article.
pub(crate) fn broken(state: &State) -> impl Iterator<Item = (ArticleId, Option<ActorId>, bool)> {
    let ever = state
        .rules
        .iter()
        .filter(|(_, standing)| standing.first.is_some());
    ever.map(|((article, party), standing)| (*article, *party, standing.broken))
}
