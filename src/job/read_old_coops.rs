//! Once a day each co-op that we keep up with is read again, which makes good what its messages missed.

use chrono::TimeDelta;

use super::{Next, Trouble, write};
use crate::app::App;
use crate::flow::{Changed, read_coop};

/// How often is looked which are due.
const EVERY: TimeDelta = TimeDelta::hours(1);

pub(super) async fn run(app: &App) -> Result<Next, Trouble> {
    write(app, |c, app| {
        read_coop::old_ones(c, app)?;
        Ok(Changed::nothing())
    })
    .await
    .map_err(|error: crate::store::Error| error.to_string())?;
    Ok(Next::At(app.clock.wire().plus(EVERY)))
}
