//! An account elsewhere, of any software, as its server describes it at this moment: what a move is checked against.

use super::{because, restaurant};
use crate::app::lookup::{FoundAccount, LookupError};
use crate::peer::Peer;

/// What is looked for.
const WANTED: &str = "an account";

pub(super) async fn find(peer: &Peer, address: &str) -> Result<FoundAccount, LookupError> {
    let address = address.trim().trim_start_matches('@');
    let errand = peer.fetch.errand();
    let id = restaurant::actor_id(peer, address, &errand)
        .await
        .map_err(|problem| because(problem, WANTED))?
        .ok_or_else(|| LookupError::NotAnAddress(address.chars().take(200).collect()))?;
    if peer.urls.is_ours(id.as_str()) {
        return Err(LookupError::NotAnAddress(id.to_string()));
    }
    let found = async {
        let actor = super::actor(peer, &id, &errand).await?;
        actor.document()
    };
    let document = found.await.map_err(|problem| because(problem, WANTED))?;
    Ok(FoundAccount {
        id: document.id.to_string(),
        handle: document.handle(),
        also_known_as: document
            .also_known_as
            .iter()
            .map(ToString::to_string)
            .collect(),
    })
}
