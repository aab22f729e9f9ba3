//! Who may do what: the part of 1.1, 4 and 7 that refuses and contests.

use kernel::{Contest, Key, Refusal};
use model::{
    ActorId, ArticleId, ArticleKind, Clause, Element, IncidentStep, MilestoneId, Panel, PhaseId,
    Reference, RowRef, StepAct, Subject, Who, Window,
};

use crate::claims::{decided_by, decides_for, dispute_clause, verifiers};
use crate::consent::{acts, members, of_who, owed_to};
use crate::number::Truth;
use crate::time::Asking;
use crate::world::World;

/// Why a deed does not simply take effect.
pub(crate) enum Bar {
    Contested(Contest),
    Refused(Refusal),
}

pub(crate) fn stands(who: ActorId, under: Subject) -> Bar {
    Bar::Refused(Refusal::Stands { who, under })
}

pub(crate) fn unknown(element: Element) -> Refusal {
    Refusal::Unknown(element)
}

fn subject(article: ArticleId) -> Subject {
    Subject::of(Element::Article(article))
}

/// In what capacity somebody finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finder {
    /// A member of a panel.
    Member,
    /// In the place of a silent panel (4.3).
    Whole(usize),
}

/// 1.1: a reference to an article of this agreement, and to a row of it.
pub(crate) fn article(world: &World, of: Reference) -> Result<ArticleId, Refusal> {
    let id = of.article().ok_or(unknown(of.element))?;
    let article = world.article(id).ok_or(unknown(of.element))?;
    let rows = article.rows.and_then(|rows| world.agreement.schedule(rows));
    let rows = rows.map_or(0, |schedule| schedule.rows.len());
    match of.row {
        RowRef::Row(row) if row as usize >= rows => Err(unknown(of.element)),
        _ => Ok(id),
    }
}

/// 4.1: who may report a duty: an obligor, or those who act for one.
pub(crate) fn may_report(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    let article = world.article(id);
    let holders = article.and_then(|article| article.holders());
    let mut may = holders.map_or(Vec::new(), |panel| members(world, panel));
    for clause in world.clauses(id) {
        if let Clause::Through(panel) = clause {
            may.extend(members(world, panel));
        }
    }
    let passed = world.past.made.keys().filter(|key| key.article == id);
    may.extend(passed.filter_map(|key| key.obligor));
    let agreement = world.agreement;
    let actor = |id: ActorId| agreement.actor(id);
    // A body of an obligor, a member of one, and whom one answers for.
    let body = actor(who).is_some_and(|body| body.members.iter().any(|one| may.contains(one)));
    let mut owing = may.iter().filter_map(|one| actor(*one));
    let theirs = owing.any(|one| one.members.contains(&who) || one.answering_for.contains(&who));
    if may.contains(&who) || body || theirs {
        Ok(())
    } else {
        Err(stands(who, subject(id)))
    }
}

/// 4.2: who may find.
pub(crate) fn may_find(world: &World, key: Key, who: ActorId, at: Window) -> Result<Finder, Bar> {
    let panels = verifiers(world, key.article);
    let element = Element::Article(key.article);
    let Some(first) = panels.first() else {
        return Err(Bar::Contested(Contest::NobodyNamed(subject(key.article))));
    };
    let named = |panel: &&crate::claims::Verifier| members(world, panel.panel).contains(&who);
    if let Some(panel) = panels.iter().find(named) {
        let under = Subject::clause(element, panel.clause);
        return if acts(world, who, at) {
            Ok(Finder::Member)
        } else {
            Err(Bar::Contested(Contest::Standing(under)))
        };
    }
    match decides_for(world, key, who) {
        Some(clause) => Ok(Finder::Whole(clause)),
        None => Err(stands(who, Subject::clause(element, first.clause))),
    }
}

/// Whether somebody monitors an article (4.6).
pub(crate) fn monitors(world: &World, id: ArticleId, who: ActorId) -> bool {
    world.clauses(id).iter().any(|clause| match clause {
        Clause::MonitoredBy(panel) => members(world, panel).contains(&who),
        _ => false,
    })
}

/// 4.5: who may dispute.
pub(crate) fn may_dispute(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    match dispute_clause(world, id) {
        Some((at, Clause::DisputeBy { panel, .. })) if !members(world, panel).contains(&who) => {
            Err(stands(who, Subject::clause(Element::Article(id), at)))
        }
        _ => Ok(()),
    }
}

