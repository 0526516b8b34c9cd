//! `Accept` or `Reject` of an offered trade agreement.

use chrono::TimeDelta;
use musette_federation::TradeMessage;
use musette_federation::activity::Refused;

use super::agreement_document::document;
use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::reason;
use crate::store::trade_agreement::AgreementState;
use crate::store::{Conn, Result, partner, trade_agreement};

/// How long the answer is tried to be delivered.
const DECISION: TimeDelta = TimeDelta::days(30);

/// Tells the partner what our people decided.
pub fn tell(c: &mut Conn, desk: &Desk, agreement: &str) -> Result<()> {
    let row = trade_agreement::find(c, agreement)?;
    let partner = partner::find(c, &row.partner_id)?;
    let offer = address(&row.offer_id)?;
    let message = if row.state == AgreementState::Active {
        TradeMessage::TradeAgreementAccepted {
            offer,
            agreement: document(c, desk, &row, &partner)?,
        }
    } else {
        TradeMessage::TradeAgreementRejected(Refused {
            object: offer,
            reason: reason(Some("declined"))?,
        })
    };
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &partner.desk_id,
            id: None,
            context: &row.id,
            valid_through: desk.now().plus(DECISION),
            message,
        },
    )?;
    Ok(())
}
