//! Section 7 of the page: incidents, and rules that are kept or broken.

use std::collections::BTreeMap;

use model::{
    ActorId, ArticleId, Clause, Element, IncidentStep, IncidentVerb, Instant, Limit, Panel, Status,
    Window,
};

use crate::number::Truth;
use crate::world::{Break, Fact, World};

pub(crate) fn work_out(world: &mut World) {
    let mut breaks = Vec::new();
    for (id, _) in world.agreement.articles() {
        breaks.extend(broken_by_incidents(world, id));
    }
    breaks.extend(found(world));
    breaks.sort_by_key(|broken| broken.fact);
    let known = |broken: &Break| {
        world
            .past
            .broken
            .iter()
            .any(|of| (of.article, of.by, of.fact) == (broken.article, broken.by, broken.fact))
    };
    let new: Vec<Break> = breaks.into_iter().filter(|broken| !known(broken)).collect();
    world.past.broken.extend(new);
}

/// 7.1: the panel named for a step.
pub(crate) fn panel(world: &World, article: ArticleId, of: IncidentStep) -> Option<(usize, Panel)> {
    let clauses = world.clauses(article).iter().enumerate();
    clauses
        .filter_map(|(at, clause)| match clause {
            Clause::Incidents { step, panel, .. } if *step == of => Some((at, panel.clone())),
            _ => None,
        })
        .next()
}

/// 7.1: who confirms: those named to, or, where no such clause stands, those who monitor or
/// verify.
pub(crate) fn confirmers(world: &World, article: ArticleId) -> Option<(usize, Panel)> {
    let stated = panel(world, article, IncidentStep::Confirmed);
    stated.or_else(|| {
        let clauses = world.clauses(article).iter().enumerate();
        clauses
            .filter_map(|(at, clause)| match clause {
                Clause::MonitoredBy(panel) | Clause::VerifiedBy { panel, .. } => {
                    Some((at, panel.clone()))
                }
                _ => None,
            })
            .next()
    })
}

/// What has been found of one incident (or several told together).
struct Incident {
    at: Window,
    number: i64,
    grade: Option<u32>,
    against: Vec<ActorId>,
    confirmed_by: Vec<ActorId>,
    attributed_by: Vec<ActorId>,
    /// The fact by which it was confirmed, and attributed.
    confirmed: Option<usize>,
    attributed: Option<usize>,
}

impl Incident {
    /// Whether another finding may be of the same incident.
    fn same(&self, at: Window) -> bool {
        self.at.earliest <= at.latest && at.earliest <= self.at.latest
    }
}

