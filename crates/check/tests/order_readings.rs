//! W0901 to W0906 and I0907: readings and layers.

#[path = "time_support/mod.rs"]
mod time_support;

use time_support::{HEAD, codes, found, of_code, of_wrong_text, only, quiet, shipped, told};

const PAIR: &str = r#"under the agreement:
duty leave "Leave": north shall withdraw from river, matched place by place with enter.
duty enter "Enter": south shall deploy "its army" in river, matched place by place with leave.
reading army_first "Leaves where the army is" of leave by north:
  when enter is done in the same place.
"#;

#[test]
fn readings_lock_only_when_mixed() {
    let both = format!(
        "{PAIR}reading departure_first \"Deploys where the other left\" of enter by south: \
         when leave is done in the same place."
    );
    let draft = only("W0901", &both);
    assert_eq!(
        draft.message,
        "with each party on its own reading nobody moves: `leave` → `enter` → `leave`"
    );
    assert_eq!(
        told(&draft),
        [
            "`leave` waits until `enter` is done",
            "`enter` waits until `leave` is done"
        ]
    );
    assert!(
        draft
            .notes
            .iter()
            .any(|note| note.contains("alone leaves an order"))
    );
    // One of the two alone leaves an order, and the text alone has no circle.
    quiet("W0901", PAIR);
    quiet("E0304", &both);
}

#[test]
fn one_reading_may_lock_with_the_text() {
    let draft = only(
        "W0901",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, when enter is done.
duty enter "Enter": south shall deploy "its army" in river.
reading after_it "After" of enter by south: when leave is done."#,
    );
    assert!(
        draft
            .message
            .starts_with("under `after_it`, held by `south`, nobody can go first"),
        "{}",
        draft.message
    );
}

#[test]
fn a_circle_elsewhere_does_not_make_a_reading_lock_alone() {
    let elsewhere = r#"under the agreement:
duty raise "Raise": north shall begin "raising", when lower is done.
duty lower "Lower": south shall begin "lowering", when raise is done.
"#;
    let both = format!(
        "{elsewhere}{PAIR}reading departure_first \"Deploys where the other left\" of enter by \
         south: when leave is done in the same place."
    );
    let draft = only("W0901", &both);
    assert_eq!(
        draft.message,
        "with each party on its own reading nobody moves: `leave` → `enter` → `leave`"
    );
    only("E0304", &both);
    // What hangs on the circle elsewhere is not locked by the reading either.
    let behind = both.replace(
        "of leave by north:",
        "of leave by north: when raise is done and",
    );
    let behind = behind.replace("raise is done and\n  when", "raise is done and");
    let draft = only("W0901", &behind);
    assert!(
        draft.message.starts_with("with each party on its own"),
        "{}",
        draft.message
    );
}

#[test]
fn of_two_readings_the_one_that_locks_alone_is_named() {
    let draft = only(
        "W0901",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
duty enter "Enter": south shall deploy "its army" in river, when leave is done.
reading departure_first "Deploys where the other left" of enter by south:
  when leave is done.
reading army_first "Leaves where the army is" of leave by north: when enter is done."#,
    );
    assert!(
        draft
            .message
            .starts_with("under `army_first`, held by `north`, nobody can go first"),
        "{}",
        draft.message
    );
    assert!(draft.notes.iter().all(|note| !note.contains("alone")));
}

#[test]
fn readings_of_one_party_lock_without_the_other() {
    let draft = only(
        "W0901",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
duty enter "Enter": south shall deploy "its army" in river, by day 9.
reading army_first "Leaves where the army is" of leave by south: when enter is done.
reading departure_first "Deploys where the other left" of enter by south: when leave is done."#,
    );
    assert!(
        draft.message.starts_with(
            "under `army_first` and `departure_first`, held by `south`, nobody can go first"
        ),
        "{}",
        draft.message
    );
}

#[test]
fn a_way_that_another_reading_bars_takes_both() {
    let drafts = found(
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
duty enter "Enter": south shall deploy "its army" in river, when leave is done.
duty clear "Clear": south shall begin "clearing", by day 9.
duty map_it "Map": south shall begin "mapping", when clear is done.
reading either_way "Leaves after either" of leave by north: when enter or clear is done.
reading map_first "Clears by the map" of clear by south: when map_it is done."#,
    );
    let told: Vec<_> = drafts
        .iter()
        .filter(|draft| draft.code == "W0901")
        .collect();
    let messages: Vec<_> = told.iter().map(|draft| draft.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "with each party on its own reading nobody moves: `leave` → `enter` → `leave`",
            "under `map_first`, held by `south`, nobody can go first: `clear` → `map_it` → `clear`"
        ]
    );
    assert_eq!(
        told[0].places.len(),
        1,
        "the reading that bars the other way"
    );
}

