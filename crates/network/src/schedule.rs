//! A timetable, and the earliest and latest time of every node.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::consistency::arcs;
use crate::csr::{Arc, Csr};
use crate::network::{Network, NetworkError};

/// One timetable that meets every constraint of a network.
#[derive(Clone, Debug)]
pub struct Schedule<'a> {
    network: &'a Network,
    times: Vec<i64>,
}

impl<'a> Schedule<'a> {
    /// `times` must meet every constraint.
    pub(crate) fn new(network: &'a Network, times: Vec<i64>) -> Self {
        Self { network, times }
    }

    /// The time of every node. Only differences mean something: adding one number to all of them
    /// gives another timetable.
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// The latest time of every node if `origin` is at time 0; `None` if nothing bounds it.
    ///
    /// # Errors
    ///
    /// [`NetworkError::NoSuchNode`] if there is no such origin.
    pub fn latest(&self, origin: usize) -> Result<Vec<Option<i64>>, NetworkError> {
        let origin = self.network.node(origin)?;
        Ok(distances(
            self.network.nodes(),
            arcs(self.network),
            &self.times,
            origin,
            1,
        ))
    }

    /// The earliest time of every node if `origin` is at time 0; `None` if nothing bounds it.
    ///
    /// # Errors
    ///
    /// [`NetworkError::NoSuchNode`] if there is no such origin.
    pub fn earliest(&self, origin: usize) -> Result<Vec<Option<i64>>, NetworkError> {
        let origin = self.network.node(origin)?;
        let reversed = arcs(self.network).map(|(from, to, weight)| (to, from, weight));
        let to_origin = distances(self.network.nodes(), reversed, &self.times, origin, -1);
        Ok(to_origin
            .into_iter()
            .map(|time| time.map(|time| -time))
            .collect())
    }
}

/// Shortest distances from `origin`.
///
/// A timetable makes every `weight + t_from - t_to` non-negative, and changes the length of a path
/// by its ends only, so Dijkstra's search applies (Johnson 1977). `sign` is -1 if the arcs are
/// reversed, since then the negated times do the same.
fn distances(
    nodes: usize,
    arcs: impl Iterator<Item = Arc> + Clone,
    times: &[i64],
    origin: u32,
    sign: i64,
) -> Vec<Option<i64>> {
    let grouped = Csr::<i64>::new(nodes, arcs);
    let time = |node: u32| sign * times[node as usize];
    let mut reduced: Vec<Option<i64>> = vec![None; nodes];
    let mut heap = BinaryHeap::from([(Reverse(0), origin)]);
    reduced[origin as usize] = Some(0);
    while let Some((Reverse(length), from)) = heap.pop() {
        if reduced[from as usize] != Some(length) {
            continue;
        }
        for &(to, weight) in grouped.row(from).1 {
            let longer = length + (weight + time(from) - time(to));
            let best = &mut reduced[to as usize];
            if best.is_none_or(|best| longer < best) {
                *best = Some(longer);
                heap.push((Reverse(longer), to));
            }
        }
    }
    let restored = (0..)
        .zip(reduced)
        .map(|(node, length)| length.map(|length| length + time(node) - time(origin)));
    restored.collect()
}
