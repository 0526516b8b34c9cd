//! `Accept`, result `Agreement`: the delivery is awarded, with the pickup code and the way to the door.

use musette_federation::TradeMessage;
use musette_federation::delivery_offer::{AwardState as WireState, DeliveryAgreement};

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{amount, count, currency_code, some_amount, under};
use crate::store::delivery_award::{AwardState, DeliveryAward};
use crate::store::{
    Conn, Result, address_release, delivery, delivery_award, delivery_offer, orders, partner,
};

/// Tells the winner.
pub fn tell(c: &mut Conn, desk: &Desk, agreement: &str) -> Result<()> {
    let award = delivery_award::find(c, agreement)?;
    let offer = delivery_offer::find(c, &award.offer_id)?;
    let document = document(c, desk, &award)?;
    outgoing::write(
        c,
        desk,
        Outgoing {
            to: &award.partner_id,
            id: Some(award.award_id.clone()),
            context: &offer.context,
            valid_through: award.ack_by,
            message: TradeMessage::DeliveryAwarded {
                bid: address(&award.bid_id)?,
                agreement: document,
            },
        },
    )?;
    Ok(())
}

/// The agreement of an award as its winner may see it. The pickup code is told until the bag has gone.
pub fn document(c: &mut Conn, desk: &Desk, award: &DeliveryAward) -> Result<DeliveryAgreement> {
    let offer = delivery_offer::find(c, &award.offer_id)?;
    let delivery = delivery::find(c, &offer.delivery_id)?;
    let partner = partner::find(c, &award.partner_id)?;
    let waiting = matches!(award.state, AwardState::Awarded | AwardState::Committed);
    let handoff = match &delivery.order_id {
        Some(order) if waiting => {
            let order = orders::find(c, order)?;
            match order.handoff_url {
                Some(url) => Some(url),
                None => address_release::of_order(c, &order.id)?
                    .map(|release| desk.urls.handoff(&release.id)),
            }
        }
        _ => None,
    };
    Ok(DeliveryAgreement {
        id: address(&award.agreement_id)?,
        attributed_to: desk.url()?,
        receiver: desk.url()?,
        provider: address(&award.partner_id)?,
        under: match &award.under {
            Some(agreement) => address(agreement)?,
            None => under(&partner)?,
        },
        proposal: address(&offer.context)?,
        epoch: count(award.epoch)?,
        revision: revision(award.state),
        state: state(award.state),
        ack_by: award.ack_by.to_utc(),
        pickup_code: waiting.then(|| award.pickup_code.clone()),
        handoff: handoff.as_deref().map(address).transpose()?,
        fee: amount(delivery.fee, delivery.currency),
        tip: None,
        currency: currency_code(delivery.currency)?,
        collect: some_amount(delivery.collect, delivery.currency),
    })
}

/// The state as it travels.
const fn state(state: AwardState) -> WireState {
    match state {
        AwardState::Awarded => WireState::Awarded,
        AwardState::Committed => WireState::Committed,
        AwardState::HandedOver => WireState::HandedOver,
        AwardState::Delivered => WireState::Delivered,
        AwardState::Revoked => WireState::Revoked,
        AwardState::Released => WireState::Released,
    }
}

/// States only follow one another, so each has its number.
const fn revision(state: AwardState) -> u64 {
    match state {
        AwardState::Awarded => 1,
        AwardState::Committed => 2,
        AwardState::HandedOver => 3,
        AwardState::Delivered | AwardState::Revoked | AwardState::Released => 4,
    }
}
