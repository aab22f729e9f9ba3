//! Whether the records of the accords, replayed, come to what those who kept their history wrote.
//!
//! `xtask/histories/*.csv` lists, for each accord, the rows of its sheet: day, steps, status. The
//! comments of `agreements/*/history.servanda` say which entries of the record stand under which
//! row. `xtask/histories/reasons.csv` says of each row that does not agree whose fault that is.

mod facts;

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, process::ExitCode};

use facts::{Account, Asked, Word};
use model::{Agreement, Instant, Record};

/// The accords, by the names of their folders.
const ACCORDS: [&str; 5] = [
    "aceh",
    "colombia",
    "gaza-2025-01",
    "gaza-2025-10",
    "lebanon",
];

/// One row of a sheet.
#[derive(Debug)]
struct SheetRow {
    number: usize,
    /// Its last day, as a civil day.
    day: i64,
    date: String,
    steps: Vec<String>,
    /// Nothing: it tells of no step.
    status: Option<Word>,
}

/// Why a row does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Sheet,
    Text,
    Ours,
}

const WHOSE: [(Whose, &str); 3] = [
    (Whose::Sheet, "sheet"),
    (Whose::Text, "text"),
    (Whose::Ours, "ours"),
];

type Reasons = BTreeMap<(String, usize), (Whose, String)>;

/// One row compared.
#[derive(Debug)]
struct Compared {
    row: SheetRow,
    account: Account,
    agrees: bool,
    reason: Option<(Whose, String)>,
}

/// Sums over rows.
#[derive(Debug, Default)]
struct Sum {
    rows: usize,
    agree: usize,
    /// Would agree if what is told in full, unrefused and in time counted as done.
    told: usize,
    sheet: usize,
    text: usize,
    ours: usize,
    /// Words borne out, over all rows.
    words: usize,
}

/// Writes `docs/histories.md`, or checks that it is what is committed.
pub fn run(check: bool) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (report, missing) = match report(&root) {
        Ok(report) => report,
        Err(refusal) => {
            eprintln!("histories: {refusal}");
            return ExitCode::from(2);
        }
    };
    print!("{report}");
    for line in &missing {
        eprintln!("histories: {line}");
    }
    let path = root.join("docs/histories.md");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let fell = match (share(&committed), share(&report)) {
        (Some((old, of)), Some((new, rows))) => new * of < old * rows,
        _ => false,
    };
    if fell {
        eprintln!("histories: the share that agrees has fallen below the committed one");
    }
    if check {
        if committed != report {
            eprintln!(
                "docs/histories.md differs; run `cargo run -p xtask -- histories`, commit it"
            );
            return ExitCode::FAILURE;
        }
    } else if let Err(error) = fs::write(&path, report) {
        eprintln!("histories: docs/histories.md cannot be written: {error}");
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(fell || !missing.is_empty()))
}

/// The rows that agree, of how many, as a report tells it.
fn share(report: &str) -> Option<(usize, usize)> {
    let line = report.lines().find(|line| line.starts_with("| **all**"))?;
    let cell = line.split('|').nth(2)?.trim().trim_matches('*');
    let (agree, rows) = cell.split_once(" of ")?;
    Some((agree.parse().ok()?, rows.parse().ok()?))
}

