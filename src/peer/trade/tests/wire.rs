//! A partner's messages made by hand, to be sent with whatever signature a test needs.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::TimeDelta;
use musette_federation::capacity::Capacity;
use musette_federation::signature::rfc9421::SignatureParameters;
use musette_federation::signature::{Ed25519Key, Outgoing, OutgoingBody, rfc9421};
use musette_federation::{Cell, TradeActivity, TradeMessage};
use serde_json::Value;
use tower::ServiceExt as _;
use url::Url;

use super::instance::Instance;
use crate::peer::{media, sign};

/// A capacity from `from` to `to`: a message that changes little.
pub fn capacity(from: &Instance, to: &Instance, seq: u64) -> TradeActivity {
    let now = from.app.clock.now();
    let url = |text: String| Url::parse(&text).unwrap();
    let window = url(from.app.urls.capacity(&from.app.ids.uuid()));
    TradeActivity {
        id: url(from.app.urls.trade_activity(&from.app.ids.uuid())),
        actor: url(from.desk()),
        to: url(to.desk()),
        published: now.to_utc(),
        context: window.clone(),
        seq,
        valid_through: now.plus(TimeDelta::hours(4)).to_utc(),
        message: TradeMessage::CapacityPublished(Capacity {
            id: window,
            attributed_to: url(from.desk()),
            to: url(to.desk()),
            revision: 1,
            start_time: now.to_utc(),
            end_time: now.plus(TimeDelta::hours(4)).to_utc(),
            zone: vec![Cell::parse("871f8d2a4ffffff").unwrap()],
            couriers: 3,
        }),
    }
}

/// How a test signs.
pub struct Signing<'a> {
    pub key: &'a Ed25519Key,
    pub key_id: String,
    pub parameters: SignatureParameters<'a>,
    pub target: Url,
}

/// A POST with a signature.
pub fn post(signing: &Signing<'_>, body: Vec<u8>) -> Request<Body> {
    let digest = OutgoingBody::of(&body, media::ACTIVITY_JSON);
    let request = Outgoing::to("POST", &signing.target, Some(digest));
    let signed = rfc9421::sign(
        signing.key.into(),
        &signing.key_id,
        &request,
        signing.parameters,
    )
    .unwrap();
    with(signing, "POST", signed, Body::from(body))
}

/// A GET with a signature.
pub fn get(signing: &Signing<'_>) -> Request<Body> {
    let request = Outgoing::to("GET", &signing.target, None);
    let signed = rfc9421::sign(
        signing.key.into(),
        &signing.key_id,
        &request,
        signing.parameters,
    )
    .unwrap();
    with(signing, "GET", signed, Body::empty())
}

fn with(signing: &Signing<'_>, method: &str, signed: sign::Headers, body: Body) -> Request<Body> {
    let mut headers = HeaderMap::new();
    sign::put(&mut headers, signed);
    let authority = crate::peer::address::authority(&signing.target);
    headers.insert("host", authority.parse().unwrap());
    let path = &signing.target[url::Position::BeforePath..];
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .body(body)
        .unwrap();
    *request.headers_mut() = headers;
    request
}

/// The answer: status, acknowledgement, body.
pub async fn ask(to: &Instance, request: Request<Body>) -> (StatusCode, Option<i64>, Value) {
    let response = to.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let acknowledged = response
        .headers()
        .get("musette-ack")
        .map(|value| value.to_str().unwrap().parse().unwrap());
    let body = axum::body::to_bytes(response.into_body(), 1 << 20)
        .await
        .unwrap();
    let value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    (status, acknowledged, value)
}
