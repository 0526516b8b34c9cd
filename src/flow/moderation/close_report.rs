//! A moderator has dealt with a report.

use super::{By, ModerationRefusal, note};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::moderation_entry::ModerationAct;
use crate::store::{Conn, Result, report};

/// Closes it, with a word on what was done.
pub fn run(c: &mut Conn, app: &App, id: &str, by: &By) -> Result<Changed, ModerationRefusal> {
    if by.reason.trim().is_empty() {
        return Err(ModerationRefusal::NoReason);
    }
    let mut row = report::find(c, id)?;
    if row.closed_at.is_some() {
        return Err(ModerationRefusal::Closed);
    }
    row.closed_at = Some(app.clock.wire());
    row.closed_by.clone_from(&by.user);
    by.reason.trim().clone_into(&mut row.note);
    report::save(c, &row)?;
    note(c, app, by, ModerationAct::ReportClosed, &row.actor_id)?;
    Ok(Changed::topics([Topic::Coop]))
}
