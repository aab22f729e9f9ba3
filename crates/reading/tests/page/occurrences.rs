//! Section 3: occurrences.

use kernel::{Open, Range, Stage};
use model::{Measure, Window};

use crate::common::{day, life};

#[test]
fn a_round_exists_once_it_has_opened_3_1() {
    let told = life(
        "duty aa \"A\": south shall open, every day from day 2 until day 4, verified by un.\n",
        "",
    );
    assert_eq!(told.all("aa", day(1, 23)).len(), 0);
    assert_eq!(told.all("aa", day(2, 0)).len(), 1);
    let all = told.all("aa", day(30, 0));
    assert_eq!(all.len(), 3, "days 2, 3 and 4");
    let ends: Vec<_> = all
        .iter()
        .map(|(_, of)| of.deadline.unwrap().latest)
        .collect();
    assert_eq!(ends, [day(3, 0), day(4, 0), day(5, 0)]);
}

#[test]
fn a_duty_of_each_has_one_for_each_3_1() {
    let told = life(
        "duty aa \"A\": the parties shall each leave, by day 3, verified by un.\n",
        "1 1 south reports aa\n1 2 un confirms aa",
    );
    let all = told.all("aa", day(2, 0));
    assert_eq!(all.len(), 2);
    // 3.6: the finding of another is about the first with something unanswered.
    assert_eq!(all[0].1.stage, Stage::Due, "north");
    assert_eq!(all[1].1.stage, Stage::Fulfilled, "south");
}

const TABLED: &str = "schedule steps: \
    | step | number | start |\n| first | 2 | day 2 |\n| second | 3 | day 5 |\n| third | - | - |\n\
    for each step of steps:\n\
    duty aa \"A\": north shall free step.number captives, not before step.start, \
    verified by un.\nend\n";

#[test]
fn a_tabled_duty_has_one_a_row_3_1() {
    let told = life(
        &TABLED.replace("\\", ""),
        "2 1 north reports aa/0\n2 2 un confirms aa",
    );
    let all = told.all("aa", day(3, 0));
    let stages: Vec<_> = all.iter().map(|(_, of)| of.stage).collect();
    assert_eq!(
        stages,
        [Stage::Fulfilled, Stage::Dormant, Stage::Undetermined]
    );
    assert_eq!(
        all[1].1.required,
        Some(Range {
            low: 3_000,
            high: 3_000
        })
    );
    assert_eq!(all[2].1.required, None);
    assert!(told.asks(Open::Start, day(3, 0)));
}

#[test]
fn each_verification_makes_one_with_its_own_number_3_1_3_4() {
    let told = life(
        "duty give \"G\": north shall free 5 captives, verified by un.\n\
         duty aa \"A\": south shall free 30 persons for each captive accepted under give, \
         within 12 hours after each verification, verified by un.\n",
        "1 1 north reports give 2\n1 2 un confirms give 2\n2 1 north reports give 1\n\
         2 2 un confirms give 1",
    );
    let all = told.all("aa", day(3, 0));
    let numbers: Vec<_> = all.iter().map(|(_, of)| of.required.unwrap().low).collect();
    assert_eq!(numbers, [60_000, 30_000]);
    assert_eq!(all[1].1.deadline.unwrap().latest, day(2, 14));
}

#[test]
fn whenever_makes_one_each_time_3_1() {
    let told = life(
        "duty give \"G\": north shall leave, verified by un.\n\
         duty aa \"A\": south shall leave, whenever give is withheld.\n",
        "1 1 north withholds give\n2 1 north resumes give\n3 1 north withholds give",
    );
    assert_eq!(told.all("aa", day(2, 0)).len(), 1);
    assert_eq!(told.all("aa", day(4, 0)).len(), 2);
}

#[test]
fn each_request_makes_one_3_1() {
    let told = life(
        "duty aa \"A\": south shall open, within 6 hours after each request by un.\n",
        "1 1 un demands aa\n1 2 eu demands aa\n2 0 un demands aa",
    );
    let all = told.all("aa", day(3, 0));
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].1.deadline.unwrap().latest, day(2, 6));
}

