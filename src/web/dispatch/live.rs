//! `GET /dispatch/live`: something of the day has changed.

use axum::extract::State;
use axum::response::Response;

use crate::app::Topic;
use crate::http::{Dispatcher, Site, live};

/// The event stream of the day.
pub async fn listen(State(site): State<Site>, _: Dispatcher) -> Response {
    live::stream(&site, |topic| *topic == Topic::Dispatch)
}
