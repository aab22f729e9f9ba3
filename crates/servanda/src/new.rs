//! `servanda new --from SHEET.csv`

use std::process::ExitCode;

use crate::files;

/// What `new` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The table of commitments, one a row, with a line of column names
    #[arg(long, value_name = "SHEET.csv")]
    from: String,
    /// The name of the agreement
    #[arg(long, default_value = "draft")]
    name: String,
    /// Write here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// Writes a skeleton agreement, silent where the table is silent.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let bytes = files::read(&args.from)?;
    let source = render::skeleton::from_csv(&bytes, &args.name)
        .map_err(|refusal| format!("{}: {refusal}", args.from))?;
    files::write(args.output.as_deref(), source.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
