//! What points, events and conditions of the text mean for an instant that comes after them
//! ([`Need`]) or must come before them ([`Cap`]).
//!
//! Everything is read in the most permissive way: a civil day ends at 24:00, `done` is the earliest
//! of its senses for what waits and the latest for what must follow, `about` bounds nothing.

use model::{
    ArticleId, Condition, DAY_SECONDS, Duration, Element, Event, Fact, FactKind, Join, Moment,
    PhaseId, Point, Reference, Relation, RowRef, Status,
};

use super::calendar::Calendar;
use super::plan::{END, ENTRY, FIRST_DAY, Node, Plan, SIGNATURE};
use super::text::Text;

/// What must have come before an instant.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// That a node has come, at least so many seconds ago (where the number is known).
    At(Node, Option<i64>),
    /// A fixed time.
    Time(i64),
    /// All occurrences of an article.
    Each(ArticleId, Status),
    /// All of these.
    All(Vec<Need>),
    /// One of these.
    Any(Vec<Need>),
    /// Something that nothing in the text makes or prevents.
    Free,
}

/// A time that the text fixes: between two instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Not before.
    pub from: i64,
    /// Not after.
    pub to: i64,
    /// Whole days.
    pub day: bool,
}

/// In which article and row a clause is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here {
    /// The article.
    pub article: Option<ArticleId>,
    /// The row.
    pub row: Option<u32>,
}

/// Reads the times of a text.
#[derive(Debug)]
pub struct Terms<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its dates.
    pub calendar: &'a Calendar,
    pub(super) milestones: Vec<Option<Fixed>>,
    pub(super) phases: Vec<(Option<Fixed>, Option<Fixed>)>,
}

/// Points may be told from points; a chain longer than this is a circle.
pub(super) const DEPTH_MAX: u8 = 12;

/// Longer lengths bound nothing that an agreement lives through, and sums of them stay in range.
const LONG: i64 = 1 << 36;

impl<'a> Terms<'a> {
    /// Works out which milestones and phases are fixed.
    pub fn new(text: &'a Text<'a>, calendar: &'a Calendar) -> Self {
        let mut terms = Self {
            text,
            calendar,
            milestones: Vec::new(),
            phases: Vec::new(),
        };
        let milestones = (0..)
            .map(model::MilestoneId)
            .zip(&text.agreement.milestones);
        terms.milestones = milestones
            .map(|(id, _)| terms.fixed_event(&Event::Milestone(id), Here::default(), 0))
            .collect();
        let phases = (0..).map(PhaseId).zip(&text.agreement.phases);
        terms.phases = phases
            .map(|(id, _)| (terms.fixed_begin(id, 0), terms.fixed_over(id, 0)))
            .collect();
        terms
    }

    /// What must have come before something that is not before a point.
    pub fn need(&self, plan: &Plan, point: &Point, here: Here) -> Need {
        if let Some(fixed) = self.fixed(point, here, 0) {
            return Need::Time(fixed.from);
        }
        match point {
            Point::Moment(moment) => counted(moment, here)
                .map_or(Need::Free, |(from, _)| Need::At(FIRST_DAY, Some(from))),
            Point::Event(event) => self.need_event(plan, event, here),
            Point::Start(None) => Need::At(ENTRY, Some(0)),
            Point::Start(Some(phase)) => Need::At(plan.begin(*phase), Some(0)),
            Point::End(None) => Need::At(END, Some(0)),
            Point::End(Some(phase)) => Need::At(plan.over(*phase), Some(0)),
            Point::Offset {
                duration,
                after,
                point,
            } => {
                let low =
                    lower(*duration, *after, whole(point)).map(|low| low - self.slop(*duration));
                self.need(plan, point, here).later(low)
            }
            Point::Earlier(one, other) => Need::Any(vec![
                self.need(plan, one, here),
                self.need(plan, other, here),
            ]),
            Point::Later(one, other) => Need::All(vec![
                self.need(plan, one, here),
                self.need(plan, other, here),
            ]),
        }
    }

    /// What must have come before something that comes after an event.
    pub fn need_event(&self, plan: &Plan, event: &Event, here: Here) -> Need {
        if let Some(fixed) = self.fixed_event(event, here, 0) {
            return Need::Time(fixed.from);
        }
        match event {
            Event::EntryIntoForce => Need::At(ENTRY, Some(0)),
            Event::Signature => Need::At(SIGNATURE, Some(0)),
            Event::Milestone(id) => Need::At(plan.milestone(*id), Some(0)),
            Event::Being(reference, status) => self.need_status(plan, *reference, *status, here),
            Event::Beginning(element) => {
                let running = Status::Running;
                self.need_status(plan, plain(*element), running, here)
            }
            Event::Ending(element) => self.need_status(plan, plain(*element), Status::Ended, here),
            Event::EachVerification => self.each_verification(plan, here),
            Event::EachRequest(_) => Need::Free,
            Event::Either(one, other) => Need::Any(vec![
                self.need_event(plan, one, here),
                self.need_event(plan, other, here),
            ]),
        }
    }

