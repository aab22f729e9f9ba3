//! The timetable as the text states it, with everyone performing at the last hour: enough to tell
//! which of two things comes first, and how many rounds a duty has. What the windows allow is
//! worked out by the network; nothing here speaks of lateness.

use model::{
    ArticleId, Clause, DAY_SECONDS, DayStart, Duration, Element, Entry, Event, FromEnd, Instant,
    MilestoneId, Moment, PhaseId, Point, Reach, Reference, Status,
};

use super::index::Index;

/// A chain of points longer than this is not followed: it is long, or a circle.
const DEPTH_MAX: u16 = 120;

/// The hour by which a summer time may shift a day, and one second.
const SHIFT_SECONDS: i64 = 3_601;

/// The first and last instant of something, on one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first instant.
    pub from: Instant,
    /// The last instant.
    pub to: Instant,
}

impl Span {
    fn at(instant: Instant) -> Self {
        Self {
            from: instant,
            to: instant,
        }
    }
}

/// What is known of something; nothing where it has not been asked. While it is being worked out it
/// stands as `Some(None)`, so that a circle of dates ends as no date.
type Memo<T> = Option<Option<T>>;

/// When each article is due, where the text says so.
pub(super) struct Timetable<'a> {
    index: &'a Index<'a>,
    articles: Vec<Memo<Span>>,
    /// The start, and the end where one is stated.
    phases: Vec<Memo<(Instant, Option<Instant>)>>,
    milestones: Vec<Memo<Span>>,
    /// The first second of the first counted day, if it is on the axis.
    base: Option<Instant>,
    /// Days are counted from an event without a date: the axis starts there, and dates are not on
    /// it.
    relative: bool,
}

impl<'a> Timetable<'a> {
    /// The timetable of an agreement.
    pub fn new(index: &'a Index<'a>) -> Self {
        let agreement = index.agreement;
        let mut table = Self {
            index,
            articles: vec![None; agreement.articles.len()],
            phases: vec![None; agreement.phases.len()],
            milestones: vec![None; agreement.milestones.len()],
            base: None,
            relative: false,
        };
        match agreement.day_count.as_ref().map(|count| &count.start) {
            Some(DayStart::On(window)) => {
                table.base = Some(agreement.on_one_clock(*window).earliest);
            }
            Some(DayStart::DayOf(event)) => {
                table.base = table.event(event, 0).map(|span| span.from);
                table.relative = table.base.is_none();
            }
            Some(DayStart::NotSettled | DayStart::Unknown) => table.relative = true,
            None => {}
        }
        if table.relative {
            table.base = Some(0);
            table.phases.fill(None);
            table.milestones.fill(None);
            table.articles.fill(None);
        }
        table
    }

    /// The first and last day of an article, where the text states a last one.
    pub fn due(&mut self, id: ArticleId) -> Option<Span> {
        self.article(id, 0)
    }

    /// How the day of a last instant is called: `day 50`, or nothing where days are not counted.
    pub fn last_day(&self, instant: Instant) -> Option<String> {
        self.day(instant - SHIFT_SECONDS)
    }

    /// How the day of a first instant is called.
    pub fn first_day(&self, instant: Instant) -> Option<String> {
        self.day(instant + SHIFT_SECONDS)
    }

    fn day(&self, instant: Instant) -> Option<String> {
        let first = self.index.agreement.day_count.as_ref()?.first;
        let days = (instant - self.base?).div_euclid(DAY_SECONDS);
        Some(format!("day {}", first + days.max(0)))
    }

    /// How often an article is owed: the rounds of `every …`, else once. Nothing where it has no
    /// end.
    pub fn rounds(&mut self, id: ArticleId) -> Option<i64> {
        let article = self.index.agreement.article(id)?;
        let every = article.clauses.iter().find_map(|clause| match clause {
            Clause::Every {
                period,
                from,
                until,
                ..
            } => Some((*period, from, until.as_ref())),
            _ => None,
        });
        let Some((period, from, until)) = every else {
            return Some(1);
        };
        let (short, long) = period.seconds()?;
        let from = self.point(from, 0)?.from;
        let to = match (until, article.reach) {
            (Some(until), _) => self.point(until, 0)?.to,
            (None, Reach::Phase(phase)) => self.ends(phase, 0)?.to,
            (None, _) => return None,
        };
        (short == long && short > 0 && to > from).then(|| (to - 1 - from).div_euclid(short) + 1)
    }

