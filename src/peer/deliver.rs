//! One POST to one inbox, and what came of it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use musette_domain::Instant;
use url::Url;

use super::address::AddressRules;
use super::client::read_answer;
use super::fetch::problem::cause;
use crate::app::Clock;

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
    clock: Arc<dyn Clock>,
}

impl Postman {
    /// Posts through `client`, to where `rules` allow, by wire time.
    pub const fn new(client: reqwest::Client, rules: AddressRules, clock: Arc<dyn Clock>) -> Self {
        Self {
            client,
            rules,
            clock,
        }
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
            retry_after(answer.headers(), self.clock.wire()),
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

/// How long `Retry-After` asks us to wait: seconds, or a date (RFC 9110, 10.2.3), which counts from the `Date` of the answer so that a clock that is wrong
/// over there does no harm.
pub(super) fn retry_after(headers: &HeaderMap, now: Instant) -> Option<Duration> {
    let asked = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds).min(LONGEST_WAIT));
    }
    let until = httpdate::parse_http_date(asked).ok()?;
    let said = headers
        .get(DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok());
    let from = said.unwrap_or_else(|| now.to_utc().into());
    let wait = until.duration_since(from).ok()?;
    Some(wait.min(LONGEST_WAIT))
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::seconds(&[("retry-after", "120")], Some(120))]
    #[case::too_long(&[("retry-after", "86400")], Some(12 * 3600))]
    #[case::a_date_by_their_clock(
        &[("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT"), ("date", "Fri, 31 Dec 1999 23:58:59 GMT")],
        Some(60)
    )]
    #[case::a_date_by_ours(&[("retry-after", "Thu, 01 Jan 1970 00:01:40 GMT")], Some(90))]
    #[case::a_date_that_is_over(&[("retry-after", "Thu, 01 Jan 1970 00:00:01 GMT")], None)]
    #[case::negative(&[("retry-after", "-5")], None)]
    #[case::words(&[("retry-after", "later")], None)]
    #[case::nothing(&[], None)]
    fn how_long_to_wait(#[case] headers: &[(&'static str, &str)], #[case] seconds: Option<u64>) {
        let headers = headers
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap()))
            .collect();
        let now = Instant::from_millis(10_000);
        assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs));
    }
}
