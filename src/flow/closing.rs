//! The co-op closes for good: it says so a month ahead, finishes what is open, and is gone.

pub mod announce;
pub mod finish;
pub mod take_back;