    fn article(&mut self, id: ArticleId, depth: u16) -> Option<Span> {
        if let Some(known) = self.articles.get(id.index())? {
            return *known;
        }
        if depth > DEPTH_MAX {
            return None;
        }
        set(&mut self.articles, id.index(), None);
        let article = self.index.agreement.article(id)?;
        let mut found: Option<Span> = None;
        for clause in &article.clauses {
            if let Some(span) = self.clause(clause, depth + 1) {
                let from = found.map_or(span.from, |known| known.from.max(span.from));
                found = Some(Span {
                    from,
                    to: span.to.max(from),
                });
            }
        }
        set(&mut self.articles, id.index(), found);
        found
    }

    fn clause(&mut self, clause: &Clause, depth: u16) -> Option<Span> {
        match clause {
            Clause::On { moment, hours } => {
                let day = self.moment(moment)?;
                Some(match hours {
                    Some(hours) => Span {
                        from: day.from + hours.from,
                        to: day.from + hours.until,
                    },
                    None => day,
                })
            }
            Clause::OnDayOf { after, event } => {
                let span = self.event(event, depth)?;
                let days = if *after { DAY_SECONDS } else { 0 };
                Some(Span {
                    from: span.from + days,
                    to: span.to + days,
                })
            }
            Clause::By(point) => Some(Span::at(self.point(point, depth)?.to)),
            Clause::Between(from, to) => {
                let to = self.point(to, depth)?.to;
                let from = self.point(from, depth).map_or(to, |span| span.from);
                Some(Span { from, to })
            }
            Clause::Within { duration, after } => {
                let (_, longest) = duration.seconds()?;
                let span = self.event(after, depth)?;
                Some(Span {
                    from: span.to,
                    to: span.to + longest,
                })
            }
            Clause::AtOnce { after: Some(event) } => Some(Span::at(self.event(event, depth)?.to)),
            Clause::Every { from, period, .. } => {
                let from = self.point(from, depth)?;
                let (_, longest) = period.seconds()?;
                // The first round is due within its own first day, however long the period.
                Some(Span {
                    from: from.from,
                    to: from.from + longest.min(DAY_SECONDS),
                })
            }
            Clause::From { start, end } if *end != FromEnd::Onwards => {
                Some(Span::at(self.point(start, depth)?.to))
            }
            _ => None,
        }
    }

    fn moment(&self, moment: &Moment) -> Option<Span> {
        match moment {
            Moment::Fixed { window, .. } if !self.relative => {
                let window = self.index.agreement.on_one_clock(*window);
                Some(Span {
                    from: window.earliest,
                    to: window.latest,
                })
            }
            Moment::Counted { days, from, to, .. } => {
                let day = self.base? + days * DAY_SECONDS;
                Some(Span {
                    from: day + from,
                    to: day + to,
                })
            }
            Moment::Rows { moments, .. } => {
                let mut spans = moments
                    .iter()
                    .flatten()
                    .filter_map(|cell| self.moment(cell));
                let first = spans.next()?;
                Some(spans.fold(first, |all, span| Span {
                    from: all.from.min(span.from),
                    to: all.to.max(span.to),
                }))
            }
            Moment::Fixed { .. } | Moment::Unknown => None,
        }
    }

    fn point(&mut self, point: &Point, depth: u16) -> Option<Span> {
        if depth > DEPTH_MAX {
            return None;
        }
        match point {
            Point::Moment(moment) => self.moment(moment),
            Point::Event(event) => self.event(event, depth + 1),
            Point::Start(None) => self.event(&Event::EntryIntoForce, depth + 1),
            Point::End(None) => None,
            Point::Start(Some(phase)) => self.begins(*phase, depth + 1),
            Point::End(Some(phase)) => self.ends(*phase, depth + 1),
            Point::Offset {
                duration,
                after,
                point,
            } => {
                let (short, long) = duration.seconds()?;
                let span = self.point(point, depth + 1)?;
                Some(if *after {
                    Span {
                        from: span.from + short,
                        to: span.to + long,
                    }
                } else {
                    Span {
                        from: span.from - long,
                        to: span.to - short,
                    }
                })
            }
            Point::Earlier(a, b) => {
                let (a, b) = (self.point(a, depth + 1), self.point(b, depth + 1));
                [a, b].into_iter().flatten().min_by_key(|span| span.to)
            }
            Point::Later(a, b) => {
                let (a, b) = (self.point(a, depth + 1)?, self.point(b, depth + 1)?);
                Some(if a.to >= b.to { a } else { b })
            }
        }
    }

