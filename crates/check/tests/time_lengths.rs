//! W0307, W0314, W0316, W0317, W0220, W0806 and I0807: pauses, counts, cliffs, totals, vague words.

mod time_support;

use time_support::{codes, found, of_code, only, quiet};

#[test]
fn a_pause_carries_a_date_past_another() {
    let with = |clocks: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 22.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 25.
power hold "Hold": north may suspend leave, for at most 7 days, with clocks {clocks}."#
        )
    };
    let draft = only("W0307", &with("stopped"));
    assert_eq!(
        draft.message,
        "a pause under `hold` carries `leave` to day 29 at 24:00, past the last day of `enter`"
    );
    quiet("W0307", &with("running"));
}

#[test]
fn a_pause_that_ends_before_the_next_date_is_quiet() {
    quiet(
        "W0307",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 22.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 30.
power hold "Hold": north may suspend leave, for at most 7 days, with clocks stopped."#,
    );
}

#[test]
fn a_length_and_a_day_number_differ_by_one() {
    let with = |day: u32| {
        format!(
            r#"phase one "First": from day 1, for 60 days.
under one:
duty leave "Leave": north shall withdraw from river, by day {day}, if breached, nothing follows."#
        )
    };
    let draft = only("W0314", &with(61));
    assert!(
        draft.message.contains("`one` ends on day 60 at 24:00"),
        "{}",
        draft.message
    );
    quiet("W0314", &with(60));
    quiet("W0314", &with(62));
}

#[test]
fn a_first_day_that_is_not_settled_is_told_once() {
    let text = |first: &str| {
        format!(
            r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is {first}.
party north "North".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, by day 7.
duty go_on "Go on": north shall begin "talks", by day 9."#
        )
    };
    let told = |first: &str| of_code("W0314", time_support::of_text(&text(first))).len();
    assert_eq!(told("not settled"), 1);
    let message = |text: &str| {
        let all = of_code("W0314", time_support::of_text(text));
        all.first().map(|draft| draft.message.clone())
    };
    let both = text("not settled");
    let one = both.replace(", by day 9", "");
    assert_eq!(
        message(&both).as_deref(),
        Some("which day is day 1 is not settled, and 2 articles hang on it")
    );
    assert_eq!(
        message(&one).as_deref(),
        Some("which day is day 1 is not settled, and 1 article hangs on it")
    );
    assert_eq!(told("19 January 2025"), 0);
}

#[test]
fn a_phase_ends_with_its_duties_undone() {
    let with = |phase: &str, tail: &str| {
        format!(
            r#"phase one "First": from day 1, until day 60{phase}.
under one:
duty leave "Leave": north shall withdraw from river, by day 60{tail}."#
        )
    };
    let draft = only("W0316", &with("", ""));
    assert_eq!(
        draft.message,
        "`one` can end on day 60 at 24:00 with `leave` undone, and nothing says what comes then"
    );
    quiet(
        "W0316",
        &with(", extended by consent of each party by at most 10 days", ""),
    );
    quiet("W0316", &with("", ", if breached, nothing follows"));
}

#[test]
fn a_duty_due_well_before_the_end_is_no_cliff() {
    quiet(
        "W0316",
        r#"phase one "First": from day 1, until day 60.
under one:
duty leave "Leave": north shall withdraw from river, by day 30."#,
    );
}

#[test]
fn a_total_can_be_short_only_at_the_end() {
    let with = |how: &str| {
        format!(
            r#"unit tents (tent) "Tents": counted by watch.
list jailed (jailed_one) "Jailed": 30 persons, held by south.
act release: irreversible.
phase one "First": from day 1, for 42 days.
under one:
duty shelter "Shelter": north shall admit 60000 tents to river, {how}.
duty release_all "Release": south shall release 30 jailed, by day 35."#
        )
    };
    let draft = only("W0317", &with("between day 1 and day 42"));
    assert_eq!(
        draft.message,
        "`shelter` cannot be called short before day 42 at 24:00, when `release_all` is spent"
    );
    quiet("W0317", &with("every day from day 1 until day 42"));
    quiet("W0317", &with("by day 3"));
}

