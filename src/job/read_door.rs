//! The door of a delivery that a neighbour gave us is read at the customer's co-op: this is what makes us the carrier.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::app::handoffs::{Door, DoorClosed};
use crate::flow::address::{self, NotReadable, Reader};
use crate::flow::carry::{door, machine};
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Some((proposal, epoch)) = machine::of_subject(subject) else {
        return Ok(unreadable(JobKind::ReadDoor.text(), subject));
    };
    let proposal = proposal.to_owned();
    let asked = proposal.clone();
    let wanted = app
        .db
        .read(move |c| door::wanted(c, &asked, epoch))
        .await
        .map_err(|error| error.to_string())?;
    let Some((url, agreement, door_epoch)) = wanted else {
        return Ok(Next::Done);
    };
    let answer = read(app, &url, &agreement, door_epoch).await?;
    write(app, move |c, app| match &answer {
        Ok(door) => door::committed(c, app, &proposal, epoch, door),
        // A server that does not answer may have come back in three seconds; the machine knows until when.
        Err(DoorClosed::NotYetOpen | DoorClosed::Unreachable(_)) => {
            door::not_yet_open(c, app, &proposal, epoch)
        }
        Err(DoorClosed::Over) => door::over(c, app, &proposal, epoch),
        Err(DoorClosed::Refused(_)) => door::refused(c, app, &proposal, epoch),
    })
    .await
    .map_err(|error| error.to_string())?;
    Ok(Next::Done)
}

/// Reads a door elsewhere by signed GET, and one of our own in our own table: we may carry to our own customer.
pub(super) async fn read(
    app: &App,
    url: &str,
    agreement: &str,
    epoch: i64,
) -> Result<Result<Door, DoorClosed>, Trouble> {
    if !app.urls.is_ours(url) {
        return Ok(app.handoffs.door(url, agreement, epoch).await);
    }
    let Some(secret) = url.rsplit('/').next().map(str::to_owned) else {
        return Ok(Err(DoorClosed::Refused("not a door".to_owned())));
    };
    let reader = Reader {
        desk: app.urls.desk(),
        key: None,
        agreement: agreement.to_owned(),
        epoch,
    };
    let inner = app.clone();
    let answer = app
        .db
        .write(move |c| address::read(c, &inner, &secret, &reader))
        .await
        .map_err(|error| error.to_string())?;
    Ok(answer.map_err(|refusal| match refusal {
        NotReadable::NotYetOpen => DoorClosed::NotYetOpen,
        NotReadable::Gone => DoorClosed::Over,
        other => DoorClosed::Refused(other.to_string()),
    }))
}
