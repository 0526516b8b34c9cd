//! The co-op goes on after all.

use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::flow::timer::{self, JobKind};
use crate::store::{Conn, coop};

refusals! {
    /// Why the closing stays.
    pub enum TakeBackRefusal {
        /// Everybody was told that it is gone.
        #[error("the co-op has closed; what was told to others cannot be taken back")]
        Closed = "closing-closed",
    }
}

/// Takes the announced closing back. Nothing announced, nothing happens.
pub fn run(c: &mut Conn, app: &App) -> Result<Changed, TakeBackRefusal> {
    let mut row = coop::own(c)?;
    if row.closed_at.is_some() {
        return Err(TakeBackRefusal::Closed);
    }
    if row.closes_at.take().is_none() {
        return Ok(Changed::nothing());
    }
    row.updated_at = app.clock.now();
    coop::save(c, &row)?;
    timer::clear(c, JobKind::CloseCoop, "coop")?;
    app.tell.coop_closing(c)?;
    Ok(Changed::topics([Topic::Coop]))
}
