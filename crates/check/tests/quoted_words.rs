//! Quoted words are read by English stems: where they are in another language nothing false is
//! told.

mod gaps_duties_support;

use gaps_duties_support::{only, quiet, told};

/// Two duties that show in which language the text quotes.
const SPANISH: &str = "duty one_es \"A\": watch shall \"informar\" \"a los testigos\", on day 3.\n\
    duty two_es \"B\": watch shall \"cuidar\" \"de la gente\", on day 3.\n";

#[test]
fn who_calls_a_meeting_may_be_said_in_another_language() {
    let talks = "duty begin_talks \"Talks\": the parties shall together begin \"talks\", by day 9, \
                 verified by watch.\n";
    let calls = |verb: &str| {
        format!(
            "{talks}duty caller \"Call\": one shall \"{verb}\" \"the parties\", \
             within 2 days after begin_talks."
        )
    };
    assert_eq!(told("W0211", &calls("feed")).len(), 1);
    quiet("W0211", &calls("convene"));
    quiet("W0211", &calls("convocar"));
    quiet("W0211", &calls("созвать"));
}

#[test]
fn how_people_are_handed_over_may_be_said_in_another_language() {
    let lines = |verb: &str| {
        format!(
            "list prisoners \"Prisoners\": 90 persons, held by north, named by south.\n\
             duty free_some \"Free\": north shall free 90 prisoners, by day 9, verified by watch.\n\
             duty also \"Also\": watch shall \"{verb}\" all prisoners, on day 9."
        )
    };
    assert_eq!(told("W0215", &lines("feed")).len(), 1);
    quiet("W0215", &lines("acompañar en la entrega"));
    quiet("W0215", &lines("entregar"));
}

#[test]
fn who_holds_a_place_may_be_said_in_another_language() {
    let lines = |verb: &str| {
        format!(
            "duty leave \"Leave\": north shall withdraw from river, by day 9, verified by watch.\n\
             prohibition closed \"Closed\": south shall not deploy \"troops\" in river, \
             throughout the agreement, monitored by watch.\n\
             duty other \"Other\": watch shall \"{verb}\" \"x\", in river, on day 9."
        )
    };
    assert_eq!(told("W0320", &lines("feed")).len(), 1);
    quiet("W0320", &lines("patrol"));
    quiet("W0320", &lines("desplegar"));
    quiet("W0320", &lines("نشر قوات"));
}

#[test]
fn a_word_that_only_looks_english_starts_no_finding() {
    let lines = |words: &str, rest: &str| {
        format!("duty tell \"T\": north shall give \"{words}\" to watch, on day 9.\n{rest}")
    };
    assert_eq!(told("W0214", &lines("a list of mines", "")).len(), 1);
    // `listón`, `registered` in a text that quotes Spanish, `socialist`: none is an inventory.
    quiet("W0214", &lines("listón de madera", ""));
    quiet("W0214", &lines("lista", SPANISH));
    quiet("W0214", &lines("the socialist papers", ""));
}

#[test]
fn people_received_is_not_how_they_are_handed_over() {
    let lines = |rest: &str| {
        format!(
            "list prisoners \"Prisoners\": 90 persons, held by north, named by south.\n\
             duty free_some \"Free\": north shall free 90 prisoners, by day 9, \
             received by watch{rest}."
        )
    };
    assert_eq!(
        only("W0215", &lines("")),
        "nothing but who receives them is said of how people are handed over in `free_some`"
    );
    quiet("W0215", &lines(", in hills"));
    quiet("W0215", &lines(", coordinated by one"));
}

#[test]
fn what_a_general_ladder_leaves_open_is_said() {
    let ladder = "ladder disputes \"Disputes\": opened by any party; \
                  first, the parties shall together \"talk\", within 5 days; \
                  last, one shall \"rule\", within 5 days.\n";
    let order = "duty releases \"Week\": south shall release 4 \"persons\" to watch, by day 7, \
                 in the order \"the living\" and \"the dead\".";
    assert_eq!(
        only("W0209", &format!("{ladder}{order}")),
        "nothing but the ladder `disputes` follows if the order in `releases` is broken"
    );
    let gate = "duty gate \"Gate\": south shall withdraw from river, by day 7, verified by watch.\n\
                duty enters \"After\": north shall move \"guards\" to river, within 2 days after gate, \
                verified by watch.\n";
    assert_eq!(
        only("W0609", gate),
        "`gate` has a last day, others wait for it, and nothing follows if the day passes"
    );
    assert_eq!(
        only("W0609", &format!("{ladder}{gate}")),
        "`gate` has a last day, others wait for it, and nothing but the ladder `disputes` follows \
         if the day passes"
    );
}

