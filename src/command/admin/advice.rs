//! `musette admin advice`: block lists of others, kept as advice for the co-op's moderators.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;

use crate::app::App;
use crate::flow::moderation::advise::{self, AT_A_TIME, SOURCE};
use crate::flow::moderation::{By, block_list, forget_advice};
use crate::store::block_advice;

/// The largest list, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// What can be done with advice.
#[derive(Debug, Subcommand)]
pub enum AdviceAct {
    /// Read a block list (Mastodon's CSV or a FIRES data set). It is shown to the moderators; nothing is blocked by it.
    Import {
        /// The file.
        file: PathBuf,
        /// What the list is called; by default the file's name.
        #[arg(long)]
        source: Option<String>,
    },
    /// Forget a list.
    Forget {
        /// What it is called.
        source: String,
    },
    /// Say which lists were read.
    List,
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: AdviceAct) -> anyhow::Result<String> {
    let by = By {
        user: None,
        reason: "from the command line".to_owned(),
    };
    match act {
        AdviceAct::Import { file, source } => import(app, &file, source, by).await,
        AdviceAct::Forget { source } => {
            let (flow, name) = (app.clone(), source.clone());
            let changed = app
                .db
                .write(move |c| forget_advice::run(c, &flow, &name, &by))
                .await?;
            Ok(if changed.topics.is_empty() {
                format!("There is no list called {source}.\n")
            } else {
                format!("What {source} advised is forgotten; what was decided stays.\n")
            })
        }
        AdviceAct::List => {
            let sources = app.db.read(block_advice::sources).await?;
            if sources.is_empty() {
                return Ok("No list was read.\n".to_owned());
            }
            let lines = sources
                .into_iter()
                .map(|(source, count)| format!("{source}  {count} servers\n"));
            Ok(lines.collect())
        }
    }
}

async fn import(app: &App, file: &Path, source: Option<String>, by: By) -> anyhow::Result<String> {
    let shown = file.display();
    let size = std::fs::metadata(file).with_context(|| format!("{shown} cannot be read"))?;
    if size.len() > LARGEST {
        bail!("{shown} is larger than 10 MiB");
    }
    let bytes = std::fs::read(file).with_context(|| format!("{shown} cannot be read"))?;
    let Some(lines) = block_list::parse(&String::from_utf8_lossy(&bytes)) else {
        bail!("{shown} is neither a CSV list of Mastodon nor a FIRES data set");
    };
    let own = file.file_stem().unwrap_or_default().to_string_lossy();
    let source: String = source.unwrap_or_else(|| own.into_owned());
    let source: String = source.trim().chars().take(SOURCE).collect();
    if source.is_empty() {
        bail!("say with --source what the list is called");
    }
    for part in lines.chunks(AT_A_TIME) {
        let (flow, name, part) = (app.clone(), source.clone(), part.to_vec());
        app.db
            .write(move |c| advise::some(c, &flow, &name, &part))
            .await?;
    }
    let (flow, name, read) = (app.clone(), source.clone(), lines.len());
    app.db
        .write(move |c| advise::done(c, &flow, &name, &by))
        .await?;
    Ok(format!(
        "{read} lines of {source} were read. Nothing is blocked by that: the moderators decide at /coop/moderation/advice.\n"
    ))
}
