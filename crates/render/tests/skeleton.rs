//! From a table to an agreement that parses, is laid out and compiles.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]
#![allow(missing_docs, reason = "tests")]

use render::skeleton::from_csv;

fn skeleton(csv: &str) -> String {
    let source = from_csv(csv.as_bytes(), "Table of the secretariat").unwrap();
    holds(&source);
    source
}

/// The laws of a skeleton: formatted, and without an error of parser or compiler.
fn holds(source: &str) {
    assert_eq!(syntax::format(source).unwrap(), source);
    let parse = syntax::parse(source);
    let compiled = compile::compile(&parse.file, source);
    let errors: Vec<_> = parse
        .findings
        .iter()
        .chain(&compiled.findings)
        .filter(|finding| finding.code.starts_with('E'))
        .map(|finding| format!("{} {}", finding.code, finding.message))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{source}");
}

#[test]
fn a_table_becomes_an_agreement() {
    insta::assert_snapshot!(skeleton(
        "Responsible,Action,Deadline,Verifier,Clause,Budget line,Phase\n\
         Government,Release 40 prisoners,31 March 2026,Joint Commission,4.2,-,One\n\
         \"Movement; Government\",Begin talks,none stated,-,,B-7,One\n\
         Movement,Movement shall not use force,,,\"Art. 3(1)\",,\n\
         Government,Open the road,as soon as possible,Joint Commission,4.3,\"=1+1\",Two\n"
    ));
}

#[test]
fn every_fault_is_told_with_its_row_and_column() {
    let refusal = from_csv(
        b"Who;What;By when\nState;leave;03/04/2025\n;stay;\nState;go;31 February 2025\n",
        "x",
    )
    .unwrap_err();
    insta::assert_snapshot!(refusal);
}

#[test]
fn a_table_without_a_column_for_who_is_refused() {
    let refusal = from_csv(b"Action,Deadline\nleave,2025-01-01\n", "x").unwrap_err();
    insta::assert_snapshot!(refusal);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert!(from_csv(&[0xFF, 0xFE, 0x00], "x").is_err());
    assert!(from_csv(b"", "x").is_err());
    assert!(from_csv(b"Who,What\n", "x").is_err());
}

#[test]
fn hostile_cells_stay_words() {
    let source = skeleton(
        "Who,What,Note\n\
         \"a\"\"b\",\"say \"\"no\"\", then. shall not; -- > en:\",\"line\none \u{202E}two\"\n\
         shall,by,within\n\
         \u{645}\u{627},\"| a | b |\",\"'=1\"\n",
    );
    assert!(source.contains("line one two"), "{source}");
}
