//! Quotes between desks (c0): a signed question, answered at once, about what an order would cost. It leaves no trace but its nonce.

pub mod ask;
pub mod document;
pub mod server;
