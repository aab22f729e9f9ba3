//! The fixed words around an agreement, one table for each language.
//!
//! A language is one file with one value of [`Frame`]: the compiler refuses a table in which a word
//! is missing. A language without a table falls back to English, and the document says so. None of
//! the tables but the English one has been read by a native lawyer yet.

mod ar;
mod en;
mod es;
mod fr;
mod he;
mod id;
mod uk;

use crate::silences::Silence;
use model::{ActorKind, ArticleKind, Role};

/// The fixed words of one language.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after its English word")]
pub struct Frame {
    /// The tag of the language.
    pub tag: &'static str,
    pub formal_annex: &'static str,
    pub signed_text_prevails: &'static str,
    pub annex_prevails: &'static str,
    pub as_signed: &'static str,
    pub no_frame: &'static str,
    pub rules_in_english: &'static str,
    pub contents: &'static str,
    pub article: &'static str,
    pub schedule: &'static str,
    pub phase: &'static str,
    pub not_stated: &'static str,
    pub sections: Sections,
    pub facts: Facts,
    pub articles: Articles,
    pub columns: [&'static str; 14],
    pub kinds: [&'static str; 10],
    pub roles: [&'static str; 9],
    /// The slots of `silent on`, in the order of `model::SLOTS`.
    pub slots: [&'static str; 32],
    /// What stands between the items of a list.
    pub comma: &'static str,
    /// What stands between items that may hold commas.
    pub semicolon: &'static str,
    /// What stands before the last of two or more things left unsaid.
    pub nor: &'static str,
    /// What each thing left unsaid is called after [`Articles::does_not_say`].
    pub silence: fn(Silence) -> &'static str,
}

/// The headings of the sections.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after its English word")]
pub struct Sections {
    pub agreement: &'static str,
    pub texts: &'static str,
    pub actors: &'static str,
    pub definitions: &'static str,
    pub places: &'static str,
    pub milestones: &'static str,
    pub articles: &'static str,
    pub whole_agreement: &'static str,
    pub no_phase: &'static str,
    pub other_readings: &'static str,
    pub schedules: &'static str,
    pub amendments: &'static str,
    pub balances: &'static str,
    pub assurances: &'static str,
    pub ending: &'static str,
    pub reading_rules: &'static str,
    pub matrix: &'static str,
}

/// The names of the facts about the agreement as a whole.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after its English word")]
pub struct Facts {
    pub authentic: &'static str,
    pub prevailing: &'static str,
    pub zone: &'static str,
    pub day_count: &'static str,
    pub month_ends: &'static str,
    pub entry: &'static str,
    pub made: &'static str,
    pub grades: &'static str,
    pub reports: &'static str,
    pub meaning: &'static str,
    pub rank: &'static str,
    pub name: &'static str,
    pub role: &'static str,
    pub particulars: &'static str,
    pub word: &'static str,
    pub meaning_of_word: &'static str,
    pub instant: &'static str,
}

/// The words in and around an article.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after its English word")]
pub struct Articles {
    pub formalises: &'static str,
    pub unchecked: &'static str,
    pub reading: &'static str,
    pub held_by: &'static str,
    pub found_in: &'static str,
    pub no_prose: &'static str,
    pub no_prose_at_all: &'static str,
    pub no_names: &'static str,
    pub does_not_say: &'static str,
    pub silent_on: &'static str,
}

/// The kinds of articles, in the order of [`Frame::kinds`].
#[must_use]
pub fn kind_index(kind: &ArticleKind) -> usize {
    match kind {
        ArticleKind::Duty(duty) => usize::from(duty.standing),
        ArticleKind::Prohibition(_) => 2,
        ArticleKind::Level(_) => 3,
        ArticleKind::Permission(_) => 4,
        ArticleKind::Exception(_) => 5,
        ArticleKind::Power(_) => 6,
        ArticleKind::Linkage(_) => 7,
        ArticleKind::Snapback(_) => 8,
        ArticleKind::Ladder(_) => 9,
    }
}

static ALL: [&Frame; 7] = [
    &en::FRAME,
    &ar::FRAME,
    &es::FRAME,
    &fr::FRAME,
    &he::FRAME,
    &id::FRAME,
    &uk::FRAME,
];

impl Frame {
    /// The table of a language, or the English one.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        let primary = language.split('-').next().unwrap_or(language);
        ALL.into_iter()
            .find(|frame| frame.tag == primary)
            .unwrap_or(&en::FRAME)
    }

    /// Every table.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        ALL.into_iter()
    }

    /// Whether this is the table of a language, not the English one in its place.
    #[must_use]
    pub fn serves(&self, language: &str) -> bool {
        language.split('-').next() == Some(self.tag)
    }

    /// What an article of a kind is called.
    #[must_use]
    pub fn kind(&self, kind: &ArticleKind) -> &'static str {
        self.kinds[kind_index(kind)]
    }

    /// What an actor of a kind is called.
    #[must_use]
    pub fn role(&self, kind: ActorKind) -> &'static str {
        self.roles[match kind {
            ActorKind::Role(Role::Party) => 0,
            ActorKind::Role(Role::Mediator) => 1,
            ActorKind::Role(Role::Guarantor) => 2,
            ActorKind::Role(Role::Verifier) => 3,
            ActorKind::Role(Role::Signatory) => 4,
            ActorKind::Role(Role::Body) => 5,
            ActorKind::Role(Role::Outsider) => 6,
            ActorKind::Group => 7,
            ActorKind::Side => 8,
        }]
    }

    /// The words for the questions of `silent on`.
    #[must_use]
    pub fn slots(&self, asked: &[String]) -> String {
        let words: Vec<String> = asked.iter().map(|slot| self.slot(slot)).collect();
        words.join(self.comma)
    }

    fn slot(&self, slot: &str) -> String {
        model::SLOTS
            .iter()
            .position(|known| *known == slot)
            .map_or_else(|| slot.replace('_', " "), |at| self.slots[at].to_owned())
    }

    /// The line on what an article leaves unsaid; nothing where it leaves nothing.
    #[must_use]
    pub fn silences(&self, unsaid: &[Silence]) -> Option<String> {
        let (last, others) = unsaid.split_last()?;
        let mut line = format!("{} ", self.articles.does_not_say);
        for (at, silence) in others.iter().enumerate() {
            line.push_str((self.silence)(*silence));
            line.push_str(if at + 1 == others.len() {
                self.nor
            } else {
                self.comma
            });
        }
        line.push_str((self.silence)(*last));
        line.push('.');
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_falls_back_and_can_tell() {
        assert_eq!(Frame::of("ar-SY").tag, "ar");
        assert!(Frame::of("ar-SY").serves("ar-SY"));
        assert_eq!(Frame::of("xx").tag, "en");
        assert!(!Frame::of("xx").serves("xx"));
    }

    #[test]
    fn what_is_unsaid_reads_as_one_sentence() {
        let frame = Frame::of("en");
        assert_eq!(frame.silences(&[]), None);
        assert_eq!(
            frame
                .silences(&[Silence::UnansweredReport, Silence::WhoDisputes])
                .as_deref(),
            Some(
                "The text does not say what an unanswered report means, nor who may dispute the \
                 finding."
            )
        );
    }

    #[test]
    fn no_two_silences_read_alike_in_one_language() {
        for frame in Frame::all() {
            let mut said: Vec<_> = Silence::ALL.iter().map(|s| (frame.silence)(*s)).collect();
            said.sort_unstable();
            let count = said.len();
            said.dedup();
            assert_eq!(said.len(), count, "{}", frame.tag);
        }
    }
}
