//! A delivery opened to neighbours, as its owner: offered, bid for, awarded, acknowledged, fetched, receipted. The rules are `domain::handoff::Owner`'s.
//!
//! Each file feeds one event to the machine; [`machine`] loads and stores it, [`effect`] does what it asks for in the same transaction.

pub mod accept_receipt;
pub mod ask_carrier;
pub mod bid_received;
pub mod close;
pub mod counter;
pub mod deadline;
pub mod decide;
pub mod effect;
pub mod machine;
pub mod open;
pub mod receipt_received;
pub mod refused_receipt;
pub mod reported;
pub mod window_ended;
