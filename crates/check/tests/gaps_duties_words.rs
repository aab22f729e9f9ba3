//! Words, lists and numbers: each rule fires, and each clause that answers it does.

mod gaps_duties_support;

use gaps_duties_support::{only, quiet, told};

const ARMS: &str = r#"term arm "Arm": not defined.
inventory arms "Arms": 840 arm, held by south.
"#;

#[test]
fn an_undefined_term_that_decides_a_quantity() {
    let told = only(
        "W0111",
        &format!(
            "{ARMS}duty hand_in_arms \"Arms\": south shall hand_in 840 arms to watch, by day 30, \
             verified by watch, subject to dispute by north."
        ),
    );
    assert_eq!(
        told,
        "what counts as `arm` is not said, and `north` may dispute what `watch` accepts"
    );
}

#[test]
fn a_term_with_a_meaning_or_a_judge_is_decided() {
    for part in [
        "means \"a rifle\"",
        "as judged by watch",
        "covers \"rifles\"",
    ] {
        quiet(
            "W0111",
            &format!(
                "term arm \"Arm\": {part}.\n\
                 prohibition no_arms \"No arms\": south shall not display arm in river, \
                 from day 1 until day 30, monitored by watch."
            ),
        );
    }
}

#[test]
fn a_term_that_a_ban_turns_on() {
    assert_eq!(
        only(
            "W0111",
            "term move \"Offensive move\": not defined.\n\
             prohibition no_moves \"No moves\": no party shall \"make\" move in river, \
             from day 1 until day 30, monitored by watch."
        ),
        "what counts as `move` is not said, and `no_moves` forbids it"
    );
}

#[test]
fn many_undefined_terms_are_one_habit() {
    let lines: String = (1..=4)
        .map(|n| {
            format!(
                "term move_{n} \"Move\": not defined.\n\
                 prohibition ban_{n} \"Ban\": no party shall \"make\" move_{n} in river, \
                 from day 1 until day 30, monitored by watch.\n"
            )
        })
        .collect();
    assert_eq!(
        only("W0111", &lines),
        "what counts as 4 of 4 terms is not said, and nobody is named to decide it: `move_1`, \
         `move_2`, `move_3` and 1 more"
    );
}

const EXCEPTION: &str = r#"prohibition calm "Calm": no party shall use_force in river,
  throughout the agreement, monitored by watch.
"#;

#[test]
fn an_exception_nobody_judges() {
    let lines = format!(
        "{EXCEPTION}exception defence \"Defence\": \
         nothing in calm prevents each party from \"defending\" \"itself\"."
    );
    assert_eq!(
        only("W0112", &lines),
        "`defence` lifts `calm`, and nobody is named to decide whether it applies"
    );
}

#[test]
fn an_exception_somebody_judges() {
    quiet(
        "W0112",
        &format!(
            "{EXCEPTION}exception defence \"Defence\": \
             nothing in calm prevents each party from \"defending\" \"itself\", \
             subject to dispute by each party, decided by watch."
        ),
    );
    let attributed = EXCEPTION.replace("watch.", "watch, incidents attributed by guarantors.");
    quiet(
        "W0112",
        &format!(
            "{attributed}exception defence \"Defence\": \
             nothing in calm prevents each party from \"defending\" \"itself\"."
        ),
    );
}

#[test]
fn all_of_what_has_no_list() {
    let duty = "duty free_all \"Prisoners\": north shall free all \"prisoners\" to watch, by day 9";
    assert_eq!(
        only("W0113", &format!("{duty}.")),
        "no list and no number says what all \"prisoners\" of `free_all` covers, and nobody is \
         named to decide it"
    );
    quiet("W0113", &format!("{duty}, identified by watch."));
}

#[test]
fn a_hundred_percent_is_all() {
    let duty = "duty take_out \"Arms\": south shall hand_in 100 percent of \"the arms\" to watch, \
                by day 9.";
    assert!(only("W0113", duty).contains("100 percent of \"the arms\""));
    quiet("W0213", duty);
}

