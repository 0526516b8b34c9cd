//! `Reject(Offer(Agreement))`: a bid is not taken.

use chrono::TimeDelta;
use musette_federation::TradeMessage;

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{count, reason};
use crate::store::{Conn, Result, delivery_bid, delivery_offer};

/// How long it is tried to be delivered; a bid lapses by itself.
const TRIED: TimeDelta = TimeDelta::minutes(10);

/// Tells the bidder why.
pub fn tell(
    c: &mut Conn,
    desk: &Desk,
    to: &str,
    bid: &str,
    context: &str,
    why: &str,
) -> Result<()> {
    let epoch = match delivery_bid::find_optional(c, bid)? {
        Some(row) => row.epoch,
        None => delivery_offer::of_context(c, context)?.map_or(0, |offer| offer.epoch),
    };
    say(c, desk, to, bid, context, count(epoch)?, why)
}

/// As [`tell`], for a bid that was never written down.
pub fn say(
    c: &mut Conn,
    desk: &Desk,
    to: &str,
    bid: &str,
    context: &str,
    epoch: u64,
    why: &str,
) -> Result<()> {
    outgoing::write(
        c,
        desk,
        Outgoing {
            to,
            id: None,
            context,
            valid_through: desk.now().plus(TRIED),
            message: TradeMessage::BidRejected {
                bid: address(bid)?,
                epoch,
                reason: reason(Some(why))?,
            },
        },
    )?;
    Ok(())
}
