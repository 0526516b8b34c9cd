//! Whether a partner's desk answers: a signed GET of its capacity, which changes nothing there.

use std::time::Duration;

use crate::peer::Peer;
use crate::peer::trade::DeskClient;
use crate::store::partner;

/// How long the answer may take.
const WITHIN: Duration = Duration::from_secs(10);

/// Any answer counts, also a refusal; what a proxy says in place of a server that is down does not.
pub(super) async fn answers(peer: &Peer, desk: &str) -> bool {
    let id = desk.to_owned();
    let row = peer.db.read(move |c| partner::find_optional(c, &id)).await;
    let Ok(Some(row)) = row else {
        return false;
    };
    let url = row
        .capacity_url
        .unwrap_or_else(|| format!("{desk}/capacity"));
    match DeskClient::new(peer).get(&url, WITHIN).await {
        Ok(answer) => !matches!(answer.status, 408 | 429 | 500..),
        Err(error) => {
            tracing::debug!(peer.desk = desk, %error, "a silent desk does not answer yet");
            false
        }
    }
}
