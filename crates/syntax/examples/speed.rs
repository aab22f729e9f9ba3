//! Reads one file many times over in one text, and prints how fast that went.

use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let times = (8 * 1024 * 1024 / text.len().max(1)).max(1);
        let many = text.repeat(times);
        let start = Instant::now();
        let read = syntax::parse(&many);
        let seconds = start.elapsed().as_secs_f64();
        let mib = many.len() as f64 / 1048576.0;
        let same = read.tree.text() == many;
        println!(
            "{path}: {mib:.1} MiB, {:.1} MiB/s, {} findings, same: {same}",
            mib / seconds,
            read.findings.len()
        );
    }
}
