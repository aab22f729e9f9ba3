//! The registry of codes: a code is for ever. Each has a title, the kinds of gap it can tell of,
//! and a page in `docs/diagnostics/`.

/// A kind of gap, as those who study accords that failed name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nobody has to go first.
    NoFirstMover,
    /// No last day.
    NoDeadline,
    /// Nobody says whether it was done.
    NoVerifier,
    /// Nothing says what starts it.
    NoTrigger,
    /// Nothing follows if it fails.
    NoRemedy,
    /// No number, or none that can be counted.
    NoQuantity,
    /// Nothing ends it.
    NoEnd,
    /// Two texts say different things.
    ConflictingTexts,
    /// What is counted, where and by whom is not said.
    UnitUndefined,
    /// Somebody can stop it by silence.
    OpenVeto,
    /// It waits for itself.
    Circular,
    /// A word is not defined.
    Definition,
    /// The days can be counted in two ways.
    DayCount,
}

impl Kind {
    /// Its name in fact sheets: `no-first-mover`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoFirstMover => "no-first-mover",
            Self::NoDeadline => "no-deadline",
            Self::NoVerifier => "no-verifier",
            Self::NoTrigger => "no-trigger",
            Self::NoRemedy => "no-remedy",
            Self::NoQuantity => "no-quantity",
            Self::NoEnd => "no-end",
            Self::ConflictingTexts => "conflicting-texts",
            Self::UnitUndefined => "unit-undefined",
            Self::OpenVeto => "open-veto",
            Self::Circular => "circular",
            Self::Definition => "definition",
            Self::DayCount => "day-count",
        }
    }
}

/// What is known of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `W0204`
    pub code: &'static str,
    /// When it is told, in a few words.
    pub title: &'static str,
    /// The kinds of gap it can tell of.
    pub kinds: &'static [Kind],
    /// Its page, in Markdown.
    pub page: &'static str,
}

/// A code by its name: `W0204`, in any case.
#[must_use]
pub fn code(name: &str) -> Option<&'static Code> {
    CODES
        .iter()
        .find(|entry| entry.code.eq_ignore_ascii_case(name))
}

macro_rules! codes {
    ($($code:ident $title:literal [$($kind:ident),*];)+) => {
        /// Every code, in the order of its digits.
        pub const CODES: &[Code] = &[$(Code {
            code: stringify!($code),
            title: $title,
            kinds: &[$(Kind::$kind),*],
            page: include_str!(concat!(
                "../../../docs/diagnostics/", stringify!($code), ".md"
            )),
        }),+];
    };
}

