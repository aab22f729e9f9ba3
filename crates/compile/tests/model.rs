//! Small agreements and the model they compile to.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its text must fail"
)]

use findings::Span;
use model::*;

fn compiled(text: &str) -> (Agreement, compile::SourceMap) {
    let parsed = syntax::parse(text);
    let compiled = compile::compile(&parsed.file, text);
    assert_eq!(parsed.findings, Vec::new(), "in: {text}");
    assert_eq!(compiled.findings, Vec::new(), "in: {text}");
    (compiled.agreement.unwrap(), compiled.sources)
}

const SMALL: &str = r#"agreement small "A small agreement".
time zone Africa/Cairo.
day 1 is 19 January 2025.
under one:
duty release "Release": movement shall release 3 captives to icrc,
  on day 2 by 16:00,
  verified by icrc within 6 hours of the report,
  if breached, the steps of standard follow.
under the agreement:
ladder standard "Standard":
  first, the parties shall meet, within 24 hours;
  last, the party to whom it is owed may suspend release, for at most 7 days.
party movement "The Movement".
verifier icrc "The Red Cross".
list captives (captive) "Captives": 33 persons, held by movement.
phase one "One": from day 1, for 42 days.
"#;

fn day(text: &str) -> Window {
    let day: jiff::civil::Date = text.parse().unwrap();
    let zone = |day: jiff::civil::Date| day.in_tz("Africa/Cairo").unwrap().timestamp().as_second();
    Window {
        earliest: zone(day),
        latest: zone(day.tomorrow().unwrap()),
    }
}

#[test]
fn names_resolve_whatever_the_order() {
    let (agreement, _) = compiled(SMALL);
    let movement = Panel {
        who: vec![Who::Actor(ActorId(0))],
        ..Panel::default()
    };
    let icrc = Noun::Element(Element::Actor(ActorId(1)));
    let article = agreement.article(ArticleId(0)).unwrap();
    assert_eq!(article.reach, Reach::Phase(PhaseId(0)));
    let duty = article.duty().unwrap();
    assert_eq!(duty.obligors, movement);
    let three = Quantity {
        bound: None,
        amount: Amount::Number(3000),
        noun: Some(Noun::Element(Element::Roll(RollId(0)))),
        of: None,
    };
    assert_eq!(duty.object.thing, Some(Thing::Quantity(three)));
    assert_eq!(
        duty.object.relations,
        [Relation::To(Preposition::To, Target::Nouns(vec![icrc]))]
    );
    let Verb::Act(verb) = duty.verb else {
        panic!("a verb of the prelude is an act");
    };
    let act = &agreement.acts[verb.index()];
    assert_eq!(act.nature, Some(Reversal::Irreversible));
    assert!(act.prelude);
    assert_eq!(
        article.clauses[0],
        Clause::On {
            moment: Moment::Fixed {
                window: day("2025-01-20"),
                about: false
            },
            hours: Some(Hours {
                from: 0,
                until: 57_600
            }),
        }
    );
    assert_eq!(
        article.clauses[2],
        Clause::If {
            status: Status::Breached,
            consequence: Consequence::Ladder(ArticleId(1))
        }
    );
}

#[test]
fn everything_stands_somewhere() {
    let (agreement, sources) = compiled(SMALL);
    let words = |span: Span| &SMALL[span.range()];
    let release = Element::Article(ArticleId(0));
    assert_eq!(words(sources.span(Subject::of(release))), "release");
    assert_eq!(
        words(sources.span(Subject::clause(release, 0))),
        "on day 2 by 16:00"
    );
    let standard = Element::Article(ArticleId(1));
    assert_eq!(
        words(sources.span(Subject::clause(standard, 0))),
        "first, the parties shall meet, within 24 hours"
    );
    assert!(words(sources.whole(release)).starts_with("duty release"));
    assert_eq!(
        words(sources.span(Subject::of(Element::Agreement))),
        "small"
    );
    let elements = sources
        .subjects()
        .filter(|(subject, _)| subject.clause.is_none());
    assert_eq!(elements.count(), 7, "the agreement and six declarations");
    for (subject, span) in sources.subjects() {
        assert!(span.end > span.start, "{subject:?} stands nowhere");
    }
    assert_eq!(agreement.articles.len(), 2);
}

