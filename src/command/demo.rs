//! `musette demo`: two co-ops in one process, Vaduz and Schaan, that know each other only by signed HTTP.

pub mod cast;
pub mod drawing;
pub mod fill;
pub mod folder;
pub mod meet;
pub mod play;
pub mod specials;
pub mod told;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::app::Clock;
use crate::app::clock::WallClock;
use crate::command::instance::{self, RunningInstance};
use crate::command::{logging, serve};
use crate::config::log::Log;
use cast::CAST;
use folder::{Folder, Server};

/// `musette demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// The folder for both co-ops' data; ./musette-demo without it, a temporary one for --play.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The two ports, 7101,7102 without it; 0 takes any that is free. They stay the same at the next start.
    #[arg(long, value_name = "A,B", value_parser = parse_ports)]
    pub ports: Option<[u16; 2]>,
    /// A PostgreSQL server, postgres://USER:PASSWORD@HOST: makes the databases musette_vaduz and musette_schaan there.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Play a Friday evening through the public pages, print each order's way, and end.
    #[arg(long)]
    pub play: bool,
    /// What is logged, such as `info` or `musette=debug`.
    #[arg(long, default_value = "warn")]
    pub log: String,
}

fn parse_ports(typed: &str) -> Result<[u16; 2], String> {
    let bad = || "write two ports, such as --ports 7101,7102 (0 takes any that is free)".to_owned();
    let (a, b) = typed.split_once(',').ok_or_else(bad)?;
    let port = |text: &str| text.trim().parse::<u16>().map_err(|_| bad());
    let ports = [port(a)?, port(b)?];
    if ports[0] == ports[1] && ports[0] != 0 {
        return Err("the two ports must not be the same".into());
    }
    Ok(ports)
}

/// Runs the demo until Ctrl-C, or plays its evening.
pub async fn run(args: DemoArgs) -> anyhow::Result<ExitCode> {
    logging::begin(&Log {
        level: args.log.clone(),
        ..Log::default()
    });
    if args.play {
        return play::run(&args).await;
    }
    let data = args.data.clone().unwrap_or_else(|| "musette-demo".into());
    let server = args.database.clone().map(|url| Server {
        url,
        suffix: String::new(),
    });
    let folder = Folder::open(data, args.ports, server.as_ref()).await?;
    let pair = start(&folder, Arc::new(WallClock)).await?;
    print!("{}", told::table(&folder, &pair));
    serve::stop_signal().await?;
    println!("Stopping; `musette demo` goes on where it was.");
    stop(pair).await;
    Ok(ExitCode::SUCCESS)
}

/// Both instances, in the order of [`CAST`].
pub type Pair = [RunningInstance; 2];

/// Starts both, fills what is empty, and lets them find each other.
pub async fn start(folder: &Folder, clock: Arc<dyn Clock>) -> anyhow::Result<Pair> {
    let [vaduz, schaan] = CAST;
    let first = open(folder, vaduz, 0, Arc::clone(&clock)).await?;
    let second = open(folder, schaan, 1, clock).await?;
    let pair = [first.run().await?, second.run().await?];
    meet::each_other(&pair).await?;
    for running in &pair {
        specials::of_today(&running.app).await?;
    }
    Ok(pair)
}

/// Makes one co-op ready to answer: database, map, co-op, people, restaurants.
async fn open(
    folder: &Folder,
    cast: &'static cast::CoopCast,
    which: usize,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<instance::Prepared> {
    let (listener, config) = folder.take(which)?;
    crate::store::create::create(&config.database.place)?;
    folder.import_map(&config, cast).await?;
    let prepared = instance::prepare(listener, config, clock).await?;
    fill::once(&prepared.app, cast).await?;
    Ok(prepared)
}

/// Stops both.
pub async fn stop(pair: Pair) {
    let [first, second] = pair;
    tokio::join!(first.stop(), second.stop());
}

#[cfg(test)]
mod tests;
