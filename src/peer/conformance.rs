//! Whether a server keeps what it claims of the open tier (docs/PROTOCOL.md): WebFinger, actors, collections, NodeInfo, inbox, menus. A file a subject.
//!
//! A demand is made only of what the server says that it has. With a [`Visitor`], an actor of our own that the server can read, signed requests are tried
//! too, right ones and wrong ones.

mod actor;
mod collections;
mod gone;
mod inbox;
mod menu;
mod nodeinfo;
mod probe;
mod report;
mod visitor;
mod webfinger;

use musette_federation::RemoteActor;
use musette_federation::webfinger::Account;
use serde_json::Value;
use url::Url;

use super::address::authority;
pub use probe::Probe;
pub use report::{Check, Level, Outcome, Report};
pub use visitor::Visitor;

/// Why there is nothing to check.
#[derive(Debug, thiserror::Error)]
pub enum NothingToCheck {
    /// What was typed is neither an address nor an account.
    #[error(
        "{0:?} is neither a server nor an account; write https://lyon.example, @name@lyon.example, or the address of an actor"
    )]
    NotAnAddress(String),
    /// No actor was found.
    #[error("{what} leads to no actor: {why}")]
    NoActor {
        /// What was asked for.
        what: String,
        /// What came instead.
        why: String,
    },
}

/// Checks a server, an account or an actor.
pub async fn examine(probe: &Probe, target: &str) -> Result<Report, NothingToCheck> {
    let (first, whole) = find(probe, target).await?;
    let mut report = Report::default();
    nodeinfo::examine(probe, &first, &mut report).await;
    webfinger::strangers(probe, &first, &mut report).await;
    gone::examine(probe, &mut report).await;
    let claims = one_actor(probe, &first, &mut report).await;
    if whole && claims.is_some_and(|actor| actor.is_musette()) {
        for id in others_of(probe, &first).await {
            one_actor(probe, &id, &mut report).await;
        }
    }
    Ok(report)
}

/// The actor that was meant, and whether the whole server was.
async fn find(probe: &Probe, target: &str) -> Result<(Url, bool), NothingToCheck> {
    let not_an_address = || NothingToCheck::NotAnAddress(target.chars().take(200).collect());
    let no_actor = |why: String| NothingToCheck::NoActor {
        what: target.chars().take(200).collect(),
        why,
    };
    if target.starts_with("https://") || target.starts_with("http://") {
        let url = probe
            .rules
            .parse(target)
            .map_err(|why| no_actor(why.to_string()))?;
        if url.path() != "/" {
            return Ok((url, false));
        }
        let found = webfinger::leads_to(probe, &url, url.as_str()).await;
        return Ok((found.map_err(no_actor)?, true));
    }
    let account = Account::parse(target).ok_or_else(not_an_address)?;
    let base = probe.origin_of(&account.host).map_err(no_actor)?;
    let found = webfinger::leads_to(probe, &base, &account.to_uri()).await;
    Ok((found.map_err(no_actor)?, false))
}

/// Everything about one actor. Returns it if it can be read.
async fn one_actor(probe: &Probe, id: &Url, report: &mut Report) -> Option<RemoteActor> {
    report.about(id);
    let value = actor::examine(probe, id, report).await?;
    let actor = RemoteActor::from_json(&value).ok()?;
    webfinger::examine(probe, &actor, report).await;
    collections::examine(probe, &actor, &value, report).await;
    inbox::examine(probe, &actor, report).await;
    menu::examine(probe, &actor, report).await;
    Some(actor)
}

/// The co-op of a musette and its first restaurant, which its server actor does not name.
async fn others_of(probe: &Probe, server: &Url) -> Vec<Url> {
    let Ok(base) = probe.origin_of(&authority(server)) else {
        return Vec::new();
    };
    let account = format!("acct:coop@{}", authority(server));
    let Ok(coop) = webfinger::leads_to(probe, &base, &account).await else {
        return Vec::new();
    };
    let first = async {
        let document = probe.document(&coop).await.ok()?;
        let list = RemoteActor::from_json(&document).ok()?.restaurants?;
        let list = probe.document(&list).await.ok()?;
        let first = list.get("orderedItems")?.get(0)?.as_str()?;
        musette_federation::web_address(first)
    };
    let restaurant = first.await;
    [Some(coop), restaurant].into_iter().flatten().collect()
}

/// Whether a member of a document is this text.
fn is_text(value: &Value, member: &str, wanted: &str) -> bool {
    value.get(member).and_then(Value::as_str) == Some(wanted)
}
