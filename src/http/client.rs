//! The address that a request comes from, for rate limits. It is never stored and never logged.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Site;

/// The address of a client, as far as it names one person: of IPv6 the first 64 bits, because a household has them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    fn new(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = v6.to_bits() & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            v4 @ IpAddr::V4(_) => v4,
        })
    }

    /// The client of a connection from `peer`. Behind a proxy on this machine, which there must be when the public URL is https, the client is
    /// the last address that the proxy wrote into `X-Forwarded-For`; what stands before it anybody could have written.
    fn of(peer: IpAddr, headers: &HeaderMap, secure: bool) -> Self {
        let proxied = secure && peer.to_canonical().is_loopback();
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
        let last = forwarded
            .filter(|_| proxied)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|text| text.trim().parse().ok());
        Self::new(last.unwrap_or(peer))
    }
}

impl std::fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<S> FromRequestParts<S> for ClientAddress
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let site = Site::from_ref(state);
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
        Ok(Self::of(peer, &parts.headers, site.is_secure()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("192.0.2.1", "203.0.113.9", true, "192.0.2.1")]
    #[case("127.0.0.1", "198.51.100.1, 203.0.113.9", true, "203.0.113.9")]
    #[case("127.0.0.1", "203.0.113.9", false, "127.0.0.1")]
    #[case("::ffff:127.0.0.1", "2001:db8:1:2:3:4:5:6", true, "2001:db8:1:2::")]
    #[case("127.0.0.1", "nonsense", true, "127.0.0.1")]
    fn clients(
        #[case] peer: &str,
        #[case] forwarded: &str,
        #[case] secure: bool,
        #[case] client: &str,
    ) {
        let headers = HeaderMap::from_iter([(
            "x-forwarded-for".parse().unwrap(),
            forwarded.parse().unwrap(),
        )]);
        let found = ClientAddress::of(peer.parse().unwrap(), &headers, secure);
        assert_eq!(found.to_string(), client);
    }
}