#[test]
fn two_sides_read_one_article() {
    let with = |by: &str| {
        format!(
            r#"under the agreement:
duty prepare "Prepare": south shall "have ready" "the camps", by day 10.
duty store "Store": north shall "store" "arms", by day 90.
reading camps_first "Camps" of store by north: when prepare is done.
reading from_day_one "Day" of store by {by}: independent of prepare."#
        )
    };
    let draft = only("W0901", &with("south"));
    assert!(
        draft.message.contains("read in two ways"),
        "{}",
        draft.message
    );
    // Two readings of one side are no quarrel between sides.
    quiet("W0901", &with("north"));
}

#[test]
fn readings_of_several_articles_name_them_all() {
    let draft = only(
        "W0901",
        r#"under the agreement:
duty prepare "Prepare": south shall "have ready" "the camps", by day 10.
duty store "Store": north shall "store" "arms", by day 90.
duty park "Park": north shall "park" "tanks", by day 90.
reading camps_first "Camps" of store and park by north: when prepare is done.
reading from_day_one "Day" of store and park by south: independent of prepare."#,
    );
    assert_eq!(
        draft.message,
        "`store` and `park` are read in two ways, `camps_first` and `from_day_one`, and nothing \
         chooses"
    );
}

#[test]
fn a_reading_of_an_outsider_is_no_partys() {
    let both = format!(
        "{PAIR}reading departure_first \"Deploys where the other left\" of enter by watch: \
         when leave is done in the same place."
    );
    let draft = only("W0901", &both);
    assert!(
        draft.message.starts_with("with each on its own reading"),
        "{}",
        draft.message
    );
}

#[test]
fn the_pair_locks_when_mixed() {
    let found = of_code("W0901", shipped("pair", "pair"));
    let messages: Vec<_> = found.iter().map(|draft| draft.message.as_str()).collect();
    assert_eq!(
        messages,
        ["with each party on its own reading nobody moves: \
             `withdrawal` → `deployment` → `withdrawal`"]
    );
}

#[test]
fn aceh_reads_one_paragraph_in_two_ways() {
    let found = of_code("W0901", shipped("aceh", "aceh"));
    let messages: Vec<_> = found.iter().map(|draft| draft.message.as_str()).collect();
    assert!(
        messages
            .iter()
            .any(|message| message.contains("`side_by_side` and `after_count`")),
        "{messages:?}"
    );
}

#[test]
fn a_deed_is_valid_under_one_reading() {
    let draft = only(
        "W0902",
        r#"milestone start "Start": on day 5.
under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
reading later_start "Later" of day 1 by south: 20 January 2025."#,
    );
    assert!(draft.message.contains("in time"), "{}", draft.message);
    quiet(
        "W0902",
        r#"under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
reading slower "Slower" of leave by south: when "the snow is gone"."#,
    );
}

#[test]
fn a_number_is_enough_for_one_side() {
    let draft = only(
        "W0902",
        r#"unit camps (camp) "Camps": counted by watch.
under the agreement:
duty prepare "Prepare": south shall establish 26 camps in river, by day 9.
reading more_camps "More" of prepare by north: 31 camps."#,
    );
    assert!(draft.message.contains("enough"), "{}", draft.message);
}

#[test]
fn nobody_decides_what_the_text_means() {
    let with = |meaning: &str| {
        format!(
            r#"{meaning}under the agreement:
duty leave "Leave": north shall withdraw from river, by day 9.
reading slower "Slower" of leave by south: when "the snow is gone"."#
        )
    };
    only("W0903", &with(""));
    quiet(
        "W0903",
        &with("questions of meaning are decided by watch.\n"),
    );
}

#[test]
fn a_clash_is_told_once_and_not_as_a_gap_too() {
    let both = format!(
        "{PAIR}reading departure_first \"Deploys where the other left\" of enter by south: \
         when leave is done in the same place."
    );
    let codes: Vec<_> = found(&both).iter().map(|draft| draft.code).collect();
    assert_eq!(codes, ["W0901"]);
}

#[test]
fn two_layers_differ_and_neither_prevails() {
    let with = |rank: &str| {
        format!(
            r#"text plan "Plan", published on 1 January 2025.
text steps "Steps", signed by north and south on 9 January 2025{rank}.
under the agreement:
duty free_all "Free" cites steps "5": north shall free 30 persons, by day 9.
duty give_back "Back" cites steps "4": south shall give "the rest" to north, by day 7.
reading after_all "After all" cites plan "4" of free_all in plan: when give_back is done."#
        )
    };
    let draft = only("W0904", &with(""));
    assert_eq!(
        draft.message,
        "`plan` has another rule for `free_all`, and neither prevails"
    );
    quiet("W0904", &with(", prevailing over plan"));
}

