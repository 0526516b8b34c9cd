//! The Handoff: the door of a customer, read by the one desk that carries the delivery. The only personal data between co-ops, and only by pull.

pub mod ask;
mod own;
pub mod reader_key;
pub mod server;
