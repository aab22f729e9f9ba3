//! Why nature can make a constraint fail.

use crate::network::Network;
use crate::step::Step;

/// A part of a walk that may stand for a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hop {
    /// One use of an edge or of a link's bound.
    Step(Step),
    /// The walk of this number among [`SemiReducibleCycle::bypasses`].
    Bypass(usize),
}

/// A closed walk of negative weight that nature can enforce (Morris 2006).
///
/// Its steps are [`Step::Edge`], [`Step::AtLeast`], [`Step::Lower`] and [`Step::Upper`] only.
/// Behind every use of a lower-case edge a stretch of negative weight follows, so by the time the
/// constraint binds, the duration that was fast has not ended yet, and nobody can have known it.
///
/// The walk may use a link many times: there are networks with `k` links whose shortest such walk
/// has `2^k` steps (Hunsberger 2013, "Magic loops in simple temporal networks with uncertainty").
/// So stretches that may repeat, the bypasses, are told once, and [`SemiReducibleCycle::steps`]
/// writes them out up to a length that the caller chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SemiReducibleCycle {
    hops: Vec<Hop>,
    bypasses: Vec<Vec<Hop>>,
    weight: i64,
}

impl SemiReducibleCycle {
    /// Each of `bypasses` may use those before it only.
    pub(crate) fn new(network: &Network, hops: Vec<Hop>, bypasses: Vec<Vec<Hop>>) -> Self {
        let mut weights: Vec<i64> = Vec::with_capacity(bypasses.len());
        for bypass in &bypasses {
            weights.push(weight(network, bypass, &weights));
        }
        Self {
            weight: weight(network, &hops, &weights),
            hops,
            bypasses,
        }
    }

    /// A cycle without bypasses.
    pub(crate) fn of_steps(network: &Network, steps: impl Iterator<Item = Step>) -> Self {
        Self::new(network, steps.map(Hop::Step).collect(), Vec::new())
    }

    /// The closed walk: each hop starts where the one before it ends, the first where the last
    /// ends.
    pub fn hops(&self) -> &[Hop] {
        &self.hops
    }

    /// The walks that hops may stand for. Each ends with the upper-case edge of a link, and uses
    /// bypasses of a smaller number only.
    pub fn bypasses(&self) -> &[Vec<Hop>] {
        &self.bypasses
    }

    /// The sum of all weights, always negative: by how much the constraints miss each other when
    /// nature does its worst.
    pub fn weight(&self) -> i64 {
        self.weight
    }

    /// The number of steps when all is written out, or `u64::MAX` if there are more.
    pub fn length(&self) -> u64 {
        let mut lengths: Vec<u64> = Vec::with_capacity(self.bypasses.len());
        let length = |hops: &[Hop], lengths: &[u64]| {
            hops.iter().fold(0u64, |sum, hop| match *hop {
                Hop::Step(_) => sum.saturating_add(1),
                Hop::Bypass(number) => sum.saturating_add(lengths[number]),
            })
        };
        for bypass in &self.bypasses {
            lengths.push(length(bypass, &lengths));
        }
        length(&self.hops, &lengths)
    }

    /// All steps in walking order, or `None` if there are more than `most`.
    pub fn steps(&self, most: usize) -> Option<Vec<Step>> {
        if self.length() > most as u64 {
            return None;
        }
        let mut steps = Vec::new();
        let mut stack: Vec<Hop> = self.hops.iter().rev().copied().collect();
        while let Some(hop) = stack.pop() {
            match hop {
                Hop::Step(step) => steps.push(step),
                Hop::Bypass(number) => stack.extend(self.bypasses[number].iter().rev()),
            }
        }
        Some(steps)
    }
}

/// The weight of a walk. No bypass weighs more than the heaviest edge or less than the longest
/// duration taken back, however long it is, so a walk without repetition stays in range.
fn weight(network: &Network, hops: &[Hop], weights: &[i64]) -> i64 {
    let of = |hop: &Hop| match *hop {
        Hop::Step(step) => step.arc(network).map_or(0, |(_, _, weight)| weight),
        Hop::Bypass(number) => weights[number],
    };
    hops.iter().map(of).sum()
}
