//! How many of the gaps that later became disputes are found from the text alone, and how early.
//!
//! `xtask/foresight/*.tsv` lists, for each accord, the ambiguities that those who studied its
//! history wrote down: their kinds, the steps they concern, whether they caused a dispute. A
//! finding counts when its code can tell of one of these kinds and one of its articles cites one of
//! these steps.
//! Nothing here looks at words.

use std::{fmt::Write as _, fs, path::Path, process::ExitCode};

use findings::{Finding, Kind};
use model::{Agreement, Question, Status};

/// How many findings a patient reader is taken to read.
const FIRST: usize = 20;

/// How many a reader in a hurry is taken to read.
const FEW: usize = 12;

/// The accords, by the names of their folders.
const ACCORDS: [&str; 5] = [
    "aceh",
    "colombia",
    "gaza-2025-01",
    "gaza-2025-10",
    "lebanon",
];

/// One ambiguity of an accord.
#[derive(Debug)]
struct Ambiguity {
    id: String,
    caused_dispute: bool,
    kinds: Vec<String>,
    steps: Vec<String>,
    /// Why no text could reveal it; empty where one could.
    hidden: String,
    /// Why no finding tells of it; empty where one does.
    untold: String,
}

/// What a reader is told: a code's kinds, and the articles it points at.
#[derive(Debug)]
struct Told {
    code: &'static str,
    kinds: Vec<&'static str>,
    cites: Vec<String>,
}

/// The measure of one text.
#[derive(Debug, Default)]
struct Score {
    disputes: usize,
    found: usize,
    /// Found within the first few.
    soon: usize,
    shown: usize,
    matching: usize,
    missed: Vec<String>,
    all: usize,
}

