//! `GET /coop/live`: something between us and our partners has changed.

use axum::extract::State;
use axum::response::Response;

use crate::app::Topic;
use crate::http::{Dispatcher, Site, live};

/// The event stream of partners, agreements and ledger.
pub async fn listen(State(site): State<Site>, _: Dispatcher) -> Response {
    live::stream(&site, |topic| *topic == Topic::Coop)
}
