//! What every act of a courier has in common: whose delivery it is, which state it goes to, who hears of it.

use musette_domain::TextValue;
use musette_domain::delivery::{Carrier, DeliveryEvent, DeliveryOrigin, DeliveryRefusal};
use musette_domain::handoff::Progress;
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::task::TaskKind;

use crate::app::{App, Topic};
use crate::flow::refusal::refusals;
use crate::flow::{Changed, carry};
use crate::store::delivery::{self, Delivery};
use crate::store::{Conn, task};

refusals! {
    /// Why a courier or dispatcher cannot do this to a delivery.
    pub enum CourierRefusal {
        /// Another courier's.
        #[error("this delivery is not on your list")]
        NotYours = "courier-not-yours",
        /// A neighbour carries it.
        #[error("a neighbouring co-op carries this delivery")]
        Neighbours = "courier-neighbours",
        /// The person is no courier.
        #[error("this person is not a courier of our co-op")]
        NoCourier = "courier-no-courier",
        /// Only the dispatch can say so without the customer's PIN.
        #[error("ask the customer for the four digits; without them only the dispatch can end the delivery")]
        PinNeeded = "courier-pin-needed",
        /// It does not fit.
        #[error("{0}")]
        Delivery(DeliveryRefusal) = "courier-not-now",
        /// The hand-off with the neighbour does not allow it.
        #[error("the co-op that owns this delivery has taken it back or does not expect this now")]
        Handoff = "courier-handoff",
    }
}

/// Loads a delivery that `courier` may act on; without a courier it is the dispatch that acts.
pub fn load(
    c: &mut Conn,
    id: &DeliveryId,
    courier: Option<&UserId>,
) -> Result<Delivery, CourierRefusal> {
    let delivery = delivery::lock(c, id)?;
    if delivery.carrier == Some(Carrier::Neighbour) {
        return Err(CourierRefusal::Neighbours);
    }
    if let Some(courier) = courier {
        let pickup = task::of_kind(c, id, TaskKind::Pickup)?;
        if pickup.courier_id.as_ref() != Some(courier) {
            return Err(CourierRefusal::NotYours);
        }
    }
    Ok(delivery)
}

/// Moves a delivery on. `None` when the same had happened before.
pub fn step(
    delivery: &mut Delivery,
    event: DeliveryEvent,
    app: &App,
) -> Result<Option<()>, CourierRefusal> {
    match delivery.state.after(event) {
        Ok(state) => {
            let now = app.clock.now();
            delivery.state = state;
            delivery.updated_at = now;
            if state.is_final() {
                delivery.ended_at = Some(now);
            }
            Ok(Some(()))
        }
        Err(DeliveryRefusal::Already(_)) => Ok(None),
        Err(refusal) => Err(CourierRefusal::Delivery(refusal)),
    }
}

/// Tells the neighbour whose delivery it is how far it is; nobody for our own.
pub fn report(
    c: &mut Conn,
    app: &App,
    delivery: &Delivery,
    progress: Progress,
) -> Result<Changed, CourierRefusal> {
    if delivery.side == DeliveryOrigin::ForNeighbour {
        carry::progress::run(c, app, &delivery.id, progress, delivery.eta)
    } else {
        Ok(Changed::nothing())
    }
}

/// Who wants to hear of a change of this delivery.
pub fn topics(c: &mut Conn, delivery: &Delivery) -> Result<Changed, crate::store::Error> {
    let mut changed = Changed::topics([Topic::Dispatch]);
    if let Some(order) = &delivery.order_id {
        changed.add(Topic::Order(order.clone()));
    }
    for stop in task::of_delivery(c, &delivery.id)? {
        if let Some(courier) = stop.courier_id {
            changed.add(Topic::Courier(courier));
        }
    }
    changed.delivery = Some(delivery.id.clone());
    Ok(changed)
}

/// The delivery's id as a job's subject.
pub fn subject(delivery: &Delivery) -> &str {
    delivery.id.as_str()
}
