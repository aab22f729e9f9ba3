//! A lossless tree: all tokens of a text, and over them the rules of the grammar they were read by.

use crate::lex::Token;

/// The rules of the grammar, under its own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is a rule of the grammar and described there")]
#[rustfmt::skip]
pub enum NodeKind {
    File, Agreement, Labels, Cite, Head,
    Setting, Text, TextPart, Actor, ActorPart, Group, Place, PlacePart, List, ListPart,
    Unit, UnitPart, Term, TermPart, Acts,
    Milestone, Ms, Phase, PhasePart, Heading, Schedule, Rows,
    Duty, Prohibition, Level, Permission, Exception, Power, Linkage, Snapback, Ladder,
    Step, StepPart,
    ActClause, Subject, Refs, Verb, Object, Thing, Noun, Nouns, Quantity, Relation, Target,
    Clause, Failing, Limit, Consequence, Silent, PowerAct, Targets, PowerPart,
    Condition, Fact, Event, Point, Moment, Date, Duration, DutyRefs, DutyRef, Names, Langs,
    Reading, Amendment, Change, Balance, Weight, Assurance, Hypothesis, Property,
    Ending, EndLine,
    Story, Told, Outcome, Record, Entry, Row, RowPart, Deed, Incident, Measure,
    /// A sentence that could not be read.
    Unreadable,
}

/// A rule, and the tokens it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Which rule.
    pub kind: NodeKind,
    /// Its first token.
    pub first: u32,
    /// One past its last token.
    pub end: u32,
    /// How many nodes stand around it.
    pub depth: u16,
}

/// A text as read: its tokens, and the nodes over them, each before those within it.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(crate) source: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) nodes: Vec<Node>,
}

impl Tree {
    /// The text, put together from its tokens: byte for byte what was read.
    #[must_use]
    pub fn text(&self) -> String {
        self.tokens
            .iter()
            .map(|token| self.token_text(token))
            .collect()
    }

    /// All tokens, blanks and comments among them.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All nodes, each before those within it.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What is written in a token.
    #[must_use]
    pub fn token_text(&self, token: &Token) -> &str {
        self.source.get(token.span.range()).unwrap_or("")
    }

    /// The tokens of a node.
    #[must_use]
    pub fn tokens_of(&self, node: &Node) -> &[Token] {
        self.tokens
            .get(node.first as usize..node.end as usize)
            .unwrap_or(&[])
    }

    /// The innermost node that holds the token at a byte.
    #[must_use]
    pub fn node_at(&self, byte: u32) -> Option<&Node> {
        let token = self.tokens.partition_point(|token| token.span.end <= byte);
        let token = u32::try_from(token).ok()?;
        let around = self
            .nodes
            .iter()
            .filter(|node| node.first <= token && token < node.end);
        around.max_by_key(|node| node.depth)
    }
}
