//! The administration of the co-op: partners, agreements, the ledger, prices, restaurants, and what the co-op says of itself.

pub mod accept_agreement;
pub mod agreements;
pub mod alarms;
pub mod announce_closing;
pub mod claim_restaurant;
pub mod closing;
pub mod create_restaurant;
pub mod end_agreement;
pub mod find_partner;
pub mod ledger;
pub mod list_restaurant;
pub mod live;
pub mod moderation;
pub mod offer_agreement;
pub mod partners;
pub mod prices;
pub mod profile;
pub mod reject_agreement;
pub mod release_restaurant;
pub mod restaurants;
pub mod section;
pub mod set_prices;
pub mod set_profile;
pub mod take_back_closing;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::http::{Administrator, Dispatcher, Site};

/// The partners' address.
pub const PARTNERS: &str = "/coop/partners";
/// The agreements' address.
pub const AGREEMENTS: &str = "/coop/agreements";
/// The ledger's address.
pub const LEDGER: &str = "/coop/ledger";
/// The prices' address.
pub const PRICES: &str = "/coop/prices";
/// The restaurants' address.
pub const RESTAURANTS: &str = "/coop/restaurants";
/// The address of what people elsewhere say to the co-op.
pub const CONVERSATION: &str = "/coop/conversation";
/// The address of what the co-op invites to.
pub const EVENTS: &str = "/coop/events";
/// The address of what the co-op says of itself.
pub const PROFILE: &str = "/coop/profile";
/// The address of the co-op's end.
pub const CLOSING: &str = "/coop/closing";

/// The pages and acts of the administration.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/coop", get(first))
        .route("/coop/", get(first))
        .route(
            "/coop/partners",
            get(partners::show).post(find_partner::send),
        )
        .route("/coop/partners/seen", post(alarms::seen))
        .route("/coop/agreements", get(agreements::show))
        .route(
            "/coop/agreements/offer",
            get(to_agreements).post(offer_agreement::send),
        )
        .route("/coop/agreements/accept", post(accept_agreement::send))
        .route("/coop/agreements/reject", post(reject_agreement::send))
        .route("/coop/agreements/end", post(end_agreement::send))
        .route("/coop/ledger", get(ledger::show))
        .route("/coop/prices", get(prices::show).post(set_prices::send))
        .route(
            "/coop/restaurants",
            get(restaurants::show).post(create_restaurant::send),
        )
        .route("/coop/restaurants/list", post(list_restaurant::send))
        .route("/coop/restaurants/claim", post(claim_restaurant::send))
        .route("/coop/restaurants/release", post(release_restaurant::send))
        .route("/coop/moderation", get(moderation::show))
        .route("/coop/moderation/decide", post(moderation::decide::send))
        .route("/coop/moderation/lift", post(moderation::lift::send))
        .route(
            "/coop/moderation/close",
            post(moderation::close_report::send),
        )
        .route(
            "/coop/moderation/forward",
            post(moderation::forward_report::send),
        )
        .route("/coop/moderation/show", post(moderation::show_reply::send))
        .route(
            "/coop/moderation/advice/forget",
            post(moderation::forget_advice::send),
        )
        .route(
            "/coop/closing",
            get(closing::show).post(announce_closing::send),
        )
        .route("/coop/closing/take-back", post(take_back_closing::send))
        .route("/coop/profile", get(profile::show).post(set_profile::send))
}

/// The event stream of these pages.
pub fn streams() -> Router<Site> {
    Router::new().route("/coop/live", get(live::listen))
}

async fn first(_: Dispatcher) -> Redirect {
    Redirect::to(PARTNERS)
}

/// A form that was shown again with its errors is left by reloading: that leads to the page.
async fn to_agreements(_: Administrator) -> Redirect {
    Redirect::to(AGREEMENTS)
}
