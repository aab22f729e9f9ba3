//! Section 8: conditions.

use kernel::Stage;

use crate::common::{day, life};

/// The stage of a duty that waits for a condition over `give`, at an instant: due (it holds),
/// dormant (it does not), undetermined (it is not known).
fn waits(condition: &str, give: &str, log: &str, now: i64) -> Stage {
    let text = format!(
        "{give}duty waits \"W\": south shall leave, when {condition}.\n\
         prohibition calm \"C\": no party shall \"shoot\", throughout the agreement, monitored by un.\n\
         ladder talks \"T\": opened by north; first, un shall open, within 1 hour.\n"
    );
    life(&text, log).stage("waits", now)
}

const GIVE: &str =
    "duty give \"G\": north shall free 6 captives, by day 5 at 12:00, verified by un.\n";
const DAILY: &str =
    "duty give \"G\": north shall open, every day from day 1 until day 3, verified by un.\n";

#[test]
fn the_statuses_of_one_occurrence() {
    let told = "1 1 north reports give 7\n1 2 un confirms give 7";
    let yes = |status: &str, at| assert_eq!(waits(status, GIVE, told, at), Stage::Due, "{status}");
    let no =
        |status: &str, at| assert_eq!(waits(status, GIVE, told, at), Stage::Dormant, "{status}");
    yes("give is due", day(1, 0));
    no("give is reported", day(1, 0));
    yes("give is reported", day(1, 1));
    no("give is verified", day(1, 1));
    assert_eq!(
        waits("give is done", GIVE, told, day(1, 1)),
        Stage::Undetermined
    );
    for status in [
        "verified",
        "performed",
        "fulfilled",
        "done",
        "final",
        "kept",
        "exceeded",
    ] {
        yes(&format!("give is {status}"), day(1, 2));
    }
    for status in [
        "late", "short", "overdue", "breached", "remedied", "disputed", "withheld",
    ] {
        no(&format!("give is {status}"), day(1, 2));
    }
}

#[test]
fn what_is_late_short_overdue_and_breached() {
    for status in ["late", "short", "overdue", "breached"] {
        let condition = format!("give is {status}");
        let stage = |at| waits(&condition, GIVE, "1 1 north demands give", at);
        assert_eq!(stage(day(5, 12)), Stage::Dormant, "{status}");
        assert_eq!(stage(day(5, 13)), Stage::Due, "{status}");
    }
}

#[test]
fn a_report_that_nobody_verifies_is_not_known_to_be_performed() {
    let give = GIVE.replace(", verified by un", "");
    let log = "1 1 north reports give";
    let stage = |condition| waits(condition, &give, log, day(1, 1));
    assert_eq!(stage("give is performed"), Stage::Undetermined);
    assert_eq!(stage("give is verified"), Stage::Dormant);
}

#[test]
fn it_is_final_when_its_dispute_window_is_over() {
    let give = GIVE.replace(
        "un.",
        "un, subject to dispute by south within 24 hours of the finding.",
    );
    let log = "1 1 north reports give\n1 2 un confirms give";
    let stage = |at| waits("give is final", &give, log, at);
    assert_eq!(stage(day(2, 2)), Stage::Undetermined);
    assert_eq!(stage(day(2, 2) + 1), Stage::Due);
}

#[test]
fn all_occurrences_and_none_still_to_open() {
    let told = "1 1 north reports give\n1 2 un confirms give\n2 1 north reports give\n\
        2 2 un confirms give\n3 1 north reports give\n3 2 un confirms give";
    let stage = |at| waits("give is done", DAILY, told, at);
    assert_eq!(stage(day(1, 3)), Stage::Dormant);
    assert_eq!(stage(day(2, 3)), Stage::Dormant);
    assert_eq!(stage(day(3, 3)), Stage::Due);
}

