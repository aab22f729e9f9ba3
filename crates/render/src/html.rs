//! A document as one HTML file: no script, no font, no outside request.
//!
//! Every paragraph and cell bears its own `lang` and `dir`; every date, number, reference and name
//! of the other direction is in a `<bdi>`. The style knows no left and no right.

pub mod escape;

use crate::document::{ArticleBlock, Block, Document, Numbered, Role, Table};
use crate::line::Line;
use escape::{escape, language, runs};

/// The style of every page this crate writes.
pub(crate) const STYLE: &str = include_str!("html/style.css");

/// Writes a document as a page.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut page = Page {
        out: String::new(),
        in_list: false,
    };
    page.head(document);
    page.contents(document);
    page.push("<main>\n");
    for block in &document.blocks {
        page.block(block);
    }
    page.end_list();
    page.push("</main>\n</body>\n</html>\n");
    page.out
}

/// The first lines of a page, up to and with its opening `<body>`.
pub(crate) fn opening(tag: &str, direction: &str, title: &str, class: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body class=\"{class}\">\n",
        escape(title)
    )
}

struct Page {
    out: String,
    in_list: bool,
}

impl Page {
    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// An element that holds one line, with its language and direction.
    fn element(&mut self, tag: &str, class: &str, line: &Line) {
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        let (language, runs) = (language(line), runs(line));
        self.push(&format!("<{tag}{class} {language}>{runs}</{tag}>\n"));
    }

    fn head(&mut self, document: &Document) {
        let direction = document.direction.word();
        self.push(&opening(
            &document.language,
            direction,
            &document.title.text(),
            "text",
        ));
        self.push("<header class=\"titles\">\n");
        self.element("h1", "", &document.title);
        for subtitle in &document.subtitles {
            self.element("p", "", subtitle);
        }
        self.push("</header>\n");
    }

    /// Sections, and in them articles: what a reader jumps to.
    fn contents(&mut self, document: &Document) {
        let label = escape(document.frame.contents);
        self.push(&format!(
            "<nav aria-label=\"{label}\">\n<h2>{label}</h2>\n<ul>\n"
        ));
        let mut nested = false;
        for block in &document.blocks {
            match block {
                Block::Heading {
                    level: 2,
                    anchor,
                    line,
                } => {
                    self.push(if nested { "</ul></li>\n" } else { "" });
                    nested = anchor == "articles";
                    self.entry(anchor, line);
                    self.push(if nested { "<ul>\n" } else { "</li>\n" });
                }
                Block::Article(article) => {
                    self.entry(&article.anchor, &article.heading);
                    self.push("</li>\n");
                }
                _ => {}
            }
        }
        self.push(if nested { "</ul></li>\n" } else { "" });
        self.push("</ul>\n</nav>\n");
    }

    /// An entry of the contents, its list item left open.
    fn entry(&mut self, anchor: &str, line: &Line) {
        let (language, runs) = (language(line), runs(line));
        self.push(&format!(
            "<li><a {language} href=\"#{}\">{runs}</a>",
            escape(anchor)
        ));
    }

    fn block(&mut self, block: &Block) {
        if !matches!(block, Block::Paragraph(Role::Item, _)) {
            self.end_list();
        }
        match block {
            Block::Heading {
                level,
                anchor,
                line,
            } => {
                let (anchor, language, runs) = (escape(anchor), language(line), runs(line));
                self.push(&format!(
                    "<h{level} id=\"{anchor}\" {language}>{runs}</h{level}>\n"
                ));
            }
            Block::Paragraph(Role::Plain, line) => self.element("p", "", line),
            Block::Paragraph(Role::Note, line) => self.element("p", "note", line),
            Block::Paragraph(Role::Prose, line) => {
                self.push("<div class=\"prose\">\n");
                self.element("p", "", line);
                self.push("</div>\n");
            }
            Block::Paragraph(Role::Item, line) => self.item(line),
            Block::Article(article) => self.article(article),
            Block::Table(table) => self.table(table),
        }
    }

    fn item(&mut self, line: &Line) {
        if !self.in_list {
            self.push("<ul>\n");
            self.in_list = true;
        }
        self.element("li", "", line);
    }

    fn end_list(&mut self) {
        if self.in_list {
            self.push("</ul>\n");
            self.in_list = false;
        }
    }

    fn article(&mut self, article: &ArticleBlock) {
        self.push(&format!(
            "<article id=\"{}\">\n<header>\n",
            escape(&article.anchor)
        ));
        self.element("h4", "", &article.heading);
        self.element("span", "kind", &article.kind);
        self.push("</header>\n");
        if let Some(cites) = &article.cites {
            self.element("p", "cites", cites);
        }
        let two = if article.prose.is_empty() {
            "sides"
        } else {
            "sides two"
        };
        self.push(&format!("<div class=\"{two}\">\n"));
        if !article.prose.is_empty() {
            self.push("<div class=\"prose\">\n");
            for prose in &article.prose {
                self.element("p", "", prose);
            }
            self.push("</div>\n");
        }
        self.push("<div>\n");
        self.rule(&article.rule);
        for note in &article.notes {
            self.element("p", "note", note);
        }
        self.push("</div>\n</div>\n");
        for reading in &article.readings {
            self.push("<aside class=\"reading\">\n");
            self.element("p", "heading", &reading.heading);
            self.element("p", "", &reading.line);
            self.push("</aside>\n");
        }
        self.push("</article>\n");
    }

    /// Numbered paragraphs; steps are a list inside the paragraph before them.
    fn rule(&mut self, paragraphs: &[Numbered]) {
        self.push("<ol class=\"rule\">\n");
        let mut at = 0;
        while let Some(paragraph) = paragraphs.get(at) {
            at += 1;
            self.push("<li dir=\"ltr\">");
            self.mark(paragraph);
            self.push("<div>\n");
            self.element("p", "", &paragraph.line);
            let steps = paragraphs[at..].iter().take_while(|next| next.step).count();
            if steps > 0 {
                self.push("<ol class=\"steps\">\n");
                for step in &paragraphs[at..at + steps] {
                    self.push("<li>");
                    self.mark(step);
                    self.element("div", "", &step.line);
                    self.push("</li>\n");
                }
                self.push("</ol>\n");
                at += steps;
            }
            self.push("</div></li>\n");
        }
        self.push("</ol>\n");
    }

    fn mark(&mut self, paragraph: &Numbered) {
        self.push(&format!(
            "<span class=\"mark\"><bdi>{}</bdi></span>",
            escape(&paragraph.mark)
        ));
    }

    fn table(&mut self, table: &Table) {
        self.push("<div class=\"scroll\">\n<table>\n<thead>\n<tr>\n");
        for cell in &table.header {
            let (language, runs) = (language(cell), runs(cell));
            self.push(&format!("<th scope=\"col\" {language}>{runs}</th>\n"));
        }
        self.push("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.push("<tr>\n");
            for cell in row {
                self.element("td", "", cell);
            }
            self.push("</tr>\n");
        }
        self.push("</tbody>\n</table>\n</div>\n");
    }
}
