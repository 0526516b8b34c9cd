//! A block list of somebody else is kept as advice. Nothing follows from it until a moderator decides.

use super::block_list::Line;
use super::{By, note};
use crate::app::App;
use crate::store::block_advice::{self, BlockAdvice};
use crate::store::moderation_entry::ModerationAct;
use crate::store::{Conn, Result};

/// How many lines are kept in one transaction.
pub const AT_A_TIME: usize = 500;
/// How much advice is kept at all.
const MOST: i64 = 50_000;
/// How long the name of a list is, in characters.
pub const SOURCE: usize = 60;

/// Keeps some lines of a list. What the list takes back is forgotten.
pub fn some(c: &mut Conn, app: &App, source: &str, lines: &[Line]) -> Result<()> {
    let now = app.clock.wire();
    let room = MOST - block_advice::count(c)?;
    let lines = lines.iter().take(usize::try_from(room).unwrap_or(0));
    for line in lines {
        let key = app
            .lookup
            .host_key(&line.host)
            .filter(|_| !line.host.contains('*'));
        let usable = key.is_some();
        let host = key.unwrap_or_else(|| line.host.clone());
        let Some(severity) = line.severity else {
            block_advice::delete(c, source, &host)?;
            continue;
        };
        let row = BlockAdvice {
            source: source.to_owned(),
            host,
            severity,
            comment: line.comment.clone(),
            usable,
            at: now,
        };
        block_advice::put(c, &row)?;
    }
    Ok(())
}

/// Notes that a list was read.
pub fn done(c: &mut Conn, app: &App, source: &str, by: &By) -> Result<()> {
    note(c, app, by, ModerationAct::AdviceImported, source)
}
