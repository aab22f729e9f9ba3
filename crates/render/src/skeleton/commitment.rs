//! The sentence of a commitment, as far as its form tells what kind of rule it is.

use super::actors::key;

/// What a commitment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commitment {
    /// `duty`, `standing duty`, `prohibition`
    pub(super) kind: &'static str,
    /// `shall`, `shall together`, `shall endeavour to`, `shall not`
    pub(super) shall: &'static str,
    /// The act, in the words of the table.
    pub(super) act: String,
}

/// What may follow the subject, longest first, and what it makes of the rule.
const FORMS: &[(&str, &str, &str)] = &[
    (
        " shall endeavour, without answering for the result, to ",
        "duty",
        "shall endeavour to",
    ),
    (" shall endeavour to ", "duty", "shall endeavour to"),
    (" shall, as a standing duty, ", "standing duty", "shall"),
    (" shall together ", "duty", "shall together"),
    (" shall each ", "duty", "shall each"),
    (" shall not ", "prohibition", "shall not"),
    (" must not ", "prohibition", "shall not"),
    (" shall ", "duty", "shall"),
    (" must ", "duty", "shall"),
    (" will ", "duty", "shall"),
];

/// Reads a commitment of somebody.
pub(super) fn read(text: &str, who: &str) -> Commitment {
    let text = text.trim().trim_end_matches('.');
    let lower = text.to_lowercase();
    for (subject, form) in [
        ("no party shall ", "prohibition"),
        ("no side shall ", "prohibition"),
    ] {
        if lower.starts_with(subject) {
            return Commitment {
                kind: form,
                shall: "shall not",
                act: text[subject.len()..].to_owned(),
            };
        }
    }
    let banned = ["neither ", "none of "];
    if banned.iter().any(|none| lower.starts_with(none))
        && let Some((_, act)) = text.split_once(" shall ")
    {
        return Commitment {
            kind: "prohibition",
            shall: "shall not",
            act: act.to_owned(),
        };
    }
    for (form, kind, shall) in FORMS {
        if let Some((subject, act)) = text.split_once(form)
            && key(subject) == key(who)
        {
            return Commitment {
                kind,
                shall,
                act: act.trim().to_owned(),
            };
        }
    }
    Commitment {
        kind: "duty",
        shall: "shall",
        act: act_alone(text),
    }
}

/// An act without its subject: `Release of captives`, `to release captives`, `Shall release …`.
fn act_alone(text: &str) -> String {
    for (start, _, _) in FORMS {
        let start = start.trim_start();
        if text.len() > start.len()
            && text.is_char_boundary(start.len())
            && text[..start.len()].eq_ignore_ascii_case(start)
            && !start.contains("not")
        {
            return text[start.len()..].to_owned();
        }
    }
    let text = text
        .strip_prefix("to ")
        .or_else(|| text.strip_prefix("To "))
        .unwrap_or(text);
    in_a_sentence(text)
}

/// A table begins its cells with capitals; an act stands in the middle of a sentence. A word in
/// capitals throughout is a name.
fn in_a_sentence(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or("");
    if first.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_sentence_tells_the_kind() {
        let read = |text, who| {
            let found = read(text, who);
            format!("{} | {} | {}", found.kind, found.shall, found.act)
        };
        assert_eq!(
            read("The State shall withdraw from the road.", "the State"),
            "duty | shall | withdraw from the road"
        );
        assert_eq!(
            read("No party shall use force.", "each party"),
            "prohibition | shall not | use force"
        );
        assert_eq!(
            read("The parties shall together begin talks", "the parties"),
            "duty | shall together | begin talks"
        );
        assert_eq!(
            read("To free 30 detainees", "State"),
            "duty | shall | free 30 detainees"
        );
        assert_eq!(
            read("Others shall leave", "State"),
            "duty | shall | others shall leave"
        );
    }
}
