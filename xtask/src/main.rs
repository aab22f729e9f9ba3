//! Chores of the workspace: measures that are committed, generated agreements, tidiness.

mod bench;
mod bench_kernel;
mod bench_log;
mod bench_peers;
mod foresight;
mod generate;
mod histories;
#[cfg(test)]
mod licences;
mod mission;
#[cfg(test)]
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the workspace.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// How many of the gaps that became disputes are found from the text alone
    Foresight {
        /// Fail where the committed report differs, instead of writing it
        #[arg(long)]
        check: bool,
    },
    /// Whether the records of the accords, replayed, come to what their sheets say
    Histories {
        /// Fail where the committed report differs, instead of writing it
        #[arg(long)]
        check: bool,
    },
    /// Print a large agreement of realistic shape
    Generate {
        /// About how many occurrences it unrolls to
        #[arg(long, default_value_t = 1_000)]
        occurrences: usize,
        /// Which one
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Time the examination of generated agreements, whole and after an edit
    Bench {
        /// How often each is timed
        #[arg(long, default_value_t = 7)]
        runs: usize,
    },
    /// Time the replay of large missions by the kernel
    BenchKernel {
        /// Which stream
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// One size alone: so many duties
        #[arg(long)]
        duties: Option<usize>,
        /// One size alone: so many events
        #[arg(long)]
        events: Option<usize>,
    },
    /// Hold the log of the shared problem P5 against an agreement, and RTLola beside it
    BenchLog {
        /// A log that gen_log.py made, as csv
        log: std::path::PathBuf,
        /// The program rtlola-cli, where it is to run beside us
        #[arg(long)]
        rtlola: Option<std::path::PathBuf>,
    },
    /// Run the shared problems beside the peers
    #[command(disable_help_flag = true)]
    BenchPeers {
        /// Handed on
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    match Cli::parse().chore {
        Chore::Foresight { check } => foresight::run(check),
        Chore::Histories { check } => histories::run(check),
        Chore::Generate { occurrences, seed } => generate::run(occurrences, seed),
        Chore::Bench { runs } => bench::run(runs),
        Chore::BenchKernel {
            seed,
            duties,
            events,
        } => bench_kernel::run(seed, duties, events),
        Chore::BenchLog { log, rtlola } => bench_log::run(&log, rtlola.as_deref()),
        Chore::BenchPeers { args } => bench_peers::run(&args),
    }
}
