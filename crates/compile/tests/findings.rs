//! Texts with one mistake each, and what is said of them: code, the words it stands at, message,
//! other places, help.

mod common;

use common::{check, check_whole, compiled};

#[test]
fn the_common_head_is_clean() {
    check("", "");
}

#[test]
fn names_that_stand_for_nothing() {
    check(
        r#"duty x "X": movment shall release 3 captives, by day 3."#,
        "E0101 at movment: there is no party called `movment`; did you mean `movement`?",
    );
    check(
        r#"duty x "X": state shall open corridor, by day 3, verified by icrcc."#,
        "E0101 at icrcc: there is no verifier called `icrcc`; did you mean `icrc`?",
    );
    check(
        r#"duty x "X": state shall open corridor, by day 3, in exchange for relese."#,
        "E0103 at relese: there is no duty called `relese`; did you mean `release`?",
    );
    check(
        r#"duty x "X": state shall open corridor, by openin."#,
        "E0103 at openin: there is no milestone called `openin`; did you mean `opening`?",
    );
    check(
        "under onne:",
        "E0103 at onne: there is no phase called `onne`; did you mean `one`?",
    );
    check(
        r#"duty x "X": state shall opne corridor, by day 3."#,
        "E0104 at opne: `opne` is not a declared act; `open` is ? quote it, `\"opne\"`, or declare \
         it: `act opne: reversible.`",
    );
    check(
        r#"prohibition x "X": state shall not display insignia, from day 3 onwards."#,
        "E0107 at insignia: `insignia` is not declared; quote it or declare a term ? \
         `\"insignia\"`, or `term insignia \"…\".`",
    );
}

#[test]
fn one_mistake_is_told_once() {
    check(
        r#"duty x "X": israle shall open corridor, by day 3.
duty y "Y": israle shall open corridor, by day 4."#,
        "E0101 at israle: there is no party called `israle` + israle: here too",
    );
    // A misspelt declaration is not also unused.
    check_whole(
        r#"agreement test "A test".
party movemnt "The Movement".
duty x "X": movement shall meet, on 3 May 2025.
duty y "Y": movement shall meet, on 4 May 2025."#,
        "E0101 at movement: there is no party called `movement`; did you mean `movemnt`? \
         + movement: here too",
    );
}

#[test]
fn names_declared_twice() {
    check(
        r#"verifier icrc "Again"."#,
        "E0102 at icrc: `icrc` is declared on lines 6 and 14 + icrc: first declared here \
         ? give one of them another name",
    );
    check(
        r#"place captive "A place"."#,
        "E0102 at captive: `captive` is declared on lines 8 and 14 + captives: first declared here \
         ? give one of them another name",
    );
}

#[test]
fn settings_said_twice() {
    check(
        "time zone Asia/Beirut.",
        "E0102 at time zone Asia/Beirut.: the time zone is said twice + time zone Africa/Cairo.: \
         said here ? keep one of the two",
    );
}

#[test]
fn a_lost_comma_is_guessed_from_kinds() {
    check(
        r#"duty x "X": state shall relocate all captives from corridor from opening."#,
        "E0105 at from opening: `opening` is a milestone; put a comma before the second `from` \
         ? put a comma before the second `from`",
    );
    check(
        r#"duty x "X": state shall withdraw from opening."#,
        "E0105 at from opening: `opening` is a milestone; put a comma before this `from` \
         ? put a comma before this `from`",
    );
    check(
        r#"duty x "X": state shall give "a list" to opening, by day 3."#,
        "E0105 at to opening: `opening` is a milestone; after `to` stands an actor, a place or a \
         thing ? put a comma before this `to`",
    );
}

#[test]
fn kinds_that_do_not_fit() {
    check(
        r#"duty x "X": state shall open corridor, by icrc."#,
        "E0105 at icrc: `icrc` is a verifier; a milestone is wanted here",
    );
    check(
        r#"duty x "X": state shall open corridor, by one."#,
        "E0105 at one: `one` is a phase; a moment is wanted here ? write `one beginning` or \
         `one ending`",
    );
    check(
        r#"duty x "X": opening shall open corridor, by day 3."#,
        "E0105 at opening: `opening` is a milestone; a party is wanted here",
    );
    check(
        r#"duty x "X": state shall meet, by day 3, if breached, the steps of leave follow."#,
        "E0105 at leave: `leave` is a duty; only a ladder has steps ? write `leave falls due`",
    );
    check(
        r#"duty x "X": state shall move 3 leave, by day 3."#,
        "E0105 at leave: `leave` is a duty and cannot be counted",
    );
}

