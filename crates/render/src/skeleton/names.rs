//! Names for what a table only has titles of.

use std::collections::BTreeSet;
use syntax::keywords::{ENGLISH, NAMES_THAT_READ_AS_GRAMMAR, ROW_NAMES_REFUSED};

/// Small words that a name is no clearer for.
const LEFT_OUT: &[&str] = &[
    "a", "an", "and", "for", "in", "of", "on", "the", "to", "with",
];

/// The words a name is made of, at most.
const WORDS_MAX: usize = 6;

/// Gives every thing a name of its own.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A free name made of the words of a title; `kind` stands in where the title has none, and
    /// behind a word that is no name.
    pub(super) fn make(&mut self, title: &str, kind: &str) -> String {
        let mut name = slug(title);
        if name.is_empty() {
            kind.clone_into(&mut name);
        }
        if name.chars().next().is_some_and(|c| !c.is_alphabetic()) {
            name = format!("{kind}_{name}");
        }
        if is_refused(&name) {
            name = format!("{name}_{kind}");
        }
        let mut free = name.clone();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{name}_{number}");
            number += 1;
        }
        free
    }
}

fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let telling: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !LEFT_OUT.contains(word))
        .take(WORDS_MAX)
        .collect();
    let chosen = if telling.is_empty() { words } else { telling };
    chosen.join("_")
}

/// A word of the grammar, or one that reads like grammar.
fn is_refused(name: &str) -> bool {
    ENGLISH.look_up(name).is_some()
        || ROW_NAMES_REFUSED.contains(&name)
        || NAMES_THAT_READ_AS_GRAMMAR.contains(&name)
}

/// A text between the quotes of the language: it may hold no straight quote of its own.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut open = false;
    for c in text.chars() {
        if c == '"' {
            out.push(if open { '”' } else { '“' });
            open = !open;
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_free_and_no_grammar() {
        let mut names = Names::default();
        let red_cross = "International Committee of the Red Cross";
        assert_eq!(
            names.make(red_cross, "party"),
            "international_committee_red_cross"
        );
        assert_eq!(
            names.make(red_cross, "party"),
            "international_committee_red_cross_2"
        );
        assert_eq!(names.make("The Parties", "group"), "parties_group");
        assert_eq!(names.make("!", "article"), "article");
        assert_eq!(names.make("2nd stage", "phase"), "phase_2nd_stage");
        assert_eq!(names.make("الحركة", "party"), "الحركة");
    }

    #[test]
    fn straight_quotes_become_round_ones() {
        assert_eq!(quoted("the \"line\""), "\"the “line”\"");
    }
}
