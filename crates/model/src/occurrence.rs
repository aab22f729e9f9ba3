//! Occurrences: each time a duty is owed, as far as the text fixes how often.
//!
//! Rules look at occurrences and not at names: "the previous stage waits for the same stage" looks
//! like a circle by name and is none once the stages are written out.

use std::collections::BTreeSet;

use crate::*;

/// How many occurrences of an agreement are looked at; the largest duties beyond it are cut down.
pub const OCCURRENCES_MAX: usize = 250_000;

/// One time a duty is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Which article.
    pub article: ArticleId,
    /// Which row of its schedule, from 0.
    pub row: Option<u32>,
    /// Which round of `every …`, from 0.
    pub round: u32,
    /// Who owes it, where each of several owes it apart.
    pub obligor: Option<ActorId>,
    /// The text does not fix how many rounds there are, or they are too many: this one stands for
    /// all.
    pub open: bool,
}

/// The occurrences of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unrolled {
    /// Every occurrence of every duty, by article, row, round and obligor.
    pub all: Vec<Occurrence>,
    /// The duties that do not stand there whole, because there would be more than
    /// [`OCCURRENCES_MAX`]: those with most occurrences, the largest first.
    pub cut: Vec<ArticleId>,
}

/// Every occurrence of every duty. Where they are too many, of the largest duties one round stands
/// for all, and if that is not enough, the first two rows and the first obligor; the rest is whole.
///
/// Nothing is allocated before their number is known.
#[must_use]
pub fn occurrences(agreement: &Agreement) -> Unrolled {
    let duties = agreement.articles().filter_map(|(id, article)| {
        let shape = Shape::of(agreement, article, article.duty()?);
        Some((id, shape))
    });
    let mut shapes: Vec<(ArticleId, Shape)> = duties.collect();
    let cut = cut_down(&mut shapes);
    let total: u64 = shapes.iter().map(|(_, of)| of.count()).sum();
    let total = usize::try_from(total).unwrap_or(OCCURRENCES_MAX);
    let mut all = Vec::with_capacity(total.min(OCCURRENCES_MAX));
    for (id, shape) in &shapes {
        // More duties than occurrences are looked at: the last of them have none.
        if shape.count() <= (OCCURRENCES_MAX - all.len().min(OCCURRENCES_MAX)) as u64 {
            shape.write_out(*id, &mut all);
        }
    }
    Unrolled { all, cut }
}

/// Cuts the largest down until all fit; gives back which.
fn cut_down(shapes: &mut [(ArticleId, Shape)]) -> Vec<ArticleId> {
    const MAX: u128 = OCCURRENCES_MAX as u128;
    let mut total: u128 = shapes.iter().map(|(_, of)| u128::from(of.count())).sum();
    let mut cut = Vec::new();
    let mut seen = BTreeSet::new();
    for how in [Shape::cut_rounds, Shape::cut_rows] {
        if total <= MAX {
            break;
        }
        shapes.sort_by_key(|(id, of)| (std::cmp::Reverse(of.count()), *id));
        for (id, shape) in shapes.iter_mut() {
            if total <= MAX {
                break;
            }
            let before = shape.count();
            how(shape);
            let saved = before - shape.count();
            total -= u128::from(saved);
            if saved > 0 && seen.insert(*id) {
                cut.push(*id);
            }
        }
    }
    shapes.sort_by_key(|(id, _)| *id);
    let mut written = 0;
    for (id, shape) in shapes.iter() {
        if written + shape.count() > OCCURRENCES_MAX as u64 {
            if seen.insert(*id) {
                cut.push(*id);
            }
        } else {
            written += shape.count();
        }
    }
    cut
}

/// How often an article is owed.
struct Shape {
    /// Rows of its table; nothing where it has none.
    rows: Option<u32>,
    /// Rounds; nothing where the text does not fix them.
    rounds: Option<u64>,
    /// Those who owe it apart; empty where they owe it together, or the text does not say.
    apart: Vec<ActorId>,
}

impl Shape {
    fn of(agreement: &Agreement, article: &Article, duty: &Duty) -> Self {
        let schedule = article.rows.and_then(|id| agreement.schedule(id));
        let apart = match duty.joint {
            Some(Joint::Each) => agreement.members(&duty.obligors),
            _ => Vec::new(),
        };
        Self {
            rows: schedule.map(|table| u32::try_from(table.rows.len()).unwrap_or(u32::MAX)),
            rounds: agreement.rounds(article, 0),
            apart,
        }
    }

    fn count(&self) -> u64 {
        u64::from(self.rows.unwrap_or(1))
            .saturating_mul(self.rounds.unwrap_or(1))
            .saturating_mul(self.apart.len().max(1) as u64)
    }

    /// One round stands for all.
    fn cut_rounds(&mut self) {
        if self.rounds.is_some_and(|rounds| rounds > 1) {
            self.rounds = None;
        }
    }

