//! `servanda due AGREEMENT HISTORY --as-of MOMENT`

use std::fmt::Write as _;
use std::process::ExitCode;

use model::{ActorId, Agreement, Element};
use replay::{Due, Item};

use crate::files;
use crate::replay as record;

/// What `due` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The agreement
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// The record of what happened
    #[arg(value_name = "HISTORY")]
    history: String,
    /// The moment: `19 January 2025 at 16:00`, `day 12`, `2025-01-19`
    #[arg(long, value_name = "MOMENT")]
    as_of: String,
    /// Only what one actor owes, verifies and may do
    #[arg(long = "for", value_name = "ACTOR")]
    only: Option<String>,
    /// Under this reading (may be given several times); without it, the text alone
    #[arg(long, value_name = "NAME")]
    reading: Vec<String>,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: record::Format,
}

/// Replays until the moment, and prints what is due.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let given = record::read(&args.agreement, &args.history)?;
    let agreement = &given.tales.agreement;
    let until = record::until(agreement, &given.text, &args.as_of)?;
    let profile = record::profile(agreement, &args.reading)?;
    let only = args
        .only
        .as_deref()
        .map(|name| actor(agreement, name))
        .transpose()?;
    let mut out = String::new();
    for told in &given.tales.records {
        let history = replay::history(agreement, told, &profile, Some(until));
        let due = replay::due(agreement, &history.timeline, only);
        match args.format {
            record::Format::Text => print(&mut out, agreement, &due),
            record::Format::Json => {
                let text = serde_json::to_string_pretty(&due);
                out.push_str(&text.map_err(|error| format!("it cannot be printed: {error}"))?);
                out.push('\n');
            }
        }
    }
    files::write(None, out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Somebody the agreement names.
pub fn actor(agreement: &Agreement, name: &str) -> Result<ActorId, String> {
    let mut actors = (0..).map(ActorId).zip(&agreement.actors);
    let found = actors.find(|(_, actor)| actor.naming.name == name);
    found.map(|(id, _)| id).ok_or_else(|| {
        let names: Vec<&str> = agreement
            .actors
            .iter()
            .map(|actor| actor.naming.name.as_str())
            .collect();
        format!(
            "the agreement names nobody `{name}`; it names {}",
            names.join(", ")
        )
    })
}

fn print(out: &mut String, agreement: &Agreement, due: &Due) {
    let _ = writeln!(out, "{}", agreement.naming.label);
    let _ = writeln!(out, "As of {}\n", due.now);
    list(out, "Overdue", &due.overdue);
    list(out, "Due today", &due.today);
    list(out, "Due in the 72 hours after", &due.soon);
    list(out, "Due later", &due.later);
    list(out, "Owed, no date stated", &due.undated);
    list(out, "Reported, waiting for a finding", &due.waiting);
    if !due.undecided.is_empty() {
        let _ = writeln!(out, "The text does not decide");
        for line in &due.undecided {
            let _ = writeln!(out, "  {line}");
        }
        let _ = writeln!(out);
    }
    if !due.may.is_empty() {
        let _ = writeln!(out, "What each may do now");
        for (who, deeds) in &due.may {
            let name = who;
            let label = agreement
                .actors
                .iter()
                .enumerate()
                .find(|(_, actor)| actor.naming.name == *name)
                .and_then(|(index, _)| {
                    let id = ActorId(u32::try_from(index).ok()?);
                    agreement.naming(Element::Actor(id))
                })
                .map_or("", |naming| naming.label.as_str());
            let _ = writeln!(out, "  {name} ({label})");
            for deed in deeds {
                let _ = writeln!(out, "    {deed}");
            }
        }
    }
}

fn list(out: &mut String, title: &str, items: &[Item]) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}");
    for item in items {
        let by = item
            .by
            .as_ref()
            .map(|by| format!(", by {by}"))
            .unwrap_or_default();
        let who = if item.who.is_empty() {
            "nobody is named".to_owned()
        } else {
            item.who.join(" and ")
        };
        let _ = writeln!(out, "  {} ({}): {who}{by}", item.what, item.title);
        let mut notes = vec![item.stage.clone()];
        notes.extend(item.rest.iter().map(|rest| format!("{rest} still owed")));
        notes.extend(item.marks.iter().map(|mark| (*mark).to_owned()));
        if !item.cites.is_empty() {
            notes.push(item.cites.clone());
        }
        let _ = writeln!(out, "    {}", notes.join("; "));
    }
    let _ = writeln!(out);
}
