//! Lists of items, and the parts of a sentence between its commas.

use findings::Finding;

use super::{Parser, Read};
use crate::ast::List;
use crate::keywords::Class;
use crate::lex::TokenKind;

/// What may stand between two marks of a sentence.
pub(super) struct Set {
    /// For messages: `a clause word`.
    pub what: &'static str,
    /// The mark before each of them.
    pub mark: &'static str,
    /// The marks that end all of them.
    pub ends: &'static [&'static str],
    /// The words they begin with.
    pub words: &'static [&'static str],
    /// Whether they may begin with a name or a number as well.
    pub open: bool,
}

/// No parts at all.
pub(super) const NOTHING: Set = Set {
    what: "",
    mark: ",",
    ends: &["."],
    words: &[],
    open: false,
};

/// What the items of a list look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    /// Names.
    Names,
    /// Names, and `of` after them: articles and their rows.
    Duties,
    /// `the movement`, `each party`
    Refs,
    /// What a fact is about: articles or actors.
    Facts,
    /// Names and quoted texts, perhaps after `the`.
    Nouns,
    /// Tags of languages.
    Langs,
    /// Questions that a text leaves open.
    Slots,
}

impl Parser<'_> {
    /// Whether the word there may be a name.
    pub(super) fn is_name(&self, ahead: usize) -> bool {
        let word = self.word(ahead);
        word.kind == TokenKind::Word && !matches!(word.class, Some(Class::Reserved | Class::Month))
    }

    /// How many words an item begins with there, as far as they show that it is one.
    fn item(&self, ahead: usize, items: Items) -> Option<usize> {
        let word = self.word(ahead);
        match items {
            Items::Langs => self.is_lang(ahead).then_some(1),
            Items::Slots => words::SLOTS.contains(&word.key).then_some(1),
            Items::Nouns if word.kind == TokenKind::String => Some(1),
            Items::Nouns if word.key == "the" => {
                let quoted = self.kind(ahead + 1) == TokenKind::String;
                (quoted || self.is_name(ahead + 1)).then_some(2)
            }
            Items::Refs | Items::Facts if matches!(word.key, "the" | "each" | "any") => {
                let kind = matches!(self.key(ahead + 1), "party" | "parties");
                (kind || self.is_name(ahead + 1)).then_some(2)
            }
            Items::Duties | Items::Facts if word.key == "every" => {
                self.is_name(ahead + 1).then_some(2)
            }
            _ => self.is_name(ahead).then_some(1),
        }
    }

    /// Whether the comma here stands between two items: after the next one the list goes on or
    /// the sentence ends. A misspelt clause word is followed by something else.
    fn goes_on(&self, items: Items) -> bool {
        let Some(length) = self.item(1, items) else {
            return false;
        };
        let after = self.key(1 + length);
        let open = matches!(after, "," | "and" | "or");
        if items == Items::Nouns && self.kind(length) == TokenKind::String {
            return true;
        }
        if self.word(1).class == Some(Class::Contextual) && self.set.words.contains(&self.key(1)) {
            return matches!(after, "and" | "or");
        }
        let row = matches!(items, Items::Duties | Items::Facts)
            && after == "of"
            && self.key(2 + length) != "which";
        let at_end = self.at + 1 + length >= self.words.len();
        open || row || at_end || matches!(after, "." | ";" | ":")
    }

    /// Whether `and` or `or` here joins an item to the list.
    fn joins(&self, items: Items) -> bool {
        let Some(length) = self.item(1, items) else {
            return false;
        };
        if self.key(0) == "or" && matches!(items, Items::Langs | Items::Slots) {
            return false;
        }
        let after = self.key(1 + length);
        let verb = matches!(
            after,
            "is" | "are" | "consents" | "consent" | "requests" | "orders" | "permits" | "of"
        );
        let next_fact = self.in_fact_tail && verb;
        !next_fact && self.key(1) != "reaching"
    }

    /// `a, b and c`.
    pub(super) fn list<T>(
        &mut self,
        items: Items,
        read: impl Fn(&mut Self) -> Read<T>,
    ) -> Read<List<T>> {
        let start = self.at;
        let mut list = List {
            items: vec![read(self)?],
            any: false,
            span: self.since(start),
        };
        let mut closed = false;
        let mut told = false;
        loop {
            match self.key(0) {
                "and" | "or" if self.joins(items) => {
                    let any = self.key(0) == "or";
                    if closed && !told {
                        told = true;
                        self.joined_twice(any == list.any);
                    }
                    self.bump();
                    (list.any, closed) = (any, true);
                }
                "," if !closed && self.comma_before_joint(items) => {
                    told = true;
                    let joint = if self.key(1) == "or" { "or" } else { "and" };
                    let message = format!("this list has a comma before `{joint}`");
                    let finding = Finding::new("E0007", self.word(0).span, message);
                    self.tell(finding.help(format!("write `a, b {joint} c`")));
                    self.bump();
                    continue;
                }
                "," if !closed && self.goes_on(items) => {
                    self.bump();
                }
                _ => break,
            }
            list.items.push(read(self)?);
        }
        list.span = self.since(start);
        if list.items.len() > 1 && !closed && !told {
            let message = "this list has no `and` before its last item";
            let finding = Finding::new("E0007", list.span, message);
            self.tell(finding.help("write `and` or `or` in place of its last comma"));
        }
        Ok(list)
    }

    /// `a, b, and c`; but `…, and 72 hours later` belongs to the sentence.
    fn comma_before_joint(&self, items: Items) -> bool {
        matches!(self.key(1), "and" | "or") && self.item(2, items).is_some()
    }

    fn joined_twice(&mut self, same: bool) {
        let span = self.word(0).span;
        let finding = if same {
            let message = "this list has more than one `and` or `or`";
            Finding::new("E0007", span, message).help("write `a, b and c`")
        } else {
            let message = "this list mixes `and` and `or`";
            Finding::new("E0007", span, message).help("write two articles, or two lists")
        };
        self.tell(finding);
    }

    /// The parts of a sentence, each after its mark, up to the end of the sentence.
    pub(super) fn parts<T>(
        &mut self,
        set: &'static Set,
        read: impl Fn(&mut Self) -> Read<T>,
    ) -> Vec<T> {
        let around = std::mem::replace(&mut self.set, set);
        let mut parts = Vec::new();
        while self.next_part(set) {
            self.part(set, &read, &mut parts);
        }
        self.set = around;
        parts
    }

    /// The parts of a sentence, the first of them without a mark.
    pub(super) fn first_and_parts<T>(
        &mut self,
        set: &'static Set,
        read: impl Fn(&mut Self) -> Read<T>,
    ) -> Vec<T> {
        let around = std::mem::replace(&mut self.set, set);
        let mut parts = Vec::new();
        self.part(set, &read, &mut parts);
        while self.next_part(set) {
            self.part(set, &read, &mut parts);
        }
        self.set = around;
        parts
    }

    fn part<T>(&mut self, set: &'static Set, read: impl Fn(&mut Self) -> Read<T>, to: &mut Vec<T>) {
        let start = self.at;
        let mut part = read(self);
        if part.is_err() && self.take_meant(start, set) {
            part = read(self);
            // What a misspelt part lacks besides is not another mistake.
            self.pending = None;
        }
        if let Ok(part) = part {
            to.push(part);
        } else {
            if self.unmarked == Some(start) {
                self.no_lost_mark();
            }
            self.skip_part(set);
            self.settle(start);
        }
    }

    /// Whether a part could not be read because its first word is misspelt. That is told, and the
    /// word taken for the one that was meant.
    fn take_meant(&mut self, start: usize, set: &'static Set) -> bool {
        let first = self.words.get(start).copied();
        let Some(first) = first.filter(|_| self.at == start && self.unmarked != Some(start)) else {
            return false;
        };
        let here = |finding: &mut Finding| finding.code == "E0001" && finding.at == first.span;
        let Some(meant) = self.suggestion(0, set.words) else {
            return false;
        };
        let Some(finding) = self.pending.take_if(here) else {
            return false;
        };
        self.tell(finding);
        if let Some(word) = self.words.get_mut(start) {
            (word.key, word.class) = (meant, Some(Class::Reserved));
        }
        true
    }

    /// Whether another part follows. A lost mark is told; the part is read all the same.
    fn next_part(&mut self, set: &'static Set) -> bool {
        loop {
            if self.eat(set.mark) {
                return true;
            }
            let key = self.key(0);
            if self.at_end() || set.ends.contains(&key) || self.new_sentence() {
                return false;
            }
            let start = self.at;
            let other_mark = matches!(key, "," | ";" | ":");
            let begins = set.words.contains(&self.key(usize::from(other_mark)));
            if self.recovered != start {
                self.lost_mark(set, begins && !other_mark);
            }
            if other_mark {
                self.bump();
            }
            if !begins {
                self.skip_part(set);
            }
            if self.at == start && !begins {
                self.bump();
            }
            self.settle(start);
            if begins {
                self.recovered = usize::MAX;
                self.unmarked = Some(self.at);
                return true;
            }
        }
    }

    /// What stood without its mark was no part after all: one finding tells of it, without advice.
    fn no_lost_mark(&mut self) {
        self.pending = None;
        if let Some((finding, _)) = self.faults.last_mut() {
            finding.help.clear();
        }
    }

    fn lost_mark(&mut self, set: &'static Set, begins: bool) {
        let expected = format!("`{}` or `.`", set.mark);
        let _ = self.fail_near::<()>(&expected, &[]);
        if begins && let Some(finding) = &mut self.pending {
            let key = self.words.get(self.at).map_or("", |word| word.key);
            finding
                .help
                .push(format!("put `{}` before `{key}`", set.mark));
        }
    }

    /// Skips to the next part that can be read, or to the end of the parts.
    fn skip_part(&mut self, set: &'static Set) {
        while !self.at_end() && !self.new_sentence() {
            let key = self.key(0);
            if key == "." || set.ends.contains(&key) {
                return;
            }
            if key == set.mark {
                let known = set.mark == ";" || set.open || set.words.contains(&self.key(1));
                if known || self.suggestion(1, set.words).is_some() {
                    return;
                }
            }
            self.bump();
        }
    }

    /// A part that begins with none of the words that may begin one.
    pub(super) fn no_part<T>(&mut self, set: &'static Set) -> Read<T> {
        let plain = self.is_name(0);
        let read = self.fail_near(set.what, set.words);
        if plain
            && let Some(finding) = &mut self.pending
            && finding.code == "E0001"
            && finding.help.is_empty()
        {
            finding
                .help
                .push("the last item of a list comes after `and` or `or`".to_owned());
        }
        read
    }
}
