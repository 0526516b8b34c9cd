//! The award: its row, the door that it opens, and its end.

use musette_domain::TextValue;
use musette_domain::delivery::{Carrier, DeliveryEvent};
use musette_domain::handoff::{Epoch, OwnerEffect, RevokeReason};
use musette_domain::id::DeliveryId;

use crate::app::App;
use crate::flow::address::{self, Reader};
use crate::flow::offer::machine::Stored;
use crate::flow::order::record;
use crate::flow::{Changed, pin_check};
use crate::store::delivery_award::{self, AwardState, DeliveryAward};
use crate::store::delivery_bid::{self, BidState};
use crate::store::delivery_offer::DeliveryOffer;
use crate::store::orders::{self, Order, OrderSide};
use crate::store::{Conn, Result, delivery, partner};

/// Writes the award of a `SendAward`, once.
pub(super) fn record(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    effect: &OwnerEffect,
) -> Result<()> {
    let OwnerEffect::SendAward {
        desk,
        bid,
        agreement,
        epoch,
        pickup_code,
        ack_by,
        because,
    } = effect
    else {
        return Ok(());
    };
    let row = DeliveryAward {
        agreement_id: agreement.clone(),
        offer_id: offer.id.clone(),
        partner_id: desk.as_str().to_owned(),
        epoch: i64::from(*epoch),
        bid_id: bid.clone(),
        award_id: app.urls.trade_activity(&app.ids.uuid()),
        // What a wasted trip costs is fixed here, whatever is agreed on later.
        under: partner::find(c, desk.as_str())?.agreement_id,
        delivery_url: None,
        pickup_code: pickup_code.clone(),
        ack_by: *ack_by,
        acknowledged_at: None,
        state: AwardState::Awarded,
        reason: None,
        created_at: app.clock.now(),
    };
    if delivery_award::insert_if_absent(c, &row)? {
        tracing::info!(
            offer.id = offer.id.as_str(),
            offer.epoch = epoch,
            because = because.text(),
            "delivery awarded"
        );
        given(c, app, &offer.delivery_id, i64::from(*epoch))?;
    }
    Ok(())
}

/// The delivery is with a neighbour now.
fn given(c: &mut Conn, app: &App, id: &DeliveryId, epoch: i64) -> Result<()> {
    let mut row = delivery::lock(c, id)?;
    if let Ok(state) = row.state.after(DeliveryEvent::Assign) {
        row.state = state;
    }
    row.carrier = Some(Carrier::Neighbour);
    row.pickup_code = None;
    row.epoch = epoch;
    row.trouble = None;
    row.updated_at = app.clock.now();
    delivery::save(c, &row)
}

/// Tells the winner.
pub(super) fn send(c: &mut Conn, app: &App, agreement: &str, bid: &str) -> Result<()> {
    if let Some(mut row) = delivery_bid::find_optional(c, bid)? {
        row.state = BidState::Won;
        delivery_bid::save(c, &row)?;
    }
    app.tell.delivery_awarded(c, agreement)
}

/// Lets the winner, and nobody else, read the door: here, or at the customer's co-op by telling it.
pub(super) fn open_door(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    desk: &str,
    agreement: &str,
    epoch: Epoch,
) -> Result<Changed> {
    let Some(mut order) = order(c, offer)? else {
        return Ok(Changed::nothing());
    };
    let partner = partner::find(c, desk)?;
    order.carrier_desk = Some(desk.to_owned());
    order.carrier_name = Some(partner.name);
    if order.side == OrderSide::Local {
        let reader = Reader {
            desk: desk.to_owned(),
            key: Some(pin_check::fingerprint(&partner.public_key)),
            agreement: agreement.to_owned(),
            epoch: i64::from(epoch),
        };
        address::open(c, &order.id, &reader, app.clock.now())?;
    }
    record::touch(c, app, &mut order)
}

/// Lets nobody read the door any more.
pub(super) fn close_door(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    stored: &Stored,
    epoch: Epoch,
) -> Result<Changed> {
    mark_ended(c, stored, epoch)?;
    let mut row = delivery::lock(c, &offer.delivery_id)?;
    if row.epoch == i64::from(epoch) && row.carrier == Some(Carrier::Neighbour) {
        if let Ok(state) = row.state.after(DeliveryEvent::Unassign) {
            row.state = state;
        }
        row.carrier = None;
        row.eta = None;
        row.cell = None;
        row.updated_at = app.clock.now();
        delivery::save(c, &row)?;
    }
    let Some(mut order) = order(c, offer)? else {
        return Ok(Changed::nothing());
    };
    if order.carrier_desk.is_none() {
        return Ok(Changed::nothing());
    }
    order.carrier_desk = None;
    order.carrier_name = None;
    order.eta = None;
    order.cell = None;
    address::close(c, &order.id)?;
    record::touch(c, app, &mut order)
}

/// Writes the end of an epoch's award into its row before anybody is told: whoever reads the order's document sees no carrier any more.
///
/// Only the machine ends an award. A giving back that comes after the bag has gone ends none, and the row stays as it is.
fn mark_ended(c: &mut Conn, stored: &Stored, epoch: Epoch) -> Result<()> {
    let Some(past) = stored.owner.past().iter().rfind(|past| past.epoch == epoch) else {
        return Ok(());
    };
    let mut row = delivery_award::find(c, &past.agreement)?;
    row.state = match past.reason {
        RevokeReason::Released => AwardState::Released,
        _ => AwardState::Revoked,
    };
    row.reason = Some(past.reason.text().to_owned());
    delivery_award::save(c, &row)
}

/// Takes the award back, or says again that it was.
pub(super) fn revoke(c: &mut Conn, app: &App, agreement: &str, reason: RevokeReason) -> Result<()> {
    let mut row = delivery_award::find(c, agreement)?;
    row.state = AwardState::Revoked;
    row.reason = Some(reason.text().to_owned());
    delivery_award::save(c, &row)?;
    app.tell.award_revoked(c, agreement, reason.text())
}

/// The bag left the counter with the current winner's courier.
pub(super) fn mark_handed_over(c: &mut Conn, stored: &Stored) -> Result<()> {
    set_state(c, stored, AwardState::HandedOver)
}

/// Puts the current award's row into a state.
pub(super) fn set_state(c: &mut Conn, stored: &Stored, state: AwardState) -> Result<()> {
    let Some(award) = stored.owner.award() else {
        return Ok(());
    };
    let mut row = delivery_award::find(c, &award.agreement)?;
    row.state = state;
    delivery_award::save(c, &row)
}

/// The order of the offered delivery.
pub(super) fn order(c: &mut Conn, offer: &DeliveryOffer) -> Result<Option<Order>> {
    let row = delivery::find(c, &offer.delivery_id)?;
    match &row.order_id {
        Some(id) => orders::find_optional(c, id),
        None => Ok(None),
    }
}
