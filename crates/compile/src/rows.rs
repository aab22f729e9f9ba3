//! Tables: what their cells hold, and which row and column a sentence means.

use std::collections::{BTreeMap, btree_map::Entry};

use findings::{Finding, Place, Span};
use model::{Cell, Column, Element, Moment, Schedule, ScheduleId};
use syntax::ast::{self, Day, Name, Number, Quoted};

use crate::compiler::{Compiler, naming_of};
use crate::names::id_of;
use crate::references::SCHEDULE;
use crate::similar;
use crate::times::month_number;

/// How many rows a table may have.
const ROWS_MAX: usize = 10_000;

/// How many dates the clauses of an agreement may take from tables: each clause has one a row.
const ROW_DATES_MAX: usize = 1_000_000;

/// A table with its cells worked out.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) schedule: &'a ast::Schedule,
    rows: BTreeMap<&'a str, u32>,
    cells: Vec<Vec<Option<Value>>>,
}

/// Whether an article is repeated for the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tabled {
    /// It stands once.
    No,
    /// For the rows of this one.
    By(ScheduleId),
    /// For those of one that is not declared, which has been said.
    Unknown,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Number(i64),
    Moment(ast::Moment),
    Element(Element),
    Words(String),
}

impl<'a> Compiler<'a> {
    /// Finds the rows of every table by name, and which articles are repeated for which table.
    pub(crate) fn index_tables(&mut self) {
        for schedule in self.names.schedules.clone() {
            self.columns_named(schedule);
            let mut rows = BTreeMap::new();
            for (index, cells) in schedule.rows.iter().enumerate().take(ROWS_MAX) {
                let Some(name) = cells.first() else {
                    continue;
                };
                if matches!(name.text.trim(), "" | "-") {
                    self.nameless(schedule, "a row", name.span);
                    continue;
                }
                match rows.entry(name.text.trim()) {
                    Entry::Vacant(free) => drop(free.insert(id_of(index))),
                    Entry::Occupied(first) => self.row_twice(schedule, name, *first.get()),
                }
            }
            if let Some(cells) = schedule.rows.get(ROWS_MAX) {
                let at = cells.first().map_or(schedule.name.span, |cell| cell.span);
                let message = format!("this table has more than {ROWS_MAX} rows");
                self.report.push(Finding::new("E0009", at, message));
            }
            self.tables.push(Table {
                schedule,
                rows,
                cells: Vec::new(),
            });
        }
        let named = std::mem::take(&mut self.names.article_rows);
        self.article_rows = (named.into_iter())
            .map(|name| match name {
                None => Tabled::No,
                Some(name) => match self.names.peek(&name.text).map(|s| s.element) {
                    Some(Element::Schedule(id)) => Tabled::By(id),
                    _ => Tabled::Unknown,
                },
            })
            .collect();
    }

