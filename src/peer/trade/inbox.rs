//! `POST /ap/desk/inbox`: what another desk tells ours. Cheap checks first, then the database, then, for a first offer of an agreement, the
//! network.

mod accepted;
pub(in crate::peer::trade) mod sender;
pub(in crate::peer::trade) mod standing;
mod take;

use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Response};
use musette_federation::{TradeActivity, limits};

use self::accepted::accepted;
use self::take::{Message, take};
use super::answer::Problem;
use super::arrival::Arrival;
use super::outgoing::body_hash;
use crate::app::App;
use crate::peer::address::authority;
use crate::peer::noise::reason_of;
use crate::peer::{Peer, outbox};
use crate::store::noise::NoiseReason;

/// Takes one activity. The answer is given after it is durable: 202, with the highest number up to which nothing is missing.
pub async fn receive(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response {
    if let Err(gone) = peer.closed.check() {
        return gone.into_response();
    }
    let mut from = String::new();
    match receive_one(&app, &peer, request, &mut from).await {
        Ok(response) => response,
        Err(problem) => {
            note(&peer, &from, &problem);
            problem.into_response()
        }
    }
}

/// The moderators' log counts it, and a line says who was refused and why; never what was said.
fn note(peer: &Peer, host: &str, problem: &Problem) {
    let reason = match problem {
        Problem::NoAgreement(_) => NoiseReason::NoAgreement,
        _ => reason_of(problem.status()),
    };
    peer.noise.count(host, reason);
    let status = problem.status().as_u16();
    if matches!(status, 401 | 409 | 429) {
        tracing::warn!(peer.host = host, http.status = status, problem = problem.name(), detail = %problem, "a trade message was refused");
    } else {
        tracing::info!(peer.host = host, http.status = status, problem = problem.name(), detail = %problem, "a trade message was refused");
    }
}

/// Takes one activity; `from` becomes the server that says to have sent it, once that is known.
async fn receive_one(
    app: &App,
    peer: &Peer,
    request: Request,
    from: &mut String,
) -> Result<Response, Problem> {
    let arrival = Arrival::with_body(request).await?;
    let now = app.clock.wire();
    let signature = arrival.signature(&app.urls, now)?;
    let body = arrival.body.unwrap_or_default();
    let document = limits::read_json(&body)?;
    let activity = TradeActivity::from_json(&document)?;
    *from = authority(&activity.actor);
    if activity.to.as_str() != app.urls.desk() {
        return Err(Problem::Malformed(format!(
            "this is the inbox of {}, the activity is for {}",
            app.urls.desk(),
            activity.to
        )));
    }
    // Boxed: a first offer reads documents elsewhere, which few messages do.
    let partner = Box::pin(sender::prove(app, peer, &activity, &signature)).await?;
    peer.trade_allowance.take(&partner.host)?;
    super::handle::prepare(app, &partner, &activity.message).await;
    let text = String::from_utf8(body.to_vec())
        .map_err(|_| Problem::Malformed("the body is not UTF-8".into()))?;
    let message = Message {
        app: app.clone(),
        partner: partner.desk_id.clone(),
        signature,
        body_hash: body_hash(&body),
        body: text,
        document,
        activity,
        wire: now,
    };
    let taken = app.db.write(move |c| take(c, &message)).await?;
    if peer.hosts.take_failing(&partner.host) {
        outbox::heard_from(app, &partner.host).await?;
    }
    Ok(accepted(app, taken))
}