#[test]
fn levers_of_both_sides_are_one_finding() {
    let lines = |south: &str| {
        format!(
            "unit trucks \"Trucks\": counted by watch, counted at hills, counted over each day.\n\
             duty aid \"Aid\": north shall admit at least 6 trucks to river, \
             every day from day 1 until day 42, verified by watch.\n\
             duty road \"Road\": north shall withdraw from hills, by day 5, verified by watch.\n\
             duty quit \"Quit\": south shall withdraw from river, by day 5, verified by watch.\n{south}"
        )
    };
    assert_eq!(
        only("W0407", &lines("")),
        "if `south` fails, the text gives `north` no reply, and `north` has `aid` in hand"
    );
    let once = "duty gate \"Gate\": south shall open river, by day 9, verified by watch.";
    assert_eq!(
        only("W0407", &lines(once)),
        "if one side fails, the text gives the others no reply, and some have something in hand: \
         `north` has `aid` and `south` has `gate`"
    );
    // What is done once is not held back from day to day.
    let found = gaps_duties_support::check_lines(&lines(once));
    let draft = found.iter().find(|draft| draft.code == "W0407");
    let labels = draft.map(|draft| {
        let places = draft.places.iter().map(|spot| spot.label.as_str());
        std::iter::once(draft.label.as_str())
            .chain(places)
            .collect::<Vec<_>>()
    });
    assert_eq!(
        labels,
        Some(vec![
            "can be held back from day to day",
            "can be held back when its day comes"
        ])
    );
}

#[test]
fn who_hands_over_arms_gives_up_arms_whatever_the_verb() {
    let lines = |object: &str, answer: &str| {
        let text = gaps_duties_support::HEAD.replace(
            "party north \"North\".",
            &format!("party north \"North\"{answer}.\noutsider allies \"Allies\"."),
        );
        let duty = format!(
            "duty store_all \"Store\": north shall \"store\" {object}, by day 9, verified by watch.\n\
             prohibition calm \"Calm\": no party shall use_force, throughout the agreement, \
             monitored by watch.\n"
        );
        let found = gaps_duties_support::check_text(&format!("{text}{duty}"));
        found.iter().filter(|draft| draft.code == "W0116").count()
    };
    assert_eq!(lines("\"its heavy weapons\"", ""), 1);
    assert_eq!(lines("\"its heavy weapons\"", ", answering for allies"), 0);
    assert_eq!(lines("\"its grain\"", ""), 0);
}

#[test]
fn the_dead_among_the_living_have_to_be_known_again() {
    let lines = |whom: &str, answer: &str| {
        format!(
            "list kept_people \"Held\": 33 persons, held by north.\n\
             list taken \"Taken\": 3 persons, held by south.\n\
             duty give_back \"Back\": north shall release 14 \"{whom}\" of kept_people to watch, \
             by day 9, verified by watch{answer}.\n\
             duty give_too \"Too\": south shall release 3 \"persons dead or alive\" of taken \
             to watch, by day 9, verified by watch{answer}."
        )
    };
    assert_eq!(
        only("W0508", &lines("persons living or dead", "")),
        "`kept_people` and `taken` are handed over under `give_back` and `give_too`, and nobody is named \
         to say who they are"
    );
    assert!(only("W0508", &lines("persons", "")).starts_with("`taken` are"));
    quiet(
        "W0508",
        &lines("persons living or dead", ", identified by watch"),
    );
}

#[test]
fn two_facts_that_nobody_finds_are_one_finding() {
    let lines = |second: &str| {
        format!(
            "duty first \"First\": north shall withdraw from river, when \"the snow is gone\", \
             verified by watch.\n\
             duty second \"Second\": south shall withdraw from hills, when \"{second}\", \
             verified by watch."
        )
    };
    assert_eq!(
        only("W0611", &lines("the road is dry")),
        "nobody is named to find 2 facts on which something hangs: \"the road is dry\" and \"the \
         snow is gone\""
    );
    assert_eq!(
        only("W0611", &lines("the snow is gone")),
        "nobody is named to say whether \"the snow is gone\""
    );
}
