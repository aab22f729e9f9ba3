//! The shared problem P5 as an agreement: a log of violations and trucks is fed to the kernel, deed
//! by deed, and RTLola reads the same log beside it in the same run.
//!
//! Its first property is not here: the language has no way to say which of several requests a deed
//! answers.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, ExitCode},
};

use kernel::{Answer, Change, Consequence, Event, Profile, Rules, State};
use model::{
    ActorId, ArticleId, DAY_SECONDS, Deed, Element, Incident, IncidentVerb, Instant, Measure,
    Reference, RowRef, Window,
};

use crate::bench_kernel::{peak, processor};

/// How many sectors the log speaks of.
const SECTORS: usize = 64;
/// 1 January 2030: the log counts its seconds from there.
const FIRST: Instant = 1_893_456_000;

const HEAD: &str = r#"agreement log "What a log is held against".
time zone UTC.
day 1 is 1 January 2030.
entry into force is 1 January 2030.
party operator "Operator".
verifier observers "Observers".
unit trucks (truck) "Trucks": counted by observers, counted over each day.

under the agreement:
"#;

/// The second and the third property in our language. A violation is an incident that breaks a
/// prohibition; a mean over any 7 days is seven weekly duties, each beginning on another day.
fn text() -> String {
    let mut out = String::from(HEAD);
    for sector in 0..SECTORS {
        let _ = write!(
            out,
            "\nprohibition calm_{sector} \"Calm\":\n  operator shall not \"violate\" \"a sector\",\n  \
             throughout the agreement,\n  incidents confirmed by observers,\n  \
             if breached, nothing follows.\n\
             power alarm_{sector} \"Alarm\":\n  observers may \"raise\" \"an alarm\",\n  \
             when calm_{sector} is breached 61 times in any 7 days.\n"
        );
    }
    for day in 1..=7 {
        let _ = write!(
            out,
            "\nduty week_{day} \"Trucks of a week\":\n  operator shall admit at least 4200 trucks,\n  \
             every 1 week from day {day},\n  if breached, nothing follows.\n"
        );
    }
    out
}

/// The agreement's names, by identity.
struct Names {
    operator: ActorId,
    observers: ActorId,
    calm: Vec<ArticleId>,
    alarm: Vec<ArticleId>,
    week: Vec<ArticleId>,
}

/// The run over one log.
struct Run<'a> {
    rules: &'a Rules,
    names: &'a Names,
    state: State,
    exceeded: usize,
    short: usize,
    /// The day being counted, and its trucks so far.
    day: i64,
    trucks: i64,
    last: Instant,
}

