//! Laws that hold for every agreement, in every language and format.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]
#![allow(missing_docs, reason = "tests")]

mod common;

use common::{Read, all};
use render::frame::Frame;
use render::skeleton::from_csv;
use render::{Options, docx, english, html, matrix, render, text};
use std::collections::BTreeSet;
use std::io::Read as _;
use syntax::ast::StatementKind;
use syntax::lex::{TokenKind, lex};

fn languages() -> impl Iterator<Item = &'static str> {
    Frame::all().map(|frame| frame.tag).chain(["xx"])
}

/// The numbers of a text, as people read them: `3`, `16:00`, `1/3`, `2.5`.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ':' | '/' | '.');
    for word in text.split(|c: char| !is_part(c)) {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        if !word.is_empty() {
            all.insert(word.to_owned());
        }
    }
    all
}

/// The numbers of a stretch of source, outside quotes, prose and citations.
fn rule_numbers(source: &str) -> BTreeSet<String> {
    let (tokens, _) = lex(source);
    tokens
        .iter()
        .filter(|token| {
            matches!(
                token.kind,
                TokenKind::Number | TokenKind::Time | TokenKind::Fraction
            )
        })
        .map(|token| source[token.span.start as usize..token.span.end as usize].replace('_', ""))
        .collect()
}

fn articles(read: &Read) -> Vec<(String, String)> {
    let parse = syntax::parse(&read.source);
    let mut all = Vec::new();
    let mut push = |article: &syntax::ast::Article| {
        let text = &read.source[article.span.start as usize..article.span.end as usize];
        all.push((article.head.name.text.clone(), text.to_owned()));
    };
    for statement in parse.file.agreement.unwrap().statements {
        match &statement.kind {
            StatementKind::Article(article) => push(article),
            StatementKind::Rows(rows) => {
                for statement in &rows.statements {
                    if let StatementKind::Article(article) = &statement.kind {
                        push(article);
                    }
                }
            }
            _ => {}
        }
    }
    all
}

#[test]
fn rendering_keeps_every_number() {
    for read in all() {
        for (name, source) in articles(&read) {
            let article = read
                .agreement
                .articles
                .iter()
                .find(|article| article.naming.name == name)
                .unwrap();
            let printed = english::paragraphs(&read.agreement, article).join("\n");
            let missing: Vec<_> = rule_numbers(&source)
                .difference(&numbers(&printed))
                .cloned()
                .collect();
            assert!(
                missing.is_empty(),
                "{name} of {} lost {missing:?}:\n{printed}",
                read.name
            );
        }
    }
}

#[test]
fn a_document_keeps_every_number_of_every_statement() {
    for read in all() {
        for language in languages() {
            let document = render(&read.agreement, &Options::new(language));
            let printed = numbers(&text::write(&document));
            let missing: Vec<_> = rule_numbers(&read.source)
                .difference(&printed)
                .cloned()
                .collect();
            assert!(
                missing.is_empty(),
                "{} in {language} lost {missing:?}",
                read.name
            );
        }
    }
}

#[test]
fn every_format_says_the_same_numbers() {
    for read in all() {
        let document = render(&read.agreement, &Options::new("ar"));
        let from_text = numbers(&text::write(&document));
        let page = html::write(&document);
        let body = &page[page.find("<body").unwrap()..];
        let from_html = numbers(&without_tags(body));
        let missing: Vec<_> = from_text.difference(&from_html).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", read.name);
        let xml = document_xml(&docx::write(&document).unwrap());
        let from_docx = numbers(&without_tags(&xml));
        let missing: Vec<_> = from_text.difference(&from_docx).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", read.name);
    }
}

#[test]
fn no_text_is_wider_than_its_columns() {
    use unicode_width::UnicodeWidthStr;
    for read in all() {
        for language in languages() {
            let document = render(&read.agreement, &Options::new(language));
            for line in text::write(&document).lines() {
                let shown = render::line::plain(line);
                assert!(
                    shown.width() <= text::COLUMNS,
                    "{} columns: {shown}",
                    shown.width()
                );
                assert_eq!(
                    line.matches('\u{2068}').count(),
                    line.matches('\u{2069}').count()
                );
            }
        }
    }
}

#[test]
fn every_page_and_part_is_well_formed() {
    for read in all() {
        for language in languages() {
            let document = render(&read.agreement, &Options::new(language));
            balanced(&html::write(&document), &read.name);
            balanced(
                &matrix::html(&matrix(&read.agreement, &Options::new(language))),
                &read.name,
            );
            let bytes = docx::write(&document).unwrap();
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for at in 0..archive.len() {
                let mut part = String::new();
                archive
                    .by_index(at)
                    .unwrap()
                    .read_to_string(&mut part)
                    .unwrap();
                balanced(&part, &read.name);
            }
        }
    }
}

#[test]
fn the_same_agreement_gives_the_same_bytes() {
    for read in all() {
        let document = render(&read.agreement, &Options::new("he"));
        assert_eq!(
            docx::write(&document).unwrap(),
            docx::write(&document).unwrap()
        );
    }
}

#[test]
fn every_link_leads_somewhere() {
    for read in all() {
        let page = html::write(&render(&read.agreement, &Options::new("en")));
        for link in page.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().unwrap();
            assert!(
                page.contains(&format!("id=\"{anchor}\"")),
                "{} of {}",
                anchor,
                read.name
            );
        }
        let ids: Vec<_> = page
            .split(" id=\"")
            .skip(1)
            .map(|id| id.split('"').next())
            .collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(
            ids.len(),
            unique.len(),
            "two anchors of one name in {}",
            read.name
        );
    }
}

