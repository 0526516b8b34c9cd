//! Messages in the wrong order, or once more: what was taken back is not taken for new when it comes after that.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::{SocialKind, same_origin};

use crate::peer::handle::Scene;
use crate::store::inbox_seen::InboxSeen;
use crate::store::undone::{self, Undone};
use crate::store::{self, Conn, inbox_seen};

/// How long it is remembered that something was taken back: longer than anybody sends the same again.
pub const REMEMBERED: TimeDelta = TimeDelta::days(35);

/// What an activity says about what came before it and may come after.
pub struct Order {
    actor: String,
    now: Instant,
    signed: Instant,
    says: Says,
}

enum Says {
    /// It takes this activity back.
    Undo(String),
    /// It takes this object back.
    Delete(String),
    /// It is or brings these.
    New(Vec<String>),
    /// Nothing of the kind.
    Nothing,
}

impl Order {
    /// What this activity says, which was signed at this time.
    pub fn of(scene: &Scene, signed: Instant) -> Self {
        let activity = &scene.activity;
        let object = activity
            .object_id()
            .filter(|object| same_origin(object, &activity.actor) && **object != activity.actor)
            .map(ToString::to_string);
        let says = match (&activity.kind, object) {
            (SocialKind::Undo, Some(object)) => Says::Undo(object),
            (SocialKind::Delete, Some(object)) => Says::Delete(object),
            (SocialKind::Undo | SocialKind::Delete, None) => Says::Nothing,
            (_, object) => Says::New(
                std::iter::once(activity.id.to_string())
                    .chain(object)
                    .collect(),
            ),
        };
        Self {
            actor: scene.actor(),
            now: scene.peer.clock.wire(),
            signed,
            says,
        }
    }

    /// Whether it brings something new, that was neither taken before nor taken back: most do. Then that it was taken is noted; else nothing is.
    pub fn is_first(&self, c: &mut Conn, seen: &InboxSeen) -> store::Result<bool> {
        let Says::New(ids) = &self.says else {
            return Ok(false);
        };
        let object = ids.get(1).unwrap_or(&seen.activity_id);
        inbox_seen::insert_unless_undone(c, seen, object)
    }

    /// Whether the sender took back what it brings now, for the first time. What takes something back is remembered.
    pub fn comes_too_late(&self, c: &mut Conn) -> store::Result<bool> {
        match &self.says {
            Says::Undo(id) | Says::Delete(id) => {
                // That it was taken is remembered as long as that it was taken back: then it is not new when it comes again.
                if matches!(self.says, Says::Undo(_)) {
                    inbox_seen::touch(c, id, &self.actor, self.now.max(self.signed))?;
                }
                let row = Undone {
                    id: id.clone(),
                    actor_id: self.actor.clone(),
                    at: self.signed,
                };
                undone::put(c, &row)?;
                Ok(false)
            }
            Says::New(ids) => {
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                undone::is_any(c, &ids, &self.actor)
            }
            Says::Nothing => Ok(false),
        }
    }

    /// Whether the sender does again, under the same id, what we had taken and it had taken back: some name a Follow by who follows whom. A request that
    /// was signed before that is only repeated, by whoever had it.
    pub fn is_done_again(&self, c: &mut Conn) -> store::Result<bool> {
        let Says::New(ids) = &self.says else {
            return Ok(false);
        };
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let Some((id, others)) = ids.split_first() else {
            return Ok(false);
        };
        let undone_at = undone::at(c, id, &self.actor)?;
        if undone_at.is_none_or(|at| self.signed <= at) || undone::is_any(c, others, &self.actor)? {
            return Ok(false);
        }
        undone::delete(c, id, &self.actor)
    }
}
