//! Reads the files named on the command line and prints what is wrong with them.

use syntax::position::Lines;

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        let read = syntax::parse_bytes(&bytes);
        let text = read.tree.text();
        let lines = Lines::new(&text);
        for finding in &read.findings {
            let at = lines.position(finding.at.start);
            println!(
                "{path}:{}:{}: {}: {}",
                at.line, at.column, finding.code, finding.message
            );
            for help in &finding.help {
                println!("    help: {help}");
            }
        }
        println!("{path}: {} findings", read.findings.len());
    }
}
