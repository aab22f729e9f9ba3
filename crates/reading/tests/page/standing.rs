//! Section 7: rules that stand.

use kernel::Open;
use model::ActorId;

use crate::common::{actor, day, life};

const CALM: &str = "outsider allies \"Allies\".\n\
    prohibition calm \"C\": no party shall \"shoot\", throughout the agreement, \
    incidents confirmed by any 2 of the watchers, incidents attributed by usa, \
    breached by more than 1 minor incident in any 3 days or any serious incident, \
    if breached, the steps of talks follow.\n\
    ladder talks \"T\": first, un shall open.\n";

fn calm() -> String {
    CALM.replace("1 minor incident ", "1 minor incidents ")
}

fn broken(told: &crate::common::Life, now: i64) -> Vec<(Option<ActorId>, bool)> {
    let broken = told.at(now).broken;
    broken.into_iter().map(|((_, by), now)| (by, now)).collect()
}

#[test]
fn an_incident_counts_once_confirmed_and_attributed_7_1() {
    let told = life(
        &calm(),
        "1 1 north alleges calm serious\n1 2 north finds calm serious\n1 2 un finds calm serious\n\
         1 2 eu finds calm serious\n1 2 usa finds calm serious north",
    );
    assert_eq!(told.verdicts(), ["step", "stands", "step", "step", "step"]);
    let north = actor(&told.agreement, "north");
    assert_eq!(broken(&told, day(1, 1)), []);
    assert_eq!(broken(&told, day(1, 3)), [(Some(north), true)]);
}

#[test]
fn nobody_named_to_confirm_7_1() {
    let told = life(
        "prohibition calm \"C\": no party shall \"shoot\", throughout the agreement.\n",
        "1 1 un finds calm minor",
    );
    assert_eq!(told.verdicts(), ["nobody named"]);
    assert_eq!(broken(&told, day(2, 0)), []);
}

#[test]
fn whoever_monitors_confirms_where_nobody_else_is_named_7_1() {
    let text = "prohibition calm \"C\": no party shall \"shoot\", throughout the agreement, monitored by un.\n";
    let told = life(
        text,
        "1 1 un finds calm minor south\n1 2 eu finds calm minor south",
    );
    assert_eq!(told.verdicts(), ["step", "stands"]);
    let south = actor(&told.agreement, "south");
    assert_eq!(
        broken(&told, day(2, 0)),
        [(Some(south), true)],
        "7.2: without limits any"
    );
    assert!(told.asks(Open::Remedy, day(2, 0)));
}

#[test]
fn more_than_so_many_within_a_window_which_then_starts_afresh_7_2() {
    let text = "prohibition calm \"C\": no party shall \"shoot\", throughout the agreement, monitored by un, \
        breached by more than 1 minor incidents in any 3 days, if breached, the steps of talks follow.\n\
        ladder talks \"T\": first, un shall open, within 1 hour.\n";
    let told = life(
        text,
        "1 1 un finds calm minor south\n4 1 un finds calm minor south\n\
         4 2 un finds calm serious south\n5 1 un finds calm minor south\n6 1 un finds calm minor south",
    );
    assert_eq!(broken(&told, day(4, 1)), [], "the first is three days old");
    assert_eq!(broken(&told, day(4, 2)), [], "of another grade");
    assert_eq!(broken(&told, day(5, 1)).len(), 1);
    assert_eq!(
        told.at(day(9, 0)).runs.len(),
        1,
        "afresh: one in the window"
    );
}

#[test]
fn a_duty_that_stands_is_broken_and_mended_by_findings_7_3() {
    let text = "standing duty allow \"A\": south shall open, throughout the agreement, monitored by un, \
        if breached, the steps of talks follow.\n\
        ladder talks \"T\": first, un shall open, within 1 hour.\n";
    let told = life(
        text,
        "1 1 un breached allow\n2 1 un kept allow\n3 1 un breached allow\n3 2 south reports allow",
    );
    let south = actor(&told.agreement, "south");
    assert_eq!(broken(&told, day(1, 1)), [(Some(south), true)]);
    assert_eq!(broken(&told, day(2, 1)), [(Some(south), false)]);
    assert_eq!(told.at(day(3, 1)).runs.len(), 2, "each time it is broken");
    assert!(told.at(day(4, 0)).occurrences.is_empty(), "7.4");
}

#[test]
fn what_an_outsider_did_counts_against_whoever_answers_for_it_7_1() {
    let text = "outsider allies \"Allies\".\nparty east \"E\", answering for allies.\n\
        prohibition calm \"C\": no party shall \"shoot\", throughout the agreement, monitored by un.\n";
    let told = life(text, "1 1 un finds calm minor allies");
    let east = actor(&told.agreement, "east");
    assert_eq!(broken(&told, day(2, 0)), [(Some(east), true)]);
}
