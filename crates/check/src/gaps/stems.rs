//! Word stems by which the text's own words tell what they speak of: the one place where they are
//! listed for all rules. They are English, like the verbs of the language.

/// Giving up arms, or leaving a force.
pub(crate) const ARMED: &[&str] = &[
    "demobili",
    "hand_in",
    "disarm",
    "decommission",
    "lay down arms",
];

/// Force used, as those speak who promise its end.
pub(crate) const FORCE: &[&str] = &[
    "use_force",
    "use of force",
    "violence",
    "hostil",
    "attack",
    "offensive",
    "cease-fire",
    "ceasefire",
    "fire at",
    "fire on",
    "armed action",
];

/// Single acts of force, harm or danger, as a ban names them; looked for at the start of a word.
pub(crate) const BLOWS: &[&str] = &[
    "use_force",
    "force",
    "violen",
    "hostil",
    "attack",
    "offensive",
    "fire",
    "firing",
    "bomb",
    "shell",
    "strike",
    "striking",
    "shoot",
    "raid",
    "incursion",
    "harm",
    "endanger",
    "danger",
    "kill",
    "wound",
    "injur",
    "abduct",
    "sabotage",
    "terror",
    "assault",
];

/// Acts whose author is known as soon as they are done: nobody needs to find whose they are.
pub(crate) const AUTHORED: &[&str] = &[
    "veto", "vote", "decide", "decision", "appoint", "dismiss", "adopt", "enact", "legislat",
    "sign", "publish", "refuse", "reject", "invoke", "withhold", "prosecut", "charge",
];

/// Holding others back.
pub(crate) const RESTRAINT: &[&str] = &[
    "prevent",
    "stop",
    "restrain",
    "disarm",
    "dismantle",
    "control",
    "demobili",
    "ensure",
];

/// Acts that nobody can do alone.
pub(crate) const MEETING: &[&str] = &[
    "meet", "negotiat", "talk", "dialogue", "consult", "agree", "convene",
];

/// Acts that each does, or keeps from, by itself.
pub(crate) const FORBEARANCE: &[&str] = &[
    "stop",
    "cease",
    "refrain",
    "abstain",
    "respect",
    "keep",
    "observe",
    "put",
    "cooperat",
    "co-operat",
    "halt",
    "suspend",
    "honour",
    "comply",
    "abide",
];

/// An account of what its giver holds.
pub(crate) const INVENTORY: &[&str] = &[
    "inventory",
    "coordinates",
    "details",
    "register",
    "maps",
    "list",
];

/// The dead.
pub(crate) const REMAINS: &[&str] = &[
    "remains", "bodies", "body", "deceased", "dead", "corpse", "fallen",
];

/// Handing over or back.
pub(crate) const HANDING: &[&str] = &[
    "hand",
    "return",
    "exchange",
    "release",
    "free",
    "transfer",
    "repatriat",
    "deliver",
];

/// How people are handed over.
pub(crate) const CEREMONY: &[&str] = &[
    "hand-over",
    "handover",
    "handing",
    "exchange",
    "ceremon",
    "parade",
    "display",
];

/// Moving away what one has on the ground.
pub(crate) const MOVING_AWAY: &[&str] = &[
    "withdraw", "relocat", "redeploy", "pull", "leave", "move", "evacuat", "reduce",
];

/// Whether a text holds one of some stems, anywhere.
pub(crate) fn has_stem(text: &str, stems: &[&str]) -> bool {
    let text = text.to_lowercase();
    stems.iter().any(|stem| text.contains(stem))
}

/// Whether a word of a text begins with one of some stems.
pub(crate) fn word_begins(text: &str, stems: &[&str]) -> bool {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
        .any(|word| {
            let mut parts = std::iter::once(word).chain(word.split('_'));
            parts.any(|part| stems.iter().any(|stem| part.starts_with(stem)))
        })
}
