//! Agreements and events written in the language, for tests.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its own text must fail"
)]

use kernel::{Answer, Event, Profile, Rules, State};
use model::{Agreement, When};

/// A compiled agreement; a mistake in it fails the test.
pub fn agreement(text: &str) -> Agreement {
    let parsed = syntax::parse(text);
    let compiled = compile::compile(&parsed.file, text);
    let wrong = parsed.findings.iter().chain(&compiled.findings);
    let wrong: Vec<_> = wrong.filter(|one| one.code.starts_with('E')).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    compiled.agreement.unwrap()
}

/// Enters rows written in the language; the answer to each.
pub fn tell(text: &str, rules: &Rules, state: &mut State, rows: &str) -> Vec<Answer> {
    let name = rules.agreement().naming.name.clone();
    let told = format!("record \"told\" of {name}: {rows}.");
    let telling = syntax::parse(&told);
    let tales = compile::compile_told(&syntax::parse(text).file, text, &telling.file);
    let wrong: Vec<_> = telling.findings.iter().chain(&tales.findings).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let mut answers = Vec::new();
    for row in &tales.records[0].rows {
        let When::On(moment) = &row.when else {
            panic!("rows of tests are told on a day");
        };
        let at = kernel::moment(rules, state, moment).unwrap();
        let event = Event {
            at,
            lasting: false,
            about: false,
            recorded: at.latest,
            citing: Vec::new(),
            deed: row.deed.clone(),
        };
        answers.push(kernel::apply(rules, state, &event));
    }
    answers
}

/// The rules of a text and the state before anything has happened.
pub fn begin(text: &str) -> (Rules, State) {
    let rules = Rules::new(&agreement(text), &Profile::default());
    let state = kernel::start(&rules);
    (rules, state)
}
