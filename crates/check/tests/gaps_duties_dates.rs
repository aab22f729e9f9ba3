//! Dates, witnesses, consequences, obligors: each rule fires, and each clause that answers it does.

mod gaps_duties_support;

use gaps_duties_support::{HEAD, check_text, only, quiet};

/// Under no phase, so that nothing but its own clauses says when a duty starts or ends.
fn alone(lines: &str) -> String {
    format!("under no phase:\n{lines}")
}

#[test]
fn nothing_starts_it() {
    let road = "duty open_road \"Road\": north shall open river, verified by watch";
    assert_eq!(
        only("W0201", &alone(&format!("{road}."))),
        "nothing says what starts `open_road`, nor by when it is due"
    );
    for answer in [
        "by day 3",
        "within 2 days after entry into force",
        "on day 2",
    ] {
        quiet("W0201", &alone(&format!("{road}, {answer}.")));
        quiet("W0202", &alone(&format!("{road}, {answer}.")));
    }
}

#[test]
fn a_start_and_no_last_day() {
    let lines = |last: &str| {
        alone(&format!(
            "duty first \"First\": south shall meet \"mediators\", by day 9, verified by watch.\n\
             duty open_road \"Road\": north shall open river, when first is done{last}, \
             verified by watch."
        ))
    };
    assert_eq!(
        only("W0202", &lines("")),
        "`open_road` has a start and no last day"
    );
    quiet("W0201", &lines(""));
    quiet("W0202", &lines(", by day 12"));
}

#[test]
fn a_phase_that_ends_is_a_last_day() {
    let phase = |part: &str| {
        format!(
            "phase calm_days \"Calm\": from entry into force{part}.\nunder calm_days:\n\
             duty open_road \"Road\": north shall open river, verified by watch."
        )
    };
    assert_eq!(
        only("W0202", &phase("")),
        "`open_road` has a start and no last day"
    );
    quiet("W0202", &phase(", for 30 days"));
}

#[test]
fn a_phase_that_never_says_when_it_begins_starts_nothing() {
    let phase = |part: &str| {
        format!(
            "phase later \"Later\": {part}completed when \"all is calm\" as judged by watch.\n\
             under later:\n\
             duty open_road \"Road\": north shall open river, verified by watch."
        )
    };
    assert_eq!(
        only("W0201", &phase("")),
        "nothing says what starts `open_road`, nor by when it is due"
    );
    quiet("W0201", &phase("declared by watch, "));
}

#[test]
fn the_pace_of_something_dated_is_a_last_day() {
    let lines = |pace: &str| {
        alone(&format!(
            "duty leave \"Leave\": north shall withdraw from river, by day 30, verified by watch.\n\
             duty deploy_police \"Police\": south shall deploy \"police\" in river{pace}, \
             verified by watch."
        ))
    };
    assert!(only("W0201", &lines("")).contains("`deploy_police`"));
    quiet("W0201", &lines(", in parallel with leave"));
    quiet("W0202", &lines(", in parallel with leave"));
}

#[test]
fn what_falls_due_on_a_breach_needs_no_date_witness_or_reply() {
    let lines = "duty begin_talks \"Talks\": the parties shall together begin \"talks\", by day 9, \
                 verified by watch, if breached, convene falls due.\n\
                 duty convene \"Convening\": one shall convene \"the parties\", \
                 within 2 days after begin_talks being breached.";
    for code in ["W0201", "W0202", "W0204", "W0206", "W0211"] {
        quiet(code, &alone(lines));
    }
}

#[test]
fn nothing_ends_it() {
    let ban =
        "prohibition no_arms \"No arms\": no party shall display \"arms\", monitored by watch";
    assert_eq!(
        only("W0203", &alone(&format!("{ban}."))),
        "nothing says how long `no_arms` stands"
    );
    for answer in [
        "until day 60",
        "from day 1 onwards",
        "throughout the agreement",
    ] {
        quiet("W0203", &alone(&format!("{ban}, {answer}.")));
    }
    // Under the agreement it ends as the agreement does.
    quiet("W0203", &format!("{ban}."));
    quiet(
        "W0203",
        &alone(&format!(
            "{ban}.\nending: no_arms ends when \"calm holds\" as judged by watch."
        )),
    );
}

#[test]
fn it_starts_somewhere_and_ends_nowhere() {
    let disarm = "duty clear \"Clearing\": south shall \"clear\" \"mines\", starting in river";
    let told = only("W0212", &alone(&format!("{disarm}, verified by watch.")));
    assert_eq!(
        told,
        "`clear` starts in `river`, and nothing says where and by when it is done"
    );
    quiet("W0201", &alone(&format!("{disarm}, verified by watch.")));
    quiet(
        "W0212",
        &alone(&format!("{disarm} and reaching hills, verified by watch.")),
    );
}

