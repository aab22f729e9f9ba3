//! What the two say of one life, and where they first say something else.

use std::collections::BTreeSet;
use std::fmt;

use kernel::{Answer, Contest, Event, Observed, Profile, Refusal, Rules};
use model::{Agreement, Subject};
use reading::Verdict;

use crate::common::day;
use crate::coverage::Coverage;

/// Until when time passes after the log.
pub const LAST_DAY: i64 = 24;

/// The first thing on which they differ.
pub struct Difference {
    /// After how many events; as many as there are: when time has passed.
    pub after: usize,
    /// Field by field: what differs, what the kernel says, what the reading says.
    pub fields: Vec<(String, String, String)>,
}

impl Difference {
    /// What kind of difference it is.
    pub fn signature(&self, log: &[Event]) -> String {
        let deed = log.get(self.after).map_or("end", |event| kind(event));
        let first = self.fields.first();
        let first = first.map_or(String::new(), |(what, kernel, reading)| {
            let what: String = what.split(' ').next().unwrap_or("").to_owned();
            let short = |text: &str| text.split(['{', '(']).next().unwrap_or("").to_owned();
            format!("{what}: {} / {}", short(kernel), short(reading))
        });
        format!("{deed}: {first}")
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "after event {} (from 0)", self.after)?;
        for (what, kernel, reading) in &self.fields {
            writeln!(
                out,
                "  {what}\n    kernel:  {kernel}\n    reading: {reading}"
            )?;
        }
        Ok(())
    }
}

/// The word for a deed.
pub fn kind(event: &Event) -> &'static str {
    let text = format!("{:?}", event.deed);
    let word: String = text
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    KINDS
        .iter()
        .find(|kind| **kind == word)
        .copied()
        .unwrap_or("?")
}

/// Every kind of deed.
pub const KINDS: [&str; 34] = [
    "Performance",
    "Counts",
    "Plans",
    "Receives",
    "Confirms",
    "Refuses",
    "HoldsPending",
    "Unable",
    "Finds",
    "Disputes",
    "RulesMeasure",
    "RulesFact",
    "Declares",
    "DeclaresComplete",
    "Corrects",
    "Incident",
    "Justifies",
    "Withholds",
    "Resumes",
    "Uses",
    "ContestsStanding",
    "Adopts",
    "ExtendsUntil",
    "ExtendsBy",
    "Consents",
    "Proposes",
    "RefusesConsent",
    "Agree",
    "Refers",
    "Opens",
    "Acts",
    "Joins",
    "Says",
    "EntersIntoForce",
];

/// An event in one line.
pub fn event_line(event: &Event) -> String {
    let first = crate::common::FIRST;
    let at = |instant: i64| {
        let since = instant - first;
        let (date, left) = (since.div_euclid(86_400) + 1, since.rem_euclid(86_400));
        format!(
            "{date}.{:02}:{:02}:{:02}",
            left / 3_600,
            left / 60 % 60,
            left % 60
        )
    };
    let about = if event.about { " about" } else { "" };
    format!(
        "[{}, {}]{about} > {}: {:?}",
        at(event.at.earliest),
        at(event.at.latest),
        at(event.recorded),
        event.deed
    )
}

/// What each says of an event, clause positions left out.
fn answers(answer: &Answer) -> String {
    match answer {
        Answer::Step(_) => "step".to_owned(),
        Answer::Contested(contest, _) => contest_word(contest),
        Answer::Refused(refusal) => refusal_word(refusal),
    }
}

fn verdicts(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Stepped => "step".to_owned(),
        Verdict::Contested(contest) => contest_word(contest),
        Verdict::Refused(refusal) => refusal_word(refusal),
    }
}

fn contest_word(contest: &Contest) -> String {
    match contest {
        Contest::NobodyNamed(_) => "contested: nobody named",
        Contest::Standing(_) => "contested: standing",
        Contest::Condition(_) => "contested: condition",
        Contest::TooLate(_) => "contested: too late",
        Contest::Consent(_) => "contested: consent",
    }
    .to_owned()
}

