//! Pictures of a restaurant: put here, described, taken away.

pub mod add;
pub mod remove;
