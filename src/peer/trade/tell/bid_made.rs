//! `Offer(Agreement)` with an epoch: we offer to carry a neighbour's delivery, for the fee it named.

use musette_domain::Instant;
use musette_federation::delivery_offer::Bid;
use musette_federation::{Slug, TradeMessage};

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{amount, count, currency_code};
use crate::store::{Conn, Result, delivery_offer_received};

/// Tells the owner. The activity's id is the row's `bid_id`.
pub fn tell(
    c: &mut Conn,
    desk: &Desk,
    proposal: &str,
    eta: Instant,
    valid_through: Instant,
) -> Result<()> {
    let mut row = delivery_offer_received::find(c, proposal)?;
    let bid_id = row
        .bid_id
        .get_or_insert_with(|| desk.new_activity())
        .clone();
    delivery_offer_received::save(c, &row)?;
    let bid = Bid {
        proposal: address(&row.proposal_id)?,
        epoch: count(row.epoch)?,
        eta: eta.to_utc(),
        fee: amount(row.fee, row.currency),
        currency: currency_code(row.currency)?,
        vehicle: Slug::parse("bicycle"),
    };
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &row.partner_id,
            id: Some(bid_id),
            context: &row.context,
            valid_through,
            message: TradeMessage::DeliveryBid(bid),
        },
    )?;
    Ok(())
}