#[test]
fn and_or_either() {
    let log = "1 1 north withholds give\n1 1 un rules-that other";
    let stage = |condition| waits(condition, GIVE, log, day(1, 1));
    assert_eq!(stage("give is withheld and \"calm\""), Stage::Undetermined);
    assert_eq!(stage("give is late and \"calm\""), Stage::Dormant);
    assert_eq!(stage("give is withheld or \"calm\""), Stage::Due);
    assert_eq!(
        stage("either give is withheld or \"calm\""),
        Stage::Undetermined
    );
    assert_eq!(stage("either give is withheld or give is due"), Stage::Due);
    assert_eq!(stage("\"other\""), Stage::Due);
}

#[test]
fn time_without_an_incident() {
    let stage = |log: &str, at| waits("3 days pass without an incident of calm", GIVE, log, at);
    assert_eq!(stage("", day(4, 0) - 1), Stage::Dormant);
    assert_eq!(stage("", day(4, 0)), Stage::Due);
    let log = "2 5 un finds calm minor north";
    assert_eq!(stage(log, day(5, 5) - 1), Stage::Dormant);
    assert_eq!(stage(log, day(5, 5)), Stage::Due);
}

#[test]
fn allegations_requests_and_consent() {
    let stage = |condition, log| waits(condition, GIVE, log, day(2, 0));
    let alleged = "an incident of calm is alleged";
    assert_eq!(stage(alleged, ""), Stage::Dormant);
    assert_eq!(stage(alleged, "1 1 north alleges calm"), Stage::Due);
    assert_eq!(
        stage("usa requests it", "1 1 un demands waits"),
        Stage::Dormant
    );
    assert_eq!(
        stage("usa requests it", "1 1 usa demands waits"),
        Stage::Due
    );
    assert_eq!(stage("usa consents", "1 1 usa consents waits"), Stage::Due);
    assert_eq!(
        stage("usa consents", "1 1 un consents waits"),
        Stage::Dormant
    );
}

#[test]
fn so_many_times_in_any_window() {
    let stage = |condition, at| waits(condition, DAILY, "1 1 north demands give", at);
    assert_eq!(
        stage("give is breached 2 times in any 2 days", day(3, 0)),
        Stage::Dormant
    );
    assert_eq!(
        stage("give is breached 2 times in any 2 days", day(3, 1)),
        Stage::Due
    );
    assert_eq!(
        stage("give is breached 2 times in any 3 hours", day(9, 0)),
        Stage::Dormant
    );
}

#[test]
fn phases_milestones_lists_and_ladders() {
    let give = format!(
        "{GIVE}milestone m \"M\": declared by un.\nphase one \"One\": from day 2, for 2 days.\n"
    );
    let log = "1 1 un declares m\n1 2 north opens talks";
    let stage = |condition, at| waits(condition, &give, log, at);
    assert_eq!(stage("m is reached", day(1, 0)), Stage::Dormant);
    assert_eq!(stage("m is reached", day(1, 1)), Stage::Due);
    assert_eq!(stage("one is running", day(2, 0)), Stage::Due);
    assert_eq!(stage("one is ended", day(4, 0)), Stage::Dormant);
    assert_eq!(stage("one is ended", day(4, 1)), Stage::Due);
    assert_eq!(stage("talks is running", day(1, 2)), Stage::Due);
    assert_eq!(stage("talks is exhausted", day(1, 3)), Stage::Dormant);
    assert_eq!(stage("talks is exhausted", day(1, 4)), Stage::Due);
}

#[test]
fn a_rule_is_kept_or_breached() {
    let stage = |condition, log| waits(condition, GIVE, log, day(2, 0));
    assert_eq!(stage("calm is kept", "1 0 un demands give"), Stage::Due);
    assert_eq!(
        stage("calm is breached", "1 0 un alleges calm"),
        Stage::Dormant
    );
    assert_eq!(
        stage("calm is breached", "1 0 un finds calm minor"),
        Stage::Due
    );
}

#[test]
fn one_occurrence_is_enough_for_what_goes_wrong() {
    let stage = |condition, at| waits(condition, DAILY, "1 1 north demands give", at);
    assert_eq!(stage("give is overdue", day(2, 0)), Stage::Dormant);
    assert_eq!(stage("give is overdue", day(2, 1)), Stage::Due);
    assert_eq!(
        stage("give is kept", day(1, 0) - 1),
        Stage::Dormant,
        "not in force"
    );
}