#[test]
fn a_list_wants_a_number() {
    check(
        r#"duty x "X": movement shall free captives, by day 3."#,
        "E0110 at captives: how many of `captives`? write `all`, `the remaining` or a number",
    );
    check(
        r#"prohibition x "X": movement shall not display captives, from day 3 onwards."#,
        "",
    );
}

#[test]
fn what_nobody_uses() {
    check(
        r#"body press_office "Press office"."#,
        "W0106 at press_office: `press_office` is never bound, entitled or asked anything ? say \
         what they owe, may do or are counted for, or leave them out",
    );
    check(
        r#"place hill "Hill". term arm "Arm": not defined."#,
        "W0106 at hill: `hill` and `arm` are declared and never used + arm: and this term ? say \
         what they owe, may do or are counted for, or leave them out",
    );
}

#[test]
fn days_that_do_not_exist() {
    check(
        r#"milestone m "M": on 31 June 2025. duty x "X": state shall meet, by m."#,
        "E0112 at 31 June 2025: there is no 31 June 2025",
    );
    check(
        r#"duty x "X": state shall meet, on day 0."#,
        "E0112 at 0: there is no day 0: the first is day 1",
    );
    check_whole(
        r#"agreement test "A test".
party state "The State".
duty x "X": state shall meet, on day 3.
duty y "Y": state shall meet, on day 4."#,
        "E0112 at 3: which day is day 3 is not said + 4: here too ? write `day 1 is …` (a date, \
         the day of an event, or `not settled`)",
    );
    check_whole(
        r#"agreement test "A test".
time zone Africa/Ciro.
party state "The State".
duty x "X": state shall meet, on 3 May 2025."#,
        "E0113 at Africa/Ciro: there is no time zone called `Africa/Ciro`; did you mean \
         `Africa/Cairo`? ? write a zone of the tz database, or `time zone is not stated`",
    );
}

#[test]
fn hours_that_clocks_skip() {
    check_whole(
        r#"agreement test "A test".
time zone Asia/Jerusalem.
party state "The State".
duty x "X": state shall meet, on 28 March 2025 at 02:30.
duty y "Y": state shall meet, on 28 March 2025 between 02:30 and 04:00."#,
        "W0306 at 28 March 2025 at 02:30: there is no 02:30 on 28 March 2025 in Asia/Jerusalem = \
         clocks go forward by 60 minutes over it ? name an hour that the clock shows that day\n\
         W0306 at 02:30: there is no 02:30 on 28 March 2025 in Asia/Jerusalem = \
         clocks go forward by 60 minutes over it ? name an hour that the clock shows that day",
    );
}

#[test]
fn months_that_do_not_end() {
    let head = "agreement test \"A test\".\nparty state \"The State\".\n";
    let duty = "duty x \"X\": state shall meet, by 1 month after 31 January 2025.";
    check_whole(
        &format!("{head}{duty}"),
        "E0309 at 1 month after 31 January 2025: 1 month after 31 January 2025 is no day: February \
         2025 has no day 31 = down it is 28 February 2025, up 1 March 2025 ? say `month ends round \
         down` or `month ends round up`",
    );
    check_whole(&format!("{head}month ends round down.\n{duty}"), "");
    check_whole(
        &format!("{head}phase one \"One\": from 29 February 2024, for 1 year.\n"),
        "W0106 at state: `state` is never bound, entitled or asked anything ? say what they owe, \
         may do or are counted for, or leave them out\n\
         E0309 at for 1 year: 1 year after 29 February 2024 is no day: February 2025 has no day 29 \
         = down it is 28 February 2025, up 1 March 2025 ? say `month ends round down` or `month \
         ends round up`",
    );
}

#[test]
fn of_a_signed_text_the_parties_are_asked_which_day_or_hour_is_meant() {
    let head = "agreement test \"A test\", as signed.\nparty state \"The State\".\n";
    let duty = "duty x \"X\": state shall meet, by 1 month after 31 January 2025.";
    check_whole(
        &format!("{head}{duty}"),
        "E0309 at 1 month after 31 January 2025: 1 month after 31 January 2025 is no day: February \
         2025 has no day 31 = down it is 28 February 2025, up 1 March 2025 ? ask the parties: which \
         of the two days is meant?",
    );
    let duty = "duty x \"X\": state shall meet, on 28 March 2025 at 02:30.";
    check_whole(
        &format!("{head}time zone Asia/Jerusalem.\n{duty}"),
        "W0306 at 28 March 2025 at 02:30: there is no 02:30 on 28 March 2025 in Asia/Jerusalem = \
         clocks go forward by 60 minutes over it ? ask the parties: is the hour before the change \
         of clocks meant, or the hour after it?",
    );
}

