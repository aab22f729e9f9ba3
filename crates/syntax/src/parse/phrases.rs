//! Who, what, how much, whither: the phrases sentences are made of.

use findings::Finding;

use super::lists::Items;
use super::{Parser, Read};
use crate::ast::*;
use crate::lex::TokenKind;
use crate::tree::NodeKind;

const BOUNDS: &[(&str, Bound)] = &[
    ("at least", Bound::AtLeast),
    ("at most", Bound::AtMost),
    ("about", Bound::About),
    ("more than", Bound::MoreThan),
    ("above", Bound::Above),
    ("below", Bound::Below),
];

const PREPOSITIONS: &[(&str, Preposition)] = &[
    ("from", Preposition::From),
    ("to", Preposition::To),
    ("in", Preposition::In),
    ("into", Preposition::Into),
    ("with", Preposition::With),
    ("against", Preposition::Against),
    ("along", Preposition::Along),
    ("behind", Preposition::Behind),
];

/// How many words are looked at for the end of a subject that lost its `and`.
const SUBJECT_WORDS_MAX: usize = 40;

impl Parser<'_> {
    pub(super) fn reference(&mut self) -> Read<Ref> {
        let start = self.at;
        match self.key(0) {
            "the" if self.is_ahead(1, "parties") => {
                self.expect("the parties")?;
                Ok(Ref::Parties(self.since(start)))
            }
            "the" if self.is_ahead(1, "party") => {
                self.expect("the party to whom it is owed")?;
                Ok(Ref::Owed(self.since(start)))
            }
            "the" => {
                self.bump();
                Ok(Ref::Name(self.name_of("an actor")?))
            }
            "each" => {
                self.bump();
                Ok(Ref::Each(self.kind_of_actor()?))
            }
            "any" => {
                self.bump();
                Ok(Ref::Any(self.kind_of_actor()?))
            }
            _ => Ok(Ref::Name(self.name_of("an actor")?)),
        }
    }

    /// `party`, `side` or the name of a group.
    pub(super) fn kind_of_actor(&mut self) -> Read<Kind> {
        match self.key(0) {
            "party" => Ok(Kind::Party(self.bump())),
            "side" => Ok(Kind::Side(self.bump())),
            _ => Ok(Kind::Name(self.name_of("a group, `party` or `side`")?)),
        }
    }

    pub(super) fn refs(&mut self) -> Read<List<Ref>> {
        self.node(NodeKind::Refs, |p| p.list(Items::Refs, Self::reference))
    }

    pub(super) fn subject(&mut self) -> Read<Subject> {
        let start = self.at;
        self.node(NodeKind::Subject, |p| {
            if !p.is("any") || !p.is_number(1) {
                let mut refs = p.refs()?;
                p.lost_joint(&mut refs, start)?;
                return Ok(Subject::Refs(refs));
            }
            p.bump();
            let number = p.number()?;
            p.expect("of the")?;
            let group = p.name_of("a group")?;
            Ok(Subject::AnyOf {
                number,
                group,
                span: p.since(start),
            })
        })
    }

    /// `state, movement third shall`: the `and` of a subject is lost. It is told, and the rest of
    /// the subject read as if it stood there.
    fn lost_joint(&mut self, refs: &mut List<Ref>, start: usize) -> Read<()> {
        let length = (0..SUBJECT_WORDS_MAX).find(|ahead| {
            let listed = matches!(self.key(*ahead), "," | "and" | "or" | "the");
            !listed && !self.is_name(*ahead)
        });
        let ends = length.is_some_and(|length| {
            length > 0 && matches!(self.key(length), "shall" | "may") && self.is_name(length - 1)
        });
        if !ends {
            return Ok(());
        }
        while !matches!(self.key(0), "shall" | "may") {
            if matches!(self.key(0), "," | "and" | "or") {
                self.bump();
            } else {
                refs.items.push(self.reference()?);
            }
        }
        refs.span = self.since(start);
        // What was told of the beginning of the list is the same slip.
        let start = refs.span.start;
        let same =
            |(finding, _): &mut (Finding, _)| finding.code == "E0007" && finding.at.start == start;
        self.faults.pop_if(same);
        let message = "this list has no `and` before its last item";
        let last = self.at.checked_sub(1).and_then(|at| self.words.get(at));
        let last = last.map_or("", |word| self.written(*word));
        let finding = Finding::new("E0007", refs.span, message);
        self.tell(finding.help(format!("write `and {last}`")));
        Ok(())
    }

    /// Who finds, judges or counts.
    pub(super) fn panel(&mut self) -> Read<Subject> {
        self.subject()
    }

    pub(super) fn verb(&mut self) -> Read<Verb> {
        self.node(NodeKind::Verb, |p| {
            if p.is_string(0) {
                return Ok(Verb::Quoted(p.string()?));
            }
            Ok(Verb::Name(p.name_of("a verb")?))
        })
    }

    pub(super) fn noun(&mut self) -> Read<Noun> {
        self.node(NodeKind::Noun, |p| {
            if p.is_string(0) {
                return Ok(Noun::Quoted(p.string()?));
            }
            Ok(Noun::Name(p.name_of("a noun")?))
        })
    }

    pub(super) fn nouns(&mut self) -> Read<List<Noun>> {
        self.node(NodeKind::Nouns, |p| p.list(Items::Nouns, Self::noun))
    }

    fn is_noun(&self, ahead: usize) -> bool {
        self.is_name(ahead) || self.is_string(ahead)
    }

    /// `of [the] noun`, or nothing; `of which` is not one.
    fn maybe_of(&mut self) -> Read<Option<Noun>> {
        if !self.is("of") || !(self.is_noun(1) || self.key(1) == "the") {
            return Ok(None);
        }
        self.bump();
        self.eat("the");
        self.noun().map(Some)
    }

    /// What stands after the verb, if anything does.
    pub(super) fn maybe_object(&mut self) -> Read<Option<Object>> {
        let start = self.at;
        let thing = self.begins_thing();
        if !thing && !self.begins_relation() {
            return Ok(None);
        }
        self.node(NodeKind::Object, |p| {
            let thing = if thing { Some(p.thing()?) } else { None };
            let relations = p.relations()?;
            Ok(Some(Object {
                thing,
                relations,
                span: p.since(start),
            }))
        })
    }

    fn begins_thing(&self) -> bool {
        let article = matches!(self.key(0), "a" | "an" | "the");
        article || self.is_noun(0) || self.begins_quantity()
    }

    fn thing(&mut self) -> Read<Thing> {
        let start = self.at;
        self.node(NodeKind::Thing, |p| {
            if p.begins_quantity() {
                return Ok(Thing::Quantity(p.quantity()?));
            }
            if p.eat("the terms of") {
                return Ok(Thing::TermsOf(p.name()?));
            }
            if p.eat("the parties") {
                return Ok(Thing::Parties(p.since(start)));
            }
            if matches!(p.key(0), "a" | "an" | "the") {
                p.bump();
            }
            let noun = p.noun()?;
            let of = p.maybe_of()?;
            Ok(Thing::Noun {
                noun,
                of,
                span: p.since(start),
            })
        })
    }

    pub(super) fn begins_quantity(&self) -> bool {
        let bounded = BOUNDS.iter().any(|(phrase, _)| self.is(phrase));
        let counted = matches!(
            self.kind(0),
            TokenKind::Number | TokenKind::Fraction | TokenKind::Field
        );
        let open = self.is("the remaining") || self.is("an unstated number");
        let range = matches!(self.key(0), "either" | "between") && self.is_number(1);
        bounded || counted || open || range || self.is("all")
    }

    pub(super) fn quantity(&mut self) -> Read<Quantity> {
        let start = self.at;
        self.node(NodeKind::Quantity, |p| {
            if p.is("an") {
                p.expect("an unstated number")?;
                let amount = Amount::Unstated(p.since(start));
                p.expect("of")?;
                let noun = Some(p.noun()?);
                return Ok(Quantity {
                    bound: None,
                    amount,
                    noun,
                    of: None,
                    span: p.since(start),
                });
            }
            let bound = p.eat_one(BOUNDS);
            let amount = p.amount()?;
            if matches!(amount, Amount::Either(..) | Amount::Between(..)) {
                let noun = Some(p.noun()?);
                let of = p.maybe_of()?;
                return Ok(Quantity {
                    bound,
                    amount,
                    noun,
                    of,
                    span: p.since(start),
                });
            }
            if is_share(&amount) {
                p.expect("of")?;
                p.eat("the");
                let of = Some(p.noun()?);
                return Ok(Quantity {
                    bound,
                    amount,
                    noun: None,
                    of,
                    span: p.since(start),
                });
            }
            let noun = if p.is_noun(0) { Some(p.noun()?) } else { None };
            let of = p.maybe_of()?;
            Ok(Quantity {
                bound,
                amount,
                noun,
                of,
                span: p.since(start),
            })
        })
    }

    fn amount(&mut self) -> Read<Amount> {
        let start = self.at;
        match self.kind(0) {
            TokenKind::Number => {
                let number = self.number()?;
                let percent = self.eat("percent");
                Ok(if percent {
                    Amount::Percent(number)
                } else {
                    Amount::Number(number)
                })
            }
            TokenKind::Field => {
                let field = self.field()?;
                let percent = self.eat("percent");
                Ok(if percent {
                    Amount::PercentField(field)
                } else {
                    Amount::Field(field)
                })
            }
            TokenKind::Fraction => self.fraction(),
            _ if self.eat("all") => Ok(Amount::All(self.since(start))),
            _ if self.eat("the remaining") => Ok(Amount::Remaining(self.since(start))),
            _ if self.eat("either") => {
                let one = self.number()?;
                self.expect("or")?;
                Ok(Amount::Either(one, self.number()?))
            }
            _ if self.eat("between") => {
                let low = self.number()?;
                self.expect("and")?;
                Ok(Amount::Between(low, self.number()?))
            }
            _ => self.fail("a number of something"),
        }
    }

    fn fraction(&mut self) -> Read<Amount> {
        let written = self.written(self.word(0)).replace('_', "");
        let span = self.bump();
        let (above, below) = written.split_once('/').unwrap_or(("0", "1"));
        // What is too long, or has nothing below its line, was told by the lexer.
        let numerator = above.parse().unwrap_or(0);
        let denominator = below.parse().unwrap_or(1).max(1);
        Ok(Amount::Fraction {
            numerator,
            denominator,
            span,
        })
    }

    fn share(&mut self) -> Read<Amount> {
        let amount = self.amount()?;
        if is_share(&amount) {
            Ok(amount)
        } else {
            self.fail_near("`percent`", &["percent"])
        }
    }

    fn begins_relation(&self) -> bool {
        if PREPOSITIONS.iter().any(|(word, _)| *word == self.key(0)) {
            return !self.begins_clause_instead();
        }
        let before_each = self.is("at least") && self.is_duration(2);
        let bounded = !before_each && BOUNDS.iter().any(|(phrase, _)| self.is(phrase));
        bounded || self.is("for each")
    }

    /// Whether the preposition here begins a clause whose comma is lost: a time, an order, a
    /// consent. A place or an actor after it belongs to the act.
    fn begins_clause_instead(&self) -> bool {
        match self.key(0) {
            "from" => {
                let named = matches!(self.key(1), "the")
                    && matches!(self.key(2), "start" | "end" | "earlier" | "later")
                    && self.key(3) == "of";
                let event = matches!(self.key(2), "being" | "beginning" | "ending")
                    || matches!(self.key(1), "entry" | "signature" | "either" | "every");
                let counted = matches!(self.key(1), "day" | "week") || self.is_duration(1);
                named || event || counted || self.is_date(1)
            }
            "in" => {
                let order = self.is("in parallel") || self.is("in the order");
                order || self.is("in exchange for")
            }
            "with" => self.is("with the consent of"),
            _ => false,
        }
    }

    pub(super) fn relations(&mut self) -> Read<Vec<Relation>> {
        let mut relations = Vec::new();
        while self.begins_relation() {
            relations.push(self.node(NodeKind::Relation, Self::relation)?);
        }
        Ok(relations)
    }

    fn relation(&mut self) -> Read<Relation> {
        let start = self.at;
        if let Some(preposition) = self.eat_one(PREPOSITIONS) {
            let target = self.target()?;
            return Ok(Relation::To {
                preposition,
                target,
                span: self.since(start),
            });
        }
        if self.eat("for each") {
            return self.for_each(start);
        }
        let bound = self.expect_one("`at least` or `at most`", BOUNDS)?;
        let is_share = matches!(bound, Bound::Above | Bound::Below)
            && (self.kind(0) == TokenKind::Fraction || self.key(1) == "percent");
        if is_share {
            let share = self.share()?;
            self.expect("of")?;
            let of = self.noun()?;
            return Ok(Relation::Share {
                bound,
                share,
                of,
                span: self.since(start),
            });
        }
        let number = self.number()?;
        let unit = self.noun()?;
        self.expect("from")?;
        let from = self.noun()?;
        Ok(Relation::Distance {
            bound,
            number,
            unit,
            from,
            span: self.since(start),
        })
    }

    fn for_each(&mut self, start: usize) -> Read<Relation> {
        let noun = if self.kind(0) == TokenKind::Field {
            ForEachOf::Field(self.field()?)
        } else {
            ForEachOf::Noun(self.noun()?)
        };
        let counted = [
            ("performed under", Counted::Performed),
            ("accepted under", Counted::Accepted),
            ("done under", Counted::Done),
        ];
        let mut under = None;
        if let Some(how) = self.eat_one(&counted) {
            under = Some((how, self.duty_refs()?));
        }
        Ok(Relation::ForEach {
            noun,
            under,
            span: self.since(start),
        })
    }

    pub(super) fn target(&mut self) -> Read<Target> {
        let start = self.at;
        self.node(NodeKind::Target, |p| {
            if p.kind(0) == TokenKind::Field {
                return Ok(Target::Field(p.field()?));
            }
            if p.eat("each party") {
                return Ok(Target::EachParty(p.since(start)));
            }
            if p.eat("any party") {
                return Ok(Target::AnyParty(p.since(start)));
            }
            if p.eat("the parties") {
                return Ok(Target::Parties(p.since(start)));
            }
            if !p.is_noun(0) && p.key(0) != "the" {
                return p.fail("a noun: a place, an actor or a quoted text");
            }
            let nouns = p.list(Items::Nouns, |p| {
                p.eat("the");
                p.noun()
            })?;
            Ok(Target::Nouns(nouns))
        })
    }

    pub(super) fn duty_refs(&mut self) -> Read<List<DutyRef>> {
        self.node(NodeKind::DutyRefs, |p| {
            p.list(Items::Duties, Self::duty_ref)
        })
    }

    pub(super) fn duty_ref(&mut self) -> Read<DutyRef> {
        let start = self.at;
        self.node(NodeKind::DutyRef, |p| {
            if p.eat("every") {
                let name = p.name_of("an article")?;
                return Ok(DutyRef {
                    name,
                    row: RowRef::Every,
                    span: p.since(start),
                });
            }
            let name = p.name_of("an article")?;
            let row = p.row_ref()?;
            Ok(DutyRef {
                name,
                row,
                span: p.since(start),
            })
        })
    }

    fn row_ref(&mut self) -> Read<RowRef> {
        if !self.is("of") || !(self.is_name(1) || self.key(1) == "the") {
            return Ok(RowRef::Bare);
        }
        self.bump();
        if !self.eat("the") {
            return Ok(RowRef::Row(self.name()?));
        }
        let which = [("same", 0_u8), ("next", 1), ("previous", 2)];
        let which = self.expect_one("`same`, `next` or `previous`", &which)?;
        let row = self.name_of("the word of the row, as in `stage`")?;
        Ok(match which {
            0 => RowRef::Same(row),
            1 => RowRef::Next(row),
            _ => RowRef::Previous(row),
        })
    }
}

fn is_share(amount: &Amount) -> bool {
    matches!(
        amount,
        Amount::Percent(_) | Amount::PercentField(_) | Amount::Fraction { .. }
    )
}
