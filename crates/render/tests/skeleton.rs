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

fn refused(csv: &str) -> String {
    from_csv(csv.as_bytes(), "x").unwrap_err().to_string()
}

/// A table as spreadsheets in a country of semicolons save it: a mark at its front, quotations over
/// lines, empty rows, headings and cells in Arabic, cells that are missing or too many.
#[test]
fn a_table_as_it_comes_is_read() {
    let source = skeleton(
        "\u{FEFF}الرقم;الجهة المسؤولة;الإجراء;الموعد النهائي;المتحقق;ملاحظات\r\n\
         1;الدولة;\"الإفراج عن 30 سجيناً\r\nبحسب القائمة \"\"أ\"\"; دفعة واحدة\";2026-03-31;\
         اللجنة المشتركة;\"سطر أول\r\nسطر ثان\"\r\n\
         \r\n;;;;;\r\n2;الحركة;تسليم الخرائط\r\n3;الحركة;فتح الطريق;قريباً;;;زائد\r\n",
    );
    assert!(source.contains("by 31 March 2026"), "{source}");
    assert!(source.contains("دفعة واحدة"), "{source}");
    assert!(source.contains("> ar: ملاحظات: سطر أول سطر ثان"), "{source}");
    assert!(source.contains("> ar: زائد"), "{source}");
    assert!(!source.contains("> en:"), "{source}");
}

#[test]
fn headings_may_stand_below_a_title() {
    let source = skeleton("sep=;\nTable of 2026;;\n\nWho;What;By when\nState;leave;2 May 2026\n");
    assert!(source.contains("state shall \"leave\""), "{source}");
    assert!(refused("Table\n\nWho;What;By when\nState;leave;31 June 2026\n").starts_with("row 4,"));
}

#[test]
fn rows_are_numbered_as_the_spreadsheet_numbers_them() {
    let said = refused(
        "Who,What,By when\r\nState,\"a\nb\",1 May 2026\r\n\r\n\r\nState,c,31 June 2026\r\n\
         State,d,31 June 2026",
    );
    let rows: Vec<&str> = said
        .lines()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(rows, ["row 5", "row 6"]);
}

#[test]
fn a_quotation_left_open_is_told_and_swallows_nothing() {
    let said = refused("Who,What\nState,go\nState,\"leave the\nroad\nMovement,stay\n");
    assert!(
        said.starts_with("row 3: a quotation mark opens a cell"),
        "{said}"
    );
    skeleton("Who,What\nState,lay a 5\" pipe\n");
}

#[test]
fn a_missing_column_is_told_with_the_headings_there_are() {
    let said = refused("Party,Deadline\nState,2026-03-31\n");
    assert!(said.contains("no column says what is to be done"), "{said}");
    assert!(
        said.contains("(the headings are “Party”, “Deadline”)"),
        "{said}"
    );
    let bytes = b"Who,What\nState,Lib\xe9rer\n";
    assert!(
        from_csv(bytes, "x")
            .unwrap_err()
            .to_string()
            .contains("line 2")
    );
}

#[test]
fn five_thousand_rows_are_read_and_five_thousand_faults_counted() {
    let table = |month: &str| {
        let rows =
            (0..5000).map(|at| format!("Party {},\"Do\nthing {at}\",31 {month} 2026\n", at % 7));
        format!("Who,What,By when\n{}", rows.collect::<String>())
    };
    let source = from_csv(table("March").as_bytes(), "x").unwrap();
    assert_eq!(source.matches("\nduty ").count(), 5000);
    let said = refused(&table("June"));
    assert_eq!(said.lines().count(), 41);
    assert!(said.ends_with("and 4960 more like these"), "{said}");
}
