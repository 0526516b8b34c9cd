//! `cargo xtask bench`: the figures of docs/BENCHMARKS.md, measured on the release binary as people run it.
//!
//! The server is a process of its own on loopback; this program is the load and the other servers. It builds itself anew with optimisation first, because a
//! slow load generator measures itself.

mod actors;
mod binary;
mod database;
mod demo_data;
mod discover;
mod disk;
mod fan_out;
mod figures;
mod first_contact;
mod http;
mod idle;
mod inbox;
mod letters;
mod load;
mod machine;
mod many_hosts;
mod page;
mod process;
mod queue;
mod server;
mod start;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

/// What `cargo xtask bench` takes.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// What to measure; everything if nothing is named
    what: Vec<What>,
    /// Fewer and shorter runs, to see that it works; docs/BENCHMARKS.md stays as it is
    #[arg(long)]
    quick: bool,
    /// A PostgreSQL server to measure on as well; its databases musette_vaduz and musette_schaan are made anew
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// A release binary that is there already, instead of building one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

/// A thing to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The release binary's size
    Size,
    /// Memory and processor time of an instance that nobody uses
    Idle,
    /// From the start of the program to its first answer
    Start,
    /// The discover page at 200 requests a second
    Discover,
    /// Signed activities to the shared inbox
    Inbox,
    /// The same on PostgreSQL
    InboxPostgres,
    /// Activities by actors that nobody has heard of
    FirstContact,
    /// Many messages to many hosts, and one to slow ones
    FanOut,
    /// Everything beside a million messages that wait for a dead host
    Queue,
}

impl What {
    /// The name between the markers of docs/BENCHMARKS.md.
    const fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Idle => "idle",
            Self::Start => "start",
            Self::Discover => "discover",
            Self::Inbox => "inbox",
            Self::InboxPostgres => "inbox-postgres",
            Self::FirstContact => "first-contact",
            Self::FanOut => "fan-out",
            Self::Queue => "queue",
        }
    }
}

/// What every measurement needs.
struct Bench {
    root: PathBuf,
    binary: PathBuf,
    quick: bool,
    postgres: Option<String>,
}

impl Bench {
    /// How often something is measured.
    const fn runs(&self, usual: usize) -> usize {
        if self.quick { 1 } else { usual }
    }

    /// Where the data of the measured instances lies: on the disk that is measured, below the target folder.
    fn folder(&self) -> anyhow::Result<PathBuf> {
        let target = self
            .binary
            .parent()
            .and_then(|release| release.parent())
            .context("the binary lies in no target folder")?;
        Ok(target.join("bench"))
    }
}

/// Builds, measures, prints, and writes the page.
pub fn run(args: &BenchArgs) -> anyhow::Result<()> {
    if cfg!(debug_assertions) {
        return binary::again_with_optimisation();
    }
    let root = crate::root()?;
    let binary = match &args.binary {
        Some(binary) => std::path::absolute(binary)?,
        None => binary::build(&root, args.postgres.is_some())?,
    };
    let bench = Bench {
        root,
        binary,
        quick: args.quick,
        postgres: args.postgres.clone(),
    };
    let all = What::value_variants();
    let wanted = if args.what.is_empty() {
        all
    } else {
        &args.what
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut sections = vec![("machine", machine::describe())];
    for what in all.iter().filter(|what| wanted.contains(what)) {
        println!("\n== {}", what.name());
        let table = runtime
            .block_on(measure(&bench, *what))
            .with_context(|| format!("measuring `{}`", what.name()))?;
        println!("{table}");
        sections.push((what.name(), table));
    }
    if bench.quick {
        println!("docs/BENCHMARKS.md stays as it is (--quick)");
        return Ok(());
    }
    page::write(&bench.root, &sections)
}

async fn measure(bench: &Bench, what: What) -> anyhow::Result<String> {
    match what {
        What::Size => binary::size(bench),
        What::Idle => idle::measure(bench).await,
        What::Start => start::measure(bench).await,
        What::Discover => discover::measure(bench).await,
        What::Inbox => inbox::measure(bench).await,
        What::InboxPostgres => inbox::measure_postgres(bench).await,
        What::FirstContact => first_contact::measure(bench).await,
        What::FanOut => fan_out::measure(bench).await,
        What::Queue => queue::measure(bench).await,
    }
}
