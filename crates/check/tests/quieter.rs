//! Rules that spoke of what is no gap, or in words that were not true: each with a near miss.

mod gaps_duties_support;

use gaps_duties_support::{check_text, only, quiet, told};

#[test]
fn a_ratio_over_a_class_is_an_upper_bound() {
    let lines = |class: &str| {
        format!(
            "list detainees (detainee) \"Detainees\": 100 persons, held by north, named by south.\n\
             list captives (captive) \"Captives\": 30 persons, held by south, named by south.\n\
             duty release_all \"Release\": south shall release 30 captives to watch, by day 3, \
             verified by watch.\n\
             duty free_a \"A\": north shall free 3 detainees for each {class} accepted under \
             release_all, by day 5, received by watch.\n\
             duty free_b \"B\": north shall free 2 detainees for each {class} accepted under \
             release_all, by day 5, received by watch."
        )
    };
    let codes = |class: &str| {
        let text = format!("{}{}\n", gaps_duties_support::HEAD, lines(class));
        let found = check_text(&text);
        found.iter().filter(|draft| draft.code == "E0217").count()
    };
    assert_eq!(codes("\"woman soldier\""), 0);
    assert_eq!(codes("captive"), 1);
}

const GIFT: &str = "list captives (captive) \"Captives\": 30 persons, held by south, \
    named by south.\n\
    duty release_all \"Release\": south shall release all captives to watch, by day 3, \
    verified by watch.\n\
    duty leave \"Leave\": north shall withdraw from river, on day 9, verified by watch.\n";

#[test]
fn what_the_other_side_owes_meanwhile_is_not_denied() {
    let first = |lines: &str| only("W0401", &format!("{GIFT}{lines}"));
    assert!(first("").contains("before `north` owes anything:"));
    let ban = "prohibition calm \"Calm\": north shall not use_force in hills, \
               throughout the agreement, monitored by watch.";
    assert!(first(ban).contains("before `north` owes any act:"));
    let shared = "duty talk \"Talk\": north and south shall each report \"facts\" to watch, \
                  by day 2, verified by watch.";
    assert!(first(shared).contains("before `north` owes any dated act of its own:"));
    // With somebody else than the giver, it is something owed in return.
    let other = "duty talk \"Talk\": north and one shall each report \"facts\" to watch, \
                 by day 2, verified by watch.";
    quiet("W0401", &format!("{GIFT}{other}"));
}

#[test]
fn what_has_its_own_day_cannot_lock() {
    let lines = |day: &str| {
        format!(
            "duty leave \"Leave\": north shall withdraw from river, {day}verified by watch.\n\
             duty move \"Move\": south shall withdraw from hills, by day 9, \
             in parallel with leave, verified by watch."
        )
    };
    quiet("W0310", &lines("by day 9, "));
    assert_eq!(told("W0310", &lines("")).len(), 1);
}

#[test]
fn a_rung_beside_a_timed_one_is_not_stuck() {
    let lines = |second: &str| {
        format!(
            "duty leave \"Leave\": north shall withdraw from river, by day 9, verified by watch, \
             if breached, the steps of steps follow.\n\
             ladder steps \"Steps\":\n  first, north and south shall meet, within 3 days;\n  \
             {second}, watch shall report \"the facts\";\n  \
             last, one and two shall \"rule\" \"the matter\", within 9 days."
        )
    };
    quiet("W0610", &lines("also"));
    assert_eq!(
        only("W0610", &lines("next")),
        "nothing leads on from rung 2 of `steps`"
    );
}

#[test]
fn bans_on_force_of_either_side_are_one_pair() {
    let lines = |verb: &str| {
        format!(
            "prohibition aa \"A\": north shall not \"carry out\" \"bombardment\" in river, \
             throughout the agreement.\n\
             prohibition bb \"B\": south shall not {verb} in river, throughout the agreement."
        )
    };
    assert_eq!(
        only("W0512", &lines("\"attack\" \"the posts\"")),
        "`aa` and `bb` bind `north` and `south` alike, and nobody is named to find who broke them"
    );
    quiet("W0512", &lines("\"publish\" \"maps\""));
    quiet(
        "W0512",
        &lines("\"attack\" \"the posts\"").replace(
            "river, throughout",
            "river, incidents attributed by watch, throughout",
        ),
    );
}

#[test]
fn an_act_with_a_known_author_needs_no_attribution() {
    let ban = |verb: &str| {
        format!(
            "prohibition aa \"A\": no party shall {verb} \"proposals\", throughout the agreement, \
             monitored by watch."
        )
    };
    quiet("W0512", &ban("\"veto\""));
    assert_eq!(told("W0512", &ban("\"move\"")).len(), 1);
}

