//! Every route that other servers use, on one screen.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Path};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use super::document::{authorize, serve};
use super::problem::Problem;
use super::{Peer, inbox, nodeinfo, webfinger};
use crate::app::App;
use crate::store::local_actor;

/// The routes of the open tier. They must stay outside of CSRF protection and sessions.
///
/// The trade tier adds its own: `/ap/desk/inbox`, `/ap/desk/quote`, `/ap/desk/log`, `/ap/desk/capacity` and the objects of the trade.
pub fn routes(peer: &Peer) -> Router<App> {
    Router::new()
        .route("/ap/inbox", post(inbox::shared))
        .route("/ap/instance", get(serve::instance))
        .route("/ap/coop", get(serve::coop))
        .route("/ap/desk", get(serve::desk))
        // hook: .route("/ap/desk/inbox", post(super::trade::inbox))
        .route("/ap/instance/inbox", post(inbox::own))
        .route("/ap/coop/inbox", post(inbox::own))
        .route("/ap/{actor}/{part}", get(serve::own_part))
        .route("/ap/r/{handle}", get(serve::restaurant))
        .route("/ap/r/{handle}/inbox", post(inbox::restaurant))
        .route("/ap/r/{handle}/{part}", get(serve::restaurant_part))
        .route("/ap/i/{id}", get(serve::menu_item))
        .route("/ap/n/{id}", get(serve::special))
        .route("/ap/a/{id}", get(serve::activity))
        .route("/.well-known/webfinger", get(webfinger::answer))
        .route("/.well-known/host-meta", get(webfinger::host_meta))
        .route("/.well-known/nodeinfo", get(nodeinfo::links))
        .route("/nodeinfo/2.0", get(nodeinfo::version_20))
        .route("/nodeinfo/2.1", get(nodeinfo::version_21))
        // Bodies are limited where they are read, with a refusal that says so.
        .layer(DefaultBodyLimit::disable())
        // Only documents of ours, and only where the settings say so.
        .layer(from_fn_with_state(peer.clone(), authorize::guard))
        .layer(Extension(peer.clone()))
}

/// `/@name` asked for as ActivityPub: leads to the actor's id. The page's handler calls this when [`super::wants_activity`] says so.
pub async fn actor_of_page(peer: &Peer, name: &str) -> Response {
    let name = name.to_ascii_lowercase();
    let found = peer
        .db
        .read(move |c| local_actor::find_by_name(c, &name))
        .await;
    match found {
        Ok(Some(actor)) => Redirect::to(&actor.id).into_response(),
        Ok(None) => Problem::not_found("There is no such account here.").into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// As [`actor_of_page`], as a handler: for a router that serves no pages.
pub async fn page(peer: Extension<Peer>, Path(name): Path<String>) -> Response {
    actor_of_page(&peer, name.trim_start_matches('@')).await
}
