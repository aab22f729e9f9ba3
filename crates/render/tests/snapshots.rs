//! Golden files: what people read. A change of a form of words is seen in review here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]
#![allow(missing_docs, reason = "tests")]

mod common;

use common::{compiled, one};
use render::{Manner, Options, html, matrix, render, render_in, text};

/// The page without its style, which is no form of words.
fn page(document: &render::Document) -> String {
    let page = html::write(document);
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    format!("{head}{body}")
}

#[test]
fn the_truce_as_text() {
    let truce = one("truce").agreement;
    insta::assert_snapshot!(text::write(&render(&truce, &Options::new("en"))));
}

#[test]
fn the_truce_as_text_beside_its_arabic() {
    let truce = one("truce").agreement;
    insta::assert_snapshot!(text::write(&render(&truce, &Options::new("ar"))));
}

#[test]
fn the_truce_as_a_page() {
    let truce = one("truce").agreement;
    insta::assert_snapshot!(page(&render(&truce, &Options::new("he"))));
}

#[test]
fn the_truce_as_a_matrix() {
    let truce = one("truce").agreement;
    let csv = matrix::csv(&matrix(&truce, &Options::new("en"))).unwrap();
    insta::assert_snapshot!(String::from_utf8(csv).unwrap().replace("\r\n", "\n"));
}

/// Every clause, power, reading and ending that the language has.
#[test]
fn every_form_of_words() {
    let source = include_str!("fixtures/everything.servanda").to_owned();
    let everything = compiled("everything", source).agreement;
    let manner = Manner {
        all_prose: true,
        ..Manner::default()
    };
    let document = render_in(&everything, &Options::new("en"), manner);
    insta::assert_snapshot!(text::write(&document));
}

#[test]
fn a_date_inside_arabic_prose_is_isolated_whole() {
    let source = include_str!("fixtures/everything.servanda").to_owned();
    let everything = compiled("everything", source).agreement;
    let page = html::write(&render(&everything, &Options::new("ar")));
    assert!(page.contains("<bdi>2026-03-05</bdi>"));
    let plain = text::write(&render(&everything, &Options::new("ar")));
    assert!(plain.contains("\u{2068}2026-03-05\u{2069}"));
}
