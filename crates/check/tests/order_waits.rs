//! E0304, W0310, W0311, W0312, W0313, W0315, W0318, W0319, W0320, W0305: who goes first, who opens.

#[path = "time_support/mod.rs"]
mod time_support;

use time_support::{codes, of_code, of_text, only, quiet, told};

#[test]
fn a_circle_is_told_step_by_step() {
    let draft = only(
        "E0304",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, when enter is done.
duty enter "Enter": south shall deploy "its army" in river, within 3 days after leave being done.
duty report_it "Report": south shall report "the facts", when enter is done."#,
    );
    assert_eq!(
        draft.message,
        "nobody can go first: `leave` → `enter` → `leave`"
    );
    assert_eq!(
        told(&draft),
        [
            "`leave` waits until `enter` is done",
            "`enter` waits until `leave` is done"
        ]
    );
    assert!(
        draft.notes.iter().any(|note| note.contains("`report_it`")),
        "{:?}",
        draft.notes
    );
}

#[test]
fn a_way_in_from_outside_opens_a_circle() {
    quiet(
        "E0304",
        r#"under the agreement:
duty give "Give": north shall give "a list" to south.
duty leave "Leave": north shall withdraw from river, when enter or give is done.
duty enter "Enter": south shall deploy "its army" in river, when leave is done."#,
    );
}

#[test]
fn rows_that_go_on_are_no_circle_and_rows_that_wait_for_themselves_are() {
    let with = |first: &str| {
        format!(
            r#"schedule stages "Stages":
  | stage  | arms |
  | first  | 10   |
  | second | 10   |
  | third  | 10   |
under the agreement:
for each stage of stages:
  duty give "Give": north shall hand_in stage.arms "arms" to watch,
    when leave of the {first} stage is done.
  duty leave "Leave": south shall withdraw from river, when give of the same stage is done.
end"#
        )
    };
    quiet("E0304", &with("previous"));
    // One mistake, whatever the number of rows.
    only("E0304", &with("same"));
}

/// One duty that a finding in the last hour leaves no time for, one that may end before it begins.
const MARGINS: &str = r#"duty march "March": north shall withdraw from hills, by day 20,
  verified by watch within 6 hours of the report.
duty settle "Settle": south shall deploy "its police" in hills, when march is verified,
  by day 21 at 06:00.
duty open_up "Open": south shall open hills, when march is done, by day 24.
"#;

#[test]
fn a_circle_takes_away_no_margin_but_of_what_it_touches() {
    let circle = format!(
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, when enter is done.
duty enter "Enter": south shall deploy "its army" in river, within 3 days after leave being done.
duty report_it "Report": south shall report "the facts", when enter is done, by day 25.
{MARGINS}"#
    );
    let draft = only("E0304", &circle);
    assert!(
        draft
            .notes
            .iter()
            .any(|note| note == "while this stands, no margin is worked out of `report_it`"),
        "{:?}",
        draft.notes
    );
    let pressed = only("W0302", &circle);
    assert!(pressed.message.contains("`settle`"), "{}", pressed.message);
    let slips = only("W0303", &circle);
    assert!(slips.message.starts_with("`open_up`"), "{}", slips.message);
    // What hangs on the circle by a last day of it is left out too.
    let hangs = circle.replace(", by day 20,", ", by 2 days after enter being done,");
    quiet("W0302", &hangs);
    quiet("W0303", &hangs);
}

#[test]
fn an_impossible_day_takes_away_no_margin_but_of_what_it_touches() {
    let lines = format!(
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 20, by day 25.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 12.
duty watch_it "Watch": north shall report "the facts", when enter is done, by day 26.
{MARGINS}"#
    );
    let draft = only("E0301", &lines);
    assert!(
        draft
            .notes
            .iter()
            .any(|note| note == "while this stands, no margin is worked out of `watch_it`"),
        "{:?}",
        draft.notes
    );
    let pressed = only("W0302", &lines);
    assert!(pressed.message.contains("`settle`"), "{}", pressed.message);
    let slips = only("W0303", &lines);
    assert!(slips.message.starts_with("`open_up`"), "{}", slips.message);
    assert!(slips.places.is_empty(), "{:?}", slips.places);
    // Alone there is nothing to note.
    let alone = lines.replace(MARGINS, "");
    let alone = only("E0301", &alone.replace(", by day 26", ""));
    assert!(alone.notes.iter().all(|note| !note.contains("no margin")));
}

#[test]
fn phases_and_milestones_can_close_a_circle() {
    only(
        "E0304",
        r#"milestone ready "Ready": when leave is done.
phase two "Second": from ready, for 10 days.
under two:
duty leave "Leave": north shall withdraw from river."#,
    );
}

