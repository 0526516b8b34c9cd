//! Our time to answer a neighbour's offer, our bid, or our time to acknowledge is over.

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::carry::{deadline, machine};
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Some((proposal, epoch)) = machine::of_subject(subject) else {
        return Ok(unreadable(JobKind::CarryDeadline.text(), subject));
    };
    let proposal = proposal.to_owned();
    write(app, move |c, app| deadline::run(c, app, &proposal, epoch))
        .await
        .map_err(|error| error.to_string())?;
    Ok(Next::Done)
}