codes! {
    E0001 "a clause, word or stop is missing" [];
    E0002 "no full stop" [];
    E0003 "one slot filled twice" [];
    E0004 "direction control in a name" [];
    W0005 "mixed scripts" [];
    E0006 "comma or blank in a number" [];
    E0007 "list without and, or and and or mixed" [];
    E0008 "bytes that are no text (UTF-8)" [];
    W0008 "a name that reads as grammar" [];
    E0009 "a file larger than the limit" [];
    E0010 "a phrase nested deeper than the limit" [];
    E0011 "a file with nothing in it" [];
    E0101 "unknown actor" [];
    E0102 "declared twice" [];
    E0103 "unknown article, phase, milestone" [];
    E0104 "unknown verb" [];
    E0105 "wrong kind, or a lost comma" [];
    W0106 "declared, unused" [];
    E0107 "bare noun not declared" [];
    E0108 "something that refers to itself" [];
    E0110 "list as object without a number" [];
    W0111 "an undefined term decides a quantity, a ban or an exception, and nobody decides the term" [Definition];
    E0112 "a date that does not exist" [];
    W0112 "an exception nobody judges" [Definition];
    E0113 "an unknown time zone" [];
    W0113 "all of what has no list or number, nobody decides membership" [NoQuantity, Definition];
    E0114 "a number that nothing can be" [];
    W0114 "list held by the obligor, named by nobody, or never closed" [NoQuantity, Definition];
    W0115 "two acts exclude each other on one list, no except" [Definition];
    W0116 "armed party banned from force, text silent on deserters and allied groups" [Definition];
    W0117 "performance rests on an outsider nobody answers for" [Definition];
    W0118 "members hold a power, nothing said of one who leaves" [Definition];
    W0201 "no last day and nothing starts it" [NoDeadline, NoTrigger];
    W0202 "a trigger, no last day" [NoDeadline];
    W0203 "standing, daily or ban without end" [NoEnd];
    W0204 "nobody verifies" [NoVerifier];
    W0205 "interested verifier" [NoVerifier];
    W0206 "nothing follows (folded)" [NoRemedy];
    W0207 "shortfall or excess of rounds unsettled" [UnitUndefined];
    W0208 "done through, or only by, a body not bound" [NoRemedy];
    W0209 "an order without effect" [NoRemedy];
    W0210 "absolute duty and best effort on one irreversible list" [ConflictingTexts];
    W0211 "a joint act nobody convenes" [NoFirstMover];
    W0212 "starting in with no extent" [NoDeadline];
    W0213 "share without a closed base" [NoQuantity, UnitUndefined];
    W0214 "quantity set by the obligor's own count, or no inventory to count against" [NoQuantity];
    W0215 "hand-over of people or remains without manner (once)" [NoRemedy];
    W0216 "several obligors, neither each nor together" [];
    E0217 "numbers that cannot add up" [NoQuantity];
    E0218 "units that cannot be compared" [UnitUndefined];
    E0219 "threshold above membership" [];
    W0220 "about, at once, as soon as possible decides a breach" [NoDeadline];
    E0301 "no timetable exists" [];
    W0302 "one party's dates fall to others' windows" [];
    W0303 "may end before it may begin" [];
    E0304 "circular wait in the text" [Circular];
    W0305 "the three senses of done, or a finding still disputable, change an outcome" [];
    W0306 "a civil time that does not exist" [DayCount];
    W0307 "a pause moves a date further than it says" [];
    W0308 "a day and an event, either may come first" [ConflictingTexts, Circular];
    E0309 "a month that does not end" [DayCount];
    W0310 "no first mover: matched or parallel without pieces, or an irreversible series unordered against the other side's" [NoFirstMover, Circular];
    W0311 "a gate in the obligor's own hands" [OpenVeto, Circular];
    W0312 "a phase, milestone or compliance nobody opens or declares" [NoTrigger, NoEnd];
    W0313 "slow gate: another's undated duty before a dated one" [NoDeadline, Circular];
    W0314 "two day counts, or length and day number differ by one" [DayCount];
    W0315 "nothing binds between signature and start" [NoTrigger];
    W0316 "cliff: the last date of a phase and nothing after" [NoDeadline, NoRemedy, NoEnd];
    W0317 "shortfall callable only after the counter-duty is spent" [NoDeadline, NoQuantity];
    W0318 "all for all, nobody first" [NoFirstMover];
    W0319 "one-way precedence" [NoTrigger];
    W0320 "a place left by one, closed to another, held by nobody" [];
    W0401 "irreversible gift before anything is owed in return" [NoFirstMover];
    W0402 "a bound can be exceeded" [];
    W0403 "exchange, right to withhold unsaid" [NoRemedy];
    W0404 "the only security can be undone" [];
    E0405 "a weight on persons" [];
    W0406 "dates, verifiers or remedies on one side only" [NoDeadline, NoVerifier];
    W0407 "no lawful answer, but a continuing lever" [NoRemedy];
    W0501 "a dispute without an end" [];
    W0502 "one silent body stops much" [NoVerifier];
    W0503 "a member can block by silence" [OpenVeto];
    W0504 "a body finds or decides, no rule, obligors sit in it" [NoVerifier, OpenVeto];
    W0505 "judge of its own finding" [];
    W0506 "who finds cannot act, who acts cannot find" [NoRemedy];
    W0507 "a line on an unpublished map, or marked by the obligor" [NoVerifier, Definition];
    W0508 "identity open" [NoVerifier];
    W0509 "a unit without counter, place or period" [NoVerifier, UnitUndefined];
    W0510 "finding needed after the mandate, or mandate unsaid" [NoVerifier, NoEnd];
    W0511 "a verifier or decider not yet formed" [NoVerifier];
    W0512 "mirrored bans on force, nobody attributes" [NoVerifier, NoRemedy];
    W0513 "consent without time or answer to silence" [NoDeadline, OpenVeto];
    W0515 "more to verify than can be" [];
    W0601 "a ladder that returns without limit" [NoEnd];
    E0602 "suspends what is not to be suspended" [];
    W0604 "two powers hold each other" [Circular];
    W0605 "survives without its verifier" [];
    W0606 "suspension without end" [NoEnd];
    W0607 "the holder alone judges a condition whose effect is irreversible" [OpenVeto];
    W0608 "each side's failure frees the other, nobody finds between" [Circular];
    W0609 "dated, something behind it, and nothing if it passes" [NoRemedy];
    W0610 "nothing moves a ladder on, or a rung extends without limit" [NoRemedy];
    W0611 "an effect hangs on a fact nobody finds" [NoTrigger, Definition];
    W0612 "no rule on end, amendment or withdrawal (once)" [NoEnd];
    W0701 "missing authentic text" [];
    W0702 "number differs in prose" [];
    I0703 "label missing" [];
    W0806 "more occurrences than the limit" [];
    I0807 "branches that were not decided" [];
    W0901 "readings clash, or lock only when mixed" [NoFirstMover, ConflictingTexts, Circular];
    W0902 "a deed valid under one reading, void under another" [DayCount];
    W0903 "rival readings, nobody decides meaning" [];
    W0904 "two layers differ, none prevails" [ConflictingTexts];
    W0905 "a layer changes the duty of one who did not make it" [ConflictingTexts];
    W0906 "an unpublished or one-sided text bears on a duty" [ConflictingTexts];
    I0907 "a reading the checker proposes: the pair closes a cycle" [NoFirstMover, Circular];
}
