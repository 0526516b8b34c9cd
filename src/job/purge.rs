//! What must be forgotten is deleted, every hour and at the start.

use chrono::TimeDelta;

use super::{Next, Trouble, write};
use crate::app::App;
use crate::flow::purge;

/// How often.
const EVERY: TimeDelta = TimeDelta::hours(1);

pub(super) async fn run(app: &App) -> Result<Next, Trouble> {
    write(app, purge::run)
        .await
        .map_err(|error: crate::store::Error| error.to_string())?;
    Ok(Next::At(app.clock.now().plus(EVERY)))
}
