//! The key of a desk that we may have no agreement with. That it is the right one is told by its fingerprint, which a partner named.

use musette_federation::signature::{KeyAlgorithm, PublicKey};

use crate::app::App;
use crate::peer::Peer;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::desk::signing_key;
use crate::peer::trade::partner::pinned_key;
use crate::store::{Error, actor_key, partner};

/// The key: our own, a partner's, one that we have read before, or one that is read now.
pub async fn find(app: &App, peer: &Peer, desk: &str, key_id: &str) -> Result<PublicKey, Problem> {
    let (urls, wanted, id) = (app.urls.clone(), desk.to_owned(), key_id.to_owned());
    let known = app
        .db
        .read(move |c| -> Result<_, Error> {
            if wanted == urls.desk() {
                return Ok(Some(signing_key(c, &urls)?.public_key().clone()));
            }
            if let Some(partner) = partner::find_optional(c, &wanted)? {
                return Ok(Some(pinned_key(&partner)?));
            }
            let row = actor_key::find_optional(c, &id)?.filter(|row| row.owner == wanted);
            Ok(row.and_then(|row| {
                let algorithm = KeyAlgorithm::from_name(&row.algorithm)?;
                PublicKey::from_bytes(algorithm, &row.public_key).ok()
            }))
        })
        .await?;
    if let Some(key) = known {
        return Ok(key);
    }
    let found = peer.key_finder.find(key_id, &peer.fetch.errand()).await;
    match found {
        Ok(key) if key.owner == desk => Ok(key.key.clone()),
        Ok(_) => Err(Problem::Signature(format!(
            "the key {key_id} is not one of {desk}"
        ))),
        Err(problem) if problem.is_transient() => Err(Problem::Busy(problem.to_string())),
        Err(problem) => Err(Problem::Signature(problem.to_string())),
    }
}
