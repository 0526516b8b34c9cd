//! `GET /dispatch/live`: something of the day has changed.

use axum::extract::State;
use axum::response::Response;

use crate::app::Topic;
use crate::http::live::{self, Listener};
use crate::http::{Dispatcher, Site};

/// The event stream of the day.
pub async fn listen(State(site): State<Site>, person: Dispatcher) -> Response {
    let listener = Listener::new(&person, Dispatcher::admits);
    live::stream(&site, listener, |topic| *topic == Topic::Dispatch)
}
