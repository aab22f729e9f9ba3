//! `servanda new --from SHEET.csv`

use std::process::ExitCode;

use crate::files;

/// What the table looks like, for `--help`.
const COLUMNS: &str = "\
The table is CSV in UTF-8, with commas, semicolons or tabs. It needs a column that says what is
to be done and one that says who is to do it; the order of the columns does not matter:

  commitment                 or action, obligation, task …   (needed; or `article`)
  who                        or responsible, party …         (needed)
  no., article, cited paragraph, to whom, quantity, by when, on what condition, verified by,
  if the verifier is silent, what follows, phase, exchange and order

The headings of `servanda matrix` are known in every language it prints. A column that is not
known is kept as prose. An empty cell becomes no clause. Dates: `31 March 2026`, `2026-03-31`,
`31.3.2026`, `day 22`. The book says the rest: docs/book/from-a-table.md";

/// What `new` is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = COLUMNS)]
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