#[test]
fn it_is_owed_once_all_it_waits_for_is_so_3_2() {
    let told = life(
        "duty give \"G\": north shall leave, verified by un.\n\
         duty aa \"A\": south shall leave, not before day 3, when give is done.\n",
        "1 1 north reports give\n1 2 un confirms give",
    );
    assert_eq!(told.stage("aa", day(2, 23)), Stage::Dormant);
    assert_eq!(told.stage("aa", day(3, 0)), Stage::Due);
}

#[test]
fn it_is_undetermined_where_a_condition_is_not_known_3_2() {
    let told = life(
        "duty aa \"A\": south shall leave, when \"the road is safe\".\n",
        "1 1 un rules-that the",
    );
    assert_eq!(told.stage("aa", day(2, 0)), Stage::Undetermined);
}

#[test]
fn of_several_deadlines_the_least_counts_3_3() {
    let told = life(
        "duty give \"G\": north shall leave, verified by un.\n\
         duty aa \"A\": south shall leave, between day 2 and day 6 at 10:00.\n\
         duty bb \"B\": south shall leave, on day 2 between 08:00 and 14:00.\n\
         duty cc \"C\": south shall leave, on the day after give being reported.\n",
        "1 1 north reports give",
    );
    let latest = |name| told.first(name, day(2, 9)).deadline.unwrap().latest;
    assert_eq!(latest("aa"), day(6, 10));
    assert_eq!(latest("bb"), day(2, 14));
    assert_eq!(latest("cc"), day(3, 0));
    assert_eq!(told.stage("bb", day(2, 7)), Stage::Dormant);
}

#[test]
fn how_much_is_required_3_4() {
    let told = life(
        "duty aa \"A\": north shall free at least 2 captives.\n\
         duty bb \"B\": north shall free between 3 and 5 captives.\n\
         duty cc \"C\": north shall free all captives.\n\
         duty dd \"D\": north shall free 30 percent of captives.\n\
         duty ee \"E\": north shall free an unstated number of captives.\n\
         duty ff \"F\": north shall leave.\n\
         duty gg \"G\": north shall free the remaining captives, verified by un.\n\
         duty hh \"H\": north shall free 4 captives, verified by un.\n",
        "1 1 north reports hh 4\n1 2 un confirms hh 4\n1 3 un corrects captives 12",
    );
    let number = |name| {
        told.first(name, day(2, 0))
            .required
            .map(|of| (of.low, of.high))
    };
    assert_eq!(number("aa"), Some((2_000, 2_000)));
    assert_eq!(number("bb"), Some((3_000, 5_000)));
    assert_eq!(number("cc"), Some((12_000, 12_000)));
    assert_eq!(number("dd"), Some((3_600, 3_600)));
    assert_eq!(number("ee"), None);
    assert_eq!(number("ff"), Some((1_000, 1_000)));
    assert_eq!(number("gg"), Some((8_000, 8_000)));
}

#[test]
fn a_claim_without_a_measure_claims_the_rest_3_5() {
    let told = life(
        "duty aa \"A\": north shall free 5 captives, verified by un.\n",
        "1 1 north reports aa 2\n1 2 north partly aa\n1 3 north reports aa",
    );
    let at = |hour| told.first("aa", day(1, hour)).claimed;
    assert_eq!(
        at(1),
        Range {
            low: 2_000,
            high: 2_000
        }
    );
    assert_eq!(
        at(2),
        Range {
            low: 2_001,
            high: 4_999
        }
    );
    // What is left is between 1 thousandth and 2.999.
    assert_eq!(
        at(3),
        Range {
            low: 2_002,
            high: 7_998
        }
    );
}

#[test]
fn so_far_sets_the_total_of_its_author_3_5() {
    let told = life(
        "duty aa \"A\": the parties shall together free 9 captives, verified by un.\n",
        "1 1 north reports aa 2\n1 2 south reports aa 3\n1 3 north reports aa =4",
    );
    assert_eq!(told.first("aa", day(2, 0)).claimed.low, 7_000);
}

