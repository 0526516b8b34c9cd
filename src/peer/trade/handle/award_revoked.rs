//! `Undo(Accept(Agreement))`: a neighbour takes an award back; perhaps before the award itself has come, which is remembered.

use musette_domain::TextValue;
use musette_domain::handoff::RevokeReason;
use musette_federation::Slug;

use super::Received;
use crate::app::Topic;
use crate::flow::carry::machine::CarryRefusal;
use crate::flow::carry::revoked;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::failed::Failed;
use crate::store::Conn;

/// Stops the courier.
pub fn handle(
    c: &mut Conn,
    received: &Received<'_>,
    epoch: u64,
    reason: &Slug,
) -> Result<Vec<Topic>, Failed> {
    let epoch =
        u32::try_from(epoch).map_err(|_| Problem::Malformed("the epoch is too large".into()))?;
    // A reason of a later version of the protocol takes the award back just as well.
    let reason = RevokeReason::parse(reason.as_str()).unwrap_or(RevokeReason::Cancelled);
    let desk = &received.partner.desk_id;
    let proposal = received.activity.context.as_str();
    match revoked::run(c, received.app, desk, proposal, epoch, reason) {
        Ok(changed) => Ok(changed.topics),
        Err(CarryRefusal::Store(error)) => Err(error.into()),
        Err(_) => Ok(Vec::new()),
    }
}
