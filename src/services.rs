//! What musette uses of the outside world: a trait, a real one, a fake each. Knows neither the store nor HTTP.

pub mod map;
pub mod route;
