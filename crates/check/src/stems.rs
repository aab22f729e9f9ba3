//! Word stems by which the text's own words tell what they speak of: the one place where they are
//! listed for all rules.
//!
//! It is a heuristic, and an English one, like the verbs of the language. What an agreement
//! declares is known; what it says in quotes is only guessed at. So two questions are kept apart:
//!
//! - *Does it speak of this?* A rule that begins to speak because of a word asks [`Reader::speaks`]
//!   or [`Reader::begins`]: no for words of another language, and the rule stays silent.
//! - *May it speak of this?* A rule that would be answered by a word asks [`Reader::may_begin`]:
//!   yes for words that are not surely English, and the rule stays silent again.

use std::collections::BTreeSet;

use model::{Agreement, Article, ArticleKind, Element, Noun, Thing, Verb};

/// Giving up arms, or leaving a force.
pub(crate) const ARMED: &[&str] = &[
    "demobili",
    "hand_in",
    "disarm",
    "decommission",
    "lay down arms",
];

/// What a force fights with.
pub(crate) const ARMS: &[&str] = &[
    "arms",
    "armament",
    "firearm",
    "weapon",
    "gun",
    "rifle",
    "ammunition",
    "munition",
    "explosive",
    "rocket",
];

/// Not having it any longer.
pub(crate) const GIVING_UP: &[&str] = &[
    "hand",
    "give",
    "deliver",
    "surrender",
    "destroy",
    "store",
    "place",
    "lay",
    "turn",
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

/// Leaving a place.
pub(crate) const LEAVING: &[&str] = &["withdraw", "relocat", "leave", "redeploy", "evacuat"];

/// Taking a place, or what is forbidden in it to keep it empty.
pub(crate) const TAKING: &[&str] = &[
    "deploy",
    "station",
    "enter",
    "move",
    "go",
    "return",
    "presen",
    "patrol",
    "hold",
    "secur",
    "control",
    "establish",
];

/// Calling others together.
pub(crate) const CALLING: &[&str] = &["conven", "call", "invit", "summon"];

/// Words that are English and nothing else in the languages accords are written in.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "with", "from", "by", "for", "their", "its", "any", "each", "under",
    "at", "which", "that", "are", "is", "be", "other", "who", "not",
];

/// Words that are of some other language and not of English.
const OTHER: &[&str] = &[
    "de", "del", "la", "las", "el", "los", "le", "les", "des", "du", "et", "y", "e", "da", "dos",
    "das", "und", "der", "die", "dan", "yang", "dari", "ke", "di", "ve", "na", "ya", "wa", "kwa",
    "para", "por", "pour", "dans", "avec", "con", "untuk", "oleh", "dengan", "il", "della", "och",
];

/// The quoted words of one agreement, and whether they can be read.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Most of what is quoted and can be told apart is of another language.
    foreign: bool,
}

impl Reader {
    /// Looks at what the sentences quote.
    pub fn new(agreement: &Agreement) -> Self {
        let (mut english, mut other) = (0_usize, 0_usize);
        let mut seen = BTreeSet::new();
        for words in agreement.articles.iter().flat_map(quoted) {
            if seen.insert(words) {
                english += usize::from(surely_english(words));
                other += usize::from(surely_other(words));
            }
        }
        Self {
            foreign: other > english,
        }
    }

    /// Whether quoted words can be read at all.
    fn reads(&self, words: &str) -> bool {
        !self.foreign && !surely_other(words)
    }

    /// Whether quoted words hold one of some stems, at the start of a word or after another part of
    /// it.
    pub fn speaks(&self, words: &str, stems: &[&str]) -> bool {
        self.reads(words) && has_stem(words, stems)
    }

    /// Whether a quoted word begins with one of some stems.
    pub fn begins(&self, words: &str, stems: &[&str]) -> bool {
        self.reads(words) && word_begins(words, stems)
    }

    /// Whether quoted words begin with one of some stems, or are not surely English and may say the
    /// same.
    pub fn may_begin(&self, words: &str, stems: &[&str]) -> bool {
        word_begins(words, stems) || !self.reads(words) || !known(words)
    }