/// 7.1: the incidents of an article, as found.
fn incidents(world: &World, article: ArticleId) -> Vec<Incident> {
    let confirm = confirmers(world, article).map(|(_, panel)| panel);
    let attribute = panel(world, article, IncidentStep::Attributed).map(|(_, panel)| panel);
    let graders = panel(world, article, IncidentStep::Graded);
    let graders = graders.map(|(_, panel)| crate::consent::members(world, &panel));
    let who = |panel: &Option<Panel>| {
        panel
            .as_ref()
            .map_or(Vec::new(), |of| crate::consent::members(world, of))
    };
    let takes = |panel: &Option<Panel>, members: usize| {
        panel
            .as_ref()
            .map_or(1, |of| crate::claims::takes(of, members))
    };
    let (confirmers, attributors) = (who(&confirm), who(&attribute));
    let mut all: Vec<Incident> = Vec::new();
    for (index, told) in world.told.iter().enumerate() {
        let Fact::Incident {
            by,
            verb: IncidentVerb::Finds,
            incident,
        } = &told.fact
        else {
            continue;
        };
        if incident.of != article {
            continue;
        }
        let (confirms, attributes) = (confirmers.contains(by), attributors.contains(by));
        let attributes = attributes && !incident.against.is_empty();
        let waits = |of: &Incident| {
            let unconfirmed = confirms && of.confirmed.is_none() && !of.confirmed_by.contains(by);
            let unattributed =
                attributes && of.attributed.is_none() && !of.attributed_by.contains(by);
            of.same(told.at) && (unconfirmed || unattributed)
        };
        let position = all.iter().position(waits).unwrap_or(all.len());
        if position == all.len() {
            all.push(Incident {
                at: told.at,
                number: incident.number,
                grade: incident.grade,
                against: Vec::new(),
                confirmed_by: Vec::new(),
                attributed_by: Vec::new(),
                confirmed: None,
                attributed: None,
            });
        }
        let Some(of) = all.get_mut(position) else {
            continue;
        };
        let grades = graders.as_ref().is_none_or(|graders| graders.contains(by));
        if grades && incident.grade.is_some() {
            of.grade = incident.grade;
        }
        if confirms && of.confirmed.is_none() {
            of.confirmed_by.push(*by);
            if of.confirmed_by.len() >= takes(&confirm, confirmers.len()) {
                of.confirmed = Some(index);
            }
        }
        let own = attribute.is_none() && !incident.against.is_empty();
        if (attributes || own) && of.attributed.is_none() {
            of.attributed_by.push(*by);
            of.against = incident.against.clone();
            if own || of.attributed_by.len() >= takes(&attribute, attributors.len()) {
                of.attributed = Some(index);
            }
        }
    }
    all
}

/// 7.1: what an outsider did counts against whoever answers for it.
fn answers_for(world: &World, who: ActorId) -> ActorId {
    let answers = world
        .agreement
        .actors
        .iter()
        .position(|actor| actor.answering_for.contains(&who));
    answers
        .and_then(|at| u32::try_from(at).ok())
        .map_or(who, ActorId)
}

/// One time incidents count: the fact that made them count, against whom, how many, when.
struct Counted {
    fact: usize,
    against: Option<ActorId>,
    number: i64,
    grade: Option<u32>,
    at: Instant,
}

/// 7.1: what counts, in the order in which it came to count: once confirmed, and attributed where
/// somebody attributes; else what is found against nobody counts for nobody in particular.
fn counted(world: &World, article: ArticleId) -> Vec<Counted> {
    let attributes = panel(world, article, IncidentStep::Attributed).is_some();
    let mut all = Vec::new();
    for of in incidents(world, article) {
        let Some(confirmed) = of.confirmed else {
            continue;
        };
        let count = |fact, against| Counted {
            fact,
            against,
            number: of.number,
            grade: of.grade,
            at: of.at.latest,
        };
        if !attributes
            && of
                .attributed
                .is_none_or(|attributed| attributed > confirmed)
        {
            all.push(count(confirmed, None));
        }
        if let Some(attributed) = of.attributed {
            for who in &of.against {
                let who = answers_for(world, *who);
                all.push(count(attributed.max(confirmed), Some(who)));
            }
        }
    }
    all.sort_by_key(|counted| (counted.fact, counted.against));
    all
}

/// When incidents of these articles (of any, where none is named) came to count.
pub(crate) fn counted_at(world: &World, of: &[ArticleId]) -> Vec<Instant> {
    let all = world.agreement.articles().map(|(id, _)| id);
    let meant = all.filter(|id| of.is_empty() || of.contains(id));
    meant
        .flat_map(|id| counted(world, id))
        .map(|counted| counted.at)
        .collect()
}

