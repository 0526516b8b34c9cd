//! The road to an instance: everything others send to it passes here and can be refused, delayed, lost, or kept to be sent once more.
//!
//! People pass always; only what peers ask for (`/ap/…`, `/.well-known/…`) is touched.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::person;

/// What becomes of what a peer sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It arrives, and the answer comes back.
    Open,
    /// The connection breaks off before anything arrives.
    Down,
    /// It arrives, but the answer is lost.
    AnswerLost,
    /// Every message arrives, but its first answer is lost.
    FirstAnswerLost,
    /// Questions are answered, but no message arrives.
    NoInbox,
    /// Nothing arrives and nobody answers, until the asker gives up.
    Silent,
    /// Somebody in between answers with this status.
    Answers(u16),
}

/// A message that passed.
#[derive(Debug, Clone)]
pub struct Passed {
    /// The path.
    pub path: String,
    /// Its headers, signatures and all.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// What the instance answered; none if it never got it.
    pub answered: Option<u16>,
}

impl Passed {
    /// The type of the activity, and that of its object if it has one inside.
    pub fn kind(&self) -> String {
        let value: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let kind = |value: &Value| match value.get("type") {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join("+"),
            _ => String::new(),
        };
        let inner = value.get("object").map(kind).unwrap_or_default();
        format!("{}({inner})", kind(&value))
    }
}

struct State {
    to: Option<SocketAddr>,
    way: Way,
    passed: Vec<Passed>,
}

/// A gate on a port of its own, which is the port in the instance's public address.
pub struct Gate {
    /// The port others know.
    pub port: u16,
    state: Mutex<State>,
    client: reqwest::Client,
}

impl Gate {
    /// Opens a gate.
    pub async fn open() -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gate = Arc::new(Self {
            port: listener.local_addr().unwrap().port(),
            state: Mutex::new(State {
                to: None,
                way: Way::Open,
                passed: Vec::new(),
            }),
            client: person::client(),
        });
        let here = Arc::clone(&gate);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let gate = Arc::clone(&here);
                let answer = service_fn(move |request| {
                    let gate = Arc::clone(&gate);
                    async move { gate.pass(request).await }
                });
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), answer),
                );
            }
        });
        gate
    }

    /// The instance behind it.
    pub fn leads_to(&self, address: SocketAddr) {
        self.state.lock().unwrap().to = Some(address);
    }

    /// What happens from now on.
    pub fn set(&self, way: Way) {
        self.state.lock().unwrap().way = way;
    }

    /// What was sent to inboxes so far.
    pub fn passed(&self) -> Vec<Passed> {
        self.state.lock().unwrap().passed.clone()
    }

    /// Sends a message that passed once more, byte for byte; what the instance answers.
    pub async fn again(&self, message: &Passed) -> u16 {
        let to = self.state.lock().unwrap().to.unwrap();
        let (headers, body) = (message.headers.clone(), message.body.clone());
        let (status, ..) = self
            .forward(to, &Method::POST, &message.path, headers, body)
            .await
            .unwrap();
        status.as_u16()
    }

    /// An error breaks the connection off.
    async fn pass(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, BrokenOff> {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().unwrap().as_str().to_owned();
        let body = body.collect().await.map_err(|_| BrokenOff)?.to_bytes();
        let (way, to) = {
            let state = self.state.lock().unwrap();
            let from_peer = path.starts_with("/ap/") || path.starts_with("/.well-known/");
            let message = head.method == Method::POST && path.ends_with("/inbox");
            let again = state.passed.iter().any(|passed| passed.body == body);
            let way = match state.way {
                _ if !from_peer => Way::Open,
                Way::NoInbox if message => Way::Down,
                Way::FirstAnswerLost if message && !again => Way::AnswerLost,
                Way::NoInbox | Way::FirstAnswerLost => Way::Open,
                other => other,
            };
            (way, state.to)
        };
        let answer = match (way, to) {
            (Way::Open | Way::AnswerLost, Some(to)) => {
                self.forward(to, &head.method, &path, head.headers.clone(), body.clone())
                    .await
            }
            (Way::Silent, _) => std::future::pending().await,
            (Way::Answers(status), _) => Some((
                StatusCode::from_u16(status).unwrap(),
                HeaderMap::new(),
                Bytes::new(),
            )),
            _ => None,
        };
        if head.method == Method::POST {
            let arrived = matches!(way, Way::Open | Way::AnswerLost);
            self.state.lock().unwrap().passed.push(Passed {
                path,
                headers: head.headers,
                body,
                answered: answer
                    .as_ref()
                    .filter(|_| arrived)
                    .map(|(status, ..)| status.as_u16()),
            });
        }
        let (status, headers, body) = answer.ok_or(BrokenOff)?;
        if way == Way::AnswerLost {
            return Err(BrokenOff);
        }
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }

    async fn forward(
        &self,
        to: SocketAddr,
        method: &Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Option<(StatusCode, HeaderMap, Bytes)> {
        let answer = self
            .client
            .request(method.clone(), format!("http://{to}{path}"))
            .headers(headers)
            .body(body)
            .send()
            .await
            .ok()?;
        let status = answer.status();
        let mut headers = answer.headers().clone();
        headers.remove("transfer-encoding");
        headers.remove("connection");
        Some((status, headers, answer.bytes().await.ok()?))
    }
}

/// The connection ends without an answer.
#[derive(Debug)]
struct BrokenOff;

impl std::fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the gate let nothing through")
    }
}

impl std::error::Error for BrokenOff {}

impl From<Infallible> for BrokenOff {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
