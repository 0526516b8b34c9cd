//! What we have of a server, or of somebody, that was suspended is forgotten, a part at a time.

use super::{Next, Trouble, unreadable};
use crate::app::App;
use crate::flow::moderation::{Subject, purge};
use crate::flow::timer::JobKind;

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Some(about) = Subject::parse(app, subject) else {
        return Ok(unreadable(JobKind::PurgeSuspended.text(), subject));
    };
    let flow = app.clone();
    let written = app.db.write(move |c| purge::some(c, &flow, &about)).await;
    let left = written.map_err(|error: crate::store::Error| error.to_string())?;
    app.wake.outbox();
    Ok(if left {
        Next::At(app.clock.now())
    } else {
        Next::Done
    })
}
