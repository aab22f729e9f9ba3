//! `servanda fmt [--check] FILE...`

use std::process::ExitCode;

use findings::{Report, Told};

use crate::files;

/// What `fmt` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files to write in their one form; `-` formats standard input to standard output
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Change nothing; exit with 1 if a file is not in its one form
    #[arg(long)]
    check: bool,
}

/// Formats every file. A file with errors in its text is left as it is.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let mut all_well = true;
    let mut all_read = true;
    for file in &args.files {
        let text = files::read_text(file)?;
        match syntax::format(&text) {
            Ok(formatted) if file == "-" && !args.check => {
                files::write(None, formatted.as_bytes())?;
            }
            Ok(formatted) if formatted == text => {}
            Ok(_) if args.check => {
                all_well = false;
                anstream::eprintln!(
                    "{file} is not in its one form; `servanda fmt {file}` writes it"
                );
            }
            Ok(formatted) => files::replace(file, formatted.as_bytes())?,
            Err(findings) => {
                all_well = false;
                all_read &= !files::is_too_large(text.as_bytes());
                let told = Told {
                    agreement: "",
                    file,
                    text: &text,
                    findings: &findings,
                };
                anstream::eprint!("{}", findings::report(&told, Report::default()));
                anstream::eprintln!("{file} is left as it is: mend its errors first");
            }
        }
    }
    Ok(ExitCode::from(match (all_read, all_well) {
        (false, _) => crate::UNUSABLE,
        (true, all_well) => u8::from(!all_well),
    }))
}