fn report(root: &Path) -> Result<(String, Vec<String>), String> {
    let reasons = reasons(root)?;
    let (mut sums, mut tables, mut misses) = (String::new(), String::new(), String::new());
    let (mut all, mut missing, mut compared) = (Sum::default(), Vec::new(), Vec::new());
    for accord in ACCORDS {
        let rows = compare(root, accord, &reasons)?;
        let sum = sum(&rows);
        let _ = writeln!(sums, "{}", sum_line(accord, &sum));
        all.add(&sum);
        missing.extend(unexplained(accord, &rows));
        let _ = write!(tables, "\n## {accord}\n\n{TABLE_HEAD}");
        for row in &rows {
            let _ = writeln!(tables, "{}", table_line(row));
            if let Some((whose, why)) = &row.reason {
                let _ = writeln!(
                    misses,
                    "| {accord} {} | {} | {} | {} | {why} |",
                    row.row.number,
                    row.row.status.map_or("", Word::word),
                    words(&row.account),
                    word_of(*whose),
                );
            }
        }
        compared.extend(rows);
    }
    let known = |key: &(String, usize)| ACCORDS.contains(&key.0.as_str());
    missing.extend(
        reasons
            .keys()
            .filter(|key| !known(key))
            .map(|(accord, row)| format!("reasons.csv: there is no row {row} of {accord}")),
    );
    let _ = writeln!(sums, "{}", sum_line("**all**", &all));
    Ok((
        page(&sums, &all, chance(&compared), &misses, &tables),
        missing,
    ))
}

/// What a comparison of each row's facts with the words of all rows would give.
fn chance(rows: &[Compared]) -> f64 {
    let counted: Vec<&Compared> = rows.iter().filter(|row| row.row.status.is_some()).collect();
    let agree = counted.iter().map(|row| {
        let others = counted.iter().filter_map(|other| other.row.status);
        others
            .filter(|word| row.account.words.contains(word))
            .count()
    });
    agree.sum::<usize>() as f64 / (counted.len() * counted.len()).max(1) as f64
}

const TABLE_HEAD: &str = "| row | day | steps | the sheet | the kernel's facts bear out | the facts \
                          | |\n|---|---|---|---|---|---|---|\n";

fn page(sums: &str, all: &Sum, chance: f64, misses: &str, tables: &str) -> String {
    let percent = |part: usize| 100.0 * part as f64 / all.rows.max(1) as f64;
    format!(
        "# Histories, compared\n\n\
         Written by `cargo run -p xtask -- histories`; CI runs it with `--check`.\n\n\
         Each accord in `agreements/` has a record of what happened, which the kernel replays, and \
         a sheet on which others wrote, row by row, how each step stood. Does the replay come to \
         the same?\n\n{MAPPING}\n\
         | accord | agree | agree, if what is told in full and in time counts as done | the sheet \
         says otherwise | the text is silent | our fault | words borne out for each row |\n\
         |---|---|---|---|---|---|---|\n{sums}\n\
         **{:.1} %** agree; {:.1} % agree or find the text silent. Were the facts of each row held \
         against the words of all rows, {:.1} % would agree by chance.\n\n\
         ## Rows that do not agree\n\n\
         | row | the sheet | the kernel's facts bear out | whose | why |\n|---|---|---|---|---|\n\
         {misses}{tables}",
        percent(all.agree),
        percent(all.agree + all.text),
        100.0 * chance,
    )
}

/// Settled before any result was looked at, but for what its last lines say.
const MAPPING: &str = "\
## How they are compared\n\n\
For each row of the sheet the record is replayed up to the last entry under that row and to the end \
of its last day (24:00 has passed). Looked at are the occurrences and rules of the articles that \
cite the row's step and that a deed under the row is about; where there are none, those it relies \
on; then the same for the other steps of the row; else all articles that cite the step. Of several \
rounds, those that the entries changed, else the newest owed on that day. A word of the sheet agrees where what the \
kernel holds bears it out; facts may bear out more than one word, or none.\n\n\
| word | borne out where |\n|---|---|\n\
| fulfilled | all that is looked at is accepted in full, or told in full where the text names nobody \
to accept it, and not late; a rule: neither broken nor alleged to be |\n\
| partial | something is told or accepted of one, and less than is owed |\n\
| late | one is done after its deadline, or its deadline has passed and \
it is not done, or nothing of it where it is breached; so too where what it waits for has not come |\n\
| breached | one is breached or overdue, or withheld while owed; a rule is broken |\n\
| disputed | something is in dispute; counts of one thing under the row differ; an incident is alleged \
or denied and not found by those who confirm; a deed is contested or a consent refused; a party says \
it is not bound; one is withheld by a party on whose reading it is not owed; whether it is owed, or \
what counts, the text does not decide |\n\n\
Rows marked *context* tell of no step and are not counted. `told` is a deed that its obligor \
reports or that sources tell of; `accepted` is what those whom the text names have found. A status \
that the text leaves open agrees only where the sheet says *disputed*. These rules were settled \
before the first result was looked at. Three things were set right after it, for all rows alike: what \
is short is told by its numbers and not by its stage; the newest round is the last that opened before \
the day was over; and a date that passes while what comes first is missing makes a thing late, though \
not breached. The kernel was mended where a row showed it to be wrong, and the page of its rules \
with it.\n";

