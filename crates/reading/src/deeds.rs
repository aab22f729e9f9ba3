//! What each deed tells: the facts it adds, whether it is contested, whether it is refused.

use kernel::{Contest, Key, Range, Refusal, Release};
use model::{
    ActorId, ArticleId, ArticleKind, Deed, Element, Found, Incident, IncidentVerb, Measure,
    PartyVerb, PhaseId, Reference, RollId, Subject, Window,
};

use crate::claims::{Totals, sum};
use crate::number::{UNBOUNDED, greater, minus, plus, range};
use crate::required::{bounded, measured, required};
use crate::rights::{self, Bar, Finder, article, unknown};
use crate::which::{Kind, about};
use crate::world::{Fact, PutOff, World};

/// What a deed tells: facts, and why it is contested if it is.
pub(crate) type Judged = (Vec<Fact>, Option<Contest>);

fn told(facts: Vec<Fact>) -> Result<Judged, Refusal> {
    Ok((facts, None))
}

/// A contested deed is kept as a fact without effect.
fn barred(bar: Bar) -> Result<Judged, Refusal> {
    match bar {
        Bar::Contested(contest) => Ok((vec![Fact::Kept], Some(contest))),
        Bar::Refused(refusal) => Err(refusal),
    }
}

/// Takes effect unless something bars it.
fn unless(bar: Result<(), Bar>, facts: Vec<Fact>) -> Result<Judged, Refusal> {
    match bar {
        Ok(()) => told(facts),
        Err(bar) => barred(bar),
    }
}

/// 1.1: judges a deed.
pub(crate) fn judge(world: &mut World, deed: &Deed, at: Window) -> Result<Judged, Refusal> {
    match deed {
        Deed::Performance { .. } => performance(world, deed, at),
        Deed::Counts { duty, .. } | Deed::Plans { duty, .. } | Deed::Receives { duty, .. } => {
            is_duty(world, *duty)?;
            told(vec![Fact::Kept])
        }
        Deed::Confirms { .. }
        | Deed::Refuses { .. }
        | Deed::HoldsPending { .. }
        | Deed::Unable { .. }
        | Deed::Finds { .. } => finding(world, deed, at),
        Deed::Disputes { who, measure, duty } => disputes(world, *who, measure, *duty, at),
        Deed::RulesMeasure { who, measure, duty } => rules(world, *who, measure, *duty, at),
        Deed::RulesFact { who, fact } => told(vec![Fact::RulesThat {
            by: *who,
            kind: fact.kind.clone(),
        }]),
        Deed::Declares { who, what } => declares(world, *who, *what),
        Deed::DeclaresComplete { who, roll } => complete(world, *who, *roll),
        Deed::Corrects { who, roll, to } => {
            let element = Element::Roll(*roll);
            let of = world.agreement.roll(*roll).ok_or(unknown(element))?;
            let named = rights::is_named(world, of.corrected_by, *who, element);
            let to = bounded(to.bound, to.number, false);
            unless(named, vec![Fact::Corrects { roll: *roll, to }])
        }
        Deed::Incident {
            who,
            verb,
            incident,
        } => incidents(world, *who, *verb, incident, at),
        Deed::Justifies { incident, .. } => {
            is_rule(world, incident.of)?;
            told(vec![Fact::Kept])
        }
        Deed::Withholds { .. } | Deed::Resumes { .. } => withholding(world, deed, at),
        Deed::Uses { who, power, .. } => match rights::may_use(world, *power, *who) {
            Ok(rung) => told(vec![Fact::Uses {
                by: *who,
                power: *power,
                rung,
            }]),
            Err(bar) => barred(bar),
        },
        Deed::Refers { to, duty, .. } => {
            let article = article(world, *duty)?;
            told(vec![Fact::Refers { to: *to, article }])
        }
        Deed::Opens { who, ladder } => unless(
            rights::may_open(world, *ladder, *who),
            vec![Fact::Opens {
                by: *who,
                ladder: *ladder,
            }],
        ),
        Deed::Acts { who, verb, duty } => acts(world, *who, *verb, *duty, at),
        _ => about_consent(world, deed),
    }
}

