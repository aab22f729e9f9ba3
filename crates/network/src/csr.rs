//! Arcs grouped by node in packed arrays (compressed sparse rows).
//!
//! The searches spend their time waiting for memory, so an arc takes eight bytes when every weight
//! fits in 32 bits, and the number under which the caller knows the arc is not stored at all: it is
//! counted out again for the few arcs of a reason.

/// A weight as it is stored.
pub(crate) trait Weight: Copy + Default + Into<i64> + TryFrom<i64> {}
impl Weight for i32 {}
impl Weight for i64 {}

/// An arc as a caller gives it: from, to, weight.
pub(crate) type Arc = (u32, u32, i64);

/// Arcs grouped by the node they leave.
pub(crate) struct Csr<W> {
    /// The arcs of node `v` are at `offsets[v]..offsets[v + 1]`, in the order they were given.
    offsets: Vec<u32>,
    arcs: Vec<(u32, W)>,
}

impl<W: Weight> Csr<W> {
    /// Groups `arcs`; a weight that `W` cannot hold must not occur.
    pub(crate) fn new(nodes: usize, arcs: impl Iterator<Item = Arc> + Clone) -> Self {
        // Shifted by one place more than the final offsets: filling moves them back.
        let mut offsets = vec![0u32; nodes + 2];
        let mut count = 0;
        for (from, _, _) in arcs.clone() {
            offsets[from as usize + 2] += 1;
            count += 1;
        }
        for v in 2..nodes + 2 {
            offsets[v] += offsets[v - 1];
        }
        let mut grouped = vec![(0, W::default()); count];
        for (from, to, weight) in arcs {
            let place = &mut offsets[from as usize + 1];
            grouped[*place as usize] = (to, W::try_from(weight).unwrap_or_default());
            *place += 1;
        }
        offsets.truncate(nodes + 1);
        Self {
            offsets,
            arcs: grouped,
        }
    }

    pub(crate) fn nodes(&self) -> usize {
        self.offsets.len() - 1
    }

    /// How many arcs there are.
    pub(crate) fn len(&self) -> usize {
        self.arcs.len()
    }

    /// The first place of the arcs of `node`, and the arcs.
    pub(crate) fn row(&self, node: u32) -> (u32, &[(u32, W)]) {
        let (start, end) = (self.offsets[node as usize], self.offsets[node as usize + 1]);
        (start, &self.arcs[start as usize..end as usize])
    }

    /// The node whose arcs include the one at `place`.
    pub(crate) fn owner(&self, place: u32) -> u32 {
        self.offsets.partition_point(|&start| start <= place) as u32 - 1
    }

    /// For each of `places`, the position of that arc in the sequence given to [`Csr::new`], which
    /// must be given again.
    pub(crate) fn positions(&self, places: &[u32], arcs: impl Iterator<Item = Arc>) -> Vec<usize> {
        let mut wanted: Vec<(u32, usize)> = places.iter().copied().zip(0..).collect();
        wanted.sort_unstable();
        // The place of the next arc of each node that owns a wanted place.
        let mut next = vec![u32::MAX; self.nodes()];
        for &place in places {
            let owner = self.owner(place) as usize;
            next[owner] = self.offsets[owner];
        }
        let mut found = vec![0; places.len()];
        for (position, (from, _, _)) in arcs.enumerate() {
            let place = next[from as usize];
            if place == u32::MAX {
                continue;
            }
            next[from as usize] += 1;
            let at = wanted.partition_point(|&(other, _)| other < place);
            for &(_, i) in wanted[at..]
                .iter()
                .take_while(|&&(other, _)| other == place)
            {
                found[i] = position;
            }
        }
        found
    }
}