    /// Columns are named, and no two alike.
    fn columns_named(&mut self, schedule: &ast::Schedule) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for column in &schedule.columns {
            let name = column.text.trim();
            if matches!(name, "" | "-") {
                self.nameless(schedule, "a column", column.span);
                continue;
            }
            match seen.entry(name) {
                Entry::Vacant(free) => drop(free.insert(column.span)),
                Entry::Occupied(first) => {
                    let table = &schedule.name.text;
                    let key = format!("column {table} {name}");
                    self.report.fold("E0102", &key, column.span, || {
                        let message = format!("`{table}` has two columns called `{name}`");
                        let mut finding = Finding::new("E0102", column.span, message);
                        finding.places.push(Place {
                            at: *first.get(),
                            label: "the first of them".to_owned(),
                        });
                        finding
                    });
                }
            }
        }
    }

    /// E0001 about a row or a column that nothing can refer to.
    fn nameless(&mut self, schedule: &ast::Schedule, what: &str, at: Span) {
        let table = &schedule.name.text;
        let key = format!("{what} {table}");
        self.report.fold("E0001", &key, at, || {
            let message = format!("{what} of `{table}` has no name");
            Finding::new("E0001", at, message)
        });
    }

    fn row_twice(&mut self, schedule: &ast::Schedule, name: &Quoted, first: u32) {
        let table = &schedule.name.text;
        let message = format!("`{table}` has two rows called `{}`", name.text.trim());
        let mut finding = Finding::new("E0102", name.span, message);
        let first = schedule
            .rows
            .get(first as usize)
            .and_then(|row| row.first());
        finding.places.extend(first.map(|cell| Place {
            at: cell.span,
            label: "the first of them".to_owned(),
        }));
        self.report.push(finding);
    }

    /// Works out what the cells of every table hold.
    pub(crate) fn fill_tables(&mut self) {
        for index in 0..self.tables.len() {
            let Some(schedule) = self.tables.get(index).map(|table| table.schedule) else {
                continue;
            };
            let columns = schedule.columns.len();
            let mut cells = Vec::with_capacity(schedule.rows.len());
            for row in schedule.rows.iter().take(ROWS_MAX) {
                let values = (0..columns).map(|column| self.value(row.get(column)?, column));
                cells.push(values.collect());
            }
            if let Some(table) = self.tables.get_mut(index) {
                table.cells = cells;
            }
        }
    }

    /// What a cell holds; nothing where it is not stated.
    fn value(&mut self, cell: &Quoted, column: usize) -> Option<Value> {
        let text = cell.text.trim();
        if text == "-" || text.is_empty() {
            return None;
        }
        if column == 0 {
            return Some(Value::Words(text.to_owned()));
        }
        if let Some(number) = number_in(text) {
            return Some(Value::Number(number));
        }
        if let Some(moment) = moment_in(text, cell.span) {
            return Some(Value::Moment(moment));
        }
        if let Some(symbol) = self.names.find(text) {
            return Some(Value::Element(symbol.element));
        }
        let bare = text.trim_matches('"');
        Some(Value::Words(bare.to_owned()))
    }

    /// A table in the model.
    pub(crate) fn schedule(&mut self, schedule: &'a ast::Schedule, whole: Span) {
        let id = ScheduleId(id_of(self.model.schedules.len()));
        let element = Element::Schedule(id);
        self.stands(element, &schedule.name, whole);
        let mut naming = naming_of(&schedule.name, schedule.labels.as_ref());
        naming.cites = self.cites(&schedule.cites);
        for row in &schedule.rows {
            let at = row.first().map_or_else(Span::default, |cell| cell.span);
            let at = row.last().map_or(at, |last| at.to(last.span));
            self.sources.clause(element, at);
        }
        let columns: Vec<String> = (schedule.columns.iter())
            .map(|column| column.text.trim().to_owned())
            .collect();
        let values = match self.tables.get(id.index()) {
            Some(table) => table.cells.clone(),
            None => Vec::new(),
        };
        let mut rows = Vec::with_capacity(values.len());
        for row in values {
            let cells = row
                .into_iter()
                .map(|value| value.map(|value| self.cell(value)));
            rows.push(cells.collect());
        }
        self.model.schedules.push(Schedule {
            naming,
            row_word: columns.first().cloned().unwrap_or_default(),
            columns,
            rows,
        });
    }

    fn cell(&mut self, value: Value) -> Cell {
        match value {
            Value::Number(number) => Cell::Number(number),
            Value::Moment(moment) => match self.moment(&moment) {
                Moment::Unknown => Cell::Words(String::new()),
                moment => Cell::Moment(moment),
            },
            Value::Element(element) => Cell::Element(element),
            Value::Words(words) => Cell::Words(words),
        }
    }

    /// Enters a `for each`; gives back the one around it.
    pub(crate) fn enter(&mut self, rows: &'a ast::Rows) -> Option<(&'a Name, Option<ScheduleId>)> {
        let schedule = match self.resolve(&rows.schedule, SCHEDULE) {
            Some(Element::Schedule(id)) => Some(id),
            _ => None,
        };
        let outer = self.block.replace((&rows.row, schedule));
        if let Some(table) = schedule.and_then(|id| self.tables.get(id.index())) {
            let word = table.schedule.columns.first().map(|c| c.text.trim());
            if let Some(word) = word.filter(|word| *word != rows.row.text) {
                let name = &table.schedule.name.text;
                let message = format!("a row of `{name}` is called `{word}`");
                self.no_such_row(rows.row.span, message, String::new());
            }
        }
        outer
    }

    /// The name of a table.
    pub(crate) fn schedule_name(&self, id: ScheduleId) -> &'a str {
        (self.tables.get(id.index())).map_or("", |table| table.schedule.name.text.as_str())
    }

    /// The name of the first row of a table.
    pub(crate) fn first_row(&self, id: ScheduleId) -> &'a str {
        let row = self
            .tables
            .get(id.index())
            .and_then(|table| table.schedule.rows.first());
        row.and_then(|row| row.first())
            .map_or("…", |cell| cell.text.trim())
    }

    /// A row by its name.
    pub(crate) fn row_named(&mut self, name: &Name, id: ScheduleId) -> Option<u32> {
        let table = self.tables.get(id.index())?;
        if let Some(row) = table.rows.get(name.text.as_str()) {
            return Some(*row);
        }
        let may = self.report.may_suggest();
        let rows = table.rows.keys().copied().filter(|_| may);
        let similar = similar::nearest(&name.text, rows);
        let mut message = format!("`{}` has no row `{}`", self.schedule_name(id), name.text);
        if let Some(similar) = similar {
            message.push_str(&format!("; did you mean `{similar}`?"));
        }
        self.no_such_row(name.span, message, String::new());
        None
    }

    /// Whether a word is the one for a row here; else it is told.
    pub(crate) fn row_word(&mut self, word: &Name) -> bool {
        match self.block {
            Some((row, _)) if row.text == word.text => true,
            Some((row, _)) => {
                let message = format!("a row is called `{}` here, not `{}`", row.text, word.text);
                self.no_such_row(word.span, message, String::new());
                false
            }
            None => {
                let message = format!("there is no `{}` outside `for each`", word.text);
                self.no_such_row(word.span, message, String::new());
                false
            }
        }
    }

    /// A column, named through the row word.
    pub(crate) fn column(&mut self, field: &ast::Field) -> Option<Column> {
        if !self.row_word(&field.row) {
            return None;
        }
        let schedule = self.rows()?;
        let may = self.report.may_suggest();
        let table = self.tables.get(schedule.index())?;
        let columns = || {
            table
                .schedule
                .columns
                .iter()
                .map(|column| column.text.trim())
        };
        if let Some(column) = columns().position(|column| column == field.column.text) {
            return Some(Column {
                schedule,
                column: id_of(column),
            });
        }
        let wanted = &field.column.text;
        let mut message = format!("`{}` has no column `{wanted}`", table.schedule.name.text);
        if let Some(similar) = similar::nearest(wanted, columns().filter(|_| may)) {
            message.push_str(&format!("; did you mean `{similar}`?"));
        }
        self.no_such_row(field.column.span, message, String::new());
        None
    }

    /// The cells of a column that hold dates; none where clauses have taken too many already.
    pub(crate) fn moment_cells(
        &mut self,
        column: Column,
        at: Span,
    ) -> Option<Vec<Option<ast::Moment>>> {
        let table = self.tables.get(column.schedule.index())?;
        self.row_dates = self.row_dates.saturating_add(table.cells.len());
        if self.row_dates > ROW_DATES_MAX {
            self.report.fold("E0009", "row dates", at, || {
                let message = format!("clauses take more than {ROW_DATES_MAX} dates from tables");
                Finding::new("E0009", at, message)
            });
            return None;
        }
        let cell = |row: &Vec<Option<Value>>| match row.get(column.column as usize)? {
            Some(Value::Moment(moment)) => Some(moment.clone()),
            _ => None,
        };
        Some(table.cells.iter().map(cell).collect())
    }

    /// Every stated cell of the column must be a number.
    pub(crate) fn wants_numbers(&mut self, field: &ast::Field, column: Column) {
        self.wants(field, column, "a number", |value| {
            matches!(value, Value::Number(_))
        });
    }

    /// Every stated cell of the column must be a date.
    pub(crate) fn wants_dates(&mut self, field: &ast::Field, column: Column) {
        self.wants(field, column, "a date", |value| {
            matches!(value, Value::Moment(_))
        });
    }

    /// Every stated cell of the column must be somebody, somewhere or something; a cell of one
    /// word that is not declared is a misspelt name.
    pub(crate) fn wants_things(&mut self, field: &ast::Field, column: Column) {
        self.wants(
            field,
            column,
            "something declared, or words",
            |value| match value {
                Value::Element(_) => true,
                Value::Words(words) => words.contains(char::is_whitespace),
                Value::Number(_) | Value::Moment(_) => false,
            },
        );
    }

    fn wants(
        &mut self,
        field: &ast::Field,
        column: Column,
        what: &'static str,
        fits: fn(&Value) -> bool,
    ) {
        if !self.columns_seen.insert((column, what)) {
            return;
        }
        let Some(table) = self.tables.get(column.schedule.index()) else {
            return;
        };
        let index = column.column as usize;
        let Some(row) = table.cells.iter().position(|row| {
            let cell = row.get(index).and_then(Option::as_ref);
            cell.is_some_and(|value| !fits(value))
        }) else {
            return;
        };
        let cell = table.schedule.rows.get(row).and_then(|row| row.get(index));
        let Some((text, at)) = cell.map(|cell| (cell.text.trim(), cell.span)) else {
            return;
        };
        let field_text = format!("{}.{}", field.row.text, field.column.text);
        let message = format!("`{field_text}` wants {what}, and this cell has `{text}`");
        let place = Place {
            at: field.span,
            label: format!("{what} is wanted here"),
        };
        let mut finding = Finding::new("E0105", at, message);
        finding.places.push(place);
        self.report.push(finding);
    }
}

