//! E0301, W0302, W0303, W0308: dates that cannot be kept, or not by those who owe them.

mod time_support;

use time_support::{only, quiet, shipped, told};

#[test]
fn a_last_day_before_the_phase_begins_is_impossible() {
    let draft = only(
        "E0301",
        r#"phase one "First": from entry into force, for 42 days.
phase two "Second": from one ending, for 10 days.
under two:
duty leave "Leave": north shall withdraw from river, by day 40."#,
    );
    assert_eq!(
        draft.message,
        "`leave` has to be done by day 40 at 24:00, and cannot be before day 43"
    );
    assert!(
        draft
            .notes
            .iter()
            .any(|note| note.contains("2 days too early")),
        "{:?}",
        draft.notes
    );
}

#[test]
fn a_last_day_on_the_first_day_is_possible() {
    quiet(
        "E0301",
        r#"phase one "First": from entry into force, for 42 days.
phase two "Second": from one ending, for 10 days.
under two:
duty leave "Leave": north shall withdraw from river, by day 43."#,
    );
}

#[test]
fn a_chain_is_told_clause_by_clause() {
    let draft = only(
        "E0301",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 20,
  verified by watch within 6 hours of the report.
duty enter "Enter": south shall deploy "its army" in river, when leave is verified,
  by day 12 at 16:00."#,
    );
    assert_eq!(
        told(&draft),
        [
            "`leave` has a first day, so not before day 20",
            "`leave` is verified after it is done, so not before day 20",
            "`enter` waits until `leave` is verified, so not before day 20",
            "`enter` has a last day, so that by day 12 at 16:00",
        ]
    );
}

#[test]
fn a_civil_length_ends_with_its_day() {
    // Three days after the day of the start end on day 4 at 24:00: possible to the last second.
    let with = |hour: &str| {
        format!(
            r#"under the agreement:
duty begin_it "Begin": north shall begin "talks", on day 1 at 12:00.
duty go_on "Go on": north shall begin "work", not before day {hour},
  within 3 days after begin_it being done."#
        )
    };
    quiet("E0301", &with("4 at 23:00"));
    only("E0301", &with("5 at 13:00"));
}

#[test]
fn an_hour_at_midnight_is_that_hour() {
    quiet(
        "E0301",
        r#"phase one "First": from day 5, for 42 days.
under one:
duty stop_fire "Stop": north shall "stop" "fire", on day 5 at 00:00."#,
    );
}

#[test]
fn about_bounds_nothing() {
    quiet(
        "E0301",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 20, by about day 10."#,
    );
}

#[test]
fn an_or_is_as_wide_as_its_widest_way() {
    let with = |day: &str| {
        format!(
            r#"under the agreement:
duty early "Early": north shall begin "talks", not before day 5.
duty late_one "Late": north shall begin "work", not before day 30.
duty enter "Enter": south shall deploy "its army" in river, when early or late_one is done,
  by day {day}."#
        )
    };
    quiet("E0301", &with("5"));
    only("E0301", &with("4"));
}

#[test]
fn without_a_zone_the_dates_of_one_text_share_one() {
    let text = |first: &str| {
        format!(
            r#"agreement test "Test".
time zone is not stated.
party north "North".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, not before {first}, by 5 May 2025."#
        )
    };
    let impossible = |first: &str| {
        let found = time_support::of_text(&text(first));
        time_support::of_code("E0301", found).len()
    };
    assert_eq!(impossible("5 May 2025"), 0);
    assert_eq!(
        impossible("6 May 2025"),
        1,
        "one midnight between two days is no time to act"
    );
    assert_eq!(impossible("7 May 2025"), 1);
}

#[test]
fn days_of_an_event_are_told_by_number() {
    let text = r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is the day of entry into force.
party north "North".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 9, by day 7."#;
    let found = time_support::of_code("E0301", time_support::of_text(text));
    let messages: Vec<_> = found.iter().map(|draft| draft.message.as_str()).collect();
    assert_eq!(
        messages,
        ["`leave` has to be done by day 7 at 24:00, and cannot be before day 9"]
    );
}

#[test]
fn a_finding_in_the_last_hour_leaves_nothing() {
    let draft = only(
        "W0302",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20,
  verified by watch within 6 hours of the report.
duty enter "Enter": south shall deploy "its army" in river, when leave is verified,
  by day 21 at 06:00."#,
    );
    assert_eq!(
        draft.message,
        "a finding of `leave` in its last hour leaves `south` 0 hours for `enter`"
    );
}

#[test]
fn one_hour_left_is_time() {
    quiet(
        "W0302",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20,
  verified by watch within 6 hours of the report.
duty enter "Enter": south shall deploy "its army" in river, when leave is verified,
  by day 21 at 07:00."#,
    );
}

#[test]
fn a_length_after_the_finding_is_always_there() {
    quiet(
        "W0302",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20,
  verified by watch within 6 hours of the report.
duty enter "Enter": south shall deploy "its army" in river,
  within 2 days after leave being verified."#,
    );
}

#[test]
fn a_party_is_not_pressed_by_itself() {
    quiet(
        "W0302",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20.
duty report_it "Report": north shall report "that it has left", when leave is done, by day 20."#,
    );
}

#[test]
fn an_impossible_date_is_told_once() {
    let lines = r#"under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 20, by day 25.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 12."#;
    only("E0301", lines);
    quiet("W0302", lines);
    quiet("W0303", lines);
}

#[test]
fn a_fixed_last_day_may_pass_before_the_first() {
    let draft = only(
        "W0303",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 25."#,
    );
    assert_eq!(
        draft.message,
        "`enter` may end before it may begin: if `leave` is 6 days late, day 25 at 24:00 has passed"
    );
}

