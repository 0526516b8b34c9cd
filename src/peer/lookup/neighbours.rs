//! The co-ops that a co-op names as its neighbours become known here too, to a distance of two: that is how restaurants are found without a directory.
//!
//! A name costs us one request later and nothing now. How many one co-op may name, and how many are known at all, is bounded.

use musette_federation::same_origin;
use url::Url;

use super::coop;
use crate::peer::Peer;
use crate::peer::address::authority;
use crate::peer::fetch::FetchProblem;
use crate::store::remote_coop::{self, RemoteCoop};
use crate::store::{self, policies};

/// How far from the co-ops that we follow or trade with.
const FARTHEST: i32 = 2;
/// How many neighbours of one co-op are taken.
const MOST_NAMED: usize = 50;
/// How many co-ops are known at all; who comes later is not found this way.
const MOST_KNOWN: i64 = 500;

/// Reads the names and notes those that are new. The daily round reads them.
pub(super) async fn read(peer: &Peer, of: &RemoteCoop) -> Result<(), FetchProblem> {
    let Some(list) = of.neighbours_url.as_deref().filter(|_| of.depth < FARTHEST) else {
        return Ok(());
    };
    let list = peer.rules.parse(list)?;
    let mut named = coop::addresses(peer, &list, &peer.fetch.crawl()).await?.ids;
    // One co-op a server: what names many of one server names something else.
    named.dedup_by(|one, other| same_origin(one, other));
    named.retain(|id| !peer.urls.is_ours(id.as_str()) && peer.rules.parse(id.as_str()).is_ok());
    named.truncate(MOST_NAMED);
    let (of, now) = (of.clone(), peer.clock.wire());
    peer.db
        .write(move |c| -> store::Result<()> {
            let policies = policies::load(c)?;
            for id in &named {
                if remote_coop::count(c)? >= MOST_KNOWN {
                    break;
                }
                if !policies.suspends(&authority(id), Some(id.as_str())) {
                    remote_coop::insert_if_absent(c, &named_by(&of, id, now))?;
                }
            }
            Ok(())
        })
        .await?;
    Ok(())
}

/// What is known of a co-op of which only the address was said.
fn named_by(of: &RemoteCoop, id: &Url, now: musette_domain::Instant) -> RemoteCoop {
    RemoteCoop {
        actor_id: id.to_string(),
        host: authority(id),
        name: authority(id),
        place: String::new(),
        hue: String::new(),
        desk_id: None,
        restaurants_url: None,
        latitude: None,
        longitude: None,
        timezone: None,
        fetched_at: now,
        walked_at: None,
        gone_at: None,
        neighbours_url: None,
        depth: of.depth.saturating_add(1),
        found_via: Some(of.actor_id.clone()),
    }
}
