//! `servanda matrix FILE --to html|csv|xlsx`

use std::process::ExitCode;

use clap::ValueEnum;

use crate::{files, language};

/// What `matrix` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The agreement
    #[arg(value_name = "FILE")]
    file: String,
    /// Into what
    #[arg(long, value_enum, default_value = "csv")]
    to: To,
    /// Titles in this language, by its tag: ar, he, es …
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: String,
    /// Write here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// Into what the matrix is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// A page for a browser or a printer
    Html,
    /// Comma-separated values
    Csv,
    /// A spreadsheet
    Xlsx,
}

/// Writes the implementation matrix.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let agreement = files::agreement(&args.file)?;
    language::told(&agreement, &args.lang, false)?;
    let matrix = render::matrix::matrix(
        &agreement,
        &render::Options {
            lang: args.lang.clone(),
        },
    );
    let bytes = match args.to {
        To::Html => render::matrix::html(&matrix).into_bytes(),
        To::Csv => render::matrix::csv(&matrix).map_err(|error| error.to_string())?,
        To::Xlsx => render::matrix::xlsx(&matrix).map_err(|error| error.to_string())?,
    };
    files::write(args.output.as_deref(), &bytes)?;
    Ok(ExitCode::SUCCESS)
}
