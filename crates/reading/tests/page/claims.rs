//! Section 4: claims, findings, stages.

use kernel::{Open, Range, Release, Stage, Timeliness};

use crate::common::{day, life};

const BOTH: &str = "duty release \"R\": north shall free 6 captives, by day 5 at 12:00, \
    verified by any 2 of the watchers within 24 hours of the report.\n";
const UN: &str = "duty release \"R\": north shall free 6 captives, by day 5 at 12:00, \
    verified by un within 24 hours of the report.\n";

fn low(of: Range) -> i64 {
    assert_eq!(of.low, of.high);
    of.low / 1_000
}

#[test]
fn a_report_is_an_obligors_and_anybody_may_tell_of_a_performance_4_1() {
    let told = life(
        UN,
        "1 1 south reports release\n1 2 south performs release 2",
    );
    assert_eq!(told.verdicts(), ["stands", "step"]);
    assert_eq!(low(told.first("release", day(2, 0)).claimed), 2);
}

#[test]
fn what_is_accepted_is_the_kth_greatest_of_the_totals_4_2() {
    let told = life(
        BOTH,
        "1 1 north reports release 6\n1 2 un confirms release 5\n1 3 eu confirms release 3\n\
         1 4 usa confirms release 4",
    );
    let accepted = |hour| low(told.first("release", day(1, hour)).accepted);
    assert_eq!([accepted(2), accepted(3), accepted(4)], [0, 3, 4]);
}

#[test]
fn what_is_refused_by_more_than_would_leave_enough_is_refused_4_2() {
    let told = life(
        BOTH,
        "1 1 north reports release 6\n1 2 un refuses release 5\n1 3 eu refuses release 3",
    );
    let refused = |hour| low(told.first("release", day(1, hour)).refused);
    assert_eq!([refused(2), refused(3)], [0, 3], "k' = 3 - 2 + 1 = 2");
}

#[test]
fn one_joined_by_or_is_enough_and_all_of_those_joined_by_and_4_2() {
    let any = "duty release \"R\": north shall free 6 captives, verified by un or eu.\n";
    let told = life(any, "1 1 north reports release\n1 2 eu confirms release");
    assert_eq!(told.stage("release", day(1, 2)), Stage::Fulfilled);
    let all = "duty release \"R\": north shall free 6 captives, verified by un and eu.\n";
    let told = life(
        all,
        "1 1 north reports release\n1 2 eu confirms release\n1 3 un refuses release 1",
    );
    assert_eq!(told.stage("release", day(1, 2)), Stage::Reported);
    assert!(!told.asks(Open::Split, day(1, 2)));
    assert!(told.asks(Open::Split, day(1, 3)));
}

#[test]
fn a_finding_of_more_than_is_claimed_raises_the_claim_4_2() {
    let told = life(UN, "1 1 north reports release 2\n1 2 un confirms release 5");
    let seen = told.first("release", day(1, 2));
    assert_eq!((low(seen.claimed), low(seen.accepted)), (5, 5));
}

#[test]
fn what_finds_says_4_2() {
    let log = |found: &str| {
        let told = life(
            UN,
            &format!(
                "1 1 north reports release 5\n1 2 un confirms release 2\n1 3 un {found} release"
            ),
        );
        let seen = told.first("release", day(1, 3));
        (low(seen.accepted), low(seen.refused), seen.stage)
    };
    assert_eq!(log("kept"), (5, 0, Stage::Due));
    assert_eq!(log("short"), (2, 3, Stage::Due));
    assert_eq!(log("breached"), (0, 5, Stage::Breached));
    assert_eq!(log("wrong"), (0, 0, Stage::Due));
}

#[test]
fn a_finding_by_somebody_else_4_2() {
    let told = life(
        &format!("{UN}duty other \"O\": north shall leave, monitored by eu.\n"),
        "1 1 north reports release\n1 2 eu confirms release\n1 3 eu confirms other\n\
         1 4 eu breached other",
    );
    assert_eq!(told.verdicts(), ["step", "stands", "nobody named", "step"]);
    assert_eq!(
        told.stage("other", day(1, 5)),
        Stage::Breached,
        "4.6: a monitor"
    );
}

#[test]
fn a_body_is_no_verifier_outside_its_time_4_2() {
    let text = "body mission \"M\" of un and eu, from day 2 until day 4.\n\
        duty release \"R\": north shall free 6 captives, verified by mission.\n";
    let told = life(
        text,
        "1 1 north reports release\n1 2 mission confirms release\n3 0 mission confirms release",
    );
    assert_eq!(told.verdicts(), ["step", "standing", "step"]);
}

