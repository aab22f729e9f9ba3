//! The reference grammar and the parser say the same: both accept every good text, both refuse
//! every bad one. The recogniser here knows nothing of the language but the file it reads.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says best by failing what is wrong"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use syntax::keywords::{Class, ENGLISH};
use syntax::lex::{TokenKind, lex};

/// What may stand at a place.
#[derive(Debug)]
enum Expr {
    Sequence(Vec<Expr>),
    Choice(Vec<Expr>),
    Maybe(Box<Expr>),
    Many(Box<Expr>),
    Rule(String),
    Words(Vec<String>),
    Token(String),
}

struct Grammar {
    rules: BTreeMap<String, Expr>,
    first: String,
}

/// A token of a text, as the grammar sees it.
struct Word {
    kind: TokenKind,
    text: String,
    class: Option<Class>,
}

impl Grammar {
    fn read(text: &str) -> Self {
        let parts = split(text);
        let mut at = 0;
        let (mut rules, mut first) = (BTreeMap::new(), String::new());
        while at < parts.len() {
            let name = parts[at].clone();
            assert_eq!(parts[at + 1], "=", "after the name of the rule {name}");
            at += 2;
            let rule = choice(&parts, &mut at);
            assert_eq!(parts[at], ";", "at the end of the rule {name}");
            at += 1;
            if first.is_empty() {
                first.clone_from(&name);
            }
            assert!(rules.insert(name.clone(), rule).is_none(), "{name} twice");
        }
        Self { rules, first }
    }

    /// All phrases in quotes.
    fn phrases(&self) -> Vec<Vec<String>> {
        fn collect(expr: &Expr, all: &mut Vec<Vec<String>>) {
            match expr {
                Expr::Sequence(parts) | Expr::Choice(parts) => {
                    parts.iter().for_each(|part| collect(part, all));
                }
                Expr::Maybe(inner) | Expr::Many(inner) => collect(inner, all),
                Expr::Words(words) => all.push(words.clone()),
                Expr::Rule(_) | Expr::Token(_) => {}
            }
        }
        let mut all = Vec::new();
        self.rules.values().for_each(|rule| collect(rule, &mut all));
        all
    }

    fn accepts(&self, text: &str) -> Result<(), usize> {
        let (tokens, findings) = lex(text);
        if common::errors(&findings) > 0 {
            return Err(0);
        }
        let words = tokens
            .iter()
            .filter(|token| !token.kind.is_trivia())
            .map(|token| {
                let text = text[token.span.range()].to_owned();
                let is_word = token.kind == TokenKind::Word;
                let class = ENGLISH
                    .look_up(&text)
                    .filter(|_| is_word)
                    .map(|(_, class)| class);
                Word {
                    kind: token.kind,
                    text,
                    class,
                }
            });
        let words: Vec<Word> = words.collect();
        let mut reader = Reader {
            grammar: self,
            words,
            known: BTreeMap::new(),
            furthest: 0,
        };
        let ends = reader.rule(&self.first, 0);
        if ends.contains(&reader.words.len()) {
            Ok(())
        } else {
            Err(reader.furthest)
        }
    }
}

/// Cuts the grammar into names, marks and quoted phrases.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let length = if rest.starts_with("(*") {
            let end = rest.find("*)").unwrap() + 2;
            rest = rest[end..].trim_start();
            continue;
        } else if let Some(inner) = rest.strip_prefix('"') {
            inner.find('"').unwrap() + 2
        } else {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            rest.find(|c| !word(c)).unwrap_or(rest.len()).max(1)
        };
        parts.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    parts
}

fn choice(parts: &[String], at: &mut usize) -> Expr {
    let mut ways = vec![sequence(parts, at)];
    while parts[*at] == "|" {
        *at += 1;
        ways.push(sequence(parts, at));
    }
    if ways.len() == 1 {
        ways.remove(0)
    } else {
        Expr::Choice(ways)
    }
}

fn sequence(parts: &[String], at: &mut usize) -> Expr {
    let mut all = Vec::new();
    while !matches!(parts[*at].as_str(), "|" | ";" | ")" | "]" | "}") {
        let part = parts[*at].clone();
        *at += 1;
        let inner = |at: &mut usize, close: &str| {
            let inner = choice(parts, at);
            assert_eq!(parts[*at], close);
            *at += 1;
            inner
        };
        all.push(match part.as_str() {
            "(" => inner(at, ")"),
            "[" => Expr::Maybe(Box::new(inner(at, "]"))),
            "{" => Expr::Many(Box::new(inner(at, "}"))),
            quoted if quoted.starts_with('"') => {
                let words = quoted.trim_matches('"').split(' ');
                Expr::Words(words.map(str::to_owned).collect())
            }
            name if name.chars().all(|c| c.is_ascii_uppercase()) => Expr::Token(name.to_owned()),
            name => Expr::Rule(name.to_owned()),
        });
    }
    Expr::Sequence(all)
}

/// Reads a text by a grammar: for every rule and place, all the places where it may end.
struct Reader<'g> {
    grammar: &'g Grammar,
    words: Vec<Word>,
    known: BTreeMap<(&'g str, usize), Rc<BTreeSet<usize>>>,
    furthest: usize,
}

