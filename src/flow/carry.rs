//! A neighbour's delivery, as its carrier: offered to us, bid for, ours, acknowledged, ridden, receipted. The rules are `domain::handoff::Carrier`'s.
//!
//! Each file feeds one event to the machine; [`machine`] loads and stores it, [`effect`] does what it asks for in the same transaction.

pub mod awarded;
pub mod bag_after_all;
pub mod bid;
pub mod brought;
pub mod deadline;
pub mod door;
pub mod effect;
pub mod free_courier;
pub mod heartbeat;
pub mod machine;
pub mod offered;
pub mod pass;
pub mod progress;
pub mod receipt_answered;
pub mod rejected;
pub mod release;
pub mod report;
pub mod revoked;