    /// Two rows, so that what one says of the one before it is still there, and one obligor.
    fn cut_rows(&mut self) {
        self.rows = self.rows.map(|rows| rows.min(2));
        self.apart.truncate(1);
    }

    fn write_out(&self, article: ArticleId, into: &mut Vec<Occurrence>) {
        let rows: Vec<Option<u32>> = match self.rows {
            Some(rows) => (0..rows).map(Some).collect(),
            None => vec![None],
        };
        let obligors: Vec<Option<ActorId>> = match self.apart.as_slice() {
            [] => vec![None],
            apart => apart.iter().copied().map(Some).collect(),
        };
        let rounds = u32::try_from(self.rounds.unwrap_or(1)).unwrap_or(u32::MAX);
        for row in rows {
            for round in 0..rounds {
                into.extend(obligors.iter().map(|obligor| Occurrence {
                    article,
                    row,
                    round,
                    obligor: *obligor,
                    open: self.rounds.is_none(),
                }));
            }
        }
    }
}

/// What a length is counted from where it hangs on no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Date,
    /// The start of the first day of the day count.
    FirstDay,
    /// The start of the day of entry into force.
    Entry,
    /// The start of the day on which a phase begins.
    Begin(PhaseId),
}

/// A point in time told from a base, in seconds: it lies between `from` and `to`.
#[derive(Clone, Copy, Debug)]
struct Spot {
    base: Base,
    from: i64,
    to: i64,
    /// It ends with a day, at 24:00, and not at an hour of it.
    day: bool,
}

/// Points may be told from points; a chain longer than this is a circle.
const DEPTH_MAX: u8 = 12;

/// Where no zone is stated an hour may be that of any zone, from UTC+14 to UTC-12: the compiler
/// widens windows by as much.
const EASTMOST: i64 = 14 * 3600;
const WESTMOST: i64 = 12 * 3600;

impl Agreement {
    /// A window as all clocks in one place show it: where the zone is not stated, the text still
    /// means one zone, so two of its dates are told from each other as if that zone were known.
    #[must_use]
    pub fn on_one_clock(&self, window: Window) -> Window {
        let (earliest, latest) = (
            window.earliest.saturating_add(EASTMOST),
            window.latest.saturating_sub(WESTMOST),
        );
        if self.zone.is_some() || earliest > latest {
            return window;
        }
        Window { earliest, latest }
    }

    /// How many rounds an article has, if the text fixes it.
    fn rounds(&self, article: &Article, depth: u8) -> Option<u64> {
        if depth > DEPTH_MAX {
            return None;
        }
        for clause in &article.clauses {
            match clause {
                Clause::Every {
                    period,
                    from,
                    until,
                    ..
                } => return self.rounds_between(*period, from, until.as_ref()?),
                Clause::BeforeEach { of, .. } => {
                    let other = self.article(of.article()?)?;
                    return self.rounds(other, depth + 1);
                }
                Clause::Whenever(_) => return None,
                Clause::Within { after, .. } | Clause::OnDayOf { event: after, .. }
                    if repeats(after) =>
                {
                    return None;
                }
                _ => {}
            }
        }
        Some(1)
    }

    fn rounds_between(&self, period: Duration, from: &Point, until: &Point) -> Option<u64> {
        let each = exact_seconds(period)?;
        let (starts, ends) = (self.spots(from, 0), self.spots(until, 0));
        let mut pairs = starts
            .iter()
            .flat_map(|start| ends.iter().map(move |end| (start, end)))
            .filter(|(start, end)| start.base == end.base);
        let (start, end) = pairs.next()?;
        let length = end.to.checked_sub(start.from)?;
        if length < 0 {
            // It ends before it begins: one round is kept, and the network says what is wrong.
            return Some(1);
        }
        let rounds = if end.day {
            // Where clocks change a day has 23 or 25 hours; that makes no round.
            let slop = if each >= DAY_SECONDS { 7_200 } else { 0 };
            ((length - slop).max(1) - 1) / each + 1
        } else {
            length / each + 1
        };
        u64::try_from(rounds.max(1)).ok()
    }

    /// A point told from each base from which the text fixes it.
    fn spots(&self, point: &Point, depth: u8) -> Vec<Spot> {
        if depth > DEPTH_MAX {
            return Vec::new();
        }
        match point {
            Point::Moment(moment) => self.moment_spots(moment),
            Point::Event(event) => self.event_spots(event, depth),
            Point::Start(None) => self.event_spots(&Event::EntryIntoForce, depth),
            Point::Start(Some(phase)) => self.begin_spots(*phase, depth),
            Point::End(Some(phase)) => self.end_spots(*phase, depth),
            Point::Offset {
                duration,
                after,
                point,
            } => {
                let Some(length) = exact_seconds(*duration) else {
                    return Vec::new();
                };
                let shift = if *after { length } else { -length };
                let mut spots = self.spots(point, depth + 1);
                spots.iter_mut().for_each(|spot| spot.shift(shift, shift));
                spots
            }
            Point::End(None) | Point::Earlier(..) | Point::Later(..) => Vec::new(),
        }
    }

