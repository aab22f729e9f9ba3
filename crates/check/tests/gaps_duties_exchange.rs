//! Exchange, balance and contrast: each rule fires, and each clause that answers it does.

mod gaps_duties_support;

use gaps_duties_support::{check_lines, only, quiet};

const LISTS: &str = r#"list captives (captive) "Captives": 30 persons,
  held by south, named by south.
list detainees (detainee) "Detainees": 900 persons, held by north, named by south.
"#;

fn release(by: &str, more: &str) -> String {
    format!(
        "duty release_all \"Release\": south shall release all captives to watch, {by}, \
         verified by watch{more}.\n"
    )
}

#[test]
fn one_side_gives_first() {
    let lines = |north: &str, more: &str| {
        format!(
            "{LISTS}{}duty leave \"Leave\": north shall withdraw from river, {north}, \
             verified by watch.",
            release("by day 3", more)
        )
    };
    assert_eq!(
        only("W0401", &lines("on day 9", "")),
        "`south` gives what cannot be undone in `release_all` before `north` owes anything: the \
         first is `leave`, from day 9"
    );
    quiet("W0401", &lines("by day 3", ""));
    quiet("W0401", &lines("on day 9", ", independent of leave"));
}

#[test]
fn a_promise_that_can_be_undone_is_no_gift() {
    quiet(
        "W0401",
        "duty open_road \"Road\": south shall open river, by day 3, verified by watch.\n\
         duty leave \"Leave\": north shall withdraw from river, on day 9, verified by watch.",
    );
}

#[test]
fn a_right_to_withhold_unsaid() {
    let lines = |right: &str| {
        format!(
            "{LISTS}{}duty free_all \"Free\": north shall free 900 detainees, by day 5, \
             received by watch, in exchange for release_all{right}.",
            release("by day 3", "")
        )
    };
    assert_eq!(
        only("W0403", &lines("")),
        "nothing says whether `free_all` may be held back if `release_all` is not kept"
    );
    quiet("W0403", &lines(" with a right to withhold"));
    quiet("W0403", &lines(" without a right to withhold"));
    let ladder = "\nladder steps \"Steps\": first, the party to whom it is owed may suspend the \
                  duties given in exchange, for at most 7 days.";
    let answered = lines("").replace(
        "verified by watch.",
        "verified by watch, if breached, the steps of steps follow.",
    );
    quiet("W0403", &format!("{answered}{ladder}"));
}

#[test]
fn a_security_that_can_be_undone() {
    let lines = |nature: &str, by: &str| {
        format!(
            "act withdraw: {nature}.\n{LISTS}\
             duty leave \"Leave\": north shall withdraw from river, by day 3, verified by \
             watch.\n{}",
            release(by, ", in exchange for leave with a right to withhold")
        )
    };
    assert_eq!(
        only("W0404", &lines("reversible", "by day 9")),
        "`release_all` cannot be undone, and what secures it, `leave`, can be undone at any time"
    );
    assert_eq!(
        only("W0404", &lines("reversible within 48 hours", "by day 4")),
        "`release_all` cannot be undone, and what secures it, `leave`, can be undone \
        within 48 hours"
    );
    quiet("W0404", &lines("reversible within 48 hours", "by day 9"));
    quiet("W0404", &lines("irreversible", "by day 4"));
}

fn ground(bound: u32, south: &str) -> String {
    format!(
        "unit trucks \"Trucks\": counted by watch.\n\
         inventory arms \"Arms\": 100 \"rifles\", held by south, counted by watch.\n\
         duty aid \"Aid\": north shall admit at least 600 trucks to river, \
         every day from day 1 until day 10, verified by watch.\n\
         duty leave \"Leave\": north shall withdraw from river, by day 12, verified by watch.\n\
         duty arms_in \"Arms\": south shall hand_in 100 arms to watch, {south}, verified \
         by watch.\n\
         balance ground \"Ground\": 100 trucks weighs 1, leave weighs 50, arms_in weighs 40, \
         no side ahead by more than {bound}."
    )
}

#[test]
fn a_bound_that_is_passed() {
    // 6 a day for 10 days, and 50 on day 12, against 40: at day 10 the lead is 60 if they come
    // late.
    assert_eq!(
        only("W0402", &ground(69, "by day 11")),
        "by day 12 `north` is ahead by 70 in `ground`, above the bound of 69, with everyone \
         performing"
    );
    quiet("W0402", &ground(70, "by day 11"));
    // Later than all of it, the arms no longer help.
    assert_eq!(
        only("W0402", &ground(109, "by day 20")),
        "by day 12 `north` has given 110 in `ground`, above the bound of 109, with everyone \
         performing"
    );
    quiet("W0402", &ground(110, "by day 20"));
}

#[test]
fn at_one_hour_each_may_come_first() {
    assert!(only("W0402", &ground(100, "by day 12")).contains("110"));
}

