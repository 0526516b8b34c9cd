//! From a host to a co-op: WebFinger of the server, its Application, the co-op, the desk with its key, then the restaurants with their menus.

use musette_domain::Instant;
use musette_federation::collection::RemoteCollection;
use musette_federation::{RemoteActor, same_origin};
use serde_json::Value;
use url::Url;

use super::{because, restaurant};
use crate::app::lookup::LookupError;
use crate::peer::address::authority;
use crate::peer::fetch::{Errand, FetchProblem};
use crate::peer::tell::follow::follow;
use crate::peer::{Peer, read, webfinger};
use crate::store::noise::NoiseReason;
use crate::store::partner::Partner;
use crate::store::remote_coop::RemoteCoop;
use crate::store::{self, Conn, partner, remote_coop};

/// What is looked for.
const WANTED: &str = "a co-op";
/// How many restaurants of one co-op are read.
const MOST_RESTAURANTS: usize = 300;
/// How many pages of its collection.
const MOST_PAGES: usize = 10;

pub(super) async fn find(peer: &Peer, host: &str) -> Result<String, LookupError> {
    let host = host_of(host)?;
    if peer.urls.authority() == host {
        return Err(LookupError::NotAnAddress(host));
    }
    let errand = peer.fetch.errand();
    let row = Box::pin(read_coop(peer, &host, &errand))
        .await
        .map_err(|problem| because(problem, WANTED))?;
    let found = row.actor_id.clone();
    keep_up(peer, &found)
        .await
        .map_err(|problem| because(problem, WANTED))?;
    walk(peer, &row)
        .await
        .map_err(|problem| because(problem, "a list of restaurants"))?;
    Ok(found)
}

/// What somebody typed, as a host: without scheme, path, handle.
fn host_of(text: &str) -> Result<String, LookupError> {
    let bare = text.trim();
    let bare = bare
        .strip_prefix("https://")
        .or_else(|| bare.strip_prefix("http://"))
        .unwrap_or(bare);
    let bare = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = bare.rsplit('@').next().unwrap_or_default();
    Url::parse(&format!("https://{bare}/"))
        .ok()
        .filter(|_| !bare.is_empty())
        .map(|url| authority(&url))
        .ok_or_else(|| LookupError::NotAnAddress(text.chars().take(200).collect()))
}

/// Reads the co-op and its desk, and stores both.
async fn read_coop(peer: &Peer, host: &str, errand: &Errand) -> Result<RemoteCoop, FetchProblem> {
    let server = webfinger::server_actor(peer, host, errand).await?;
    let application = super::actor(peer, &server, errand).await?;
    let document = application.document()?;
    let coop = document.parent_organization.ok_or_else(|| {
        FetchProblem::not_understood(&server, "the server does not say which co-op it belongs to")
    })?;
    read_coop_actor(peer, &coop, errand).await
}

/// Reads the co-op of a desk whose signature was proved, and that desk with its key.
///
/// Nothing of it is followed and its restaurants stay unread: that waits until a person of ours has accepted its agreement.
pub(in crate::peer) async fn read_of_desk(
    peer: &Peer,
    desk: &Url,
    errand: &Errand,
) -> Result<(), FetchProblem> {
    let document = peer.fetch.actor(desk, errand).await?.document()?;
    let coop = document
        .parent_organization
        .filter(|coop| same_origin(coop, desk))
        .ok_or_else(|| {
            FetchProblem::not_understood(
                desk,
                "the desk does not say which co-op of its server it belongs to",
            )
        })?;
    read_coop_actor(peer, &coop, errand).await.map(|_| ())
}

/// Follows the co-op: from now on its specials and changed dishes come by themselves.
pub(super) async fn keep_up(peer: &Peer, coop: &str) -> Result<(), FetchProblem> {
    let (peer_, coop) = (peer.clone(), coop.to_owned());
    let written = peer.db.write(move |c| {
        remote_coop::mark_near(c, &coop)?;
        follow(&peer_, c, &coop)
    });
    written.await?;
    peer.wake.outbox();
    Ok(())
}

/// Reads a co-op by its actor, with its desk.
pub(super) async fn read_coop_actor(
    peer: &Peer,
    coop: &Url,
    errand: &Errand,
) -> Result<RemoteCoop, FetchProblem> {
    let actor = super::actor(peer, coop, errand).await?;
    let document = actor.document()?;
    if !document.is_musette() {
        return Err(FetchProblem::not_understood(
            coop,
            "its software does not speak our trade protocol",
        ));
    }
    if document.restaurants.is_none() {
        return Err(FetchProblem::not_understood(
            coop,
            "it lists no restaurants, as a co-op does",
        ));
    }
    let value: Value = serde_json::from_str(&actor.row.document)
        .map_err(|e| FetchProblem::not_understood(coop, e))?;
    let row = read::coop(&document, &value, peer.clock.wire());
    let own = document.desk.filter(|desk| same_origin(desk, coop));
    let desk = match &own {
        Some(desk) => Some(super::actor(peer, desk, errand).await?.document()?),
        None => None,
    };
    let (stored, now) = (row.clone(), peer.clock.now());
    peer.db
        .write(move |c| store_coop(c, &stored, desk.as_ref(), now))
        .await?;
    Ok(row)
}

