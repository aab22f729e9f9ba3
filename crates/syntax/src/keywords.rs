//! Every word of the language, in one table: another language is another table.
//!
//! The parser never compares a written word: it asks for the *key* a word stands for. In English
//! the key is the word itself.

/// What a word of the table may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Never a name: clause words, joints, the six power verbs.
    Reserved,
    /// A month; never a name.
    Month,
    /// A word only where the grammar expects it; elsewhere it may be a name.
    Contextual,
}

/// The words of one language, each list sorted by what is written: `(written, key)`.
#[derive(Debug)]
pub struct Table {
    /// The tag of the language.
    pub language: &'static str,
    /// Words that are never names.
    pub reserved: &'static [(&'static str, &'static str)],
    /// Words that may be names wherever the grammar does not expect them.
    pub contextual: &'static [(&'static str, &'static str)],
    /// The months, January first.
    pub months: &'static [(&'static str, &'static str)],
}

impl Table {
    /// The key of a written word, and what the word may be used for.
    #[must_use]
    pub fn look_up(&self, written: &str) -> Option<(&'static str, Class)> {
        let find = |list: &'static [(&'static str, &'static str)]| {
            let place = list
                .binary_search_by(|(word, _)| (*word).cmp(written))
                .ok()?;
            list.get(place).map(|(_, key)| *key)
        };
        if let Some(key) = find(self.reserved) {
            return Some((key, Class::Reserved));
        }
        if let Some(key) = find(self.contextual) {
            return Some((key, Class::Contextual));
        }
        let month = self.months.iter().find(|(word, _)| *word == written)?;
        Some((month.1, Class::Month))
    }

    /// The word to write for a key.
    #[must_use]
    pub fn written(&self, key: &str) -> Option<&'static str> {
        let mut all = self
            .reserved
            .iter()
            .chain(self.contextual)
            .chain(self.months);
        all.find(|(_, k)| *k == key).map(|(word, _)| *word)
    }
}

/// The number of a month, 1 to 12, by its key.
#[must_use]
pub fn month(key: &str) -> Option<u8> {
    let place = ENGLISH.months.iter().position(|(_, k)| *k == key)?;
    u8::try_from(place + 1).ok()
}

/// Rows may not be called so: `of the same stage` would then say two things.
pub const ROW_NAMES_REFUSED: &[&str] = &["next", "previous", "same"];

/// Names that make the sentences around them hard to read.
pub const NAMES_THAT_READ_AS_GRAMMAR: &[&str] = &[
    "agreement",
    "breach",
    "consensus",
    "dates",
    "days",
    "dispute",
    "done",
    "due",
    "duties",
    "duty",
    "excess",
    "finding",
    "hours",
    "incident",
    "it",
    "majority",
    "members",
    "minutes",
    "months",
    "next",
    "nothing",
    "notice",
    "previous",
    "receipt",
    "report",
    "request",
    "same",
    "shortfall",
    "silence",
    "steps",
    "times",
    "weeks",
    "years",
];

/// Pairs of a word and itself: where the key is what is written.
macro_rules! themselves {
    ($($word:tt)*) => { &[$((stringify!($word), stringify!($word))),*] };
}

/// English.
pub const ENGLISH: Table = Table {
    language: "en",
    reserved: RESERVED,
    contextual: CONTEXTUAL,
    months: &MONTHS,
};

#[rustfmt::skip]
const RESERVED: &[(&str, &str)] = themselves! {
    a about above after against all along an and any are as at be before beginning behind
    being below between breached by chaired cites clocks completed consent consents
    containing coordinated counted covering covers day deadline decided deciding declared
    does during each either endeavour ending entry every evidenced except excluding extend
    extended failing for formed from held identified if in incidents including independent
    into invoke is it late least marked matched may means milestone monitored more no not
    nothing of on onwards or order parallel parties party percent received remaining
    replacing shall signature silent source standing starting stopping subject suspend
    taking terminate terms than the through throughout to together under unless unstated
    until verified waive week when whenever which while with withhold within without
};

#[rustfmt::skip]
const CONTEXTUAL: &[(&str, &str)] = themselves! {
    accepted accepts act added adding adopted adopts advisory affecting agree agreed
    agreement ahead alleged alleges also always amending amendment announce announced
    announces answering assurance attributed attribution authentic average background
    balance base because begun binding body breach breaches can carried cease ceiling
    changes citing complete compliant conduct confirmed confirms consensus contested
    contests convenor corrected corrects count counter counts cover dates days decide
    decides decision declares defined definition demands denies discharges dispute disputed
    disputes division done down due duties duty earlier effect end ended ends enters
    estimate everyone exceeded exception excess exchange exclude exhausted expected extends
    fail falls far final finding finds first floor follow follows force fulfilled give given
    go goes graded grades group grow guarantor has holds hour hours identification incident
    instead inventory irreversible its joins judge judged justifies keep kept known ladder
    last later leaves level limit linkage list listed long made majority manner meaning
    mediator member members minute minutes month months most move named never new next notice now
    number once only opened opens orders other otherwise outsider over overdue owed own part
    partly pass passes pending perform performed performs period permission permit permits phase
    place plans possible power practice prevailing prevails prevents previous prohibition
    proposed proposes published quantity questions reached reaching reading readings receipt
    receives record recorded refers refused refuses rejected rejects released remain
    remedied remedy renewed replaced report reported reports repudiates request requests
    resolve resolves resumes return reversible right round rules running same say saying
    says schedule self_defence semantics set settled share short shortfall shown side
    signatory signed snapback so soon stage start stated steps stopped story survive
    survives suspended suspension term termination text texts that then they time times
    total towards tried trigger unable unchecked undetermined unit unsettled up uses
    verification verifications verifier verify waived waives weeks weighs whole whom window
    withdrawal withdrawn withheld withholds wrongly year years zone
};

/// The months, each for itself.
const MONTHS: [(&str, &str); 12] = {
    let mut pairs = [("", ""); 12];
    let mut at = 0;
    while at < pairs.len() {
        pairs[at] = (words::MONTHS[at], words::MONTHS[at]);
        at += 1;
    }
    pairs
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_are_sorted_and_share_no_word() {
        for list in [RESERVED, CONTEXTUAL] {
            assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        assert!(
            CONTEXTUAL
                .iter()
                .all(|(w, _)| RESERVED.iter().all(|(r, _)| r != w))
        );
        assert_eq!(RESERVED.len(), 123);
        assert!(NAMES_THAT_READ_AS_GRAMMAR.is_sorted());
    }
}
