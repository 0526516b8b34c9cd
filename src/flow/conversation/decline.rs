//! Somebody whom we answered does not want the answer.

use super::topic;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, reply};

/// Shows the answer to nobody any more, if `author` wrote what it answers. Its writers still read it, with the reason.
pub fn run(c: &mut Conn, app: &App, author: &str, id: &str) -> Result<Changed> {
    let Some(mut row) = super::answer_to(c, author, id)? else {
        return Ok(Changed::nothing());
    };
    if row.hidden_at.is_some() {
        return Ok(Changed::nothing());
    }
    row.approved_by = None;
    row.hidden_at = Some(app.clock.now());
    reply::save(c, &row)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}
