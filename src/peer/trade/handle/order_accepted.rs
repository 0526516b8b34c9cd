//! `Accept` of our order: the restaurant makes it.

use musette_domain::Money;
use musette_federation::order::OrderAgreement;
use url::Url;

use super::{Received, order_updated};
use crate::app::Topic;
use crate::flow::order::answered_elsewhere::{self, Answer, AnsweredRefusal};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::{currency, minor, number};
use crate::store::Conn;

/// Takes the agreement.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    offer: &Url,
    order: &OrderAgreement,
) -> Result<Vec<Topic>, Failed> {
    take(c, received, offer.as_str(), order)
}

/// Takes the agreement about the order that was offered by `offer_id`.
pub fn take(
    c: &mut Conn,
    received: &Received<'_>,
    offer_id: &str,
    order: &OrderAgreement,
) -> Result<Vec<Topic>, Failed> {
    let currency = currency(&order.currency)?;
    let answer = Answer::Accepted {
        agreement_id: order.id.to_string(),
        revision: number(order.revision)?,
        state: order_updated::state(order.state)?,
        total: Money::new(minor(&order.total, currency)?, currency),
    };
    let desk = &received.partner.desk_id;
    match answered_elsewhere::run(c, received.app, desk, offer_id, &answer) {
        Ok(changed) => Ok(changed.topics),
        Err(AnsweredRefusal::Store(error)) => Err(error.into()),
        Err(refusal @ AnsweredRefusal::NotOffered) => {
            tracing::info!(partner = desk, %refusal, "an answer was not taken");
            Err(Problem::Unknown.into())
        }
    }
}