#[test]
fn a_finding_in_dispute_is_asked_to_be_final() {
    let lines = "schedule stages \"Stages\":\n\
          | stage  | arms |\n  | first  | 10   |\n  | second | 10   |\n\
        under the agreement:\n\
        for each stage of stages:\n\
          duty give \"Give\": north shall destroy stage.arms \"arms\", \
          when give of the previous stage is verified, verified by watch, \
          subject to dispute by south within 7 days of the finding, decided by one, \
          failing which the finding is final.\nend";
    let found = check_text(&format!("{}{lines}\n", gaps_duties_support::HEAD));
    let draft = found.iter().find(|draft| draft.code == "W0305");
    let draft = draft.expect("W0305");
    assert!(
        draft
            .message
            .contains("on a finding of `give` of the previous stage that can be disputed"),
        "{}",
        draft.message
    );
    assert!(
        draft.help[0].starts_with("write `is final`"),
        "{:?}",
        draft.help
    );
}

#[test]
fn of_troops_moved_away_the_number_is_asked() {
    let lines = |verb: &str| {
        format!(
            "list troops \"Troops\": about 400 persons, held by north.\n\
             duty move \"Move\": north shall {verb} all troops from river, by day 9, \
             verified by watch."
        )
    };
    assert_eq!(
        only("W0114", &lines("withdraw")),
        "nobody but `north` is named to say how many `troops` there are"
    );
    assert!(only("W0114", &lines("free")).contains("who is on `troops`"));
}

#[test]
fn the_dead_have_to_be_known_again_however_they_are_given_back() {
    let lines = |title: &str| {
        format!(
            "list those \"{title}\": 24 persons, held by north.\n\
             duty give \"Give\": north shall \"return\" all those to south, by day 9, \
             verified by watch."
        )
    };
    assert_eq!(told("W0508", &lines("The deceased")).len(), 1);
    quiet("W0508", &lines("The guests"));
}

#[test]
fn who_finds_an_incident_finds_its_facts() {
    let lines = |more: &str| {
        format!(
            "prohibition calm \"Calm\": no party shall use_force in river, \
             unless \"it is attacked\"{more}, throughout the agreement, monitored by watch."
        )
    };
    assert_eq!(told("W0611", &lines("")).len(), 1);
    quiet("W0611", &lines(", incidents attributed by watch"));
}

#[test]
fn a_general_ladder_is_not_passed_over() {
    let lines = "duty aa \"A\": north shall report \"facts\" to watch, by day 3, verified by watch.\n\
        duty bb \"B\": north shall report \"sums\" to watch, by day 3, verified by watch.\n\
        ladder disputes \"Disputes\": first, north and south shall meet, within 3 days.";
    assert_eq!(
        only("W0206", lines),
        "nothing but the ladder `disputes` answers a breach of 2 of 2 duties and bans, among them \
         `aa` and `bb`"
    );
}

#[test]
fn consents_of_the_same_actors_are_one_finding() {
    let lines = "duty aa \"A\": north shall \"admit\" \"the wounded\", by day 3, \
        with the consent of one, verified by watch.\n\
        duty bb \"B\": north shall \"admit\" \"companions\", by day 3, with the consent of one, \
        verified by watch.";
    assert_eq!(
        only("W0513", lines),
        "`one` may leave `aa` and `bb` without an answer: no time is set, and nothing says what \
         silence means"
    );
    let apart = lines.replacen("consent of one", "consent of two", 1);
    assert_eq!(told("W0513", &apart).len(), 2);
}

#[test]
fn many_tables_without_a_carry_over_are_one_finding() {
    let tables = |many: usize| -> String {
        (1..=many)
            .map(|n| {
                format!(
                    "schedule plan_{n} \"Plan\":\n| stage | arms |\n| one_{n} | 10 |\n\
                     | two_{n} | 10 |\nunder the agreement:\nfor each stage of plan_{n}:\n\
                     duty give_{n} \"Give\": north shall destroy stage.arms \"arms\", by day 9, \
                     verified by watch.\nend\n"
                )
            })
            .collect()
    };
    assert_eq!(told("W0207", &tables(3)).len(), 3);
    assert_eq!(
        only("W0207", &tables(4)),
        "nothing says whether what is over or under in one stage counts in the next in 4 duties: \
         `give_1`, `give_2`, `give_3` and 1 more"
    );
}

#[test]
fn a_ceremony_regulated_elsewhere_is_a_manner() {
    let lines = |object: &str| {
        format!(
            "list captives (captive) \"Captives\": 30 persons, held by south, named by south.\n\
             duty free_all \"Free\": south shall free 30 captives, by day 3, verified by watch.\n\
             prohibition quiet_days \"Quiet\": south shall not \"hold\" {object} of captives, \
             throughout the agreement, monitored by watch."
        )
    };
    quiet("W0215", &lines("\"ceremonies\""));
    assert_eq!(told("W0215", &lines("\"money\"")).len(), 1);
}

