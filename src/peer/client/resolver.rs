//! Names to addresses, checked at the moment of connecting: a name that leads into a private network, or to ourselves, leads nowhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::peer::address::{NotAPeer, is_localhost, is_name_of_this_machine};

/// What is asked for the addresses of a name.
#[async_trait]
pub trait Names: Send + Sync {
    /// Every address of a name, with port 0.
    async fn addresses(&self, host: &str) -> std::io::Result<Vec<SocketAddr>>;
}

/// The system's resolver.
struct System;

#[async_trait]
impl Names for System {
    async fn addresses(&self, host: &str) -> std::io::Result<Vec<SocketAddr>> {
        Ok(tokio::net::lookup_host((host, 0)).await?.collect())
    }
}

/// Resolves names for the guarded client.
pub struct GuardedResolver {
    names: Arc<dyn Names>,
    loopback: bool,
}

impl GuardedResolver {
    /// With `loopback`, names of this machine resolve to loopback addresses (and to nothing else); without it they do not resolve.
    pub fn new(loopback: bool) -> Self {
        Self::asking(Arc::new(System), loopback)
    }

    /// As [`Self::new`], with the answers of `names`.
    pub fn asking(names: Arc<dyn Names>, loopback: bool) -> Self {
        Self { names, loopback }
    }
}

/// The refusal to connect, if that is what an error comes from: a name that leads where no request of ours may go.
pub fn refused<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a NotAPeer> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(refused) = error.downcast_ref() {
            return Some(refused);
        }
        cause = error.source();
    }
    None
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().trim_end_matches('.').to_ascii_lowercase();
        let (names, loopback) = (Arc::clone(&self.names), self.loopback);
        Box::pin(async move {
            if loopback && is_localhost(&host) {
                let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
                return Ok(Box::new(std::iter::once(here)) as Addrs);
            }
            let found = names.addresses(&host).await?;
            let here = loopback && is_name_of_this_machine(&host);
            let fine = |address: &SocketAddr| {
                let ip = address.ip().to_canonical();
                if here {
                    ip.is_loopback()
                } else {
                    is_public(ip)
                }
            };
            if found.is_empty() {
                return Err(std::io::Error::other("the name has no address").into());
            }
            // One bad address among good ones is reason enough: it is how a name is made to change its mind.
            if !found.iter().all(fine) {
                return Err(NotAPeer::Private(host).into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the public internet.
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, middle @ .., high, low] = ip.segments();
    match (first, second) {
        // NAT64, well-known prefix: judged by the address inside.
        (0x64, 0xff9b) if middle == [0; 4] => {
            is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
        }
        // Documentation, Teredo and other special purposes, 6to4.
        (0x2001, 0xdb8 | 0..=0x1ff) | (0x2002, _) | (0x3fff, 0..=0x0fff) => false,
        // Only global unicast is public: this leaves out ::/8, fc00::/7, fe80::/10, ff00::/8 and all that is not assigned.
        _ => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("0.0.0.0")]
    #[case("0.0.0.1")]
    #[case("10.1.2.3")]
    #[case("100.64.0.1")]
    #[case("127.0.0.1")]
    #[case("169.254.169.254")]
    #[case("172.31.255.255")]
    #[case("192.0.2.1")]
    #[case("192.168.1.1")]
    #[case("198.19.0.1")]
    #[case("224.0.0.1")]
    #[case("255.255.255.255")]
    #[case("::")]
    #[case("::1")]
    #[case("::7f00:1")]
    #[case("::ffff:127.0.0.1")]
    #[case("64:ff9b::7f00:1")]
    #[case("64:ff9b::10.0.0.1")]
    #[case("64:ff9b:1::1")]
    #[case("2001::1")]
    #[case("2001:db8::1")]
    #[case("2002:7f00:1::")]
    #[case("3fff:10::1")]
    #[case("fc00::1")]
    #[case("fe80::1")]
    #[case("ff02::1")]
    fn not_public(#[case] ip: &str) {
        assert!(!is_public(ip.parse().unwrap()), "{ip}");
    }

    #[rstest]
    #[case("1.2.3.4")]
    #[case("100.128.0.1")]
    #[case("172.32.0.1")]
    #[case("2606:4700::1")]
    #[case("64:ff9b::8.8.8.8")]
    fn public(#[case] ip: &str) {
        assert!(is_public(ip.parse().unwrap()), "{ip}");
    }

    /// Answers each question with the next of these.
    struct Told(Mutex<Vec<Vec<&'static str>>>);

    #[async_trait]
    impl Names for Told {
        async fn addresses(&self, _host: &str) -> std::io::Result<Vec<SocketAddr>> {
            let next = self.0.lock().unwrap().remove(0);
            Ok(next
                .into_iter()
                .map(|ip| SocketAddr::new(ip.parse().unwrap(), 0))
                .collect())
        }
    }

    async fn resolved(resolver: &GuardedResolver, name: &str) -> Option<usize> {
        let found = resolver.resolve(name.parse().unwrap()).await.ok()?;
        Some(found.count())
    }

    #[rstest]
    #[case(&["1.2.3.4"], Some(1))]
    #[case(&["1.2.3.4", "2606:4700::1"], Some(2))]
    #[case(&["10.0.0.1"], None)]
    #[case(&["1.2.3.4", "10.0.0.1"], None)]
    #[case(&["1.2.3.4", "::1"], None)]
    #[case(&["2606:4700::1", "127.0.0.1"], None)]
    #[case(&["1.2.3.4", "::ffff:169.254.169.254"], None)]
    #[case(&["64:ff9b::10.0.0.1"], None)]
    #[case(&[], None)]
    #[tokio::test]
    async fn a_name_with_one_private_address_leads_nowhere(
        #[case] addresses: &[&'static str],
        #[case] count: Option<usize>,
    ) {
        for loopback in [false, true] {
            let told = Told(Mutex::new(vec![addresses.to_vec()]));
            let resolver = GuardedResolver::asking(Arc::new(told), loopback);
            assert_eq!(resolved(&resolver, "lyon.example").await, count);
        }
    }

    #[tokio::test]
    async fn a_name_that_changes_its_mind_is_judged_each_time() {
        let told = Told(Mutex::new(vec![
            vec!["1.2.3.4"],
            vec!["127.0.0.1"],
            vec!["1.2.3.4"],
        ]));
        let resolver = GuardedResolver::asking(Arc::new(told), false);
        assert_eq!(resolved(&resolver, "rebind.example").await, Some(1));
        assert_eq!(resolved(&resolver, "rebind.example").await, None);
        assert_eq!(resolved(&resolver, "rebind.example").await, Some(1));
    }

    #[tokio::test]
    async fn bare_names_lead_to_this_machine_only() {
        for (address, count) in [
            ("127.0.0.7", Some(1)),
            ("1.2.3.4", None),
            ("10.0.0.1", None),
        ] {
            let told = Told(Mutex::new(vec![vec![address]]));
            let resolver = GuardedResolver::asking(Arc::new(told), true);
            assert_eq!(resolved(&resolver, "gotosocial").await, count, "{address}");
        }
    }

    #[tokio::test]
    async fn names_of_this_machine_lead_nowhere_unless_the_switch_is_on() {
        let name = || "vaduz.localhost".parse::<Name>().unwrap();
        assert!(GuardedResolver::new(false).resolve(name()).await.is_err());
        let found: Vec<SocketAddr> = GuardedResolver::new(true)
            .resolve(name())
            .await
            .unwrap()
            .collect();
        assert_eq!(found, ["127.0.0.1:0".parse().unwrap()]);
    }
}
