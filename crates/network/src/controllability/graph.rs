//! The edges that a walk may use, entering node by node, and the bypasses added so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::csr::{Arc, Csr};
use crate::network::{EdgeId, Link, LinkId, NO_LINK, Network};
use crate::reason::{Hop, SemiReducibleCycle};
use crate::step::Step;

/// No link is left out.
pub(super) const ALL: u32 = NO_LINK - 1;

/// A usable edge: a place in `Graph::into`, then the lower-case edges by link, then the upper-case
/// edges by link, then the bypasses in the order they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ArcId(pub(super) u32);

/// An edge added by the upper-case rule, to the activation of its link.
struct Bypass {
    from: u32,
    /// The first edge of the path it stands for. The rest is in the tree of its link.
    first: ArcId,
    weight: i64,
}

/// How many covered nodes are kept for each node, edge and link of the network,
const ROOM: usize = 32;
/// and for one link.
const ROOM_OF_LINK: usize = 2_048;

/// Instead of the edge of a node that another link's walk answers for, see `Backward::cover`.
pub(super) const COVERED: ArcId = ArcId(u32::MAX);

/// What a resolved link added.
#[derive(Clone, Copy)]
struct Added {
    bypasses: (u32, u32),
    /// The part of the three lists of `Graph` that holds its walk.
    walked: (u32, u32),
}

/// What the walk of a resolved link went on from.
#[derive(Clone, Copy)]
pub(super) struct Walked<'a> {
    pub(super) nodes: &'a [u32],
    arcs: &'a [ArcId],
    pub(super) distances: &'a [i64],
}

pub(super) struct Graph<'a> {
    network: &'a Network,
    /// Reversed: the row of a node holds where its edges come from.
    into: Csr<i64>,
    bypasses: Vec<Bypass>,
    /// For each link that is resolved.
    added: Vec<Option<Added>>,
    /// The nodes that walks went on from, without the contingent nodes they started from,
    walked_nodes: Vec<u32>,
    /// the edge that the way from there to the contingent node starts with,
    walked_arcs: Vec<ArcId>,
    /// and the length of that way, or what `Backward::cover` may take it for.
    walked_distances: Vec<i64>,
    /// How many covered nodes may still be kept.
    room: usize,
    /// For each link whether an earlier walk went on from its contingent node.
    was_walked: Vec<bool>,
    /// The links that a node activates, as lists.
    first_link: Vec<u32>,
    next_link: Vec<u32>,
    /// The order in which links were resolved.
    resolved: Vec<u32>,
}

/// The ordinary edges, then for each link the one that says that it takes at least `low`.
fn ordinary(network: &Network) -> impl Iterator<Item = Arc> + Clone {
    let edges = network
        .edges
        .iter()
        .map(|edge| (edge.to, edge.from, edge.weight));
    edges.chain(
        network
            .links
            .iter()
            .map(|link| (link.activation, link.contingent, -link.low)),
    )
}

impl<'a> Graph<'a> {
    pub(super) fn new(network: &'a Network) -> Self {
        let mut first_link = vec![NO_LINK; network.nodes()];
        let mut next_link = Vec::with_capacity(network.links.len());
        for (number, link) in (0..).zip(&network.links) {
            next_link.push(std::mem::replace(
                &mut first_link[link.activation as usize],
                number,
            ));
        }
        Self {
            network,
            into: Csr::new(network.nodes(), ordinary(network)),
            bypasses: Vec::new(),
            added: vec![None; network.links.len()],
            walked_nodes: Vec::new(),
            walked_arcs: Vec::new(),
            walked_distances: Vec::new(),
            room: ROOM * (network.nodes() + network.edges.len() + network.links.len()),
            was_walked: vec![false; network.links.len()],
            first_link,
            next_link,
            resolved: Vec::new(),
        }
    }

    pub(super) fn link(&self, link: u32) -> Link {
        self.network.links[link as usize]
    }

    /// The links that `node` activates.
    pub(super) fn links_from(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let listed = |link: u32| (link != NO_LINK).then_some(link);
        let first = listed(self.first_link[node as usize]);
        std::iter::successors(first, move |&link| listed(self.next_link[link as usize]))
    }

