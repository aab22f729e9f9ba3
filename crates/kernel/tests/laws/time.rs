//! Laws of time.

use kernel::{Profile, Rules, Stage, Timeliness};
use model::Deed;

use crate::common::day;
use crate::random::Dice;
use crate::{at, lives};

#[test]
fn ticking_in_one_step_or_in_many_gives_the_same_state() {
    for life in lives() {
        let mut whole = life.lived();
        let start = whole.now().max(day(1, 0));
        let mut parts = whole.clone();
        let end = start + 12 * model::DAY_SECONDS;
        kernel::tick(&life.rules, &mut whole, end);
        let mut dice = Dice::new(life.seed);
        let mut now = start;
        while now < end {
            kernel::tick(&life.rules, &mut parts, now);
            now += 1 + dice.below(2 * model::DAY_SECONDS);
        }
        kernel::tick(&life.rules, &mut parts, end);
        assert!(whole == parts, "{}", life.told());
    }
}

#[test]
fn wakeup_is_the_next_instant_at_which_time_changes_anything() {
    let (mut some, mut idle) = (0, 0);
    for life in lives() {
        let mut state = life.lived();
        if !state.started() {
            continue;
        }
        for _ in 0..30 {
            let Some(wakeup) = kernel::wakeup(&state) else {
                // Nothing is left to happen by itself, ever.
                let mut later = state.clone();
                let followed = kernel::tick(&life.rules, &mut later, state.now() + 400 * 86_400);
                assert_eq!(followed, Vec::new(), "{}", life.told());
                break;
            };
            if wakeup > state.now() + 60 * model::DAY_SECONDS {
                break;
            }
            let mut before = state.clone();
            if wakeup - 1 > state.now() {
                let followed = kernel::tick(&life.rules, &mut before, wakeup - 1);
                assert_eq!(followed, Vec::new(), "{}", life.told());
                let mut seen = before.observe();
                seen.now = state.now();
                assert!(seen == state.observe(), "{}", life.told());
            }
            let followed = kernel::tick(&life.rules, &mut state, wakeup);
            some += 1;
            idle += usize::from(followed.is_empty());
            assert!(
                kernel::wakeup(&state).is_none_or(|next| next > wakeup),
                "{}",
                life.told()
            );
        }
    }
    assert!(
        some > 300 && idle * 2 < some,
        "{idle} of {some} brought nothing"
    );
}

/// A duty with a date, and how it stands when it was done at one instant and found at another.
fn done(done: i64, found: i64, late: &str) -> kernel::Observation {
    let text = format!(
        "agreement t \"T\".\ntime zone UTC.\nday 1 is 1 January 2025.\n\
         entry into force is 1 January 2025 at 08:00.\nparty north \"north\".\n\
         party south \"south\".\nverifier un \"un\".\nact open: reversible.\n\
         duty work \"D\": north shall open, by day 5{late}, verified by un.\n"
    );
    let agreement = crate::random::compiled(&text).expect("it compiles");
    let rules = Rules::new(&agreement, &Profile::default());
    let duty = model::Reference {
        element: model::Element::Article(model::ArticleId(0)),
        row: model::RowRef::None,
    };
    let report = Deed::Performance {
        who: vec![model::ActorId(0)],
        partly: false,
        told: false,
        duty,
        with: None,
    };
    let confirms = Deed::Confirms {
        who: model::ActorId(2),
        measure: None,
        duty,
    };
    let mut report = at(done, report);
    // Entered with the finding: nobody knew before.
    report.recorded = found;
    let mut state = kernel::start(&rules);
    kernel::apply(&rules, &mut state, &report);
    kernel::apply(&rules, &mut state, &at(found, confirms));
    *state.observe().occurrences.values().next().expect("one")
}

#[test]
fn verification_relates_back_to_when_it_was_done() {
    let deadline = day(6, 0);
    let mut dice = Dice::new(7);
    for _ in 0..200 {
        let when = day(1, 9) + dice.below(8 * model::DAY_SECONDS);
        let found = when + dice.below(12 * model::DAY_SECONDS);
        let seen = done(when, found, "");
        let in_time = when <= deadline;
        let timeliness = if in_time {
            Timeliness::OnTime
        } else {
            Timeliness::Late
        };
        assert_eq!(seen.timeliness, Some(timeliness), "{when} {found}");
        // A finding after the breach finds that there was none, or mends it.
        let stage = if in_time || found <= deadline {
            Stage::Fulfilled
        } else {
            Stage::Remedied
        };
        assert_eq!(seen.stage, stage, "{when} {found}");
        assert_eq!(seen.breached, found > deadline, "{when} {found}");
    }
}
