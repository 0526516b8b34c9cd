//! Every hour it is looked which Follows were not answered for a day.

use chrono::TimeDelta;

use super::{Next, Trouble, write};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::follow::repeat;

/// How often.
const EVERY: TimeDelta = TimeDelta::hours(1);

pub(super) async fn run(app: &App) -> Result<Next, Trouble> {
    write(app, |c, app| {
        repeat::run(c, app)?;
        Ok(Changed::nothing())
    })
    .await
    .map_err(|error: crate::store::Error| error.to_string())?;
    Ok(Next::At(app.clock.wire().plus(EVERY)))
}
