//! Laws of the text: what a reading, a silence or a veil that is lifted at once does not change.

use kernel::{Profile, Rules};
use model::{ArticleId, Clause, Deed, Element, Reference, RowRef};

use crate::common::day;
use crate::{at, lived, lives};

#[test]
fn a_reading_changes_nothing_for_a_profile_that_does_not_use_it() {
    let mut some = 0;
    for life in lives() {
        let read = format!(
            "{}reading stricter \"Stricter\" of duty_0 by north: by day 2.\n",
            life.source
        );
        let Ok(agreement) = crate::random::compiled(&read) else {
            continue;
        };
        some += 1;
        assert_eq!(agreement.readings.len(), life.agreement.readings.len() + 1);
        let rules = Rules::new(&agreement, &Profile::default());
        assert!(lived(&rules, &life.log) == life.lived(), "{}", life.told());
    }
    assert!(some > 60, "{some} were read");
}

#[test]
fn removing_every_silent_on_changes_no_state() {
    let mut some = 0;
    for life in lives() {
        // The other way round: to a text that has none, some are added.
        let mut silent = life.agreement.clone();
        for article in &mut silent.articles {
            article.clauses.push(Clause::Silent(vec![
                "remedy".to_owned(),
                "verifier".to_owned(),
            ]));
            some += 1;
        }
        let rules = Rules::new(&silent, &Profile::default());
        assert!(lived(&rules, &life.log) == life.lived(), "{}", life.told());
    }
    assert!(some > 500);
}

#[test]
fn a_veil_put_on_and_taken_off_at_one_instant_changes_nothing() {
    let mut some = 0;
    for life in lives() {
        let veil = format!(
            "{}power veil \"Veil\": north may suspend duty_0, with clocks stopped.\n",
            life.source
        );
        let Ok(agreement) = crate::random::compiled(&veil) else {
            continue;
        };
        let rules = Rules::new(&agreement, &Profile::default());
        let of = |name: &str| {
            let place = agreement
                .articles
                .iter()
                .position(|x| x.naming.name == name);
            ArticleId(u32::try_from(place.expect("it is there")).unwrap())
        };
        let duty = Reference {
            element: Element::Article(of("duty_0")),
            row: RowRef::Every,
        };
        let who = model::ActorId(0);
        let uses = Deed::Uses {
            who,
            power: of("veil"),
            against: Vec::new(),
        };
        let resumes = Deed::Resumes {
            who,
            duty,
            with: None,
        };
        let half = life.log.len() / 2;
        let mut state = lived(&rules, &life.log[..half]);
        // Nothing else may lie on it, and nothing may be withheld: `resumes` would lift that too.
        let bare = |state: &kernel::State| {
            let seen = state.observe().occurrences;
            let mut own = seen.iter().filter(|(key, _)| key.article == of("duty_0"));
            own.all(|(_, of)| !of.suspended && !of.withheld)
        };
        // What is told of something that does not exist yet makes it, dormant.
        let exists = |state: &kernel::State| {
            let seen = state.observe().occurrences;
            seen.keys().any(|key| key.article == of("duty_0"))
        };
        let now = state.now().max(day(1, 12));
        kernel::apply(&rules, &mut state, &at(now, Deed::TimePasses));
        let mut without = state.clone();
        if !bare(&state)
            || !exists(&state)
            || kernel::refusal(&rules, &state, &at(now, uses.clone())).is_some()
        {
            continue;
        }
        kernel::apply(&rules, &mut state, &at(now, uses));
        some += usize::from(!bare(&state));
        kernel::apply(&rules, &mut state, &at(now, resumes));
        assert!(bare(&state), "{}", life.told());
        for event in &life.log[half..] {
            if event.recorded >= now {
                kernel::apply(&rules, &mut state, event);
                kernel::apply(&rules, &mut without, event);
            }
        }
        let end = now + 20 * model::DAY_SECONDS;
        kernel::tick(&rules, &mut state, end);
        kernel::tick(&rules, &mut without, end);
        let (seen, bare) = (state.observe(), without.observe());
        for (key, of) in &seen.occurrences {
            assert_eq!(
                Some(of),
                bare.occurrences.get(key),
                "{key:?}\n{}",
                life.told()
            );
        }
        assert!(seen == bare, "{}", life.told());
    }
    assert!(some > 40, "{some} were veiled");
}
