//! The trade tier of musette/1, desk to desk: one recipient, pinned keys, numbered messages, answers after the commit.
//!
//! [`tell`] writes what we say, [`inbox`] takes what is said to us and gives it to [`handle`], one file a message. What a partner may read is in
//! [`objects`], a price in [`quote`], the door of a customer in [`handoff`].

pub mod answer;
pub mod arrival;
pub mod client;
pub mod desk;
pub mod document;
pub mod failed;
pub mod handle;
pub mod handoff;
pub mod heard;
pub mod hooks;
pub mod inbox;
pub mod nonce;
pub mod objects;
pub mod outgoing;
pub mod partner;
pub mod quote;
pub mod reader;
pub mod tell;
pub mod terms;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use crate::app::App;
use crate::peer::plain_address;

pub use client::DeskClient;
pub use desk::Desk;
pub use hooks::Hooks;
pub use tell::DeskTell;

/// The routes of the trade tier. They need the layer `Extension(Peer)`, by which desks are proven that we have never met.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/ap/desk/inbox", post(inbox::receive))
        .route("/ap/desk/quote", post(quote::server::receive))
        .route("/ap/h/{secret}", get(handoff::server::read))
        .merge(objects::routes())
        .layer(from_fn(plain_address::guard))
}

#[cfg(test)]
mod tests;
