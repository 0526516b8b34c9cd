//! `Offer(TradeAgreement)`: a co-op proposes terms. People of ours decide; terms that cannot be agreed to are refused at once.

use chrono::TimeDelta;
use musette_federation::TradeMessage;
use musette_federation::activity::Refused;
use musette_federation::same_origin;
use musette_federation::trade_agreement::TradeAgreement;

use super::Received;
use crate::app::Topic;
use crate::flow::agreement::received::{self, ReceivedAgreement};
use crate::flow::agreement::{AgreementRefusal, Terms};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::outgoing::{self, Outgoing};
use crate::peer::trade::partner::fingerprint;
use crate::peer::trade::terms::{currency, minor, number, reason};
use crate::store::{Conn, Error};

/// How long a refusal is tried to be delivered.
const TRIED: TimeDelta = TimeDelta::days(7);

/// Keeps the offer for the administrator.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    agreement: &TradeAgreement,
) -> Result<Vec<Topic>, Failed> {
    let input = input(received, agreement)?;
    match received::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(AgreementRefusal::Store(error)) => Err(error.into()),
        Err(refusal @ AgreementRefusal::Unknown) => {
            Err(Problem::Conflict(refusal.to_string()).into())
        }
        Err(refusal) => {
            tracing::info!(partner = input.desk, %refusal, "an agreement was refused");
            refuse(c, received, "badTerms")?;
            Ok(Vec::new())
        }
    }
}

/// Answers with `Reject`.
pub fn refuse(c: &mut Conn, received: &Received<'_>, why: &str) -> Result<(), Error> {
    outgoing::write(
        c,
        &received.desk,
        Outgoing {
            to: &received.partner.desk_id,
            id: None,
            context: received.activity.context.as_str(),
            valid_through: received.now.plus(TRIED),
            message: TradeMessage::TradeAgreementRejected(Refused {
                object: received.activity.id.clone(),
                reason: reason(Some(why))?,
            }),
        },
    )?;
    Ok(())
}

fn input(received: &Received<'_>, agreement: &TradeAgreement) -> Result<ReceivedAgreement, Failed> {
    let wrong = |why: &str| Failed::from(Problem::Malformed(why.to_owned()));
    let id = agreement
        .id
        .as_ref()
        .filter(|id| same_origin(id, &received.activity.actor))
        .ok_or_else(|| wrong("an agreement has its address at the desk that offers it"))?;
    if !between_us(received, agreement) {
        return Err(wrong("the agreement is not between our two co-ops"));
    }
    if let Some(key) = &agreement.desk_key
        && *key != fingerprint(received.partner)?
    {
        return Err(wrong(
            "the agreement names another key than the one that signed it",
        ));
    }
    let currency = currency(&agreement.currency)?;
    Ok(ReceivedAgreement {
        desk: received.partner.desk_id.clone(),
        id: id.to_string(),
        revision: number(agreement.revision)?,
        offer_id: received.activity.id.to_string(),
        terms: Terms {
            currency,
            credit_limit: minor(&agreement.credit_limit, currency)?,
            wasted_trip_fee: minor(&agreement.wasted_trip_fee, currency)?,
            settlement_period: format!("P{}D", agreement.settlement_days),
            valid_from: agreement.valid_from.into(),
            valid_through: agreement.valid_through.into(),
        },
        document: agreement.to_json().to_string(),
    })
}

/// Whether provider and receiver are the two co-ops, in either order.
pub fn between_us(received: &Received<'_>, agreement: &TradeAgreement) -> bool {
    let ours = received.app.urls.coop();
    let theirs = received.partner.coop_id.as_str();
    let (provider, receiver) = (agreement.provider.as_str(), agreement.receiver.as_str());
    (provider == ours && receiver == theirs) || (provider == theirs && receiver == ours)
}
