//! The bag of a failed delivery that we carried is back at the counter.

use musette_domain::delivery::DeliveryState;
use musette_domain::handoff::Progress;
use musette_domain::id::{DeliveryId, UserId};

use super::stop::{self, CourierRefusal};
use crate::app::App;
use crate::flow::Changed;
use crate::store::Conn;

/// Tells the neighbour that its bag is back.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &DeliveryId,
    courier: Option<&UserId>,
) -> Result<Changed, CourierRefusal> {
    let delivery = stop::load(c, id, courier)?;
    if delivery.state != DeliveryState::Failed {
        return Err(CourierRefusal::Handoff);
    }
    let mut changed = stop::report(c, app, &delivery, Progress::Returned)?;
    changed.join(stop::topics(c, &delivery)?);
    Ok(changed)
}