/// Section 9, and what is told of the agreement as a whole.
fn about_consent(world: &World, deed: &Deed) -> Result<Judged, Refusal> {
    match deed {
        Deed::Adopts {
            who, adopts, what, ..
        } => told(vec![Fact::Adopts {
            by: *who,
            what: *what,
            yes: *adopts,
        }]),
        Deed::ExtendsUntil { who, what, until } => {
            let asking = crate::time::Asking::of(what.element);
            match crate::time::moment(world, until, asking).window() {
                Some(until) => extends(world, *who, *what, PutOff::Until(until)),
                None => Err(unknown(what.element)),
            }
        }
        Deed::ExtendsBy { who, what, by } => extends(world, *who, *what, PutOff::By(*by)),
        Deed::Consents { who, to } => told(vec![Fact::Consents {
            by: who.clone(),
            to: *to,
            agree: false,
        }]),
        Deed::Proposes { who, what } => told(vec![match what {
            Element::Amendment(_) => Fact::Consents {
                by: vec![*who],
                to: *what,
                agree: false,
            },
            _ => Fact::Kept,
        }]),
        Deed::Agree { on, .. } => told(vec![Fact::Consents {
            by: Vec::new(),
            to: *on,
            agree: true,
        }]),
        Deed::Joins { who, joins } => told(vec![Fact::Joins {
            who: *who,
            joins: *joins,
        }]),
        Deed::EntersIntoForce => told(vec![Fact::EntersIntoForce]),
        Deed::TimePasses => told(Vec::new()),
        _ => told(vec![Fact::Kept]),
    }
}

/// A reference to a duty; `true`: one that stands.
fn is_duty(world: &World, of: Reference) -> Result<(ArticleId, bool), Refusal> {
    let id = article(world, of)?;
    let duty = world.article(id).and_then(|article| article.duty());
    duty.map(|duty| (id, duty.standing))
        .ok_or(unknown(of.element))
}

/// Whether an article is a rule that stands (7).
fn stands(world: &World, id: ArticleId) -> bool {
    match world.article(id).map(|article| &article.kind) {
        Some(ArticleKind::Prohibition(_) | ArticleKind::Level(_)) => true,
        Some(ArticleKind::Duty(duty)) => duty.standing,
        _ => false,
    }
}

fn is_rule(world: &World, id: ArticleId) -> Result<(), Refusal> {
    if stands(world, id) {
        Ok(())
    } else {
        Err(unknown(Element::Article(id)))
    }
}

/// 4.1: performance.
fn performance(world: &mut World, deed: &Deed, at: Window) -> Result<Judged, Refusal> {
    let Deed::Performance {
        who,
        partly,
        told: by_sources,
        duty,
        with,
    } = deed
    else {
        return told(vec![Fact::Kept]);
    };
    let id = article(world, *duty)?;
    let ladder = world.article(id).and_then(model::Article::ladder).is_some();
    if !ladder {
        is_duty(world, *duty)?;
    }
    for author in who.iter().filter(|_| !by_sources) {
        let may = if ladder {
            rights::may_step(world, id, *author)
        } else {
            rights::may_report(world, id, *author)
        };
        if let Err(bar) = may {
            return barred(bar);
        }
    }
    if ladder {
        return told(vec![Fact::Steps {
            by: who.clone(),
            ladder: id,
        }]);
    }
    if stands(world, id) {
        return told(vec![Fact::Kept]);
    }
    let owners = world.article(id).map_or(Vec::new(), |article| {
        crate::occurrences::apart(world, article)
    });
    let apart: Vec<ActorId> = who
        .iter()
        .filter(|who| owners.contains(&Some(**who)))
        .copied()
        .collect();
    let mut facts = Vec::new();
    let mut claim = |world: &mut World, author: Option<ActorId>, by: Vec<ActorId>| {
        for key in about(world, *duty, author, Kind::Claim, at) {
            let (amount, so_far) = claimed(world, key, with.as_ref(), *partly);
            facts.push(Fact::Claim {
                key,
                by: by.clone(),
                amount,
                so_far,
                partly: *partly,
            });
        }
    };
    if apart.is_empty() {
        claim(world, who.first().copied(), who.clone());
    } else {
        for author in apart {
            claim(world, Some(author), vec![author]);
        }
    }
    told(facts)
}

/// 3.5: how much a claim claims, and whether it sets the total of its author.
fn claimed(world: &World, key: Key, with: Option<&Measure>, partly: bool) -> (Range, bool) {
    if let Some(measure) = with
        && let Some(amount) = measured(world, key, measure)
    {
        return (amount, measure.so_far == Some(true));
    }
    let Some(asked) = required(world, key) else {
        return (range(1, UNBOUNDED), false);
    };
    let rest = minus(asked, sum(world, key).claimed());
    if partly {
        let most = match rest.high {
            UNBOUNDED => UNBOUNDED,
            high => high.saturating_sub(1).max(1),
        };
        return (range(1, most), false);
    }
    (rest, false)
}

