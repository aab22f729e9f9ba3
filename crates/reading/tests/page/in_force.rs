//! Section 2: in force.

use kernel::{Open, PhaseStage, Release, Stage};

use crate::common::{compiled, day, life};

const HEAD: &str = "agreement t \"T\".\ntime zone UTC.\nparty north \"N\".\nparty south \"S\".\n\
    act leave: irreversible.\n";
const DUTY: &str = "duty aa \"A\": south shall leave, verified by north.\n";

#[test]
fn it_enters_into_force_at_the_point_the_text_states_2_1() {
    let told = life(DUTY, "");
    let before = told.at(day(1, 0) - 1);
    assert_eq!(before.entered, None);
    let entered = told.at(day(2, 0)).entered.unwrap();
    assert_eq!((entered.earliest, entered.latest), (day(1, 0), day(1, 0)));
}

#[test]
fn where_the_text_says_nothing_it_is_in_force_from_the_first_event_2_1() {
    let mut told = life(DUTY, "7 0 north demands aa");
    told.agreement = compiled(&format!("{HEAD}{DUTY}"));
    let log = std::mem::take(&mut told.log);
    assert_eq!(told.at(day(30, 0)).entered, None);
    told.log = log;
    assert!(told.at(day(7, 0)).entered.is_some());
}

#[test]
fn it_enters_at_the_event_2_1() {
    let text = format!("{HEAD}entry into force when \"both have ratified\".\n{DUTY}");
    let mut told = life(DUTY, "7 0 north demands aa\n8 0 enters");
    told.agreement = compiled(&text);
    assert_eq!(told.stage("aa", day(8, 1)), Stage::Due);
    told.log.pop();
    assert_eq!(told.stage("aa", day(8, 1)), Stage::Dormant);
}

const PHASES: &str = "phase one \"One\": from entry into force, for 3 days.\n\
    phase two \"Two\": from one ending, for 24 hours, extended by consent of the parties.\n\
    under one:\nduty aa \"A\": south shall leave, not before day 2, verified by un.\n\
    duty bb \"B\": south shall leave, not before day 9, verified by un.\n";

#[test]
fn the_first_day_of_a_phase_is_the_day_it_begins_2_2() {
    let told = life(PHASES, "");
    assert_eq!(
        told.at(day(3, 24)).phases,
        [PhaseStage::Running, PhaseStage::NotBegun]
    );
    let after = told.at(day(4, 0) + 1).phases;
    assert_eq!(after, [PhaseStage::Completed, PhaseStage::Running]);
}

#[test]
fn a_phase_after_which_nothing_is_said_is_open_2_2() {
    let told = life(PHASES, "");
    assert_eq!(told.at(day(6, 0)).phases[1], PhaseStage::Open);
    assert!(told.asks(Open::Afterwards, day(6, 0)));
    assert!(!told.asks(Open::Afterwards, day(4, 1)));
}

#[test]
fn a_phase_is_completed_when_its_condition_holds_2_2() {
    let text = "phase one \"One\": from entry into force, for 9 days, completed when aa is done.\n\
        under one:\nduty aa \"A\": south shall leave, verified by un.\n";
    let told = life(text, "2 0 south reports aa\n3 0 un confirms aa");
    assert_eq!(told.at(day(2, 5)).phases, [PhaseStage::Running]);
    assert_eq!(told.at(day(3, 0)).phases, [PhaseStage::Completed]);
    let short = life(text, "2 0 south reports aa");
    assert_eq!(short.at(day(11, 0)).phases, [PhaseStage::Open]);
}

#[test]
fn a_phase_without_from_or_declarer_begins_when_declared_2_2() {
    let text = "phase one \"One\": completed when aa is done.\nunder one:\n\
        duty aa \"A\": south shall leave, verified by un.\n";
    let told = life(text, "2 0 usa declares one");
    assert_eq!(told.at(day(1, 5)).phases, [PhaseStage::NotBegun]);
    assert_eq!(told.at(day(2, 0)).phases, [PhaseStage::Running]);
    let agreed = life(text, "2 0 agree one");
    assert_eq!(agreed.at(day(2, 0)).phases, [PhaseStage::Running]);
}

