//! Times: events, points, days, hours and lengths.

use super::{Parser, Read};
use crate::ast::*;
use crate::keywords::{Class, month};
use crate::lex::{self, TokenKind};
use crate::tree::NodeKind;

const UNITS: &[(&str, TimeUnit)] = &[
    ("minute", TimeUnit::Minute),
    ("minutes", TimeUnit::Minute),
    ("hour", TimeUnit::Hour),
    ("hours", TimeUnit::Hour),
    ("day", TimeUnit::Day),
    ("days", TimeUnit::Day),
    ("week", TimeUnit::Week),
    ("weeks", TimeUnit::Week),
    ("month", TimeUnit::Month),
    ("months", TimeUnit::Month),
    ("year", TimeUnit::Year),
    ("years", TimeUnit::Year),
];

impl Parser<'_> {
    pub(super) fn duration(&mut self) -> Read<Duration> {
        let start = self.at;
        self.node(NodeKind::Duration, |p| {
            if p.is("an") {
                p.expect("an unstated time")?;
                return Ok(Duration {
                    kind: DurationKind::Unstated,
                    span: p.since(start),
                });
            }
            let about = p.eat("about");
            if !p.is_number(0) {
                return p.fail("a length of time, as in `3 days`");
            }
            let number = p.number()?;
            let to = if p.eat("to") { Some(p.number()?) } else { None };
            let unit = p.expect_one("`hours`, `days`, `weeks`, `months` or `years`", UNITS)?;
            let kind = DurationKind::Stated {
                about,
                number,
                to,
                unit,
            };
            Ok(Duration {
                kind,
                span: p.since(start),
            })
        })
    }

    /// Whether a length of time begins there, and not a date or a count.
    pub(super) fn is_duration(&self, ahead: usize) -> bool {
        let at = ahead + usize::from(self.key(ahead) == "about");
        if self.is_ahead(at, "an unstated time") {
            return true;
        }
        let range = self.key(at + 1) == "to" && self.is_number(at + 2);
        let unit = self.key(at + if range { 3 } else { 1 });
        self.is_number(at) && UNITS.iter().any(|(word, _)| *word == unit)
    }

    pub(super) fn is_date(&self, ahead: usize) -> bool {
        self.is_number(ahead) && self.word(ahead + 1).class == Some(Class::Month)
    }

    pub(super) fn date(&mut self) -> Read<Date> {
        let start = self.at;
        self.node(NodeKind::Date, |p| {
            if !p.is_number(0) {
                return p.fail("a date, as in `19 January 2025`");
            }
            let day = p.number()?;
            let Some(month) = month(p.key(0)) else {
                let months: Vec<&'static str> = crate::keywords::ENGLISH
                    .months
                    .iter()
                    .map(|(_, key)| *key)
                    .collect();
                return p.fail_near("a month", &months);
            };
            p.bump();
            let year = if p.is_number(0) {
                p.number()?
            } else {
                return p.fail("a year");
            };
            let whole = |number: &Number| number.whole().and_then(|n| u32::try_from(n).ok());
            let day = whole(&day).unwrap_or(0);
            let year = whole(&year)
                .and_then(|year| i32::try_from(year).ok())
                .unwrap_or(0);
            Ok(Date {
                year,
                month,
                day,
                span: p.since(start),
            })
        })
    }

    pub(super) fn time(&mut self) -> Read<Time> {
        if self.kind(0) != TokenKind::Time {
            return self.fail("a time of day, as in `16:00`");
        }
        // What is no time of day was told by the lexer.
        let minutes = lex::minutes(self.written(self.word(0))).unwrap_or(0);
        let span = self.bump();
        Ok(Time { minutes, span })
    }

    /// `by 16:00`, `between 08:00 and 14:00`, or nothing.
    pub(super) fn maybe_hours(&mut self) -> Read<Option<Hours>> {
        if self.kind(1) != TokenKind::Time {
            return Ok(None);
        }
        if self.eat("by") {
            return Ok(Some(Hours::By(self.time()?)));
        }
        if self.eat("between") {
            let from = self.time()?;
            self.expect("and")?;
            return Ok(Some(Hours::Between(from, self.time()?)));
        }
        Ok(None)
    }

    /// Whether a day begins there.
    pub(super) fn is_moment(&self, ahead: usize) -> bool {
        let at = ahead + usize::from(self.key(ahead) == "about");
        let counted = matches!(self.key(at), "day" | "week") && self.is_number(at + 1);
        counted || self.is_date(at) || self.kind(at) == TokenKind::Field
    }

    pub(super) fn moment(&mut self) -> Read<Moment> {
        let start = self.at;
        self.node(NodeKind::Moment, |p| {
            let about = p.eat("about");
            let day = p.day()?;
            let mut time = None;
            if p.eat("at") {
                let about = p.eat("about");
                time = Some((p.time()?, about));
            }
            Ok(Moment {
                about,
                day,
                time,
                span: p.since(start),
            })
        })
    }

    fn day(&mut self) -> Read<Day> {
        if self.eat("day") {
            return Ok(Day::Day(self.number()?));
        }
        if self.eat("week") {
            return Ok(Day::Week(self.number()?));
        }
        if self.kind(0) == TokenKind::Field {
            return Ok(Day::Field(self.field()?));
        }
        if self.is_number(0) {
            return Ok(Day::Date(self.date()?));
        }
        let meant = self.suggestion(0, &["day", "week"]);
        if let Some(meant) = meant.filter(|_| self.is_number(1)) {
            self.fail_word(meant)?;
            let number = self.number()?;
            let week = meant == "week";
            return Ok(if week {
                Day::Week(number)
            } else {
                Day::Day(number)
            });
        }
        self.fail_near(
            "a day, as in `day 3` or `19 January 2025`",
            &["day", "week"],
        )
    }

    pub(super) fn event(&mut self) -> Read<Event> {
        let start = self.at;
        self.nested(|p| {
            p.node(NodeKind::Event, |p| {
                let kind = p.event_kind()?;
                Ok(Event {
                    kind,
                    span: p.since(start),
                })
            })
        })
    }

    fn event_kind(&mut self) -> Read<EventKind> {
        match self.key(0) {
            "entry" => {
                self.expect("entry into force")?;
                Ok(EventKind::EntryIntoForce)
            }
            "signature" => {
                self.bump();
                Ok(EventKind::Signature)
            }
            "each" if self.is_ahead(1, "request") => {
                self.expect("each request by")?;
                Ok(EventKind::EachRequest(self.reference()?))
            }
            "each" => {
                self.expect("each verification")?;
                Ok(EventKind::EachVerification)
            }
            "either" => {
                self.bump();
                let one = self.event()?;
                self.expect("or")?;
                Ok(EventKind::Either(Box::new(one), Box::new(self.event()?)))
            }
            _ => self.named_event(),
        }
    }

    /// `two_agreed`, `two beginning`, `release_first being verified`
    fn named_event(&mut self) -> Read<EventKind> {
        if !self.is_name(0) && self.key(0) != "every" {
            return self.fail("something that happens");
        }
        let duty = self.duty_ref()?;
        let bare = matches!(duty.row, RowRef::Bare);
        if self.eat("being") {
            return Ok(EventKind::Being(duty, self.status()?));
        }
        if bare && self.eat("beginning") {
            return Ok(EventKind::Beginning(duty.name));
        }
        if bare && self.eat("ending") {
            return Ok(EventKind::Ending(duty.name));
        }
        if bare {
            return Ok(EventKind::Name(duty.name));
        }
        self.fail_near(
            "`being` and how it stands, as in `being verified`",
            &["being"],
        )
    }

    pub(super) fn maybe_until(&mut self) -> Read<Option<Point>> {
        if self.eat("until") {
            self.point().map(Some)
        } else {
            Ok(None)
        }
    }

    pub(super) fn point(&mut self) -> Read<Point> {
        let start = self.at;
        self.nested(|p| {
            p.node(NodeKind::Point, |p| {
                let kind = p.point_kind()?;
                Ok(Point {
                    kind,
                    span: p.since(start),
                })
            })
        })
    }

    fn point_kind(&mut self) -> Read<PointKind> {
        if self.is_moment(0) {
            return Ok(PointKind::Moment(self.moment()?));
        }
        if self.is_duration(0) {
            let duration = self.duration()?;
            let ways = [("after", true), ("before", false)];
            let after = self.expect_one("`after` or `before`", &ways)?;
            let point = Box::new(self.point()?);
            return Ok(PointKind::Offset {
                duration,
                after,
                point,
            });
        }
        if self.eat("the") {
            return self.named_point();
        }
        if self.kind(0) == TokenKind::Time {
            return self.fail("a day before the hour");
        }
        let counted = self.is_name(0) && self.is_number(1);
        if counted || self.is_number(0) || matches!(self.key(0), "about" | "day" | "week") {
            return Ok(PointKind::Moment(self.moment()?));
        }
        if !self.is_name(0) && !EVENTS.contains(&self.key(0)) {
            return self.fail("a day, an event or a milestone");
        }
        Ok(PointKind::Event(self.event()?))
    }

    fn named_point(&mut self) -> Read<PointKind> {
        let ways = [
            ("start of", 0_u8),
            ("end of", 1),
            ("earlier of", 2),
            ("later of", 3),
        ];
        let what = "`start of`, `end of`, `earlier of` or `later of`";
        let way = self.expect_one(what, &ways)?;
        if way < 2 {
            let name = if self.eat("the") {
                self.expect("agreement")?;
                None
            } else {
                Some(self.name_of("a phase")?)
            };
            return Ok(if way == 0 {
                PointKind::Start(name)
            } else {
                PointKind::End(name)
            });
        }
        let one = Box::new(self.point()?);
        self.expect("and")?;
        let other = Box::new(self.point()?);
        Ok(if way == 2 {
            PointKind::Earlier(one, other)
        } else {
            PointKind::Later(one, other)
        })
    }
}

/// The words an event without a name begins with.
const EVENTS: &[&str] = &["entry", "signature", "each", "either", "every"];