/// 4.2: findings.
fn finding(world: &mut World, deed: &Deed, at: Window) -> Result<Judged, Refusal> {
    let (who, duty) = match deed {
        Deed::Confirms { who, duty, .. }
        | Deed::Refuses { who, duty, .. }
        | Deed::HoldsPending { who, duty, .. }
        | Deed::Unable { who, duty }
        | Deed::Finds { who, duty, .. } => (*who, *duty),
        _ => return told(vec![Fact::Kept]),
    };
    let id = article(world, duty)?;
    if stands(world, id) {
        return rule_found(world, deed, id, who);
    }
    is_duty(world, duty)?;
    let mut facts = Vec::new();
    for key in about(world, duty, Some(who), Kind::Finding, at) {
        let breached = matches!(
            deed,
            Deed::Finds {
                found: Found::Breached,
                ..
            }
        );
        match rights::may_find(world, key, who, at) {
            Ok(finder) => found(world, key, (who, finder), deed, &mut facts),
            Err(_) if breached && rights::monitors(world, id, who) => {
                facts.push(Fact::FoundBreached { key });
            }
            Err(bar) => return barred(bar),
        }
    }
    told(facts)
}

/// 7.3, 7.4: findings on what stands.
fn rule_found(world: &World, deed: &Deed, id: ArticleId, who: ActorId) -> Result<Judged, Refusal> {
    let broken = match deed {
        Deed::Finds {
            found: Found::Breached,
            ..
        } => true,
        Deed::Finds {
            found: Found::Kept, ..
        } => false,
        Deed::Finds { .. } => return told(vec![Fact::Kept]),
        // What is told of a standing duty is kept; other rules have nothing to confirm.
        _ if world
            .article(id)
            .is_some_and(|article| article.duty().is_some()) =>
        {
            return told(vec![Fact::Kept]);
        }
        _ => return Err(unknown(Element::Article(id))),
    };
    unless(
        rights::may_find_rule(world, id, who),
        vec![Fact::RuleFound {
            article: id,
            broken,
        }],
    )
}

/// 4.2: the facts of one finding.
fn found(
    world: &World,
    key: Key,
    (by, finder): (ActorId, Finder),
    deed: &Deed,
    facts: &mut Vec<Fact>,
) {
    let sum = sum(world, key);
    let claimed = sum.claimed();
    // Where nothing was claimed, whoever confirms the whole confirms all that is required.
    let whole = if sum.claims.is_empty() {
        required(world, key).unwrap_or(range(1, UNBOUNDED))
    } else {
        claimed
    };
    let found = sum.found(world, key.article);
    let own = match finder {
        Finder::Member => sum.members.get(&by).copied().unwrap_or_default(),
        Finder::Whole(_) => found,
    };
    // All that is claimed and not yet answered by that member: what its total then comes to.
    let accepts = greater(own.accepted, minus(whole, plus(own.refused, own.pending)));
    let refuses = greater(own.refused, minus(claimed, plus(own.accepted, own.pending)));
    let holds = greater(own.pending, minus(claimed, plus(own.accepted, own.refused)));
    let amount = |measure: Option<&Measure>, total: Range| {
        let number = measure.and_then(|of| measured(world, key, of));
        let so_far = measure.is_some_and(|of| of.so_far == Some(true));
        number.map_or((total, true), |number| (number, so_far))
    };
    let mut say = |accepts: bool, (amount, so_far): (Range, bool)| {
        say(
            facts,
            key,
            (by, finder, accepts),
            (own, claimed),
            (amount, so_far),
        );
    };
    match deed {
        Deed::Confirms { measure, .. } => say(true, amount(measure.as_ref(), accepts)),
        Deed::Refuses { measure, .. } => say(false, amount(measure.as_ref(), refuses)),
        Deed::HoldsPending { measure, .. } => {
            let (amount, so_far) = amount(Some(measure), holds);
            let total = if so_far {
                amount
            } else {
                plus(own.pending, amount)
            };
            let found = plus(plus(own.accepted, own.refused), total);
            raise(facts, (key, by), found, claimed);
            facts.push(Fact::Pending {
                key,
                by,
                amount,
                so_far,
            });
        }
        Deed::Unable { .. } => facts.push(Fact::Unable { key }),
        Deed::Finds { found, .. } => match found {
            Found::Kept => say(true, (accepts, true)),
            Found::Short => {
                say(false, (minus(claimed, own.accepted), true));
                facts.push(Fact::FoundShort { key });
            }
            Found::Breached => {
                say(false, (claimed, true));
                facts.push(Fact::Wrong { key, by });
                facts.push(Fact::FoundBreached { key });
            }
            Found::WronglyAccepted => facts.push(Fact::Wrong { key, by }),
        },
        _ => {}
    }
}

