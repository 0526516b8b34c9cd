//! Events: the event itself for calendars, and a Note for who reads only Notes.
//!
//! Followers on musette servers get the event alone: there a Note of a restaurant is a special of the day, and an evening in three weeks is none.

use musette_domain::id::EventId;
use musette_federation::SocialKind;
use serde_json::Value;

use super::Teller;
use super::profile::COOP;
use super::write::{Publication, embedded, inboxes};
use crate::peer::document::event::{self as documents, Host};
use crate::peer::enqueue::Sending;
use crate::store::event::{self, Event};
use crate::store::local_actor::LocalActor;
use crate::store::{self, Conn, coop, local_actor, restaurant};

/// The event and its Note, to the followers of who invites.
pub(super) fn published(teller: &Teller, c: &mut Conn, id: &EventId) -> store::Result<()> {
    tell(teller, c, id, &SocialKind::Create)
}

/// Both anew.
pub(super) fn changed(teller: &Teller, c: &mut Conn, id: &EventId) -> store::Result<()> {
    tell(teller, c, id, &SocialKind::Update)
}

fn tell(teller: &Teller, c: &mut Conn, id: &EventId, kind: &SocialKind) -> store::Result<()> {
    let row = event::find(c, id)?;
    let Some((actor, documents)) = find(teller, c, &row)? else {
        return Ok(());
    };
    for (document, musette) in documents {
        let to = inboxes(c, &[&actor.name], musette)?;
        let (object, context) = embedded(document)?;
        Publication {
            peer: &teller.peer,
            actor: &actor.id,
            kind: kind.clone(),
            object,
            context,
            public: true,
            sending: Sending::at(teller.peer.clock.wire()),
        }
        .write(c, &to)?;
    }
    Ok(())
}

/// A document, and whether only followers that run musette get it, or only the others.
type Told = (Value, Option<bool>);

/// Who invites, the event and its Note; none while there is no such actor, as of a restaurant that was never shown.
fn find(
    teller: &Teller,
    c: &mut Conn,
    row: &Event,
) -> store::Result<Option<(LocalActor, [Told; 2])>> {
    let restaurant = match &row.restaurant_id {
        Some(id) => Some(restaurant::find(c, id)?),
        None => None,
    };
    let actor = match &row.restaurant_id {
        Some(id) => local_actor::find_by_restaurant(c, id)?,
        None => local_actor::find_by_name(c, COOP)?,
    };
    let (Some(actor), Some(coop)) = (actor, coop::ours(c)?) else {
        return Ok(None);
    };
    let host = Host {
        coop: &coop,
        restaurant: restaurant.as_ref(),
    };
    let urls = &teller.peer.urls;
    let documents = [
        (documents::note(urls, &host, row)?.to_json(), Some(false)),
        (documents::document(urls, &host, row)?.to_json(), None),
    ];
    Ok(Some((actor, documents)))
}