#[test]
fn matched_without_pieces_has_no_first_mover() {
    let with = |manner: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, matched {manner}with enter.
duty enter "Enter": south shall deploy "its army" in river, matched {manner}with leave."#
        )
    };
    let draft = only("W0310", &with(""));
    assert_eq!(
        draft.message,
        "`leave` and `enter` each wait for the whole of the other"
    );
    quiet("W0310", &with("place by place "));
}

#[test]
fn parallel_has_no_first_mover_unless_one_waits() {
    let with = |more: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, in parallel with enter.
duty enter "Enter": south shall deploy "its army" in river{more}."#
        )
    };
    only("W0310", &with(""));
    quiet("W0310", &with(", when leave is done"));
}

#[test]
fn days_say_who_goes_first() {
    quiet(
        "W0310",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 5, in parallel with enter.
duty enter "Enter": south shall deploy "its army" in river, not before day 7."#,
    );
}

#[test]
fn rights_to_withhold_on_either_side_lock() {
    let with = |right: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9,
  in exchange for enter with a right to withhold.
duty enter "Enter": south shall withdraw from hills, by day 9,
  in exchange for leave {right} a right to withhold."#
        )
    };
    let draft = only("W0318", &with("with"));
    assert!(
        draft.message.contains("neither comes first"),
        "{}",
        draft.message
    );
    quiet("W0318", &with("without"));
}

#[test]
fn what_comes_before_something_that_does_not_wait() {
    let with = |waits: &str| {
        format!(
            r#"under the agreement:
duty give_names "Names": north shall give "names" to south, before each leave.
duty leave "Leave": south shall withdraw from river, by day 9{waits}."#
        )
    };
    let draft = only("W0319", &with(""));
    assert_eq!(
        draft.message,
        "`give_names` comes before `leave`, which does not wait for it"
    );
    quiet("W0319", &with(", when give_names is done"));
    // `every 7 days` may be the last of the seven: a day before it is no day before the first.
    let weekly = |lead: &str, day: &str| {
        format!(
            r#"under the agreement:
duty give_names "Names": north shall give "names" to south, {lead}before each leave.
duty leave "Leave": south shall withdraw from river, every 7 days from day 14 until day 35{day}."#
        )
    };
    only("W0319", &weekly("", ""));
    only("W0319", &weekly("at least 24 hours ", ""));
    quiet(
        "W0319",
        &weekly("at least 24 hours ", ", when give_names is done"),
    );
}

#[test]
fn a_gate_in_the_obligors_own_hands() {
    let with = |who: &str, tail: &str| {
        format!(
            r#"milestone standards "Standards": to be agreed by {who}{tail}.
under the agreement:
duty leave "Leave": north shall withdraw from river, not before standards."#
        )
    };
    let draft = only("W0311", &with("north and south", ""));
    assert_eq!(
        draft.message,
        "by not agreeing `standards`, `north` keeps `leave` from falling due"
    );
    quiet(
        "W0311",
        &with(
            "north and south",
            ", by day 5, failing which room decides within 3 days",
        ),
    );
    // In the other's hands it is no veto of the obligor.
    quiet("W0311", &with("south", ""));
}

#[test]
fn a_duty_that_can_come_otherwise_is_not_gated() {
    quiet(
        "W0311",
        r#"milestone standards "Standards": to be agreed by north and south.
under the agreement:
duty give "Give": south shall give "a list" to north.
duty leave "Leave": north shall withdraw from river, when standards is reached or give is done."#,
    );
}

#[test]
fn an_obligor_judges_its_own_condition() {
    let with = |who: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, when "the ground is safe" as judged by {who}."#
        )
    };
    only("W0311", &with("north"));
    quiet("W0311", &with("watch"));
}

#[test]
fn a_slow_gate_has_no_last_day() {
    let with = |day: &str| {
        format!(
            r#"under the agreement:
duty prepare "Prepare": south shall "have ready" "the zones"{day}.
duty move_in "Move": north shall move "its members" to river, when prepare is done, by day 30."#
        )
    };
    let draft = only("W0313", &with(""));
    assert_eq!(
        draft.message,
        "`prepare` has no last day; `move_in`, which waits for it, is due by day 30 at 24:00"
    );
    quiet("W0313", &with(", by day 20"));
}

#[test]
fn a_day_that_does_not_exist_is_one_mistake() {
    let gate = r#"under the agreement:
duty prepare "Prepare": south shall "have ready" "the zones", by 31 February 2025.
duty move_in "Move": north shall move "its members" to river, when prepare is done, by day 30."#;
    let count = time_support::HEAD.replace("day 1 is 19 January", "day 1 is 31 February");
    let by_number = r#"under the agreement:
duty move_in "Move": north shall move "its members" to river, by day 30."#;
    mistyped(&format!("{}{gate}", time_support::HEAD));
    mistyped(&format!("{count}{by_number}"));
}

