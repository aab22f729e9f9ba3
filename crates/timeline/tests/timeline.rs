//! Timelines of real and made-up agreements: their four forms, what moves, what happened.
#![allow(clippy::unwrap_used)]

use check::plan::Timetable;
use kernel::Profile;
use model::{Agreement, Record};
use timeline::{Chart, Life, Mark, asked, chart, html, json, svg, text};

const TRUCE: &str = include_str!("../../../agreements/truce/truce.servanda");
const ACEH: &str = include_str!("../../../agreements/aceh/aceh.servanda");
const HISTORY: &str = include_str!("../../../agreements/aceh/history.servanda");
const CORRIDOR: &str = include_str!("../../../agreements/corridor/corridor.servanda");

fn agreement(text: &str) -> Agreement {
    let parse = syntax::parse(text);
    compile::compile(&parse.file, text).agreement.unwrap()
}

fn record(agreement: &str, told: &str) -> Record {
    let (parse, told) = (syntax::parse(agreement), syntax::parse(told));
    assert!(told.findings.is_empty(), "{:?}", told.findings);
    let mut tales = compile::compile_told(&parse.file, agreement, &told.file);
    assert!(tales.findings.is_empty(), "{:?}", tales.findings);
    tales.records.remove(0)
}

/// The last instant of a day, by the calendar of an agreement.
fn moment(agreement: &Agreement, text: &str, day: &str) -> i64 {
    let row = format!(
        "record \"a\" of {}: on {day}, time passes.",
        agreement.naming.name
    );
    let row = record(text, &row).rows.remove(0);
    let model::When::On(moment) = row.when else {
        unreachable!("one moment was written");
    };
    let rules = kernel::Rules::new(agreement, &Profile::default());
    kernel::moment(&rules, &kernel::start(&rules), &moment)
        .unwrap()
        .latest
}

fn planned(agreement: &Agreement) -> Chart {
    chart(&Timetable::of(agreement, None), None, None, None)
}

fn aceh(day: &str) -> Chart {
    let aceh = agreement(ACEH);
    let until = moment(&aceh, ACEH, day);
    let life = Life::of(
        &aceh,
        &record(ACEH, HISTORY),
        &Profile::default(),
        Some(until),
    );
    let table = Timetable::of(&aceh, life.entered());
    chart(&table, Some(&life), Some(until), None)
}

/// A text of many duties: each waits for the one before it.
fn many(duties: usize) -> String {
    use std::fmt::Write as _;
    let mut text = String::from(
        "agreement many \"Many duties\".\ntime zone Africa/Nairobi.\nday 1 is 1 January 2030.\n\
         party north \"North\".\nverifier watch \"Watch\".\nplace river \"River\".\n\
         phase p0 \"First\": from 1 January 2030, for 700 days.\n\
         phase p1 \"Second\": from 1 January 2030, for 700 days.\n",
    );
    for at in 0..duties {
        if at % (duties / 2).max(1) == 0 {
            let _ = writeln!(text, "under p{}:", (at / (duties / 2).max(1)).min(1));
        }
        let _ = writeln!(
            text,
            "duty d{at} \"Duty {at}\": north shall withdraw from river, by day {}, verified by watch.",
            at + 2
        );
    }
    text
}

#[test]
fn the_truce_fits_eighty_columns() {
    let chart = planned(&agreement(TRUCE));
    let begins = |at: usize| chart.bands[at].from.as_ref().unwrap().words.clone();
    assert_eq!(begins(0), "day 1 (19 January 2025), 08:30");
    assert_eq!(begins(1), "day 43 (2 March 2025)");
    let drawn = text(&chart, 80);
    let wide: Vec<&str> = drawn
        .lines()
        .filter(|line| line.chars().count() > 80)
        .collect();
    assert_eq!(wide, [""; 0]);
    insta::assert_snapshot!("truce", drawn);
}

#[test]
fn aceh_shows_what_happened_over_what_was_planned() {
    let chart = aceh("20 October 2005");
    insta::assert_snapshot!("aceh", text(&chart, 100));
    let mark = |name: &str| {
        let row = chart.rows().find(|row| row.name == name).unwrap();
        row.bars[0].seen.as_ref().map(|seen| seen.mark)
    };
    assert_eq!(mark("hand_in_arms of first"), Some(Mark::Verified));
    assert_eq!(mark("hand_in_arms of second"), Some(Mark::Disputed));
    assert_eq!(mark("amnesty"), Some(Mark::Claimed));
    assert_eq!(mark("hand_in_arms of fourth"), Some(Mark::Waiting));
    let amnesty = chart.rows().find(|row| row.name == "amnesty").unwrap();
    let since = amnesty.bars[0].seen.as_ref().unwrap().at.as_ref().unwrap();
    assert_eq!(
        since.words, "day 15 (30 August 2005)",
        "the record gives no hour"
    );
    // A month earlier nothing of the second stage had happened.
    let before = aceh("20 September 2005");
    let row = before
        .rows()
        .find(|row| row.name == "hand_in_arms of second")
        .unwrap();
    assert_ne!(row.bars[0].seen.as_ref().unwrap().mark, Mark::Disputed);
}

