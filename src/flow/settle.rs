//! What we and a partner owe each other for deliveries. Both sides write the same lines, each from its view.

pub mod balance;
mod line;
pub mod receipt_accepted;
pub mod wasted_trip;

pub use balance::{Balance, balance, owed_since};
