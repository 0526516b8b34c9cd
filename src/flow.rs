//! What happens when something happens: one file an act, the same for pages, API, jobs and peers.
//!
//! A flow runs inside the caller's transaction: it loads rows, asks the domain, saves, tells others through [`crate::app::Tell`] and sets timers as
//! rows of `job`. It does no I/O of its own and returns the topics that changed, so that the caller can tell live pages after the commit.
//! The same act twice has the same outcome and no second effect.

pub mod account;
pub mod address;
pub mod agreement;
pub mod alarm;
pub mod availability;
pub mod capacity;
pub mod carry;
pub mod changed;
pub mod closing;
pub mod conversation;
pub mod delivery;
pub mod edit_coop;
pub mod event;
pub mod feature;
pub mod follow;
pub mod letter;
pub mod media;
pub mod menu;
pub mod moderation;
pub mod offer;
pub mod order;
pub mod pin_check;
pub mod purge;
pub mod read_coop;
pub mod refusal;
pub mod report;
pub mod restaurant;
pub mod set_pickup_delay;
pub mod set_tariff;
pub mod settle;
pub mod special;
pub mod timer;

pub use changed::Changed;

#[cfg(test)]
mod tests;