#[test]
fn the_silence_of_a_verifier_4_3() {
    let with = |tail: &str| {
        life(
            &UN.replace("of the report.", &format!("of the report{tail}.")),
            "1 1 north reports release",
        )
    };
    let silent = with("");
    assert!(
        !silent.asks(Open::Silence, day(2, 1)),
        "24 hours from the report"
    );
    assert!(silent.asks(Open::Silence, day(2, 1) + 1));
    let accepted = with(", failing which the report is accepted");
    assert_eq!(accepted.stage("release", day(2, 1)), Stage::Reported);
    assert_eq!(accepted.stage("release", day(2, 1) + 1), Stage::Fulfilled);
    let refused = with(", failing which the report is rejected");
    assert_eq!(low(refused.first("release", day(2, 2)).refused), 6);
    assert_eq!(refused.stage("release", day(2, 2)), Stage::Due);
    let mut decides = with(", failing which usa decides");
    decides.log.extend(life(UN, "2 2 usa confirms release").log);
    decides.log.extend(life(UN, "2 2 eu confirms release").log);
    assert_eq!(decides.verdicts(), ["step", "step", "stands"]);
    assert_eq!(decides.stage("release", day(2, 2)), Stage::Fulfilled);
}

#[test]
fn unable_to_verify_answers_nothing_4_3() {
    let told = life(UN, "1 1 north reports release\n1 2 un unable release");
    let seen = told.first("release", day(2, 2));
    assert!(seen.unverifiable && seen.stage == Stage::Reported);
    assert!(told.asks(Open::Silence, day(2, 2)));
}

#[test]
fn those_to_whom_it_is_owed_accept_waive_and_discharge_4_4() {
    let told = life(
        "duty release \"R\": north shall free 6 captives.\n\
         duty other \"O\": north shall leave.\nduty third \"T\": north shall open.\n",
        "1 1 north reports release 6\n1 2 usa accepts release\n1 3 south accepts release\n\
         1 4 south waives other\n1 5 south discharges third",
    );
    assert_eq!(told.verdicts(), ["step", "stands", "step", "step", "step"]);
    let stage = |name| told.stage(name, day(2, 0));
    assert_eq!(stage("release"), Stage::Fulfilled);
    assert_eq!(stage("other"), Stage::Released(Release::Waived));
    assert_eq!(stage("third"), Stage::Released(Release::Discharged));
}

#[test]
fn to_whom_a_thing_is_owed_among_three_sides_4_4() {
    let three = "party east \"E\".\nduty release \"R\": north shall free 6 captives to east.\n\
        duty other \"O\": north shall leave.\n";
    let told = life(
        three,
        "1 1 south waives release\n1 2 east waives release\n1 3 south waives other",
    );
    assert_eq!(told.verdicts(), ["stands", "step", "nobody named"]);
}

const DISPUTED: &str = "duty release \"R\": north shall free 6 captives, by day 5 at 12:00, \
    verified by un, subject to dispute by south within 48 hours of the finding, \
    decided by eu within 24 hours of the dispute, failing which the finding is final.\n";

#[test]
fn what_is_in_dispute_is_not_settled_4_5() {
    let told = life(
        DISPUTED,
        "1 1 north reports release\n1 2 un confirms release\n1 3 usa disputes release\n\
         1 4 south disputes release 2",
    );
    assert_eq!(told.verdicts(), ["step", "step", "stands", "step"]);
    let seen = told.first("release", day(1, 4));
    assert_eq!((low(seen.accepted), low(seen.disputed)), (6, 2));
    assert_eq!(seen.stage, Stage::Reported);
    assert_eq!(told.stage("release", day(2, 4)), Stage::Reported);
    assert_eq!(
        told.stage("release", day(2, 4) + 1),
        Stage::Fulfilled,
        "the finding is final"
    );
}

#[test]
fn a_ruling_sets_what_is_accepted_4_5() {
    let told = life(
        DISPUTED,
        "1 1 north reports release\n1 2 un confirms release\n1 4 south disputes release 2\n\
         1 5 usa rules release 5\n1 6 eu rules release 5",
    );
    assert_eq!(told.verdicts()[3..], ["stands", "step"]);
    let seen = told.first("release", day(1, 6));
    assert_eq!(
        (low(seen.accepted), low(seen.refused), low(seen.disputed)),
        (5, 1, 0)
    );
    assert_eq!(seen.stage, Stage::Due);
}

#[test]
fn a_dispute_that_nobody_decides_is_undecided_4_5() {
    let told = life(
        UN,
        "1 1 north reports release\n1 2 un confirms release\n1 3 usa disputes release\n\
         1 4 usa rules release 5",
    );
    assert_eq!(told.verdicts()[2..], ["step", "nobody named"]);
    assert!(told.asks(Open::Decider, day(1, 5)));
}

#[test]
fn the_stages_of_an_occurrence_4_6() {
    let text = UN.replace(
        "of the report.",
        "of the report, late by at most 12 hours is no breach.",
    );
    let told = life(
        &text,
        "1 1 north reports release 4\n1 2 un confirms release 4\n7 1 north reports release 2\n\
         7 2 un confirms release 2",
    );
    assert_eq!(told.stage("release", day(1, 2)), Stage::Due);
    assert_eq!(told.stage("release", day(5, 13)), Stage::Overdue);
    assert_eq!(
        told.stage("release", day(6, 0)),
        Stage::Overdue,
        "twelve hours later"
    );
    assert_eq!(told.stage("release", day(6, 0) + 1), Stage::Breached);
    assert_eq!(told.stage("release", day(7, 1)), Stage::Breached);
    let seen = told.first("release", day(7, 2));
    assert_eq!(seen.stage, Stage::Remedied);
    assert!(seen.breached);
    assert_eq!(seen.timeliness, Some(Timeliness::Late));
}

