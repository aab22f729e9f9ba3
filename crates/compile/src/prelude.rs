//! What every agreement may use without declaring it: common acts, and common nouns to count.

/// Acts, with whether they are irreversible. Of the others nothing is said.
const ACTS: &[(&str, bool)] = &[
    ("admit", false),
    ("agree", false),
    ("allow", false),
    ("begin", false),
    ("convene", false),
    ("demand", false),
    ("demobilise", false),
    ("deploy", false),
    ("destroy", true),
    ("display", false),
    ("establish", false),
    ("form", false),
    ("free", true),
    ("give", false),
    ("hand_in", true),
    ("hand_over", true),
    ("meet", false),
    ("move", false),
    ("negotiate", false),
    ("open", false),
    ("propose", false),
    ("publish", false),
    ("release", true),
    ("relocate", false),
    ("report", false),
    ("rule", false),
    ("station", false),
    ("use_force", false),
    ("withdraw", false),
];

/// Nouns: people, things and measures that need no counting rule.
const NOUNS: &[&str] = &[
    "cubic_metres",
    "families",
    "family",
    "hectare",
    "hectares",
    "household",
    "households",
    "kilogram",
    "kilograms",
    "kilometre",
    "kilometres",
    "litre",
    "litres",
    "metre",
    "metres",
    "people",
    "person",
    "persons",
    "square_kilometres",
    "tonne",
    "tonnes",
    "vehicle",
    "vehicles",
];

/// Whether a verb of the prelude is irreversible; nothing where the prelude has no such verb.
pub(crate) fn irreversible(verb: &str) -> Option<bool> {
    ACTS.binary_search_by_key(&verb, |(name, _)| name)
        .ok()
        .and_then(|index| ACTS.get(index))
        .map(|(_, irreversible)| *irreversible)
}

/// The verbs of the prelude.
pub(crate) fn verbs() -> impl Iterator<Item = &'static str> {
    ACTS.iter().map(|(name, _)| *name)
}

/// Whether a noun needs no declaration.
pub(crate) fn has_noun(noun: &str) -> bool {
    NOUNS.binary_search(&noun).is_ok()
}

/// The nouns of the prelude.
pub(crate) fn nouns() -> impl Iterator<Item = &'static str> {
    NOUNS.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(ACTS.is_sorted_by_key(|(name, _)| name), "acts");
        assert!(NOUNS.is_sorted(), "nouns");
    }

    #[test]
    fn what_cannot_be_undone() {
        assert_eq!(irreversible("release"), Some(true));
        assert_eq!(irreversible("withdraw"), Some(false));
        assert_eq!(irreversible("relese"), None);
    }
}