/// 4.2: what is claimed is at least what a member has accepted, refused and holds pending: a
/// finding of more raises the claim to it, as of the finding.
fn raise(facts: &mut Vec<Fact>, (key, by): (Key, ActorId), found: Range, claimed: Range) {
    if found.low > claimed.low && found.high >= claimed.high {
        facts.push(Fact::Claim {
            key,
            by: vec![by],
            amount: range(found.low - claimed.low, found.high - claimed.high),
            so_far: false,
            partly: false,
        });
    }
}

/// Accepts or refuses, as a member or in the place of a panel.
fn say(
    facts: &mut Vec<Fact>,
    key: Key,
    (by, finder, accepts): (ActorId, Finder, bool),
    (own, claimed): (Totals, Range),
    (amount, so_far): (Range, bool),
) {
    let before = if accepts { own.accepted } else { own.refused };
    let total = if so_far { amount } else { plus(before, amount) };
    let other = if accepts { own.refused } else { own.accepted };
    raise(
        facts,
        (key, by),
        plus(plus(total, other), own.pending),
        claimed,
    );
    facts.push(match (finder, accepts) {
        (Finder::Member, true) => Fact::Accepts {
            key,
            by,
            amount,
            so_far,
        },
        (Finder::Member, false) => Fact::Refuses {
            key,
            by,
            amount,
            so_far,
        },
        (Finder::Whole(clause), true) => Fact::Whole {
            key,
            clause: Some(clause),
            amount: total,
        },
        (Finder::Whole(clause), false) => Fact::WholeRefused {
            key,
            clause: Some(clause),
            amount: total,
        },
    });
}

/// 4.5: disputes.
fn disputes(
    world: &mut World,
    who: ActorId,
    measure: &Option<Measure>,
    duty: Reference,
    at: Window,
) -> Result<Judged, Refusal> {
    let (id, standing) = is_duty(world, duty)?;
    if let Err(bar) = rights::may_dispute(world, id, who) {
        return barred(bar);
    }
    if standing {
        return told(vec![Fact::Kept]);
    }
    let mut facts = Vec::new();
    for key in about(world, duty, Some(who), Kind::Finding, at) {
        let stated = measure.as_ref().and_then(|of| measured(world, key, of));
        let amount = stated.unwrap_or_else(|| sum(world, key).claimed());
        facts.push(Fact::Disputes { key, amount });
    }
    told(facts)
}

/// 4.5: rulings.
fn rules(
    world: &mut World,
    who: ActorId,
    measure: &Measure,
    duty: Reference,
    at: Window,
) -> Result<Judged, Refusal> {
    let (id, standing) = is_duty(world, duty)?;
    if let Err(bar) = rights::may_rule(world, id, who) {
        return barred(bar);
    }
    if standing {
        return told(vec![Fact::Kept]);
    }
    let mut facts = Vec::new();
    for key in about(world, duty, Some(who), Kind::Finding, at) {
        let claimed = sum(world, key).claimed();
        let ruled = measured(world, key, measure).unwrap_or(claimed);
        if ruled.low > claimed.low || ruled.high > claimed.high {
            facts.push(Fact::Claim {
                key,
                by: vec![who],
                amount: range(
                    (ruled.low - claimed.low).max(0),
                    (ruled.high - claimed.high).max(0),
                ),
                so_far: false,
                partly: false,
            });
        }
        facts.push(Fact::Rules {
            key,
            amount: ruled,
            claimed: crate::number::greater(claimed, ruled),
        });
    }
    told(facts)
}

/// 2.2, 2.4: declarations.
fn declares(world: &World, who: ActorId, what: Element) -> Result<Judged, Refusal> {
    let fact = Fact::Declares { by: who, what };
    match what {
        Element::Milestone(id) => unless(rights::may_declare(world, id, who), vec![fact]),
        Element::Phase(id) => declares_phase(world, who, id, fact),
        Element::Roll(roll) => complete(world, who, roll),
        _ => Err(unknown(what)),
    }
}