#[test]
fn a_late_entry_of_what_was_in_time_undoes_the_stage_and_not_the_fact_4_6() {
    let told = life(
        UN,
        "5 11 > 9 0 north reports release\n9 1 un confirms release",
    );
    assert_eq!(told.stage("release", day(8, 0)), Stage::Breached);
    assert_eq!(
        told.stage("release", day(9, 0)),
        Stage::Reported,
        "told to have been in time, and not accepted yet"
    );
    let seen = told.first("release", day(9, 1));
    assert_eq!((seen.stage, seen.breached), (Stage::Fulfilled, true));
}

#[test]
fn what_is_reported_in_time_is_no_breach_4_6() {
    let told = life(UN, "5 12 north reports release");
    assert_eq!(told.stage("release", day(20, 0)), Stage::Reported);
    let late = life(
        UN,
        "1 1 north reports release 5\n6 0 north reports release 1",
    );
    assert_eq!(late.stage("release", day(6, 0)), Stage::Breached);
}

#[test]
fn nobody_verifies_4_6() {
    let told = life(
        "duty release \"R\": north shall free 6 captives.\n",
        "1 1 north reports release 6",
    );
    assert_eq!(told.stage("release", day(2, 0)), Stage::Reported);
    assert!(told.asks(Open::Verifier, day(2, 0)));
}

#[test]
fn best_effort_is_never_late_by_time_4_6() {
    let text = UN.replace("shall free", "shall endeavour to free");
    let told = life(&text, "8 0 un breached release");
    assert_eq!(told.stage("release", day(7, 0)), Stage::Due);
    assert_eq!(told.stage("release", day(8, 0)), Stage::Breached);
}

#[test]
fn it_is_performed_until_it_takes_effect_4_6() {
    let text = format!(
        "{UN}duty law \"L\": south shall open, verified by un, taking effect when release is done.\n"
    );
    let told = life(
        &text,
        "1 1 south reports law\n1 2 un confirms law\n2 1 north reports release\n\
         2 2 un confirms release",
    );
    assert_eq!(told.stage("law", day(1, 3)), Stage::Performed);
    assert_eq!(told.stage("law", day(2, 2)), Stage::Fulfilled);
}

#[test]
fn reports_within_puts_off_the_breach_4_6() {
    let told = life(
        &format!("reports within 24 hours.\n{UN}"),
        "1 1 north demands release",
    );
    assert_eq!(told.stage("release", day(6, 12)), Stage::Overdue);
    assert_eq!(told.stage("release", day(6, 12) + 1), Stage::Breached);
}

#[test]
fn the_latest_claim_that_was_needed_tells_the_time_4_7() {
    let told = life(
        UN,
        "1 1 north reports release 6\n8 1 north reports release 1\n8 2 un confirms release 7",
    );
    let seen = told.first("release", day(8, 2));
    assert_eq!(seen.timeliness, Some(Timeliness::OnTime));
}

#[test]
fn what_is_over_is_opened_again_by_a_finding_4_8() {
    let told = life(
        UN,
        "1 1 north reports release\n1 2 un confirms release\n2 0 un wrong release",
    );
    assert_eq!(told.stage("release", day(1, 3)), Stage::Fulfilled);
    assert_eq!(told.stage("release", day(2, 0)), Stage::Reported);
    let released = life(UN, "1 1 south waives release\n1 2 north reports release");
    assert_eq!(released.verdicts(), ["step", "step"], "4.9");
    assert_eq!(
        released.stage("release", day(2, 0)),
        Stage::Released(Release::Waived)
    );
}

#[test]
fn about_leaves_open_from_how_many_on_it_is_kept_3_4() {
    let told = life(
        "duty release \"R\": north shall free about 6 captives, verified by un.\n",
        "1 1 north reports release 4",
    );
    assert!(told.asks(Open::Quantity, day(1, 1)));
}

#[test]
fn what_a_member_holds_pending_is_pending_4_2() {
    let told = life(
        UN,
        "1 1 north reports release 6\n1 2 un holds release 2\n1 3 un confirms release",
    );
    let seen = told.first("release", day(1, 3));
    assert_eq!((low(seen.pending), low(seen.accepted)), (2, 4));
}

#[test]
fn where_nothing_is_required_nothing_is_fulfilled_before_something_is_claimed_4_6() {
    let text =
        "duty release \"R\": north shall free at most 6 captives, by day 5, verified by un.\n";
    let told = life(text, "2 0 north reports release 2");
    assert_eq!(told.stage("release", day(1, 0)), Stage::Due);
    assert_eq!(told.stage("release", day(2, 0)), Stage::Fulfilled);
    let never = life(text, "1 0 north demands release");
    assert_eq!(never.stage("release", day(9, 0)), Stage::Due);
}
