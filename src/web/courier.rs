//! The courier's page: one stop at a time, one button at the thumb, for a phone in the rain.

pub mod accept;
pub mod at_dropoff;
pub mod at_pickup;
pub mod declare;
pub mod delivered;
pub mod gone;
pub mod live;
pub mod load;
pub mod page;
pub mod picked_up;
pub mod stage;
#[cfg(test)]
mod tests;
pub mod times;
pub mod trouble;
pub mod withdraw;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::http::{Courier, Site};

/// The page's address.
pub const PATH: &str = "/courier";

/// The page and the acts of a courier.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/courier", get(page::show))
        .route("/courier/deliveries/{id}/accept", post(accept::send))
        .route("/courier/deliveries/{id}/at-pickup", post(at_pickup::send))
        .route("/courier/deliveries/{id}/picked-up", post(picked_up::send))
        .route(
            "/courier/deliveries/{id}/at-dropoff",
            post(at_dropoff::send),
        )
        .route(
            "/courier/deliveries/{id}/delivered",
            get(back).post(delivered::send),
        )
        .route("/courier/deliveries/{id}/trouble", post(trouble::send))
        .route("/courier/availability", get(back).post(declare::send))
        .route("/courier/availability/{id}/withdraw", post(withdraw::send))
}

/// The page's event stream.
pub fn streams() -> Router<Site> {
    Router::new().route("/courier/live", get(live::listen))
}

/// A form that was shown again with its errors is left by reloading: that leads to the page.
async fn back(_: Courier) -> Redirect {
    Redirect::to(PATH)
}
