//! The rules of the trade: pure functions and state machines. No I/O, no clock, no randomness: whatever a rule needs is an argument.

pub mod clock;
pub mod delivery;
pub mod id;
pub mod money;
pub mod opening;
pub mod order;
pub mod position;
pub mod preparation;
pub mod pricing;
pub mod role;
pub mod task;
pub mod text_value;
pub mod zone;

pub use clock::Instant;
pub use money::{Currency, Money};
pub use position::Position;
pub use text_value::TextValue;
