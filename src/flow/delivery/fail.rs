//! Nobody took the bag at the door.

use musette_domain::delivery::DeliveryEvent;
use musette_domain::handoff::Progress;
use musette_domain::id::{DeliveryId, UserId};
use musette_domain::task::{TaskEvent, TaskKind};

use super::stop::{self, CourierRefusal};
use super::{own_door, tasks};
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, delivery};

/// Marks the delivery as failed. What becomes of the order the dispatch decides.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: Option<&UserId>,
    why: &str,
) -> Result<Changed, CourierRefusal> {
    let mut delivery = stop::load(c, id, courier)?;
    if stop::step(&mut delivery, DeliveryEvent::Fail, app)?.is_none() {
        return Ok(Changed::nothing());
    }
    delivery.trouble = Some(why.chars().take(300).collect());
    delivery::save(c, &delivery)?;
    tasks::mark(c, app, &delivery, TaskKind::Dropoff, TaskEvent::Fail)?;
    own_door::forget_later(c, app, id)?;
    let mut changed = stop::report(c, app, &delivery, Progress::Failed)?;
    changed.join(stop::topics(c, &delivery)?);
    Ok(changed)
}
