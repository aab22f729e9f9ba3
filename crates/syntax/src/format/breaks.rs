//! Where a line must break, where it may, and where it never does.

use crate::keywords::ENGLISH;
use crate::lex::TokenKind;
use crate::tree::{Node, NodeKind, Tree};

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Nothing.
    Glue,
    /// A blank.
    Space,
    /// A blank, or a new line so far in, if the line is too long. The second number is greater
    /// within what is better kept together.
    Soft(usize, u8),
    /// A new line, if the statement does not fit on one.
    Group(usize),
    /// A new line, if the titles do not fit on one.
    Label(usize),
    /// A new line.
    Hard(usize),
}

impl Break {
    /// Whether it is a blank where the line is not broken.
    pub(super) fn is_space(self) -> bool {
        self != Self::Glue
    }
}

/// A token to be written.
pub(super) struct Piece {
    /// Its place among all tokens.
    pub token: usize,
    /// What it is.
    pub token_kind: TokenKind,
    /// What stands before it.
    pub before: Break,
    /// Whether a statement begins with it.
    pub begins: bool,
    /// How far in its statement stands.
    pub indent: usize,
    /// What kind of statement it belongs to.
    pub kind: NodeKind,
}

/// The last token, as far as it decides what stands before the next.
#[derive(Clone, Copy)]
struct Last {
    token_kind: TokenKind,
    /// The innermost rule that holds it.
    within: NodeKind,
    /// Whether the rule is the first in its statement to be broken here.
    ends_cite: bool,
}

/// All tokens to be written, with what stands before each.
pub(super) fn pieces(tree: &Tree) -> Vec<Piece> {
    let mut walk = Walk {
        tree,
        next_node: 0,
        open: Vec::new(),
        rows: None,
        parts: 0,
    };
    let mut pieces: Vec<Piece> = Vec::with_capacity(tree.tokens.len() / 2 + 1);
    let mut last: Option<Last> = None;
    for (place, token) in tree.tokens.iter().enumerate() {
        if !token.kind.is_trivia() {
            let ends_cite = walk.step(place);
            let mut piece = walk.piece(place, token.kind, last);
            if last.is_none() {
                piece.before = Break::Hard(0);
            }
            let last_ends_cite = ends_cite;
            if let Some(last) = &mut last {
                last.ends_cite = last_ends_cite;
            }
            if ends_cite && walk.key(place) == "and" {
                piece.before = Break::Soft(piece.indent + 4, 1);
            }
            last = Some(Last {
                token_kind: token.kind,
                within: walk.within(),
                ends_cite: false,
            });
            pieces.push(piece);
        }
    }
    pieces
}

struct Walk<'t> {
    tree: &'t Tree,
    next_node: usize,
    /// The rules that hold the token.
    open: Vec<Node>,
    /// The `for each` that holds the token.
    rows: Option<Node>,
    /// How many parts of the statement came before.
    parts: usize,
}

