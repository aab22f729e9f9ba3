//! Section 1: events and time.

use kernel::{Stage, Timeliness};
use model::Window;

use crate::common::{FIRST, day, life, with};

const ONE: &str =
    "duty release \"R\": north shall free 3 captives, by day 5 at 12:00, verified by un.\n";

#[test]
fn an_event_entered_before_another_is_refused_1_1() {
    let told = life(
        ONE,
        "2 10 north reports release 3\n1 10 un confirms release 3",
    );
    assert_eq!(told.verdicts(), ["step", "back"]);
    assert_eq!(told.stage("release", day(3, 0)), Stage::Reported);
}

#[test]
fn an_event_of_the_future_changes_nothing_not_even_the_time_1_1() {
    let told = life(ONE, "4 10 > 3 10 north reports release 3");
    assert_eq!(told.verdicts(), ["future"]);
    let now = day(3, 0);
    assert_eq!(told.at(now).now, now);
}

#[test]
fn the_end_of_a_window_is_not_after_it_was_entered_1_1() {
    // All of day 5 was claimed at 10 on that day: it was done before 10, in time.
    let told = life(
        ONE,
        "5 - > 5 10 north reports release 3\n5 11 un confirms release",
    );
    let seen = told.first("release", day(6, 0));
    assert_eq!(seen.timeliness, Some(Timeliness::OnTime));
}

#[test]
fn what_is_not_of_its_kind_is_unknown_1_1() {
    let told = life(
        &format!(
            "{ONE}prohibition calm \"C\": no party shall \"shoot\", throughout the agreement."
        ),
        "1 10 un confirms calm\n1 11 north uses release\n1 12 north opens release",
    );
    assert_eq!(told.verdicts(), ["unknown", "unknown", "unknown"]);
}

#[test]
fn a_deadline_is_met_at_its_instant_and_over_after_it_1_2() {
    let told = life(ONE, "1 10 north demands release");
    assert_eq!(told.stage("release", day(5, 12)), Stage::Due);
    assert_eq!(told.stage("release", day(5, 12) + 1), Stage::Breached);
}

#[test]
fn days_end_with_a_day_and_hours_do_not_1_3() {
    let text = "duty aa \"A\": south shall leave, within 2 days after release being reported, \
        verified by un.\n\
        duty bb \"B\": south shall open, within 48 hours after release being reported, \
        verified by un.\n";
    let told = life(&format!("{ONE}{text}"), "2 10 north reports release 3");
    let latest = |name| told.first(name, day(3, 0)).deadline.map(|of| of.latest);
    assert_eq!(latest("aa"), Some(day(5, 0)), "24:00 of day 4");
    assert_eq!(latest("bb"), Some(day(4, 10)));
}

#[test]
fn about_is_not_exact_1_3() {
    let text =
        "duty aa \"A\": south shall leave, within about 2 days after release being reported.\n";
    let told = life(&format!("{ONE}{text}"), "2 10 north reports release 3");
    let seen = told.first("aa", day(60, 0));
    assert_eq!((seen.deadline, seen.stage), (None, Stage::Due));
}

#[test]
fn a_date_without_an_hour_is_met_until_the_end_of_the_day_1_6() {
    let text = "duty aa \"A\": south shall leave, by 5 January 2025, verified by un.\n";
    let told = life(text, "1 10 north demands aa");
    assert_eq!(told.stage("aa", day(6, 0)), Stage::Due);
    assert_eq!(told.stage("aa", day(6, 0) + 1), Stage::Breached);
}

#[test]
fn an_unsettled_day_count_is_what_the_profile_chose_1_4() {
    let text = "agreement t \"T\".\ntime zone UTC.\nday 1 is not settled.\n\
        entry into force is 1 January 2025 at 00:00.\n\
        party north \"N\".\nparty south \"S\".\nact leave: irreversible.\n\
        duty aa \"A\": south shall leave, not before day 3, by day 5.\n";
    let agreement = crate::common::compiled(text);
    let mut told = life(ONE, "");
    told.agreement = agreement;
    assert_eq!(told.stage("aa", day(20, 0)), Stage::Undetermined);
    told.profile.first_day = Some(day(11, 7));
    assert_eq!(told.stage("aa", day(12, 24) - 1), Stage::Dormant);
    assert_eq!(told.stage("aa", day(13, 0)), Stage::Due);
    let deadline = told.first("aa", day(13, 0)).deadline.unwrap();
    assert_eq!(deadline.latest, day(16, 0), "24:00 of day 5, the fifteenth");
}

#[test]
fn a_point_that_has_not_happened_is_not_known_yet_1_4() {
    let text = "duty aa \"A\": south shall leave, by 3 days after release being verified.\n";
    let told = life(&format!("{ONE}{text}"), "1 10 north reports release 3");
    assert_eq!(told.first("aa", day(2, 0)).deadline, None);
}

#[test]
fn a_status_counts_from_the_first_time_1_5() {
    let text = "duty aa \"A\": south shall leave, within 24 hours after release being verified.\n";
    let told = life(
        &format!("{ONE}{text}"),
        "1 10 north reports release 3\n1 12 un confirms release 3\n1 14 un wrong release\n\
         1 16 un confirms release 3",
    );
    let window = Window {
        earliest: day(2, 12),
        latest: day(2, 12),
    };
    assert_eq!(told.first("aa", day(2, 0)).deadline, Some(window));
}

#[test]
fn what_time_brings_happened_at_the_instant_of_its_timer_1_5() {
    let text = "duty aa \"A\": south shall leave, within 24 hours after release being overdue.\n";
    let told = life(&format!("{ONE}{text}"), "1 10 north demands release");
    let deadline = told.first("aa", day(6, 0)).deadline.unwrap();
    assert_eq!(deadline.latest, day(6, 12));
}

#[test]
fn a_deed_is_compared_with_a_deadline_as_a_window_1_7() {
    let timeliness = |log: &str| {
        let told = life(ONE, log);
        told.first("release", day(9, 0)).timeliness.unwrap()
    };
    let late = "5 13 > 8 0 north reports release 3";
    assert_eq!(
        timeliness("5 12 > 8 0 north reports release 3"),
        Timeliness::OnTime
    );
    assert_eq!(timeliness(late), Timeliness::Late);
    let either = "5 - > 8 0 north reports release 3";
    assert_eq!(timeliness(either), Timeliness::CannotTell);
    let mut about = life(ONE, late);
    about.log[0].about = true;
    let seen = about.first("release", day(9, 0));
    assert_eq!(seen.timeliness, Some(Timeliness::CannotTell));
}

#[test]
fn entry_into_force_is_a_point_only_where_it_is_told() {
    assert!(with("").entry.is_some());
    assert_eq!(FIRST, day(1, 0));
}

#[test]
fn a_day_without_an_hour_counts_as_that_day_1_3() {
    let text = "duty aa \"A\": south shall leave, within 2 days after release being reported.\n";
    let told = life(&format!("{ONE}{text}"), "2 - north reports release 3");
    let window = Window {
        earliest: day(5, 0),
        latest: day(5, 0),
    };
    assert_eq!(
        told.first("aa", day(3, 1)).deadline,
        Some(window),
        "24:00 of day 4"
    );
}
