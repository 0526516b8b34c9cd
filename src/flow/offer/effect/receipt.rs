//! The answer to a receipt: a claim in the books, or an objection.

use musette_domain::handoff::ReceiptRefusal;

use super::{award, books};
use crate::app::App;
use crate::flow::delivery::bag;
use crate::flow::offer::machine::Stored;
use crate::flow::{Changed, settle};
use crate::store::delivery_award::AwardState;
use crate::store::delivery_offer::{self, DeliveryOffer, OfferState};
use crate::store::receipt::{self, ReceiptState};
use crate::store::{Conn, Result, delivery};

/// Accepts the receipt: the delivery is done, we owe the fee.
pub(super) fn accept(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    stored: &Stored,
    id: &str,
) -> Result<Changed> {
    let mut row = receipt::find(c, id)?;
    row.state = ReceiptState::Accepted;
    row.answered_at = row.answered_at.or(Some(app.clock.now()));
    receipt::save(c, &row)?;
    award::set_state(c, stored, AwardState::Delivered)?;
    settle::receipt_accepted::run(c, app, &row, &offer.context)?;
    let mut delivery = delivery::find(c, &offer.delivery_id)?;
    let mut changed = bag::brought(c, app, &mut delivery)?;
    app.tell.receipt_answered(c, id)?;
    changed.join(books());
    Ok(changed)
}

/// Contests the receipt.
pub(super) fn reject(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    id: &str,
    reason: ReceiptRefusal,
) -> Result<Changed> {
    let mut row = receipt::find(c, id)?;
    row.state = ReceiptState::Disputed;
    row.answered_at = row.answered_at.or(Some(app.clock.now()));
    receipt::save(c, &row)?;
    if reason == ReceiptRefusal::PinLocked {
        let mut offer = delivery_offer::find(c, &offer.id)?;
        offer.state = OfferState::Disputed;
        delivery_offer::save(c, &offer)?;
    }
    app.tell.receipt_answered(c, id)?;
    Ok(books())
}