#[test]
fn a_one_sided_balance_says_so() {
    let lines = ground(50, "by day 11").replace(", arms_in weighs 40", "");
    assert_eq!(
        only("W0402", &lines),
        "by day 12 `north` has given 110 in `ground`, above the bound of 50, with everyone \
         performing, and no act of `south` carries a weight"
    );
}

#[test]
fn a_weight_on_persons() {
    let balance = |what: &str| {
        format!(
            "{LISTS}{}duty leave \"Leave\": north shall withdraw from river, by day 3, \
             verified by watch.\n\
             balance ground \"Ground\": {what} weighs 10, no side ahead by more than 50.",
            release("by day 3", "")
        )
    };
    for what in ["captives", "release_all"] {
        assert_eq!(
            only("E0405", &balance(what)),
            format!(
                "`{what}` carries a weight in `ground`, and persons are counted and never weighed"
            )
        );
    }
    quiet("E0405", &balance("leave"));
}

/// Duties of both sides: those of the south end with `south`, those of the north with `north`.
fn duties(north: &str, south: &str) -> String {
    (1..=4)
        .map(|n| {
            format!(
                "duty n{n} \"N\": north shall open river, not before day {n}{north}.\n\
                 duty s{n} \"S\": south shall open hills, not before day {n}{south}.\n"
            )
        })
        .collect()
}

#[test]
fn dates_on_one_side_only() {
    let told = only(
        "W0406",
        &duties(", verified by watch", ", by day 9, verified by watch"),
    );
    assert_eq!(
        told,
        "a last day is set for 0 of 4 duties of `north` and 4 of 4 of `south`"
    );
    // Contrast takes the places with it.
    quiet(
        "W0202",
        &duties(", verified by watch", ", by day 9, verified by watch"),
    );
    quiet(
        "W0406",
        &duties(
            ", by day 9, verified by watch",
            ", by day 9, verified by watch",
        ),
    );
    quiet(
        "W0406",
        &duties(", verified by watch", ", verified by watch"),
    );
}

#[test]
fn verifiers_on_one_side_only() {
    let told = only(
        "W0406",
        &duties(", by day 9, verified by watch", ", by day 9"),
    );
    assert_eq!(
        told,
        "somebody is named to see 4 of 4 duties and bans of `north` and 0 of 4 of `south`"
    );
    quiet(
        "W0204",
        &duties(", by day 9, verified by watch", ", by day 9"),
    );
}

#[test]
fn remedies_on_one_side_only() {
    let told = only(
        "W0406",
        &duties(
            ", by day 9, verified by watch",
            ", by day 9, verified by watch, if breached, nothing follows",
        ),
    );
    assert_eq!(
        told,
        "something follows the breach of 0 of 4 duties and bans of `north` and 4 of 4 of `south`"
    );
}

#[test]
fn dates_in_one_phase_only() {
    let under = |phase: &str, last: &str| -> String {
        let duties: String = (1..=3)
            .map(|n| {
                format!(
                    "duty {phase}_{n} \"Road\": north and south shall each open river{last}, \
                     verified by watch.\n"
                )
            })
            .collect();
        format!("under {phase}:\n{duties}")
    };
    let phases = "phase early \"Early\": from entry into force, for 42 days.\n\
                  phase later \"Later\": from early ending, for 42 days.\n";
    let lines = |last: &str| {
        format!(
            "{phases}{}{}",
            under("early", ", by day 9"),
            under("later", last)
        )
    };
    assert_eq!(
        only("W0406", &lines("")),
        "a last day is set for 3 of 3 duties under `early`, and for 0 of 3 duties under `later`"
    );
    quiet("W0406", &lines(", by day 60"));
}

#[test]
fn no_reply_but_a_lever() {
    let lines = |aid: &str, reply: &str| {
        format!(
            "{LISTS}{}unit trucks \"Trucks\": counted by watch.\n\
             duty aid_daily \"Aid\": north shall admit at least 600 trucks to river, \
             every day from day 1 until day 42, verified by watch, \
             if short, the shortfall is carried over for 3 days{aid}.",
            release("by day 3", reply)
        )
    };
    assert_eq!(
        only("W0407", &lines("", "")),
        "if `south` fails, the text gives `north` no reply, and `north` has `aid_daily` in hand"
    );
    quiet("W0407", &lines(", not to be suspended", ""));
    quiet("W0407", &lines("", ", if breached, nothing follows"));
    let power = "\npower pause \"Pause\": north may suspend aid_daily, \
                 when \"calm is broken\" as judged by watch.";
    quiet("W0407", &format!("{}{power}", lines("", "")));
}

#[test]
fn a_bound_that_holds_is_quiet_and_linear() {
    let found = check_lines(&ground(200, "by day 11"));
    assert!(found.iter().all(|draft| draft.code != "W0402"));
}
