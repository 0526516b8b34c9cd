//! Somebody elsewhere likes or boosts a Note of ours, or blocks an actor of ours; or no longer does.

use super::our_note;
use crate::app::App;
use crate::store::reaction::{Reaction, ReactionKind};
use crate::store::{Conn, Result, follower, local_actor, reaction};

/// How many likes or boosts of one Note, or blocks of one actor, are kept of one server; more say nothing and cost space.
pub const OF_ONE_HOST: i64 = 2_000;
/// How many are counted in all, give or take sixteen of each server.
pub const AT_MOST: i64 = 20_000;
/// All of them are counted when a server's first comes, and then at each so many of it: a special that many like must not cost more with every like.
const STEP: i64 = 16;

/// Counts a like or a boost, once an actor. What is not ours, or was taken back, is not counted.
pub fn run(c: &mut Conn, app: &App, new: &Reaction) -> Result<()> {
    if our_note(c, &app.urls, &new.object_id)?.is_none() {
        return Ok(());
    }
    if reaction::set_activity(c, new)? > 0 || is_full(c, app, new)? {
        return Ok(());
    }
    reaction::insert_if_absent(c, new)?;
    Ok(())
}

/// Whether no more is counted of this server, or at all.
fn is_full(c: &mut Conn, app: &App, new: &Reaction) -> Result<bool> {
    let (kind, object) = (new.kind, new.object_id.as_str());
    if app.full_notes.contains(kind, object) {
        return Ok(true);
    }
    let of_host = reaction::count_of_host(c, kind, object, &new.host)?;
    if of_host >= OF_ONE_HOST {
        return Ok(true);
    }
    let full = of_host % STEP == 0 && reaction::count_all(c, kind, object)? >= AT_MOST;
    if full {
        app.full_notes.remember(kind, object);
    }
    Ok(full)
}

/// Somebody blocks an actor of ours: it follows it no longer, and is not spoken to any more.
pub fn block(c: &mut Conn, new: &Reaction) -> Result<()> {
    let Some(ours) = local_actor::find_optional(c, &new.object_id)? else {
        return Ok(());
    };
    follower::delete(c, &ours.name, &new.actor_id)?;
    if reaction::set_activity(c, new)? > 0 {
        return Ok(());
    }
    // Blocks are never too old: a server's must have an end too.
    let of_host = reaction::count_of_host(c, new.kind, &new.object_id, &new.host)?;
    if of_host < OF_ONE_HOST {
        reaction::insert_if_absent(c, new)?;
    }
    Ok(())
}

/// What an actor takes back: the activity by its id, or, where it says so, what that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Who takes it back; only what it did itself counts.
    pub actor: String,
    /// The id of what it did.
    pub activity: Option<String>,
    /// What it did, to what.
    pub act: Option<(ReactionKind, String)>,
}

/// Forgets what was taken back; says whether there was such a thing.
pub fn take_back(c: &mut Conn, undone: &Undone) -> Result<bool> {
    if let Some(activity) = &undone.activity
        && reaction::delete_by_activity(c, activity, &undone.actor)?
    {
        return Ok(true);
    }
    match &undone.act {
        Some((kind, object)) => reaction::delete(c, *kind, &undone.actor, object),
        None => Ok(false),
    }
}
