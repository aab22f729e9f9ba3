//! The command line: one file for each verb, named as the user types it.

mod check;
mod due;
mod explain;
mod files;
mod fmt;
mod language;
mod matrix;
mod new;
mod render;
mod replay;
mod story;
mod tales;
mod timeline;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks peace agreements before they are signed.
#[derive(Debug, Parser)]
#[command(name = "servanda", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Find what will go wrong with agreements
    Check(check::Args),
    /// Say what is due at a moment, and what each may do
    Due(due::Args),
    /// Say what a code means, with an example and a better one
    Explain(explain::Args),
    /// Write agreements in their one form
    Fmt(fmt::Args),
    /// Make the implementation matrix: who owes what, by when, verified by whom
    Matrix(matrix::Args),
    /// Begin an agreement from a table of commitments
    New(new::Args),
    /// Print an agreement as a lawyer reads it
    Render(render::Args),
    /// Replay what happened, day by day, by the text
    Replay(replay::Args),
    /// Run stories: what the text makes follow, as tests
    Story(story::Args),
    /// Draw what is planned on a scale of time, and what happened over it
    Timeline(timeline::Args),
}

/// The call was wrong, or a file could not be read.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { UNUSABLE } else { 0 };
            // A terminal that is gone cannot be told anything more.
            drop(error.print());
            return ExitCode::from(code);
        }
    };
    let outcome = match cli.verb {
        Verb::Check(args) => check::run(&args),
        Verb::Due(args) => due::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Fmt(args) => fmt::run(&args),
        Verb::Matrix(args) => matrix::run(&args),
        Verb::New(args) => new::run(&args),
        Verb::Render(args) => render::run(&args),
        Verb::Replay(args) => replay::run(&args),
        Verb::Story(args) => story::run(&args),
        Verb::Timeline(args) => timeline::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(refusal) => {
            anstream::eprintln!("servanda: {refusal}");
            ExitCode::from(UNUSABLE)
        }
    }
}
