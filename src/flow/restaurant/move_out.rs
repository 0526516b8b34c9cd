//! A restaurant goes to another server: its followers are told where, and what is open here is finished here.

use musette_domain::id::RestaurantId;

use super::{forget_plans, is_confirmed};
use crate::app::App;
use crate::app::lookup::FoundAccount;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::restaurant::{self, RestaurantState};
use crate::store::{Conn, local_actor, restaurant_follow};

refusals! {
    /// Why a restaurant does not move.
    pub enum MoveOutRefusal {
        /// Nobody elsewhere can know it.
        #[error("the restaurant was never shown, so nobody follows it; just remove it here")]
        NeverShown = "move-never-shown",
        /// It did already.
        #[error("the restaurant has moved already")]
        HasMoved = "move-has-moved",
        /// To ourselves.
        #[error("the new account is on this server; a restaurant moves to another one")]
        Here = "move-here",
        /// The new account does not say that it is the same restaurant.
        #[error("the new account does not name this one yet; add {0} to its other accounts there first")]
        NotMutual(String) = "move-not-mutual",
        /// The handle was not written, or another one.
        #[error("write the restaurant's handle to confirm the move")]
        NotConfirmed = "move-not-confirmed",
    }
}

/// Moves the restaurant to `home`, which was read just now; `typed` is the restaurant's handle, written by whoever does it. The same move again
/// changes nothing.
///
/// FEP-7628: the new account names the old one first, then the old one names the new one and says so to its followers.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    home: &FoundAccount,
    typed: &str,
) -> Result<Changed, MoveOutRefusal> {
    let mut row = restaurant::find(c, id)?;
    let actor = local_actor::find_by_restaurant(c, id)?;
    let mut actor = actor
        .filter(|actor| actor.gone_at.is_none())
        .ok_or(MoveOutRefusal::NeverShown)?;
    match &actor.moved_to {
        Some(there) if *there == home.id => return Ok(Changed::nothing()),
        Some(_) => return Err(MoveOutRefusal::HasMoved),
        None => {}
    }
    if app.urls.is_ours(&home.id) {
        return Err(MoveOutRefusal::Here);
    }
    if !home.also_known_as.contains(&actor.id) {
        return Err(MoveOutRefusal::NotMutual(actor.id));
    }
    if !is_confirmed(&row, typed) {
        return Err(MoveOutRefusal::NotConfirmed);
    }
    row.state = RestaurantState::Left;
    row.updated_at = app.clock.now();
    restaurant::save(c, &row)?;
    let changed = forget_plans(c, id)?;
    actor.moved_to = Some(home.id.clone());
    actor.moved_at = Some(app.clock.wire());
    local_actor::save(c, &actor)?;
    app.tell.restaurant_moved(c, id)?;
    // Our own customers go along, as everybody else's do.
    if restaurant_follow::repoint(c, &actor.id, &home.id)? > 0 {
        app.tell.follow(c, &home.id)?;
    }
    Ok(changed)
}
