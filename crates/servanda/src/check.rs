//! `servanda check FILE...`

use std::{io::IsTerminal as _, process::ExitCode};

use clap::ValueEnum;
use examine::Examined;
use findings::{Report, Severity, Told};

use crate::files;

/// What `check` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Agreements to check; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 for warnings too
    #[arg(long, value_enum)]
    deny: Option<Deny>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For other tools
    Json,
    /// For code review tools (SARIF 2.1.0)
    Sarif,
}

/// What makes the exit code 1 besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

/// Checks every file, prints what was found, and says by the exit code whether it is grave.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let mut examined: Vec<(String, Examined)> = Vec::new();
    let mut all_read = true;
    for file in &args.files {
        let bytes = files::read(file)?;
        all_read &= !files::is_too_large(&bytes);
        examined.push(examine::examine_bytes(&bytes));
    }
    let told: Vec<Told<'_>> = args
        .files
        .iter()
        .zip(&examined)
        .map(|(file, (text, examined))| Told {
            agreement: examined.name(),
            file,
            text,
            findings: &examined.findings,
        })
        .collect();
    files::write(None, printed(&told, args.format)?.as_bytes())?;
    // The findings are printed all the same, but of a file that was not read they are no verdict.
    if !all_read {
        return Ok(ExitCode::from(crate::UNUSABLE));
    }
    let grave = |severity| match severity {
        Severity::Error => true,
        Severity::Warning => args.deny.is_some(),
        Severity::Info => false,
    };
    let any = told
        .iter()
        .flat_map(|one| one.findings)
        .any(|finding| grave(finding.severity));
    Ok(ExitCode::from(u8::from(any)))
}

fn printed(told: &[Told<'_>], format: Format) -> Result<String, String> {
    let machine = match format {
        Format::Text => {
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let reports = told
                .iter()
                .map(|one| findings::report(one, Report { colour }));
            return Ok(reports.collect::<Vec<_>>().join("\n"));
        }
        Format::Json => findings::json(told),
        Format::Sarif => findings::sarif(told),
    };
    machine
        .map(|text| text + "\n")
        .map_err(|error| format!("the findings cannot be printed: {error}"))
}
