//! The dependency policy, as a test: where packages come from, and under which licences.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

/// Licences we may carry: permissive ones only.
const ALLOWED: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "Unicode-3.0",
    "Zlib",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unlicense",
    "0BSD",
    "CC0-1.0",
];

/// Whether a licence expression can be met by what is allowed: `A OR B` by either, `A AND B` by
/// both.
fn allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" AND ").all(|part| {
        part.split(" OR ").any(|one| {
            let name = one.split(" WITH ").next().unwrap_or("").trim();
            ALLOWED.contains(&name)
        })
    })
}

#[test]
fn every_dependency_is_from_the_registry_and_permissive() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut refused = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("none stated");
        if !allowed(licence) {
            refused.insert(format!("{name}: {licence}"));
        }
        let source = package["source"].as_str();
        let registry = source.is_none_or(|source| source.starts_with("registry+"));
        if !registry {
            refused.insert(format!("{name}: not from the registry"));
        }
    }
    assert_eq!(refused, BTreeSet::new());
}

#[test]
fn an_expression_is_met_by_either_or_by_both() {
    assert!(allowed("MIT OR GPL-3.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(!allowed("MIT AND GPL-3.0"));
    assert!(!allowed("none stated"));
}