#[test]
fn what_waits_for_a_finding_is_counted_to_the_finding() {
    let with = |head: &str, window: &str, starts: &str| {
        format!(
            r#"{head}under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20,
  verified by watch{window}.
duty enter "Enter": south shall deploy "its army" in river, when leave is {starts}, by day 25."#
        )
    };
    let draft = only(
        "W0303",
        &with("", " within 3 days of the report", "verified"),
    );
    assert_eq!(
        draft.message,
        "`enter` may end before it may begin: if `leave` is 3 days late and its finding takes \
         3 days, day 25 at 24:00 has passed"
    );
    assert_eq!(
        draft.notes,
        [
            "by right `leave` is verified by day 23 at 24:00, if it is reported at once; 2 days are \
          to spare"
        ]
    );
    // The time for the report is the text's too.
    let draft = only(
        "W0303",
        &with(
            "reports within 24 hours.\n",
            " within 3 days of the report",
            "verified",
        ),
    );
    assert!(
        draft
            .message
            .contains("`leave` is 2 days late and its report and finding take 4 days"),
        "{}",
        draft.message
    );
    // A window that changes no day of the margin needs no words.
    let draft = only(
        "W0303",
        &with("", " within 6 hours of the report", "verified"),
    );
    assert!(
        draft
            .message
            .contains("if `leave` is 5 days late and its finding takes 6 hours, "),
        "{}",
        draft.message
    );
    // What waits for the deed does not wait for the finding.
    let draft = only(
        "W0303",
        &with("", " within 3 days of the report", "performed"),
    );
    assert!(
        draft.message.contains("if `leave` is 6 days late, "),
        "{}",
        draft.message
    );
}

#[test]
fn a_finding_without_a_window_leaves_no_margin_to_tell() {
    let draft = only(
        "W0303",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20, verified by watch.
duty enter "Enter": south shall deploy "its army" in river, when leave is verified, by day 25."#,
    );
    assert_eq!(
        draft.message,
        "`enter` may end before it may begin: nothing says how long the finding of `leave` may \
         take, and day 25 at 24:00 stands"
    );
    assert_eq!(
        draft.notes,
        [
            "by right `leave` is done by day 20 at 24:00; 5 days are left for a delay and for the \
          finding"
        ]
    );
}

#[test]
fn a_day_and_a_finding_without_a_window_may_come_in_either_order() {
    let draft = only(
        "W0308",
        r#"under the agreement:
duty give "Give": south shall give "the rest" to north, between day 36 and day 40,
  verified by watch.
duty leave "Leave": north shall withdraw from river, when give is verified, on day 42."#,
    );
    assert!(
        draft
            .notes
            .iter()
            .any(|note| note.contains("nothing says how long")),
        "{:?}",
        draft.notes
    );
}

#[test]
fn dates_that_move_are_an_answer() {
    quiet(
        "W0303",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 20, if late,
  the dates of enter move by as long.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 25."#,
    );
}

#[test]
fn a_milestone_that_may_never_come_is_a_cause() {
    only(
        "W0303",
        r#"milestone plan_agreed "Plan": to be agreed by room.
under the agreement:
duty enter "Enter": south shall deploy "its army" in river, not before plan_agreed, by day 25."#,
    );
}

#[test]
fn the_truce_may_end_a_withdrawal_before_it_begins() {
    let found = shipped("truce", "truce");
    let told: Vec<_> = found
        .iter()
        .map(|draft| (draft.code, draft.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [(
            "W0303",
            "`leave_border_strip` may end before it may begin: if `release_last` is 8 days late \
             and its report and finding take 18 hours, day 50 at 24:00 has passed"
        )]
    );
}

#[test]
fn a_day_and_an_event_may_come_in_either_order() {
    let with = |window: &str| {
        format!(
            r#"under the agreement:
duty give "Give": south shall give "the rest" to north, {window}.
duty leave "Leave": north shall withdraw from river, when give is done, on day 42."#
        )
    };
    let draft = only("W0308", &with("between day 36 and day 44"));
    assert!(
        draft.message.contains("either may come first"),
        "{}",
        draft.message
    );
    quiet("W0308", &with("between day 30 and day 41"));
    // On the same day the one follows the other.
    quiet("W0308", &with("on day 42"));
    quiet("W0302", &with("on day 42"));
}

#[test]
fn a_change_of_clocks_makes_no_contradiction() {
    // In Cairo clocks went forward on 25 April 2025.
    let text = |day: u32| {
        format!(
            r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is 1 April 2025.
entry into force is 1 April 2025 at 08:30.
party north "North".
place river "River".
phase one "First": from entry into force, for 42 days.
phase two "Second": from one ending, for 10 days.
under one:
duty stay "Stay": north shall begin "talks", by day 42 at 24:00.
under two:
duty leave "Leave": north shall withdraw from river, by day {day}."#
        )
    };
    let told = |day: u32| time_support::of_code("E0301", time_support::of_text(&text(day)));
    assert!(told(43).is_empty());
    let impossible = told(40);
    assert_eq!(impossible.len(), 1);
    let draft = impossible
        .first()
        .map(|draft| (draft.message.as_str(), draft.notes.clone()));
    let (message, notes) = draft.unwrap_or_default();
    assert_eq!(
        message,
        "`leave` has to be done by day 40 at 24:00, and cannot be before day 43"
    );
    assert!(
        notes.iter().any(|note| note.contains("2 days too early")),
        "{notes:?}"
    );
}
