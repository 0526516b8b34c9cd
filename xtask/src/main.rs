//! House chores: `cargo xtask structure` checks the rules of the house, `cargo xtask bench` measures.

mod structure;

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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().chore {
        Chore::Structure => structure::run(),
    }
}
