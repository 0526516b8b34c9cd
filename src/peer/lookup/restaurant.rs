//! From `handle@host` or an address to a restaurant elsewhere.

use musette_federation::webfinger::Account;
use serde_json::Value;
use url::Url;

use super::{because, coop, menu};
use crate::app::lookup::LookupError;
use crate::peer::fetch::{Errand, FetchProblem};
use crate::peer::{Peer, read, webfinger};
use crate::store::noise::NoiseReason;
use crate::store::remote_restaurant::RemoteRestaurant;
use crate::store::{self, actor_move, remote_actor, remote_coop, remote_restaurant};

/// What is looked for.
const WANTED: &str = "a restaurant";

pub(super) async fn find(peer: &Peer, address: &str) -> Result<String, LookupError> {
    let address = address.trim();
    let errand = peer.fetch.errand();
    let id = actor_id(peer, address, &errand)
        .await
        .map_err(|problem| because(problem, WANTED))?
        .ok_or_else(|| LookupError::NotAnAddress(address.chars().take(200).collect()))?;
    if peer.urls.is_ours(id.as_str()) {
        return Err(LookupError::NotAnAddress(id.to_string()));
    }
    let row = read_restaurant(peer, &id, &errand)
        .await
        .map_err(|problem| because(problem, WANTED))?;
    if let Err(problem) = know_coop(peer, &row, &errand).await {
        tracing::info!(actor.id = row.actor_id, %problem, "a restaurant's co-op could not be read");
    }
    menu::read_menu(peer, &row, &errand)
        .await
        .map_err(|problem| because(problem, "a menu"))?;
    Ok(row.actor_id)
}

/// The address of the actor that somebody named.
pub(super) async fn actor_id(
    peer: &Peer,
    text: &str,
    errand: &Errand,
) -> Result<Option<Url>, FetchProblem> {
    if text.starts_with("https://") || text.starts_with("http://") {
        let url = peer.rules.parse(text)?;
        // The address of a page: its handle leads to the actor.
        let name = url.path().strip_prefix("/@").map(str::to_owned);
        let account = name.and_then(|name| {
            Account::parse(&format!("{name}@{}", crate::peer::address::authority(&url)))
        });
        return match account {
            Some(account) => webfinger::actor_of(peer, &account, errand).await.map(Some),
            None => Ok(Some(url)),
        };
    }
    match Account::parse(text) {
        Some(account) => webfinger::actor_of(peer, &account, errand).await.map(Some),
        None => Ok(None),
    }
}

/// Reads a restaurant and its menu. Each is an errand of its own: the budget is for what one message may cause, this is a crawl.
pub(super) async fn read_with_menu(peer: &Peer, id: &Url) -> Result<(), FetchProblem> {
    let errand = peer.fetch.crawl();
    let row = read_restaurant(peer, id, &errand).await?;
    menu::read_menu(peer, &row, &errand).await
}

/// Reads a restaurant and stores it.
pub(in crate::peer) async fn read_restaurant(
    peer: &Peer,
    id: &Url,
    errand: &Errand,
) -> Result<RemoteRestaurant, FetchProblem> {
    let actor = super::actor(peer, id, errand).await?;
    let document = actor.document()?;
    if document.menu.is_none() || !document.is_musette() {
        return Err(FetchProblem::not_understood(
            id,
            "the account has no menu that we can read",
        ));
    }
    if document.moved_to.is_some() {
        // Its documents are there for a year, so that who follows it finds the new one; nobody orders there any more.
        let (gone, now) = (id.to_string(), peer.clock.now());
        peer.db
            .write(move |c| remote_restaurant::mark_gone(c, &gone, now))
            .await?;
        return Err(FetchProblem::Gone(id.to_string()));
    }
    let value: Value = serde_json::from_str(&actor.row.document)
        .map_err(|e| FetchProblem::not_understood(id, e))?;
    let new = read::restaurant(&document, &value, None, peer.clock.now());
    has_its_name(peer, &new, errand).await?;
    peer.db
        .write(move |c| -> store::Result<RemoteRestaurant> {
            let mut row = new.clone();
            if let Some(old) = remote_restaurant::find_optional(c, &row.actor_id)? {
                row.menu_revision = old.menu_revision;
                row.menu_fetched_at = old.menu_fetched_at;
                // Reading it shows that it is back, unless it said that it has moved: that it has come back it says as well.
                if actor_move::find_optional(c, &row.actor_id)?.is_some() {
                    row.gone_at = old.gone_at;
                }
            }
            remote_restaurant::put(c, &row)?;
            Ok(row)
        })
        .await
        .map_err(FetchProblem::from)
}

/// Two restaurants of one server cannot have one name. Where a second one claims it, the server's WebFinger says whose it is, and the other is not kept.
async fn has_its_name(
    peer: &Peer,
    new: &RemoteRestaurant,
    errand: &Errand,
) -> Result<(), FetchProblem> {
    let row = new.clone();
    let other = peer
        .db
        .read(move |c| {
            remote_restaurant::other_with_handle(c, &row.host, &row.handle, &row.actor_id)
        })
        .await?;
    let Some(other) = other else {
        return Ok(());
    };
    let account = Account {
        user: new.handle.clone(),
        host: new.host.clone(),
    };
    let holder = webfinger::actor_of(peer, &account, errand).await?;
    peer.noise.count(&new.host, NoiseReason::NameTaken);
    if holder.as_str() != new.actor_id {
        return Err(FetchProblem::not_understood(
            &holder,
            "another restaurant of its server has the same name",
        ));
    }
    tracing::warn!(
        actor.id = other.actor_id,
        peer.host = other.host,
        "a restaurant had a name that is another's"
    );
    let (row, now) = (new.clone(), peer.clock.now());
    peer.db
        .write(move |c| -> store::Result<()> {
            remote_actor::give_name(c, &row.actor_id, &row.host, &row.handle)?;
            let mut other = other.clone();
            other.gone_at = Some(now);
            remote_restaurant::save(c, &other)
        })
        .await?;
    Ok(())
}

/// Reads the restaurant's co-op if we do not know it.
async fn know_coop(
    peer: &Peer,
    row: &RemoteRestaurant,
    errand: &Errand,
) -> Result<(), FetchProblem> {
    let Some(id) = row.coop_id.clone() else {
        return Ok(());
    };
    let url = peer.rules.parse(&id)?;
    let known = peer
        .db
        .read(move |c| remote_coop::find_optional(c, &id))
        .await?;
    if known.is_none() {
        let row = coop::read_coop_actor(peer, &url, errand).await?;
        coop::keep_up(peer, &row.actor_id).await?;
    }
    Ok(())
}