#[test]
fn nobody_verifies() {
    let give = "duty give_tents \"Tents\": north shall give \"tents\" to south, by day 9";
    assert_eq!(
        only("W0204", &format!("{give}, if breached, nothing follows.")),
        "nobody is named to verify `give_tents`"
    );
    for answer in [
        "verified by watch",
        "received by watch",
        "monitored by watch",
    ] {
        quiet("W0204", &format!("{give}, {answer}."));
    }
}

#[test]
fn an_unseen_duty_without_a_reply_is_told_once() {
    let kept: String = (1..=4)
        .map(|day| {
            format!(
                "duty meet_{day} \"Meeting\": north shall open river, by day {day}, \
                 verified by watch, if breached, nothing follows.\n"
            )
        })
        .collect();
    let lines =
        format!("{kept}duty give_tents \"Tents\": north shall give \"tents\" to south, by day 9.");
    assert_eq!(
        only("W0204", &lines),
        "nobody is named to verify `give_tents`, and nothing says what follows if it fails"
    );
    quiet("W0206", &lines);
}

#[test]
fn an_interested_verifier() {
    let text = |verifier: &str| {
        format!(
            "{HEAD}duty disarm \"Arms\": south shall hand_in 9 \"rifles\" to watch, by day 9, \
             verified by {verifier}."
        )
        .replace(
            "verifier watch",
            "body cabinet \"Cabinet\" of south.\nbody both \"Both\" of north and \
            south.\nverifier watch",
        )
    };
    let told: Vec<String> = check_text(&text("cabinet"))
        .into_iter()
        .filter(|draft| draft.code == "W0205")
        .map(|draft| draft.message)
        .collect();
    assert_eq!(
        told,
        ["`cabinet` would verify `disarm`, owed by `south`, which it is a part of"]
    );
    let told = check_text(&text("both"));
    assert!(told.iter().all(|draft| draft.code != "W0205"));
}

#[test]
fn nothing_follows() {
    let road = "duty open_road \"Road\": north shall open river, by day 3, verified by watch";
    assert_eq!(
        only("W0206", &format!("{road}.")),
        "nothing is said of what follows a breach of `open_road`"
    );
    assert_eq!(
        only("W0206", &format!("{road}, silent on remedy.")),
        "the text is silent on what follows a breach of `open_road`"
    );
    quiet("W0206", &format!("{road}, if breached, nothing follows."));
    let power =
        "power hold \"Pause\": south may suspend the agreement, when open_road is breached.";
    quiet("W0206", &format!("{road}.\n{power}"));
    let ladder =
        "ladder steps \"Steps\": first, one shall propose \"a remedy\"; covering open_road.";
    quiet("W0206", &format!("{road}.\n{ladder}"));
    let security = "duty pay \"Pay\": south shall give \"pay\" to north, by day 9, \
                    verified by watch, in exchange for open_road with a right to withhold, \
                    if breached, nothing follows.";
    quiet("W0206", &format!("{road}.\n{security}"));
}

#[test]
fn a_ladder_of_talk_is_no_reply() {
    let lines = "duty open_road \"Road\": north shall open river, by day 3, verified by watch.\n\
                 ladder talks \"Talks\": opened by north or south; first, one shall rule, binding.";
    let found = gaps_duties_support::check_lines(lines);
    let draft = found
        .iter()
        .find(|draft| draft.code == "W0206")
        .expect("W0206");
    assert_eq!(
        draft.notes,
        ["`talks` leads through 1 step and gives no such reply to these"]
    );
}

#[test]
fn a_standing_rule_among_answered_duties_needs_no_reply() {
    let kept: String = (1..=4)
        .map(|day| {
            format!(
                "duty meet_{day} \"Meeting\": north shall open river, by day {day}, \
                 verified by watch, if breached, nothing follows.\n"
            )
        })
        .collect();
    quiet(
        "W0206",
        &format!(
            "{kept}standing duty return \"Return\": north shall allow \"people\" to river, \
             from day 1 until day 9, monitored by watch."
        ),
    );
}

