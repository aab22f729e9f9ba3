//! The command line as others meet it: exit codes, formats, refusals.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{
    fs,
    io::Write as _,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// A text with one warning at least and no error.
const WARNED: &str = "agreement small \"A small agreement\".\n\
    party north \"North\".\n\
    duty open_road \"Open the road\":\n  north shall open \"the river road\".\n";

/// A text with an error: an unknown actor.
const WRONG: &str = "agreement small \"A small agreement\".\n\
    party north \"North\".\n\
    duty open_road \"Open the road\":\n  nort shall open \"the river road\".\n";

fn servanda(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(args)
        .output()
        .unwrap()
}

fn with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A refused input may be left unread.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn file(name: &str, content: &[u8]) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

fn accord(name: &str) -> String {
    format!(
        "{}/../../agreements/{name}/{name}.servanda",
        env!("CARGO_MANIFEST_DIR")
    )
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_exit_code_tells_how_grave_it_is() {
    let warned = file("warned.servanda", WARNED.as_bytes());
    let wrong = file("wrong.servanda", WRONG.as_bytes());
    assert_eq!(code(&servanda(&["check", &warned])), 0);
    assert_eq!(
        code(&servanda(&["check", "--deny", "warnings", &warned])),
        1
    );
    assert_eq!(code(&servanda(&["check", &wrong])), 1);
    assert_eq!(code(&servanda(&["check", "no-such-file.servanda"])), 2);
    assert_eq!(code(&servanda(&["check"])), 2);
    assert_eq!(code(&servanda(&["chek", &warned])), 2);
    assert_eq!(code(&servanda(&["--help"])), 0);
}

#[test]
fn a_refusal_says_what_to_do() {
    let missing = servanda(&["check", "no-such-file.servanda"]);
    assert!(err(&missing).contains("there is no file no-such-file.servanda"));
    let folder = servanda(&["check", env!("CARGO_MANIFEST_DIR")]);
    assert!(
        err(&folder).contains("is a folder; name the files in it"),
        "{}",
        err(&folder)
    );
    let unknown = servanda(&["explain", "nonsense"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("lists every code"));
}

#[test]
fn json_has_the_shape_others_build_on() {
    let lebanon = accord("lebanon");
    let output = servanda(&["check", "--format", "json", &lebanon]);
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    let agreement = &value.as_array().unwrap()[0];
    assert_eq!(agreement["agreement"], "lebanon_2024");
    assert_eq!(agreement["file"], lebanon.as_str());
    let findings = agreement["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for (finding, rank) in findings.iter().zip(1_u64..) {
        assert_eq!(finding["rank"].as_u64(), Some(rank));
        for text in ["code", "severity", "message"] {
            assert!(!finding[text].as_str().unwrap().is_empty());
        }
        for list in ["articles", "cites", "notes", "help"] {
            assert!(finding[list].is_array());
        }
        for number in ["line", "column", "end_line", "end_column"] {
            assert!(finding["at"][number].as_u64().unwrap() >= 1);
        }
    }
    // As signed: no finding on what the text says may stop anybody from going on.
    assert!(
        findings
            .iter()
            .all(|finding| finding["severity"] != "error")
    );
    assert_eq!(code(&output), 0);
}

#[test]
fn several_files_are_checked_in_the_order_named() {
    let output = servanda(&[
        "check",
        "--format",
        "json",
        &accord("pair"),
        &accord("aceh"),
    ]);
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    let names: Vec<_> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["agreement"])
        .collect();
    assert_eq!(names, ["pair", "aceh"]);
}

#[test]
fn standard_input_is_a_file_too() {
    let output = with_input(&["check", "-"], WRONG.as_bytes());
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("`nort`"), "{}", out(&output));
    assert!(out(&output).contains("`north`"), "{}", out(&output));
}

#[test]
fn bytes_that_are_no_text_are_told_and_not_fatal() {
    let mut bytes = WARNED.as_bytes().to_vec();
    bytes.extend_from_slice(b"\n-- \xff\xfe\n");
    let output = with_input(&["check", "-"], &bytes);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("E0008"), "{}", out(&output));
}

#[test]
fn fifty_megabytes_are_refused_at_once() {
    let big = file("big.servanda", &b"-- nothing\n".repeat(5_000_000));
    let output = servanda(&["check", &big]);
    // Not read: no verdict, as of a file that is not there.
    assert_eq!(code(&output), 2);
    assert_eq!(code(&servanda(&["check", &accord("pair"), &big])), 2);
    assert_eq!(code(&servanda(&["fmt", "--check", &big])), 2);
    fs::remove_file(&big).unwrap();
    assert!(out(&output).contains("E0009"), "{}", out(&output));
}

