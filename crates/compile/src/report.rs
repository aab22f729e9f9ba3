//! The findings of one compilation: one for each mistake, however often it shows.

use std::collections::BTreeMap;

use findings::{Finding, Place, Severity, Span};

/// How many misspelt names are compared with all the declared ones. Beyond it a file is not
/// misspelt but wrong, and comparing every name with every other would take for ever.
const SUGGESTIONS_MAX: usize = 200;

/// How many other places one finding lists.
const PLACES_MAX: usize = 50;

/// The findings so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    findings: Vec<Finding>,
    /// Where the finding of one code about one name stands in the list.
    folded: BTreeMap<(&'static str, String), usize>,
    suggestions: usize,
}

impl Report {
    /// One finding that stands for itself.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A finding about a name, made only the first time; after that it gains a place.
    pub(crate) fn fold(
        &mut self,
        code: &'static str,
        name: &str,
        at: Span,
        make: impl FnOnce() -> Finding,
    ) {
        if !self.again(code, name, at) {
            let key = (code, name.to_owned());
            self.folded.insert(key, self.findings.len());
            self.findings.push(make());
        }
    }

    /// Whether a name was already told about under a code; if so, the finding gains a place.
    pub(crate) fn again(&mut self, code: &'static str, name: &str, at: Span) -> bool {
        let index = self.folded.get(&(code, name.to_owned()));
        let Some(finding) = index.and_then(|index| self.findings.get_mut(*index)) else {
            return false;
        };
        if finding.places.len() < PLACES_MAX && finding.at != at {
            let label = "here too".to_owned();
            finding.places.push(Place { at, label });
        }
        true
    }

    /// Whether one more name may be compared with all others.
    pub(crate) fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTIONS_MAX
    }

    /// All findings, in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        self.findings
            .sort_by_key(|finding| (finding.at.start, finding.code));
        // A cell is read for the table and for each clause that uses it.
        self.findings.dedup();
        self.findings
    }
}

/// Gives findings the severity they have in this agreement: in a text others signed, what the
/// families 02 to 06 call an error is a warning (but a weight on persons), because the text stands.
pub fn regrade(findings: &mut [Finding], as_signed: bool) {
    for finding in findings {
        let family = finding.code.get(1..3).unwrap_or_default();
        let softened = matches!(family, "02" | "03" | "04" | "05" | "06");
        if as_signed && softened && finding.code != "E0405" && finding.code.starts_with('E') {
            finding.severity = Severity::Warning;
        }
    }
}

/// `a`, `b` and `c`, each in backticks, for a message.
pub(crate) fn quoted_list<'a>(names: impl Iterator<Item = &'a str>, join: &str) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {join} {last}", rest.join(", ")),
    }
}
