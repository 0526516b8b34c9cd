//! `[federation]`: how we talk to others.

use std::path::PathBuf;

/// The section `[federation]`.
#[derive(Debug, Clone, Default)]
pub struct Federation {
    /// `loopback_peers`: speak plain http to peers on loopback addresses, for tests and the demo. Refused unless the instance itself is bound to loopback.
    pub loopback_peers: bool,
    /// `extra_ca`: a PEM file of certificate authorities to trust besides the system's.
    pub extra_ca: Option<PathBuf>,
}