fn sum_line(name: &str, sum: &Sum) -> String {
    format!(
        "| {name} | {} of {} | {} | {} | {} | {} | {:.2} |",
        sum.agree,
        sum.rows,
        sum.agree + sum.told,
        sum.sheet,
        sum.text,
        sum.ours,
        sum.words as f64 / sum.rows.max(1) as f64,
    )
}

fn table_line(row: &Compared) -> String {
    let mark = match (row.row.status, row.agrees) {
        (None, _) => "not counted",
        (_, true) => "agrees",
        (_, false) => row
            .reason
            .as_ref()
            .map_or("no", |(whose, _)| word_of(*whose)),
    };
    format!(
        "| {} | {} | {} | {} | {} | {} | {mark} |",
        row.row.number,
        row.row.date,
        row.row.steps.join(", "),
        row.row.status.map_or("context", Word::word),
        words(&row.account),
        row.account.facts.join("; "),
    )
}

fn words(account: &Account) -> String {
    let words: Vec<&str> = account.words.iter().map(|word| word.word()).collect();
    if words.is_empty() {
        "-".to_owned()
    } else {
        words.join(", ")
    }
}

fn word_of(whose: Whose) -> &'static str {
    let own = WHOSE.iter().find(|(other, _)| *other == whose);
    own.map_or("", |(_, word)| word)
}

fn sum(rows: &[Compared]) -> Sum {
    let mut sum = Sum::default();
    for row in rows {
        let Some(status) = row.row.status else {
            continue;
        };
        sum.rows += 1;
        sum.words += row.account.words.len();
        sum.agree += usize::from(row.agrees);
        sum.told += usize::from(!row.agrees && status == Word::Fulfilled && row.account.told);
        match row.reason.as_ref().map(|(whose, _)| *whose) {
            Some(Whose::Sheet) => sum.sheet += 1,
            Some(Whose::Text) => sum.text += 1,
            Some(Whose::Ours) => sum.ours += 1,
            None => {}
        }
    }
    sum
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.agree += other.agree;
        self.told += other.told;
        self.sheet += other.sheet;
        self.text += other.text;
        self.ours += other.ours;
        self.words += other.words;
    }
}

/// A row that does not agree has a reason written down, and no other has one.
fn unexplained(accord: &str, rows: &[Compared]) -> Vec<String> {
    let wrong = rows.iter().filter_map(|row| {
        let misses = row.row.status.is_some() && !row.agrees;
        let number = row.row.number;
        match (misses, row.reason.is_some()) {
            (true, false) => Some(format!(
                "{accord}, row {number}: write down in reasons.csv why it does not agree"
            )),
            (false, true) => Some(format!(
                "{accord}, row {number}: it agrees; take its reason out of reasons.csv"
            )),
            _ => None,
        }
    });
    wrong.collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn reasons(root: &Path) -> Result<Reasons, String> {
    let text = read(&root.join("xtask/histories/reasons.csv"))?;
    text.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut cells = line.splitn(4, ',');
            let mut cell = || cells.next().unwrap_or("").to_owned();
            let (accord, row, whose, why) = (cell(), cell(), cell(), cell());
            let whose = WHOSE.iter().find(|(_, word)| *word == whose);
            match (row.parse(), whose) {
                (Ok(row), Some((whose, _))) if !why.is_empty() => {
                    Ok(((accord, row), (*whose, why)))
                }
                _ => Err(format!("reasons.csv: not accord,row,whose,why: {line}")),
            }
        })
        .collect()
}