#[test]
fn nine_days_late_is_told_in_every_form() {
    let truce = agreement(TRUCE);
    let table = Timetable::of(&truce, None);
    let asked = asked(&table, "release_last + 9 days").unwrap();
    let chart = chart(&table, None, None, Some(&asked));
    let what_if = chart.what_if.as_ref().unwrap();
    assert_eq!(what_if.missed, 1);
    let strip = what_if
        .moved
        .iter()
        .find(|delay| delay.what == "leave_border_strip")
        .unwrap();
    assert_eq!(strip.after.words, "day 52 (11 March 2025), 06:00");
    assert_eq!(
        strip.missed.as_ref().unwrap().words,
        "day 50 (9 March 2025), 24:00"
    );
    insta::assert_snapshot!("what_if", text(&chart, 80));
    assert!(svg(&chart).contains("class=\"missed\""));
    assert!(html(&chart).contains("its last day, <bdi>day 50 (9 March 2025), 24:00</bdi>"));
    assert_eq!(json(&chart)["what_if"]["missed"], 1);
}

#[test]
fn wrong_questions_are_answered_with_what_to_write() {
    let truce = agreement(TRUCE);
    let table = Timetable::of(&truce, None);
    let refusal = |words: &str| asked(&table, words).unwrap_err();
    assert!(refusal("relase_last + 9 days").contains("did you mean `release_last`?"));
    assert!(refusal("release_last").contains("write `NAME + 9 days`"));
    assert!(refusal("release_last + nine days").contains("is no length of time"));
    assert!(refusal("release_last + 2 months").contains("is no length of time"));
    assert!(refusal("release_last of third + 2 days").contains("has no rows"));
    assert!(refusal("round 9 of release_weekly + 1 day").contains("it has 4"));
    assert!(refusal("free_in_step + 1 day").contains("states no date"));
    let round = asked(&table, "round 2 of release_weekly + 1 day").unwrap();
    assert_eq!((round.nodes.len(), round.by), (1, 86_400));
    let aceh = agreement(ACEH);
    let table = Timetable::of(&aceh, None);
    let wrong = asked(&table, "hand_in_arms of fifth + 2 days").unwrap_err();
    assert!(
        wrong.contains("it has first, second, third, fourth"),
        "{wrong}"
    );
    assert_eq!(
        asked(&table, "hand_in_arms of third + 2 weeks")
            .unwrap()
            .nodes
            .len(),
        1
    );
}

#[test]
fn every_bar_of_the_drawing_has_words_and_a_line_in_the_table() {
    let chart = aceh("20 October 2005");
    let page = html(&chart);
    for row in chart.rows() {
        let code = format!("<code><bdi>{}</bdi></code>", row.name);
        assert!(page.contains(&code), "{} is not in the table", row.name);
        assert!(
            page.contains(&format!("({})</title><desc>", row.name)),
            "{}",
            row.name
        );
    }
    assert_eq!(
        page.matches("<svg ").count(),
        page.matches("</svg>").count()
    );
    assert!(!page.contains("<script") && !page.contains("http-equiv"));
    let outside = page.replace("http://www.w3.org/2000/svg", "");
    assert!(
        !outside.contains("http:") && !outside.contains("https:"),
        "it asks for nothing"
    );
}

#[test]
fn marks_differ_by_shape_alone() {
    let chart = aceh("20 October 2005");
    let drawn = svg(&chart);
    let shapes: std::collections::BTreeSet<char> =
        Mark::ALL.iter().map(|mark| mark.symbol()).collect();
    assert_eq!(shapes.len(), Mark::ALL.len());
    for mark in Mark::ALL.into_iter().filter(|mark| *mark != Mark::Waiting) {
        assert!(
            drawn.contains(&format!(">{}</text>", mark.words())),
            "{mark:?}"
        );
    }
}

