//! `musette admin host`: servers that are not spoken with.

use anyhow::bail;
use clap::Subcommand;
use url::Url;

use crate::app::App;
use crate::peer::address::authority;
use crate::store::peer_host;

/// What can be done with other servers.
#[derive(Debug, Subcommand)]
pub enum HostAct {
    /// Take nothing from a host, send it nothing, read nothing there, and show nothing of it. A running server knows within a minute.
    Block {
        /// Its name, such as spam.example, with the port if it has one.
        host: String,
    },
    /// Speak with it again. What was meant for it in the meantime is not sent.
    Unblock {
        /// Its name.
        host: String,
    },
    /// List the blocked hosts.
    List,
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: HostAct) -> anyhow::Result<String> {
    match act {
        HostAct::Block { host } => {
            let host = read(&host)?;
            if host == app.urls.authority() {
                bail!("{host} is this server itself");
            }
            let said = if set(app, &host, true).await? {
                "is blocked from now on; a running server knows within a minute"
            } else {
                "was blocked already"
            };
            Ok(format!("{host} {said}.\n"))
        }
        HostAct::Unblock { host } => {
            let host = read(&host)?;
            let said = if set(app, &host, false).await? {
                "is no longer blocked; a running server knows within a minute"
            } else {
                "was not blocked"
            };
            Ok(format!("{host} {said}.\n"))
        }
        HostAct::List => {
            let hosts = app.db.read(peer_host::blocked).await?;
            if hosts.is_empty() {
                return Ok("There is no host that is blocked.\n".to_owned());
            }
            Ok(hosts.join("\n") + "\n")
        }
    }
}

async fn set(app: &App, host: &str, blocked: bool) -> anyhow::Result<bool> {
    let host = host.to_owned();
    Ok(app
        .db
        .write(move |c| peer_host::set_blocked(c, &host, blocked))
        .await?)
}

/// A host as it stands in the table, from what somebody typed.
fn read(typed: &str) -> anyhow::Result<String> {
    let bare = typed.trim();
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let bare = bare.split('/').next().unwrap_or_default();
    match Url::parse(&format!("https://{bare}/")) {
        Ok(url) if !bare.is_empty() && url.username().is_empty() => Ok(authority(&url)),
        _ => bail!("{typed:?} is no name of a host; write it like spam.example"),
    }
}