/// Writes `docs/foresight.md`, or checks that it is what is committed.
pub fn run(check: bool) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let report = match report(&root) {
        Ok(report) => report,
        Err(refusal) => {
            eprintln!("foresight: {refusal}");
            return ExitCode::from(2);
        }
    };
    print!("{report}");
    let path = root.join("docs/foresight.md");
    if check {
        let committed = fs::read_to_string(&path).unwrap_or_default();
        if committed != report {
            eprintln!(
                "docs/foresight.md differs; run `cargo run -p xtask -- foresight`, commit it"
            );
            return ExitCode::FAILURE;
        }
    } else if let Err(error) = fs::write(&path, report) {
        eprintln!("foresight: docs/foresight.md cannot be written: {error}");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

fn report(root: &Path) -> Result<String, String> {
    let mut rows = String::new();
    let mut misses = String::new();
    let mut hidden = String::new();
    let (mut ours, mut base) = (Score::default(), Score::default());
    let (mut twins, mut bares) = (Score::default(), Score::default());
    for accord in ACCORDS {
        let ambiguities = ambiguities(root, accord)?;
        let text = examined(root, accord, accord)?;
        let told = told(&text)?;
        let baseline = baseline(text.agreement.as_ref());
        let twin = self::told(&examined(root, accord, "repaired")?)?;
        let bare = self::told(&examine::examine(&without_readings(&read(
            root, accord, accord,
        )?)))?;
        let (a, b) = (score(&told, &ambiguities), score(&baseline, &ambiguities));
        let (c, d) = (score(&twin, &ambiguities), score(&bare, &ambiguities));
        reasons(&told, &ambiguities)?;
        let _ = writeln!(
            rows,
            "| {accord} | {} of {} | {} | {} | {} of {} | {} of {} | {} | {} of {} | {} of {}, {} |",
            a.found,
            a.disputes,
            a.soon,
            d.found,
            b.found,
            b.disputes,
            a.matching,
            a.shown,
            a.all,
            c.found,
            c.disputes,
            c.matching,
            c.shown,
            c.all,
        );
        for missed in &a.missed {
            let _ = writeln!(misses, "- {accord}: {missed}");
        }
        for one in ambiguities.iter().filter(|one| !one.hidden.is_empty()) {
            let _ = writeln!(hidden, "- {}: {}", one.id, one.hidden);
        }
        ours.add(&a);
        base.add(&b);
        bares.add(&d);
        if c.found + c.matching > 0 {
            return Err(format!(
                "{accord}: the repaired twin still gives findings that match a listed gap; close the \
                 gap in the twin, or mend the rule that sees one"
            ));
        }
        twins.add(&c);
    }
    let total = format!(
        "| **all** | **{} of {}** | {} | {} | {} of {} | {} of {} | {} | {} of {} | {} of {}, {} |",
        ours.found,
        ours.disputes,
        ours.soon,
        bares.found,
        base.found,
        base.disputes,
        ours.matching,
        ours.shown,
        ours.all,
        twins.found,
        twins.disputes,
        twins.matching,
        twins.shown,
        twins.all,
    );
    Ok(page(
        &format!("{rows}{total}\n"),
        &misses,
        &hidden,
        &ours,
        &base,
    ))
}

/// The page, as it is committed.
fn page(rows: &str, misses: &str, hidden: &str, ours: &Score, base: &Score) -> String {
    let none = |list: &str| match list {
        "" => "Nothing is listed.\n".to_owned(),
        _ => list.to_owned(),
    };
    format!(
        "# Foresight, measured\n\n\
         Written by `cargo run -p xtask -- foresight`; CI runs it with `--check`.\n\n\
         Of the gaps that later caused a dispute, how many does `servanda check` tell of within \
         its first {FIRST} findings, and within its first {FEW}, before any history? A finding \
         counts when its code can tell of a kind the gap has and one of its articles cites one of \
         the steps it concerns. The repaired twin is the same accord with its gaps closed: there \
         the matches must vanish.\n\n\
         What to hold against these figures:\n\n\
         - The files hold the rival readings and the later texts of the sheets, which some sides \
         stated only afterwards. The column *no readings* is the measure of the same files with \
         every `reading` taken out; the later texts stay.\n\
         - The baseline is a weak one: it tells of every silent field (last day, verifier, remedy, \
         start), one finding for each, unfolded and in the order of the file, and only its first \
         {FIRST} count. Ours are folded, so that one finding may name many articles.\n\
         - A folded finding counts for every gap that one of its articles has, also where it names \
         the article only in its list of places.\n\
         - The rules were written by people who knew these five accords.\n\n\
         | accord | disputes foreseen in the first {FIRST} | in the first {FEW} | in the first \
         {FIRST}, no readings | by the baseline | first findings that match a listed gap | \
         findings in all | twin: disputes \"foreseen\" | twin: first findings that match, in all |\n\
         |---|---|---|---|---|---|---|---|---|\n{rows}\n\
         {:.1} times the baseline.\n\n\
         ## Disputes not foreseen\n\n{}\n\
         ## What no text could reveal\n\n{}",
        ours.found as f64 / base.found.max(1) as f64,
        none(misses),
        none(hidden),
    )
}

/// Every dispute that nothing tells of has a reason written down, and no other has one.
fn reasons(told: &[Told], ambiguities: &[Ambiguity]) -> Result<(), String> {
    for one in ambiguities.iter().filter(|one| one.caused_dispute) {
        let known = !one.hidden.is_empty() || told.iter().any(|told| matches(told, one));
        if known != one.untold.is_empty() {
            return Err(format!(
                "{}: write down why no finding tells of it, or take the reason out if one does",
                one.id
            ));
        }
    }
    Ok(())
}

/// A text without its readings: from `reading …` to the line that ends the sentence.
fn without_readings(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        inside |= line.trim_start().starts_with("reading ");
        if !inside {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let prose = line.trim_start().starts_with('>');
        let code = line.split(" --").next().unwrap_or("").trim_end();
        if code.ends_with('.') && !prose {
            inside = false;
        }
    }
    kept
}

impl Score {
    fn add(&mut self, other: &Self) {
        self.disputes += other.disputes;
        self.found += other.found;
        self.soon += other.soon;
        self.shown += other.shown;
        self.matching += other.matching;
        self.all += other.all;
    }
}

fn ambiguities(root: &Path, accord: &str) -> Result<Vec<Ambiguity>, String> {
    let path = root.join(format!("xtask/foresight/{accord}.tsv"));
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let split = |cell: &str| {
        cell.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or("");
            let (id, caused, kinds, steps) = (cell(), cell(), cell(), cell());
            let (hidden, untold) = (cell(), cell());
            if id.is_empty() || kinds.is_empty() || steps.is_empty() {
                return Err(format!(
                    "{accord}.tsv: a row without id, kinds or steps: {line}"
                ));
            }
            Ok(Ambiguity {
                id: id.to_owned(),
                caused_dispute: caused == "yes",
                kinds: split(kinds),
                steps: split(steps),
                hidden: hidden.to_owned(),
                untold: untold.to_owned(),
            })
        })
        .collect()
}