#[test]
fn all_of_a_list_has_a_list() {
    quiet(
        "W0113",
        "list prisoners \"Prisoners\": 90 persons, held by north, named by south.\n\
         duty free_all \"Prisoners\": north shall free all prisoners to watch, by day 9.",
    );
}

#[test]
fn a_list_known_only_to_who_owes_it() {
    let list = "list fighters \"Fighters\": 3000 persons, held by south";
    let duty =
        "duty demobilise_all \"Fighters\": south shall demobilise 3000 of fighters, by day 9.";
    assert_eq!(
        only("W0114", &format!("{list}.\n{duty}")),
        "nobody but `south`, who holds it, is named to say who is on `fighters`"
    );
    for answer in [
        "named by north",
        "counted by watch",
        "may be corrected by watch",
        "complete when declared by watch",
        "may grow",
    ] {
        quiet("W0114", &format!("{list}, {answer}.\n{duty}"));
    }
}

#[test]
fn a_list_handed_over_in_known_number_is_counted_as_it_comes() {
    quiet(
        "W0114",
        "list soldiers \"Soldiers\": 26 persons, held by south.\n\
         duty release_all \"Soldiers\": south shall release all soldiers to watch, by day 9.",
    );
}

#[test]
fn acts_that_exclude_each_other_on_one_list() {
    let head = "act destroy and store: exclude each other.\n\
                inventory arms \"Arms\": 100 \"rifles\", held by south.\n\
                duty destroy_arms \"Destroyed\": south shall destroy all arms, by day 9.\n";
    let told = only(
        "W0115",
        &format!("{head}duty store_arms \"Stored\": south shall store 20 arms, by day 9."),
    );
    assert!(
        told.starts_with("`destroy_arms` and `store_arms` are both owed on `arms`"),
        "{told}"
    );
    quiet(
        "W0115",
        &format!(
            "{head}duty store_arms \"Stored\": south shall store 20 arms, by day 9, \
             except \"those destroyed\"."
        ),
    );
    quiet(
        "W0115",
        &format!(
            "{}duty store_arms \"Stored\": south shall store 20 arms, by day 9.",
            head.replace("destroy all arms", "destroy 80 arms")
        ),
    );
}

const DISARMED: &str = r#"duty hand_in_arms "Arms":
  south shall hand_in 90 "rifles" to watch, by day 9.
prohibition calm "Calm": no party shall use_force in river, throughout the agreement.
"#;

#[test]
fn whose_acts_count_as_those_of_an_armed_party() {
    assert_eq!(
        only("W0116", DISARMED),
        "`calm` binds `south`, and nothing is said of groups allied with it or of those \
        who leave it"
    );
    let text = format!("{}{DISARMED}", gaps_duties_support::HEAD);
    let answered = text.replace(
        "party south \"South\".",
        "party south \"South\", answering for bands.\noutsider bands \"Bands\".",
    );
    let found = gaps_duties_support::check_text(&answered);
    assert!(found.iter().all(|draft| draft.code != "W0116"));
}

#[test]
fn a_ban_on_force_alone_shows_no_armed_band() {
    quiet("W0116", EXCEPTION);
}

#[test]
fn a_duty_that_rests_on_an_outsider() {
    let bands = "outsider bands \"Bands\".\n";
    let duty = "duty hold_back \"Bands\": south shall \"prevent from firing\" bands, by day 9.";
    assert_eq!(
        only("W0117", &format!("{bands}{duty}")),
        "`hold_back` rests on what `bands` does, and nobody answers for it"
    );
    quiet(
        "W0117",
        &format!("{bands}duty inform \"Word\": south shall \"inform\" bands, by day 9."),
    );
}

#[test]
fn a_share_without_a_base() {
    let duty = "duty first_part \"First part\": south shall hand_in 30 percent of arms to watch, \
                by day 30.";
    let open = "inventory arms \"Arms\": an unstated number of \"rifles\", held by south";
    assert_eq!(
        only("W0213", &format!("{open}.\n{duty}")),
        "`first_part` asks 30 percent of `arms`, and nothing says of how many, counted when and by \
         whom"
    );
    quiet("W0213", &format!("{open}, counted by watch.\n{duty}"));
    quiet(
        "W0213",
        &format!("inventory arms \"Arms\": 840 \"rifles\", held by south.\n{duty}"),
    );
}

