//! What the random lives come to: a comparison that never reaches a rule proves nothing about it.

use std::collections::BTreeMap;
use std::fmt;

use kernel::{Event, Observed};
use model::Agreement;

/// How often each thing occurred.
#[derive(Default)]
pub struct Coverage {
    clauses: BTreeMap<String, u64>,
    deeds: BTreeMap<String, BTreeMap<String, u64>>,
    stages: BTreeMap<String, u64>,
    questions: BTreeMap<String, u64>,
    pub states: u64,
}

impl Coverage {
    /// A text and what it compiled to.
    pub fn text(&mut self, _source: &str, agreement: &Agreement) {
        for article in &agreement.articles {
            *self.clauses.entry(word(&article.kind)).or_default() += 1;
            for clause in &article.clauses {
                let name = match clause {
                    model::Clause::If { consequence, .. } => {
                        format!("If {}", word(consequence))
                    }
                    clause => word(clause),
                };
                *self.clauses.entry(name).or_default() += 1;
            }
        }
    }

    /// An event and what became of it.
    pub fn event(&mut self, event: &Event, verdict: &str) {
        let kind = word(&event.deed);
        let verdicts = self.deeds.entry(kind).or_default();
        *verdicts.entry(verdict.to_owned()).or_default() += 1;
    }

    /// How everything stood after an event.
    pub fn seen(&mut self, seen: &Observed) {
        self.states += 1;
        for of in seen.occurrences.values() {
            *self.stages.entry(format!("{:?}", of.stage)).or_default() += 1;
        }
        for phase in &seen.phases {
            *self.stages.entry(format!("phase {phase:?}")).or_default() += 1;
        }
        for of in &seen.undecided {
            *self
                .questions
                .entry(format!("{:?}", of.question))
                .or_default() += 1;
        }
    }

    /// What a sample should come to and did not.
    pub fn deeds(&self) -> impl Iterator<Item = &String> {
        self.deeds.keys()
    }
}

/// The name of a variant.
fn word(of: &impl fmt::Debug) -> String {
    let text = format!("{of:?}");
    text.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

impl fmt::Display for Coverage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "articles and clauses: {:?}", self.clauses)?;
        for (deed, verdicts) in &self.deeds {
            writeln!(out, "  {deed}: {verdicts:?}")?;
        }
        writeln!(out, "stages: {:?}", self.stages)?;
        writeln!(out, "questions: {:?}", self.questions)?;
        writeln!(out, "{} states compared", self.states)
    }
}