    /// As [`Self::begins`], of a verb: a declared act is read by its name.
    pub fn verb_begins(&self, agreement: &Agreement, verb: &Verb, stems: &[&str]) -> bool {
        match verb {
            Verb::Act(id) => word_begins(agreement.name(Element::Act(*id)), stems),
            Verb::Quoted(words) => self.begins(words, stems),
        }
    }

    /// As [`Self::speaks`], of a verb: a declared act is read by its name.
    pub fn verb_speaks(&self, agreement: &Agreement, verb: &Verb, stems: &[&str]) -> bool {
        match verb {
            Verb::Act(id) => has_stem(agreement.name(Element::Act(*id)), stems),
            Verb::Quoted(words) => self.speaks(words, stems),
        }
    }

    /// As [`Self::may_begin`], of a verb: a declared act is read by its name.
    pub fn verb_may_begin(&self, agreement: &Agreement, verb: &Verb, stems: &[&str]) -> bool {
        match verb {
            Verb::Act(id) => word_begins(agreement.name(Element::Act(*id)), stems),
            Verb::Quoted(words) => self.may_begin(words, stems),
        }
    }
}

/// The quoted verb and object of an article's sentence.
fn quoted(article: &Article) -> Vec<&str> {
    let verb = match &article.kind {
        ArticleKind::Duty(duty) => Some(&duty.verb),
        ArticleKind::Prohibition(ban) => Some(&ban.verb),
        ArticleKind::Permission(permission) => Some(&permission.verb),
        _ => None,
    };
    let mut found = Vec::new();
    if let Some(Verb::Quoted(words)) = verb {
        found.push(words.as_str());
    }
    let nouns = match article.object().and_then(|object| object.thing.as_ref()) {
        Some(Thing::Noun(noun, of)) => [Some(noun), of.as_ref()],
        Some(Thing::Quantity(quantity)) => [quantity.noun.as_ref(), quantity.of.as_ref()],
        _ => [None, None],
    };
    for noun in nouns.into_iter().flatten() {
        if let Noun::Quoted(words) = noun {
            found.push(words.as_str());
        }
    }
    found
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

fn surely_english(text: &str) -> bool {
    !surely_other(text) && words_of(text).any(|word| ENGLISH.contains(&word.as_str()))
}

/// Letters that English does not have, or a word of another language.
fn surely_other(text: &str) -> bool {
    let foreign = |letter: char| letter.is_alphabetic() && !letter.is_ascii();
    text.chars().any(foreign) || words_of(text).any(|word| OTHER.contains(&word.as_str()))
}

/// Whether at least one word is known to be English, from any list here.
fn known(text: &str) -> bool {
    const ALL: &[&[&str]] = &[
        ARMED,
        ARMS,
        GIVING_UP,
        FORCE,
        BLOWS,
        AUTHORED,
        RESTRAINT,
        MEETING,
        FORBEARANCE,
        INVENTORY,
        REMAINS,
        HANDING,
        CEREMONY,
        MOVING_AWAY,
        LEAVING,
        TAKING,
        CALLING,
        PLAIN,
    ];
    surely_english(text) || ALL.iter().any(|stems| word_begins(text, stems))
}

/// Other verbs and things of accords, by which a phrase is known to be English.
const PLAIN: &[&str] = &[
    "visit", "feed", "treat", "protect", "pay", "build", "repair", "clear", "remove", "mark",
    "inform", "report", "write", "give", "take", "bring", "carry", "water", "money", "food",
    "weapon", "arms", "people", "road", "help", "support", "work", "open", "close", "begin", "end",
];

/// Whether a text holds one of some stems, anywhere.
fn has_stem(text: &str, stems: &[&str]) -> bool {
    let text = text.to_lowercase();
    stems.iter().any(|stem| text.contains(stem))
}

/// Whether a word of a text begins with one of some stems.
fn word_begins(text: &str, stems: &[&str]) -> bool {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
        .any(|word| {
            let mut parts = std::iter::once(word).chain(word.split('_'));
            parts.any(|part| stems.iter().any(|stem| part.starts_with(stem)))
        })
}
