//! Every GET is signed by the instance actor: draft-cavage first, the other form when a server answers 401. Redirects are followed within an origin.

use std::sync::Arc;

use activitypub_federation::FEDERATION_CONTENT_TYPE;
use async_trait::async_trait;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{Extensions, HeaderValue, Method, StatusCode};
use musette_federation::same_origin;
use reqwest::{Request, Response};
use reqwest_middleware::{Error, Middleware, Next, Result};
use url::Url;

use super::FetchProblem;
use super::crawl::Unjudged;
use super::problem::cause;
use crate::app::Clock;
use crate::peer::address::AddressRules;
use crate::peer::client::resolver;
use crate::peer::hosts::Hosts;
use crate::peer::keys::SigningKeys;
use crate::peer::{media, sign};
use crate::store::peer_host::SignatureForm;

/// How many redirects are followed.
pub(super) const REDIRECTS: usize = 3;

/// Signs the requests of the library's fetcher and judges the answers before the library sees them.
pub struct SignedFetch {
    /// The keys of the instance actor.
    pub keys: Arc<SigningKeys>,
    /// Wire time.
    pub clock: Arc<dyn Clock>,
    /// Where requests may go.
    pub rules: AddressRules,
    /// Which signature each host takes.
    pub hosts: Hosts,
}

#[async_trait]
impl Middleware for SignedFetch {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let first = request.url().clone();
        let mut at = first.clone();
        for _ in 0..=REDIRECTS {
            self.rules
                .check(&at)
                .map_err(|e| refuse(FetchProblem::from(e)))?;
            let answer = self.knock(&request, &at, extensions, next.clone()).await?;
            let status = answer.status();
            let unjudged = extensions.get::<Unjudged>().is_some();
            if unjudged && (!status.is_redirection() || status == StatusCode::NOT_MODIFIED) {
                return Ok(answer);
            }
            if !status.is_redirection() {
                return judge(answer);
            }
            at = target(&answer, &first)?;
        }
        Err(refuse(FetchProblem::not_understood(
            &first,
            "it redirects too often",
        )))
    }
}

impl SignedFetch {
    /// Asks with the form that the host is known to take, and once more with the other one after a 401.
    async fn knock(
        &self,
        request: &Request,
        at: &Url,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let host = crate::peer::address::authority(at);
        let form = self.hosts.form_of(&host);
        let answer = next
            .clone()
            .run(self.signed(request, at, form)?, extensions)
            .await?;
        if answer.status().as_u16() != 401 {
            return Ok(answer);
        }
        let other = sign::other(form);
        let answer = next
            .run(self.signed(request, at, other)?, extensions)
            .await?;
        if answer.status().is_success()
            && let Err(error) = self.hosts.learn_form(&host, other).await
        {
            tracing::error!(%error, peer.host = host, "the form of signature could not be noted");
        }
        Ok(answer)
    }

    fn signed(&self, request: &Request, at: &Url, form: SignatureForm) -> Result<Request> {
        let mut signed = Request::new(Method::GET, at.clone());
        *signed.headers_mut() = request.headers().clone();
        *signed.timeout_mut() = request.timeout().copied();
        let headers =
            sign::social_get(&self.keys, at, form, self.clock.wire()).map_err(Error::middleware)?;
        sign::put(signed.headers_mut(), headers);
        Ok(signed)
    }
}

/// Where a redirect leads, if that is within the origin that was asked.
fn target(answer: &Response, first: &Url) -> Result<Url> {
    answer
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| answer.url().join(location).ok())
        .filter(|to| same_origin(to, first))
        .ok_or_else(|| {
            refuse(FetchProblem::not_understood(
                first,
                "it redirects to another server",
            ))
        })
}

/// Lets only good answers through: a success of the right media type, or 410, which the library understands.
fn judge(mut answer: Response) -> Result<Response> {
    let url = answer.url().clone();
    let status = answer.status().as_u16();
    // The library would take it for a redirect.
    answer.headers_mut().remove(LOCATION);
    match status {
        200..=299 => {
            if media::content_type(answer.headers()).is_some_and(media::is_document) {
                answer.headers_mut().insert(
                    CONTENT_TYPE,
                    HeaderValue::from_static(FEDERATION_CONTENT_TYPE),
                );
            }
            Ok(answer)
        }
        410 => Ok(answer),
        404 => Err(refuse(FetchProblem::NotFound(url.to_string()))),
        408 | 429 | 500.. => Err(refuse(FetchProblem::unreachable(
            &url,
            format!("it answered {status}"),
        ))),
        _ => Err(refuse(FetchProblem::Refused {
            url: url.to_string(),
            status,
        })),
    }
}

fn refuse(problem: FetchProblem) -> Error {
    Error::middleware(problem)
}

/// What a failed request means.
pub fn from_reqwest(error: &reqwest::Error, url: &Url) -> FetchProblem {
    match resolver::refused(error) {
        Some(private) => private.clone().into(),
        None => FetchProblem::unreachable(url, cause(error)),
    }
}
