//! A delivery is put on a courier's list.

use musette_domain::delivery::{Carrier, DeliveryEvent, DeliveryOrigin, DeliveryRefusal};
use musette_domain::handoff::{CloseReason, Progress};
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::pin;
use musette_domain::role::{Action, may};

use super::stop::{self, CourierRefusal};
use super::{own_door, tasks};
use crate::app::{App, Topic};
use crate::flow::{Changed, offer};
use crate::store::delivery::{self, Delivery};
use crate::store::{Conn, user_role};

/// Gives the delivery to a courier of ours. From another courier or from the neighbours it is taken, unless the bag has gone.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: &UserId,
) -> Result<Changed, CourierRefusal> {
    let roles = user_role::of_user(c, courier)?;
    if !may(&roles, Action::Carry) {
        return Err(CourierRefusal::NoCourier);
    }
    let before = delivery::lock(c, id)?;
    let had = tasks::courier(c, &before)?;
    if had.as_ref() == Some(courier) && before.carrier == Some(Carrier::Own) {
        return Ok(Changed::nothing());
    }
    if before.state.bag_is_gone() {
        return Err(CourierRefusal::Delivery(DeliveryRefusal::BagIsGone));
    }
    let mut changed = offer::close::run(c, app, id, CloseReason::OwnCourier)?;
    let mut delivery = delivery::lock(c, id)?;
    stop::step(&mut delivery, DeliveryEvent::Assign, app)?;
    delivery.carrier = Some(Carrier::Own);
    if delivery.side == DeliveryOrigin::OwnOrder {
        delivery.pickup_code = Some(code(app));
        delivery.code_tries = 0;
    }
    delivery::save(c, &delivery)?;
    tasks::give(c, &delivery, Some(courier))?;
    changed.join(own_door::open(c, app, &delivery)?);
    changed.join(stop::report(c, app, &delivery, Progress::Assigned)?);
    changed.join(stop::topics(c, &delivery)?);
    if let Some(had) = had {
        changed.add(Topic::Courier(had));
    }
    Ok(changed)
}

/// A new pickup code, which only the current courier is shown.
pub fn code(app: &App) -> String {
    let [first, second, third, ..] = app.ids.random();
    pin::pickup_code([first, second, third])
}

/// Whether a delivery is carried by a courier of ours at the moment.
pub fn is_ours(delivery: &Delivery) -> bool {
    delivery.carrier == Some(Carrier::Own)
}
