//! What a list advised is forgotten. What was decided on it stays.

use super::{By, note};
use crate::app::{App, Topic};
use crate::flow::Changed;
use crate::store::moderation_entry::ModerationAct;
use crate::store::{Conn, Result, block_advice};

/// Forgets a whole list.
pub fn run(c: &mut Conn, app: &App, source: &str, by: &By) -> Result<Changed> {
    if block_advice::delete_of(c, source)? == 0 {
        return Ok(Changed::nothing());
    }
    note(c, app, by, ModerationAct::AdviceForgotten, source)?;
    Ok(Changed::topics([Topic::Coop]))
}
