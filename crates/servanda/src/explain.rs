//! `servanda explain CODE`

use std::process::ExitCode;

use crate::files;

/// What `explain` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A code, as W0204; without one, every code with its title
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the page of a code, or the list of codes.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let text = match &args.code {
        None => findings::CODES
            .iter()
            .map(|entry| format!("{}  {}\n", entry.code, entry.title))
            .collect(),
        Some(name) => match findings::code(name) {
            Some(entry) => entry.page.to_owned(),
            None => {
                return Err(format!(
                    "there is no code {name}; `servanda explain` alone lists every code"
                ));
            }
        },
    };
    files::write(None, text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
