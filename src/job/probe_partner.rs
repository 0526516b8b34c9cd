//! A partner that did not answer is asked again and again, ever more seldom, until it does: while it is silent nothing is sent to it by itself.

use chrono::TimeDelta;

use super::{Next, Trouble, write};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::{Error, outbox_message, partner};

/// The shortest wait between two questions.
const SOON: TimeDelta = TimeDelta::seconds(5);
/// The longest.
const LATE: TimeDelta = TimeDelta::minutes(15);

pub(super) async fn run(app: &App, desk: &str) -> Result<Next, Trouble> {
    let id = desk.to_owned();
    let row = app.db.read(move |c| partner::find_optional(c, &id)).await;
    let row = row.map_err(|error| error.to_string())?;
    let Some(since) = row.and_then(|row| row.silent_since) else {
        return Ok(Next::Done);
    };
    if !app.lookup.answers(desk).await {
        let now = app.clock.wire();
        // Half of the silence so far: each wait is half as long again as the one before.
        let wait = (now.since(since) / 2).clamp(SOON, LATE);
        return Ok(Next::At(now.plus(wait)));
    }
    let id = desk.to_owned();
    write(app, move |c, app| {
        let now = app.clock.wire();
        partner::heard(c, &id, now)?;
        outbox_message::resume_partner(c, &id, now)?;
        Ok::<_, Error>(Changed::topics([Topic::Coop, Topic::Dispatch]))
    })
    .await
    .map_err(|error| error.to_string())?;
    Ok(Next::Done)
}
