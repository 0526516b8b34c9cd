//! The winner's time to acknowledge, or to fetch the bag, is over.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::offer::{deadline, machine};
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Some((id, epoch)) = machine::of_subject(subject) else {
        return Ok(unreadable(JobKind::AwardDeadline.text(), subject));
    };
    write(app, move |c, app| deadline::run(c, app, &id, epoch))
        .await
        .map_err(|error| error.to_string())?;
    Ok(Next::Done)
}
