//! `GET /courier/live`: something on this courier's page has changed.

use axum::extract::State;
use axum::response::Response;

use crate::app::Topic;
use crate::http::live::{self, Listener};
use crate::http::{Courier, Site};

/// The event stream of the person who asks.
pub async fn listen(State(site): State<Site>, courier: Courier) -> Response {
    let topic = Topic::Courier(courier.id.clone());
    let listener = Listener::new(&courier, Courier::admits);
    live::stream(&site, listener, move |changed| *changed == topic)
}
