//! A server of other software: one actor with a key, an inbox that answers as it is told, and whatever documents a test puts there.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
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
    /// A body without end.
    Endless(Stream),
}

/// An answer that has no end.
#[derive(Debug, Clone, Copy)]
pub enum Stream {
    /// A byte a second.
    Drip,
    /// As much as the line takes.
    Flood,
}

impl Stream {
    fn body(self) -> Body {
        let said = |bytes: Bytes| Ok::<_, std::io::Error>(bytes);
        match self {
            Self::Drip => {
                let ticks = tokio::time::interval(std::time::Duration::from_secs(1));
                Body::from_stream(futures_util::stream::unfold(
                    ticks,
                    move |mut ticks| async move {
                        ticks.tick().await;
                        Some((said(Bytes::from_static(b" ")), ticks))
                    },
                ))
            }
            Self::Flood => Body::from_stream(futures_util::stream::repeat_with(move || {
                said(Bytes::from_static(&[b' '; 16 * 1024]))
            })),
        }
    }
}

/// Holds a GET back until a test lets it through.
#[derive(Default)]
pub struct Gate {
    /// Somebody asks.
    pub asked: Notify,
    /// They may have it.
    pub open: Notify,
}

/// A document: its status, media type and bytes.
type Served = (u16, String, Vec<u8>);

#[derive(Default)]
struct Inner {
    streams: Mutex<HashMap<String, Stream>>,
    gates: Mutex<HashMap<String, Arc<Gate>>>,
    documents: Mutex<HashMap<String, Served>>,
    said: Mutex<HashMap<String, (&'static str, String)>>,
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
        self.put_bytes(url, status, content_type, body.as_bytes());
    }

    pub fn put_bytes(&self, url: &str, status: u16, content_type: &str, body: &[u8]) {
        let path = url.split(&self.host).last().unwrap().to_owned();
        self.inner
            .documents
            .lock()
            .unwrap()
            .insert(path, (status, content_type.to_owned(), body.to_vec()));
    }

    /// Says this header with the document at this address. Who knows its `ETag` already gets 304.
    pub fn put_header(&self, url: &str, name: &'static str, value: &str) {
        let path = url.split(&self.host).last().unwrap().to_owned();
        let header = (name, value.to_owned());
        self.inner.said.lock().unwrap().insert(path, header);
    }

    /// Answers a GET of this address without end.
    pub fn put_stream(&self, url: &str, stream: Stream) {
        let path = url.split(&self.host).last().unwrap().to_owned();
        self.inner.streams.lock().unwrap().insert(path, stream);
    }

    /// Holds the next GET of this address back.
    pub fn put_gate(&self, url: &str) -> Arc<Gate> {
        let path = url.split(&self.host).last().unwrap().to_owned();
        let gate = Arc::<Gate>::default();
        let held = Arc::clone(&gate);
        self.inner.gates.lock().unwrap().insert(path, held);
        gate
    }

    /// Serves an actor with these members instead of the usual ones.
    pub fn put_actor_with(&self, actor: &str, members: &Value) {
        let mut document = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": actor,
            "type": "Person",
            "preferredUsername": actor.rsplit('/').next(),
            "inbox": format!("{actor}/inbox"),
            "publicKey": {"id": format!("{actor}#main-key"), "owner": actor, "publicKeyPem": self.key.public_key_pem()},
        });
        for (name, value) in members.as_object().unwrap() {
            document[name] = value.clone();
        }
        self.put(actor, 200, &document);
    }

    /// Another account of this server, with a key of its own.
    pub fn neighbour(&self, name: &str) -> Self {
        let actor = format!("http://{}/users/{name}", self.host);
        let other = Self {
            inner: Arc::clone(&self.inner),
            key: Arc::new(RsaKey::generate().unwrap()),
            key_id: format!("{actor}#main-key"),
            host: self.host.clone(),
            actor,
        };
        other.put_actor_with(&other.actor, &json!({}));
        other
    }

    /// An activity of this account.
    pub fn activity(&self, number: u32, kind: &str, object: Value) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{}/activities/{number}", self.actor),
            "type": kind,
            "actor": self.actor,
            "to": "https://www.w3.org/ns/activitystreams#Public",
            "object": object,
        })
    }

    /// A public Note of this account.
    pub fn note(&self, number: u32) -> Value {
        json!({
            "id": format!("{}/notes/{number}", self.actor),
            "type": "Note",
            "attributedTo": self.actor,
            "to": "https://www.w3.org/ns/activitystreams#Public",
            "content": "<p>Plat du jour</p>",
        })
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
        Self::signed_as("application/activity+json", key, key_id, inbox, body, now)
    }

    /// The same with another `Content-Type`.
    pub fn signed_as(
        content_type: &str,
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
            Some(OutgoingBody::of(bytes.as_bytes(), content_type)),
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
        let asked = (path.clone(), parts.headers.clone());
        inner.asked.lock().unwrap().push(asked);
        let gate = inner.gates.lock().unwrap().remove(&path);
        if let Some(gate) = gate {
            gate.asked.notify_one();
            gate.open.notified().await;
        }
        let stream = inner.streams.lock().unwrap().get(&path).copied();
        if let Some(stream) = stream {
            return http::Response::builder()
                .header("content-type", "application/activity+json")
                .body(stream.body())
                .unwrap();
        }
        let found = inner.documents.lock().unwrap().get(&path).cloned();
        let (status, content_type, body) = found.unwrap_or((404, "text/plain".into(), Vec::new()));
        let mut answer = http::Response::builder().status(status);
        if let Some(location) = content_type.strip_prefix("location ") {
            answer = answer.header("location", location);
        } else {
            answer = answer.header("content-type", content_type);
        }
        let said = inner.said.lock().unwrap().get(&path).cloned();
        if let Some((name, value)) = said {
            let known = parts.headers.get("if-none-match");
            if name == "etag" && known.is_some_and(|known| *known == *value) {
                let answer = http::Response::builder().status(304).header(name, value);
                return answer.body(Body::empty()).unwrap();
            }
            answer = answer.header(name, value);
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
        Reply::Endless(stream) => http::Response::builder()
            .status(500)
            .body(stream.body())
            .unwrap(),
    }
}
