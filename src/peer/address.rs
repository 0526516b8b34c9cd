//! Which addresses elsewhere we speak to: `https` to a named host, and nothing that could mean ourselves or our own network.
//!
//! What a name resolves to is checked once more when the connection is made: see [`super::client`].

use musette_federation::HostKey;
use url::{Host, Position, Url};

use crate::config::federation::Federation;

/// Why we make no request to an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPeer {
    /// Plain http, or something that is not HTTP at all.
    #[error("{0} does not begin with https")]
    Scheme(String),
    /// A bare IP address or no host.
    #[error("{0} does not name a host; addresses in numbers are not accepted")]
    Host(String),
    /// An unusual port.
    #[error("{0} names a port; only the usual port is accepted")]
    Port(String),
    /// A user name or password in the address.
    #[error("{0} carries a user name or password")]
    Credentials(String),
    /// A name that leads into a private network, or to ourselves.
    #[error("{0} does not lead to a public address")]
    Private(String),
    /// No URL.
    #[error("{0:?} is not an address")]
    NotAnAddress(String),
}

/// The rules for addresses elsewhere, from the settings.
#[derive(Debug, Clone, Copy)]
pub struct AddressRules {
    /// `federation.loopback_peers`: plain http and ports, to names of this machine only.
    loopback: bool,
}

impl AddressRules {
    /// The rules that the settings ask for.
    pub const fn new(settings: &Federation) -> Self {
        Self {
            loopback: settings.loopback_peers,
        }
    }

    /// Whether peers on loopback addresses are spoken to.
    pub const fn loopback(self) -> bool {
        self.loopback
    }

    /// Refuses an address that no request is made to.
    pub fn check(self, url: &Url) -> Result<(), NotAPeer> {
        let shown = || url.as_str().chars().take(200).collect::<String>();
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotAPeer::Credentials(shown()));
        }
        let Some(Host::Domain(name)) = url.host() else {
            return Err(NotAPeer::Host(shown()));
        };
        if name.is_empty() || name.ends_with('.') {
            return Err(NotAPeer::Host(shown()));
        }
        let here = self.loopback && is_name_of_this_machine(name);
        match url.scheme() {
            "https" => {}
            "http" if here => {}
            _ => return Err(NotAPeer::Scheme(shown())),
        }
        if url.port().is_some() && !here {
            return Err(NotAPeer::Port(shown()));
        }
        if !here && !name.contains('.') {
            return Err(NotAPeer::Host(shown()));
        }
        Ok(())
    }

    /// Reads an address and checks it.
    pub fn parse(self, text: &str) -> Result<Url, NotAPeer> {
        let url = musette_federation::web_address(text)
            .ok_or_else(|| NotAPeer::NotAnAddress(text.chars().take(200).collect()))?;
        self.check(&url)?;
        Ok(url)
    }
}

/// `localhost`, a name below it, or a bare name as `/etc/hosts` has it. Connections to these go to loopback addresses only.
pub fn is_name_of_this_machine(name: &str) -> bool {
    is_localhost(name) || !name.contains('.')
}

/// `localhost` or a name below it, which we resolve ourselves.
pub fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

/// The host of an address as our tables have it (see [`HostKey`]). One in numbers, which we never speak to, as it stands.
pub fn authority(url: &Url) -> String {
    HostKey::of(url).map_or_else(
        || url[Position::BeforeHost..Position::AfterPort].to_owned(),
        |key| key.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://lyon.example/ap/desk", true, true)]
    #[case("https://lyon.example:8443/ap/desk", false, false)]
    #[case("http://lyon.example/ap/desk", false, false)]
    #[case("http://vaduz.localhost:7101/ap/desk", false, true)]
    #[case("http://gotosocial:8080/users/a", false, true)]
    #[case("https://localhost/x", false, true)]
    #[case("http://127.0.0.1:7101/x", false, false)]
    #[case("https://127.1/x", false, false)]
    #[case("https://0x7f000001/x", false, false)]
    #[case("https://2130706433/x", false, false)]
    #[case("https://[::1]/x", false, false)]
    #[case("https://[::ffff:127.0.0.1]/x", false, false)]
    #[case("https://lyon.example./x", false, false)]
    #[case("https://user:pass@lyon.example/x", false, false)]
    #[case("ftp://lyon.example/x", false, false)]
    fn addresses(#[case] text: &str, #[case] usually: bool, #[case] loopback: bool) {
        let url = Url::parse(text).unwrap();
        assert_eq!(
            AddressRules { loopback: false }.check(&url).is_ok(),
            usually
        );
        assert_eq!(
            AddressRules { loopback: true }.check(&url).is_ok(),
            loopback
        );
    }
}
