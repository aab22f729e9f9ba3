//! Who is named in a table.

use super::names::{Names, quoted};
use std::collections::BTreeSet;

/// Somebody found in a table.
#[derive(Debug)]
struct Actor {
    name: String,
    title: String,
    is_party: bool,
}

/// Everybody found, in the order found.
#[derive(Debug, Default)]
pub(super) struct Actors {
    all: Vec<Actor>,
    /// Cells that name one actor: by these a cell that names several is taken apart.
    singles: BTreeSet<String>,
}

/// Subjects that the language has words for.
const SPECIAL: &[(&str, &str)] = &[
    ("all parties", "each party"),
    ("any party", "any party"),
    ("any side", "any side"),
    ("both parties", "the parties"),
    ("each party", "each party"),
    ("each side", "each side"),
    ("parties", "the parties"),
    ("the parties", "the parties"),
];

impl Actors {
    /// Remembers the cells that name one actor.
    pub(super) fn learn<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        for cell in cells {
            let joined = [",", ";", "/", " and ", " or "]
                .iter()
                .any(|joint| cell.contains(joint));
            if !joined {
                self.singles.insert(key(cell));
            }
        }
    }

    /// The words for a subject: `a and b`, `each party`.
    pub(super) fn subject(&mut self, cell: &str, is_party: bool, names: &mut Names) -> String {
        let (titles, or) = self.split(cell);
        let said: Vec<String> = titles
            .iter()
            .map(|title| self.one(title, is_party, names))
            .collect();
        crate::english::list(&said, if or { "or" } else { "and" }).replace("; ", ", ")
    }

    fn one(&mut self, title: &str, is_party: bool, names: &mut Names) -> String {
        let lower = title.to_lowercase();
        if let Some((_, words)) = SPECIAL.iter().find(|(said, _)| *said == lower) {
            return (*words).to_owned();
        }
        if let Some(actor) = self
            .all
            .iter_mut()
            .find(|actor| key(&actor.title) == key(title))
        {
            actor.is_party |= is_party;
            return actor.name.clone();
        }
        let kind = if is_party { "party" } else { "verifier" };
        let name = names.make(title, kind);
        self.all.push(Actor {
            name: name.clone(),
            title: capital(bare(title)),
            is_party,
        });
        name
    }

    /// The name of somebody already found.
    pub(super) fn known(&self, title: &str) -> Option<&str> {
        let found = self
            .all
            .iter()
            .find(|actor| key(&actor.title) == key(title));
        found.map(|actor| actor.name.as_str())
    }

    /// The titles in a cell, and whether `or` joins them.
    fn split<'c>(&self, cell: &'c str) -> (Vec<&'c str>, bool) {
        let hard: Vec<&str> = cell
            .split([';', '/'])
            .map(|part| part.trim())
            .map(|part| part.strip_prefix("and ").unwrap_or(part))
            .filter(|part| !part.is_empty())
            .collect();
        if hard.len() > 1 {
            return (hard, false);
        }
        for (joint, or) in [(" or ", true), (" and ", false)] {
            let parts = parts(cell, joint);
            // `the A and the B` are two; `Ministry of Peace and Justice` is one, unless the table
            // names its parts elsewhere.
            let with_articles = parts.iter().all(|part| bare(part) != *part);
            let known = parts.iter().all(|part| self.singles.contains(&key(part)));
            if parts.len() > 1 && (with_articles || known) {
                return (parts, or);
            }
        }
        (vec![cell], false)
    }

    /// The declarations.
    pub(super) fn declared(&self) -> String {
        self.all
            .iter()
            .map(|actor| {
                let role = if actor.is_party { "party" } else { "verifier" };
                format!("{role} {} {}.\n", actor.name, quoted(&actor.title))
            })
            .collect()
    }
}

fn parts<'c>(cell: &'c str, joint: &str) -> Vec<&'c str> {
    let Some((first, last)) = cell.rsplit_once(joint) else {
        return Vec::new();
    };
    let first = first.trim_end_matches(',');
    let mut all: Vec<&str> = first.split(", ").map(str::trim).collect();
    all.push(last.trim());
    all
}

/// A title without its article.
fn bare(title: &str) -> &str {
    title
        .strip_prefix("the ")
        .or_else(|| title.strip_prefix("The "))
        .unwrap_or(title)
        .trim()
}

pub(super) fn key(title: &str) -> String {
    bare(title).to_lowercase()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(singles: &[&str], cell: &str) -> String {
        let mut actors = Actors::default();
        actors.learn(singles.iter().copied());
        actors.subject(cell, true, &mut Names::default())
    }

    #[test]
    fn several_are_told_apart_only_where_that_is_safe() {
        assert_eq!(
            subject(&[], "the State and the Movement"),
            "state and movement"
        );
        assert_eq!(subject(&[], "State; Movement"), "state and movement");
        assert_eq!(
            subject(&["State", "Movement"], "State or Movement"),
            "state or movement"
        );
        assert_eq!(
            subject(&[], "Ministry of Peace and Justice"),
            "ministry_peace_justice"
        );
        assert_eq!(subject(&[], "Both parties"), "the parties");
    }
}