impl Walk<'_> {
    /// Goes to a token; whether a citation ended right before it.
    fn step(&mut self, place: usize) -> bool {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let mut ends_cite = false;
        while self.open.last().is_some_and(|node| node.end <= place) {
            ends_cite |= self
                .open
                .pop()
                .is_some_and(|node| node.kind == NodeKind::Cite);
        }
        if self.rows.is_some_and(|rows| rows.end <= place) {
            self.rows = None;
        }
        while let Some(node) = self.tree.nodes.get(self.next_node) {
            if node.first > place {
                break;
            }
            if node.kind == NodeKind::Rows {
                self.rows = Some(*node);
            }
            self.open.push(*node);
            self.next_node += 1;
        }
        ends_cite
    }

    fn within(&self) -> NodeKind {
        self.open.last().map_or(NodeKind::File, |node| node.kind)
    }

    fn key(&self, place: usize) -> &'static str {
        let written = self
            .tree
            .tokens
            .get(place)
            .map_or("", |token| self.tree.token_text(token));
        ENGLISH.look_up(written).map_or("", |(key, _)| key)
    }

    /// The statement that holds the token: under the file, or under a `for each`.
    fn statement(&self) -> Option<Node> {
        let in_rows = self
            .open
            .get(1)
            .is_some_and(|node| node.kind == NodeKind::Rows);
        let inner = if in_rows { self.open.get(2) } else { None };
        inner.or(self.open.get(1)).copied()
    }

    fn piece(&mut self, place: usize, token_kind: TokenKind, last: Option<Last>) -> Piece {
        let statement = self.statement();
        let kind = statement.map_or(NodeKind::File, |node| node.kind);
        let begins = statement.is_some_and(|node| node.first as usize == place);
        let in_rows = self
            .rows
            .is_some_and(|rows| statement.is_none_or(|node| node != rows));
        let indent = if in_rows { 2 } else { 0 };
        if begins {
            self.parts = 0;
        }
        let closes = kind == NodeKind::Rows
            && self.rows.is_some_and(|rows| rows.end as usize == place + 1)
            && self.key(place) == "end";
        let before = if begins || closes {
            Break::Hard(indent)
        } else {
            self.before(place, token_kind, last, kind, indent)
        };
        Piece {
            token: place,
            token_kind,
            before,
            begins: begins || closes,
            indent,
            kind,
        }
    }

    fn before(
        &mut self,
        place: usize,
        token_kind: TokenKind,
        last: Option<Last>,
        kind: NodeKind,
        indent: usize,
    ) -> Break {
        let Some(last) = last else {
            return Break::Hard(indent);
        };
        let line = |kind: TokenKind| matches!(kind, TokenKind::Prose | TokenKind::Row);
        if line(token_kind) || line(last.token_kind) {
            return Break::Hard(indent + 2);
        }
        match token_kind {
            TokenKind::Stop
            | TokenKind::Comma
            | TokenKind::Semicolon
            | TokenKind::Colon
            | TokenKind::Close => return Break::Glue,
            _ if last.token_kind == TokenKind::Open => return Break::Glue,
            _ => {}
        }
        match last.token_kind {
            TokenKind::Comma => self.after_comma(place, last.within, kind, indent),
            TokenKind::Colon => after_colon(kind, indent),
            TokenKind::Semicolon if kind != NodeKind::Setting => Break::Hard(indent + 2),
            _ => self.within_line(place, token_kind, kind, indent),
        }
    }

    fn after_comma(
        &mut self,
        place: usize,
        within: NodeKind,
        kind: NodeKind,
        indent: usize,
    ) -> Break {
        let own = within == kind;
        match kind {
            NodeKind::Duty
            | NodeKind::Prohibition
            | NodeKind::Level
            | NodeKind::Permission
            | NodeKind::Exception
            | NodeKind::Power
            | NodeKind::Linkage
            | NodeKind::Snapback
            | NodeKind::Phase
            | NodeKind::Reading
                if own =>
            {
                Break::Hard(indent + 2)
            }
            NodeKind::List | NodeKind::Unit | NodeKind::Term | NodeKind::Milestone if own => {
                Break::Group(indent + 2)
            }
            NodeKind::Actor | NodeKind::Text | NodeKind::Place if own => {
                self.parts += 1;
                if self.parts == 1 {
                    Break::Group(indent + 2)
                } else {
                    Break::Soft(indent + 2, u8::from(!own))
                }
            }
            NodeKind::Balance if self.key(place) == "no" => Break::Hard(indent + 2),
            NodeKind::Agreement => Break::Space,
            NodeKind::Balance
            | NodeKind::Actor
            | NodeKind::Text
            | NodeKind::Place
            | NodeKind::Group
            | NodeKind::Setting
            | NodeKind::Acts => Break::Soft(indent + 2, u8::from(!own)),
            NodeKind::Ladder if within == NodeKind::Step && self.opens_step(place) => Break::Space,
            _ => Break::Soft(indent + 4, u8::from(is_list(within))),
        }
    }

    /// Whether only the word of a step, as `next`, and its comma stand before a token.
    fn opens_step(&self, place: usize) -> bool {
        let step = self.open.iter().rfind(|node| node.kind == NodeKind::Step);
        let first = step.map_or(0, |step| step.first as usize);
        let between = self.tree.tokens.get(first..place).unwrap_or(&[]);
        between
            .iter()
            .filter(|token| !token.kind.is_trivia())
            .take(3)
            .count()
            == 2
    }

    fn within_line(
        &self,
        place: usize,
        token_kind: TokenKind,
        kind: NodeKind,
        indent: usize,
    ) -> Break {
        let within = self.within();
        if token_kind == TokenKind::Word && within == NodeKind::Labels {
            return Break::Label(indent + 2);
        }
        let key = self.key(place);
        let joint = matches!(key, "and" | "or");
        if joint && matches!(within, NodeKind::Condition | NodeKind::Assurance) {
            return Break::Soft(indent + 4, 0);
        }
        let members = matches!(kind, NodeKind::Actor | NodeKind::Reading) && within == kind;
        let in_head = within == kind || within == NodeKind::Head;
        if key == "cites" && in_head || key == "of" && members {
            return Break::Soft(indent + 2, 0);
        }
        Break::Space
    }
}

/// Whether a rule is a list of items, better kept on one line.
fn is_list(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Refs
            | NodeKind::Nouns
            | NodeKind::Names
            | NodeKind::DutyRefs
            | NodeKind::Target
            | NodeKind::Fact
            | NodeKind::Silent
    )
}

fn after_colon(kind: NodeKind, indent: usize) -> Break {
    match kind {
        NodeKind::List | NodeKind::Unit | NodeKind::Term | NodeKind::Milestone => {
            Break::Group(indent + 2)
        }
        NodeKind::Acts => Break::Space,
        _ => Break::Hard(indent + 2),
    }
}
