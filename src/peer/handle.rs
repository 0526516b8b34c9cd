//! What an activity of the open tier does here: a file an activity.
//!
//! Each looks first at what it needs (which may ask the network) and returns an effect, which then runs in the same transaction as the note that the
//! activity was taken. An effect that finds nothing to do does nothing: the answer is 202 all the same.

pub mod accept_follow;
pub mod accept_reply;
pub mod announce;
pub mod block;
pub mod create_note;
pub mod create_reply;
pub mod delete;
pub mod feature_request;
pub mod flag;
pub mod follow;
pub mod hint;
pub mod join;
pub mod like;
pub mod move_actor;
pub mod reject_follow;
pub mod reject_reply;
pub mod undo;
pub mod undo_follow;
pub mod update;
pub mod update_actor;
pub mod update_item;

use musette_federation::{SocialActivity, SocialKind};

use super::Peer;
use super::fetch::{Actor, Errand};
use super::problem::Problem;
use crate::app::{App, Topic};
use crate::store::{self, Conn};

/// An activity that is being taken, and what it is taken with.
#[derive(Clone)]
pub struct Scene {
    /// The instance.
    pub app: App,
    /// Its federated part.
    pub peer: Peer,
    /// The activity; its sender is proved.
    pub activity: SocialActivity,
}

impl Scene {
    /// The sender's address.
    pub fn actor(&self) -> String {
        self.activity.actor.to_string()
    }
    /// Whether the activity corrects something.
    pub fn is_correction(&self) -> bool {
        self.activity.kind == SocialKind::Update
    }
    /// The address of what the activity is about.
    pub fn object(&self) -> Option<String> {
        self.activity.object_id().map(ToString::to_string)
    }
}

/// What to do after the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Read a restaurant's menu anew.
    ReadMenu(String),
    /// Forget the keys of an actor that are held in memory.
    ForgetKeys(String),
}

/// What an activity changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// What live pages hear.
    pub topics: Vec<Topic>,
    /// What comes next.
    pub after: Option<After>,
}

/// What an activity does to the database. May run twice; changes only the database.
pub type Effect = Box<dyn Fn(&mut Conn) -> store::Result<Done> + Send>;

/// Nothing but the note that it was taken.
pub fn nothing() -> Effect {
    Box::new(|_| Ok(Done::default()))
}

/// Who sent the activity, with where to answer. The sender's key came with its document, so this asks the network only when that is old.
async fn sender(scene: &Scene, errand: &Errand) -> Result<Actor, Problem> {
    let found = scene.peer.fetch.actor(&scene.activity.actor, errand).await;
    found.map_err(|e| {
        if e.is_transient() {
            Problem::later(format!("Your account could not be read: {e}."), 60)
        } else {
            Problem::bad_request(format!("Your account could not be read: {e}."))
        }
    })
}

/// Finds out what an activity does. Unknown ones do nothing.
pub async fn plan(scene: &Scene, errand: &Errand) -> Result<Effect, Problem> {
    match &scene.activity.kind {
        SocialKind::Follow => follow::plan(scene, errand).await,
        SocialKind::Undo => Ok(undo::plan(scene)),
        SocialKind::Accept => Ok(accept_reply::plan(scene, accept_follow::plan(scene))),
        SocialKind::Reject => Ok(reject_reply::plan(scene, reject_follow::plan(scene))),
        SocialKind::Create => create_note::plan(scene, errand).await,
        SocialKind::Update => update::plan(scene, errand).await,
        SocialKind::Delete => Ok(delete::plan(scene)),
        SocialKind::Announce => announce::plan(scene, errand).await,
        SocialKind::Flag => Ok(flag::plan(scene)),
        SocialKind::Like => Ok(like::plan(scene)),
        SocialKind::Block => Ok(block::plan(scene)),
        SocialKind::Other(kind) => match kind.as_str() {
            "FeatureRequest" => feature_request::plan(scene, errand).await,
            "Join" => join::plan(scene, errand).await,
            _ => Ok(nothing()),
        },
        // Boxed: it reads documents elsewhere, which few messages do.
        SocialKind::Move => Box::pin(move_actor::plan(scene, errand)).await,
    }
}
