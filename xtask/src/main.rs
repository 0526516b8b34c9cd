//! House chores: `cargo xtask structure` checks the rules of the house, `cargo xtask bench` measures.

mod bench;
mod structure;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "House chores of musette")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Check who imports whom and how large files are (docs/ARCHITECTURE.md)
    Structure,
    /// Measure size and speed of the release binary, and write docs/BENCHMARKS.md
    Bench(bench::BenchArgs),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().chore {
        Chore::Structure => structure::run(),
        Chore::Bench(args) => bench::run(&args),
    }
}

/// The project's folder.
fn root() -> anyhow::Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map(Path::to_path_buf)
        .ok_or_else(|| anyhow::anyhow!("xtask has no parent folder"))
}