/// 4.5: who may rule.
pub(crate) fn may_rule(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    match decided_by(world, id) {
        Some(panel) if members(world, panel).contains(&who) => Ok(()),
        Some(_) => Err(stands(who, subject(id))),
        None => Err(Bar::Contested(Contest::NobodyNamed(subject(id)))),
    }
}

/// 4.4: who may accept, waive and discharge.
pub(crate) fn is_owed(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    let owed = owed_to(world, id);
    if owed.is_empty() {
        Err(Bar::Contested(Contest::NobodyNamed(subject(id))))
    } else if owed.contains(&who) {
        Ok(())
    } else {
        Err(stands(who, subject(id)))
    }
}

/// 7.1: who may find an incident: whoever confirms, attributes or grades it.
pub(crate) fn may_find_incident(
    world: &World,
    id: ArticleId,
    who: ActorId,
    at: Window,
) -> Result<(), Bar> {
    let step = |step| crate::standing::panel(world, id, step);
    let confirmers = crate::standing::confirmers(world, id);
    let Some((first, _)) = confirmers else {
        return Err(Bar::Contested(Contest::NobodyNamed(subject(id))));
    };
    let others = [step(IncidentStep::Attributed), step(IncidentStep::Graded)];
    let mut panels = confirmers.into_iter().chain(others.into_iter().flatten());
    let element = Element::Article(id);
    match panels.find(|(_, panel)| members(world, panel).contains(&who)) {
        Some((clause, _)) if !acts(world, who, at) => Err(Bar::Contested(Contest::Standing(
            Subject::clause(element, clause),
        ))),
        Some(_) => Ok(()),
        None => Err(stands(who, Subject::clause(element, first))),
    }
}

/// 7.3: who may find a rule kept or broken: whoever confirms its incidents.
pub(crate) fn may_find_rule(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    match crate::standing::confirmers(world, id) {
        Some((_, panel)) if members(world, &panel).contains(&who) => Ok(()),
        Some((clause, _)) => Err(stands(who, Subject::clause(Element::Article(id), clause))),
        None => Err(Bar::Contested(Contest::NobodyNamed(subject(id)))),
    }
}

/// 2.4: who may declare a milestone. One that names nobody is declared by anybody.
pub(crate) fn may_declare(world: &World, id: MilestoneId, who: ActorId) -> Result<(), Bar> {
    let element = Element::Milestone(id);
    let Some(milestone) = world.agreement.milestone(id) else {
        return Err(Bar::Refused(unknown(element)));
    };
    let decider = crate::in_force::decider(world, id, milestone);
    if decider.is_some_and(|decider| of_who(world, decider).contains(&who)) {
        return Ok(());
    }
    match (&milestone.declared_by, &milestone.agreed_by) {
        (Some(panel), _) if members(world, panel).contains(&who) => Ok(()),
        (Some(_), _) => Err(stands(who, Subject::of(element))),
        (None, Some(_)) => Err(Bar::Contested(Contest::NobodyNamed(Subject::of(element)))),
        (None, None) => Ok(()),
    }
}

/// 2.2: who may declare a phase; `running`: that one without length and condition is over.
pub(crate) fn may_declare_phase(
    world: &World,
    id: PhaseId,
    who: ActorId,
    running: bool,
) -> Result<(), Bar> {
    let element = Element::Phase(id);
    let Some(phase) = world.agreement.phase(id) else {
        return Err(Bar::Refused(unknown(element)));
    };
    match (&phase.declared_by, &phase.from) {
        (Some(panel), _) if members(world, panel).contains(&who) => Ok(()),
        (Some(_), _) => Err(stands(who, Subject::of(element))),
        (None, Some(_)) if !running => {
            Err(Bar::Contested(Contest::NobodyNamed(Subject::of(element))))
        }
        (None, _) => Ok(()),
    }
}

/// One whom the text names for something of a list.
pub(crate) fn is_named(
    world: &World,
    named: Option<Who>,
    who: ActorId,
    of: Element,
) -> Result<(), Bar> {
    match named {
        Some(named) if of_who(world, named).contains(&who) => Ok(()),
        Some(_) => Err(stands(who, Subject::of(of))),
        None => Err(Bar::Contested(Contest::NobodyNamed(Subject::of(of)))),
    }
}

