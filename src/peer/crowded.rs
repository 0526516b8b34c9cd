//! Hosts that have brought as many followers as one host may. Counted every hour, not for every Follow: counting fifty thousand rows each time would be a gift
//! to who sends them. What comes in between is bounded by how much a host may send.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

/// The hosts, as last counted.
#[derive(Debug, Default)]
pub struct Crowded(RwLock<HashSet<String>>);

impl Crowded {
    /// These and no others, from now on.
    pub fn set(&self, hosts: Vec<String>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *known = hosts.into_iter().collect();
    }

    /// Whether a host has brought enough.
    pub fn contains(&self, host: &str) -> bool {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.contains(host)
    }
}
