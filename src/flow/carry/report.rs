//! What we say of a neighbour's delivery: the content of our Delivery object, sent with each change and read by signed GET.

use musette_domain::Instant;
use musette_domain::handoff::{Progress, Trip};

use super::machine;
use crate::store::delivery::Delivery;
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived};
use crate::store::{Conn, Result, delivery};

/// Our Delivery object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierReport {
    /// The owner's desk: who may hear it.
    pub desk: String,
    /// The conversation.
    pub context: String,
    /// Our Delivery's URL.
    pub delivery_url: String,
    /// The agreement.
    pub agreement: String,
    /// Its epoch.
    pub epoch: u32,
    /// The report's number.
    pub revision: u32,
    /// How far we are.
    pub progress: Progress,
    /// Since when.
    pub since: Instant,
    /// When the courier will be at the next stop.
    pub eta: Option<Instant>,
    /// The courier's cell, while carrying.
    pub cell: Option<String>,
}

/// The latest report about a proposal; none while nothing was reported.
pub fn of_proposal(c: &mut Conn, proposal: &str) -> Result<Option<CarrierReport>> {
    let Some(row) = delivery_offer_received::find_optional(c, proposal)? else {
        return Ok(None);
    };
    let carrier = machine::read(&row)?;
    let trip = carrier.trip().filter(|trip| trip.revision > 0).cloned();
    build(c, row, trip)
}

/// The latest report about an agreement, also of an epoch that is over.
pub fn of_agreement(c: &mut Conn, agreement: &str) -> Result<Option<CarrierReport>> {
    let Some(row) = delivery_offer_received::of_agreement(c, agreement)? else {
        return Ok(None);
    };
    let trip = machine::read(&row)?.report_of(agreement).cloned();
    build(c, row, trip)
}

fn build(
    c: &mut Conn,
    row: DeliveryOfferReceived,
    trip: Option<Trip>,
) -> Result<Option<CarrierReport>> {
    let Some((trip, delivery_url)) = trip.zip(row.delivery_url) else {
        return Ok(None);
    };
    let current: Option<Delivery> = match &row.delivery_id {
        Some(id) => delivery::find_optional(c, id)?
            .filter(|delivery| delivery.epoch == i64::from(trip.epoch)),
        None => None,
    };
    let carrying = matches!(trip.progress, Progress::PickedUp | Progress::AtDropoff);
    Ok(Some(CarrierReport {
        desk: row.partner_id,
        context: row.context,
        delivery_url,
        agreement: trip.agreement,
        epoch: trip.epoch,
        revision: trip.revision,
        progress: trip.progress,
        since: trip.since,
        eta: current.as_ref().and_then(|delivery| delivery.eta),
        cell: current
            .and_then(|delivery| delivery.cell)
            .filter(|_| carrying),
    }))
}
