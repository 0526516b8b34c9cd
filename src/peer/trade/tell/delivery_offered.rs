//! `Create(Proposal)`: a delivery is opened to neighbours. One activity each, all about the same Proposal. The door is a coarse cell.

use musette_domain::id::DeliveryId;
use musette_domain::zone::CellSize;
use musette_federation::TradeMessage;
use musette_federation::delivery_offer::{Load, Proposal, ProposalState};

use crate::peer::trade::desk::{Desk, address};
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::terms::{amount, cell, cell_of, count, currency_code, some_amount, under};
use crate::store::delivery::Delivery;
use crate::store::delivery_offer::DeliveryOffer;
use crate::store::partner::Partner;
use crate::store::{Conn, Error, Result, delivery, delivery_offer, orders, partner};

/// Tells each desk.
pub fn tell(c: &mut Conn, desk: &Desk, id: &DeliveryId, desks: &[String]) -> Result<()> {
    let delivery = delivery::find(c, id)?;
    let offer = delivery_offer::of_delivery(c, id)?.ok_or(Error::NotFound)?;
    let pickup = restaurant(c, &delivery)?;
    for to in desks {
        let partner = partner::find(c, to)?;
        let proposal = proposal(desk, &delivery, &offer, &partner, &pickup)?;
        outgoing::write(
            c,
            desk,
            Outgoing {
                to,
                id: None,
                context: &offer.context,
                valid_through: offer.window_ends_at,
                message: TradeMessage::DeliveryProposed(proposal),
            },
        )?;
    }
    Ok(())
}

/// The restaurant's actor: its address is public, the order names it.
pub fn restaurant(c: &mut Conn, delivery: &Delivery) -> Result<String> {
    let order = delivery
        .order_id
        .as_ref()
        .ok_or_else(|| Error::Database(format!("delivery {} is of no order", delivery.number)))?;
    Ok(orders::find(c, order)?.restaurant)
}

/// The Proposal as one candidate sees it.
pub fn proposal(
    desk: &Desk,
    delivery: &Delivery,
    offer: &DeliveryOffer,
    partner: &Partner,
    pickup: &str,
) -> Result<Proposal> {
    Ok(Proposal {
        id: address(&offer.context)?,
        attributed_to: desk.url()?,
        to: address(&partner.desk_id)?,
        epoch: count(offer.epoch)?,
        state: ProposalState::Open,
        under: under(partner)?,
        selection: None,
        valid_through: offer.window_ends_at.to_utc(),
        fee: amount(delivery.fee, delivery.currency),
        tip: None,
        currency: currency_code(delivery.currency)?,
        collect: some_amount(delivery.collect, delivery.currency),
        pickup: address(pickup)?,
        pickup_zone: cell_of(
            delivery.pickup_latitude,
            delivery.pickup_longitude,
            CellSize::Block,
        )
        .into_iter()
        .collect(),
        dropoff_zone: cell(&delivery.zone, CellSize::Blocks).into_iter().collect(),
        ready_at: delivery.pickup_at.to_utc(),
        arrive_by: delivery.window_to.to_utc(),
        load: Load {
            bags: 1,
            grams: None,
            handling: Vec::new(),
        },
    })
}