#[test]
fn fmt_writes_one_form_and_leaves_errors_alone() {
    let ragged = WARNED.replace("  north shall", "north   shall");
    let path = file("ragged.servanda", ragged.as_bytes());
    assert_eq!(code(&servanda(&["fmt", "--check", &path])), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), ragged);
    assert_eq!(code(&servanda(&["fmt", &path])), 0);
    assert_eq!(
        fs::read_to_string(&path)
            .unwrap()
            .matches("north shall")
            .count(),
        1
    );
    assert_eq!(code(&servanda(&["fmt", "--check", &path])), 0);

    let broken = file("broken.servanda", b"agreement x \"X\"\nparty y \"Y\".");
    let before = fs::read(&broken).unwrap();
    assert_eq!(code(&servanda(&["fmt", &broken])), 1);
    assert_eq!(fs::read(&broken).unwrap(), before);
}

#[test]
fn explain_prints_the_page() {
    let output = servanda(&["explain", "w0204"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).starts_with("# W0204"));
    let all = out(&servanda(&["explain"]));
    assert!(all.contains("W0204") && all.contains("E0301"));
}

#[test]
fn render_and_matrix_write_what_is_asked() {
    let truce = accord("truce");
    let text = out(&servanda(&["render", &truce, "--to", "text"]));
    assert!(
        text.contains("Release of the first three captives"),
        "{text}"
    );
    let arabic = out(&servanda(&[
        "render", &truce, "--to", "html", "--lang", "ar",
    ]));
    assert!(arabic.contains("dir=\"rtl\""));
    let docx = servanda(&["render", &truce, "--to", "docx"]).stdout;
    assert!(docx.starts_with(b"PK"));
    let csv = out(&servanda(&["matrix", &truce, "--to", "csv"]));
    assert!(csv.lines().count() > 15, "{csv}");
    let xlsx = servanda(&["matrix", &truce, "--to", "xlsx"]).stdout;
    assert!(xlsx.starts_with(b"PK"));
    let refused = servanda(&["render", &file("wrong2.servanda", WRONG.as_bytes())]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("run `servanda check"));
}

#[test]
fn a_table_becomes_an_agreement_that_compiles() {
    let csv = file(
        "sheet.csv",
        b"Commitment,Who,By when,Verified by\n\
          Open the river road,North,1 March 2030,Observers\n\
          Hand over maps,South,none stated,\n",
    );
    let source = servanda(&["new", "--from", &csv, "--name", "roads"]);
    assert_eq!(code(&source), 0, "{}", err(&source));
    let checked = with_input(&["check", "-"], &source.stdout);
    assert_eq!(code(&checked), 0, "{}\n{}", out(&source), out(&checked));
    assert!(out(&source).contains("agreement roads"));
    let help = out(&servanda(&["new", "--help"]));
    for column in ["commitment", "who", "by when", "verified by", "phase"] {
        assert!(help.contains(column), "{help}");
    }
}

#[test]
fn a_language_of_which_there_is_nothing_is_refused_with_those_there_are() {
    let truce = accord("truce");
    for verb in [["render", "--to"], ["matrix", "--to"]] {
        let refused = servanda(&[verb[0], &truce, verb[1], "html", "--lang", "zz"]);
        assert_eq!(code(&refused), 2);
        assert!(refused.stdout.is_empty());
        let said = err(&refused);
        assert!(said.contains("“zz”"), "{said}");
        assert!(said.contains("fixed words in en, ar, es, fr"), "{said}");
        assert!(said.contains("names or prose in ar, en, he"), "{said}");
    }
}

#[test]
fn what_is_missing_of_a_language_is_said_in_the_document_and_beside_it() {
    let truce = accord("truce");
    let french = servanda(&["render", &truce, "--lang", "fr"]);
    assert_eq!(code(&french), 0);
    assert!(err(&french).contains("names nothing in “fr”"));
    assert!(err(&french).contains("no article of the agreement has a text in “fr”"));
    let text = out(&french);
    assert!(
        text.contains("Rien dans cet accord n’a ici de nom"),
        "{text}"
    );
    // Every article says so, not only the first page.
    let articles = text
        .matches("Cet article n’a pas de texte français")
        .count();
    assert!(articles > 10, "{articles}");

    let arabic = servanda(&["render", &truce, "--lang", "ar"]);
    assert!(err(&arabic).is_empty(), "{}", err(&arabic));
    let english = servanda(&["render", &truce]);
    assert!(err(&english).is_empty(), "{}", err(&english));

    let labelled = WARNED.replace("\"North\"", "\"North\" ru \"Север\"");
    let path = file("labelled.servanda", labelled.as_bytes());
    let russian = servanda(&["render", &path, "--lang", "ru"]);
    assert_eq!(code(&russian), 0);
    assert!(err(&russian).contains("no fixed words in “ru”"));
    assert!(out(&russian).contains("are not available in the language asked for"));
}

