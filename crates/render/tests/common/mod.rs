//! The agreements of the project, compiled.

#![allow(dead_code, reason = "each test file uses some of it")]

use model::Agreement;
use std::path::PathBuf;

/// An agreement with its source.
pub struct Read {
    /// Its name.
    pub name: String,
    /// Its text.
    pub source: String,
    /// What was compiled of it.
    pub agreement: Agreement,
}

/// Every agreement of the project.
pub fn all() -> Vec<Read> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../agreements"));
    let mut all = Vec::new();
    let mut folders: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let file = folder.join(format!("{name}.servanda"));
        if let Ok(source) = std::fs::read_to_string(file) {
            all.push(compiled(&name, source));
        }
    }
    assert!(all.len() >= 5, "the agreements of the project are missing");
    all
}

/// One agreement of the project.
pub fn one(name: &str) -> Read {
    all().into_iter().find(|read| read.name == name).unwrap()
}

/// An agreement from its source.
pub fn compiled(name: &str, source: String) -> Read {
    let parse = syntax::parse(&source);
    let agreement = compile::compile(&parse.file, &source).agreement;
    Read {
        name: name.to_owned(),
        agreement: agreement.unwrap_or_else(|| panic!("{name} declares no agreement")),
        source,
    }
}
