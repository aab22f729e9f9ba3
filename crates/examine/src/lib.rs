//! Text in, findings out: parse, compile and check in one call, for whoever shows findings.
//!
//! The command line, an editor and the server all ask here, so that they never differ.

mod tales;
mod told;

use std::collections::BTreeSet;
pub use tales::{Tales, moment, names, tales};

use findings::{Finding, Severity, Span};
use model::{Agreement, ArticleId, Element};

/// All that is known of one file.
#[derive(Debug)]
pub struct Examined {
    /// The agreement, where the file has one.
    pub agreement: Option<Agreement>,
    /// Where everything it declares is written.
    pub sources: compile::SourceMap,
    /// The findings, the first to read first.
    pub findings: Vec<Finding>,
}

impl Examined {
    /// The name of the agreement; empty where the file has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.agreement
            .as_ref()
            .map_or("", |agreement| agreement.naming.name.as_str())
    }
}

/// Examines the text of one file. It never fails: what cannot be read is a finding.
#[must_use]
pub fn examine(text: &str) -> Examined {
    finish(text, syntax::parse(text))
}

/// Examines the bytes of one file; bytes that are no text are a finding. The text that the findings
/// point into is given back with them.
#[must_use]
pub fn examine_bytes(bytes: &[u8]) -> (String, Examined) {
    let parse = syntax::parse_bytes(bytes);
    let text = parse.tree.text();
    let examined = finish(&text, parse);
    (text, examined)
}

/// Whether a finding is an error of the text itself (families 00 and 01): what was written cannot
/// be read whole, or names nothing.
#[must_use]
pub fn of_the_text(finding: &Finding) -> bool {
    finding.code.starts_with("E00") || finding.code.starts_with("E01")
}

fn finish(text: &str, parse: syntax::Parse) -> Examined {
    let mut findings = parse.findings;
    let file = &parse.file;
    let holds = file.agreement.is_some() || !file.stories.is_empty() || !file.records.is_empty();
    if !holds && findings.is_empty() {
        // A save that was cut short must not pass for an agreement without gaps.
        let help = "begin with `agreement NAME \"Its title\".`, or name another file";
        let finding = Finding::new(
            "E0011",
            Span::default(),
            "there is nothing in this file to check",
        );
        findings.push(finding.help(help));
    }
    let compiled = compile::compile(&parse.file, text);
    findings.extend(compiled.findings);
    for finding in &mut findings {
        // What cannot be read comes first; what merely reads badly comes after what will go wrong.
        if finding.severity == Severity::Error {
            finding.weight += TEXT_WEIGHT;
        }
    }
    if let Some(agreement) = &compiled.agreement {
        let mut drafts = check::check(agreement);
        let half_read = half_read(file, &compiled.sources, agreement);
        drafts.retain(|draft| !of_half_read(draft, &half_read));
        let teller = told::Teller {
            agreement,
            sources: &compiled.sources,
            text,
        };
        findings.extend(drafts.into_iter().map(|draft| teller.tell(draft)));
        compile::regrade(&mut findings, agreement.as_signed);
    }
    findings.sort_by_key(|finding| {
        (
            finding.severity,
            std::cmp::Reverse(finding.weight),
            finding.at,
        )
    });
    Examined {
        agreement: compiled.agreement,
        sources: compiled.sources,
        findings,
    }
}

/// The articles of which some words could not be read: nobody knows what they are silent on.
fn half_read(
    file: &syntax::ast::File,
    sources: &compile::SourceMap,
    agreement: &Agreement,
) -> BTreeSet<ArticleId> {
    if file.unread.is_empty() {
        return BTreeSet::new();
    }
    let articles = agreement.articles().map(|(id, _)| id).filter(|id| {
        let whole = sources.whole(Element::Article(*id));
        let first = file
            .unread
            .partition_point(|word| word.span.start < whole.start);
        let word = file.unread.get(first);
        word.is_some_and(|word| word.span.start < whole.end)
    });
    articles.collect()
}

/// Whether a finding tells of a silence of articles that could not be read whole, and of no other.
fn of_half_read(draft: &check::Draft, half_read: &BTreeSet<ArticleId>) -> bool {
    let articles = draft.all_articles();
    draft.code.starts_with('W')
        && !articles.is_empty()
        && articles.iter().all(|id| half_read.contains(id))
}

/// What errors in the text itself weigh more than findings on what it says.
const TEXT_WEIGHT: u64 = 10_000;