#[test]
fn a_measure_of_something_else_is_a_fact_3_5() {
    let mut told = life(
        "duty aa \"A\": north shall free 5 captives, verified by un.\n",
        "1 1 north reports aa 2",
    );
    if let model::Deed::Performance { with, .. } = &mut told.log[0].deed {
        *with = Some(Measure {
            bound: None,
            number: 2_000,
            percent: false,
            noun: Some(model::Noun::Quoted("buses".to_owned())),
            so_far: None,
        });
    }
    assert_eq!(
        told.first("aa", day(2, 0)).claimed.low,
        5_000,
        "the whole act"
    );
}

#[test]
fn a_claim_is_about_the_round_last_opened_when_it_was_done_3_6() {
    let told = life(
        "duty aa \"A\": south shall open, every day from day 2 until day 9, verified by un.\n",
        "3 5 > 5 0 south reports aa\n5 1 un confirms aa",
    );
    let stages: Vec<_> = told
        .all("aa", day(5, 2))
        .iter()
        .map(|of| of.1.stage)
        .collect();
    assert_eq!(
        stages,
        [
            Stage::Breached,
            Stage::Fulfilled,
            Stage::Breached,
            Stage::Due
        ],
        "what was claimed late had been done in time"
    );
}

#[test]
fn what_does_not_exist_yet_is_made_and_keeps_what_it_is_told_3_6() {
    let told = life(
        "duty aa \"A\": south shall open, every day from day 2 until day 9, verified by un.\n",
        "1 5 south reports aa",
    );
    let all = told.all("aa", day(1, 6));
    assert_eq!((all.len(), all[0].1.stage), (1, Stage::Reported));
    assert_eq!(told.all("aa", day(2, 0))[0].1.stage, Stage::Reported);
}

#[test]
fn a_window_and_a_length_1_3() {
    let told = life(
        "duty give \"G\": north shall leave, verified by un.\n\
         duty aa \"A\": south shall leave, within 3 to 5 hours after give being reported.\n",
        "1 1 north reports give",
    );
    let window = Window {
        earliest: day(1, 4),
        latest: day(1, 6),
    };
    assert_eq!(told.first("aa", day(1, 2)).deadline, Some(window));
}

#[test]
fn a_period_in_days_is_owed_on_its_day_and_others_by_their_end_3_1() {
    let latest = |period: &str, hours: &str| {
        let text = format!(
            "duty aa \"A\": south shall open, every {period}{hours} from day 2, verified by un.\n"
        );
        let all = life(&text, "").all("aa", day(2, 0));
        all[0].1.deadline.unwrap().latest
    };
    assert_eq!(latest("7 days", ""), day(3, 0));
    assert_eq!(latest("7 days", " between 08:00 and 14:00"), day(2, 14));
    assert_eq!(latest("1 week", ""), day(9, 0));
    assert_eq!(latest("12 hours", ""), day(2, 12));
}

#[test]
fn before_each_round_one_exists_once_the_round_before_has_opened_3_1() {
    let told = life(
        "duty go \"G\": north shall open, every 2 days from day 3 until day 7.\n\
         duty tell \"T\": south shall leave, at least 24 hours before each go.\n",
        "",
    );
    let ends = |at| -> Vec<i64> {
        let all = told.all("tell", at);
        all.iter().map(|of| of.1.deadline.unwrap().latest).collect()
    };
    assert_eq!(ends(day(1, 0)), [day(2, 0)]);
    assert_eq!(ends(day(3, 0)), [day(2, 0), day(4, 0)]);
    assert_eq!(ends(day(9, 0)).len(), 3, "days 3, 5 and 7");
}

#[test]
fn before_each_other_occurrence_one_exists_with_it_3_1() {
    let told = life(
        "duty go \"G\": north shall open, by day 5 at 12:00.\n\
         duty tell \"T\": south shall leave, at least 24 hours before each go.\n",
        "",
    );
    assert_eq!(
        told.first("tell", day(1, 0)).deadline.unwrap().latest,
        day(4, 12)
    );
}
