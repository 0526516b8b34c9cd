//! Other accounts that are this restaurant as well: whoever follows one of them can be brought here by a Move (FEP-7628).

use musette_domain::id::RestaurantId;

use super::changed;
use crate::app::App;
use crate::app::lookup::FoundAccount;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::local_actor::{self, LocalActor};
use crate::store::restaurant::{self, RestaurantState};
use crate::store::{Conn, Error};

/// The most aliases of a restaurant.
pub const MOST: usize = 10;

refusals! {
    /// Why an account is not taken as an alias.
    pub enum AliasRefusal {
        /// It is here.
        #[error("this account is on this server; only accounts elsewhere can be brought here")]
        Here = "alias-here",
        /// Enough.
        #[error("a restaurant can have {MOST} other accounts; remove one first")]
        TooMany = "alias-too-many",
        /// Nothing comes here any more.
        #[error("the restaurant has left; nobody can be brought here")]
        Left = "alias-left",
    }
}

/// Says that `account`, which was read just now, is this restaurant as well. Said before, nothing happens.
pub fn add(
    c: &mut Conn,
    app: &App,
    id: &RestaurantId,
    account: &FoundAccount,
) -> Result<Changed, AliasRefusal> {
    if app.urls.is_ours(&account.id) {
        return Err(AliasRefusal::Here);
    }
    if restaurant::find(c, id)?.state == RestaurantState::Left {
        return Err(AliasRefusal::Left);
    }
    let mut actor = actor(c, app, id)?;
    if actor.also_known_as.contains(&account.id) {
        return Ok(Changed::nothing());
    }
    if actor.also_known_as.len() >= MOST {
        return Err(AliasRefusal::TooMany);
    }
    actor.also_known_as.push(account.id.clone());
    Ok(save(c, app, id, &actor)?)
}

/// Says so no longer.
pub fn remove(c: &mut Conn, app: &App, id: &RestaurantId, alias: &str) -> Result<Changed, Error> {
    let Some(mut actor) = local_actor::find_by_restaurant(c, id)? else {
        return Ok(Changed::nothing());
    };
    let before = actor.also_known_as.len();
    actor.also_known_as.retain(|known| known != alias);
    if actor.also_known_as.len() == before {
        return Ok(Changed::nothing());
    }
    save(c, app, id, &actor)
}

/// The restaurant's actor. The other server reads it before anybody is shown the restaurant, so it is made now if need be.
fn actor(c: &mut Conn, app: &App, id: &RestaurantId) -> Result<LocalActor, Error> {
    if local_actor::find_by_restaurant(c, id)?.is_none() {
        app.tell.restaurant_opened(c, id)?;
    }
    local_actor::find_by_restaurant(c, id)?.ok_or(Error::NotFound)
}

fn save(c: &mut Conn, app: &App, id: &RestaurantId, actor: &LocalActor) -> Result<Changed, Error> {
    local_actor::save(c, actor)?;
    app.tell.restaurant_changed(c, id)?;
    Ok(changed(id))
}
