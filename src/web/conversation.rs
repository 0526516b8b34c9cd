//! What people elsewhere say to a restaurant or to the co-op, for those who answer in its name.

pub mod answer;
pub mod correct;
pub mod entry;
pub mod hold;
pub mod host;
pub mod set_hidden;
pub mod show;
pub mod take_back;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::{get, post};

use crate::http::Site;

/// The pages: for the co-op's people, for a restaurant's people.
pub fn routes() -> Router<Site> {
    Router::new()
        .merge(hosts("/coop"))
        .merge(hosts("/restaurant/{handle}"))
        .route("/restaurant/{handle}/conversation/held", post(hold::send))
        .route(
            "/restaurant/{handle}/conversation/hidden",
            post(set_hidden::send),
        )
}

fn hosts(of: &str) -> Router<Site> {
    let at = |rest: &str| format!("{of}/conversation{rest}");
    Router::new()
        .route(&at(""), get(show::show))
        .route(&at("/answer"), get(show::back).post(answer::send))
        .route(&at("/correct"), get(show::back).post(correct::send))
        .route(&at("/take-back"), post(take_back::send))
}
