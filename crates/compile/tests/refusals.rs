//! Mistakes of a writer that were once passed over: answers to what was not asked, names nobody
//! declared, what refers to itself, what is said twice.

mod common;

use common::{check, check_whole};

#[test]
fn an_answer_to_silence_answers_its_clause() {
    let told = |asks: &str, said: &str| {
        format!("this clause asks for {asks}, and `{said}` does not answer that")
    };
    check(
        r#"duty x "X": state shall meet, by day 3,
  verified by icrc, failing which consent is given."#,
        &format!(
            "E0105 at failing which consent is given: {} ? write `the report is accepted`, `the \
             report is rejected` or `… decides`",
            told("a finding on a report", "consent is given")
        ),
    );
    check(
        r#"duty x "X": state shall meet, by day 3,
  with the consent of movement, failing which it is reached."#,
        &format!(
            "E0105 at failing which it is reached: {} ? write `consent is given`, `consent is \
             refused` or `… decides`",
            told("consent", "it is reached")
        ),
    );
    check(
        r#"prohibition x "X": no party shall use_force, throughout the agreement,
  incidents confirmed by icrc, failing which the report is accepted."#,
        &format!(
            "E0105 at failing which the report is accepted: {} ? write `the incident counts`, \
             `the incident does not count` or `… decides`",
            told("a finding on an incident", "the report is accepted")
        ),
    );
    check(
        r#"milestone m "M": to be agreed by the parties, by day 3, failing which consent is given.
duty x "X": state shall meet, by m."#,
        &format!(
            "E0105 at failing which consent is given: {} ? write `it is reached`, `it is not \
             reached` or `… decides`",
            told("a milestone to be reached", "consent is given")
        ),
    );
    // A dispute may be of a report, of an incident or of a consent.
    for said in [
        "the finding is final",
        "consent is given",
        "the agreement ends",
    ] {
        check(
            &format!(
                "duty xx \"X\": state shall meet, by day 3, verified by icrc,\n  \
                 subject to dispute by state, failing which {said}."
            ),
            "",
        );
    }
}

#[test]
fn what_is_counted_and_what_days_are_called_is_declared() {
    check(
        r#"unit loads (load) "Loads": 1 lorry counts as 2 load.
duty x "X": state shall admit 3 loads, by day 3."#,
        "E0107 at lorry: `lorry` is not declared ? declare it: `unit lorry \"…\".`",
    );
    check(
        r#"duty x "X": state shall open corridor, from day 3 onwards,
  for 6 hours of each day of monday, leave and sundy."#,
        "E0107 at sundy: `sundy` is not declared; did you mean `sunday`? ? name a day of the week, \
         or declare it: `term sundy \"…\".`",
    );
    check(
        r#"duty x "X": state shall open corridor, from day 3 onwards,
  for 6 hours of each day of feast_days."#,
        "E0107 at feast_days: `feast_days` is not declared ? name a day of the \
         week, or declare it: `term feast_days \"…\".`",
    );
}