#[test]
fn a_name_read_from_the_right_moves_no_date() {
    let corridor = CORRIDOR.replace(
        "duty open_road \"The road is open every day\"",
        "duty الطريق \"فتح الطريق (1)\"",
    );
    let corridor = corridor.replace("open_road", "الطريق");
    let chart = planned(&agreement(&corridor));
    let row = chart.rows().find(|row| row.name == "الطريق").unwrap();
    assert_eq!(row.title, "فتح الطريق (1)");
    assert!(svg(&chart).contains(">\u{2068}فتح الطريق (1)\u{2069}</text>"));
    assert!(html(&chart).contains("<bdi>فتح الطريق (1)</bdi>"));
    let drawn = text(&chart, 80);
    let line = drawn.lines().find(|line| line.contains("الطريق")).unwrap();
    assert!(line.contains("\u{2068}الطريق\u{2069}"), "{line}");
    // The isolates take no column: the bars begin where they do on other lines.
    let bars = |line: &str| {
        let shown = line
            .chars()
            .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
        shown
            .collect::<String>()
            .find(['▪', '▫', '░', '▒'])
            .is_some()
    };
    assert!(bars(line));
    insta::assert_snapshot!("corridor", drawn);
}

#[test]
fn six_hundred_duties_stand_in_panels_of_their_phases() {
    let text_of = many(600);
    let chart = planned(&agreement(&text_of));
    assert_eq!(chart.len(), 600);
    let page = html(&chart);
    assert!(page.contains("id=\"panel-1\""), "a panel for each phase");
    assert_eq!(page.matches("<th scope=\"row\">").count(), 600 + 2);
    let drawn = text(&chart, 80);
    assert!(drawn.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn finished_duties_are_folded_and_counted() {
    let text_of = many(40);
    let many = agreement(&text_of);
    let mut told = String::from("record \"All\" of many, semantics 1:\n");
    for at in 0..20 {
        use std::fmt::Write as _;
        let end = if at == 19 { '.' } else { ';' };
        let _ = writeln!(
            told,
            "  on {} January 2030 at 08:00, north reports d{at};",
            at + 1
        );
        let _ = writeln!(
            told,
            "  on {} January 2030 at 09:00, watch confirms in d{at}{end}",
            at + 1
        );
    }
    let record = record(&text_of, &told);
    let life = Life::of(&many, &record, &Profile::default(), None);
    assert_eq!(
        (life.refused.clone(), record.rows.len()),
        (Vec::new(), 40),
        "{:?}",
        record.rows[1]
    );
    let table = Timetable::of(&many, life.entered());
    let chart = chart(&table, Some(&life), None, None);
    let drawn = text(&chart, 80);
    assert!(
        drawn.contains("20 finished, not drawn one by one"),
        "{drawn}"
    );
    assert!(
        html(&chart).contains("<bdi>d3</bdi>"),
        "the table has them all"
    );
}

#[test]
fn no_date_is_invented() {
    let text_of = "agreement test \"Test\".\nday 1 is 1 January 2030.\nparty north \"North\".\n\
        place river \"River\".\nunder the agreement:\n\
        duty leave \"Leave\": north shall withdraw from river.\n\
        duty stay \"Stay\": north shall enter river, within 2 days after leave being done.\n\
        duty come \"Come\": north shall enter river, by day 3.";
    let chart = planned(&agreement(text_of));
    let group = &chart.groups[0];
    assert_eq!(group.rows.len(), 1);
    let undated: Vec<&str> = group.undated.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(undated, ["leave", "stay"]);
    let drawn = text(&chart, 80);
    assert!(
        drawn.contains("stay: within 2 days after Article 1 is done"),
        "{drawn}"
    );
    assert!(html(&chart).contains("No date stated"));
}

#[test]
fn contradictions_are_said_first_and_the_rest_is_drawn() {
    let text_of = "agreement test \"Test\".\nday 1 is 1 January 2030.\nparty north \"North\".\n\
        place river \"River\".\nunder the agreement:\n\
        duty leave \"Leave\": north shall withdraw from river, not before day 9, by day 5.\n\
        duty come \"Come\": north shall enter river, by day 3.";
    let chart = planned(&agreement(text_of));
    assert!(chart.notes[0].starts_with("No timetable keeps all dates (E0301)"));
    let contradicted: Vec<bool> = chart.rows().map(|row| row.contradicted).collect();
    assert_eq!(contradicted, [true, false]);
    let days = chart
        .rows()
        .flat_map(|row| &row.bars)
        .filter_map(|bar| bar.last.as_ref());
    for last in days {
        assert!(
            chart.from <= last.time - 86_400,
            "the scale shows {}",
            last.words
        );
    }
}
