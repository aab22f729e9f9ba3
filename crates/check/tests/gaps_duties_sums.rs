//! Numbers against a list: told whatever the act is called, unless the text says that the same ones
//! may be taken again.

mod gaps_duties_support;

use gaps_duties_support::{only, quiet, told};

const LIST: &str =
    "list patients (patient) \"Patients\": 33 persons, held by north, named by south.\n";

fn duty(name: &str, words: &str) -> String {
    format!("duty {name} \"{name}\": {words}.\n")
}

#[test]
fn one_duty_that_asks_more_than_there_are() {
    for act in ["give", "admit", "\"escort\""] {
        let lines = |many| {
            let words = format!("north shall {act} {many} patients to south, on day 3");
            format!("{LIST}{}", duty("cross", &words))
        };
        assert_eq!(
            only("E0217", &lines("34")),
            "34 of `patients` are promised, and it holds 33",
            "{act}"
        );
        quiet("E0217", &lines("33"));
        quiet("E0217", &lines("at most 34"));
        quiet("E0217", &lines("either 30 or 50"));
        assert_eq!(told("E0217", &lines("either 40 or 50")).len(), 1, "{act}");
    }
}

#[test]
fn duties_that_bring_to_the_same_place_add_up() {
    let lines = |nature: &str, other: &str| {
        let first = duty("first", "north shall give 20 patients to south, on day 3");
        let last = duty(
            "last",
            &format!("north shall give 14 patients to {other}, on day 9"),
        );
        format!("{nature}{LIST}{first}{last}")
    };
    assert_eq!(
        only("E0217", &lines("", "south")),
        "34 of `patients` are promised, and it holds 33"
    );
    // Brought elsewhere, or back again, they may be the same ones.
    quiet("E0217", &lines("", "river"));
    quiet("E0217", &lines("act give: reversible.\n", "south"));
    // What nobody can undo adds up wherever it goes.
    assert_eq!(
        told("E0217", &lines("act give: irreversible.\n", "river")).len(),
        1
    );
}

#[test]
fn what_is_seen_again_and_again_is_no_promise_of_more() {
    let visits = duty(
        "visits",
        "watch shall \"visit\" 20 patients, every 7 days from day 1 until day 60",
    );
    let again = duty("again", "watch shall \"visit\" 20 patients, on day 61");
    quiet("E0217", &format!("{LIST}{visits}{again}"));
}

#[test]
fn what_one_hands_on_is_not_promised_twice() {
    let acts = "act give: irreversible.\n";
    let first = duty("first", "north shall give 33 patients to watch, on day 3");
    let second = duty("second", "watch shall give 33 patients to south, on day 4");
    quiet("E0217", &format!("{acts}{LIST}{first}{second}"));
}

#[test]
fn a_table_that_comes_to_more_than_its_list() {
    let lines = |last: u32, act: &str| {
        format!(
            "{act}inventory guns (gun) \"Guns\": 300 \"guns\", held by south, counted by watch.\n\
             schedule stages \"Stages\":\n\
             | stage | guns | by |\n\
             | one_ | 100 | 10 May 2025 |\n\
             | two_ | {last} | 20 May 2025 |\n\
             for each stage of stages:\n\
             duty give_in \"Hand-in\": south shall give stage.guns of guns to watch, \
             by stage.by.\n\
             end\n"
        )
    };
    assert_eq!(
        only("E0217", &lines(240, "")),
        "`guns` of `stages` comes to 340 in all, and `guns` holds 300"
    );
    quiet("E0217", &lines(200, ""));
    quiet(
        "E0217",
        &lines(240, "act give: reversible within 2 days.\n"),
    );
    // A duty beside the table is told by itself.
    let beside = duty("beside", "south shall give 301 guns to watch, on day 3");
    assert_eq!(
        told("E0217", &format!("{}{beside}", lines(240, ""))).len(),
        2
    );
}

#[test]
fn a_part_against_the_list_it_is_counted_in() {
    let lists = |women: u32| {
        format!(
            "{LIST}list women (woman) \"Women\": {women} persons, part of patients, held by north, \
             named by south.\n"
        )
    };
    let cross = duty(
        "cross",
        "north shall give 30 patients to south, of which 9 women, on day 3",
    );
    assert_eq!(
        only("E0217", &format!("{}{cross}", lists(8))),
        "a part of `cross` is 9 of `women`, which holds 8"
    );
    quiet("E0217", &format!("{}{cross}", lists(9)));
    assert_eq!(
        only("E0217", &lists(34)),
        "`women` is part of `patients` and holds 34, more than its 33"
    );
}
