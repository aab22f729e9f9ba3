//! Section 9 of the page: consent, extension, amendment, members who leave; and who the words of
//! a panel mean.

use kernel::{Key, Release};
use model::{
    ActorId, ActorKind, AmendmentId, ArticleId, ArticleKind, Change, Element, Panel, PhaseId,
    PowerAct, Reference, Who, Window,
};

use crate::time::{Asking, point};
use crate::world::{Fact, PutOff, World};

pub(crate) fn work_out(world: &mut World) {
    extensions(world);
    amendments(world);
}

/// Whether an actor has left and not come back.
fn left(world: &World, actor: ActorId) -> bool {
    let last = world.told.iter().rev().find_map(|told| match told.fact {
        Fact::Joins { who, joins } if who == actor => Some(joins),
        _ => None,
    });
    last == Some(false)
}

/// 4.2, 9: a group stands for its members; of one `while they remain`, for those who have not
/// left. A body stands for itself.
pub(crate) fn members(world: &World, panel: &Panel) -> Vec<ActorId> {
    let mut members = Vec::new();
    for who in &panel.who {
        for member in of_who(world, *who) {
            if !members.contains(&member) {
                members.push(member);
            }
        }
    }
    members
}

/// Whom one phrase means.
pub(crate) fn of_who(world: &World, who: Who) -> Vec<ActorId> {
    match who {
        Who::Actor(id) | Who::EachOf(id) | Who::AnyOf(id) => {
            let Some(actor) = world.agreement.actor(id) else {
                return Vec::new();
            };
            if !matches!(actor.kind, ActorKind::Group | ActorKind::Side) {
                return vec![id];
            }
            let remain = actor.while_they_remain == Some(true);
            let stays = |member: &&ActorId| !remain || !left(world, **member);
            actor.members.iter().filter(stays).copied().collect()
        }
        Who::EachParty | Who::AnyParty | Who::EachSide | Who::AnySide | Who::Parties => {
            world.agreement.parties().collect()
        }
        Who::Owed => Vec::new(),
    }
}

/// Whether somebody has consented to something.
pub(crate) fn has_consented(world: &World, who: ActorId, what: Element) -> bool {
    let party = world.agreement.parties().any(|party| party == who);
    world.told.iter().any(|told| match &told.fact {
        Fact::Consents { by, to, agree } => *to == what && (by.contains(&who) || (*agree && party)),
        _ => false,
    })
}

/// `the parties agree on e`.
pub(crate) fn agreed(world: &World, what: Element) -> bool {
    world
        .told
        .iter()
        .any(|told| matches!(told.fact, Fact::Consents { to, agree: true, .. } if to == what))
}

/// `w requests it`: w has demanded the article that asks.
pub(crate) fn demanded(world: &World, who: Who, asking: Asking) -> bool {
    let members = of_who(world, who);
    world.told.iter().any(|told| match told.fact {
        Fact::Demands { by, article } => members.contains(&by) && article == asking.article(),
        _ => false,
    })
}

/// 9: who may extend a phase: each way the text names, as a panel.
pub(crate) fn extenders(world: &World, phase: PhaseId) -> Vec<Panel> {
    let stated = world.agreement.phase(phase).into_iter();
    let stated = stated.flat_map(|phase| &phase.extended);
    let mut panels: Vec<Panel> = stated.filter_map(|of| of.consent_of.clone()).collect();
    for article in &world.agreement.articles {
        if let ArticleKind::Power(power) = &article.kind
            && let PowerAct::Extend { what, .. } = &power.act
            && *what == Element::Phase(phase)
        {
            panels.push(power.holders.clone());
        }
    }
    panels
}

/// 9: whether all of those who must have extended a phase in this way, or consented to it.
fn extended(world: &World, phase: PhaseId, how: PutOff) -> bool {
    let did = |who: ActorId| {
        let same = |fact: &Fact| match fact {
            Fact::Extends {
                by,
                phase: of,
                how: other,
            } => *by == who && *of == phase && *other == how,
            _ => false,
        };
        world.told.iter().any(|told| same(&told.fact))
            || has_consented(world, who, Element::Phase(phase))
    };
    extenders(world, phase)
        .iter()
        .any(|panel| crate::in_force::enough(world, panel, did))
}

/// Whether an extension takes effect once this one has done it as well.
pub(crate) fn would_extend(world: &World, by: ActorId, phase: PhaseId, how: PutOff) -> bool {
    let mut then = world.clone();
    then.tell(Fact::Extends { by, phase, how });
    extended(&then, phase, how)
}

/// 9: the extensions that take effect. One is taken up once, however many have done it.
fn extensions(world: &mut World) {
    for index in 0..world.told.len() {
        let Some(Fact::Extends { phase, how, .. }) = world.told.get(index).map(|told| &told.fact)
        else {
            continue;
        };
        let (phase, how) = (*phase, *how);
        if world.past.acted.contains(&index) || !extended(world, phase, how) {
            continue;
        }
        for (other, told) in world.told.iter().enumerate() {
            if let Fact::Extends {
                phase: of,
                how: same,
                ..
            } = told.fact
                && of == phase
                && same == how
            {
                world.past.acted.insert(other);
            }
        }
        let life = world.past.phases.entry(phase).or_default();
        life.put_off.push(how);
    }
}

