//! A restaurant does not want to be shown in a collection any more: whoever curates it is told, with the whole stamp (FEP-7aa9).

use musette_federation::{SocialActivity, SocialKind};

use super::Teller;
use super::write::{activity, embedded};
use crate::peer::document::{address, featured_collection};
use crate::peer::enqueue::{self, Sending};
use crate::store::{self, Conn, feature_stamp, restaurant};

/// Deletes the stamp elsewhere.
pub(super) fn revoked(teller: &Teller, c: &mut Conn, id: &str) -> store::Result<()> {
    let (peer, row) = (&teller.peer, feature_stamp::find(c, id)?);
    let handle = restaurant::find(c, &row.restaurant_id)?.handle;
    let stamp = featured_collection::stamp_for(&peer.urls, &handle, &row)?;
    let (object, context) = embedded(stamp)?;
    let activity_id = address(&peer.urls.activity(&peer.ids.uuid()))?;
    let actor = address(&peer.urls.restaurant(&handle))?;
    let mut delete = SocialActivity::new(activity_id, SocialKind::Delete, actor, object);
    delete.to = vec![row.requester];
    let inbox = [(row.inbox, row.host)];
    let written = activity(&delete, context, false);
    let sending = Sending::at(peer.clock.wire());
    enqueue::social(c, peer.ids.as_ref(), &written, &inbox, sending)
}
