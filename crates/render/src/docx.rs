//! A document as a file for word processors (Office Open XML).
//!
//! Written part by part on the `zip` crate. The one established crate for this format marks a
//! paragraph as right-to-left but not a run, which leaves the digits and brackets of Arabic and
//! Hebrew to chance, and brings image decoders that would double the time this workspace takes to
//! build; `zip` is here already, for workbooks.
//!
//! Paragraph numbers are words, not fields: what others cite must not change when somebody edits.
//! Word processors disagree on isolates, so a run of the other direction is embedded (U+202A,
//! U+202B, U+202C) before an implicit mark (U+200E, U+200F): all of them have known these for
//! thirty years, and together they do what an isolate does.

mod parts;
mod run;

use crate::document::{ArticleBlock, Block, Document, Numbered, Role, Table};
use crate::html::escape::escape;
use crate::line::{Direction, Line};
use run::runs;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// Writes a document.
///
/// # Errors
/// When the archive cannot be assembled, which memory alone decides.
pub fn write(document: &Document) -> Result<Vec<u8>, ZipError> {
    let body = Body::of(document);
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        (
            "word/_rels/document.xml.rels",
            parts::DOCUMENT_RELATIONSHIPS.to_owned(),
        ),
        ("word/styles.xml", parts::styles()),
        ("word/document.xml", body),
        ("docProps/core.xml", parts::properties(document)),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        // No date: the same agreement gives the same bytes.
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

struct Body {
    out: String,
    direction: Direction,
    bookmarks: u32,
}

impl Body {
    fn of(document: &Document) -> String {
        let mut body = Self {
            out: String::from(parts::DOCUMENT_OPENING),
            direction: document.direction,
            bookmarks: 0,
        };
        body.paragraph("Title", &document.title);
        for subtitle in &document.subtitles {
            body.paragraph("Subtitle", subtitle);
        }
        for block in &document.blocks {
            body.block(block);
        }
        body.out
            .push_str("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>");
        body.out.push_str(
            "<w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" \
             w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>",
        );
        if body.direction == Direction::RightToLeft {
            body.out.push_str("<w:bidi/>");
        }
        body.out.push_str("</w:sectPr></w:body></w:document>");
        body.out
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading {
                level,
                anchor,
                line,
            } => {
                let style = if *level == 2 { "Heading1" } else { "Heading2" };
                self.heading(style, anchor, line);
            }
            Block::Paragraph(role, line) => {
                let style = match role {
                    Role::Plain => "Normal",
                    Role::Prose => "Prose",
                    Role::Note => "Note",
                    Role::Item => return self.marked("Item", "–", line),
                };
                self.paragraph(style, line);
            }
            Block::Article(article) => self.article(article),
            Block::Table(table) => self.table(table),
        }
    }

    fn paragraph(&mut self, style: &str, line: &Line) {
        self.open(style, line.direction);
        self.out.push_str(&runs(line));
        self.out.push_str("</w:p>");
    }

    fn open(&mut self, style: &str, direction: Direction) {
        let bidi = match direction {
            Direction::LeftToRight => "",
            Direction::RightToLeft => "<w:bidi/>",
        };
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}</w:pPr>"
        ));
    }

    /// A heading that links lead to.
    fn heading(&mut self, style: &str, anchor: &str, line: &Line) {
        self.open(style, line.direction);
        self.bookmarks += 1;
        let (id, name) = (self.bookmarks, escape(&anchor.replace('-', "_")));
        self.out.push_str(&format!(
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"
        ));
        self.out.push_str(&runs(line));
        self.out
            .push_str(&format!("<w:bookmarkEnd w:id=\"{id}\"/></w:p>"));
    }

    /// A paragraph that hangs behind its number.
    fn marked(&mut self, style: &str, mark: &str, line: &Line) {
        self.open(style, line.direction);
        self.out.push_str(&run::mark(mark, line.direction));
        self.out.push_str("<w:r><w:tab/></w:r>");
        self.out.push_str(&runs(line));
        self.out.push_str("</w:p>");
    }

    fn article(&mut self, article: &ArticleBlock) {
        self.heading("Heading3", &article.anchor, &article.heading);
        self.paragraph("Kind", &article.kind);
        if let Some(cites) = &article.cites {
            self.paragraph("Note", cites);
        }
        for prose in &article.prose {
            self.paragraph("Prose", prose);
        }
        for paragraph in &article.rule {
            self.numbered(paragraph);
        }
        for note in &article.notes {
            self.paragraph("Note", note);
        }
        for reading in &article.readings {
            self.paragraph("ReadingHeading", &reading.heading);
            self.paragraph("Reading", &reading.line);
        }
    }

    fn numbered(&mut self, paragraph: &Numbered) {
        let style = if paragraph.step { "Step" } else { "Rule" };
        self.marked(style, &paragraph.mark, &paragraph.line);
    }

    fn table(&mut self, table: &Table) {
        let visual = match self.direction {
            Direction::LeftToRight => "",
            Direction::RightToLeft => "<w:bidiVisual/>",
        };
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/>{visual}\
             <w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>"
        ));
        let columns = table.header.len().max(1);
        for _ in 0..columns {
            let width = parts::TEXT_WIDTH / columns;
            self.out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
        self.row(
            &table.header,
            "<w:trPr><w:tblHeader/></w:trPr>",
            "CellHeading",
        );
        for row in &table.rows {
            self.row(row, "<w:trPr><w:cantSplit/></w:trPr>", "Cell");
        }
        self.out.push_str("</w:tbl>");
        // Two tables without a paragraph between them become one.
        self.open("Normal", self.direction);
        self.out.push_str("</w:p>");
    }

    fn row(&mut self, cells: &[Line], properties: &str, style: &str) {
        self.out.push_str("<w:tr>");
        self.out.push_str(properties);
        for cell in cells {
            self.out
                .push_str("<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>");
            self.paragraph(style, cell);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }
}
