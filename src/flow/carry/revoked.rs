//! The neighbour takes an award back; perhaps before the award itself has come, which is remembered.

use musette_domain::handoff::{CarrierEvent, Epoch, RevokeReason};

use super::machine::{self, CarryRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::Conn;

/// Takes the revocation of an epoch of this proposal.
pub fn run(
    c: &mut Conn,
    app: &App,
    desk: &str,
    proposal: &str,
    epoch: Epoch,
    reason: RevokeReason,
) -> Result<Changed, CarryRefusal> {
    let mut row = machine::of_desk(c, desk, proposal)?;
    let event = CarrierEvent::Revoked { epoch, reason };
    Ok(machine::step(c, app, &mut row, event)?)
}
