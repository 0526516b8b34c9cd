//! The rules of the trade: pure functions and state machines. No I/O, no clock, no randomness: whatever a rule needs is an argument.

pub mod clock;
pub mod id;
pub mod money;
pub mod text_value;

pub use clock::Instant;
pub use money::{Currency, Money};
pub use text_value::TextValue;
