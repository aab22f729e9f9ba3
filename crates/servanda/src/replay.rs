//! `servanda replay AGREEMENT HISTORY`

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::ValueEnum;
use kernel::Profile;
use model::{Agreement, Element, Instant};
use replay::{History, Say};

use crate::{files, tales};

/// What `replay` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The agreement
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// The record of what happened
    #[arg(value_name = "HISTORY")]
    history: String,
    /// Until when: `19 January 2025 at 16:00`, `day 12`, `2025-01-19`
    #[arg(long, value_name = "MOMENT")]
    until: Option<String>,
    /// Under this reading (may be given several times); without it, the text alone
    #[arg(long, value_name = "NAME")]
    reading: Vec<String>,
    /// Under every reading that this actor holds
    #[arg(long, value_name = "ACTOR", conflicts_with = "reading")]
    held_by: Option<String>,
    /// How it is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How a replay is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For other tools
    Json,
}

/// A record and its agreement, read and found to have nothing wrong.
pub struct Given {
    /// The agreement's text.
    pub text: String,
    /// What the history tells.
    pub tales: examine::Tales,
}

/// Reads an agreement and a history of it.
pub fn read(agreement: &str, history: &str) -> Result<Given, String> {
    let text = files::read_text(agreement)?;
    let told = files::read_text(history)?;
    let tales = examine::tales(&text, &told)
        .ok_or_else(|| format!("{agreement} declares no agreement; check it first"))?;
    let telling = tales::Telling {
        file: history.to_owned(),
        text: told,
        agreement: text,
        tales,
    };
    if tales::report(&telling)? {
        return Err(format!("{history} cannot be replayed until this is mended"));
    }
    if telling.tales.records.is_empty() {
        return Err(format!(
            "{history} holds no record; a record begins `record \"Its title\" of NAME, semantics 1:`"
        ));
    }
    Ok(Given {
        text: telling.agreement,
        tales: telling.tales,
    })
}

/// The instant a user means: the end of the day where no hour is given.
pub fn until(agreement: &Agreement, text: &str, words: &str) -> Result<Instant, String> {
    let moment = examine::moment(text, words)?;
    let rules = kernel::Rules::new(agreement, &Profile::default());
    let state = kernel::start(&rules);
    let window = kernel::moment(&rules, &state, &moment);
    let window = window.ok_or_else(|| {
        format!("which day `{words}` is hangs on a day 1 that the text does not fix; give a date")
    })?;
    Ok(window.latest)
}

/// The profile of the readings named.
pub fn profile(agreement: &Agreement, names: &[String]) -> Result<Profile, String> {
    let mut profile = Profile::default();
    for name in names {
        let readings = (0..).map(model::ReadingId).zip(&agreement.readings);
        let found = readings
            .filter(|(_, reading)| reading.naming.name == *name)
            .map(|(id, _)| id)
            .next();
        let known: Vec<&str> = agreement
            .readings
            .iter()
            .map(|reading| reading.naming.name.as_str())
            .collect();
        let id = found.ok_or_else(|| {
            if known.is_empty() {
                format!("the agreement has no reading called `{name}`: it has none")
            } else {
                format!(
                    "the agreement has no reading called `{name}`; it has {}",
                    known.join(", ")
                )
            }
        })?;
        profile.readings.push(id);
    }
    Ok(profile)
}

/// The profile of every reading that an actor holds.
fn held_by(agreement: &Agreement, name: &str) -> Result<Profile, String> {
    let actor = crate::due::actor(agreement, name)?;
    let readings = (0..).map(model::ReadingId).zip(&agreement.readings);
    let readings: Vec<model::ReadingId> = readings
        .filter(|(_, reading)| reading.by.contains(&actor))
        .map(|(id, _)| id)
        .collect();
    if readings.is_empty() {
        return Err(format!("no reading of the agreement is held by `{name}`"));
    }
    Ok(Profile {
        readings,
        first_day: None,
    })
}

