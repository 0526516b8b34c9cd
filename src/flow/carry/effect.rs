//! Doing what the carrier's machine asks for: rows, messages, timers. Each may be asked for twice.

mod ride;

use musette_domain::handoff::{Carrier, CarrierEffect, CarrierTimer, Epoch, Question};
use musette_domain::{Instant, TextValue};

use super::machine::subject;
use super::{bid, free_courier, heartbeat};
use crate::app::{App, Topic};
use crate::flow::delivery::{own_door, stop};
use crate::flow::timer::{self, JobKind};
use crate::flow::{Changed, settle};
use crate::store::delivery_offer_received::{self, DeliveryOfferReceived};
use crate::store::receipt::{self, Receipt, ReceiptDirection, ReceiptState};
use crate::store::{Conn, Result, delivery};

/// Does everything an event has led to, in order.
pub fn apply(
    c: &mut Conn,
    app: &App,
    row: &mut DeliveryOfferReceived,
    carrier: &Carrier,
    effects: Vec<CarrierEffect>,
) -> Result<Changed> {
    let mut changed = Changed::topics([Topic::Dispatch]);
    for effect in effects {
        changed.join(one(c, app, row, carrier, effect)?);
    }
    if let Some(id) = &row.delivery_id {
        let delivery = delivery::find(c, id)?;
        changed.join(stop::topics(c, &delivery)?);
    }
    Ok(changed)
}

fn one(
    c: &mut Conn,
    app: &App,
    row: &mut DeliveryOfferReceived,
    carrier: &Carrier,
    effect: CarrierEffect,
) -> Result<Changed> {
    match effect {
        CarrierEffect::ShowOffer { .. } => return by_rule(c, app, row),
        CarrierEffect::SendBid {
            eta, valid_until, ..
        } => app.tell.bid_made(c, &row.proposal_id, eta, valid_until)?,
        // A reservation is the row itself: its courier and its state.
        CarrierEffect::ReserveCourier { .. } => {}
        CarrierEffect::FreeCourier => {
            row.courier_id = None;
            delivery_offer_received::save(c, row)?;
        }
        CarrierEffect::ReadHandoff { epoch } => read_door(c, app, row, epoch, app.clock.now())?,
        CarrierEffect::ForgetAddress => {
            if let Some(id) = &row.delivery_id {
                own_door::forget(c, id)?;
            }
        }
        CarrierEffect::SendReport { revision, eta, .. } => {
            ride::reported(c, row, revision, eta)?;
            app.tell.delivery_reported(c, &row.proposal_id)?;
            heartbeat::next(c, app, &row.proposal_id)?;
        }
        CarrierEffect::StartDelivery { pickup_code, .. } => {
            return ride::start(c, app, row, &pickup_code);
        }
        CarrierEffect::StopDelivery { reason } => return ride::stop(c, app, row, reason),
        CarrierEffect::SendReceipt { receipt, pin, .. } => {
            send_receipt(c, app, row, carrier, &receipt, &pin)?;
        }
        CarrierEffect::RecordClaim { receipt, .. } => return claim(c, app, row, &receipt),
        CarrierEffect::AskPinAgain { left } => return ride::back_at_door(c, app, row, left),
        CarrierEffect::SetTimer { timer, epoch, at } => match timer {
            CarrierTimer::Handoff => read_door(c, app, row, epoch, at)?,
            CarrierTimer::Answer | CarrierTimer::Bid | CarrierTimer::Ack => {
                let subject = subject(&row.proposal_id, epoch);
                timer::at(c, app, JobKind::CarryDeadline, &subject, at)?;
            }
        },
        CarrierEffect::AskHuman(question) => ask(c, row, question)?,
    }
    Ok(Changed::nothing())
}

/// The stated rule, where the co-op has one: somebody who has time for neighbours and nothing to do answers by themselves.
fn by_rule(c: &mut Conn, app: &App, row: &mut DeliveryOfferReceived) -> Result<Changed> {
    if !app.config.trade.auto_bid {
        return Ok(Changed::nothing());
    }
    let Some(courier) = free_courier::find(c, app, row)? else {
        return Ok(Changed::nothing());
    };
    tracing::info!(offer.id = row.proposal_id, "bid made by the stated rule");
    bid::make(c, app, row, Some(courier))
}

fn read_door(
    c: &mut Conn,
    app: &App,
    row: &DeliveryOfferReceived,
    epoch: Epoch,
    at: Instant,
) -> Result<()> {
    let subject = subject(&row.proposal_id, epoch);
    timer::at(c, app, JobKind::ReadDoor, &subject, at)
}

fn send_receipt(
    c: &mut Conn,
    app: &App,
    row: &DeliveryOfferReceived,
    carrier: &Carrier,
    id: &str,
    pin: &str,
) -> Result<()> {
    let Some(delivery_id) = row.delivery_id.clone() else {
        return Ok(());
    };
    let receipt = Receipt {
        id: id.to_owned(),
        delivery_id,
        partner_id: row.partner_id.clone(),
        direction: ReceiptDirection::Issued,
        epoch: i64::from(carrier.epoch()),
        activity_id: app.urls.trade_activity(&app.ids.uuid()),
        amount: row.fee,
        collected: row.collect,
        tip: 0,
        currency: row.currency,
        state: ReceiptState::Sent,
        body: String::new(),
        created_at: app.clock.now(),
        answered_at: None,
    };
    receipt::insert_if_absent(c, &receipt)?;
    let pin = Some(pin).filter(|pin| !pin.is_empty());
    app.tell.receipt_issued(c, &row.proposal_id, pin)
}

fn claim(c: &mut Conn, app: &App, row: &DeliveryOfferReceived, id: &str) -> Result<Changed> {
    let mut receipt = receipt::find(c, id)?;
    receipt.state = ReceiptState::Accepted;
    receipt.answered_at = receipt.answered_at.or(Some(app.clock.now()));
    receipt::save(c, &receipt)?;
    settle::receipt_accepted::run(c, app, &receipt, &row.context)?;
    Ok(Changed::topics([Topic::Coop]))
}

/// Shows the dispatch what only a person can decide.
fn ask(c: &mut Conn, row: &DeliveryOfferReceived, question: Question) -> Result<()> {
    let Some(id) = &row.delivery_id else {
        return Ok(());
    };
    let mut delivery = delivery::lock(c, id)?;
    delivery.trouble = Some(question.text().to_owned());
    delivery::save(c, &delivery)?;
    tracing::warn!(
        delivery.id = id.as_str(),
        question = question.text(),
        "a person has to decide"
    );
    Ok(())
}
