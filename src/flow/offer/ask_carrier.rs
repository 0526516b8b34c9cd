//! The winner was asked how far it is, by reading its Delivery.

use musette_domain::TextValue;
use musette_domain::handoff::{OwnerEvent, OwnerState, PeerAnswer, Progress, Report};
use musette_domain::id::DeliveryOfferId;

use super::machine;
use super::reported::note_acknowledgement;
use crate::app::App;
use crate::app::handoffs::CarrierSays;
use crate::flow::Changed;
use crate::store::{Conn, Result, delivery_offer};

/// Whom to ask, about which agreement; none if the answer is not waited for any more.
pub fn wanted(c: &mut Conn, id: &DeliveryOfferId, epoch: u32) -> Result<Option<(String, String)>> {
    let Some(offer) = delivery_offer::find_optional(c, id)? else {
        return Ok(None);
    };
    let owner = machine::read(&offer)?.owner;
    let waits = owner.epoch() == epoch
        && matches!(
            owner.state(),
            OwnerState::Awarded { .. } | OwnerState::Committed { .. }
        );
    Ok(owner
        .award()
        .filter(|_| waits)
        .map(|award| (award.desk.as_str().to_owned(), award.agreement.clone())))
}

/// What the winner's desk answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What its Delivery says.
    Says(CarrierSays),
    /// It knows of none.
    Nothing,
    /// It could not be asked.
    Unreachable,
}

/// Feeds the answer to the machine: a committed winner keeps the delivery, any other loses it.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryOfferId,
    epoch: u32,
    answer: &Answer,
) -> Result<Changed> {
    let Some(offer) = delivery_offer::find_optional(c, id)? else {
        return Ok(Changed::nothing());
    };
    let owner = machine::read(&offer)?.owner;
    let now = app.clock.now();
    let answer = match (answer, owner.award()) {
        (Answer::Says(said), Some(award)) => match Progress::parse(&said.state) {
            Ok(progress) => PeerAnswer::Says(Report {
                agreement: award.agreement.clone(),
                epoch,
                revision: said.revision,
                progress,
                eta: None,
                created: now,
            }),
            Err(_) => PeerAnswer::Nothing,
        },
        (Answer::Unreachable, _) => PeerAnswer::Unreachable,
        _ => PeerAnswer::Nothing,
    };
    let changed = machine::step(c, app, offer, OwnerEvent::PeerSays { epoch, answer })?.changed;
    note_acknowledgement(c, app, id)?;
    Ok(changed)
}
