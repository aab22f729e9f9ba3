//! `servanda render FILE --to text|html|docx [--lang TAG]`

use std::process::ExitCode;

use clap::ValueEnum;

use crate::{files, language};

/// What `render` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The agreement
    #[arg(value_name = "FILE")]
    file: String,
    /// Into what
    #[arg(long, value_enum, default_value = "text")]
    to: To,
    /// Titles and prose in this language, by its tag: ar, he, es …
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: String,
    /// Write here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// Into what an agreement is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Plain text
    Text,
    /// A page for a browser or a printer
    Html,
    /// A word-processor document
    Docx,
}

/// Prints the agreement as a lawyer reads it.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let agreement = files::agreement(&args.file)?;
    language::told(&agreement, &args.lang, true)?;
    let document = render::render(
        &agreement,
        &render::Options {
            lang: args.lang.clone(),
        },
    );
    let bytes = match args.to {
        To::Text => render::text::write(&document).into_bytes(),
        To::Html => render::html::write(&document).into_bytes(),
        To::Docx => render::docx::write(&document).map_err(|error| error.to_string())?,
    };
    files::write(args.output.as_deref(), &bytes)?;
    Ok(ExitCode::SUCCESS)
}
