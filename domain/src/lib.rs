//! The rules of the trade: pure functions and state machines. No I/O, no clock, no randomness: whatever a rule needs is an argument.

pub mod address;
pub mod allergen;
pub mod capacity;
pub mod cart;
pub mod clock;
pub mod delivery;
pub mod dispatch;
pub mod email;
pub mod handle;
pub mod handoff;
pub mod hashtag;
pub mod id;
pub mod look_alike;
pub mod menu;
pub mod money;
pub mod opening;
pub mod opening_week;
pub mod order;
pub mod password;
pub mod phone;
pub mod pin;
pub mod position;
pub mod preparation;
pub mod pricing;
pub mod recurrence;
pub mod role;
pub mod settlement;
pub mod task;
pub mod text;
pub mod text_value;
pub mod timing;
pub mod zone;

pub use clock::Instant;
pub use money::{Currency, Money};
pub use position::Position;
pub use text_value::TextValue;
