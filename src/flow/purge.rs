//! Forgetting what must be forgotten: doors a day after the end (protocol.md 5.2), carts, sessions, nonces. Agreements that have run out end here too.
//!
//! What other servers sent and were sent is forgotten by `peer/forget.rs`.

use chrono::TimeDelta;

use crate::app::App;
use crate::flow::restaurant::remove;
use crate::flow::{Changed, agreement, conversation, moderation};
use crate::store::{
    Conn, Result, actor_move, address_copy, address_release, cart, delivery_offer_received,
    follow_import, media, published_capacity, seen_nonce, session,
};

/// How long a cart that nobody touches is kept, and a list of restaurants that was brought along.
const CARTS: TimeDelta = TimeDelta::days(7);
/// How long a photo is kept that is in a form, but not yet in a special.
const LOOSE_PHOTOS: TimeDelta = TimeDelta::days(1);
/// How long the photo of a special is kept after the special's end.
const OLD_PHOTOS: TimeDelta = TimeDelta::days(90);
/// How long an offer that came to nothing is kept, for the answers that may still be under way.
const OFFERS: TimeDelta = TimeDelta::days(7);

/// Deletes whatever has had its time. Safe at any time and as often as one likes.
pub fn run(c: &mut Conn, app: &App) -> Result<Changed> {
    let (now, wire) = (app.clock.now(), app.clock.wire());
    let doors = address_release::delete_due(c, now)? + address_copy::delete_due(c, now)?;
    let carts = cart::delete_older(c, now.minus(CARTS))?;
    let offers = delivery_offer_received::delete_unused(c, now.minus(OFFERS))?;
    follow_import::delete_older(c, now.minus(CARTS))?;
    let photos = media::delete_unused(c, now.minus(LOOSE_PHOTOS), now.minus(OLD_PHOTOS))?;
    published_capacity::delete_over(c, now)?;
    agreement::lapse::run(c, app)?;
    let sessions = session::forget_expired(c, wire)?;
    seen_nonce::purge(c, wire)?;
    conversation::forget::run(c, app)?;
    moderation::forget(c, app)?;
    let changed = remove::moved_long_ago(c, app, wire)?;
    actor_move::purge(c, wire.minus(remove::STAYS))?;
    tracing::debug!(doors, carts, offers, photos, sessions, "purged");
    Ok(changed)
}
