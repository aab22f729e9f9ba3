//! Reading and writing what the user names; every refusal says what to do next.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

/// Reads a whole file, or standard input for `-`. A file over the limit is refused before it is
/// read.
pub fn read(path: &str) -> Result<Vec<u8>, String> {
    let limit = syntax::SOURCE_BYTES_MAX as u64;
    let mut bytes = Vec::new();
    if path == "-" {
        let stdin = io::stdin().lock();
        stdin
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| told(path, &error))?;
        return Ok(bytes);
    }
    let file = fs::File::open(path).map_err(|error| told(path, &error))?;
    let meta = file.metadata().map_err(|error| told(path, &error))?;
    if meta.is_dir() {
        return Err(format!(
            "{path} is a folder; name the files in it, as {path}/*.servanda"
        ));
    }
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| told(path, &error))?;
    Ok(bytes)
}

/// Reads a file that must be text.
pub fn read_text(path: &str) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|error| {
        format!(
            "{path} is not UTF-8 text (byte {}); save it as UTF-8",
            error.utf8_error().valid_up_to()
        )
    })
}

/// Writes beside the file first, then puts it in place, so that a full disk never leaves half a
/// file. A link stays a link, permissions stay as they are, and no other file is written over.
pub fn replace(path: &str, bytes: &[u8]) -> Result<(), String> {
    let target = fs::canonicalize(path).map_err(|error| told(path, &error))?;
    let permissions = fs::metadata(&target)
        .map_err(|error| told(path, &error))?
        .permissions();
    if permissions.readonly() {
        return Err(told(path, &io::ErrorKind::PermissionDenied.into()));
    }
    let (beside, mut file) = new_beside(&target).map_err(|error| told(path, &error))?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &target));
    written.map_err(|error| {
        // What could not be put in place helps nobody; the error that says why is told below.
        drop(fs::remove_file(&beside));
        told(path, &error)
    })
}

/// How many names are tried for a file beside another.
const NAMES_TRIED_MAX: u32 = 1000;

/// A file that was not there before, in the folder of another, to be renamed over it.
fn new_beside(target: &Path) -> io::Result<(PathBuf, fs::File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut taken = io::ErrorKind::AlreadyExists.into();
    for number in 0..NAMES_TRIED_MAX {
        let process = std::process::id();
        let beside = target.with_file_name(format!(".{name}.new-{process}-{number}"));
        match fs::File::create_new(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Whether a file was too large to be read, so that findings say nothing about it.
pub fn is_too_large(bytes: &[u8]) -> bool {
    bytes.len() > syntax::SOURCE_BYTES_MAX
}

/// Writes to a file, or to standard output where none is named.
pub fn write(path: Option<&str>, bytes: &[u8]) -> Result<(), String> {
    match path {
        Some(path) => fs::write(path, bytes).map_err(|error| told(path, &error)),
        None => match io::stdout().lock().write_all(bytes) {
            // The reader of a pipe may stop reading; that is no failure of ours.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| told("standard output", &error)),
        },
    }
}

/// Reads and examines one agreement; refused where the file has none or has errors in its text.
pub fn agreement(path: &str) -> Result<model::Agreement, String> {
    let bytes = read(path)?;
    let (_, examined) = examine::examine_bytes(&bytes);
    let unreadable = examined
        .findings
        .iter()
        .find(|finding| examine::of_the_text(finding));
    if let Some(finding) = unreadable {
        return Err(format!(
            "{path} cannot be read whole ({}: {}); run `servanda check {path}` and mend it first",
            finding.code, finding.message
        ));
    }
    examined
        .agreement
        .ok_or_else(|| format!("{path} holds no agreement (`agreement NAME \"…\".`)"))
}

fn told(path: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {path}"),
        io::ErrorKind::PermissionDenied => format!("{path} may not be read or written by you"),
        _ => format!("{path}: {error}"),
    }
}
