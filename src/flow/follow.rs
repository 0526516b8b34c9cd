//! A customer follows a restaurant. Who follows whom stays here: of a restaurant elsewhere only our instance is a follower, once for all.

pub mod bring;
pub mod repeat;
pub mod start;
pub mod stop;