#[test]
fn a_day_without_a_zone_is_wide() {
    let (agreement, _) = compiled(
        "agreement wide \"Wide\".\ntime zone is not stated.\nparty state \"The State\".\n\
         duty x \"X\": state shall meet, by 31 December 2005.",
    );
    let Clause::By(Point::Moment(Moment::Fixed { window, about })) =
        agreement.articles[0].clauses[0]
    else {
        panic!("a date is fixed");
    };
    assert_eq!(window.latest - window.earliest, 50 * 3600);
    assert!(!about);
}

#[test]
fn days_that_hang_on_an_event_are_counted() {
    let (agreement, _) = compiled(
        "agreement c \"C\".\nday 1 is the day of entry into force.\nparty state \"The State\".\n\
         duty x \"X\": state shall meet, between day 3 at 16:00 and week 2.",
    );
    let counted = |days, from, to| {
        Point::Moment(Moment::Counted {
            days,
            from,
            to,
            about: false,
        })
    };
    assert_eq!(
        agreement.articles[0].clauses[0],
        Clause::Between(counted(2, 57_600, 57_600), counted(7, 0, 7 * DAY_SECONDS))
    );
}

#[test]
fn the_calendar_is_used_up() {
    let (agreement, _) = compiled(
        "agreement c \"C\".\ntime zone Africa/Cairo.\nmonth ends round down.\n\
         party state \"The State\".\nmilestone m \"M\": on 15 September 2005.\n\
         duty x \"X\": state shall meet,\n\
         between 1 month after 31 January 2025 and 6 months after m.\n\
         duty y \"Y\": state shall meet, by 3 days after m.",
    );
    let fixed = |date| {
        Point::Moment(Moment::Fixed {
            window: day(date),
            about: false,
        })
    };
    assert_eq!(
        agreement.articles[0].clauses[0],
        Clause::Between(fixed("2025-02-28"), fixed("2006-03-15"))
    );
    // Days are left to the network, which sees what hangs on the milestone.
    assert!(matches!(
        agreement.articles[1].clauses[0],
        Clause::By(Point::Offset { .. })
    ));
}

#[test]
fn rows_are_told_apart() {
    let (agreement, sources) = compiled(
        r#"agreement t "T".
time zone Africa/Cairo.
party state "The State".
place town "Town".
schedule stages "Stages":
  | stage  | loads | day         | where |
  | first  | 10    | 3 May 2025  | town  |
  | second | 2.5   | -           | -     |
for each stage of stages:
  duty bring "Bring": state shall admit stage.loads tonnes, on stage.day, in stage.where,
    when bring of the previous stage is done.
end
duty later "Later": state shall meet, when bring of second is done."#,
    );
    let schedule = &agreement.schedules[0];
    assert_eq!(schedule.row_word, "stage");
    assert_eq!(schedule.rows[1][1], Some(Cell::Number(2500)));
    assert_eq!(schedule.rows[1][2], None);
    assert_eq!(
        schedule.rows[0][3],
        Some(Cell::Element(Element::Place(PlaceId(0))))
    );
    assert_eq!(schedule.rows[0][0], Some(Cell::Words("first".to_owned())));
    let bring = &agreement.articles[0];
    assert_eq!(bring.rows, Some(ScheduleId(0)));
    assert_eq!(
        bring.clauses[0],
        Clause::On {
            moment: Moment::Rows {
                schedule: ScheduleId(0),
                moments: vec![
                    Some(Moment::Fixed {
                        window: day("2025-05-03"),
                        about: false
                    }),
                    None
                ],
            },
            hours: None,
        }
    );
    let row = |clause: &Clause| match clause {
        Clause::When(Condition { facts, .. }) => match &facts[0].kind {
            FactKind::Status { of, .. } => of[0].row,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(row(&bring.clauses[2]), RowRef::Previous);
    assert_eq!(row(&agreement.articles[1].clauses[0]), RowRef::Row(1));
    assert!(
        sources
            .subjects()
            .any(|(subject, _)| subject == Subject::clause(Element::Schedule(ScheduleId(0)), 1))
    );
}

#[test]
fn a_file_without_an_agreement_has_none() {
    let parsed = syntax::parse("story \"S\" of x: time passes.");
    let compiled = compile::compile(&parsed.file, "");
    assert_eq!(compiled.agreement, None);
}
