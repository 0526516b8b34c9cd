//! A moderator passes a report on to the server that it is about: in the co-op's name, never in that of who reported.

use super::{By, ModerationRefusal, note};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::moderation_entry::ModerationAct;
use crate::store::policies;
use crate::store::report::{self, ReportDirection};
use crate::store::{Conn, Error, Result, remote_actor};

/// Passes it on, once.
pub fn run(c: &mut Conn, app: &App, id: &str, by: &By) -> Result<Changed, ModerationRefusal> {
    let mut row = report::find(c, id)?;
    if row.direction != ReportDirection::Out {
        return Err(Error::NotFound.into());
    }
    if row.closed_at.is_some() {
        return Err(ModerationRefusal::Closed);
    }
    if row.forwarded_at.is_some() {
        return Ok(Changed::nothing());
    }
    let known = remote_actor::find_optional(c, &row.actor_id)?;
    if known.is_none_or(|actor| actor.gone_at.is_some())
        || policies::load(c)?.suspends(&row.host, Some(&row.actor_id))
    {
        return Err(ModerationRefusal::NotReachable);
    }
    row.forwarded_at = Some(app.clock.wire());
    report::save(c, &row)?;
    note(c, app, by, ModerationAct::ReportForwarded, &row.actor_id)?;
    app.tell.report_forwarded(c, id)?;
    Ok(Changed::topics([Topic::Coop]))
}