#[test]
fn a_base_that_is_closed_too_late() {
    let count = |by| {
        format!(
            "inventory arms \"Arms\": an unstated number of \"rifles\", held by south, \
             counted in register.\n\
             duty register \"Register\": watch shall \"register\" all arms, by day {by}.\n\
             duty first_part \"First part\": south shall hand_in 30 percent of arms to watch, \
             on day 30."
        )
    };
    assert_eq!(
        only("W0213", &count(30)),
        "`first_part` asks a share of `arms`, and `register`, which counts them, may end no sooner \
         than it is due"
    );
    quiet("W0213", &count(20));
}

#[test]
fn a_share_without_a_base_is_not_also_a_whole_without_a_list() {
    quiet(
        "W0113",
        "duty part \"Part\": south shall hand_in 30 percent of \"the arms\" to watch, by day 9.",
    );
}

#[test]
fn a_count_by_the_one_who_owes() {
    let duty =
        "duty aid \"Aid\": north shall admit 600 trucks to river, on day 9, verified by watch.";
    assert_eq!(
        only(
            "W0214",
            &format!("unit trucks \"Trucks\": counted by north.\n{duty}")
        ),
        "nobody but those who owe `aid` is named to say how many `trucks` there are"
    );
    quiet(
        "W0214",
        &format!("unit trucks \"Trucks\": counted by watch.\n{duty}"),
    );
}

#[test]
fn an_account_of_what_one_holds() {
    let duty = "duty give_inventory \"Inventory\": \
                south shall give \"an inventory of its arms\" to north, by day 9";
    assert_eq!(
        only("W0214", &format!("{duty}.")),
        "nobody is named who may say that what is handed over in `give_inventory` is incomplete"
    );
    // It is not told again that nobody verifies it.
    quiet("W0204", &format!("{duty}."));
    quiet("W0214", &format!("{duty}, verified by watch."));
}

#[test]
fn a_short_day() {
    let duty = "unit trucks \"Trucks\": counted by watch.\n\
                duty aid \"Aid\": north shall admit at least 600 trucks to river, \
                every day from day 1 until day 42, verified by watch";
    assert_eq!(
        only("W0207", &format!("{duty}.")),
        "what is short one time in `aid` is neither carried over to the next nor forgiven"
    );
    quiet(
        "W0207",
        &format!("{duty}, if short, the shortfall is carried over for 3 days."),
    );
    quiet(
        "W0207",
        &format!("{duty}.").replace("by watch.\nduty", "by watch, as an average.\nduty"),
    );
}

#[test]
fn over_or_under_in_a_stage() {
    let table = |clause: &str| {
        format!(
            "inventory arms \"Arms\": 420 \"rifles\", held by south, counted by watch.\n\
             schedule stages \"Stages\":\n| stage | arms |\n| first | 210 |\n| second | 210 |\n\
             for each stage of stages:\n\
             duty hand_in_arms \"Arms\": south shall hand_in stage.arms of arms to watch, \
             by day 30, verified by watch{clause}.\nend"
        )
    };
    assert_eq!(
        only("W0207", &table("")),
        "nothing says whether what is over or under in one stage of `hand_in_arms` counts in the \
         next"
    );
    quiet(
        "W0207",
        &table(", if exceeded, the excess counts towards the next stage"),
    );
}

#[test]
fn more_is_promised_than_a_list_holds() {
    let lines = |last| {
        format!(
            "list captives (captive) \"Captives\": 33 persons, held by south, named by south.\n\
             duty first \"First\": south shall release 3 captives to watch, on day 1.\n\
             duty weekly \"Weekly\": south shall release 4 captives to watch, \
             every 7 days from day 7 until day 28.\n\
             duty last \"Last\": south shall release {last} captives to watch, by day 42."
        )
    };
    assert_eq!(
        only("E0217", &lines("15")),
        "34 of `captives` are promised, and it holds 33"
    );
    quiet("E0217", &lines("14"));
    quiet("E0217", &lines("the remaining"));
}

