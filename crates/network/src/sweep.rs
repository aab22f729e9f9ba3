//! Labels for large networks whose arcs lead anywhere: all arcs again and again, in packed order.
//!
//! The search of `labels` follows arcs, and where they lead far each step waits for memory. A sweep
//! reads the arcs in the order they are stored and takes the smaller label without a branch, which
//! costs a fraction of that. Networks whose arcs lead anywhere have short paths, so a few sweeps,
//! up and down in turn (Yen 1970), bring all labels close to their ends.
//!
//! The same sweeps drive labels round a negative cycle. Now and then one remembers for each node
//! the arc that its label comes from; once the falls have gone round, those arcs form the cycle.
//! What is left is for the search, which starts from labels that hold but for a few arcs.

use std::hint::select_unpredictable;

use crate::csr::{Csr, Weight};
use crate::labels::CyclePlaces;

const NONE: u32 = u32::MAX;

/// After five sweeps, how often one that remembers, a look for a cycle and one more follow. A
/// sweep lowers no label by more than 2^58, so after thirteen an `i64` still holds them.
const ROUNDS: usize = 4;

/// Arcs lead far if most of them lead further than this many nodes, whose labels fill the fastest
/// memory.
const NEAR: u32 = 4096;
/// One node in so many is asked.
const SAMPLE: usize = 61;

/// Whether following arcs would wait for memory.
pub(crate) fn leads_far<W: Weight>(arcs: &Csr<W>) -> bool {
    if arcs.nodes() <= NEAR as usize {
        return false;
    }
    let (mut near, mut far) = (0, 0);
    for from in (0..arcs.nodes() as u32).step_by(SAMPLE) {
        for &(to, _) in arcs.row(from).1 {
            *(if from.abs_diff(to) > NEAR {
                &mut far
            } else {
                &mut near
            }) += 1;
        }
    }
    far > near
}

/// Labels that most arcs agree with, a negative cycle, or nothing if sweeps do not help.
pub(crate) fn sweep<W: Weight>(arcs: &Csr<W>) -> Result<Option<Vec<i64>>, CyclePlaces> {
    let mut sweeps = Sweeps {
        arcs,
        labels: vec![0; arcs.nodes()],
        parents: vec![NONE; arcs.nodes()],
    };
    sweeps.lower(true);
    sweeps.lower(false);
    let before = sweeps.sum();
    sweeps.lower(true);
    // Paths are long: labels still fall as they did at first, and would for many sweeps more.
    if (before - sweeps.sum()) * 8 > -before {
        return Ok(None);
    }
    sweeps.lower(false);
    sweeps.lower(true);
    let mut falls = usize::MAX;
    for _ in 0..ROUNDS {
        falls = sweeps.lower_and_remember();
        if let Some(cycle) = sweeps.cycle() {
            return Err(cycle);
        }
        if falls <= arcs.nodes() / 16 {
            break;
        }
        sweeps.lower(true);
    }
    let helped = falls <= arcs.nodes() / 2;
    Ok(helped.then_some(sweeps.labels))
}

struct Sweeps<'a, W> {
    arcs: &'a Csr<W>,
    labels: Vec<i64>,
    /// For each node the start of the arc that its label comes from, as the last sweep that
    /// remembers saw it.
    parents: Vec<u32>,
}

impl<W: Weight> Sweeps<'_, W> {
    /// Lowers every label as far as the arcs in turn ask for.
    fn lower(&mut self, up: bool) {
        let (arcs, labels) = (self.arcs, self.labels.as_mut_slice());
        let mut node = |from: u32| {
            let base = labels[from as usize];
            for &(to, weight) in arcs.row(from).1 {
                let label = &mut labels[to as usize];
                *label = (*label).min(base + weight.into());
            }
        };
        let nodes = 0..arcs.nodes() as u32;
        if up {
            nodes.for_each(&mut node);
        } else {
            nodes.rev().for_each(&mut node);
        }
    }

    fn sum(&self) -> i128 {
        self.labels.iter().map(|&label| i128::from(label)).sum()
    }

    /// The same downwards, remembering parents; how many labels fell.
    ///
    /// An arc that a label meets exactly counts as well: on a cycle that labels fall along, most
    /// have fallen in earlier sweeps.
    fn lower_and_remember(&mut self) -> usize {
        self.parents.fill(NONE);
        let mut falls = 0;
        for from in (0..self.arcs.nodes() as u32).rev() {
            let base = self.labels[from as usize];
            for &(to, weight) in self.arcs.row(from).1 {
                let label = base + weight.into();
                let (old, parent) = (self.labels[to as usize], &mut self.parents[to as usize]);
                falls += usize::from(label < old);
                *parent = select_unpredictable(label <= old, from, *parent);
                self.labels[to as usize] = old.min(label);
            }
        }
        falls
    }

    /// A cycle of parents of negative weight. Cycles of weight 0 occur too, since arcs that are
    /// met exactly count.
    fn cycle(&self) -> Option<CyclePlaces> {
        let mut seen = vec![NONE; self.parents.len()];
        for start in 0..self.parents.len() as u32 {
            let mut node = start;
            while node != NONE && seen[node as usize] == NONE {
                seen[node as usize] = start;
                node = self.parents[node as usize];
            }
            if node != NONE && seen[node as usize] == start {
                let cycle = self.cycle_through(node);
                if cycle.is_some() {
                    return cycle;
                }
            }
        }
        None
    }

    /// The cycle of parents that `first` is on, if it is negative.
    fn cycle_through(&self, first: u32) -> Option<CyclePlaces> {
        let (mut places, mut sum) = (Vec::new(), 0);
        let mut node = first;
        loop {
            let parent = self.parents[node as usize];
            let (start, row) = self.arcs.row(parent);
            let between = (start..).zip(row).filter(|&(_, &(to, _))| to == node);
            let (place, &(_, weight)) = between.min_by_key(|&(_, &(_, weight))| weight.into())?;
            places.push(place);
            sum += weight.into();
            node = parent;
            if node == first {
                break;
            }
        }
        places.reverse();
        (sum < 0).then_some(CyclePlaces(places))
    }
}
