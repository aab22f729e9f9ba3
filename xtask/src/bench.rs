//! How long an agreement takes to examine, and to examine again after a small edit.

use std::{hint::black_box, process::ExitCode, time::Instant};

use crate::generate::agreement;

/// Prints a table: occurrences, bytes, the first examination, the one after an edit.
pub fn run(runs: usize) -> ExitCode {
    println!("| occurrences, about | bytes | examined, ms | examined again after an edit, ms |");
    println!("|---|---|---|---|");
    for occurrences in [100, 1_000, 10_000, 100_000] {
        let text = agreement(occurrences, 1);
        // One digit of one quantity: the smallest edit that means something.
        let edited = text.replacen("at least 3", "at least 4", 1);
        assert_ne!(text, edited, "the edit found nothing to change");
        let first = median(runs, &text);
        let again = median(runs, &edited);
        println!(
            "| {occurrences} | {} | {first:.1} | {again:.1} |",
            text.len()
        );
    }
    ExitCode::SUCCESS
}

/// The median of so many runs, in milliseconds.
fn median(runs: usize, text: &str) -> f64 {
    let mut times: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            black_box(examine::examine(black_box(text)));
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
