//! Tidiness, as tests: what a reviewer should never have to say twice.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines are at most so long, in characters.
const LINE_CHARS_MAX: usize = 100;
/// Files are at most so long, in lines: longer ones are two rooms.
const FILE_LINES_MAX: usize = 700;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of ours with this ending.
fn files(ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "xtask", "peers"] {
        walk(&root().join(folder), ending, &mut found);
    }
    found.sort();
    assert!(!found.is_empty(), "no file was looked at");
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "target" && name != "snapshots" && name != "corpus" {
                walk(&path, ending, found);
            }
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
}

#[test]
fn lines_and_files_are_short() {
    let mut long = Vec::new();
    for path in files("rs") {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX {
            long.push(format!("{}: {lines} lines", path.display()));
        }
        for (line, number) in text.lines().zip(1..) {
            // A message that is broken over lines cannot be searched for: a line of text in quotes
            // may be longer, and so may one that goes on with a text.
            let quoted = line.contains('"') || line.ends_with('\\');
            if line.chars().count() > LINE_CHARS_MAX && !quoted {
                long.push(format!("{}:{number}", path.display()));
            }
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> = files("rs")
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

#[test]
fn every_page_has_its_code() {
    for entry in fs::read_dir(root().join("docs/diagnostics")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name.trim_end_matches(".md");
        assert!(findings::code(code).is_some(), "{name} explains no code");
    }
}

#[test]
fn every_code_in_the_sources_has_its_page() {
    for path in files("rs") {
        let text = fs::read_to_string(&path).unwrap();
        for quoted in text.split('"').skip(1).step_by(2) {
            let digits = quoted.len() == 5 && quoted[1..].bytes().all(|b| b.is_ascii_digit());
            if digits && quoted.starts_with(['E', 'W', 'I']) && !path.ends_with("tidy.rs") {
                assert!(
                    findings::code(quoted).is_some(),
                    "{}: {quoted}",
                    path.display()
                );
            }
        }
    }
}

/// Who may use whom: an arrow that is not here is not allowed.
const ARROWS: [(&str, &[&str]); 15] = [
    ("words", &[]),
    ("findings", &[]),
    ("network", &[]),
    ("syntax", &["findings", "words"]),
    ("model", &["words"]),
    ("kernel", &["model"]),
    ("reading", &["kernel", "model"]),
    ("replay", &["kernel", "model", "words"]),
    ("compile", &["findings", "model", "syntax", "words"]),
    ("check", &["model", "network", "words"]),
    (
        "examine",
        &["check", "compile", "findings", "model", "syntax"],
    ),
    ("render", &["model", "syntax", "words"]),
    (
        "timeline",
        &["check", "compile", "kernel", "model", "render", "replay"],
    ),
    (
        "servanda",
        &[
            "check", "examine", "findings", "kernel", "model", "render", "replay", "syntax",
            "timeline",
        ],
    ),
    (
        "xtask",
        &["examine", "findings", "kernel", "model", "replay", "syntax"],
    ),
];

#[test]
fn no_arrow_goes_the_wrong_way() {
    for (name, allowed) in ARROWS {
        let folder = if name == "xtask" {
            "xtask".into()
        } else {
            format!("crates/{name}")
        };
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let own = manifest.split("[dependencies]").nth(1).unwrap_or("");
        let own = own.split("[dev-dependencies]").next().unwrap_or("");
        for line in own.lines() {
            let used = line.split(['.', ' ', '=']).next().unwrap_or("");
            let ours = ARROWS.iter().any(|(other, _)| *other == used);
            assert!(
                !ours || allowed.contains(&used),
                "{name} may not use {used}"
            );
        }
    }
}
