//! Laws of single events and of what they lead to.

use std::collections::BTreeMap;

use kernel::{Answer, Consequence, Contest, Stage};
use model::{Deed, Element};

use crate::{at, life, lived, lives, refused};

#[test]
fn the_same_inputs_give_the_same_outputs_and_replay_the_same_state() {
    for life in lives() {
        let (mut one, mut other) = (kernel::start(&life.rules), kernel::start(&life.rules));
        for event in &life.log {
            let first = kernel::apply(&life.rules, &mut one, event);
            let second = kernel::apply(&life.rules, &mut other, event);
            assert_eq!(first, second, "{}", life.told());
        }
        assert_eq!(one, other, "{}", life.told());
        // A state kept half way and taken up again goes on as the other does.
        let half = life.log.len() / 2;
        let mut kept = lived(&life.rules, &life.log[..half]).clone();
        for event in &life.log[half..] {
            kernel::apply(&life.rules, &mut kept, event);
        }
        assert_eq!(kept, one, "{}", life.told());
    }
}

#[test]
fn a_refused_event_changes_nothing() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        for event in &life.log {
            let before = state.clone();
            let told = kernel::refusal(&life.rules, &state, event);
            let answer = kernel::apply(&life.rules, &mut state, event);
            match answer {
                Answer::Refused(refusal) => {
                    some += 1;
                    assert_eq!(told, Some(refusal));
                    assert!(state == before, "{event:?}\n{}", life.told());
                }
                _ => assert_eq!(told, None),
            }
        }
    }
    assert!(some > 100, "{some} were refused");
}

#[test]
fn a_contested_event_lets_time_pass_and_nothing_else_is_seen_of_it() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        for event in &life.log {
            let mut without = state.clone();
            let answer = kernel::apply(&life.rules, &mut state, event);
            let Answer::Contested(contest, _) = answer else {
                continue;
            };
            some += 1;
            let pass = at(event.recorded, Deed::TimePasses);
            kernel::apply(&life.rules, &mut without, &pass);
            // What was said or consented to is kept; nothing hangs on it until the text says so.
            assert!(
                state.observe() == without.observe(),
                "{contest:?} {event:?}\n{}",
                life.told()
            );
            if !matches!(contest, Contest::Consent(_)) {
                assert_eq!(kernel::wakeup(&state), kernel::wakeup(&without));
            }
        }
    }
    assert!(some > 100, "{some} were contested");
}

#[test]
fn now_never_goes_back() {
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        let mut now = state.now();
        for event in &life.log {
            let answer = kernel::apply(&life.rules, &mut state, event);
            assert!(state.now() >= now);
            if !refused(&answer) {
                assert_eq!(state.now(), event.recorded);
            }
            now = state.now();
        }
        kernel::tick(&life.rules, &mut state, now - 5_000);
        assert_eq!(state.now(), now);
    }
}

#[test]
fn released_is_never_left_and_a_breach_stays_a_fact() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        let mut released = BTreeMap::new();
        let mut breached = std::collections::BTreeSet::new();
        for event in &life.log {
            kernel::apply(&life.rules, &mut state, event);
            let seen = state.observe().occurrences;
            for (key, stage) in &released {
                assert_eq!(seen[key].stage, *stage, "{key:?}\n{}", life.told());
            }
            for key in &breached {
                let of = seen.get(key).expect("it does not vanish");
                assert!(of.breached, "{key:?}\n{}", life.told());
            }
            for (key, of) in &seen {
                if matches!(of.stage, Stage::Released(_)) {
                    released.insert(*key, of.stage);
                }
                if of.breached {
                    breached.insert(*key);
                }
            }
        }
        some += released.len().min(breached.len());
    }
    assert!(some > 20, "{some} were released and breached");
}

#[test]
fn what_is_accepted_refused_and_pending_is_no_more_than_what_is_claimed() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        for event in &life.log {
            kernel::apply(&life.rules, &mut state, event);
            for (key, of) in state.observe().occurrences {
                let answered = of.accepted.low + of.refused.low + of.pending.low;
                some += usize::from(answered > 0);
                assert!(
                    answered <= of.claimed.low.max(0),
                    "{key:?} {of:?}\n{event:?}\n{}",
                    life.told()
                );
            }
        }
    }
    assert!(some > 200, "{some} were answered");
}

