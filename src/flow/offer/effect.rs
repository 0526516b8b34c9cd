//! Doing what the owner's machine asks for: rows, messages, timers. Each may be asked for twice.

mod award;
mod receipt;
mod relay;

use musette_domain::Instant;
use musette_domain::handoff::{Epoch, OwnerEffect, OwnerTimer, Question};

use super::machine::{Stepped, Stored, subject};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::delivery::{bag, stop};
use crate::flow::settle::{self, wasted_trip::Trip};
use crate::flow::timer::{self, JobKind};
use crate::store::delivery_bid::{self, BidState};
use crate::store::delivery_offer::DeliveryOffer;
use crate::store::{Conn, Result, delivery, delivery_award};

pub use relay::show;

/// Does everything an event has led to, in order.
pub fn apply(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    stored: &Stored,
    effects: Vec<OwnerEffect>,
) -> Result<Stepped> {
    // Whoever may read the door is told by agreement: its row comes before everything else.
    for effect in &effects {
        award::record(c, app, offer, effect)?;
    }
    let mut stepped = Stepped::default();
    for effect in effects {
        let changed = one(c, app, offer, stored, effect, &mut stepped)?;
        stepped.changed.join(changed);
    }
    let row = delivery::find(c, &offer.delivery_id)?;
    stepped.changed.join(stop::topics(c, &row)?);
    Ok(stepped)
}

fn one(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    stored: &Stored,
    effect: OwnerEffect,
    stepped: &mut Stepped,
) -> Result<Changed> {
    match effect {
        OwnerEffect::SendProposal { .. } => {
            app.tell
                .delivery_offered(c, &offer.delivery_id, &stored.desks)?;
        }
        OwnerEffect::OpenHandoff {
            desk,
            agreement,
            epoch,
        } => return award::open_door(c, app, offer, desk.as_str(), &agreement, epoch),
        OwnerEffect::CloseHandoff { epoch } => {
            return award::close_door(c, app, offer, stored, epoch);
        }
        OwnerEffect::SendAward { agreement, bid, .. } => {
            award::send(c, app, &agreement, &bid)?;
        }
        OwnerEffect::RejectBid {
            desk, bid, reason, ..
        } => reject_bid(c, app, offer, desk.as_str(), &bid, reason.text())?,
        OwnerEffect::Revoke {
            agreement, reason, ..
        } => award::revoke(c, app, &agreement, reason)?,
        OwnerEffect::ReadDelivery { epoch, .. } => {
            timer::now(c, app, JobKind::AskCarrier, &subject(&offer.id, epoch))?;
        }
        OwnerEffect::SetTimer { timer, epoch, at } => {
            set_timer(c, app, offer, timer, epoch, at)?;
        }
        OwnerEffect::CounterSays(answer) => {
            if matches!(
                answer,
                musette_domain::handoff::CounterAnswer::HandOver { .. }
            ) {
                stepped.counter = Some(answer);
                return handed_over(c, app, offer, stored);
            }
            stepped.counter = Some(answer);
        }
        OwnerEffect::RelayState { progress, eta } => {
            return relay::state(c, app, offer, stored, progress, eta);
        }
        OwnerEffect::AcceptReceipt { receipt, .. } => {
            return receipt::accept(c, app, offer, stored, &receipt);
        }
        OwnerEffect::RejectReceipt {
            receipt, reason, ..
        } => return receipt::reject(c, app, offer, &receipt, reason),
        OwnerEffect::CompensateWastedTrip {
            desk, agreement, ..
        } => {
            let under = delivery_award::find(c, &agreement)?.under;
            let trip = Trip {
                desk: desk.as_str(),
                agreement: &agreement,
                under: under.as_deref(),
                context: &offer.context,
            };
            settle::wasted_trip::we_owe(c, app, &trip)?;
            return Ok(books());
        }
        OwnerEffect::AskHuman(question) => ask(c, offer, question)?,
    }
    Ok(Changed::nothing())
}

fn reject_bid(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    desk: &str,
    bid: &str,
    reason: &str,
) -> Result<()> {
    if let Some(mut row) = delivery_bid::find_optional(c, bid)? {
        row.state = BidState::Rejected;
        delivery_bid::save(c, &row)?;
    }
    app.tell.bid_rejected(c, desk, bid, &offer.context, reason)
}

fn set_timer(
    c: &mut Conn,
    app: &App,
    offer: &DeliveryOffer,
    timer: OwnerTimer,
    epoch: Epoch,
    at: Instant,
) -> Result<()> {
    let kind = match timer {
        OwnerTimer::Window => JobKind::OfferWindowEnded,
        OwnerTimer::Deadline => JobKind::AwardDeadline,
        OwnerTimer::Asked => JobKind::CarrierSilent,
    };
    timer::at(c, app, kind, &subject(&offer.id, epoch), at)
}

fn handed_over(c: &mut Conn, app: &App, offer: &DeliveryOffer, stored: &Stored) -> Result<Changed> {
    award::mark_handed_over(c, stored)?;
    let mut row = delivery::lock(c, &offer.delivery_id)?;
    row.trouble = None;
    bag::gone(c, app, &mut row)
}

/// Shows the dispatch what only a person can decide.
fn ask(c: &mut Conn, offer: &DeliveryOffer, question: Question) -> Result<()> {
    let mut row = delivery::lock(c, &offer.delivery_id)?;
    row.trouble = Some(question.text().to_owned());
    delivery::save(c, &row)
}

/// The topics of the co-op's books.
pub(super) fn books() -> Changed {
    Changed::topics([Topic::Coop])
}
