//! The courier is at the door.

use musette_domain::delivery::DeliveryEvent;
use musette_domain::handoff::Progress;
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::task::{TaskEvent, TaskKind};

use super::stop::{self, CourierRefusal};
use super::tasks;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, delivery};

/// Marks the courier as being at the door. Without a courier the dispatch says so.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: Option<&UserId>,
) -> Result<Changed, CourierRefusal> {
    let mut delivery = stop::load(c, id, courier)?;
    if stop::step(&mut delivery, DeliveryEvent::ArriveAtDropoff, app)?.is_none() {
        return Ok(Changed::nothing());
    }
    delivery::save(c, &delivery)?;
    tasks::mark(c, app, &delivery, TaskKind::Dropoff, TaskEvent::Start)?;
    let mut changed = stop::report(c, app, &delivery, Progress::AtDropoff)?;
    changed.join(stop::topics(c, &delivery)?);
    Ok(changed)
}
