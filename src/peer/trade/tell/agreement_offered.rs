//! `Offer(TradeAgreement)`: we propose terms to a partner.

use musette_federation::TradeMessage;

use super::agreement_document::document;
use crate::flow::agreement::DECISION;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::store::{Conn, Result, partner, trade_agreement};

/// Tells the partner, and keeps the document beside the row as it was sent.
pub fn tell(c: &mut Conn, desk: &Desk, agreement: &str) -> Result<()> {
    let mut row = trade_agreement::find(c, agreement)?;
    let partner = partner::find(c, &row.partner_id)?;
    let terms = document(c, desk, &row, &partner)?;
    row.document = terms.to_json().to_string();
    trade_agreement::save(c, &row)?;
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &partner.desk_id,
            id: Some(row.offer_id),
            context: &row.id,
            valid_through: desk.now().plus(DECISION),
            message: TradeMessage::TradeAgreementOffered(terms),
        },
    )?;
    Ok(())
}
