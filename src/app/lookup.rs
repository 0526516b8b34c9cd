//! Finding and reading what other servers publish.

use async_trait::async_trait;
use musette_domain::id::RestaurantId;

use super::App;

/// Why something elsewhere could not be read. Each is a sentence for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// What was typed names nothing.
    #[error("{0:?} is no address of a co-op or restaurant; write name@host or host")]
    NotAnAddress(String),
    /// The server does not answer.
    #[error("{host} does not answer: {why}")]
    Unreachable {
        /// The server.
        host: String,
        /// What happened.
        why: String,
    },
    /// The server answers, but not with what we need.
    #[error("{host} answered with something that is not {wanted}: {why}")]
    NotUnderstood {
        /// The server.
        host: String,
        /// What was wanted, such as `a co-op`.
        wanted: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// Our administrator blocked the server.
    #[error("{0} is blocked here")]
    Blocked(String),
    /// It was there once and is gone.
    #[error("{0} is gone")]
    Gone(String),
    /// Our own database.
    #[error("it could not be stored: {0}")]
    Store(String),
}

/// An account elsewhere, as its server describes it at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAccount {
    /// Its address.
    pub id: String,
    /// Its handle, `name@host`.
    pub handle: String,
    /// The accounts that it says are its own as well.
    pub also_known_as: Vec<String>,
}

/// Reads actors elsewhere into our tables (`remote_actor`, `remote_coop`, `remote_restaurant`, `remote_menu_item`, `partner`).
#[async_trait]
pub trait RemoteLookup: Send + Sync {
    /// Finds the co-op that a host belongs to, its desk (as a `partner` row in state `known`) and its restaurants. Returns the co-op's actor id.
    async fn coop(&self, host: &str) -> Result<String, LookupError>;
    /// Finds a restaurant by `handle@host` or URL. Returns its actor id.
    async fn restaurant(&self, address: &str) -> Result<String, LookupError>;
    /// Reads a co-op that we know again, with its restaurants and their menus, some in one call.
    ///
    /// `after` is what the call before returned, none to begin. Returns where to go on, none at the end.
    async fn coop_again(
        &self,
        coop: &str,
        after: Option<&str>,
    ) -> Result<Option<String>, LookupError>;
    /// Where somebody with an account elsewhere (`name@host`) follows the actor `object`; none if their server does not say.
    async fn page_to_follow(
        &self,
        account: &str,
        object: &str,
    ) -> Result<Option<String>, LookupError>;
    /// Reads an account of any software anew, by `name@host` or URL.
    async fn account(&self, address: &str) -> Result<FoundAccount, LookupError>;
    /// What one of our restaurants takes along, as a tar archive.
    async fn archive(&self, app: &App, id: &RestaurantId) -> Result<Vec<u8>, LookupError>;
    /// Whether a partner's desk answers.
    async fn answers(&self, desk: &str) -> bool;
    /// Reads the restaurant's menu again.
    async fn refresh_menu(&self, restaurant: &str) -> Result<(), LookupError>;
    /// The server that somebody wrote, alone or as part of an address, in the one spelling that our tables use; none if it names none.
    fn host_key(&self, written: &str) -> Option<String>;
    /// A moderator decided something: what is remembered of earlier decisions is forgotten.
    fn policy_changed(&self);
}
