//! An agreement as a document: headings, articles with their paragraphs, tables and notes, whatever
//! the format it is written in.
//!
//! The three writers ([`crate::text`], [`crate::html`], [`crate::docx`]) share this tree, so that
//! no format says more or less than another.

mod articles;
mod back;
mod definitions;
mod front;

use crate::english::English;
use crate::frame::Frame;
use crate::line::{Direction, Line, atom, holds_other, is_right_to_left};
use model::{Agreement, Element, Naming};

/// What a document or a matrix is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The tag of the language of its fixed words, its labels and the prose beside the rules.
    pub lang: String,
}

impl Options {
    /// Made for readers of a language.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        Self {
            lang: lang.to_owned(),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new("en")
    }
}

/// What the parties want of their own document. By default only the prose of its language stands
/// beside the rules, and the signed text prevails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The prose of every language beside the rules.
    pub all_prose: bool,
    /// The parties agreed that the formal annex prevails over the signed text.
    pub annex_prevails: bool,
}

/// A document before it is written.
#[derive(Clone, Debug)]
pub struct Document {
    /// The tag of its language.
    pub language: String,
    /// The direction of its language.
    pub direction: Direction,
    /// The fixed words of its language.
    pub frame: &'static Frame,
    /// Its title.
    pub title: Line,
    /// The titles in other languages.
    pub subtitles: Vec<Line>,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading: level 2 for a section, 3 for a part of it.
    Heading {
        /// Its depth.
        level: u8,
        /// Where links to it lead.
        anchor: String,
        /// Its words.
        line: Line,
    },
    /// A paragraph.
    Paragraph(Role, Line),
    /// An article.
    Article(Box<ArticleBlock>),
    /// A table.
    Table(Table),
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The words of the text or of the annex.
    Plain,
    /// Prose of the signed text.
    Prose,
    /// A remark of the annex on itself.
    Note,
    /// An item of a list.
    Item,
}

/// An article of the annex.
#[derive(Clone, Debug)]
pub struct ArticleBlock {
    /// Its number.
    pub number: u32,
    /// Where links to it lead.
    pub anchor: String,
    /// `Article 2. Release of the first three captives`
    pub heading: Line,
    /// What kind of rule it is.
    pub kind: Line,
    /// The paragraphs of the signed text it formalises.
    pub cites: Option<Line>,
    /// The signed text.
    pub prose: Vec<Line>,
    /// The rule, in numbered paragraphs.
    pub rule: Vec<Numbered>,
    /// What the text does not say, and other remarks.
    pub notes: Vec<Line>,
    /// Rival readings.
    pub readings: Vec<ReadingBlock>,
}

/// A numbered paragraph.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// `(1)`, `(a)`
    pub mark: String,
    /// Whether it is a step inside the paragraph before it.
    pub step: bool,
    /// Its words.
    pub line: Line,
}

/// What somebody takes an article to mean.
#[derive(Clone, Debug)]
pub struct ReadingBlock {
    /// Whose it is, or where it is found, and its title.
    pub heading: Line,
    /// What it says.
    pub line: Line,
}

/// A table; its first row is a heading.
#[derive(Clone, Debug)]
pub struct Table {
    /// The headings of its columns.
    pub header: Vec<Line>,
    /// Its cells.
    pub rows: Vec<Vec<Line>>,
}

/// Makes the document of an agreement.
#[must_use]
pub fn render(agreement: &Agreement, options: &Options) -> Document {
    render_in(agreement, options, Manner::default())
}

/// Makes the document of an agreement in the manner its parties want.
#[must_use]
pub fn render_in(agreement: &Agreement, options: &Options, manner: Manner) -> Document {
    let mut builder = Builder::new(agreement, options, manner);
    builder.front();
    builder.definitions();
    builder.articles();
    builder.back();
    builder.finish()
}

/// Collects the blocks of a document.
struct Builder<'a> {
    agreement: &'a Agreement,
    lang: &'a str,
    manner: Manner,
    english: English<'a>,
    frame: &'static Frame,
    blocks: Vec<Block>,
}

impl<'a> Builder<'a> {
    fn new(agreement: &'a Agreement, options: &'a Options, manner: Manner) -> Self {
        Self {
            agreement,
            lang: &options.lang,
            manner,
            english: English::labelled(agreement, &options.lang),
            frame: Frame::of(&options.lang),
            blocks: Vec::new(),
        }
    }

