//! What happens when a text is wrong: one finding for one mistake, and on with the rest.

use findings::{Finding, Span};

use super::{Fault, Parser, Read};
use crate::ast::Name;
use crate::keywords::{Class, ENGLISH};
use crate::lex::{FINDINGS_MAX, Token, TokenKind, composed, seen};

/// A longer word is not compared with the table of words.
const SUGGESTED_CHARS_MAX: usize = 24;

impl Parser<'_> {
    /// Gives up a rule: something else was expected here.
    pub(super) fn fail<T>(&mut self, expected: &str) -> Read<T> {
        self.fail_near(expected, &[])
    }

    /// Gives up a rule where one of a few phrases was expected.
    pub(super) fn fail_near<T>(&mut self, expected: &str, near: &[&'static str]) -> Read<T> {
        if self.pending.is_none() {
            self.pending = Some(self.unexpected(expected, near));
        }
        Err(Fault)
    }

    /// One certain word was expected. A near miss is told and taken for it.
    pub(super) fn fail_word(&mut self, word: &'static str) -> Read<()> {
        let expected = format!("`{}`", ENGLISH.written(word).unwrap_or(word));
        let finding = self.unexpected(&expected, &[word]);
        if finding.code == "E0001" && !finding.help.is_empty() && self.is_near(word) {
            let here = self.bump();
            self.tell_within(finding, here);
            return Ok(());
        }
        self.pending.get_or_insert(finding);
        Err(Fault)
    }

    fn is_near(&mut self, word: &'static str) -> bool {
        self.suggestion(0, &[word]).is_some()
    }

    fn unexpected(&mut self, expected: &str, near: &[&'static str]) -> Finding {
        if self.new_sentence() {
            return self.never_ends(expected);
        }
        let here = self.word(0);
        let mut found = seen(self.written(here));
        if here.kind == TokenKind::Prose {
            found = "> …".to_owned();
        }
        let message = format!("expected {expected}, found `{found}`");
        let mut finding = Finding::new("E0001", here.span, message);
        let other = other_words(&self.written(here).to_lowercase())
            .filter(|_| expected.starts_with("a clause word"));
        if let Some(meant) = other {
            finding.help.push(format!("write it as {meant}"));
        } else if let Some(meant) = self.suggestion(0, near) {
            finding.help.push(format!("did you mean `{meant}`?"));
        } else if here.kind == TokenKind::Prose {
            finding
                .help
                .push("`> …` lines stand right after the `:` of their article".to_owned());
        } else if here.kind == TokenKind::Field && !expected.contains("number") {
            finding
                .help
                .push("put a blank after the `.`, if a sentence ends there".to_owned());
        } else if here.class == Some(Class::Reserved) {
            let quoted = expected.starts_with("a verb") || expected.starts_with("a noun");
            let named = expected.starts_with("a name");
            let advice = if quoted {
                "put it in quotes"
            } else {
                "choose another name"
            };
            if quoted || named {
                finding
                    .help
                    .push(format!("`{found}` is a word of the language; {advice}"));
            }
        }
        finding
    }

    /// The sentence breaks off: the text ends here, or another sentence begins.
    fn never_ends(&self, expected: &str) -> Finding {
        let last = self.at.checked_sub(1).and_then(|last| self.words.get(last));
        let Some(last) = last.copied() else {
            return Finding::new("E0001", Span::default(), format!("expected {expected}"));
        };
        let written = seen(self.written(last));
        let help = match last.key {
            "," | ";" | ":" => format!("put a full stop in place of the last `{written}`"),
            _ => format!("put a full stop after `{written}`"),
        };
        Finding::new("E0002", last.span, "this sentence never ends").help(help)
    }

    /// The word of the table that the word here was meant to be.
    pub(super) fn suggestion(
        &mut self,
        ahead: usize,
        near: &[&'static str],
    ) -> Option<&'static str> {
        let word = self.word(ahead);
        if word.kind != TokenKind::Word || self.suggestions_left == 0 {
            return None;
        }
        if self.written(word).len() > 4 * SUGGESTED_CHARS_MAX {
            return None;
        }
        let written = self.written(word).to_lowercase();
        let firsts = near
            .iter()
            .map(|phrase| phrase.split(' ').next().unwrap_or(""));
        let mut best: Option<(usize, &'static str)> = None;
        for key in firsts.filter(|key| *key != word.key) {
            self.suggestions_left = self.suggestions_left.saturating_sub(1);
            let meant = ENGLISH.written(key).unwrap_or(key);
            let Some(far) = distance(&written, meant) else {
                continue;
            };
            if best.is_none_or(|(least, _)| far < least) {
                best = Some((far, key));
            }
        }
        best.map(|(_, key)| key)
    }

    /// Adds a finding.
    pub(super) fn tell(&mut self, finding: Finding) {
        let at = finding.at;
        self.tell_within(finding, at);
    }

    /// Adds a finding, with the stretch that could not be read. After too many, reading ends.
    pub(super) fn tell_within(&mut self, mut finding: Finding, region: Span) {
        if self.faults.len() >= FINDINGS_MAX {
            return;
        }
        if self.faults.len() + 1 == FINDINGS_MAX {
            finding = finding.note(format!("reading ends here, after {FINDINGS_MAX} findings"));
        }
        self.faults.push((finding, region));
        if self.faults.len() >= FINDINGS_MAX {
            self.at = self.words.len();
            self.recovered = self.at;
        }
    }

    /// Takes the pending finding of a rule that began at `start`, once the rest of it is skipped.
    pub(super) fn settle(&mut self, start: usize) {
        // What stands unread before the rule may be what spoilt it.
        let before = start.checked_sub(1).and_then(|last| self.words.get(last));
        let region = self.since(start);
        let region = before.map_or(region, |word| {
            region.to(Span::new(word.span.end, word.span.end))
        });
        let place = self.at;
        if let Some(finding) = self.pending.take() {
            let region = region.to(finding.at);
            self.unread.push(region);
            self.tell_within(finding, region);
        }
        self.recovered = place.max(self.at);
    }

    /// Skips the rest of a sentence, and its full stop.
    pub(super) fn skip_sentence(&mut self) {
        while !self.at_end() && !self.new_sentence() {
            if self.eat(".") {
                return;
            }
            self.bump();
        }
    }

    /// The full stop of a sentence. What stands before it unread is told and skipped.
    pub(super) fn stop(&mut self) {
        if self.eat(".") {
            return;
        }
        let start = self.at;
        if self.recovered != start {
            let finding = self.unexpected("`,` or `.`", &[]);
            self.pending.get_or_insert(finding);
        }
        self.skip_sentence();
        self.settle(start);
    }

    /// The words of all stretches that were given up, and of quoted texts that were never closed.
    pub(super) fn unread_words(&self, tokens: &[Token], lexical: &[Finding]) -> Vec<Name> {
        let quoted = |token: &&Token| {
            let first = lexical.partition_point(|finding| finding.at.start < token.span.start);
            let wrong = lexical.get(first);
            let wrong = wrong.filter(|f| f.at == token.span && f.code == "E0001");
            token.kind == TokenKind::String && wrong.is_some()
        };
        let mut stretches = self.unread.clone();
        stretches.extend(tokens.iter().filter(quoted).map(|token| token.span));
        stretches.sort();
        let mut words = Vec::new();
        let mut read_to = 0;
        for stretch in stretches {
            let from =
                tokens.partition_point(|token| token.span.start < stretch.start.max(read_to));
            let rest = tokens.get(from..).unwrap_or_default();
            for token in rest
                .iter()
                .take_while(|token| token.span.end <= stretch.end)
            {
                let written = self.text.get(token.span.range()).unwrap_or("");
                let parts = written.split(|c: char| !(c.is_alphanumeric() || c == '_'));
                let named =
                    matches!(token.kind, TokenKind::Word | TokenKind::Field) || quoted(&token);
                words.extend(
                    parts
                        .filter(|part| named && !part.is_empty())
                        .map(|part| Name {
                            text: composed(part),
                            span: token.span,
                        }),
                );
            }
            read_to = read_to.max(stretch.end);
        }
        words
    }

    /// What the parser and the lexer found, in the order of places. A sentence spoilt by a wrong
    /// token is told of once, by its token.
    pub(super) fn all_findings(&mut self, lexical: Vec<Finding>) -> Vec<Finding> {
        let wrong: Vec<Span> = lexical
            .iter()
            .filter(|f| f.code.starts_with('E'))
            .map(|f| f.at)
            .collect();
        let spoilt = |region: Span| {
            let first = wrong.partition_point(|at| at.end <= region.start);
            wrong.get(first).is_some_and(|at| at.start < region.end)
        };
        let mut all = lexical;
        let faults = std::mem::take(&mut self.faults);
        all.extend(
            faults
                .into_iter()
                .filter(|(_, region)| !spoilt(*region))
                .map(|(f, _)| f),
        );
        all.sort_by_key(|finding| (finding.at.start, finding.at.end));
        all
    }
}

/// How the language writes a clause that drafters begin with another word.
fn other_words(word: &str) -> Option<&'static str> {
    Some(match word {
        "each" | "per" | "daily" | "weekly" | "monthly" => "`every … from …`",
        "no" | "not" | "before" => "`by …`, or `not before …`",
        "provided" | "if" | "upon" | "once" | "after" | "following" => {
            "`when … is …`, or `within … after …`"
        }
        "immediately" | "forthwith" => "`at once`, or `at once after …`",
        "promptly" => "`as soon as possible`, or `within … after …`",
        "simultaneously" => "`at the same time as …`",
        "subject" => "`with the consent of …`, or `when … is …`",
        _ => return None,
    })
}

/// How many letters must change, or change places, to make one word of the other; nothing where
/// the words are not alike.
fn distance(written: &str, meant: &str) -> Option<usize> {
    let (from, to): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
    let allowed = match to.len().min(from.len()) {
        0 | 1 => return None,
        2 | 3 => 1,
        4..=8 => 2,
        _ => 3,
    };
    if from.len() > SUGGESTED_CHARS_MAX || from.len().abs_diff(to.len()) > allowed {
        return None;
    }
    let mut two_back: Vec<usize> = Vec::new();
    let mut back: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut least = (back[j] + usize::from(a != b))
                .min(back[j + 1] + 1)
                .min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b;
            if swapped {
                least = least.min(two_back[j - 1] + 1);
            }
            row.push(least);
        }
        two_back = std::mem::replace(&mut back, row);
    }
    let far = back.last().copied()?;
    (far > 0 && far <= allowed && far < to.len()).then_some(far)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn near_misses_are_near_and_other_words_are_not() {
        assert_eq!(distance("widthin", "within"), Some(1));
        assert_eq!(distance("verifeid", "verified"), Some(1));
        assert_eq!(distance("dutty", "duty"), Some(1));
        assert_eq!(distance("fi", "if"), Some(1));
        assert_eq!(distance("release", "received"), None);
        assert_eq!(distance("by", "by"), None);
    }
}
