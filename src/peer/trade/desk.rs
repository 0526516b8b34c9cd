//! Our dispatch desk as it writes and signs: its addresses, ids, clocks, and its key.

use std::sync::Arc;

use musette_domain::Instant;
use musette_federation::signature::Ed25519Key;
use url::Url;

use crate::app::{App, Clock, Ids};
use crate::peer::Peer;
use crate::peer::keys::ED25519_KEY;
use crate::store::{Conn, Error, Result, local_actor};
use crate::url::Urls;

/// What our desk writes with. Cloning is cheap.
#[derive(Clone)]
pub struct Desk {
    /// Every URL of this instance.
    pub urls: Urls,
    /// Ids and nonces.
    pub ids: Arc<dyn Ids>,
    /// Trade time and wire time.
    pub clock: Arc<dyn Clock>,
}

impl Desk {
    /// The desk of an instance.
    pub fn of(app: &App) -> Self {
        Self {
            urls: app.urls.clone(),
            ids: Arc::clone(&app.ids),
            clock: Arc::clone(&app.clock),
        }
    }

    /// The desk of an instance that is being put together.
    pub fn of_peer(peer: &Peer) -> Self {
        Self {
            urls: peer.urls.clone(),
            ids: Arc::clone(&peer.ids),
            clock: Arc::clone(&peer.clock),
        }
    }

    /// The desk's actor.
    pub fn url(&self) -> Result<Url> {
        address(&self.urls.desk())
    }

    /// The id of the desk's Ed25519 key.
    pub fn key_id(&self) -> String {
        format!("{}#{ED25519_KEY}", self.urls.desk())
    }

    /// A new id for a trade activity.
    pub fn new_activity(&self) -> String {
        self.urls.trade_activity(&self.ids.uuid())
    }

    /// Trade time.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }
}

/// The desk's signing key.
pub fn signing_key(c: &mut Conn, urls: &Urls) -> Result<Ed25519Key> {
    let actor = local_actor::find(c, &urls.desk())?;
    Ed25519Key::from_pkcs8(&actor.ed25519_private)
        .map_err(|e| Error::Database(format!("the desk's key cannot be read: {e}")))
}

/// An address that our own database holds. One that is none is a fault of ours.
pub fn address(text: &str) -> Result<Url> {
    musette_federation::web_address(text)
        .ok_or_else(|| Error::Database(format!("{text:?} is not a web address")))
}
