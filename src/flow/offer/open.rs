//! The dispatch opens a delivery to neighbours.

use musette_domain::Money;
use musette_domain::TextValue;
use musette_domain::delivery::{DeliveryOrigin, DeliveryState};
use musette_domain::handoff::{OfferTerms, Owner, OwnerEvent, OwnerState, STALL_SECONDS};
use musette_domain::id::DeliveryId;

use super::effect;
use super::machine::{self, OfferRefusal, Stored};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::agreement::trading::{self, Begins, Trading};
use crate::flow::refusal::broken;
use crate::store::delivery::{self, Delivery};
use crate::store::delivery_offer::{self, DeliveryOffer, OfferState};
use crate::store::{Conn, delivery_award, partner};

/// Offers the delivery to these desks; again, if nobody came the last time. A delivery that is being offered stays as it is.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    desks: &[String],
) -> Result<Changed, OfferRefusal> {
    let row = delivery::find(c, id)?;
    if row.side != DeliveryOrigin::OwnOrder || row.state.is_final() || row.state.bag_is_gone() {
        return Err(OfferRefusal::NotNow);
    }
    let desks = active(c, app, desks)?;
    if let Some(offer) = delivery_offer::lock_of_delivery(c, id)? {
        match machine::read(&offer)?.owner.state() {
            OwnerState::NobodyOffered => return again(c, app, offer, desks),
            OwnerState::Closed { .. } => replace(c, &offer)?,
            _ => return Ok(Changed::nothing()),
        }
    }
    if row.state != DeliveryState::Waiting {
        return Err(OfferRefusal::NotNow);
    }
    first(c, app, &row, desks)
}

/// Those of the desks with whom something new may begin, in order, each once.
fn active(c: &mut Conn, app: &App, desks: &[String]) -> Result<Vec<String>, OfferRefusal> {
    let mut found: Vec<String> = Vec::new();
    let mut at_limit = false;
    for desk in desks {
        let Some(partner) = partner::find_optional(c, desk)? else {
            continue;
        };
        let trading = trading::with(c, &partner, Begins::We, app.clock.now())?;
        at_limit |= matches!(trading, Trading::AtLimit(_));
        if trading.is_open() && !found.contains(desk) {
            found.push(desk.clone());
        }
    }
    match (found.is_empty(), at_limit) {
        (false, _) => Ok(found),
        (true, true) => Err(OfferRefusal::AtLimit),
        (true, false) => Err(OfferRefusal::NobodyToAsk),
    }
}

/// A closed offer makes room for a new one, unless an award rests on it: that is kept for the books.
fn replace(c: &mut Conn, offer: &DeliveryOffer) -> Result<(), OfferRefusal> {
    if !delivery_award::of_offer(c, &offer.id)?.is_empty() {
        return Err(OfferRefusal::TakenBack);
    }
    delivery_offer::delete(c, &offer.id)?;
    Ok(())
}

fn again(
    c: &mut Conn,
    app: &App,
    mut offer: DeliveryOffer,
    desks: Vec<String>,
) -> Result<Changed, OfferRefusal> {
    let stored = Stored {
        desks,
        ..machine::read(&offer)?
    };
    machine::write(app, &mut offer, &stored)?;
    clear_trouble(c, &offer.delivery_id)?;
    Ok(machine::step(c, app, offer, OwnerEvent::OfferAgain)?.changed)
}

fn clear_trouble(c: &mut Conn, id: &DeliveryId) -> Result<(), OfferRefusal> {
    let mut row = delivery::lock(c, id)?;
    row.trouble = None;
    delivery::save(c, &row)?;
    Ok(())
}

fn first(
    c: &mut Conn,
    app: &App,
    row: &Delivery,
    desks: Vec<String>,
) -> Result<Changed, OfferRefusal> {
    let now = app.clock.now();
    let (owner, effects) = Owner::open(terms(app, row), now);
    let stored = Stored { desks, owner };
    let id: musette_domain::id::DeliveryOfferId = app.ids.new_id().map_err(broken)?;
    let mut offer = DeliveryOffer {
        context: app.urls.job(id.as_str()),
        id,
        delivery_id: row.id.clone(),
        state: OfferState::Open,
        epoch: 0,
        machine: String::new(),
        window_ends_at: now,
        created_at: now,
        updated_at: now,
    };
    machine::write(app, &mut offer, &stored)?;
    delivery_offer::insert(c, &offer)?;
    clear_trouble(c, &row.id)?;
    Ok(effect::apply(c, app, &offer, &stored, effects)?.changed)
}

fn terms(app: &App, row: &Delivery) -> OfferTerms {
    let seconds = |span: chrono::TimeDelta| u32::try_from(span.num_seconds()).unwrap_or(0);
    OfferTerms {
        fee: Money::new(row.fee, row.currency),
        window_seconds: seconds(app.config.trade.offer_window),
        ack_seconds: seconds(app.config.trade.acknowledge_within),
        stall_seconds: STALL_SECONDS,
        pickup_until: row.pickup_at,
        // Later than the promised time nothing is offered by itself any more.
        reoffer_until: row.window_to,
    }
}
