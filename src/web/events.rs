//! Events: what the public reads of them, and the pages of those who invite.

pub mod cancel;
pub mod edit;
pub mod fields;
pub mod host;
pub mod list;
pub mod publish;
pub mod show;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::{get, post};

use crate::http::Site;

/// The pages: for everybody, for the co-op's administrators, for a restaurant's people.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/events", get(list::show))
        .route("/events/{id}", get(show::show))
        .merge(hosts("/coop"))
        .merge(hosts("/restaurant/{handle}"))
}

fn hosts(of: &str) -> Router<Site> {
    let at = |rest: &str| format!("{of}/events{rest}");
    Router::new()
        .route(&at(""), get(publish::show).post(publish::send))
        .route(&at("/{id}"), get(edit::show).post(edit::send))
        .route(&at("/{id}/cancel"), post(cancel::send))
}
