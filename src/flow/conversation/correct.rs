//! A restaurant, or the co-op, corrects an answer that was sent.

use musette_domain::id::RestaurantId;

use super::answer::{AnswerRefusal, words};
use super::topic;
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Error, reply};

/// Writes the answer anew and tells everybody who has it. The same words change nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: Option<&RestaurantId>,
    id: &str,
    written: &str,
) -> Result<Changed, AnswerRefusal> {
    let mut row = reply::find(c, id)?;
    if row.restaurant_id.as_ref() != of || !row.ours {
        return Err(Error::NotFound.into());
    }
    if row.removed_at.is_some() {
        return Err(AnswerRefusal::TakenBack);
    }
    let content = words(written)?;
    if row.content == content {
        return Ok(Changed::nothing());
    }
    row.content = content;
    row.edited_at = Some(app.clock.now());
    reply::save(c, &row)?;
    app.tell.reply_edited(c, id)?;
    Ok(Changed::topics([topic(row.restaurant_id)]))
}
