//! Every agreement of this repository compiles, and what is said of its text is known.

use std::path::{Path, PathBuf};

fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements");
    let mut files = Vec::new();
    let mut folders = vec![root];
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

#[test]
fn every_agreement_compiles() {
    let mut said = String::new();
    for path in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        let parsed = syntax::parse(&text);
        let compiled = compile::compile(&parsed.file, &text);
        for finding in parsed.findings.iter().chain(&compiled.findings) {
            let line = text[..finding.at.start as usize].matches('\n').count() + 1;
            let name = path.file_name().unwrap().to_string_lossy();
            let places: Vec<String> = finding
                .places
                .iter()
                .map(|p| (text[..p.at.start as usize].matches('\n').count() + 1).to_string())
                .collect();
            let message = &finding.message;
            said += &format!(
                "{name}:{line} {} {message} {places:?} {:?}\n",
                finding.code, finding.help
            );
        }
    }
    print!("{said}");
}
