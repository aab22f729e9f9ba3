//! Prints one line for each finding on the files named: what a rule writer looks at.

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let examined = examine::examine(&text);
        println!("{path}: {}", examined.findings.len());
        for (finding, rank) in examined.findings.iter().zip(1..) {
            let line = text
                .get(..finding.at.start as usize)
                .unwrap_or("")
                .lines()
                .count();
            println!(
                "  {rank:3} {} w{} line {line}: {} [{}]",
                finding.code,
                finding.weight,
                finding.message,
                finding
                    .articles
                    .iter()
                    .take(6)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
    }
}
