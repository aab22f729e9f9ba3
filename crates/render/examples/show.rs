//! Prints one agreement in one format: a bench for whoever works on this crate.
//!
//! `cargo run -p render --example show -- FILE [LANGUAGE] [text|html|docx|csv|matrix|xlsx]`

#![expect(
    clippy::expect_used,
    reason = "a bench that fails tells whoever runs it why"
)]

use render::{Options, render};
use std::io::Write;

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a file");
    let language = args.next().unwrap_or_else(|| "en".to_owned());
    let format = args.next().unwrap_or_else(|| "text".to_owned());
    let text = std::fs::read_to_string(path).expect("a file that can be read");
    let parse = syntax::parse(&text);
    let compiled = compile::compile(&parse.file, &text);
    for finding in parse.findings.iter().chain(&compiled.findings) {
        if finding.code.starts_with('E') {
            let line = text[..finding.at.start as usize].lines().count();
            eprintln!("line {line}: {} {}", finding.code, finding.message);
        }
    }
    let agreement = compiled.agreement.expect("an agreement");
    let options = Options::new(&language);
    let document = render(&agreement, &options);
    let table = render::matrix(&agreement, &options);
    let bytes = match format.as_str() {
        "docx" => render::docx::write(&document).expect("an archive"),
        "html" => render::html::write(&document).into_bytes(),
        "csv" => render::matrix::csv(&table).expect("a table"),
        "matrix" => render::matrix::html(&table).into_bytes(),
        "xlsx" => render::matrix::xlsx(&table).expect("a workbook"),
        _ => render::text::write(&document).into_bytes(),
    };
    std::io::stdout().write_all(&bytes).expect("an open output");
}
