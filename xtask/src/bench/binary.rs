//! The release binary, without PostgreSQL, and its size.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

use super::Bench;
use super::figures::Table;

/// Megabytes the binary may have.
const GOAL_MB: f64 = 30.0;

/// Builds this program with optimisation and runs it with the same arguments.
pub fn again_with_optimisation() -> anyhow::Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(std::env::args_os().skip(1))
        .current_dir(crate::root()?)
        .status()
        .context("cargo cannot be started")?;
    anyhow::ensure!(status.success(), "the measurement ended with {status}");
    Ok(())
}

/// Builds the binary, with PostgreSQL if that is to be measured; returns where it is.
pub fn build(root: &Path, postgres: bool) -> anyhow::Result<PathBuf> {
    eprintln!("building the release binary …");
    let out = Command::new(env!("CARGO"))
        .args([
            "build",
            "--release",
            "--package",
            "musette",
            "--bin",
            "musette",
        ])
        .args(if postgres {
            &["--features", "postgres"] as &[&str]
        } else {
            &[]
        })
        .arg("--message-format=json-render-diagnostics")
        .current_dir(root)
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo cannot be started")?;
    anyhow::ensure!(out.status.success(), "the release build failed");
    String::from_utf8_lossy(&out.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| {
            message.pointer("/target/name").and_then(Value::as_str) == Some("musette")
        })
        .find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .context("cargo did not say where the binary is")
}

/// The size of the binary.
pub fn size(bench: &Bench) -> anyhow::Result<String> {
    let bytes = std::fs::metadata(&bench.binary)?.len();
    let megabytes = bytes as f64 / 1e6;
    let mut table = Table::new(&["", "measured", "goal"]);
    table.row([
        if bench.postgres.is_some() {
            "release binary with PostgreSQL (stripped)".into()
        } else {
            "release binary without PostgreSQL (stripped)".into()
        },
        format!("{megabytes:.1} MB"),
        format!("< {GOAL_MB:.0} MB"),
    ]);
    Ok(table.to_string())
}
