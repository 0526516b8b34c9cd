//! Where a restaurant says that a collection elsewhere may show it; 410 once its people took that back.

use axum::extract::{Extension, Path};
use http::HeaderMap;

use super::reply::{Found, reply};
use super::serve::{Answer, with_actor};
use super::{address, featured_collection};
use crate::peer::Peer;
use crate::store::{self, feature_stamp, restaurant};

/// Answers with the stamp.
pub async fn serve(
    peer: Extension<Peer>,
    Path((handle, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let urls = peer.urls.clone();
    let found = peer.db.read(move |c| -> store::Result<Found> {
        let row = feature_stamp::find(c, &id)?;
        let of = restaurant::of_handle(c, &handle)?;
        if of.is_none_or(|of| of.id != row.restaurant_id) {
            return Ok(Found::Nothing);
        }
        if row.revoked_at.is_some() {
            return Ok(Found::Gone(address(&urls.stamp(&handle, &row.id))?));
        }
        with_actor(c, &urls.restaurant(&handle), |_, _| {
            featured_collection::stamp_for(&urls, &handle, &row)
        })
    });
    Ok(reply(found.await?, &headers))
}
