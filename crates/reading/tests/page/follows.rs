//! Section 5: what follows.

use kernel::{Open, Release, Stage};

use crate::common::{day, life};

fn duty(tail: &str) -> String {
    format!(
        "duty give \"G\": north shall free 6 captives, by day 5 at 12:00, verified by un{tail}.\n"
    )
}

#[test]
fn the_steps_of_a_ladder_follow_a_breach_5_1() {
    let text = format!(
        "{}ladder talks \"T\": first, un shall open.\n",
        duty(", if breached, the steps of talks follow")
    );
    let told = life(&text, "1 1 north demands give");
    assert_eq!(told.at(day(5, 12)).runs, []);
    let runs = told.at(day(5, 13)).runs;
    assert_eq!((runs.len(), runs[0].rung), (1, Some(0)));
    assert_eq!(
        runs[0].cause.map(|key| key.article),
        Some(told.article("give"))
    );
    assert!(!told.asks(Open::Remedy, day(5, 13)));
}

#[test]
fn a_breach_and_nothing_said_is_undecided_5_1() {
    let told = life(&duty(""), "1 1 north demands give");
    assert!(!told.asks(Open::Remedy, day(5, 12)));
    assert!(told.asks(Open::Remedy, day(5, 13)));
    let said = life(
        &duty(", if breached, nothing follows"),
        "1 1 north demands give",
    );
    assert!(!said.asks(Open::Remedy, day(5, 13)));
}

#[test]
fn another_duty_falls_due_5_1() {
    let text = format!(
        "{}duty meet \"M\": south shall open, when \"agreed\".\n",
        duty(", if breached, meet falls due")
    );
    let told = life(&text, "1 1 north demands give");
    assert_eq!(told.stage("meet", day(5, 12)), Stage::Undetermined);
    let text = text.replace("when \"agreed\"", "not before day 20");
    let told = life(&text, "1 1 north demands give");
    assert_eq!(told.stage("meet", day(5, 12)), Stage::Dormant);
    assert_eq!(told.stage("meet", day(5, 13)), Stage::Due);
}

#[test]
fn the_duty_passes_with_what_is_left_5_1() {
    let told = life(
        &duty(", if breached, the duty passes to usa"),
        "1 1 north reports give 4\n1 2 un confirms give 4",
    );
    let all = told.all("give", day(6, 0));
    assert_eq!(all[0].1.stage, Stage::Released(Release::PassedOn));
    let (key, next) = &all[1];
    assert_eq!(key.generation, 1);
    assert_eq!(next.required.unwrap().low, 2_000);
}

const DAILY: &str = "duty aid \"A\": south shall free 6 persons, every day from day 2 until day 5, \
    verified by un, if short, the shortfall is carried over for 2 days.\n";

#[test]
fn a_shortfall_is_carried_over_5_1() {
    let told = life(
        DAILY,
        "2 1 south reports aid 4\n2 2 un confirms aid\n3 1 south reports aid 7\n\
         3 2 un confirms aid",
    );
    let all = told.all("aid", day(3, 3));
    let accepted = |round: usize| all[round].1.accepted.low / 1_000;
    assert_eq!(
        [accepted(0), accepted(1)],
        [5, 7],
        "one more than its own six"
    );
    assert_eq!(all[0].1.stage, Stage::Overdue);
    assert_eq!(all[1].1.stage, Stage::Fulfilled);
}

#[test]
fn what_makes_up_for_a_shortfall_fulfils_it_5_1() {
    let told = life(
        DAILY,
        "2 1 south reports aid 4\n2 2 un confirms aid\n4 1 south reports aid 8\n\
         4 2 un confirms aid",
    );
    let stages: Vec<_> = told
        .all("aid", day(4, 3))
        .iter()
        .map(|of| of.1.stage)
        .collect();
    assert_eq!(stages, [Stage::Fulfilled, Stage::Overdue, Stage::Fulfilled]);
}

#[test]
fn there_is_no_breach_before_the_last_of_the_rounds_is_over_5_1() {
    let told = life(DAILY, "2 1 south reports aid 4\n2 2 un confirms aid");
    let first = |at| told.all("aid", at)[0].1.stage;
    assert_eq!(first(day(5, 0)), Stage::Overdue);
    assert_eq!(first(day(5, 0) + 1), Stage::Breached);
}

const STEPS: &str = "schedule steps: \
    | step | number |\n| one | 5 |\n| two | 6 |\nfor each step of steps:\n";

#[test]
fn a_shortfall_or_an_excess_goes_to_the_next_stage_5_1_5_2() {
    let text = |tail: &str| {
        format!(
            "{STEPS}duty give \"G\": north shall free step.number captives, by day 3, \
             verified by un, {tail}.\nend\n"
        )
    };
    let short = life(
        &text("if short, the shortfall is carried over to the next step"),
        "1 1 north reports give/0 3\n1 2 un confirms give/0 3\n2 1 north reports give/1 8\n\
         2 2 un confirms give/1 8",
    );
    assert_eq!(short.all("give", day(1, 3))[0].1.accepted.low, 3_000);
    let first = short.all("give", day(2, 2))[0].1;
    assert_eq!((first.accepted.low, first.stage), (5_000, Stage::Fulfilled));
    let excess = life(
        &text("if exceeded, the excess counts towards the next step"),
        "1 1 north reports give/0 7\n1 2 un confirms give/0 7",
    );
    assert_eq!(excess.all("give", day(2, 1))[1].1.accepted.low, 2_000);
    let unsaid = life(
        &text("if breached, nothing follows"),
        "1 1 north reports give/0 7\n1 2 un confirms give/0 7",
    );
    assert_eq!(unsaid.all("give", day(2, 1))[1].1.accepted.low, 0);
}

#[test]
fn dates_move_by_the_lateness_5_1() {
    let text = format!(
        "{}duty then \"T\": south shall leave, by day 9 at 12:00, verified by un.\n",
        duty(", if late, the dates of then move by as long")
    );
    let told = life(&text.replace("then", "next_one"), "6 12 north reports give");
    let deadline = |at| told.first("next_one", at).deadline.unwrap().latest;
    assert_eq!(deadline(day(6, 0)), day(9, 12));
    assert_eq!(deadline(day(6, 12)), day(10, 12));
}

#[test]
fn a_ladder_that_covers_an_article_opens_at_its_breach_5_1() {
    let text = format!(
        "{}ladder talks \"T\": first, un shall open; covering give.\n",
        duty("")
    );
    let told = life(&text, "1 1 north demands give");
    assert_eq!(told.at(day(5, 13)).runs.len(), 1);
    assert!(!told.asks(Open::Remedy, day(5, 13)));
}