    fn moment_spots(&self, moment: &Moment) -> Vec<Spot> {
        match moment {
            Moment::Fixed {
                window,
                about: false,
            } => {
                let window = self.on_one_clock(*window);
                vec![Spot {
                    base: Base::Date,
                    from: window.earliest,
                    to: window.latest,
                    day: window.latest > window.earliest,
                }]
            }
            Moment::Counted {
                days,
                from,
                to,
                about: false,
            } => {
                let start = days.saturating_mul(DAY_SECONDS);
                let spot = Spot {
                    base: Base::FirstDay,
                    from: start.saturating_add(*from),
                    to: start.saturating_add(*to),
                    day: from != to || *to >= DAY_SECONDS,
                };
                let mut spots = vec![spot];
                if self.day_count.as_ref().map(|count| &count.start)
                    == Some(&DayStart::DayOf(Event::EntryIntoForce))
                {
                    spots.push(Spot {
                        base: Base::Entry,
                        ..spot
                    });
                }
                spots
            }
            _ => Vec::new(),
        }
    }

    fn event_spots(&self, event: &Event, depth: u8) -> Vec<Spot> {
        match event {
            Event::EntryIntoForce => {
                let mut spots = vec![Spot::first_day(Base::Entry)];
                if let Some(Entry::At(point)) = &self.entry {
                    spots.extend(self.spots(point, depth + 1));
                }
                spots
            }
            Event::Milestone(id) => match self.milestone(*id) {
                Some(Milestone {
                    at: Some(point), ..
                }) => self.spots(point, depth + 1),
                _ => Vec::new(),
            },
            Event::Beginning(Element::Phase(phase)) => self.begin_spots(*phase, depth),
            Event::Ending(Element::Phase(phase)) => self.end_spots(*phase, depth),
            _ => Vec::new(),
        }
    }

    fn begin_spots(&self, phase: PhaseId, depth: u8) -> Vec<Spot> {
        let mut spots = vec![Spot::first_day(Base::Begin(phase))];
        if let Some(point) = self.phase(phase).and_then(|phase| phase.from.as_ref()) {
            spots.extend(self.spots(point, depth + 1));
        }
        spots
    }

    fn end_spots(&self, id: PhaseId, depth: u8) -> Vec<Spot> {
        let Some(phase) = self.phase(id) else {
            return Vec::new();
        };
        if let Some(until) = &phase.until {
            return self.spots(until, depth + 1);
        }
        let Some(length) = phase.lasts.and_then(exact_seconds) else {
            return Vec::new();
        };
        let civil = phase.lasts.is_some_and(Duration::civil);
        let begin = self.begin_spots(id, depth + 1);
        let ends = begin.into_iter().filter_map(|mut spot| {
            if civil {
                // The day of the beginning is the first of its days.
                let start = self.day_start(spot)?;
                (spot.from, spot.to, spot.day) = (start, start, true);
            }
            spot.shift(length, length);
            Some(spot)
        });
        ends.collect()
    }

    /// The start of the day on which a spot lies, if that is known without a calendar.
    fn day_start(&self, spot: Spot) -> Option<i64> {
        if spot.base != Base::Date {
            return Some(spot.from - spot.from.rem_euclid(DAY_SECONDS));
        }
        if spot.to - spot.from >= DAY_SECONDS - 3_600 {
            return Some(spot.from);
        }
        let DayStart::On(first) = &self.day_count.as_ref()?.start else {
            return None;
        };
        let first = self.on_one_clock(*first).earliest;
        Some(spot.from - (spot.from - first).rem_euclid(DAY_SECONDS))
    }
}

impl Spot {
    /// The first day from a base that is the start of a day.
    fn first_day(base: Base) -> Self {
        Self {
            base,
            from: 0,
            to: DAY_SECONDS,
            day: true,
        }
    }

    fn shift(&mut self, from: i64, to: i64) {
        self.from = self.from.saturating_add(from);
        self.to = self.to.saturating_add(to);
    }
}

/// Seconds in a length that is one number; a month counts as the twelfth part of a year.
fn exact_seconds(duration: Duration) -> Option<i64> {
    const MONTH: i64 = 2_629_746;
    let Duration::Stated {
        about: false,
        low,
        high,
        unit,
    } = duration
    else {
        return None;
    };
    if low != high || low <= 0 {
        return None;
    }
    let each = match unit {
        TimeUnit::Minute => 60,
        TimeUnit::Hour => 3_600,
        TimeUnit::Day => DAY_SECONDS,
        TimeUnit::Week => 7 * DAY_SECONDS,
        TimeUnit::Month => MONTH,
        TimeUnit::Year => 12 * MONTH,
    };
    low.checked_mul(each)
}

fn repeats(event: &Event) -> bool {
    match event {
        Event::EachVerification | Event::EachRequest(_) => true,
        Event::Either(one, other) => repeats(one) || repeats(other),
        _ => false,
    }
}
