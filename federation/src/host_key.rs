//! Another server's name in the one spelling that comparisons, tables and block lists use.

use std::fmt;

use url::{Host, Url};

/// A server: its host in lower case and in ASCII (`xn--…`), without a trailing dot, with the port unless it is the usual one.
///
/// Two spellings of one server are equal, so a block cannot be passed by writing the name differently; a look-alike in another script is another server
/// and shows its `xn--` form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostKey(String);

impl HostKey {
    /// Reads `host` or `host:port` as people and block lists write it. Addresses in numbers, paths and user names are no servers.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"/\\?#@".contains(c);
        if text.is_empty() || !text.chars().all(plain) {
            return None;
        }
        Self::of(&Url::parse(&format!("https://{text}/")).ok()?)
    }

    /// The server of an address.
    pub fn of(url: &Url) -> Option<Self> {
        let Some(Host::Domain(name)) = url.host() else {
            return None;
        };
        let name = name.strip_suffix('.').unwrap_or(name);
        if name.is_empty() || name.ends_with('.') {
            return None;
        }
        Some(Self(match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        }))
    }

    /// The name, such as `lyon.example` or `vaduz.localhost:7101`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a rule for this server holds for `other` too: the same server, or one whose name lies below it, on whatever port.
    ///
    /// Who owns a name owns all names below it and can make any number of them.
    pub fn covers(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let name = other.0.split(':').next().unwrap_or_default();
        name.strip_suffix(&self.0)
            .is_some_and(|front| front.is_empty() || front.ends_with('.'))
    }
}

impl fmt::Display for HostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn key(text: &str) -> HostKey {
        HostKey::parse(text).unwrap_or_else(|| panic!("{text} is a server"))
    }

    #[rstest]
    #[case("lyon.example")]
    #[case("LYON.Example")]
    #[case(" lyon.example ")]
    #[case("lyon.example.")]
    #[case("lyon.example:443")]
    #[case("LYON.EXAMPLE.:443")]
    #[case("lyo%6E.example")]
    #[case("ｌｙｏｎ.example")]
    #[case("lyon。example")]
    fn spellings_of_one_server_are_one_key(#[case] text: &str) {
        assert_eq!(key(text).as_str(), "lyon.example", "{text}");
    }

    #[rstest]
    #[case("lуon.example", "xn--lon-dfd.example")]
    #[case("münchen.example", "xn--mnchen-3ya.example")]
    #[case("MÜNCHEN.example", "xn--mnchen-3ya.example")]
    fn other_scripts_show_what_they_are(#[case] text: &str, #[case] ascii: &str) {
        assert_eq!(key(text).as_str(), ascii);
        assert_ne!(key(text), key("lyon.example"));
    }

    #[rstest]
    #[case("")]
    #[case(".")]
    #[case("lyon.example..")]
    #[case("127.0.0.1")]
    #[case("0x7f000001")]
    #[case("2130706433")]
    #[case("[::1]")]
    #[case("anna@lyon.example")]
    #[case("lyon.example/path")]
    #[case("lyon.example#x")]
    #[case("lyon.example\\evil")]
    #[case("lyon example")]
    #[case("lyon.example\r\nHost: evil.example")]
    #[case("https://lyon.example")]
    fn what_is_no_server(#[case] text: &str) {
        assert_eq!(HostKey::parse(text), None, "{text}");
    }

    #[rstest]
    #[case("evil.example", "evil.example", true)]
    #[case("evil.example", "a.b.EVIL.example.", true)]
    #[case("evil.example", "evil.example:8443", true)]
    #[case("evil.example", "notevil.example", false)]
    #[case("evil.example", "evil.example.org", false)]
    #[case("a.evil.example", "evil.example", false)]
    #[case("evil.localhost:1", "evil.localhost:2", false)]
    fn a_rule_for_a_server_holds_for_names_below_it(
        #[case] rule: &str,
        #[case] other: &str,
        #[case] holds: bool,
    ) {
        assert_eq!(key(rule).covers(&key(other)), holds);
    }
}
