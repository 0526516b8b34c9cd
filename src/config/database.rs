//! `[database]`: where the data is.

use std::num::NonZeroU32;

/// The section `[database]`.
#[derive(Debug, Clone)]
pub struct Database {
    /// `url`: `sqlite:FILE` or `postgres://…`.
    pub place: crate::store::Place,
    /// `readers`: how many connections read at once.
    pub readers: NonZeroU32,
}