    /// `after each verification`: of one of the duties that the quantity is counted by.
    fn each_verification(&self, plan: &Plan, here: Here) -> Need {
        let article = here.article.and_then(|id| self.text.agreement.article(id));
        let Some(object) = article.and_then(|article| article.object()) else {
            return Need::Free;
        };
        let counted = object
            .relations
            .iter()
            .filter_map(|relation| match relation {
                Relation::ForEach {
                    under: Some((_, refs)),
                    ..
                } => Some(refs),
                _ => None,
            });
        let ways: Vec<Need> = counted
            .flatten()
            .map(|reference| self.need_status(plan, *reference, Status::Verified, here))
            .map(|need| need.later(None))
            .collect();
        if ways.is_empty() {
            Need::Free
        } else {
            Need::Any(ways)
        }
    }

    /// What must have come before a condition can hold.
    pub fn need_condition(&self, plan: &Plan, condition: &Condition, here: Here) -> Need {
        let facts = condition.facts.iter();
        let needs: Vec<Need> = facts.map(|fact| self.need_fact(plan, fact, here)).collect();
        match condition.join {
            Join::And => Need::All(needs),
            Join::Or | Join::Either => Need::Any(needs),
        }
    }

    fn need_fact(&self, plan: &Plan, fact: &Fact, here: Here) -> Need {
        let FactKind::Status {
            of,
            any,
            status,
            times,
            ..
        } = &fact.kind
        else {
            return Need::Free;
        };
        let mut needs: Vec<Need> = of
            .iter()
            .map(|reference| self.need_status(plan, *reference, *status, here))
            .collect();
        if times.is_some() {
            needs = needs.into_iter().map(|need| need.later(None)).collect();
        }
        if *any {
            Need::Any(needs)
        } else {
            Need::All(needs)
        }
    }

    /// What must have come before something has a status.
    pub fn need_status(&self, plan: &Plan, of: Reference, status: Status, here: Here) -> Need {
        match of.element {
            Element::Phase(phase) => match status {
                Status::Completed | Status::Ended => Need::At(plan.over(phase), Some(0)),
                Status::Extended => Need::At(plan.begin(phase), None),
                _ => Need::At(plan.begin(phase), Some(0)),
            },
            Element::Milestone(id) => Need::At(plan.milestone(id), Some(0)),
            Element::Article(id) => self.need_article(plan, id, of.row, status, here),
            _ => Need::Free,
        }
    }

    fn need_article(
        &self,
        plan: &Plan,
        id: ArticleId,
        row: RowRef,
        status: Status,
        here: Here,
    ) -> Need {
        let standing = self
            .text
            .agreement
            .article(id)
            .and_then(model::Article::duty)
            .is_none_or(|duty| duty.standing);
        if standing {
            return Need::Free;
        }
        let needs = match rows_of(plan, id, row, here) {
            Rows::One(range) => first_round(plan, range)
                .map(|at| first_node(plan, at, status))
                .collect(),
            Rows::NothingAsked => Vec::new(),
            Rows::All => return Need::Each(id, status),
        };
        Need::All(needs)
    }

    pub(super) fn slop(&self, length: Duration) -> i64 {
        if length.civil() {
            self.calendar.slop
        } else {
            0
        }
    }
}

impl Need {
    /// The same, some seconds later; nothing: after it, nobody says how long.
    pub fn later(self, add: Option<i64>) -> Self {
        match self {
            Self::At(node, low) => Self::At(node, low.zip(add).map(|(low, add)| low + add)),
            Self::Time(time) => add.map_or(Self::Free, |add| Self::Time(time + add)),
            Self::Each(..) | Self::Free => self,
            Self::All(needs) => Self::All(needs.into_iter().map(|need| need.later(add)).collect()),
            Self::Any(needs) => Self::Any(needs.into_iter().map(|need| need.later(add)).collect()),
        }
    }
}

/// Which occurrences a reference names.
pub(super) enum Rows {
    /// Those of one row (or of an article without rows).
    One(std::ops::Range<u32>),
    /// Those of several rows.
    All,
    /// None: the row before the first.
    NothingAsked,
}

