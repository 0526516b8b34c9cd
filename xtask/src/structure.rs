//! `cargo xtask structure`: the map of docs/ARCHITECTURE.md as a check.
//!
//! It reads the `use` lines and paths of every source file and fails on an arrow that the map does not have, and on names that say nothing.

mod arrows;
mod names;
mod private_keys;
mod sizes;

use std::path::Path;

use crate::root;

/// A source file of the root crate or of a member.
struct Source {
    /// Path from the project's root, with slashes.
    path: String,
    text: String,
}

/// Runs every check and prints what is wrong; the largest files are listed in any case.
pub fn run() -> anyhow::Result<()> {
    let root = root()?;
    let sources = read(&root)?;
    let mut wrong = arrows::check(&sources);
    wrong.extend(arrows::check_members(&root)?);
    wrong.extend(private_keys::check(&sources));
    wrong.extend(private_keys::check_members(&root)?);
    wrong.extend(names::check(&sources));
    wrong.extend(sizes::check(&sources));
    sizes::list(&sources);
    for line in &wrong {
        eprintln!("structure: {line}");
    }
    anyhow::ensure!(
        wrong.is_empty(),
        "{} rule(s) of the house are broken",
        wrong.len()
    );
    println!(
        "structure: {} files, every arrow is on the map",
        sources.len()
    );
    Ok(())
}

fn read(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut folders = vec!["src", "federation", "domain", "xtask", "tests"]
        .into_iter()
        .map(|f| root.join(f))
        .collect::<Vec<_>>();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let shown = path
                    .strip_prefix(root)?
                    .to_string_lossy()
                    .replace('\\', "/");
                sources.push(Source {
                    path: shown,
                    text: std::fs::read_to_string(&path)?,
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// What cargo knows of the members.
fn metadata(root: &Path) -> anyhow::Result<serde_json::Value> {
    let out = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()?;
    Ok(serde_json::from_slice(&out.stdout)?)
}
