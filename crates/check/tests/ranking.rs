//! Which finding is read first, and what is told of its own because something waits for it.

mod gaps_duties_support;

use gaps_duties_support::{check_lines, only, quiet, told};

#[test]
fn a_second_finding_of_a_kind_comes_after_the_first_of_another() {
    let duty = |name: &str, unit: &str| {
        format!(
            "unit {unit} \"{unit}\": counted by watch.\n\
             duty {name} \"Aid\": north shall admit 6 {unit} to river, \
             every day from day 1 until day 42, verified by watch.\n"
        )
    };
    let found = check_lines(&format!(
        "{}{}",
        duty("aid", "trucks"),
        duty("help", "boats")
    ));
    let codes: Vec<_> = found.iter().map(|draft| draft.code).collect();
    let units: Vec<_> = codes
        .iter()
        .filter(|code| ["W0509", "W0207"].contains(*code))
        .collect();
    assert_eq!(units, [&"W0509", &"W0207", &"W0509"], "{codes:?}");
}

#[test]
fn a_finding_that_is_awaited_and_that_nobody_makes() {
    let lines = |seen: &str, starts: &str| {
        format!(
            "duty first \"First\": north shall withdraw from river, on day 5{seen}.\n\
             duty next \"Next\": south shall withdraw from hills, \
             within 2 days after first {starts}, verified by watch."
        )
    };
    assert_eq!(
        only("W0204", &lines(", received by watch", "being verified")),
        "nobody is named to verify `first`, and `next` waits until it is verified"
    );
    quiet("W0204", &lines(", verified by watch", "being verified"));
    quiet("W0204", &lines(", received by watch", "being done"));
    // Told once: not again among what nobody verifies.
    assert_eq!(told("W0204", &lines("", "being verified")).len(), 1);
}

#[test]
fn one_holder_of_a_lever_is_named_with_all_who_may_fail() {
    let lines = "party east \"East\".\n\
        duty aid \"Aid\": north shall admit 6 \"trucks\" to river, \
        every day from day 1 until day 42, verified by watch.\n\
        duty road \"Road\": east shall withdraw from hills, by day 5, verified by watch.\n\
        duty quit \"Quit\": south shall withdraw from river, by day 5, verified by watch.";
    assert_eq!(
        only("W0407", lines),
        "if `south` or `east` fails, the text gives `north` no reply, and `north` has `aid` in hand"
    );
}

#[test]
fn lists_of_two_holders_are_one_finding() {
    let lines = "list ours \"Ours\": 40 persons, held by north.\n\
        list theirs \"Theirs\": 15 persons, held by south.\n\
        duty move_ours \"A\": north shall move all ours to hills, by day 5, verified by watch.\n\
        duty move_theirs \"B\": south shall move all theirs to river, by day 5, verified by watch.";
    assert_eq!(
        only("W0114", lines),
        "nobody but those who hold them is named to say who is on 2 of 2 lists: `ours` and `theirs`"
    );
}
