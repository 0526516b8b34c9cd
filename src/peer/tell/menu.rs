//! Menus and dishes: told to followers on musette servers only, who can read them; strangers see the special's Note.

use musette_domain::TextValue;
use musette_domain::id::{MenuItemId, RestaurantId};
use musette_federation::{Reference, SocialKind};
use serde_json::json;

use super::Teller;
use super::profile::COOP;
use super::write::{Publication, embedded, inboxes};
use crate::peer::document::{address, item};
use crate::peer::enqueue::Sending;
use crate::store::local_actor::LocalActor;
use crate::store::{self, Conn, local_actor, menu_item, restaurant};

/// The menu has something new: a pointer with its revision, no content.
pub(super) fn changed(teller: &Teller, c: &mut Conn, id: &RestaurantId) -> store::Result<()> {
    let Some(ours) = local_actor::find_by_restaurant(c, id)? else {
        return Ok(());
    };
    let row = restaurant::find(c, id)?;
    let pointer = json!({
        "@context": musette_federation::context::menu(),
        "id": teller.peer.urls.part(&ours.id, "menu"),
        "type": "OrderedCollection",
        "attributedTo": ours.id,
        "revision": row.menu_revision,
    });
    let (object, context) = embedded(pointer)?;
    publish(teller, c, &ours, SocialKind::Update, object, context)
}

/// A dish changed: it travels whole, so that a page elsewhere is right at once.
pub(super) fn item_changed(teller: &Teller, c: &mut Conn, id: &MenuItemId) -> store::Result<()> {
    let row = menu_item::find(c, id)?;
    let Some(ours) = local_actor::find_by_restaurant(c, &row.restaurant_id)? else {
        return Ok(());
    };
    let of = restaurant::find(c, &row.restaurant_id)?;
    let dish = item::document(&teller.peer.urls, &of, &row)?;
    let (object, context) = embedded(dish.to_json())?;
    publish(teller, c, &ours, SocialKind::Update, object, context)
}

/// A dish left the menu.
pub(super) fn item_removed(teller: &Teller, c: &mut Conn, id: &MenuItemId) -> store::Result<()> {
    let row = menu_item::find(c, id)?;
    let Some(ours) = local_actor::find_by_restaurant(c, &row.restaurant_id)? else {
        return Ok(());
    };
    let object = Reference::Id(address(&teller.peer.urls.menu_item(id.as_str()))?);
    publish(teller, c, &ours, SocialKind::Delete, object, None)
}

/// Sends to musette followers of the restaurant and of its co-op.
fn publish(
    teller: &Teller,
    c: &mut Conn,
    ours: &LocalActor,
    kind: SocialKind,
    object: Reference,
    context: Option<serde_json::Value>,
) -> store::Result<()> {
    let to = inboxes(c, &[&ours.name, COOP], Some(true))?;
    Publication {
        peer: &teller.peer,
        actor: &ours.id,
        kind,
        object,
        context,
        public: false,
        sending: Sending::at(teller.peer.clock.wire()),
    }
    .write(c, &to)
}
