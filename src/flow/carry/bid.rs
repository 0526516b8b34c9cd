//! We offer to carry a neighbour's delivery: a person says so, or the stated rule.

use chrono::TimeDelta;
use musette_domain::handoff::CarrierEvent;
use musette_domain::id::UserId;
use musette_domain::role::{Action, may};
use musette_domain::{Instant, Position};

use super::machine::{self, CarryRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::order::quote::between;
use crate::store::delivery_offer_received::{DeliveryOfferReceived, ReceivedOfferState};
use crate::store::{Conn, Result, coop, task, user_role};

/// How long a courier takes to set out.
const SETTING_OUT: TimeDelta = TimeDelta::minutes(3);
/// What each stop that is still to do adds to a courier's arrival.
const EACH_STOP: TimeDelta = TimeDelta::minutes(6);

/// Offers to carry, with a courier in mind or without. The same click twice is one bid.
pub fn run(
    c: &mut Conn,
    app: &App,
    proposal: &str,
    courier: Option<&UserId>,
) -> Result<Changed, CarryRefusal> {
    let mut row = machine::of_proposal(c, proposal)?;
    match row.state {
        ReceivedOfferState::Offered if app.clock.now() < row.valid_through => {}
        ReceivedOfferState::Bid | ReceivedOfferState::Awarded | ReceivedOfferState::Committed => {
            return Ok(Changed::nothing());
        }
        _ => return Err(CarryRefusal::TooLate),
    }
    if let Some(courier) = courier
        && !may(&user_role::of_user(c, courier)?, Action::Carry)
    {
        return Err(CarryRefusal::NoCourier);
    }
    Ok(make(c, app, &mut row, courier.cloned())?)
}

/// Makes the bid.
pub(super) fn make(
    c: &mut Conn,
    app: &App,
    row: &mut DeliveryOfferReceived,
    courier: Option<UserId>,
) -> Result<Changed> {
    let eta = arrival(c, app, row, courier.as_ref())?;
    let bid = app.urls.trade_activity(&app.ids.uuid());
    row.courier_id = courier;
    row.bid_id = Some(bid.clone());
    machine::step(c, app, row, CarrierEvent::BidMade { bid, eta })
}

/// When a courier can be at the counter: from the co-op's place, after what is on the list already, and not before the bag is ready.
fn arrival(
    c: &mut Conn,
    app: &App,
    row: &DeliveryOfferReceived,
    courier: Option<&UserId>,
) -> Result<Instant> {
    let coop = coop::own(c)?;
    let from = Position::new(coop.latitude, coop.longitude).ok();
    let to = Position::new(row.pickup_latitude, row.pickup_longitude).ok();
    let ride = from.zip(to).map_or(TimeDelta::zero(), |(from, to)| {
        TimeDelta::seconds(i64::from(between(app, from, to).1))
    });
    let stops = match courier {
        Some(courier) => task::open_of_courier(c, courier)?.len(),
        None => 0,
    };
    let busy = EACH_STOP * i32::try_from(stops.min(50)).unwrap_or(50);
    let earliest = app.clock.now().plus(SETTING_OUT).plus(ride).plus(busy);
    Ok(earliest.max(row.pickup_at))
}
