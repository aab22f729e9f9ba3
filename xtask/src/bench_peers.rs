//! `bench-peers`: generates the shared problems and measures us beside our yardstick.
//!
//! The generators are Python programs outside this repository, so that everybody who compares
//! uses the same ones. Heavy, and not part of continuous integration.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "usage: bench-peers [--peers FOLDER]

  --peers FOLDER  where gen_stn.py and gen_stnu.py are (../shared/peers)";

/// Runs `bench-peers`: generates every instance into a temporary folder, then builds and runs the
/// workspace in `peers/`, which prints the table. Fails if a verdict or a reason is wrong.
pub fn run(args: &[String]) -> ExitCode {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let generators = match words.as_slice() {
        [] => PathBuf::from("../shared/peers"),
        ["--peers", folder] => PathBuf::from(folder),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let folder = std::env::temp_dir().join(format!("servanda-peers-{}", std::process::id()));
    let done = generate(&generators, &folder).and_then(|()| compare(&folder));
    // A folder that stays behind does no harm.
    let _ = std::fs::remove_dir_all(&folder);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn generate(generators: &Path, folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for instance in instances() {
        let script = generators.join(instance.script);
        let mut command = Command::new("python3");
        command
            .arg(script)
            .args(&instance.options)
            .arg("-o")
            .arg(folder.join(&instance.name));
        succeed(&mut command, &instance.name)?;
    }
    Ok(())
}

fn compare(folder: &Path) -> Result<(), String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers/Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--release", "--quiet", "--locked", "--manifest-path"]);
    command.arg(manifest).arg("--").arg(folder);
    succeed(&mut command, "the comparison")
}

fn succeed(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{what}: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{what}: {status}"))
    }
}

/// An instance to be generated.
struct Instance {
    name: String,
    script: &'static str,
    options: Vec<String>,
}

impl Instance {
    fn new(name: String, script: &'static str, nodes: u32, options: &str) -> Self {
        let options = format!("--n {nodes} {options}");
        let options = options.split_whitespace().map(str::to_owned).collect();
        Self {
            name,
            script,
            options,
        }
    }
}

/// The shared problems P1 and P2, in the sizes that are told apart.
fn instances() -> Vec<Instance> {
    let mut all = Vec::new();
    for family in ["chain", "sparse"] {
        for nodes in [1_000, 10_000, 100_000] {
            for (verdict, flag) in [("consistent", ""), ("inconsistent", "--inconsistent")] {
                let name = format!("p1-{family}-{nodes:06}-{verdict}");
                let options = format!("--family {family} --seed 1 {flag}");
                all.push(Instance::new(name, "gen_stn.py", nodes, &options));
            }
        }
    }
    // How soon a planted cycle shows is a matter of luck.
    for family in ["chain", "sparse"] {
        for seed in 2..=5 {
            let name = format!("p1-{family}-100000-inconsistent-seed{seed}");
            let options = format!("--family {family} --seed {seed} --inconsistent");
            all.push(Instance::new(name, "gen_stn.py", 100_000, &options));
        }
    }
    let mut uncertain = |kind: &str, nodes: u32, verdict: &str, seed: u32| {
        let phase = if kind == "hard" { nodes } else { 100 };
        let flag = if verdict == "notdc" { "--notdc" } else { "" };
        let name = format!("p2-{kind}-{nodes:06}-{verdict}-seed{seed}");
        let options = format!("--phase {phase} --seed {seed} {flag}");
        all.push(Instance::new(name, "gen_stnu.py", nodes, &options));
    };
    for verdict in ["dc", "notdc"] {
        for nodes in [1_000, 5_000, 10_000] {
            uncertain("phased", nodes, verdict, 1);
        }
        for nodes in [500, 1_000, 2_000] {
            uncertain("hard", nodes, verdict, 1);
        }
    }
    uncertain("phased", 100_000, "dc", 1);
    // Neighbours of 5,000 nodes with seed 1, which is refuted before uncertainty comes in.
    for (nodes, seed) in [(5_000, 2), (5_000, 3), (4_900, 1), (5_100, 1)] {
        uncertain("phased", nodes, "notdc", seed);
    }
    all
}
