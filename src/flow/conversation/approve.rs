//! Somebody whom we answered shows to others that the answer is welcome.

use super::topic;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, reply};

/// Keeps the address of the approval and tells everybody who has the answer, if `author` wrote what it answers. The same again changes nothing.
pub fn run(c: &mut Conn, app: &App, author: &str, id: &str, stamp: &str) -> Result<Changed> {
    let Some(mut row) = super::answer_to(c, author, id)? else {
        return Ok(Changed::nothing());
    };
    if row.approved_by.as_deref() == Some(stamp) && row.hidden_at.is_none() {
        return Ok(Changed::nothing());
    }
    row.approved_by = Some(stamp.to_owned());
    row.hidden_at = None;
    reply::save(c, &row)?;
    app.tell.reply_edited(c, id)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}
