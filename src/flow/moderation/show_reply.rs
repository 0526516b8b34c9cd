//! A moderator hides a reply from everybody, or shows one that was hidden or waits.

use super::{By, ModerationRefusal, note};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::conversation::set_hidden;
use crate::store::moderation_entry::ModerationAct;
use crate::store::{Conn, Error, Result, reply};

/// Shows or hides it. As it was, nothing happens.
pub fn run(
    c: &mut Conn,
    app: &App,
    id: &str,
    shown: bool,
    by: &By,
) -> Result<Changed, ModerationRefusal> {
    let row = reply::find(c, id)?;
    if row.removed_at.is_some() {
        return Err(Error::NotFound.into());
    }
    let was_shown = row.hidden_at.is_none();
    // What is said to the co-op itself stands on no page.
    let of = row.restaurant_id.ok_or(Error::NotFound)?;
    let changed = set_hidden::run(c, app, &of, id, !shown)?;
    if was_shown != shown {
        let act = if shown {
            ModerationAct::ReplyShown
        } else {
            ModerationAct::ReplyHidden
        };
        note(c, app, by, act, id)?;
    }
    Ok(changed)
}
