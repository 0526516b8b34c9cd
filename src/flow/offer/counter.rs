//! A code is said at the counter for a delivery that is with a neighbour, or was.

use musette_domain::handoff::{CounterAnswer, OwnerEvent};
use musette_domain::id::DeliveryId;

use super::machine;
use crate::app::App;
use crate::flow::Changed;
use crate::store::delivery_offer::DeliveryOffer;
use crate::store::{Conn, Result, delivery_offer};

/// Judges the code. `None` if no neighbour has to do with this delivery: then our own courier's code counts.
pub fn code_entered(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    code: &str,
) -> Result<Option<(CounterAnswer, Changed)>> {
    let code = code.chars().take(64).collect();
    feed(c, app, id, OwnerEvent::PickupCodeEntered { code })
}

/// How often a wrong code was said for the neighbour that has the delivery; `None` if none has it.
pub fn wrong_codes(c: &mut Conn, id: &DeliveryId) -> Result<Option<u32>> {
    let Some(offer) = delivery_offer::of_delivery(c, id)? else {
        return Ok(None);
    };
    let owner = machine::read(&offer)?.owner;
    Ok(owner.award().map(|award| award.wrong_codes))
}

/// The dispatch vouches for the neighbour's courier.
pub fn by_hand(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
) -> Result<Option<(CounterAnswer, Changed)>> {
    feed(c, app, id, OwnerEvent::HandedOverByHand)
}

fn feed(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    event: OwnerEvent,
) -> Result<Option<(CounterAnswer, Changed)>> {
    let Some(offer) = concerned(c, id)? else {
        return Ok(None);
    };
    let stepped = machine::step(c, app, offer, event)?;
    Ok(match stepped.counter {
        // A former winner's courier gets an honest answer; otherwise our own courier's code is looked at.
        None | Some(CounterAnswer::NobodyExpected) => None,
        Some(answer) => Some((answer, stepped.changed)),
    })
}

/// The offer, if an award is or was in it.
fn concerned(c: &mut Conn, id: &DeliveryId) -> Result<Option<DeliveryOffer>> {
    let Some(offer) = delivery_offer::lock_of_delivery(c, id)? else {
        return Ok(None);
    };
    let owner = machine::read(&offer)?.owner;
    let concerned = owner.award().is_some() || !owner.past().is_empty();
    Ok(concerned.then_some(offer))
}
