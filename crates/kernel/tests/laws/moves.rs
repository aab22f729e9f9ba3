//! `moves` lists what may be done, and nothing that `apply` refuses.

use kernel::{Answer, Move, Rules, Stage, State};
use model::{ActorId, Deed, Element, MilestoneId, Reference};

use crate::{at, lives};

/// How an event is answered now, without entering it.
fn answer(rules: &Rules, state: &State, deed: &Deed) -> Answer {
    let mut then = state.clone();
    kernel::apply(rules, &mut then, &at(state.now(), deed.clone()))
}

#[test]
fn every_move_listed_is_not_refused() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        for event in &life.log {
            kernel::apply(&life.rules, &mut state, event);
            if !state.started() {
                continue;
            }
            for Move { who, deed } in kernel::moves(&life.rules, &state) {
                some += 1;
                let answer = answer(&life.rules, &state, &deed);
                assert!(
                    !matches!(answer, Answer::Refused(_)),
                    "{who:?} {deed:?} {answer:?}\n{}",
                    life.told()
                );
            }
        }
    }
    assert!(some > 1_000, "{some} moves");
}

/// The kinds of deeds that `moves` enumerates, by one actor, on one duty or thing.
fn kinds(rules: &Rules, who: ActorId, state: &State) -> Vec<Deed> {
    let agreement = rules.agreement();
    let mut deeds = Vec::new();
    for (id, _) in agreement.articles() {
        deeds.push(Deed::Uses {
            who,
            power: id,
            against: Vec::new(),
        });
    }
    for id in (0..).map(MilestoneId).take(agreement.milestones.len()) {
        deeds.push(Deed::Declares {
            who,
            what: Element::Milestone(id),
        });
    }
    for (key, of) in state.observe().occurrences {
        let owed = matches!(of.stage, Stage::Due | Stage::Overdue | Stage::Breached)
            && key.obligor.is_none_or(|own| own == who);
        let duty = Reference {
            element: Element::Article(key.article),
            row: key.row.map_or(model::RowRef::None, model::RowRef::Row),
        };
        if owed
            && agreement
                .article(key.article)
                .is_some_and(|of| of.duty().is_some())
        {
            deeds.push(Deed::Performance {
                who: vec![who],
                partly: false,
                told: false,
                duty,
                with: None,
            });
        }
        if of.claimed.high > 0 && owed {
            deeds.push(Deed::Confirms {
                who,
                measure: None,
                duty,
            });
        }
    }
    deeds
}

/// Whoever acts for an obligor may report as well, and is not listed: the text may name many.
fn acts_for_another(rules: &Rules, deed: &Deed) -> bool {
    let Deed::Performance { who, duty, .. } = deed else {
        return false;
    };
    let agreement = rules.agreement();
    let article = duty.article().and_then(|id| agreement.article(id));
    let obligors = article.and_then(|article| article.holders());
    let obligors = obligors.map_or(Vec::new(), |panel| agreement.members(panel));
    who.iter().any(|who| !obligors.contains(who))
}

#[test]
fn what_is_not_listed_is_refused_or_contested_or_done_for_somebody() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        for (index, event) in life.log.iter().enumerate() {
            kernel::apply(&life.rules, &mut state, event);
            if !state.started() || index % 4 != 0 {
                continue;
            }
            let listed = kernel::moves(&life.rules, &state);
            let actors = u32::try_from(life.agreement.actors.len()).unwrap();
            for who in (0..actors).map(ActorId) {
                for deed in kinds(&life.rules, who, &state) {
                    if listed.iter().any(|of| of.who == who && of.deed == deed) {
                        continue;
                    }
                    some += 1;
                    let step = matches!(answer(&life.rules, &state, &deed), Answer::Step(_));
                    assert!(
                        !step || fact(&life.rules, &state, &deed),
                        "{deed:?}\n{}",
                        life.told()
                    );
                }
            }
        }
    }
    assert!(some > 1_000, "{some} were not listed");
}

/// What anybody may tell as a fact, and what has been done already.
fn fact(rules: &Rules, state: &State, deed: &Deed) -> bool {
    let agreement = rules.agreement();
    match deed {
        Deed::Declares {
            what: Element::Milestone(id),
            ..
        } => {
            let named = agreement
                .milestone(*id)
                .is_some_and(|of| of.declared_by.is_some());
            !named || state.observe().milestones[id.index()].is_some()
        }
        Deed::Uses { power, .. } => agreement.article(*power).is_some_and(|of| {
            matches!(
                of.kind,
                model::ArticleKind::Permission(_) | model::ArticleKind::Exception(_)
            )
        }),
        Deed::Confirms { .. } => true,
        other => acts_for_another(rules, other),
    }
}
