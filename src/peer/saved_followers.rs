//! Who follows our actors, in a file and back: a co-op that begins anew at its own address goes on speaking to them. They would not ask to follow again,
//! because for their servers nothing has changed.

use musette_domain::Instant;
use musette_federation::same_origin;
use serde::{Deserialize, Serialize};
use url::Url;

use super::address::authority;
use crate::store::follower::Follower;
use crate::store::{self, Conn, follower, local_actor};
use crate::url::Urls;

/// The name of the file, in the folder of an actor.
pub const FILE: &str = "followers.json";

/// A follower as it stands in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedFollower {
    id: String,
    follow: String,
    inbox: String,
    shared_inbox: Option<String>,
    musette: bool,
    since: String,
}

/// Writes who follows an actor of ours.
pub fn write(c: &mut Conn, actor_name: &str) -> store::Result<Vec<u8>> {
    let saved: Vec<SavedFollower> = follower::all_of(c, actor_name)?
        .into_iter()
        .map(|row| SavedFollower {
            id: row.follower_id,
            follow: row.follow_id,
            inbox: row.inbox,
            shared_inbox: row.shared_inbox,
            musette: row.musette,
            since: row.accepted_at.to_rfc3339(),
        })
        .collect();
    serde_json::to_vec(&saved).map_err(|e| store::Error::Database(e.to_string()))
}

/// Reads such a file.
pub fn read(file: &[u8]) -> Result<Vec<SavedFollower>, serde_json::Error> {
    serde_json::from_slice(file)
}

/// Brings them back for an actor that is here; says how many were not known. What does not hold together is left out.
pub fn restore(
    c: &mut Conn,
    urls: &Urls,
    actor_name: &str,
    saved: &[SavedFollower],
    now: Instant,
) -> store::Result<usize> {
    let here = local_actor::find_by_name(c, actor_name)?;
    if here.is_none_or(|actor| actor.gone_at.is_some()) {
        return Ok(0);
    }
    let mut restored = 0;
    for one in saved {
        if let Some(row) = row(urls, actor_name, one, now)
            && follower::insert_if_absent(c, &row)?
        {
            restored += 1;
        }
    }
    Ok(restored)
}

/// The row, if the inboxes are on the server of the follower, which is not ours.
fn row(urls: &Urls, actor_name: &str, saved: &SavedFollower, now: Instant) -> Option<Follower> {
    let id = musette_federation::web_address(&saved.id)?;
    let theirs = |url: &str| {
        musette_federation::web_address(url).is_some_and(|url: Url| same_origin(&url, &id))
    };
    let fits = !urls.is_ours(id.as_str())
        && theirs(&saved.inbox)
        && saved.shared_inbox.as_deref().is_none_or(theirs);
    let since = Instant::parse_rfc3339(&saved.since).map_or(now, |since| since.min(now));
    fits.then(|| Follower {
        actor_name: actor_name.to_owned(),
        follower_id: saved.id.clone(),
        follow_id: saved.follow.clone(),
        inbox: saved.inbox.clone(),
        shared_inbox: saved.shared_inbox.clone(),
        host: authority(&id),
        musette: saved.musette,
        accepted_at: since,
        repeated_id: None,
    })
}
