//! The chart as a drawing: self-contained, in ink and hatching, each bar with its words.

mod bars;
mod marks;

use std::fmt::Write as _;

use crate::chart::{At, Band, Chart, Row, cut};
use crate::dates::{isolated, shielded};
use crate::panels::{Panel, Part, panels};
use render::html::escape::escape;

/// What every drawing looks like, on paper and on a screen.
pub(crate) const STYLE: &str = include_str!("svg/style.css");

/// Widths of the three columns, in units of the drawing.
const NAMES: i64 = 290;
const BARS: i64 = 760;
const WORDS: i64 = 220;
const WIDTH: i64 = NAMES + BARS + WORDS;
/// Heights of lines.
const ROW: i64 = 22;
const ROW_SHIFTED: i64 = 36;
const GROUP: i64 = 26;
const STRIP: i64 = 20;
const AXIS: i64 = 36;

/// The chart as one SVG file.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    let mut body = String::new();
    let mut top = 8;
    let title = shown_title(chart);
    text(&mut body, (12, top + 20), "title", &shielded(title));
    top += 34;
    for line in heading(chart) {
        text(&mut body, (12, top + 10), "quiet", &shielded(&line));
        top += 18;
    }
    top += 6;
    for (at, panel) in panels(chart).iter().enumerate() {
        let (drawn, height) = draw(chart, panel, at);
        let _ = write!(body, "<g transform=\"translate(0,{top})\">{drawn}</g>");
        top += height + 14;
    }
    let (undated, height) = undated(chart, top);
    body.push_str(&undated);
    top += height;
    let (legend, height) = marks::legend(chart, top);
    body.push_str(&legend);
    top += height + 8;
    frame(title, &described(chart), top, &body)
}

/// One panel as an SVG of its own, to stand in a page.
pub(crate) fn panel(chart: &Chart, panel: &Panel<'_>, at: usize, title: &str) -> String {
    let (drawn, height) = draw(chart, panel, at);
    frame(title, &described(chart), height + 4, &drawn)
}

/// The legend as an SVG of its own.
pub(crate) fn legend(chart: &Chart) -> String {
    let (drawn, height) = marks::legend(chart, 0);
    frame("Legend", "What the shapes stand for", height, &drawn)
}

fn frame(title: &str, desc: &str, height: i64, body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" role=\"group\" \
         aria-roledescription=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" direction=\"ltr\">\
         <title>{}</title><desc>{}</desc><style>{STYLE}</style>{}\
         <rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\"/>{body}</svg>\n",
        escape(title),
        escape(desc),
        marks::DEFS
    )
}

fn shown_title(chart: &Chart) -> &str {
    match chart.title.is_empty() {
        true => &chart.name,
        false => &chart.title,
    }
}

/// What stands over a drawing.
fn heading(chart: &Chart) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(at) = &chart.as_of {
        lines.push(format!("As of {}", at.words));
    }
    if let Some(what_if) = &chart.what_if {
        lines.push(format!("If {}: {}", what_if.asked, what_if.summary()));
    }
    lines.extend(chart.notes.iter().map(|note| cut(note, 190)));
    lines
}

fn described(chart: &Chart) -> String {
    format!(
        "{} duties and rows of duties over time, each with its words; the same stands in a table \
         of the page this drawing comes with.",
        chart.len()
    )
}

/// A text of the drawing; isolates keep what is read from the right in its place.
fn text(out: &mut String, (x, y): (i64, i64), class: &str, words: &str) {
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>",
        escape(words)
    );
}

/// Where things stand in one panel.
struct Place<'a> {
    chart: &'a Chart,
    from: i64,
    to: i64,
    /// The phases drawn, by position, each in a lane where it hides no other.
    lanes: Vec<(usize, i64)>,
    /// The height of the phases over the scale.
    strip: i64,
    /// The rows drawn, by their number: the middle of each.
    middles: Vec<(usize, i64)>,
    height: i64,
}

impl Place<'_> {
    fn x(&self, time: i64) -> i64 {
        let span = (self.to - self.from).max(1);
        let along = (time - self.from).clamp(0, span);
        NAMES + i64::try_from(i128::from(along) * i128::from(BARS) / i128::from(span)).unwrap_or(0)
    }

    fn holds(&self, time: i64) -> bool {
        (self.from..=self.to).contains(&time)
    }

    fn middle(&self, row: usize) -> Option<i64> {
        let found = self.middles.iter().find(|(id, _)| *id == row);
        found.map(|(_, middle)| *middle)
    }
}

