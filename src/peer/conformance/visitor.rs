//! An actor for the time of a check: it has a key, a server where it can be read, and signs, rightly or wrongly.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use musette_domain::Instant;
use musette_federation::context::ACTIVITYSTREAMS;
use musette_federation::signature::rfc9421::{self, SignatureParameters};
use musette_federation::signature::{Outgoing, OutgoingBody, RsaKey, SigningFailed, cavage};
use musette_federation::webfinger::CONTENT_TYPE as JRD;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use url::Url;

use crate::peer::address::authority;
use crate::peer::media::ACTIVITY_JSON;
use crate::peer::sign::Headers;
use crate::store::peer_host::SignatureForm;

/// The actor and its server, which ends with it.
pub struct Visitor {
    /// Its id.
    pub(super) actor: String,
    key: RsaKey,
    /// A key that it never published.
    other_key: RsaKey,
    numbers: AtomicU32,
    serving: AbortHandle,
}

/// Why there can be no visitor.
#[derive(Debug, thiserror::Error)]
pub enum NoVisitor {
    /// Nobody can listen there.
    #[error("{0} cannot be listened on: {1}; choose another with --bind")]
    Bind(SocketAddr, std::io::Error),
    /// No key could be made.
    #[error("no key could be made: {0}")]
    Key(#[from] musette_federation::signature::KeyRefused),
}

struct Documents {
    actor: Value,
    webfinger: Value,
}

impl Visitor {
    /// Begins to serve at `bind` what others find at `origin`.
    pub async fn start(origin: &Url, bind: SocketAddr) -> Result<Self, NoVisitor> {
        let refused = |error| NoVisitor::Bind(bind, error);
        let listener = TcpListener::bind(bind).await.map_err(refused)?;
        let (key, other_key) = (RsaKey::generate()?, RsaKey::generate()?);
        let base = origin.origin().ascii_serialization();
        let actor = format!("{base}/visitor");
        let documents = Documents {
            actor: json!({
                "@context": [ACTIVITYSTREAMS, "https://w3id.org/security/v1"],
                "id": actor,
                "type": "Application",
                "preferredUsername": "visitor",
                "name": "A visitor who checks whether servers understand each other",
                "inbox": format!("{actor}/inbox"),
                "outbox": format!("{actor}/outbox"),
                "publicKey": {
                    "id": format!("{actor}#main-key"),
                    "owner": actor,
                    "publicKeyPem": key.public_key_pem(),
                },
            }),
            webfinger: json!({
                "subject": format!("acct:visitor@{}", authority(origin)),
                "links": [{"rel": "self", "type": ACTIVITY_JSON, "href": actor}],
            }),
        };
        let routes = Router::new()
            .route("/visitor", get(show_actor))
            .route("/visitor/inbox", post(StatusCode::ACCEPTED))
            .route("/.well-known/webfinger", get(show_webfinger))
            .with_state(Arc::new(documents));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, routes).await {
                tracing::error!(%error, "the visitor's server has ended");
            }
        });
        Ok(Self {
            actor,
            key,
            other_key,
            numbers: AtomicU32::new(1),
            serving: serving.abort_handle(),
        })
    }

    /// An activity of the visitor about `object`, with an id that was never used: servers remember ids for weeks.
    pub(super) fn activity(&self, kind: &str, object: &str, now: Instant) -> Value {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        json!({
            "@context": ACTIVITYSTREAMS,
            "id": format!("{}/activities/{}-{number}", self.actor, now.millis()),
            "type": kind,
            "actor": self.actor,
            "to": object,
            "object": object,
        })
    }

    /// Somebody else on the visitor's server, whom nobody can read.
    pub(super) fn somebody_else(&self) -> String {
        format!("{}-else", self.actor)
    }

    /// Signs a GET as draft-cavage has it.
    pub(super) fn signed_get(&self, url: &Url, now: Instant) -> Result<Headers, String> {
        let request = Outgoing::to("GET", url, None);
        cavage::sign(&self.key, &self.key_id(), &request, now.unix_seconds())
            .map_err(|why| why.to_string())
    }

    /// Signs a POST in one of the two forms, with its own key or with one that nobody knows.
    pub(super) fn signed_post(
        &self,
        (url, body): (&Url, &[u8]),
        form: SignatureForm,
        now: Instant,
        own_key: bool,
    ) -> Result<Headers, SigningFailed> {
        let request = Outgoing::to("POST", url, Some(OutgoingBody::of(body, ACTIVITY_JSON)));
        let key = if own_key { &self.key } else { &self.other_key };
        let at = now.unix_seconds();
        match form {
            SignatureForm::Cavage => cavage::sign(key, &self.key_id(), &request, at),
            SignatureForm::Rfc9421 => rfc9421::sign(
                key.into(),
                &self.key_id(),
                &request,
                SignatureParameters::social(at),
            ),
        }
    }

    fn key_id(&self) -> String {
        format!("{}#main-key", self.actor)
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn show_actor(State(documents): State<Arc<Documents>>) -> Response {
    ([(CONTENT_TYPE, ACTIVITY_JSON)], documents.actor.to_string()).into_response()
}

async fn show_webfinger(State(documents): State<Arc<Documents>>) -> Response {
    ([(CONTENT_TYPE, JRD)], documents.webfinger.to_string()).into_response()
}
