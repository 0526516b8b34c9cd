//! `musette admin host`: how we stand with other servers.

use anyhow::bail;
use clap::Subcommand;

use crate::app::App;
use crate::flow::moderation::{By, Subject, decide, lift};
use crate::store::actor_policy;
use crate::store::host_policy::{self, Level};

/// What can be done with other servers.
#[derive(Debug, Subcommand)]
pub enum HostAct {
    /// Suspend a host or an actor: take nothing from it, send it nothing, read nothing there, show and keep nothing of it.
    Block {
        /// Its name, such as spam.example, with the port if it has one; or the address of an actor.
        host: String,
        /// Why.
        #[arg(long, default_value = "from the command line")]
        reason: String,
    },
    /// Limit a host or an actor: not in discovery, and its replies are not shown.
    Limit {
        /// Its name, or the address of an actor.
        host: String,
        /// Why.
        #[arg(long, default_value = "from the command line")]
        reason: String,
    },
    /// Allow a host or an actor, which matters with `federation.allow_list`.
    Allow {
        /// Its name, or the address of an actor.
        host: String,
        /// Why.
        #[arg(long, default_value = "from the command line")]
        reason: String,
    },
    /// Forget what was decided: speak with it as with any other. What was meant for it in the meantime is not sent.
    Unblock {
        /// Its name, or the address of an actor.
        host: String,
    },
    /// List what was decided.
    List,
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: HostAct) -> anyhow::Result<String> {
    match act {
        HostAct::Block { host, reason } => set(app, &host, Level::Suspended, reason).await,
        HostAct::Limit { host, reason } => set(app, &host, Level::Limited, reason).await,
        HostAct::Allow { host, reason } => set(app, &host, Level::Allowed, reason).await,
        HostAct::Unblock { host } => unblock(app, &host).await,
        HostAct::List => list(app).await,
    }
}

const SOON: &str = "a running server knows within a minute";

async fn set(app: &App, typed: &str, level: Level, reason: String) -> anyhow::Result<String> {
    let about = read(app, typed)?;
    let by = By { user: None, reason };
    let (flow, of) = (app.clone(), about.clone());
    let changed = app
        .db
        .write(move |c| decide::run(c, &flow, &of, level, &by))
        .await?;
    let new = !changed.topics.is_empty();
    app.committed(changed);
    let (name, what) = (about.text(), words(level));
    Ok(if new {
        format!("{name} is {what} from now on; {SOON}.\n")
    } else {
        format!("{name} was {what} already.\n")
    })
}

async fn unblock(app: &App, typed: &str) -> anyhow::Result<String> {
    let about = read(app, typed)?;
    let by = By {
        user: None,
        reason: "from the command line".to_owned(),
    };
    let (flow, of) = (app.clone(), about.clone());
    let changed = app.db.write(move |c| lift::run(c, &flow, &of, &by)).await?;
    let was = !changed.topics.is_empty();
    app.committed(changed);
    let name = about.text();
    Ok(if was {
        format!("{name} is no longer blocked or limited; {SOON}.\n")
    } else {
        format!("{name} was neither blocked nor limited.\n")
    })
}

async fn list(app: &App) -> anyhow::Result<String> {
    let (hosts, actors) = app
        .db
        .read(|c| -> crate::store::Result<_> {
            Ok((host_policy::list(c)?, actor_policy::list(c)?))
        })
        .await?;
    let hosts = hosts
        .into_iter()
        .map(|row| (row.host, row.level, row.reason));
    let actors = actors
        .into_iter()
        .map(|row| (row.actor_id, row.level, row.reason));
    let lines: Vec<String> = hosts
        .chain(actors)
        .map(|(name, level, reason)| format!("{name}  {}  {reason}\n", words(level)))
        .collect();
    if lines.is_empty() {
        return Ok("There is no host that is blocked, limited or allowed.\n".to_owned());
    }
    Ok(lines.concat())
}

const fn words(level: Level) -> &'static str {
    match level {
        Level::Allowed => "allowed",
        Level::Limited => "limited",
        Level::Suspended => "blocked",
    }
}

/// Whom somebody typed.
fn read(app: &App, typed: &str) -> anyhow::Result<Subject> {
    match Subject::parse(app, typed) {
        Some(about) => Ok(about),
        None => bail!("{typed:?} is no name of a host; write it like spam.example"),
    }
}