/// 7.2: when incidents broke the rule, and by whom.
fn broken_by_incidents(world: &World, article: ArticleId) -> Vec<Break> {
    let limits: Vec<Limit> = world
        .clauses(article)
        .iter()
        .filter_map(|clause| match clause {
            Clause::BreachedBy(limits) => Some(limits.clone()),
            _ => None,
        })
        .flatten()
        .collect();
    let mut since: BTreeMap<Option<ActorId>, Vec<Counted>> = BTreeMap::new();
    let mut breaks = Vec::new();
    for of in counted(world, article) {
        let (fact, by, grade) = (of.fact, of.against, of.grade);
        let window = since.entry(by).or_default();
        window.push(of);
        let one = |limit: &Limit| match limit {
            Limit::Any(named) => named.is_none() || *named == grade,
            Limit::MoreThan {
                number,
                grade,
                within,
            } => {
                let length = within.seconds().map(|(_, longest)| longest);
                length.is_some_and(|length| more_than(window, *number, *grade, length))
            }
        };
        if limits.is_empty() || limits.iter().any(one) {
            window.clear();
            breaks.push(Break {
                article,
                by,
                broken: true,
                fact,
                instant: world.told.get(fact).map_or(0, |told| told.recorded),
            });
        }
    }
    breaks
}

/// 7.2: more than so many of a grade lie within some window (t − D, t].
fn more_than(window: &[Counted], number: i64, grade: Option<u32>, length: i64) -> bool {
    let of_grade = |of: &&Counted| grade.is_none() || of.grade == grade;
    window.iter().any(|last| {
        let inside = |of: &&Counted| of.at <= last.at && of.at > last.at.saturating_sub(length);
        let inside = window.iter().filter(of_grade).filter(inside);
        inside.map(|of| of.number).fold(0, i64::saturating_add) > number
    })
}

/// 7.3: a rule that stands is broken by `finds x breached` and mended by `finds x kept`.
fn found(world: &World) -> Vec<Break> {
    let mut breaks = Vec::new();
    for (fact, told) in world.told.iter().enumerate() {
        let Fact::RuleFound { article, broken } = told.fact else {
            continue;
        };
        let mut add = |by| {
            breaks.push(Break {
                article,
                by,
                broken,
                fact,
                instant: told.recorded,
            });
        };
        if broken {
            let holders = world.article(article).and_then(|article| article.holders());
            let members = holders.map_or(Vec::new(), |of| crate::consent::members(world, of));
            match members.as_slice() {
                [one] => add(Some(*one)),
                _ => add(None),
            }
        } else {
            let before = world.past.broken.iter().filter(|of| of.fact < fact);
            let mut by: Vec<_> = before
                .filter(|of| of.article == article)
                .map(|of| of.by)
                .collect();
            by.sort_unstable();
            by.dedup();
            by.into_iter().for_each(add);
        }
    }
    breaks
}

/// Who has broken a rule, and whether it is broken now.
pub(crate) fn broken_now(
    world: &World,
    article: ArticleId,
) -> BTreeMap<(ArticleId, Option<ActorId>), bool> {
    let mut now = BTreeMap::new();
    for broken in world.past.broken.iter().filter(|of| of.article == article) {
        now.insert((article, broken.by), broken.broken);
    }
    now
}

/// An incident of a rule is alleged.
pub(crate) fn alleged(world: &World, article: ArticleId) -> bool {
    world.told.iter().any(|told| match &told.fact {
        Fact::Incident {
            verb: IncidentVerb::Alleges,
            incident,
            ..
        } => incident.of == article,
        _ => false,
    })
}

/// When a rule was broken.
pub(crate) fn times_broken(world: &World, of: Element) -> Vec<Instant> {
    let broken = world.past.broken.iter();
    broken
        .filter(|broken| broken.broken && Element::Article(broken.article) == of)
        .filter_map(|broken| world.told.get(broken.fact))
        .map(|told| told.at.latest)
        .collect()
}

/// 8: the status of a rule.
pub(crate) fn status(world: &World, id: ArticleId, status: Status) -> Truth {
    let broken = broken_now(world, id).values().any(|broken| *broken);
    let nobody_confirms = confirmers(world, id).is_none();
    match status {
        Status::Breached if broken => Truth::Yes,
        Status::Breached if nobody_confirms && alleged(world, id) => Truth::NotKnown,
        Status::Kept | Status::Compliant => (!broken).into(),
        _ => Truth::No,
    }
}
