//! What is drawn. Times are seconds from the chart's own zero; words are ready to be shown.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::life::Mark;
use crate::what_if::WhatIf;

/// An agreement on a scale of time.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where the scale begins.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
    /// The scale in words of dates.
    pub scale: Scale,
    /// The phases, in the order of the text.
    pub bands: Vec<Band>,
    /// The duties, by the phase they stand under, in the order of the text.
    pub groups: Vec<Group>,
    /// The milestones.
    pub milestones: Vec<Milestone>,
    /// The moment it is seen at.
    pub as_of: Option<At>,
    /// A record is drawn over the plan.
    pub lived: bool,
    /// What a reader must know first: contradictions, what is cut.
    pub notes: Vec<String>,
    /// The chain of what fixes the last day of all, from its first cause on.
    pub chain: Vec<Link>,
    /// What is asked, and what it moves.
    pub what_if: Option<WhatIf>,
}

/// How times of a chart are turned into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Times are dates; else they are counted from `from`.
    pub dated: bool,
    /// The civil day of time zero, and the seconds into it.
    pub zero: (i64, i64),
    /// The number of the first day of the count, and the civil day it is.
    pub count: Option<(i64, i64)>,
    /// What times are counted from where they are no dates.
    pub since: String,
}

/// A time with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The time.
    pub time: i64,
    /// `day 42 (1 March 2025), 24:00`
    pub words: String,
}

/// A phase.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// When it begins by right.
    pub from: Option<At>,
    /// When it is over by right.
    pub to: Option<At>,
    /// When it is over at the latest, where the text lets somebody extend it.
    pub latest: Option<At>,
    /// How it stands, where a record is given.
    pub stands: Option<&'static str>,
    /// It stands on the chain to the last day of all.
    pub critical: bool,
}

/// A milestone.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// By when it is reached by right.
    pub last: Option<At>,
    /// When it was reached.
    pub reached: Option<At>,
}

/// The duties of one phase.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name of the phase; empty: no phase.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its duties that have a date.
    pub rows: Vec<Row>,
    /// Its duties of which the text states no date.
    pub undated: Vec<Row>,
}

/// A duty, or a row of its table; its rounds stand side by side.
#[derive(Clone, Debug)]
pub struct Row {
    /// `release_first`, `relocate of third`
    pub name: String,
    /// Its title.
    pub title: String,
    /// Which row of its table; empty where it has none.
    pub part: String,
    /// Who owes it.
    pub who: Vec<String>,
    /// Who verifies it.
    pub verified_by: Vec<String>,
    /// It goes on for a stretch, and is not done once.
    pub standing: bool,
    /// How many rounds there are is not fixed.
    pub open: bool,
    /// It stands on the chain to the last day of all.
    pub critical: bool,
    /// No timetable keeps its dates.
    pub contradicted: bool,
    /// Its times.
    pub bars: Vec<Bar>,
    /// What it waits for or is told from: names, and positions of rows where those are drawn.
    pub waits: Vec<Wait>,
    /// What the text says of its last day where that is no date.
    pub told: Vec<String>,
    /// Where it stands among the rows of the chart.
    pub id: usize,
}

/// What a row waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// `release_last` is verified
    pub words: String,
    /// Which row, if it is one.
    pub row: Option<usize>,
    /// The time of it by right.
    pub time: Option<i64>,
    /// Both stand next to each other on the chain to the last day of all.
    pub critical: bool,
}

/// One time a duty is owed.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Which round, from 1, where there are several.
    pub round: Option<u32>,
    /// From when; nothing: nothing holds it back.
    pub from: Option<At>,
    /// From when by right, where what it waits for may come sooner than that.
    pub begins: Option<At>,
    /// By when, by right; nothing: not stated.
    pub last: Option<At>,
    /// Until when it is late and no breach.
    pub tolerated: Option<At>,
    /// By when its finding is there.
    pub found: Option<At>,
    /// The latest any timetable gives, where that is later.
    pub latest: Option<At>,
    /// The time between from and last.
    pub slack: Option<i64>,
    /// It may begin only after its last day, by right.
    pub squeezed: bool,
    /// What happened.
    pub seen: Option<crate::life::Seen>,
    /// How it would be if what is asked were late.
    pub moved: Option<Shift>,
}

