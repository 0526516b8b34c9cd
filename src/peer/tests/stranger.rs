//! A server of other software: one actor with a key, an inbox that answers as it is told, and whatever documents a test puts there.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use http_body_util::BodyExt as _;
use musette_federation::signature::{Outgoing, OutgoingBody, RsaKey, cavage};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use url::Url;

/// A request that arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub path: String,
    pub headers: http::HeaderMap,
    pub body: Value,
}

/// What to answer to a POST.
#[derive(Debug, Clone)]
pub enum Reply {
    Status(u16),
    StatusWith(u16, &'static str, String),
    /// A body of so many bytes.
    Large(u16, usize),
    /// Never.
    Hang,
}

#[derive(Default)]
struct Inner {
    documents: Mutex<HashMap<String, (u16, String, String)>>,
    replies: Mutex<VecDeque<Reply>>,
    always: Mutex<Option<Reply>>,
    arrived: Mutex<Vec<Arrived>>,
    asked: Mutex<Vec<(String, http::HeaderMap)>>,
    something: Notify,
}

#[derive(Clone)]
pub struct Stranger {
    inner: Arc<Inner>,
    pub key: Arc<RsaKey>,
    pub host: String,
    pub actor: String,
    pub key_id: String,
}

impl Stranger {
    pub async fn start(name: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let host = format!("{name}.localhost:{}", listener.local_addr().unwrap().port());
        let inner = Arc::<Inner>::default();
        let actor = format!("http://{host}/users/anna");
        let stranger = Self {
            inner: Arc::clone(&inner),
            key: Arc::new(RsaKey::generate().unwrap()),
            key_id: format!("{actor}#main-key"),
            actor,
            host,
        };
        stranger.put_actor(&stranger.actor, &stranger.key_id, &stranger.key);
        let app = axum::Router::new().fallback(serve).with_state(inner);
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        stranger
    }

    /// Serves an actor document with one key.
    pub fn put_actor(&self, actor: &str, key_id: &str, key: &RsaKey) {
        self.put(actor, 200, &self.document(actor, key_id, key));
    }

    /// An actor document with one key.
    pub fn document(&self, actor: &str, key_id: &str, key: &RsaKey) -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": actor,
            "type": "Person",
            "preferredUsername": "anna",
            "inbox": format!("{actor}/inbox"),
            "endpoints": {"sharedInbox": format!("http://{}/inbox", self.host)},
            "publicKey": {"id": key_id, "owner": actor, "publicKeyPem": key.public_key_pem()},
        })
    }

    pub fn put(&self, url: &str, status: u16, document: &Value) {
        self.put_as(
            url,
            status,
            "application/activity+json",
            &document.to_string(),
        );
    }

    pub fn put_as(&self, url: &str, status: u16, content_type: &str, body: &str) {
        let path = url.split(&self.host).last().unwrap().to_owned();
        self.inner
            .documents
            .lock()
            .unwrap()
            .insert(path, (status, content_type.to_owned(), body.to_owned()));
    }

    /// Answers the next POST so.
    pub fn reply(&self, reply: Reply) {
        self.inner.replies.lock().unwrap().push_back(reply);
    }

    /// Answers every POST so.
    pub fn always(&self, reply: Option<Reply>) {
        *self.inner.always.lock().unwrap() = reply;
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.inner.arrived.lock().unwrap().clone()
    }

    pub fn asked(&self) -> Vec<(String, http::HeaderMap)> {
        self.inner.asked.lock().unwrap().clone()
    }

    /// Waits until `count` POSTs have arrived.
    pub async fn wait_for(&self, count: usize) -> Vec<Arrived> {
        let wait = async {
            loop {
                let more = self.inner.something.notified();
                if self.arrived().len() >= count {
                    return self.arrived();
                }
                more.await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), wait)
            .await
            .expect("too few posts arrived")
    }

    /// A signed POST, as most of the Fediverse sends it.
    pub fn signed(&self, inbox: &str, body: &Value, now: i64) -> http::Request<Body> {
        Self::signed_by(&self.key, &self.key_id, inbox, body, now)
    }

    pub fn signed_by(
        key: &RsaKey,
        key_id: &str,
        inbox: &str,
        body: &Value,
        now: i64,
    ) -> http::Request<Body> {
        let bytes = body.to_string();
        let url = Url::parse(inbox).unwrap();
        let outgoing = Outgoing::to(
            "POST",
            &url,
            Some(OutgoingBody::of(
                bytes.as_bytes(),
                "application/activity+json",
            )),
        );
        let headers = cavage::sign(key, key_id, &outgoing, now).unwrap();
        let mut request = http::Request::post(url.path());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(Body::from(bytes)).unwrap()
    }

    /// A Follow of `target`.
    pub fn follow(&self, target: &str, number: u32) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{}/follows/{number}", self.actor),
            "type": "Follow",
            "actor": self.actor,
            "object": target,
        })
    }
}

async fn serve(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    if parts.method == http::Method::GET {
        inner
            .asked
            .lock()
            .unwrap()
            .push((path.clone(), parts.headers));
        let found = inner.documents.lock().unwrap().get(&path).cloned();
        let (status, content_type, body) =
            found.unwrap_or((404, "text/plain".into(), String::new()));
        let mut answer = http::Response::builder().status(status);
        if let Some(location) = content_type.strip_prefix("location ") {
            answer = answer.header("location", location);
        } else {
            answer = answer.header("content-type", content_type);
        }
        return answer.body(Body::from(body)).unwrap();
    }
    let bytes = body.collect().await.unwrap().to_bytes();
    inner.arrived.lock().unwrap().push(Arrived {
        path,
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    });
    let next = inner.replies.lock().unwrap().pop_front();
    let reply = next.or_else(|| inner.always.lock().unwrap().clone());
    inner.something.notify_waiters();
    match reply.unwrap_or(Reply::Status(202)) {
        Reply::Status(status) => http::Response::builder()
            .status(status)
            .body(Body::empty())
            .unwrap(),
        Reply::StatusWith(status, name, value) => http::Response::builder()
            .status(status)
            .header(name, value)
            .body(Body::empty())
            .unwrap(),
        Reply::Large(status, size) => http::Response::builder()
            .status(status)
            .body(Body::from(vec![b'x'; size]))
            .unwrap(),
        Reply::Hang => std::future::pending().await,
    }
}