fn height_of(row: &Row) -> i64 {
    if row.bars.iter().any(|bar| bar.moved.is_some()) {
        ROW_SHIFTED
    } else {
        ROW
    }
}

/// Draws one panel; its height.
fn draw(chart: &Chart, panel: &Panel<'_>, at: usize) -> (String, i64) {
    let lanes = lanes(chart, panel);
    let count = lanes.iter().map(|(_, lane)| lane + 1).max().unwrap_or(0);
    let strip = count.max(1) * STRIP;
    let mut middles = Vec::new();
    let mut y = strip + AXIS;
    for part in &panel.groups {
        if part.rows.is_empty() && part.folded == 0 {
            continue;
        }
        y += GROUP;
        for row in &part.rows {
            middles.push((row.id, y + ROW / 2));
            y += height_of(row);
        }
        y += if part.folded > 0 { ROW } else { 0 };
    }
    let place = Place {
        chart,
        from: panel.from,
        to: panel.to,
        lanes,
        strip,
        middles,
        height: y + 6,
    };
    let mut out = String::new();
    bands(&mut out, &place, at);
    axis(&mut out, &place);
    let mut y = strip + AXIS;
    for part in &panel.groups {
        if part.rows.is_empty() && part.folded == 0 {
            continue;
        }
        part_of(&mut out, &place, part, &mut y);
    }
    now(&mut out, &place);
    (out, place.height)
}

/// The stretch of a scale that a phase takes; of one whose beginning or end has no date, as far as
/// the scale goes.
fn stretch(band: &Band, (from, to): (i64, i64)) -> Option<(i64, i64)> {
    let begins = band.from.as_ref().map(|at| at.time);
    let ends = band.to.as_ref().map(|at| at.time);
    begins.or(ends)?;
    let (begins, ends) = (begins.unwrap_or(from), ends.unwrap_or(to));
    (ends > from && begins < to && begins < ends).then_some((begins, ends))
}

/// The phases of a panel, each in the first lane where it hides no other.
fn lanes(chart: &Chart, panel: &Panel<'_>) -> Vec<(usize, i64)> {
    let mut ends: Vec<i64> = Vec::new();
    let mut found = Vec::new();
    for (index, band) in chart.bands.iter().enumerate() {
        let Some((from, to)) = stretch(band, (panel.from, panel.to)) else {
            continue;
        };
        let free = ends.iter().position(|end| *end <= from);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        found.push((index, i64::try_from(lane).unwrap_or(0)));
    }
    found
}

/// The phases behind everything, each with its name on top.
fn bands(out: &mut String, place: &Place<'_>, at: usize) {
    for (index, lane) in &place.lanes {
        let Some(band) = place.chart.bands.get(*index) else {
            continue;
        };
        let Some((from, to)) = stretch(band, (place.from, place.to)) else {
            continue;
        };
        let (x, end) = (place.x(from), place.x(to));
        let (width, y) = ((end - x).max(1), lane * STRIP);
        let tint = ["band even", "band odd"].get(index % 2).unwrap_or(&"band");
        let open = band.from.is_none() || band.to.is_none();
        let strip = match (band.critical, open) {
            (true, _) => "strip critical",
            (false, true) => "strip ajar",
            (false, false) => "strip",
        };
        let _ = write!(
            out,
            "<g role=\"img\"><title>{}</title><rect class=\"{tint}\" x=\"{x}\" y=\"{y}\" \
             width=\"{width}\" height=\"{}\"/><rect class=\"{strip}\" x=\"{x}\" y=\"{y}\" \
             width=\"{width}\" height=\"{STRIP}\"/>",
            escape(&band_words(band)),
            place.height - y
        );
        let columns = usize::try_from(width / 7).unwrap_or(0);
        if columns >= 3 {
            let clip = format!("clip-{at}-{index}");
            let _ = write!(
                out,
                "<clipPath id=\"{clip}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" \
                 height=\"{STRIP}\"/></clipPath><g clip-path=\"url(#{clip})\">"
            );
            let star = if band.critical { "★ " } else { "" };
            let words = cut(called(band), columns);
            let words = format!("{star}{}", shielded(&words));
            text(out, (x + 5, y + 14), "phase", &words);
            out.push_str("</g>");
        }
        out.push_str("</g>");
    }
}

