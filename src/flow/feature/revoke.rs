//! A restaurant does not want to be shown in a collection any more.

use musette_domain::id::RestaurantId;

use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Error, Result, feature_stamp};

/// Takes the stamp back, for good: the same collection gets no other. Taken back before, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: &RestaurantId, id: &str) -> Result<Changed> {
    let mut row = feature_stamp::find(c, id)?;
    if row.restaurant_id != *of {
        return Err(Error::NotFound);
    }
    if row.revoked_at.is_none() {
        row.revoked_at = Some(app.clock.now());
        feature_stamp::save(c, &row)?;
        app.tell.stamp_revoked(c, id)?;
    }
    Ok(Changed::nothing())
}
