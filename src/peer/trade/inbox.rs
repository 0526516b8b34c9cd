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
use crate::peer::{Peer, outbox};

/// Takes one activity. The answer is given after it is durable: 202, with the highest number up to which nothing is missing.
pub async fn receive(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response {
    if let Err(gone) = peer.closed.check() {
        return gone.into_response();
    }
    match receive_one(&app, &peer, request).await {
        Ok(response) => response,
        Err(problem) => {
            tracing::info!(status = problem.status().as_u16(), problem = problem.name(), detail = %problem, "a trade message was refused");
            problem.into_response()
        }
    }
}

async fn receive_one(app: &App, peer: &Peer, request: Request) -> Result<Response, Problem> {
    let arrival = Arrival::with_body(request).await?;
    let now = app.clock.wire();
    let signature = arrival.signature(&app.urls, now)?;
    let body = arrival.body.unwrap_or_default();
    let document = limits::read_json(&body)?;
    let activity = TradeActivity::from_json(&document)?;
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
