//! The network itself: nodes, edges, contingent links, and the limits that keep sums in range.

use std::fmt;

/// The largest number of nodes a network may have.
pub const MAX_NODES: usize = 1 << 20;

/// The largest absolute weight or bound. In seconds it is more than 8,000 years.
///
/// No path repeats a node, so no path is longer than `MAX_NODES * MAX_WEIGHT = 2^58`, and the
/// times, at most three times that, still differ by less than an `i64` holds. This is why the
/// algorithms need no checked arithmetic: everything is refused here, at the door.
pub const MAX_WEIGHT: i64 = 1 << 38;

/// The largest number of edges, and of links: arcs are numbered by `u32`, three for a link.
const MAX_ARCS: usize = 1 << 30;

/// Names an edge of one network, in the order in which edges were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub(crate) u32);

impl EdgeId {
    /// The position of the edge: 0 for the first one added.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names a contingent link of one network, in the order in which links were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub(crate) u32);

impl LinkId {
    /// The position of the link: 0 for the first one added.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A constraint `t_to - t_from <= weight`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) weight: i64,
}

impl Edge {
    /// The node whose time is subtracted.
    pub fn from(self) -> usize {
        self.from as usize
    }

    /// The node whose time is bounded from above.
    pub fn to(self) -> usize {
        self.to as usize
    }

    /// The bound.
    pub fn weight(self) -> i64 {
        self.weight
    }
}

/// A duration that nature chooses: `low <= t_contingent - t_activation <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub(crate) activation: u32,
    pub(crate) contingent: u32,
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Link {
    /// The node that starts the duration.
    pub fn activation(self) -> usize {
        self.activation as usize
    }

    /// The node that ends the duration.
    pub fn contingent(self) -> usize {
        self.contingent as usize
    }

    /// The shortest duration.
    pub fn low(self) -> i64 {
        self.low
    }

    /// The longest duration.
    pub fn high(self) -> i64 {
        self.high
    }
}

/// Why a network refused a node, an edge or a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkError {
    /// More than [`MAX_NODES`] nodes.
    TooManyNodes {
        /// How many were asked for.
        nodes: usize,
    },
    /// More edges or links than can be numbered.
    TooManyEdges,
    /// There is no node of this number.
    NoSuchNode {
        /// The number given.
        node: usize,
        /// How many nodes there are.
        nodes: usize,
    },
    /// A weight or bound beyond [`MAX_WEIGHT`] in absolute value.
    WeightOutOfRange {
        /// The weight given.
        weight: i64,
    },
    /// A link whose shortest duration is negative: an effect before its cause.
    NegativeLow {
        /// The bound given.
        low: i64,
    },
    /// A link whose shortest duration exceeds its longest.
    EmptyDuration {
        /// The shortest duration given.
        low: i64,
        /// The longest duration given.
        high: i64,
    },
    /// A link from a node to itself.
    OwnActivation {
        /// The node.
        node: usize,
    },
    /// Two links that end in the same node: each node can be chosen by nature once.
    SharedContingent {
        /// The node.
        node: usize,
    },
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyNodes { nodes } => {
                write!(
                    f,
                    "{nodes} nodes are too many, at most {MAX_NODES} are possible"
                )
            }
            Self::TooManyEdges => write!(f, "there are too many edges or links"),
            Self::NoSuchNode { node, nodes } => {
                write!(
                    f,
                    "there is no node {node}, only 0 to {nodes} without the last"
                )
            }
            Self::WeightOutOfRange { weight } => {
                write!(f, "the weight {weight} is beyond {MAX_WEIGHT} either way")
            }
            Self::NegativeLow { low } => write!(f, "the shortest duration {low} is negative"),
            Self::EmptyDuration { low, high } => {
                write!(f, "no duration is at least {low} and at most {high}")
            }
            Self::OwnActivation { node } => write!(f, "node {node} would activate itself"),
            Self::SharedContingent { node } => {
                write!(f, "node {node} already ends another contingent link")
            }
        }
    }
}

impl std::error::Error for NetworkError {}

/// Marks a node that no link ends in.
pub(crate) const NO_LINK: u32 = u32::MAX;

/// A simple temporal network with uncertainty (Vidal and Fargier 1999); without links, a simple
/// temporal network (Dechter, Meiri and Pearl 1991, "Temporal constraint networks").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    pub(crate) edges: Vec<Edge>,
    pub(crate) links: Vec<Link>,
    /// For each node the link that ends in it, or `NO_LINK`.
    pub(crate) link_into: Vec<u32>,
}

impl Network {
    /// A network of `nodes` nodes and no constraints.
    ///
    /// # Errors
    ///
    /// [`NetworkError::TooManyNodes`] beyond [`MAX_NODES`].
    pub fn new(nodes: usize) -> Result<Self, NetworkError> {
        if nodes > MAX_NODES {
            return Err(NetworkError::TooManyNodes { nodes });
        }
        Ok(Self {
            edges: Vec::new(),
            links: Vec::new(),
            link_into: vec![NO_LINK; nodes],
        })
    }

    /// Adds `t_to - t_from <= weight`.
    ///
    /// # Errors
    ///
    /// A node that does not exist, a weight beyond [`MAX_WEIGHT`], too many edges.
    pub fn add(&mut self, from: usize, to: usize, weight: i64) -> Result<EdgeId, NetworkError> {
        let (from, to) = (self.node(from)?, self.node(to)?);
        in_range(weight)?;
        let id = numbered(self.edges.len())?;
        self.edges.push(Edge { from, to, weight });
        Ok(EdgeId(id))
    }

    /// Adds a duration that nature chooses: `low <= t_contingent - t_activation <= high`.
    ///
    /// # Errors
    ///
    /// A node that does not exist or that ends another link already, an empty or negative
    /// duration, a bound beyond [`MAX_WEIGHT`], too many links.
    pub fn add_contingent(
        &mut self,
        activation: usize,
        contingent: usize,
        low: i64,
        high: i64,
    ) -> Result<LinkId, NetworkError> {
        let (from, to) = (self.node(activation)?, self.node(contingent)?);
        in_range(low)?;
        in_range(high)?;
        if low < 0 {
            return Err(NetworkError::NegativeLow { low });
        }
        if low > high {
            return Err(NetworkError::EmptyDuration { low, high });
        }
        if from == to {
            return Err(NetworkError::OwnActivation { node: activation });
        }
        if self.link_into[contingent] != NO_LINK {
            return Err(NetworkError::SharedContingent { node: contingent });
        }
        let id = numbered(self.links.len())?;
        self.links.push(Link {
            activation: from,
            contingent: to,
            low,
            high,
        });
        self.link_into[contingent] = id;
        Ok(LinkId(id))
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.link_into.len()
    }

    /// The edges, indexed by [`EdgeId::index`].
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The contingent links, indexed by [`LinkId::index`].
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The number of a node, if there is such a node.
    pub(crate) fn node(&self, node: usize) -> Result<u32, NetworkError> {
        let nodes = self.nodes();
        let fits = u32::try_from(node).ok().filter(|_| node < nodes);
        fits.ok_or(NetworkError::NoSuchNode { node, nodes })
    }
}

fn in_range(weight: i64) -> Result<(), NetworkError> {
    if (-MAX_WEIGHT..=MAX_WEIGHT).contains(&weight) {
        Ok(())
    } else {
        Err(NetworkError::WeightOutOfRange { weight })
    }
}

fn numbered(count: usize) -> Result<u32, NetworkError> {
    let fits = u32::try_from(count).ok().filter(|_| count < MAX_ARCS);
    fits.ok_or(NetworkError::TooManyEdges)
}
