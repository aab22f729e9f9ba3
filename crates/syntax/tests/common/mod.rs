//! The texts that the tests of this crate share.

#![allow(dead_code, reason = "each test binary uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};

use findings::Finding;
use syntax::position::Lines;

/// A file of the corpus: its short name and its text.
pub struct Sample {
    pub name: String,
    pub text: String,
}

/// The files of a folder of the corpus, by name.
pub fn corpus(folder: &str) -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(folder);
    let samples = samples(&folder);
    assert!(!samples.is_empty(), "no samples in {}", folder.display());
    samples
}

/// The agreements, stories and records of the repository that are without errors.
pub fn agreements() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(samples(&entry.path()));
        }
    }
    all.retain(|sample| errors(&syntax::parse(&sample.text).findings) == 0);
    all
}

/// Every text at hand that is without errors.
pub fn good() -> Vec<Sample> {
    let mut all = corpus("ok");
    all.extend(agreements());
    all
}

fn samples(folder: &Path) -> Vec<Sample> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "servanda"))
        .collect();
    paths.sort();
    let sample = |path: PathBuf| Sample {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        text: fs::read_to_string(&path).unwrap(),
    };
    paths.into_iter().map(sample).collect()
}

/// How many of the findings are errors.
pub fn errors(findings: &[Finding]) -> usize {
    findings
        .iter()
        .filter(|finding| finding.code.starts_with('E'))
        .count()
}

/// Findings as a reader meets them, without the sources.
pub fn told(text: &str, findings: &[Finding]) -> String {
    let lines = Lines::new(text);
    let mut told = String::new();
    for finding in findings {
        let at = lines.position(finding.at.start);
        let (line, column) = (at.line, at.column);
        told += &format!("{line}:{column} {}: {}\n", finding.code, finding.message);
        for place in &finding.places {
            let at = lines.position(place.at.start);
            told += &format!("    also {}:{} {}\n", at.line, at.column, place.label);
        }
        for note in &finding.notes {
            told += &format!("    note: {note}\n");
        }
        for help in &finding.help {
            told += &format!("    help: {help}\n");
        }
    }
    told
}
