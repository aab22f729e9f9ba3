//! `servanda story FILE...`

use std::fmt::Write as _;
use std::process::ExitCode;

use findings::position::Lines;

use crate::{files, tales};

/// What `story` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files with stories; the agreement they are told of is looked for in them, among the other
    /// files given, and beside them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// How many stories went which way.
#[derive(Default)]
struct Count {
    held: usize,
    failed: usize,
    as_expected: usize,
}

/// Runs every story, and says by the exit code whether all went as expected.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let mut count = Count::default();
    let mut out = String::new();
    let mut unreadable = false;
    let mut stories = 0;
    for telling in tales::read(&args.files)? {
        if tales::report(&telling)? {
            // A story that is not all read tells something else than it says.
            unreadable = true;
            let _ = writeln!(out, "not run: {} is not all read", telling.file);
            stories += telling.tales.stories.len();
            continue;
        }
        let lines = Lines::new(&telling.text);
        for story in &telling.tales.stories {
            stories += 1;
            if !story
                .told
                .iter()
                .any(|told| matches!(told, model::Told::Then { .. }))
            {
                let title = &story.title;
                let _ = writeln!(out, "FAILED: {title}: it expects nothing; write `then …`");
                count.failed += 1;
                continue;
            }
            let outcome = replay::run(&telling.tales.agreement, story);
            tell(&mut out, &mut count, &telling.file, &lines, story, &outcome);
        }
    }
    if stories == 0 {
        return Err(format!(
            "there is no story in {}; a story begins `story \"Its title\" of NAME:`",
            args.files.join(", ")
        ));
    }
    let _ = writeln!(
        out,
        "{} held, {} failed as expected, {} failed",
        count.held, count.as_expected, count.failed
    );
    files::write(None, out.as_bytes())?;
    Ok(ExitCode::from(u8::from(count.failed > 0 || unreadable)))
}

fn tell(
    out: &mut String,
    count: &mut Count,
    file: &str,
    lines: &Lines<'_>,
    story: &model::Story,
    outcome: &replay::Outcome,
) {
    let failed = !outcome.failures.is_empty();
    let word = match (failed, story.expected_to_fail) {
        (false, false) => {
            count.held += 1;
            "held"
        }
        (true, true) => {
            count.as_expected += 1;
            "failed, as expected"
        }
        (true, false) => {
            count.failed += 1;
            "FAILED"
        }
        (false, true) => {
            count.failed += 1;
            "FAILED: it was expected to fail, and everything it expects holds"
        }
    };
    let title = &story.title;
    let _ = writeln!(
        out,
        "{word}: {title} ({file}, {} expected)",
        outcome.expected
    );
    for failure in &outcome.failures {
        let line = |at: usize| lines.line(u32::try_from(at).unwrap_or(u32::MAX));
        let _ = writeln!(
            out,
            "  line {}: expected {}",
            line(failure.at),
            failure.expected
        );
        let _ = writeln!(out, "    but {}", failure.holds);
        if let Some((event, at)) = &failure.since {
            let _ = writeln!(out, "    since {event} (line {})", line(*at));
        }
    }
}
