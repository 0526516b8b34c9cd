//! Partners are told our capacity when it has changed: after a courier declared a time, and as time goes by.

use chrono::TimeDelta;

use super::{Next, Trouble, write};
use crate::app::App;
use crate::flow::capacity::publish;

/// How often is looked without any cause.
const EVERY: TimeDelta = TimeDelta::hours(1);

pub(super) async fn run(app: &App) -> Result<Next, Trouble> {
    match write(app, publish::run).await {
        // An instance without a co-op has nothing to tell yet.
        Ok(()) | Err(crate::store::Error::NotFound) => Ok(Next::At(app.clock.now().plus(EVERY))),
        Err(error) => Err(error.to_string()),
    }
}
