//! Rows, rounds and obligors are written out as often as the text fixes, and counted first.

use model::*;

const START: i64 = 1_737_237_600;

fn day(number: i64) -> Moment {
    let earliest = START + (number - 1) * DAY_SECONDS;
    Moment::Fixed {
        window: Window {
            earliest,
            latest: earliest + DAY_SECONDS,
        },
        about: false,
    }
}

fn days(number: i64) -> Duration {
    Duration::Stated {
        about: false,
        low: number,
        high: number,
        unit: TimeUnit::Day,
    }
}

fn duty(clauses: Vec<Clause>) -> Article {
    Article {
        naming: Naming::default(),
        kind: ArticleKind::Duty(Duty {
            standing: false,
            obligors: Panel::default(),
            joint: None,
            endeavour: false,
            verb: Verb::Quoted("do".to_owned()),
            or_verb: None,
            object: Object::default(),
        }),
        reach: Reach::Agreement,
        rows: None,
        clauses,
        prose: Vec::new(),
    }
}

fn agreement(articles: Vec<Article>) -> Agreement {
    Agreement {
        zone: Some("Africa/Cairo".to_owned()),
        phases: vec![Phase {
            naming: Naming::default(),
            from: Some(Point::Moment(day(1))),
            lasts: Some(days(42)),
            until: None,
            declared_by: None,
            completed_when: None,
            extended: Vec::new(),
            prose: Vec::new(),
        }],
        articles,
        ..Agreement::default()
    }
}

fn every(period: i64, from: Point, until: Option<Point>) -> Vec<Clause> {
    vec![Clause::Every {
        period: days(period),
        hours: None,
        from,
        until,
    }]
}

fn rounds(clauses: Vec<Clause>) -> (usize, bool) {
    let all = occurrences(&agreement(vec![duty(clauses)])).all;
    (all.len(), all.iter().any(|one| one.open))
}

#[test]
fn rounds_between_two_days_count_both() {
    let until = Some(Point::Moment(day(35)));
    assert_eq!(rounds(every(7, Point::Moment(day(14)), until)), (4, false));
    let until = Some(Point::Moment(day(30)));
    assert_eq!(rounds(every(1, Point::Moment(day(3)), until)), (28, false));
}

#[test]
fn the_length_of_a_phase_fixes_its_rounds() {
    let phase = PhaseId(0);
    let until = || Some(Point::End(Some(phase)));
    assert_eq!(
        rounds(every(1, Point::Moment(day(1)), until())),
        (42, false)
    );
    assert_eq!(
        rounds(every(1, Point::Start(Some(phase)), until())),
        (42, false)
    );
}

#[test]
fn without_an_end_one_round_stands_for_all() {
    assert_eq!(rounds(every(1, Point::Moment(day(1)), None)), (1, true));
    let event = Point::Event(Event::Signature);
    let until = Some(Point::Moment(day(9)));
    assert_eq!(rounds(every(1, event, until)), (1, true));
}

#[test]
fn an_end_before_the_beginning_keeps_one_round() {
    let until = Some(Point::Moment(day(3)));
    assert_eq!(rounds(every(1, Point::Moment(day(9)), until)), (1, false));
}

/// Every minute until a day.
fn each_minute(until: i64) -> Vec<Clause> {
    vec![Clause::Every {
        period: Duration::Stated {
            about: false,
            low: 1,
            high: 1,
            unit: TimeUnit::Minute,
        },
        hours: None,
        from: Point::Moment(day(1)),
        until: Some(Point::Moment(day(until))),
    }]
}

#[test]
fn of_the_largest_duties_one_round_stands_for_all() {
    let duties = vec![
        duty(Vec::new()),
        duty(each_minute(100_000)),
        duty(each_minute(100)),
        duty(each_minute(i64::from(u32::MAX))),
    ];
    let unrolled = occurrences(&agreement(duties));
    assert_eq!(unrolled.cut, [ArticleId(3), ArticleId(1)]);
    let of = |id: u32| {
        let all = unrolled.all.iter();
        let mut own = all.filter(move |one| one.article == ArticleId(id));
        (own.clone().count(), own.any(|one| one.open))
    };
    assert_eq!([of(0), of(1)], [(1, false), (1, true)]);
    assert_eq!([of(2), of(3)], [(100 * 1_440, false), (1, true)]);
}

#[test]
fn what_fits_is_whole() {
    let unrolled = occurrences(&agreement(vec![duty(each_minute(100)), duty(Vec::new())]));
    assert_eq!(unrolled.cut, []);
    assert_eq!(unrolled.all.len(), 100 * 1_440 + 1);
}

#[test]
fn more_duties_than_occurrences_are_looked_at() {
    let duties = vec![duty(Vec::new()); OCCURRENCES_MAX + 2];
    let unrolled = occurrences(&agreement(duties));
    assert_eq!(unrolled.all.len(), OCCURRENCES_MAX);
    assert_eq!(unrolled.cut.len(), 2);
}

#[test]
fn each_of_several_owes_apart() {
    let mut article = duty(Vec::new());
    if let ArticleKind::Duty(duty) = &mut article.kind {
        duty.joint = Some(Joint::Each);
        duty.obligors.who = vec![Who::Actor(ActorId(0)), Who::Actor(ActorId(1))];
    }
    let all = occurrences(&agreement(vec![article])).all;
    let who: Vec<_> = all.iter().map(|one| one.obligor).collect();
    assert_eq!(who, [Some(ActorId(0)), Some(ActorId(1))]);
}
