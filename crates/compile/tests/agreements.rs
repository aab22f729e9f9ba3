//! Every agreement of this repository compiles without an error.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its text must fail"
)]

use std::path::{Path, PathBuf};

use findings::Severity;

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "servanda") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// What is said of a file, one finding on a line.
fn said(path: &Path, least: Severity) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let parsed = syntax::parse(&text);
    let mut compiled = compile::compile(&parsed.file, &text);
    let as_signed = (compiled.agreement.as_ref()).is_some_and(|agreement| agreement.as_signed);
    compile::regrade(&mut compiled.findings, as_signed);
    let name = path.file_name().unwrap().to_string_lossy();
    let mut said = String::new();
    for finding in parsed.findings.iter().chain(&compiled.findings) {
        if finding.severity <= least {
            let line = text[..finding.at.start as usize].matches('\n').count() + 1;
            let (code, message) = (finding.code, &finding.message);
            said += &format!("{name}:{line} {code} {message} {:?}\n", finding.help);
        }
    }
    said
}

#[test]
fn every_agreement_compiles() {
    let files = sources();
    assert!(files.len() >= 8, "the agreements are where this test looks");
    let warnings: String = files
        .iter()
        .map(|path| said(path, Severity::Warning))
        .collect();
    print!("{warnings}");
    let errors: String = files
        .iter()
        .map(|path| said(path, Severity::Error))
        .collect();
    assert!(errors.is_empty(), "{errors}");
}
