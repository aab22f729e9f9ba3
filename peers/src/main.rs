//! Measures the `network` crate beside its yardstick, in one run, on the shared problems.
//!
//! `peers FOLDER` reads every instance in a folder (formats of `gen_stn.py` and `gen_stnu.py`),
//! compares each verdict with the `# expect` line, adds up every cycle, and prints a Markdown
//! table. The yardstick Y is petgraph's `bellman_ford` on the instance called [`YARDSTICK`],
//! measured again and again between the others, since the machine may be busy with other things.

mod check;
mod instance;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use instance::Instance;
use petgraph::algo::bellman_ford;
use petgraph::graph::{Graph, NodeIndex};

/// The file name of the yardstick's instance.
const YARDSTICK: &str = "p1-sparse-100000-consistent";

/// Every instance is run at least so often, and until so many seconds have passed.
const RUNS: usize = 5;
const MOST_RUNS: usize = 51;
const SECONDS: f64 = 0.25;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(folder), None) = (args.next(), args.next()) else {
        eprintln!("usage: peers FOLDER");
        return ExitCode::from(2);
    };
    match compare(Path::new(&folder)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// What is printed of an instance.
struct Row {
    name: String,
    nodes: usize,
    verdict: String,
    right: bool,
    seconds: Vec<f64>,
}

/// Whether every verdict and every cycle was right.
fn compare(folder: &Path) -> Result<bool, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    let yardstick = paths.iter().find(|path| path.ends_with(YARDSTICK));
    let yardstick = Instance::read(yardstick.ok_or(format!("no instance {YARDSTICK}"))?)?;
    let graph = petgraph_of(&yardstick);
    let mut yard = Vec::new();
    let mut rows = Vec::new();
    for path in &paths {
        yard.push(seconds(|| {
            bellman_ford(&graph, NodeIndex::new(yardstick.network.nodes())).is_ok()
        }));
        rows.push(measure(&Instance::read(path)?));
    }
    while yard.len() < RUNS {
        yard.push(seconds(|| {
            bellman_ford(&graph, NodeIndex::new(yardstick.network.nodes())).is_ok()
        }));
    }
    print(&rows, &mut yard);
    Ok(rows.iter().all(|row| row.right))
}

fn seconds<T>(task: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(task());
    start.elapsed().as_secs_f64()
}

/// The constraints as petgraph wants them: a source that reaches every node, floating weights.
fn petgraph_of(instance: &Instance) -> Graph<(), f64> {
    let nodes = instance.network.nodes();
    let mut graph = Graph::with_capacity(nodes + 1, instance.network.edges().len() + nodes);
    (0..=nodes).for_each(|_| {
        graph.add_node(());
    });
    for edge in instance.network.edges() {
        let (from, to) = (NodeIndex::new(edge.from()), NodeIndex::new(edge.to()));
        graph.add_edge(from, to, edge.weight() as f64);
    }
    for node in 0..nodes {
        graph.add_edge(NodeIndex::new(nodes), NodeIndex::new(node), 0.0);
    }
    graph
}

fn measure(instance: &Instance) -> Row {
    let mut row = Row {
        name: instance.name.clone(),
        nodes: instance.network.nodes(),
        verdict: String::new(),
        right: true,
        seconds: Vec::new(),
    };
    let start = Instant::now();
    while row.seconds.len() < RUNS
        || (row.seconds.len() < MOST_RUNS && start.elapsed().as_secs_f64() < SECONDS)
    {
        let (seconds, found) = if instance.uncertain {
            check::controllability(instance)
        } else {
            check::consistency(instance)
        };
        row.seconds.push(seconds);
        let verdict = found.as_ref().unwrap_or_else(|message| message);
        row.right &= found.is_ok() && verdict.split(',').next() == Some(&instance.expect);
        row.verdict = verdict.clone();
    }
    row
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

fn print(rows: &[Row], yard: &mut [f64]) {
    let unit = median(yard);
    println!(
        "Y = petgraph 0.8.3 bellman_ford on {YARDSTICK}: median {unit:.3} s of {} runs \
         ({:.3} to {:.3})\n",
        yard.len(),
        yard[0],
        yard[yard.len() - 1],
    );
    println!("| instance | nodes | verdict | right | runs | median s | Y / ours |");
    println!("|---|---|---|---|---|---|---|");
    for row in rows {
        let (runs, seconds) = (row.seconds.len(), median(&mut row.seconds.clone()));
        println!(
            "| {} | {} | {} | {} | {runs} | {seconds:.6} | {:.1} |",
            row.name,
            row.nodes,
            row.verdict,
            if row.right { "yes" } else { "NO" },
            unit / seconds,
        );
    }
}