/// A number as a cell has it, in thousandths.
fn number_in(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let whole: i64 = whole.replace('_', "").parse().ok()?;
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part)
}

/// A date as a cell has it: `19 January 2025`, `day 5`, `week 2`, perhaps `at 16:00`.
fn moment_in(text: &str, span: Span) -> Option<ast::Moment> {
    let mut words = text.split_whitespace().peekable();
    let about = words.next_if_eq(&"about").is_some();
    let first = words.next()?;
    let number = |text: &str| {
        let thousandths = number_in(text)?;
        Some(Number { thousandths, span })
    };
    let day = match first {
        "day" => Day::Day(number(words.next()?)?),
        "week" => Day::Week(number(words.next()?)?),
        _ => Day::Date(ast::Date {
            day: first.parse().ok()?,
            month: month_number(words.next()?)?,
            year: words.next()?.parse().ok()?,
            span,
        }),
    };
    let time = match words.next() {
        None => None,
        Some("at") => Some((time_in(words.next()?, span)?, false)),
        Some(_) => return None,
    };
    words.next().is_none().then_some(ast::Moment {
        about,
        day,
        time,
        span,
    })
}

/// An hour as a cell has it: `16:00`.
fn time_in(text: &str, span: Span) -> Option<ast::Time> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= crate::times::DAY_MINUTES).then_some(ast::Time {
        minutes: total,
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_what_they_look_like() {
        assert_eq!(number_in("6_000"), Some(6_000_000));
        assert_eq!(number_in("2.5"), Some(2500));
        assert_eq!(number_in("fourth"), None);
        let day = moment_in("19 January 2025 at 16:00", Span::default()).unwrap();
        assert_eq!(day.time.unwrap().0.minutes, 960);
        assert_eq!(moment_in("19 Januar 2025", Span::default()), None);
        assert!(moment_in("week 3", Span::default()).is_some());
    }
}
