//! `Undo(Accept(Agreement))`: an award is taken back. Every message of a past award is answered with this again.

use chrono::TimeDelta;
use musette_federation::TradeMessage;

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{count, reason};
use crate::store::{Conn, Result, delivery_award, delivery_offer};

/// How long it is tried to be delivered.
const TRIED: TimeDelta = TimeDelta::days(7);

/// Tells whose award it was.
pub fn tell(c: &mut Conn, desk: &Desk, agreement: &str, why: &str) -> Result<()> {
    let award = delivery_award::find(c, agreement)?;
    let offer = delivery_offer::find(c, &award.offer_id)?;
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &award.partner_id,
            id: None,
            context: &offer.context,
            valid_through: desk.now().plus(TRIED),
            message: TradeMessage::AwardRevoked {
                award: address(&award.award_id)?,
                agreement: address(agreement)?,
                epoch: count(award.epoch)?,
                reason: reason(Some(why))?,
            },
        },
    )?;
    Ok(())
}
