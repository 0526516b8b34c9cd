//! Loading the carrier's machine, feeding it an event, and storing it with its columns.

use musette_domain::handoff::{Carrier, CarrierEvent, CarrierState, Epoch};
use musette_domain::id::DeliveryId;

use super::effect;
use crate::app::App;
use crate::flow::refusal::{broken, refusals};
use crate::flow::settle::wasted_trip::Trip;
use crate::flow::{Changed, settle};
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived, ReceivedOfferState};
use crate::store::{Conn, Result};

refusals! {
    /// Why a message or a click about a neighbour's delivery comes to nothing.
    pub enum CarryRefusal {
        /// Not offered to us, or by another desk.
        #[error("this delivery was not offered to us by this desk")]
        Unknown = "carry-unknown",
        /// The time to answer is over.
        #[error("this offer is over; the neighbour does not wait for an answer any more")]
        TooLate = "carry-too-late",
        /// The desk is no partner, or is paused.
        #[error("there is no active trade agreement with this desk")]
        NotAPartner = "carry-not-a-partner",
        /// A desk that is no URL.
        #[error("a desk is named by its URL")]
        NotADesk = "carry-not-a-desk",
        /// The courier has the bag, or it is over.
        #[error("this delivery cannot be given back any more")]
        CannotRelease = "carry-cannot-release",
        /// The person is no courier.
        #[error("this person is not a courier of our co-op")]
        NoCourier = "carry-no-courier",
    }
}

/// Reads the machine of a received offer.
pub fn read(row: &DeliveryOfferReceived) -> Result<Carrier> {
    serde_json::from_str(&row.machine).map_err(broken)
}

/// Feeds an event to the machine and does what follows. The row is stored with the new state.
pub fn step(
    c: &mut Conn,
    app: &App,
    row: &mut DeliveryOfferReceived,
    event: CarrierEvent,
) -> Result<Changed> {
    let before = read(row)?;
    let (after, effects) = before.clone().on(event, app.clock.now());
    write(app, row, &after)?;
    delivery_offer_received::save(c, row)?;
    let changed = effect::apply(c, app, row, &after, effects)?;
    wasted_trip(c, app, row, &before, &after)?;
    Ok(changed)
}

/// Puts the machine and its columns into the row.
pub fn write(app: &App, row: &mut DeliveryOfferReceived, carrier: &Carrier) -> Result<()> {
    row.machine = serde_json::to_string(carrier).map_err(broken)?;
    row.epoch = i64::from(carrier.epoch());
    row.state = state(carrier);
    if let CarrierState::Awarded { ack_by, .. } = carrier.state() {
        row.ack_by = Some(*ack_by);
    }
    if matches!(
        row.state,
        ReceivedOfferState::Passed | ReceivedOfferState::Lapsed
    ) {
        // Who was not chosen forgets the area of the door (protocol.md 5.2).
        row.zone.clear();
    }
    row.updated_at = app.clock.now();
    Ok(())
}

fn state(carrier: &Carrier) -> ReceivedOfferState {
    match carrier.state() {
        CarrierState::Offered { .. } => ReceivedOfferState::Offered,
        CarrierState::Declined => ReceivedOfferState::Passed,
        CarrierState::Bid { .. } => ReceivedOfferState::Bid,
        CarrierState::Lapsed | CarrierState::NotSelected => ReceivedOfferState::Lapsed,
        CarrierState::Awarded { .. } => ReceivedOfferState::Awarded,
        CarrierState::Carrying { trip } if trip.progress.has_had_bag() => {
            ReceivedOfferState::Carrying
        }
        CarrierState::Carrying { .. } => ReceivedOfferState::Committed,
        CarrierState::Delivered { .. } => ReceivedOfferState::Delivered,
        CarrierState::Settled { .. } => ReceivedOfferState::Settled,
        CarrierState::Disputed { .. } => ReceivedOfferState::Disputed,
        CarrierState::Failed { .. } => ReceivedOfferState::Failed,
        CarrierState::Released { .. } => ReceivedOfferState::Released,
        CarrierState::Revoked { .. } => ReceivedOfferState::Revoked,
    }
}

/// What was acknowledged and then taken from us is owed: by revocation, by a new epoch that tells of it, or because nobody opened at the door.
fn wasted_trip(
    c: &mut Conn,
    app: &App,
    row: &DeliveryOfferReceived,
    before: &Carrier,
    after: &Carrier,
) -> Result<()> {
    let CarrierState::Carrying { trip } = before.state() else {
        return Ok(());
    };
    let taken = match after.state() {
        CarrierState::Revoked { .. } | CarrierState::Failed { .. } => true,
        CarrierState::Offered { .. } | CarrierState::Lapsed => after.epoch() > before.epoch(),
        _ => false,
    };
    if taken {
        let same = row.agreement_id.as_deref() == Some(trip.agreement.as_str());
        let trip = Trip {
            desk: &row.partner_id,
            agreement: &trip.agreement,
            under: row.under.as_deref().filter(|_| same),
            context: &row.context,
        };
        settle::wasted_trip::they_owe(c, app, &trip)?;
    }
    Ok(())
}

/// The received offer with this proposal id, if this desk made it.
pub fn of_desk(
    c: &mut Conn,
    desk: &str,
    proposal: &str,
) -> Result<DeliveryOfferReceived, CarryRefusal> {
    delivery_offer_received::lock(c, proposal)?
        .filter(|row| row.partner_id == desk)
        .ok_or(CarryRefusal::Unknown)
}

/// The received offer with this proposal id, for our own people.
pub fn of_proposal(c: &mut Conn, proposal: &str) -> Result<DeliveryOfferReceived, CarryRefusal> {
    delivery_offer_received::lock(c, proposal)?.ok_or(CarryRefusal::Unknown)
}

/// The received offer whose delivery is on our list.
pub fn of_delivery(c: &mut Conn, id: &DeliveryId) -> Result<DeliveryOfferReceived, CarryRefusal> {
    delivery_offer_received::lock_of_delivery(c, id)?.ok_or(CarryRefusal::Unknown)
}

/// A proposal and an epoch as a timer's subject.
pub fn subject(proposal: &str, epoch: Epoch) -> String {
    format!("{proposal} {epoch}")
}

/// Reads such a subject back.
pub fn of_subject(subject: &str) -> Option<(&str, Epoch)> {
    let (proposal, epoch) = subject.rsplit_once(' ')?;
    Some((proposal, epoch.parse().ok()?))
}