/// The times of a bar if something is late.
#[derive(Clone, Debug)]
pub struct Shift {
    /// From when.
    pub from: Option<At>,
    /// By when.
    pub last: Option<At>,
    /// Its last day passes before it may begin.
    pub missed: bool,
    /// It is what is late.
    pub cause: bool,
}

/// A step of a chain in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// `two` begins
    pub happens: String,
    /// Why then.
    pub because: String,
    /// When.
    pub at: At,
}

impl Chart {
    /// Every row, drawn or not, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups
            .iter()
            .flat_map(|group| group.rows.iter().chain(&group.undated))
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows().count()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows().next().is_none()
    }
}

impl Row {
    /// Its title with its row, or its name where it has none; the title cut to so many columns.
    #[must_use]
    pub fn called(&self, columns: usize) -> String {
        if self.title.is_empty() {
            return cut(&self.name, columns);
        }
        if self.part.is_empty() {
            return cut(&self.title, columns);
        }
        let room = columns.saturating_sub(self.part.width() + 2);
        format!("{}, {}", cut(&self.title, room.max(8)), self.part)
    }

    /// Whether it has a place on a scale of time: a last day, a day on which something happened,
    /// or a first day of what goes on.
    #[must_use]
    pub fn dated(&self) -> bool {
        let seen = |bar: &Bar| {
            let seen = bar.seen.as_ref();
            seen.is_some_and(|seen| seen.at.is_some() || seen.last.is_some())
        };
        let placed = |bar: &Bar| bar.last.is_some() || seen(bar);
        let begun = |bar: &Bar| self.standing && bar.from.is_some();
        self.bars.iter().any(|bar| placed(bar) || begun(bar))
    }

    /// Everything it asks is done or released.
    #[must_use]
    pub fn finished(&self) -> bool {
        let done = |bar: &Bar| {
            let mark = bar.seen.as_ref().map(|seen| seen.mark);
            matches!(mark, Some(Mark::Verified | Mark::Released))
        };
        !self.bars.is_empty() && self.bars.iter().all(done)
    }

    /// The first and the last time of its bars that is known.
    #[must_use]
    pub fn span(&self) -> Option<(i64, i64)> {
        let times = self.bars.iter().flat_map(Bar::times);
        times.fold(None, |span, time| match span {
            None => Some((time, time)),
            Some((from, to)) => Some((from.min(time), to.max(time))),
        })
    }
}

impl Bar {
    /// The times it is drawn with.
    pub fn times(&self) -> impl Iterator<Item = i64> {
        let first = if self.begins.is_some() {
            &self.begins
        } else {
            &self.from
        };
        let planned = [first, &self.last, &self.tolerated, &self.found];
        let moved = self.moved.as_ref();
        let shifted = [
            moved.and_then(|shift| shift.from.as_ref()),
            moved.and_then(|shift| shift.last.as_ref()),
        ];
        let seen = self.seen.as_ref().and_then(|seen| seen.at.as_ref());
        let all = planned
            .into_iter()
            .flatten()
            .chain(shifted.into_iter().flatten());
        // Of what has only a last day, or one that comes first, that day is drawn.
        let day = self.last.as_ref().filter(|last| {
            let first = first.as_ref();
            first.is_none_or(|first| first.time >= last.time)
        });
        let day = day.map(|last| last.time - model::DAY_SECONDS);
        all.chain(seen)
            .map(|at| at.time)
            .chain(day)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// Cut to so many columns of a terminal, which is near enough for a drawing.
pub(crate) fn cut(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in words.chars() {
        used += c.width().unwrap_or(0);
        if used >= columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
