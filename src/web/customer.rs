//! Who orders: the cart, the checkout, following an order, following restaurants.

pub mod bring_follows;
pub mod cart;
pub mod checkout;
pub mod export_follows;
pub mod follow;
pub mod following;
pub mod notify;
pub mod order_stream;
pub mod orders;
pub mod report;
pub mod track;
pub mod withdraw_order;

#[cfg(test)]
pub(crate) mod tests;

use axum::Router;
use axum::routing::{get, post};

use crate::http::Site;

/// The pages.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/cart", get(cart::show))
        .route("/cart/lines", get(cart::add::back).post(cart::add::send))
        .route("/cart/lines/{line}", post(cart::change::send))
        .route("/@{name}/order", get(checkout::show).post(checkout::send))
        .route("/orders", get(orders::show))
        .route("/orders/{id}", get(track::show))
        .route("/orders/{id}/withdraw", post(withdraw_order::send))
        .route("/following", get(following::show))
        .route("/following/export", get(export_follows::send))
        .route(
            "/following/import",
            get(bring_follows::show).post(bring_follows::send),
        )
        .route(notify::PATH, get(notify::back).post(notify::send))
        .route("/follow", post(follow::start))
        .route(report::PATH, get(report::show).post(report::send))
        .route("/unfollow", post(follow::stop))
}

/// The event streams, which stand outside time-out and compression.
pub fn streams() -> Router<Site> {
    Router::new()
        .route("/orders/{id}/live", get(order_stream::show))
        .route(following::STREAM, get(following::listen))
}