fn declares_phase(world: &World, who: ActorId, id: PhaseId, fact: Fact) -> Result<Judged, Refusal> {
    let endless = world.agreement.phase(id).is_some_and(|phase| {
        phase.lasts.is_none() && phase.until.is_none() && phase.completed_when.is_none()
    });
    let running = crate::in_force::stage(world, id) == kernel::PhaseStage::Running;
    let over = endless && running;
    let fact = if over {
        Fact::DeclaresOver { by: who, phase: id }
    } else {
        fact
    };
    unless(rights::may_declare_phase(world, id, who, over), vec![fact])
}

fn complete(world: &World, who: ActorId, roll: RollId) -> Result<Judged, Refusal> {
    let element = Element::Roll(roll);
    let of = world.agreement.roll(roll).ok_or(unknown(element))?;
    let named = rights::is_named(world, of.complete_by, who, element);
    unless(named, vec![Fact::Complete { roll }])
}

/// 7.1: incidents.
fn incidents(
    world: &World,
    who: ActorId,
    verb: IncidentVerb,
    incident: &Incident,
    at: Window,
) -> Result<Judged, Refusal> {
    is_rule(world, incident.of)?;
    let fact = Fact::Incident {
        by: who,
        verb,
        incident: incident.clone(),
    };
    let may = match verb {
        IncidentVerb::Finds => rights::may_find_incident(world, incident.of, who, at),
        IncidentVerb::Alleges | IncidentVerb::Denies | IncidentVerb::Counts => Ok(()),
    };
    unless(may, vec![fact])
}

/// 6.2, 6.4: withholding and resuming, whoever does it.
fn withholding(world: &mut World, deed: &Deed, at: Window) -> Result<Judged, Refusal> {
    let (who, duty, withholds) = match deed {
        Deed::Withholds { who, duty, .. } => (*who, *duty, true),
        Deed::Resumes { who, duty, .. } => (*who, *duty, false),
        _ => return told(vec![Fact::Kept]),
    };
    let (article, standing) = is_duty(world, duty)?;
    if standing {
        return told(vec![if withholds {
            Fact::Kept
        } else {
            Fact::Resumes {
                by: who,
                article,
                key: None,
            }
        }]);
    }
    let keys = about(world, duty, Some(who), Kind::Finding, at);
    let facts = keys.into_iter().map(|key| {
        if withholds {
            Fact::Withholds { key }
        } else {
            Fact::Resumes {
                by: who,
                article,
                key: Some(key),
            }
        }
    });
    told(facts.collect())
}

/// 4.4: what a party does with a duty.
fn acts(
    world: &mut World,
    who: ActorId,
    verb: PartyVerb,
    duty: Option<Reference>,
    at: Window,
) -> Result<Judged, Refusal> {
    let of = match duty {
        Some(duty) => Some((duty, article(world, duty)?)),
        None => None,
    };
    match (verb, of) {
        (PartyVerb::Repudiates, _) => told(vec![Fact::Kept]),
        (PartyVerb::Demands, of) => told(vec![Fact::Demands {
            by: who,
            article: of.map(|(_, id)| id),
        }]),
        (_, None) => told(vec![Fact::Kept]),
        (verb, Some((duty, id))) => {
            let (_, standing) = is_duty(world, duty)?;
            if let Err(bar) = rights::is_owed(world, id, who) {
                return barred(bar);
            }
            if standing {
                return told(vec![Fact::Kept]);
            }
            let keys = about(world, duty, Some(who), Kind::Finding, at);
            let facts = keys.into_iter().map(|key| match verb {
                PartyVerb::Waives => Fact::Releases {
                    key,
                    why: Release::Waived,
                },
                PartyVerb::Discharges => Fact::Releases {
                    key,
                    why: Release::Discharged,
                },
                _ => Fact::Whole {
                    key,
                    clause: None,
                    amount: sum(world, key).claimed(),
                },
            });
            told(facts.collect())
        }
    }
}

/// 9: extensions: kept where only some have done it, and of effect when all have.
fn extends(world: &World, who: ActorId, what: Reference, how: PutOff) -> Result<Judged, Refusal> {
    let phase = match what.element {
        Element::Phase(phase) if world.agreement.phase(phase).is_some() => phase,
        Element::Article(id) if world.article(id).is_some() => {
            let consent = Contest::Consent(Subject::of(what.element));
            return Ok((vec![Fact::Kept], Some(consent)));
        }
        other => return Err(unknown(other)),
    };
    if let Err(bar) = rights::may_extend(world, phase, who) {
        return barred(bar);
    }
    let all = crate::consent::would_extend(world, who, phase, how);
    let consent = Contest::Consent(Subject::of(what.element));
    let fact = Fact::Extends {
        by: who,
        phase,
        how,
    };
    Ok((vec![fact], (!all).then_some(consent)))
}
