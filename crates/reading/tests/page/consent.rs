//! Section 9: consent.

use kernel::{PhaseStage, Release, Stage};

use crate::common::{day, life};

const PHASE: &str = "phase one \"One\": from day 1, for 3 days, extended by consent of the parties.\n\
    under one:\nduty give \"G\": north shall free 6 captives.\n";

#[test]
fn an_extension_takes_effect_when_all_have_done_or_consented_9() {
    let told = life(
        PHASE,
        "2 0 usa extends one 2\n2 1 north extends one 2\n3 0 south consents one",
    );
    assert_eq!(told.verdicts(), ["stands", "consent", "step"]);
    assert_eq!(
        told.at(day(6, 0)).phases,
        [PhaseStage::Running],
        "days 4 and 5"
    );
    assert_eq!(told.at(day(6, 1)).phases, [PhaseStage::Open]);
    let both = life(PHASE, "2 1 north extends one 2\n3 0 south extends one 2");
    assert_eq!(both.verdicts(), ["consent", "step"]);
    assert_eq!(both.at(day(6, 0)).phases, [PhaseStage::Running]);
    let one = life(PHASE, "2 1 north extends one 2");
    assert_eq!(one.at(day(4, 1)).phases, [PhaseStage::Open]);
}

#[test]
fn where_nobody_is_named_an_extension_is_contested_9() {
    let text = PHASE.replace(", extended by consent of the parties", "");
    let told = life(&text, "2 0 north extends one 2");
    assert_eq!(told.verdicts(), ["consent"]);
}

const AMENDED: &str = "duty give \"G\": north shall free 6 captives, by day 3, verified by un.\n\
    duty other \"O\": north shall leave.\n\
    amendment later \"L\", proposed on 2 January 2025: give is now due by day 9; \
    other is withdrawn; earlier breaches are kept.\n";

#[test]
fn an_amendment_takes_effect_when_each_party_has_consented_or_proposed_9() {
    let told = life(
        AMENDED,
        "2 0 north proposes later\n3 0 south consents later",
    );
    assert_eq!(told.all("give", day(2, 1)).len(), 1);
    let all = told.all("give", day(3, 0));
    assert_eq!(all[0].1.stage, Stage::Released(Release::Replaced));
    assert_eq!((all[1].0.generation, all[1].1.stage), (1, Stage::Due));
    assert_eq!(all[1].1.deadline.unwrap().latest, day(10, 0));
    assert_eq!(
        told.stage("other", day(3, 0)),
        Stage::Released(Release::Replaced)
    );
}

#[test]
fn agreeing_stands_for_the_consent_of_every_party_9() {
    let told = life(AMENDED, "6 0 agree later");
    let all = told.all("give", day(6, 0));
    assert_eq!(all.len(), 2);
    assert!(all[0].1.breached, "an earlier breach stays a fact");
    assert!(!all[1].1.breached);
}

#[test]
fn one_who_left_is_no_member_9() {
    let text = "duty give \"G\": north shall free 6 captives, verified by any 2 of the watchers.\n";
    let told = life(
        text,
        "1 0 north reports give\n1 1 usa leaves agreement\n1 2 usa confirms give\n1 3 un confirms give",
    );
    assert_eq!(told.verdicts(), ["step", "step", "stands", "step"]);
}

#[test]
fn a_new_date_takes_along_what_was_claimed_and_found_9() {
    let told = life(
        AMENDED,
        "1 0 north reports give 4\n1 1 un confirms give 4\n2 0 agree later\n3 0 north reports give",
    );
    let all = told.all("give", day(3, 0));
    assert_eq!(all[1].1.accepted.low, 4_000);
    assert_eq!(all[1].1.claimed.low, 6_000);
}