#[test]
fn practice_is_no_rival_rule() {
    quiet(
        "W0904",
        r#"text steps "Steps", signed by north and south on 9 January 2025.
text usage "Usage", practice, adding to steps.
under the agreement:
duty free_all "Free" cites steps "5": north shall free 30 persons, by day 9.
reading in_practice "Practice" cites usage "5" of free_all in usage: by day 12."#,
    );
}

#[test]
fn one_act_in_two_texts() {
    let with = |more: &str| {
        format!(
            r#"text plan "Plan", published on 1 January 2025.
text steps "Steps", signed by north and south on 9 January 2025.
under the agreement:
duty free_one "Free" cites plan "5": north shall free 30 persons, by day 9.
duty free_two "Free" cites steps "5": north shall free 30 persons, by day 12{more}."#
        )
    };
    let draft = only("W0904", &with(""));
    assert!(
        draft.message.contains("one act in two texts"),
        "{}",
        draft.message
    );
    quiet("W0904", &with(", replacing free_one"));
}

#[test]
fn a_layer_binds_somebody_who_did_not_make_it() {
    let with = |by: &str| {
        format!(
            r#"guarantor state "State".
text points "Points", signed by north and south on 9 January 2025.
text extension "Extension", announced by {by} on 12 January 2025, amending points.
under the agreement:
duty leave "Leave" cites extension "1": north shall withdraw from river, by day 9."#
        )
    };
    let draft = only("W0905", &with("state"));
    assert_eq!(
        draft.message,
        "`extension` by `state` bears on `leave` of `north`, who did not make it"
    );
    quiet("W0905", &with("north and south"));
}

#[test]
fn an_unpublished_text_bears_on_a_duty() {
    let with = |text: &str| {
        format!(
            r#"text letter "Letter", signed by north and south on 9 January 2025{text}.
under the agreement:
duty leave "Leave" cites letter "1": north shall withdraw from river, by day 9."#
        )
    };
    let draft = only("W0906", &with(", not published"));
    assert_eq!(
        draft.message,
        "`letter` is not published, and `leave` rests on it"
    );
    quiet("W0906", &with(""));
}

#[test]
fn one_side_s_own_text_bears_on_the_other() {
    let with = |by: &str| {
        format!(
            r#"text offer "Offer", made by {by}.
under the agreement:
duty leave "Leave" cites offer "1": north shall withdraw from river, by day 9."#
        )
    };
    only("W0906", &with("south"));
    quiet("W0906", &with("north"));
}

#[test]
fn a_reading_is_proposed_where_nothing_starts_the_first() {
    let with = |day: &str| {
        format!(
            r#"under the agreement:
duty disarm "Disarm": south shall "put beyond use" "weapons"{day}.
duty leave "Leave": north shall withdraw from river, when disarm is done."#
        )
    };
    let draft = only("I0907", &with(""));
    assert_eq!(
        draft.message,
        "`disarm` could be read as waiting for `leave`, which waits for it"
    );
    quiet("I0907", &with(", by day 20"));
    quiet("I0907", &with(", independent of leave"));
}

#[test]
fn accords_show_what_their_sheets_show() {
    assert!(
        codes("lebanon", "lebanon").contains(&"W0905"),
        "an extension by one mediator"
    );
    assert!(
        codes("gaza-2025-10", "gaza-2025-10").contains(&"W0904"),
        "two clocks"
    );
    let locked = of_code("W0901", shipped("lebanon", "lebanon"));
    assert_eq!(
        locked.len(),
        2,
        "leaving and deploying; five points and the plan"
    );
}

#[test]
fn a_reading_of_what_is_not_declared_is_an_error_and_no_quarrel() {
    let read = |what: &str| {
        format!(
            "{HEAD}duty meet_up \"Meet\": north shall meet, by day 9.\n\
             reading strict of {what} by south: by day 8 at 12:00.\n"
        )
    };
    let quarrel = |text: &str| {
        let (errors, drafts) = of_wrong_text(text);
        let told = drafts.iter().any(|draft| draft.code == "W0903");
        (errors.contains(&"E0103"), told)
    };
    assert_eq!(quarrel(&read("meet_up")), (false, true));
    assert_eq!(quarrel(&read("no_such_duty")), (true, false));
}
