//! If something is late, what moves: how it is asked, and what it comes to.

use check::plan::{ByRight, Node, Timetable};
use model::{ArticleId, Cell, Element, MilestoneId, Occurrence, PhaseId};

use crate::chart::At;

/// What is asked to be late, and by how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The instants.
    pub nodes: Vec<Node>,
    /// By so many seconds.
    pub by: i64,
    /// `release_last + 9 days`
    pub words: String,
}

/// What is asked, and what it comes to.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// `release_last + 9 days`
    pub asked: String,
    /// What moves, in the order of the text.
    pub moved: Vec<Delay>,
    /// How many last days pass before their duty may begin.
    pub missed: usize,
}

impl WhatIf {
    /// `3 times move; the last day of 1 duty passes before it may begin`
    #[must_use]
    pub fn summary(&self) -> String {
        let moved = match self.moved.len() {
            1 => "nothing moves but this".to_owned(),
            times => format!("{times} times move"),
        };
        match self.missed {
            0 => format!("{moved}; no last day passes before its duty may begin"),
            1 => format!("{moved}; 1 last day passes before its duty may begin"),
            days => format!("{moved}; {days} last days pass before their duties may begin"),
        }
    }
}

/// One thing that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay {
    /// What: `leave_border_strip`, with its round where it has several.
    pub what: String,
    /// What of it: `may begin`, `last day`, `begins`, `ends`.
    pub which: &'static str,
    /// When it was; nothing: it was not known.
    pub before: Option<At>,
    /// When it is.
    pub after: At,
    /// Its last day passes before it may begin.
    pub missed: Option<At>,
}

