//! `/ap/j/{id}`: a delivery that we opened to the reader.

use musette_federation::delivery_offer::ProposalState;
use serde_json::Value;

use crate::app::App;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::delivery_offered;
use crate::store::delivery_offer::OfferState;
use crate::store::partner::Partner;
use crate::store::{Conn, Result, delivery, delivery_offer, exchange_entry};

/// The Proposal with its present state, if the reader was a candidate.
pub fn read(c: &mut Conn, app: &App, reader: &Partner, id: &str) -> Result<Option<Value>> {
    let context = app.urls.job(id);
    let Some(offer) = delivery_offer::of_context(c, &context)? else {
        return Ok(None);
    };
    let told = exchange_entry::of_context(c, &reader.desk_id, &context, "delivery_proposed")?;
    if told.is_none() {
        return Ok(None);
    }
    let delivery = delivery::find(c, &offer.delivery_id)?;
    let pickup = delivery_offered::restaurant(c, &delivery)?;
    let mut proposal =
        delivery_offered::proposal(&Desk::of(app), &delivery, &offer, reader, &pickup)?;
    proposal.state = match offer.state {
        OfferState::Open => ProposalState::Open,
        OfferState::Unanswered => ProposalState::Expired,
        OfferState::Closed => ProposalState::Withdrawn,
        OfferState::Awarded
        | OfferState::Committed
        | OfferState::HandedOver
        | OfferState::Delivered
        | OfferState::Disputed => ProposalState::Awarded,
    };
    Ok(Some(proposal.to_json()))
}
