//! A delivery is taken from its courier before the bag changed hands.

use musette_domain::delivery::DeliveryEvent;
use musette_domain::id::{DeliveryId, UserId};

use super::stop::{self, CourierRefusal};
use super::{own_door, tasks};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::{Conn, delivery};

/// Takes the delivery back: by the dispatch, or by the courier whose it is.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: Option<&UserId>,
) -> Result<Changed, CourierRefusal> {
    let mut delivery = stop::load(c, id, courier)?;
    let Some(had) = tasks::courier(c, &delivery)? else {
        return Ok(Changed::nothing());
    };
    if stop::step(&mut delivery, DeliveryEvent::Unassign, app)?.is_none() {
        return Ok(Changed::nothing());
    }
    delivery.carrier = None;
    delivery.pickup_code = None;
    delivery::save(c, &delivery)?;
    tasks::give(c, &delivery, None)?;
    let mut changed = own_door::close(c, app, &delivery)?;
    changed.join(stop::topics(c, &delivery)?);
    changed.add(Topic::Courier(had));
    Ok(changed)
}
