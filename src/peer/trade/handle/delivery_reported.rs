//! `Create(Delivery)` or `Update(Delivery)`: how far a neighbour is with a delivery of ours. The first one is the acknowledgement.

use musette_domain::TextValue;
use musette_domain::handoff::{Progress, Report};
use musette_federation::delivery::Delivery;

use super::Received;
use crate::app::Topic;
use crate::flow::offer::machine::OfferRefusal;
use crate::flow::offer::reported::{self, ReceivedReport};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Takes the report. One of a past award is answered with the revocation, by the flow.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    delivery: &Delivery,
) -> Result<Vec<Topic>, Failed> {
    let small = |number: u64| {
        u32::try_from(number).map_err(|_| Problem::Malformed(format!("{number} is too large")))
    };
    let progress =
        Progress::parse(delivery.state.as_str()).map_err(|e| Problem::Malformed(e.to_string()))?;
    let input = ReceivedReport {
        desk: received.partner.desk_id.clone(),
        context: received.activity.context.to_string(),
        delivery_url: delivery.id.to_string(),
        report: Report {
            agreement: delivery.agreement.to_string(),
            epoch: small(delivery.epoch)?,
            revision: small(delivery.revision)?,
            progress,
            eta: delivery.eta.map(Into::into),
            created: received.activity.published.into(),
        },
        cell: delivery.zone.first().map(|cell| cell.as_str().to_owned()),
    };
    match reported::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(OfferRefusal::Store(error)) => Err(error.into()),
        Err(refusal) => {
            tracing::info!(partner = input.desk, %refusal, "a report was not taken");
            Err(Problem::Unknown.into())
        }
    }
}
