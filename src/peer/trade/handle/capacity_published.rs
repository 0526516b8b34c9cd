//! `Update(Proposal)` of purpose `offer`: how many couriers a partner could lend.

use musette_federation::capacity::Capacity;

use super::Received;
use crate::app::Topic;
use crate::flow::capacity::received::{self, CapacityRefusal, ReceivedCapacity};
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::number;
use crate::store::Conn;

/// Shows it to the dispatch.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    capacity: &Capacity,
) -> Result<Vec<Topic>, Failed> {
    let input = ReceivedCapacity {
        desk: received.partner.desk_id.clone(),
        id: capacity.id.to_string(),
        start: capacity.start_time.into(),
        end: capacity.end_time.into(),
        zone: capacity
            .zone
            .iter()
            .map(|cell| cell.as_str().to_owned())
            .collect(),
        available: i32::try_from(capacity.couriers)
            .map_err(|_| Problem::Malformed("that many couriers do not exist".into()))?,
        revision: number(capacity.revision)?,
    };
    match received::run(c, received.app, &input) {
        Ok(changed) => Ok(changed.topics),
        Err(CapacityRefusal::Store(error)) => Err(error.into()),
        Err(CapacityRefusal::NotAPartner) => {
            Err(Problem::NoAgreement(CapacityRefusal::NotAPartner.to_string()).into())
        }
        Err(refusal) => Err(Problem::Malformed(refusal.to_string()).into()),
    }
}