#[test]
fn a_reading_of_a_day_before_the_first() {
    check(
        r#"reading early of day 0 by state: 18 January 2025."#,
        "E0112 at 0: there is no day 0: the first is day 1",
    );
    check(r#"reading early of day 1 by state: 18 January 2025."#, "");
}

#[test]
fn a_language_is_authentic_once_and_prevails_among_them() {
    check(
        "authentic texts en, ar and en; he prevails.",
        "E0102 at en: `en` is named twice among the authentic texts + en: named here\n\
         E0105 at he: `he` prevails and is not among the authentic texts ? name `he` among them, \
         or let one of them prevail",
    );
    check("authentic texts en and ar; ar prevails.", "");
}

#[test]
fn what_refers_to_itself() {
    let help = "name the other one that is meant, or leave it out";
    for (clause, words) in [
        ("in exchange for x", "is owed in exchange for itself"),
        ("at the same time as x", "is due at the same time as itself"),
        ("matched with leave and x", "is matched with itself"),
        ("in parallel with x", "runs in parallel with itself"),
        ("independent of x", "is independent of itself"),
        ("during x", "is owed during itself"),
        ("replacing x", "replaces itself"),
    ] {
        check(
            &format!("duty x \"X\": state shall meet, by day 3, {clause}."),
            &format!("E0108 at x: `x` {words} ? {help}"),
        );
    }
    check(
        r#"outsider allies "Allies". party east "East", answering for allies and east."#,
        &format!("E0108 at east: `east` answers for itself ? {help}"),
    );
    check(
        r#"text annex "Annex", adding to annex."#,
        &format!("E0108 at annex: `annex` adds to itself ? {help}"),
    );
}

#[test]
fn what_is_in_itself_round_a_circle() {
    check(
        r#"group us is state and us. duty x "X": us shall meet, by day 3."#,
        "E0108 at us: `us` is a member of itself ? leave out one of the links",
    );
    check(
        r#"group us is state and them. group them is movement and us.
duty x "X": us shall meet, by day 3."#,
        "E0108 at us: `us` and `them` are members of each other + them: and this ? leave out one \
         of the links",
    );
    check(
        r#"place inner "Inner", containing outer. place outer "Outer", containing inner and corridor.
duty x "X": state shall withdraw from outer, by day 3."#,
        "E0108 at inner: `inner` and `outer` are parts of each other + outer: and this ? leave out \
         one of the links",
    );
    // What is reached by two ways is in no circle.
    check(
        r#"place west "West", containing corridor.
place wide "Wide", containing west and corridor.
duty x "X": state shall withdraw from wide, by day 3."#,
        "",
    );
}

#[test]
fn rows_and_columns_have_names_of_their_own() {
    let table = |head: &str, second: &str| {
        format!(
            "agreement test \"A test\".\nparty state \"The State\".\n\
             schedule stages \"Stages\":\n  | {head} |\n  | first | 10 | 3 May 2025 |\n  \
             | {second} | 12 | 4 May 2025 |\n\
             for each stage of stages:\n  duty bring \"Bring\": state shall admit stage.loads \
             tonnes, by 3 May 2025.\nend\n"
        )
    };
    check_whole(&table("stage | loads | day", "second"), "");
    check_whole(
        &table("stage | loads | loads", "second"),
        "E0102 at loads: `stages` has two columns called `loads` + loads: the first of them",
    );
    check_whole(
        &table("stage | loads | ", "second"),
        "E0001 at : a column of `stages` has no name",
    );
    check_whole(
        &table("stage | loads | day", ""),
        "E0001 at : a row of `stages` has no name",
    );
    check_whole(
        &table("stage | loads | day", "first"),
        "E0102 at first: `stages` has two rows called `first` + first: the first of them",
    );
}

#[test]
fn how_it_ends_is_said_once() {
    check(
        "ending: the agreement ends on 3 May 2027.\nending: release survives.",
        "E0102 at ending: release survives.: how it all ends is said twice + ending: the agreement \
         ends on 3 May 2027.: said here ? move these lines into the first `ending:`",
    );
}

#[test]
fn one_of_something_is_written_as_one() {
    check(
        r#"grades minor and serious.
verifier team "Team", at most 1 verification at a time.
body room "Room" of state and movement, deciding by 1 member.
unit sacks (sack) "Sacks": 2 sacks count as 1 load.
unit loads (load) "Loads".
prohibition calm "Calm": no party shall use_force, throughout the agreement,
  incidents confirmed by team,
  breached by more than 1 incident in any 7 days or more than 1 minor incident in any 30 days.
duty x "X": state shall admit 3 loads, when leave is breached 1 time in any 7 days,
  by day 3, coordinated by room.
duty y "Y": state shall admit 3 sacks, by day 3."#,
        "",
    );
}

#[test]
fn what_could_not_be_read_is_not_unused() {
    check(
        r#"party south "South". unit crates (crate) "Crates".
duty x "X": state shall give 3 to south crates, by day 3."#,
        "E0001 at crates: expected `,` or `.`, found `crates`",
    );
}

#[test]
fn what_no_calendar_holds() {
    let told = "E0114 at 999999999999999 years: a length of time is longer than 9999 years ? look \
                the number up in the signed text, and write that one";
    check(
        r#"duty x "X": state shall meet, within 999999999999999 years after leave being done."#,
        told,
    );
    check(
        r#"milestone m "M": on 3 May 10000. duty x "X": state shall meet, by m."#,
        "E0112 at 3 May 10000: this day lies beyond the calendar, which ends with year 9999",
    );
    check(
        r#"duty x "X": state shall meet, on day 999999999."#,
        "E0112 at 999999999: this day lies beyond the calendar, which ends with year 9999",
    );
    check_whole(
        "agreement test \"A test\".\nparty state \"The State\".\nday 1 is not settled.\n\
         duty xx \"X\": state shall meet, on day 999999999999999.",
        "E0112 at 999999999999999: this day lies beyond the calendar, which ends with year 9999",
    );
}
