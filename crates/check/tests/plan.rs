//! When everything is, and what moves if something is late.
#![allow(clippy::unwrap_used)]

use check::plan::{Base, Node, Side, Timetable};
use model::{Agreement, Element};

const TRUCE: &str = include_str!("../../../agreements/truce/truce.servanda");

fn agreement(text: &str) -> Agreement {
    let parse = syntax::parse(text);
    assert!(parse.findings.is_empty(), "{:?}", parse.findings);
    compile::compile(&parse.file, text).agreement.unwrap()
}

fn of(table: &Timetable<'_>, name: &str) -> u32 {
    let all = table.occurrences().iter();
    let mut named = all
        .enumerate()
        .filter(|(_, one)| table.agreement().name(Element::Article(one.article)) == name);
    u32::try_from(named.next().unwrap().0).unwrap()
}

/// The number of the day (of a count from 1) and the hour of a time.
fn day(table: &Timetable<'_>, time: i64) -> (i64, i64) {
    let first = table.civil(0, Side::From).0;
    let (day, into) = table.civil(time, Side::Until);
    (day - first + 1, into / 3_600)
}

fn by_right(table: &Timetable<'_>, node: Node) -> (i64, i64) {
    day(table, table.by_right().of(node).unwrap())
}

#[test]
fn last_days_are_told_by_right_and_extensions_apart() {
    let truce = agreement(TRUCE);
    let table = Timetable::of(&truce, None);
    assert_eq!(table.base(), Base::Dates);
    let first = of(&table, "release_first");
    assert_eq!(table.tolerance(first), 12 * 3_600);
    assert_eq!(by_right(&table, table.performed(first)), (2, 4));
    assert_eq!(by_right(&table, table.verified(first)), (2, 10));
    let free = of(&table, "free_first");
    assert_eq!(by_right(&table, table.performed(free)), (2, 22));
    // Stage one may be extended, as long as the strip can still be left by day 50: that is no right
    // to count on.
    let soldiers = of(&table, "release_soldiers");
    let last = table.performed(soldiers);
    assert_eq!(by_right(&table, last), (42 + 21, 24));
    assert_eq!(day(&table, table.latest(last).unwrap()).0, 50 + 21 + 1);
}

#[test]
fn the_chain_to_the_last_duty_is_told_step_by_step() {
    let truce = agreement(TRUCE);
    let table = Timetable::of(&truce, None);
    let last = table.last(table.by_right()).unwrap();
    assert_eq!(table.happens(last), "`return_remains` is verified");
    let chain = table.chain(table.by_right(), last);
    let things: Vec<String> = chain.iter().map(|step| table.happens(step.node)).collect();
    assert_eq!(
        things,
        [
            "`one` ends",
            "`two` begins",
            "`two` ends",
            "`three` begins",
            "`return_remains` is done",
            "`return_remains` is verified",
        ]
    );
    let times: Vec<i64> = chain.iter().map(|step| step.time).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn nine_days_late_and_what_waits_has_no_day_left() {
    let truce = agreement(TRUCE);
    let table = Timetable::of(&truce, None);
    let last = of(&table, "release_last");
    let missed = |days: i64| {
        let later = table.later(&[table.performed(last)], days * 86_400);
        let missed = table.missed(&later).into_iter();
        missed
            .map(|one| table.thing(table.performed(one.occurrence)))
            .collect::<Vec<_>>()
    };
    assert_eq!(missed(9), ["`leave_border_strip`"]);
    assert_eq!(missed(7), [""; 0]);
    let later = table.later(&[table.performed(last)], 9 * 86_400);
    let strip = of(&table, "leave_border_strip");
    assert_eq!(day(&table, later.of(table.due(strip)).unwrap()), (52, 6));
    assert_eq!(
        day(&table, later.last(table.performed(strip)).unwrap()),
        (50, 24)
    );
    let first = of(&table, "release_first");
    let performed = table.performed(first);
    assert_eq!(later.of(performed), table.by_right().of(performed));
}

#[test]
fn dates_that_the_text_moves_are_moved() {
    let text = r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is 19 January 2025.
party north "North".
party south "South".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, by day 5,
  if late, the dates of enter move by as long.
duty enter "Enter": south shall withdraw from river, when leave is done, by day 9.
duty stay "Stay": south shall withdraw from river, when leave is done, by day 9."#;
    let test = agreement(text);
    let table = Timetable::of(&test, None);
    let leave = table.performed(of(&table, "leave"));
    let later = table.later(&[leave], 6 * 86_400);
    let enter = table.performed(of(&table, "enter"));
    assert_eq!(day(&table, later.last(enter).unwrap()), (15, 24));
    let missed = table.missed(&later);
    assert_eq!(missed.len(), 1);
    assert_eq!(missed[0].occurrence, of(&table, "stay"));
}

#[test]
fn without_dates_times_are_told_from_the_entry_into_force() {
    let text = r#"agreement test "Test".
party north "North".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, within 5 days after entry into force.
duty stay "Stay": north shall enter river, when leave is done."#;
    let test = agreement(text);
    let table = Timetable::of(&test, None);
    assert_eq!(table.base(), Base::Entry);
    let leave = table.performed(of(&table, "leave"));
    assert_eq!(table.by_right().of(leave), Some(5 * 86_400));
    let stay = of(&table, "stay");
    assert_eq!(
        table.by_right().of(table.performed(stay)),
        None,
        "no date is invented"
    );
    // Once it is known when it entered into force, times are dates.
    let at = model::day_number(2025, 3, 1) * 86_400 + 3_600;
    let table = Timetable::of(&test, Some(at));
    assert_eq!(table.base(), Base::Dates);
    let time = table.by_right().of(leave).unwrap();
    assert_eq!(table.instant(time), Some(at + 5 * 86_400));
}

#[test]
fn dates_that_contradict_are_said_and_the_rest_stands() {
    let text = r#"agreement test "Test".
time zone Africa/Cairo.
day 1 is 19 January 2025.
party north "North".
place river "River".
under the agreement:
duty leave "Leave": north shall withdraw from river, not before day 9, by day 5.
duty stay "Stay": north shall enter river, not before day 2, by day 7."#;
    let test = agreement(text);
    let table = Timetable::of(&test, None);
    assert_eq!(table.conflicts().len(), 1);
    let named = |name: &str| {
        test.articles()
            .find(|(id, _)| test.name(Element::Article(*id)) == name)
    };
    let leave = named("leave").unwrap().0;
    assert_eq!(Vec::from_iter(table.contradicted()), [leave]);
    let stay = of(&table, "stay");
    assert_eq!(table.earliest(table.due(stay)), Some(86_400));
    assert_eq!(by_right(&table, table.performed(stay)), (7, 24));
}
