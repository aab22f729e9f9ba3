//! The chart for a terminal: a line for each duty, drawn within a given width.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::chart::{Bar, Chart, Row};
use crate::dates::{shielded, short_length};
use crate::life::{Mark, Timely};
use crate::panels::{Panel, Part, panels};
use crate::table::{compact, undated};

/// Narrower than this nothing can be drawn.
const WIDTH_MIN: usize = 60;

/// Draws a chart for a terminal of so many columns.
#[must_use]
pub fn text(chart: &Chart, width: usize) -> String {
    let width = width.max(WIDTH_MIN);
    let name = (width * 3 / 10).min(36);
    let last = (width * 3 / 10).clamp(21, 32);
    let mut page = Page {
        chart,
        width,
        name,
        last,
        bars: width - 2 - name - 1 - last - 1,
        out: String::new(),
    };
    page.head();
    for panel in panels(chart) {
        page.panel(&panel);
    }
    page.undated();
    page.chain();
    page.what_if();
    page.legend();
    page.out
}

struct Page<'a> {
    chart: &'a Chart,
    width: usize,
    name: usize,
    last: usize,
    bars: usize,
    out: String,
}

impl Page<'_> {
    /// Writing to a string cannot fail.
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{}", line.trim_end());
    }

    /// A paragraph, broken at words within the width.
    fn told(&mut self, indent: &str, words: &str) {
        let hang = " ".repeat(indent.width());
        let mut line = indent.to_owned();
        let mut empty = true;
        for word in words.split_whitespace() {
            if !empty && line.width() + 1 + word.width() > self.width {
                self.line(&line);
                line.clone_from(&hang);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.line(&line);
    }

    fn head(&mut self) {
        let chart = self.chart;
        let title = match chart.title.is_empty() {
            true => &chart.name,
            false => &chart.title,
        };
        self.told("", &shielded(title));
        if let Some(at) = &chart.as_of {
            let words = format!("As of {}.", at.words);
            self.told("", &words);
        }
        for note in &chart.notes {
            self.told("! ", note);
        }
        self.line("");
        for band in &chart.bands {
            let when = match (&band.from, &band.to) {
                (Some(from), Some(to)) => format!("from {} until {}", from.words, to.words),
                (Some(from), None) => format!("from {}; its end has no date", from.words),
                (None, Some(to)) => format!("until {}; its beginning has no date", to.words),
                (None, None) => "no date stated".to_owned(),
            };
            let latest = band.latest.as_ref();
            let latest = latest.map(|at| format!(", at the latest {}", at.words));
            let stands = band.stands.map(|stands| format!("; {stands}"));
            let words = format!(
                "{}: {when}{}{}",
                shielded(&band.name),
                latest.unwrap_or_default(),
                stands.unwrap_or_default()
            );
            self.told("▔ ", &words);
        }
        for one in &chart.milestones {
            let when = match (&one.reached, &one.last) {
                (Some(at), _) => format!("reached {}", at.words),
                (None, Some(at)) => format!("by {}", at.words),
                (None, None) => "no date stated".to_owned(),
            };
            let words = format!("{}: {when}", shielded(&one.name));
            self.told("◈ ", &words);
        }
    }

    fn panel(&mut self, panel: &Panel<'_>) {
        if panel
            .groups
            .iter()
            .all(|part| part.rows.is_empty() && part.folded == 0)
        {
            return;
        }
        self.line("");
        self.axis(panel);
        for part in &panel.groups {
            self.part(panel, part);
        }
    }

    /// The dates of a scale, each over its tick.
    fn axis(&mut self, panel: &Panel<'_>) {
        let ticks = self
            .chart
            .scale
            .ticks(panel.from, panel.to, (self.bars / 9).max(1));
        let mut dates = vec![' '; self.bars + 12];
        let mut marks = vec!['─'; self.bars];
        for tick in &ticks {
            let column = self.column(panel, tick.time);
            if let Some(slot) = marks.get_mut(column) {
                *slot = '┬';
            }
            let words = tick.number.as_ref().unwrap_or(&tick.date);
            let words = match tick.number {
                Some(_) if self.bars >= 60 => format!("{words} {}", short(&tick.date)),
                _ => words.clone(),
            };
            let fits = column + words.chars().count() <= dates.len();
            let free = dates
                .iter()
                .skip(column.saturating_sub(1))
                .take(words.chars().count() + 1);
            if fits && free.clone().all(|c| *c == ' ') {
                for (slot, c) in dates.iter_mut().skip(column).zip(words.chars()) {
                    *slot = c;
                }
            }
        }
        let indent = " ".repeat(self.name + 3);
        let dates: String = dates.into_iter().collect();
        self.line(&format!("{indent}{dates}"));
        let marks: String = marks.into_iter().collect();
        self.line(&format!("{indent}{marks} last day, slack"));
    }

    fn column(&self, panel: &Panel<'_>, time: i64) -> usize {
        let span = (panel.to - panel.from).max(1);
        let columns = i64::try_from(self.bars).unwrap_or(1);
        let at = (time - panel.from).saturating_mul(columns) / span;
        usize::try_from(at.clamp(0, columns - 1)).unwrap_or(0)
    }

    fn part(&mut self, panel: &Panel<'_>, part: &Part<'_>) {
        if part.rows.is_empty() && part.folded == 0 {
            return;
        }
        let title = match part.name.is_empty() {
            true => part.title.to_owned(),
            false => format!("{} {}", part.name, shielded(part.title)),
        };
        self.told("", &title);
        for row in &part.rows {
            self.row(panel, row);
        }
        if part.folded > 0 {
            let words = format!("{} finished, not drawn one by one", part.folded);
            self.told("  ", &words);
        }
    }

    fn row(&mut self, panel: &Panel<'_>, row: &Row) {
        let mark = match (row.contradicted, row.critical) {
            (true, _) => '!',
            (_, true) => '*',
            _ => ' ',
        };
        let name = fitted(&row.name, self.name);
        let bars = self.drawn(panel, row);
        let last = fitted(&last_words(row), self.last);
        self.line(&format!("{mark} {name} {bars} {last}"));
        let old = row.bars.iter().any(|bar| bar.moved.is_some());
        if old {
            let bars = self.shifted(panel, row);
            let name = fitted("  if late", self.name);
            let words = row.bars.iter().find_map(|bar| bar.moved.as_ref());
            let words = words.map_or(String::new(), |shift| match (&shift.from, &shift.last) {
                (Some(from), _) if shift.missed => format!("missed: {}", compact(&from.words)),
                (_, Some(last)) => compact(&last.words),
                (Some(from), None) => format!("from {}", compact(&from.words)),
                _ => String::new(),
            });
            let words = fitted(&words, self.last);
            self.line(&format!("  {name} {bars} {words}"));
        }
    }

    fn blank(&self, panel: &Panel<'_>) -> Vec<char> {
        let mut cells = vec!['·'; self.bars];
        if let Some(at) = &self.chart.as_of
            && (panel.from..=panel.to).contains(&at.time)
            && let Some(slot) = cells.get_mut(self.column(panel, at.time))
        {
            *slot = '┊';
        }
        cells
    }

    fn drawn(&self, panel: &Panel<'_>, row: &Row) -> String {
        let mut cells = self.blank(panel);
        let several = row.bars.len() > 1;
        for bar in &row.bars {
            self.bar(panel, bar, several, &mut cells);
        }
        for bar in &row.bars {
            self.mark(panel, bar, &mut cells);
        }
        cells.into_iter().collect()
    }

    fn bar(&self, panel: &Panel<'_>, bar: &Bar, several: bool, cells: &mut [char]) {
        let open = bar.from.is_none();
        let from = bar.from.as_ref().map_or(panel.from, |at| at.time);
        match &bar.last {
            Some(last) if several => {
                if let Some(slot) = cells.get_mut(self.column(panel, last.time - 1)) {
                    *slot = '▪';
                }
            }
            Some(last) => {
                let first = self.column(panel, from.min(last.time));
                let end = self.column(panel, last.time - 1);
                for (at, slot) in cells.iter_mut().enumerate().take(end + 1).skip(first) {
                    *slot = if open && at < end && !several {
                        '░'
                    } else {
                        '▒'
                    };
                }
                if let Some(slot) = cells.get_mut(end) {
                    *slot = '▌';
                }
            }
            None if several => {
                if let Some(slot) = cells.get_mut(self.column(panel, from)) {
                    *slot = '▫';
                }
            }
            None => {
                for slot in cells.iter_mut().skip(self.column(panel, from)) {
                    *slot = '░';
                }
            }
        }
        if let (Some(last), Some(found)) = (&bar.last, &bar.found)
            && !several
        {
            let until = self.column(panel, found.time - 1);
            let after = self.column(panel, last.time - 1) + 1;
            for slot in cells.iter_mut().take(until + 1).skip(after) {
                *slot = '┄';
            }
        }
    }

    fn mark(&self, panel: &Panel<'_>, bar: &Bar, cells: &mut [char]) {
        let Some(seen) = &bar.seen else { return };
        if matches!(seen.mark, Mark::Waiting) {
            return;
        }
        let planned = bar.last.as_ref().or(seen.last.as_ref());
        let Some(at) = seen.at.as_ref().or(planned) else {
            return;
        };
        if let Some(slot) = cells.get_mut(self.column(panel, at.time - 1)) {
            *slot = seen.mark.symbol();
        }
    }

    fn shifted(&self, panel: &Panel<'_>, row: &Row) -> String {
        let mut cells = self.blank(panel);
        for bar in &row.bars {
            let Some(shift) = &bar.moved else { continue };
            let from = match shift.cause {
                true => bar.last.as_ref(),
                false => shift.from.as_ref().or(bar.from.as_ref()),
            };
            let (from, last) = (
                from.map(|at| at.time),
                shift.last.as_ref().map(|at| at.time),
            );
            let (from, last) = match (from, last) {
                (Some(from), Some(last)) => (from.min(last), from.max(last)),
                (Some(one), None) | (None, Some(one)) => (one, one),
                (None, None) => continue,
            };
            let (first, end) = (self.column(panel, from), self.column(panel, last - 1));
            let fill = if shift.missed { '×' } else { '=' };
            for slot in cells.iter_mut().take(end.max(first) + 1).skip(first) {
                *slot = fill;
            }
        }
        cells.into_iter().collect()
    }

    fn undated(&mut self) {
        let rows: Vec<&Row> = self
            .chart
            .groups
            .iter()
            .flat_map(|group| &group.undated)
            .collect();
        if rows.is_empty() {
            return;
        }
        self.line("");
        self.line("No date stated");
        for row in rows {
            let stands = row.bars.iter().rev().find_map(|bar| bar.seen.as_ref());
            let mark = stands.map_or(' ', |seen| seen.mark.symbol());
            let mut told = undated(row);
            if let Some(seen) = stands {
                told = format!("{told}; {}", seen.words);
            }
            let words = format!("{}: {told}", shielded(&row.name));
            self.told(&format!("{mark} "), &words);
        }
    }

    fn chain(&mut self) {
        if self.chart.chain.is_empty() {
            return;
        }
        self.line("");
        self.line("What fixes the last day of all (*), by right");
        for link in &self.chart.chain {
            let words = format!("{}: {} ({})", link.happens, link.at.words, link.because);
            self.told("  ", &shielded_words(&words));
        }
    }

    fn what_if(&mut self) {
        let Some(what_if) = &self.chart.what_if else {
            return;
        };
        self.line("");
        let words = format!("If {}: {}", what_if.asked, what_if.summary());
        self.told("", &words);
        for delay in &what_if.moved {
            let before = delay
                .before
                .as_ref()
                .map_or("no date", |at| at.words.as_str());
            let mut words = format!(
                "{} {}: {before} → {}",
                delay.what, delay.which, delay.after.words
            );
            if let Some(last) = &delay.missed {
                words = format!("{words}; its last day, {}, is then past", last.words);
            }
            let mark = if delay.missed.is_some() { "× " } else { "  " };
            self.told(mark, &shielded_words(&words));
        }
    }

    fn legend(&mut self) {
        self.line("");
        self.told(
            "",
            "▒▌ until its last day  ░ no first day stated  ┄ time for the finding  ▪ a round  ▫ a round without a last day",
        );
        if self.chart.as_of.is_some() {
            self.told("", "┊ as of");
        }
        if self.chart.lived {
            let marks = Mark::ALL.iter().filter(|mark| **mark != Mark::Waiting);
            let words: Vec<String> = marks
                .map(|mark| {
                    format!(
                        "{}\u{a0}{}",
                        mark.symbol(),
                        mark.words().replace(' ', "\u{a0}")
                    )
                })
                .collect();
            self.told("", &words.join("  "));
        }
    }
}

/// `19 Jan`
fn short(date: &str) -> String {
    date.rsplit_once(' ')
        .map_or("", |(date, _)| date)
        .to_owned()
}

fn last_words(row: &Row) -> String {
    let last = row.bars.iter().rev().find_map(|bar| bar.last.as_ref());
    let Some(last) = last else {
        return "no last day stated".to_owned();
    };
    let mut words = compact(&last.words);
    if let Some(seen) = row.bars.iter().rev().find_map(|bar| bar.seen.as_ref())
        && seen.mark != Mark::Waiting
        && row.bars.len() == 1
    {
        let late = match seen.timely {
            Timely::Late => " late",
            Timely::CannotTell => " in time?",
            Timely::InTime | Timely::Unsaid => "",
        };
        words = words.split(',').next().unwrap_or_default().to_owned();
        return format!("{words} {}{late}", seen.mark.symbol());
    }
    let rounds = row.bars.len();
    if rounds > 1 {
        return format!("{words}, {rounds} rounds");
    }
    let slack = row.bars.first().and_then(|bar| bar.slack);
    match slack.filter(|slack| *slack > 0) {
        Some(slack) => format!("{words}, {}", short_length(slack)),
        None => words,
    }
}

/// Names among words that are read from the right are shielded one by one.
fn shielded_words(words: &str) -> String {
    words.split(' ').map(shielded).collect::<Vec<_>>().join(" ")
}

/// Cut or filled to a number of columns.
fn fitted(words: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    let whole = words.width() <= columns;
    let room = if whole {
        columns
    } else {
        columns.saturating_sub(1)
    };
    for c in words.chars() {
        let width = c.width().unwrap_or(0);
        if used + width > room {
            break;
        }
        out.push(c);
        used += width;
    }
    let mut out = shielded_words(&out);
    if !whole {
        out.push('…');
        used += 1;
    }
    out.push_str(&" ".repeat(columns.saturating_sub(used)));
    out
}
