//! Dates worked out from other dates: what the text fixes by the calendar alone.

use findings::{Finding, Span};
use jiff::civil;
use model::{Duration, Element, Window};
use syntax::ast::{self, Day, EventKind, PointKind};
use words::TimeUnit;

use crate::compiler::Compiler;
use crate::times::{self, Clock, Landing, date_of, date_words, days_later};

/// How sure a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// It stands there.
    Written,
    /// It is that of a milestone, phase or signature.
    Named,
    /// A reading or an amendment gives it another date.
    Contested,
}

impl Settled {
    /// A date reached by a name is no surer than the name.
    fn by_name(self, contested: bool) -> Self {
        if contested || self == Self::Contested {
            Self::Contested
        } else {
            Self::Named
        }
    }
}

/// How many names a date is followed through.
const FOLLOW_MAX: usize = 16;

impl Compiler<'_> {
    /// The day some days or months from a date, if that is a matter of the calendar alone.
    pub(crate) fn shifted(
        &self,
        start: civil::Date,
        settled: Settled,
        duration: Duration,
        after: bool,
    ) -> Option<Window> {
        let Duration::Stated {
            about: false,
            low,
            high,
            unit,
        } = duration
        else {
            return None;
        };
        let number = if after { low } else { low.checked_neg()? };
        if low != high || settled == Settled::Contested {
            return None;
        }
        let (first, last) = match unit {
            TimeUnit::Minute | TimeUnit::Hour => return None,
            // The model can count days from a milestone, and then sees what hangs on it.
            TimeUnit::Day | TimeUnit::Week if settled != Settled::Written => return None,
            TimeUnit::Day => same(days_later(start, number)?),
            TimeUnit::Week => same(days_later(start, number.checked_mul(7)?)?),
            TimeUnit::Month => self.landed(Clock::months_later(start, number)?),
            TimeUnit::Year => self.landed(Clock::months_later(start, number.checked_mul(12)?)?),
        };
        Some(Window {
            earliest: self.clock.window(first, None)?.0.earliest,
            latest: self.clock.window(last, None)?.0.latest,
        })
    }

    /// Where a month too short ends, by the agreement's rule; without one it is open.
    fn landed(&self, landing: Landing) -> (civil::Date, civil::Date) {
        match (landing, self.clock.month_ends_up) {
            (Landing::Day(date), _)
            | (Landing::Short(date, _), Some(false))
            | (Landing::Short(_, date), Some(true)) => same(date),
            (Landing::Short(down, up), None) => (down, up),
        }
    }

    /// E0309: months from a date end on a day that their month does not have.
    pub(crate) fn month_that_ends_not(
        &mut self,
        start: civil::Date,
        duration: Duration,
        after: bool,
        at: Span,
    ) {
        let Duration::Stated {
            low, high, unit, ..
        } = duration
        else {
            return;
        };
        let each = match unit {
            TimeUnit::Month => 1,
            TimeUnit::Year => 12,
            _ => return,
        };
        if self.clock.month_ends_up.is_some() {
            return;
        }
        for number in [low, high] {
            let months = number.saturating_mul(if after { each } else { -each });
            let Some(Landing::Short(down, up)) = Clock::months_later(start, months) else {
                continue;
            };
            let word = if unit == TimeUnit::Month {
                "month"
            } else {
                "year"
            };
            let plural = if number == 1 { "" } else { "s" };
            let side = if after { "after" } else { "before" };
            let from = date_words(start);
            let month = times::month_name(u8::try_from(down.month()).unwrap_or(0));
            let message = format!(
                "{number} {word}{plural} {side} {from} is no day: {month} {} has no day {}",
                down.year(),
                start.day()
            );
            let finding = Finding::new("E0309", at, message)
                .note(format!(
                    "down it is {}, up {}",
                    date_words(down),
                    date_words(up)
                ))
                .help(if self.model.as_signed {
                    "ask the parties: which of the two days is meant?"
                } else {
                    "say `month ends round down` or `month ends round up`"
                });
            self.report.push(finding);
            return;
        }
    }

    /// The date of a point, if the text fixes it. Tells nothing: the point itself is compiled too.
    pub(crate) fn date_at(
        &self,
        point: &ast::Point,
        depth: usize,
    ) -> Option<(civil::Date, Settled)> {
        if depth >= FOLLOW_MAX {
            return None;
        }
        match &point.kind {
            PointKind::Moment(moment) => self.date_on(moment),
            PointKind::Event(event) => self.date_of_event(event, depth + 1),
            PointKind::Start(None) => self.date_of_entry(depth + 1),
            PointKind::Start(Some(name)) => self.date_of_phase(&name.text, depth + 1),
            PointKind::Offset {
                duration,
                after,
                point,
            } => {
                let (start, settled) = self.date_at(point, depth + 1)?;
                let days = days_in(duration)?;
                Some((
                    days_later(start, if *after { days } else { -days })?,
                    settled,
                ))
            }
            PointKind::End(_) | PointKind::Earlier(..) | PointKind::Later(..) => None,
        }
    }

    /// The date of a day, if it is one.
    pub(crate) fn date_on(&self, moment: &ast::Moment) -> Option<(civil::Date, Settled)> {
        let date = match &moment.day {
            Day::Date(date) => date_of(date)?,
            Day::Day(number) => {
                let count = self.clock.count?;
                let (start, _) = count.start?;
                days_later(start, number.whole()?.checked_sub(count.first)?)?
            }
            Day::Week(_) | Day::Field(_) => return None,
        };
        Some((date, Settled::Written))
    }

    /// The date of an event, if the text fixes it.
    pub(crate) fn date_of_event(
        &self,
        event: &ast::Event,
        depth: usize,
    ) -> Option<(civil::Date, Settled)> {
        match &event.kind {
            EventKind::EntryIntoForce => self.date_of_entry(depth),
            EventKind::Signature => Some((self.clock.signed?, Settled::Named)),
            EventKind::Beginning(name) => self.date_of_phase(&name.text, depth),
            EventKind::Name(name) => {
                let Element::Milestone(id) = self.names.peek(&name.text)?.element else {
                    return None;
                };
                let milestone = *self.names.milestones.get(id.index())?;
                let contested = self.contested.contains(name.text.as_str());
                let date = milestone.parts.iter().find_map(|(part, _)| match part {
                    ast::MilestonePart::On(moment) => self.date_on(moment),
                    ast::MilestonePart::At(point) => self.date_at(point, depth + 1),
                    _ => None,
                });
                date.map(|(date, settled)| (date, settled.by_name(contested)))
            }
            _ => None,
        }
    }

    fn date_of_phase(&self, name: &str, depth: usize) -> Option<(civil::Date, Settled)> {
        let Element::Phase(id) = self.names.peek(name)?.element else {
            return None;
        };
        let contested = self.contested.contains(name);
        let phase = *self.names.phases.get(id.index())?;
        let date = phase.parts.iter().find_map(|(part, _)| match part {
            ast::PhasePart::From(point) => self.date_at(point, depth + 1),
            _ => None,
        });
        date.map(|(date, settled)| (date, settled.by_name(contested)))
    }

    fn date_of_entry(&self, depth: usize) -> Option<(civil::Date, Settled)> {
        let point = self.entry?;
        let (date, settled) = self.date_at(point, depth + 1)?;
        Some((date, settled.by_name(false)))
    }
}

fn same(date: civil::Date) -> (civil::Date, civil::Date) {
    (date, date)
}

/// Days in a length that the calendar does not stretch.
fn days_in(duration: &ast::Duration) -> Option<i64> {
    let ast::DurationKind::Stated {
        number,
        to: None,
        unit,
        ..
    } = &duration.kind
    else {
        return None;
    };
    let each = match unit {
        TimeUnit::Day => 1,
        TimeUnit::Week => 7,
        _ => return None,
    };
    number.whole()?.checked_mul(each)
}
