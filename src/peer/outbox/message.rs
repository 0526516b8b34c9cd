//! The bytes of an activity, read and hashed once however many inboxes they go to.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use musette_federation::signature::OutgoingBody;

use super::Outbox;
use crate::peer::deliver::{Answer, NoAnswer};
use crate::peer::keys::SigningKeys;
use crate::peer::{media, sign};
use crate::store::outbox_activity::OutboxActivity;
use crate::store::outbox_message::{self, MessageState, OutboxMessage};
use crate::store::peer_host::SignatureForm;
use crate::store::{self, outbox_activity};

/// An activity that is being sent.
pub struct Stored {
    /// Who acts, and signs.
    pub actor: String,
    /// The bytes.
    pub body: Bytes,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

impl Stored {
    /// The body as signing needs it.
    pub const fn outgoing(&self) -> OutgoingBody<'static> {
        OutgoingBody {
            sha256: self.sha256,
            content_type: media::ACTIVITY_JSON,
        }
    }
}

impl From<OutboxActivity> for Stored {
    fn from(row: OutboxActivity) -> Self {
        let body = Bytes::from(row.body);
        Self {
            actor: row.actor_id,
            sha256: OutgoingBody::of(&body, media::ACTIVITY_JSON).sha256,
            body,
        }
    }
}

impl Outbox {
    /// The activity of a message.
    async fn activity(&self, message: &OutboxMessage) -> store::Result<Arc<Stored>> {
        if let Some(stored) = self.stored.get(&message.activity_id) {
            return Ok(stored);
        }
        let id = message.activity_id.clone();
        let row = self
            .app
            .db
            .read(move |c| outbox_activity::find(c, &id))
            .await?;
        let stored = Arc::new(Stored::from(row));
        self.stored
            .insert(message.activity_id.clone(), Arc::clone(&stored));
        Ok(stored)
    }

    /// The activity of a message and the keys to sign it with; none if either is gone, and then the message is closed.
    pub(super) async fn material(
        &self,
        message: &OutboxMessage,
    ) -> store::Result<Option<(Arc<Stored>, Arc<SigningKeys>)>> {
        let found = match self.activity(message).await {
            Ok(stored) => self.keys.of(&stored.actor).await.map(|keys| (stored, keys)),
            Err(error) => Err(error),
        };
        match found {
            Ok(material) => Ok(Some(material)),
            Err(store::Error::NotFound) => {
                let id = message.id.clone();
                self.app
                    .db
                    .write(move |c| outbox_message::set_state(c, &id, MessageState::Refused))
                    .await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Posts with an open-tier signature. RSA is made beside the threads that answer requests, on as many cores as there are and no more.
    pub(super) async fn post_social(
        &self,
        message: &OutboxMessage,
        stored: &Arc<Stored>,
        keys: &Arc<SigningKeys>,
        form: SignatureForm,
    ) -> Result<Answer, NoAnswer> {
        let inbox = address(message)?;
        let now = self.app.clock.wire();
        let (to, signed, by) = (inbox.clone(), Arc::clone(stored), Arc::clone(keys));
        let signing = self.signers.run(move || {
            sign::social_post(&by, &to, signed.outgoing(), form, now).map_err(|e| e.to_string())
        });
        let headers = signing
            .await
            .unwrap_or_else(|| Err("it could not be signed".into()))
            .map_err(NoAnswer)?;
        self.post(&inbox, headers, stored).await
    }

    /// Posts with a trade signature.
    pub(super) async fn post_trade(
        &self,
        message: &OutboxMessage,
        stored: &Stored,
        keys: &SigningKeys,
    ) -> Result<Answer, NoAnswer> {
        let inbox = address(message)?;
        let (now, nonce) = (self.app.clock.wire(), self.app.ids.secret());
        let headers = sign::sign_trade_post(keys, &inbox, stored.outgoing(), now, &nonce)
            .map_err(|e| NoAnswer(e.to_string()))?;
        self.post(&inbox, headers, stored).await
    }

    async fn post(
        &self,
        inbox: &url::Url,
        signed: sign::Headers,
        stored: &Stored,
    ) -> Result<Answer, NoAnswer> {
        let mut headers = HeaderMap::new();
        sign::put(&mut headers, signed);
        self.deliver.post(inbox, headers, stored.body.clone()).await
    }
}

fn address(message: &OutboxMessage) -> Result<url::Url, NoAnswer> {
    url::Url::parse(&message.inbox).map_err(|e| NoAnswer(format!("the inbox is no address: {e}")))
}
