//! One POST to one inbox, and what came of it.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use url::Url;

use super::address::AddressRules;
use super::client::read_answer;
use super::fetch::problem::cause;

/// How much of an answer is read for its explanation, in bytes.
const EXPLANATION: usize = 4096;
/// The longest time that `Retry-After` may ask for.
const LONGEST_WAIT: Duration = Duration::from_hours(12);

/// What an inbox answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How long it asks us to wait.
    pub retry_after: Option<Duration>,
    /// `Musette-Ack`: up to which number a partner's desk has everything.
    pub acknowledged: Option<i64>,
    /// The beginning of an error's body, on one line.
    pub explanation: String,
}

/// The request did not get an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(pub String);

/// Posts to inboxes.
#[async_trait]
pub trait Deliver: Send + Sync {
    /// Posts `body` with these headers, which carry the signature.
    async fn post(&self, inbox: &Url, headers: HeaderMap, body: Bytes) -> Result<Answer, NoAnswer>;
}

/// Posts through the guarded client.
pub struct Postman {
    client: reqwest::Client,
    rules: AddressRules,
}

impl Postman {
    /// Posts through `client`, to where `rules` allow.
    pub const fn new(client: reqwest::Client, rules: AddressRules) -> Self {
        Self { client, rules }
    }
}

#[async_trait]
impl Deliver for Postman {
    async fn post(&self, inbox: &Url, headers: HeaderMap, body: Bytes) -> Result<Answer, NoAnswer> {
        self.rules
            .check(inbox)
            .map_err(|e| NoAnswer(e.to_string()))?;
        let answer = self
            .client
            .post(inbox.clone())
            .headers(headers)
            .body(body)
            .send()
            .await
            .map_err(|e| NoAnswer(cause(&e)))?;
        let status = answer.status();
        let (retry_after, acknowledged) = (
            retry_after(answer.headers()),
            number(answer.headers(), "musette-ack"),
        );
        let explanation = if status.is_success() {
            String::new()
        } else {
            explanation(answer, status).await
        };
        Ok(Answer {
            status: status.as_u16(),
            retry_after,
            acknowledged,
            explanation,
        })
    }
}

/// `Retry-After` in seconds; a date there is as good as none, the usual pause is taken.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    number(headers, "retry-after")
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT))
}

fn number(headers: &HeaderMap, name: &'static str) -> Option<i64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// What the other server says about its refusal, cut to what fits in a table. Its body is read no further than that.
async fn explanation(answer: reqwest::Response, status: StatusCode) -> String {
    let said = read_answer(answer, EXPLANATION).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&said);
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect();
    format!("{status} {}", line.trim())
}
