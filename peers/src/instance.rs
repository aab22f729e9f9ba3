//! Reads the instances of `gen_stn.py` and `gen_stnu.py`.

use std::path::Path;

use network::Network;

/// A network and what is known of it.
pub struct Instance {
    /// The file name.
    pub name: String,
    pub network: Network,
    /// Whether the question is controllability, else consistency.
    pub uncertain: bool,
    /// The word behind `# expect`.
    pub expect: String,
}

impl Instance {
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(path).map_err(|e| format!("{name}: {e}"))?;
        Self::parse(name.clone(), &text).map_err(|message| format!("{name}: {message}"))
    }

    fn parse(name: String, text: &str) -> Result<Self, String> {
        let mut instance = Self {
            name,
            network: new_network(0)?,
            uncertain: false,
            expect: String::new(),
        };
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            if word == "#" {
                instance.expect = rest.trim_start_matches("expect ").to_owned();
                continue;
            }
            let numbers: Result<Vec<i64>, _> =
                rest.split_ascii_whitespace().map(str::parse).collect();
            let numbers = numbers.map_err(|e| format!("{line}: {e}"))?;
            let added = match (word, numbers.as_slice()) {
                ("stn" | "stnu", &[nodes, ..]) => {
                    instance.uncertain = word == "stnu";
                    instance.network = new_network(nodes)?;
                    Ok(())
                }
                ("e", &[from, to, weight]) => instance
                    .network
                    .add(from as usize, to as usize, weight)
                    .map(|_| ()),
                ("c", &[activation, contingent, low, high]) => instance
                    .network
                    .add_contingent(activation as usize, contingent as usize, low, high)
                    .map(|_| ()),
                _ => return Err(format!("{line}: not understood")),
            };
            added.map_err(|e| format!("{line}: {e}"))?;
        }
        Ok(instance)
    }
}

fn new_network(nodes: i64) -> Result<Network, String> {
    Network::new(nodes as usize).map_err(|e| e.to_string())
}
