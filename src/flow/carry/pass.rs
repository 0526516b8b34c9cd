//! We do not want a neighbour's delivery. That needs no reason and leaves no trace with the neighbour.

use musette_domain::handoff::CarrierEvent;

use super::machine::{self, CarryRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::Conn;

/// Passes.
pub fn run(c: &mut Conn, app: &App, proposal: &str) -> Result<Changed, CarryRefusal> {
    let mut row = machine::of_proposal(c, proposal)?;
    Ok(machine::step(c, app, &mut row, CarrierEvent::Declined)?)
}
