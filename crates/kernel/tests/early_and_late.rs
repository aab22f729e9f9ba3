//! What is done before it is owed, after its day, or told late.

#![allow(clippy::expect_used, reason = "a test stops where it fails")]

mod common;

use common::{begin, tell};
use kernel::{Observation, Stage, State, Timeliness};

const TEXT: &str = "agreement pact \"Pact\".\ntime zone Asia/Beirut.\nday 1 is 5 May 2025.\n\
    entry into force is 5 May 2025 at 00:00.\n\
    party north \"North\".\nparty south \"South\".\nverifier watch \"Watch\".\n\
    list people (person) \"Held\": an unstated number of persons, held by north.\n\
    under the agreement:\n\
    duty first \"First\": north shall open \"the road\", by day 3 at 12:00.\n\
    duty second \"Second\": south shall release 30 persons, when first is done, by day 5, \
    verified by watch.\n\
    duty third \"Third\": south shall release 2 persons for each person accepted under fourth.\n\
    duty fourth \"Fourth\": north shall release 4 persons.\n\
    duty fifth \"Fifth\": north shall release all people, by day 5.\n";

fn after(rows: &str) -> State {
    let (rules, mut state) = begin(TEXT);
    tell(TEXT, &rules, &mut state, rows);
    state
}

fn of(state: &State, article: u32) -> Observation {
    let all = state.observe().occurrences;
    let own = all.iter().find(|(key, _)| key.article.0 == article);
    *own.expect("an occurrence").1
}

#[test]
fn what_is_done_before_it_is_owed_is_done() {
    let told = after("on day 2, south reports second with 30 persons");
    let second = of(&told, 1);
    assert_eq!(second.stage, Stage::Reported);
    assert_eq!(second.timeliness, Some(Timeliness::OnTime));
    let found = after(
        "on day 2, south reports second with 30 persons; on day 3, watch confirms 30 persons in second",
    );
    assert_eq!(of(&found, 1).stage, Stage::Fulfilled);
    let part = after("on day 2, south reports second with 29 persons");
    assert_eq!(of(&part, 1).stage, Stage::Dormant);
}

#[test]
fn what_is_not_owed_has_a_date_and_is_not_overdue() {
    let state = after("on day 9, time passes");
    let second = of(&state, 1);
    assert_eq!(second.stage, Stage::Dormant);
    assert!(second.deadline.is_some_and(|by| by.latest < state.now()));
}

#[test]
fn what_waits_for_a_late_report_that_nobody_verifies_is_not_known_to_be_owed() {
    let state = after("on day 4, north reports first");
    assert_eq!(of(&state, 0).stage, Stage::Breached);
    assert_eq!(of(&state, 1).stage, Stage::Undetermined);
}

#[test]
fn a_day_begins_after_the_last_instant_of_the_day_before() {
    let state = after("on day 6, south reports second with 30 persons");
    assert_eq!(of(&state, 1).timeliness, Some(Timeliness::Late));
}

#[test]
fn a_deed_told_after_the_deadline_that_may_have_been_in_time_is_no_longer_a_breach() {
    let state = after("on day 3, north reports first");
    let first = of(&state, 0);
    assert_eq!(first.stage, Stage::Reported);
    assert_eq!(first.timeliness, Some(Timeliness::CannotTell));
    assert!(first.breached, "it stood as breached at noon");
}

#[test]
fn nothing_is_counted_of_what_nobody_is_named_to_accept() {
    let before = after("on day 2, time passes");
    assert!(of(&before, 2).required.is_some());
    let told = after("on day 2, north reports fourth with 4 persons");
    assert_eq!(of(&told, 2).required, None);
}

#[test]
fn a_part_of_an_unknown_number_is_not_the_whole() {
    let part = after("on day 2, north partly reports fifth with 3 persons");
    assert_eq!(of(&part, 4).stage, Stage::Due);
    let whole = after("on day 2, north reports fifth");
    assert_eq!(of(&whole, 4).stage, Stage::Reported);
    let late = after("on day 2, north reports fifth; on day 7, time passes");
    assert_eq!(of(&late, 4).stage, Stage::Reported);
}
