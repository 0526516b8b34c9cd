//! Restaurants of this co-op: their profile, who runs them, whether they take orders just now.

pub mod bring_in;
pub mod claim;
pub mod close;
pub mod create;
pub mod edit_profile;
pub mod free_handle;
pub mod hide;
pub mod list;
pub mod move_out;
pub mod release;
pub mod remove;
pub mod reopen;
pub mod set_aliases;
pub mod set_busy;
pub mod take_along;

use musette_domain::id::RestaurantId;

use super::Changed;
use super::special::forget_plan;
use crate::app::{App, Topic};
use crate::store::restaurant::{self, Restaurant, RestaurantState};
use crate::store::{Conn, Result};
use crate::store::{local_actor, special_plan};

/// The restaurant's board shows something else now.
pub(super) fn changed(id: &RestaurantId) -> Changed {
    Changed::topics([Topic::Restaurant(id.clone())])
}

/// Saves a restaurant with the time of the change, and tells others who know of it.
pub(super) fn save(c: &mut Conn, app: &App, row: &mut Restaurant) -> Result<Changed> {
    row.updated_at = app.clock.now();
    restaurant::save(c, row)?;
    if has_actor(c, app, row)? {
        app.tell.restaurant_changed(c, &row.id)?;
    }
    Ok(changed(&row.id))
}

/// Whether somebody wrote the restaurant's handle to say that they mean it.
fn is_confirmed(row: &Restaurant, typed: &str) -> bool {
    let typed = typed.trim().trim_start_matches('@');
    typed.eq_ignore_ascii_case(&row.handle)
}

/// Gives up the specials that were planned for later.
fn forget_plans(c: &mut Conn, id: &RestaurantId) -> Result<Changed> {
    let mut changed = changed(id);
    for plan in special_plan::list_of(c, id)? {
        changed.join(forget_plan::run(c, id, &plan.id)?);
    }
    Ok(changed)
}

/// Whether others can know the restaurant: it was listed once.
pub(super) fn has_actor(c: &mut Conn, app: &App, row: &Restaurant) -> Result<bool> {
    let actor = app.urls.restaurant(&row.handle);
    Ok(row.state == RestaurantState::Listed || local_actor::find_optional(c, &actor)?.is_some())
}
