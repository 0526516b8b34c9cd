//! The courier has the bag.

use musette_domain::delivery::{DeliveryEvent, DeliveryOrigin, DeliveryState};
use musette_domain::handoff::Progress;
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::task::{TaskEvent, TaskKind};

use super::stop::{self, CourierRefusal};
use super::{bag, tasks};
use crate::app::App;
use crate::flow::{Changed, carry};
use crate::store::{Conn, delivery};

/// Marks the bag as taken. For an order of ours our courier's word is the counter's word; a neighbour's counter has its own.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: Option<&UserId>,
) -> Result<Changed, CourierRefusal> {
    let mut delivery = stop::load(c, id, courier)?;
    if delivery.side == DeliveryOrigin::OwnOrder {
        if delivery.state.bag_is_gone() {
            return Ok(Changed::nothing());
        }
        // Checked before the order is touched, so that nothing is half done.
        let mut probe = delivery.clone();
        stop::step(&mut probe, DeliveryEvent::PickUp, app)?;
        return Ok(bag::gone(c, app, &mut delivery)?);
    }
    if delivery.state == DeliveryState::Cancelled {
        // Given back or taken from us before the courier said so: who holds the bag carries, or people talk.
        return carry::bag_after_all::run(c, app, &delivery.id);
    }
    if stop::step(&mut delivery, DeliveryEvent::PickUp, app)?.is_none() {
        return Ok(Changed::nothing());
    }
    delivery::save(c, &delivery)?;
    tasks::mark(c, app, &delivery, TaskKind::Pickup, TaskEvent::Done)?;
    let mut changed = stop::report(c, app, &delivery, Progress::PickedUp)?;
    changed.join(stop::topics(c, &delivery)?);
    Ok(changed)
}
