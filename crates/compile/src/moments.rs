//! Days with their hours and dates worked out.

use findings::{Finding, Span};
use jiff::civil;
use model::{Moment, Window};
use syntax::ast::{self, Day};

use crate::compiler::Compiler;
use crate::times::{self, date_of, date_words, days_later, time_words};

/// The last year of the calendar.
const YEAR_MAX: i32 = 9999;

/// How many days a count may reach where its first day is not known: the days of the calendar.
const DAYS_MAX: i64 = 3_652_059;

/// A day before its hour is known.
enum Found {
    /// From a date, for so many days; `about` stood before the day 1 it counts from.
    Dates(civil::Date, i64, bool),
    /// So many days after a first day that hangs on an event, for so many days.
    Counted(i64, i64),
    /// A column of dates.
    Column(model::Column),
    /// There is no such day, and it has been said.
    Unknown,
}

impl Compiler<'_> {
    /// A day, perhaps with an hour.
    pub(crate) fn moment(&mut self, moment: &ast::Moment) -> Moment {
        let minutes = moment.time.map(|(time, _)| time.minutes);
        let about = moment.about || moment.time.is_some_and(|(_, about)| about);
        match self.day(&moment.day) {
            Found::Unknown => Moment::Unknown,
            Found::Column(column) => self.moments_of(column, moment, about),
            Found::Dates(date, days, vague) => {
                let last = days_later(date, days - 1);
                let window = last.and_then(|last| self.span_of(date, last, minutes, moment.span));
                window.map_or(Moment::Unknown, |window| Moment::Fixed {
                    window,
                    about: about || vague,
                })
            }
            Found::Counted(days, length) => {
                let (from, to) = times::seconds_of(minutes, length);
                Moment::Counted {
                    days,
                    from,
                    to,
                    about,
                }
            }
        }
    }

    /// From the first instant of a date (or an hour of it) to the last of another.
    fn span_of(
        &mut self,
        date: civil::Date,
        last: civil::Date,
        minutes: Option<u16>,
        at: Span,
    ) -> Option<Window> {
        let (first, skipped) = self.clock.window(date, minutes)?;
        let (end, _) = self.clock.window(last, minutes)?;
        if let (Some(minutes), Some(skipped)) = (minutes, skipped) {
            self.skipped(date, minutes, skipped.minutes, at);
        }
        Some(Window {
            earliest: first.earliest,
            latest: end.latest,
        })
    }

    /// W0306 about the hours of a day: `on 28 March 2025 by 02:30`.
    pub(crate) fn hours_exist(&mut self, moment: &ast::Moment, hours: &ast::Hours) {
        let Some((date, _)) = self.date_on(moment) else {
            return;
        };
        let times = match *hours {
            ast::Hours::By(until) => [Some(until), None],
            ast::Hours::Between(from, until) => [Some(from), Some(until)],
        };
        for time in times.into_iter().flatten() {
            let window = self.clock.window(date, Some(time.minutes));
            if let Some((_, Some(skipped))) = window {
                self.skipped(date, time.minutes, skipped.minutes, time.span);
            }
        }
    }

    /// W0306.
    fn skipped(&mut self, date: civil::Date, minutes: u16, forward: i32, at: Span) {
        let zone = self.model.zone.clone().unwrap_or_default();
        let (time, date) = (time_words(minutes), date_words(date));
        let message = format!("there is no {time} on {date} in {zone}");
        let note = format!("clocks go forward by {forward} minutes over it");
        let help = if self.model.as_signed {
            "ask the parties: is the hour before the change of clocks meant, or the hour after it?"
        } else {
            "name an hour that the clock shows that day"
        };
        let finding = Finding::new("W0306", at, message).note(note).help(help);
        self.report.push(finding);
    }

    /// Each row's moment, where the day is a cell.
    fn moments_of(&mut self, column: model::Column, moment: &ast::Moment, about: bool) -> Moment {
        let Some(cells) = self.moment_cells(column, moment.span) else {
            return Moment::Unknown;
        };
        let mut moments = Vec::with_capacity(cells.len());
        for cell in cells {
            moments.push(cell.map(|mut cell| {
                // The hour is said in the sentence, the day in the table.
                cell.time = moment.time.or(cell.time);
                cell.about |= about;
                self.moment(&cell)
            }));
        }
        Moment::Rows {
            schedule: column.schedule,
            moments,
        }
    }

    fn day(&mut self, day: &Day) -> Found {
        match day {
            Day::Field(field) => match self.column(field) {
                Some(column) => {
                    self.wants_dates(field, column);
                    Found::Column(column)
                }
                None => Found::Unknown,
            },
            Day::Date(date) => match self.existing(date) {
                Some(date) => Found::Dates(date, 1, false),
                None => Found::Unknown,
            },
            Day::Day(number) => self.counted(number, "day", 1),
            Day::Week(number) => self.counted(number, "week", 7),
        }
    }

    /// A day or week of the count.
    fn counted(&mut self, number: &ast::Number, word: &'static str, length: i64) -> Found {
        let whole = self.whole(number, "the number of a day or week");
        let Some(count) = self.clock.count else {
            self.report.fold("E0112", "day count", number.span, || {
                let message = format!("which day is {word} {whole} is not said");
                Finding::new("E0112", number.span, message)
                    .help("write `day 1 is …` (a date, the day of an event, or `not settled`)")
            });
            return Found::Unknown;
        };
        // Weeks count from 1 whatever the number of the first day.
        let first = if length == 1 { count.first } else { 1 };
        if whole < first {
            self.before_first(number.span, word, whole, first);
            return Found::Unknown;
        }
        let days = whole.saturating_sub(first).saturating_mul(length);
        match count.start {
            None if days > DAYS_MAX => {
                self.beyond(number.span);
                Found::Unknown
            }
            None => Found::Counted(days, length),
            Some((start, about)) => match days_later(start, days) {
                Some(date) => Found::Dates(date, length, about),
                None => {
                    self.beyond(number.span);
                    Found::Unknown
                }
            },
        }
    }

    /// E0112 about a day or week before the first.
    pub(crate) fn before_first(&mut self, at: Span, word: &str, number: i64, first: i64) {
        let message = format!("there is no {word} {number}: the first is {word} {first}");
        self.report.push(Finding::new("E0112", at, message));
    }

    /// A date that exists; else E0112.
    pub(crate) fn existing(&mut self, date: &ast::Date) -> Option<civil::Date> {
        let found = date_of(date);
        if found.is_none() {
            let month = times::month_name(date.month);
            if date.year > YEAR_MAX {
                self.beyond(date.span);
                return None;
            }
            let message = if (1..=31).contains(&date.day) {
                format!("there is no {} {month} {}", date.day, date.year)
            } else {
                format!("there is no {} {month}", date.day)
            };
            self.report.push(Finding::new("E0112", date.span, message));
        }
        found
    }

    /// The instants of a date.
    pub(crate) fn whole_day(&mut self, date: &ast::Date) -> Option<Window> {
        let date = self.existing(date)?;
        self.clock.window(date, None).map(|(window, _)| window)
    }

    fn beyond(&mut self, at: Span) {
        let message = format!("this day lies beyond the calendar, which ends with year {YEAR_MAX}");
        self.report.push(Finding::new("E0112", at, message));
    }
}