#[test]
fn words_read_from_the_right_do_not_move_what_stands_beside_them() {
    let text = WARNED
        .replace("\"North\"", "\"North\" ar \"الشمال (2)\"")
        .replace(
            "north shall open \"the river road\"",
            "\
            \u{200E}north shall open \"طريق النهر\", counted by nort, by \"أ\"",
        );
    let said = out(&with_input(&["check", "-"], text.as_bytes()));
    assert!(
        said.contains("\"\u{2068}طريق النهر\u{2069}\", counted by nort"),
        "{said}"
    );
    assert!(!said.contains('\u{200E}'), "{said}");
    // The carets still stand under the word they are about.
    let lines: Vec<&str> = said.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("counted by nort"))
        .unwrap();
    let shown: String = lines[at]
        .chars()
        .filter(|c| !('\u{2066}'..='\u{2069}').contains(c))
        .collect();
    let columns = |line: &str, word: &str| line.split_once(word).unwrap().0.chars().count();
    let carets = lines[at + 1..]
        .iter()
        .find(|line| line.contains('━'))
        .unwrap();
    assert_eq!(columns(carets, "━"), columns(&shown, "nort,"), "{said}");
}

#[cfg(unix)]
#[test]
fn fmt_keeps_links_permissions_and_every_other_file() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let ragged = WARNED.replace("  north shall", "north   shall");
    let target = file("kept.servanda", ragged.as_bytes());
    let neighbour = file("kept.servanda-new", b"somebody's own notes");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    let link = PathBuf::from(&target).with_file_name("link.servanda");
    let _ = fs::remove_file(&link);
    symlink(&target, &link).unwrap();

    let formatted = servanda(&["fmt", link.to_str().unwrap()]);
    assert_eq!(code(&formatted), 0, "{}", err(&formatted));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_ne!(fs::read_to_string(&target).unwrap(), ragged);
    let mode = fs::metadata(&target).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::read(&neighbour).unwrap(), b"somebody's own notes");
    let folder = fs::read_dir(link.parent().unwrap()).unwrap();
    let left = folder.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("kept.servanda.new")
    });
    assert_eq!(left.count(), 0);

    fs::write(&target, &ragged).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
    let refused = servanda(&["fmt", &target]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("may not be read or written by you"));
    assert_eq!(fs::read_to_string(&target).unwrap(), ragged);
    fs::remove_file(&target).unwrap();
}

#[test]
fn a_timeline_is_drawn_or_says_what_to_write() {
    let (truce, aceh) = (accord("truce"), accord("aceh"));
    let history = aceh.replace("aceh.servanda", "history.servanda");
    for to in ["text", "svg", "html", "json"] {
        let drawn = servanda(&["timeline", &truce, "--to", to]);
        assert_eq!(drawn.status.code(), Some(0), "{to}");
        assert!(
            String::from_utf8(drawn.stdout).unwrap().contains("day 42"),
            "{to}"
        );
    }
    let lived = servanda(&["timeline", &aceh, &history, "--as-of", "2005-10-20"]);
    assert_eq!(lived.status.code(), Some(0));
    assert!(
        String::from_utf8(lived.stdout)
            .unwrap()
            .contains("As of day 66")
    );
    let refused: [(&[&str], &str); 4] = [
        (
            &[&truce, "--what-if", "relase_last + 9 days"],
            "did you mean `release_last`",
        ),
        (&[&truce, "--as-of", "next week"], "is not a moment"),
        (&[&truce, &history], "cannot be replayed"),
        (&["absent.servanda"], "there is no file"),
    ];
    for (args, words) in refused {
        let args: Vec<&str> = ["timeline"].iter().chain(args).copied().collect();
        let told = servanda(&args);
        assert_eq!(told.status.code(), Some(2), "{args:?}");
        let message = String::from_utf8(told.stderr).unwrap();
        assert!(message.contains(words), "{message}");
    }
}
