//! The winner is asked how far it is, by a signed GET of its Delivery, before anything is taken from it.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::offer::ask_carrier::{self, Answer};
use crate::flow::offer::machine;
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Some((id, epoch)) = machine::of_subject(subject) else {
        return Ok(unreadable(JobKind::AskCarrier.text(), subject));
    };
    let offer = id.clone();
    let wanted = app
        .db
        .read(move |c| ask_carrier::wanted(c, &offer, epoch))
        .await
        .map_err(|error| error.to_string())?;
    let Some((desk, agreement)) = wanted else {
        return Ok(Next::Done);
    };
    let answer = match app.handoffs.delivery_state(&desk, &agreement).await {
        Ok(Some(said)) => Answer::Says(said),
        Ok(None) => Answer::Nothing,
        Err(error) => {
            tracing::info!(peer.desk = desk, error, "the carrier cannot be asked");
            Answer::Unreachable
        }
    };
    write(app, move |c, app| {
        ask_carrier::run(c, app, &id, epoch, &answer)
    })
    .await
    .map_err(|error| error.to_string())?;
    Ok(Next::Done)
}
