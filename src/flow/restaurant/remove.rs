//! A restaurant leaves for good: nobody finds it here any more, and everybody elsewhere who knew it is told.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_domain::id::RestaurantId;
use musette_domain::order::OrderState;

use super::{forget_plans, is_confirmed, release};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::orders;
use crate::store::restaurant::{self, RestaurantState};
use crate::store::{self, Conn, local_actor, reply, restaurant_follow, restaurant_staff, special};

/// How long the documents of a restaurant that has moved stay, so that whoever comes late learns where it went.
pub const STAYS: TimeDelta = TimeDelta::days(365);

/// The states of an order that somebody still waits for.
pub const OPEN: [OrderState; 6] = [
    OrderState::Offered,
    OrderState::Agreed,
    OrderState::Paid,
    OrderState::Preparing,
    OrderState::Ready,
    OrderState::HandedOver,
];

refusals! {
    /// Why a restaurant is not removed.
    pub enum RemoveRefusal {
        /// Somebody waits for their meal.
        #[error("{0} orders are open; hide the restaurant, then finish or refuse them first")]
        OpenOrders(usize) = "remove-open-orders",
        /// The handle was not written, or another one.
        #[error("write the restaurant's handle to confirm that it is to go for good")]
        NotConfirmed = "remove-not-confirmed",
    }
}

/// Removes the restaurant; `typed` is its handle, written by whoever does it. Removed before, nothing happens.
///
/// Its address stays its own: no other restaurant ever gets the handle. Orders stay in the books.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    typed: &str,
) -> Result<Changed, RemoveRefusal> {
    let row = restaurant::find(c, id)?;
    let actor = local_actor::find_by_restaurant(c, id)?;
    let gone = actor.is_none_or(|actor| actor.gone_at.is_some());
    if row.state == RestaurantState::Left && gone {
        return Ok(Changed::nothing());
    }
    if !is_confirmed(&row, typed) {
        return Err(RemoveRefusal::NotConfirmed);
    }
    let open = orders::of_restaurant(c, id, &OPEN)?.len();
    if open > 0 {
        return Err(RemoveRefusal::OpenOrders(open));
    }
    let mut changed = end(c, app, id)?;
    for user in restaurant_staff::of_restaurant(c, id)? {
        changed.join(release::run(c, id, &user)?);
    }
    Ok(changed)
}

/// Ends what a restaurant has here: its actor, its specials, what was said to it.
pub(in crate::flow) fn end(c: &mut Conn, app: &App, id: &RestaurantId) -> store::Result<Changed> {
    let (now, wire) = (app.clock.now(), app.clock.wire());
    let mut row = restaurant::find(c, id)?;
    row.state = RestaurantState::Left;
    row.updated_at = now;
    restaurant::save(c, &row)?;
    let changed = forget_plans(c, id)?;
    let Some(mut actor) = local_actor::find_by_restaurant(c, id)? else {
        return Ok(changed);
    };
    if actor.gone_at.is_some() {
        return Ok(changed);
    }
    for mut special in special::list_current_of(c, id, now)? {
        special.removed_at = Some(now);
        special::save(c, &special)?;
    }
    actor.gone_at = Some(wire);
    local_actor::save(c, &actor)?;
    restaurant_follow::delete_of(c, &actor.id)?;
    // Who spoke with it is told, so this comes before what they said is forgotten.
    app.tell.restaurant_removed(c, id)?;
    reply::remove_of_restaurant(c, id, now)?;
    Ok(changed)
}

/// Ends the restaurants that moved a year ago.
pub fn moved_long_ago(c: &mut Conn, app: &App, wire: Instant) -> store::Result<Changed> {
    let mut changed = Changed::nothing();
    for actor in local_actor::moved_before(c, wire.minus(STAYS))? {
        if let Some(id) = &actor.restaurant_id {
            changed.join(end(c, app, id)?);
        }
    }
    Ok(changed)
}
