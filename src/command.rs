//! The commands of the binary. Here everything is wired together; errors are sentences for whoever typed the command.

pub mod admin;
pub mod conformance;
pub mod coop;
pub mod demo;
pub mod doctor;
pub mod export;
pub mod import;
pub mod init;
pub mod instance;
pub mod logging;
pub mod migrate;
pub mod prompt;
pub mod serve;
pub mod settings;
pub mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use musette_domain::Instant;

use crate::app::Clock;
use settings::SettingsArgs;

/// Software for bike-courier co-ops: each co-op its own instance, federated over ActivityPub.
#[derive(Debug, Parser)]
#[command(
    name = "musette",
    version,
    max_term_width = 100,
    after_help = "Begin with `musette demo` to look around, or with `musette init` for a co-op of your own."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
enum Command {
    /// Set up a new co-op: asks five questions, leaves a configuration that starts.
    Init(init::InitArgs),
    /// Run the instance until Ctrl-C.
    Serve {
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// Bring the tables of the database up to date. `serve` does this by itself.
    Migrate {
        #[command(flatten)]
        settings: SettingsArgs,
        /// Only say what is missing; exit code 1 if something is.
        #[arg(long)]
        check: bool,
    },
    /// Bring data into the instance.
    #[command(subcommand)]
    Import(Import),
    /// Write a restaurant, or what the whole instance is in the Fediverse with its keys, into a file (tar).
    Export(export::ExportArgs),
    /// Look after co-op, people and restaurants from the command line.
    Admin(admin::AdminArgs),
    /// Check settings, database, keys, clock, own address, map and mail; says what to do where something is wrong.
    Doctor {
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// Check any server, ours or another, against what it claims of the protocol (docs/PROTOCOL.md); exit code 1 if something is broken on which others depend.
    Conformance(conformance::ConformanceArgs),
    /// Two co-ops in one process, to look around: Vaduz and Schaan, with invented restaurants and people.
    Demo(demo::DemoArgs),
}

/// What can be imported.
#[derive(Debug, Subcommand)]
enum Import {
    /// An OpenStreetMap extract (`.osm.pbf`) of your region: eateries become unclaimed restaurants, addresses can be found, streets are ridden on.
    ///
    /// Importing again brings everything up to date; restaurants that somebody runs here are left alone.
    Osm {
        /// The extract, for example from download.geofabrik.de, cut to your city.
        file: PathBuf,
        /// Take streets and addresses only.
        #[arg(long)]
        no_restaurants: bool,
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// What `musette export` wrote: every restaurant in it comes in hidden; keys only if it was written at this very address.
    Archive {
        /// The tar archive.
        file: PathBuf,
        #[command(flatten)]
        settings: SettingsArgs,
    },
}

/// Reads the command line and runs the command.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = runtime().and_then(|runtime| {
        let result = runtime.block_on(run(cli));
        // A blocking task that hangs must not keep the program.
        runtime.shutdown_timeout(std::time::Duration::from_secs(5));
        result
    });
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("musette: {}", sentence(&error));
            ExitCode::FAILURE
        }
    }
}

/// Two threads answer, few block: a co-op's server is small, and every thread costs memory.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(16)
        .thread_keep_alive(std::time::Duration::from_secs(5))
        .enable_all()
        .build()
        .context("the program cannot start its threads")
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Init(args) => init::run(args).await?,
        Command::Serve { settings } => serve::run(&settings).await?,
        Command::Migrate { settings, check } => return migrate::run(&settings, check),
        Command::Import(Import::Archive { file, settings }) => {
            let config = settings.load()?.config;
            let db = instance::open(&config)?;
            let clock = std::sync::Arc::new(crate::app::clock::WallClock);
            let wired = instance::wiring::wire(config, db, clock).await?;
            print!("{}", import::archive::run(&wired.app, &file).await?);
        }
        Command::Export(args) => export::run(args).await?,
        Command::Import(Import::Osm {
            file,
            no_restaurants,
            settings,
        }) => {
            let take = if no_restaurants {
                import::Take::NoRestaurants
            } else {
                import::Take::Everything
            };
            let config = settings.load()?.config;
            let db = instance::open(&config)?;
            let imported = import::osm(&config, &db, &file, take).await?;
            println!("{imported}.\n{}", crate::services::map::ATTRIBUTION);
        }
        Command::Admin(args) => admin::run(args).await?,
        Command::Doctor { settings } => return doctor::run(&settings).await,
        Command::Conformance(args) => return conformance::run(args).await,
        Command::Demo(args) => return demo::run(args).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// An error and what caused it as one sentence, nothing said twice.
fn sentence(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// The time on the wall, for commands that run without an instance.
pub fn now() -> Instant {
    crate::app::clock::WallClock.wire()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_explains_itself() {
        fn walk(command: &clap::Command) {
            for sub in command
                .get_subcommands()
                .filter(|sub| sub.get_name() != "help")
            {
                assert!(sub.get_about().is_some(), "{} has no help", sub.get_name());
                for argument in sub.get_arguments().filter(|a| !a.is_hide_set()) {
                    let name = argument.get_id();
                    assert!(argument.get_help().is_some(), "{} {name}", sub.get_name());
                }
                walk(sub);
            }
        }
        Cli::command().debug_assert();
        let mut command = Cli::command();
        command.build();
        walk(&command);
    }

    #[test]
    fn an_error_is_one_sentence() {
        let error = anyhow::anyhow!("the disk is full").context("no map was written");
        assert_eq!(sentence(&error), "no map was written: the disk is full");
        let error = anyhow::anyhow!("full").context("no map: full");
        assert_eq!(sentence(&error), "no map: full");
    }
}