    /// Calls `visit` with the source, weight and id of every edge into `node`, except for the
    /// lower-case edge of the link `except`.
    #[inline]
    pub(super) fn each_into(&self, node: u32, except: u32, mut visit: impl FnMut(u32, i64, ArcId)) {
        let (start, row) = self.into.row(node);
        for (place, &(from, weight)) in (start..).zip(row) {
            visit(from, weight, ArcId(place));
        }
        let link = self.network.link_into[node as usize];
        if link != NO_LINK && link != except {
            let Link {
                activation, low, ..
            } = self.link(link);
            visit(activation, low, self.lower(link));
        }
        for link in self.links_from(node) {
            for (from, weight, arc) in self.bypasses_of(link) {
                visit(from, weight, arc);
            }
        }
    }

    /// The bypasses of `link` as source, weight and id.
    pub(super) fn bypasses_of(&self, link: u32) -> impl Iterator<Item = (u32, i64, ArcId)> + '_ {
        let (start, end) = self.added[link as usize].map_or((0, 0), |added| added.bypasses);
        let ids = self.first_bypass() + start..;
        let added = &self.bypasses[start as usize..end as usize];
        ids.zip(added)
            .map(|(id, bypass)| (bypass.from, bypass.weight, ArcId(id)))
    }

    /// Adds what the walk of `link` found: the nodes it went on from, and the bypasses as source,
    /// first edge and weight.
    pub(super) fn add(
        &mut self,
        link: u32,
        walked: impl Iterator<Item = (u32, ArcId, i64)>,
        bypasses: impl Iterator<Item = (u32, ArcId, i64)>,
    ) {
        let first = self.walked_nodes.len() as u32;
        for (node, arc, distance) in walked {
            let link = self.network.link_into[node as usize];
            if arc == COVERED {
                self.room -= 1;
            } else if link != NO_LINK {
                self.was_walked[link as usize] = true;
            }
            self.walked_nodes.push(node);
            self.walked_arcs.push(arc);
            self.walked_distances.push(distance);
        }
        let start = self.bypasses.len();
        let added = bypasses.map(|(from, first, weight)| Bypass {
            from,
            first,
            weight,
        });
        self.bypasses.extend(added);
        self.added[link as usize] = Some(Added {
            bypasses: (start as u32, self.bypasses.len() as u32),
            walked: (first, self.walked_nodes.len() as u32),
        });
        self.resolved.push(link);
    }

    /// What the walk of `link` went on from, if the link is resolved.
    pub(super) fn walked(&self, link: u32) -> Option<Walked<'_>> {
        let (start, end) = self.added[link as usize]?.walked;
        let part = start as usize..end as usize;
        Some(Walked {
            nodes: &self.walked_nodes[part.clone()],
            arcs: &self.walked_arcs[part.clone()],
            distances: &self.walked_distances[part],
        })
    }

    /// Raises the distances of what the walk of `link` went on from.
    pub(super) fn raise_walked(&mut self, link: u32, at_least: impl Fn(u32) -> i64) {
        let (start, end) = self.added[link as usize].map_or((0, 0), |added| added.walked);
        for i in start as usize..end as usize {
            let distance = &mut self.walked_distances[i];
            *distance = at_least(self.walked_nodes[i]).max(*distance);
        }
    }

    /// How many covered nodes the next link may add. The rest is forgotten, which is correct: a
    /// walk that gets there will look at it once more. So memory stays linear, but for bypasses.
    pub(super) fn room(&self) -> usize {
        self.room.min(ROOM_OF_LINK)
    }

    /// Whether the contingent node of `link` may be among the nodes that other links cover.
    pub(super) fn was_walked(&self, link: u32) -> bool {
        self.was_walked[link as usize]
    }

    /// Whether nature has a choice. If not, the link is two ordinary edges, and those are there.
    pub(super) fn varies(&self, link: u32) -> bool {
        let Link { low, high, .. } = self.link(link);
        low < high
    }

    pub(super) fn lower(&self, link: u32) -> ArcId {
        ArcId(self.into.len() as u32 + link)
    }

    pub(super) fn upper(&self, link: u32) -> ArcId {
        ArcId((self.into.len() + self.network.links.len()) as u32 + link)
    }

    fn first_bypass(&self) -> u32 {
        (self.into.len() + 2 * self.network.links.len()) as u32
    }

    /// Where an edge leads.
    pub(super) fn target(&self, arc: ArcId) -> u32 {
        match self.kind(arc) {
            Kind::Ordinary(place) => self.into.owner(place),
            Kind::Lower(link) => self.link(link).contingent,
            Kind::Upper(link) => self.link(link).activation,
            Kind::Bypass(index) => self.link(self.link_of(index)).activation,
        }
    }

    fn kind(&self, ArcId(id): ArcId) -> Kind {
        let (ordinary, links) = (self.into.len() as u32, self.network.links.len() as u32);
        if id < ordinary {
            Kind::Ordinary(id)
        } else if id < ordinary + links {
            Kind::Lower(id - ordinary)
        } else if id < ordinary + 2 * links {
            Kind::Upper(id - ordinary - links)
        } else {
            Kind::Bypass(id - ordinary - 2 * links)
        }
    }

    /// The link that a bypass belongs to.
    fn link_of(&self, index: u32) -> u32 {
        let before =
            |&link: &u32| self.added[link as usize].is_none_or(|added| added.bypasses.1 <= index);
        self.resolved[self.resolved.partition_point(before)]
    }

    /// The edges that a bypass stands for.
    fn expand(&self, index: u32) -> Vec<ArcId> {
        let link = self.link_of(index);
        let mut arcs = vec![self.bypasses[index as usize].first];
        if let Some(walked) = self.walked(link) {
            let tree: BTreeMap<u32, ArcId> = walked
                .nodes
                .iter()
                .copied()
                .zip(walked.arcs.iter().copied())
                .collect();
            // Ends at the contingent node, which is not in the tree.
            while let Some(&arc) = arcs.last().and_then(|&arc| tree.get(&self.target(arc))) {
                arcs.push(arc);
            }
        }
        arcs.push(self.upper(link));
        arcs
    }

    /// Says a closed walk in the words of the network, with the bypasses it uses.
    pub(super) fn reason(&self, cycle: Vec<ArcId>) -> SemiReducibleCycle {
        let used = |arcs: &[ArcId]| -> Vec<u32> {
            let kinds = arcs.iter().map(|&arc| self.kind(arc));
            kinds
                .filter_map(|kind| {
                    if let Kind::Bypass(i) = kind {
                        Some(i)
                    } else {
                        None
                    }
                })
                .collect()
        };
        // A bypass stands for edges that were there before it, so the latest is expanded first.
        let mut waiting: BTreeSet<u32> = used(&cycle).into_iter().collect();
        let mut expanded = BTreeMap::new();
        while let Some(index) = waiting.pop_last() {
            let arcs = self.expand(index);
            waiting.extend(used(&arcs));
            expanded.insert(index, arcs);
        }
        let places = expanded.values().chain([&cycle]).flatten();
        let places: Vec<u32> = places
            .map(|arc| arc.0)
            .filter(|&id| id < self.into.len() as u32)
            .collect();
        let positions = self.into.positions(&places, ordinary(self.network));
        let mut steps = positions
            .into_iter()
            .map(|position| self.ordinary_step(position));
        let numbers: BTreeMap<u32, usize> = expanded.keys().copied().zip(0..).collect();
        let mut hop = |&arc: &ArcId| match self.kind(arc) {
            Kind::Ordinary(_) => steps.next().map(Hop::Step),
            Kind::Lower(link) => Some(Hop::Step(Step::Lower(LinkId(link)))),
            Kind::Upper(link) => Some(Hop::Step(Step::Upper(LinkId(link)))),
            Kind::Bypass(index) => numbers.get(&index).map(|&number| Hop::Bypass(number)),
        };
        let bypasses: Vec<Vec<Hop>> = expanded
            .values()
            .map(|arcs| arcs.iter().filter_map(&mut hop).collect())
            .collect();
        let hops = cycle.iter().filter_map(&mut hop).collect();
        SemiReducibleCycle::new(self.network, hops, bypasses)
    }

    /// The step behind a position in [`ordinary`].
    fn ordinary_step(&self, position: usize) -> Step {
        match position.checked_sub(self.network.edges.len()) {
            None => Step::Edge(EdgeId(position as u32)),
            Some(link) => Step::AtLeast(LinkId(link as u32)),
        }
    }
}

enum Kind {
    Ordinary(u32),
    Lower(u32),
    Upper(u32),
    Bypass(u32),
}
