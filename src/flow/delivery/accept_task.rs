//! The courier has seen a delivery and will do it.

use musette_domain::id::{DeliveryId, UserId};

use super::stop::{self, CourierRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, task};

/// Marks both stops as accepted by their courier.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: &UserId,
) -> Result<Changed, CourierRefusal> {
    let delivery = stop::load(c, id, Some(courier))?;
    let now = app.clock.now();
    let mut fresh = false;
    for mut stop in task::of_delivery(c, id)? {
        if stop.accepted_at.is_none() && !stop.state.is_over() {
            stop.accepted_at = Some(now);
            task::save(c, &stop)?;
            fresh = true;
        }
    }
    if fresh {
        Ok(stop::topics(c, &delivery)?)
    } else {
        Ok(Changed::nothing())
    }
}