#[test]
fn who_has_signed_has_done_its_part() {
    let text = |head: &str| {
        format!(
            "agreement test \"A test\"{head}.\nparty state \"The State\".\n\
             guarantor friend \"Friend\".\nterm arm \"Arm\": means \"a rifle\".\n\
             duty xx \"X\": state shall meet, by 3 May 2025.\n"
        )
    };
    check_whole(
        &text(", as signed"),
        "W0106 at arm: `arm` is declared and never used ? ask the parties: what do they owe, may \
         they do, or are they counted for?",
    );
    check_whole(
        &text(""),
        "W0106 at friend: `friend` and `arm` are declared and never used + arm: and this term ? \
         say what they owe, may do or are counted for, or leave them out",
    );
}

const TABLE: &str = r#"agreement test "A test".
party state "The State".
place town "Town".
schedule stages "Stages":
  | stage  | loads | day         | where |
  | first  | 10    | 3 May 2025  | town  |
  | second | -     | 4 May 2025  | -     |
duty once "Once": state shall meet, on 1 May 2025.
"#;

#[track_caller]
fn check_table(body: &str, expected: &str) {
    check_whole(&format!("{TABLE}{body}"), expected);
}

#[test]
fn rows_and_columns() {
    let good = r#"for each stage of stages:
  duty bring "Bring": state shall admit stage.loads tonnes, on stage.day, in stage.where,
    when bring of the previous stage is done.
end
duty later "Later": state shall meet, when bring of second is done."#;
    check_table(good, "");
    check_table(
        &good.replace("bring of second", "bring"),
        "E0103 at bring: `bring` is owed once for each row of `stages` ? write `bring of first` or \
         `every bring`",
    );
    check_table(
        &good.replace("bring of second", "bring of secnd"),
        "E0103 at secnd: `stages` has no row `secnd`; did you mean `second`?",
    );
    check_table(
        &good.replace("bring of second", "once of first"),
        "E0103 at first: `once` is owed once; it has no rows ? write `once` alone",
    );
    check_table(
        &good.replace("stage.loads", "stage.load"),
        "E0103 at load: `stages` has no column `load`; did you mean `loads`?",
    );
    check_table(
        &good.replace("stage.loads", "stage.day"),
        "E0105 at 3 May 2025: `stage.day` wants a number, and this cell has `3 May 2025` + \
         stage.day: a number is wanted here",
    );
    check_table(
        &good.replace("bring of the previous stage", "bring of the previous step"),
        "E0103 at step: a row is called `stage` here, not `step`",
    );
    check_table(
        &good.replace("of stages:", "of stage:"),
        "E0103 at stage: there is no schedule called `stage`; did you mean `stages`?",
    );
}

#[test]
fn a_text_others_signed_keeps_its_months() {
    let text = "agreement test \"A test\", as signed.\nparty state \"The State\".\n\
                duty x \"X\": state shall meet, by 1 month after 31 January 2025.";
    let (_, compiled) = compiled(text);
    let mut findings = compiled.findings;
    assert_eq!(findings[0].severity, findings::Severity::Error);
    compile::regrade(&mut findings, true);
    assert_eq!(findings[0].code, "E0309");
    assert_eq!(findings[0].severity, findings::Severity::Warning);
}

#[test]
fn numbers_that_nothing_can_be_are_told() {
    let told = |clause: &str| {
        let text = format!(
            "agreement wells \"Wells\".\nparty north \"North\".\n\
             list pumps \"Pumps\": 40 \"pumps\", held by north.\n\
             duty mend \"Mending\": north shall \"mend\" {clause}."
        );
        let parse = syntax::parse(&text);
        assert!(parse.findings.is_empty(), "{clause}: {:?}", parse.findings);
        let compiled = compile::compile(&parse.file, &text);
        compiled
            .findings
            .iter()
            .filter(|finding| finding.code == "E0114")
            .count()
    };
    for clause in [
        "130 percent of pumps",
        "5/3 of pumps",
        "0 of pumps",
        "between 9 and 3 \"pumps\"",
        "3 of pumps, within 5 to 3 days after signature",
        "3 of pumps, every 0 days from day 1",
    ] {
        assert_eq!(told(clause), 1, "{clause}");
    }
    for clause in [
        "100 percent of pumps",
        "2/3 of pumps",
        "at most 0 of pumps",
        "1 of pumps",
    ] {
        assert_eq!(told(clause), 0, "{clause}");
    }
}
