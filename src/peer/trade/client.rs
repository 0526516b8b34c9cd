//! What our desk asks others: signed GETs and questions, through the guarded client, with the answer read to a limit.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use musette_federation::limits;
use musette_federation::signature::OutgoingBody;
use url::Url;

use super::desk::Desk;
use super::heard::heard_from;
use crate::peer::address::authority;
use crate::peer::client::read_answer;
use crate::peer::fetch::problem::cause;
use crate::peer::{Peer, media, sign};

/// Asks other desks in our desk's name. Cloning is cheap.
#[derive(Clone)]
pub struct DeskClient {
    pub(super) peer: Peer,
    pub(super) desk: Desk,
}

/// An answer, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Bytes,
}

/// There is no answer: the other server is down, slow, or not to be spoken to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(pub String);

impl DeskClient {
    /// Asks through the guarded client of `peer`.
    pub fn new(peer: &Peer) -> Self {
        Self {
            peer: peer.clone(),
            desk: Desk::of_peer(peer),
        }
    }

    /// A GET signed by our desk.
    pub async fn get(&self, url: &str, within: Duration) -> Result<Answer, NoAnswer> {
        let url = self.checked(url).await?;
        let keys = self
            .peer
            .keys
            .of(&self.desk.urls.desk())
            .await
            .map_err(no)?;
        let (now, nonce) = (self.desk.clock.wire(), self.desk.ids.secret());
        let signed = sign::sign_trade_get(&keys, &url, now, &nonce).map_err(no)?;
        let host = authority(&url);
        let request = self
            .peer
            .client
            .get(url)
            .header("accept", media::ACTIVITY_JSON);
        self.send(request, signed, within, &host).await
    }

    /// A question signed by our desk.
    pub async fn post(
        &self,
        url: &str,
        body: String,
        within: Duration,
    ) -> Result<Answer, NoAnswer> {
        let url = self.checked(url).await?;
        let keys = self
            .peer
            .keys
            .of(&self.desk.urls.desk())
            .await
            .map_err(no)?;
        let (now, nonce) = (self.desk.clock.wire(), self.desk.ids.secret());
        let digest = OutgoingBody::of(body.as_bytes(), media::ACTIVITY_JSON);
        let signed = sign::sign_trade_post(&keys, &url, digest, now, &nonce).map_err(no)?;
        let host = authority(&url);
        let request = self
            .peer
            .client
            .post(url)
            .header("accept", media::ACTIVITY_JSON)
            .body(body);
        self.send(request, signed, within, &host).await
    }

    /// An address that we speak to, at a host that is not blocked.
    async fn checked(&self, url: &str) -> Result<Url, NoAnswer> {
        let url = self.peer.rules.parse(url).map_err(no)?;
        let host = authority(&url);
        if self
            .peer
            .hosts
            .policy
            .suspends(&host, None)
            .await
            .map_err(no)?
        {
            return Err(NoAnswer(format!("{host} is blocked here")));
        }
        Ok(url)
    }

    /// Sends; when it is taken, what waited for this desk because it was silent goes out too.
    async fn send(
        &self,
        request: reqwest::RequestBuilder,
        signed: sign::Headers,
        within: Duration,
        host: &str,
    ) -> Result<Answer, NoAnswer> {
        let answer = send(request, signed, within).await?;
        if (200..300).contains(&answer.status)
            && let Err(error) = heard_from(&self.peer, host).await
        {
            tracing::error!(peer.host = host, %error, "that a desk answers again was not stored");
        }
        Ok(answer)
    }
}

async fn send(
    request: reqwest::RequestBuilder,
    signed: sign::Headers,
    within: Duration,
) -> Result<Answer, NoAnswer> {
    let mut headers = HeaderMap::new();
    sign::put(&mut headers, signed);
    let answer = request
        .headers(headers)
        .timeout(within)
        .send()
        .await
        .map_err(|e| NoAnswer(cause(&e)))?;
    let status = answer.status().as_u16();
    let body = read_answer(answer, limits::BODY).await.map_err(no)?;
    Ok(Answer { status, body })
}

fn no(error: impl std::fmt::Display) -> NoAnswer {
    NoAnswer(error.to_string())
}
