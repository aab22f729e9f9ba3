//! Names to what they stand for, and what is said where they stand for nothing or the wrong thing.

use findings::{Finding, Span};
use model::{ActorId, ArticleId, Element, PhaseId, Reference, RowRef, ScheduleId, TextId};
use syntax::ast::{self, DutyRef, List, Name};

use crate::compiler::Compiler;
use crate::names::article_before;
use crate::rows::Tabled;
use crate::similar;

/// What a place in a sentence wants.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The code of a finding about a name that stands for nothing.
    pub(crate) code: &'static str,
    /// What a reader would call it: `party`, `milestone`.
    pub(crate) what: &'static str,
    /// Whether something is of the right kind.
    pub(crate) accept: fn(Element) -> bool,
}

/// An actor of any role.
pub(crate) const ACTOR: Wanted = Wanted {
    code: "E0101",
    what: "actor",
    accept: |element| matches!(element, Element::Actor(_)),
};

/// Who owes, may or must not: the same as [`ACTOR`], in the words of a reader.
pub(crate) const PARTY: Wanted = Wanted {
    what: "party",
    ..ACTOR
};

/// Who finds: the same as [`ACTOR`], in the words of a reader.
pub(crate) const VERIFIER: Wanted = Wanted {
    what: "verifier",
    ..ACTOR
};

/// Something with a status.
pub(crate) const DUTY: Wanted = Wanted {
    code: "E0103",
    what: "duty",
    accept: |element| {
        matches!(
            element,
            Element::Article(_) | Element::Phase(_) | Element::Milestone(_) | Element::Roll(_)
        )
    },
};

/// A rule of its own.
pub(crate) const ARTICLE: Wanted = Wanted {
    what: "article",
    accept: |element| matches!(element, Element::Article(_)),
    ..DUTY
};

/// A stretch of the agreement's life.
pub(crate) const PHASE: Wanted = Wanted {
    what: "phase",
    accept: |element| matches!(element, Element::Phase(_)),
    ..DUTY
};

/// A table.
pub(crate) const SCHEDULE: Wanted = Wanted {
    what: "schedule",
    accept: |element| matches!(element, Element::Schedule(_)),
    ..DUTY
};

/// A layer.
pub(crate) const TEXT: Wanted = Wanted {
    what: "text",
    accept: |element| matches!(element, Element::Text(_)),
    ..DUTY
};

/// What may end, survive or return: an article, phase, text, or an actor with a mandate.
pub(crate) const PART: Wanted = Wanted {
    what: "article or phase",
    accept: |element| {
        matches!(
            element,
            Element::Article(_)
                | Element::Phase(_)
                | Element::Milestone(_)
                | Element::Text(_)
                | Element::Actor(_)
        )
    },
    ..DUTY
};

impl<'a> Compiler<'a> {
    /// What a name stands for, of the kind wanted; what it lacks is told.
    pub(crate) fn resolve(&mut self, name: &Name, wanted: Wanted) -> Option<Element> {
        let Some(symbol) = self.names.find(&name.text) else {
            self.unknown(name, wanted);
            return None;
        };
        let (element, word) = (symbol.element, symbol.word);
        if (wanted.accept)(element) {
            return Some(element);
        }
        let what = wanted.what;
        let message = format!(
            "`{}` is {} {word}; {} {what} is wanted here",
            name.text,
            article_before(word),
            article_before(what)
        );
        self.wrong(name, message, String::new());
        None
    }

    /// E0105 about a name.
    pub(crate) fn wrong(&mut self, name: &Name, message: String, help: String) {
        let key = format!("{} {message}", name.text);
        self.report.fold("E0105", &key, name.span, || {
            let finding = Finding::new("E0105", name.span, message);
            if help.is_empty() {
                finding
            } else {
                finding.help(help)
            }
        });
    }

    /// A name that stands for nothing, told once for the whole text.
    pub(crate) fn unknown(&mut self, name: &Name, wanted: Wanted) {
        if self.report.again(wanted.code, &name.text, name.span) {
            return;
        }
        let similar = self.similar(&name.text, wanted.accept);
        let what = wanted.what;
        let mut message = format!("there is no {what} called `{}`", name.text);
        if let Some(similar) = similar {
            message.push_str(&format!("; did you mean `{similar}`?"));
        }
        let finding = Finding::new(wanted.code, name.span, message);
        self.report
            .fold(wanted.code, &name.text, name.span, || finding);
    }

    /// The declared name of the right kind that is nearest. It counts as used: whoever wrote the
    /// other meant it.
    pub(crate) fn similar(&mut self, text: &str, accept: fn(Element) -> bool) -> Option<String> {
        if !self.report.may_suggest() {
            return None;
        }
        let candidates = self
            .names
            .all()
            .filter(|(_, symbol)| accept(symbol.element));
        let found = similar::nearest(text, candidates.map(|(name, _)| name))?.to_owned();
        self.names.find(&found);
        Some(found)
    }

    /// An actor.
    pub(crate) fn actor_named(&mut self, name: &Name, wanted: Wanted) -> Option<ActorId> {
        match self.resolve(name, wanted)? {
            Element::Actor(id) => Some(id),
            _ => None,
        }
    }