#[test]
fn every_consequence_has_a_because() {
    let mut some = 0;
    for life in lives() {
        let mut state = kernel::start(&life.rules);
        let mut events = 0;
        for event in &life.log {
            let answer = kernel::apply(&life.rules, &mut state, event);
            let followed: Vec<Consequence> = match answer {
                Answer::Step(followed) | Answer::Contested(_, followed) => followed,
                Answer::Refused(_) => continue,
            };
            for one in followed {
                some += 1;
                let because = one.by;
                let agreement = &life.agreement;
                let exists = match because.element {
                    Element::Agreement => true,
                    Element::Act(id) => id.index() < agreement.acts.len(),
                    element => agreement.naming(element).is_some(),
                };
                assert!(exists, "{one:?}\n{}", life.told());
                if let (Element::Article(id), Some(clause)) = (because.element, because.clause) {
                    let article = agreement.article(id).expect("it exists");
                    let steps = article.ladder().map_or(0, |ladder| ladder.steps.len());
                    let parts = article.clauses.len().max(steps);
                    assert!((clause as usize) < parts, "{one:?}\n{}", life.told());
                }
                // Brought about by this very event, or by the passing of time until it.
                assert!(one.event.is_none_or(|number| number == events), "{one:?}");
                assert!(one.at <= event.recorded, "{one:?}\n{}", life.told());
            }
            events += 1;
        }
    }
    assert!(some > 1_000, "{some} consequences");
}

#[test]
fn deeds_on_unrelated_occurrences_at_one_instant_commute() {
    let mut some = 0;
    for seed in 0..crate::LIVES {
        let life = unrelated(seed);
        let mut order = life.log.clone();
        let mut swapped = 0;
        for index in 1..order.len() {
            let (one, other) = (&order[index - 1], &order[index]);
            let same = one.recorded == other.recorded && one.at == other.at;
            if same && one.deed.duty() != other.deed.duty() {
                order.swap(index - 1, index);
                swapped += 1;
            }
        }
        some += swapped;
        let (one, other) = (life.lived(), lived(&life.rules, &order));
        assert!(one.observe() == other.observe(), "seed {seed}");
    }
    assert!(some > 200, "{some} were swapped");
}

/// Four duties that do not speak of one another, and what is told of them, two deeds an instant.
fn unrelated(seed: u64) -> crate::Life {
    let mut source = "agreement t \"T\".\ntime zone UTC.\nday 1 is 1 January 2025.\n\
        entry into force is 1 January 2025 at 08:00.\nparty north \"north\".\n\
        party south \"south\".\nverifier un \"un\".\nunit trucks (truck) \"Trucks\".\n\
        ladder steps_then \"L\": first, un shall open, within 2 days; last, north shall open.\n"
        .to_owned();
    for (at, by) in [
        "by day 2",
        "within 5 days after entry into force",
        "on day 3",
        "",
    ]
    .iter()
    .enumerate()
    {
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(", {by}")
        };
        source += &format!(
            "duty duty_{at} \"D\": north shall open 4 trucks{by}, verified by un within 20 hours \
             of the report, failing which the report is accepted, subject to dispute by south, \
             decided by un.\n"
        );
    }
    let agreement = random_source(&source);
    let rules = kernel::Rules::new(&agreement, &kernel::Profile::default());
    let mut dice = crate::random::Dice::new(seed);
    let mut log = Vec::new();
    let mut now = crate::common::day(1, 9);
    for _ in 0..12 {
        now += dice.below(30) * 3_600;
        for _ in 0..2 {
            let duty = model::Reference {
                element: Element::Article(model::ArticleId(
                    1 + u32::try_from(dice.below(4)).unwrap(),
                )),
                row: model::RowRef::None,
            };
            log.push(at(now, some_deed(&mut dice, duty)));
        }
    }
    crate::Life {
        seed,
        source,
        agreement,
        rules,
        log,
    }
}

fn random_source(source: &str) -> model::Agreement {
    crate::random::compiled(source).expect("it compiles")
}

fn some_deed(dice: &mut crate::random::Dice, duty: model::Reference) -> Deed {
    use model::{ActorId, Measure};
    let (north, south, un) = (ActorId(0), ActorId(1), ActorId(2));
    let number = Measure {
        bound: None,
        number: dice.between(1, 5) * 1_000,
        percent: false,
        noun: None,
        so_far: None,
    };
    let measure = Some(number);
    match dice.below(8) {
        0..3 => Deed::Performance {
            who: vec![north],
            partly: false,
            told: false,
            duty,
            with: measure,
        },
        3..5 => Deed::Confirms {
            who: un,
            measure,
            duty,
        },
        5 => Deed::Refuses {
            who: un,
            measure,
            duty,
        },
        6 => Deed::Disputes {
            who: south,
            measure,
            duty,
        },
        _ => Deed::Acts {
            who: south,
            verb: model::PartyVerb::Accepts,
            duty: Some(duty),
        },
    }
}

#[test]
fn the_random_lives_say_something() {
    let life = life(3);
    assert!(life.log.len() >= 5 && life.lived().started());
}
