//! The layers as a whole, through the real router.

mod accounts;
mod guards;
mod headers;
mod live;
mod refusals;
mod serving;
