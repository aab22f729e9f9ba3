//! What holds for every network, tried on many.

mod oracle;

use network::{
    Edge, MAX_NODES, MAX_WEIGHT, NegativeCycle, Network, NetworkError, SemiReducibleCycle, Step,
    consistency, controllable,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Edges as from, to, weight, reduced to nodes that exist.
type Edges = Vec<(usize, usize, i64)>;
/// Links as activation, contingent, low, spread.
type Links = Vec<(usize, usize, i64, i64)>;

/// The network of some edges and links; what is refused is left out, and the laws that refuse
/// nothing are checked elsewhere.
fn build(nodes: usize, edges: &Edges, links: &Links) -> Network {
    let Ok(mut network) = Network::new(nodes) else {
        unreachable!("few nodes are never refused")
    };
    for &(from, to, weight) in edges {
        let _refused = network.add(from % nodes, to % nodes, weight);
    }
    for &(activation, contingent, low, spread) in links {
        let (from, to) = (activation % nodes, contingent % nodes);
        let _refused = network.add_contingent(from, to, low, low + spread);
    }
    network
}

fn edges(most: usize, weights: std::ops::Range<i64>) -> impl Strategy<Value = Edges> {
    prop::collection::vec((0usize..64, 0usize..64, weights), 0..most)
}

fn links(most: usize, low: std::ops::Range<i64>, spread: i64) -> impl Strategy<Value = Links> {
    prop::collection::vec((0usize..64, 0usize..64, low, 0..spread), 0..most)
}

/// A network that is consistent by construction: the nodes have hidden times, an edge leaves them
/// some slack, and a link leads from an earlier to a later node.
fn timed(times: &[i64], edges: &Edges, links: &Links) -> Network {
    let nodes = times.len();
    let between = |from: usize, to: usize| times[to % nodes] - times[from % nodes];
    let edges = edges
        .iter()
        .map(|&(from, to, slack)| (from, to, between(from, to) + slack));
    let links = links.iter().filter_map(|&(from, to, early, late)| {
        let low = (between(from, to) - early).max(0);
        (1..15)
            .contains(&between(from, to))
            .then_some((from, to, low, early + late))
    });
    build(nodes, &edges.collect(), &links.collect())
}

/// The sum of a closed walk, or why it is none.
fn closed_sum(network: &Network, steps: &[Step]) -> Result<i64, String> {
    let arcs: Option<Vec<_>> = steps.iter().map(|step| step.arc(network)).collect();
    let arcs = arcs.ok_or("a step names nothing")?;
    for (i, arc) in arcs.iter().enumerate() {
        if arcs[(i + 1) % arcs.len()].0 != arc.1 {
            return Err(format!(
                "{:?} does not end where the next step starts",
                steps[i]
            ));
        }
    }
    Ok(arcs.iter().map(|arc| arc.2).sum())
}

fn check_negative_cycle(network: &Network, cycle: &NegativeCycle) -> Result<(), String> {
    let sum = closed_sum(network, cycle.steps())?;
    if sum != cycle.weight() || sum >= 0 {
        return Err(format!(
            "the sum is {sum}, the cycle says {}",
            cycle.weight()
        ));
    }
    let starts = cycle
        .steps()
        .iter()
        .filter_map(|step| step.arc(network))
        .map(|arc| arc.0);
    if starts.collect::<BTreeSet<_>>().len() != cycle.steps().len() {
        return Err("a node occurs twice".into());
    }
    Ok(())
}

/// Closed, negative, and semi-reducible: behind every lower-case edge the weights add up to less
/// than nothing before the upper-case edge of the same link comes.
fn check_semi_reducible(network: &Network, cycle: &SemiReducibleCycle) -> Result<(), String> {
    let steps = cycle.steps(1 << 16).ok_or("too long to be written out")?;
    if cycle.length() != steps.len() as u64 {
        return Err("the length is wrong".into());
    }
    let sum = closed_sum(network, &steps)?;
    if sum != cycle.weight() || sum >= 0 {
        return Err(format!(
            "the sum is {sum}, the cycle says {}",
            cycle.weight()
        ));
    }
    for (i, &step) in steps.iter().enumerate() {
        let Step::Lower(link) = step else { continue };
        let certain = network.links()[link.index()];
        if certain.low() == certain.high() {
            continue;
        }
        let mut behind = 0;
        for next in steps.iter().cycle().skip(i + 1) {
            if *next == Step::Upper(link) {
                return Err(format!("{step:?} is followed by its own upper-case edge"));
            }
            behind += next.arc(network).ok_or("a step names nothing")?.2;
            if behind < 0 {
                break;
            }
        }
    }
    Ok(())
}

fn holds(times: &[i64], edge: &Edge) -> bool {
    times[edge.to()] - times[edge.from()] <= edge.weight()
}

fn check_consistency(network: &Network) -> Result<(), TestCaseError> {
    match consistency(network) {
        Ok(schedule) => {
            let times = schedule.times();
            prop_assert!(network.edges().iter().all(|edge| holds(times, edge)));
            for link in network.links() {
                let duration = times[link.contingent()] - times[link.activation()];
                prop_assert!((link.low()..=link.high()).contains(&duration));
            }
        }
        Err(cycle) => {
            let checked = check_negative_cycle(network, &cycle);
            prop_assert!(checked.is_ok(), "{checked:?} in {cycle:?}");
        }
    }
    Ok(())
}

/// The verdict, after the reason for a negative one is checked.
fn verdict(network: &Network) -> Result<bool, TestCaseError> {
    match controllable(network) {
        Ok(()) => Ok(true),
        Err(cycle) => {
            let checked = check_semi_reducible(network, &cycle);
            prop_assert!(checked.is_ok(), "{checked:?} in {cycle:?}");
            Ok(false)
        }
    }
}

/// All distances by Floyd and Warshall, or `None` if there is a negative cycle.
fn distances(network: &Network) -> Option<Vec<Vec<Option<i64>>>> {
    let n = network.nodes();
    let mut best: Vec<Vec<Option<i64>>> = vec![vec![None; n]; n];
    let links = network.links().iter().flat_map(|link| {
        let (from, to) = (link.activation(), link.contingent());
        [(from, to, link.high()), (to, from, -link.low())]
    });
    let edges = network
        .edges()
        .iter()
        .map(|edge| (edge.from(), edge.to(), edge.weight()));
    let selves = (0..n).map(|node| (node, node, 0));
    for (from, to, weight) in edges.chain(links).chain(selves) {
        let entry = &mut best[from][to];
        *entry = Some(entry.map_or(weight, |old| old.min(weight)));
    }
    for q in 0..n {
        for p in 0..n {
            for r in 0..n {
                if let (Some(first), Some(second)) = (best[p][q], best[q][r]) {
                    let entry = &mut best[p][r];
                    *entry = Some(entry.map_or(first + second, |old| old.min(first + second)));
                }
            }
        }
    }
    (0..n)
        .all(|node| best[node][node] == Some(0))
        .then_some(best)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn consistent_networks_have_a_schedule(
        nodes in 1usize..14, edges in edges(40, -8..24), links in links(3, 0..6, 6),
    ) {
        let network = build(nodes, &edges, &links);
        check_consistency(&network)?;
        prop_assert_eq!(consistency(&network).is_ok(), distances(&network).is_some());
    }

    #[test]
    fn times_are_distances_from_and_to_the_origin(
        nodes in 1usize..10, origin in 0usize..10,
        edges in edges(30, -3..24), links in links(3, 0..6, 6),
    ) {
        let network = build(nodes, &edges, &links);
        let origin = origin % nodes;
        if let (Ok(schedule), Some(best)) = (consistency(&network), distances(&network)) {
            prop_assert_eq!(schedule.latest(origin).unwrap(), best[origin].clone());
            let back: Vec<_> = best.iter().map(|row| row[origin].map(|time| -time)).collect();
            prop_assert_eq!(schedule.earliest(origin).unwrap(), back);
        }
    }

    #[test]
    fn extreme_weights_neither_wrap_nor_panic(
        nodes in 1usize..14,
        signs in prop::collection::vec((0usize..64, 0usize..64, -1i64..=1), 0..40),
        links in prop::collection::vec((0usize..64, 0usize..64), 0..3),
    ) {
        let edges = signs.iter().map(|&(from, to, sign)| (from, to, sign * MAX_WEIGHT)).collect();
        let links = links.iter().map(|&(from, to)| (from, to, 0, MAX_WEIGHT)).collect();
        let network = build(nodes, &edges, &links);
        check_consistency(&network)?;
        verdict(&network)?;
    }

    #[test]
    fn a_link_that_cannot_vary_is_two_edges(
        nodes in 2usize..9, edges in edges(16, -6..14), links in links(3, 0..6, 1),
    ) {
        let network = build(nodes, &edges, &links);
        prop_assert_eq!(verdict(&network)?, consistency(&network).is_ok());
    }

    #[test]
    fn controllable_networks_are_consistent(
        nodes in 2usize..12, edges in edges(24, -6..16), links in links(5, 0..6, 6),
    ) {
        let network = build(nodes, &edges, &links);
        if verdict(&network)? {
            prop_assert!(consistency(&network).is_ok());
        }
    }

    #[test]
    fn controllability_agrees_with_closing_a_matrix(
        nodes in 2usize..12, edges in edges(24, -6..18), links in links(6, 0..6, 6),
    ) {
        let network = build(nodes, &edges, &links);
        prop_assert_eq!(verdict(&network)?, oracle::matrix(&network));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn controllability_agrees_with_closing_a_matrix_where_links_follow_each_other(
        times in prop::collection::vec(0i64..30, 4..20),
        slack in 1i64..25, edges in edges(48, 0..25), links in links(14, 0..3, 5),
    ) {
        let edges = edges.iter().map(|&(from, to, weight)| (from, to, weight % slack)).collect();
        let network = timed(&times, &edges, &links);
        prop_assert!(consistency(&network).is_ok());
        prop_assert_eq!(verdict(&network)?, oracle::matrix(&network));
    }
}

/// The last hour of the game.
const LAST: i64 = 9;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn controllability_agrees_with_a_brute_force_oracle(
        nodes in 3usize..7, edges in edges(6, -4..7), links in links(4, 1..3, 4),
    ) {
        let mut network = build(nodes, &edges, &links);
        if network.links().len() > 3 || network.links().iter().any(|link| link.contingent() == 0) {
            return Ok(());
        }
        for node in 1..nodes {
            network.add(node, 0, 0).unwrap();
            network.add(0, node, LAST).unwrap();
        }
        let wins = oracle::game(&network, LAST);
        prop_assert_eq!(verdict(&network)?, wins);
        prop_assert_eq!(oracle::matrix(&network), wins);
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(
        Network::new(MAX_NODES + 1).err(),
        Some(NetworkError::TooManyNodes {
            nodes: MAX_NODES + 1
        })
    );
    let mut network = Network::new(3).unwrap();
    let beyond = NetworkError::WeightOutOfRange { weight: i64::MIN };
    assert_eq!(network.add(0, 1, i64::MIN), Err(beyond));
    assert_eq!(
        network.add(0, 3, 1),
        Err(NetworkError::NoSuchNode { node: 3, nodes: 3 })
    );
    let empty = NetworkError::EmptyDuration { low: 3, high: 2 };
    assert_eq!(network.add_contingent(0, 1, 3, 2), Err(empty));
    assert_eq!(
        network.add_contingent(0, 1, -1, 2),
        Err(NetworkError::NegativeLow { low: -1 })
    );
    assert_eq!(
        network.add_contingent(1, 1, 1, 2),
        Err(NetworkError::OwnActivation { node: 1 })
    );
    network.add_contingent(0, 1, 1, 2).unwrap();
    let shared = NetworkError::SharedContingent { node: 1 };
    assert_eq!(network.add_contingent(2, 1, 1, 2), Err(shared));
    assert_eq!(network.links().len(), 1);
    assert!(consistency(&network).unwrap().latest(3).is_err());
}

#[test]
fn networks_without_nodes_or_constraints_are_fine() {
    for nodes in [0, 1, 5] {
        let network = Network::new(nodes).unwrap();
        assert_eq!(consistency(&network).unwrap().times().len(), nodes);
        assert_eq!(controllable(&network), Ok(()));
    }
}
