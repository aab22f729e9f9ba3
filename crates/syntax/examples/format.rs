//! Prints the files named on the command line, formatted.

fn main() {
    for path in std::env::args().skip(1) {
        match std::fs::read_to_string(&path).map(|text| syntax::format(&text)) {
            Ok(Ok(text)) => print!("{text}"),
            Ok(Err(findings)) => println!("{path}: {} findings", findings.len()),
            Err(error) => println!("{path}: {error}"),
        }
    }
}
