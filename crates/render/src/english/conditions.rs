//! Conditions, and references to what has a status.

use super::points::is;
use super::{English, list, words};
use model::{
    AskVerb, Condition, Element, Fact, FactKind, Join, Reference, RowRef, ScheduleId, SelfRef,
    Status,
};

/// What a reference to the row before or after asks of the rows at the end of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Every row has what it refers to.
    Everywhere,
    /// `of the previous stage`: the first row is asked nothing.
    NotFirst,
    /// `of the next stage`: the last row is asked nothing.
    NotLast,
}

impl English<'_> {
    /// Facts, joined.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        let facts: Vec<String> = condition.facts.iter().map(|fact| self.fact(fact)).collect();
        match condition.join {
            Join::And => list(&facts, "and"),
            Join::Or => list(&facts, "or"),
            Join::Either => format!(
                "either {} (the text does not say which)",
                list(&facts, "or")
            ),
        }
    }

    fn fact(&self, fact: &Fact) -> String {
        let said = self.fact_kind(&fact.kind);
        match &fact.judged {
            Some(panel) => format!("{said}, as judged by {}", self.panel(panel)),
            None => said,
        }
    }

    fn fact_kind(&self, kind: &FactKind) -> String {
        match kind {
            FactKind::Status {
                of,
                any,
                status,
                times,
                same_place,
            } => {
                let joint = if *any { "or" } else { "and" };
                let subject = self.references(of, joint);
                let is = if of.len() > 1 && !any { "are" } else { "is" };
                let times = times.map_or_else(String::new, |(number, window)| {
                    format!(" {number} times in any {}", self.duration(window))
                });
                let place = if *same_place {
                    " in the same place"
                } else {
                    ""
                };
                format!("{subject} {is} {}{times}{place}", status.word())
            }
            FactKind::Itself(what, status) => self.itself(*what, *status),
            FactKind::NoIncident(length, articles) => {
                let of = self.incident_articles(articles);
                format!("{} pass without an incident{of}", self.duration(*length))
            }
            FactKind::Alleged(articles) => {
                format!("an incident{} is alleged", self.incident_articles(articles))
            }
            FactKind::Asked(who, verb) => {
                format!("it is {} by {}", asked(*verb), self.whos(who))
            }
            FactKind::Consents(who) => format!("the consent of {} is given", self.whos(who)),
            FactKind::Quoted(text) => self.isolated(text),
        }
    }

    fn itself(&self, what: SelfRef, status: Status) -> String {
        let subject = match what {
            SelfRef::It => "it",
            SelfRef::Breach => "the breach",
            SelfRef::AnyDuty => "any duty",
        };
        format!("{subject} {}", is(status))
    }

    fn incident_articles(&self, articles: &[model::ArticleId]) -> String {
        let names: Vec<String> = articles
            .iter()
            .map(|id| self.name(Element::Article(*id)))
            .collect();
        if names.is_empty() {
            String::new()
        } else {
            format!(" under {}", list(&names, "or"))
        }
    }

    /// Something that has a status, and which row of it.
    pub(crate) fn reference(&self, reference: Reference) -> String {
        let name = self.name(reference.element);
        let row = self.row_of(reference);
        format!("{name}{row}")
    }

    /// ` for the previous stage`, ` for the stage “first”`
    fn row_of(&self, reference: Reference) -> String {
        let Some(schedule) = self.table_of(reference.element) else {
            return String::new();
        };
        let word = self.row_word(schedule);
        match (reference.row, self.row) {
            (RowRef::None, _) => String::new(),
            (RowRef::Every, _) => format!(" for every {word}"),
            (RowRef::Row(row), _) => self.row_named(schedule, row),
            (relative, Some((printed, row))) if printed == schedule => {
                match relative_row(relative, row) {
                    Some(row) => self.row_named(schedule, row),
                    None => format!(" for the {} {word}, which there is not", which(relative)),
                }
            }
            (relative, _) => format!(" for the {} {word}", which(relative)),
        }
    }

    /// ` for the stage “first”`
    pub(crate) fn row_named(&self, schedule: ScheduleId, row: u32) -> String {
        let word = self.row_word(schedule);
        let column = model::Column {
            schedule,
            column: 0,
        };
        let name = self.cell(column, row).unwrap_or_default();
        format!(" for the {word} “{name}”")
    }

    /// The word for one row of a table: `stage`.
    pub(crate) fn row_word(&self, schedule: ScheduleId) -> String {
        self.agreement
            .schedule(schedule)
            .map_or_else(|| "row".to_owned(), |table| words(&table.row_word))
    }

    fn table_of(&self, element: Element) -> Option<ScheduleId> {
        match element {
            Element::Article(id) => self.agreement.article(id)?.rows,
            Element::Reading(id) => self.agreement.reading(id)?.rows,
            _ => None,
        }
    }

    /// `Article 9 and Article 12 for the previous stage`: rows that are alike are said once.
    pub(crate) fn references(&self, references: &[Reference], last: &str) -> String {
        let rows: Vec<String> = references.iter().map(|r| self.row_of(*r)).collect();
        let alike = rows.windows(2).all(|pair| pair[0] == pair[1]);
        if let (true, Some(row)) = (alike, rows.first()) {
            let names: Vec<String> = references.iter().map(|r| self.name(r.element)).collect();
            return format!("{}{row}", list(&names, last));
        }
        let names: Vec<String> = references
            .iter()
            .map(|reference| self.reference(*reference))
            .collect();
        list(&names, last)
    }

    /// Which rows a condition asks something of.
    pub(crate) fn reach_of_condition(&self, condition: &Condition) -> Reach {
        let mut all = Vec::new();
        for fact in &condition.facts {
            if let FactKind::Status { of, .. } = &fact.kind {
                all.extend(of.iter().copied());
            }
        }
        self.reach_of(&all)
    }

    /// Which rows some references ask something of: all of them must be to the row before.
    pub(crate) fn reach_of(&self, references: &[Reference]) -> Reach {
        let every = |row| !references.is_empty() && references.iter().all(|r| r.row == row);
        if every(RowRef::Previous) {
            Reach::NotFirst
        } else if every(RowRef::Next) {
            Reach::NotLast
        } else {
            Reach::Everywhere
        }
    }

    /// Words for a limited reach before a clause: `for the second and later stages, `.
    pub(crate) fn reach_words(&self, reach: Reach, rows: Option<ScheduleId>) -> String {
        let word = rows.map_or_else(|| "row".to_owned(), |rows| self.row_word(rows));
        if self.row.is_some() {
            return String::new();
        }
        match reach {
            Reach::Everywhere => String::new(),
            Reach::NotFirst => format!("for the second and later {word}s, "),
            Reach::NotLast => format!("for every {word} but the last, "),
        }
    }

    /// Whether a clause of this reach asks nothing of the row that is printed.
    pub(crate) fn asks_nothing(&self, reach: Reach) -> bool {
        let Some((schedule, row)) = self.row else {
            return false;
        };
        let rows = self
            .agreement
            .schedule(schedule)
            .map_or(0, |table| table.rows.len());
        match reach {
            Reach::Everywhere => false,
            Reach::NotFirst => row == 0,
            Reach::NotLast => row as usize + 1 >= rows,
        }
    }
}

fn relative_row(relative: RowRef, row: u32) -> Option<u32> {
    match relative {
        RowRef::Previous => row.checked_sub(1),
        RowRef::Next => row.checked_add(1),
        _ => Some(row),
    }
}

fn which(relative: RowRef) -> &'static str {
    match relative {
        RowRef::Previous => "previous",
        RowRef::Next => "next",
        _ => "same",
    }
}

fn asked(verb: AskVerb) -> &'static str {
    match verb {
        AskVerb::Requests => "requested",
        AskVerb::Orders => "ordered",
        AskVerb::Permits => "permitted",
    }
}