/// Replays, and prints.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let given = read(&args.agreement, &args.history)?;
    let agreement = &given.tales.agreement;
    let until = args.until.as_deref();
    let until = until.map(|words| until_of(&given, words)).transpose()?;
    let held = args.held_by.as_deref();
    let profile = match held {
        Some(actor) => held_by(agreement, actor)?,
        None => profile(agreement, &args.reading)?,
    };
    let mut out = String::new();
    let mut shown = Vec::new();
    for record in &given.tales.records {
        if record
            .semantics
            .is_some_and(|version| version != kernel::SEMANTICS)
        {
            return Err(format!(
                "{} is read by semantics {}; this build has semantics {}",
                args.history,
                record.semantics.unwrap_or_default(),
                kernel::SEMANTICS
            ));
        }
        let history = replay::history(agreement, record, &profile, until);
        match args.format {
            Format::Text => print(&mut out, agreement, record, args, &history),
            Format::Json => shown.push(json(agreement, record, args, &history)),
        }
    }
    if args.format == Format::Json {
        let text = serde_json::to_string_pretty(&shown);
        out = text.map_err(|error| format!("the replay cannot be printed: {error}"))?;
        out.push('\n');
    }
    files::write(None, out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn until_of(given: &Given, words: &str) -> Result<Instant, String> {
    until(&given.tales.agreement, &given.text, words)
}

fn under(args: &Args) -> String {
    match &args.held_by {
        Some(actor) => format!("the readings held by {actor}"),
        None if args.reading.is_empty() => "the text alone".to_owned(),
        None => format!("the reading {}", args.reading.join(" and ")),
    }
}

fn print(
    out: &mut String,
    agreement: &Agreement,
    record: &model::Record,
    args: &Args,
    history: &History,
) {
    let _ = writeln!(out, "{}", agreement.naming.label);
    let _ = writeln!(
        out,
        "{}, by semantics {}, under {}\n",
        record.title,
        kernel::SEMANTICS,
        under(args)
    );
    for day in &history.days {
        let _ = writeln!(out, "{}", day.date);
        for entry in &day.entries {
            print_entry(out, day, entry);
        }
        for balance in &day.balances {
            let _ = writeln!(
                out,
                "  balance {}: {} has given {}",
                balance.balance,
                balance.side,
                balance.given.0 / 1000
            );
        }
    }
    for row in &history.unplaced {
        let _ = writeln!(
            out,
            "row {}: its day is counted from a day that is not known",
            row + 1
        );
    }
    let _ = writeln!(
        out,
        "\nWhat each side has owed and done, each time counted once"
    );
    for tally in replay::tallies(agreement, &history.observed) {
        let _ = writeln!(
            out,
            "  {}: owed {}, told in full {}, accepted in full {}, not in full and in time {}, \
             nothing told in time {}, rules broken now {}",
            tally.side,
            tally.owed,
            tally.told,
            tally.accepted,
            tally.breached,
            tally.untold,
            tally.broken
        );
    }
    let _ = writeln!(out, "\nHow it stands");
    let say = Say { agreement };
    for (key, it) in &history.observed.occurrences {
        if it.stage == kernel::Stage::Dormant && it.claimed.high == 0 {
            continue;
        }
        let timeliness = it.timeliness.map(|timeliness| say.timeliness(timeliness));
        let timeliness = timeliness
            .map(|words| format!(", {words}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}: {}{timeliness}",
            say.key(*key),
            say.stage(it.stage)
        );
    }
    for ((article, party), broken) in &history.observed.broken {
        let word = if *broken {
            "broken"
        } else {
            "was broken, and is kept"
        };
        let name = agreement.name(Element::Article(*article));
        let _ = writeln!(out, "  {name}: {word}, by {}", say.actor(*party));
    }
}

fn print_entry(out: &mut String, day: &replay::Day, entry: &replay::Entry) {
    let when = if entry.at.starts_with(&day.date) {
        entry.at.get(day.date.len()..).unwrap_or_default().trim()
    } else {
        entry.at.as_str()
    };
    let when = if when.is_empty() { "that day" } else { when };
    if entry.deed.is_empty() {
        let _ = writeln!(out, "  {when}, time passes");
    } else {
        let mut marks = entry.sources.join(", ");
        if entry.unchecked {
            marks.push_str(if marks.is_empty() {
                "unchecked"
            } else {
                ", unchecked"
            });
        }
        let marks = if marks.is_empty() {
            marks
        } else {
            format!(" [{marks}]")
        };
        let _ = writeln!(out, "  {when}, {}{marks}", entry.deed);
        if let Some(entered) = &entry.entered {
            let _ = writeln!(out, "    entered late, on {entered}");
        }
        if !entry.answer.is_empty() {
            let _ = writeln!(out, "    {}", entry.answer);
        }
    }
    for line in &entry.lines {
        let cites = if line.cites.is_empty() {
            String::new()
        } else {
            format!(" ({})", line.cites)
        };
        let sign = if line.undecided { "?" } else { ">" };
        let _ = writeln!(out, "    {sign} {}{cites}", line.what);
    }
}

fn json(
    agreement: &Agreement,
    record: &model::Record,
    args: &Args,
    history: &History,
) -> serde_json::Value {
    let say = Say { agreement };
    let range = |range: kernel::Range| {
        serde_json::json!([range.low, (range.high != i64::MAX).then_some(range.high)])
    };
    let standing: Vec<serde_json::Value> = history
        .observed
        .occurrences
        .iter()
        .map(|(key, it)| {
            serde_json::json!({
                "article": agreement.name(Element::Article(key.article)),
                "occurrence": say.key(*key),
                "cites": say.cites(model::Subject::of(Element::Article(key.article))),
                "stage": say.stage(it.stage),
                "timeliness": it.timeliness.map(|timeliness| say.timeliness(timeliness)),
                "deadline": it.deadline.map(|deadline| say.window(deadline)),
                "claimed": range(it.claimed),
                "accepted": range(it.accepted),
                "refused": range(it.refused),
                "pending": range(it.pending),
                "disputed": range(it.disputed),
                "breached": it.breached,
                "suspended": it.suspended,
                "withheld": it.withheld,
            })
        })
        .collect();
    serde_json::json!({
        "agreement": agreement.naming.name,
        "record": record.title,
        "semantics": kernel::SEMANTICS,
        "readings": args.reading,
        "days": history.days,
        "standing": standing,
    })
}