pub(super) fn rows_of(plan: &Plan, id: ArticleId, row: RowRef, here: Here) -> Rows {
    let all = plan.of(id);
    let rows = |at: u32| {
        plan.occurrences
            .get(at as usize)
            .and_then(|occurrence| occurrence.row)
    };
    if rows(all.start).is_none() {
        return Rows::One(all);
    }
    let row = match row {
        RowRef::Row(row) => Some(row),
        RowRef::Same => here.row,
        RowRef::Previous => match here.row {
            Some(0) => return Rows::NothingAsked,
            other => other.map(|row| row - 1),
        },
        RowRef::Next => here.row.map(|row| row + 1),
        RowRef::None | RowRef::Every => None,
    };
    let Some(row) = row else {
        return Rows::All;
    };
    let of_all = plan
        .occurrences
        .get(all.start as usize..all.end as usize)
        .unwrap_or_default();
    let first = of_all.partition_point(|occurrence| occurrence.row < Some(row));
    let last = of_all.partition_point(|occurrence| occurrence.row <= Some(row));
    if first == last {
        return Rows::NothingAsked;
    }
    let at = |position: usize| all.start + u32::try_from(position).unwrap_or(0);
    Rows::One(at(first)..at(last))
}

/// The occurrences of the first round: whatever waits for an article waits at least for it.
fn first_round(plan: &Plan, range: std::ops::Range<u32>) -> impl Iterator<Item = u32> {
    let round = |at: u32| plan.occurrences.get(at as usize).map(|one| one.round);
    let first = round(range.start);
    range.take_while(move |at| round(*at) == first)
}

/// The occurrences of the last round.
pub(super) fn last_round(plan: &Plan, range: std::ops::Range<u32>) -> impl Iterator<Item = u32> {
    let round = |at: u32| plan.occurrences.get(at as usize).map(|one| one.round);
    let last = range.end.checked_sub(1).and_then(round);
    range.rev().take_while(move |at| round(*at) == last)
}

/// The first instant at which an occurrence may have a status.
pub fn first_node(plan: &Plan, at: u32, status: Status) -> Need {
    match status {
        Status::Due => Need::At(plan.due(at), Some(0)),
        Status::Done | Status::Reported | Status::Performed | Status::Completed | Status::Ended => {
            Need::At(plan.performed(at), Some(0))
        }
        Status::Verified | Status::Fulfilled | Status::Compliant => {
            Need::At(plan.verified(at), Some(0))
        }
        Status::Final => Need::At(plan.settled(at), Some(0)),
        // What goes wrong with it can do so only once it is due.
        Status::Late
        | Status::Short
        | Status::Exceeded
        | Status::Overdue
        | Status::Breached
        | Status::Remedied
        | Status::Disputed
        | Status::Running => Need::At(plan.due(at), None),
        _ => Need::Free,
    }
}

/// The first and last second of a day of a count whose start is no date.
pub(super) fn counted(moment: &Moment, here: Here) -> Option<(i64, i64)> {
    match moment {
        Moment::Counted {
            days,
            from,
            to,
            about: false,
        } => {
            let start = days.saturating_mul(DAY_SECONDS).clamp(-LONG, LONG);
            let end = start.saturating_add(*to).clamp(-LONG, LONG);
            Some((start.saturating_add(*from).clamp(-LONG, LONG), end))
        }
        Moment::Rows { moments, .. } => {
            counted(moments.get(here.row? as usize)?.as_ref()?, Here::default())
        }
        _ => None,
    }
}

/// Whether a point is a whole day of a count.
pub(super) fn whole(point: &Point) -> bool {
    matches!(point, Point::Moment(Moment::Counted { from, to, .. }) if to - from >= DAY_SECONDS)
}

/// The shortest and longest a length may be; nothing with `about` or unstated.
pub fn clamped(length: Duration) -> Option<(i64, i64)> {
    if matches!(length, Duration::Stated { about: true, .. }) {
        return None;
    }
    let (low, high) = length.seconds()?;
    Some((low.clamp(0, LONG), high.clamp(0, LONG)))
}

/// How far after an instant something is at least, that comes a length after (or before) it. The
/// hour of the instant is not known, so a civil length may be a day shorter.
pub fn lower(length: Duration, after: bool, whole: bool) -> Option<i64> {
    let (low, high) = clamped(length)?;
    let shift = if after { low } else { -high };
    let day = if length.civil() && !whole {
        DAY_SECONDS
    } else {
        0
    };
    Some(shift - day)
}

fn plain(element: Element) -> Reference {
    Reference {
        element,
        row: RowRef::None,
    }
}
