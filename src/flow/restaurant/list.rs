//! A restaurant is shown: it takes orders in its hours, and the Fediverse can follow it.

use musette_domain::id::RestaurantId;
use musette_domain::opening::{OpeningHours, OpeningProblem};

use super::{changed, has_actor, save};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::restaurant::RestaurantState;
use crate::store::{Conn, menu_item, restaurant};

refusals! {
    /// Why a restaurant cannot be shown yet.
    pub enum ListRefusal {
        /// It is somewhere else now, or gone.
        #[error("the restaurant has left; a new one needs a handle of its own")]
        Left = "list-left",
        /// Nobody would know when it is open.
        #[error("{0}")]
        Hours(OpeningProblem) = "list-no-hours",
        /// Nobody would know where it is.
        #[error("write the restaurant's address first")]
        NoAddress = "list-no-address",
        /// There is nothing to eat.
        #[error("put something on the menu first")]
        NoMenu = "list-no-menu",
    }
}

/// Shows the restaurant. The first time it gets an actor with keys.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId) -> Result<Changed, ListRefusal> {
    let mut row = restaurant::find(c, id)?;
    if row.state == RestaurantState::Listed {
        return Ok(Changed::nothing());
    }
    if row.state == RestaurantState::Left {
        return Err(ListRefusal::Left);
    }
    // Only whether they can be read matters here, not where they apply.
    OpeningHours::parse(&row.opening_hours, chrono_tz::UTC).map_err(ListRefusal::Hours)?;
    if row.street.is_empty() || row.city.is_empty() {
        return Err(ListRefusal::NoAddress);
    }
    if menu_item::list_on_menu(c, id)?.is_empty() {
        return Err(ListRefusal::NoMenu);
    }
    let known = has_actor(c, app, &row)?;
    row.state = RestaurantState::Listed;
    if known {
        return Ok(save(c, app, &mut row)?);
    }
    row.updated_at = app.clock.now();
    restaurant::save(c, &row)?;
    app.tell.restaurant_opened(c, id)?;
    Ok(changed(id))
}
