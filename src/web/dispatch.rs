//! The dispatchers' day: what must be decided, who rides, other co-ops and trouble.

pub mod assign;
pub mod bid;
pub mod cancel;
pub mod capacity;
pub mod columns;
pub mod day_map;
pub mod delivered_without_pin;
pub mod failed;
pub mod given;
pub mod handed_over;
pub mod live;
pub mod load;
pub mod offer;
pub mod page;
pub mod pass;
pub mod pickup_delay;
pub mod received;
pub mod release;
pub mod reorder;
pub mod take_back;
#[cfg(test)]
mod tests;
pub mod tours;
pub mod trouble;
pub mod unassign;
pub mod waiting;

use axum::Router;
use axum::routing::{get, post};

use crate::http::Site;

/// The page's address.
pub const PATH: &str = "/dispatch";

/// The page and the acts of dispatchers.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/dispatch", get(page::show))
        .route("/dispatch/deliveries/{id}/assign", post(assign::send))
        .route("/dispatch/deliveries/{id}/unassign", post(unassign::send))
        .route("/dispatch/deliveries/{id}/offer", post(offer::send))
        .route("/dispatch/deliveries/{id}/take-back", post(take_back::send))
        .route("/dispatch/deliveries/{id}/cancel", post(cancel::send))
        .route("/dispatch/deliveries/{id}/failed", post(failed::send))
        .route(
            "/dispatch/deliveries/{id}/handed-over",
            post(handed_over::send),
        )
        .route(
            "/dispatch/deliveries/{id}/delivered-without-pin",
            post(delivered_without_pin::send),
        )
        .route("/dispatch/pickup-delay", post(pickup_delay::send))
        .route("/dispatch/couriers/{id}/order", post(reorder::send))
        .route("/dispatch/offers/bid", post(bid::send))
        .route("/dispatch/offers/pass", post(pass::send))
        .route("/dispatch/offers/release", post(release::send))
}

/// The page's event stream.
pub fn streams() -> Router<Site> {
    Router::new().route("/dispatch/live", get(live::listen))
}
