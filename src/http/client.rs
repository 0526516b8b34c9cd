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

    /// The client of a connection from `peer`. Only the proxies of `instance.proxies` are believed: the client of theirs is the last address in
    /// `X-Forwarded-For` that is none of them; what stands before it anybody could have written.
    fn of(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Self {
        let is_proxy = |address: &IpAddr| {
            let address = address.to_canonical();
            proxies.iter().any(|proxy| proxy.to_canonical() == address)
        };
        if !is_proxy(&peer) {
            return Self::new(peer);
        }
        let mut client = peer;
        let lines = headers.get_all("x-forwarded-for").iter().rev();
        for text in lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')) {
            let Ok(address) = text.trim().parse() else {
                break;
            };
            client = address;
            if !is_proxy(&address) {
                break;
            }
        }
        Self::new(client)
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
        let proxies = &site.app.config.instance.proxies;
        Ok(Self::of(peer, &parts.headers, proxies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nobody_is_named("127.0.0.1", "203.0.113.9", "", "127.0.0.1")]
    #[case::not_the_proxy("192.0.2.1", "203.0.113.9", "10.0.0.2", "192.0.2.1")]
    #[case::of_the_proxy("10.0.0.2", "198.51.100.1, 203.0.113.9", "10.0.0.2", "203.0.113.9")]
    #[case::two_proxies(
        "10.0.0.2",
        "198.51.100.1, 203.0.113.9, 10.0.0.3",
        "10.0.0.3 10.0.0.2",
        "203.0.113.9"
    )]
    #[case::a_network_of_ipv6(
        "::ffff:127.0.0.1",
        "2001:db8:1:2:3:4:5:6",
        "127.0.0.1",
        "2001:db8:1:2::"
    )]
    #[case::nonsense("127.0.0.1", "nonsense", "127.0.0.1", "127.0.0.1")]
    #[case::nonsense_before_a_proxy("127.0.0.1", "x, 127.0.0.1", "127.0.0.1", "127.0.0.1")]
    fn clients(
        #[case] peer: &str,
        #[case] forwarded: &str,
        #[case] proxies: &str,
        #[case] client: &str,
    ) {
        let proxies: Vec<IpAddr> = proxies
            .split_whitespace()
            .map(|proxy| proxy.parse().unwrap())
            .collect();
        let headers = HeaderMap::from_iter([(
            "x-forwarded-for".parse().unwrap(),
            forwarded.parse().unwrap(),
        )]);
        let found = ClientAddress::of(peer.parse().unwrap(), &headers, &proxies);
        assert_eq!(found.to_string(), client);
    }
}
