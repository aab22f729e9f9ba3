//! Section 6: ladders, powers, suspension.

use kernel::{Open, Release, Run, Stage};

use crate::common::{day, life};

const LADDER: &str = "duty give \"G\": north shall free 6 captives, by day 5 at 12:00, verified by un.\n\
    ladder talks \"T\": opened by north or south; first, un shall open, within 24 hours; \
    also, eu shall open; next, usa shall open; last, the parties may suspend give.\n";

fn rung(runs: &[Run]) -> Option<u32> {
    runs[0].rung
}

#[test]
fn a_rung_is_over_when_its_time_is_or_its_act_is_done_6_1() {
    let told = life(
        LADDER,
        "1 0 usa opens talks\n1 1 north opens talks\n2 2 eu performs talks\n\
         2 3 usa performs talks",
    );
    assert_eq!(told.verdicts(), ["stands", "step", "step", "step"]);
    assert_eq!(rung(&told.at(day(2, 1)).runs), Some(0));
    assert_eq!(
        rung(&told.at(day(2, 1) + 1).runs),
        Some(2),
        "the rung beside it began with it"
    );
    assert_eq!(rung(&told.at(day(2, 2)).runs), Some(2), "another's act");
    assert_eq!(rung(&told.at(day(2, 3)).runs), Some(3));
}

#[test]
fn the_last_rung_over_exhausts_a_ladder_and_a_condition_stops_it_6_1() {
    let text = "duty give \"G\": north shall free 6 captives, verified by un.\n\
        ladder talks \"T\": opened by north; first, un shall open, within 24 hours; \
        stopping when give is reported.\n";
    let told = life(text, "1 1 north opens talks");
    let run = told.at(day(3, 0)).runs[0];
    assert_eq!((run.rung, run.exhausted), (None, true));
    let stopped = life(text, "1 1 north opens talks\n1 2 north reports give");
    let run = stopped.at(day(3, 0)).runs[0];
    assert_eq!((run.rung, run.exhausted), (None, false));
}

#[test]
fn a_run_that_stands_is_not_opened_again_6_1() {
    let told = life(LADDER, "1 1 north opens talks\n1 2 south opens talks");
    assert_eq!(told.at(day(1, 3)).runs.len(), 1);
}

#[test]
fn a_referral_to_its_actor_does_the_act_of_a_rung_6_1() {
    let text = "duty give \"G\": north shall free 6 captives, by day 2, verified by un, \
        if breached, the steps of talks follow.\n\
        ladder talks \"T\": first, un shall open; next, usa shall open.\n";
    let told = life(text, "4 0 south refers give eu\n4 1 south refers give un");
    assert_eq!(rung(&told.at(day(4, 0)).runs), Some(0));
    assert_eq!(rung(&told.at(day(4, 1)).runs), Some(1));
}

const PAUSE: &str = "duty give \"G\": north shall free 6 captives, by day 5 at 12:00, verified by un.\n\
    duty aid \"A\": north shall leave, by day 5 at 12:00, not to be suspended.\n\
    power pause \"P\": north may suspend give and aid, after 24 hours of notice, \
    for at most 2 days, with clocks stopped.\n";

#[test]
fn a_suspension_takes_effect_after_its_notice_6_2() {
    let told = life(PAUSE, "4 0 south uses pause\n4 0 north uses pause");
    assert_eq!(told.verdicts(), ["stands", "step"]);
    assert!(!told.first("give", day(5, 0)).suspended);
    assert!(told.first("give", day(5, 1)).suspended);
    assert!(!told.first("aid", day(5, 1)).suspended);
    assert_eq!(told.stage("aid", day(5, 13)), Stage::Breached);
}

#[test]
fn nothing_under_a_veil_becomes_late_and_the_clock_stops_6_3() {
    // Under the veil from day 5 at 00:00 until the end of day 7: three days.
    let told = life(PAUSE, "4 0 north uses pause");
    assert_eq!(told.stage("give", day(7, 24)), Stage::Due);
    let seen = told.first("give", day(8, 1));
    assert!(!seen.suspended);
    assert_eq!(seen.deadline.unwrap().latest, day(8, 12));
    assert_eq!(told.stage("give", day(8, 13)), Stage::Breached);
    assert!(!told.asks(Open::Clocks, day(6, 0)));
}

#[test]
fn clocks_unsaid_run_and_are_undecided_6_3() {
    let text = PAUSE.replace(", with clocks stopped", "");
    let told = life(&text, "4 0 north uses pause");
    assert!(told.asks(Open::Clocks, day(6, 0)));
    assert_eq!(told.stage("give", day(6, 0)), Stage::Due);
    assert_eq!(told.stage("give", day(8, 1)), Stage::Breached);
}

#[test]
fn the_holder_resumes_6_2() {
    let told = life(
        PAUSE,
        "4 0 north uses pause\n5 6 south resumes give\n6 0 north resumes give",
    );
    assert!(told.first("give", day(5, 6)).suspended, "not the holder");
    let seen = told.first("give", day(6, 0));
    assert!(!seen.suspended);
    assert_eq!(seen.deadline.unwrap().latest, day(6, 12), "a day later");
}

#[test]
fn a_power_whose_condition_is_no_is_too_early_and_not_known_contested_6_2() {
    let text = "duty give \"G\": north shall free 6 captives, by day 5 at 12:00, verified by un.\n\
        power end_it \"E\": south may terminate the agreement, when give is breached.\n\
        power stop \"S\": south may waive give, when \"trust is gone\".\n";
    let told = life(
        text,
        "1 0 south uses end_it\n1 1 south uses stop\n6 0 south uses end_it",
    );
    assert_eq!(told.verdicts(), ["too early", "condition", "step"]);
    assert_eq!(told.stage("give", day(5, 0)), Stage::Due);
    assert!(told.at(day(6, 0)).ended);
}

#[test]
fn the_second_use_completes_any_2_of_6_2() {
    let text = "duty give \"G\": north shall free 6 captives.\n\
        power stop \"S\": any 2 of the watchers may waive give.\n";
    let told = life(text, "1 0 un uses stop\n1 1 un uses stop\n1 2 eu uses stop");
    assert_eq!(told.stage("give", day(1, 1)), Stage::Due);
    assert_eq!(
        told.stage("give", day(1, 2)),
        Stage::Released(Release::Waived)
    );
}

#[test]
fn withholding_is_a_mark_6_4() {
    let told = life(PAUSE, "1 0 usa withholds give\n6 0 usa resumes give");
    let seen = told.first("give", day(5, 13));
    assert!(
        seen.withheld && seen.stage == Stage::Breached,
        "no clock stops"
    );
    assert!(!told.first("give", day(6, 0)).withheld);
}

#[test]
fn a_snapback_takes_effect_unless_otherwise_resolved_6_5() {
    let text = "duty give \"G\": north shall free 6 captives.\n\
        duty back \"B\": north shall leave.\n\
        snapback snap \"S\": south may give notice to un, and 3 days later the terms of back return \
        and the terms of give cease, unless usa resolves otherwise.\n";
    let told = life(text, "1 0 south uses snap");
    assert_eq!(told.stage("give", day(5, 0)), Stage::Due);
    assert_eq!(
        told.stage("give", day(5, 0) + 1),
        Stage::Released(Release::Ended)
    );
    let kept = life(text, "1 0 south uses snap\n2 0 usa adopts snap");
    assert_eq!(kept.stage("give", day(9, 0)), Stage::Due);
}
