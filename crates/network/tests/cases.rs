//! Single networks, each kept for what it once showed or for what a reader can learn from it.

use network::{Hop, Network, Step, consistency, controllable};

type Built = Result<Network, network::NetworkError>;

fn network(
    nodes: usize,
    edges: &[(usize, usize, i64)],
    links: &[(usize, usize, i64, i64)],
) -> Built {
    let mut network = Network::new(nodes)?;
    for &(from, to, weight) in edges {
        network.add(from, to, weight)?;
    }
    for &(activation, contingent, low, high) in links {
        network.add_contingent(activation, contingent, low, high)?;
    }
    Ok(network)
}

/// Something has to start at least 1 before a delivery that arrives when it will.
#[test]
fn what_must_come_before_a_surprise_cannot() {
    let network = network(3, &[(1, 2, -1), (2, 1, 3)], &[(0, 1, 2, 9)]).unwrap();
    assert!(consistency(&network).is_ok());
    let cycle = controllable(&network).unwrap_err();
    assert!(cycle.weight() < 0);
    let steps = cycle.steps(100).unwrap();
    assert!(steps.iter().any(|step| matches!(step, Step::Upper(_))));
}

/// Something has to start at most 3 after a delivery: wait for it.
#[test]
fn what_may_come_after_a_surprise_can() {
    let network = network(3, &[(1, 2, 3), (2, 1, 0)], &[(0, 1, 2, 9)]).unwrap();
    assert_eq!(controllable(&network), Ok(()));
}

/// Two deliveries that each have to be ordered once the other's arrival is near.
#[test]
fn two_surprises_that_wait_for_each_other_cannot() {
    let edges = [(0, 3, 1), (2, 1, 1)];
    let network = network(4, &edges, &[(0, 1, 1, 5), (2, 3, 1, 5)]).unwrap();
    assert!(consistency(&network).is_ok());
    let cycle = controllable(&network).unwrap_err();
    assert!(cycle.length() >= 4);
}

/// A deadline one short of the worst case of two links in a row, reached by way of a bypass.
#[test]
fn a_deadline_is_told_with_the_links_it_runs_through() {
    let edges = [(1, 2, 0), (2, 1, 0), (0, 4, 11), (4, 3, 0), (3, 4, 0)];
    let links = [(0, 1, 1, 5), (2, 3, 2, 7)];
    let cycle = controllable(&network(5, &edges, &links).unwrap()).unwrap_err();
    assert_eq!(cycle.weight(), -1);
    let steps = cycle.steps(100).unwrap();
    assert_eq!(
        steps
            .iter()
            .filter(|step| matches!(step, Step::Upper(_)))
            .count(),
        2
    );
    let known = |hop: &Hop| matches!(*hop, Hop::Bypass(number) if number < cycle.bypasses().len());
    assert!(
        cycle
            .hops()
            .iter()
            .all(|hop| matches!(hop, Hop::Step(_)) || known(hop))
    );
    let relaxed = [(1, 2, 0), (2, 1, 0), (0, 4, 12), (4, 3, 0), (3, 4, 0)];
    assert_eq!(controllable(&network(5, &relaxed, &links).unwrap()), Ok(()));
}

/// Taking over what a later link walked must not hide the way back to that link's own start.
#[test]
fn a_link_that_starts_another_is_not_hidden_by_it() {
    let edges = [(3, 4, 7), (5, 0, 7), (4, 3, -4)];
    let links = [(1, 5, 2, 7), (0, 2, 2, 7), (5, 0, 3, 5), (5, 4, 2, 4)];
    assert!(controllable(&network(6, &edges, &links).unwrap()).is_err());
}

/// Nor the lower-case edge of a link that is taken over twice removed.
#[test]
fn a_link_taken_over_by_way_of_another_still_reduces() {
    let edges = [(7, 9, 42), (9, 0, -32), (0, 10, 10), (1, 2, 3), (10, 2, 11)];
    let links = [
        (1, 9, 10, 14),
        (13, 2, 7, 9),
        (7, 3, 1, 5),
        (11, 1, 2, 5),
        (3, 13, 7, 13),
    ];
    assert!(controllable(&network(14, &edges, &links).unwrap()).is_err());
}

/// Long chains must not exhaust the stack, nor take more than a moment.
#[test]
fn long_chains_are_walked_without_recursion() {
    let links = 10_000;
    let mut network = Network::new(2 * links + 1).unwrap();
    for i in 0..links {
        network.add_contingent(2 * i, 2 * i + 1, 1, 3).unwrap();
        network.add(2 * i + 1, 2 * i + 2, 2).unwrap();
        network.add(2 * i + 2, 2 * i + 1, 0).unwrap();
    }
    assert_eq!(controllable(&network), Ok(()));
    let last = 2 * links;
    network.add(0, last, 3 * links as i64 - 1).unwrap();
    let cycle = controllable(&network).unwrap_err();
    assert_eq!(cycle.weight(), -1);
    assert_eq!(cycle.length(), 2 * links as u64 + 1);
    network.add(last, 0, -5 * links as i64).unwrap();
    assert_eq!(
        consistency(&network).unwrap_err().weight(),
        -1 - 2 * links as i64
    );
}
