//! A courier has no time after all. No reason is asked.

use musette_domain::id::{AvailabilityId, UserId};

use super::AvailabilityRefusal;
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::timer::{self, JobKind};
use crate::store::{Conn, availability};

/// Withdraws a declared time.
pub fn run(
    c: &mut Conn,
    app: &App,
    courier: &UserId,
    id: &AvailabilityId,
) -> Result<Changed, AvailabilityRefusal> {
    let mut row = availability::find(c, id)?;
    if row.courier_id != *courier {
        return Err(AvailabilityRefusal::NotYours);
    }
    if row.withdrawn_at.is_some() {
        return Ok(Changed::nothing());
    }
    row.withdrawn_at = Some(app.clock.now());
    availability::save(c, &row)?;
    timer::now(c, app, JobKind::PublishCapacity, "coop")?;
    Ok(Changed::topics([
        Topic::Courier(courier.clone()),
        Topic::Dispatch,
    ]))
}
