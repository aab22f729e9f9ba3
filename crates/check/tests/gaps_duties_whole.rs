//! Whole agreements: good texts are quiet, and a long one is quick.

mod gaps_duties_support;

use gaps_duties_support::{HEAD, check_text, of_duties, shipped};

#[test]
fn the_truce_has_one_balance_that_tips() {
    let found = shipped("truce");
    assert_eq!(of_duties(&found), [("W0402", 5)]);
    let balance = found
        .iter()
        .find(|draft| draft.code == "W0402")
        .expect("W0402");
    assert_eq!(
        balance.message,
        "by day 50 `state` has given 702 in `ground_and_goods`, above the bound of 500, with \
         everyone performing, and no act of `movement` carries a weight"
    );
    assert_eq!(
        balance.notes[0],
        "`state` gives 252 in `aid_daily`, 60 in `leave_coast_road`, 90 in \
        `leave_corridor` and 300 \
         in `leave_border_strip`"
    );
}

#[test]
fn the_corridor_forgets_its_passenger_lists() {
    let found = shipped("corridor");
    assert_eq!(of_duties(&found), [("W0204", 1)]);
    let lists = found
        .iter()
        .find(|draft| draft.code == "W0204")
        .expect("W0204");
    assert_eq!(
        lists.message,
        "nobody is named to verify `lists`, and nothing says what follows if it fails"
    );
}

/// The rules fold: however many places a gap has, a reader is told a dozen things.
#[test]
fn accords_are_told_in_about_a_dozen_findings() {
    for name in [
        "aceh",
        "lebanon",
        "colombia",
        "gaza-2025-01",
        "gaza-2025-10",
    ] {
        let codes = of_duties(&shipped(name));
        assert!((5..=13).contains(&codes.len()), "{name}: {codes:?}");
    }
}

#[test]
fn a_message_is_one_sentence_in_lower_case() {
    for name in [
        "truce",
        "corridor",
        "aceh",
        "lebanon",
        "colombia",
        "gaza-2025-01",
        "gaza-2025-10",
    ] {
        for draft in shipped(name) {
            if of_duties(std::slice::from_ref(&draft)).is_empty() {
                continue;
            }
            let message = &draft.message;
            assert!(!message.ends_with('.'), "{message}");
            let first = message.chars().next().expect("a message");
            assert!(first == '`' || !first.is_uppercase(), "{message}");
            assert!(!draft.help.is_empty(), "{message}");
            assert!(!draft.label.is_empty(), "{message}");
        }
    }
}

/// A gap that every article has is one gap.
#[test]
fn thousands_of_articles_are_a_handful_of_findings() {
    use std::fmt::Write as _;
    let mut text = format!("{HEAD}list all_of_them \"All\": 20000 persons, held by south.\n");
    for n in 0..1_000 {
        let after = n / 2;
        writeln!(
            text,
            "duty a{n} \"A\": south shall release 1 all_of_them, when b{after} is done, \
             in exchange for b{n}.\n\
             duty b{n} \"B\": north and south shall \"stop\" \"fire\", starting in river."
        )
        .expect("a string grows");
    }
    let found = check_text(&text);
    assert!(of_duties(&found).len() < 20);
}
