//! Two ways to decide dynamic controllability that share nothing with the crate.
//!
//! [`game`] plays it out: at every whole hour nature says which durations end, then the agent says
//! which of its nodes happen now. It is a definition rather than an algorithm, and so slow that
//! only a handful of nodes within a dozen hours can be asked about. Whole hours are enough, because
//! with whole bounds both nature's refutation and the agent's earliest strategy use whole times.
//!
//! [`matrix`] closes a dense matrix under the five reductions of Morris and Muscettola (2005,
//! "Temporal dynamic controllability revisited"): no potential, no order, no shortcuts.

use std::collections::BTreeMap;

use network::Network;

/// Whether the agent wins the game. Node 0 happens at hour 0; the network itself must say that
/// every node happens in hours `0..=last`.
pub fn game(network: &Network, last: i64) -> bool {
    let mut times = vec![None; network.nodes()];
    times[0] = Some(0);
    Game {
        network,
        last,
        known: BTreeMap::new(),
    }
    .agent_wins(0, &times)
}

type Times = Vec<Option<i64>>;

struct Game<'a> {
    network: &'a Network,
    last: i64,
    known: BTreeMap<(i64, Times), bool>,
}

impl Game<'_> {
    /// Whether the agent wins from `hour` on, before nature has moved in that hour.
    fn agent_wins(&mut self, hour: i64, times: &Times) -> bool {
        if times.iter().all(Option::is_some) {
            return true;
        }
        if hour > self.last {
            return false;
        }
        let key = (hour, times.clone());
        if let Some(&wins) = self.known.get(&key) {
            return wins;
        }
        let choices = self.choices_of_nature(hour, times);
        let wins = choices.iter().all(|choice| self.answers(hour, choice));
        self.known.insert(key, wins);
        wins
    }

    /// Every set of durations that may end now and contains all that must.
    fn choices_of_nature(&self, hour: i64, times: &Times) -> Vec<Times> {
        let mut choices = vec![times.clone()];
        for link in self.network.links() {
            let Some(start) = times[link.activation()] else {
                continue;
            };
            if times[link.contingent()].is_some() || hour - start < link.low() {
                continue;
            }
            let mut ended = choices.clone();
            ended
                .iter_mut()
                .for_each(|times| times[link.contingent()] = Some(hour));
            if hour - start < link.high() {
                ended.extend(choices);
            }
            choices = ended;
        }
        choices
    }

    /// Whether some set of the agent's own nodes can happen now and the game be won.
    fn answers(&mut self, hour: i64, times: &Times) -> bool {
        let ends = |node| {
            self.network
                .links()
                .iter()
                .any(|link| link.contingent() == node)
        };
        let own: Vec<usize> = (0..times.len())
            .filter(|&node| times[node].is_none() && !ends(node))
            .collect();
        (0..1u32 << own.len()).any(|set| {
            let mut times = times.clone();
            for (bit, &node) in own.iter().enumerate() {
                if set & (1 << bit) != 0 {
                    times[node] = Some(hour);
                }
            }
            self.may_hold(hour, &times) && self.agent_wins(hour + 1, &times)
        })
    }

    /// Whether no edge has failed yet, given that what has not happened is later than `hour`.
    fn may_hold(&self, hour: i64, times: &Times) -> bool {
        self.network
            .edges()
            .iter()
            .all(|edge| match (times[edge.from()], times[edge.to()]) {
                (Some(from), Some(to)) => to - from <= edge.weight(),
                (Some(from), None) => hour < from + edge.weight(),
                (None, _) => true,
            })
    }
}

/// Whether closing the matrix finds no contradiction.
pub fn matrix(network: &Network) -> bool {
    let mut matrix = Matrix::new(network);
    // A closed matrix is reached within as many rounds as there are entries, or never (theorem 3
    // of the paper).
    let rounds = network.nodes() * (network.nodes() + network.links().len()) + 1;
    for _ in 0..rounds {
        let changed = matrix.round();
        if matrix.contradicts() {
            return false;
        }
        if !changed {
            return true;
        }
    }
    false
}

/// So large that sums of two stay in range and no network here comes near.
const FAR: i64 = 1 << 40;

struct Matrix<'a> {
    network: &'a Network,
    /// `edge[p][q]`: `t_q - t_p` is at most this.
    edge: Vec<Vec<i64>>,
    /// `wait[p][l]`: an upper-case edge from `p` to the activation of link `l`.
    wait: Vec<Vec<i64>>,
}

impl<'a> Matrix<'a> {
    fn new(network: &'a Network) -> Self {
        let (n, k) = (network.nodes(), network.links().len());
        let mut edge = vec![vec![FAR; n]; n];
        let mut wait = vec![vec![FAR; k]; n];
        for (p, row) in edge.iter_mut().enumerate() {
            row[p] = 0;
        }
        let mut bound = |p: usize, q: usize, weight: i64| edge[p][q] = edge[p][q].min(weight);
        for e in network.edges() {
            bound(e.from(), e.to(), e.weight());
        }
        for (number, link) in network.links().iter().enumerate() {
            bound(link.activation(), link.contingent(), link.high());
            bound(link.contingent(), link.activation(), -link.low());
            wait[link.contingent()][number] = -link.high();
        }
        Self {
            network,
            edge,
            wait,
        }
    }

    /// Applies every reduction everywhere once; whether anything changed.
    fn round(&mut self) -> bool {
        let before = (self.edge.clone(), self.wait.clone());
        let n = self.network.nodes();
        for q in 0..n {
            for p in 0..n {
                let step = self.edge[p][q];
                if step >= FAR {
                    continue;
                }
                for r in 0..n {
                    self.edge[p][r] = self.edge[p][r].min(step + self.edge[q][r]);
                }
                for l in 0..self.network.links().len() {
                    self.wait[p][l] = self.wait[p][l].min(step + self.wait[q][l]);
                }
            }
        }
        for (number, link) in self.network.links().iter().enumerate() {
            let (from, by) = (link.activation(), link.contingent());
            for q in 0..n {
                if self.edge[by][q] < 0 {
                    self.edge[from][q] = self.edge[from][q].min(link.low() + self.edge[by][q]);
                }
            }
            for other in (0..self.network.links().len()).filter(|&other| other != number) {
                if self.wait[by][other] < 0 {
                    let weight = link.low() + self.wait[by][other];
                    self.wait[from][other] = self.wait[from][other].min(weight);
                }
            }
            for p in (0..n).filter(|&p| p != by) {
                if self.wait[p][number] < FAR / 2 {
                    let weight = self.wait[p][number].max(-link.low());
                    self.edge[p][from] = self.edge[p][from].min(weight);
                }
            }
        }
        before != (self.edge.clone(), self.wait.clone())
    }

    fn contradicts(&self) -> bool {
        let links = self.network.links().iter().enumerate();
        let mut waits = links.map(|(number, link)| self.wait[link.activation()][number]);
        waits.any(|wait| wait < 0) || (0..self.network.nodes()).any(|p| self.edge[p][p] < 0)
    }
}
