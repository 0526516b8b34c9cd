//! Forgetting what must be forgotten: doors a day after the end (protocol.md 5.2), carts, sessions, nonces. Agreements that have run out end here too.
//!
//! What other servers sent and were sent is forgotten by `peer/forget.rs`.

use chrono::TimeDelta;

use crate::app::App;
use crate::flow::agreement;
use crate::store::{
    Conn, Result, address_copy, address_release, cart, delivery_offer_received, published_capacity,
    seen_nonce, session,
};

/// How long a cart that nobody touches is kept.
const CARTS: TimeDelta = TimeDelta::days(7);
/// How long an offer that came to nothing is kept, for the answers that may still be under way.
const OFFERS: TimeDelta = TimeDelta::days(7);

/// Deletes whatever has had its time. Safe at any time and as often as one likes.
pub fn run(c: &mut Conn, app: &App) -> Result<()> {
    let (now, wire) = (app.clock.now(), app.clock.wire());
    let doors = address_release::delete_due(c, now)? + address_copy::delete_due(c, now)?;
    let carts = cart::delete_older(c, now.minus(CARTS))?;
    let offers = delivery_offer_received::delete_unused(c, now.minus(OFFERS))?;
    published_capacity::delete_over(c, now)?;
    agreement::lapse::run(c, app)?;
    let sessions = session::forget_expired(c, wire)?;
    seen_nonce::purge(c, wire)?;
    tracing::debug!(doors, carts, offers, sessions, "purged");
    Ok(())
}