    fn finish(self) -> Document {
        let naming = &self.agreement.naming;
        let title = self.label_line(naming);
        let mut subtitles: Vec<Line> = Vec::new();
        let first = (!naming.label.is_empty()).then(|| own_language(&naming.label));
        let labels = naming
            .labels
            .iter()
            .map(|(tag, label)| Line::new(tag, label));
        for line in first.into_iter().chain(labels) {
            if line.text() != title.text() && !subtitles.contains(&line) {
                subtitles.push(line);
            }
        }
        Document {
            language: self.frame.tag.to_owned(),
            direction: Direction::of(self.frame.tag),
            frame: self.frame,
            title,
            subtitles,
            blocks: self.blocks,
        }
    }

    /// A line in the language of the frame.
    fn framed(&self, text: &str) -> Line {
        Line::new(self.frame.tag, text)
    }

    /// A label inside a line of the frame: whole, where it is written in another direction.
    fn label_in_frame(&self, label: &str) -> String {
        if holds_other(label, Direction::of(self.frame.tag)) {
            atom(label)
        } else {
            label.to_owned()
        }
    }

    fn heading(&mut self, level: u8, anchor: &str, line: Line) {
        self.blocks.push(Block::Heading {
            level,
            anchor: anchor.to_owned(),
            line,
        });
    }

    fn section(&mut self, anchor: &str, words: &str) {
        let line = self.framed(words);
        self.heading(2, anchor, line);
    }

    fn paragraph(&mut self, role: Role, line: Line) {
        self.blocks.push(Block::Paragraph(role, line));
    }

    /// A table in the language of the frame; nothing where it has no rows.
    fn table(&mut self, header: &[&str], rows: Vec<Vec<Line>>) {
        if rows.is_empty() {
            return;
        }
        let header = header.iter().map(|words| self.framed(words)).collect();
        self.blocks.push(Block::Table(Table { header, rows }));
    }

    fn not_stated(&self) -> Line {
        self.framed(self.frame.not_stated)
    }

    /// A label in the language it is written in.
    fn label_line(&self, naming: &Naming) -> Line {
        let asked = naming.labels.iter().find(|(tag, _)| *tag == self.lang);
        match asked {
            Some((tag, label)) => Line::new(tag, label),
            None => own_language(&self.english.label(naming)),
        }
    }

    /// English phrases of one cell; `not stated` where there are none.
    fn phrases(&self, phrases: &[String]) -> Line {
        if phrases.is_empty() {
            self.not_stated()
        } else {
            Line::english(&phrases.join("; "))
        }
    }

    /// What else is said of anything declared: what it cites, and where the text is silent.
    fn remarks(&self, naming: &Naming) -> Vec<String> {
        let english = Frame::of("en");
        let mut all = Vec::new();
        if !naming.cites.is_empty() {
            all.push(format!("formalises {}", self.cited(naming, english)));
        }
        if !naming.silent.is_empty() {
            all.push(format!(
                "the text is silent on: {}",
                english.slots(&naming.silent)
            ));
        }
        all
    }

    /// `mou 4.3`, and whether that was checked.
    fn cited(&self, naming: &Naming, frame: &Frame) -> String {
        let cites: Vec<String> = naming
            .cites
            .iter()
            .map(|cite| {
                let words = atom(&cite.words);
                if cite.unchecked {
                    format!("{words} ({})", frame.articles.unchecked)
                } else {
                    words
                }
            })
            .collect();
        cites.join(frame.semicolon)
    }

    fn anchor(element: Element) -> String {
        match element {
            Element::Article(id) => format!("article-{}", crate::english::number(id)),
            Element::Schedule(id) => format!("schedule-{}", id.0.saturating_add(1)),
            Element::Phase(id) => format!("phase-{}", id.0.saturating_add(1)),
            _ => String::new(),
        }
    }
}

/// A first title bears no tag: its script tells the direction.
fn own_language(label: &str) -> Line {
    let language = match label.chars().find(|c| c.is_alphabetic()) {
        Some('\u{0590}'..='\u{05FF}') => "he",
        Some(c) if is_right_to_left(c) => "ar",
        _ => "en",
    };
    Line::new(language, label)
}