fn refusal_word(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Back { .. } => "refused: back",
        Refusal::Future => "refused: future",
        Refusal::Unknown(_) => "refused: unknown",
        Refusal::Stands { .. } => "refused: stands",
        Refusal::TooEarly(_) => "refused: too early",
    }
    .to_owned()
}

/// The first difference in a life; none: they agree.
pub fn compare(
    agreement: &Agreement,
    log: &[Event],
    coverage: &mut Coverage,
) -> Option<Difference> {
    let profile = Profile::default();
    let rules = Rules::new(agreement, &profile);
    let mut state = kernel::start(&rules);
    let last = log.iter().map(|event| event.recorded).max();
    let end = last.unwrap_or(0).max(day(LAST_DAY, 0));
    let mut after = 0;
    let mut found = None;
    reading::each(agreement, &profile, log, end, |verdict, seen| {
        let mut fields = Vec::new();
        if let Some(event) = log.get(after) {
            let answer = kernel::apply(&rules, &mut state, event);
            let (kernel, reading) = (answers(&answer), verdicts(&verdict));
            coverage.event(event, &reading);
            if kernel != reading {
                fields.push(("verdict".to_owned(), kernel, reading));
            }
        } else {
            kernel::tick(&rules, &mut state, end);
        }
        coverage.seen(&seen);
        let kernel = state.observe();
        if kernel != seen {
            fields.extend(differing(&kernel, &seen));
        }
        if !fields.is_empty() {
            found = Some(Difference { after, fields });
        }
        after += 1;
        found.is_none()
    });
    found
}

/// Field by field.
fn differing(kernel: &Observed, reading: &Observed) -> Vec<(String, String, String)> {
    let mut fields = Vec::new();
    let mut field = |what: String, kernel: String, reading: String| {
        if kernel != reading {
            fields.push((what, kernel, reading));
        }
    };
    macro_rules! same {
        ($($name:ident),*) => {
            $(field(
                stringify!($name).to_owned(),
                format!("{:?}", kernel.$name),
                format!("{:?}", reading.$name),
            );)*
        };
    }
    same!(now, entered, ended, phases, milestones);
    let keys: BTreeSet<_> = kernel
        .occurrences
        .keys()
        .chain(reading.occurrences.keys())
        .collect();
    for key in keys {
        let (own, other) = (kernel.occurrences.get(key), reading.occurrences.get(key));
        let (Some(own), Some(other)) = (own, other) else {
            let there = |of: Option<_>| if of.is_some() { "there" } else { "not there" };
            field(
                format!("exists {key:?}"),
                there(own).to_owned(),
                there(other).to_owned(),
            );
            continue;
        };
        macro_rules! alike {
            ($($name:ident),*) => {
                $(field(
                    format!("{} {key:?}", stringify!($name)),
                    format!("{:?}", own.$name),
                    format!("{:?}", other.$name),
                );)*
            };
        }
        alike!(
            required,
            claimed,
            accepted,
            refused,
            pending,
            disputed,
            deadline,
            stage,
            timeliness,
            breached,
            suspended,
            withheld,
            unverifiable
        );
    }
    same!(broken, runs, complete);
    let questions = |seen: &Observed| -> BTreeSet<String> {
        let one = seen.undecided.iter().map(|of| {
            let of = kernel::Undecided {
                of: Subject::of(of.of.element),
                ..*of
            };
            format!("{:?} {:?} {:?}", of.question, of.of.element, of.key)
        });
        one.collect()
    };
    let (own, other) = (questions(kernel), questions(reading));
    for extra in own.difference(&other) {
        let word = extra.split(' ').next().unwrap_or("");
        field(
            format!("undecided {extra}"),
            word.to_owned(),
            "nothing".to_owned(),
        );
    }
    for extra in other.difference(&own) {
        let word = extra.split(' ').next().unwrap_or("");
        field(
            format!("undecided {extra}"),
            "nothing".to_owned(),
            word.to_owned(),
        );
    }
    fields
}
