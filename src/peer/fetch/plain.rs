//! Plain JSON that is no object of ActivityPub, asked for without a signature: WebFinger and NodeInfo.

use std::time::Duration;

use http::header::{ACCEPT, LOCATION};
use moka::sync::Cache;
use musette_federation::{limits, same_origin};
use reqwest::Response;
use serde_json::Value;
use url::Url;

use super::signed::{REDIRECTS, from_reqwest};
use super::{Errand, FetchProblem};
use crate::peer::address::AddressRules;
use crate::peer::client::read_answer;

/// The largest answer, in bytes.
const SMALL: usize = 64 * 1024;
/// How long one request may take.
const WITHIN: Duration = Duration::from_secs(5);
/// How long an address that gave no answer is not asked again. Short: who waits for it is a person who may try again.
const AGAIN: Duration = Duration::from_secs(10);
/// How many such addresses are remembered.
const MOST: u64 = 10_000;

/// Reads plain JSON through the guarded client.
#[derive(Clone)]
pub struct PlainFetch {
    client: reqwest::Client,
    rules: AddressRules,
    silent: Cache<Url, FetchProblem>,
}

impl PlainFetch {
    /// Reads through `client`, from where `rules` allow.
    pub fn new(client: reqwest::Client, rules: AddressRules) -> Self {
        Self {
            client,
            rules,
            silent: Cache::builder()
                .max_capacity(MOST)
                .time_to_live(AGAIN)
                .build(),
        }
    }

    /// Reads the JSON at `url`. Redirects are followed within its origin, each counted; what could not be had just now is not asked for again at once.
    pub async fn json(
        &self,
        url: &Url,
        accept: &'static str,
        errand: &Errand,
    ) -> Result<Value, FetchProblem> {
        if let Some(problem) = self.silent.get(url) {
            return Err(problem);
        }
        let answer = match self.follow(url, accept, errand).await {
            Ok(answer) => answer,
            Err(problem) => {
                if !matches!(problem, FetchProblem::Budget(_)) {
                    self.silent.insert(url.clone(), problem.clone());
                }
                return Err(problem);
            }
        };
        let body = read_answer(answer, SMALL)
            .await
            .map_err(|e| FetchProblem::of_answer(url, &e))?;
        limits::read_json(&body).map_err(|e| FetchProblem::not_understood(url, e))
    }

    /// The first answer that is no redirect, if it is a good one.
    async fn follow(
        &self,
        url: &Url,
        accept: &'static str,
        errand: &Errand,
    ) -> Result<Response, FetchProblem> {
        let mut at = url.clone();
        for _ in 0..=REDIRECTS {
            self.rules.check(&at)?;
            errand.count()?;
            let answer = self
                .client
                .get(at.clone())
                .header(ACCEPT, accept)
                .timeout(WITHIN)
                .send()
                .await
                .map_err(|e| from_reqwest(&e, &at))?;
            if !answer.status().is_redirection() {
                return judge(answer, &at);
            }
            at = target(&answer, &at)
                .filter(|to| same_origin(to, url))
                .ok_or_else(|| {
                    FetchProblem::not_understood(url, "it redirects to another server")
                })?;
        }
        Err(FetchProblem::not_understood(url, "it redirects too often"))
    }
}

pub(super) fn target(answer: &Response, at: &Url) -> Option<Url> {
    let location = answer.headers().get(LOCATION)?.to_str().ok()?;
    at.join(location).ok()
}

fn judge(answer: Response, url: &Url) -> Result<Response, FetchProblem> {
    match answer.status().as_u16() {
        200..=299 => Ok(answer),
        404 => Err(FetchProblem::NotFound(url.to_string())),
        410 => Err(FetchProblem::Gone(url.to_string())),
        status @ (408 | 429 | 500..) => Err(FetchProblem::unreachable(
            url,
            format!("it answered {status}"),
        )),
        status => Err(FetchProblem::Refused {
            url: url.to_string(),
            status,
        }),
    }
}