#[test]
fn the_declarer_of_a_phase_is_whom_the_text_names_2_2() {
    let text = "phase one \"One\": declared by un, for 3 days.\nunder one:\n\
        duty aa \"A\": south shall leave.\n";
    let told = life(text, "2 0 usa declares one\n3 0 un declares one");
    assert_eq!(told.verdicts(), ["stands", "step"]);
}

#[test]
fn an_article_is_in_force_while_its_phase_runs_2_3() {
    let told = life(PHASES, "");
    assert_eq!(
        told.stage("aa", day(9, 0)),
        Stage::Due,
        "what was due is so after it"
    );
    assert_eq!(
        told.stage("bb", day(12, 0)),
        Stage::Dormant,
        "nothing releases it"
    );
}

#[test]
fn an_ending_that_names_a_phase_releases_what_waits_2_3() {
    let text = format!("{PHASES}ending: one ends at day 3 at 12:00; bb survives.\n");
    let told = life(&text, "");
    assert_eq!(
        told.stage("aa", day(3, 13)),
        Stage::Released(Release::Ended)
    );
    assert_eq!(told.stage("bb", day(3, 13)), Stage::Dormant);
    assert_eq!(told.at(day(3, 13)).phases[0], PhaseStage::Ended);
}

#[test]
fn a_milestone_is_reached_by_whom_it_names_2_4() {
    let text = "milestone m \"M\": declared by any 2 of the watchers, by day 4, failing which it is reached.\n\
        duty aa \"A\": south shall leave, when m is reached.\n";
    let told = life(
        text,
        "2 0 north declares m\n2 1 un declares m\n2 2 eu declares m",
    );
    assert_eq!(told.verdicts(), ["stands", "step", "step"]);
    let reached = told.at(day(3, 0)).milestones[0].unwrap();
    assert_eq!(reached.earliest, day(2, 2));
    let silent = life(text, "");
    assert_eq!(silent.at(day(5, 0)).milestones, [None]);
    assert_eq!(
        silent.at(day(5, 0) + 1).milestones[0].unwrap().latest,
        day(5, 0)
    );
}

#[test]
fn a_date_that_passes_unreached_and_nothing_said_is_undecided_2_4() {
    let text = "milestone m \"M\": declared by un, by day 4.\n\
        duty aa \"A\": south shall leave, when m is reached.\n";
    let told = life(text, "6 0 un declares m");
    assert!(!told.asks(Open::Milestone, day(6, 1)), "declared after all");
    let silent = life(text, "");
    assert!(silent.asks(Open::Milestone, day(5, 1)));
}

#[test]
fn all_who_must_agree_consent_or_the_parties_agree_2_4() {
    let text = "milestone m \"M\": to be agreed by the parties, by day 9, failing which un decides within 3 days.\n\
        duty aa \"A\": south shall leave, when m is reached.\n";
    let one = life(text, "2 0 north consents m\n3 0 south consents m");
    assert_eq!(one.at(day(2, 1)).milestones, [None]);
    assert!(one.at(day(3, 0)).milestones[0].is_some());
    let both = life(text, "2 0 agree m");
    assert!(both.at(day(2, 0)).milestones[0].is_some());
    let decided = life(text, "4 0 un declares m\n11 0 un declares m");
    assert_eq!(decided.verdicts(), ["nobody named", "step"]);
    assert!(decided.at(day(11, 0)).milestones[0].is_some());
}

#[test]
fn the_agreement_ends_as_an_ending_says_2_5() {
    let told = life(
        "duty aa \"A\": south shall leave.\nending: the agreement ends at day 4.\n",
        "",
    );
    assert!(!told.at(day(5, 0) - 1).ended);
    assert!(told.at(day(5, 0)).ended);
    assert_eq!(told.stage("aa", day(5, 0)), Stage::Released(Release::Ended));
}
