//! `musette export`: a restaurant, or the whole instance, as a file.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use musette_domain::handle;

use crate::app::clock::WallClock;
use crate::command::instance::{self, wiring};
use crate::command::settings::SettingsArgs;
use crate::peer::export;
use crate::store::restaurant;

/// `musette export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to write, a tar archive; it must not be there yet.
    file: PathBuf,
    /// Only this restaurant, without keys.
    #[arg(long, value_name = "HANDLE")]
    restaurant: Option<String>,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Writes the file and says what is in it.
pub async fn run(args: ExportArgs) -> anyhow::Result<()> {
    let config = args.settings.load()?.config;
    let db = instance::open(&config)?;
    let wired = wiring::wire(config, db, Arc::new(WallClock)).await?;
    let (bytes, said) = match &args.restaurant {
        Some(typed) => {
            let name = handle::parse(typed.trim_start_matches('@'))?;
            let row = wired
                .app
                .db
                .read(move |c| restaurant::of_handle(c, &name))
                .await?;
            let row = row.with_context(|| {
                format!(
                    "there is no restaurant @{typed}; `musette admin restaurant list` lists all"
                )
            })?;
            let bytes = export::of_restaurant(&wired.peer, &wired.app, &row.id).await?;
            (
                bytes,
                "It can be given away: no keys, nothing about customers.",
            )
        }
        None => (
            export::of_instance(&wired.peer, &wired.app).await?,
            "The private keys are in it: whoever has it can speak for the co-op. It is no backup: accounts, orders and the ledger are not in it.",
        ),
    };
    write(&args.file, &bytes)?;
    println!("{} is written. {said}", args.file.display());
    Ok(())
}

/// Writes a new file that only its owner may read.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(bytes)?;
    file.sync_all()
        .with_context(|| format!("{} cannot be written", path.display()))
}
