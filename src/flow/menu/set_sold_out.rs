//! The last portion is gone, or there is more again; a special that is this dish says so too.

use musette_domain::id::{MenuItemId, RestaurantId};

use super::{item, save_item};
use crate::app::App;
use crate::flow::{Changed, special};
use crate::store::{Conn, Result};

/// Sets the switch.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &MenuItemId,
    sold_out: bool,
) -> Result<Changed> {
    let mut row = item(c, of, id)?;
    if row.sold_out == sold_out {
        return Ok(Changed::nothing());
    }
    row.sold_out = sold_out;
    let mut changed = save_item(c, app, &mut row)?;
    changed.join(special::sold_out::of_item(c, app, of, id, sold_out)?);
    Ok(changed)
}