#[test]
fn a_ratio_that_a_list_cannot_pay() {
    let lines = |each| {
        format!(
            "list captives (captive) \"Captives\": 33 persons, held by south, named by south.\n\
             list detainees \"Detainees\": 900 persons, held by north, named by south.\n\
             duty release_all \"Release\": south shall release 33 captives to watch, by day 9.\n\
             duty free_all \"Free\": north shall free {each} detainees for each captive accepted \
             under release_all, by day 9, received by watch."
        )
    };
    assert_eq!(
        only("E0217", &lines(30)),
        "990 of `detainees` are promised, and it holds 900"
    );
    quiet("E0217", &lines(20));
}

#[test]
fn parts_that_are_more_than_their_whole() {
    let aid = |fuel| {
        format!(
            "duty aid \"Aid\": north shall admit 600 \"trucks\" to river, \
             of which at least 300 \"food trucks\", of which {fuel} \"fuel trucks\", on day 9."
        )
    };
    assert_eq!(
        only("E0217", &aid(400)),
        "the parts of `aid` come to 700, more than the 600 it asks"
    );
    quiet("E0217", &aid(50));
}

#[test]
fn a_part_in_another_unit() {
    let aid = |part| {
        format!(
            "unit trucks \"Trucks\": counted by watch.\n\
             list captives \"Captives\": 33 persons, held by south, named by south.\n\
             duty aid \"Aid\": north shall admit 600 trucks to river, of which 50 {part}, \
             on day 9.\n\
             duty go \"Go\": south shall release 3 captives to watch, by day 9."
        )
    };
    assert_eq!(
        only("E0218", &aid("captives")),
        "50 `captives` cannot be a part of 600 `trucks`: they are not counted in the same unit"
    );
    quiet("E0218", &aid("\"fuel trucks\""));
}

#[test]
fn more_votes_than_members() {
    let calm = |number| {
        format!(
            "prohibition calm \"Calm\": no party shall use_force in river, \
             throughout the agreement, \
             incidents confirmed by any {number} of the guarantors within 2 days of the report."
        )
    };
    assert_eq!(
        only("E0219", &calm(3)),
        "3 of `guarantors` can never agree, because it has 2 members"
    );
    quiet("E0219", &calm(2));
}

#[test]
fn a_result_and_an_effort_on_one_list() {
    let lines = |late: &str| {
        format!(
            "list dead \"Dead\": 28 \"remains\", held by south, may be corrected by watch.\n\
             duty return_dead \"Return\": south shall hand_over all dead to watch, \
             within 72 hours after entry into force{late}.\n\
             standing duty find_dead \"Search\": south shall endeavour to \"find\" all dead, \
             from day 4 onwards."
        )
    };
    assert_eq!(
        only("W0210", &lines("")),
        "`return_dead` is due for all `dead` by a fixed day, and `find_dead` asks only \
        for an effort"
    );
    quiet("W0210", &lines(", late by at most 30 days is no breach"));
}

#[test]
fn what_is_known_and_what_is_to_be_found_set_apart() {
    let lines = |part: &str| {
        format!(
            "list dead \"Dead\": 28 \"remains\", held by south, may be corrected by watch.\n\
             list known \"Known\": 20 \"remains\", held by south, may be corrected by \
             watch{part}.\n\
             list unknown \"To be found\": 8 \"remains\", part of dead.\n\
             duty return_known \"Return\": south shall hand_over all known to watch, by day 3.\n\
             standing duty find_dead \"Search\": south shall endeavour to \"find\" all unknown, \
             from day 4 onwards."
        )
    };
    quiet("W0210", &lines(", part of dead"));
    assert_eq!(told("W0210", &lines("")).len(), 1);
}
