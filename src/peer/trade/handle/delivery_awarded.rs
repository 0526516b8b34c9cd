//! `Accept`, result `Agreement` with an epoch: a neighbour's delivery is ours, once we have read the door and said so.

use musette_domain::Instant;
use musette_domain::handoff::deadline;
use musette_federation::delivery_offer::DeliveryAgreement;
use url::Url;

use super::Received;
use crate::app::Topic;
use crate::flow::carry::awarded::{self, ReceivedAward};
use crate::flow::carry::machine::CarryRefusal;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Takes the award.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    bid: &Url,
    agreement: &DeliveryAgreement,
) -> Result<Vec<Topic>, Failed> {
    let missing = |what: &str| Problem::Malformed(format!("the award has no {what}"));
    let input = ReceivedAward {
        desk: received.partner.desk_id.clone(),
        bid: bid.to_string(),
        award_id: received.activity.id.to_string(),
        agreement: agreement.id.to_string(),
        under: agreement.under.to_string(),
        epoch: u32::try_from(agreement.epoch)
            .map_err(|_| Problem::Malformed("the epoch is too large".into()))?,
        pickup_code: agreement
            .pickup_code
            .clone()
            .ok_or_else(|| missing("pickupCode"))?,
        ack_by: deadline(
            Instant::from(received.activity.published),
            Instant::from(agreement.ack_by),
            received.now,
        ),
        handoff_url: agreement
            .handoff
            .as_ref()
            .ok_or_else(|| missing("handoff"))?
            .to_string(),
    };
    match awarded::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(CarryRefusal::Store(error)) => Err(error.into()),
        Err(refusal) => {
            tracing::info!(partner = input.desk, %refusal, "an award was not taken");
            Err(Problem::Unknown.into())
        }
    }
}
