//! Every route that other servers use, on one screen.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use super::document::{authorize, note_parts, serve, stamps};
use super::{Peer, inbox, nodeinfo, plain_address, webfinger};
use crate::app::App;

/// The routes of the open tier. They must stay outside of CSRF protection and sessions.
///
/// The trade tier adds its own: `/ap/desk/inbox`, `/ap/desk/quote`, `/ap/desk/log`, `/ap/desk/capacity` and the objects of the trade.
pub fn routes(peer: &Peer) -> Router<App> {
    Router::new()
        .route("/ap/inbox", post(inbox::shared))
        .route("/ap/instance", get(serve::instance))
        .route("/ap/coop", get(serve::coop))
        .route("/ap/desk", get(serve::desk))
        .route("/ap/instance/inbox", post(inbox::own))
        .route("/ap/coop/inbox", post(inbox::own))
        .route("/ap/{actor}/{part}", get(serve::own_part))
        .route("/ap/r/{handle}", get(serve::restaurant))
        .route("/ap/r/{handle}/inbox", post(inbox::restaurant))
        .route("/ap/r/{handle}/{part}", get(serve::restaurant_part))
        .route("/ap/i/{id}", get(serve::menu_item))
        .route(
            "/ap/coop/collections/restaurants",
            get(serve::featured_restaurants),
        )
        .route("/ap/r/{handle}/stamps/restaurants", get(serve::stamp))
        .route("/ap/r/{handle}/stamps/{id}", get(stamps::serve))
        .route("/ap/n/{id}", get(serve::special))
        .route("/ap/events/{id}", get(serve::event))
        .route("/ap/events/{id}/note", get(serve::event_note))
        .route("/ap/n/{id}/{part}", get(note_parts::serve))
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
        .layer(from_fn(plain_address::guard))
        .layer(Extension(peer.clone()))
}