#[test]
fn through_somebody_who_owes_nothing() {
    let text =
        |more: &str| {
            format!(
            "{HEAD}duty law \"Law\": north shall \"pass\" \"a law\", by day 90, verified by watch, \
             through house.\n{more}"
        )
        .replace("verifier watch", "outsider house \"House\".\nverifier watch")
        };
    let found = check_text(&text(""));
    let draft = found
        .iter()
        .find(|draft| draft.code == "W0208")
        .expect("W0208");
    assert_eq!(
        draft.message,
        "`law` depends on `house`, which owes nothing under this text"
    );
    assert_eq!(draft.notes, ["nothing follows if the date passes"]);
    assert!(found.iter().all(|draft| draft.code != "W0206"), "told once");
    let bound = "duty hear \"Hearing\": house shall \"hear\" \"the bill\", by day 30, \
                 verified by watch.";
    assert!(
        check_text(&text(bound))
            .iter()
            .all(|draft| draft.code != "W0208")
    );
}

#[test]
fn an_order_without_effect() {
    let release = "duty release_week \"Week\": south shall release 4 \"persons\" to watch, \
                   by day 7, in the order \"the living\" and \"the dead\"";
    assert_eq!(
        only("W0209", &format!("{release}.")),
        "nothing follows if the order in `release_week` is broken"
    );
    quiet(
        "W0209",
        &format!("{release}, if breached, nothing follows."),
    );
}

#[test]
fn a_joint_act_nobody_calls() {
    let talks = "duty begin_talks \"Talks\": the parties shall together begin \"talks\", by day 9, \
                 verified by watch";
    assert_eq!(
        only("W0211", &format!("{talks}.")),
        "`begin_talks` needs `north` and `south`, and nobody is named to call it"
    );
    quiet("W0211", &format!("{talks}, coordinated by one."));
    quiet("W0211", &format!("{talks}, through one."));
}

#[test]
fn several_obligors() {
    let stop = |how: &str| {
        format!(
            "duty mark \"Mark\": north and south shall {how}\"mark\" \"the line\", on day 1, \
            verified by watch."
        )
    };
    assert_eq!(
        only("W0216", &stop("")),
        "nothing says whether `north` and `south` owe `mark` together or each of them"
    );
    quiet("W0216", &stop("each "));
    quiet("W0216", &stop("together "));
    // Each keeps from an act, or does something to the other, by itself.
    quiet(
        "W0216",
        &stop("").replace("\"mark\" \"the line\"", "\"stop\" \"fire\""),
    );
    quiet(
        "W0216",
        &stop("").replace("\"mark\" \"the line\"", "\"send\" \"lists\" to south"),
    );
    // Who calls them is the more specific question.
    quiet(
        "W0216",
        "duty meet \"Meet\": north and south shall meet, on day 1, verified by watch.",
    );
}

#[test]
fn people_handed_over_without_a_manner() {
    let lists = "list prisoners \"Prisoners\": 90 persons, held by north, named by south.\n";
    let free =
        "duty free_some \"Free\": north shall free 90 prisoners, by day 9, verified by watch";
    assert_eq!(
        only("W0215", &format!("{lists}{free}.")),
        "nothing is said of how people are handed over in `free_some`"
    );
    for answer in ["in hills", "coordinated by one", "evidenced by \"a list\""] {
        quiet("W0215", &format!("{lists}{free}, {answer}."));
    }
}

#[test]
fn a_common_gap_is_one_finding_with_its_places() {
    let duties: String = (1..=9)
        .map(|day| format!("duty go_{day} \"Go\": north shall open river, by day {day}.\n"))
        .collect();
    let found = gaps_duties_support::check_lines(&duties);
    for code in ["W0204", "W0206"] {
        let of_code: Vec<_> = found.iter().filter(|draft| draft.code == code).collect();
        assert_eq!(of_code.len(), 1, "{code}");
        assert_eq!(of_code[0].places.len(), 8, "{code}");
        assert!(
            of_code[0].message.contains("9 of 9 duties"),
            "{}",
            of_code[0].message
        );
    }
}

#[test]
fn a_mark_of_silence_makes_and_unmakes_nothing() {
    let road = "duty open_road \"Road\": north shall open river, by day 3, verified by watch";
    let codes = |lines: &str| -> Vec<&'static str> {
        let found = gaps_duties_support::check_lines(lines);
        found.iter().map(|draft| draft.code).collect()
    };
    assert_eq!(
        codes(&format!("{road}.")),
        codes(&format!("{road}, silent on remedy, deadline and verifier."))
    );
}

#[test]
fn of_a_signed_text_one_asks() {
    let text = format!(
        "{}duty open_road \"Road\": north shall open river, by day 3.",
        HEAD.replace(
            "agreement test \"Test\".",
            "agreement test \"Test\", as signed."
        )
    );
    for draft in check_text(&text) {
        if draft.code.starts_with("W02") {
            assert!(draft.help[0].starts_with("ask the parties: "), "{draft:?}");
        }
    }
}
