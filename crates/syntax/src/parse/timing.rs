//! Milestones, phases and headings; schedules and what is said of each row.

use findings::Finding;

use super::lists::Set;
use super::{Parser, Read};
use crate::ast::*;
use crate::keywords::ROW_NAMES_REFUSED;
use crate::lex::{self, TokenKind};
use crate::tree::NodeKind;

const MILESTONE_PARTS: Set = Set {
    what: "what makes the milestone",
    mark: ",",
    ends: &["."],
    words: &["on", "at", "when", "declared", "to", "by", "silent"],
    open: false,
};

const PHASE_PARTS: Set = Set {
    what: "when the phase runs",
    mark: ",",
    ends: &["."],
    words: &[
        "from",
        "for",
        "until",
        "declared",
        "completed",
        "extended",
        "silent",
    ],
    open: false,
};

impl Parser<'_> {
    pub(super) fn milestone(&mut self) -> Read<Milestone> {
        self.expect("milestone")?;
        let name = self.declared_name("milestone")?;
        let labels = self.labels()?;
        let cites = self.cites()?;
        let mut parts = Vec::new();
        if self.eat(":") {
            let read = |p: &mut Self| p.spanned(NodeKind::Ms, Self::milestone_part);
            parts = self.first_and_parts(&MILESTONE_PARTS, read);
        }
        self.stop();
        self.once(&name.text, &parts, |part| match part {
            MilestonePart::On(_) | MilestonePart::At(_) => Some("when it is"),
            MilestonePart::When(_) => Some("what makes it"),
            MilestonePart::DeclaredBy(_) => Some("who declares it"),
            MilestonePart::AgreedBy(_) => Some("who agrees it"),
            MilestonePart::By(..) => Some("by when"),
            MilestonePart::Silent(_) => None,
        });
        Ok(Milestone {
            name,
            labels,
            cites,
            parts,
        })
    }

    fn milestone_part(&mut self) -> Read<MilestonePart> {
        match self.key(0) {
            "on" => {
                self.bump();
                Ok(MilestonePart::On(self.moment()?))
            }
            "at" => {
                self.bump();
                Ok(MilestonePart::At(self.point()?))
            }
            "when" => {
                self.bump();
                Ok(MilestonePart::When(self.condition()?))
            }
            "declared" => {
                self.expect("declared by")?;
                Ok(MilestonePart::DeclaredBy(self.panel()?))
            }
            "to" => {
                self.expect("to be agreed by")?;
                Ok(MilestonePart::AgreedBy(self.subject()?))
            }
            "by" => {
                self.bump();
                let by = self.point()?;
                Ok(MilestonePart::By(by, self.maybe_failing()?))
            }
            "silent" => Ok(MilestonePart::Silent(self.silent()?)),
            _ => self.no_part(&MILESTONE_PARTS),
        }
    }

    pub(super) fn phase(&mut self) -> Read<Phase> {
        self.expect("phase")?;
        let head = self.head("phase")?;
        let read = |p: &mut Self| p.spanned(NodeKind::PhasePart, Self::phase_part);
        let parts = self.first_and_parts(&PHASE_PARTS, read);
        self.stop();
        self.once(&head.name.text, &parts, |part| match part {
            PhasePart::From(_) => Some("when it begins"),
            PhasePart::For(_) => Some("how long it runs"),
            PhasePart::Until(_) => Some("until when it runs"),
            PhasePart::DeclaredBy(_) => Some("who declares it"),
            PhasePart::CompletedWhen(_) => Some("when it is completed"),
            PhasePart::ExtendedWhile(..) => Some("while what it is extended"),
            PhasePart::ExtendedBy(..) => Some("by whose consent it is extended"),
            PhasePart::Silent(_) => None,
        });
        Ok(Phase { head, parts })
    }

    fn phase_part(&mut self) -> Read<PhasePart> {
        match self.key(0) {
            "from" => {
                self.bump();
                Ok(PhasePart::From(self.point()?))
            }
            "for" => {
                self.bump();
                Ok(PhasePart::For(self.duration()?))
            }
            "until" => {
                self.bump();
                Ok(PhasePart::Until(self.point()?))
            }
            "declared" => {
                self.expect("declared by")?;
                Ok(PhasePart::DeclaredBy(self.panel()?))
            }
            "completed" => {
                self.expect("completed when")?;
                Ok(PhasePart::CompletedWhen(self.condition()?))
            }
            "extended" if self.is("extended while") => {
                self.expect("extended while")?;
                let while_ = self.condition()?;
                Ok(PhasePart::ExtendedWhile(while_, self.maybe_at_most()?))
            }
            "extended" => {
                self.expect("extended by consent of")?;
                let by = self.subject()?;
                Ok(PhasePart::ExtendedBy(by, self.maybe_at_most()?))
            }
            "silent" => Ok(PhasePart::Silent(self.silent()?)),
            _ => self.no_part(&PHASE_PARTS),
        }
    }

    /// `by at most 42 days`, or nothing.
    pub(super) fn maybe_at_most(&mut self) -> Read<Option<Duration>> {
        if self.eat("by at most") {
            self.duration().map(Some)
        } else {
            Ok(None)
        }
    }

    pub(super) fn heading(&mut self) -> Read<Heading> {
        self.expect("under")?;
        let heading = if self.eat("the") {
            self.expect("agreement")?;
            Heading::Agreement
        } else if self.eat("no") {
            self.expect("phase")?;
            Heading::NoPhase
        } else {
            Heading::Phase(self.name_of("a phase, `the agreement` or `no phase`")?)
        };
        self.colon()?;
        Ok(heading)
    }

    pub(super) fn schedule(&mut self) -> Read<Schedule> {
        self.expect("schedule")?;
        let name = self.declared_name("schedule")?;
        let labels = self.maybe_labels()?;
        let cites = self.cites()?;
        self.expect(":")?;
        if self.kind(0) != TokenKind::Row {
            return self.fail("a row, as in `| stage | arms |`");
        }
        let columns = self.row_cells();
        let mut rows = Vec::new();
        while self.kind(0) == TokenKind::Row {
            let span = self.word(0).span;
            let cells = self.row_cells();
            self.check_row(&cells, columns.len(), span);
            rows.push(cells);
        }
        Ok(Schedule {
            name,
            labels,
            cites,
            columns,
            rows,
        })
    }

    fn check_row(&mut self, cells: &[Quoted], columns: usize, span: findings::Span) {
        if cells.len() != columns {
            let message = format!(
                "expected {columns} cells in this row, found {}",
                cells.len()
            );
            let help = "a `-` stands for what is not stated";
            self.tell(Finding::new("E0001", span, message).help(help));
        }
        let Some(first) = cells.first() else { return };
        if ROW_NAMES_REFUSED.contains(&first.text.as_str()) {
            let message = format!("a row cannot be called `{}`", first.text);
            let help = format!(
                "`of the {} …` says something else; choose another name",
                first.text
            );
            self.tell(Finding::new("E0001", first.span, message).help(help));
        }
    }

    /// The cells of a row, without the blanks around them.
    fn row_cells(&mut self) -> Vec<Quoted> {
        let row = self.written(self.word(0));
        let span = self.bump();
        let inner = row.get(1..).unwrap_or("");
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let mut at = span.start as usize + 1;
        let mut cells = Vec::new();
        for cell in inner.split('|') {
            let text = cell.trim();
            let start = at + (cell.len() - cell.trim_start().len());
            let span = lex::span(start, start + text.len());
            cells.push(Quoted {
                text: text.to_owned(),
                span,
            });
            at += cell.len() + 1;
        }
        cells
    }

    /// `for each stage of stages: … end`
    pub(super) fn rows(&mut self) -> Read<Rows> {
        self.expect("for each")?;
        let row = self.name_of("a name for the row")?;
        self.expect("of")?;
        let schedule = self.name_of("a schedule")?;
        self.colon()?;
        let opened = self.sentence;
        let mut statements = Vec::new();
        loop {
            self.sentence = self.at;
            self.recovered = usize::MAX;
            let start = self.at;
            if self.eat("end") {
                break;
            }
            let key = self.sentence_key();
            if self.at_end()
                || !IN_ROWS.contains(&key) && super::statements::SENTENCES.contains(&key)
            {
                let first = self.words.get(opened).map_or(row.span, |word| word.span);
                let message = format!("this `for each {}` never ends", row.text);
                self.tell(
                    Finding::new("E0002", first, message).help("write `end` after its articles"),
                );
                break;
            }
            statements.push(self.statement(key));
            if self.at == start {
                self.bump();
            }
        }
        Ok(Rows {
            row,
            schedule,
            statements,
        })
    }
}

/// What may be said of each row: articles and readings.
const IN_ROWS: &[&str] = &[
    "duty",
    "standing",
    "prohibition",
    "level",
    "permission",
    "exception",
    "power",
    "linkage",
    "snapback",
    "ladder",
    "reading",
];