    /// Several actors.
    pub(crate) fn actors_named(&mut self, names: &List<Name>) -> Vec<ActorId> {
        names
            .items
            .iter()
            .filter_map(|name| self.actor_named(name, ACTOR))
            .collect()
    }

    /// A phase.
    pub(crate) fn phase_named(&mut self, name: &Name) -> Option<PhaseId> {
        match self.resolve(name, PHASE)? {
            Element::Phase(id) => Some(id),
            _ => None,
        }
    }

    /// A text.
    pub(crate) fn text_named(&mut self, name: &Name) -> Option<TextId> {
        match self.resolve(name, TEXT)? {
            Element::Text(id) => Some(id),
            _ => None,
        }
    }

    /// Several texts.
    pub(crate) fn texts_named(&mut self, names: &List<Name>) -> Vec<TextId> {
        names
            .items
            .iter()
            .filter_map(|name| self.text_named(name))
            .collect()
    }

    /// An article, without its row.
    pub(crate) fn article_named(&mut self, name: &Name) -> Option<ArticleId> {
        match self.resolve(name, ARTICLE)? {
            Element::Article(id) => Some(id),
            _ => None,
        }
    }

    /// Several articles, without their rows.
    pub(crate) fn articles_named(&mut self, names: &List<Name>) -> Vec<ArticleId> {
        names
            .items
            .iter()
            .filter_map(|name| self.article_named(name))
            .collect()
    }

    /// Several parts of the agreement.
    pub(crate) fn parts_named(&mut self, names: &List<Name>) -> Vec<Element> {
        names
            .items
            .iter()
            .filter_map(|name| self.resolve(name, PART))
            .collect()
    }

    /// Something with a status, and which row of it.
    pub(crate) fn reference(&mut self, duty: &DutyRef) -> Option<Reference> {
        self.reference_to(duty, DUTY)
    }

    /// Several of them.
    pub(crate) fn references(&mut self, duties: &List<DutyRef>) -> Vec<Reference> {
        duties
            .items
            .iter()
            .filter_map(|duty| self.reference(duty))
            .collect()
    }

    /// Something of a wanted kind, and which row of it.
    pub(crate) fn reference_to(&mut self, duty: &DutyRef, wanted: Wanted) -> Option<Reference> {
        let element = self.resolve(&duty.name, wanted)?;
        let row = match self.tabled(element) {
            Tabled::By(schedule) => self.row_of(duty, schedule)?,
            Tabled::No => self.no_rows(duty),
            Tabled::Unknown => RowRef::None,
        };
        Some(Reference { element, row })
    }

    /// Whether something is repeated for the rows of a table.
    pub(crate) fn tabled(&self, element: Element) -> Tabled {
        let tabled = match element {
            Element::Article(id) => self.article_rows.get(id.index()).copied(),
            _ => None,
        };
        tabled.unwrap_or(Tabled::No)
    }

    /// Which row of a tabled article.
    fn row_of(&mut self, duty: &DutyRef, schedule: ScheduleId) -> Option<RowRef> {
        let here = self.rows() == Some(schedule);
        match &duty.row {
            ast::RowRef::Every => Some(RowRef::Every),
            ast::RowRef::Row(row) => self.row_named(row, schedule).map(RowRef::Row),
            ast::RowRef::Bare if here => Some(RowRef::Same),
            ast::RowRef::Bare => {
                let name = &duty.name.text;
                let table = self.schedule_name(schedule);
                let message = format!("`{name}` is owed once for each row of `{table}`");
                let row = self.first_row(schedule);
                let help = format!("write `{name} of {row}` or `every {name}`");
                self.no_such_row(duty.span, message, help);
                None
            }
            ast::RowRef::Same(word) => self.beside(word, schedule, RowRef::Same),
            ast::RowRef::Next(word) => self.beside(word, schedule, RowRef::Next),
            ast::RowRef::Previous(word) => self.beside(word, schedule, RowRef::Previous),
        }
    }

    /// A row told by the row we are in: it wants a `for each` of the same table.
    fn beside(&mut self, word: &Name, schedule: ScheduleId, row: RowRef) -> Option<RowRef> {
        if self.rows() == Some(schedule) {
            return self.row_word(word).then_some(row);
        }
        let table = self.schedule_name(schedule);
        let message =
            format!("only inside `for each … of {table}` is there a same, next or last row");
        let help = format!("name the row: `of {}`", self.first_row(schedule));
        self.no_such_row(word.span, message, help);
        None
    }

    /// What has no rows is named without one.
    fn no_rows(&mut self, duty: &DutyRef) -> RowRef {
        let word = match &duty.row {
            ast::RowRef::Bare | ast::RowRef::Every => return RowRef::None,
            ast::RowRef::Same(word)
            | ast::RowRef::Next(word)
            | ast::RowRef::Previous(word)
            | ast::RowRef::Row(word) => word,
        };
        let name = &duty.name.text;
        let message = format!("`{name}` is owed once; it has no rows");
        self.no_such_row(word.span, message, format!("write `{name}` alone"));
        RowRef::None
    }

    /// E0103 about a row.
    pub(crate) fn no_such_row(&mut self, at: Span, message: String, help: String) {
        let key = message.clone();
        self.report.fold("E0103", &key, at, || {
            let finding = Finding::new("E0103", at, message);
            if help.is_empty() {
                finding
            } else {
                finding.help(help)
            }
        });
    }
}
