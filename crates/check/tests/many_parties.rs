//! Agreements of many parties: what is told stays short, what is not looked at is told, and what
//! some parties have to do with each other is found however many others there are.

mod gaps_duties_support;

use std::fmt::Write as _;

use check::Draft;
use gaps_duties_support::check_text;

/// How many parties' dates are held against others' windows.
const LOOKED_AT: usize = 8;

/// Pairs of duties, the second of which waits for a finding on the first and has the same last day,
/// and parties that owe one duty each and wait for nobody.
fn pairs(pressed: usize, unrelated: usize) -> String {
    let mut text = String::from(
        "agreement test \"Test\".\ntime zone Africa/Cairo.\nday 1 is 19 January 2025.\n\
         verifier watch \"Watch\".\nparty first \"First\".\n",
    );
    for at in 0..pressed {
        let _ = writeln!(text, "party late_{at} \"Late\".");
    }
    for at in 0..unrelated {
        let _ = writeln!(text, "party other_{at} \"Other\".");
    }
    text.push_str("under the agreement:\n");
    for at in 0..pressed {
        let _ = write!(
            text,
            "duty give_{at} \"Give\": first shall meet, by day 9, \
             verified by watch within 2 days of the report.\n\
             duty take_{at} \"Take\": late_{at} shall meet, when give_{at} is verified, by day 10.\n"
        );
    }
    for at in 0..unrelated {
        let _ = writeln!(
            text,
            "duty meet_{at} \"Meet\": other_{at} shall meet, by day 9, \
             verified by watch within 2 days of the report."
        );
    }
    text
}

fn of_code(found: &[Draft], code: &str) -> Vec<String> {
    let of_code = found.iter().filter(|draft| draft.code == code);
    of_code.map(|draft| draft.message.clone()).collect()
}

#[test]
fn parties_whose_dates_are_not_looked_at_are_named() {
    let few = check_text(&pairs(LOOKED_AT, 0));
    assert_eq!(of_code(&few, "W0806"), Vec::<String>::new());
    assert_eq!(of_code(&few, "W0302").len(), LOOKED_AT);
    let many = check_text(&pairs(LOOKED_AT + 2, 0));
    assert_eq!(
        of_code(&many, "W0806"),
        [
            "the last days of more than 8 parties are close to what they wait for: those of \
             `late_8` and `late_9` are not held against the time that others may take"
        ]
    );
    assert_eq!(of_code(&many, "W0302").len(), LOOKED_AT);
}

#[test]
fn parties_that_wait_for_nobody_take_no_place_among_those_looked_at() {
    let alone = check_text(&pairs(3, 0));
    let among = check_text(&pairs(3, 400));
    assert_eq!(of_code(&alone, "W0302").len(), 3);
    assert_eq!(of_code(&alone, "W0302"), of_code(&among, "W0302"));
    assert_eq!(of_code(&among, "W0806"), Vec::<String>::new());
}

/// Sides that each owe a dated duty, and something every day that they could hold back.
fn holders(count: usize) -> String {
    let mut text = String::from(
        "agreement test \"Test\".\ntime zone Africa/Cairo.\nday 1 is 19 January 2025.\n\
         verifier watch \"Watch\".\n",
    );
    for at in 0..count {
        let _ = writeln!(text, "party side_{at} \"Side\".");
    }
    text.push_str("under the agreement:\n");
    for at in 0..count {
        let _ = write!(
            text,
            "duty meet_{at} \"Meet\": side_{at} shall meet, by day 9.\n\
             duty open_{at} \"Open\": side_{at} shall open \"its gate\", \
             every day from day 1 until day 42.\n"
        );
    }
    text
}

#[test]
fn what_sides_could_hold_back_is_told_once_a_side_and_cut_short() {
    for (count, more) in [
        (3, None),
        (12, None),
        (14, Some("the same of 2 more sides")),
    ] {
        let found = check_text(&holders(count));
        let lever = found.iter().find(|draft| draft.code == "W0407");
        let notes: &[String] = lever.map_or(&[], |draft| &draft.notes);
        assert_eq!(
            notes.len(),
            count.min(12) + usize::from(more.is_some()),
            "{notes:?}"
        );
        assert_eq!(
            notes.last().filter(|_| more.is_some()).map(String::as_str),
            more
        );
        // Every side has its gate in hand, and every gate is a place.
        assert_eq!(lever.map_or(0, |draft| draft.all_articles().len()), count);
    }
}
