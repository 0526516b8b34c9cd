//! A delivery is not wanted any more: its order was cancelled, or its owner took it back.

use musette_domain::delivery::DeliveryEvent;
use musette_domain::id::DeliveryId;
use musette_domain::task::TaskEvent;

use super::stop::{self, CourierRefusal};
use super::{own_door, tasks};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::timer::{self, JobKind};
use crate::store::{Conn, Error, delivery};

/// Takes the delivery from the lists. One whose bag has gone, or that is over, stays as it is.
pub fn run(c: &mut Conn, app: &App, id: &DeliveryId) -> Result<Changed, Error> {
    let mut delivery = delivery::lock(c, id)?;
    match stop::step(&mut delivery, DeliveryEvent::Cancel, app) {
        Ok(Some(())) => {}
        Ok(None) | Err(CourierRefusal::Delivery(_)) => return Ok(Changed::nothing()),
        Err(CourierRefusal::Store(error)) => return Err(error),
        Err(_) => return Ok(Changed::nothing()),
    }
    delivery.pickup_code = None;
    delivery::save(c, &delivery)?;
    tasks::mark_both(c, app, &delivery, TaskEvent::Cancel)?;
    own_door::forget(c, id)?;
    timer::clear(c, JobKind::ReadOwnDoor, stop::subject(&delivery))?;
    stop::topics(c, &delivery)
}
