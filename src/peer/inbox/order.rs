//! Messages in the wrong order: what was taken back before it came is not taken for new when it comes.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::{SocialKind, same_origin};

use crate::peer::handle::Scene;
use crate::store::undone::{self, Undone};
use crate::store::{self, Conn, inbox_seen};

/// How long it is remembered that something was taken back: longer than anybody sends the same again.
pub const REMEMBERED: TimeDelta = TimeDelta::days(35);

/// What an activity says about what came before it and may come after.
pub struct Order {
    actor: String,
    now: Instant,
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
    /// What this activity says.
    pub fn of(scene: &Scene) -> Self {
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
            says,
        }
    }

    /// Whether the sender took back what it brings now. What takes something back is remembered.
    pub fn comes_too_late(&self, c: &mut Conn) -> store::Result<bool> {
        match &self.says {
            // What we have taken already is undone by its handler. It may be done again under the same id: some name a Follow by who follows whom.
            Says::Undo(id) if inbox_seen::delete(c, id)? => Ok(false),
            Says::Undo(id) | Says::Delete(id) => {
                let row = Undone {
                    id: id.clone(),
                    actor_id: self.actor.clone(),
                    at: self.now,
                };
                undone::insert_if_absent(c, &row)?;
                Ok(false)
            }
            Says::New(ids) => {
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                undone::is_any(c, &ids, &self.actor)
            }
            Says::Nothing => Ok(false),
        }
    }
}
