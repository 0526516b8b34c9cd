//! `[federation]`: how we talk to others.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::reader::{Reader, switch, text};

/// The section `[federation]`.
#[derive(Debug, Clone, Default)]
pub struct Federation {
    /// `loopback_peers`: speak plain http to peers on loopback addresses, for tests and the demo. Refused unless the instance itself is bound to loopback.
    pub loopback_peers: bool,
    /// `extra_ca`: a PEM file of certificate authorities to trust besides the system's.
    pub extra_ca: Option<PathBuf>,
    /// `authorized_fetch`: show documents only to servers that sign their GETs and are not suspended.
    pub authorized_fetch: bool,
    /// `allow_list`: speak only with servers that a moderator allowed, and with co-ops that we have an agreement with.
    pub allow_list: bool,
}

impl Federation {
    pub(super) fn read(reader: &mut Reader, bind: SocketAddr) -> Self {
        let folder = reader.folder().to_owned();
        let loopback_peers = reader.take("federation.loopback_peers", false, switch);
        if loopback_peers && !bind.ip().is_loopback() {
            let reason = format!(
                "federation.loopback_peers needs instance.bind on a loopback address, but it is {bind}; bind to 127.0.0.1 for tests, or leave loopback_peers out on a server that others reach"
            );
            reader.wrong("federation.loopback_peers", reason);
        }
        let extra_ca = reader.take_maybe("federation.extra_ca", |value| {
            let path = folder.join(text(value)?);
            let content = std::fs::read_to_string(&path)
                .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
            if content.contains("-----BEGIN CERTIFICATE-----") {
                Ok(path)
            } else {
                Err(format!(
                    "{} holds no certificate; it must be in PEM format (-----BEGIN CERTIFICATE-----)",
                    path.display()
                ))
            }
        }, |path| path.display().to_string());
        Self {
            loopback_peers,
            extra_ca,
            allow_list: reader.take("federation.allow_list", false, switch),
            authorized_fetch: reader.take("federation.authorized_fetch", false, switch),
        }
    }
}
