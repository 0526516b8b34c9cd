//! The door of a partner's customer whom our own courier visits is read at the customer's co-op.

use chrono::TimeDelta;
use musette_domain::handoff::HANDOFF_RETRY_SECONDS;

use super::{Next, Trouble, read_door, unreadable, write};
use crate::app::App;
use crate::app::handoffs::DoorClosed;
use crate::flow::delivery::own_door;
use crate::flow::timer::JobKind;
use crate::store::delivery;

/// How long a door that was closed is given to open again.
const REOPENS: TimeDelta = TimeDelta::seconds(15);

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Some(id) = own_door::of_subject(subject) else {
        return Ok(unreadable(JobKind::ReadOwnDoor.text(), subject));
    };
    let asked = id.clone();
    let wanted = app
        .db
        .read(move |c| own_door::wanted(c, &asked))
        .await
        .map_err(|error| error.to_string())?;
    let Some((url, agreement, epoch)) = wanted else {
        return Ok(Next::Done);
    };
    match read_door::read(app, &url, &agreement, epoch).await? {
        Ok(door) => write(app, move |c, app| own_door::keep(c, app, &id, &door))
            .await
            .map(|()| Next::Done)
            .map_err(|error| error.to_string()),
        Err(DoorClosed::NotYetOpen) => {
            let wait = TimeDelta::seconds(i64::from(HANDOFF_RETRY_SECONDS));
            Ok(Next::At(app.clock.now().plus(wait)))
        }
        // Closed while the delivery was with nobody; that it is with our courier again is under way.
        Err(DoorClosed::Over) => Ok(Next::At(app.clock.now().plus(REOPENS))),
        Err(DoorClosed::Unreachable(why)) => Err(why),
        Err(DoorClosed::Refused(why)) => {
            tracing::warn!(
                delivery.id = subject,
                why,
                "our courier may not read the door"
            );
            write(app, move |c, _| {
                let mut row = delivery::find(c, &id)?;
                row.trouble = Some("doorRefused".to_owned());
                delivery::save(c, &row)?;
                crate::flow::delivery::stop::topics(c, &row)
            })
            .await
            .map(|()| Next::Done)
            .map_err(|error: crate::store::Error| error.to_string())
        }
    }
}
