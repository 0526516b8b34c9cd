//! Many servers on one loopback port, told apart by name: each has actors with keys, and an inbox that answers after a while.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use musette_federation::actor::{ActorKind, LocalActor};
use musette_federation::signature::RsaKey;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use url::Url;

/// How many keys are made; actors share them, ids they have of their own.
const KEYS: usize = 16;

/// An actor nobody knows yet.
pub struct Stranger {
    /// Its address.
    pub id: Url,
    /// The id of its key.
    pub key_id: String,
    /// Which key.
    pub key: usize,
}

/// What the inboxes saw.
#[derive(Default)]
struct Seen {
    count: usize,
    last: Option<Instant>,
}

/// The servers.
pub struct ManyHosts {
    port: u16,
    keys: Vec<RsaKey>,
    documents: Mutex<HashMap<String, Bytes>>,
    seen: Mutex<Seen>,
    delay: Mutex<Duration>,
    arrived: Notify,
}

impl ManyHosts {
    /// Makes the keys and answers from now on.
    pub async fn start() -> anyhow::Result<Arc<Self>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let keys = (0..KEYS)
            .map(|_| RsaKey::generate().context("no RSA key could be made"))
            .collect::<anyhow::Result<_>>()?;
        let hosts = Arc::new(Self {
            port: listener.local_addr()?.port(),
            keys,
            documents: Mutex::default(),
            seen: Mutex::default(),
            delay: Mutex::default(),
            arrived: Notify::new(),
        });
        let answering = Arc::clone(&hosts);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Answers are small: each leaves at once.
                let _ = stream.set_nodelay(true);
                let hosts = Arc::clone(&answering);
                let answer = service_fn(move |request| {
                    let hosts = Arc::clone(&hosts);
                    async move { Ok::<_, Infallible>(hosts.answer(request).await) }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), answer);
                tokio::spawn(connection);
            }
        });
        Ok(hosts)
    }

    /// The name and port of a server.
    pub fn authority(&self, number: usize) -> String {
        format!("h{number}.localhost:{}", self.port)
    }

    /// The key that actors share.
    pub fn key(&self, which: usize) -> Option<&RsaKey> {
        self.keys.get(which)
    }

    /// New actors, `each` on every one of `hosts` servers. `series` keeps those of several calls apart.
    pub fn strangers(
        &self,
        series: &str,
        hosts: usize,
        each: usize,
    ) -> anyhow::Result<Vec<Stranger>> {
        let mut documents = lock(&self.documents);
        let mut all = Vec::with_capacity(hosts * each);
        for number in 0..each {
            for host in 0..hosts {
                let authority = self.authority(host);
                let id = Url::parse(&format!("http://{authority}/u/{series}-{number}"))?;
                let key = (number * hosts + host) % self.keys.len();
                let pem = self.key(key).context("no key")?.public_key_pem();
                let part = |part: &str| Url::parse(&format!("{id}/{part}"));
                let name = format!("u{number}");
                let mut actor = LocalActor::new(
                    id.clone(),
                    ActorKind::Organization,
                    &name,
                    &name,
                    part("inbox")?,
                    part("outbox")?,
                    pem,
                );
                actor.shared_inbox = Some(Url::parse(&format!("http://{authority}/inbox"))?);
                let document = Bytes::from(actor.to_json().to_string());
                documents.insert(format!("{authority}{}", id.path()), document);
                all.push(Stranger {
                    key_id: format!("{id}#main-key"),
                    id,
                    key,
                });
            }
        }
        Ok(all)
    }

    /// Forgets what was seen, and answers after `delay` from now on.
    pub fn begin(&self, delay: Duration) {
        *lock(&self.seen) = Seen::default();
        *lock(&self.delay) = delay;
    }

    /// Waits until so many messages have been answered; returns when the last one was.
    pub async fn wait_for(&self, count: usize, patience: Duration) -> anyhow::Result<Instant> {
        let all = async {
            loop {
                let more = self.arrived.notified();
                {
                    let seen = lock(&self.seen);
                    if let Some(last) = seen.last
                        && seen.count >= count
                    {
                        return last;
                    }
                }
                more.await;
            }
        };
        tokio::time::timeout(patience, all)
            .await
            .with_context(|| format!("{} of {count} messages arrived", lock(&self.seen).count))
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        if request.method() == Method::POST {
            let delay = *lock(&self.delay);
            // Read whole, as any server would.
            let _ = request.into_body().collect().await;
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            {
                let mut seen = lock(&self.seen);
                seen.count += 1;
                seen.last = Some(Instant::now());
            }
            self.arrived.notify_waiters();
            return status(202);
        }
        let host = request
            .headers()
            .get(hyper::header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        let asked = format!("{host}{}", request.uri().path());
        let Some(document) = lock(&self.documents).get(&asked).cloned() else {
            return status(404);
        };
        let mut response = Response::new(Full::new(document));
        response.headers_mut().insert(
            hyper::header::CONTENT_TYPE,
            hyper::header::HeaderValue::from_static("application/activity+json"),
        );
        response
    }
}

fn status(status: u16) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    response
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
