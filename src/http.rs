//! The HTTP side: who may ask what, in which order it is checked, and how a refusal becomes an answer.
//!
//! [`router::of_site`] is every route on one screen; [`middleware`] is the order of the layers with the reason for each.

pub mod account;
pub mod actor_redirect;
pub mod assets;
pub mod client;
pub mod csrf;
pub mod error;
pub mod error_page;
pub mod frame;
pub mod health;
pub mod live;
pub mod middleware;
pub mod negotiate;
pub mod rate_limit;
pub mod router;
pub mod serve;
pub mod session;
pub mod session_store;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::FromRef;
use tokio_util::sync::CancellationToken;

pub use account::{Account, Administrator, Courier, Dispatcher, Moderator, Staff};
pub use client::ClientAddress;
pub use error::Error;
pub use frame::PageFrame;
pub use rate_limit::{Action, RateLimits};
pub use serve::serve;

use crate::app::App;
use crate::services::password::Passwords;

/// What handlers of a result are: an answer or an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The instance as the HTTP side holds it: the state of the router. A handler may ask for any field with `State<…>`.
#[derive(Clone, FromRef)]
pub struct Site {
    /// Store, clocks, ids, events and the rest.
    pub app: App,
    /// How often somebody may try something.
    pub limits: Arc<RateLimits>,
    /// Hashes and checks passwords, a few at a time.
    pub passwords: Passwords,
    /// Cancelled when the server shuts down: event streams end then.
    pub closing: CancellationToken,
}

impl Site {
    /// The HTTP side of an instance.
    pub fn new(app: App) -> Self {
        Self {
            app,
            limits: Arc::new(RateLimits::new()),
            passwords: Passwords::new(),
            closing: CancellationToken::new(),
        }
    }
    /// Whether the public URL is https: cookies are `Secure` then.
    pub fn is_secure(&self) -> bool {
        self.app.config.instance.url.scheme() == "https"
    }
}