/// Reads a log with the kernel, then with RTLola where its program is given.
pub fn run(log: &Path, rtlola: Option<&Path>) -> ExitCode {
    match ours(log).and_then(|()| rtlola.map_or(Ok(()), |program| theirs(log, program))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn ours(log: &Path) -> Result<(), String> {
    let examined = examine::examine(&text());
    let agreement = examined.agreement.ok_or("the agreement does not compile")?;
    for finding in &examined.findings {
        if finding.severity == findings::Severity::Error {
            return Err(finding.message.clone());
        }
    }
    let names = names(&agreement).ok_or("the agreement lacks a name")?;
    let rules = Rules::new(&agreement, &Profile::default());
    let mut run = Run {
        rules: &rules,
        names: &names,
        state: kernel::start(&rules),
        exceeded: 0,
        short: 0,
        day: 0,
        trucks: 0,
        last: FIRST,
    };
    let file = std::fs::File::open(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let began = processor();
    let mut lines = 0_u32;
    for line in BufReader::new(file).lines().skip(1) {
        let line = line.map_err(|error| error.to_string())?;
        run.line(&line).ok_or("the log cannot be read")?;
        lines += 1;
    }
    run.short += breached(&kernel::tick(&rules, &mut run.state, run.last));
    let took = processor() - began;
    println!(
        "ours: B {} C {}, {lines} lines, {took:.2} s, {:.0} lines/s, most memory {} MB",
        run.exceeded,
        run.short,
        f64::from(lines) / took,
        peak().unwrap_or(0),
    );
    Ok(())
}

fn names(agreement: &model::Agreement) -> Option<Names> {
    let actor = |name: &str| {
        let mut actors = (0..).map(ActorId).zip(&agreement.actors);
        actors
            .find(|(_, actor)| actor.naming.name == name)
            .map(|(id, _)| id)
    };
    let articles = |kind: &str| -> Vec<ArticleId> {
        let all = agreement.articles();
        all.filter(|(_, article)| article.naming.name.starts_with(kind))
            .map(|(id, _)| id)
            .collect()
    };
    Some(Names {
        operator: actor("operator")?,
        observers: actor("observers")?,
        calm: articles("calm_"),
        alarm: articles("alarm_"),
        week: articles("week_"),
    })
}

impl Run<'_> {
    /// One line: time, breach, answer, sector, truck; `#` where there is nothing.
    fn line(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split(',');
        let time: Instant = cells.next()?.parse().ok()?;
        while self.day < time.div_euclid(DAY_SECONDS) {
            self.count_day();
        }
        self.last = FIRST + time;
        let sector: Option<usize> = cells.nth(2)?.parse().ok();
        let trucks: Option<i64> = cells.next()?.parse().ok();
        if let Some(sector) = sector {
            self.violation(
                *self.names.calm.get(sector)?,
                *self.names.alarm.get(sector)?,
            );
        }
        if let Some(trucks) = trucks {
            self.trucks += trucks;
        }
        Some(())
    }

    /// A violation, and whether the alarm may be raised at it.
    fn violation(&mut self, calm: ArticleId, alarm: ArticleId) {
        let incident = Deed::Incident {
            who: self.names.observers,
            verb: IncidentVerb::Finds,
            incident: Incident {
                number: 1,
                of: calm,
                grade: None,
                against: vec![self.names.operator],
            },
        };
        self.enter(&event(self.last, incident));
        let raises = Deed::Uses {
            who: self.names.observers,
            power: alarm,
            against: Vec::new(),
        };
        let may = kernel::refusal(self.rules, &self.state, &event(self.last, raises)).is_none();
        self.exceeded += usize::from(may);
    }

    /// The trucks of a day are counted once it is over, as the unit says, for each week it is of.
    fn count_day(&mut self) {
        let end = FIRST + (self.day + 1) * DAY_SECONDS - 1;
        for week in &self.names.week {
            let performs = Deed::Performance {
                who: vec![self.names.operator],
                partly: false,
                told: true,
                duty: Reference {
                    element: Element::Article(*week),
                    row: RowRef::None,
                },
                with: Some(Measure {
                    bound: None,
                    number: self.trucks * 1000,
                    percent: false,
                    noun: None,
                    so_far: None,
                }),
            };
            let told = Event {
                at: Window {
                    earliest: end,
                    latest: end,
                },
                ..event(self.state.now().max(end), performs)
            };
            self.enter(&told);
        }
        self.day += 1;
        self.trucks = 0;
    }

    fn enter(&mut self, event: &Event) {
        if let Answer::Step(followed) | Answer::Contested(_, followed) =
            kernel::apply(self.rules, &mut self.state, event)
        {
            self.short += breached(&followed);
        }
    }
}

fn breached(followed: &[Consequence]) -> usize {
    let breaches = followed
        .iter()
        .filter(|what| matches!(what.what, Change::Breached(..)));
    breaches.count()
}

fn event(at: Instant, deed: Deed) -> Event {
    Event {
        at: Window {
            earliest: at,
            latest: at,
        },
        lasting: false,
        about: false,
        recorded: at,
        citing: Vec::new(),
        deed,
    }
}

/// RTLola over the same log, one property after the other.
fn theirs(log: &Path, program: &Path) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers/rtlola");
    for property in ["answered", "exceeded", "mean"] {
        let before = children();
        let done = Command::new(program)
            .args(["monitor", "--csv-time-column", "1", "--offline"])
            .args([
                "relative-float-secs",
                "--verbosity",
                "violations",
                "--csv-in",
            ])
            .arg(log)
            .arg(folder.join(format!("{property}.lola")))
            .output()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        if !done.status.success() {
            return Err(format!("RTLola: {}", done.status));
        }
        let told = String::from_utf8_lossy(&done.stdout);
        let count = if property == "answered" {
            // `[…][Trigger][#0(13)]…`: each breach once.
            let numbers = told
                .lines()
                .filter_map(|line| line.split("#0(").nth(1)?.split(')').next());
            numbers.collect::<BTreeSet<_>>().len()
        } else {
            told.lines().count()
        };
        println!("RTLola {property}: {count}, {:.2} s", children() - before);
    }
    Ok(())
}

/// The processor time of the programs this one has run, in seconds.
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let cells = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    // The 16th and 17th of the file, in hundredths.
    let ticks = cells
        .skip(13)
        .take(2)
        .filter_map(|cell| cell.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_slides_is_asked_at_each_violation_and_a_week_begins_on_each_day() {
        let agreement = examine::examine(&text()).agreement.unwrap();
        let names = names(&agreement).unwrap();
        let rules = Rules::new(&agreement, &Profile::default());
        let mut run = Run {
            rules: &rules,
            names: &names,
            state: kernel::start(&rules),
            exceeded: 0,
            short: 0,
            day: 0,
            trucks: 0,
            last: FIRST,
        };
        // 62 in the first minute; seven days on, the window holds the last of them alone.
        for second in 0..62 {
            run.line(&format!("{second},#,#,3,#")).unwrap();
        }
        run.line("604861,#,#,3,#").unwrap();
        assert_eq!(run.exceeded, 2);
        // Nothing came in any of the weeks that ended on the seventh day and up to the fifteenth.
        let passed = kernel::tick(&rules, &mut run.state, FIRST + 16 * DAY_SECONDS);
        assert_eq!(run.short + breached(&passed), 9);
    }
}
