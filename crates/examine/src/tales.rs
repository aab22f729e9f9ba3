//! Stories and records by the names of an agreement, and moments as a user writes them.

use crate::of_the_text;
use findings::{Finding, Severity};
use model::{Agreement, Moment, Record, Story, When};

/// The stories and records of a file, and the agreement they are told of.
#[derive(Debug)]
pub struct Tales {
    /// The agreement.
    pub agreement: Agreement,
    /// The stories, in the order written.
    pub stories: Vec<Story>,
    /// The records, in the order written.
    pub records: Vec<Record>,
    /// What is wrong in the file that tells them.
    pub findings: Vec<Finding>,
    /// How many errors of the text (families 00 and 01) the agreement has: what it says is then not
    /// all read, and nothing should be told by it.
    pub unread: usize,
}

/// The name of the agreement that a text declares, and those its stories and records are told of.
#[must_use]
pub fn names(text: &str) -> (Option<String>, Vec<String>) {
    let file = syntax::parse(text).file;
    let declared = file.agreement.map(|agreement| agreement.name.text);
    let stories = file.stories.into_iter().filter_map(|story| story.of);
    let records = file.records.into_iter().map(|record| record.of);
    let mut told: Vec<String> = stories.chain(records).map(|name| name.text).collect();
    told.dedup();
    (declared, told)
}

/// Resolves the stories and records in `told` by the names of the agreement in `agreement`; both
/// may be the same text. Nothing where `agreement` declares none.
#[must_use]
pub fn tales(agreement: &str, told: &str) -> Option<Tales> {
    let parsed = syntax::parse(agreement);
    let telling = syntax::parse(told);
    let compiled = compile::compile(&parsed.file, agreement);
    let tales = compile::compile_told(&parsed.file, agreement, &telling.file);
    let mut findings = telling.findings;
    findings.extend(tales.findings);
    findings.sort_by_key(|finding| (finding.severity, finding.at));
    let wrong = parsed.findings.iter().chain(&compiled.findings);
    let unread = wrong.filter(|one| one.severity == Severity::Error && of_the_text(one));
    Some(Tales {
        unread: unread.count(),
        agreement: compiled.agreement?,
        stories: tales.stories,
        records: tales.records,
        findings,
    })
}

/// A moment as a user writes it, by the calendar of an agreement: `19 January 2025 at 16:00`,
/// `day 12`, `2025-01-19`, `2025-01-19T16:00`.
///
/// # Errors
///
/// What is wrong with it, and how a moment is written.
pub fn moment(agreement: &str, words: &str) -> Result<Moment, String> {
    let (name, _) = names(agreement);
    let name = name.unwrap_or_default();
    let spoken = iso(words).unwrap_or_else(|| words.trim().to_owned());
    let row = format!("record \"a moment\" of {name}: on {spoken}, time passes.");
    let told = tales(agreement, &row);
    let wrong = || {
        format!(
            "`{words}` is not a moment; write 19 January 2025, 19 January 2025 at 16:00, day 12, \
             or 2025-01-19"
        )
    };
    let tales = told.ok_or_else(wrong)?;
    if let Some(finding) = tales.findings.first() {
        let why = if finding.code.starts_with("E00") {
            wrong()
        } else {
            finding.message.clone()
        };
        return Err(why);
    }
    match tales.records.first().and_then(|record| record.rows.first()) {
        Some(row) => match &row.when {
            When::On(moment) => Ok(moment.clone()),
            When::Between(..) | When::From(..) => Err(wrong()),
        },
        None => Err(wrong()),
    }
}

/// `2025-01-19T16:00` in the words of the language.
fn iso(words: &str) -> Option<String> {
    let words = words.trim();
    let (date, time) = match words.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (words, None),
    };
    let mut parts = date.split('-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: usize = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let month = model::MONTHS.get(month.checked_sub(1)?)?;
    Some(match time {
        Some(time) => format!("{day} {month} {year} at {time}"),
        None => format!("{day} {month} {year}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGREEMENT: &str = "agreement pact \"A\".\ntime zone Asia/Beirut.\nday 1 is 5 May 2025.\n\
        party p \"P\".\nunder the agreement:\nduty d \"D\": p shall meet.\n";

    #[test]
    fn moments_are_read_as_people_write_them() {
        let day = moment(AGREEMENT, "day 3").unwrap();
        assert_eq!(moment(AGREEMENT, "7 May 2025"), Ok(day.clone()));
        assert_eq!(moment(AGREEMENT, "2025-05-07"), Ok(day));
        assert_eq!(
            moment(AGREEMENT, "2025-05-07T16:00"),
            moment(AGREEMENT, "day 3 at 16:00")
        );
    }

    #[test]
    fn what_is_no_moment_is_told_with_the_way_to_write_one() {
        for wrong in [
            "",
            "soon",
            "2025-13-01",
            "31 February 2025",
            "day 0",
            "5 May 2025; on",
        ] {
            let told = moment(AGREEMENT, wrong);
            assert!(told.is_err(), "{wrong}: {told:?}");
        }
        let told = moment(AGREEMENT, "soon").unwrap_err();
        assert!(told.contains("19 January 2025 at 16:00"), "{told}");
        let told = moment(AGREEMENT, "31 February 2025").unwrap_err();
        assert!(told.contains("there is no 31 February"), "{told}");
    }
}
