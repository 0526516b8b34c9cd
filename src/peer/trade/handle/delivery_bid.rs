//! `Offer(Agreement)` with an epoch: a neighbour offers to carry a delivery of ours.

use musette_domain::handoff::{BidRefusal, deadline};
use musette_domain::{Instant, Money, TextValue};
use musette_federation::delivery_offer::Bid;

use super::Received;
use crate::app::Topic;
use crate::flow::offer::bid_received::{self, ReceivedBid};
use crate::flow::offer::machine::OfferRefusal;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::tell::bid_rejected;
use crate::peer::trade::terms::{currency, minor};
use crate::store::{Conn, Error};

/// Takes the bid. One that cannot be taken is answered at once, so that the neighbour's courier is free again.
pub fn handle(c: &mut Conn, received: &Received<'_>, bid: &Bid) -> Result<Vec<Topic>, Failed> {
    let activity = received.activity;
    let currency = currency(&bid.currency)?;
    let Ok(epoch) = u32::try_from(bid.epoch) else {
        refuse(c, received, bid, BidRefusal::StaleEpoch)?;
        return Ok(Vec::new());
    };
    let input = ReceivedBid {
        desk: received.partner.desk_id.clone(),
        context: bid.proposal.to_string(),
        activity_id: activity.id.to_string(),
        epoch,
        fee: Money::new(minor(&bid.fee, currency)?, currency),
        eta: bid.eta.into(),
        valid_through: deadline(
            Instant::from(activity.published),
            Instant::from(activity.valid_through),
            received.now,
        ),
    };
    match bid_received::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(OfferRefusal::Store(error)) => Err(error.into()),
        Err(refusal) => {
            tracing::info!(partner = input.desk, %refusal, "a bid was not taken");
            refuse(c, received, bid, BidRefusal::Closed)?;
            Ok(Vec::new())
        }
    }
}

/// Answers with `Reject`.
pub fn refuse(
    c: &mut Conn,
    received: &Received<'_>,
    bid: &Bid,
    why: BidRefusal,
) -> Result<(), Error> {
    bid_rejected::say(
        c,
        &received.desk,
        &received.partner.desk_id,
        received.activity.id.as_str(),
        received.activity.context.as_str(),
        bid.epoch,
        why.as_str(),
    )
}
