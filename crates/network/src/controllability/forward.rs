//! What follows if a walk comes back to the contingent node it started from.

use super::backward::{Backward, Mark};
use super::graph::{ArcId, COVERED, Graph};
use crate::csr::Csr;
use crate::labels::Search;
use crate::network::Link;

impl Backward {
    /// Looks from the contingent node of `link` forward over the nodes just walked.
    ///
    /// # Errors
    ///
    /// A cycle through a node `P` that has to come before the contingent node `C` and yet not
    /// before the end of the duration is known: the distance from `C` to `P` is negative, so the
    /// lower-case edge of the link reduces, and that from `P` to `C` is in range, so the
    /// upper-case edge does. Paths that leave the walked nodes need no look, since their bypasses
    /// close a negative cycle.
    pub(super) fn look_forward(
        &mut self,
        graph: &mut Graph<'_>,
        link: u32,
    ) -> Result<(), Vec<ArcId>> {
        let Link { low, high, .. } = graph.link(link);
        let walked = |mark: &Mark| mark.walk >= self.walk && mark.distance < high - low;
        let is_walked = |&node: &u32| walked(&self.marks[node as usize]);
        let nodes: Vec<u32> = self.reached.iter().copied().filter(is_walked).collect();
        for (number, &node) in (0..).zip(&nodes) {
            self.numbers[node as usize] = number;
        }
        let (mut arcs, mut ids) = (Vec::new(), Vec::new());
        for (number, &node) in (0..).zip(&nodes) {
            graph.each_into(node, link, |from, weight, arc| {
                if is_walked(&from) {
                    arcs.push((self.numbers[from as usize], number, weight));
                    ids.push(arc);
                }
            });
        }
        let grouped = Csr::<i64>::new(nodes.len(), arcs.iter().copied());
        let mut search = Search::new(&grouped);
        // The potential excludes negative cycles.
        if search.label_from(0).is_err() {
            return Ok(());
        }
        // If a covered node `P` is early, so is the activation `A` that covers it: the way to `P`
        // comes in by a node with a bypass to `A`, which is at most the rest of the way to `P` and
        // on to the covered end, less `high`. From `P` that is less than `high - low`, so `A` is
        // earlier than `P` by more than `low`.
        let early = nodes.iter().zip(0..).find(|&(&node, number)| {
            let covered = self.marks[node as usize].arc == COVERED;
            !covered && search.reached(number).is_some_and(|(label, _)| label < 0)
        });
        if let Some((&node, mut number)) = early {
            let mut places = Vec::new();
            while let (1.., Some((_, place))) = (number, search.reached(number)) {
                places.push(place);
                number = grouped.owner(place);
            }
            let positions = grouped.positions(&places, arcs.iter().copied());
            let mut cycle = vec![graph.lower(link)];
            cycle.extend(positions.into_iter().rev().map(|position| ids[position]));
            cycle.extend(self.path(graph, node));
            cycle.push(graph.upper(link));
            return Err(cycle);
        }
        // Kept for `cover`, which explains it.
        graph.raise_walked(link, |node| {
            let reached = search.reached(self.numbers[node as usize]);
            reached.map_or(0, |(forth, _)| high - low - forth)
        });
        Ok(())
    }
}
