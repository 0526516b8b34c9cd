//! Somebody elsewhere likes or boosts a Note of ours, or blocks an actor of ours; or no longer does.

use super::our_note;
use crate::app::App;
use crate::store::reaction::{Reaction, ReactionKind};
use crate::store::{Conn, Result, follower, local_actor, reaction};

/// How many likes or boosts of one Note are counted from one server; more say nothing and cost space.
pub const OF_ONE_HOST: i64 = 2_000;
/// How many are counted in all.
pub const AT_MOST: i64 = 20_000;

/// Counts a like or a boost, once an actor. What is not ours, or was taken back, is not counted.
pub fn run(c: &mut Conn, app: &App, new: &Reaction) -> Result<()> {
    if our_note(c, &app.urls, &new.object_id)?.is_none() {
        return Ok(());
    }
    let (kind, object) = (new.kind, new.object_id.as_str());
    if reaction::set_activity(c, new)? > 0
        || reaction::count_of_host(c, kind, object, &new.host)? >= OF_ONE_HOST
        || reaction::count(c, kind, object)? >= AT_MOST
    {
        return Ok(());
    }
    reaction::insert_if_absent(c, new)?;
    Ok(())
}

/// Somebody blocks an actor of ours: it follows it no longer, and is not spoken to any more.
pub fn block(c: &mut Conn, new: &Reaction) -> Result<()> {
    let Some(ours) = local_actor::find_optional(c, &new.object_id)? else {
        return Ok(());
    };
    follower::delete(c, &ours.name, &new.actor_id)?;
    if reaction::set_activity(c, new)? == 0 {
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
