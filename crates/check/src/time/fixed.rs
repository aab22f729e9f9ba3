//! When points and events are, where the text itself fixes it.

use model::{DAY_SECONDS, Duration, Element, Entry, Event, Moment, PhaseId, Point};

use super::terms::{DEPTH_MAX, Fixed, Here, Terms, clamped};
use super::text::At;

impl Terms<'_> {
    /// The time of a point, if the text fixes it.
    pub fn fixed(&self, point: &Point, here: Here, depth: u8) -> Option<Fixed> {
        if depth > DEPTH_MAX {
            return None;
        }
        match point {
            Point::Moment(moment) => self.fixed_moment(moment, here),
            Point::Event(event) => self.fixed_event(event, here, depth),
            Point::Start(None) => self.fixed_event(&Event::EntryIntoForce, here, depth),
            Point::Start(Some(phase)) => self.begin_of(*phase, depth),
            Point::End(None) => None,
            Point::End(Some(phase)) => self.over_of(*phase, depth),
            Point::Offset {
                duration,
                after,
                point,
            } => self.shifted(self.fixed(point, here, depth + 1)?, *duration, *after),
            Point::Earlier(one, other) | Point::Later(one, other) => {
                let one = self.fixed(one, here, depth + 1)?;
                let other = self.fixed(other, here, depth + 1)?;
                let pick = match point {
                    Point::Earlier(..) => i64::min,
                    _ => i64::max,
                };
                Some(Fixed {
                    from: pick(one.from, other.from),
                    to: pick(one.to, other.to),
                    day: one.day && other.day,
                })
            }
        }
    }

    /// The time of a moment, if it is a date.
    pub fn fixed_moment(&self, moment: &Moment, here: Here) -> Option<Fixed> {
        match moment {
            Moment::Fixed {
                window,
                about: false,
            } => {
                let (from, to) = self.calendar.told_from_zero(self.text.agreement, *window);
                Some(Fixed {
                    from,
                    to,
                    day: to - from >= DAY_SECONDS - 3_600,
                })
            }
            Moment::Rows { moments, .. } => {
                let moment = moments.get(here.row? as usize)?.as_ref()?;
                self.fixed_moment(moment, Here::default())
            }
            _ => None,
        }
    }

    pub(super) fn fixed_event(&self, event: &Event, here: Here, depth: u8) -> Option<Fixed> {
        if depth > DEPTH_MAX {
            return None;
        }
        match event {
            Event::EntryIntoForce => match self.text.agreement.entry.as_ref()? {
                Entry::At(point) => self.fixed(point, here, depth + 1),
                Entry::When(_) => None,
            },
            Event::Signature => {
                let signed = self.text.agreement.made.iter().filter_map(|made| made.on);
                let last = signed.max()?;
                let (from, to) = self.calendar.told_from_zero(self.text.agreement, last);
                Some(Fixed {
                    from,
                    to,
                    day: to > from,
                })
            }
            Event::Milestone(id) => {
                if let Some(known) = self.milestones.get(id.index()) {
                    return *known;
                }
                let milestone = self.text.agreement.milestone(*id)?;
                if milestone.when.is_some() || milestone.agreed_by.is_some() {
                    return None;
                }
                match self.text.milestone_at(*id, milestone)? {
                    At::Point(point) => self.fixed(point, here, depth + 1),
                    At::Moment(moment) => self.fixed_moment(moment, here),
                }
            }
            Event::Beginning(Element::Phase(phase)) => self.begin_of(*phase, depth),
            Event::Ending(Element::Phase(phase)) => self.over_of(*phase, depth),
            _ => None,
        }
    }

    pub(super) fn begin_of(&self, phase: PhaseId, depth: u8) -> Option<Fixed> {
        match self.phases.get(phase.index()) {
            Some((begin, _)) => *begin,
            None => self.fixed_begin(phase, depth),
        }
    }

    pub(super) fn over_of(&self, phase: PhaseId, depth: u8) -> Option<Fixed> {
        match self.phases.get(phase.index()) {
            Some((_, over)) => *over,
            None => self.fixed_over(phase, depth),
        }
    }

    pub(super) fn fixed_begin(&self, id: PhaseId, depth: u8) -> Option<Fixed> {
        let phase = self.text.agreement.phase(id)?;
        if phase.declared_by.is_some() {
            return None;
        }
        self.fixed(phase.from.as_ref()?, Here::default(), depth + 1)
    }

    pub(super) fn fixed_over(&self, id: PhaseId, depth: u8) -> Option<Fixed> {
        let phase = self.text.agreement.phase(id)?;
        if !phase.extended.is_empty() || phase.completed_when.is_some() {
            return None;
        }
        if let Some(until) = &phase.until {
            return self.fixed(until, Here::default(), depth + 1);
        }
        let begin = self.begin_of(id, depth + 1)?;
        self.length_from(begin, phase.lasts?)
    }

    /// The end of a length whose first day is that of its beginning.
    pub fn length_from(&self, begin: Fixed, length: Duration) -> Option<Fixed> {
        if !length.civil() {
            return self.shifted(begin, length, true);
        }
        let (low, high) = clamped(length)?;
        let start = self.start_of_day(begin.from, begin.day)?;
        // The last instant of a day is the first of the next.
        let last = if begin.day {
            begin.to - DAY_SECONDS
        } else {
            self.calendar.day_start(begin.to)?
        };
        let slop = self.calendar.slop;
        Some(Fixed {
            from: start + low - slop,
            to: last.max(start) + high + slop,
            day: false,
        })
    }

    fn start_of_day(&self, time: i64, day: bool) -> Option<i64> {
        if day {
            return Some(time);
        }
        self.calendar.day_start(time)
    }

    /// Some time after, or before, a fixed time.
    pub fn shifted(&self, base: Fixed, length: Duration, after: bool) -> Option<Fixed> {
        let (low, high) = clamped(length)?;
        let (low, high) = if after { (low, high) } else { (-high, -low) };
        if !length.civil() {
            return Some(Fixed {
                from: base.from + low,
                to: base.to + high,
                day: false,
            });
        }
        let slop = self.calendar.slop;
        let to = if base.day {
            base.to
        } else {
            self.calendar.day_start(base.to)? + DAY_SECONDS
        };
        Some(Fixed {
            from: self.start_of_day(base.from, base.day)? + low - slop,
            to: to + high + slop,
            day: true,
        })
    }
}
