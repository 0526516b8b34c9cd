//! From an activity to the bytes that are sent and the inboxes that get them.

use musette_federation::{Reference, SocialActivity, SocialKind, context};
use serde_json::Value;

use crate::peer::Peer;
use crate::peer::document::address;
use crate::peer::enqueue::{self, NewActivity, Sending};
use crate::store::{self, Conn, follower};

/// An activity with its bytes. `of` is the context to write instead of the Notes' one, for embedded actors and dishes.
pub fn activity(activity: &SocialActivity, of: Option<Value>, public: bool) -> NewActivity {
    let mut value = activity.to_json();
    if let (Some(context), Some(document)) = (of, value.as_object_mut()) {
        document.insert("@context".into(), context);
    }
    NewActivity {
        id: activity.id.to_string(),
        actor: activity.actor.to_string(),
        kind: activity.kind.as_str().to_owned(),
        object: activity.object_id().map(ToString::to_string),
        body: value.to_string(),
        public,
    }
}

/// An embedded object without its own context, and that context.
pub fn embedded(mut object: Value) -> store::Result<(Reference, Option<Value>)> {
    let context = object
        .as_object_mut()
        .and_then(|document| document.remove("@context"));
    let reference = Reference::read(&object)
        .ok_or_else(|| store::Error::Database("an object of ours cannot be embedded".into()))?;
    Ok((reference, context))
}

/// An activity that one of our actors publishes.
pub struct Publication<'a> {
    /// The federated part of the instance.
    pub peer: &'a Peer,
    /// Who acts.
    pub actor: &'a str,
    /// What it does.
    pub kind: SocialKind,
    /// To what.
    pub object: Reference,
    /// The context of what is embedded.
    pub context: Option<Value>,
    /// Whether everybody is addressed, and the actor's outbox shows it; else only followers.
    pub public: bool,
    /// When it is sent and given up.
    pub sending: Sending,
}

impl Publication<'_> {
    /// Writes it for these inboxes; nobody to tell is fine, an outbox shows it all the same.
    pub fn write(self, c: &mut Conn, inboxes: &[(String, String)]) -> store::Result<()> {
        if inboxes.is_empty() && !self.public {
            return Ok(());
        }
        let (peer, urls) = (self.peer, &self.peer.urls);
        let id = urls.activity(&peer.ids.uuid());
        let mut written =
            SocialActivity::new(address(&id)?, self.kind, address(self.actor)?, self.object);
        let followers = urls.part(self.actor, "followers");
        if self.public {
            written.to = vec![context::PUBLIC.to_owned()];
            written.cc = vec![followers];
        } else {
            written.to = vec![followers];
        }
        written.published = Some(self.sending.now.to_utc());
        let new = activity(
            &written,
            self.context,
            self.public && in_outbox(&written.kind),
        );
        enqueue::social(c, peer.ids.as_ref(), &new, inboxes, self.sending)
    }
}

/// Whether an actor's outbox shows activities of this kind.
const fn in_outbox(kind: &SocialKind) -> bool {
    matches!(kind, SocialKind::Create | SocialKind::Announce)
}

/// The inboxes of the followers of several of our actors, each once.
pub fn inboxes(
    c: &mut Conn,
    actors: &[&str],
    musette: Option<bool>,
) -> store::Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for name in actors {
        all.extend(follower::inboxes(c, name, musette)?);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