/// A holder, and a condition that is not no (6.2).
fn holds_power(
    world: &World,
    id: ArticleId,
    who: ActorId,
    (holders, condition): (&Panel, Truth),
) -> Result<(), Bar> {
    if !members(world, holders).contains(&who) {
        return Err(stands(who, subject(id)));
    }
    match condition {
        Truth::Yes => Ok(()),
        Truth::NotKnown => Err(Bar::Contested(Contest::Condition(subject(id)))),
        Truth::No => Err(Bar::Refused(Refusal::TooEarly(subject(id)))),
    }
}

/// 6.2, 6.5: who may use a power, now: the rung it is on, where it is one of a ladder.
pub(crate) fn may_use(world: &World, id: ArticleId, who: ActorId) -> Result<Option<u32>, Bar> {
    let asking = Asking::of(Element::Article(id));
    match world.article(id).map(|article| &article.kind) {
        Some(ArticleKind::Power(_)) => {
            let Some(terms) = crate::powers::terms(world, id, None) else {
                return Ok(None);
            };
            let condition = terms.condition(world, asking);
            holds_power(world, id, who, (terms.holders, condition)).map(|()| None)
        }
        Some(ArticleKind::Snapback(snapback)) => {
            let when = snapback.when.as_ref();
            let condition =
                when.map_or(Truth::Yes, |of| crate::conditions::holds(world, of, asking));
            holds_power(world, id, who, (&snapback.holders, condition)).map(|()| None)
        }
        Some(ArticleKind::Ladder(_)) => may_use_rung(world, id, who),
        _ => Err(Bar::Refused(unknown(Element::Article(id)))),
    }
}

/// 6.2: a rung `may` is a power while the ladder stands on it.
fn may_use_rung(world: &World, id: ArticleId, who: ActorId) -> Result<Option<u32>, Bar> {
    let runs = world.past.climbs.iter().filter(|climb| climb.ladder == id);
    let rungs = runs.flat_map(|climb| crate::ladders::standing_on(world, climb));
    let rungs: Vec<u32> = rungs
        .filter(|(_, step)| matches!(step.act, StepAct::May(..)))
        .map(|(rung, _)| rung)
        .collect();
    let Some(first) = rungs.first().copied() else {
        return Err(Bar::Refused(Refusal::TooEarly(subject(id))));
    };
    let mine = rungs.iter().copied().find(|rung| {
        let terms = crate::powers::terms(world, id, Some(*rung));
        terms.is_some_and(|terms| members(world, terms.holders).contains(&who))
    });
    let rung = mine.unwrap_or(first);
    let Some(terms) = crate::powers::terms(world, id, Some(rung)) else {
        return Ok(None);
    };
    let condition = terms.condition(world, Asking::of(Element::Article(id)));
    holds_power(world, id, who, (terms.holders, condition)).map(|()| Some(rung))
}

/// 6.1: who may open a ladder.
pub(crate) fn may_open(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    let Some(ladder) = world.article(id).and_then(model::Article::ladder) else {
        return Err(Bar::Refused(unknown(Element::Article(id))));
    };
    let Some((panel, when)) = &ladder.opened_by else {
        return Err(Bar::Contested(Contest::NobodyNamed(subject(id))));
    };
    let asking = Asking::of(Element::Article(id));
    let condition = when.as_ref();
    let condition = condition.map_or(Truth::Yes, |of| crate::conditions::holds(world, of, asking));
    holds_power(world, id, who, (panel, condition))
}

/// 6.1: who may act on the rung a ladder stands on.
pub(crate) fn may_step(world: &World, id: ArticleId, who: ActorId) -> Result<(), Bar> {
    let runs = world.past.climbs.iter().filter(|climb| climb.ladder == id);
    let mut rungs = runs.flat_map(|climb| crate::ladders::standing_on(world, climb));
    if rungs.any(|(_, step)| crate::ladders::named(world, step).contains(&who)) {
        Ok(())
    } else {
        Err(stands(who, subject(id)))
    }
}

/// 9: who may extend a phase.
pub(crate) fn may_extend(world: &World, id: PhaseId, who: ActorId) -> Result<(), Bar> {
    let panels = crate::consent::extenders(world, id);
    let of = Subject::of(Element::Phase(id));
    if panels.is_empty() {
        Err(Bar::Contested(Contest::Consent(of)))
    } else if panels
        .iter()
        .any(|panel| members(world, panel).contains(&who))
    {
        Ok(())
    } else {
        Err(stands(who, of))
    }
}
