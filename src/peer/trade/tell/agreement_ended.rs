//! `Undo(Accept(TradeAgreement))`: the agreement is over; running deliveries end under its terms.

use chrono::TimeDelta;
use musette_federation::TradeMessage;

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::store::{Conn, Result, exchange_entry, trade_agreement};

/// How long it is tried to be delivered.
const TRIED: TimeDelta = TimeDelta::days(7);

/// Tells the partner that we ended it.
pub fn tell(c: &mut Conn, desk: &Desk, agreement: &str) -> Result<()> {
    let row = trade_agreement::find(c, agreement)?;
    let accept =
        exchange_entry::of_context(c, &row.partner_id, &row.id, "trade_agreement_accepted")?
            .map_or_else(|| row.offer_id.clone(), |entry| entry.activity_id);
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &row.partner_id,
            id: None,
            context: &row.id,
            valid_through: desk.now().plus(TRIED),
            message: TradeMessage::TradeAgreementEnded {
                accept: address(&accept)?,
                agreement: address(&row.id)?,
                reason: None,
            },
        },
    )?;
    Ok(())
}
