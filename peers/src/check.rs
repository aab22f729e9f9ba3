//! Asks the crate, and believes nothing it says: times are put into every constraint, cycles are
//! walked and added up.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use network::{Network, Step};

use crate::instance::Instance;

/// A reason of more steps than this is not written out.
const MOST_STEPS: usize = 1 << 20;

/// The seconds it took, and the verdict with what is known of its reason, or what is wrong.
pub type Answer = (f64, Result<String, String>);

pub fn consistency(instance: &Instance) -> Answer {
    let network = &instance.network;
    let start = Instant::now();
    let answer = black_box(network::consistency(network));
    let seconds = start.elapsed().as_secs_f64();
    let found = match answer {
        Ok(schedule) => {
            let times = schedule.times();
            let holds =
                |edge: &network::Edge| times[edge.to()] - times[edge.from()] <= edge.weight();
            if network.edges().iter().all(holds) {
                Ok("consistent".to_owned())
            } else {
                Err("the times break an edge".to_owned())
            }
        }
        Err(cycle) => closed(network, cycle.steps()).and_then(|(nodes, sum)| {
            if nodes < cycle.steps().len() {
                return Err("the cycle is not simple".to_owned());
            }
            negative(sum, cycle.weight())?;
            Ok(format!(
                "inconsistent, {} steps, {sum}",
                cycle.steps().len()
            ))
        }),
    };
    (seconds, found)
}

pub fn controllability(instance: &Instance) -> Answer {
    let network = &instance.network;
    let start = Instant::now();
    let answer = black_box(network::controllable(network));
    let seconds = start.elapsed().as_secs_f64();
    let found = match answer {
        Ok(()) => Ok("dc".to_owned()),
        Err(cycle) => match cycle.steps(MOST_STEPS) {
            None => Err(format!("a reason of {} steps, not checked", cycle.length())),
            Some(steps) => closed(network, &steps).and_then(|(_, sum)| {
                negative(sum, cycle.weight())?;
                semi_reducible(network, &steps)?;
                Ok(format!("notdc, {} steps, {sum}", steps.len()))
            }),
        },
    };
    (seconds, found)
}

/// The number of different nodes of a closed walk, and its sum.
fn closed(network: &Network, steps: &[Step]) -> Result<(usize, i64), String> {
    let arcs: Option<Vec<_>> = steps.iter().map(|step| step.arc(network)).collect();
    let arcs = arcs.ok_or("a step names nothing")?;
    let next = arcs.iter().cycle().skip(1);
    if arcs.iter().zip(next).any(|(arc, next)| arc.1 != next.0) {
        return Err("the walk has a gap".to_owned());
    }
    let nodes: BTreeSet<usize> = arcs.iter().map(|arc| arc.0).collect();
    Ok((nodes.len(), arcs.iter().map(|arc| arc.2).sum()))
}

fn negative(sum: i64, said: i64) -> Result<(), String> {
    if sum < 0 && sum == said {
        Ok(())
    } else {
        Err(format!("the sum is {sum}, not {said}"))
    }
}

/// Behind every lower-case edge the weights fall below zero before the upper-case edge of the
/// same link comes.
fn semi_reducible(network: &Network, steps: &[Step]) -> Result<(), String> {
    for (i, &step) in steps.iter().enumerate() {
        let Step::Lower(link) = step else { continue };
        let mut behind = 0;
        for next in steps.iter().cycle().skip(i + 1) {
            if *next == Step::Upper(link) {
                return Err("a lower-case edge does not reduce".to_owned());
            }
            behind += next.arc(network).map_or(0, |arc| arc.2);
            if behind < 0 {
                break;
            }
        }
    }
    Ok(())
}