fn store_coop(
    c: &mut Conn,
    row: &RemoteCoop,
    desk: Option<&RemoteActor>,
    now: Instant,
) -> store::Result<()> {
    let mut row = row.clone();
    if let Some(old) = remote_coop::find_optional(c, &row.actor_id)? {
        row.walked_at = old.walked_at;
        row.depth = old.depth;
        row.found_via = old.found_via;
    }
    remote_coop::put(c, &row)?;
    if let Some(desk) = desk
        && let Some(new) = read::partner(desk, &row, now)
    {
        store_partner(c, &new)?;
    }
    Ok(())
}

/// A new desk is pinned with its key. A known one may change its name and addresses, never its key: that takes a proof or a person.
fn store_partner(c: &mut Conn, new: &Partner) -> store::Result<()> {
    if partner::insert_if_absent(c, new)? {
        return Ok(());
    }
    let old = partner::lock(c, &new.desk_id)?.ok_or(store::Error::NotFound)?;
    partner::save(
        c,
        &Partner {
            coop_id: new.coop_id.clone(),
            name: new.name.clone(),
            place: new.place.clone(),
            hue: new.hue.clone(),
            inbox: new.inbox.clone(),
            quote_url: new.quote_url.clone(),
            log_url: new.log_url.clone(),
            capacity_url: new.capacity_url.clone(),
            ..old
        },
    )
}

/// Reads the co-op's restaurants, one after the other: one request at a time is what we ask of a server. One that cannot be read does not keep the others back.
async fn walk(peer: &Peer, coop: &RemoteCoop) -> Result<(), FetchProblem> {
    let Some(list) = coop.restaurants_url.as_deref() else {
        return Ok(());
    };
    let list = peer.rules.parse(list)?;
    let restaurants = members(peer, list, &peer.fetch.crawl()).await?;
    for id in restaurants.ids {
        if let Err(problem) = restaurant::read_with_menu(peer, &id).await {
            tracing::info!(actor.id = id.as_str(), %problem, "a restaurant could not be read");
        }
    }
    let (id, now) = (coop.actor_id.clone(), peer.clock.wire());
    peer.db
        .write(move |c| remote_coop::mark_walked(c, &id, now))
        .await?;
    tracing::info!(peer.host = coop.host, "a co-op was read");
    Ok(())
}

/// What a collection lists.
pub(super) struct Listed {
    /// The addresses, in order, each once.
    pub ids: Vec<Url>,
    /// Whether that is all: its last page was read, and nothing was left out.
    pub whole: bool,
}

/// The addresses of its own server in a collection.
pub(super) async fn members(
    peer: &Peer,
    list: Url,
    errand: &Errand,
) -> Result<Listed, FetchProblem> {
    let mut found = addresses(peer, &list, errand).await?;
    found.ids.retain(|id| same_origin(id, &list));
    found.whole &= found.ids.len() <= MOST_RESTAURANTS;
    found.ids.truncate(MOST_RESTAURANTS);
    Ok(found)
}

/// The addresses in a collection, page by page; no page twice.
pub(super) async fn addresses(
    peer: &Peer,
    list: &Url,
    errand: &Errand,
) -> Result<Listed, FetchProblem> {
    let mut found: Vec<Url> = Vec::new();
    let mut seen: Vec<Url> = Vec::new();
    let mut next = Some(list.clone());
    let (mut total, mut whole) = (0, true);
    while let Some(url) = next.take() {
        if seen.len() == MOST_PAGES || seen.contains(&url) {
            whole = false;
            break;
        }
        let value = peer.fetch.object(&url, errand).await?;
        let page = RemoteCollection::from_json(&value)
            .map_err(|e| FetchProblem::not_understood(&url, e))?;
        if page.counts_below_zero {
            peer.noise.count(&authority(&url), NoiseReason::Malformed);
        }
        if seen.is_empty() {
            total = page.total_items.unwrap_or_default();
        }
        found.extend(page.item_ids());
        let first = page.first.as_ref().and_then(|first| first.id().cloned());
        whole &= page.first.is_none() || first.is_some();
        next = page.next.or(first);
        seen.push(url);
    }
    found.sort();
    found.dedup();
    whole &= u64::try_from(found.len()).is_ok_and(|found| found >= total);
    Ok(Listed { ids: found, whole })
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn people_type_hosts_in_many_ways() {
        for text in [
            "lyon.example",
            " Lyon.Example ",
            "https://lyon.example/",
            "http://lyon.example/about?x#y",
            "@coop@lyon.example",
            "coop@lyon.example",
            "lyon.example:443",
        ] {
            assert_eq!(host_of(text).unwrap(), "lyon.example", "{text}");
        }
        assert_eq!(
            host_of("vaduz.localhost:7101").unwrap(),
            "vaduz.localhost:7101"
        );
        for text in ["", "@", "https://", "a b"] {
            assert!(host_of(text).is_err(), "{text}");
        }
    }
}
