//! What a partner may say, by how we stand with it.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::TradeMessage;

use crate::peer::trade::answer::Problem;
use crate::store::partner::{Partner, PartnerState};
use crate::store::trade_agreement::{self, AgreementState};
use crate::store::{Conn, Result};

/// How long running jobs may still be talked about after an agreement has ended.
const DRAIN: TimeDelta = TimeDelta::hours(48);

/// Whether `message` may be said now; else why not.
pub fn judge(
    c: &mut Conn,
    partner: &Partner,
    message: &TradeMessage,
    now: Instant,
) -> Result<Result<(), Problem>> {
    let about_agreements = matches!(
        message,
        TradeMessage::TradeAgreementOffered(_)
            | TradeMessage::TradeAgreementAccepted { .. }
            | TradeMessage::TradeAgreementRejected(_)
            | TradeMessage::TradeAgreementUpdated(_)
            | TradeMessage::TradeAgreementEnded { .. }
    );
    let starts_something = matches!(
        message,
        TradeMessage::OrderOffered(_)
            | TradeMessage::DeliveryProposed(_)
            | TradeMessage::CapacityPublished(_)
    );
    if about_agreements {
        return Ok(Ok(()));
    }
    Ok(match partner.state {
        PartnerState::Active => Ok(()),
        PartnerState::Known => Err(Problem::NoAgreement(
            "there is no trade agreement between our co-ops yet".into(),
        )),
        PartnerState::Paused if starts_something => Err(Problem::NoAgreement(
            "our trade agreement is paused: running deliveries finish, nothing new begins".into(),
        )),
        PartnerState::Paused => Ok(()),
        PartnerState::Ended if !starts_something && draining(c, partner, now)? => Ok(()),
        PartnerState::Ended => Err(Problem::Over("our trade agreement is over".into())),
    })
}

/// Whether the last agreement ended only lately.
fn draining(c: &mut Conn, partner: &Partner, now: Instant) -> Result<bool> {
    Ok(trade_agreement::of_partner(c, &partner.desk_id)?
        .iter()
        .filter(|agreement| agreement.state == AgreementState::Ended)
        .filter_map(|agreement| agreement.decided_at)
        .any(|ended| now <= ended.plus(DRAIN)))
}
