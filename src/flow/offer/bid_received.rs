//! A neighbour offers to carry.

use chrono::TimeDelta;
use musette_domain::handoff::{Bid, Desk, OwnerEvent};
use musette_domain::id::DeliveryId;
use musette_domain::{Instant, Money};

use super::decide;
use super::machine::{self, OfferRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::delivery_bid::{self, BidState, DeliveryBid};
use crate::store::delivery_offer::OfferState;
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
    let mut changed = machine::step(c, app, offer, OwnerEvent::BidReceived(bid))?.changed;
    match everybody_answered(c, &input.context)? {
        // Nobody is left to wait for: the customer's food need not get cold until the window ends.
        Some(delivery) => {
            changed.join(decide::run(c, app, &delivery)?);
            Ok(changed)
        }
        None => Ok(changed),
    }
}

/// The delivery, if every desk that was asked has offered to carry it in this epoch and nothing is decided yet.
fn everybody_answered(c: &mut Conn, context: &str) -> Result<Option<DeliveryId>, OfferRefusal> {
    let offer = machine::of_context(c, context)?;
    let stored = machine::read(&offer)?;
    let bids = delivery_bid::of_offer(c, &offer.id, offer.epoch)?;
    let answered = |desk: &String| {
        bids.iter()
            .any(|bid| bid.partner_id == *desk && bid.state == BidState::Open)
    };
    let all = offer.state == OfferState::Open && stored.desks.iter().all(answered);
    Ok(all.then_some(offer.delivery_id))
}