fn mistyped(text: &str) {
    let (codes, found) = time_support::of_wrong_text(text);
    assert!(codes.contains(&"E0112"), "{codes:?}");
    let messages: Vec<_> = found.iter().map(|draft| draft.message.as_str()).collect();
    assert_eq!(messages, Vec::<&str>::new());
}

#[test]
fn a_phase_that_nobody_opens() {
    let draft = only(
        "W0312",
        r#"phase one "First": for 10 days.
under one:
duty leave "Leave": north shall withdraw from river, by day 5."#,
    );
    assert_eq!(
        draft.message,
        "nothing says when `one` begins, nor who says so"
    );
    quiet(
        "W0312",
        r#"phase one "First": declared by watch, for 10 days.
under one:
duty leave "Leave": north shall withdraw from river, by day 5."#,
    );
}

#[test]
fn a_milestone_that_nobody_makes() {
    only("W0312", "milestone opening \"Opening\": silent on start.");
    quiet("W0312", "milestone opening \"Opening\": declared by watch.");
}

#[test]
fn compliance_that_nobody_declares() {
    let with = |monitor: &str| {
        format!(
            r#"under the agreement:
prohibition calm "Calm": no party shall use_force in river, throughout the agreement{monitor}.
duty leave "Leave": north shall withdraw from hills, while calm is kept."#
        )
    };
    only("W0312", &with(""));
    quiet("W0312", &with(", monitored by watch"));
}

#[test]
fn entry_into_force_that_is_never_said() {
    let text = |entry: &str| {
        format!(
            r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is the day of entry into force.
{entry}party north "North".
place river "River".
phase one "First": from entry into force, for 10 days.
under one:
duty leave "Leave": north shall withdraw from river, by day 7."#
        )
    };
    let told = |entry: &str| of_code("W0312", of_text(&text(entry))).len();
    assert_eq!(told(""), 1);
    assert_eq!(told("entry into force is 19 January 2025.\n"), 0);
}

#[test]
fn nothing_binds_before_the_start() {
    let text = |ban: &str| {
        format!(
            r#"agreement test "Test".
time zone Africa/Cairo.
signed by north and south on 1 January 2025.
entry into force is 19 January 2025.
day 1 is 19 January 2025.
party north "North".
party south "South".
under the agreement:
prohibition calm "Calm": no party shall use_force, from {ban} onwards."#
        )
    };
    let told = |ban: &str| of_code("W0315", of_text(&text(ban))).len();
    assert_eq!(told("day 1"), 1);
    assert_eq!(told("signature"), 0);
}

#[test]
fn a_place_that_nobody_holds() {
    let with = |more: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
prohibition keep_out "Keep out": south shall not deploy "its army" in river, from day 1 onwards.
{more}"#
        )
    };
    let draft = only("W0320", &with(""));
    assert_eq!(
        draft.message,
        "`river` is left under `leave`, closed under `keep_out`, and held by nobody"
    );
    quiet(
        "W0320",
        &with("permission patrols \"Patrols\": watch may \"patrol\" river."),
    );
}

#[test]
fn the_senses_of_done_matter_across_sides() {
    let with = |status: &str, proof: &str| {
        format!(
            r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9,
  verified by watch within 6 hours of the report{proof}.
duty give "Give": south shall hand_in "arms" to watch, when leave is {status}."#
        )
    };
    only("W0305", &with("done", ""));
    quiet("W0305", &with("verified", ""));
    let dispute = ", subject to dispute by south within 72 hours of the finding, \
                   decided by room within 2 days of the dispute";
    let draft = only("W0305", &with("verified", dispute));
    assert_eq!(
        draft.message,
        "`give` starts on a finding of `leave` that can be disputed for 3 days"
    );
    quiet("W0305", &with("final", dispute));
}

#[test]
fn repaired_texts_are_quiet() {
    let accords = [
        "aceh",
        "colombia",
        "gaza-2025-01",
        "gaza-2025-10",
        "lebanon",
    ];
    for accord in accords {
        let codes = codes(accord, "repaired");
        assert!(codes.is_empty(), "{accord}: {codes:?}");
    }
}

#[test]
fn accords_show_what_their_sheets_show() {
    let colombia = codes("colombia", "colombia");
    assert!(colombia.contains(&"W0315"), "158 days before day 0");
    assert!(colombia.contains(&"W0313"), "a rearrangement without a day");
    let gaza = codes("gaza-2025-10", "gaza-2025-10");
    assert!(gaza.contains(&"W0311"), "terms still to be agreed");
    assert!(gaza.contains(&"W0312"), "a second phase that nobody opens");
    assert!(
        codes("gaza-2025-01", "gaza-2025-01").contains(&"W0319"),
        "names before releases"
    );
}
