//! A neighbour opens a delivery to us, for the first time or in a new epoch.

use musette_domain::handoff::{Carrier, CarrierEvent, Desk};
use musette_domain::{Instant, Money, Position};

use super::effect;
use super::machine::{self, CarryRefusal};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::agreement::trading::{self, Begins};
use crate::store::Conn;
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived, ReceivedOfferState};
use crate::store::partner;

/// What the neighbour offers. Everything in it is a claim of a verified desk.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedProposal {
    /// The neighbour's desk.
    pub desk: String,
    /// The Proposal's id: the job's URL, which is also the conversation.
    pub proposal: String,
    /// Its epoch.
    pub epoch: u32,
    /// The fixed fee.
    pub fee: Money,
    /// What to take at the door, in the fee's currency; 0 for nothing.
    pub collect: i64,
    /// The restaurant's actor id.
    pub pickup_actor: String,
    /// Its name.
    pub pickup_name: String,
    /// Its address.
    pub pickup_address: String,
    /// Where it is.
    pub pickup: Position,
    /// The area of the door (resolution 8).
    pub zone: String,
    /// When the bag is ready.
    pub pickup_at: Instant,
    /// When it has to be there.
    pub arrive_by: Instant,
    /// Until when to answer, judged with `domain::handoff::deadline`.
    pub answer_by: Instant,
}

/// Shows the offer to the dispatch, or lets the stated rule answer it. The same or an older epoch changes nothing.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedProposal) -> Result<Changed, CarryRefusal> {
    let partner = partner::find_optional(c, &input.desk)?.ok_or(CarryRefusal::NotAPartner)?;
    if !trading::with(c, &partner, Begins::They, app.clock.now())?.is_open() {
        return Err(CarryRefusal::NotAPartner);
    }
    match delivery_offer_received::lock(c, &input.proposal)? {
        Some(row) if row.partner_id != input.desk => Err(CarryRefusal::Unknown),
        Some(row) => again(c, app, row, input),
        None => first(c, app, input),
    }
}

fn first(c: &mut Conn, app: &App, input: &ReceivedProposal) -> Result<Changed, CarryRefusal> {
    let now = app.clock.now();
    let owner = Desk::new(&input.desk).map_err(|_| CarryRefusal::NotADesk)?;
    let (carrier, effects) = Carrier::offered(owner, input.fee, input.epoch, input.answer_by, now);
    let mut row = row(app, input);
    machine::write(app, &mut row, &carrier)?;
    delivery_offer_received::insert(c, &row)?;
    let mut changed = effect::apply(c, app, &mut row, &carrier, effects)?;
    changed.add(Topic::Dispatch);
    Ok(changed)
}

fn again(
    c: &mut Conn,
    app: &App,
    mut row: DeliveryOfferReceived,
    input: &ReceivedProposal,
) -> Result<Changed, CarryRefusal> {
    if i64::from(input.epoch) <= row.epoch {
        return Ok(Changed::nothing());
    }
    row.fee = input.fee.minor;
    row.collect = input.collect;
    row.zone.clone_from(&input.zone);
    row.pickup_at = input.pickup_at;
    row.arrive_by = input.arrive_by;
    row.valid_through = input.answer_by;
    let event = CarrierEvent::Proposed {
        epoch: input.epoch,
        fee: input.fee,
        answer_by: input.answer_by,
    };
    Ok(machine::step(c, app, &mut row, event)?)
}

fn row(app: &App, input: &ReceivedProposal) -> DeliveryOfferReceived {
    let now = app.clock.now();
    DeliveryOfferReceived {
        proposal_id: input.proposal.clone(),
        partner_id: input.desk.clone(),
        context: input.proposal.clone(),
        epoch: i64::from(input.epoch),
        state: ReceivedOfferState::Offered,
        machine: String::new(),
        fee: input.fee.minor,
        collect: input.collect,
        currency: input.fee.currency,
        pickup_actor: input.pickup_actor.clone(),
        pickup_name: input.pickup_name.clone(),
        pickup_address: input.pickup_address.clone(),
        pickup_latitude: input.pickup.lat(),
        pickup_longitude: input.pickup.lon(),
        zone: input.zone.clone(),
        pickup_at: input.pickup_at,
        arrive_by: input.arrive_by,
        valid_through: input.answer_by,
        courier_id: None,
        bid_id: None,
        award_id: None,
        under: None,
        agreement_id: None,
        ack_by: None,
        pickup_code: None,
        handoff_url: None,
        delivery_id: None,
        delivery_url: None,
        received_at: now,
        updated_at: now,
    }
}
