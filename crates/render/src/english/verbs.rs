//! Where the object of a quoted verb stands.
//!
//! The source writes the act first and then whom or what it is done to: `"prevent from operating"
//! groups against neighbour`. English puts the object behind the verb and before what qualifies it:
//! prevent the groups from operating against the neighbour. So a quoted verb is parted before its
//! first preposition, where that cannot be the one that governs the object.

/// Prepositions that begin what qualifies a verb. `to` is none of them: `make it possible to form`
/// is followed by what is formed.
const PREPOSITIONS: &[&str] = &[
    "across", "against", "along", "as", "at", "beyond", "by", "during", "for", "from", "in",
    "into", "on", "onto", "over", "through", "under", "until", "with", "within", "without",
];

/// Verbs of which `from` and a participle say what is kept from happening.
const KEEPING_FROM: &[&str] = &[
    "bar", "deter", "hinder", "keep", "prevent", "prohibit", "stop",
];

/// A quoted verb as what stands before its object and what stands behind it; the second may be
/// empty.
pub(super) fn parted(verb: &str) -> (&str, &str) {
    let words: Vec<&str> = verb.split(' ').collect();
    let found = words
        .iter()
        .enumerate()
        .skip(1)
        .find(|(_, word)| PREPOSITIONS.contains(word));
    let Some((at, _)) = found else {
        return (verb, "");
    };
    let rest = words.get(at + 1..).unwrap_or_default();
    let governed_here = match (rest.first(), rest.last()) {
        // `act against …`, `look for and return …`, `take part in talks with …`
        (Some(next), Some(last)) => {
            !matches!(*next, "and" | "or") && !PREPOSITIONS.contains(last) && !ends_open(last)
        }
        _ => false,
    };
    // A participle has an object of its own, unless the verb before it took the object.
    let participle = rest.first().is_some_and(|next| next.ends_with("ing"));
    let keeps = words
        .first()
        .is_some_and(|first| KEEPING_FROM.contains(first));
    if !governed_here || (participle && !keeps) {
        return (verb, "");
    }
    // Two verbs share the object: `pass and bring into force` a law.
    let shared = words
        .iter()
        .take(at)
        .any(|word| matches!(*word, "and" | "or"));
    if shared {
        return (verb, "");
    }
    let before: usize = words.iter().take(at).map(|word| word.len() + 1).sum();
    let (head, tail) = verb.split_at_checked(before).unwrap_or((verb, ""));
    (head.trim_end(), tail)
}

/// Words behind which something is still awaited.
fn ends_open(last: &str) -> bool {
    const OPEN: &[&str] = &[
        "about", "above", "after", "among", "and", "around", "before", "behind", "below", "beside",
        "between", "inside", "near", "of", "off", "or", "outside", "the", "than", "to", "toward",
        "towards", "upon", "via",
    ];
    OPEN.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn what_qualifies_a_verb_stands_behind_its_object() {
        for (verb, head, tail) in [
            ("prevent from operating", "prevent", "from operating"),
            (
                "ready for civilians and the wounded",
                "ready",
                "for civilians and the wounded",
            ),
            (
                "carry out by land, air or sea",
                "carry out",
                "by land, air or sea",
            ),
            (
                "thin out by stages, on agreed maps,",
                "thin out",
                "by stages, on agreed maps,",
            ),
            ("put in place", "put", "in place"),
        ] {
            assert_eq!(parted(verb), (head, tail));
        }
    }

    #[test]
    fn what_governs_the_object_is_not_parted_from_it() {
        for verb in [
            "release",
            "act against",
            "look for and return",
            "take part in talks with",
            "refrain from attacking",
            "agree on handing over",
            "make it possible to form",
            "carry on measures of",
            "be present armed or in uniform outside",
            "pass and bring into force",
            "in secret",
        ] {
            assert_eq!(parted(verb), (verb, ""));
        }
    }
}
