//! Who, what, whither, and under which condition.

use findings::{Finding, Span};
use model::{
    Condition, Element, Fact, FactKind, Noun, Object, Panel, Relation, Target, Thing, Who,
};
use syntax::ast::{self, Kind, List, Name, Ref, Subject};
use words::{Preposition, Status};

use crate::compiler::Compiler;
use crate::names::article_before;
use crate::prelude;
use crate::references::{ACTOR, PART, Wanted};
use crate::similar;

/// Where a noun stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Anything declared may stand here.
    Any,
    /// After a number.
    Counted,
    /// After a preposition.
    Whither,
}

/// A group, by its name or by the word for one of it.
const GROUP: Wanted = Wanted {
    what: "group",
    ..ACTOR
};

impl Compiler<'_> {
    /// Somebody.
    pub(crate) fn who(&mut self, who: &Ref, wanted: Wanted) -> Option<Who> {
        match who {
            Ref::Name(name) => self.actor_named(name, wanted).map(Who::Actor),
            Ref::Each(kind) => self.kind(kind, Who::EachParty, Who::EachSide, Who::EachOf),
            Ref::Any(kind) => self.kind(kind, Who::AnyParty, Who::AnySide, Who::AnyOf),
            Ref::Parties(_) => Some(Who::Parties),
            Ref::Owed(_) => Some(Who::Owed),
        }
    }

    /// What `each`, `any` and `no` range over.
    fn kind(
        &mut self,
        kind: &Kind,
        party: Who,
        side: Who,
        of: fn(model::ActorId) -> Who,
    ) -> Option<Who> {
        match kind {
            Kind::Party(_) => Some(party),
            Kind::Side(_) => Some(match self.names.find("side").map(|s| s.element) {
                Some(Element::Actor(id)) => of(id),
                _ => side,
            }),
            Kind::Name(name) => {
                // `each watcher` of the group `watchers`
                let plural = Name {
                    text: format!("{}s", name.text),
                    span: name.span,
                };
                let one = self.names.peek(&name.text).is_none();
                let name = if one && self.names.peek(&plural.text).is_some() {
                    &plural
                } else {
                    name
                };
                self.actor_named(name, GROUP).map(of)
            }
        }
    }

    /// Several of them.
    pub(crate) fn whos(&mut self, refs: &[Ref]) -> Vec<Who> {
        refs.iter().filter_map(|who| self.who(who, ACTOR)).collect()
    }

    /// Who owes, may, or finds.
    pub(crate) fn panel(&mut self, subject: &Subject, wanted: Wanted) -> Panel {
        match subject {
            Subject::Refs(refs) => Panel {
                who: (refs.items.iter())
                    .filter_map(|who| self.who(who, wanted))
                    .collect(),
                or: refs.any,
                threshold: None,
            },
            Subject::AnyOf { number, group, .. } => Panel {
                threshold: Some(self.small(number, "a number of members")),
                who: (self.actor_named(group, GROUP).map(Who::Actor))
                    .into_iter()
                    .collect(),
                or: false,
            },
        }
    }

    /// Whom a prohibition binds.
    pub(crate) fn banned(&mut self, banned: &ast::Banned, wanted: Wanted) -> Panel {
        match banned {
            ast::Banned::Subject(subject) => self.panel(subject, wanted),
            ast::Banned::None(kind) => Panel {
                who: (self.kind(kind, Who::EachParty, Who::EachSide, Who::EachOf))
                    .into_iter()
                    .collect(),
                ..Panel::default()
            },
        }
    }

    /// A noun. One that is not declared stands for its own words.
    pub(crate) fn noun(&mut self, noun: &ast::Noun, place: Place) -> Noun {
        let name = match noun {
            ast::Noun::Quoted(quoted) => return Noun::Quoted(quoted.text.clone()),
            ast::Noun::Name(name) => name,
        };
        if let Some(symbol) = self.names.find(&name.text) {
            let (element, word) = (symbol.element, symbol.word);
            if !fits(place, element) {
                self.wrong_noun(name, word);
                return Noun::Quoted(name.text.clone());
            }
            return Noun::Element(element);
        }
        if prelude::has_noun(&name.text) {
            return Noun::Common(name.text.clone());
        }
        self.undeclared(name, place);
        Noun::Quoted(name.text.clone())
    }

    /// E0105 about a thing that cannot be counted. What follows a preposition is told elsewhere.
    fn wrong_noun(&mut self, name: &Name, word: &str) {
        let text = &name.text;
        let before = article_before(word);
        let message = format!("`{text}` is {before} {word} and cannot be counted");
        self.wrong(name, message, String::new());
    }

    /// E0107.
    fn undeclared(&mut self, name: &Name, place: Place) {
        if self.report.again("E0107", &name.text, name.span) {
            return;
        }
        let similar = self.similar_noun(&name.text, place);
        let text = &name.text;
        let message = match similar {
            Some(similar) => format!("`{text}` is not declared; did you mean `{similar}`?"),
            None => format!("`{text}` is not declared; quote it or declare a term"),
        };
        let finding = Finding::new("E0107", name.span, message);
        let finding = finding.help(format!("`\"{}\"`, or `term {text} \"…\".`", spaced(text)));
        self.report.fold("E0107", &name.text, name.span, || finding);
    }

    /// E0107 about a word that may not stand in quotes instead.
    pub(crate) fn undeclared_word(&mut self, name: &Name, common: &[&str], help: &str) {
        let text = &name.text;
        if self.report.again("E0107", text, name.span) {
            return;
        }
        let meant = match similar::nearest(text, common.iter().copied()) {
            Some(word) => Some(word.to_owned()),
            None => self.similar(text, |_| true),
        };
        let mut message = format!("`{text}` is not declared");
        if let Some(meant) = meant {
            message.push_str(&format!("; did you mean `{meant}`?"));
        }
        let finding = Finding::new("E0107", name.span, message).help(help);
        self.report.fold("E0107", text, name.span, || finding);
    }

    fn similar_noun(&mut self, text: &str, place: Place) -> Option<String> {
        let accept = match place {
            Place::Any => |_| true,
            Place::Counted => |element| fits(Place::Counted, element),
            Place::Whither => |element| fits(Place::Whither, element),
        };
        if let Some(found) = self.similar(text, accept) {
            return Some(found);
        }
        similar::nearest(text, prelude::nouns()).map(str::to_owned)
    }

    /// Several nouns.
    pub(crate) fn nouns(&mut self, nouns: &List<ast::Noun>) -> Vec<Noun> {
        nouns
            .items
            .iter()
            .map(|noun| self.noun(noun, Place::Any))
            .collect()
    }

    /// What an act is done to. `counted`: a list wants a number (E0110).
    pub(crate) fn object(&mut self, object: Option<&ast::Object>, counted: bool) -> Object {
        let Some(object) = object else {
            return Object::default();
        };
        Object {
            thing: (object.thing.as_ref()).and_then(|thing| self.thing_done(thing, counted)),
            relations: self.relations(&object.relations),
        }
    }

    fn thing_done(&mut self, thing: &ast::Thing, counted: bool) -> Option<Thing> {
        Some(match thing {
            ast::Thing::Quantity(quantity) => Thing::Quantity(self.quantity(quantity)),
            ast::Thing::Noun { noun, of, .. } => {
                let thing = self.noun(noun, Place::Any);
                if let (ast::Noun::Name(name), true, None) = (noun, counted, of)
                    && thing.roll().is_some()
                {
                    self.uncounted(name);
                }
                let of = of.as_ref().map(|of| self.noun(of, Place::Any));
                Thing::Noun(thing, of)
            }
            ast::Thing::TermsOf(name) => match self.resolve(name, PART) {
                Some(element) => Thing::TermsOf(element),
                None => Thing::Noun(Noun::Quoted(name.text.clone()), None),
            },
            ast::Thing::Parties(_) => Thing::Parties,
        })
    }

    /// E0110.
    fn uncounted(&mut self, name: &Name) {
        let text = &name.text;
        let message = format!("how many of `{text}`? write `all`, `the remaining` or a number");
        self.report.push(Finding::new("E0110", name.span, message));
    }

    /// Prepositions and what follows them, each preposition once.
    pub(crate) fn relations(&mut self, relations: &[ast::Relation]) -> Vec<Relation> {
        let mut seen: Vec<Preposition> = Vec::new();
        let mut found = Vec::with_capacity(relations.len());
        for relation in relations {
            let relation = match relation {
                ast::Relation::To {
                    preposition,
                    target,
                    span,
                } => {
                    let again = seen.contains(preposition);
                    if !again {
                        seen.push(*preposition);
                    }
                    Relation::To(
                        *preposition,
                        self.towards(*preposition, target, again, *span),
                    )
                }
                ast::Relation::ForEach { noun, under, .. } => self.for_each(noun, under.as_ref()),
                ast::Relation::Distance {
                    bound,
                    number,
                    unit,
                    from,
                    ..
                } => Relation::Distance(
                    *bound,
                    number.thousandths,
                    self.noun(unit, Place::Counted),
                    self.noun(from, Place::Any),
                ),
                ast::Relation::Share {
                    bound, share, of, ..
                } => Relation::Share(*bound, self.amount(share), self.noun(of, Place::Counted)),
            };
            found.push(relation);
        }
        found
    }

    fn for_each(
        &mut self,
        noun: &ast::ForEachOf,
        under: Option<&(words::Counted, List<ast::DutyRef>)>,
    ) -> Relation {
        let noun = match noun {
            ast::ForEachOf::Noun(noun) => self.noun(noun, Place::Counted),
            ast::ForEachOf::Field(field) => match self.column(field) {
                Some(column) => return Relation::ForEachColumn(column),
                None => Noun::Quoted(format!("{}.{}", field.row.text, field.column.text)),
            },
        };
        let under = under.map(|(counted, duties)| (*counted, self.references(duties)));
        Relation::ForEach { noun, under }
    }

    /// What follows a preposition, with E0105 where it is of no kind that can.
    fn towards(
        &mut self,
        preposition: Preposition,
        target: &ast::Target,
        again: bool,
        span: Span,
    ) -> Target {
        let word = preposition_word(preposition);
        let wrong = self.misplaced(target);
        if again || wrong.is_some() {
            let which = if again { "the second" } else { "this" };
            let comma = format!("put a comma before {which} `{word}`");
            let message = match wrong {
                Some((name, kind)) => {
                    let before = article_before(kind);
                    let wanted = if again || preposition == Preposition::From {
                        comma.clone()
                    } else {
                        format!("after `{word}` stands an actor, a place or a thing")
                    };
                    format!("`{name}` is {before} {kind}; {wanted}")
                }
                None => format!("`{word}` stands twice in one sentence; {comma}"),
            };
            let finding = Finding::new("E0105", span, message);
            self.report.push(finding.help(comma));
        }
        self.target(target)
    }

    /// The first noun of a target that is of no kind to follow a preposition.
    fn misplaced(&self, target: &ast::Target) -> Option<(String, &'static str)> {
        let ast::Target::Nouns(nouns) = target else {
            return None;
        };
        nouns.items.iter().find_map(|noun| {
            let ast::Noun::Name(name) = noun else {
                return None;
            };
            let symbol = self.names.peek(&name.text)?;
            let wrong = !fits(Place::Whither, symbol.element);
            wrong.then(|| (name.text.clone(), symbol.word))
        })
    }

    /// What follows a preposition.
    fn target(&mut self, target: &ast::Target) -> Target {
        match target {
            ast::Target::Nouns(nouns) => {
                let nouns = nouns.items.iter();
                // A noun of the wrong kind was told of already.
                let nouns = nouns.map(|noun| match noun {
                    ast::Noun::Name(name) => {
                        let element = self.names.peek(&name.text).map(|s| s.element);
                        if element.is_some_and(|element| !fits(Place::Whither, element)) {
                            self.names.find(&name.text);
                            Noun::Quoted(name.text.clone())
                        } else {
                            self.noun(noun, Place::Whither)
                        }
                    }
                    ast::Noun::Quoted(_) => self.noun(noun, Place::Whither),
                });
                Target::Nouns(nouns.collect())
            }
            ast::Target::Field(field) => match self.column(field) {
                Some(column) => {
                    self.wants_things(field, column);
                    Target::Column(column)
                }
                None => Target::Nouns(Vec::new()),
            },
            ast::Target::EachParty(_) => Target::EachParty,
            ast::Target::AnyParty(_) => Target::AnyParty,
            ast::Target::Parties(_) => Target::Parties,
        }
    }

    /// What follows a preposition that begins a clause.
    pub(crate) fn target_in(&mut self, target: &ast::Target, span: Span) -> Target {
        self.towards(Preposition::In, target, false, span)
    }

    /// Facts, joined.
    pub(crate) fn condition(&mut self, condition: &ast::Condition) -> Condition {
        Condition {
            join: condition.join,
            facts: condition.facts.iter().map(|fact| self.fact(fact)).collect(),
        }
    }

    /// One fact.
    pub(crate) fn fact(&mut self, fact: &ast::Fact) -> Fact {
        let kind = self.fact_kind(&fact.kind);
        let judged = fact.judged.as_ref().map(|panel| self.panel(panel, ACTOR));
        // Words in place of a name that stands for nothing ask for no judge.
        let unknown = matches!(
            (&kind, &fact.kind),
            (
                FactKind::Quoted(_),
                ast::FactKind::Status { .. } | ast::FactKind::AnyOf { .. }
            )
        );
        Fact {
            kind,
            judged: judged.or_else(|| unknown.then(Panel::default)),
        }
    }

    fn fact_kind(&mut self, kind: &ast::FactKind) -> FactKind {
        match kind {
            ast::FactKind::Status {
                of,
                status,
                times,
                same_place,
            } => {
                let times = times.as_ref().map(|(number, window)| {
                    let number = self.whole(number, "a number of times");
                    (number, self.duration(window))
                });
                self.status(of, *status, of.any, times, *same_place)
            }
            ast::FactKind::AnyOf { of, status } => self.status(of, *status, true, None, false),
            ast::FactKind::Self_ { which, status } => FactKind::Itself(*which, *status),
            ast::FactKind::NoIncident { duration, of } => {
                let duration = self.duration(duration);
                let of = of.as_ref().map(|names| self.articles_named(names));
                FactKind::NoIncident(duration, of.unwrap_or_default())
            }
            ast::FactKind::Alleged(names) => FactKind::Alleged(self.articles_named(names)),
            ast::FactKind::Asked { who, verb } => FactKind::Asked(self.whos(&who.items), *verb),
            ast::FactKind::Consents(who) => FactKind::Consents(self.whos(&who.items)),
            ast::FactKind::Quoted(quoted) => FactKind::Quoted(quoted.text.clone()),
        }
    }

    fn status(
        &mut self,
        of: &List<ast::DutyRef>,
        status: Status,
        any: bool,
        times: Option<(i64, model::Duration)>,
        same_place: bool,
    ) -> FactKind {
        let references = self.references(of);
        if references.is_empty() {
            // Opaque words stand for a fact whose names stand for nothing.
            let names: Vec<&str> = of.items.iter().map(|d| d.name.text.as_str()).collect();
            return FactKind::Quoted(format!("{} is {}", names.join(" and "), status.word()));
        }
        FactKind::Status {
            of: references,
            any,
            status,
            times,
            same_place,
        }
    }
}

/// Whether something is of a kind that can stand there.
fn fits(place: Place, element: Element) -> bool {
    match place {
        Place::Any => true,
        Place::Counted => matches!(
            element,
            Element::Roll(_)
                | Element::Unit(_)
                | Element::Term(_)
                | Element::Place(_)
                | Element::Actor(_)
        ),
        Place::Whither => matches!(
            element,
            Element::Roll(_)
                | Element::Unit(_)
                | Element::Term(_)
                | Element::Place(_)
                | Element::Actor(_)
                | Element::Text(_)
        ),
    }
}

/// A name as words: `fuel_trucks` is "fuel trucks".
fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// The word itself.
fn preposition_word(preposition: Preposition) -> &'static str {
    match preposition {
        Preposition::From => "from",
        Preposition::To => "to",
        Preposition::In => "in",
        Preposition::Into => "into",
        Preposition::With => "with",
        Preposition::Against => "against",
        Preposition::Along => "along",
        Preposition::Behind => "behind",
    }
}