fn compare(root: &Path, accord: &str, reasons: &Reasons) -> Result<Vec<Compared>, String> {
    let folder = root.join("agreements").join(accord);
    let text = read(&folder.join(format!("{accord}.servanda")))?;
    let history = read(&folder.join("history.servanda"))?;
    let tales = examine::tales(&text, &history).ok_or(format!("{accord}: no agreement"))?;
    if let Some(finding) = tales.findings.first() {
        return Err(format!("{accord}/history.servanda: {}", finding.message));
    }
    let [record] = tales.records.as_slice() else {
        return Err(format!("{accord}/history.servanda: not one record"));
    };
    let under = under(&history, record);
    let sheet = sheet(&read(&root.join(format!("xtask/histories/{accord}.csv")))?)?;
    for number in under.keys() {
        if !sheet.iter().any(|row| row.number == *number) {
            return Err(format!("{accord}: the sheet has no row {number}"));
        }
    }
    sheet
        .into_iter()
        .map(|row| {
            let entries = under.get(&row.number).map_or(&[][..], Vec::as_slice);
            if entries.is_empty() && row.status.is_some() {
                return Err(format!("{accord}: nothing stands under row {}", row.number));
            }
            let account = facts::account(&Asked {
                agreement: &tales.agreement,
                record,
                entries,
                steps: &row.steps,
                end: end(&tales.agreement, row.day),
            });
            Ok(Compared {
                agrees: row.status.is_some_and(|word| account.words.contains(&word)),
                reason: reasons.get(&(accord.to_owned(), row.number)).cloned(),
                row,
                account,
            })
        })
        .collect()
}

/// Just after a day is over.
fn end(agreement: &Agreement, day: i64) -> Instant {
    agreement.calendar.start_of(day + 1) + 1
}

/// The entries under each row, by the comments `-- row 12: …` of the source.
fn under(history: &str, record: &Record) -> BTreeMap<usize, Vec<usize>> {
    let mut marks = Vec::new();
    let mut at = 0;
    for line in history.split_inclusive('\n') {
        if let Some(rest) = line.trim_start().strip_prefix("-- row ") {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            marks.extend(digits.parse::<usize>().ok().map(|number| (at, number)));
        }
        at += line.len();
    }
    let mut under: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, row) in record.rows.iter().enumerate() {
        let mark = marks.iter().rev().find(|(at, _)| *at <= row.at);
        if let Some((_, number)) = mark {
            under.entry(*number).or_default().push(index);
        }
    }
    under
}

fn sheet(text: &str) -> Result<Vec<SheetRow>, String> {
    text.lines().skip(1).map(sheet_row).collect()
}

fn sheet_row(line: &str) -> Result<SheetRow, String> {
    let cells: Vec<&str> = line.split(',').collect();
    let [number, date, date_end, steps, status] = cells.as_slice() else {
        return Err(format!("not row,date,date_end,steps,status: {line}"));
    };
    let last = if date_end.is_empty() { date } else { date_end };
    let parts: Vec<i64> = last
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    let word = Word::ALL.iter().find(|(_, word)| word == status);
    match (number.parse(), parts.as_slice(), word) {
        (Ok(number), [year, month, day], word) if word.is_some() || *status == "context" => {
            Ok(SheetRow {
                number,
                day: model::day_number(*year, *month, *day),
                date: (*last).to_owned(),
                steps: steps.split_whitespace().map(str::to_owned).collect(),
                status: word.map(|(word, _)| *word),
            })
        }
        _ => Err(format!("not a row of a sheet: {line}")),
    }
}
