//! The agreement that stories and records are told of, found among the files given or beside them.

use std::{fs, path::Path};

use examine::Tales;
use findings::{Report, Told};

use crate::files;

/// One file with stories or records, read with its agreement.
pub struct Telling {
    /// The file that tells.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The text of the agreement.
    pub agreement: String,
    /// What it tells.
    pub tales: Tales,
}

/// Reads files that tell stories or records, each with its agreement.
pub fn read(paths: &[String]) -> Result<Vec<Telling>, String> {
    let mut texts = Vec::new();
    for path in paths {
        texts.push((path.clone(), files::read_text(path)?));
    }
    let mut all = Vec::new();
    for (path, text) in &texts {
        let (_, told) = examine::names(text);
        if told.is_empty() && examine::names(text).0.is_some() && texts.len() > 1 {
            // An agreement given beside the stories told of it.
            continue;
        }
        let agreement = agreement_of(path, text, &texts)?;
        let tales = examine::tales(&agreement, text)
            .ok_or_else(|| format!("{path}: the agreement it is told of cannot be read"))?;
        all.push(Telling {
            file: path.clone(),
            text: text.clone(),
            agreement,
            tales,
        });
    }
    Ok(all)
}

/// The text of the agreement that a file is told of: its own, one given, or one beside it.
fn agreement_of(path: &str, text: &str, given: &[(String, String)]) -> Result<String, String> {
    let (own, told) = examine::names(text);
    let wanted = told.first().cloned().or_else(|| own.clone());
    let Some(wanted) = wanted else {
        return Err(format!(
            "{path} tells no story and no record, and declares no agreement"
        ));
    };
    if own.as_deref() == Some(wanted.as_str()) {
        return Ok(text.to_owned());
    }
    for (_, other) in given {
        if examine::names(other).0.as_deref() == Some(wanted.as_str()) {
            return Ok(other.clone());
        }
    }
    beside(path, &wanted).ok_or_else(|| {
        format!(
            "{path} is told of `{wanted}`, and no file beside it declares that agreement; give it \
             too: servanda story AGREEMENT {path}"
        )
    })
}

/// The agreement of a name in the folder of a file. Twins of one name are told apart by the file:
/// the one that bears the name comes first.
fn beside(path: &str, wanted: &str) -> Option<String> {
    let folder = Path::new(path).parent()?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut found: Vec<std::path::PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|file| file.extension().is_some_and(|end| end == "servanda"))
        .collect();
    let stem = folder.file_name().map(std::ffi::OsStr::to_os_string);
    found.sort_by_key(|file| {
        let own = file.file_stem().map(std::ffi::OsStr::to_os_string) == stem;
        (!own, file.clone())
    });
    found.into_iter().find_map(|file| {
        let text = files::read_text(file.to_str()?).ok()?;
        (examine::names(&text).0.as_deref() == Some(wanted)).then_some(text)
    })
}

/// Prints what is wrong in a file that tells; whether anything is.
pub fn report(told: &Telling) -> Result<bool, String> {
    let unread = told.tales.unread;
    if unread > 0 {
        // What is not all read would be followed as if it said less than it does.
        return Err(format!(
            "the agreement that {} is told of has {unread} errors, and what it says is not all \
             read; see them with `servanda check`, and mend them first",
            told.file
        ));
    }
    if told.tales.findings.is_empty() {
        return Ok(false);
    }
    let shown = [Told {
        agreement: &told.tales.agreement.naming.name,
        file: &told.file,
        text: &told.text,
        findings: &told.tales.findings,
    }];
    let [shown] = shown;
    anstream::eprint!("{}", findings::report(&shown, Report { colour: false }));
    Ok(true)
}