fn read(root: &Path, folder: &str, file: &str) -> Result<String, String> {
    let path = root.join(format!("agreements/{folder}/{file}.servanda"));
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

fn examined(root: &Path, folder: &str, file: &str) -> Result<examine::Examined, String> {
    Ok(examine::examine(&read(root, folder, file)?))
}

fn told(examined: &examine::Examined) -> Result<Vec<Told>, String> {
    let agreement = examined
        .agreement
        .as_ref()
        .ok_or("the file holds no agreement")?;
    Ok(examined
        .findings
        .iter()
        .map(|finding| one(agreement, finding))
        .collect())
}

fn one(agreement: &Agreement, finding: &Finding) -> Told {
    let kinds = findings::code(finding.code).map_or(&[][..], |code| code.kinds);
    let articles = agreement
        .articles
        .iter()
        .filter(|article| finding.articles.contains(&article.naming.name));
    Told {
        code: finding.code,
        kinds: kinds.iter().map(|kind| kind.word()).collect(),
        cites: articles
            .flat_map(|article| cites(&article.naming))
            .collect(),
    }
}

fn cites(naming: &model::Naming) -> impl Iterator<Item = String> {
    naming.cites.iter().map(|cite| cite.words.clone())
}

/// One finding for each silent field, in the order of the file.
fn baseline(agreement: Option<&Agreement>) -> Vec<Told> {
    let fields = [
        (Question::Trigger, Kind::NoTrigger),
        (Question::Deadline, Kind::NoDeadline),
        (Question::Verifier, Kind::NoVerifier),
        (Question::Remedy(Status::Breached), Kind::NoRemedy),
    ];
    let articles = agreement.map_or(&[][..], |agreement| &agreement.articles);
    articles
        .iter()
        .flat_map(|article| {
            let silent = fields
                .iter()
                .filter(|(question, _)| !article.says(*question));
            silent.map(|(_, kind)| Told {
                code: "",
                kinds: vec![kind.word()],
                cites: cites(&article.naming).collect(),
            })
        })
        .collect()
}

fn score(told: &[Told], ambiguities: &[Ambiguity]) -> Score {
    let first = told.get(..FIRST.min(told.len())).unwrap_or(told);
    let disputes: Vec<_> = ambiguities
        .iter()
        .filter(|one| one.caused_dispute && one.hidden.is_empty())
        .collect();
    let found = |one: &Ambiguity| first.iter().any(|told| matches(told, one));
    let soon = |one: &Ambiguity| first.iter().take(FEW).any(|told| matches(told, one));
    let missed = disputes.iter().filter(|one| !found(one)).map(|one| {
        let kinds = one.kinds.join(" ");
        // Where a finding further down tells of it, say how far down.
        let later = told.iter().enumerate().find(|(_, told)| matches(told, one));
        match later {
            Some((at, told)) => {
                format!(
                    "{} ({kinds}): {} tells of it, as finding {}",
                    one.id,
                    told.code,
                    at + 1
                )
            }
            None => format!("{} ({kinds}): {}", one.id, one.untold),
        }
    });
    Score {
        disputes: disputes.len(),
        found: disputes.iter().filter(|one| found(one)).count(),
        soon: disputes.iter().filter(|one| soon(one)).count(),
        shown: first.len(),
        matching: first
            .iter()
            .filter(|told| ambiguities.iter().any(|one| matches(told, one)))
            .count(),
        missed: missed.collect(),
        all: told.len(),
    }
}

fn matches(told: &Told, one: &Ambiguity) -> bool {
    let kind = told
        .kinds
        .iter()
        .any(|kind| one.kinds.iter().any(|other| other == kind));
    let step = |cite: &String| {
        cite.split(|c: char| !(c.is_alphanumeric() || c == '-'))
            .any(|word| one.steps.iter().any(|step| step == word))
    };
    kind && told.cites.iter().any(step)
}