fn called(band: &Band) -> &str {
    match band.title.is_empty() {
        true => &band.name,
        false => &band.title,
    }
}

fn band_words(band: &Band) -> String {
    let words = |at: &Option<At>| {
        at.as_ref()
            .map_or("no date stated".to_owned(), |at| at.words.clone())
    };
    let mut told = format!(
        "{}: from {} until {}",
        shielded(called(band)),
        words(&band.from),
        words(&band.to)
    );
    if let Some(latest) = &band.latest {
        told = format!("{told}, at the latest {}", latest.words);
    }
    if let Some(stands) = band.stands {
        told = format!("{told}; {stands}");
    }
    told
}

fn axis(out: &mut String, place: &Place<'_>) {
    let bottom = place.height;
    for tick in place.chart.scale.ticks(place.from, place.to, 9) {
        let x = place.x(tick.time);
        let _ = write!(
            out,
            "<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{bottom}\"/>",
            place.strip + 2
        );
        if x > NAMES + BARS - 40 {
            continue;
        }
        let upper = tick.number.as_deref().unwrap_or(&tick.date);
        text(out, (x + 3, place.strip + 15), "number", &isolated(upper));
        if tick.number.is_some() {
            text(
                out,
                (x + 3, place.strip + 28),
                "date",
                &isolated(&tick.date),
            );
        }
    }
    let y = place.strip + AXIS - 4;
    let (from, to) = (NAMES, NAMES + BARS);
    let _ = write!(
        out,
        "<line class=\"axis\" x1=\"{from}\" x2=\"{to}\" y1=\"{y}\" y2=\"{y}\"/>"
    );
    text(out, (to + 12, place.strip + 28), "number", "last day");
}

fn part_of(out: &mut String, place: &Place<'_>, part: &Part<'_>, y: &mut i64) {
    let base = *y + 18;
    let _ = write!(
        out,
        "<line class=\"rule\" x1=\"8\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\"/>",
        WIDTH - 8
    );
    let name = if part.title.is_empty() {
        part.name
    } else {
        part.title
    };
    text(out, (10, base), "group", &shielded(&cut(name, 40)));
    *y += GROUP;
    for row in &part.rows {
        bars::row(out, place, row, *y);
        *y += height_of(row);
    }
    if part.folded > 0 {
        let words = format!(
            "{} finished, not drawn one by one: see the table",
            part.folded
        );
        text(out, (22, *y + 15), "quiet", &words);
        *y += ROW;
    }
}

/// The moment it is seen at.
fn now(out: &mut String, place: &Place<'_>) {
    let Some(at) = place.chart.as_of.as_ref().filter(|at| place.holds(at.time)) else {
        return;
    };
    let x = place.x(at.time);
    let _ = write!(
        out,
        "<g role=\"img\"><title>As of {}</title><line class=\"now\" x1=\"{x}\" x2=\"{x}\" \
         y1=\"{}\" y2=\"{}\"/><path class=\"now-head\" d=\"M{} {} h10 l-5 7 z\"/></g>",
        escape(&at.words),
        place.strip,
        place.height,
        x - 5,
        place.strip
    );
}

/// The band of what has no date.
fn undated(chart: &Chart, top: i64) -> (String, i64) {
    let rows: Vec<&Row> = chart
        .groups
        .iter()
        .flat_map(|group| &group.undated)
        .collect();
    undated_rows(&rows, top)
}

/// The same of some rows, as an SVG of its own; nothing where there is none.
pub(crate) fn undated_panel(rows: &[&Row]) -> Option<String> {
    let (drawn, height) = undated_rows(rows, 0);
    (height > 0).then(|| {
        let desc = "Duties of which the text states no date, each with what it says instead.";
        frame("No date stated", desc, height, &drawn)
    })
}

fn undated_rows(rows: &[&Row], top: i64) -> (String, i64) {
    if rows.is_empty() {
        return (String::new(), 0);
    }
    let count = i64::try_from(rows.len()).unwrap_or(0);
    let height = GROUP + count * ROW + 8;
    let mut out = format!(
        "<rect class=\"undated\" x=\"8\" y=\"{top}\" width=\"{}\" height=\"{}\"/>",
        WIDTH - 16,
        height - 4
    );
    text(&mut out, (14, top + 18), "group", "No date stated");
    let mut y = top + GROUP;
    for row in rows {
        bars::undated(&mut out, row, y);
        y += ROW;
    }
    (out, height + 6)
}
