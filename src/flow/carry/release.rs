//! We give a neighbour's delivery back before our courier has the bag.

use musette_domain::handoff::{CarrierEvent, CarrierState};

use super::machine::{self, CarryRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::Conn;

/// Gives it back. Once the bag is taken, it has to be brought.
pub fn run(c: &mut Conn, app: &App, proposal: &str) -> Result<Changed, CarryRefusal> {
    let mut row = machine::of_proposal(c, proposal)?;
    if matches!(machine::read(&row)?.state(), CarrierState::Released { .. }) {
        return Ok(Changed::nothing());
    }
    let changed = machine::step(c, app, &mut row, CarrierEvent::Release)?;
    if matches!(machine::read(&row)?.state(), CarrierState::Released { .. }) {
        Ok(changed)
    } else {
        Err(CarryRefusal::CannotRelease)
    }
}