/// Reads `NAME + 9 days`, `NAME of ROW + 9 days`, `round 2 of NAME + 9 days`.
///
/// # Errors
///
/// What is wrong with it, and what to write.
pub fn asked(table: &Timetable<'_>, words: &str) -> Result<Asked, String> {
    let shape = || {
        format!(
            "`{words}` does not say what is late by how much; \
             write `NAME + 9 days` or `NAME of ROW + 12 hours`"
        )
    };
    let (thing, length) = words.rsplit_once('+').ok_or_else(shape)?;
    let by = delay(length)?;
    let (round, thing) = round_of(thing.trim());
    let (name, row) = match thing.split_once(" of ") {
        Some((name, row)) => (name.trim(), Some(row.trim())),
        None => (thing, None),
    };
    if name.is_empty() {
        return Err(shape());
    }
    let nodes = nodes(table, name.trim_matches('`'), row, round)?;
    Ok(Asked {
        nodes,
        by,
        words: words.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// `round 2 of x`
fn round_of(thing: &str) -> (Option<u32>, &str) {
    let rest = thing.strip_prefix("round ");
    let split = rest.and_then(|rest| rest.split_once(" of "));
    match split.and_then(|(number, rest)| Some((number.trim().parse().ok()?, rest.trim()))) {
        Some((round, rest)) => (Some(round), rest),
        None => (None, thing),
    }
}

/// `9 days` in seconds.
///
/// # Errors
///
/// What is wrong with it, and what to write.
pub fn delay(words: &str) -> Result<i64, String> {
    let bad = || {
        format!(
            "`{}` is no length of time; write a number and `minutes`, `hours`, `days` or `weeks`",
            words.trim()
        )
    };
    let mut parts = words.split_whitespace();
    let (number, unit) = (parts.next(), parts.next());
    let (Some(number), Some(unit), None) = (number, unit, parts.next()) else {
        return Err(bad());
    };
    let number: i64 = number.parse().map_err(|_| bad())?;
    let each = match unit.trim_end_matches('s') {
        "minute" => 60,
        "hour" => 3_600,
        "day" => model::DAY_SECONDS,
        "week" => 7 * model::DAY_SECONDS,
        _ => return Err(bad()),
    };
    let seconds = number.checked_mul(each).filter(|seconds| *seconds > 0);
    seconds.filter(|seconds| *seconds < 1 << 36).ok_or_else(bad)
}

/// The instants of a name.
fn nodes(
    table: &Timetable<'_>,
    name: &str,
    row: Option<&str>,
    round: Option<u32>,
) -> Result<Vec<Node>, String> {
    let agreement = table.agreement();
    let all = || {
        let articles = (0..).map(ArticleId).take(agreement.articles.len());
        let milestones = (0..).map(MilestoneId).take(agreement.milestones.len());
        let phases = (0..).map(PhaseId).take(agreement.phases.len());
        articles
            .filter(|id| agreement.article(*id).is_some_and(|it| it.duty().is_some()))
            .map(Element::Article)
            .chain(milestones.map(Element::Milestone))
            .chain(phases.map(Element::Phase))
    };
    let Some(element) = all().find(|element| agreement.name(*element) == name) else {
        let near = compile::nearest(name, all().map(|element| agreement.name(element)));
        let hint = match near {
            Some(near) => format!("; did you mean `{near}`?"),
            None => "; name a duty, a milestone or a phase of the agreement".to_owned(),
        };
        return Err(format!("nothing called `{name}` can be late{hint}"));
    };
    let nodes = match element {
        Element::Article(id) => of_article(table, id, row, round)?,
        Element::Milestone(id) => vec![table.milestone(id)],
        Element::Phase(id) => vec![table.phase(id).1],
        _ => Vec::new(),
    };
    if nodes
        .iter()
        .all(|node| table.by_right().of(*node).is_none())
    {
        return Err(format!(
            "the text states no date for `{name}`, so nothing can be told from a delay of it; \
             ask of something that has a date"
        ));
    }
    Ok(nodes)
}

fn of_article(
    table: &Timetable<'_>,
    id: ArticleId,
    row: Option<&str>,
    round: Option<u32>,
) -> Result<Vec<Node>, String> {
    let name = table.agreement().name(Element::Article(id));
    let all = || {
        (0..)
            .zip(table.occurrences())
            .filter(|(_, one)| one.article == id)
    };
    let named = |one: &Occurrence| match row {
        None => true,
        Some(row) => row_name(table, one).is_some_and(|name| name == row.trim_matches('`')),
    };
    if !all().any(|(_, one)| named(one)) {
        let mut rows: Vec<String> = all().filter_map(|(_, one)| row_name(table, one)).collect();
        rows.dedup();
        return Err(match rows.is_empty() {
            true => format!(
                "`{name}` has no rows; leave ` of {}` out",
                row.unwrap_or("")
            ),
            false => format!(
                "`{name}` has no row `{}`; it has {}",
                row.unwrap_or(""),
                rows.join(", ")
            ),
        });
    }
    let asked = |one: &Occurrence| {
        named(one) && round.is_none_or(|round| one.round.checked_add(1) == Some(round))
    };
    let nodes: Vec<Node> = all()
        .filter(|(_, one)| asked(one))
        .map(|(at, _)| table.performed(at))
        .collect();
    match nodes.is_empty() {
        true => Err(format!(
            "`{name}` has no round {}; it has {}",
            round.unwrap_or_default(),
            all().map(|(_, one)| one.round + 1).max().unwrap_or(1)
        )),
        false => Ok(nodes),
    }
}

/// What the row of an occurrence is called.
pub(crate) fn row_name(table: &Timetable<'_>, one: &Occurrence) -> Option<String> {
    let row = one.row?;
    let agreement = table.agreement();
    let schedule = agreement.article(one.article)?.rows?;
    let cells = agreement.schedule(schedule)?.rows.get(row as usize)?;
    Some(match cells.first()?.as_ref() {
        Some(Cell::Words(words)) => words.clone(),
        Some(Cell::Element(element)) => agreement.name(*element).to_owned(),
        _ => format!("row {}", row + 1),
    })
}

/// The instants whose time is another one.
pub(crate) fn differs(before: &ByRight, after: &ByRight, node: Node) -> bool {
    after.of(node).is_some() && before.of(node) != after.of(node)
}
