//! `[instance]`: who and where this instance is.

use std::net::SocketAddr;
use std::path::PathBuf;

/// The section `[instance]`.
#[derive(Debug, Clone)]
pub struct Instance {
    /// `url`: the public address, such as `https://lyon.example`. Never changes once others know it.
    pub url: url::Url,
    /// `bind`: the address and port to listen on.
    pub bind: SocketAddr,
    /// `data`: the folder for the map, media and mail files.
    pub data: PathBuf,
}
