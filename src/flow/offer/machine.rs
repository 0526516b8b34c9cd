//! Loading the owner's machine, feeding it an event, and storing it with its columns.

use musette_domain::handoff::{CounterAnswer, Fresh, Owner, OwnerEvent, OwnerState};
use musette_domain::id::{DeliveryId, DeliveryOfferId};

use super::effect;
use crate::app::App;
use crate::flow::Changed;
use crate::flow::delivery::assign::code;
use crate::flow::refusal::{broken, refusals};
use crate::store::delivery_offer::{self, DeliveryOffer, OfferState};
use crate::store::{Conn, Result};

/// What the column `delivery_offer.machine` holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stored {
    /// The desks it is offered to, in every epoch.
    pub desks: Vec<String>,
    /// The machine.
    pub owner: Owner,
}

refusals! {
    /// Why a message or a click about an offer comes to nothing.
    pub enum OfferRefusal {
        /// There is no such offer.
        #[error("this delivery has not been offered to neighbours")]
        Unknown = "offer-unknown",
        /// The desk has nothing to do with it.
        #[error("this delivery was not offered to this desk")]
        NotACandidate = "offer-not-a-candidate",
        /// None of the desks can be asked.
        #[error("choose at least one neighbour with whom there is an active agreement")]
        NobodyToAsk = "offer-nobody-to-ask",
        /// We owe them more than was agreed.
        #[error("we owe these neighbours more than was agreed; settle with them first, or choose another")]
        AtLimit = "offer-at-limit",
        /// The delivery is under way or over.
        #[error("this delivery is under way or over; it cannot be offered")]
        NotNow = "offer-not-now",
        /// It was given to a neighbour and taken back for good.
        #[error("this delivery has been with a neighbour and was taken back; a courier of ours has to take it")]
        TakenBack = "offer-taken-back",
        /// A desk that is no URL.
        #[error("a desk is named by its URL")]
        NotADesk = "offer-not-a-desk",
    }
}

/// What came of an event.
#[derive(Debug, Clone, Default)]
pub struct Stepped {
    /// What changed.
    pub changed: Changed,
    /// What the counter is told, if it asked.
    pub counter: Option<CounterAnswer>,
}

/// Reads the machine of an offer.
pub fn read(offer: &DeliveryOffer) -> Result<Stored> {
    serde_json::from_str(&offer.machine).map_err(broken)
}

/// Feeds an event to the machine and does what follows.
pub fn step(
    c: &mut Conn,
    app: &App,
    mut offer: DeliveryOffer,
    event: OwnerEvent,
) -> Result<Stepped> {
    let stored = read(&offer)?;
    let (owner, effects) = stored.owner.on(event, app.clock.now());
    let stored = Stored {
        desks: stored.desks,
        owner,
    };
    write(app, &mut offer, &stored)?;
    delivery_offer::save(c, &offer)?;
    effect::apply(c, app, &offer, &stored, effects)
}

/// Puts the machine and its columns into the row.
pub fn write(app: &App, offer: &mut DeliveryOffer, stored: &Stored) -> Result<()> {
    offer.machine = serde_json::to_string(stored).map_err(broken)?;
    offer.epoch = i64::from(stored.owner.epoch());
    offer.state = state(&stored.owner, offer.state);
    if let OwnerState::Open { window_ends } = stored.owner.state() {
        offer.window_ends_at = *window_ends;
    }
    offer.updated_at = app.clock.now();
    Ok(())
}

/// The column for a state. A contested receipt shows until it is accepted.
fn state(owner: &Owner, before: OfferState) -> OfferState {
    match owner.state() {
        OwnerState::Open { .. } => OfferState::Open,
        OwnerState::NobodyOffered => OfferState::Unanswered,
        OwnerState::Awarded { .. } => OfferState::Awarded,
        OwnerState::Committed { .. } => OfferState::Committed,
        OwnerState::HandedOver { .. } if before == OfferState::Disputed => OfferState::Disputed,
        OwnerState::HandedOver { .. } => OfferState::HandedOver,
        OwnerState::Delivered { .. } => OfferState::Delivered,
        OwnerState::Closed { .. } => OfferState::Closed,
    }
}

/// The offer of a delivery.
pub fn of_delivery(c: &mut Conn, id: &DeliveryId) -> Result<DeliveryOffer, OfferRefusal> {
    delivery_offer::lock_of_delivery(c, id)?.ok_or(OfferRefusal::Unknown)
}

/// The offer with this job URL.
pub fn of_context(c: &mut Conn, context: &str) -> Result<DeliveryOffer, OfferRefusal> {
    delivery_offer::lock_of_context(c, context)?.ok_or(OfferRefusal::Unknown)
}

/// What an award needs that is new: its agreement's id and its pickup code.
pub fn fresh(app: &App) -> Fresh {
    Fresh {
        agreement: app.urls.award(&app.ids.uuid()),
        pickup_code: code(app),
    }
}

/// An offer and an epoch as a timer's subject.
pub fn subject(offer: &DeliveryOfferId, epoch: u32) -> String {
    format!("{offer} {epoch}")
}

/// Reads such a subject back.
pub fn of_subject(subject: &str) -> Option<(DeliveryOfferId, u32)> {
    let (id, epoch) = subject.rsplit_once(' ')?;
    Some((id.parse().ok()?, epoch.parse().ok()?))
}
