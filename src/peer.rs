//! Federation: everything that speaks with other servers.
//!
//! [`Peer`] is put together before [`crate::app::App`], which gets `tell` and `lookup` from it. What others send comes in by [`inbox`], what they read by
//! [`document`] and [`webfinger`], what we send leaves by [`outbox`], what we read comes by [`fetch`]. The rules of who is believed are in [`verify`].

pub mod address;
pub mod allowance;
pub mod clean_note;
pub mod client;
pub mod closed;
pub mod conformance;
pub mod crowded;
pub mod day_room;
pub mod deliver;
pub mod document;
pub mod enqueue;
pub mod export;
pub mod fetch;
pub mod forget;
pub mod handle;
pub mod hosts;
pub mod inbox;
pub mod keys;
pub mod lookup;
pub mod media;
pub mod nodeinfo;
pub mod noise;
pub mod outbox;
pub mod plain_address;
pub mod policy;
pub mod problem;
pub mod read;
pub mod routes;
pub mod saved_followers;
pub mod sign;
pub mod slow;
pub mod start;
pub mod tell;
pub mod trade;
pub mod verify;
pub mod webfinger;

pub use media::wants_activity;
pub use routes::routes;
pub use start::{Peer, PeerProblem};
pub use tell::{Teller, TradeTell};

#[cfg(test)]
mod tests;
