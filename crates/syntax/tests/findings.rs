//! What is said of wrong texts, word by word: one finding for one mistake.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says best by failing what is wrong"
)]

mod common;

fn told_of(folder: &str) -> String {
    let mut told = String::new();
    for sample in common::corpus(folder) {
        let read = syntax::parse(&sample.text);
        assert!(!read.findings.is_empty(), "{} has no finding", sample.name);
        assert_eq!(read.tree.text(), sample.text);
        told += &format!(
            "== {}\n{}\n",
            sample.name,
            common::told(&sample.text, &read.findings)
        );
    }
    told
}

#[test]
fn bad_texts_are_told_of_as_before() {
    insta::assert_snapshot!(told_of("err"));
}

#[test]
fn texts_wrong_beyond_the_grammar_are_told_of_as_before() {
    insta::assert_snapshot!(told_of("beyond"));
}

#[test]
fn good_texts_have_no_finding() {
    for sample in common::corpus("ok") {
        let read = syntax::parse(&sample.text);
        let told = common::told(&sample.text, &read.findings);
        assert_eq!(told, "", "{}", sample.name);
    }
}

#[test]
fn findings_use_no_words_of_the_trade() {
    let trade = [
        "token",
        "parse",
        "syntax",
        "identifier",
        "keyword",
        "literal",
        "EOF",
    ];
    for sample in common::corpus("err")
        .into_iter()
        .chain(common::corpus("beyond"))
    {
        for finding in syntax::parse(&sample.text).findings {
            let message = &finding.message;
            let own = message.split('`').step_by(2).collect::<String>();
            assert!(trade.iter().all(|word| !own.contains(word)), "{message}");
            assert!(!message.ends_with('.'), "{message}");
            let first = message.chars().next().unwrap_or(' ');
            assert!(!first.is_uppercase(), "{message}");
        }
    }
}

/// A misspelt clause is read as it was meant, and never takes the rest of its sentence with it.
#[test]
fn a_misspelt_clause_leaves_the_others() {
    let text = "agreement t \"T\".\nduty x \"X\":\n  north shall withdraw from gate,\n  \
                verifeid by south,\n  by day 3,\n  if breached, nothing follows.\n";
    let read = syntax::parse(text);
    let agreement = read.file.agreement.unwrap();
    let syntax::ast::StatementKind::Article(article) = &agreement.statements[0].kind else {
        panic!("no article");
    };
    assert_eq!(article.clauses.len(), 3);
    assert_eq!(read.findings.len(), 1);
}