#[test]
fn a_last_day_is_no_first_day() {
    let owed = |when: &str| {
        let duty = format!(
            "duty leave \"Leave\": north shall withdraw from river, {when}, verified by watch."
        );
        only(
            "W0401",
            &GIFT.replace("duty leave \"Leave\": north shall withdraw from river, on day 9, verified by watch.", &duty),
        )
    };
    assert!(owed("by day 20").ends_with("`leave`, by day 20"));
    assert!(owed("by day 20 at 16:00").ends_with("`leave`, by day 20"));
    assert!(owed("on day 20").ends_with("`leave`, from day 20"));
    assert!(owed("between day 20 and day 24").ends_with("`leave`, from day 20"));
}

#[test]
fn days_before_the_start_are_civil_days() {
    let message = |zone: &str, start: &str| {
        let text = format!(
            "agreement test \"Test\".\n{zone}party north \"North\".\nparty south \"South\".\n\
             signed by north and south on 3 May 2025.\nentry into force is {start}.\n\
             under the agreement:\n\
             prohibition calm \"Calm\": no party shall use_force, throughout the agreement.\n"
        );
        let found = check_text(&text);
        let mut told = found.into_iter().filter(|draft| draft.code == "W0315");
        told.next().map(|draft| draft.message)
    };
    let zone = "time zone Europe/Paris.\n";
    for said in [
        message(zone, "17 May 2025"),
        message("", "17 May 2025"),
        message(zone, "17 May 2025 at 08:30"),
    ] {
        assert!(said.is_some_and(|said| said.ends_with(", 14 days later")));
    }
    assert_eq!(message(zone, "4 May 2025 at 22:00"), None);
}

#[test]
fn about_a_half_is_not_about_nothing() {
    let duty = "duty supply \"Supply\": north shall give about 0.5 \"tonnes\" of \"rice\" to watch, \
                by day 5, verified by watch.";
    assert_eq!(
        only("W0220", duty),
        "`about 0.5` decides whether `supply` is broken"
    );
}

#[test]
fn several_articles_and_several_verifiers_are_many() {
    let share = |name: &str| {
        format!(
            "duty {name} \"Part\": south shall hand_in 30 percent of arms to watch, on day 30.\n"
        )
    };
    let count = "inventory arms \"Arms\": an unstated number of \"rifles\", held by south, \
                 counted in register.\n\
                 duty register \"Register\": watch shall \"register\" all arms, by day 30.\n";
    assert_eq!(
        only("W0213", &format!("{count}{}{}", share("x"), share("y"))),
        "`x` and `y` ask a share of `arms`, and `register`, which counts them, may end no sooner \
         than they are due"
    );
    let judged = |joint: &str| {
        format!(
            "duty calm \"Calm\": north and south shall {joint}\"report\" \"facts\", by day 9, \
             verified by north and south."
        )
    };
    assert_eq!(
        only("W0205", &judged("")),
        "`north` and `south` would verify `calm`, which they owe themselves"
    );
    // Each has its own act, and the other judges it.
    quiet("W0205", &judged("each "));
}

#[test]
fn a_reading_of_a_day_is_told_by_its_date() {
    let reading = "duty leave \"Leave\": north shall withdraw from river, by day 9.\n\
                   reading later \"Later\" of day 1 by north: 20 January 2025.";
    assert!(only("W0902", reading).contains("day 1 (read as 20 January 2025)"));
}

#[test]
fn a_circle_of_days_is_one_finding() {
    let lines = |when: &str| {
        format!(
            "duty leave \"Leave\": north shall withdraw from river, {when}, verified by watch.\n\
             duty move \"Move\": south shall withdraw from hills, \
             within 5 days after leave being verified, verified by watch."
        )
    };
    let codes = |when: &str| {
        let found = gaps_duties_support::check_lines(&lines(when));
        let mut codes: Vec<_> = found.iter().map(|draft| draft.code).collect();
        codes.retain(|code| ["E0304", "W0609", "W0201", "W0202"].contains(code));
        codes
    };
    assert_eq!(codes("within 5 days after move being verified"), ["E0304"]);
    assert_eq!(codes("by day 5"), ["W0609"]);
}

#[test]
fn a_meeting_of_several_sees_itself() {
    let meet = |who: &str| format!("duty talk \"Talk\": {who} meet, by day 9.");
    quiet("W0204", &meet("north and south shall together"));
    quiet("W0204", &meet("north and south shall"));
    assert_eq!(told("W0204", &meet("north shall")).len(), 1);
    assert_eq!(told("W0204", &meet("north and south shall each")).len(), 1);
}
