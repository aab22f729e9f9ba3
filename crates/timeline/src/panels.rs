//! A long chart in panels: one for each phase, on a scale of its own.

use crate::chart::{Chart, Row};

/// Up to so many rows stand on one scale.
pub(crate) const ROWS_ON_ONE_SCALE: usize = 60;

/// Of finished duties so many are drawn; beyond it they are folded into one line.
pub(crate) const FINISHED_DRAWN: usize = 12;

/// Rows that are drawn on one scale.
pub(crate) struct Panel<'a> {
    /// Its groups: a title, the rows drawn, how many finished ones are folded.
    pub(crate) groups: Vec<Part<'a>>,
    /// Where its scale begins.
    pub(crate) from: i64,
    /// Where it ends.
    pub(crate) to: i64,
}

/// The rows of one group.
pub(crate) struct Part<'a> {
    /// The name of the phase.
    pub(crate) name: &'a str,
    /// Its title.
    pub(crate) title: &'a str,
    /// The rows drawn.
    pub(crate) rows: Vec<&'a Row>,
    /// How many finished rows are not drawn one by one.
    pub(crate) folded: usize,
}

/// The panels of a chart, and whether there are several.
pub(crate) fn panels(chart: &Chart) -> Vec<Panel<'_>> {
    let folds = chart.rows().filter(|row| row.finished()).count() > FINISHED_DRAWN;
    let parts = chart.groups.iter().map(|group| {
        let kept = |row: &&Row| !folds || !row.finished();
        let rows: Vec<&Row> = group.rows.iter().filter(kept).collect();
        Part {
            name: &group.name,
            title: &group.title,
            folded: group.rows.len() - rows.len(),
            rows,
        }
    });
    if chart.len() <= ROWS_ON_ONE_SCALE {
        return vec![Panel {
            groups: parts.collect(),
            from: chart.from,
            to: chart.to,
        }];
    }
    parts.map(|part| of_one(chart, part)).collect()
}

fn of_one<'a>(chart: &Chart, part: Part<'a>) -> Panel<'a> {
    let spans = part.rows.iter().filter_map(|row| row.span());
    let span = spans.fold(None, |span: Option<(i64, i64)>, (from, to)| match span {
        None => Some((from, to)),
        Some((first, last)) => Some((first.min(from), last.max(to))),
    });
    let (from, to) = span.unwrap_or((chart.from, chart.to));
    let first = chart.scale.start(chart.scale.civil(from));
    let last = chart.scale.start(chart.scale.civil(to - 1) + 1);
    Panel {
        groups: vec![part],
        from: first,
        to: last.max(first + 1),
    }
}