#[test]
fn a_matrix_has_every_cell_and_survives_the_round_trip() {
    for read in all() {
        for language in ["en", "ar", "xx"] {
            let options = Options::new(language);
            let table = matrix(&read.agreement, &options);
            for row in &table.rows {
                assert_eq!(row.len(), table.header.len());
                assert!(row.iter().all(|cell| !cell.text().is_empty()), "{row:?}");
            }
            assert!(matrix::xlsx(&table).is_ok_and(|bytes| bytes.starts_with(b"PK")));
            let csv = matrix::csv(&table).unwrap();
            let source = from_csv(&csv, &read.name).unwrap_or_else(|refusal| panic!("{refusal}"));
            assert_eq!(syntax::format(&source).as_ref(), Ok(&source));
            let parse = syntax::parse(&source);
            let compiled = compile::compile(&parse.file, &source);
            let errors: Vec<_> = compiled
                .findings
                .iter()
                .filter(|finding| finding.code.starts_with('E'))
                .map(|finding| format!("{} {}", finding.code, finding.message))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}\n{source}");
            let again = matrix(&compiled.agreement.unwrap(), &options);
            assert_eq!(again.rows.len(), table.rows.len());
            if language == "en" {
                for (before, after) in table.rows.iter().zip(&again.rows) {
                    assert_eq!(before[1].text(), after[1].text(), "titles");
                    assert_eq!(before[2].text(), after[2].text(), "citations");
                }
            }
        }
    }
}

/// On a narrow screen each row is a card, so each cell bears the heading it stands under; and the
/// headings stay in sight only where nothing around the table scrolls by itself.
#[test]
fn a_page_of_the_matrix_fits_its_screen() {
    for read in all() {
        let table = matrix(&read.agreement, &Options::new("ar"));
        let page = matrix::html(&table);
        let (_, body) = page.split_once("</style>").unwrap();
        assert!(!body.contains("class=\"scroll\""));
        for cell in body.split("<td ").skip(1) {
            let (tag, _) = cell.split_once('>').unwrap();
            let heading = tag.split("data-column=\"").nth(1).unwrap();
            let heading = heading.split('"').next().unwrap();
            assert!(
                table.header.iter().any(|line| line.text() == heading),
                "{tag}"
            );
        }
        assert!(!page.contains("min-inline-size: 110rem"));
    }
}

fn document_xml(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut part)
        .unwrap();
    part
}

fn without_tags(markup: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            // No tag cuts a number, and the cells of a table stand apart.
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&#39;", "'")
}

/// Every element that is opened is closed, in order, and no attribute holds a raw `<`.
fn balanced(markup: &str, name: &str) {
    const EMPTY: &[&str] = &["meta", "!DOCTYPE"];
    let style = markup.find("<style>").zip(markup.find("</style>"));
    let markup = match style {
        Some((open, close)) => format!("{}{}", &markup[..open + 7], &markup[close..]),
        None => markup.to_owned(),
    };
    let mut open: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag that ends");
        assert_eq!(tag.matches('"').count() % 2, 0, "{name}: <{tag}>");
        let word = tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(word), "{name}");
        } else if !tag.ends_with('/') && !tag.starts_with('?') && !EMPTY.contains(&word) {
            open.push(word);
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

/// What an editor has in its hands most of the time: a text with a line missing.
#[test]
fn a_broken_text_is_printed_as_far_as_it_goes() {
    let source = include_str!("fixtures/everything.servanda");
    let lines: Vec<&str> = source.lines().collect();
    for left_out in 0..lines.len() {
        let mut broken = lines.clone();
        broken.remove(left_out);
        let broken = broken.join("\n");
        let parse = syntax::parse(&broken);
        let Some(agreement) = compile::compile(&parse.file, &broken).agreement else {
            continue;
        };
        let options = Options::new(if left_out % 2 == 0 { "ar" } else { "en" });
        assert!(!text::write(&render(&agreement, &options)).is_empty());
        assert!(!matrix(&agreement, &options).header.is_empty());
    }
}

/// The glossary and the frames use one word for one thing, in every language that both have.
#[test]
fn the_glossary_uses_the_words_of_the_frames() {
    let glossary = include_str!("../../../docs/glossary.md");
    let (_, abroad) = glossary.split_once("## In other languages").unwrap();
    let cells = |english: &str| -> Vec<&str> {
        let row = abroad
            .lines()
            .find(|line| line.starts_with(&format!("| {english} |")));
        row.unwrap_or_else(|| panic!("no row for {english}"))
            .split('|')
            .map(str::trim)
            .collect()
    };
    for (column, tag) in [(2, "ar"), (3, "he"), (4, "fr"), (5, "es")] {
        let frame = Frame::of(tag);
        for (english, word) in [
            ("duty", frame.kinds[0]),
            ("prohibition", frame.kinds[2]),
            ("level", frame.kinds[3]),
            ("permission", frame.kinds[4]),
            ("exception", frame.kinds[5]),
            ("power", frame.kinds[6]),
            ("linkage", frame.kinds[7]),
            ("party", frame.roles[0]),
            ("mediator", frame.roles[1]),
            ("guarantor", frame.roles[2]),
            ("verifier", frame.roles[3]),
            ("signatory", frame.roles[4]),
            ("outsider", frame.roles[6]),
        ] {
            assert_eq!(cells(english)[column], word, "{english} in {tag}");
        }
    }
}
