//! Names, quoted texts and numbers; titles, citations, and what an article begins with.

use findings::Finding;

use super::lists::Items;
use super::{Parser, Read};
use crate::ast::{Cite, Field, Head, Labels, List, Name, Number, Prose, Quoted, Slot};
use crate::keywords::NAMES_THAT_READ_AS_GRAMMAR;
use crate::lex::{self, TokenKind};
use crate::tree::NodeKind;

impl Parser<'_> {
    /// A name.
    pub(super) fn name(&mut self) -> Read<Name> {
        self.name_of("a name")
    }

    /// A name; `what` says of what, for the message.
    pub(super) fn name_of(&mut self, what: &str) -> Read<Name> {
        if !self.is_name(0) {
            return self.fail(what);
        }
        Ok(self.word_as_name())
    }

    /// The word here as it is written, whatever it is.
    pub(super) fn word_as_name(&mut self) -> Name {
        let text = lex::composed(self.written(self.word(0)));
        let span = self.bump();
        Name { text, span }
    }

    /// A name that is declared here. Some names make the sentences around them hard to read.
    pub(super) fn declared_name(&mut self, kind: &str) -> Read<Name> {
        let name = self.name_of("a name")?;
        if NAMES_THAT_READ_AS_GRAMMAR
            .binary_search(&name.text.as_str())
            .is_ok()
        {
            let a = if kind.starts_with(['a', 'e', 'i']) {
                "an"
            } else {
                "a"
            };
            let message = format!(
                "{a} {kind} called `{}` makes the sentence hard to read",
                name.text
            );
            self.tell(Finding::new("W0008", name.span, message).help("choose a longer name"));
        }
        Ok(name)
    }

    pub(super) fn is_string(&self, ahead: usize) -> bool {
        self.kind(ahead) == TokenKind::String
    }

    pub(super) fn is_number(&self, ahead: usize) -> bool {
        self.kind(ahead) == TokenKind::Number
    }

    pub(super) fn string(&mut self) -> Read<Quoted> {
        if !self.is_string(0) {
            return self.fail("a quoted text");
        }
        let written = self.written(self.word(0));
        let open = written.chars().next().map_or(0, char::len_utf8);
        let inner = written.get(open..).unwrap_or("");
        let inner = inner.strip_suffix(['"', '”', '»', '“']).unwrap_or(inner);
        let span = self.bump();
        Ok(Quoted {
            text: inner.to_owned(),
            span,
        })
    }

    pub(super) fn number(&mut self) -> Read<Number> {
        if !self.is_number(0) {
            return self.fail("a number");
        }
        // A number too long to hold is told by the lexer; 1 in its place makes no second finding.
        let thousandths = lex::thousandths(self.written(self.word(0))).unwrap_or(1_000);
        let span = self.bump();
        Ok(Number { thousandths, span })
    }

    pub(super) fn field(&mut self) -> Read<Field> {
        if self.kind(0) != TokenKind::Field {
            return self.fail("a column of the schedule, as in `stage.arms`");
        }
        let written = self.written(self.word(0));
        let span = self.bump();
        let (row, column) = written.split_once('.').unwrap_or((written, ""));
        let middle = span.start + u32::try_from(row.len()).unwrap_or(0);
        let row = Name {
            text: lex::composed(row),
            span: lex::span_of(span.start, middle),
        };
        let column = Name {
            text: lex::composed(column),
            span: lex::span_of(middle + 1, span.end),
        };
        Ok(Field { row, column, span })
    }

    /// Whether a tag of a language stands there.
    pub(super) fn is_lang(&self, ahead: usize) -> bool {
        let word = self.word(ahead);
        let length = self.written(word).chars().count();
        let joint = matches!(word.key, "and" | "or");
        word.kind == TokenKind::Word && !joint && (2..=3).contains(&length)
    }

    pub(super) fn lang(&mut self) -> Read<Name> {
        if !self.is_lang(0) {
            return self.fail("a language, as in `en`");
        }
        Ok(self.word_as_name())
    }

    pub(super) fn labels(&mut self) -> Read<Labels> {
        self.node(NodeKind::Labels, |p| {
            let main = p.string()?;
            let mut others = Vec::new();
            while p.is_lang(0) && p.is_string(1) {
                let lang = p.word_as_name();
                others.push((lang, p.string()?));
            }
            Ok(Labels { main, others })
        })
    }

    pub(super) fn maybe_labels(&mut self) -> Read<Option<Labels>> {
        if self.is_string(0) {
            self.labels().map(Some)
        } else {
            Ok(None)
        }
    }

    /// `cites mou "4.3" and custom "S7" unchecked`, or nothing.
    pub(super) fn cites(&mut self) -> Read<Vec<Cite>> {
        let mut cites = Vec::new();
        if !self.eat("cites") {
            return Ok(cites);
        }
        loop {
            cites.push(self.node(NodeKind::Cite, |p| {
                let text = p.name_of("a text")?;
                let place = p.string()?;
                let unchecked = p.eat("unchecked");
                Ok(Cite {
                    text,
                    place,
                    unchecked,
                })
            })?);
            if !self.eat("and") {
                return Ok(cites);
            }
        }
    }

    /// `NAME [labels] [cites] ":" { PROSE }`
    pub(super) fn head(&mut self, kind: &str) -> Read<Head> {
        self.node(NodeKind::Head, |p| {
            let name = p.declared_name(kind)?;
            let labels = p.maybe_labels()?;
            let cites = p.cites()?;
            p.colon()?;
            let mut prose = Vec::new();
            while p.kind(0) == TokenKind::Prose {
                prose.extend(p.prose());
            }
            Ok(Head {
                name,
                labels,
                cites,
                prose,
            })
        })
    }

    /// The colon between a name and its sentence; where it is lost, the sentence is read all the
    /// same.
    pub(super) fn colon(&mut self) -> Read<()> {
        if self.eat(":") {
            return Ok(());
        }
        if self.kind(0) != TokenKind::Word || self.new_sentence() {
            return self.expect(":");
        }
        let _ = self.fail::<()>("`:`");
        let here = self.word(0).span;
        if let Some(finding) = self.pending.take() {
            self.tell_within(finding, here);
        }
        Ok(())
    }

    /// One `> en: …` line.
    fn prose(&mut self) -> Option<Prose> {
        let line = self.written(self.word(0));
        let span = self.bump();
        let tagged = line.get(1..).and_then(|rest| rest.split_once(':'));
        let tag = tagged.map_or("", |(tag, _)| tag.trim());
        let is_tag = tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let Some((before, text)) = tagged.filter(|_| is_tag && !tag.is_empty()) else {
            let message = "expected a language and a colon after `>`";
            self.tell(Finding::new("E0001", span, message).help("write `> en: …`"));
            return None;
        };
        let offset = |part: &str| {
            let bytes = part.as_ptr() as usize - line.as_ptr() as usize;
            span.start + u32::try_from(bytes).unwrap_or(0)
        };
        let whole = |part: &str| {
            let start = offset(part);
            lex::span_of(start, start + u32::try_from(part.len()).unwrap_or(0))
        };
        let (tag, text) = (before.trim(), text.trim());
        Some(Prose {
            lang: Name {
                text: tag.to_owned(),
                span: whole(tag),
            },
            text: Quoted {
                text: text.to_owned(),
                span: whole(text),
            },
        })
    }

    pub(super) fn names(&mut self) -> Read<List<Name>> {
        self.node(NodeKind::Names, |p| p.list(Items::Names, Self::name))
    }

    /// What `silent on` names, without these two words.
    pub(super) fn silent(&mut self) -> Read<Vec<Slot>> {
        self.node(NodeKind::Silent, |p| {
            p.expect("silent on")?;
            Ok(p.list(Items::Slots, Self::slot)?.items)
        })
    }

    fn slot(&mut self) -> Read<Slot> {
        let key = self.key(0);
        if !words::SLOTS.contains(&key) {
            return self.fail_near("a question that can be left open", words::SLOTS);
        }
        let span = self.bump();
        Ok(Slot {
            word: key.to_owned(),
            span,
        })
    }
}
