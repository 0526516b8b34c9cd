//! The customer has the bag and told the PIN.

use musette_domain::delivery::{DeliveryEvent, DeliveryOrigin};
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::pin::{MAX_TRIES, Verdict, judge, typed_pin};

use super::bag;
use super::stop::{self, CourierRefusal};
use crate::app::App;
use crate::flow::{Changed, carry, pin_check};
use crate::store::delivery::{self, Delivery};
use crate::store::{Conn, orders};

/// What came of it. A wrong PIN is counted, so it is an answer and no error: errors undo what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// Delivered.
    Done(Changed),
    /// We carry it for a neighbour, who checks the PIN and answers soon. A wrong one puts the delivery back on the courier's list.
    Sent(Changed),
    /// The PIN is wrong.
    WrongPin {
        /// How many tries are left.
        left: u32,
        /// What changed.
        changed: Changed,
    },
    /// The form is older than the last wrong PIN, so this one was not looked at.
    OldForm {
        /// How many tries are left.
        left: u32,
    },
    /// The PIN was wrong too often; the dispatch decides.
    Locked(Changed),
}

/// What makes a second press of the same form harmless: the key changes with each wrong try.
pub fn form_key(delivery: &Delivery) -> String {
    format!("{}-{}", delivery.id, delivery.pin_tries)
}

/// As [`run`] for a courier, from a form with the key that [`form_key`] gave it. A key that is over was judged before: the PIN is neither looked at nor counted.
pub fn once(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: &UserId,
    pin: &str,
    key: Option<&str>,
) -> Result<Delivered, CourierRefusal> {
    let row = stop::load(c, id, Some(courier))?;
    let judged = key.is_some_and(|key| key != form_key(&row));
    if judged && row.side == DeliveryOrigin::OwnOrder && !row.state.is_final() {
        let failed = u32::try_from(row.pin_tries).unwrap_or(u32::MAX);
        return Ok(match MAX_TRIES.saturating_sub(failed) {
            0 => Delivered::Locked(Changed::nothing()),
            left => Delivered::OldForm { left },
        });
    }
    run(c, app, id, Some(courier), Some(pin))
}

/// Ends the delivery because the dispatch vouches for it; the reason stays with the delivery.
pub fn without_pin(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    reason: &str,
) -> Result<Delivered, CourierRefusal> {
    let before = stop::load(c, id, None)?.state;
    let delivered = run(c, app, id, None, None)?;
    let mut row = delivery::find(c, id)?;
    if !before.is_final() {
        row.vouched = Some(reason.to_owned());
        delivery::save(c, &row)?;
    }
    Ok(delivered)
}

/// Ends the delivery. A courier needs the PIN; the dispatch (no courier) may do without.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: Option<&UserId>,
    pin: Option<&str>,
) -> Result<Delivered, CourierRefusal> {
    let mut row = stop::load(c, id, courier)?;
    if courier.is_some() && pin.is_none_or(|pin| pin.trim().is_empty()) {
        return Err(CourierRefusal::PinNeeded);
    }
    let mut probe = row.clone();
    if stop::step(&mut probe, DeliveryEvent::Deliver, app)?.is_none() {
        return Ok(Delivered::Done(Changed::nothing()));
    }
    if row.side == DeliveryOrigin::ForNeighbour {
        return Ok(Delivered::Sent(carry::brought::run(c, app, &row, pin)?));
    }
    match pin {
        None => Ok(Delivered::Done(bag::brought(c, app, &mut row)?)),
        Some(pin) => with_pin(c, app, &mut row, pin),
    }
}

fn with_pin(
    c: &mut Conn,
    app: &App,
    row: &mut Delivery,
    pin: &str,
) -> Result<Delivered, CourierRefusal> {
    let check = match &row.order_id {
        Some(order) => orders::find(c, order)?.pin_check,
        None => None,
    };
    let right = typed_pin(pin)
        .zip(check)
        .is_some_and(|(pin, check)| pin_check::matches(&check, &pin));
    let failed = u32::try_from(row.pin_tries).unwrap_or(u32::MAX);
    match judge(failed, right) {
        Verdict::Right => Ok(Delivered::Done(bag::brought(c, app, row)?)),
        Verdict::Wrong { left } => {
            row.pin_tries += 1;
            delivery::save(c, row)?;
            let changed = stop::topics(c, row)?;
            Ok(Delivered::WrongPin { left, changed })
        }
        Verdict::Locked => {
            row.pin_tries = row.pin_tries.saturating_add(1);
            row.trouble = Some("pinLocked".to_owned());
            delivery::save(c, row)?;
            Ok(Delivered::Locked(stop::topics(c, row)?))
        }
    }
}
