//! One use of a constraint: the words that every reason is made of.

use crate::network::{EdgeId, LinkId, Network};

/// One use of an edge or of one bound of a contingent link, as an arc of a walk.
///
/// A walk multiplies nothing and forgets nothing: adding up the weights of its steps adds up the
/// constraints, so a closed walk of negative weight says that a time is earlier than itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The edge, from its `from` to its `to`.
    Edge(EdgeId),
    /// `t_contingent - t_activation <= high`: the link as an ordinary constraint.
    AtMost(LinkId),
    /// `t_activation - t_contingent <= -low`: the link as an ordinary constraint.
    AtLeast(LinkId),
    /// The lower-case edge, weight `low` from activation to contingent: nature may be fast.
    Lower(LinkId),
    /// The upper-case edge, weight `-high` from contingent to activation: nature may be slow.
    Upper(LinkId),
}

impl Step {
    /// The step as `(from, to, weight)`, or `None` if the network has no such edge or link.
    pub fn arc(self, network: &Network) -> Option<(usize, usize, i64)> {
        let (from, to, weight) = match self {
            Self::Edge(id) => {
                let edge = network.edges.get(id.index())?;
                (edge.from, edge.to, edge.weight)
            }
            Self::AtMost(id) | Self::AtLeast(id) | Self::Lower(id) | Self::Upper(id) => {
                let link = network.links.get(id.index())?;
                match self {
                    Self::AtMost(_) => (link.activation, link.contingent, link.high),
                    Self::Lower(_) => (link.activation, link.contingent, link.low),
                    Self::AtLeast(_) => (link.contingent, link.activation, -link.low),
                    _ => (link.contingent, link.activation, -link.high),
                }
            }
        };
        Some((from as usize, to as usize, weight))
    }
}
