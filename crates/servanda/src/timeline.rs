//! `servanda timeline AGREEMENT [HISTORY] --to text|svg|html|json`

use std::process::ExitCode;

use ::timeline::{Asked, Chart, Life};
use check::plan::Timetable;
use clap::ValueEnum;
use model::{Agreement, Instant};

use crate::{files, replay as record};

/// What `timeline` is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The agreement
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// The record of what happened, to be drawn over what was planned
    #[arg(value_name = "HISTORY")]
    history: Option<String>,
    /// As seen at a moment: `19 January 2025 at 16:00`, `day 12`, `2025-01-19`
    #[arg(long, value_name = "MOMENT")]
    as_of: Option<String>,
    /// What moves if something is late: `release_last + 9 days`, `hand_in of third + 2 weeks`
    #[arg(long, value_name = "NAME + LENGTH")]
    what_if: Option<String>,
    /// Into what
    #[arg(long, value_enum, default_value = "text")]
    to: To,
    /// Columns of the text; without it those of the terminal, or 80
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// Write here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,
}

/// Into what a timeline is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Lines for a terminal
    Text,
    /// A drawing
    Svg,
    /// A page with the drawing and the same as a table
    Html,
    /// For other tools
    Json,
}

/// How wide a terminal is taken to be that does not say.
const COLUMNS: usize = 80;

/// Draws the timeline.
pub fn run(args: &Args) -> Result<ExitCode, String> {
    let agreement = files::agreement(&args.agreement)?;
    let moment = args.as_of.as_deref();
    let moment = moment
        .map(|words| record::until(&agreement, &files::read_text(&args.agreement)?, words))
        .transpose()?;
    let life = args.history.as_deref();
    let life = life
        .map(|history| lived(&args.agreement, history, moment))
        .transpose()?;
    let entered = life.as_ref().and_then(Life::entered);
    let table = Timetable::of(&agreement, entered);
    let asked = args.what_if.as_deref();
    let asked = asked
        .map(|words| ::timeline::asked(&table, words))
        .transpose()?;
    let chart = chart(args, &table, life.as_ref(), moment, asked.as_ref())?;
    files::write(args.output.as_deref(), printed(args, &chart)?.as_bytes())?;
    told(args, &agreement, &table)
}

/// Replays the record until the moment.
fn lived(agreement: &str, history: &str, moment: Option<Instant>) -> Result<Life, String> {
    let given = record::read(agreement, history)?;
    let profile = record::profile(&given.tales.agreement, &[])?;
    let [told] = given.tales.records.as_slice() else {
        return Err(format!(
            "{history} holds {} records; keep each in a file of its own",
            given.tales.records.len()
        ));
    };
    Ok(Life::of(&given.tales.agreement, told, &profile, moment))
}

fn chart(
    args: &Args,
    table: &Timetable<'_>,
    life: Option<&Life>,
    moment: Option<Instant>,
    asked: Option<&Asked>,
) -> Result<Chart, String> {
    let chart = ::timeline::chart(table, life, moment, asked);
    if chart.is_empty() && chart.bands.is_empty() {
        return Err(format!(
            "{} has no duty and no phase, so there is nothing to draw",
            args.agreement
        ));
    }
    Ok(chart)
}

fn printed(args: &Args, chart: &Chart) -> Result<String, String> {
    Ok(match args.to {
        To::Text => ::timeline::text(chart, columns(args)),
        To::Svg => ::timeline::svg(chart),
        To::Html => ::timeline::html(chart),
        To::Json => {
            let text = serde_json::to_string_pretty(&::timeline::json(chart));
            text.map_err(|error| format!("the timeline cannot be printed: {error}"))? + "\n"
        }
    })
}

fn columns(args: &Args) -> usize {
    let terminal = || std::env::var("COLUMNS").ok()?.parse().ok();
    args.width.or_else(terminal).unwrap_or(COLUMNS)
}

/// A contradiction is told on standard error too: a drawing may be looked at later.
fn told(args: &Args, agreement: &Agreement, table: &Timetable<'_>) -> Result<ExitCode, String> {
    if table.conflicts().is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!(
        "servanda: no timetable keeps all dates; `servanda check {}` tells which",
        args.agreement
    );
    Ok(ExitCode::from(u8::from(!agreement.as_signed)))
}
