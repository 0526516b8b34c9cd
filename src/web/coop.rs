//! The administration of the co-op: partners, agreements, the ledger, prices.

pub mod accept_agreement;
pub mod agreements;
pub mod alarms;
pub mod end_agreement;
pub mod find_partner;
pub mod ledger;
pub mod live;
pub mod offer_agreement;
pub mod partners;
pub mod prices;
pub mod reject_agreement;
pub mod section;
pub mod set_prices;
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
