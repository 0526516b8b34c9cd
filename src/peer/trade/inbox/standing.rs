//! What a partner may say, by how we stand with it.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::TradeMessage;

use crate::flow::agreement::trading::{self, Begins, Trading};
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
    if starts_something {
        // Who says how many couriers could be lent owes nothing by that.
        let lends = matches!(message, TradeMessage::CapacityPublished(_));
        return Ok(match trading::with(c, partner, Begins::They, now)? {
            Trading::AtLimit(_) if lends => Ok(()),
            trading => told(trading),
        });
    }
    Ok(match partner.state {
        PartnerState::Active => match trading::ran_out(c, partner, now)? {
            Some(end) if now > end.plus(DRAIN) => Err(over()),
            _ => Ok(()),
        },
        PartnerState::Paused => Ok(()),
        PartnerState::Known => Err(none()),
        PartnerState::Ended if draining(c, partner, now)? => Ok(()),
        PartnerState::Ended => Err(over()),
    })
}

/// Whether a partner may begin something new with us now; else why not, as it is told.
pub fn may_begin(c: &mut Conn, partner: &Partner, now: Instant) -> Result<Result<(), Problem>> {
    Ok(told(trading::with(c, partner, Begins::They, now)?))
}

fn told(trading: Trading) -> std::result::Result<(), Problem> {
    match trading {
        Trading::Open => Ok(()),
        Trading::NoAgreement => Err(none()),
        Trading::NotYet(from) => Err(Problem::NoAgreement(format!(
            "our trade agreement begins at {}",
            from.to_rfc3339()
        ))),
        Trading::Paused => Err(Problem::NoAgreement(
            "our trade agreement is paused: running deliveries finish, nothing new begins".into(),
        )),
        Trading::Over => Err(over()),
        Trading::AtLimit(owed) => Err(Problem::NoAgreement(format!(
            "you owe us {owed}, more than the agreed credit limit; nothing new begins until we agree on a higher one"
        ))),
    }
}

fn none() -> Problem {
    Problem::NoAgreement("there is no trade agreement between our co-ops yet".into())
}

fn over() -> Problem {
    Problem::Over("our trade agreement is over".into())
}

/// Whether the last agreement ended only lately.
fn draining(c: &mut Conn, partner: &Partner, now: Instant) -> Result<bool> {
    Ok(trade_agreement::of_partner(c, &partner.desk_id)?
        .iter()
        .filter(|agreement| agreement.state == AgreementState::Ended)
        .filter_map(|agreement| agreement.decided_at)
        .any(|ended| now <= ended.plus(DRAIN)))
}