#[test]
fn vague_words_decide_a_breach() {
    let with = |number: &str, when: &str| {
        format!(
            r#"unit monitors (monitor) "Monitors": counted by watch.
under the agreement:
duty supply "Supply": north shall give {number} monitors to room, {when}."#
        )
    };
    let draft = only("W0220", &with("about 200", "by day 5"));
    assert_eq!(
        draft.message,
        "`about 200` decides whether `supply` is broken"
    );
    only("W0220", &with("at least 200", "as soon as possible"));
    only("W0220", &with("at least 200", "by about day 5"));
    quiet("W0220", &with("at least 200", "by day 5"));
}

#[test]
fn best_effort_is_not_broken_by_the_result() {
    quiet(
        "W0220",
        r#"under the agreement:
duty find "Find": north shall endeavour to "find" "the rest", as soon as possible."#,
    );
}

#[test]
fn either_of_two_events_is_told_once() {
    let with = |when: &str| {
        format!(
            r#"under the agreement:
duty give "Give": north shall give "a list" to south, by day 3.
duty meet_once "Meet": south shall meet "the other side", by day 5.
duty leave "Leave": north shall withdraw from river, {when}."#
        )
    };
    let draft = only(
        "I0807",
        &with("when either give is done or meet_once is done"),
    );
    assert!(
        draft.message.contains("which of the two"),
        "{}",
        draft.message
    );
    quiet("I0807", &with("when give is done or meet_once is done"));
    quiet("I0807", &with("within 2 days after give being done"));
}

#[test]
fn an_end_that_is_one_of_two_is_no_start() {
    let with = |duty: &str| {
        format!(
            "milestone one \"One\": on day 5.\nmilestone two \"Two\": on day 9.\n\
             under the agreement:\n{duty}"
        )
    };
    let last = "the text does not say which of the two sets its last day; times are told for the \
                widest";
    for duty in [
        "duty leave \"Leave\": north shall withdraw from river, by either one or two.",
        "duty stay \"Stay\": north shall \"guard\" river, from day 1 until either one or two.",
        "prohibition calm \"Calm\": no party shall use_force, from day 1 until either one or two.",
    ] {
        assert_eq!(only("I0807", &with(duty)).message, last, "{duty}");
        quiet("I0807", &with(&duty.replace("either one or two", "two")));
    }
}

#[test]
fn more_occurrences_than_can_be_looked_at_are_told_and_the_rest_is_checked() {
    let lines = r#"schedule stages "Stages":
  | stage  | arms |
  | first  | 10   |
  | second | 10   |
under the agreement:
duty report_it "Report": north shall report "the facts", when answer_it is done,
  every 1 minutes from day 1 until day 400.
duty answer_it "Answer": south shall report "the answer", when report_it is done.
for each stage of stages:
  duty give "Give": north shall hand_in stage.arms "arms" to watch,
    when give of the previous stage is done, every 1 minutes from day 1 until day 500.
end
duty leave "Leave": north shall withdraw from river, not before day 20, by day 12.
duty march "March": north shall withdraw from hills, by day 20.
duty open_up "Open": south shall open hills, when march is done, by day 24."#;
    let draft = only("W0806", lines);
    assert_eq!(
        draft.message,
        "more than 250000 occurrences: of `give` and `report_it` only the beginning is checked in \
         time and order"
    );
    // Circles are sought by name; a row that waits for the one before it is still none.
    let circle = only("E0304", lines);
    assert_eq!(
        circle.message,
        "nobody can go first: `report_it` → `answer_it` → `report_it`"
    );
    let impossible = only("E0301", lines);
    assert!(
        impossible.message.contains("`leave`"),
        "{}",
        impossible.message
    );
    let slips = only("W0303", lines);
    assert!(slips.message.contains("`open_up`"), "{}", slips.message);
    // As many rounds as fit are checked.
    let fit = found(
        r#"under the agreement:
duty report_it "Report": north shall report "the facts",
  every 10 minutes from day 1 until day 400."#,
    );
    assert!(fit.iter().all(|draft| draft.code != "W0806"));
}

#[test]
fn accords_show_what_their_sheets_show() {
    assert!(
        codes("lebanon", "lebanon").contains(&"W0316"),
        "day 60 and nothing after"
    );
    let gaza = codes("gaza-2025-01", "gaza-2025-01");
    assert!(gaza.contains(&"W0317"), "shelter, a total over the stage");
    assert!(gaza.contains(&"W0308"), "day 42, or the last release");
    assert!(
        codes("aceh", "aceh").contains(&"W0220"),
        "about 200 monitors"
    );
}