/// 9: an amendment takes effect when it is agreed on, or when each party (each of its `by`) has
/// consented to it or proposed it.
fn amendments(world: &mut World) {
    for (id, amendment) in (0..).map(AmendmentId).zip(&world.agreement.amendments) {
        let element = Element::Amendment(id);
        if world.past.amended.contains(&id.0) {
            continue;
        }
        let by: Vec<ActorId> = if amendment.by.is_empty() {
            world.agreement.parties().collect()
        } else {
            let by = amendment.by.iter();
            by.flat_map(|who| of_who(world, *who)).collect()
        };
        let all = !by.is_empty() && by.iter().all(|who| has_consented(world, *who, element));
        if agreed(world, element) || all {
            world.past.amended.insert(id.0);
            for change in &amendment.changes {
                take_effect(world, change);
            }
        }
    }
}

fn take_effect(world: &mut World, change: &Change) {
    match change {
        Change::NowDue(these, clause) => {
            for of in these {
                redate(world, *of, clause);
            }
        }
        Change::ReplacedBy(these, _) => {
            for of in these {
                let keys = open_keys(world, *of);
                release(world, &keys, Release::Replaced);
            }
        }
        Change::Withdrawn(these) => {
            for element in these {
                let of = Reference {
                    element: *element,
                    row: model::RowRef::Every,
                };
                let keys = open_keys(world, of);
                release(world, &keys, Release::Replaced);
            }
        }
        Change::ExtendedUntil(Element::Phase(phase), until) => {
            let asking = Asking::of(Element::Phase(*phase));
            if let Some(window) = point(world, until, asking).window() {
                let life = world.past.phases.entry(*phase).or_default();
                life.put_off.push(PutOff::Until(window));
            }
        }
        Change::ExtendedBy(Element::Phase(phase), by) => {
            let life = world.past.phases.entry(*phase).or_default();
            life.put_off.push(PutOff::By(*by));
        }
        Change::Leaves(who) => world.tell(Fact::Joins {
            who: *who,
            joins: false,
        }),
        Change::Joins(who, _) => world.tell(Fact::Joins {
            who: *who,
            joins: true,
        }),
        _ => {}
    }
}

/// The occurrences of a reference that are not over.
fn open_keys(world: &World, of: Reference) -> Vec<Key> {
    let element = of.element;
    let keys = crate::conditions::keys_of(world, of, Asking::of(element)).unwrap_or_default();
    let open = |key: &Key| {
        let seen = world.seen.get(key);
        seen.is_none_or(|seen| !crate::stages::over(seen.stage))
    };
    keys.into_iter().filter(open).collect()
}

fn release(world: &mut World, keys: &[Key], why: Release) {
    for key in keys {
        world.past.released.entry(*key).or_insert(why);
    }
}

/// 9: a re-dated duty closes its generation and opens the next, with the new date.
fn redate(world: &mut World, of: Reference, clause: &model::Clause) {
    let keys = open_keys(world, of);
    release(world, &keys, Release::Replaced);
    for key in keys {
        let next = Key {
            generation: key.generation.saturating_add(1),
            ..key
        };
        let before = world.past.made.get(&key).cloned();
        let Some(mut made) = before else {
            continue;
        };
        made.redated = Some(clause.clone());
        world.past.made.insert(next, made);
    }
}

/// Whether a body acts at an instant: from its `from` until its `until` (4.2).
pub(crate) fn acts(world: &World, who: ActorId, at: Window) -> bool {
    let Some(actor) = world.agreement.actor(who) else {
        return false;
    };
    let asking = Asking::of(Element::Actor(who));
    let from = actor.from.as_ref().map(|from| point(world, from, asking));
    let until = actor
        .until
        .as_ref()
        .map(|until| point(world, until, asking));
    let begun =
        from.is_none_or(|from| from.window().is_some_and(|from| at.latest >= from.earliest));
    let over = until.is_some_and(|until| {
        until
            .window()
            .is_some_and(|until| at.earliest > until.latest)
    });
    begun && !over
}

/// 4.4: to whom a duty is owed: the parties its sentence names after a preposition; if none, and
/// there are exactly two sides, the other side.
pub(crate) fn owed_to(world: &World, article: ArticleId) -> Vec<ActorId> {
    let Some(of) = world.article(article) else {
        return Vec::new();
    };
    let relations = of.object().map_or(&[][..], |object| &object.relations);
    let mut named = Vec::new();
    for relation in relations {
        let model::Relation::To(_, target) = relation else {
            continue;
        };
        match target {
            model::Target::EachParty | model::Target::AnyParty | model::Target::Parties => {
                named.extend(world.agreement.parties());
            }
            model::Target::Nouns(nouns) => {
                for noun in nouns {
                    if let model::Noun::Element(Element::Actor(id)) = noun {
                        named.extend(of_who(world, Who::Actor(*id)));
                    }
                }
            }
            model::Target::Column(_) => {}
        }
    }
    let party = |who: &ActorId| world.agreement.parties().any(|party| party == *who);
    named.retain(party);
    if !named.is_empty() {
        return named;
    }
    let side = |who: &ActorId| world.agreement.side_of(*who);
    let parties: Vec<ActorId> = world.agreement.parties().collect();
    let mut sides: Vec<ActorId> = parties.iter().map(side).collect();
    sides.sort_unstable();
    sides.dedup();
    let obligors = of
        .holders()
        .map_or(Vec::new(), |panel| members(world, panel));
    let own: Vec<ActorId> = obligors.iter().map(side).collect();
    if sides.len() != 2 {
        return Vec::new();
    }
    parties
        .into_iter()
        .filter(|who| !own.contains(&side(who)))
        .collect()
}