impl<'g> Reader<'g> {
    fn rule(&mut self, name: &str, at: usize) -> Rc<BTreeSet<usize>> {
        let grammar = self.grammar;
        let found = grammar.rules.get_key_value(name);
        let (name, rule) = found.unwrap_or_else(|| panic!("no rule is called {name}"));
        if let Some(ends) = self.known.get(&(name.as_str(), at)) {
            return Rc::clone(ends);
        }
        let ends = Rc::new(self.ends(rule, at));
        self.known.insert((name, at), Rc::clone(&ends));
        ends
    }

    fn ends(&mut self, expr: &'g Expr, at: usize) -> BTreeSet<usize> {
        match expr {
            Expr::Rule(name) => (*self.rule(name, at)).clone(),
            Expr::Choice(ways) => ways.iter().flat_map(|way| self.ends(way, at)).collect(),
            Expr::Sequence(parts) => {
                let mut ends = BTreeSet::from([at]);
                for part in parts {
                    ends = ends
                        .into_iter()
                        .flat_map(|end| self.ends(part, end))
                        .collect();
                }
                ends
            }
            Expr::Maybe(inner) => {
                let mut ends = self.ends(inner, at);
                ends.insert(at);
                ends
            }
            Expr::Many(inner) => {
                let mut ends = BTreeSet::from([at]);
                let mut fresh = vec![at];
                while let Some(at) = fresh.pop() {
                    fresh.extend(
                        self.ends(inner, at)
                            .into_iter()
                            .filter(|end| ends.insert(*end)),
                    );
                }
                ends
            }
            Expr::Words(words) => {
                let here = self.words.get(at..at + words.len()).unwrap_or(&[]);
                let same = here.len() == words.len()
                    && here
                        .iter()
                        .zip(words)
                        .all(|(here, word)| here.text == *word);
                self.furthest = self.furthest.max(if same { at + words.len() } else { at });
                same.then_some(at + words.len()).into_iter().collect()
            }
            Expr::Token(name) => {
                let found = self.words.get(at).is_some_and(|word| is_token(name, word));
                self.furthest = self.furthest.max(if found { at + 1 } else { at });
                found.then_some(at + 1).into_iter().collect()
            }
        }
    }
}

fn is_token(name: &str, word: &Word) -> bool {
    let is_word = word.kind == TokenKind::Word;
    match name {
        "NAME" => is_word && !matches!(word.class, Some(Class::Reserved | Class::Month)),
        "MONTH" => word.class == Some(Class::Month),
        "LANG" => {
            let joint = matches!(word.text.as_str(), "and" | "or");
            is_word && (2..=3).contains(&word.text.chars().count()) && !joint
        }
        "STRING" => word.kind == TokenKind::String,
        "NUMBER" => word.kind == TokenKind::Number,
        "FRACTION" => word.kind == TokenKind::Fraction,
        "TIME" => word.kind == TokenKind::Time,
        "ZONE" => word.kind == TokenKind::Zone,
        "FIELD" => word.kind == TokenKind::Field,
        "ROW" => word.kind == TokenKind::Row,
        "PROSE" => word.kind == TokenKind::Prose,
        other => panic!("no token is called {other}"),
    }
}

fn grammar() -> Grammar {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/book/grammar.ebnf");
    Grammar::read(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn the_grammar_accepts_every_good_text() {
    let grammar = grammar();
    for sample in common::good() {
        if let Err(word) = grammar.accepts(&sample.text) {
            let (tokens, _) = lex(&sample.text);
            let mut tokens = tokens.iter().filter(|token| !token.kind.is_trivia());
            let at = tokens
                .nth(word)
                .map_or(sample.text.len(), |token| token.span.start as usize);
            let end = sample.text[at..]
                .char_indices()
                .nth(60)
                .map_or(sample.text.len(), |e| at + e.0);
            panic!(
                "{}: the grammar stops at {:?}",
                sample.name,
                &sample.text[at..end]
            );
        }
    }
}

#[test]
fn the_grammar_refuses_every_bad_text() {
    let grammar = grammar();
    for sample in common::corpus("err") {
        assert!(
            grammar.accepts(&sample.text).is_err(),
            "{} is accepted",
            sample.name
        );
    }
}

#[test]
fn what_lies_beyond_the_grammar_is_refused_by_the_parser_alone() {
    let grammar = grammar();
    for sample in common::corpus("beyond") {
        assert!(
            grammar.accepts(&sample.text).is_ok(),
            "{} is refused",
            sample.name
        );
    }
}

#[test]
fn every_word_of_the_grammar_is_in_the_table_of_words() {
    for word in grammar().phrases().into_iter().flatten() {
        let mark = word.chars().all(|c| c.is_ascii_punctuation());
        assert!(
            mark || ENGLISH.look_up(&word).is_some(),
            "`{word}` is in no table"
        );
    }
}

#[test]
fn every_word_of_the_grammar_is_tried_by_a_good_text() {
    let mut tried = BTreeSet::new();
    for sample in common::corpus("ok") {
        let (tokens, _) = lex(&sample.text);
        tried.extend(
            tokens
                .iter()
                .map(|token| sample.text[token.span.range()].to_owned()),
        );
    }
    let missing: BTreeSet<String> = grammar()
        .phrases()
        .into_iter()
        .flatten()
        .filter(|word| !tried.contains(word))
        .collect();
    assert_eq!(missing, BTreeSet::new());
}
