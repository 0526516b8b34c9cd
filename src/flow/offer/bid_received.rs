//! A neighbour offers to carry.

use chrono::TimeDelta;
use musette_domain::handoff::{Bid, Desk, OwnerEvent};
use musette_domain::{Instant, Money};

use super::machine::{self, OfferRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::delivery_bid::{self, BidState, DeliveryBid};
use crate::store::{Conn, delivery_award};

/// The period over which the carried deliveries are counted: a settlement's.
const PERIOD: TimeDelta = TimeDelta::days(7);

/// What the neighbour says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedBid {
    /// The neighbour's desk.
    pub desk: String,
    /// The job's URL, which is the conversation.
    pub context: String,
    /// The `Offer` activity's id.
    pub activity_id: String,
    /// The epoch it answers.
    pub epoch: u32,
    /// The fee it repeats.
    pub fee: Money,
    /// When its courier would be at the pickup.
    pub eta: Instant,
    /// Until when it binds, judged with `domain::handoff::deadline`.
    pub valid_through: Instant,
}

/// Takes the bid, or answers it with a rejection. The same bid again gets the same answer.
pub fn run(c: &mut Conn, app: &App, input: &ReceivedBid) -> Result<Changed, OfferRefusal> {
    let offer = machine::of_context(c, &input.context)?;
    if !machine::read(&offer)?.desks.contains(&input.desk) {
        return Err(OfferRefusal::NotACandidate);
    }
    let now = app.clock.now();
    let carried = delivery_award::carried_since(c, &input.desk, now.minus(PERIOD))?;
    let row = DeliveryBid {
        activity_id: input.activity_id.clone(),
        offer_id: offer.id.clone(),
        partner_id: input.desk.clone(),
        epoch: i64::from(input.epoch),
        eta: input.eta,
        valid_through: input.valid_through,
        state: BidState::Open,
        received_at: now,
    };
    if !delivery_bid::insert_if_absent(c, &row)? {
        let known = delivery_bid::find(c, &input.activity_id)?;
        if known.partner_id != input.desk || known.offer_id != offer.id {
            return Err(OfferRefusal::NotACandidate);
        }
    }
    let bid = Bid {
        desk: Desk::new(&input.desk).map_err(|_| OfferRefusal::NotADesk)?,
        id: input.activity_id.clone(),
        epoch: input.epoch,
        fee: input.fee,
        eta: input.eta,
        valid_until: input.valid_through,
        carried: u32::try_from(carried).unwrap_or(u32::MAX),
    };
    Ok(machine::step(c, app, offer, OwnerEvent::BidReceived(bid))?.changed)
}