    fn event(&mut self, event: &Event, depth: u16) -> Option<Span> {
        if depth > DEPTH_MAX {
            return None;
        }
        let agreement = self.index.agreement;
        match event {
            Event::EntryIntoForce if self.relative => Some(Span::at(0)),
            Event::EntryIntoForce => match agreement.entry.as_ref()? {
                Entry::At(point) => self.point(point, depth + 1),
                Entry::When(_) => None,
            },
            Event::Signature => {
                let window = agreement
                    .made
                    .iter()
                    .filter_map(|made| made.on)
                    .next_back()?;
                let window = agreement.on_one_clock(window);
                (!self.relative).then_some(Span {
                    from: window.earliest,
                    to: window.latest,
                })
            }
            Event::Milestone(id) => self.milestone(*id, depth + 1),
            Event::Being(reference, status) => self.being(*reference, *status, depth + 1),
            Event::Beginning(Element::Phase(id)) => self.begins(*id, depth + 1),
            Event::Ending(Element::Phase(id)) => self.ends(*id, depth + 1),
            Event::Either(a, b) => {
                let (a, b) = (self.event(a, depth + 1)?, self.event(b, depth + 1)?);
                Some(if a.to >= b.to { a } else { b })
            }
            _ => None,
        }
    }

    fn being(&mut self, reference: Reference, status: Status, depth: u16) -> Option<Span> {
        match reference.element {
            // A breach happens or does not; no timetable says when.
            Element::Article(_) if failed(status) => None,
            Element::Article(id) => self.article(id, depth),
            Element::Milestone(id) => self.milestone(id, depth),
            Element::Phase(id) => self.ends(id, depth),
            _ => None,
        }
    }

    fn milestone(&mut self, id: MilestoneId, depth: u16) -> Option<Span> {
        if let Some(known) = self.milestones.get(id.index())? {
            return *known;
        }
        set(&mut self.milestones, id.index(), None);
        let milestone = self.index.agreement.milestone(id)?;
        let mut found = milestone
            .at
            .as_ref()
            .and_then(|point| self.point(point, depth + 1));
        if found.is_none() {
            let by = milestone.by.as_ref().map(|(point, _)| point);
            found = by
                .and_then(|point| self.point(point, depth + 1))
                .map(|span| Span::at(span.to));
        }
        if found.is_none()
            && let Some(condition) = &milestone.when
        {
            let refs = crate::refs::condition_refs(condition);
            let spans: Option<Vec<Span>> = refs
                .into_iter()
                .map(|(reference, status)| self.being(reference, status, depth + 1))
                .collect();
            found = spans.and_then(|spans| spans.into_iter().max_by_key(|span| span.to));
        }
        set(&mut self.milestones, id.index(), found);
        found
    }

    fn begins(&mut self, id: PhaseId, depth: u16) -> Option<Span> {
        self.phase(id, depth).map(|(from, _)| Span::at(from))
    }

    fn ends(&mut self, id: PhaseId, depth: u16) -> Option<Span> {
        self.phase(id, depth)?.1.map(Span::at)
    }

    fn phase(&mut self, id: PhaseId, depth: u16) -> Option<(Instant, Option<Instant>)> {
        if let Some(known) = self.phases.get(id.index())? {
            return *known;
        }
        set(&mut self.phases, id.index(), None);
        let phase = self.index.agreement.phase(id)?;
        let from = phase
            .from
            .as_ref()
            .and_then(|point| self.point(point, depth + 1));
        let until = phase
            .until
            .as_ref()
            .and_then(|point| self.point(point, depth + 1));
        let found = from.map(|from| {
            let lasts = phase
                .lasts
                .and_then(|lasts| self.after_days(from.to, lasts));
            (from.from, until.map(|until| until.to).or(lasts))
        });
        set(&mut self.phases, id.index(), found);
        found
    }

    /// The end of a length that counts the day of its start as its first.
    fn after_days(&self, start: Instant, lasts: Duration) -> Option<Instant> {
        let (_, longest) = lasts.seconds()?;
        let start = match self.base {
            // A start at the very end of a day is the start of the next.
            Some(base) if lasts.civil() => start - (start - base).rem_euclid(DAY_SECONDS),
            _ => start,
        };
        Some(start + longest)
    }
}

fn set<T>(memos: &mut [Memo<T>], at: usize, known: Option<T>) {
    if let Some(memo) = memos.get_mut(at) {
        *memo = Some(known);
    }
}

/// Whether a status says that something went wrong.
pub(super) fn failed(status: Status) -> bool {
    matches!(
        status,
        Status::Late
            | Status::Short
            | Status::Exceeded
            | Status::Overdue
            | Status::Breached
            | Status::Disputed
            | Status::Unsettled
            | Status::Undetermined
            | Status::Withheld
    )
}
