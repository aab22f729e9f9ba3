//! New dates of amendments: under which text each finding arises.

mod time_support;

use check::Draft;
use time_support::found;

const DUTIES: &str = r#"under the agreement:
duty march "March": north shall withdraw from hills, by day 20.
duty open_up "Open": south shall open hills, when march is done, not before day 15, by day 60.
duty leave "Leave": north shall withdraw from river, not before day 20, by day 25.
duty enter "Enter": south shall deploy "its army" in river, when leave is done, by day 80.
"#;

fn told(amendment: &str) -> Vec<(&'static str, String)> {
    let all = found(&format!("{DUTIES}{amendment}"));
    let dates = |draft: &&Draft| matches!(draft.code, "E0301" | "W0302" | "W0303");
    let told = all.iter().filter(dates);
    told.map(|draft| (draft.code, draft.message.clone()))
        .collect()
}

#[test]
fn new_dates_are_held_against_the_rest() {
    assert_eq!(told(""), []);
    let agreed = "amendment june \"June\", agreed on 9 June 2025 by north and south:\n";
    assert_eq!(
        told(&format!("{agreed}  leave is now due by day 10.")),
        [(
            "E0301",
            "as amended by `june`, `leave` has to be done by day 10 at 24:00, and cannot be before \
             day 20"
                .to_owned()
        )]
    );
    assert_eq!(
        told(&format!("{agreed}  open_up is now due by day 23.")),
        [(
            "W0303",
            "as amended by `june`, `open_up` may end before it may begin: if `march` is 4 days \
             late, day 23 at 24:00 has passed"
                .to_owned()
        )]
    );
}

#[test]
fn the_latest_new_date_holds_and_what_is_only_proposed_does_not() {
    let with = |how: &str| {
        told(&format!(
            "amendment june \"June\", agreed on 9 June 2025 by north and south:\n  \
             leave is now due by day 10.\n\
             amendment july \"July\", {how} on 9 July 2025 by north:\n  \
             leave is now due by day 30."
        ))
    };
    assert_eq!(with("agreed"), []);
    assert_eq!(with("proposed").len(), 1);
}

#[test]
fn what_an_amendment_mends_is_noted() {
    let with = |amendment: &str| {
        let duties = DUTIES.replace("by day 25.", "by day 15.");
        let mut all = found(&format!("{duties}{amendment}"));
        all.retain(|draft| draft.code == "E0301");
        all
    };
    let note = "so it is in the text before `june`; as amended it is not";
    let noted = |all: &[Draft]| {
        let notes = all.iter().flat_map(|draft| &draft.notes);
        notes.filter(|other| *other == note).count()
    };
    let before = with("");
    assert_eq!((before.len(), noted(&before)), (1, 0));
    let agreed = "amendment june \"June\", agreed on 9 June 2025 by north and south:\n";
    let mended = with(&format!("{agreed}  leave is now due by day 25."));
    assert_eq!((mended.len(), noted(&mended)), (1, 1));
    // An amendment of something else changes nothing.
    let other = with(&format!("{agreed}  march is now due by day 21."));
    assert_eq!((other.len(), noted(&other)), (1, 0));
}

#[test]
fn nothing_is_said_of_dates_that_are_not_known_whole() {
    let agreed = "amendment june \"June\", agreed on 9 June 2025 by north and south:\n";
    let unknown = "amendment july \"July\", agreed on 9 July 2025: the changes are not known.";
    let first = format!("{agreed}  leave is now due by day 10.\n");
    assert_eq!(told(&format!("{first}{unknown}")), []);
    // What is withdrawn has no last day to miss.
    assert_eq!(
        told(&format!(
            "{agreed}  leave is now due by day 10;\n  leave is withdrawn."
        )),
        []
    );
}
